// SPDX-License-Identifier: Apache-2.0
#include "cli/context.hpp"
#include "vaern/instrument/record.hpp"
#include "vaern/service/forms.hpp"

namespace vaern::cli {
namespace {

template <class Answer>
int with_score(const Context& context, const Answer& answer) {
  const Options& options = context.options();
  const Models models = context.open_models();
  DiagnosticList findings;
  const auto document = context.read(options.paths.front(), findings);
  if (!document) return context.fail(findings);
  Form form = read_form(*document, options.assessment);
  findings.append(std::move(form.findings));
  form.findings = std::move(findings);

  if (!looks_like_file(options.model)) {
    const Result<Score> made = score_form(models, options.model, form, *document);
    if (!made) return context.fail(made.error(), &*document);
    context.tell(form.findings);
    return answer(*made);
  }
  const Result<InstrumentPtr> instrument = context.open_instrument(models, options.model);
  if (!instrument) return context.fail(instrument.error());
  const Result<Score> made = score_form(*instrument, form, *document, models);
  if (!made) return context.fail(made.error(), &*document);
  context.tell(form.findings);
  return answer(*made);
}

}  // namespace

int score(const Context& context) {
  const Options& options = context.options();
  if (options.table.is_table) return score_table(context);
  return with_score(context, [&](const Score& made) {
    return context.answer(options.format == Format::json ? record_of(made)
                                                         : render(made, options.language));
  });
}

int explain(const Context& context) {
  const Options& options = context.options();
  return with_score(context, [&](const Score& made) {
    if (options.format == Format::json)
      return context.answer(explanation_json(vaern::explain(made)));
    if (options.tree) return context.answer(explanation_tree(vaern::explain(made)));
    return context.answer(render_reasons(made, options.language));
  });
}

}  // namespace vaern::cli
