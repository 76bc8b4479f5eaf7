// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "diagnostics/codes/document.hpp"
#include "document/words.hpp"
#include "vaern/document/fields.hpp"
#include "vaern/document/scalars.hpp"

namespace vaern {
inline namespace v1 {
namespace {

using document::detail::shortened;

constexpr std::size_t longest_id = 64;

constexpr std::array<std::string_view, 15> reserved_ids{"not_asked", "not_safe_to_ask",
                                                        "unknown",   "refused",
                                                        "withdrawn", "omitted",
                                                        "source",    "verified",
                                                        "note",      "lowest",
                                                        "highest",   "any",
                                                        "all",       "not",
                                                        "otherwise"};

bool is_small_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Small letters, digits and one joining sign; the length is looked at apart.
bool has_form(std::string_view text, char joint) {
  return !text.empty() && is_small_letter(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [&](char c) { return is_small_letter(c) || is_digit(c) || c == joint; });
}

}  // namespace

bool has_id_form(std::string_view text) noexcept {
  return text.size() <= longest_id && has_form(text, '_');
}

bool has_document_id_form(std::string_view text) noexcept {
  return text.size() <= longest_id && has_form(text, '-');
}

bool is_reserved_id(std::string_view id) noexcept {
  return std::find(reserved_ids.begin(), reserved_ids.end(), id) != reserved_ids.end();
}

bool check_id(const std::string& id, const SourceSpan& span, DiagnosticList& findings) {
  const CodeInfo* code = nullptr;
  if (!has_form(id, '_')) {
    code = &codes::bad_id;
  } else if (id.size() > longest_id) {
    code = &codes::id_too_long;
  } else if (is_reserved_id(id)) {
    code = &codes::reserved_id;
  } else {
    return true;
  }
  findings.add(*code, span, {{"id", shortened(id)}});
  return false;
}

std::optional<std::string> read_id(const Node& node, DiagnosticList& findings) {
  if (!expect_scalar(node, findings)) return std::nullopt;
  if (!check_id(node.text(), node.span(), findings)) return std::nullopt;
  return node.text();
}

std::optional<std::string> read_document_id(const Node& node, DiagnosticList& findings) {
  if (!expect_scalar(node, findings)) return std::nullopt;
  const std::string& id = node.text();
  if (has_document_id_form(id)) return id;
  findings.add(has_form(id, '-') ? codes::id_too_long : codes::bad_document_id, node.span(),
               {{"id", shortened(id)}});
  return std::nullopt;
}

std::optional<std::string> read_opaque_id(const Node& node, DiagnosticList& findings) {
  if (!expect_scalar(node, findings)) return std::nullopt;
  const std::string& id = node.text();
  const bool good =
      !id.empty() && id.size() <= longest_id && std::all_of(id.begin(), id.end(), [](char c) {
        return is_small_letter(c) || is_digit(c) || (c >= 'A' && c <= 'Z') || c == '-';
      });
  if (good) return id;
  findings.add(codes::bad_opaque_id, node.span());  // not repeated: it may name a person
  return std::nullopt;
}

}  // namespace v1
}  // namespace vaern
