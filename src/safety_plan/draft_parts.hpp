// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is made of a plan once its measures have their states and their order.

#include <optional>
#include <vector>

#include "vaern/safety_plan/plan.hpp"

namespace vaern::safety_plan::detail {

/// It is part of the plan, or may come to be, and something is left to do.
inline bool is_active(const PlannedMeasure& planned) {
  return (planned.state == MeasureState::included || planned.state == MeasureState::held) &&
         !planned.is_settled();
}

/// What is settled needs no answer; of the rest each name is asked once.
std::vector<PlanQuestion> questions_of(const SafetyPlan& plan, const Catalogue& catalogue);

std::vector<PlanAlarm> alarms_of(const SafetyPlan& plan);

std::optional<PlanDeadline> deadline_of(const PlannedMeasure& planned, const PlanInput& input);

}  // namespace vaern::safety_plan::detail
