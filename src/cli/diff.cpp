// SPDX-License-Identifier: Apache-2.0
#include "cli/context.hpp"
#include "vaern/service/versions.hpp"

namespace vaern::cli {
namespace {

/// An instrument by id@version, by id, or in a file, with its document.
std::optional<TestSubject> open_subject(const Context& context, const Models& models,
                                        const std::string& name, DiagnosticList& findings) {
  if (!looks_like_file(name)) {
    auto subject = test_subject(models, name);
    if (subject) return *std::move(subject);
    findings.append(std::move(subject.error()));
    return std::nullopt;
  }
  const auto document = context.read(name, findings);
  if (!document) return std::nullopt;
  std::vector<TestSubject> subjects = test_subjects(models, {*document}, findings);
  if (subjects.empty()) return std::nullopt;
  return std::move(subjects.front());
}

}  // namespace

int diff(const Context& context) {
  const Options& options = context.options();
  const Models models = context.open_models();
  DiagnosticList findings;
  const auto before = open_subject(context, models, options.model, findings);
  const auto after = open_subject(context, models, options.paths.front(), findings);
  if (!before || !after) {
    findings.sort();
    context.fail(findings);
    return wrong_use;
  }
  VersionDiff made = vaern::diff(*before, *after);
  if (!options.data.empty()) {
    DiagnosticList faults;
    const auto bytes = context.read_bytes(options.data, faults);
    const auto table = bytes ? read_csv(options.data, *bytes, faults) : std::nullopt;
    if (table) made.migration = migrate(made.made, *table, faults);
    if (!made.migration) {
      faults.sort();
      context.fail(faults);
      return wrong_use;
    }
  }
  const int code = changes_meaning(made) ? found : fine;
  if (options.format == Format::json) {
    return context.answer(diff_json(made, options.language), code);
  }
  context.tell(made.findings);
  return context.answer(diff_text(made, options.language), code);
}

}  // namespace vaern::cli
