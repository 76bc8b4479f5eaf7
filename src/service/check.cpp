// SPDX-License-Identifier: Apache-2.0
#include "vaern/service/check.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "service/summary.hpp"
#include "service/words.hpp"
#include "vaern/case_file/load.hpp"
#include "vaern/programme/assess.hpp"
#include "vaern/service/forms.hpp"

namespace vaern {
inline namespace v1 {
namespace {

struct Checker {
  const Models& models;
  const std::vector<Document>& documents;
  DiagnosticList findings;
  /// The documents that are checked, and of the shipped ones those that they do not replace.
  Models together{};

  /// Loads a document of a kind that needs no other models.
  void load_alone(Kind kind, const Document& document) {
    switch (kind) {
      case Kind::instrument:
        load_instrument(document, population_names(), findings);
        break;
      case Kind::calendar:
        load_calendar(document, findings);
        break;
      case Kind::policy:
        load_policy(document, findings);
        break;
      case Kind::catalogue:
        load_catalogue(document, findings);
        break;
      case Kind::case_file:
        check_case_document(document);
        break;
      case Kind::wording:
      case Kind::programme:
        break;
    }
  }

  void check_case_document(const Document& document) {
    const auto file = load_case(document, findings);
    if (!file) return;
    const Result<ProgrammePtr> programme = together.find_programme(file->programme);
    if (programme) {
      check_case(*file, **programme, findings);
    } else {
      findings.append(programme.error());
    }
  }

  void check_form(const Document& document) {
    const Form form = read_form(document);
    const Result<Score> made = score_form(together, {}, form, document);
    findings.append(made ? form.findings : made.error());
  }

  /// A policy is read without its calendar; that it is there is for whoever knows the others.
  void check_calendar_of(const Document& document) {
    const Node* node = document.root.find("calendar");
    DiagnosticList known;
    const auto reference = node != nullptr ? read_reference(*node, known) : std::nullopt;
    if (reference) together.store().resolve(Kind::calendar, *reference, findings);
  }

  /// Puts every model where the others find it. One that cannot be put there is checked alone.
  void gather(std::vector<std::optional<Kind>>& kinds) {
    ModelStore store;
    std::vector<const Document*> alone;
    for (const Document& document : documents) {
      const auto kind = peek_kind(document);
      kinds.push_back(kind);
      if (kind == Kind::case_file || is_response_form(document)) continue;
      DiagnosticList found;
      if (store.add(document, found) == nullptr) {
        alone.push_back(&document);
        findings.append(std::move(found));
      }
    }
    for (const StoredModel* model : models.store().all()) {
      DiagnosticList replaced;
      store.add(model->document, replaced);
    }
    together = Models::of(std::move(store), findings);
    for (const Document* document : alone) {
      const auto kind = peek_kind(*document);
      if (kind) load_alone(*kind, *document);
    }
  }

  bool is_ours(const SourceSpan& span) const {
    return std::any_of(documents.begin(), documents.end(),
                       [&](const Document& d) { return d.file == span.file; });
  }

  /// What is said of these files, each finding once, by place. Findings of reading come first and
  /// may be of files that could not be read at all, so they are all kept.
  DiagnosticList ours(DiagnosticList of_reading) {
    DiagnosticList all;
    all.append(std::move(of_reading));
    for (const Diagnostic& finding : findings) {
      if (is_ours(finding.span)) all.add(*finding.code, finding.span) = finding;
    }
    all.sort();
    DiagnosticList result;
    std::set<std::tuple<const SourceFile*, std::uint32_t, std::uint32_t, std::string>> seen;
    for (const Diagnostic& finding : all) {
      const std::string what = std::string(finding.code->id) + finding.message();
      if (!seen.emplace(finding.span.file.get(), finding.span.line, finding.span.column, what)
               .second) {
        continue;
      }
      result.add(*finding.code, finding.span) = finding;
    }
    return result;
  }
};

void count(CheckedFile& file, const SourceFile* source, const DiagnosticList& findings) {
  for (const Diagnostic& finding : findings) {
    if (finding.span.file == nullptr) continue;
    if (finding.span.file.get() != source && (source || finding.span.file->name() != file.name)) {
      continue;
    }
    ++(finding.code->severity == Severity::error ? file.errors : file.warnings);
  }
}

}  // namespace

Checked check(const Models& models, const std::vector<Document>& documents,
              DiagnosticList of_reading, const CheckOptions& options) {
  Checker checker{models, documents, {}};
  std::vector<std::optional<Kind>> kinds;
  if (options.kind) {
    checker.together = models;
    for (const Document& document : documents) {
      checker.load_alone(*options.kind, document);
      kinds.push_back(options.kind);
    }
  } else {
    checker.gather(kinds);
    for (std::size_t i = 0; i < documents.size(); ++i) {
      const Document& document = documents[i];
      if (kinds[i] == Kind::case_file) checker.check_case_document(document);
      if (kinds[i] == Kind::policy) checker.check_calendar_of(document);
      if (!kinds[i] && is_response_form(document)) checker.check_form(document);
    }
  }
  Checked checked;
  checked.findings = checker.ours(std::move(of_reading));
  for (std::size_t i = 0; i < documents.size(); ++i) {
    CheckedFile file;
    file.name = documents[i].file->name();
    file.kind = kinds[i];
    count(file, documents[i].file.get(), checked.findings);
    service::detail::summarise(file, documents[i], checker.together);
    checked.files.push_back(std::move(file));
  }
  return checked;
}

Checked check_files(const Models& models, const std::vector<std::string>& paths,
                    const CheckOptions& options) {
  DiagnosticList findings;
  std::vector<Document> documents;
  std::vector<std::string> unread;
  std::set<std::string> seen;
  for (const std::string& path : paths) {
    for (const std::string& file : documents_below(path, findings)) {
      if (!seen.insert(file).second) continue;
      const std::string name = service::detail::shown(file);
      if (auto document = read_document_file(file, findings, name)) {
        documents.push_back(*std::move(document));
      } else {
        unread.push_back(name);
      }
    }
  }
  Checked checked = check(models, documents, std::move(findings), options);
  for (std::string& name : unread) {
    CheckedFile file;
    file.name = std::move(name);
    count(file, nullptr, checked.findings);
    checked.files.push_back(std::move(file));
  }
  std::stable_sort(checked.files.begin(), checked.files.end(),
                   [](const CheckedFile& a, const CheckedFile& b) { return a.name < b.name; });
  return checked;
}

}  // namespace v1
}  // namespace vaern
