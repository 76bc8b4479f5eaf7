// SPDX-License-Identifier: Apache-2.0
// Where blocks need no walk: sums of joined answers, and stretches of a scale. Every form of small
// programs, against the row run with its diagrams.
#include <gtest/gtest.h>

#include <optional>
#include <vector>

#include "program/block/builder.hpp"
#include "vaern/program/block.hpp"
#include "vaern/program/row.hpp"

namespace vaern {
namespace {

InputId add_input(ProgramBuilder& builder, std::vector<Rational> values) {
  Input input;
  input.size = static_cast<std::uint32_t>(values.size());
  input.values = std::move(values);
  return builder.add_input(std::move(input));
}

/// Every form, missing answers included.
std::vector<std::vector<Code>> all_forms(const Program& program) {
  std::vector<std::vector<Code>> forms{{}};
  for (const Input& input : program.inputs) {
    std::vector<std::vector<Code>> longer;
    for (const std::vector<Code>& form : forms) {
      for (std::uint32_t c = 0; c <= input.size; ++c) {
        longer.push_back(form);
        longer.back().push_back(c < input.size ? static_cast<Code>(c) : missing_code);
      }
    }
    forms = std::move(longer);
  }
  return forms;
}

/// A question of 0, 1 or 2 points, and one that is asked where it has 2: twice. Levels are cut at 1
/// and 3.
Program two_of_three(int first, int second) {
  ProgramBuilder builder;
  Scale scale;
  scale.missing.kind = MissingPolicy::Kind::bounds_only;
  for (int pair = 0; pair < 2; ++pair) {
    const InputId a = add_input(builder, {0, 1, 2});
    const InputId b = add_input(builder, {0, 1});
    CodeSet codes;
    codes[2] = true;
    builder.set_asked_when(b, builder.code_in(a, codes));
    scale.terms.push_back({false, a, Rational(first)});
    scale.terms.push_back({false, b, Rational(second)});
  }
  Outcome outcome;
  outcome.from = builder.add_scale(std::move(scale));
  outcome.levels = 3;
  outcome.cut_offs = {Rational(1), Rational(3)};
  builder.set_outcome(std::move(outcome));
  return std::move(builder).finish();
}

/// A question of `first` points, and one of `second` that is asked where the first has `code`; both
/// twice. Levels are cut at 1 and 3.
Program two_pairs(int first, int second, Code code) {
  ProgramBuilder builder;
  Scale scale;
  scale.missing.kind = MissingPolicy::Kind::bounds_only;
  for (int pair = 0; pair < 2; ++pair) {
    const InputId a = add_input(builder, {0, 1});
    const InputId b = add_input(builder, {0, 1});
    CodeSet codes;
    codes[code] = true;
    builder.set_asked_when(b, builder.code_in(a, codes));
    scale.terms.push_back({false, a, Rational(first)});
    scale.terms.push_back({false, b, Rational(second)});
  }
  Outcome outcome;
  outcome.from = builder.add_scale(std::move(scale));
  outcome.levels = 3;
  outcome.cut_offs = {Rational(1), Rational(3)};
  builder.set_outcome(std::move(outcome));
  return std::move(builder).finish();
}

void expect_bounds_of_the_row_run(const Program& program) {
  const CompiledProgram compiled(program);
  BlockWanted wanted;
  wanted.possible = true;
  const BlockPlan plan(compiled, wanted);
  EXPECT_EQ(plan.why_row_by_row(), "");
  const std::vector<std::vector<Code>> forms = all_forms(program);
  std::vector<std::vector<Code>> columns(program.inputs.size());
  for (const std::vector<Code>& form : forms) {
    for (std::size_t i = 0; i < form.size(); ++i) columns[i].push_back(form[i]);
  }
  std::vector<const Code*> pointers;
  for (const std::vector<Code>& column : columns) pointers.push_back(column.data());
  BlockRun run(plan);
  run.run(pointers, forms.size());
  RowRun alone(compiled);
  for (std::size_t r = 0; r < forms.size(); ++r) {
    SCOPED_TRACE("form " + std::to_string(r));
    const RowResult& row = alone.run(forms[r]);
    ASSERT_EQ(run.faulty() != nullptr && run.faulty()[r] != 0, !row.faults.empty());
    if (!row.faults.empty()) continue;
    block::in_integer_lane(plan.scale(0).lane, [&](auto lane) {
      using T = decltype(lane);
      const ScaleBlock made = run.scale(0);
      EXPECT_EQ(plan.scale(0).at(static_cast<const T*>(made.lowest)[r]), row.scales[0].lowest);
      EXPECT_EQ(plan.scale(0).at(static_cast<const T*>(made.highest)[r]), row.scales[0].highest);
    });
    EXPECT_EQ(run.level(0).low[r], row.level.low);
    EXPECT_EQ(run.level(0).high[r], row.level.high);
  }
}

TEST(JoinedTerms, HaveExactBoundsWhereTheyNeverAddTogether) {
  // Four points, or three fewer than none: what is asked only after "no" pulls the other way.
  const Program program = two_pairs(4, -3, 0);
  const auto joined = block::joined_terms(program, 0);
  ASSERT_TRUE(joined);
  EXPECT_EQ(joined->gap, Rational(4));
  EXPECT_TRUE(joined->parts.empty());
  expect_bounds_of_the_row_run(program);
}

TEST(JoinedTerms, ArePutRightWhereTheirPlainBoundsAreTooWide) {
  // One point that the second answer takes away again is never less than none.
  const Program program = two_pairs(1, -1, 1);
  const auto joined = block::joined_terms(program, 0);
  ASSERT_TRUE(joined);
  EXPECT_EQ(joined->gap, Rational(1));
  EXPECT_TRUE(joined->is_exact_constrained);
  ASSERT_EQ(joined->parts.size(), 2U);
  const std::vector<Rational> below{0, 0, 0, 0, 0, 0, 1, 1, 1};  // the first is missing
  const std::vector<Rational> above(9);
  EXPECT_EQ(joined->parts[0].inputs, (std::vector<InputId>{0, 1}));
  EXPECT_EQ(joined->parts[0].below, below);
  EXPECT_EQ(joined->parts[0].above, above);
  EXPECT_EQ(joined->parts[1].inputs, (std::vector<InputId>{2, 3}));
  EXPECT_EQ(joined->parts[1].below, below);
  EXPECT_EQ(joined->parts[1].above, above);
  expect_bounds_of_the_row_run(program);
}

TEST(JoinedTerms, ArePutRightByAllAnswersOfAComponent) {
  // The second answer says what the first must have been: that counts with what it adds itself.
  for (const int points : {1, -1}) {
    SCOPED_TRACE(points);
    const Program program = two_of_three(points, -points);
    const auto joined = block::joined_terms(program, 0);
    ASSERT_TRUE(joined);
    ASSERT_EQ(joined->parts.size(), 2U);
    const std::vector<Rational> none(12);
    const std::vector<Rational> some{0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 1};
    EXPECT_EQ(joined->parts[0].below, points > 0 ? some : none);
    EXPECT_EQ(joined->parts[0].above, points > 0 ? none : some);
    expect_bounds_of_the_row_run(program);
  }
}

TEST(JoinedTerms, ArePutRightInEveryLane) {
  for (const int points : {60, 1'000, 100'000}) {
    SCOPED_TRACE(points);
    const Program program = two_pairs(points, -points, 1);
    ASSERT_TRUE(block::joined_terms(program, 0));
    expect_bounds_of_the_row_run(program);  // bytes do not hold all of these: some are walked
  }
}

TEST(JoinedTerms, CanExcludeEachOtherOnlyWhereAFormHasNoCompletion) {
  EXPECT_FALSE(block::answers_can_exclude(two_pairs(1, -1, 1)));
  // Asked only of who says "no" and only of who says "yes".
  ProgramBuilder builder;
  const InputId first = add_input(builder, {0, 1});
  Scale scale;
  scale.missing.kind = MissingPolicy::Kind::bounds_only;
  scale.terms.push_back({false, first, Rational(1)});
  for (const Code code : {Code{0}, Code{1}}) {
    const InputId second = add_input(builder, {0, 1});
    CodeSet codes;
    codes[code] = true;
    builder.set_asked_when(second, builder.code_in(first, codes));
    scale.terms.push_back({false, second, Rational(-1)});
  }
  Outcome outcome;
  outcome.from = builder.add_scale(std::move(scale));
  outcome.levels = 2;
  outcome.cut_offs = {Rational(1)};
  builder.set_outcome(std::move(outcome));
  const Program program = std::move(builder).finish();
  EXPECT_TRUE(block::answers_can_exclude(program));
  expect_bounds_of_the_row_run(program);
}

TEST(JoinedTerms, AreNotToldApartWhereAConsistentConditionReadsThem) {
  ProgramBuilder builder(two_pairs(4, -3, 0));
  CodeSet yes;
  yes[1] = true;
  builder.add_consistent(builder.any_of({builder.code_in(0, yes), builder.code_in(2, yes)}));
  const Program program = std::move(builder).finish();
  EXPECT_FALSE(block::joined_terms(program, 0));
  expect_bounds_of_the_row_run(program);
}

/// Three answers of 0, 4, 8: below, between and above two numbers.
Program in_three(int above, int below) {
  ProgramBuilder builder;
  Scale scale;
  scale.missing.kind = MissingPolicy::Kind::bounds_only;
  for (int i = 0; i < 3; ++i) {
    scale.terms.push_back({false, add_input(builder, {0, 4, 8}), Rational(1)});
  }
  const NodeId value = builder.scale_value(builder.add_scale(std::move(scale)));
  const NodeId low = builder.number(above);
  const NodeId high = builder.number(below);
  ClassSet classes;
  classes.exactly_one = true;
  classes.when = {builder.less_equal(value, low),
                  builder.all_of({builder.less(low, value), builder.less(value, high)}),
                  builder.less_equal(high, value)};
  builder.add_classes(std::move(classes));
  return std::move(builder).finish();
}

TEST(Stretch, IsExactWhereOneAnswerCannotPassOverIt) {
  const Program program = in_three(7, 12);
  const CompiledProgram compiled(program);
  EXPECT_EQ(compiled.plain_run(Target::classes(0)), PlainRun::exact);
  const CompiledProgram without_diagrams(program, 0);
  RowRun exact(compiled);
  RowRun plain(without_diagrams);
  for (const std::vector<Code>& form : all_forms(program)) {
    EXPECT_EQ(plain.run(form).classes[0].possible, exact.run(form).classes[0].possible);
  }
}

TEST(Stretch, IsWalkedWhereOneAnswerCanPassOverIt) {
  // From 8 to 12 nothing lies between: strong Kleene alone would leave the middle open.
  EXPECT_EQ(CompiledProgram(in_three(8, 12)).plain_run(Target::classes(0)), PlainRun::sound);
  EXPECT_EQ(CompiledProgram(in_three(9, 11)).plain_run(Target::classes(0)), PlainRun::sound);
}

}  // namespace
}  // namespace vaern
