// SPDX-License-Identifier: Apache-2.0
#include "vaern/service/forms.hpp"

#include <algorithm>
#include <utility>

#include "diagnostics/codes/instrument.hpp"
#include "diagnostics/codes/service.hpp"
#include "service/words.hpp"
#include "vaern/case_file/load.hpp"
#include "vaern/instrument/explanation.hpp"

namespace vaern {
inline namespace v1 {
namespace {

Judgement judgement_of(const JudgementEntry& given) {
  Judgement judgement;
  judgement.level = given.level.text;
  judgement.reason = given.reason.text;
  if (!given.by.empty()) judgement.by = given.by.front().text;
  if (given.by.size() > 1) judgement.second = given.by[1].text;
  return judgement;
}

Form form_of_case(const Document& document, std::string_view assessment) {
  Form form;
  const auto file = load_case(document, form.findings);
  if (!file) return form;
  std::vector<std::string> known;
  for (const AssessmentEntry& entry : file->assessments) known.push_back(entry.id.text);
  if (assessment.empty()) {
    form.findings.add(codes::assessment_not_named, document.root.span(),
                      {{"known", service::detail::join(known)}});
    return form;
  }
  const AssessmentEntry* entry = file->find_assessment(assessment);
  if (entry == nullptr) {
    form.findings.add(codes::assessment_not_there, document.root.span(),
                      {{"assessment", service::detail::shown(assessment)},
                       {"known", service::detail::join(known)}});
    return form;
  }
  if (!entry->instrument) {
    form.findings.add(codes::assessment_without_form, entry->id.span,
                      {{"assessment", entry->id.text}});
    return form;
  }
  form.instrument = entry->instrument;
  form.answers = entry->responses;
  form.assessed = entry->assessed.date.first;
  if (entry->judgement) form.judgement = judgement_of(*entry->judgement);
  return form;
}

/// The words that the form says were shown.
std::optional<ShownWording> shown_wording(const Models& models, const Instrument& instrument,
                                          const Form& form, DiagnosticList& findings) {
  if (!form.wording) return std::nullopt;
  const std::string reference = form.wording->to_string();
  const InstrumentPtr& published = instrument.published();
  const bool is_of_it = form.wording->id == instrument.head().id ||
                        (published != nullptr && form.wording->id == published->head().id);
  if (!is_of_it) {
    findings.add(codes::wording_of_other_instrument, form.wording->span,
                 {{"wording", reference}, {"instrument", instrument.reference()}});
    return std::nullopt;
  }
  const WordingPtr words = models.library().find_wording(instrument, form.wording->version);
  if (words == nullptr || words->id != reference) {
    findings.add(codes::wording_not_here, form.wording->span,
                 {{"wording", reference}, {"instrument", instrument.reference()}});
    return std::nullopt;
  }
  return ShownWording{reference, words->fingerprint.to_string()};
}

/// Where a document has the answers of a form.
const Node* answers_of(const Document& document) { return document.root.find("values"); }

bool names_it(const Form& form, std::string_view model) {
  return form.instrument && form.instrument->id == model;
}

}  // namespace

Form read_form(const Document& document, std::string_view assessment) {
  if (peek_kind(document) == Kind::case_file) return form_of_case(document, assessment);
  Form form;
  if (!is_response_form(document)) {
    form.findings.add(codes::not_a_form, document.root.span());
    return form;
  }
  if (auto read = read_response_form(document, form.findings)) {
    form.instrument = std::move(read->instrument);
    form.answers = std::move(read->values);
    form.judgement = std::move(read->judgement);
    form.assessed = read->assessed;
    form.earlier = std::move(read->earlier);
    form.wording = std::move(read->wording);
    return form;
  }
  // What can be read is still held to the instrument, so that all faults come at once.
  DiagnosticList known;
  if (const Node* reference = document.root.find("responses")) {
    form.instrument = read_reference(*reference, known);
  }
  if (const Node* values = answers_of(document)) form.answers = read_answers(*values, known);
  return form;
}

Result<Score> score_form(const InstrumentPtr& instrument, const Form& form,
                         const Document& document, const Models& models) {
  DiagnosticList findings = form.findings;
  if (form.instrument && *form.instrument != instrument->head().reference()) {
    findings.add(
        codes::form_for_other_instrument, form.instrument->span,
        {{"given", form.instrument->to_string()}, {"instrument", instrument->reference()}});
    findings.sort();
    return failure(std::move(findings));
  }
  ScoreOptions options;
  options.judgement = form.judgement;
  options.assessed = form.assessed;
  options.earlier = form.earlier;
  options.wording = shown_wording(models, *instrument, form, findings);
  Result<Score> made = score(instrument, form.answers, options);
  if (!made) findings.append(made.error());
  if (!findings.has_errors()) return made;
  findings = service::detail::placed(findings, document.root, answers_of(document));
  findings.sort();
  return failure(std::move(findings));
}

Result<Score> score_form(const Models& models, std::string_view model, const Form& form,
                         const Document& document) {
  std::string name(model);
  if (form.instrument && (model.empty() || names_it(form, model))) {
    name = form.instrument->to_string();
  }
  if (name.empty()) {
    DiagnosticList findings = form.findings;
    if (!findings.has_errors()) findings.add(codes::not_a_form, document.root.span());
    return failure(std::move(findings));
  }
  const Result<InstrumentPtr> instrument = models.find_instrument(name);
  if (instrument) return score_form(*instrument, form, document, models);
  DiagnosticList findings = form.findings;
  for (const Diagnostic& finding : instrument.error()) {
    // A name from the form has its place there.
    const bool is_of_form = form.instrument && name == form.instrument->to_string();
    Diagnostic& copy = findings.add(*finding.code, {});
    copy = finding;
    if (is_of_form) copy.span = form.instrument->span;
  }
  findings.sort();
  return failure(std::move(findings));
}

std::string explanation_tree(const Explanation& explanation) {
  std::string text;
  const auto write = [&](const auto& self, const ExplanationNode& node, std::size_t depth) -> void {
    text += std::string(2 * depth, ' ') + node.key;
    for (const auto& [name, value] : node.arguments) text += " " + name + "=" + value;
    if (node.value) text += " value=" + node.value->to_string();
    if (node.truth) text += " truth=" + std::string(to_string(*node.truth));
    if (node.level) text += " level=" + *node.level;
    text += "\n";
    for (const ExplanationNode& child : node.children) self(self, child, depth + 1);
  };
  write(write, explanation.root, 0);
  return text;
}

}  // namespace v1
}  // namespace vaern
