// SPDX-License-Identifier: Apache-2.0
#include "expression/lexer.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "diagnostics/codes/expression.hpp"
#include "vaern/diagnostics/utf8.hpp"

namespace vaern::expression::detail {
namespace {

// Conditions are read the same in every locale, so nothing here asks <cctype>.
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_octal(char c) { return c >= '0' && c <= '7'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_word(char c) { return is_letter(c) || is_digit(c); }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

constexpr std::array<std::string_view, 6> long_signs{"&&", "||", "==", "!=", "<=", ">="};
constexpr std::string_view short_signs = "<>!+-*/%?:.,()[]{}";

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Parsed<std::vector<Token>> read() {
    while (!fault_.code && skip_space()) read_token();
    if (fault_.code) return tl::unexpected(fault_);
    tokens_.push_back({TokenKind::end, text_.size(), 0, {}});
    return std::move(tokens_);
  }

 private:
  char at(std::size_t i) const { return i < text_.size() ? text_[i] : '\0'; }

  // False at the end of the text.
  bool skip_space() {
    while (position_ < text_.size()) {
      if (is_space(text_[position_])) {
        ++position_;
      } else if (text_.substr(position_, 2) == "//") {
        position_ = std::min(text_.find('\n', position_), text_.size());
      } else {
        return true;
      }
    }
    return false;
  }

  void fail(const CodeInfo& code, std::size_t offset, std::size_t length,
            Arguments arguments = {}) {
    fault_ = {&code, offset, length, std::move(arguments)};
  }

  void push(TokenKind kind, std::size_t start, std::string text) {
    tokens_.push_back({kind, start, position_ - start, std::move(text)});
  }

  void read_token() {
    const char c = text_[position_];
    if (const std::size_t prefix = string_prefix(); prefix != std::string_view::npos) {
      read_string(prefix);
    } else if (is_letter(c)) {
      const std::size_t start = position_;
      while (is_word(at(position_))) ++position_;
      push(TokenKind::identifier, start, std::string(text_.substr(start, position_ - start)));
    } else if (is_digit(c) || (c == '.' && is_digit(at(position_ + 1)))) {
      read_number();
    } else {
      read_sign();
    }
  }

  void read_sign() {
    for (const std::string_view sign : long_signs) {
      if (text_.substr(position_, 2) == sign) {
        position_ += 2;
        push(TokenKind::sign, position_ - 2, std::string(sign));
        return;
      }
    }
    if (short_signs.find(text_[position_]) != std::string_view::npos) {
      ++position_;
      push(TokenKind::sign, position_ - 1, std::string(1, text_[position_ - 1]));
      return;
    }
    const CodePoint point = code_point_at(text_, position_);
    fail(codes::unexpected_character, position_, point.bytes,
         {{"character", std::string(text_.substr(position_, point.bytes))}});
  }

  void read_number() {
    const std::size_t start = position_;
    bool floating = false;
    if (at(position_) == '0' && (at(position_ + 1) == 'x' || at(position_ + 1) == 'X')) {
      position_ += 2;
      while (hex_value(at(position_)) >= 0) ++position_;
    } else {
      while (is_digit(at(position_))) ++position_;
      if (at(position_) == '.' && is_digit(at(position_ + 1))) {
        floating = true;
        ++position_;
        while (is_digit(at(position_))) ++position_;
      }
      const char sign = at(position_ + 1);
      const bool exponent =
          is_digit(sign) || ((sign == '+' || sign == '-') && is_digit(at(position_ + 2)));
      if ((at(position_) == 'e' || at(position_) == 'E') && exponent) {
        floating = true;
        position_ += 2;
        while (is_digit(at(position_))) ++position_;
      }
    }
    const std::size_t end = position_;
    if (is_word(at(end))) {
      while (is_word(at(position_))) ++position_;
      const std::string written(text_.substr(start, position_ - start));
      const bool is_unsigned = position_ == end + 1 && (at(end) == 'u' || at(end) == 'U');
      if (is_unsigned && !floating) {
        fail(codes::outside_subset, start, written.size(), {{"what", written}});
      } else {
        fail(codes::malformed_number, start, written.size(), {{"text", written}});
      }
      return;
    }
    push(floating ? TokenKind::floating : TokenKind::integer, start,
         std::string(text_.substr(start, end - start)));
  }

  // The number of letters before a string's quote (r, b, rb), or npos: no string starts here.
  std::size_t string_prefix() const {
    std::size_t i = position_;
    while (i < position_ + 2 && std::string_view("rRbB").find(at(i)) != std::string_view::npos &&
           at(i) != '\0') {
      ++i;
    }
    return at(i) == '"' || at(i) == '\'' ? i - position_ : std::string_view::npos;
  }

  void read_string(std::size_t prefix) {
    const std::size_t start = position_;
    const std::string_view letters = text_.substr(start, prefix);
    if (letters.find_first_of("bB") != std::string_view::npos) {
      fail(codes::outside_subset, start, prefix + 1, {{"what", std::string(letters) + "\"…\""}});
      return;
    }
    const bool raw = !letters.empty();
    position_ += prefix;
    const std::string_view quote = text_.substr(position_, 1);
    const std::string triple(3, quote[0]);
    const bool is_triple = text_.substr(position_, 3) == triple;
    const std::string_view end = is_triple ? std::string_view(triple) : quote;
    position_ += end.size();
    std::string value;
    while (true) {
      if (position_ >= text_.size() || (!is_triple && text_[position_] == '\n')) {
        fail(codes::unclosed_string, start, position_ - start);
        return;
      }
      if (text_.substr(position_, end.size()) == end) break;
      if (text_[position_] == '\\' && !raw) {
        if (!read_escape(value)) return;
      } else {
        value += text_[position_++];
      }
    }
    position_ += end.size();
    push(TokenKind::string, start, std::move(value));
  }

  bool read_escape(std::string& value) {
    static constexpr std::string_view names = "abfnrtv\\?\"'`";
    static constexpr std::string_view values = "\a\b\f\n\r\t\v\\?\"'`";
    const std::size_t start = position_;
    const char letter = at(start + 1);
    if (const std::size_t i = names.find(letter); letter != '\0' && i != std::string_view::npos) {
      value += values[i];
      position_ += 2;
      return true;
    }
    if (const std::optional<char32_t> point = numeric_escape(start, letter)) {
      append_utf8(value, *point);
      return true;
    }
    const std::size_t length = std::min<std::size_t>(2, text_.size() - start);
    fail(codes::bad_escape, start, length, {{"escape", std::string(text_.substr(start, length))}});
    return false;
  }

  // \ooo, \xhh, \uhhhh, \Uhhhhhhhh; moves behind it.
  std::optional<char32_t> numeric_escape(std::size_t start, char letter) {
    std::size_t digits = 0;
    std::size_t first = start + 2;
    char32_t base = 16;
    if (letter == 'x' || letter == 'X') digits = 2;
    if (letter == 'u') digits = 4;
    if (letter == 'U') digits = 8;
    if (letter >= '0' && letter <= '3') {
      digits = 3;
      first = start + 1;
      base = 8;
    }
    if (digits == 0) return std::nullopt;
    std::uint64_t point = 0;
    for (std::size_t i = first; i < first + digits; ++i) {
      const int digit = hex_value(at(i));
      if (digit < 0 || (base == 8 && !is_octal(at(i)))) return std::nullopt;
      point = point * base + static_cast<std::uint64_t>(digit);
    }
    if (point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return std::nullopt;
    position_ = first + digits;
    return static_cast<char32_t>(point);
  }

  std::string_view text_;
  std::size_t position_ = 0;
  std::vector<Token> tokens_;
  SyntaxFault fault_;
};

}  // namespace

Parsed<std::vector<Token>> read_tokens(std::string_view text) { return Lexer(text).read(); }

}  // namespace vaern::expression::detail
