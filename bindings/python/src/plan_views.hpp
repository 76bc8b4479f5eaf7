// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the bindings of plans share.
#include <pybind11/pybind11.h>

#include <memory>
#include <vector>

#include "models.hpp"
#include "vaern/safety_plan/found.hpp"

namespace vaern::python {

/// A measure of a plan, by its place there.
struct PlannedMeasureView {
  std::shared_ptr<PlanView> owner;
  std::size_t index;
  const PlannedMeasure& planned() const { return owner->plan.measures[index]; }
  const Measure& measure() const { return *planned().measure; }
};

struct PlanQuestionView {
  std::shared_ptr<PlanView> owner;
  const PlanQuestion* question;
};

struct NetworkMemberView {
  std::shared_ptr<PlanView> owner;
  const NetworkMember* member;
};

/// What was found of a case's plans, as read-only mappings.
pybind11::tuple to_python(const std::vector<FoundPlan>& found);

/// Parts of `bind_safety_plan`: before `SafetyPlan`, and the others after it.
void bind_plan_parts(pybind11::module_& module);
void bind_plan_difference(pybind11::module_& module);
void bind_state_counts(pybind11::module_& module);

}  // namespace vaern::python
