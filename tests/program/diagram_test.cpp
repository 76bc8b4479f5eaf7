// SPDX-License-Identifier: Apache-2.0
#include "vaern/program/diagram.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "program/random_program.hpp"
#include "vaern/program/compiled.hpp"
#include "vaern/program/row.hpp"
#include "vaern/program/walk.hpp"

namespace vaern {
namespace {

/// `n` yes/no inputs; low, high from `cut`.
Program count_of(int n, int cut) {
  ProgramBuilder builder;
  Scale scale;
  for (int i = 0; i < n; ++i) {
    Input input;
    input.values = {0, 1};
    scale.terms.push_back({false, builder.add_input(std::move(input)), Rational(1)});
  }
  Outcome outcome;
  outcome.from = builder.add_scale(std::move(scale));
  outcome.levels = 2;
  outcome.cut_offs = {Rational(cut)};
  builder.set_outcome(std::move(outcome));
  return std::move(builder).finish();
}

TEST(Diagram, PartialSumsThatLeadToTheSameEndsAreOneState) {
  // At least 1 of 3: "none so far" and "reached" in each layer after the first.
  const auto diagram = build_level_diagram(count_of(3, 1));
  ASSERT_TRUE(diagram);
  ASSERT_EQ(diagram->depth(), 3U);
  EXPECT_EQ(diagram->states(0), 1U);
  EXPECT_EQ(diagram->states(1), 2U);
  EXPECT_EQ(diagram->states(2), 2U);
  EXPECT_EQ(diagram->states(3), 2U);
  // Of 20 inputs, at least 10: at most 11 sums are told apart in any layer.
  const auto half = build_level_diagram(count_of(20, 10));
  ASSERT_TRUE(half);
  for (std::size_t layer = 0; layer <= half->depth(); ++layer) EXPECT_LE(half->states(layer), 11U);
}

TEST(Diagram, NoTwoStatesOfALayerHaveTheSameChildren) {
  for (std::uint64_t seed = 1; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    testing_support::Dice dice(seed);
    const Program program = testing_support::random_program(dice);
    const auto diagram = build_level_diagram(program);
    ASSERT_TRUE(diagram);
    for (std::size_t layer = 0; layer < diagram->depth(); ++layer) {
      std::set<std::vector<std::uint32_t>> seen;
      std::set<std::uint32_t> reached;
      for (std::uint32_t state = 0; state < diagram->states(layer); ++state) {
        std::vector<std::uint32_t> children{diagram->is_skipped(layer, state) ? 1U : 0U};
        const std::uint32_t codes =
            diagram->is_skipped(layer, state) ? 1 : program.inputs[diagram->input(layer)].size;
        for (std::uint32_t code = 0; code < codes; ++code) {
          children.push_back(diagram->child(layer, state, static_cast<Code>(code)));
          reached.insert(children.back());
        }
        EXPECT_TRUE(seen.insert(children).second);
      }
      EXPECT_EQ(reached.size(), diagram->states(layer + 1)) << "a state that nothing leads to";
    }
    std::set<std::uint32_t> results;
    for (std::uint32_t s = 0; s < diagram->states(diagram->depth()); ++s) {
      EXPECT_TRUE(results.insert(diagram->result(s)).second);
    }
  }
}

TEST(Diagram, ReadsNoInputThatCannotMatter) {
  ProgramBuilder builder;
  Input input;
  input.values = {0, 1};
  const InputId used = builder.add_input(input);
  builder.add_input(input);
  CodeSet yes;
  yes[1] = true;
  Outcome outcome;
  outcome.levels = 2;
  Raise raise;
  raise.when = builder.code_in(used, yes);
  raise.to = 1;
  outcome.raises = {raise};
  builder.set_outcome(outcome);
  const auto diagram = build_level_diagram(std::move(builder).finish());
  ASSERT_TRUE(diagram);
  EXPECT_EQ(diagram->depth(), 1U);
  EXPECT_EQ(diagram->input(0), used);
}

TEST(Diagram, PastTheCapThereIsNone) {
  const Program program = count_of(20, 10);
  const std::size_t needed = 3 * build_level_diagram(program)->state_count();
  EXPECT_TRUE(build_level_diagram(program, needed));
  EXPECT_FALSE(build_level_diagram(program, 20));
  EXPECT_FALSE(build_level_diagram(program, 0));
}

TEST(Exactness, IsE0WhereEveryInputHasOneDirection) {
  EXPECT_EQ(CompiledProgram(count_of(5, 2)).exactness(), Exactness::e0);
}

/// Level 1 where `x` is yes, also where it is no and `y` is yes.
Program mixed() {
  ProgramBuilder builder;
  Input input;
  input.values = {0, 1};
  const InputId x = builder.add_input(input);
  const InputId y = builder.add_input(input);
  CodeSet yes;
  yes[1] = true;
  const NodeId is_x = builder.code_in(x, yes);
  Outcome outcome;
  outcome.levels = 3;
  Raise first;
  first.when = builder.all_of({builder.negation(is_x), builder.code_in(y, yes)});
  first.to = 2;
  Raise second;
  second.when = is_x;
  second.to = 1;
  outcome.raises = {first, second};
  builder.set_outcome(outcome);
  return std::move(builder).finish();
}

TEST(Exactness, IsE1WhereAnInputIsMixedAndE2WhereTheDiagramDoesNotFit) {
  EXPECT_EQ(CompiledProgram(mixed()).exactness(), Exactness::e1);
  EXPECT_EQ(CompiledProgram(mixed(), 1).exactness(), Exactness::e2);
}

TEST(LevelWalk, SaysWhichLevelsArePossibleWithAGapBetweenThem) {
  const CompiledProgram compiled(mixed());
  const std::vector<Code> form{missing_code, 1};
  const LevelWalk walk(compiled, form);
  EXPECT_EQ(walk.possible(), LevelSet{0b110});
  EXPECT_EQ(walk.witness(2), (Witness{0, 1}));
  EXPECT_EQ(walk.witness(1), (Witness{1, 1}));
  RowRun run(compiled);
  const RowResult& row = run.run(form);
  const std::vector<DecisiveInput> decisive = walk.decisive(row.applicable, row.truths);
  ASSERT_EQ(decisive.size(), 1U);
  EXPECT_EQ(decisive[0].input, 0U);
  EXPECT_TRUE(decisive[0].settles_alone);
  EXPECT_TRUE(decisive[0].moves_an_end);
  EXPECT_EQ(decisive[0].spanned, 2U);  // the low end spans 1 to 2, the high end 1 to 2
}

}  // namespace
}  // namespace vaern
