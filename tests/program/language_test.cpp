// SPDX-License-Identifier: Apache-2.0
// Tables, consistent forms, outcomes that read each other, and classes, with what they say worked
// out by hand.
#include <gtest/gtest.h>

#include "vaern/program/proof.hpp"
#include "vaern/program/row.hpp"

namespace vaern {
namespace {

constexpr Code none = missing_code;

InputId add(ProgramBuilder& builder, std::vector<Rational> values) {
  Input input;
  input.name = "i" + std::to_string(builder.program().inputs.size());
  input.size = static_cast<std::uint32_t>(values.size());
  input.values = std::move(values);
  return builder.add_input(std::move(input));
}

InputId add_yes_no(ProgramBuilder& builder) {
  Input input;
  input.name = "y" + std::to_string(builder.program().inputs.size());
  input.values = {0, 1};
  input.neutral = Code{0};
  return builder.add_input(std::move(input));
}

NodeId is_yes(ProgramBuilder& builder, InputId input) {
  CodeSet yes;
  yes[1] = true;
  return builder.code_in(input, yes);
}

ScaleId add_sum(ProgramBuilder& builder, const std::vector<InputId>& inputs) {
  Scale scale;
  for (const InputId id : inputs) scale.terms.push_back({false, id, 1});
  scale.missing.kind = MissingPolicy::Kind::bounds_only;
  return builder.add_scale(std::move(scale));
}

Scale lookup(ScaleId of, std::vector<TableRows> rows, std::optional<InputId> selector = {}) {
  Scale scale;
  scale.aggregate = Aggregate::lookup;
  scale.terms = {{true, of, 1}};
  scale.rows = std::move(rows);
  scale.selector = selector;
  scale.missing.kind = MissingPolicy::Kind::bounds_only;
  return scale;
}

TEST(Lookup, HasTheRowFromItsNumberUpToTheNext) {
  const TableRows rows{{0, 40}, {3, 50}, {5, 60}};
  EXPECT_EQ(row_of(rows, Rational(-1)), nullptr);
  EXPECT_EQ(row_of(rows, 0)->value, Rational(40));
  EXPECT_EQ(row_of(rows, Rational(5, 2))->value, Rational(40));
  EXPECT_EQ(row_of(rows, 3)->value, Rational(50));
  EXPECT_EQ(row_of(rows, 4)->value, Rational(50));
  EXPECT_EQ(row_of(rows, 5)->value, Rational(60));
  EXPECT_EQ(row_of(rows, 500)->value, Rational(60));
}

TEST(Lookup, BoundsAreThoseOfTheRowsThatFormsReach) {
  // The sum is even, so row 3 is met by no form though it lies inside the interval.
  ProgramBuilder builder;
  const ScaleId sum = add_sum(builder, {add(builder, {0, 2, 4}), add(builder, {0, 2})});
  const ScaleId t = builder.add_scale(lookup(sum, {{{0, 10}, {3, 90}, {4, 20}, {6, 15}}}));
  const CompiledProgram compiled(std::move(builder).finish());
  EXPECT_FALSE(compiled.has_simple_bounds(t));
  RowRun run(compiled);
  const ScaleRow& row = run.run(std::vector<Code>{none, none}).scales[t];
  EXPECT_EQ(row.lowest, Rational(10));
  EXPECT_EQ(row.highest, Rational(20));
  EXPECT_TRUE(row.highest_attained);
  EXPECT_EQ(bound_witness(compiled, t, std::vector<Code>{none, 1}, true), (Witness{1, 1}));
}

TEST(Lookup, AMissingNormIsTheHullOfTheNormsAndNeverDecides) {
  ProgramBuilder builder;
  const InputId item = add(builder, {0, 1, 2});
  Input norm;
  norm.name = "table.norm";
  norm.size = 2;
  norm.is_given = true;
  const InputId given = builder.add_input(norm);
  const ScaleId sum = add_sum(builder, {item});
  const ScaleId t =
      builder.add_scale(lookup(sum, {{{0, 1}, {1, 2}, {2, 3}}, {{0, 4}, {1, 3}, {2, 2}}}, given));
  Outcome outcome;
  outcome.levels = 2;
  outcome.from = t;
  outcome.cut_offs = {3};
  builder.set_outcome(outcome);
  const CompiledProgram compiled(std::move(builder).finish());
  EXPECT_TRUE(compiled.has_simple_bounds(t));  // one rises, one falls: ends are met all the same
  EXPECT_EQ(compiled.exactness(), Exactness::e1);
  RowRun run(compiled);
  const std::vector<Code> without{1, none};
  const RowResult& row = run.run(without);
  EXPECT_FALSE(row.is_complete);
  EXPECT_FALSE(row.scales[t].has_value);
  EXPECT_EQ(row.scales[t].missing, 1U);
  EXPECT_EQ(row.scales[t].lowest, Rational(2));
  EXPECT_EQ(row.scales[t].highest, Rational(3));
  EXPECT_EQ(bound_witness(compiled, t, without, true), (Witness{1, 1}));
  EXPECT_EQ(bound_witness(compiled, t, std::vector<Code>{none, none}, true), (Witness{0, 1}));
  EXPECT_EQ(bound_witness(compiled, t, std::vector<Code>{none, none}, false), (Witness{0, 0}));
  EXPECT_EQ(row.level.possible, LevelSet{0b11});
  EXPECT_TRUE(run.walk().decisive(row.applicable, row.truths).empty());
  EXPECT_EQ(run.run(std::vector<Code>{1, 1}).scales[t].value, Rational(3));
}

TEST(Lookup, IsNotApplicableWhereItsNormIsNot) {
  ProgramBuilder builder;
  const InputId item = add(builder, {0, 1});
  const InputId asks = add_yes_no(builder);
  const InputId norm = add(builder, {0, 0});
  builder.set_asked_when(norm, is_yes(builder, asks));
  const ScaleId t = builder.add_scale(lookup(add_sum(builder, {item}), {{{0, 5}}, {{0, 7}}}, norm));
  Scale whole;
  whole.terms = {{true, t, 1}, {false, item, 1}};
  whole.missing.kind = MissingPolicy::Kind::forbid;
  const ScaleId above = builder.add_scale(whole);
  const CompiledProgram compiled(std::move(builder).finish());
  RowRun run(compiled);
  const RowResult& closed = run.run(std::vector<Code>{1, 0, none});
  EXPECT_FALSE(closed.scales[t].has_value);
  EXPECT_FALSE(closed.scales[t].has_bounds);
  EXPECT_EQ(closed.scales[above].value, Rational(1));
  const RowResult& open = run.run(std::vector<Code>{1, none, none});
  EXPECT_TRUE(open.scales[t].may_be_none);
  EXPECT_EQ(open.scales[above].lowest, Rational(1));
  EXPECT_EQ(open.scales[above].highest, Rational(8));
  EXPECT_FALSE(open.scales[above].has_value);
}

TEST(Lookup, OfRowsThatDoNotRiseOrDoNotFitIsRefused) {
  ProgramBuilder builder;
  const InputId item = add(builder, {0, 1});
  const ScaleId sum = add_sum(builder, {item});
  EXPECT_THROW(builder.add_scale(lookup(sum, {{{1, 0}, {1, 1}}})), std::logic_error);
  EXPECT_THROW(builder.add_scale(lookup(sum, {})), std::logic_error);
  EXPECT_THROW(builder.add_scale(lookup(sum, {{{0, 1}}}, item)), std::logic_error);
}

TEST(Points, OfATermStandInPlaceOfTheInputsOwn) {
  ProgramBuilder builder;
  const InputId item = add(builder, {1, 2, 3});
  Scale reversed;
  reversed.aggregate = Aggregate::mean;
  reversed.terms = {{false, item, 1, {3, 2, 1}}};
  const ScaleId mean = builder.add_scale(reversed);
  const NodeId as_given = builder.less_equal(builder.number(3), builder.input_value(item));
  const CompiledProgram compiled(std::move(builder).finish());
  RowRun run(compiled);
  const RowResult& row = run.run(std::vector<Code>{2});
  EXPECT_EQ(row.scales[mean].value, Rational(1));
  EXPECT_EQ(row.truths[as_given], Truth::yes);
}

/// Two yes/no inputs of which at most one is yes; level 1 where either is.
struct OneOfTwo {
  ProgramBuilder builder;
  InputId x = add_yes_no(builder);
  InputId y = add_yes_no(builder);

