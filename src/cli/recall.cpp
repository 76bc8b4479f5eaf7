// SPDX-License-Identifier: Apache-2.0
#include "vaern/service/recall.hpp"

#include "cli/context.hpp"

namespace vaern::cli {

int recall(const Context& context) {
  const Options& options = context.options();
  const Models models = context.open_models();
  const Result<InstrumentPtr> corrected = context.open_instrument(models, options.model);
  if (!corrected) return context.fail(corrected.error());
  DiagnosticList findings;
  RecordFiles records = records_below(options.records, findings);
  Recall made = recall_records(models, *corrected, std::move(records.files));
  made.findings.append(std::move(findings));
  const bool is_clear = made.is_clear() && !made.findings.has_errors();
  const int code = is_clear ? fine : found;
  if (options.format == Format::json) {
    return context.answer(recall_json(made, options.language), code);
  }
  context.tell(made.findings);
  std::string text = recall_text(made, options.language);
  if (records.passed_over > 0) {
    const bool da = options.language == Language::da;
    text += "  " + std::to_string(records.passed_over) +
            (da ? " andre filer, der ikke ender på .json, er ikke set efter\n"
                : " other files, which do not end in .json, were not looked at\n");
  }
  return context.answer(text, code);
}

}  // namespace vaern::cli
