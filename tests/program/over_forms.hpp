// SPDX-License-Identifier: Apache-2.0
#pragma once
// Random programs with forms of every fill, and what enumeration says of them.

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "program/naive.hpp"
#include "program/random_program.hpp"
#include "vaern/program/compiled.hpp"

namespace vaern::testing_support {

constexpr std::uint64_t programs = 300;
constexpr std::uint32_t forms = 9;

/// Calls `check(compiled, form, completions)` for forms of every fill, from empty to nearly full.
/// A seed names the program that failed.
template <class Check>
void over_forms(std::uint64_t first, std::uint64_t count, std::size_t cap, Check check) {
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Dice dice(seed);
    const CompiledProgram compiled(random_program(dice), cap);
    const Program& program = compiled.program();
    for (std::uint32_t i = 0; i < forms; ++i) {
      const naive::Form form = i == 0 ? naive::Form(program.inputs.size(), missing_code)
                                      : random_form(dice, program, 1 + i % 3);
      check(compiled, form, naive::completions(program, form));
    }
    if (::testing::Test::HasFailure()) return;
  }
}

/// The levels (or classes) that completions have.
LevelSet results_of(const Program& program, Target target,
                    const std::vector<naive::Completion>& all);

struct Values {
  std::set<Rational> values;
  bool may_be_none = false;
};
Values values_of(const Program& program, ScaleId scale, const std::vector<naive::Completion>& all);

bool agrees(const std::vector<naive::Completion>& all, const naive::Completion& one);

/// Something that is asked of nobody is missing (S21.3).
bool is_given_missing(const Program& program, const naive::Form& form);

/// The further outcomes and the classes.
std::vector<Target> other_targets(const Program& program);

}  // namespace vaern::testing_support