  CompiledProgram make() {
    const NodeId is_x = is_yes(builder, x);
    const NodeId is_y = is_yes(builder, y);
    builder.add_consistent(builder.negation(builder.all_of({is_x, is_y})));
    Outcome outcome;
    outcome.levels = 2;
    outcome.from = add_sum(builder, {x, y});
    outcome.cut_offs = {2};
    builder.set_outcome(outcome);
    return CompiledProgram(std::move(builder).finish());
  }
};

TEST(Consistent, LimitsEveryRangeToFormsThatKeepIt) {
  const CompiledProgram compiled = OneOfTwo().make();
  RowRun run(compiled);
  const RowResult& row = run.run(std::vector<Code>{none, none});
  EXPECT_EQ(row.scales[0].lowest, Rational(0));
  EXPECT_EQ(row.scales[0].highest, Rational(1));  // never both
  EXPECT_EQ(row.level.possible, LevelSet{0b01});
  EXPECT_TRUE(run.run(std::vector<Code>{1, none}).faults.empty());
}

TEST(Consistent, ABrokenConditionIsAFaultThatNamesItsAnswers) {
  const CompiledProgram compiled = OneOfTwo().make();
  RowRun run(compiled);
  const RowResult& row = run.run(std::vector<Code>{1, 1});
  ASSERT_EQ(row.faults.size(), 1U);
  EXPECT_EQ(row.faults[0].kind, RowFault::Kind::inconsistent);
  EXPECT_EQ(row.faults[0].condition, 0U);
  EXPECT_EQ(row.faults[0].inputs, (std::vector<InputId>{0, 1}));
}

TEST(Consistent, InputsThatOneConditionJoinsDecideTogether) {
  // x and y agree; the level is high where both are yes. Neither can change alone.
  ProgramBuilder builder;
  const InputId x = add_yes_no(builder);
  const InputId y = add_yes_no(builder);
  const NodeId is_x = is_yes(builder, x);
  const NodeId is_y = is_yes(builder, y);
  builder.add_consistent(builder.equal(builder.input_value(x), builder.input_value(y)));
  Outcome outcome;
  outcome.levels = 2;
  outcome.raises.push_back({builder.all_of({is_x, is_y}), 1, 0, {}});
  builder.set_outcome(outcome);
  const CompiledProgram compiled(std::move(builder).finish());
  EXPECT_EQ(compiled.exactness(), Exactness::e1);
  RowRun run(compiled);
  const RowResult& row = run.run(std::vector<Code>{none, none});
  const auto decisive = run.walk().decisive(row.applicable, row.truths);
  ASSERT_EQ(decisive.size(), 2U);
  EXPECT_EQ(decisive[0].input, x);
  EXPECT_TRUE(decisive[0].settles_alone);
}

TEST(Consistent, AModelWithoutAnyCompleteFormNamesItsConditions) {
  ProgramBuilder builder;
  const InputId x = add_yes_no(builder);
  const NodeId is_x = is_yes(builder, x);
  builder.add_consistent(is_x);
  builder.add_consistent(builder.negation(is_x));
  const CompiledProgram compiled(std::move(builder).finish());
  EXPECT_FALSE(any_completion(compiled, std::vector<Code>{none}));
  RowRun run(compiled);
  EXPECT_EQ(run.run(std::vector<Code>{none}).faults.size(), 2U);
  EXPECT_EQ(run.run(std::vector<Code>{none}).faults[1].condition, 1U);
  EXPECT_TRUE(run.run(std::vector<Code>{none}).faults[1].inputs.empty());
}

TEST(Consistent, ReadsNoScale) {
  ProgramBuilder builder;
  const ScaleId sum = add_sum(builder, {add_yes_no(builder)});
  const NodeId reads = builder.less(builder.number(0), builder.scale_value(sum));
  EXPECT_THROW(builder.add_consistent(reads), std::logic_error);
}

/// A further outcome of a scale and a rule each way, and a level that escalates on it.
struct Escalation {
  ProgramBuilder builder;
  InputId item = add(builder, {0, 1, 2, 3});
  InputId sign = add_yes_no(builder);
  Outcome further;

