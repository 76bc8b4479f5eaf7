// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// What another policy does to the dates of a case: every date it moves, before anybody decides.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/core/result.hpp"
#include "vaern/reassessment/history.hpp"
#include "vaern/reassessment/obligation.hpp"
#include "vaern/reassessment/policy.hpp"

namespace vaern {
inline namespace v1 {

class Calendar;

/// An open obligation that has another date, or is there only under one of both policies.
struct MovedDate {
  enum class How : std::uint8_t { earlier, later, opened, gone };

  std::string id;
  How how = How::earlier;
  std::string clock;
  std::string about;
  LocalizedText what;
  std::optional<DueDate> before;  ///< Absent: opened.
  std::optional<DueDate> after;   ///< Absent: gone.
  /// The new policy migrates at the next assessment and this was caused before it came into
  /// force: the date before holds until it is met.
  bool keeps_date = false;
};
std::string_view to_string(MovedDate::How how) noexcept;

struct PolicyChange {
  std::string from;  ///< id@version of the policy now.
  std::string to;    ///< id@version of the other.
  Fingerprint from_meaning;
  Fingerprint to_meaning;
  Migrate migrate = Migrate::at_once;
  std::optional<InForce> in_force;  ///< Of the other.
  std::optional<Instant> as_of;
  std::optional<Instant> known_by;
  std::vector<MovedDate> moved;  ///< By id.
  std::size_t unmoved = 0;       ///< Open obligations with the same date under both.
};

/// The dates that `after` moves in a case that follows `before`. Neither needs to be in force at
/// `as_of`: the question is asked beforehand. Levels of the history are those of both policies.
///
/// Errors: those of a timeline under each policy; policies of other levels.
Result<PolicyChange> policy_change(const Policy& before, const Calendar& before_calendar,
                                   const Policy& after, const Calendar& after_calendar,
                                   const History& history, std::optional<Instant> as_of = {},
                                   std::optional<Instant> known_by = {});

/// Canonical JSON. Keys, in this order: schema, from, from_meaning, to, to_meaning, migrate,
/// in_force {from, until}, as_of, known_by (null where absent), moved [{id, how, clock, about,
/// what, before {at, local}, after {at, local}, keeps_date}], unmoved. Keys without a value are
/// left out.
std::string to_canonical_json(const PolicyChange& change);

}  // namespace v1
}  // namespace vaern
