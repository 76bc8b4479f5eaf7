// SPDX-License-Identifier: Apache-2.0
// Which bytes may stand in a file at all.

#include <fmt/format.h>

#include "diagnostics/codes/document.hpp"
#include "document/lexer.hpp"

namespace vaern::document::detail {
namespace {

/// Length of the well-formed UTF-8 sequence at `i` (RFC 3629), or 0.
std::size_t sequence_length(std::string_view text, std::size_t i) {
  const auto at = [&](std::size_t k) {
    return k < text.size() ? static_cast<unsigned char>(text[k]) : 0U;
  };
  const auto tail = [&](std::size_t k) { return (at(k) & 0xC0U) == 0x80U; };
  const unsigned lead = at(i);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return tail(i + 1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    if (!tail(i + 1) || !tail(i + 2)) return 0;
    if (lead == 0xE0 && at(i + 1) < 0xA0) return 0;
    if (lead == 0xED && at(i + 1) > 0x9F) return 0;
    return 3;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    if (!tail(i + 1) || !tail(i + 2) || !tail(i + 3)) return 0;
    if (lead == 0xF0 && at(i + 1) < 0x90) return 0;
    if (lead == 0xF4 && at(i + 1) > 0x8F) return 0;
    return 4;
  }
  return 0;
}

char32_t decode(std::string_view text, std::size_t i, std::size_t length) {
  const auto at = [&](std::size_t k) {
    return static_cast<char32_t>(static_cast<unsigned char>(text[k]));
  };
  if (length == 1) return at(i);
  if (length == 2) return ((at(i) & 0x1F) << 6) | (at(i + 1) & 0x3F);
  if (length == 3) {
    return ((at(i) & 0x0F) << 12) | ((at(i + 1) & 0x3F) << 6) | (at(i + 2) & 0x3F);
  }
  return ((at(i) & 0x07) << 18) | ((at(i + 1) & 0x3F) << 12) | ((at(i + 2) & 0x3F) << 6) |
         (at(i + 3) & 0x3F);
}

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
    const std::size_t length = sequence_length(text, i);
    if (length == 0) {
      is_utf8 = false;
      if (++bad_in_line == 1) findings.add(codes::not_utf8, span_at(file, i, 1));
      ++i;
      continue;
    }
    const char32_t c = decode(text, i, length);
    if (c == '\n') bad_in_line = 0;
    const bool line_end = c == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (is_forbidden(c) && !line_end) {
      findings.add(codes::control_character, span_at(file, i, length),
                   {{"character", fmt::format("U+{:04X}", static_cast<std::uint32_t>(c))}});
    }
    i += length;
  }
  return is_utf8;
}

}  // namespace vaern::document::detail
