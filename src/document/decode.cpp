// SPDX-License-Identifier: Apache-2.0
// The text of scalars, byte by byte with its place in the file.

#include <array>
#include <optional>

#include "diagnostics/codes/document.hpp"
#include "document/lexer.hpp"

namespace vaern::document::detail {
namespace {

/// Flow folding (plain and quoted): at a line end, drop the blanks around it; one line feed is a
/// space, n + 1 are n line feeds. Returns the offset at which the text goes on.
std::size_t fold(std::string_view raw, std::size_t line_end, std::size_t end, std::size_t place,
                 bool joined, TextWriter& out) {
  std::size_t i = line_end;
  std::size_t breaks = 0;
  while (i < end) {
    if (raw[i] == '\r' || is_blank(raw[i])) {
      ++i;
    } else if (raw[i] == '\n') {
      ++breaks;
      if (breaks > 1) out.put('\n', place);
      ++i;
    } else {
      break;
    }
  }
  if (breaks == 1 && !joined) out.put(' ', place);
  return i;
}

/// Where the blanks that begin at `i` end, when they run to the end of their line.
std::optional<std::size_t> blanks_to_line_end(std::string_view raw, std::size_t i,
                                              std::size_t end) {
  while (i < end && (is_blank(raw[i]) || raw[i] == '\r')) ++i;
  if (i < end && raw[i] == '\n') return i;
  return std::nullopt;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<char32_t> read_hex(std::string_view raw, std::size_t at, std::size_t digits,
                                 std::size_t end) {
  if (at + digits > end) return std::nullopt;
  char32_t value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    const int digit = hex_value(raw[at + i]);
    if (digit < 0) return std::nullopt;
    value = value * 16 + static_cast<char32_t>(digit);
  }
  return value;
}

struct SimpleEscape {
  char letter;
  char32_t value;
};
constexpr std::array<SimpleEscape, 18> simple_escapes{{{'0', 0x00},
                                                       {'a', 0x07},
                                                       {'b', 0x08},
                                                       {'t', 0x09},
                                                       {'\t', 0x09},
                                                       {'n', 0x0A},
                                                       {'v', 0x0B},
                                                       {'f', 0x0C},
                                                       {'r', 0x0D},
                                                       {'e', 0x1B},
                                                       {' ', 0x20},
                                                       {'"', 0x22},
                                                       {'/', 0x2F},
                                                       {'\\', 0x5C},
                                                       {'N', 0x85},
                                                       {'_', 0xA0},
                                                       {'L', 0x2028},
                                                       {'P', 0x2029}}};

}  // namespace

void TextWriter::put(char c, std::size_t raw) {
  auto& segments = scalar_.segments;
  const std::size_t at = scalar_.text.size();
  if (segments.empty() || segments.back().raw + (at - segments.back().text) != raw) {
    segments.push_back({at, raw});
  }
  scalar_.text.push_back(c);
}

void TextWriter::put_code_point(char32_t c, std::size_t raw) {
  // Every byte of one escape points to the escape's first byte.
  const auto byte = [&](char32_t value) {
    scalar_.segments.push_back({scalar_.text.size(), raw});
    scalar_.text.push_back(static_cast<char>(static_cast<unsigned char>(value)));
  };
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0 | (c >> 6));
    byte(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    byte(0xE0 | (c >> 12));
    byte(0x80 | ((c >> 6) & 0x3F));
    byte(0x80 | (c & 0x3F));
  } else {
    byte(0xF0 | (c >> 18));
    byte(0x80 | ((c >> 12) & 0x3F));
    byte(0x80 | ((c >> 6) & 0x3F));
    byte(0x80 | (c & 0x3F));
  }
}

void TextWriter::trim_newlines(std::size_t keep) {
  std::size_t size = scalar_.text.size();
  while (size > 0 && scalar_.text[size - 1] == '\n') --size;
  if (size == 0) keep = 0;
  size = std::min(size + keep, scalar_.text.size());
  scalar_.text.resize(size);
  while (!scalar_.segments.empty() && scalar_.segments.back().text >= size) {
    scalar_.segments.pop_back();
  }
}

void decode_plain(std::string_view raw, Scalar& scalar) {
  TextWriter out(scalar);
  for (std::size_t i = scalar.begin; i < scalar.end;) {
    if (raw[i] == '\n' || raw[i] == '\r' || is_blank(raw[i])) {
      if (const auto line_end = blanks_to_line_end(raw, i, scalar.end)) {
        i = fold(raw, *line_end, scalar.end, i, false, out);
        continue;
      }
    }
    out.put(raw[i], i);
    ++i;
  }
}

void decode_single_quoted(std::string_view raw, Scalar& scalar) {
  TextWriter out(scalar);
  const std::size_t end = scalar.end - 1;
  for (std::size_t i = scalar.begin + 1; i < end;) {
    if (raw[i] == '\n' || raw[i] == '\r' || is_blank(raw[i])) {
      if (const auto line_end = blanks_to_line_end(raw, i, end)) {
        i = fold(raw, *line_end, end, i, false, out);
        continue;
      }
    }
    out.put(raw[i], i);
    i += raw[i] == '\'' ? 2 : 1;
  }
}

