// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <system_error>

#include "cli/context.hpp"
#include "vaern/service/tests.hpp"

namespace vaern::cli {
namespace {

/// The instruments of a file or of everything below a folder; other kinds are passed over.
void add_files(const Context& context, const std::string& path, std::vector<Document>& documents,
               DiagnosticList& findings) {
  std::error_code error;
  const bool is_folder = std::filesystem::is_directory(path, error);
  for (const std::string& file : documents_below(path, findings)) {
    auto document = context.read(file, findings);
    if (!document) continue;
    if (is_folder && peek_kind(*document) != Kind::instrument) continue;
    documents.push_back(*std::move(document));
  }
}

}  // namespace

int test(const Context& context) {
  const Options& options = context.options();
  const Models models = context.open_models();
  std::vector<TestSubject> subjects;
  std::vector<Document> documents;
  DiagnosticList findings;
  if (options.paths.empty()) subjects = test_subjects(models);
  for (const std::string& path : options.paths) {
    std::error_code error;
    if (looks_like_file(path) || std::filesystem::is_directory(path, error)) {
      add_files(context, path, documents, findings);
      continue;
    }
    auto subject = test_subject(models, path);
    if (subject) {
      subjects.push_back(*std::move(subject));
    } else {
      findings.append(subject.error());
    }
  }
  for (TestSubject& subject : test_subjects(models, documents, findings)) {
    subjects.push_back(std::move(subject));
  }
  TestOptions how;
  how.has_coverage = options.coverage;
  how.required = options.required;
  how.has_mutation = options.mutate;
  Tested tested = run_tests(subjects, how);
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
