// SPDX-License-Identifier: Apache-2.0
#include "vaern/service/check.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "diagnostics/codes/instrument.hpp"
#include "diagnostics/codes/model.hpp"
#include "diagnostics/codes/programme.hpp"
#include "diagnostics/codes/safety_plan.hpp"
#include "diagnostics/codes/service.hpp"
#include "service/lint_all.hpp"
#include "service/summary.hpp"
#include "service/words.hpp"
#include "vaern/case_file/load.hpp"
#include "vaern/model/lint.hpp"
#include "vaern/programme/assess.hpp"
#include "vaern/service/forms.hpp"

namespace vaern {
inline namespace v1 {
namespace {

/// A finding in a local version is its own, also where it is in what it has from the published
/// file.
const SourceFile* file_of(const Diagnostic& finding) {
  for (const Diagnostic::Note& note : finding.notes) {
    if (note.text == &notes::in_local_version) return note.span.file.get();
  }
  return finding.span.file.get();
}

/// The model whose errors are all that a finding is about.
const std::string* errors_of(const Diagnostic& finding) {
  const CodeInfo* code = finding.code;
  if (code != &codes::referred_model_broken && code != &codes::model_has_errors &&
      code != &codes::extends_broken && code != &codes::wording_of_broken) {
    return nullptr;
  }
  for (const Argument& argument : finding.arguments) {
    if (argument.name == "reference") return &argument.value;
  }
  return nullptr;
}

struct Checker {
  const ModelStore& beside;
  const std::vector<Document>& documents;
  DiagnosticList findings;
  /// The documents that are checked, and of the shipped ones those that they do not replace.
  Models together;
  /// Of a checked file: the model whose errors keep it from being checked to the end.
  std::map<const SourceFile*, std::string> waits;

  /// Loads a document as one of a kind that it may not be.
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
        check_catalogue(document, findings);
        break;
      case Kind::wording:
        load_wording(together.library(), together.store(), document, findings);
        break;
      case Kind::case_file:
        check_case_document(document);
        break;
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
    const Result<Score> made = score_form(together, std::string_view(), form, document);
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
  /// Of another kind than the expected one a document is no model for the others.
  void gather(const std::vector<std::optional<Kind>>& kinds, std::optional<Kind> expected) {
    ModelStore store;
    std::vector<const Document*> alone;
    for (std::size_t i = 0; i < documents.size(); ++i) {
      const Document& document = documents[i];
      if (kinds[i] == Kind::case_file || is_response_form(document)) continue;
      if (expected && kinds[i] != expected) continue;
      DiagnosticList found;
      if (store.add(document, found) == nullptr) {
        alone.push_back(&document);
        findings.append(std::move(found));
      }
    }
    for (const StoredModel* model : beside.all()) {
      if (is_checked(model->document.file.get())) continue;  // here above, or of another kind
      DiagnosticList replaced;
      store.add(model->document, replaced);
    }
    const Library::Wanted wanted = what_to_load(kinds);
    together = Models::of(std::move(store), findings, wanted);
    for (const Document* document : alone) {
      const auto kind = peek_kind(*document);
      if (kind) load_alone(*kind, *document);
    }
  }

  /// Where nothing but programmes, cases and forms could refer to the models beside the documents,
  /// only the documents are loaded, and the instruments of wordings. A catalogue is bound to
  /// whichever programme uses it.
  Library::Wanted what_to_load(const std::vector<std::optional<Kind>>& kinds) const {
    for (const auto& kind : kinds) {
      if (kind != Kind::instrument && kind != Kind::wording && kind != Kind::calendar &&
          kind != Kind::policy) {
        return {};
      }
    }
    std::set<std::string> instruments;
    std::set<const SourceFile*> ours;
    for (const Document& document : documents) {
      ours.insert(document.file.get());
      const Node* reference = document.root.find("for");
      if (reference != nullptr) instruments.insert(reference->text());
    }
    return [ours, instruments](const StoredModel& model) {
      return ours.count(model.document.file.get()) != 0 ||
             (model.kind == Kind::instrument && instruments.count(model.reference()) != 0);
    };
  }

  bool is_checked(const SourceFile* file) const {
    return std::any_of(documents.begin(), documents.end(),
                       [file](const Document& d) { return d.file.get() == file; });
  }

  bool is_ours(const Diagnostic& finding) const { return is_checked(file_of(finding)); }

  /// The checked models of which something is wrong, by reference.
  std::set<std::string> faulty() const {
    std::set<const SourceFile*> files;
    for (const Diagnostic& finding : findings) {
      if (finding.severity() == Severity::error) files.insert(file_of(finding));
    }
    std::set<std::string> references;
    for (const Document& document : documents) {
      if (files.count(document.file.get()) == 0) continue;
      const auto kind = peek_kind(document);
      const Node* id = kind ? document.root.find(to_string(*kind)) : nullptr;
      const Node* version = document.root.find("version");
      if (id != nullptr && version != nullptr) {
        references.insert(id->text() + "@" + version->text());
      }
    }
    return references;
  }

  /// What is said of these files, each finding once, by place. Findings of reading come first and
  /// may be of files that could not be read at all, so they are all kept. That another of these
  /// files has errors is said there and at no file that uses it.
  DiagnosticList ours(DiagnosticList of_reading) {
    DiagnosticList all;
    std::string unread;
    for (const Diagnostic& finding : of_reading) {
      if (finding.severity() != Severity::error || is_checked(finding.span.file.get())) continue;
      unread = finding.span.file != nullptr ? finding.span.file->name() : "";
      break;
    }
    all.append(std::move(of_reading));
    const std::set<std::string> with_errors = faulty();
    for (const Diagnostic& finding : gather_missing_languages(findings, documents)) {
      if (!is_ours(finding)) continue;
      // Perhaps it is in a file that could not be read.
      if (finding.code == &codes::unknown_model && !unread.empty()) {
        waits.emplace(file_of(finding), unread);
        continue;
      }
      const std::string* other = errors_of(finding);
      if (other != nullptr && with_errors.count(*other) != 0) {
        waits.emplace(file_of(finding), *other);
        continue;
      }
      all.add(*finding.code, finding.span) = finding;
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
    const SourceFile* of = file_of(finding);
    if (of == nullptr) continue;
    if (of != source && (source || of->name() != file.name)) continue;
    const Severity severity = finding.severity();
    ++(severity == Severity::error     ? file.errors
       : severity == Severity::warning ? file.warnings
                                       : file.hints);
  }
}

/// Files and folders, read.
struct ReadPaths {
  std::vector<Document> documents;
  std::vector<std::string> paths;   ///< Of the documents.
  std::vector<std::string> unread;  ///< Names of files that could not be read.
  DiagnosticList findings;
};

ReadPaths read_paths(const std::vector<std::string>& paths) {
  ReadPaths read;
  std::set<std::string> seen;
  for (const std::string& path : paths) {
    for (const std::string& file : documents_below(path, read.findings)) {
      if (!seen.insert(file).second) continue;
      const std::string name = service::detail::shown(file);
      if (auto document = read_document_file(file, read.findings, name)) {
        read.documents.push_back(*std::move(document));
        read.paths.push_back(file);
      } else {
        read.unread.push_back(name);
      }
    }
  }
  return read;
}

Checked check_read(const ModelStore& models, ReadPaths read, const CheckOptions& options) {
  ModelStore known;  // what the documents themselves are is looked for in no folder
  DiagnosticList told_elsewhere;
  for (const Document& document : read.documents) known.add(document, told_elsewhere);
  for (const StoredModel* model : models.all()) known.add(model->document, told_elsewhere);
  for (std::size_t i = 0; i < read.documents.size(); ++i) {
    add_neighbours(known, read.documents[i], read.paths[i]);
  }
  Checked checked = check(known, read.documents, std::move(read.findings), options);
  for (std::string& name : read.unread) {
    CheckedFile file;
    file.name = std::move(name);
    count(file, nullptr, checked.findings);
    checked.files.push_back(std::move(file));
  }
  std::stable_sort(checked.files.begin(), checked.files.end(),
                   [](const CheckedFile& a, const CheckedFile& b) { return a.name < b.name; });
  return checked;
}

}  // namespace

Checked check(const ModelStore& models, const std::vector<Document>& documents,
              DiagnosticList of_reading, const CheckOptions& options) {
  Checker checker{models, documents, {}, {}, {}};
  std::vector<std::optional<Kind>> kinds;
  for (const Document& document : documents) kinds.push_back(peek_kind(document));
  checker.gather(kinds, options.kind);
  for (std::size_t i = 0; i < documents.size(); ++i) {
    const Document& document = documents[i];
    if (options.kind && kinds[i] != options.kind) {
      checker.load_alone(*options.kind, document);
      kinds[i] = options.kind;
      continue;
    }
    if (kinds[i] == Kind::case_file) checker.check_case_document(document);
    if (kinds[i] == Kind::policy) checker.check_calendar_of(document);
    if (!kinds[i] && is_response_form(document)) checker.check_form(document);
  }
  service::detail::lint_all(documents, kinds, checker.together.library(), of_reading,
                            checker.findings);
  Checked checked;
  checked.findings = checker.ours(std::move(of_reading));
  for (std::size_t i = 0; i < documents.size(); ++i) {
    CheckedFile file;
    file.name = documents[i].file->name();
    file.kind = kinds[i];
    count(file, documents[i].file.get(), checked.findings);
    const auto waits = checker.waits.find(documents[i].file.get());
    if (waits != checker.waits.end()) file.waits_for = waits->second;
    file.conditions_unread =
        std::any_of(checked.findings.begin(), checked.findings.end(), [&](const Diagnostic& each) {
          return each.code == &codes::conditions_unread && file_of(each) == documents[i].file.get();
        });
    service::detail::summarise(file, documents[i], checker.together);
    checked.files.push_back(std::move(file));
  }
  if (!options.hints) {
    DiagnosticList shown;
    for (const Diagnostic& finding : checked.findings) {
      if (finding.severity() != Severity::hint) shown.add(*finding.code, finding.span) = finding;
    }
    checked.findings = std::move(shown);
  }
  return checked;
}

Checked check(const Models& models, const std::vector<Document>& documents,
              DiagnosticList of_reading, const CheckOptions& options) {
  return check(models.store(), documents, std::move(of_reading), options);
}

Checked check_files(const Models& models, const std::vector<std::string>& paths,
                    const CheckOptions& options) {
  return check_read(models.store(), read_paths(paths), options);
}

Checked check_files(const std::vector<std::string>& folders, const std::vector<std::string>& paths,
                    const CheckOptions& options) {
  ReadPaths read = read_paths(paths);
  const ModelStore models = read_models(folders, read.paths);
  return check_read(models, std::move(read), options);
}

}  // namespace v1
}  // namespace vaern
