// SPDX-License-Identifier: Apache-2.0
#include "vaern/instrument/lint.hpp"

#include <algorithm>

#include "instrument/linter.hpp"

namespace vaern {

namespace instrument::detail {

Program without_applicability(Program program) {
  for (Input& input : program.inputs) input.asked_when = no_node;
  program.components.clear();
  return program;
}

Diagnostic& Linter::add_of_finished(const CodeInfo& code, const SourceSpan& span,
                                    Arguments arguments) {
  Diagnostic& finding = findings.add(code, span, std::move(arguments));
  finding.is_hint = instrument.head().status == ModelStatus::draft;
  return finding;
}

const InstrumentScale* Linter::scale_of(ScaleId id) const {
  for (const InstrumentScale& scale : instrument.scales()) {
    if (scale.scale == id) return &scale;
  }
  return nullptr;
}

/// Conditions of which the reader has already said that they are decided: no cascade.
void Linter::take_note_of_what_was_said() {
  std::vector<SourceSpan> said;
  for (const Diagnostic& finding : findings) {
    const std::string_view id = finding.code->id;
    if (id == "E0434" || id == "E0463") said_of_cut_offs.insert(finding.span.line);
    if (id == "E0350" || id == "E0351" || id == "E0353") said.push_back(finding.span);
  }
  if (said.empty()) return;
  const std::function<bool(const Condition&)> is_said = [&](const Condition& condition) {
    const auto is_here = [&](const SourceSpan& span) {
      return span.file == condition.span.file && span.line == condition.span.line;
    };
    return std::any_of(said.begin(), said.end(), is_here) ||
           std::any_of(condition.arguments.begin(), condition.arguments.end(),
                       [&](const ConditionPtr& argument) { return is_said(*argument); });
  };
  each_condition([&](const std::string& id, const Condition& condition) {
    if (is_said(condition)) reported.insert(id);
  });
}

void Linter::each_condition(
    const std::function<void(const std::string&, const Condition&)>& visit) const {
  const auto give = [&](const std::string& id, const ConditionPtr& condition) {
    if (condition != nullptr) visit(id, *condition);
  };
  for (const Item& item : instrument.items()) give(item.id, item.asked_when);
  for (const Consistent& consistent : instrument.consistent()) {
    give(consistent.id, consistent.must);
  }
  for (const Gate& gate : instrument.gates()) give(gate.id, gate.when);
  for (const LintedOutcome& outcome : outcomes) {
    for (const Rule& rule : *outcome.rules) give(rule.id, rule.when);
  }
  for (const InstrumentClasses& classes : instrument.classes()) {
    for (const NominalClass& one : classes.list) give(classes.id + "." + one.id, one.when);
  }
  for (const Flag& flag : instrument.flags()) give(flag.id, flag.when);
}

void Linter::run() {
  take_note_of_what_was_said();
  // What is decided first keeps what follows from it quiet.
  check_asked_when();
  check_gates();
  for (const LintedOutcome& outcome : outcomes) check_rules(outcome);
  check_classes();
  check_flags();
  for (const LintedOutcome& outcome : outcomes) {
    check_same_rules(outcome);
    check_raises(outcome);
    check_levels(outcome);
  }
  check_scale_values();
  check_items_that_never_matter();
  check_parts();
  check_counted_twice();
  check_means();
  check_limits();
  check_negative_weights();
  check_unused();
  check_numbers();
  check_published();
  check_texts();
  check_examples();
  check_sensitive();
  std::string left_out;
  if (decisions.gave_up() || always_asked.gave_up()) left_out = "asked_when, gates, rules, flags";
  for (const LintedOutcome& outcome : outcomes) {
    if (instrument.program().diagram(Target::outcome(outcome.index)) != nullptr) continue;
    left_out += (left_out.empty() ? "" : ", ") + outcome.name;
  }
  if (!left_out.empty()) {
    findings.add(codes::not_decided, instrument.head().span, {{"what", left_out}});
  }
}

}  // namespace instrument::detail

inline namespace v1 {

void lint(const Instrument& instrument, DiagnosticList& findings) {
  vaern::instrument::detail::Linter(instrument, findings).run();
}

}  // namespace v1
}  // namespace vaern
