// SPDX-License-Identifier: Apache-2.0
#include "document/words.hpp"

#include <algorithm>

#include "diagnostics/codes/document.hpp"

namespace vaern::document::detail {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ", ";
    text += word;
  }
  return text;
}

std::string shortened(const std::string& text) {
  constexpr std::size_t most = 40;
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte == '\n') return text.substr(0, i) + "…";
    if ((byte & 0xC0) == 0x80) continue;  // inside a code point
    if (++characters > most) return text.substr(0, i) + "…";
  }
  return text;
}

WithoutColon without_colon(const std::string& text) {
  const auto is_of_key = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  const std::string key = text.substr(0, text.find(':'));
  const bool has_more = key.size() + 1 < text.size() && text[key.size() + 1] != '/';
  if (!key.empty() && has_more && std::all_of(key.begin(), key.end(), is_of_key)) {
    return {&codes::space_after_colon, shortened(key)};
  }
  return {&codes::key_without_colon, shortened(text)};
}

void report_empty(const Node& node, DiagnosticList& findings) {
  if (node.key().empty()) {
    findings.add(codes::empty_item, node.span());
  } else {
    findings.add(codes::empty_value, node.key_span(), {{"key", node.key()}});
  }
}

}  // namespace vaern::document::detail
