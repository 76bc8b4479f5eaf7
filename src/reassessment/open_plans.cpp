// SPDX-License-Identifier: Apache-2.0
// What a plan opens: its review.

#include <algorithm>
#include <utility>

#include "reassessment/fold.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {

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
  }
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
