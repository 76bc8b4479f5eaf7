// SPDX-License-Identifier: Apache-2.0
#include "vaern/service/models.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

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

Models Models::of(ModelStore store, DiagnosticList& findings) {
  Models models;
  models.store_ = std::move(store);
  models.library_ = Library::load(models.store_, findings);
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
    if (model->kind == Kind::instrument) {
      known.push_back(version.empty() ? model->id : model->reference());
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

Result<ProgrammePtr> Models::find_programme(const Reference& reference) const {
  if (auto found = library_.find_programme(reference.id, reference.version)) return found;
  DiagnosticList findings;
  if (store_.resolve(Kind::programme, reference, findings) != nullptr) {
    findings.add(codes::model_has_errors, reference.span, {{"reference", reference.to_string()}});
  }
  return failure(std::move(findings));
}

std::vector<std::string> documents_below(const std::string& path, DiagnosticList& findings) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return {path};
  const auto unreadable = [&](const fs::path& folder) {
    const std::string shown = service::detail::shown(folder.generic_string());
    findings.add(codes::cannot_read_directory,
                 SourceSpan{std::make_shared<const SourceFile>(shown, std::string()), 0, 0, 1},
                 {{"path", shown}});
  };
  std::vector<std::string> files;
  std::vector<fs::path> folders{fs::path(path)};
  bool is_readable = true;
  while (!folders.empty()) {
    const fs::path folder = std::move(folders.back());
    folders.pop_back();
    fs::directory_iterator entries(folder, error);
    for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
      std::error_code ignored;
      if (entries->is_symlink(ignored)) continue;
      if (entries->is_directory(ignored)) {
        folders.push_back(entries->path());
        continue;
      }
      const std::string extension = entries->path().extension().string();
      if (extension == ".yaml" || extension == ".yml" || extension == ".json") {
        files.push_back(entries->path().lexically_normal().generic_string());
      }
    }
    if (error) {
      unreadable(folder);
      is_readable = false;
    }
  }
  if (files.empty() && is_readable) {
    const std::string shown = service::detail::shown(path);
    findings.add(codes::folder_without_documents,
                 SourceSpan{std::make_shared<const SourceFile>(shown, std::string()), 0, 0, 1},
                 {{"path", shown}});
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace v1
}  // namespace vaern
