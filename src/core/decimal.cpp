// SPDX-License-Identifier: Apache-2.0
#include "vaern/core/decimal.hpp"

#include <algorithm>
#include <string>

namespace vaern {
inline namespace v1 {
namespace {

constexpr std::size_t max_digits = 18;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

/// Digits, or digits '.' digits.
bool is_plain(std::string_view text) {
  const auto point = text.find('.');
  if (point == std::string_view::npos) return all_digits(text);
  return all_digits(text.substr(0, point)) && all_digits(text.substr(point + 1));
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

bool is_other_base(std::string_view text) {
  if (text.size() < 3 || text[0] != '0') return false;
  const std::string_view base = "xob";
  if (base.find(text[1]) == std::string_view::npos) return false;
  return std::all_of(text.begin() + 2, text.end(),
                     [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
}

bool has_exponent(std::string_view text) {
  const auto mark = text.find('e');
  if (mark == std::string_view::npos || mark == 0) return false;
  std::string_view power = text.substr(mark + 1);
  if (!power.empty() && (power.front() == '+' || power.front() == '-')) power.remove_prefix(1);
  std::string_view head = text.substr(0, mark);
  if (head.back() == '.') head.remove_suffix(1);
  if (!head.empty() && head.front() == '.') head.remove_prefix(1);
  return all_digits(power) && is_plain(head);
}

/// Groups of digits with one separator between them: "1_000", "1 000.5".
bool has_separator(std::string_view text) {
  if (!is_digit(text.front()) || !is_digit(text.back())) return false;
  bool found = false;
  std::string rest;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '_' || text[i] == ' ' || text[i] == '\'') {
      if (!is_digit(text[i - 1]) || !is_digit(text[i + 1])) return false;
      found = true;
    } else {
      rest += text[i];
    }
  }
  return found && is_plain(rest);
}

bool has_decimal_comma(std::string_view text) {
  const auto comma = text.find(',');
  return comma != std::string_view::npos && all_digits(text.substr(0, comma)) &&
         all_digits(text.substr(comma + 1));
}

/// Why `text`, a number without its sign, is not plain.
DecimalFault fault_of(std::string_view text) {
  const std::string word = lower(text);
  if (word == ".inf" || word == "inf" || word == "infinity" || word == ".nan" || word == "nan") {
    return DecimalFault::not_finite;
  }
  if (is_other_base(word)) return DecimalFault::other_base;
  if (has_exponent(word)) return DecimalFault::exponent;
  if (word.size() > 1 && word.front() == '.' && all_digits(word.substr(1))) {
    return DecimalFault::leading_point;
  }
  if (word.size() > 1 && word.back() == '.' && all_digits(word.substr(0, word.size() - 1))) {
    return DecimalFault::trailing_point;
  }
  if (!word.empty() && has_separator(word)) return DecimalFault::separator;
  if (has_decimal_comma(word)) return DecimalFault::decimal_comma;
  return DecimalFault::not_a_number;
}

std::optional<Rational> read(std::string_view text, DecimalFault& fault) {
  const bool negative = !text.empty() && text.front() == '-';
  std::string_view rest = text.substr(negative ? 1 : 0);
  if (!is_plain(rest)) {
    const bool plus = !negative && !rest.empty() && rest.front() == '+';
    if (plus) rest.remove_prefix(1);
    fault = is_plain(rest) ? DecimalFault::leading_plus : fault_of(rest);
    return std::nullopt;
  }
  const auto point = rest.find('.');
  const std::string_view whole = rest.substr(0, point);
  if (whole.size() > 1 && whole.front() == '0') {
    fault = DecimalFault::leading_zero;
    return std::nullopt;
  }
  const std::size_t decimals = point == std::string_view::npos ? 0 : rest.size() - point - 1;
  if (whole.size() + decimals > max_digits) {
    fault = DecimalFault::too_many_digits;
    return std::nullopt;
  }
  std::int64_t digits = 0;
  std::int64_t scale = 1;
  for (const char c : rest) {
    if (c != '.') digits = digits * 10 + (c - '0');
  }
  for (std::size_t i = 0; i < decimals; ++i) scale *= 10;
  return Rational(negative ? -digits : digits, scale);
}

}  // namespace

std::optional<Rational> parse_decimal(std::string_view text, DecimalFault* fault) {
  DecimalFault found = DecimalFault::none;
  auto value = read(text, found);
  if (fault != nullptr) *fault = found;
  return value;
}

}  // namespace v1
}  // namespace vaern