void decode_double_quoted(const std::shared_ptr<const SourceFile>& file, Scalar& scalar,
                          std::string& copy, DiagnosticList& findings) {
  const std::string_view raw = file->text();
  TextWriter out(scalar);
  const std::size_t end = scalar.end - 1;
  const auto neutral = [&](std::size_t from, std::size_t to) {
    for (std::size_t k = from; k < to; ++k) {
      if (copy[k] != '\n' && copy[k] != '\r') copy[k] = 'x';
    }
  };
  const auto tell = [&](const CodeInfo& code, std::size_t at, std::size_t length) {
    if (findings.size() >= most_findings) return;
    findings.add(code, span_at(file, at, length),
                 {{"escape", std::string(raw.substr(at, length))}});
  };
  for (std::size_t i = scalar.begin + 1; i < end;) {
    if (raw[i] == '\n' || raw[i] == '\r' || is_blank(raw[i])) {
      if (const auto line_end = blanks_to_line_end(raw, i, end)) {
        i = fold(raw, *line_end, end, i, false, out);
        continue;
      }
    }
    if (raw[i] != '\\') {
      out.put(raw[i], i);
      ++i;
      continue;
    }
    const char letter = i + 1 < end ? raw[i + 1] : '\0';
    if (letter == '\n' || letter == '\r') {  // a line continued without a space
      neutral(i, i + 1);
      i = fold(raw, i + 1, end, i, true, out);
      continue;
    }
    std::size_t length = 2;
    std::optional<char32_t> value;
    bool reported = false;
    if (letter == 'x' || letter == 'u' || letter == 'U') {
      const std::size_t digits = letter == 'x' ? 2 : letter == 'u' ? 4 : 8;
      value = read_hex(raw, i + 2, digits, end);
      if (value) length = 2 + digits;
      if (value && *value >= 0xD800 && *value <= 0xDFFF) {
        std::optional<char32_t> low;
        if (letter == 'u' && *value < 0xDC00 && i + 8 <= end && raw[i + 6] == '\\' &&
            raw[i + 7] == 'u') {
          low = read_hex(raw, i + 8, 4, end);
        }
        if (low && *low >= 0xDC00 && *low <= 0xDFFF) {
          value = 0x10000 + ((*value - 0xD800) << 10) + (*low - 0xDC00);
          length = 12;
        } else {
          tell(codes::lone_surrogate, i, length);
          reported = true;
          value = 0xFFFD;
        }
      }
      if (value && *value > 0x10FFFF) value.reset();
    } else {
      for (const SimpleEscape& escape : simple_escapes) {
        if (escape.letter == letter) value = escape.value;
      }
    }
    if (!value && !reported) {
      if (static_cast<unsigned char>(letter) >= 0x80) length = 1;  // keep the code point whole
      tell(codes::bad_escape, i, length);
      value = 0xFFFD;
    }
    out.put_code_point(*value, i);
    neutral(i, i + length);
    i += length;
  }
}

void decode_block(std::string_view raw, std::size_t body, std::size_t least_indent,
                  bool explicit_indent, char chomp, Scalar& scalar) {
  TextWriter out(scalar);
  const bool folded = scalar.style == ScalarStyle::folded;
  std::size_t indent = least_indent;
  bool detected = explicit_indent;
  bool first_line = true;  // nothing has been joined yet
  bool previous_indented = false;
  std::size_t empty_lines = 0;
  std::size_t previous_end = body;  // place of the line feed before the line at hand
  std::size_t i = body;
  scalar.end = body;
  std::vector<std::size_t> breaks;  // places of line feeds not yet written
  while (i < raw.size()) {
    std::size_t text = i;
    while (text < raw.size() && raw[text] == ' ' && (!detected || text - i < indent)) ++text;
    std::size_t line_end = raw.find('\n', text);
    const bool has_feed = line_end != std::string_view::npos;
    if (!has_feed) line_end = raw.size();
    std::size_t content_end = line_end;
    if (content_end > text && raw[content_end - 1] == '\r') --content_end;
    const bool is_empty = text == content_end;
    if (!is_empty) {
      if (!detected) {
        if (text - i < least_indent) break;
        indent = text - i;
        detected = true;
      } else if (text - i < indent) {
        break;
      }
      const bool indented = is_blank(raw[text]);
      if (folded) {
        if (first_line) {
          for (const std::size_t place : breaks) out.put('\n', place);
        } else if (previous_indented || indented) {
          for (const std::size_t place : breaks) out.put('\n', place);
        } else if (empty_lines == 0) {
          out.put(' ', previous_end);
        } else {
          for (std::size_t k = 1; k < breaks.size(); ++k) out.put('\n', breaks[k]);
        }
      } else {
        for (const std::size_t place : breaks) out.put('\n', place);
      }
      breaks.clear();
      for (std::size_t k = text; k < content_end; ++k) out.put(raw[k], k);
      first_line = false;
      previous_indented = indented;
      empty_lines = 0;
      previous_end = content_end;
      if (has_feed) breaks.push_back(content_end);
    } else {
      if (has_feed) breaks.push_back(content_end);
      ++empty_lines;
    }
    i = has_feed ? line_end + 1 : raw.size();
    scalar.end = i;
  }
  for (const std::size_t place : breaks) out.put('\n', place);
  if (chomp == '-') out.trim_newlines(0);
  if (chomp == ' ') out.trim_newlines(1);
}

}  // namespace vaern::document::detail
