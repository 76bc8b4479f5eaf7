// SPDX-License-Identifier: Apache-2.0
#include "vaern/program/proof.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "program/over_forms.hpp"
#include "vaern/program/row.hpp"

namespace vaern {
namespace {

using naive::Completion;
using naive::Form;
using testing_support::agrees;
using testing_support::Dice;
using testing_support::other_targets;
using testing_support::random_form;
using testing_support::random_program;
using testing_support::results_of;

/// Calls `check(compiled, every complete form, dice)` for random programs.
template <class Check>
void over_programs(std::uint64_t first, std::uint64_t count, Check check) {
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Dice dice(seed);
    const CompiledProgram compiled(random_program(dice));
    const Form empty(compiled.program().inputs.size(), missing_code);
    check(compiled, naive::completions(compiled.program(), empty), dice);
    if (::testing::Test::HasFailure()) return;
  }
}

bool is_condition(const ProgramNode& node) { return node.op < NodeOp::number; }

TEST(Proof, SaysOfAConditionWhetherItAlwaysHoldsNeverOrSometimes) {
  std::map<Decided, int> found;
  over_programs(30000, 80, [&](const auto& compiled, const auto& all, Dice&) {
    const Program& program = compiled.program();
    for (NodeId id = 0; id < program.nodes.size(); ++id) {
      if (!is_condition(program.nodes[id])) continue;
      const auto holds = std::count_if(all.begin(), all.end(), [&](const Completion& c) {
        return naive::truth(program, id, c);
      });
      const Decided expected = all.empty()  ? Decided::not_decided
                               : holds == 0 ? Decided::no
                               : static_cast<std::size_t>(holds) == all.size() ? Decided::yes
                                                                               : Decided::both;
      ++found[expected];
      ASSERT_EQ(always(compiled, id), expected) << "node " << id;
    }
  });
  EXPECT_GT(found[Decided::yes], 20);
  EXPECT_GT(found[Decided::no], 20);
  EXPECT_GT(found[Decided::both], 200);
}

TEST(Proof, SaysWhetherARuleEverChangesTheLevel) {
  std::map<Decided, int> found;
  over_programs(31000, 200, [&](const auto& compiled, const auto& all, Dice&) {
    if (all.empty()) return;
    const Program& program = compiled.program();
    for (std::uint32_t i = 0; i <= program.further.size(); ++i) {
      const Outcome& outcome = program.outcome_at(i);
      for (std::size_t rule = 0; rule < outcome.raises.size(); ++rule) {
        Outcome without = outcome;
        without.raises.erase(without.raises.begin() + static_cast<std::ptrdiff_t>(rule));
        const bool changes = std::any_of(all.begin(), all.end(), [&](const Completion& c) {
          return naive::level(program, outcome, c) != naive::level(program, without, c);
        });
        const Decided expected = changes ? Decided::yes : Decided::no;
        ++found[expected];
        ASSERT_EQ(changes_level(compiled, i, rule), expected) << i << ", rule " << rule;
      }
    }
  });
  EXPECT_GT(found[Decided::yes], 100);
  EXPECT_GT(found[Decided::no], 50);
}

TEST(Proof, ShowsAFormThatHasNoClassOrTwo) {
  using Result = ClassProof::Result;
  std::map<Result, int> found;
  over_programs(32000, 200, [&](const auto& compiled, const auto& all, Dice& dice) {
    const Program& program = compiled.program();
    std::vector<ClassSet> sets = program.classes;
    ClassSet any;  // whatever conditions the program has
    for (NodeId id = 0; id < program.nodes.size() && any.when.size() < 3; ++id) {
      if (is_condition(program.nodes[id]) && dice.one_in(3)) any.when.push_back(id);
    }
    sets.push_back(any);
    for (const ClassSet& classes : sets) {
      const auto holding = [&](const Completion& c) {
        return std::count_if(classes.when.begin(), classes.when.end(),
                             [&](NodeId when) { return naive::truth(program, when, c); });
      };
      const ClassProof proof = prove_exactly_one(compiled, classes);
      ++found[proof.result];
      ASSERT_EQ(proof.result == Result::not_decided, all.empty());
      const bool is_split =
          std::all_of(all.begin(), all.end(), [&](const Completion& c) { return holding(c) == 1; });
      if (all.empty()) continue;
      ASSERT_EQ(proof.result == Result::exactly_one, is_split);
      if (is_split) continue;
      EXPECT_TRUE(agrees(all, proof.witness));
      if (proof.result == Result::none_holds) {
        EXPECT_EQ(holding(proof.witness), 0);
        continue;
      }
      EXPECT_LT(proof.first, proof.second);
      EXPECT_TRUE(naive::truth(program, classes.when[proof.first], proof.witness));
      EXPECT_TRUE(naive::truth(program, classes.when[proof.second], proof.witness));
    }
  });
  EXPECT_GT(found[Result::exactly_one], 20);
  EXPECT_GT(found[Result::none_holds], 50);
  EXPECT_GT(found[Result::two_hold], 20);
}

TEST(Proof, DecidesNothingPastTheCap) {
  ProgramBuilder builder;
  const NodeId yes = builder.constant(true);
  const NodeId no = builder.constant(false);
  const Program program = std::move(builder).finish();
  const ClassSet classes{{yes, no}, true};
  const CompiledProgram fits(program);
  EXPECT_EQ(always(fits, yes), Decided::yes);
  EXPECT_EQ(prove_exactly_one(fits, classes).result, ClassProof::Result::exactly_one);
  const CompiledProgram capped(program, 0);
  EXPECT_EQ(always(capped, yes), Decided::not_decided);
  EXPECT_EQ(prove_exactly_one(capped, classes).result, ClassProof::Result::not_decided);
}

/// One small change of what a program means.
void change(Program& program, Dice& dice) {
  const auto any = [&](std::size_t size) { return dice.below(static_cast<std::uint32_t>(size)); };
  Scale& scale = program.scales[any(program.scales.size())];
  switch (dice.below(8)) {
    case 0: {
      if (program.nodes.empty()) break;
      ProgramNode& node = program.nodes[any(program.nodes.size())];
      if (node.op == NodeOp::code_in) {
        node.codes.flip(any(program.inputs[node.subject].size));
      } else if (node.op == NodeOp::number) {
        node.value += Rational(1, 2);
      } else if (node.op == NodeOp::less) {
        node.op = NodeOp::less_equal;
      } else if (node.op == NodeOp::all_of) {
        node.op = NodeOp::any_of;
      }
      break;
    }
    case 1:
      for (Rational& cut : program.outcome.cut_offs) {
        cut += program.outcome.falling ? Rational(1, 4) : Rational(-1, 4);
      }
      break;
    case 2:
      if (!program.outcome.raises.empty()) program.outcome.raises.pop_back();
      break;
    case 3: {
      Step step;
      step.kind = Step::Kind::round;
      step.rounding = static_cast<Rounding>(dice.below(6));
      scale.steps.push_back(step);
      break;
    }
    case 4:
      scale.missing.at_most = dice.below(9);
      break;
    case 5:
      scale.terms[any(scale.terms.size())].weight += Rational(static_cast<int>(dice.below(2)));
      break;
    case 6:
      if (scale.terms.size() > 1) scale.terms.pop_back();
      break;
    default:
      for (TableRows& rows : scale.rows) rows.back().value += 1;
      if (!program.classes.empty())
        std::swap(program.classes[0].when[0], program.classes[0].when[1]);
      break;
  }
}

/// Everything that a run says of a form and that its completions, or a policy, decide.
struct Said {
  explicit Said(const RowResult& row) : has_faults(!row.faults.empty()) {
    if (has_faults) return;
    for (const ScaleRow& scale : row.scales) {
      values.push_back(scale.has_value ? scale.value : Rational(-99));
      bounds.push_back(scale.has_bounds ? scale.lowest : Rational(-99));
      bounds.push_back(scale.has_bounds ? scale.highest : Rational(-99));
    }
    add(row.level);
    for (const OutcomeRow& outcome : row.further) add(outcome.level);
    for (const ClassRow& classes : row.classes) sets.push_back(classes.possible);
  }
  void add(const LevelRow& level) {
    sets.push_back(level.possible);
    sets.push_back(level.computed.value_or(99));
  }
  bool operator==(const Said&) const = default;
  bool has_faults = false;
  std::vector<Rational> values;
  std::vector<Rational> bounds;
  std::vector<LevelSet> sets;
};

TEST(Proof, TwoProgramsAreEquivalentOnlyIfTheySayTheSameOfEveryForm) {
  std::map<Decided, int> found;
  over_programs(33000, 500, [&](const auto& compiled, const auto& all, Dice& dice) {
    const Program& program = compiled.program();
    ASSERT_EQ(are_equivalent(compiled, compiled), Decided::yes);
    Program changed = program;
    change(changed, dice);
    const std::vector<bool> none(program.inputs.size());
    const CompiledProgram other(with_never_asked(std::move(changed), none));  // ranges anew
    const Decided decided = are_equivalent(compiled, other);
    ASSERT_EQ(are_equivalent(other, compiled), decided);
    ++found[decided];
    const auto same_form = [&](const Completion& c) {
      for (ScaleId id = 0; id < program.scales.size(); ++id) {
        if (naive::scale(program, id, c) != naive::scale(other.program(), id, c)) return false;
      }
      std::vector<Target> targets = other_targets(program);
      targets.push_back({});
      return std::all_of(targets.begin(), targets.end(), [&](Target target) {
        return naive::result_of(program, target, c) == naive::result_of(other.program(), target, c);
      });
    };
    const Form empty(program.inputs.size(), missing_code);
    const bool same = naive::completions(other.program(), empty) == all &&
                      std::all_of(all.begin(), all.end(), same_form);
    EXPECT_EQ(decided == Decided::no, !same);
    if (decided != Decided::yes) return;
    RowRun run(compiled);
    RowRun other_run(other);
    for (std::uint32_t i = 0; i < 30; ++i) {
      const Form form = random_form(dice, program, 1 + i % 3);
      ASSERT_TRUE(Said(run.run(form)) == Said(other_run.run(form)));
    }
  });
  EXPECT_GT(found[Decided::yes], 100);
  EXPECT_GT(found[Decided::no], 100);
  EXPECT_LT(found[Decided::not_decided], 60);
}

TEST(Proof, InputsThatAreNeverAskedLeaveTheFormsWithoutThem) {
  std::size_t without_fault = 0;
  over_programs(1034390, 80, [&](const auto& compiled, const auto&, Dice& dice) {
    const Program& program = compiled.program();
    std::vector<bool> never;
    for (InputId id = 0; id < program.inputs.size(); ++id) never.push_back(dice.one_in(3));
    const CompiledProgram reduced(with_never_asked(program, never));
    RowRun run(reduced);
    for (std::uint32_t i = 0; i < 3; ++i) {
      Form form = random_form(dice, program, 1 + i);
      for (InputId id = 0; id < form.size(); ++id) {
        if (never[id]) form[id] = missing_code;
      }
      const std::vector<Truth> applicable = run.applicable(form);
      for (InputId id = 0; id < form.size(); ++id) {
        if (applicable[id] == Truth::no) form[id] = missing_code;
      }
      const RowResult& row = run.run(form);
      const std::vector<Completion> all = naive::completions_without(program, form, never);
      ASSERT_EQ(row.faults.empty(), !all.empty());
      if (all.empty()) continue;
      ++without_fault;
      EXPECT_EQ(row.level.possible, results_of(program, {}, all));
      for (ScaleId id = 0; id < row.scales.size(); ++id) {
        const auto values = testing_support::values_of(program, id, all);
        ASSERT_EQ(row.scales[id].has_bounds, !values.values.empty());
        EXPECT_EQ(row.scales[id].may_be_none, values.may_be_none);
        if (values.values.empty()) continue;
        EXPECT_EQ(row.scales[id].lowest, *values.values.begin());
        EXPECT_EQ(row.scales[id].highest, *values.values.rbegin());
      }
    }
  });
  EXPECT_GT(without_fault, 100U);
}

}  // namespace
}  // namespace vaern
