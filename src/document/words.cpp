// SPDX-License-Identifier: Apache-2.0
#include "document/words.hpp"

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

void report_empty(const Node& node, DiagnosticList& findings) {
  if (node.key().empty()) {
    findings.add(codes::empty_item, node.span());
  } else {
    findings.add(codes::empty_value, node.key_span(), {{"key", node.key()}});
  }
}

}  // namespace vaern::document::detail
