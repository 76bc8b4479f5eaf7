// SPDX-License-Identifier: Apache-2.0
// A limit on a rounded, scaled, clamped value is decided as enumeration decides it, at every
// quarter from -3 to 3.
#include <gtest/gtest.h>

#include "program/naive.hpp"
#include "vaern/program/row.hpp"
#include "vaern/program/walk.hpp"

namespace vaern {
namespace {

Step rounding(Rounding how) { return {Step::Kind::round, Rational(), how, {}, {}}; }
Step times(const Rational& factor) { return {Step::Kind::times, factor, {}, {}, {}}; }
Step plus(const Rational& number) { return {Step::Kind::plus, number, {}, {}, {}}; }
Step divide(const Rational& number) { return {Step::Kind::divide, number, {}, {}, {}}; }
Step clamp(std::optional<Rational> from, std::optional<Rational> to) {
  return {Step::Kind::clamp, Rational(), {}, from, to};
}

/// Two levels by the scale of one number with the steps, and one more for each comparison.
Program program_with(const std::vector<Step>& steps, const Rational& limit, bool falling) {
  ProgramBuilder builder;
  Input input;
  input.name = "x";
  for (int quarter = -12; quarter <= 12; ++quarter) input.values.emplace_back(quarter, 4);
  input.size = static_cast<std::uint32_t>(input.values.size());
  const InputId x = builder.add_input(std::move(input));
  Scale scale;
  scale.name = "rounded";
  scale.terms.push_back({false, x, Rational(1)});
  scale.steps = steps;
  const ScaleId rounded = builder.add_scale(scale);
  Outcome outcome;
  outcome.levels = 6;
  const NodeId value = builder.scale_value(rounded);
  const NodeId number = builder.number(limit);
  const auto raise = [&](NodeId when, std::uint32_t to) {
    Raise r;
    r.when = when;
    r.to = to;
    outcome.raises.push_back(r);
  };
  outcome.from = rounded;
  outcome.falling = falling;
  for (int i = 0; i < 5; ++i)
    outcome.cut_offs.push_back(falling ? limit - Rational(i) : limit + Rational(i));
  raise(builder.less(value, number), 2);
  raise(builder.less(number, value), 3);
  raise(builder.all_of({builder.less_equal(value, number), builder.less_equal(number, value)}), 4);
  raise(builder.equal(value, number), 1);
  builder.set_outcome(std::move(outcome));
  return std::move(builder).finish();
}

void expect_like_enumeration(const std::vector<Step>& steps) {
  for (int half = -7; half <= 7; ++half) {
    for (const bool falling : {false, true}) {
      const CompiledProgram compiled(program_with(steps, Rational(half, 2), falling));
      ASSERT_NE(compiled.levels(), nullptr);
      for (Code code = 0; code < 25; ++code) {
        const std::vector<Code> form{code};
        const std::uint32_t level =
            naive::level(compiled.program(), compiled.program().outcome, form);
        ASSERT_EQ(LevelWalk(compiled, form).possible(), LevelSet{1} << level)
            << "limit " << half << "/2, falling " << falling << ", x " << int{code} - 12 << "/4";
        RowRun run(compiled);
        ASSERT_EQ(run.run(form).level.computed, level);
      }
    }
  }
}

TEST(Rounding, EveryKindIsDecidedAsWritten) {
  for (int how = 0; how < 6; ++how) {
    SCOPED_TRACE(to_string(static_cast<Rounding>(how)));
    expect_like_enumeration({rounding(static_cast<Rounding>(how))});
  }
}

TEST(Rounding, StepsBeforeAndAfterAndNegativeFactorsKeepTheLimit) {
  for (int how = 0; how < 6; ++how) {
    SCOPED_TRACE(to_string(static_cast<Rounding>(how)));
    const Rounding r = static_cast<Rounding>(how);
    expect_like_enumeration({times(-1), rounding(r)});
    expect_like_enumeration({rounding(r), times(-1)});
    expect_like_enumeration(
        {times(Rational(-3, 2)), plus(Rational(1, 4)), rounding(r), divide(-2)});
    expect_like_enumeration({rounding(r), divide(2), rounding(r)});
  }
}

TEST(Rounding, AClampDecidesTheLimitsOutsideIt) {
  expect_like_enumeration({clamp(Rational(-1), Rational(2))});
  expect_like_enumeration({clamp(Rational(-1), {})});
  expect_like_enumeration({clamp({}, Rational(3, 2)), times(-1), rounding(Rounding::half_even)});
  expect_like_enumeration({times(0), plus(1)});
}

}  // namespace
}  // namespace vaern