  Escalation() {
    further.levels = 3;
    further.from = add_sum(builder, {item});
    further.cut_offs = {1, 3};
    further.raises.push_back({is_yes(builder, sign), {}, 1, {}});
  }

  CompiledProgram make(std::uint32_t level) {
    Outcome outcome;
    outcome.levels = 2;
    outcome.raises.push_back({builder.reaches(further, level), 1, 0, {}});
    builder.add_outcome(further);
    builder.set_outcome(outcome);
    return CompiledProgram(std::move(builder).finish());
  }
};

TEST(Escalation, FollowsTheCutOffAndTheRulesOfTheOutcomeThatItReads) {
  for (const std::uint32_t level : {1U, 2U}) {
    const CompiledProgram compiled = Escalation().make(level);
    RowRun run(compiled);
    for (Code item = 0; item < 4; ++item) {
      for (Code sign = 0; sign < 2; ++sign) {
        const RowResult& row = run.run(std::vector<Code>{item, sign});
        const std::uint32_t band = item >= 3 ? 2 : item >= 1 ? 1 : 0;
        const std::uint32_t further = std::min(2U, band + sign);
        EXPECT_EQ(row.further[0].level.computed, further);
        EXPECT_EQ(row.further[0].raises[0], sign == 1 ? Truth::yes : Truth::no);
        EXPECT_EQ(row.level.computed, further >= level ? 1U : 0U);
      }
    }
  }
}

TEST(Escalation, IsUnknownWhileTheOtherOutcomeIsOpen) {
  const CompiledProgram compiled = Escalation().make(2);
  RowRun run(compiled);
  const RowResult& row = run.run(std::vector<Code>{1, none});
  EXPECT_EQ(row.raises[0], Truth::unknown);
  EXPECT_EQ(row.level.possible, LevelSet{0b11});
  EXPECT_EQ(row.further[0].level.possible, LevelSet{0b110});
  EXPECT_EQ(run.walk(Target::outcome(1)).possible(), LevelSet{0b110});
}

TEST(Escalation, NeverReachesTheLowestLevel) {
  Escalation made;
  EXPECT_THROW(made.builder.reaches(made.further, 0), std::logic_error);
  EXPECT_THROW(made.builder.reaches(made.further, 3), std::logic_error);
}

TEST(Classes, OfTheFirstMatchAreThoseThatNoEarlierOneHides) {
  ProgramBuilder builder;
  const InputId x = add_yes_no(builder);
  const InputId y = add_yes_no(builder);
  builder.add_classes({{is_yes(builder, x), is_yes(builder, y), builder.constant(true)}, false});
  const CompiledProgram compiled(std::move(builder).finish());
  EXPECT_EQ(compiled.exactness(), Exactness::e1);
  RowRun run(compiled);
  EXPECT_EQ(run.run(std::vector<Code>{none, none}).classes[0].possible, LevelSet{0b111});
  EXPECT_EQ(run.run(std::vector<Code>{1, none}).classes[0].possible, LevelSet{0b001});
  EXPECT_EQ(run.run(std::vector<Code>{none, 1}).classes[0].possible, LevelSet{0b011});
  const RowResult& row = run.run(std::vector<Code>{none, 0});
  EXPECT_EQ(row.classes[0].possible, LevelSet{0b101});
  EXPECT_EQ(run.walk(Target::classes(0)).witness(2), (Witness{0, 0}));
}

TEST(Classes, WithoutADiagramAreThoseThatAreNotCertainlyFalse) {
  ProgramBuilder builder;
  const InputId x = add_yes_no(builder);
  const NodeId is_x = is_yes(builder, x);
  const NodeId never = builder.all_of({is_x, builder.negation(is_x)});
  builder.add_classes({{never, is_x, builder.constant(true)}, false});
  const CompiledProgram compiled(std::move(builder).finish(), 0);
  EXPECT_EQ(compiled.exactness(), Exactness::e2);
  RowRun run(compiled);
  const RowResult& open = run.run(std::vector<Code>{none});
  EXPECT_EQ(open.classes[0].possible, LevelSet{0b111});  // strong Kleene does not see the first
  EXPECT_FALSE(open.classes[0].is_exact);
  const RowResult& certain = run.run(std::vector<Code>{1});
  EXPECT_EQ(certain.classes[0].possible, LevelSet{0b010});
  EXPECT_TRUE(certain.classes[0].is_exact);
}

TEST(NeverAsked, ClosesWhatIsAskedAfterAndEveryConditionThatReadsIt) {
  ProgramBuilder builder;
  const InputId faith = add_yes_no(builder);
  const InputId after = add_yes_no(builder);
  const InputId other = add_yes_no(builder);
  builder.set_asked_when(after, is_yes(builder, faith));
  const NodeId asks = builder.applicable(faith);
  builder.add_consistent(builder.any_of({is_yes(builder, after), is_yes(builder, other)}));
  const ScaleId sum = add_sum(builder, {faith, after, other});
  const Program program = std::move(builder).finish();
  std::vector<bool> never(3);
  never[faith] = true;
  const CompiledProgram compiled(with_never_asked(program, never));
  RowRun run(compiled);
  const RowResult& row = run.run(std::vector<Code>{none, none, 0});
  EXPECT_TRUE(row.faults.empty());
  EXPECT_TRUE(row.is_complete);
  EXPECT_EQ(row.scales[sum].value, Rational(0));
  EXPECT_EQ(row.truths[asks], Truth::no);
  EXPECT_EQ(row.applicable[after], Truth::no);
}

}  // namespace
}  // namespace vaern
