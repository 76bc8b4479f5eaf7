// SPDX-License-Identifier: Apache-2.0
#include "vaern/core/instant.hpp"

#include <stdexcept>

#include "core/civil.hpp"
#include "vaern/core/date.hpp"

namespace vaern {
inline namespace v1 {
namespace {

constexpr std::size_t date_width = 10;
constexpr int nano_digits = 9;

/// "+02:00", "-05:30" or "Z", in seconds east of UTC.
std::optional<std::int32_t> parse_offset(std::string_view text) noexcept {
  if (text == "Z") return 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') {
    return std::nullopt;
  }
  const auto hours = detail::read_digits(text, 1, 2);
  const auto minutes = detail::read_digits(text, 4, 2);
  if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  const int seconds = *hours * 3600 + *minutes * 60;
  return text[0] == '-' ? -seconds : seconds;
}

}  // namespace

std::optional<Instant> Instant::parse(std::string_view text) noexcept {
  const auto date = Date::parse(text.substr(0, date_width));
  if (!date || text.size() < date_width + 6 || text[10] != 'T' || text[13] != ':') {
    return std::nullopt;
  }
  const auto hour = detail::read_digits(text, 11, 2);
  const auto minute = detail::read_digits(text, 14, 2);
  if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
  std::string_view rest = text.substr(16);
  int second = 0;
  std::int32_t nanoseconds = 0;
  if (!rest.empty() && rest.front() == ':') {
    const auto read = detail::read_digits(rest, 1, 2);
    if (!read || *read > 59) return std::nullopt;
    second = *read;
    rest.remove_prefix(3);
    if (!rest.empty() && rest.front() == '.') {
      rest.remove_prefix(1);
      int digits = 0;
      while (!rest.empty() && rest.front() >= '0' && rest.front() <= '9') {
        if (++digits > nano_digits) return std::nullopt;
        nanoseconds = nanoseconds * 10 + (rest.front() - '0');
        rest.remove_prefix(1);
      }
      if (digits == 0) return std::nullopt;
      for (; digits < nano_digits; ++digits) nanoseconds *= 10;
    }
  }
  const auto offset = parse_offset(rest);
  if (!offset) return std::nullopt;
  const Instant instant{
      date->day_number() * detail::seconds_per_day + *hour * 3600 + *minute * 60 + second - *offset,
      nanoseconds};
  // The offset may lead out of the years that can be written.
  static const Date first(1, 1, 1);
  static const Date last(9999, 12, 31);
  const std::int64_t day = detail::floor_div(instant.seconds, detail::seconds_per_day);
  if (day < first.day_number() || day > last.day_number()) return std::nullopt;
  return instant;
}

std::string Instant::to_string() const {
  const std::int64_t day = detail::floor_div(seconds, detail::seconds_per_day);
  const std::int64_t second = seconds - day * detail::seconds_per_day;
  std::string text = Date::from_day_number(day).to_string();
  text += 'T';
  detail::append_padded(text, second / 3600, 2);
  text += ':';
  detail::append_padded(text, second / 60 % 60, 2);
  text += ':';
  detail::append_padded(text, second % 60, 2);
  if (nanoseconds != 0) {
    std::string decimals;
    detail::append_padded(decimals, nanoseconds, nano_digits);
    decimals.erase(decimals.find_last_not_of('0') + 1);
    text += '.' + decimals;
  }
  return text + 'Z';
}

Instant Instant::add_seconds(std::int64_t seconds_later) const {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(seconds, seconds_later, &sum)) {
    throw std::overflow_error("an instant that does not fit");
  }
  return {sum, nanoseconds};
}

}  // namespace v1
}  // namespace vaern
