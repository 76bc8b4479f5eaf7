// SPDX-License-Identifier: Apache-2.0
#include "vaern/document/fields.hpp"

#include <algorithm>

#include "diagnostics/codes/document.hpp"
#include "document/words.hpp"
#include "vaern/document/edit.hpp"

namespace vaern {
inline namespace v1 {

using document::detail::joined;
using document::detail::report_empty;
using document::detail::shortened;

namespace {

/// Misspelt, or only begun: `raise` for `raise_to`.
std::string nearest_key(const std::string& key, const std::vector<std::string>& candidates) {
  std::string nearest = did_you_mean(key, candidates);
  if (!nearest.empty()) return nearest;
  const auto begun =
      std::find_if(candidates.begin(), candidates.end(),
                   [&](const std::string& candidate) { return candidate.starts_with(key + "_"); });
  return begun == candidates.end() ? std::string() : *begun;
}

}  // namespace

bool expect_map(const Node& node, DiagnosticList& findings) {
  switch (node.kind()) {
    case NodeKind::mapping:
      return true;
    case NodeKind::sequence:
      findings.add(codes::list_where_map, node.span());
      return false;
    case NodeKind::scalar:
      findings.add(codes::scalar_where_map, node.span(), {{"text", shortened(node.text())}});
      return false;
    case NodeKind::empty:
      report_empty(node, findings);
      return false;
  }
  return false;
}

bool expect_list(const Node& node, DiagnosticList& findings) {
  switch (node.kind()) {
    case NodeKind::sequence:
      return true;
    case NodeKind::mapping:
      findings.add(codes::map_where_list, node.span());
      return false;
    case NodeKind::scalar:
      findings.add(codes::scalar_where_list, node.span(), {{"text", shortened(node.text())}});
      return false;
    case NodeKind::empty:
      report_empty(node, findings);
      return false;
  }
  return false;
}

bool expect_scalar(const Node& node, DiagnosticList& findings) {
  switch (node.kind()) {
    case NodeKind::scalar:
      return true;
    case NodeKind::mapping:
      findings.add(codes::map_where_scalar, node.span());
      return false;
    case NodeKind::sequence:
      findings.add(codes::list_where_scalar, node.span());
      return false;
    case NodeKind::empty:
      report_empty(node, findings);
      return false;
  }
  return false;
}

Fields::Fields(const Node& map, DiagnosticList& findings) : map_(map), findings_(findings) {
  if (!expect_map(map_, findings_)) finished_ = true;
}

Fields::~Fields() {
  if (!finished_) finish();
}

void Fields::know(std::string_view key) {
  if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.emplace_back(key);
}

const Node* Fields::required(std::string_view key) {
  const Node* node = optional(key);
  if (node == nullptr && !has(key) &&
      std::find(missing_.begin(), missing_.end(), key) == missing_.end()) {
    missing_.emplace_back(key);
  }
  return node;
}

const Node* Fields::optional(std::string_view key) {
  know(key);
  const Node* node = map_.find(key);
  if (node == nullptr) return nullptr;
  if (!node->is_empty()) return node;
  if (std::find(empty_.begin(), empty_.end(), key) == empty_.end()) {
    report_empty(*node, findings_);
    empty_.emplace_back(key);
  }
  return nullptr;
}

const Node* Fields::required_map(std::string_view key) {
  const Node* node = required(key);
  return node != nullptr && expect_map(*node, findings_) ? node : nullptr;
}

const Node* Fields::optional_map(std::string_view key) {
  const Node* node = optional(key);
  return node != nullptr && expect_map(*node, findings_) ? node : nullptr;
}

const Node* Fields::required_list(std::string_view key) {
  const Node* node = required(key);
  return node != nullptr && expect_list(*node, findings_) ? node : nullptr;
}

const Node* Fields::optional_list(std::string_view key) {
  const Node* node = optional(key);
  return node != nullptr && expect_list(*node, findings_) ? node : nullptr;
}

const Entry* Fields::exactly_one_of(const std::vector<std::string>& keys) {
  for (const std::string& key : keys) know(key);
  if (!is_map()) return nullptr;
  const Entry* first = nullptr;
  for (const Entry& entry : map_.entries()) {
    if (std::find(keys.begin(), keys.end(), entry.key) == keys.end()) continue;
    if (first == nullptr) {
      first = &entry;
      continue;
    }
    Diagnostic& finding =
        findings_.add(codes::several_of_keys, entry.key_span,
                      {{"key", entry.key}, {"other", first->key}, {"keys", joined(keys)}});
    finding.notes.push_back({&notes::first_here, first->key_span, {}});
  }
  if (first == nullptr) {
    one_of_missing_.push_back(keys);
    return nullptr;
  }
  if (first->value.is_empty()) {
    report_empty(first->value, findings_);
    return nullptr;
  }
  return first;
}

void Fields::allow(std::string_view key) { know(key); }

Diagnostic& Fields::say_unknown(const Entry& entry, std::string_view candidate,
                                const std::vector<std::string>& allowed) {
  Diagnostic& finding = findings_.add(codes::unknown_key, entry.key_span,
                                      {{"key", entry.key}, {"allowed", joined(allowed)}});
  if (!candidate.empty()) {
    finding.help = &notes::did_you_mean;
    finding.help_arguments = {{"candidate", std::string(candidate)}};
  }
  return finding;
}

void Fields::mend(const std::vector<std::string>& keys) {
  if (!is_map()) return;
  for (std::size_t i = 0; i < map_.entries().size(); ++i) {
    const Entry& entry = map_.entries()[i];
    if (std::find(keys.begin(), keys.end(), entry.key) != keys.end()) continue;
    std::vector<std::string> free;
    for (const std::string& key : keys) {
      if (!has(key)) free.push_back(key);
    }
    const std::string candidate = nearest_key(entry.key, free);
    if (candidate.empty()) continue;
    say_unknown(entry, candidate, keys);
    map_ = with_renamed(map_, {i}, candidate);
  }
}

void Fields::finish() {
  if (finished_) return;
  finished_ = true;
  std::vector<std::string> free;  // known keys that are not written
  for (const std::string& key : known_) {
    if (!has(key)) free.push_back(key);
  }
  std::vector<std::string> misspelt;
  for (const Entry& entry : map_.entries()) {
    if (std::find(known_.begin(), known_.end(), entry.key) != known_.end()) continue;
    std::string candidate = nearest_key(entry.key, free);
    say_unknown(entry, candidate, known_);
    if (!candidate.empty()) misspelt.push_back(std::move(candidate));
  }
  const auto is_misspelt = [&](const std::string& key) {
    return std::find(misspelt.begin(), misspelt.end(), key) != misspelt.end();
  };
  for (const std::string& key : missing_) {
    if (is_misspelt(key)) continue;
    if (map_.key().empty()) {
      findings_.add(codes::missing_key_here, map_.key_span(), {{"key", key}});
    } else {
      findings_.add(codes::missing_key, map_.key_span(), {{"map", map_.key()}, {"key", key}});
    }
  }
  const auto is_known = [&](const Entry& entry) {
    return std::find(known_.begin(), known_.end(), entry.key) != known_.end();
  };
  if (!map_.entries().empty() &&
      std::none_of(map_.entries().begin(), map_.entries().end(), is_known)) {
    return;  // that none of its keys is used here says it
  }
  for (const std::vector<std::string>& keys : one_of_missing_) {
    if (std::any_of(keys.begin(), keys.end(), is_misspelt)) continue;
    findings_.add(codes::none_of_keys, map_.key_span(), {{"keys", joined(keys)}});
  }
}

}  // namespace v1
}  // namespace vaern
