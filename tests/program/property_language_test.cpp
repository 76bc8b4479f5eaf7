// SPDX-License-Identifier: Apache-2.0
// Consistent forms, further outcomes, classes and tables beside enumeration, over random programs.
#include <gtest/gtest.h>

#include <algorithm>
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
using testing_support::other_targets;
using testing_support::over_forms;
using testing_support::programs;
using testing_support::results_of;
using testing_support::Values;
using testing_support::values_of;

TEST(Language, FurtherOutcomesAndClassesArePossibleAsInTheCompletions) {
  std::map<Target::Kind, int> open;
  over_forms(20000, programs, max_diagram_states,
             [&](const auto& compiled, const Form& form, const auto& all) {
               if (all.empty()) return;
               const Program& program = compiled.program();
               RowRun run(compiled);
               const RowResult& row = run.run(form);
               for (const Target target : other_targets(program)) {
                 const LevelSet expected = results_of(program, target, all);
                 open[target.kind] += std::has_single_bit(expected) ? 0 : 1;
                 EXPECT_EQ(run.walk(target).possible(), expected);
                 for (std::uint32_t i = 0; i < max_levels; ++i) {
                   if ((expected >> i & 1U) == 0) continue;
                   const Witness witness = run.walk(target).witness(i);
                   EXPECT_TRUE(agrees(all, witness));
                   EXPECT_EQ(naive::result_of(program, target, witness), i);
                 }
                 if (target.kind == Target::Kind::classes) {
                   EXPECT_EQ(row.classes[target.index].possible, expected);
                   EXPECT_TRUE(row.classes[target.index].is_exact);
                   continue;
                 }
                 const LevelRow& level = row.further[target.index - 1].level;
                 EXPECT_EQ(level.possible, expected);
                 EXPECT_TRUE(level.is_exact);
                 EXPECT_EQ(static_cast<int>(level.low), std::countr_zero(expected));
                 EXPECT_EQ(static_cast<int>(level.high), 63 - std::countl_zero(expected));
               }
             });
  EXPECT_GT(open[Target::Kind::outcome], 300);
  EXPECT_GT(open[Target::Kind::classes], 200);
}

TEST(Language, ACompleteFormHasTheLevelsAndClassesOfItsCompletion) {
  over_forms(21000, 100, max_diagram_states,
             [&](const auto& compiled, const Form&, const auto& all) {
               const Program& program = compiled.program();
               RowRun run(compiled);
               for (std::size_t i = 0; i < all.size(); i += 5) {
                 const RowResult& row = run.run(naive::as_form(all[i]));
                 ASSERT_TRUE(row.faults.empty());
                 for (const Target target : other_targets(program)) {
                   const std::uint32_t expected = naive::result_of(program, target, all[i]);
                   if (target.kind == Target::Kind::classes) {
                     EXPECT_EQ(row.classes[target.index].possible, LevelSet{1} << expected);
                   } else {
                     EXPECT_EQ(row.further[target.index - 1].level.computed, expected);
                   }
                 }
               }
             });
}

TEST(Language, DecisiveInputsOfFurtherOutcomesAndClassesAreThoseOfTheDefinition) {
  std::size_t lists = 0;
  over_forms(
      22000, programs, max_diagram_states,
      [&](const auto& compiled, const Form& form, const auto& all) {
        if (all.empty() || all.size() > 100) return;
        const Program& program = compiled.program();
        RowRun run(compiled);
        const RowResult& row = run.run(form);
        for (const Target target : other_targets(program)) {
          std::set<InputId> found;
          for (const DecisiveInput& input : run.walk(target).decisive(row.applicable, row.truths)) {
            EXPECT_TRUE(found.insert(input.input).second);
          }
          const bool certain = std::has_single_bit(results_of(program, target, all));
          EXPECT_TRUE(found.empty() ? certain || is_given_missing(program, form) : !certain);
          EXPECT_EQ(found, naive::decisive(program, target, form, all, row.truths));
          lists += found.empty() ? 0U : 1U;
        }
      });
  EXPECT_GT(lists, 150U);
}

