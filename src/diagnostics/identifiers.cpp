// SPDX-License-Identifier: Apache-2.0
#include "vaern/diagnostics/identifiers.hpp"

#include <algorithm>
#include <optional>

namespace vaern {
inline namespace v1 {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_word(char c) { return is_digit(c) || is_letter(c); }

int number(std::string_view digits) {
  int value = 0;
  for (char c : digits) value = value * 10 + (c - '0');
  return value;
}

bool is_day_and_month(int day, int month) {
  static constexpr int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1];
}

bool starts_word(std::string_view text, std::size_t at) {
  return at == 0 || !is_word(text[at - 1]);
}

bool ends_word(std::string_view text, std::size_t at) {
  return at >= text.size() || !is_word(text[at]);
}

// Bytes of a space or dash between two groups: a plain one, an en dash (E2 80 93), a
// non-breaking hyphen (E2 80 91) or a non-breaking space (C2 A0). 0: none.
std::size_t separator_bytes(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  if (text[at] == ' ' || text[at] == '-') return 1;
  if (text.substr(at, 3) == "\xE2\x80\x93" || text.substr(at, 3) == "\xE2\x80\x91") return 3;
  if (text.substr(at, 2) == "\xC2\xA0") return 2;
  return 0;
}

// The six digits of a birthday, "010190", or in groups of two with one and the same separator,
// "01 01 90", "01.01.90", "01-01-90", "01/01/90". The bytes behind it; 0: none.
std::size_t birthday_bytes(std::string_view text, std::size_t at) {
  const auto two_digits = [&](std::size_t from) {
    return from + 2 <= text.size() && is_digit(text[from]) && is_digit(text[from + 1]);
  };
  if (!two_digits(at)) return 0;
  std::size_t gap = separator_bytes(text, at + 2);
  if (gap == 0 && at + 2 < text.size() && (text[at + 2] == '.' || text[at + 2] == '/')) gap = 1;
  const std::string_view separator = text.substr(at + 2, gap);
  const std::size_t month_at = at + 2 + gap;
  const std::size_t year_at = month_at + 2 + gap;
  if (!two_digits(month_at) || !two_digits(year_at)) return 0;
  if (text.substr(month_at + 2, gap) != separator) return 0;
  const int day = number(text.substr(at, 2));
  const int month = number(text.substr(month_at, 2));
  if (!is_day_and_month(day, month) && !is_day_and_month(day - 60, month)) return 0;
  return year_at + 2 - at;
}

std::optional<std::size_t> cpr_at(std::string_view text, std::size_t at) {
  if (!starts_word(text, at)) return std::nullopt;
  const std::size_t birthday = birthday_bytes(text, at);
  if (birthday == 0) return std::nullopt;
  std::size_t tail = at + birthday;
  for (int i = 0; i < 3; ++i) {  // " - " at most
    tail += separator_bytes(text, tail);
  }
  if (tail + 4 > text.size() || !ends_word(text, tail + 4)) return std::nullopt;
  for (std::size_t i = 0; i < 4; ++i) {
    const char c = text[tail + i];
    // Letters only behind six digits in one: a date may stand before any word.
    const bool fits = birthday == 6 && i < 3 ? is_word(c) : is_digit(c);
    if (!fits) return std::nullopt;
  }
  return tail + 4 - at;
}

// The text from an '@' outwards: a local part, and a domain whose last label is letters.
std::optional<IdentifierMatch> email_at(std::string_view text, std::size_t at) {
  const auto is_local = [](char c) {
    return is_word(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-' ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  const auto is_domain = [](char c) {
    return is_word(c) || c == '.' || c == '-' || static_cast<unsigned char>(c) >= 0x80;
  };
  std::size_t first = at;
  while (first > 0 && is_local(text[first - 1])) --first;
  std::size_t last = at + 1;
  while (last < text.size() && is_domain(text[last])) ++last;
  while (last > at + 1 && (text[last - 1] == '.' || text[last - 1] == '-')) --last;
  const std::string_view domain = text.substr(at + 1, last - at - 1);
  const std::size_t dot = domain.rfind('.');
  if (first == at || dot == std::string_view::npos || dot == 0) return std::nullopt;
  const std::string_view top = domain.substr(dot + 1);
  if (top.size() < 2) return std::nullopt;
  for (char c : top) {
    if (!is_letter(c)) return std::nullopt;
  }
  return IdentifierMatch{IdentifierKind::email, first, last - first};
}

// A run of digits in groups with one separator (space, dash or dot) between two.
struct Groups {
  std::string digits;
  std::vector<std::size_t> sizes;
  std::string separators;  // one character for each gap
  std::size_t end = 0;
};

Groups groups_at(std::string_view text, std::size_t at, std::size_t most) {
  Groups run;
  run.end = at;
  std::size_t here = at;
  while (here < text.size()) {
    std::size_t stop = here;
    while (stop < text.size() && is_digit(text[stop])) ++stop;
    if (stop == here || run.digits.size() + (stop - here) > most) break;
    run.digits += text.substr(here, stop - here);
    run.sizes.push_back(stop - here);
    run.end = stop;
    const std::size_t gap =
        stop < text.size() && text[stop] == '.' ? 1 : separator_bytes(text, stop);
    if (gap == 0) break;
    run.separators += gap == 1 ? text[stop] : '-';
    here = stop + gap;
  }
  run.separators.resize(run.sizes.empty() ? 0 : run.sizes.size() - 1);
  return run;
}

bool is_iso_date(const Groups& run) {
  if (run.sizes != std::vector<std::size_t>{4, 2, 2} || run.separators != "--") return false;
  // Also a day that does not exist: 2026-13-40 must be shown to be corrected.
  const int year = number(std::string_view(run.digits).substr(0, 4));
  return (year >= 1900 && year <= 2100) ||
         is_day_and_month(number(std::string_view(run.digits).substr(6, 2)),
                          number(std::string_view(run.digits).substr(4, 2)));
}

bool is_danish_date(const Groups& run) {  // 20.10.2026
  if (run.sizes != std::vector<std::size_t>{2, 2, 4}) return false;
  const std::string_view digits = run.digits;
  const int year = number(digits.substr(4, 4));
  return is_day_and_month(number(digits.substr(0, 2)), number(digits.substr(2, 2))) &&
         year >= 1900 && year <= 2100;
}

bool is_span_of_years(const Groups& run) {
  if (run.sizes != std::vector<std::size_t>{4, 4} || run.separators != "-") return false;
  const int from = number(std::string_view(run.digits).substr(0, 4));
  const int to = number(std::string_view(run.digits).substr(4, 4));
  return from >= 1900 && from <= to && to <= 2100;
}

std::optional<std::size_t> telephone_at(std::string_view text, std::size_t at) {
  // Behind '@' it is the version of a model.
  if (at > 0 && (is_word(text[at - 1]) || text[at - 1] == '+' || text[at - 1] == '.' ||
                 text[at - 1] == '@')) {
    return std::nullopt;
  }
  const bool plus = text[at] == '+';
  const bool zeros = text.substr(at, 2) == "00" && text.size() > at + 2 && is_digit(text[at + 2]);
  if (plus || zeros) {
    const std::size_t prefix = plus ? 1 : 2;
    const Groups run = groups_at(text, at + prefix, 15);
    if (run.digits.size() >= 8 && run.digits[0] != '0' && ends_word(text, run.end)) {
      return run.end - at;
    }
    return std::nullopt;
  }
  if (at > 1 && text[at - 1] == '-' && is_digit(text[at - 2])) return std::nullopt;
  const Groups run = groups_at(text, at, 8);
  if (run.digits.size() != 8 || run.digits[0] < '2' || !ends_word(text, run.end)) {
    return std::nullopt;
  }
  // A separator and a digit behind it: a longer number, which is another thing.
  const std::size_t gap = separator_bytes(text, run.end);
  if (gap > 0 && run.end + gap < text.size() && text[run.end] == '-' &&
      is_digit(text[run.end + gap])) {
    return std::nullopt;
  }
  for (std::size_t size : run.sizes) {
    if (size < 2) return std::nullopt;
  }
  if (is_iso_date(run) || is_danish_date(run) || is_span_of_years(run)) return std::nullopt;
  return run.end - at;
}

}  // namespace

bool may_hold_identifier(std::string_view text) noexcept {
  constexpr std::size_t shortest = 6;       // a@b.dk
  constexpr std::size_t fewest_digits = 7;  // of a day and of a replacement number that is letters
  if (text.size() < shortest) return false;
  std::size_t digits = 0;
  std::size_t signs = 0;
  for (const char c : text) {
    digits += is_digit(c) ? 1 : 0;
    signs += c == '@' ? 1 : 0;
  }
  return digits >= fewest_digits || signs > 0;
}

bool holds_identifier(std::string_view text) {
  return may_hold_identifier(text) && !find_identifiers(text).empty();
}

std::optional<IdentifierKind> identifier_in_key(std::string_view text) {
  if (!may_hold_identifier(text)) return std::nullopt;
  const bool is_one_word = std::all_of(text.begin(), text.end(), [](char c) {
    return is_digit(c) || is_letter(c) || c == '-' || c == '_';
  });
  for (const IdentifierMatch& match : find_identifiers(text)) {
    if (match.kind != IdentifierKind::telephone || !is_one_word) return match.kind;
  }
  return std::nullopt;
}

std::vector<IdentifierMatch> find_identifiers(std::string_view text) {
  std::vector<IdentifierMatch> found;
  std::size_t free_from = 0;  // nothing before this belongs to a match
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (at < free_from) continue;
    if (text[at] == '@') {
      if (auto match = email_at(text, at)) {
        // An address may begin with what looked like a number.
        while (!found.empty() && found.back().offset >= match->offset) found.pop_back();
        found.push_back(*match);
        free_from = match->offset + match->bytes;
      }
      continue;
    }
    if (is_digit(text[at])) {
      if (auto bytes = cpr_at(text, at)) {
        found.push_back({IdentifierKind::cpr_number, at, *bytes});
        free_from = at + *bytes;
        continue;
      }
    }
    if (is_digit(text[at]) || text[at] == '+') {
      if (auto bytes = telephone_at(text, at)) {
        found.push_back({IdentifierKind::telephone, at, *bytes});
        free_from = at + *bytes;
      }
    }
  }
  return found;
}

std::string mask_identifiers(std::string_view text) {
  std::string masked;
  std::size_t copied = 0;
  for (const IdentifierMatch& match : find_identifiers(text)) {
    masked += text.substr(copied, match.offset - copied);
    for (char c : text.substr(match.offset, match.bytes)) {
      if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) masked += '*';
    }
    copied = match.offset + match.bytes;
  }
  masked += text.substr(copied);
  return masked;
}

}  // namespace v1
}  // namespace vaern
