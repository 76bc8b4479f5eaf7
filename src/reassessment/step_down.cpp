// SPDX-License-Identifier: Apache-2.0
// Stepping down: a longer interval counts only after assessments on so many days in a row.

#include <algorithm>
#include <vector>

#include "reassessment/fold.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {

// The earliest date over the levels in force at the last `step_down_after` days on which an
// assessment satisfied, this one's day among them, each counted from this one. One that a later
// satisfying assessment replaces does not count. What does not satisfy is no step (T4).
void Fold::step_down(const Clock& clock, const KnownDyad& dyad, const KnownAssessment& known,
                     std::optional<Chosen>& chosen, SteppedDown& step) {
  if (clock.step_down_after <= 1 || !chosen) return;
  const auto is_replaced = [&](const KnownAssessment& old) {
    return std::any_of(
        dyad.assessments.begin(), dyad.assessments.end(), [&](const KnownAssessment& later) {
          const std::vector<std::string>& replaces = later.entry->replaces;
          return later.at <= known.at && later.at >= old.at && later.entry != old.entry &&
                 std::find(replaces.begin(), replaces.end(), old.entry->id) != replaces.end() &&
                 satisfies(policy_, clock, later);
        });
  };
  int days = 1;
  Date day = policy_.zone().local(known.at).date;
  for (auto each = dyad.assessments.rbegin(); each != dyad.assessments.rend(); ++each) {
    if (each->at > known.at || !satisfies(policy_, clock, *each) || is_replaced(*each)) continue;
    const Date own = policy_.zone().local(each->at).date;
    if (own != day) {
      if (++days > clock.step_down_after) break;
      day = own;
    }
    const std::uint64_t possible = levels_in_force(policy_, clock, dyad, each->at).possible;
    if (possible == 0) continue;
    std::optional<Chosen> before = choose(clock, possible, known.at);
    if (!before || before->due.at >= chosen->due.at) continue;
    chosen = std::move(before);
    step.from = each->entry->id;
    step.possible = possible;
  }
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
