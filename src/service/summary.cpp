// SPDX-License-Identifier: Apache-2.0
#include "service/summary.hpp"

#include "service/words.hpp"
#include "vaern/core/duration.hpp"
#include "vaern/document/scalars.hpp"
#include "vaern/instrument/responses.hpp"

namespace vaern {

namespace service::detail {
namespace {

/// Numbers and durations whose nearest `verified` says no.
std::size_t count_unverified(const Node& node, bool is_unverified) {
  if (node.is_scalar()) {
    const bool counts = as_decimal(node).has_value() ||
                        (node.is_plain() && Duration::parse(node.text()).has_value());
    return is_unverified && counts ? 1 : 0;
  }
  if (const Node* verified = node.find("verified")) {
    if (verified->is_scalar())
      is_unverified = verified->text() == "no" || verified->text() == "false";
  }
  std::size_t sum = 0;
  for (const Node& item : node.items()) sum += count_unverified(item, is_unverified);
  for (const Entry& entry : node.entries()) sum += count_unverified(entry.value, is_unverified);
  return sum;
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

}  // namespace

void summarise(CheckedFile& file, const Document& document, const Models& models) {
  const Node& root = document.root;
  if (!file.kind) {
    file.is_response_form = is_response_form(document);
    if (!file.is_response_form) return;
    file.reference = text_of(root, "responses");
    file.counts.emplace_back("answers", size_of(root, "values"));
    return;
  }
  file.reference = text_of(root, to_string(*file.kind));
  for (const std::string_view part : parts_of(*file.kind)) {
    if (root.find(part) != nullptr) file.counts.emplace_back(part, size_of(root, part));
  }
  if (*file.kind == Kind::case_file) return;
  const std::string version = text_of(root, "version");
  if (!version.empty()) file.reference += "@" + version;
  file.unverified = count_unverified(root, false);
  if (*file.kind != Kind::instrument || file.errors != 0) return;
  const auto instrument = models.library().find_instrument(text_of(root, "instrument"), version);
  if (instrument == nullptr) return;
  // `factors` make items too.
  for (auto& [part, number] : file.counts) {
    if (part == "items") number = instrument->items().size();
  }
  if (root.find("items") == nullptr) {
    file.counts.insert(file.counts.begin(), {"items", instrument->items().size()});
  }
  const CompiledProgram& program = instrument->program();
  constexpr const char* names[] = {"E0", "E1", "E2"};
  file.exactness = names[static_cast<std::size_t>(program.exactness())];
  file.worst_cost = program.worst_cost();
}

}  // namespace service::detail
}  // namespace vaern