TEST(Language, DecisiveInputsOfClassesComeInTheOrderOfWhatTheyExclude) {
  over_forms(
      23000, programs, max_diagram_states,
      [&](const auto& compiled, const Form& form, const auto& all) {
        if (all.empty()) return;
        const Program& program = compiled.program();
        RowRun run(compiled);
        const RowResult& row = run.run(form);
        for (const Target target : other_targets(program)) {
          if (target.kind != Target::Kind::classes) continue;
          const LevelSet possible = results_of(program, target, all);
          using Rank = std::tuple<bool, bool, bool, int, InputId>;  // least first
          std::vector<Rank> ranks;
          for (const DecisiveInput& input : run.walk(target).decisive(row.applicable, row.truths)) {
            const bool is_asked = row.applicable[input.input] == Truth::yes;
            bool settles = is_asked;
            int excluded = 0;
            for (std::uint32_t code = 0; code < program.inputs[input.input].size; ++code) {
              Form answered = form;
              answered[input.input] = static_cast<Code>(code);
              const LevelSet classes =
                  results_of(program, target, naive::completions(program, answered));
              ASSERT_EQ(input.by_code[code], classes);
              if (classes == 0) continue;
              settles = settles && std::has_single_bit(classes);
              excluded += std::popcount(possible & ~classes);
            }
            EXPECT_EQ(input.settles_alone, settles);
            EXPECT_EQ(input.moves_an_end, excluded > 0);
            EXPECT_EQ(static_cast<int>(input.spanned), excluded);
            ranks.emplace_back(!is_asked, !settles, excluded == 0, -excluded, input.input);
          }
          EXPECT_TRUE(std::is_sorted(ranks.begin(), ranks.end()));
        }
      });
}

/// The answered inputs that a condition reads; of one that is not applicable, those that its
/// `asked_when` reads (S1.4).
void add_answered(const Program& program, NodeId id, const Form& form,
                  const std::vector<Truth>& applicable, std::set<InputId>& result) {
  const ProgramNode& node = program.nodes[id];
  for (const NodeId a : node.arguments) add_answered(program, a, form, applicable, result);
  if (node.op != NodeOp::code_in && node.op != NodeOp::input_value) return;
  if (applicable[node.subject] == Truth::no) {
    add_answered(program, program.inputs[node.subject].asked_when, form, applicable, result);
  } else if (form[node.subject] != missing_code) {
    result.insert(node.subject);
  }
}

TEST(Language, AFormWithoutCompletionNamesTheAnswersThatExcludeIt) {
  std::map<RowFault::Kind, std::size_t> refused;
  over_forms(
      8000, 2 * programs, max_diagram_states,
      [&](const auto& compiled, const Form& form, const auto& all) {
        RowRun run(compiled);
        const RowResult& row = run.run(form);
        ASSERT_EQ(row.faults.empty(), !all.empty());
        if (!all.empty()) return;
        const Program& program = compiled.program();
        const RowFault::Kind kind = row.faults.front().kind;
        ++refused[kind];
        std::set<InputId> named;
        for (const RowFault& fault : row.faults) {
          EXPECT_EQ(fault.kind, kind);
          if (kind == RowFault::Kind::inconsistent) {
            std::set<InputId> expected;
            const NodeId condition = program.consistent[fault.condition];
            if (row.truths[condition] == Truth::no) {
              add_answered(program, condition, form, row.applicable, expected);
            } else {  // no form is complete: no answer is to blame
              EXPECT_TRUE(naive::completions(program, Form(form.size(), missing_code)).empty());
            }
            EXPECT_EQ(std::set<InputId>(fault.inputs.begin(), fault.inputs.end()), expected);
            continue;
          }
          EXPECT_TRUE(named.insert(fault.input).second);
          EXPECT_NE(form[fault.input], missing_code);
          if (kind != RowFault::Kind::not_applicable) continue;
          const Input& input = program.inputs[fault.input];
          ASSERT_NE(input.asked_when, no_node);
          EXPECT_NE(form[fault.input], input.neutral);
          Form unanswered = form;
          unanswered[fault.input] = missing_code;
          for (const Completion& c : naive::completions(program, unanswered)) {
            EXPECT_EQ(c[fault.input], not_applicable_code);
          }
        }
        if (kind != RowFault::Kind::no_completion) return;
        std::set<InputId> expected;
        for (const NodeId condition : program.consistent) {
          if (row.truths[condition] == Truth::unknown) {
            add_answered(program, condition, form, row.applicable, expected);
          }
        }
        for (InputId id = 0; id < form.size(); ++id) {
          const Input& input = program.inputs[id];
          const bool may_exclude =
              input.asked_when != no_node && form[id] != missing_code && form[id] != input.neutral;
          if (may_exclude && row.truths[input.asked_when] == Truth::unknown) expected.insert(id);
        }
        EXPECT_EQ(named, expected);
      });
  EXPECT_GT(refused[RowFault::Kind::not_applicable], 50U);
  EXPECT_GT(refused[RowFault::Kind::inconsistent], 50U);
  EXPECT_GT(refused[RowFault::Kind::no_completion], 5U);
}

