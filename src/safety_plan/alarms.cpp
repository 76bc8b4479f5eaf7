// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "safety_plan/draft_parts.hpp"

namespace vaern::safety_plan::detail {
namespace {

// What it waits for, near or far, that is blocked or held.
std::set<std::size_t> stopped_by(const SafetyPlan& plan, const PlannedMeasure& planned) {
  std::set<std::size_t> seen;
  std::set<std::size_t> behind;
  std::vector<std::size_t> waiting = planned.waits_for;
  while (!waiting.empty()) {
    const std::size_t k = waiting.back();
    waiting.pop_back();
    if (!seen.insert(k).second) continue;
    const PlannedMeasure& first = plan.measures[k];
    if (first.state == MeasureState::blocked || first.state == MeasureState::held) {
      behind.insert(k);
    } else {
      waiting.insert(waiting.end(), first.waits_for.begin(), first.waits_for.end());
    }
  }
  return behind;
}

// Nothing that is asked or done in its own time will put this guard in place.
bool is_out_of_reach(const PlannedMeasure& guard) {
  return guard.status == MeasureStatus::declined || guard.state == MeasureState::blocked ||
         guard.state == MeasureState::not_applicable;
}

// It may be done, or goes on already.
bool may_go_on(const PlannedMeasure& planned) {
  const bool is_in_plan =
      planned.state == MeasureState::included || planned.state == MeasureState::held;
  if (planned.reason.kind == StateReason::Kind::child_unknown) return false;
  return is_in_plan && (!planned.is_settled() || planned.status == MeasureStatus::already_does);
}

}  // namespace

std::vector<PlanAlarm> alarms_of(const SafetyPlan& plan) {
  std::vector<PlanAlarm> alarms;
  for (std::size_t i = 0; i < plan.measures.size(); ++i) {
    const PlannedMeasure& planned = plan.measures[i];
    std::set<std::size_t> unguarded;
    if (may_go_on(planned)) {
      for (const std::size_t k : planned.unguarded) {
        if (is_out_of_reach(plan.measures[k])) unguarded.insert(k);
      }
    }
    for (const std::size_t k : unguarded) alarms.push_back({i, k, true});
    if (!is_active(planned) || !is_urgent(planned.own_urgency)) continue;
    for (const std::size_t k : stopped_by(plan, planned)) {
      if (unguarded.count(k) == 0) alarms.push_back({i, k});
    }
  }
  return alarms;
}

}  // namespace vaern::safety_plan::detail
