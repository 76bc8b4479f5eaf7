// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// The words a case file is written with, and the names that policies, catalogues and programmes
/// may read of every case. This is the only place where they are listed.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace vaern {
inline namespace v1 {

/// As registered or told; `other` is an answer, a missing one is unknown.
enum class Sex : std::uint8_t { woman, man, other };

/// What an other party is to the subject.
enum class Relation : std::uint8_t {
  partner,
  former_partner,
  parent,
  child,
  sibling,
  other_family,
  other,
};

/// What a party is in the case. Professionals stand in it with their competences only.
enum class Role : std::uint8_t {
  subject,      ///< The person exposed to violence; exactly one.
  other_party,  ///< The person the violence comes from; any number.
  child,
  network,
  assessor,
  coordinator,
  leader,
  police,
  health,
  legal_adviser,
  group_leader,
  authority,
};

enum class AssessmentStatus : std::uint8_t { draft, completed };

/// The status a measure has in a written plan (P1).
enum class MeasureStatus : std::uint8_t {
  proposed,
  agreed,
  declined,
  already_does,
  waived,
  done,
};

/// What a party is to another one in the network.
enum class TieKind : std::uint8_t {
  support,  ///< Helps the other.
  contact,  ///< They know each other, no more.
  risk,     ///< A danger to the other.
};

/// By which way two parties reach each other.
enum class Channel : std::uint8_t { in_person, telephone, message, email, letter };

/// What stands in the network: one person, or an organisation such as a shelter or an association.
enum class NetworkKind : std::uint8_t { person, organisation };

inline constexpr std::array<std::string_view, 3> sex_words{"woman", "man", "other"};
inline constexpr std::array<std::string_view, 7> relation_words{
    "partner", "former_partner", "parent", "child", "sibling", "other_family", "other"};
inline constexpr std::array<std::string_view, 12> role_words{
    "subject", "other_party", "child",  "network",       "assessor",     "coordinator",
    "leader",  "police",      "health", "legal_adviser", "group_leader", "authority"};
inline constexpr std::array<std::string_view, 2> assessment_status_words{"draft", "completed"};
inline constexpr std::array<std::string_view, 6> measure_status_words{
    "proposed", "agreed", "declined", "already_does", "waived", "done"};
inline constexpr std::array<std::string_view, 3> tie_words{"support", "contact", "risk"};
inline constexpr std::array<std::string_view, 5> channel_words{"in_person", "telephone", "message",
                                                               "email", "letter"};
inline constexpr std::array<std::string_view, 2> network_kind_words{"person", "organisation"};

constexpr std::string_view to_string(Sex v) { return sex_words[static_cast<std::size_t>(v)]; }
constexpr std::string_view to_string(Relation v) {
  return relation_words[static_cast<std::size_t>(v)];
}
constexpr std::string_view to_string(Role v) { return role_words[static_cast<std::size_t>(v)]; }
/// Works with the case: neither the person nor anybody around them.
constexpr bool is_professional(Role v) { return v >= Role::assessor; }
constexpr std::string_view to_string(AssessmentStatus v) {
  return assessment_status_words[static_cast<std::size_t>(v)];
}
constexpr std::string_view to_string(MeasureStatus v) {
  return measure_status_words[static_cast<std::size_t>(v)];
}
constexpr std::string_view to_string(TieKind v) { return tie_words[static_cast<std::size_t>(v)]; }
constexpr std::string_view to_string(Channel v) {
  return channel_words[static_cast<std::size_t>(v)];
}
constexpr std::string_view to_string(NetworkKind v) {
  return network_kind_words[static_cast<std::size_t>(v)];
}

/// Names built into every situation. Those of an other party are about the dyad in question; where
/// a situation is of the whole case they are about all other parties together.
namespace builtin {
inline constexpr std::string_view sex = "sex";            ///< of the subject
inline constexpr std::string_view age = "age";            ///< whole years
inline constexpr std::string_view relation = "relation";  ///< of the other party
inline constexpr std::string_view living_together = "living_together";
inline constexpr std::string_view other_party_sex = "other_party.sex";
inline constexpr std::string_view other_party_age = "other_party.age";
inline constexpr std::string_view child_age = "child.age";  ///< `about: child` only
inline constexpr std::string_view level = "level";          ///< the programme's levels
}  // namespace builtin

}  // namespace v1
}  // namespace vaern
