// SPDX-License-Identifier: Apache-2.0
// The engine beside enumeration, over random programs. A seed names the program that failed.
#include <gtest/gtest.h>

#include <bit>
#include <map>
#include <set>

#include "program/over_forms.hpp"
#include "vaern/program/row.hpp"
#include "vaern/program/walk.hpp"

namespace vaern {
namespace {

using naive::Completion;
using naive::Form;
using testing_support::agrees;
using testing_support::is_given_missing;
using testing_support::over_forms;
using testing_support::programs;
using testing_support::Values;
using testing_support::values_of;

LevelSet levels_of(const Program& program, const std::vector<Completion>& all) {
  return testing_support::results_of(program, {}, all);
}

TEST(Program, PossibleLevelsAndTheirRangeAreThoseOfTheCompletions) {
  std::map<Exactness, int> classes;
  std::size_t gaps = 0;
  over_forms(1, programs, max_diagram_states,
             [&](const auto& compiled, const Form& form, const auto& all) {
               RowRun run(compiled);
               const RowResult& row = run.run(form);
               ASSERT_EQ(row.faults.empty(), !all.empty());
               if (all.empty()) return;
               const LevelSet expected = levels_of(compiled.program(), all);
               ++classes[compiled.exactness()];
               EXPECT_EQ(row.level.possible, expected);
               EXPECT_TRUE(row.level.is_exact);
               EXPECT_EQ(row.level.low, static_cast<std::uint32_t>(std::countr_zero(expected)));
               EXPECT_EQ(row.level.high,
                         static_cast<std::uint32_t>(63 - std::countl_zero(expected)));
               EXPECT_EQ(row.level.is_certain(), std::has_single_bit(expected));
               const auto spread = row.level.high - row.level.low + 1;
               gaps += static_cast<int>(spread) > std::popcount(expected) ? 1 : 0;
               EXPECT_EQ(LevelWalk(compiled, form).possible(), expected);
             });
  // The generator reaches what it is for.
  EXPECT_GT(classes[Exactness::e0], 100);
  EXPECT_GT(classes[Exactness::e1], 100);
  EXPECT_EQ(classes[Exactness::e2], 0);
  EXPECT_GT(gaps, 10U);
}

TEST(Program, BoundsOfEveryScaleAreThoseOfTheCompletions) {
  std::size_t without_value = 0;
  over_forms(1, programs, max_diagram_states,
             [&](const auto& compiled, const Form& form, const auto& all) {
               if (all.empty()) return;
               RowRun run(compiled);
               const RowResult& row = run.run(form);
               for (ScaleId id = 0; id < row.scales.size(); ++id) {
                 SCOPED_TRACE("scale " + std::to_string(id));
                 const ScaleRow& scale = row.scales[id];
                 const Values expected = values_of(compiled.program(), id, all);
                 EXPECT_EQ(scale.may_be_none, expected.may_be_none);
                 without_value += expected.may_be_none ? 1U : 0U;
                 ASSERT_EQ(scale.has_bounds, !expected.values.empty());
                 if (!scale.has_bounds) continue;
                 EXPECT_EQ(scale.lowest, *expected.values.begin());
                 EXPECT_EQ(scale.highest, *expected.values.rbegin());
                 EXPECT_TRUE(scale.lowest_attained);
                 EXPECT_TRUE(scale.highest_attained);
                 for (const bool highest : {false, true}) {
                   const auto witness = bound_witness(compiled, id, form, highest);
                   ASSERT_TRUE(witness);
                   EXPECT_TRUE(agrees(all, *witness));
                   EXPECT_EQ(naive::scale(compiled.program(), id, *witness),
                             highest ? scale.highest : scale.lowest);
                 }
               }
             });
  EXPECT_GT(without_value, 20U);
}

TEST(Program, EveryPossibleLevelHasAWitnessThatScoresIt) {
  over_forms(1000, programs, max_diagram_states,
             [&](const auto& compiled, const Form& form, const auto& all) {
               if (all.empty()) return;
               const LevelWalk walk(compiled, form);
               RowRun run(compiled);
               for (std::uint32_t level = 0; level < compiled.program().outcome.levels; ++level) {
                 if ((walk.possible() >> level & 1U) == 0) continue;
                 const Witness witness = walk.witness(level);
                 EXPECT_TRUE(agrees(all, witness));
                 EXPECT_EQ(naive::level(compiled.program(), compiled.program().outcome, witness),
                           level);
                 const RowResult& row = run.run(naive::as_form(witness));
                 ASSERT_TRUE(row.faults.empty());
                 EXPECT_TRUE(row.is_complete);
                 EXPECT_TRUE(row.level.is_certain());
                 EXPECT_EQ(row.level.computed, level);
               }
               const auto some = any_completion(compiled, form);
               ASSERT_TRUE(some);
               EXPECT_TRUE(agrees(all, *some));
             });
}

TEST(Program, OnACompleteFormTheRunIsTheCompleteValue) {
  over_forms(2000, 60, max_diagram_states, [&](const auto& compiled, const Form&, const auto& all) {
    RowRun run(compiled);
    const Program& program = compiled.program();
    for (std::size_t i = 0; i < all.size(); i += 7) {
      const RowResult& row = run.run(naive::as_form(all[i]));
      ASSERT_TRUE(row.faults.empty());
      for (ScaleId id = 0; id < row.scales.size(); ++id) {
        const auto value = naive::scale(program, id, all[i]);
        ASSERT_EQ(row.scales[id].has_value, value.has_value());
        if (value) {
          EXPECT_EQ(row.scales[id].value, *value);
        }
        EXPECT_FALSE(row.scales[id].is_imputed);
      }
      for (std::size_t r = 0; r < row.raises.size(); ++r) {
        EXPECT_EQ(row.raises[r],
                  to_truth(naive::truth(program, program.outcome.raises[r].when, all[i])));
      }
      EXPECT_EQ(row.level.computed, naive::level(program, program.outcome, all[i]));
    }
  });
}

TEST(Program, WhatARuleSaysOfAFormHoldsInEveryCompletion) {
  over_forms(
      3000, programs, max_diagram_states,
      [&](const auto& compiled, const Form& form, const auto& all) {
        if (all.empty()) return;
        const Program& program = compiled.program();
        RowRun run(compiled);
        const RowResult& row = run.run(form);
        if (std::any_of(row.scales.begin(), row.scales.end(),
                        [](const ScaleRow& scale) { return scale.is_imputed; })) {
          return;  // a rule may read what no completion has
        }
        for (const Completion& completion : all) {
          for (std::size_t r = 0; r < row.raises.size(); ++r) {
            if (row.raises[r] == Truth::unknown) continue;
            ASSERT_EQ(row.raises[r],
                      to_truth(naive::truth(program, program.outcome.raises[r].when, completion)));
          }
          for (InputId id = 0; id < program.inputs.size(); ++id) {
            if (row.applicable[id] == Truth::unknown) continue;
            ASSERT_EQ(row.applicable[id] == Truth::yes, completion[id] != not_applicable_code);
          }
        }
      });
}

TEST(Program, DecisiveInputsAreThoseOfTheDefinition) {
  std::size_t lists = 0;
  over_forms(4000, programs, max_diagram_states,
             [&](const auto& compiled, const Form& form, const auto& all) {
               if (all.empty() || all.size() > 200) return;
               const LevelWalk walk(compiled, form);
               RowRun run(compiled);
               std::set<InputId> found;
               const RowResult& row = run.run(form);
               for (const DecisiveInput& input : walk.decisive(row.applicable, row.truths)) {
                 EXPECT_TRUE(found.insert(input.input).second);
               }
               const bool certain = std::has_single_bit(levels_of(compiled.program(), all));
               EXPECT_TRUE(found.empty() ? certain || is_given_missing(compiled.program(), form)
                                         : !certain);
               EXPECT_EQ(found, naive::decisive(compiled.program(), {}, form, all, row.truths));
               lists += found.empty() ? 0U : 1U;
             });
  EXPECT_GT(lists, 300U);
}

TEST(Program, WhatEachAnswerOfADecisiveInputLeavesIsThatOfTheCompletions) {
  over_forms(5000, programs, max_diagram_states,
             [&](const auto& compiled, const Form& form, const auto& all) {
               if (all.empty()) return;
               const Program& program = compiled.program();
               const LevelSet possible = levels_of(program, all);
               const auto ends = [](LevelSet set) {
                 return std::pair(std::countr_zero(set), 63 - std::countl_zero(set));
               };
               RowRun run(compiled);
               const RowResult& row = run.run(form);
               const std::vector<Truth>& applicable = row.applicable;
               for (const DecisiveInput& input :
                    LevelWalk(compiled, form).decisive(applicable, row.truths)) {
                 bool settles = true;
                 bool moves = false;
                 std::set<int> lows;
                 std::set<int> highs;
                 for (std::uint32_t code = 0; code < program.inputs[input.input].size; ++code) {
                   Form answered = form;
                   answered[input.input] = static_cast<Code>(code);
                   const LevelSet levels =
                       levels_of(program, naive::completions(program, answered));
                   ASSERT_EQ(input.by_code[code], levels);
                   if (levels == 0) continue;
                   const auto [low, high] = ends(levels);
                   settles = settles && low == high;
                   moves = moves || low > ends(possible).first || high < ends(possible).second;
                   lows.insert(low);
                   highs.insert(high);
                 }
                 EXPECT_EQ(input.settles_alone, settles && applicable[input.input] == Truth::yes);
                 EXPECT_EQ(input.moves_an_end, moves);
                 EXPECT_EQ(static_cast<int>(input.spanned),
                           (*lows.rbegin() - *lows.begin()) + (*highs.rbegin() - *highs.begin()));
               }
             });
}

TEST(Program, AnsweringTheDecisiveInputsSettlesTheLevel) {
  // Where nothing ties inputs to each other, exactly the listed ones must be answered (S13).
  over_forms(6000, 200, max_diagram_states,
             [&](const auto& compiled, const Form& form, const auto& all) {
               const Program& program = compiled.program();
               if (all.empty() || !program.consistent.empty()) return;
               if (is_given_missing(program, form)) return;
               for (InputId id = 0; id < form.size(); ++id) {
                 if (program.is_conditional(id) && form[id] != missing_code) return;
               }
               RowRun run(compiled);
               const RowResult& row = run.run(form);
               const std::vector<DecisiveInput> decisive =
                   LevelWalk(compiled, form).decisive(row.applicable, row.truths);
               for (const Completion& completion : all) {
                 Form answered = form;
                 for (const DecisiveInput& input : decisive) {
                   if (completion[input.input] != not_applicable_code) {
                     answered[input.input] = completion[input.input];
                   }
                 }
                 ASSERT_TRUE(run.run(answered).level.is_certain());
               }
             });
}

TEST(Program, AnsweringAMissingInputNeverWidensTheSet) {
  over_forms(7000, programs, max_diagram_states,
             [&](const auto& compiled, const Form& form, const auto& all) {
               if (all.empty()) return;
               RowRun run(compiled);
               const LevelSet before = run.run(form).level.possible;
               for (InputId id = 0; id < form.size(); ++id) {
                 if (form[id] != missing_code) continue;
                 for (std::uint32_t code = 0; code < compiled.program().inputs[id].size; ++code) {
                   Form answered = form;
                   answered[id] = static_cast<Code>(code);
                   const RowResult& row = run.run(answered);
                   if (row.faults.empty()) {
                     EXPECT_EQ(row.level.possible & ~before, 0U);
                   }
                 }
               }
             });
}

TEST(Program, WithoutDiagramsEveryRangeHoldsTheCompletionsAndE0IsExact) {
  // A cap of nothing: only the plain run is left.
  std::map<Exactness, int> classes;
  std::size_t open = 0;
  over_forms(9000, 2 * programs, 0, [&](const auto& compiled, const Form& form, const auto& all) {
    if (all.empty()) return;
    const Program& program = compiled.program();
    ASSERT_EQ(compiled.levels(), nullptr);
    ++classes[compiled.exactness()];
    EXPECT_NE(compiled.exactness(), Exactness::e1);
    RowRun run(compiled);
    const RowResult& row = run.run(form);
    ASSERT_TRUE(row.faults.empty());
    const LevelSet expected = levels_of(program, all);
    EXPECT_EQ(expected & ~row.level.possible, 0U);
    if (compiled.exactness() == Exactness::e0) {
      EXPECT_EQ(row.level.low, static_cast<std::uint32_t>(std::countr_zero(expected)));
      EXPECT_EQ(row.level.high, static_cast<std::uint32_t>(63 - std::countl_zero(expected)));
      open += row.level.is_certain() ? 0U : 1U;
    }
    for (ScaleId id = 0; id < row.scales.size(); ++id) {
      const Values values = values_of(program, id, all);
      const ScaleRow& scale = row.scales[id];
      EXPECT_LE(values.may_be_none, scale.may_be_none);
      if (values.values.empty()) continue;
      ASSERT_TRUE(scale.has_bounds);
      EXPECT_LE(scale.lowest, *values.values.begin());
      EXPECT_GE(scale.highest, *values.values.rbegin());
      EXPECT_TRUE(!scale.lowest_attained || scale.lowest == *values.values.begin());
      EXPECT_TRUE(!scale.highest_attained || scale.highest == *values.values.rbegin());
      for (const bool highest : {false, true}) {
        const auto witness = bound_witness(compiled, id, form, highest);
        if (!witness) continue;
        EXPECT_TRUE(agrees(all, *witness));
        EXPECT_EQ(naive::scale(program, id, *witness), highest ? scale.highest : scale.lowest);
      }
    }
  });
  EXPECT_GT(classes[Exactness::e0], 200);
  EXPECT_GT(classes[Exactness::e2], 200);
  EXPECT_GT(open, 50U);
}

}  // namespace
}  // namespace vaern
