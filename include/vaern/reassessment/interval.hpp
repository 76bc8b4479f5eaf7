// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// How long a clock runs: a duration, days that a calendar counts, or to the end of a month.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "vaern/core/duration.hpp"

namespace vaern {
inline namespace v1 {

class IntervalLength {
 public:
  enum class Unit : std::uint8_t {
    duration,
    hverdage,      ///< Days but Sundays and public holidays; a Saturday is one.
    arbejdsdage,   ///< Hverdage from Monday to Friday.
    end_of_month,  ///< To the last day of the month.
    shift,         ///< To the end of the next shift: `every: shift`.
  };

  IntervalLength() noexcept = default;  ///< PT0H.
  IntervalLength(const Duration& duration) noexcept : duration_(duration) {}
  /// `count` is at least 1 for the two kinds of days, and 0 for the rest.
  IntervalLength(Unit unit, int count) noexcept : unit_(unit), count_(count) {}

  Unit unit() const noexcept { return unit_; }
  bool is_duration() const noexcept { return unit_ == Unit::duration; }
  const Duration& duration() const noexcept { return duration_; }  ///< PT0H of other units.
  int count() const noexcept { return count_; }                    ///< 0 of other units.
  bool is_zero() const noexcept { return is_duration() && duration_.is_zero(); }
  bool is_elapsed() const noexcept { return is_duration() && duration_.is_elapsed(); }

  /// "PT24H", "hverdage 6", "arbejdsdage 7", "end_of month", "every shift"; `parse` reads it.
  std::string to_string() const;
  static std::optional<IntervalLength> parse(std::string_view text);

  friend bool operator==(const IntervalLength&, const IntervalLength&) noexcept = default;

 private:
  Unit unit_ = Unit::duration;
  int count_ = 0;
  Duration duration_;
};

/// Whether a deadline after `a` is never later than one after `b`, from any start and with any
/// calendar. A civil one ends with its day, up to a day after the interval itself.
bool never_due_later(const IntervalLength& a, const IntervalLength& b);

}  // namespace v1
}  // namespace vaern
