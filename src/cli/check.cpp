// SPDX-License-Identifier: Apache-2.0
#include "vaern/service/check.hpp"
#include "cli/context.hpp"
#include "vaern/diagnostics/catalogue.hpp"
#include "vaern/model/canonical.hpp"

namespace vaern::cli {
namespace {

int list_codes(const Context& context) {
  if (context.options().format == Format::json) {
    CanonicalWriter json;
    json.begin_list();
    for (const CodeInfo* code : all_codes()) {
      json.begin_map().text("id", code->id).text("severity", to_string(code->severity));
      json.text("name", code->name).text("en", code->en).text("da", code->da);
      json.text("help_en", code->help_en).text("help_da", code->help_da).end_map();
    }
    json.end_list();
    return context.answer(json.finish());
  }
  std::string text;
  const bool da = context.options().language == Language::da;
  for (const CodeInfo* code : all_codes()) {
    text += std::string(code->id) + " " + std::string(to_string(code->severity)) + " " +
            std::string(code->name) + ": " + std::string(da ? code->da : code->en) + "\n";
  }
  const int end = context.answer(text);
  context.tell(std::to_string(all_codes().size()) + (da ? " koder" : " codes"));
  return end;
}

std::string counts(const Checked& checked, Language language, bool shows_hints) {
  const auto counted = [](std::size_t number, std::string_view one, std::string_view many) {
    return std::to_string(number) + " " + std::string(number == 1 ? one : many);
  };
  const std::size_t errors = checked.findings.error_count();
  const std::size_t warnings = checked.findings.count(Severity::warning);
  std::size_t hints = 0;
  for (const CheckedFile& file : checked.files) hints += file.hints;
  if (language == Language::da) {
    const std::string shown = shows_hints ? "" : " (vis med --hints)";
    return counted(checked.files.size(), "fil", "filer") + ": " + counted(errors, "fejl", "fejl") +
           ", " + counted(warnings, "advarsel", "advarsler") +
           (hints == 0 ? "" : ", " + counted(hints, "tip", "tip") + shown);
  }
  const std::string shown = shows_hints ? "" : " (shown with --hints)";
  return counted(checked.files.size(), "file", "files") + ": " +
         counted(errors, "error", "errors") + ", " + counted(warnings, "warning", "warnings") +
         (hints == 0 ? "" : ", " + counted(hints, "hint", "hints") + shown);
}

}  // namespace

int check(const Context& context) {
  const Options& options = context.options();
  if (options.codes) return list_codes(context);
  CheckOptions how;
  how.kind = options.kind;
  how.hints = options.hints;
  DiagnosticList unread;
  Checked checked;
  if (options.paths.size() == 1 && options.paths[0] == "-") {
    std::vector<Document> documents;
    if (auto document = context.read("-", unread)) documents.push_back(*std::move(document));
    checked = vaern::check(read_models(context.folders()), documents, std::move(unread), how);
  } else {
    checked = check_files(context.folders(), options.paths, how);
  }
  const int code = checked.findings.has_errors() ? found : fine;
  if (options.format == Format::json) {
    return context.answer(check_json(checked, options.language), code);
  }
  context.tell(checked.findings);
  const int end =
      context.answer(check_text(checked, options.language, options.list_unverified), code);
  context.tell(counts(checked, options.language, options.hints));
  return end;
}

}  // namespace vaern::cli
