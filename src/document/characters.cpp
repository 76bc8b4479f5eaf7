// SPDX-License-Identifier: Apache-2.0
// Which bytes may stand in a file at all.

#include <fmt/format.h>

#include "diagnostics/codes/document.hpp"
#include "document/lexer.hpp"
#include "vaern/diagnostics/utf8.hpp"

namespace vaern::document::detail {
namespace {

/// Controls, other line ends, marks of direction and a byte order mark in the middle: a reader
/// would see another text than the engine.
bool is_forbidden(char32_t c) {
  if (c < 0x20) return c != '\n' && c != '\t';
  return c == 0x7F || (c >= 0x80 && c <= 0x9F) || c == 0x2028 || c == 0x2029 ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF ||
         c == 0xFFFE || c == 0xFFFF;
}

}  // namespace

bool check_characters(const std::shared_ptr<const SourceFile>& file, DiagnosticList& findings) {
  const std::string_view text = file->text();
  bool is_utf8 = true;
  std::size_t bad_in_line = 0;
  for (std::size_t i = text.starts_with("\xEF\xBB\xBF") ? 3 : 0; i < text.size();) {
    const CodePoint point = code_point_at(text, i);
    if (!point.is_valid) {
      is_utf8 = false;
      if (++bad_in_line == 1 && findings.size() < most_findings) {
        findings.add(codes::not_utf8, span_at(file, i, 1));
      }
      ++i;
      continue;
    }
    const char32_t c = point.value;
    if (c == '\n') bad_in_line = 0;
    const bool line_end = c == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (is_forbidden(c) && !line_end && findings.size() < most_findings) {
      findings.add(codes::control_character, span_at(file, i, point.bytes),
                   {{"character", fmt::format("U+{:04X}", static_cast<std::uint32_t>(c))}});
    }
    i += point.bytes;
  }
  return is_utf8;
}

}  // namespace vaern::document::detail
