// SPDX-License-Identifier: Apache-2.0
#include "vaern/program/compiled.hpp"

#include <functional>

namespace vaern {
inline namespace v1 {
namespace {

/// Every input stands once, always asked, and no other input's applicability rests on it: then
/// the ends of the plain run are those of completions.
bool has_independent_inputs(const Program& program, ScaleId root) {
  std::vector<bool> entangled(program.inputs.size());
  for (const auto& component : program.components) {
    for (const InputId id : component) entangled[id] = true;
  }
  std::vector<bool> seen(program.inputs.size());
  const std::function<bool(ScaleId)> visit = [&](ScaleId id) {
    for (const Term& term : program.scales[id].terms) {
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

CompiledProgram::CompiledProgram(Program program, std::size_t cap) : program_(std::move(program)) {
  for (ScaleId id = 0; id < program_.scales.size(); ++id) {
    simple_.push_back(has_independent_inputs(program_, id));
    values_.push_back(simple_[id] ? std::nullopt : build_value_diagram(program_, id, cap));
  }
  if (!program_.components.empty()) applicability_ = build_applicability_diagram(program_, cap);
  if (program_.outcome.levels > 0) {
    levels_ = build_level_diagram(program_, cap);
    // The plain run rests on exact bounds of the scales.
    bool exact_bounds = true;
    for (ScaleId id = 0; id < program_.scales.size(); ++id) {
      exact_bounds = exact_bounds && (simple_[id] || values_[id]);
    }
    exactness_ = exact_bounds && has_unmixed_inputs(program_) ? Exactness::e0
                 : levels_                                    ? Exactness::e1
                                                              : Exactness::e2;
  }
}

}  // namespace v1
}  // namespace vaern
