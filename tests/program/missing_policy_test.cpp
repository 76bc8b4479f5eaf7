// SPDX-License-Identifier: Apache-2.0
// What each missing policy reports, with the numbers worked out by hand (S5).
#include <gtest/gtest.h>

#include "vaern/program/row.hpp"

namespace vaern {
namespace {

using Kind = MissingPolicy::Kind;
constexpr Code none = missing_code;

/// Four inputs: a 0-3, b 0-3, c 0-3, d 0-10 (one code for each whole number).
struct Model {
  ProgramBuilder builder;
  Scale scale;

  explicit Model(Aggregate aggregate, Kind kind) {
    for (const int top : {3, 3, 3, 10}) {
      Input input;
      input.size = static_cast<std::uint32_t>(top) + 1;
      for (int v = 0; v <= top; ++v) input.values.emplace_back(v);
      const InputId id = builder.add_input(std::move(input));
      scale.terms.push_back({false, id, Rational(1)});
    }
    scale.aggregate = aggregate;
    scale.missing.kind = kind;
    scale.missing.counted = {0, 0, 0, 0};
  }

  ScaleRow run(const std::vector<Code>& form) {
    builder.add_scale(scale);
    const CompiledProgram compiled(std::move(builder).finish());
    RowRun row(compiled);
    return row.run(form).scales[0];
  }
};

Rational value(Model model, const std::vector<Code>& form) {
  const ScaleRow row = model.run(form);
  EXPECT_TRUE(row.has_value);
  EXPECT_TRUE(row.is_imputed);
  return row.value;
}

bool has_value(Model model, const std::vector<Code>& form) { return model.run(form).has_value; }

TEST(MissingPolicy, ForbidAndBoundsOnlyReportNothingWhileOneIsMissing) {
  for (const Kind kind : {Kind::forbid, Kind::bounds_only}) {
    EXPECT_FALSE(has_value(Model(Aggregate::sum, kind), {1, 2, 3, none}));
    const ScaleRow row = Model(Aggregate::sum, kind).run({1, 2, 3, none});
    EXPECT_EQ(row.lowest, Rational(6));
    EXPECT_EQ(row.highest, Rational(16));
    EXPECT_TRUE(has_value(Model(Aggregate::sum, kind), {1, 2, 3, 4}));
  }
}

TEST(MissingPolicy, NothingAnsweredIsNoValueUnderEveryPolicy) {
  for (const Kind kind : {Kind::count_as, Kind::prorate_by_range, Kind::prorate_by_count}) {
    EXPECT_FALSE(has_value(Model(Aggregate::sum, kind), {none, none, none, none}));
  }
}

TEST(MissingPolicy, CountAsPutsTheCodeInForEveryMissingInput) {
  Model model(Aggregate::sum, Kind::count_as);
  model.scale.missing.counted = {2, 2, 2, 2};
  EXPECT_EQ(value(model, {1, none, none, 7}), Rational(12));  // 1 + 2 + 2 + 7
  model.scale.aggregate = Aggregate::mean;
  EXPECT_EQ(value(model, {1, none, none, 7}), Rational(3));  // 12 / 4
  model.scale.aggregate = Aggregate::max;
  EXPECT_EQ(value(model, {1, none, none, 0}), Rational(2));
  model.scale.aggregate = Aggregate::count;
  model.scale.at_or_above = 2;
  EXPECT_EQ(value(model, {1, none, none, 7}), Rational(3));  // b, c and d
}

TEST(MissingPolicy, CountAsWeighsTheCode) {
  Model model(Aggregate::sum, Kind::count_as);
  model.scale.missing.counted = {3, 3, 3, 3};
  model.scale.terms[1].weight = -2;
  EXPECT_EQ(value(model, {1, none, 0, 0}), Rational(-5));  // 1 - 2 * 3
}

TEST(MissingPolicy, ProratingByRangeFillsTheRangeOfWhatIsMissing) {
  const Model model(Aggregate::sum, Kind::prorate_by_range);
  // Answered a and b: raw 4 of 6; all four reach 19: 0 + 4 * 19 / 6.
  EXPECT_EQ(value(model, {1, 3, none, none}), Rational(38, 3));
  EXPECT_EQ(value(model, {3, 3, none, none}), Rational(19));
  EXPECT_EQ(value(model, {0, 0, none, none}), Rational(0));
}

TEST(MissingPolicy, ProratingByRangeCountsFromTheLeastPoints) {
  // Points from 1: a and b of 1 to 4, c missing. raw 6; least 3, of answered 2; greatest 12, 8.
  Model model(Aggregate::sum, Kind::prorate_by_range);
  ProgramBuilder builder;
  for (int i = 0; i < 3; ++i) {
    Input input;
    input.size = 4;
    input.values = {1, 2, 3, 4};
    builder.add_input(std::move(input));
  }
  model.builder = std::move(builder);
  model.scale.terms.pop_back();
  EXPECT_EQ(value(model, {1, 3, none}), Rational(9));  // 3 + (6 - 2) * (12 - 3) / (8 - 2)
}

TEST(MissingPolicy, ProratingByRangeTurnsNegativeWeightsRound) {
  Model model(Aggregate::sum, Kind::prorate_by_range);
  model.scale.terms[0].weight = -1;
  // a = 1 gives -1 of -3 to 0; b missing 0 to 3; c 0 of 3; d 0 of 10.
  // least -3, of answered -3; greatest 16, of answered 13: -3 + (-1 + 3) * 19 / 16.
  EXPECT_EQ(value(model, {1, none, 0, 0}), Rational(-3) + Rational(38, 16));
}

TEST(MissingPolicy, ProratingByRangeNeedsAnAnswerThatCanVary) {
  Model model(Aggregate::sum, Kind::prorate_by_range);
  model.scale.terms[0].weight = 0;
  EXPECT_FALSE(has_value(model, {1, none, none, none}));
}

TEST(MissingPolicy, ProratingByCountIsTheMeanOfTheAnsweredForEveryInput) {
  Model model(Aggregate::sum, Kind::prorate_by_count);
  model.scale.terms.pop_back();
  EXPECT_EQ(value(model, {1, 2, none, none}), Rational(9, 2));  // 3 * 3 / 2
  model.scale.aggregate = Aggregate::mean;
  EXPECT_EQ(value(model, {1, 2, none, none}), Rational(3, 2));
  model.scale.aggregate = Aggregate::count;
  model.scale.at_or_above = 2;
  EXPECT_EQ(value(model, {1, 2, none, none}), Rational(3, 2));  // 1 of 2, of 3
}

TEST(MissingPolicy, TheValueIsClampedIntoItsBounds) {
  // d = 10 of 10 by count would be 10 * 4 = 40; with a, b, c at most 3 the sum is at most 19.
  const Model model(Aggregate::sum, Kind::prorate_by_count);
  Model copy = model;
  const ScaleRow row = copy.run({none, none, none, 10});
  EXPECT_EQ(row.stepped, Rational(40));
  EXPECT_EQ(row.value, Rational(19));
  EXPECT_EQ(row.highest, Rational(19));
}

TEST(MissingPolicy, StepsFollowThePolicy) {
  Model model(Aggregate::sum, Kind::prorate_by_count);
  model.scale.terms.pop_back();
  model.scale.steps.push_back({Step::Kind::round, Rational(), Rounding::half_up, {}, {}});
  EXPECT_EQ(value(model, {1, 2, none, none}), Rational(5));  // 4.5 away from zero
  model.scale.steps[0].rounding = Rounding::half_even;
  EXPECT_EQ(value(model, {1, 2, none, none}), Rational(4));
}

TEST(MissingPolicy, ATableGivesTheRowOfTheRawSumForSoManyMissing) {
  Model model(Aggregate::sum, Kind::table);
  model.scale.missing.tables = {{{0, 2}, {4, 7}}, {{0, 3}, {4, Rational(17, 2)}}};
  model.scale.steps.push_back({Step::Kind::round, Rational(), Rounding::half_up, {}, {}});
  EXPECT_EQ(value(model, {0, 3, none, 0}), Rational(3));     // row 0 is 2, lowest is 3
  EXPECT_EQ(value(model, {1, 3, none, 0}), Rational(7));     // from 4 up
  EXPECT_EQ(value(model, {1, none, none, 3}), Rational(9));  // two missing: 8.5, rounded
  EXPECT_FALSE(has_value(model, {1, none, none, none}));     // no table of three
  EXPECT_FALSE(has_value(model, {none, none, none, none}));
  model.scale.missing.at_most = 1;
  EXPECT_FALSE(has_value(model, {1, none, none, 3}));
}

TEST(MissingPolicy, PastALimitThereIsNoValue) {
  Model model(Aggregate::sum, Kind::count_as);
  model.scale.missing.at_most = 1;
  EXPECT_TRUE(has_value(model, {1, 1, 1, none}));
  EXPECT_FALSE(has_value(model, {1, 1, none, none}));
  model.scale.missing.at_most.reset();
  model.scale.missing.at_least = {{1, {0, 1}}, {2, {0, 1, 2, 3}}};
  EXPECT_TRUE(has_value(model, {1, none, none, 1}));
  EXPECT_FALSE(has_value(model, {none, none, 1, 1}));     // neither a nor b
  EXPECT_FALSE(has_value(model, {1, none, none, none}));  // one of two
}

TEST(MissingPolicy, LimitsAreNotReadOnACompleteForm) {
  // S5.2: c is not applicable and so not answered; the form is complete all the same.
  Model model(Aggregate::sum, Kind::count_as);
  CodeSet some;
  some[1] = true;
  model.builder.set_asked_when(2, model.builder.code_in(0, some));
  model.scale.missing.at_least = {{1, {2}}};
  const ScaleRow row = model.run({0, 2, none, 5});
  EXPECT_TRUE(row.has_value);
  EXPECT_FALSE(row.is_imputed);
  EXPECT_EQ(row.value, Rational(7));
  EXPECT_EQ(row.terms[2].state, TermRow::State::not_applicable);
}

TEST(MissingPolicy, AnInputThatMayNotApplyCountsAsMissing) {
  Model model(Aggregate::mean, Kind::count_as);
  CodeSet some;
  some[1] = true;
  model.builder.set_asked_when(2, model.builder.code_in(0, some));
  model.scale.missing.at_most = 1;
  EXPECT_FALSE(has_value(model, {none, 2, none, 5}));  // a, and c that may apply
  model.scale.missing.at_most = 2;
  Model copy = model;
  const ScaleRow row = copy.run({none, 2, none, 5});
  EXPECT_EQ(row.stepped, Rational(7, 4));
  EXPECT_EQ(row.value, Rational(2));  // a = 1 and c = 0 is the least of the complete forms
}

TEST(MissingPolicy, ASubScaleWithoutValueIsOneMissingInput) {
  Model model(Aggregate::sum, Kind::count_as);
  Scale part = model.scale;
  part.terms.resize(2);
  part.missing.kind = Kind::forbid;
  const ScaleId sub = model.builder.add_scale(part);
  Scale whole;
  whole.terms = {{true, sub, Rational(2)}, {false, 2, Rational(1)}};
  whole.missing.kind = Kind::prorate_by_count;
  model.builder.add_scale(whole);
  const CompiledProgram compiled(std::move(model.builder).finish());
  RowRun run(compiled);
  const std::vector<Code> form{1, none, 3, none};
  const ScaleRow& row = run.run(form).scales[1];
  EXPECT_EQ(row.answered, 1U);
  EXPECT_EQ(row.missing, 1U);
  EXPECT_EQ(row.value, Rational(6));  // 3 * 2 / 1, within 2 * 1 + 3 and 2 * 4 + 3
  EXPECT_EQ(row.lowest, Rational(5));
  EXPECT_EQ(row.highest, Rational(11));
}

TEST(MissingPolicy, AMeanOfNothingApplicableHasNoValueAndIsNotCountedAbove) {
  ProgramBuilder builder;
  Input root;
  root.values = {0, 1};
  builder.add_input(root);
  Input child = root;
  builder.add_input(child);
  CodeSet yes;
  yes[1] = true;
  builder.set_asked_when(1, builder.code_in(0, yes));
  Scale mean;
  mean.aggregate = Aggregate::mean;
  mean.terms = {{false, 1, Rational(1)}};
  const ScaleId sub = builder.add_scale(mean);
  Scale above;
  above.aggregate = Aggregate::mean;
  above.terms = {{true, sub, Rational(1)}, {false, 0, Rational(1)}};
  builder.add_scale(above);
  const CompiledProgram compiled(std::move(builder).finish());
  RowRun run(compiled);
  const std::vector<Code> form{0, none};
  const RowResult& row = run.run(form);
  EXPECT_FALSE(row.scales[0].has_value);
  EXPECT_FALSE(row.scales[0].has_bounds);
  EXPECT_TRUE(row.scales[1].has_value);
  EXPECT_EQ(row.scales[1].value, Rational(0));  // of one input, not of two
  EXPECT_EQ(row.scales[1].terms[0].state, TermRow::State::not_applicable);
}

}  // namespace
}  // namespace vaern
