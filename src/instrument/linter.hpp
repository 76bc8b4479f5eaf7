// SPDX-License-Identifier: Apache-2.0
#pragma once
// The passes of lint() over one instrument; one topic a file.

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/codes/lint.hpp"
#include "instrument/decisions.hpp"
#include "vaern/instrument/instrument.hpp"

namespace vaern::instrument::detail {

/// The program in which every input is always asked.
Program without_applicability(Program program);

/// `levels`, or a further outcome, with its own rules.
struct LintedOutcome {
  std::string name;
  const Levels* levels;
  const std::vector<Rule>* rules;
  std::uint32_t index;  ///< As in `Target`.
};

struct Linter {
  Linter(const Instrument& i, DiagnosticList& f)
      : instrument(i),
        findings(f),
        decisions(i.program().program()),
        always_asked(without_applicability(i.program().program())) {
    if (!i.levels().list.empty()) outcomes.push_back({"levels", &i.levels(), &i.rules(), 0});
    for (std::uint32_t n = 0; n < i.outcomes().size(); ++n) {
      const FurtherOutcome& further = i.outcomes()[n];
      outcomes.push_back({further.id, &further.levels, &further.rules, n + 1});
    }
  }

  const Instrument& instrument;
  DiagnosticList& findings;
  Decisions decisions;
  Decisions always_asked;  ///< The same model without any `asked_when`.
  /// Rules, gates and flags of which something has been said: what follows from it is not.
  std::set<std::string, std::less<>> reported;
  /// By level: the value of the scale that first has it, where that is known.
  std::map<std::size_t, Rational> first_values;
  /// Lines of cut-offs below which nothing is, as the loader has said.
  std::set<std::uint32_t> said_of_cut_offs;
  std::vector<LintedOutcome> outcomes;  ///< Of those with levels.

  void run();
  void take_note_of_what_was_said();

  /// A finding about what is not finished: a hint while the model is a draft.
  Diagnostic& add_of_finished(const CodeInfo& code, const SourceSpan& span,
                              Arguments arguments = {});

  // lint_conditions.cpp: asked_when, gates, rules, flags.
  void check_asked_when();
  void check_classes();
  void check_gates();
  void check_flags();
  void check_rules(const LintedOutcome& linted);
  void check_raises(const LintedOutcome& linted);
  void check_same_rules(const LintedOutcome& linted);
  void check_parts();
  void check_parts_of(const Condition& condition);
  void check_items_that_never_matter();
  /// A condition, or a part of one, in the decisions' program; nothing for what no complete form
  /// can answer (`unknown`, `level`).
  std::optional<NodeId> node_of(const Condition& condition, Decisions& in);
  /// Never or always; says so and remembers it.
  bool say_if_decided(const std::string& name, NodeId node, const SourceSpan& span,
                      const CodeInfo& never, const CodeInfo& always);

  // lint_levels.cpp
  void check_levels(const LintedOutcome& linted);
  void check_level_without_rule(const LintedOutcome& linted, LevelSet attained);
  void check_bands(const LintedOutcome& linted, LevelSet attained);
  void check_cut_off(const LintedOutcome& linted, std::size_t index,
                     const std::vector<Rational>& values, bool has_gap);
  void check_scale_values();

  // lint_scales.cpp
  void check_counted_twice();
  void check_means();
  void check_limits();
  void check_negative_weights();
  void check_unused();

  // lint_sources.cpp
  void check_numbers();
  void check_published();
  void check_texts();
  void check_examples();
  void check_sensitive();

  /// Every condition over answers, with the id of what has it.
  void each_condition(
      const std::function<void(const std::string& id, const Condition& condition)>& visit) const;
  std::set<std::string, std::less<>> names_read_by_conditions() const;
  const InstrumentScale* scale_of(ScaleId id) const;
};

}  // namespace vaern::instrument::detail
