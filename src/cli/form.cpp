// SPDX-License-Identifier: Apache-2.0
#include "vaern/exchange/form.hpp"

#include "cli/context.hpp"
#include "vaern/exchange/model_page.hpp"
#include "vaern/service/pages.hpp"

namespace vaern::cli {
namespace {

/// The words of `--wording`, else those among the models.
Result<WordingPtr> open_wording(const Context& context, const Models& models,
                                const InstrumentPtr& instrument) {
  const Options& options = context.options();
  if (options.wording.empty()) return wording_of(models, *instrument, options.language);
  DiagnosticList findings;
  const auto document = context.read(options.wording, findings);
  if (!document) return failure(std::move(findings));
  auto wording = wording_in(*document, instrument);
  const std::string language(language_tag(options.language));
  if (wording && (*wording)->language != language) {
    const std::string& theirs = (*wording)->language;
    context.tell("vaern: the words in " + options.wording + " are in another language (" + theirs +
                 ") than the rest of the page (" + language + "); --language " + theirs +
                 " writes all of it in that one");
  }
  return wording;
}

template <class Answer>
int with_words(const Context& context, const Answer& answer) {
  const Models models = context.open_models();
  const Result<InstrumentPtr> instrument = context.open_instrument(models, context.options().model);
  if (!instrument) return context.fail(instrument.error());
  const Result<WordingPtr> wording = open_wording(context, models, *instrument);
  if (!wording) return context.fail(wording.error());
  return answer(models, *instrument, wording->get());
}

}  // namespace

int doc(const Context& context) {
  const Options& options = context.options();
  return with_words(
      context, [&](const Models&, const InstrumentPtr& instrument, const WordingFile* wording) {
        return context.answer(options.format == Format::html
                                  ? model_page_html(*instrument, options.language, wording)
                                  : model_page_text(*instrument, options.language, wording));
      });
}

int form(const Context& context) {
  const Options& options = context.options();
  return with_words(context, [&](const Models& models, const InstrumentPtr& instrument,
                                 const WordingFile* wording) {
    if (options.responses.empty()) {
      return context.answer(form_html(*instrument, options.language, nullptr, wording));
    }
    DiagnosticList findings;
    const auto document = context.read(options.responses, findings);
    if (!document) return context.fail(findings);
    Form given = read_form(*document, options.assessment);
    findings.append(std::move(given.findings));
    given.findings = std::move(findings);
    const Result<FormContent> content = form_content(instrument, given, *document);
    if (!content) return context.fail(content.error(), &*document);
    // The words that were shown before, unless others are asked for.
    WordingPtr shown;
    if (given.wording && options.wording.empty()) {
      shown = models.library().find_wording(*instrument, given.wording->version);
    }
    return context.answer(form_html(*instrument, options.language, &*content,
                                    shown != nullptr ? shown.get() : wording));
  });
}

}  // namespace vaern::cli
