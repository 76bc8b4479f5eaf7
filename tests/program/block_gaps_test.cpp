// SPDX-License-Identifier: Apache-2.0
// Levels between the ends of a range that no completion has: every form of small sums, against the
// row run with its diagrams; and which of them blocks look for.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "program/block/builder.hpp"
#include "vaern/program/block.hpp"
#include "vaern/program/row.hpp"

namespace vaern {
namespace {

struct Weighted {
  std::vector<Rational> weights;
  std::vector<Rational> cut_offs;
  bool falling = false;
  bool has_raise = false;      ///< By one level, where the first answer is yes.
  std::uint32_t raise_to = 0;  ///< There to that level instead; 0: by one.
};

/// A sum of yes/no questions, cut into levels.
Program program_of(const Weighted& from) {
  ProgramBuilder builder;
  Scale scale;
  scale.missing.kind = MissingPolicy::Kind::bounds_only;
  for (const Rational& weight : from.weights) {
    Input input;
    input.size = 2;
    input.values = {0, 1};
    scale.terms.push_back({false, builder.add_input(std::move(input)), weight});
  }
  Outcome outcome;
  outcome.from = builder.add_scale(std::move(scale));
  outcome.cut_offs = from.cut_offs;
  outcome.levels = static_cast<std::uint32_t>(from.cut_offs.size() + 1);
  outcome.falling = from.falling;
  if (from.has_raise) {
    CodeSet yes;
    yes[1] = true;
    Raise raise;
    raise.when = builder.code_in(0, yes);
    if (from.raise_to > 0) {
      raise.to = from.raise_to;
    } else {
      raise.by = 1;
    }
    outcome.raises.push_back(raise);
  }
  builder.set_outcome(std::move(outcome));
  return std::move(builder).finish();
}

/// How many of all forms have a level that is passed over. Their sets are those of the row run.
std::size_t gaps_of_all_forms(const Program& program) {
  const CompiledProgram compiled(program);
  BlockWanted wanted;
  wanted.possible = true;
  const BlockPlan plan(compiled, wanted);
  std::size_t forms = 1;
  std::vector<std::vector<Code>> columns(program.inputs.size());
  for (std::size_t i = 0; i < columns.size(); ++i) forms *= 3;
  for (std::size_t form = 0; form < forms; ++form) {
    std::size_t rest = form;
    for (std::vector<Code>& column : columns) {
      column.push_back(rest % 3 < 2 ? static_cast<Code>(rest % 3) : missing_code);
      rest /= 3;
    }
  }
  std::vector<const Code*> pointers;
  for (const std::vector<Code>& column : columns) pointers.push_back(column.data());
  BlockRun run(plan);
  run.run(pointers, forms);
  RowRun alone(compiled);
  std::size_t gaps = 0;
  for (std::size_t r = 0; r < forms; ++r) {
    std::vector<Code> form;
    for (const std::vector<Code>& column : columns) form.push_back(column[r]);
    const LevelRow& level = alone.run(form).level;
    EXPECT_EQ(run.level(0).possible.at(r), level.possible) << "form " << r;
    LevelSet whole = 0;
    for (std::uint32_t l = level.low; l <= level.high; ++l) whole |= LevelSet{1} << l;
    if (level.possible != whole) ++gaps;
  }
  return gaps;
}

std::vector<std::vector<InputId>> inputs_of(const Program& program) {
  std::vector<std::vector<InputId>> made;
  const auto gaps = block::gaps_of_bands(program, program.outcome);
  for (const block::BandGap& gap : gaps.value()) made.push_back(gap.inputs);
  return made;
}

TEST(Gaps, AreLookedForWhereAnAnswerCanPassOverABand) {
  const Program program = program_of({{5, 1, 4, 2}, {3, 6, 10}});
  // Three wide, and four.
  EXPECT_EQ(inputs_of(program), (std::vector<std::vector<InputId>>{{0, 2}, {0}}));
  EXPECT_GT(gaps_of_all_forms(program), 0U);
}

TEST(Gaps, AreNoneWhereEveryBandIsWideEnough) {
  const Program program = program_of({{2, 1, 2, 1}, {1, 3, 5}});
  EXPECT_TRUE(inputs_of(program).empty());
  EXPECT_EQ(gaps_of_all_forms(program), 0U);
}

TEST(Gaps, AreTheSameOfFallingCutOffsAndWeightsBelowNought) {
  const Program falling = program_of({{5, 1, 3, -4}, {7, 4, 2}, true});
  EXPECT_EQ(inputs_of(falling), (std::vector<std::vector<InputId>>{{0, 3}, {0, 2, 3}}));
  EXPECT_GT(gaps_of_all_forms(falling), 0U);
}

TEST(Gaps, AreFoundWhereALevelIsRaised) {
  for (const bool is_wide : {false, true}) {
    const Program program = program_of({{1, is_wide ? 5 : 2, 1, 1}, {1, 3, 5}, false, true});
    EXPECT_GT(gaps_of_all_forms(program), 0U);
  }
}

TEST(Gaps, AreFoundWhereARuleRaisesToALevel) {
  for (const std::uint32_t to : {1U, 2U, 3U}) {
    // Weights that pass over bands, and that do not; the rule's own answer counts nothing, much, or
    // against.
    for (const Rational& own : {Rational(0), Rational(1), Rational(4), Rational(-2)}) {
      for (const Rational& other : {Rational(1), Rational(2), Rational(3)}) {
        const Program program = program_of({{own, other, 1, 1, 2}, {1, 3, 5}, false, true, to});
        const std::size_t gaps = gaps_of_all_forms(program);
        if (to == 3) {
          EXPECT_GT(gaps, 0U);
        }
      }
    }
  }
}

TEST(Gaps, AreFoundAtTheEndsOfWhatAnswersSpan) {
  for (int first = -2; first < 6; ++first) {
    for (int width = 1; width < 5; ++width) {
      const Rational from(first);
      const Rational to(first + width);
      for (const Rational& large : {Rational(3), Rational(5), Rational(-4)}) {
        gaps_of_all_forms(program_of({{large, 1, 3, 1, 2}, {from, to, to + Rational(3)}}));
      }
    }
  }
}

}  // namespace
}  // namespace vaern
