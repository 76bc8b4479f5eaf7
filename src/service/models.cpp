// SPDX-License-Identifier: Apache-2.0
#include "vaern/service/models.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "diagnostics/codes/document.hpp"
#include "diagnostics/codes/model.hpp"
#include "diagnostics/codes/service.hpp"
#include "service/words.hpp"

namespace vaern {
inline namespace v1 {

namespace fs = std::filesystem;

Models Models::load(const std::vector<std::string>& directories, DiagnosticList& findings) {
  ModelStore store;
  for (const std::string& directory : directories) store.add_directory(directory, findings);
  return of(std::move(store), findings);
}

Models Models::of(ModelStore store, DiagnosticList& findings, const Library::Wanted& wanted) {
  Models models;
  models.store_ = std::move(store);
  models.library_ = Library::load(models.store_, findings, wanted);
  return models;
}

Result<InstrumentPtr> Models::find_instrument(std::string_view name) const {
  const std::size_t at = name.find('@');
  const std::string_view id = name.substr(0, at);
  const std::string_view version =
      at == std::string_view::npos ? std::string_view() : name.substr(at + 1);
  if (auto found = library_.find_instrument(id, version)) return found;

  std::vector<std::string> known;
  for (const StoredModel* model : store_.all()) {
    const bool is_it = model->id == id && (version.empty() || model->version == version);
    if (is_it && model->kind == Kind::instrument) {
      return failure_at_path(codes::model_has_errors, "", {{"reference", model->reference()}});
    }
    if (is_it) {
      return failure_at_path(codes::not_an_instrument, "",
                             {{"name", service::detail::shown(name)}});
    }
    std::string name_of = version.empty() ? model->id : model->reference();
    if (model->kind == Kind::instrument && (known.empty() || known.back() != name_of)) {
      known.push_back(std::move(name_of));
    }
  }
  DiagnosticList findings;
  Diagnostic& finding = findings.add_at_path(
      codes::instrument_absent, "",
      {{"name", service::detail::shown(name)}, {"known", service::detail::join(known)}});
  if (const std::string near = did_you_mean(name, known); !near.empty()) {
    finding.help = &notes::did_you_mean;
    finding.help_arguments = {{"candidate", near}};
  }
  return failure(std::move(findings));
}

Result<std::shared_ptr<const Calendar>> Models::find_calendar(std::string_view name) const {
  const std::size_t at = name.find('@');
  const std::string_view id = name.substr(0, at);
  const std::string_view version =
      at == std::string_view::npos ? std::string_view() : name.substr(at + 1);
  std::vector<std::string> known;
  std::set<std::string> begin_so;
  for (const StoredModel* model : store_.all(Kind::calendar)) {
    known.push_back(model->reference());
    const bool is_it = model->id == id;
    if (is_it && (version.empty() || model->version == version) &&
        library_.find_calendar(model->id, model->version) == nullptr) {
      return failure_at_path(codes::model_has_errors, "", {{"reference", model->reference()}});
    }
    if (is_it || model->id.starts_with(id)) begin_so.insert(model->id);
  }
  if (auto found = library_.find_calendar(id, version)) return found;
  if (begin_so.size() == 1 && version.empty()) {
    if (auto found = library_.find_calendar(*begin_so.begin())) return found;
  }
  DiagnosticList findings;
  Diagnostic& finding = findings.add_at_path(
      codes::calendar_absent, "",
      {{"name", service::detail::shown(name)}, {"known", service::detail::join(known)}});
  if (const std::string near = did_you_mean(name, known); !near.empty()) {
    finding.help = &notes::did_you_mean;
    finding.help_arguments = {{"candidate", near}};
  }
  return failure(std::move(findings));
}

Result<ProgrammePtr> Models::find_programme(const Reference& reference) const {
  if (auto found = library_.find_programme(reference.id, reference.version)) return found;
  DiagnosticList findings;
  if (store_.resolve(Kind::programme, reference, findings) != nullptr) {
    findings.add(codes::model_has_errors, reference.span, {{"reference", reference.to_string()}});
  }
  return failure(std::move(findings));
}

ModelStore read_models(const std::vector<std::string>& directories,
                       const std::vector<std::string>& except) {
  std::error_code error;
  std::set<fs::path> left_out;
  for (const std::string& path : except) left_out.insert(fs::weakly_canonical(path, error));
  ModelStore store;
  DiagnosticList told_elsewhere;
  for (const std::string& directory : directories) {
    for (const std::string& file : documents_below(directory, told_elsewhere)) {
      if (!left_out.empty() && left_out.count(fs::weakly_canonical(file, error)) != 0) continue;
      if (auto document = read_document_file(file, told_elsewhere, service::detail::shown(file))) {
        store.add(*std::move(document), told_elsewhere);
      }
    }
  }
  return store;
}

void add_neighbours(ModelStore& store, const Document& document, const std::string& path) {
  struct Wanted {
    Kind kind;
    Reference reference;
  };
  std::vector<Wanted> wanted;
  const auto want = [&](const Document& of) {
    DiagnosticList told_elsewhere;
    const Kind kind = peek_kind(of) == Kind::calendar ? Kind::calendar : Kind::instrument;
    for (const char* key : {"extends", "for"}) {
      const Node* node = of.root.find(key);
      const auto reference = node != nullptr ? read_reference(*node, told_elsewhere) : std::nullopt;
      if (!reference || store.find(kind, reference->id, reference->version)) continue;
      wanted.push_back({kind, *reference});
    }
  };
  want(document);
  if (wanted.empty()) return;
  std::error_code error;
  std::vector<std::string> files;
  const fs::path folder = fs::path(path).parent_path();
  for (fs::directory_iterator entries(folder.empty() ? "." : folder, error), end;
       !error && entries != end; entries.increment(error)) {
    const std::string extension = entries->path().extension().string();
    if (extension != ".yaml" && extension != ".yml" && extension != ".json") continue;
    files.push_back(entries->path().generic_string());
  }
  std::sort(files.begin(), files.end());
  DiagnosticList told_elsewhere;
  std::vector<Document> beside;
  for (const std::string& file : files) {
    auto read = read_document_file(file, told_elsewhere, service::detail::shown(file));
    if (!read) continue;
    const auto kind = peek_kind(*read);
    if (kind == Kind::instrument || kind == Kind::calendar) beside.push_back(*std::move(read));
  }
  const auto is_it = [](const Document& model, const Wanted& what) {
    const Node* id = model.root.find(to_string(what.kind));
    const Node* version = model.root.find("version");
    return id != nullptr && version != nullptr && id->text() == what.reference.id &&
           version->text() == what.reference.version;
  };
  while (!wanted.empty()) {
    const Wanted what = std::move(wanted.back());
    wanted.pop_back();
    for (const Document& model : beside) {
      // What is added is there when it is wanted again, so a circle ends.
      if (is_it(model, what) && store.add(model, told_elsewhere) != nullptr) want(model);
    }
  }
}

namespace {

/// The model in a file by `load(store, model)`, with what it extends.
template <class Load>
auto load_file(const Models& models, const Document& document, const std::string& path,
               DiagnosticList& findings, const Load& load)
    -> decltype(load(std::declval<const ModelStore&>(), std::declval<const StoredModel&>())) {
  ModelStore store;
  const StoredModel* model = store.add(document, findings);
  if (model == nullptr) return nullptr;
  const Kind kind = model->kind;
  const std::string id = model->id;
  const std::string version = model->version;
  DiagnosticList replaced;
  for (const StoredModel* other : models.store().all()) store.add(other->document, replaced);
  add_neighbours(store, document, path);
  return load(store, *store.find(kind, id, version));
}

}  // namespace

InstrumentPtr load_instrument_file(const Models& models, const Document& document,
                                   const std::string& path, DiagnosticList& findings) {
  if (document.root.find("extends") == nullptr) {
    return load_instrument(document, population_names(), findings);
  }
  return load_file(models, document, path, findings,
                   [&](const ModelStore& store, const StoredModel& model) {
                     return load_instrument(store, model, findings);
                   });
}

std::shared_ptr<const Calendar> load_calendar_file(const Models& models, const Document& document,
                                                   const std::string& path,
                                                   DiagnosticList& findings) {
  if (document.root.find("extends") == nullptr) return load_calendar(document, findings);
  return load_file(models, document, path, findings,
                   [&](const ModelStore& store, const StoredModel& model) {
                     return load_calendar(store, model, findings);
                   });
}

}  // namespace v1
}  // namespace vaern
