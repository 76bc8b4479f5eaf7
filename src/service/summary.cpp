// SPDX-License-Identifier: Apache-2.0
#include "service/summary.hpp"

#include "service/words.hpp"
#include "vaern/core/duration.hpp"
#include "vaern/document/scalars.hpp"
#include "vaern/instrument/responses.hpp"
#include "vaern/model/extends.hpp"

namespace vaern {

namespace service::detail {
namespace {

/// Numbers and durations whose nearest `verified` says no.
void find_unverified(const Node& node, const std::string& key, bool is_unverified,
                     std::vector<UnverifiedNumber>& found) {
  if (node.is_scalar()) {
    const bool counts = as_decimal(node).has_value() ||
                        (node.is_plain() && Duration::parse(node.text()).has_value());
    if (is_unverified && counts) found.push_back({key, node.text(), node.span()});
    return;
  }
  if (const Node* verified = node.find("verified")) {
    if (verified->is_scalar())
      is_unverified = verified->text() == "no" || verified->text() == "false";
  }
  for (const Node& item : node.items()) find_unverified(item, key, is_unverified, found);
  for (const Entry& entry : node.entries()) {
    const bool is_itself = entry.key == "value";  // `{value: 8, verified: no}`
    find_unverified(entry.value,
                    is_itself     ? key
                    : key.empty() ? entry.key
                                  : key + "/" + entry.key,
                    is_unverified, found);
  }
}

std::size_t size_of(const Node& root, std::string_view key) {
  const Node* node = root.find(key);
  return node == nullptr ? 0 : node->items().size() + node->entries().size();
}

std::vector<std::string_view> parts_of(Kind kind) {
  switch (kind) {
    case Kind::instrument:
      return {"items", "scales", "rules", "flags", "examples"};
    case Kind::policy:
      return {"clocks"};
    case Kind::catalogue:
      return {"measures"};
    case Kind::programme:
      return {"facts", "events", "maps"};
    case Kind::calendar:
      return {"days"};
    case Kind::wording:
      return {"items"};
    case Kind::case_file:
      break;
  }
  return {"assessments", "events", "facts", "plans"};
}

std::string text_of(const Node& root, std::string_view key) {
  const Node* node = root.find(key);
  return node == nullptr ? std::string() : node->text();
}

/// The document with all that it extends.
Node whole_of(const Document& document, const Models& models) {
  if (document.root.find("extends") == nullptr) return document.root;
  const StoredModel* model = models.store().find(
      Kind::instrument, text_of(document.root, "instrument"), text_of(document.root, "version"));
  DiagnosticList told_elsewhere;
  if (model == nullptr || model->document.file != document.file) return document.root;
  const auto joined = join_all(models.store(), *model, told_elsewhere);
  return joined ? joined->document.root : document.root;
}

void summarise_instrument(CheckedFile& file, const Instrument& instrument, bool has_items) {
  // `factors` make items too.
  for (auto& [part, number] : file.counts) {
    if (part == "items") number = instrument.items().size();
  }
  if (!has_items) {
    file.counts.insert(file.counts.begin(), {"items", instrument.items().size()});
  }
  const CompiledProgram& program = instrument.program();
  constexpr const char* names[] = {"E0", "E1", "E2"};
  file.exactness = names[static_cast<std::size_t>(program.exactness())];
  file.worst_cost = program.worst_cost();
}

void summarise_wording(CheckedFile& file, const Document& document, const Models& models) {
  for (const WordingPtr& wording : models.library().wordings()) {
    if (wording->span.file != document.file) continue;
    const auto instrument =
        models.library().find_instrument(wording->instrument.id, wording->instrument.version);
    if (instrument != nullptr) file.items_in_all = instrument->items().size();
  }
}

}  // namespace

void summarise(CheckedFile& file, const Document& document, const Models& models) {
  if (!file.kind) {
    file.is_response_form = is_response_form(document);
    if (!file.is_response_form) return;
    file.reference = text_of(document.root, "responses");
    file.counts.emplace_back("answers", size_of(document.root, "values"));
    return;
  }
  const Node root = whole_of(document, models);
  file.reference = text_of(root, to_string(*file.kind));
  for (const std::string_view part : parts_of(*file.kind)) {
    if (root.find(part) != nullptr) file.counts.emplace_back(part, size_of(root, part));
  }
  if (*file.kind == Kind::case_file) return;
  if (*file.kind == Kind::wording) return summarise_wording(file, document, models);
  const std::string version = text_of(root, "version");
  if (!version.empty()) file.reference += "@" + version;
  find_unverified(root, {}, false, file.unverified);
  if (*file.kind != Kind::instrument || file.errors != 0) return;
  const auto instrument = models.library().find_instrument(text_of(root, "instrument"), version);
  if (instrument != nullptr) {
    summarise_instrument(file, *instrument, root.find("items") != nullptr);
  }
}

}  // namespace service::detail
}  // namespace vaern
