// SPDX-License-Identifier: Apache-2.0
#pragma once
// The state of one measure in one situation (P1, P2), and which condition decided.

#include "vaern/expression/evaluate.hpp"
#include "vaern/safety_plan/plan.hpp"

namespace vaern::safety_plan::detail {

struct Decision {
  MeasureState state = MeasureState::included;
  StateReason::Kind kind = StateReason::Kind::always;
  const Condition* by = nullptr;  ///< Null: no condition.
};

inline Truth truth_of(const ConditionPtr& condition, const Situation& situation, Truth absent) {
  return condition == nullptr ? absent : evaluate(*condition, situation);
}

inline Decision decide(const Measure& measure, const Situation& situation) {
  using Kind = StateReason::Kind;
  const Truth blocked = truth_of(measure.blocked_when, situation, Truth::no);
  if (blocked == Truth::yes) {
    return {MeasureState::blocked, Kind::block_true, measure.blocked_when.get()};
  }
  const Truth when = truth_of(measure.when, situation, Truth::yes);
  if (when == Truth::no) {
    return {MeasureState::not_applicable, Kind::when_false, measure.when.get()};
  }
  if (truth_of(measure.in_phases, situation, Truth::yes) == Truth::no) {
    return {MeasureState::not_applicable, Kind::phase_false, measure.in_phases.get()};
  }
  if (blocked == Truth::unknown) {
    return {MeasureState::held, Kind::block_unknown, measure.blocked_when.get()};
  }
  const Kind kind = measure.when == nullptr ? Kind::always
                    : when == Truth::yes    ? Kind::when_true
                                            : Kind::when_unknown;
  return {MeasureState::included, kind, measure.when.get()};
}

}  // namespace vaern::safety_plan::detail
