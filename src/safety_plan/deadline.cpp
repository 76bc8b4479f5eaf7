// SPDX-License-Identifier: Apache-2.0
// By when an open measure is to be done (T3): hours are elapsed time and never move; days end with
// the local day and move once to the earlier open day.
#include <stdexcept>

#include "safety_plan/draft_parts.hpp"
#include "vaern/core/zone.hpp"

namespace vaern::safety_plan::detail {
namespace {

std::optional<int> days_of(Urgency urgency) {
  if (urgency == Urgency::within_7_days) return 7;
  if (urgency == Urgency::within_30_days) return 30;
  return std::nullopt;
}

}  // namespace

std::optional<PlanDeadline> deadline_of(const PlannedMeasure& planned, const PlanInput& input) {
  if (!is_active(planned) || input.zone == nullptr || planned.urgency == Urgency::ongoing) {
    return std::nullopt;
  }
  PlanDeadline due;
  using Since = PlanDeadline::Since;
  const auto named = input.history.first_named(planned.measure->id, planned.child);
  const bool is_again = planned.is_to_do_again();
  if (planned.is_exposed() &&
      !(is_again && planned.history->again->from < *planned.history->exposed_from)) {
    due.since = Since::found;
    due.from = *planned.history->exposed_from;
  } else if (is_again) {
    due.since = Since::again;
    due.from = planned.history->again->from;
  } else if (named) {
    due.since = Since::plan;
    due.from = *named;
  } else if (input.as_of) {
    due.from = *input.as_of;
  } else {
    return std::nullopt;
  }
  const auto days = days_of(planned.urgency);
  if (!days) {
    const int hours = planned.urgency == Urgency::within_24_hours ? 24 : 0;
    due.at = due.from.add_seconds(hours * 3'600);
    return due;
  }
  const Date start = input.zone->local(due.from).date;
  const Date wanted = start.add_days(*days);
  due.day = wanted;
  if (input.calendar != nullptr && input.calendar->covers(wanted)) {
    if (const auto rolled = input.calendar->roll_back(wanted, start)) due.day = *rolled;
  }
  if (*due.day != wanted) due.rolled_from = wanted;
  due.at = input.zone->end_of(*due.day);
  return due;
}

}  // namespace vaern::safety_plan::detail
