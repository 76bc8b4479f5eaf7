// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// A plan that an other party has found: every measure in it may be known to them.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/case_file/case_file.hpp"
#include "vaern/core/date.hpp"
#include "vaern/model/canonical.hpp"

namespace vaern {
inline namespace v1 {

/// The event by which a case says so.
inline constexpr std::string_view plan_found_event = "plan_found";

struct FoundPlan {
  std::string event;
  Moment known;
  Date review;                     ///< The day on which it became known: review the plan then.
  std::vector<std::string> plans;  ///< Made by then and not struck; which copy it was is unknown.
  std::vector<std::string> measures;  ///< That they name: "own_device", "school_agreement/c1".
  bool is_answered = false;           ///< A plan was made after it became known.
  bool is_overdue = false;            ///< Not answered, and `as_of` is after the day of review.
};

/// By event id, of what is seen at `as_of` (absent: all) with what was known at `known_by`.
std::vector<FoundPlan> found_plans(const CaseFile& file,
                                   std::optional<Instant> as_of = std::nullopt,
                                   const Zone* zone = nullptr,
                                   std::optional<Instant> known_by = std::nullopt);

/// {event, known, review, overdue where it is, plans, measures}
void write_found(const FoundPlan& found, CanonicalWriter& writer);

}  // namespace v1
}  // namespace vaern
