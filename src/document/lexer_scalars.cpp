// SPDX-License-Identifier: Apache-2.0
// Where scalars begin and end, and what may stand around them.

#include <algorithm>

#include "diagnostics/codes/document.hpp"
#include "document/lexer_state.hpp"
#include "document/words.hpp"

namespace vaern::document::detail {

void Lexer::add(Scalar scalar) {
  scalar.colon_follows = peek(end_of_blanks(scalar.end)) == ':';
  const std::size_t length = scalar.end - scalar.begin;
  scalar.changed =
      raw_.substr(scalar.begin, length) != std::string_view(out_.copy).substr(scalar.begin, length);
  if (json_ok_ && scalar.style != ScalarStyle::double_quoted &&
      !(scalar.style == ScalarStyle::plain && is_json_word(scalar.text))) {
    json_ok_ = false;
  }
  out_.scalars.push_back(std::move(scalar));
}

void Lexer::check_after_value(std::size_t begin, bool over_lines) {
  std::size_t i = at_;
  while (i < raw_.size() && (is_blank(raw_[i]) || raw_[i] == '\r')) ++i;
  const char c = peek(i);
  if (c == '\n' || c == '#' || (c == ':' && (in_flow() || !key_seen_))) return;
  if (in_flow() && (c == ',' || c == ']' || c == '}')) return;
  if (!in_flow() && (c == ']' || c == '}')) return;  // reported as closing nothing
  Diagnostic& finding = fault(codes::text_after_end, i, code_point_length(i));
  finding.notes.push_back({&notes::value_begins_here, span_at(file_, begin, 1), {}});
  if (in_flow() || over_lines) {
    stopped_ = true;  // what is text and what is not can no longer be told
  } else {
    skip_to_line_end();
  }
}

void Lexer::quoted(char quote) {
  Scalar scalar;
  scalar.begin = at_;
  scalar.style = quote == '"' ? ScalarStyle::double_quoted : ScalarStyle::single_quoted;
  may_be_key();
  std::size_t i = at_ + 1;
  std::size_t start = line_start_;
  for (;; ++i) {
    if (i >= raw_.size()) {
      fault(codes::unterminated_quote, at_, 1, {{"quote", std::string(1, quote)}});
      stopped_ = true;
      return;
    }
    if (raw_[i] == '\n') start = i + 1;
    if (quote == '"' && raw_[i] == '\\') {
      if (peek(i + 1) == '\n') start = i + 2;
      ++i;
    } else if (raw_[i] == quote) {
      if (quote == '\'' && i + 1 < raw_.size() && raw_[i + 1] == quote) {
        ++i;
      } else {
        break;
      }
    }
  }
  scalar.end = at_ = i + 1;
  const bool over_lines = start != line_start_;
  if (quote == '"') {
    decode_double_quoted(file_, scalar, out_.copy, findings_);
  } else {
    decode_single_quoted(raw_, scalar);
  }
  if (over_lines) {
    line_start_ = start;
    key_seen_ = in_flow() ? false : true;  // a key stands on one line
  }
  const std::size_t begin = scalar.begin;
  add(std::move(scalar));
  check_after_value(begin, over_lines);
}

void Lexer::block(char sign) {
  Scalar scalar;
  scalar.begin = at_;
  scalar.style = sign == '|' ? ScalarStyle::literal : ScalarStyle::folded;
  std::size_t i = at_ + 1;
  char chomp = ' ';
  std::size_t indent = 0;
  for (;
       i < raw_.size() && (raw_[i] == '+' || raw_[i] == '-' || (raw_[i] >= '1' && raw_[i] <= '9'));
       ++i) {
    if (raw_[i] == '+' || raw_[i] == '-') {
      chomp = raw_[i];
    } else {
      indent = static_cast<std::size_t>(raw_[i] - '0');
    }
  }
  while (i < raw_.size() && (is_blank(raw_[i]) || raw_[i] == '\r')) {
    if (raw_[i] == '\t') see_tab(i);
    ++i;
  }
  if (peek(i) != '\n' && peek(i) != '#') {
    fault(codes::unquotable_start, at_, 1, {{"character", std::string(1, sign)}});
    skip_to_line_end();
    return;
  }
  while (i < raw_.size() && raw_[i] != '\n') ++i;
  const std::size_t body = std::min(i + 1, raw_.size());
  const std::size_t parent = top_indent() > 0 ? static_cast<std::size_t>(top_indent()) : 0;
  decode_block(raw_, body, parent + std::max<std::size_t>(indent, 1), indent != 0, chomp, scalar);
  const std::size_t end = scalar.end;
  add(std::move(scalar));
  new_line(end);
}

void Lexer::report_continued(std::size_t begin, std::size_t text, std::size_t text_line,
                             std::size_t colon) {
  const std::string_view indentation = raw_.substr(text_line, text - text_line);
  if (indentation.find('\t') != std::string_view::npos) {
    out_.can_parse = out_.usable = false;
    return;
  }
  const std::size_t line_end = std::min(raw_.find('\n', begin), raw_.size());
  if (!key_seen_ && begin - line_start_ == text - text_line) {
    std::string_view key = raw_.substr(begin, line_end - begin);
    if (key.ends_with('\r')) key.remove_suffix(1);
    const WithoutColon wrong = without_colon(std::string(key));
    fault(*wrong.code, begin, key.size(), {{"key", wrong.key}});
  } else {
    fault(codes::bad_indentation, text, colon - text);
  }
}

void Lexer::plain() {
  Scalar scalar;
  scalar.begin = at_;
  scalar.style = ScalarStyle::plain;
  const bool flow = in_flow();
  const std::ptrdiff_t least_column = flow ? 0 : top_indent() + 1;
  may_be_key();
  // A map goes on at this column, so that this must be its next key.
  const bool key_place =
      !flow && !indents_.empty() && !indents_.back().is_sequence && column(at_) == top_indent() &&
      raw_.substr(line_start_, at_ - line_start_).find_first_not_of(' ') == std::string_view::npos;
  const char first = raw_[at_];
  if (std::string_view("@`%,|>").find(first) != std::string_view::npos) {
    report(codes::unquotable_start, at_, 1, {{"character", std::string(1, first)}});
    out_.copy[at_] = 'x';
  } else if (first == '*') {
    out_.copy[at_] = 'x';
  }
  bool over_lines = false;
  bool told = false;
  const auto neutral = [&](std::size_t place) { out_.copy[place] = 'x'; };
  std::size_t i = at_;
  std::size_t end = at_;
  std::size_t start = line_start_;
  std::size_t text_start = at_;
  while (i < raw_.size()) {
    const char c = raw_[i];
    if (c == '\n') {
      std::size_t next = i + 1;
      std::size_t next_start = next;
      while (next < raw_.size() &&
             (is_blank(raw_[next]) || raw_[next] == '\r' || raw_[next] == '\n')) {
        if (raw_[next] == '\n') next_start = next + 1;
        ++next;
      }
      if (next >= raw_.size() || raw_[next] == '#') break;
      if (flow ? leaves_flow(next, next_start)
               : static_cast<std::ptrdiff_t>(next - next_start) < least_column) {
        break;
      }
      const std::string_view three = raw_.substr(next, 3);
      if (next == next_start && (three == "---" || three == "...") && ends_word(next + 3)) break;
      for (std::size_t k = i; k < next; ++k) {
        if (raw_[k] == '\t') see_tab(k);
      }
      over_lines = true;
      start = next_start;
      i = text_start = next;
      if (!flow && !told && raw_[i] == '-' && ends_word(i + 1)) {
        fault(codes::bad_indentation, i, 1);
        told = true;
      }
      continue;
    }
    if (c == '#' && i > scalar.begin && is_blank(raw_[i - 1])) break;
    if (flow && is_flow_sign(c)) break;
    if (flow && c == ':' && !over_lines && !flows_.back().seen_colon && i > scalar.begin &&
        (peek(i + 1) == '[' || peek(i + 1) == '{')) {
      fault(codes::space_after_colon, scalar.begin, i - scalar.begin,
            {{"key", shortened(std::string(raw_.substr(scalar.begin, i - scalar.begin)))}});
      break;
    }
    if (c == ':' && (ends_word(i + 1) || (flow && std::string_view(",]}").find(peek(i + 1)) !=
                                                      std::string_view::npos))) {
      if (!flow && over_lines) {
        if (!told) report_continued(scalar.begin, text_start, start, i);
        told = true;
      } else if (flow ? flows_.back().seen_colon : key_seen_) {
        if (!told) report(codes::colon_in_text, i, 1);
        const char after = peek(end_of_blanks(i + 1));
        if (flow && (after == '{' || after == '[')) {
          out_.can_parse = out_.usable = false;  // a comma was forgotten: said once
        }
        if (over_lines) out_.usable = false;  // else the text is what was meant
        told = true;
      } else {
        break;
      }
      neutral(i);
    } else if (flow && c == '?') {
      neutral(i);
    } else if (c == '\t') {
      see_tab(i);
    }
    if (!is_blank(c) && c != '\r') end = i + 1;
    ++i;
  }
  if (end == scalar.begin) {  // a lone sign that begins nothing
    fault(codes::syntax, at_, 1);
    ++at_;
    return;
  }
  scalar.end = at_ = end;
  if (over_lines) {
    line_start_ = start;
    if (end < start) {  // the last lines looked at were only looked at
      line_start_ = raw_.rfind('\n', end == 0 ? 0 : end - 1);
      line_start_ = line_start_ == std::string_view::npos ? 0 : line_start_ + 1;
    }
    if (!flow) key_seen_ = true;
  }
  decode_plain(raw_, scalar);
  if (key_place && !told && peek(end_of_blanks(end)) != ':') {
    const WithoutColon wrong = without_colon(scalar.text);
    report(*wrong.code, scalar.begin, std::min(raw_.find('\n', scalar.begin), end) - scalar.begin,
           {{"key", wrong.key}});
    for (std::size_t k = scalar.begin; k < end; ++k) {
      if (raw_[k] != '\n' && raw_[k] != '\r') out_.copy[k] = ' ';
    }
    return;  // read on as if the line were not there
  }
  if (scalar.text == "~" || scalar.text == "null" || scalar.text == "Null" ||
      scalar.text == "NULL") {
    neutral(scalar.begin);
  }
  add(std::move(scalar));
}

}  // namespace vaern::document::detail
