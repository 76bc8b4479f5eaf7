// SPDX-License-Identifier: Apache-2.0
#include "vaern/model/kind.hpp"

#include <array>
#include <vector>

#include "diagnostics/codes/model.hpp"
#include "model/detect.hpp"
#include "vaern/document/fields.hpp"

namespace vaern {

namespace model::detail {
namespace {

constexpr std::array<std::string_view, 7> kind_keys{
    "instrument", "policy", "catalogue", "programme", "calendar", "wording", "case"};

/// A document of the one kind refers to documents of the other under that key: a case names its
/// programme, a programme its policy and catalogue, a policy its calendar.
struct Refers {
  Kind from;
  Kind to;
};
constexpr std::array<Refers, 4> references{{{Kind::case_file, Kind::programme},
                                            {Kind::programme, Kind::policy},
                                            {Kind::programme, Kind::catalogue},
                                            {Kind::policy, Kind::calendar}}};

bool is_reference(const Node& root, Kind kind) noexcept {
  // A response file names the wording that was shown, and is no model itself.
  if (kind == Kind::wording && root.find("responses") != nullptr) return true;
  for (const Refers& refers : references) {
    if (refers.to == kind && root.find(to_string(refers.from)) != nullptr) return true;
  }
  return false;
}

/// The keys that say what a document is, in its order; one, if all is well.
std::vector<const Entry*> kind_entries(const Node& root) {
  std::vector<const Entry*> result;
  for (const Entry& entry : root.entries()) {
    const auto kind = parse_kind(entry.key);
    if (kind && !is_reference(root, *kind)) result.push_back(&entry);
  }
  return result;
}

void check_language_version(const Node& root, DiagnosticList& findings) {
  const Node* version = root.find("vaern");
  if (version == nullptr) {
    findings.add(codes::no_language_version, root.span());
  } else if (version->is_empty() || !version->is_plain() || version->text() != "1") {
    std::string text = version->is_scalar() ? version->text() : std::string();
    if (version->is_scalar() && !version->is_plain()) text = '"' + text + '"';
    findings.add(codes::unknown_language_version, version->span(), {{"text", text}});
  }
}

}  // namespace

DetectedKind detect(const Node& root, DiagnosticList& findings) {
  DetectedKind result;
  if (!expect_map(root, findings)) return result;
  check_language_version(root, findings);
  const std::vector<const Entry*> entries = kind_entries(root);
  if (!entries.empty()) result.kind = parse_kind(entries.front()->key);
  for (std::size_t i = 1; i < entries.size(); ++i) {
    result.is_clear = false;
    result.others.push_back(entries[i]->key);
    Diagnostic& finding =
        findings.add(codes::several_kinds, entries[i]->key_span,
                     {{"kind", entries.front()->key}, {"other", entries[i]->key}});
    finding.notes.push_back({&notes::first_here, entries.front()->key_span, {}});
  }
  if (result.kind) return result;
  result.is_clear = false;
  const std::vector<std::string> keys(kind_keys.begin(), kind_keys.end());
  std::string all;
  for (const std::string& key : keys) all += (all.empty() ? "" : ", ") + key;
  for (const Entry& entry : root.entries()) {
    std::string candidate = did_you_mean(entry.key, keys);
    if (candidate.empty()) continue;
    result.misspelt = entry.key;
    Diagnostic& finding = findings.add(codes::no_kind, entry.key_span, {{"kinds", all}});
    finding.help = &notes::did_you_mean;
    finding.help_arguments = {{"candidate", std::move(candidate)}};
    return result;
  }
  findings.add(codes::no_kind, root.span(), {{"kinds", all}});
  return result;
}

}  // namespace model::detail

inline namespace v1 {

std::string_view to_string(Kind kind) noexcept {
  return model::detail::kind_keys[static_cast<std::size_t>(kind)];
}

std::optional<Kind> parse_kind(std::string_view key) noexcept {
  for (std::size_t i = 0; i < model::detail::kind_keys.size(); ++i) {
    if (model::detail::kind_keys[i] == key) return static_cast<Kind>(i);
  }
  return std::nullopt;
}

std::optional<Kind> detect_kind(const Document& document, DiagnosticList& findings) {
  const auto detected = model::detail::detect(document.root, findings);
  return detected.is_clear ? detected.kind : std::nullopt;
}

std::optional<Kind> peek_kind(const Document& document) noexcept {
  for (const Entry& entry : document.root.entries()) {
    const auto kind = parse_kind(entry.key);
    if (kind && !model::detail::is_reference(document.root, *kind)) return kind;
  }
  return std::nullopt;
}

}  // namespace v1
}  // namespace vaern
