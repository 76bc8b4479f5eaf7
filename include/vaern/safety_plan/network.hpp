// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// The people and organisations around the subject: whom a plan may suggest to involve.
///
/// Suggested is only who is marked as safe and can be reached by a way on which everybody is
/// marked as safe. What is not known is a question and never a suggestion. An other party is
/// never a way to anybody, and neither is a child.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/case_file/case_file.hpp"
#include "vaern/core/truth.hpp"
#include "vaern/model/canonical.hpp"

namespace vaern {
inline namespace v1 {

/// What the network says of involving one of its members. The first that holds counts.
enum class NetworkStanding : std::uint8_t {
  not_safe,                  ///< Marked so.
  risk,                      ///< A danger to the subject.
  through_other_party_only,  ///< Every way to them goes through an other party.
  ask_safe,                  ///< Nobody has said whether it is safe.
  ask_way,                   ///< Safe, and nobody has said how they are reached.
  ask_through,               ///< Safe, and every way goes through somebody of whom it is not known.
  no_safe_way,               ///< Safe, and every way goes through a child or somebody not safe.
  suggested,
};
std::string_view to_string(NetworkStanding standing) noexcept;
constexpr bool is_question(NetworkStanding standing) noexcept {
  return standing == NetworkStanding::ask_safe || standing == NetworkStanding::ask_way ||
         standing == NetworkStanding::ask_through;
}

struct NetworkMember {
  std::string party;
  NetworkKind kind = NetworkKind::person;
  Truth safe = Truth::unknown;
  NetworkStanding standing = NetworkStanding::ask_safe;
  bool is_support = false;           ///< A tie to the subject says so.
  std::vector<Channel> channels;     ///< Of the ties with the subject; empty: not known.
  std::vector<std::string> through;  ///< Parties on the shortest way, nearest first.
  std::vector<std::string>
      other_parties;  ///< Whom they have a tie with: what they know may pass on.
};

struct Network {
  std::vector<NetworkMember> members;  ///< By party.

  bool empty() const noexcept { return members.empty(); }
  const NetworkMember* find(std::string_view party) const noexcept;
  /// Parties.
  std::vector<std::string> suggested() const;
};

/// Of what holds at `as_of` (absent: all that is written) and was recorded and not struck at
/// `known_by` (absent: `as_of`). Of several entries about one party the latest `from` counts; of
/// several with the same, no beats unknown beats yes, and the ties of all count. A party of the
/// role network without an entry is a member of whom nothing is known.
Network network_of(const CaseFile& file, std::optional<Instant> as_of = std::nullopt,
                   const Zone* zone = nullptr, std::optional<Instant> known_by = std::nullopt);

/// A list of {party, kind, safe, standing, support, channels, through, other_parties}.
void write_network(const Network& network, CanonicalWriter& writer);

}  // namespace v1
}  // namespace vaern
