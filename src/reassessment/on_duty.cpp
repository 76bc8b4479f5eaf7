// SPDX-License-Identifier: Apache-2.0
// Who else is told of a rung of the overdue ladder that nobody in the office would see.

#include <algorithm>

#include "reassessment/fold.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {

bool is_outside_hours(const Policy& policy, const Calendar& calendar, Instant moment) {
  if (!policy.hours()) return false;
  const OfficeHours& hours = *policy.hours();
  const LocalTime local = policy.zone().local(moment);
  if (!hours.days[static_cast<std::size_t>(local.date.weekday() - 1)]) return true;
  const int minute = static_cast<int>(local.second_of_day / 60);
  if (minute < hours.from || minute >= hours.to) return true;
  return !calendar.covers(local.date) || calendar.is_closed(local.date);
}

void Fold::tell_on_duty(Obligation& obligation, Instant moment) {
  if (policy_.on_duty().empty() || !is_outside_hours(policy_, calendar_, moment)) return;
  const bool is_first = std::find(obligation.tell_by.begin(), obligation.tell_by.end(),
                                  "on_duty") == obligation.tell_by.end();
  if (!is_first) return;
  obligation.tell_by.emplace_back("on_duty");
  for (const std::string& role : policy_.on_duty()) {
    if (std::find(obligation.tell.begin(), obligation.tell.end(), role) == obligation.tell.end()) {
      obligation.tell.push_back(role);
    }
  }
  obligation.reasons.push_back({"told_on_duty", {{"at", local_text(moment)}}});
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
