// SPDX-License-Identifier: Apache-2.0
#include "vaern/service/pages.hpp"

#include <utility>

#include "diagnostics/codes/exchange.hpp"
#include "diagnostics/codes/instrument.hpp"
#include "service/words.hpp"

namespace vaern {
inline namespace v1 {

Result<WordingPtr> wording_in(const Document& document, const InstrumentPtr& instrument) {
  DiagnosticList findings;
  // Whose words they are is settled before they are held to anything.
  DiagnosticList of_reading;
  const WordingPtr alone = load_wording(document, nullptr, of_reading);
  const bool is_of_it =
      alone != nullptr && (alone->instrument == instrument->head().reference() ||
                           (instrument->published() != nullptr &&
                            alone->instrument == instrument->published()->head().reference()));
  if (alone != nullptr && !is_of_it) {
    findings.add(codes::wording_not_of_model, alone->instrument.span,
                 {{"wording", alone->id},
                  {"of", alone->instrument.to_string()},
                  {"instrument", instrument->reference()}});
    return failure(std::move(findings));
  }
  WordingPtr wording = load_wording(document, instrument, findings);
  if (wording != nullptr && !findings.has_errors()) return wording;
  findings.sort();
  return failure(std::move(findings));
}

WordingPtr wording_of(const Models& models, const Instrument& instrument, Language language) {
  return models.library().find_wording(instrument, language_tag(language));
}

Result<FormContent> form_content(const InstrumentPtr& instrument, const Form& form,
                                 const Document& document) {
  DiagnosticList findings = form.findings;
  if (form.instrument && *form.instrument != instrument->head().reference()) {
    findings.add(
        codes::form_for_other_instrument, form.instrument->span,
        {{"given", form.instrument->to_string()}, {"instrument", instrument->reference()}});
    findings.sort();
    return failure(std::move(findings));
  }
  Result<Responses> made = make_responses(*instrument, form.answers);
  if (!made) findings.append(made.error());
  if (findings.has_errors()) {
    findings = service::detail::placed(findings, document.root, document.root.find("values"));
    findings.sort();
    return failure(std::move(findings));
  }
  FormContent content{*std::move(made), form.assessed, form.judgement, form.earlier};
  return content;
}

}  // namespace v1
}  // namespace vaern
