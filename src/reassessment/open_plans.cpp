// SPDX-License-Identifier: Apache-2.0
// What a plan opens: its review.

#include <algorithm>
#include <utility>

#include "reassessment/fold.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {

// T7: a professional may set an earlier day; a later one only with a reason, where no law sets
// the interval, and marked.
void Fold::set_review(Opened& opened, const KnownPlan& plan) {
  if (!plan.entry->review) return;
  Obligation& obligation = opened.obligation;
  const Date day = plan.entry->review->date.first;
  const Instant at = policy_.zone().end_of(day);
  const Arguments arguments{{"date", day.to_string()}, {"reason", plan.entry->reason}};
  if (at > obligation.due.at) {
    if (!obligation.proposed || obligation.clause.statutory) {
      obligation.reasons.push_back({"later_not_allowed", arguments});
      return;
    }
    if (plan.entry->reason.empty()) {
      obligation.reasons.push_back({"later_needs_reason", {{"date", day.to_string()}}});
      return;
    }
    obligation.outside_policy = true;
    obligation.reasons.push_back({"set_later", arguments});
  } else {
    obligation.reasons.push_back({"set_by_professional", arguments});
  }
  std::erase_if(obligation.reasons, [](const Reason& reason) {
    return reason.key == "rolled_earlier" || reason.key == "rolled_from_weekend";
  });
  obligation.due = DueDate();
  obligation.due.at = at;
  obligation.due.date = day;
  obligation.due.civil = true;
  obligation.due.local = day.to_string();
}

void Fold::open_after_plan(std::size_t clock_index) {
  const Clock& clock = policy_.clocks()[clock_index];
  for (const KnownPlan& plan : known_.plans) {
    std::optional<Chosen> chosen = choose(clock.after_plan, plan.at);
    Opened* opened =
        open(clock_index, {}, {Cause::Kind::plan, plan.entry->id, {}, plan.at}, chosen);
    if (opened == nullptr) continue;
    opened->obligation.reasons.push_back(
        {"plan", {{"plan", plan.entry->id}, {"made", local_text(plan.entry->made, plan.at)}}});
    explain_date(opened->obligation, *chosen);
    set_review(*opened, plan);
  }
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