/// What a scale reports by the words of S5, where its policy is `bounds_only` or `table`.
std::optional<Rational> reported(const Program& program, ScaleId id, const RowResult& row,
                                 const Form& form, const Values& values) {
  const Scale& scale = program.scales[id];
  if (values.values.empty()) return std::nullopt;
  Rational raw;
  std::size_t answered = 0;
  std::size_t missing = 0;
  for (const Term& term : scale.terms) {
    std::optional<Rational> value;
    if (term.is_scale) {
      const ScaleRow& sub = row.scales[term.id];
      const auto is_in = [](TermRow::State state) {
        return [state](const TermRow& part) { return part.state == state; };
      };
      using State = TermRow::State;
      const bool is_lookup = program.scales[term.id].aggregate == Aggregate::lookup;
      const bool is_open =
          is_lookup
              ? std::any_of(sub.terms.begin(), sub.terms.end(), is_in(State::missing)) &&
                    std::none_of(sub.terms.begin(), sub.terms.end(), is_in(State::not_applicable))
              : !std::all_of(sub.terms.begin(), sub.terms.end(), is_in(State::not_applicable));
      if (!sub.has_bounds && !is_open) continue;
      if (sub.has_value) value = sub.value;
    } else {
      if (row.applicable[term.id] == Truth::no) continue;
      const Code code = form[term.id];
      if (code != missing_code) {
        value = term.points.empty() ? program.inputs[term.id].values[code] : term.points[code];
      }
    }
    ++(value ? answered : missing);
    if (!value) continue;
    if (scale.aggregate == Aggregate::sum) *value *= term.weight;
    if (scale.aggregate == Aggregate::count) *value = *value >= scale.at_or_above ? 1 : 0;
    raw += *value;
  }
  if (missing == 0 || answered == 0) return std::nullopt;  // the complete value is tested elsewhere
  const MissingPolicy& policy = scale.missing;
  if (policy.kind != MissingPolicy::Kind::table || missing > policy.tables.size()) {
    return std::nullopt;
  }
  std::optional<Rational> found;
  for (const TableRow& r : policy.tables[missing - 1]) {
    if (r.from <= raw) found = r.value;
  }
  if (!found) return std::nullopt;
  const Rational value = apply_steps(scale.steps, *found);
  return std::max(*values.values.begin(), std::min(*values.values.rbegin(), value));
}

TEST(Language, AMissingPolicyByTableReportsTheRowOfTheRawSum) {
  std::size_t imputed = 0;
  over_forms(24000, programs, max_diagram_states,
             [&](const auto& compiled, const Form& form, const auto& all) {
               if (all.empty()) return;
               const Program& program = compiled.program();
               RowRun run(compiled);
               const RowResult& row = run.run(form);
               for (ScaleId id = 0; id < row.scales.size(); ++id) {
                 const ScaleRow& scale = row.scales[id];
                 if (scale.missing == 0) continue;
                 const auto expected =
                     reported(program, id, row, form, values_of(program, id, all));
                 ASSERT_EQ(scale.has_value, expected.has_value()) << id;
                 if (!expected) continue;
                 EXPECT_EQ(scale.value, *expected);
                 EXPECT_TRUE(scale.is_imputed);
                 ++imputed;
               }
             });
  EXPECT_GT(imputed, 50U);
}

TEST(Language, ALookupHasAValueWhenItsScaleAndItsNormHaveOne) {
  std::size_t found = 0;
  over_forms(25000, programs, max_diagram_states,
             [&](const auto& compiled, const Form& form, const auto& all) {
               if (all.empty()) return;
               const Program& program = compiled.program();
               RowRun run(compiled);
               const RowResult& row = run.run(form);
               for (ScaleId id = 0; id < row.scales.size(); ++id) {
                 const Scale& scale = program.scales[id];
                 if (scale.aggregate != Aggregate::lookup) continue;
                 const ScaleRow& of = row.scales[scale.terms.front().id];
                 const bool has_norm =
                     !scale.selector || (row.applicable[*scale.selector] != Truth::no &&
                                         form[*scale.selector] != missing_code);
                 const TableRow* in =
                     of.has_value && has_norm
                         ? row_of(scale.rows[scale.selector ? form[*scale.selector] : 0], of.value)
                         : nullptr;
                 ASSERT_EQ(row.scales[id].has_value, in != nullptr && row.scales[id].has_bounds);
                 if (!row.scales[id].has_value) continue;
                 EXPECT_EQ(row.scales[id].is_imputed, of.is_imputed);
                 EXPECT_EQ(row.scales[id].raw, in->value);
                 ++found;
               }
             });
  EXPECT_GT(found, 60U);
}

}  // namespace
}  // namespace vaern
