// SPDX-License-Identifier: Apache-2.0
// Which bytes may stand in a file at all.

#include <fmt/format.h>

#include <optional>

#include "diagnostics/codes/document.hpp"
#include "document/lexer.hpp"
#include "vaern/diagnostics/utf8.hpp"

namespace vaern::document::detail {
namespace {

/// Controls, other line ends, spaces without width, marks of direction and a byte order mark in
/// the middle: a reader would see another text than the engine.
bool is_forbidden(char32_t c) {
  if (c < 0x20) return c != '\n' && c != '\t';
  return c == 0x7F || (c >= 0x80 && c <= 0x9F) || c == 0x2028 || c == 0x2029 || c == 0x200B ||
         c == 0x2060 || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
         c == 0xFEFF || c == 0xFFFE || c == 0xFFFF;
}

/// Where a file that is no text shows it: a picture, a word processor's file, UTF-16.
std::optional<std::size_t> first_of_binary(std::string_view text) {
  constexpr std::size_t most_in_a_text = 4;
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF") ||
      text.starts_with("PK\x03\x04")) {
    return 0;
  }
  std::size_t first = text.size();
  std::size_t found = 0;
  for (std::size_t i = 0; i < text.size() && found <= most_in_a_text; ++i) {
    if (static_cast<unsigned char>(text[i]) > 0x08) continue;  // tabs and line ends are above
    if (found++ == 0) first = i;
  }
  return found > most_in_a_text ? std::optional(first) : std::nullopt;
}

std::optional<std::size_t> first_lone_return(std::string_view text) {
  for (std::size_t i = text.find('\r'); i != std::string_view::npos; i = text.find('\r', i + 1)) {
    if (i + 1 >= text.size() || text[i + 1] != '\n') return i;
  }
  return std::nullopt;
}

}  // namespace

bool check_characters(const std::shared_ptr<const SourceFile>& file, DiagnosticList& findings) {
  const std::string_view text = file->text();
  if (const auto place = first_of_binary(text)) {
    findings.add(codes::not_text, span_at(file, *place, 1));
    return false;
  }
  if (const auto place = first_lone_return(text)) {
    findings.add(codes::lone_return, span_at(file, *place, 1));
    return false;
  }
  bool at_line_start = true;
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
    if (c == 0xA0 && at_line_start) {
      // It looks like the indentation and is none: what follows would only repeat that.
      findings.add(codes::control_character, span_at(file, i, point.bytes),
                   {{"character", "U+00A0"}});
      return false;
    }
    at_line_start = c == '\n' || (at_line_start && c == ' ');
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
