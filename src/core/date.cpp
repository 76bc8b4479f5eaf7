// SPDX-License-Identifier: Apache-2.0
#include "vaern/core/date.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "core/civil.hpp"

namespace vaern {
inline namespace v1 {
namespace {

namespace chrono = std::chrono;

constexpr int first_year = 1;
constexpr int last_year = 9999;

constexpr std::int64_t number_of(int year, unsigned month, unsigned day) {
  return chrono::sys_days(chrono::year(year) / static_cast<int>(month) / static_cast<int>(day))
      .time_since_epoch()
      .count();
}

constexpr std::int64_t first_number = number_of(first_year, 1, 1);
constexpr std::int64_t last_number = number_of(last_year, 12, 31);

constexpr std::array<std::string_view, 7> weekdays{"monday", "tuesday",  "wednesday", "thursday",
                                                   "friday", "saturday", "sunday"};

unsigned last_day_of(int year, unsigned month) {
  const chrono::year_month_day_last last = chrono::year(year) / chrono::month(month) / chrono::last;
  return static_cast<unsigned>(last.day());
}

[[noreturn]] void outside() { throw std::out_of_range("a date outside the years 1 to 9999"); }

}  // namespace

Date::Date(int year, unsigned month, unsigned day) {
  const auto date = make(year, month, day);
  if (!date) throw std::out_of_range("there is no such date");
  *this = *date;
}

std::optional<Date> Date::make(int year, unsigned month, unsigned day) noexcept {
  if (year < first_year || year > last_year || month < 1 || month > 12 || day < 1 ||
      day > last_day_of(year, month)) {
    return std::nullopt;
  }
  return Date(static_cast<std::int32_t>(number_of(year, month, day)));
}

std::optional<Date> Date::parse(std::string_view text) noexcept {
  const auto year = detail::read_digits(text, 0, 4);
  const auto month = detail::read_digits(text, 5, 2);
  const auto day = detail::read_digits(text, 8, 2);
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !year || !month || !day) {
    return std::nullopt;
  }
  return make(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
}

Date Date::from_day_number(std::int64_t days) {
  if (days < first_number || days > last_number) outside();
  return Date(static_cast<std::int32_t>(days));
}

chrono::year_month_day Date::ymd() const noexcept {
  return chrono::year_month_day(chrono::sys_days(chrono::days(days_)));
}

int Date::year() const noexcept { return static_cast<int>(ymd().year()); }
unsigned Date::month() const noexcept { return static_cast<unsigned>(ymd().month()); }
unsigned Date::day() const noexcept { return static_cast<unsigned>(ymd().day()); }

int Date::weekday() const noexcept {
  return static_cast<int>(chrono::weekday(chrono::sys_days(chrono::days(days_))).iso_encoding());
}

Date Date::add_days(std::int64_t days) const {
  if (days < first_number - last_number || days > last_number - first_number) outside();
  return from_day_number(days_ + days);
}

Date Date::add_months(std::int64_t months) const {
  constexpr std::int64_t most = 12LL * (last_year + 1);
  if (months < -most || months > most) outside();
  const auto from = ymd();
  const std::int64_t index =
      12LL * static_cast<int>(from.year()) + static_cast<unsigned>(from.month()) - 1 + months;
  const auto year = static_cast<int>(detail::floor_div(index, 12));
  if (year < first_year || year > last_year) outside();
  const auto month = static_cast<unsigned>(index - 12LL * year) + 1;
  const unsigned day = std::min(static_cast<unsigned>(from.day()), last_day_of(year, month));
  return Date(year, month, day);
}

Date Date::add_years(std::int64_t years) const {
  if (years < -last_year || years > last_year) outside();
  return add_months(12 * years);
}

std::string Date::to_string() const {
  const auto date = ymd();
  std::string text;
  detail::append_padded(text, static_cast<int>(date.year()), 4);
  text += '-';
  detail::append_padded(text, static_cast<unsigned>(date.month()), 2);
  text += '-';
  detail::append_padded(text, static_cast<unsigned>(date.day()), 2);
  return text;
}

int whole_years_between(Date born, Date on) noexcept {
  const auto a = born.ymd();
  const auto b = on.ymd();
  const int years = static_cast<int>(b.year()) - static_cast<int>(a.year());
  const bool before_birthday =
      b.month() < a.month() || (b.month() == a.month() && b.day() < a.day());
  return before_birthday ? years - 1 : years;
}

std::optional<int> parse_weekday(std::string_view english) noexcept {
  const auto* const found = std::find(weekdays.begin(), weekdays.end(), english);
  if (found == weekdays.end()) return std::nullopt;
  return static_cast<int>(found - weekdays.begin()) + 1;
}

std::string_view weekday_name(int weekday) noexcept {
  return weekday >= 1 && weekday <= 7 ? weekdays[static_cast<std::size_t>(weekday - 1)]
                                      : std::string_view();
}

std::optional<PartialDate> PartialDate::parse(std::string_view text) noexcept {
  if (text.size() == 10) {
    const auto day = Date::parse(text);
    return day ? std::optional(of(*day)) : std::nullopt;
  }
  const auto year = detail::read_digits(text, 0, 4);
  if (!year || *year < first_year) return std::nullopt;
  if (text.size() == 4) {
    return PartialDate{Date(*year, 1, 1), Date(*year, 12, 31), DatePrecision::year};
  }
  const auto month = detail::read_digits(text, 5, 2);
  if (text.size() != 7 || text[4] != '-' || !month || *month < 1 || *month > 12) {
    return std::nullopt;
  }
  const auto m = static_cast<unsigned>(*month);
  return PartialDate{Date(*year, m, 1), Date(*year, m, last_day_of(*year, m)),
                     DatePrecision::month};
}

std::string PartialDate::to_string() const {
  const std::string whole = first.to_string();
  switch (precision) {
    case DatePrecision::year:
      return whole.substr(0, 4);
    case DatePrecision::month:
      return whole.substr(0, 7);
    case DatePrecision::day:
      break;
  }
  return whole;
}

}  // namespace v1
}  // namespace vaern
