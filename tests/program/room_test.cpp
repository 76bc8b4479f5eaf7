// SPDX-License-Identifier: Apache-2.0
// S19: what might leave 18 digits is refused when it is added, so that no row can overflow.
#include <gtest/gtest.h>

#include "vaern/program/row.hpp"

namespace vaern {
namespace {

InputId add(ProgramBuilder& builder, std::vector<Rational> values) {
  Input input;
  input.size = static_cast<std::uint32_t>(values.size());
  input.values = std::move(values);
  return builder.add_input(std::move(input));
}

Scale sum_of(std::vector<Term> terms) {
  Scale scale;
  scale.terms = std::move(terms);
  return scale;
}

constexpr std::int64_t large = 999'999'999'999'999'999;  // 18 digits

TEST(Room, ASumOfMoreThan18DigitsIsRefused) {
  ProgramBuilder builder;
  const InputId x = add(builder, {0, Rational(large)});
  const InputId y = add(builder, {0, 1});
  EXPECT_NO_THROW(builder.add_scale(sum_of({{false, x, 1}})));
  EXPECT_THROW(builder.add_scale(sum_of({{false, x, 1}, {false, y, 1}})), Overflow);
  EXPECT_THROW(builder.add_scale(sum_of({{false, x, 1}, {false, y, -1}})), Overflow);
}

TEST(Room, AnAnswerBetweenTheEndsCanNeedMoreDigitsThanTheEnds) {
  ProgramBuilder builder;
  const InputId x = add(builder, {0, Rational(1, 1'000'000'000'000), 1});
  EXPECT_NO_THROW(builder.add_scale(sum_of({{false, x, 1}})));
  EXPECT_THROW(builder.add_scale(sum_of({{false, x, Rational(1, 1'000'000'000)}})), Overflow);
  Scale thirds = sum_of({{false, x, 1}});
  for (int i = 0; i < 20; ++i)
    thirds.steps.push_back({Step::Kind::divide, Rational(7), {}, {}, {}});
  EXPECT_THROW(builder.add_scale(thirds), Overflow);
}

TEST(Room, TermsWithoutACommonDenominatorAreRefused) {
  ProgramBuilder builder;
  const InputId x = add(builder, {0, Rational(1, 999'999'937), 1});
  const InputId y = add(builder, {0, Rational(1, 999'999'929), 1});
  const InputId z = add(builder, {0, Rational(1, 999'999'893), 1});
  EXPECT_NO_THROW(builder.add_scale(sum_of({{false, x, 1}})));
  EXPECT_THROW(builder.add_scale(sum_of({{false, x, 1}, {false, y, 1}, {false, z, 1}})), Overflow);
}

TEST(Room, WhatAPolicyPutsInIsCountedToo) {
  ProgramBuilder builder;
  std::vector<Term> terms;
  for (int i = 0; i < 20; ++i) {
    terms.push_back({false, add(builder, {0, Rational(100'000'000'000'000)}), 1});
  }
  Scale scale = sum_of(terms);
  scale.steps.push_back({Step::Kind::times, Rational(100), {}, {}, {}});
  EXPECT_NO_THROW(builder.add_scale(scale));
  scale.missing.kind = MissingPolicy::Kind::prorate_by_count;  // one answer stands for twenty
  EXPECT_THROW(builder.add_scale(scale), Overflow);
  scale.missing.kind = MissingPolicy::Kind::prorate_by_range;
  EXPECT_THROW(builder.add_scale(scale), Overflow);
}

TEST(Room, RowsOfTablesAndPointsOfTermsAreCountedToo) {
  ProgramBuilder builder;
  const InputId x = add(builder, {0, 1});
  const ScaleId sum = builder.add_scale(sum_of({{false, x, 1}}));
  Scale table;
  table.aggregate = Aggregate::lookup;
  table.terms = {{true, sum, 1}};
  table.rows = {{{0, Rational(large)}}};
  const ScaleId read = builder.add_scale(table);
  EXPECT_THROW(builder.add_scale(sum_of({{true, read, 2}})), Overflow);
  table.rows = {{{0, 0}, {1, Rational(1, large)}}};
  table.steps.push_back({Step::Kind::divide, Rational(10), Rounding::half_up, {}, {}});
  EXPECT_THROW(builder.add_scale(table), Overflow);
  EXPECT_THROW(builder.add_scale(sum_of({{false, x, 2, {0, Rational(large)}}})), Overflow);
  Scale imputed = sum_of({{false, x, 1}});
  imputed.steps.push_back({Step::Kind::times, Rational(10), Rounding::half_up, {}, {}});
  imputed.missing.kind = MissingPolicy::Kind::table;
  imputed.missing.tables = {{{0, 1}}};
  EXPECT_NO_THROW(builder.add_scale(imputed));
  imputed.missing.tables = {{{0, Rational(large)}}};
  EXPECT_THROW(builder.add_scale(imputed), Overflow);
}

TEST(Room, OrdinaryScalesHaveRoom) {
  ProgramBuilder builder;
  std::vector<Term> terms;
  for (int i = 0; i < 60; ++i) terms.push_back({false, add(builder, {0, 1, 2, 3, 4}), 1});
  for (const auto kind :
       {MissingPolicy::Kind::prorate_by_count, MissingPolicy::Kind::prorate_by_range}) {
    for (const Aggregate aggregate : {Aggregate::sum, Aggregate::mean}) {
      Scale scale = sum_of(terms);
      scale.aggregate = aggregate;
      scale.missing.kind = kind;
      EXPECT_NO_THROW(builder.add_scale(scale));
    }
  }
}

TEST(Room, ConditionsAreCountedToo) {
  ProgramBuilder builder;
  const InputId x = add(builder, {0, Rational(1'000'000'000'000)});
  const NodeId value = builder.input_value(x);
  EXPECT_THROW(builder.multiply(value, value), Overflow);
  EXPECT_THROW(builder.multiply(value, builder.number(Rational(10'000'000))), Overflow);
  const NodeId most = builder.number(Rational(large));
  EXPECT_THROW(builder.add(most, builder.number(1)), Overflow);
  EXPECT_NO_THROW(builder.less(value, most));
}

TEST(Room, AComparisonThatFitsNoDiagramStillGivesASoundRange) {
  ProgramBuilder builder;
  const InputId x = add(builder, {0, Rational(1, 99'999'959), 1});
  const InputId y = add(builder, {0, Rational(1, 99'999'989), 1});
  const InputId z = add(builder, {0, Rational(1, 99'999'971), 1});
  Outcome outcome;
  outcome.levels = 2;
  Raise raise;
  raise.to = 1;
  const NodeId pair = builder.add(builder.input_value(x), builder.input_value(y));
  raise.when = builder.less(pair, builder.input_value(z));
  outcome.raises.push_back(raise);
  builder.set_outcome(outcome);
  const CompiledProgram compiled(std::move(builder).finish());
  EXPECT_EQ(compiled.levels(), nullptr);
  EXPECT_EQ(compiled.exactness(), Exactness::e0);  // every input has one use
  RowRun run(compiled);
  const std::vector<Code> empty(3, missing_code);
  EXPECT_EQ(run.run(empty).level.possible, LevelSet{3});
  const std::vector<Code> full{0, 1, 1};
  EXPECT_EQ(run.run(full).level.computed, 1U);  // the third is the greater fraction
}

}  // namespace
}  // namespace vaern
