// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <system_error>

#include "cli/context.hpp"
#include "vaern/service/tests.hpp"

namespace vaern::cli {
namespace {

/// The instruments of a file or of everything below a folder; other kinds are passed over.
void add_files(const Context& context, const Models& models, const std::string& path,
               std::vector<InstrumentPtr>& instruments, DiagnosticList& findings) {
  std::error_code error;
  const bool is_folder = std::filesystem::is_directory(path, error);
  for (const std::string& file : documents_below(path, findings)) {
    const auto document = context.read(file, findings);
    if (!document) continue;
    if (is_folder && peek_kind(*document) != Kind::instrument) continue;
    auto instrument = load_instrument_file(models, *document, file, findings);
    if (instrument != nullptr) instruments.push_back(std::move(instrument));
  }
}

}  // namespace

int test(const Context& context) {
  const Options& options = context.options();
  const Models models = context.open_models();
  std::vector<InstrumentPtr> instruments;
  DiagnosticList findings;
  if (options.paths.empty()) instruments = models.library().instruments();
  for (const std::string& path : options.paths) {
    std::error_code error;
    if (looks_like_file(path) || std::filesystem::is_directory(path, error)) {
      add_files(context, models, path, instruments, findings);
      continue;
    }
    auto instrument = models.find_instrument(path);
    if (instrument) {
      instruments.push_back(*instrument);
    } else {
      findings.append(instrument.error());
    }
  }
  Tested tested = run_tests(instruments);
  tested.findings.append(std::move(findings));
  tested.findings.sort();
  const int code = tested.findings.has_errors() ? found : fine;
  if (options.format == Format::json) {
    return context.answer(tests_json(tested, options.language), code);
  }
  context.tell(tested.findings);
  return context.answer(tests_text(tested, options.language), code);
}

}  // namespace vaern::cli
