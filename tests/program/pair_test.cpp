// SPDX-License-Identifier: Apache-2.0
#include "vaern/program/pair.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "program/over_forms.hpp"
#include "vaern/program/row.hpp"

namespace vaern {
namespace {

using naive::Completion;
using naive::Form;
using testing_support::Dice;
using testing_support::random_program;

InputMap same_inputs(const Program& program) {
  InputMap map;
  for (InputId id = 0; id < program.inputs.size(); ++id) {
    map.second_of.emplace_back(id);
    auto& codes = map.code_of.emplace_back();
    for (std::uint32_t c = 0; c < program.inputs[id].size; ++c) {
      codes.emplace_back(static_cast<Code>(c));
    }
  }
  return map;
}

ResultPlaces levels_in_order(std::uint32_t levels) {
  ResultPlaces places;
  places.first.resize(levels);
  std::iota(places.first.begin(), places.first.end(), std::int64_t{0});
  places.second = places.first;
  return places;
}

std::uint32_t level_of(const CompiledProgram& program, Witness witness) {
  for (Code& code : witness) {
    if (code == not_applicable_code) code = missing_code;
  }
  RowRun run(program);
  const RowResult& result = run.run(witness);
  EXPECT_TRUE(result.faults.empty());
  EXPECT_TRUE(result.level.is_certain());
  return result.level.low;
}

/// The same program with a cut-off moved, or a rule that raises less.
bool change(Program& program, Dice& dice) {
  Outcome& outcome = program.outcome;
  if (outcome.levels < 2) return false;
  if (!outcome.cut_offs.empty() && dice.below(3) != 0) {
    Rational& cut =
        outcome.cut_offs[dice.below(static_cast<std::uint32_t>(outcome.cut_offs.size()))];
    cut += Rational(dice.below(2) == 0 ? 1 : -1);
    return std::is_sorted(outcome.cut_offs.begin(), outcome.cut_offs.end()) && !outcome.falling;
  }
  if (outcome.raises.empty()) return false;
  outcome.raises.erase(outcome.raises.begin());
  return true;
}

TEST(Pair, SaysOfRandomProgramsWhatEnumerationOfAllCompleteFormsSays) {
  int raised = 0;
  int lowered = 0;
  int same = 0;
  for (std::uint64_t seed = 52000; seed < 53000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Dice dice(seed);
    const Program first = random_program(dice);
    Program second = first;
    if (!change(second, dice)) continue;
    const CompiledProgram a(first);
    const CompiledProgram b(second);
    if (a.levels() == nullptr || b.levels() == nullptr) continue;
    const PairDifference found =
        compare_diagrams(first, *a.levels(), second, *b.levels(), same_inputs(first),
                         levels_in_order(first.outcome.levels));
    ASSERT_TRUE(found.is_decided);
    std::uint64_t higher = 0;
    std::uint64_t lower = 0;
    const Form empty(first.inputs.size(), missing_code);
    const auto all = naive::completions(first, empty);
    for (const Completion& completion : all) {
      const auto old = naive::level(first, first.outcome, completion);
      const auto now = naive::level(second, second.outcome, completion);
      higher += now > old ? 1U : 0U;
      lower += now < old ? 1U : 0U;
    }
    ASSERT_EQ(found.higher.has_value(), higher > 0);
    ASSERT_EQ(found.lower.has_value(), lower > 0);
    ASSERT_FALSE(found.other);
    EXPECT_EQ(found.pairs, all.size());
    EXPECT_EQ(found.higher_pairs, higher);
    EXPECT_EQ(found.lower_pairs, lower);
    if (found.higher) {
      EXPECT_LT(level_of(a, found.higher->first), level_of(b, found.higher->second));
    }
    if (found.lower) {
      EXPECT_GT(level_of(a, found.lower->first), level_of(b, found.lower->second));
    }
    raised += higher > 0 ? 1 : 0;
    lowered += lower > 0 ? 1 : 0;
    same += higher + lower == 0 ? 1 : 0;
  }
  EXPECT_GT(raised, 10);
  EXPECT_GT(lowered, 10);
  EXPECT_GT(same, 10);
}

}  // namespace
}  // namespace vaern
