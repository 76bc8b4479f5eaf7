// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// A calendar and a zone as tables by day, for columns of dates: which open day a day rolls back
/// to, and at which moment it begins and ends. Built once, then read without a branch.

#include <cstdint>
#include <vector>

#include "vaern/core/date.hpp"
#include "vaern/core/instant.hpp"
#include "vaern/core/zone.hpp"

namespace vaern {
inline namespace v1 {

class Calendar;

/// Moments of columns: microseconds since 1970-01-01T00:00:00Z.
using Microseconds = std::int64_t;
inline constexpr Microseconds microseconds_per_second = 1'000'000;
inline constexpr Microseconds microseconds_per_day = 86'400 * microseconds_per_second;

/// Days are numbers since 1970-01-01, as `Date::day_number` has them. Immutable, safe to share
/// between threads; it keeps neither calendar nor zone.
class RollTable {
 public:
  /// The years of the calendar.
  RollTable(const Calendar& calendar, const Zone& zone);
  /// Those of them from `first_year` to `last_year`: for data of few years. Throws
  /// `std::invalid_argument` where the calendar covers none of them.
  RollTable(const Calendar& calendar, const Zone& zone, int first_year, int last_year);

  std::int32_t first_day() const noexcept { return first_day_; }
  std::int32_t last_day() const noexcept { return last_day_; }  ///< Inclusive.
  bool covers(std::int32_t day) const noexcept { return day >= first_day_ && day <= last_day_; }

  /// The moments of covered days: from the first local midnight, to before the last.
  Microseconds begin() const noexcept { return begin_; }
  Microseconds end() const noexcept { return end_; }
  bool covers_moment(Microseconds at) const noexcept { return at >= begin_ && at < end_; }

  /// The rest is asked only of covered days and moments.
  ///
  /// The day itself where it is open, else the latest open day before it that the calendar knows;
  /// the first day of the calendar where there is none.
  std::int32_t open_day(std::int32_t day) const noexcept { return open_[index(day)]; }
  /// Local midnight, as `Zone::to_instant(day, 0)`, and the next, as `Zone::end_of(day)`.
  Microseconds begin_of(std::int32_t day) const noexcept { return begins_[index(day)]; }
  Microseconds end_of(std::int32_t day) const noexcept { return ends_[index(day)]; }

  /// The local day of a moment, as `Zone::local` gives it.
  std::int32_t local_day(Microseconds at) const noexcept {
    const std::int64_t since = at - utc_begin_;  // never negative
    const auto day = static_cast<std::uint64_t>(since) / day_length;
    const auto rest = static_cast<std::int64_t>(static_cast<std::uint64_t>(since) % day_length);
    const UtcDay entry = utc_days_[day];
    if (entry.cut >= 0) [[likely]] {
      return entry.day + (rest / cut_unit >= entry.cut ? 1 : 0);
    }
    return odd_local_day(at);
  }

 private:
  static constexpr std::uint64_t day_length = 86'400'000'000;
  // A day of UTC: its first local day, and when the next one begins in it, in units of 64
  // microseconds, of which a second has a whole number. Negative: clocks moved so that this does
  // not say it, and `changes_` does.
  static constexpr std::int64_t cut_unit = 64;
  struct UtcDay {
    std::int32_t cut = 0;
    std::int32_t day = 0;
  };
  struct Change {
    Microseconds at = 0;
    std::int32_t day = 0;  // from then on
  };

  std::size_t index(std::int32_t day) const noexcept {
    return static_cast<std::size_t>(day - first_day_);
  }
  std::int32_t odd_local_day(Microseconds at) const noexcept;
  void roll(const Calendar& calendar);
  void read_days(const Zone& zone);
  void read_utc_day(const Zone& zone, std::int64_t day);

  std::int32_t first_day_ = 0;
  std::int32_t last_day_ = 0;
  Microseconds begin_ = 0;
  Microseconds end_ = 0;
  Microseconds utc_begin_ = 0;
  std::vector<std::int32_t> open_;
  std::vector<Microseconds> begins_;
  std::vector<Microseconds> ends_;
  std::vector<UtcDay> utc_days_;
  std::vector<Change> changes_;  // of odd days alone, ascending
};

/// In microseconds; what is finer is cut off, towards the past.
constexpr Microseconds microseconds_of(const Instant& at) noexcept {
  return at.seconds * microseconds_per_second + at.nanoseconds / 1000;
}
Instant instant_of(Microseconds at) noexcept;

}  // namespace v1
}  // namespace vaern
