// SPDX-License-Identifier: Apache-2.0
#include "vaern/program/compiled.hpp"

#include <algorithm>
#include <functional>

#include "program/terms.hpp"

namespace vaern {
inline namespace v1 {
namespace {

/// Every input stands once, always asked, and its answer never bears on what else may be answered:
/// then the ends of the plain run are those of completions. A table has to cover the scale that it
/// is read with, and to go one way: else the ends may lie in rows that nothing meets.
bool has_independent_inputs(const Program& program, ScaleId root) {
  std::vector<bool> entangled(program.inputs.size());
  for (const auto& component : program.components) {
    for (const InputId id : component) entangled[id] = true;
  }
  std::vector<bool> seen(program.inputs.size());
  const std::function<bool(ScaleId)> visit = [&](ScaleId id) {
    const Scale& scale = program.scales[id];
    for (const TableRows& rows : scale.rows) {
      const Interval& range = program.scales[scale.terms.front().id].range;
      const bool is_covered = rows.front().from <= range.lowest;
      if (!is_covered || detail::trend_of(rows) == detail::Trend::mixed) return false;
    }
    if (scale.selector) {
      if (entangled[*scale.selector] || seen[*scale.selector]) return false;
      seen[*scale.selector] = true;
    }
    for (const Term& term : scale.terms) {
      if (term.is_scale) {
        if (!visit(term.id)) return false;
        continue;
      }
      if (entangled[term.id] || seen[term.id]) return false;
      seen[term.id] = true;
    }
    return true;
  };
  return visit(root);
}

}  // namespace

CompiledProgram::CompiledProgram(Program program, std::size_t cap)
    : program_(std::move(program)), cap_(cap) {
  for (ScaleId id = 0; id < program_.scales.size(); ++id) {
    simple_.push_back(has_independent_inputs(program_, id));
    values_.push_back(simple_[id] ? std::nullopt : build_value_diagram(program_, id, cap));
  }
  if (!program_.components.empty()) applicability_ = build_applicability_diagram(program_, cap);
  // The plain run rests on exact bounds of the scales.
  bool exact_bounds = true;
  for (ScaleId id = 0; id < program_.scales.size(); ++id) {
    exact_bounds = exact_bounds && (simple_[id] || values_[id]);
  }
  const auto outcomes = static_cast<std::uint32_t>(program_.further.size() + 1);
  for (std::uint32_t i = 0; i < outcomes; ++i) {
    const Outcome& outcome = program_.outcome_at(i);
    levels_.emplace_back();
    plain_levels_.push_back(PlainRun::exact);
    if (outcome.levels == 0) continue;
    levels_.back() = build_level_diagram(program_, cap, i);
    if (exact_bounds && has_unmixed_inputs(program_, outcome)) continue;
    const bool is_decided = exact_bounds && has_unmixed_inputs(program_, outcome, true);
    plain_levels_.back() = is_decided ? PlainRun::exact_when_decided : PlainRun::sound;
    exactness_ = std::max(exactness_, levels_.back() ? Exactness::e1 : Exactness::e2);
  }
  for (const ClassSet& classes : program_.classes) {
    classes_.push_back(build_class_diagram(program_, classes, cap));
    const auto is_single = [&](bool decided) {
      return exact_bounds && has_single_readings(program_, classes, decided);
    };
    plain_classes_.push_back(is_single(false)  ? PlainRun::exact
                             : is_single(true) ? PlainRun::exact_when_decided
                                               : PlainRun::sound);
    // Strong Kleene alone does not show that a class is possible.
    exactness_ = std::max(exactness_, classes_.back() ? Exactness::e1 : Exactness::e2);
  }
}

std::size_t CompiledProgram::worst_cost() const {
  std::size_t cost = 0;
  for (const auto* list : {&levels_, &classes_}) {
    for (const auto& diagram : *list) cost += diagram ? diagram->state_count() : 0;
  }
  return cost;
}

}  // namespace v1
}  // namespace vaern
