// SPDX-License-Identifier: Apache-2.0
#include "program/over_forms.hpp"

#include <algorithm>

namespace vaern::testing_support {

using naive::Completion;

LevelSet results_of(const Program& program, Target target, const std::vector<Completion>& all) {
  LevelSet set = 0;
  for (const Completion& c : all) set |= LevelSet{1} << naive::result_of(program, target, c);
  return set;
}

Values values_of(const Program& program, ScaleId scale, const std::vector<Completion>& all) {
  Values result;
  for (const Completion& completion : all) {
    if (const auto value = naive::scale(program, scale, completion)) {
      result.values.insert(*value);
    } else {
      result.may_be_none = true;
    }
  }
  return result;
}

bool agrees(const std::vector<Completion>& all, const Completion& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

bool is_given_missing(const Program& program, const naive::Form& form) {
  for (InputId id = 0; id < form.size(); ++id) {
    if (program.inputs[id].is_given && form[id] == missing_code) return true;
  }
  return false;
}

std::vector<Target> other_targets(const Program& program) {
  std::vector<Target> result;
  for (std::uint32_t i = 1; i <= program.further.size(); ++i) result.push_back(Target::outcome(i));
  for (std::uint32_t i = 0; i < program.classes.size(); ++i) result.push_back(Target::classes(i));
  return result;
}

}  // namespace vaern::testing_support
