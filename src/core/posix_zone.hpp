// SPDX-License-Identifier: Apache-2.0
#pragma once
// The rule at the end of a TZif file, in the form of the POSIX variable TZ with the extensions
// of RFC 8536: "CET-1CEST,M3.5.0,M10.5.0/3". It says what holds after the last transition.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vaern::detail {

/// What clocks show from some moment on.
struct ZoneOffset {
  std::int32_t seconds_east = 0;
  std::string abbreviation;
};

/// A moment at which clocks change, and to what.
struct ZoneChange {
  std::int64_t at = 0;  ///< Seconds since 1970 in UTC.
  const ZoneOffset* to = nullptr;
};

class PosixZone {
 public:
  static std::optional<PosixZone> parse(std::string_view text);

  const ZoneOffset& at(std::int64_t instant) const;

  /// The changes of the years around both moments, in order; empty without daylight saving time.
  /// Views into this object.
  std::vector<ZoneChange> changes(std::int64_t from, std::int64_t to) const;

  /// A day and a time of day at which the clocks change once a year.
  struct Rule {
    enum class Form : std::uint8_t {
      month_week_day,        ///< M3.5.0
      day_without_february,  ///< J60: 1 to 365, 29 February never counts.
      day_of_year,           ///< 59: 0 to 365.
    };
    Form form = Form::month_week_day;
    int month = 1;
    int week = 1;
    int day = 0;
    std::int32_t time = 7200;  ///< Seconds after local midnight; may be negative or above a day.
  };

 private:
  ZoneOffset standard_;
  std::optional<ZoneOffset> daylight_;
  Rule begins_;
  Rule ends_;
};

}  // namespace vaern::detail
