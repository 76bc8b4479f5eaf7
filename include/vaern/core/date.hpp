// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Civil dates of the Gregorian calendar, whole and less precise. No zone and no clock.

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vaern {
inline namespace v1 {

/// A valid day between 0001-01-01 and 9999-12-31; another cannot be made.
class Date {
 public:
  /// 1970-01-01.
  Date() noexcept = default;

  /// Throws `std::out_of_range` when there is no such day; `make` asks first.
  Date(int year, unsigned month, unsigned day);
  static std::optional<Date> make(int year, unsigned month, unsigned day) noexcept;

  /// "2026-09-10" exactly.
  static std::optional<Date> parse(std::string_view text) noexcept;

  /// Days since 1970-01-01; throws `std::out_of_range` outside the years 1 to 9999.
  static Date from_day_number(std::int64_t days);
  std::int64_t day_number() const noexcept { return days_; }

  int year() const noexcept;
  unsigned month() const noexcept;  ///< 1 to 12.
  unsigned day() const noexcept;    ///< 1 to 31.
  int weekday() const noexcept;     ///< Monday 1 to Sunday 7.
  std::chrono::year_month_day ymd() const noexcept;

  /// These throw `std::out_of_range` when the result is outside the years 1 to 9999.
  Date add_days(std::int64_t days) const;
  /// The same day of another month, at most its last: 30 January + 1 month is 28 or 29 February.
  Date add_months(std::int64_t months) const;
  /// 29 February + 1 year is 28 February.
  Date add_years(std::int64_t years) const;

  std::string to_string() const;  ///< "2026-09-10".

  friend bool operator==(const Date&, const Date&) noexcept = default;
  friend std::strong_ordering operator<=>(const Date&, const Date&) noexcept = default;

 private:
  explicit Date(std::int32_t days) noexcept : days_(days) {}
  std::int32_t days_ = 0;
};

/// Days from `a` to `b`; negative when `b` is earlier.
inline std::int64_t days_between(Date a, Date b) noexcept {
  return b.day_number() - a.day_number();
}

/// Whole years from `born` to `on`: an age. Someone born on 29 February is a year older on
/// 1 March of common years. Negative before birth.
int whole_years_between(Date born, Date on) noexcept;

std::optional<int> parse_weekday(std::string_view english) noexcept;  ///< "monday" is 1.
std::string_view weekday_name(int weekday) noexcept;                  ///< 1 is "monday".

enum class DatePrecision : std::uint8_t { day, month, year };

/// A date known to a day, a month or a year: the days it may be.
struct PartialDate {
  Date first;
  Date last;
  DatePrecision precision = DatePrecision::day;

  /// "2026", "2026-09" or "2026-09-10".
  static std::optional<PartialDate> parse(std::string_view text) noexcept;
  static PartialDate of(Date day) noexcept { return {day, day, DatePrecision::day}; }

  std::string to_string() const;  ///< As `parse` reads it.

  friend bool operator==(const PartialDate&, const PartialDate&) noexcept = default;
};

}  // namespace v1
}  // namespace vaern
