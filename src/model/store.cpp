// SPDX-License-Identifier: Apache-2.0
#include "vaern/model/store.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>

#include "diagnostics/codes/document.hpp"
#include "diagnostics/codes/model.hpp"
#include "model/detect.hpp"
#include "model/succession.hpp"
#include "vaern/document/scalars.hpp"
#include "vaern/model/head.hpp"

namespace vaern {
inline namespace v1 {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Runs of digits compare as numbers, everything else as bytes: "9" < "10", "1.2" < "1.10".
bool version_less(std::string_view a, std::string_view b) {
  std::size_t i = 0;
  std::size_t k = 0;
  while (i < a.size() && k < b.size()) {
    if (is_digit(a[i]) && is_digit(b[k])) {
      const auto run = [](std::string_view text, std::size_t& at) {
        while (at < text.size() && text[at] == '0') ++at;
        const std::size_t begin = at;
        while (at < text.size() && is_digit(text[at])) ++at;
        return text.substr(begin, at - begin);
      };
      const std::string_view left = run(a, i);
      const std::string_view right = run(b, k);
      if (left.size() != right.size()) return left.size() < right.size();
      if (left != right) return left < right;
      continue;
    }
    if (a[i] != b[k]) return static_cast<unsigned char>(a[i]) < static_cast<unsigned char>(b[k]);
    ++i;
    ++k;
  }
  if ((a.size() - i) != (b.size() - k)) return (a.size() - i) < (b.size() - k);
  return a < b;  // "01" and "1" are two versions
}

/// A response file is data for scoring, as a case is, and no model.
bool is_response_file(const Document& document) {
  return document.root.find("responses") != nullptr && document.root.find("vaern") == nullptr;
}

/// A model as it stands in the store; nothing where it is none, or cannot be put there.
std::optional<StoredModel> read_model(Document document, DiagnosticList& findings) {
  const auto peeked = peek_kind(document);
  if (peeked == Kind::case_file || (!peeked && is_response_file(document))) return std::nullopt;
  const auto kind = detect_kind(document, findings);
  if (!kind || !document.root.is_mapping()) return std::nullopt;
  StoredModel model;
  model.kind = *kind;
  const Node* id_node = document.root.find(to_string(*kind));
  const Node* version_node = document.root.find("version");
  std::optional<std::string> id;
  if (*kind == Kind::wording) {
    if (const auto named = read_wording_id(*id_node, findings)) id = named->to_string();
  } else {
    id = read_document_id(*id_node, findings);
  }
  std::optional<std::string> version;
  if (version_node != nullptr) {
    version = read_version(*version_node, findings);
  } else {
    findings.add(codes::missing_key_here, document.root.span(), {{"key", "version"}});
  }
  if (!id || !version) return std::nullopt;
  model.id = *id;
  model.version = *version;
  model.span = id_node->span();
  model.document = std::move(document);
  return model;
}

/// A model that is there already, and what would be it as well.
struct Doubled {
  std::string kind;
  std::string reference;
  SourceSpan first;
  SourceSpan second;
};

/// One finding for all: whoever gives two folders that disagree has one thing to put right.
void say_doubled(const std::vector<Doubled>& doubled, const std::string& folder,
                 DiagnosticList& findings) {
  if (doubled.empty()) return;
  const Doubled& one = doubled.front();
  if (doubled.size() == 1) {
    findings
        .add(codes::duplicate_model, one.second, {{"kind", one.kind}, {"reference", one.reference}})
        .notes.push_back({&notes::first_here, one.first, {}});
    return;
  }
  std::string references;
  for (const Doubled& each : doubled) {
    references += (references.empty() ? "" : ", ") + each.kind + " " + each.reference;
  }
  findings
      .add(codes::duplicate_models, one.second,
           {{"count", std::to_string(doubled.size())},
            {"folder", folder},
            {"references", std::move(references)}})
      .notes.push_back({&notes::first_here, one.first, {}});
}

/// The same bytes in another file.
bool is_copy(const StoredModel& model, const StoredModel& other) {
  const SourceFile& a = *model.document.file;
  const SourceFile& b = *other.document.file;
  return a.text() == b.text();
}

SourceSpan whole_folder(const std::string& folder) {
  return SourceSpan{std::make_shared<const SourceFile>(folder, std::string()), 0, 0, 1};
}

}  // namespace

const StoredModel* ModelStore::add(Document document, DiagnosticList& findings) {
  auto model = read_model(std::move(document), findings);
  if (!model) return nullptr;
  Key key{model->kind, model->id, model->version};
  const auto found = models_.find(key);
  if (found != models_.end()) {
    say_doubled({{std::string(to_string(model->kind)), model->reference(), found->second.span,
                  model->span}},
                {}, findings);
    return nullptr;
  }
  return &models_.emplace(std::move(key), *std::move(model)).first->second;
}

void ModelStore::add_directory(const std::string& path, DiagnosticList& findings,
                               const ReadOptions& options) {
  namespace fs = std::filesystem;
  const auto unreadable = [&](const std::string& folder) {
    findings.add(codes::cannot_read_directory, whole_folder(folder), {{"path", folder}});
  };
  std::error_code error;
  std::vector<std::string> files;
  std::vector<fs::path> folders{fs::path(path)};
  while (!folders.empty()) {
    const fs::path folder = std::move(folders.back());
    folders.pop_back();
    fs::directory_iterator entries(folder, error);
    if (error) {
      unreadable(folder.string());
      continue;
    }
    for (; entries != fs::directory_iterator(); entries.increment(error)) {
      if (error) break;
      const fs::directory_entry& entry = *entries;
      std::error_code ignored;
      if (entry.is_symlink(ignored)) continue;
      if (entry.is_directory(ignored)) {
        folders.push_back(entry.path());
        continue;
      }
      const std::string file = entry.path().generic_string();
      const std::string extension = entry.path().extension().string();
      // What stands beside a table (CSV on the Web) is no model.
      if (extension == ".json" && file.ends_with("-metadata.json")) continue;
      if (extension == ".yaml" || extension == ".yml" || extension == ".json") {
        files.push_back(file);
      }
    }
    if (error) unreadable(folder.string());
  }
  std::sort(files.begin(), files.end());
  std::set<Key> of_this;
  std::vector<Doubled> doubled;
  std::size_t copies = 0;
  for (const std::string& file : files) {
    auto document = read_document_file(file, findings, {}, options);
    if (!document) continue;
    auto model = read_model(*std::move(document), findings);
    if (!model) continue;
    Key key{model->kind, model->id, model->version};
    const auto found = models_.find(key);
    const bool is_first_here = of_this.insert(key).second;
    if (found == models_.end()) {
      models_.emplace(std::move(key), *std::move(model));
    } else if (is_first_here && is_copy(found->second, *model)) {
      if (!fs::equivalent(found->second.document.file->name(), file, error)) ++copies;
      found->second = *std::move(model);
    } else {
      doubled.push_back({std::string(to_string(model->kind)), model->reference(),
                         found->second.span, model->span});
    }
  }
  if (copies > 0) {
    findings.add(codes::models_copied, whole_folder(path),
                 {{"folder", path}, {"count", std::to_string(copies)}});
  }
  say_doubled(doubled, path, findings);
}

const StoredModel* ModelStore::find(Kind kind, std::string_view id,
                                    std::string_view version) const noexcept {
  for (const auto& [key, model] : models_) {
    if (model.kind == kind && model.id == id && model.version == version) return &model;
  }
  return nullptr;
}

const StoredModel* ModelStore::find(std::string_view id, std::string_view version) const noexcept {
  const StoredModel* result = nullptr;
  for (const auto& [key, model] : models_) {
    if (model.id != id || model.version != version) continue;
    if (result != nullptr) return nullptr;
    result = &model;
  }
  return result;
}

const StoredModel* ModelStore::resolve(Kind kind, const Reference& reference,
                                       DiagnosticList& findings) const {
  if (const StoredModel* model = find(kind, reference.id, reference.version)) return model;
  const std::string kind_word(to_string(kind));
  if (const StoredModel* other = find(reference.id, reference.version)) {
    Diagnostic& finding = findings.add(codes::model_of_another_kind, reference.span,
                                       {{"reference", reference.to_string()},
                                        {"other", std::string(to_string(other->kind))},
                                        {"kind", kind_word}});
    finding.notes.push_back({&notes::declared_here, other->span, {}});
    return nullptr;
  }
  std::string present;
  std::vector<std::string> ids;
  for (const StoredModel* model : all(kind)) {
    if (ids.empty() || ids.back() != model->id) ids.push_back(model->id);
    if (model->id == reference.id) present += (present.empty() ? "@" : ", @") + model->version;
  }
  if (!present.empty()) {
    findings.add(codes::unknown_version, reference.span,
                 {{"kind", kind_word},
                  {"reference", reference.to_string()},
                  {"present", std::move(present)}});
    return nullptr;
  }
  Diagnostic& finding = findings.add(codes::unknown_model, reference.span,
                                     {{"kind", kind_word}, {"id", reference.id}});
  std::string candidate = did_you_mean(reference.id, ids);
  if (!candidate.empty()) {
    finding.help = &notes::did_you_mean;
    finding.help_arguments = {{"candidate", std::move(candidate)}};
  }
  return nullptr;
}

std::vector<const StoredModel*> ModelStore::all(Kind kind) const {
  std::vector<const StoredModel*> result;
  for (const auto& [key, model] : models_) {
    if (model.kind == kind) result.push_back(&model);
  }
  std::sort(result.begin(), result.end(), [](const StoredModel* a, const StoredModel* b) {
    return a->id != b->id ? a->id < b->id : version_less(a->version, b->version);
  });
  return result;
}

std::optional<Successor> successor_of(const ModelStore& store, const StoredModel& model) {
  const auto read = [](const StoredModel& of, const char* key) -> std::optional<Reference> {
    const Node* node = of.document.root.find(key);
    DiagnosticList told_elsewhere;
    const auto succession =
        node != nullptr ? model::detail::read_succession(*node, told_elsewhere) : std::nullopt;
    return succession ? std::optional<Reference>(succession->model) : std::nullopt;
  };
  if (const auto by = read(model, "superseded_by")) {
    const StoredModel* successor = store.find(model.kind, by->id, by->version);
    if (successor != nullptr && successor != &model) return Successor{successor, by->span};
  }
  std::optional<Successor> found;
  for (const StoredModel* other : store.all(model.kind)) {
    const auto older = read(*other, "supersedes");
    if (other != &model && older && older->id == model.id && older->version == model.version) {
      found = Successor{other, older->span};
    }
  }
  return found;
}

std::vector<const StoredModel*> ModelStore::all() const {
  std::vector<const StoredModel*> result;
  for (std::size_t kind = 0; kind <= static_cast<std::size_t>(Kind::case_file); ++kind) {
    for (const StoredModel* model : all(static_cast<Kind>(kind))) result.push_back(model);
  }
  return result;
}

}  // namespace v1
}  // namespace vaern
