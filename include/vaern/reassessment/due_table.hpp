// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// The deadlines of one interval for every local day, so that a column of moments becomes a column
/// of deadlines without arithmetic: exactly `due_date(from, from, ...)`.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "vaern/calendar/roll_table.hpp"
#include "vaern/reassessment/interval.hpp"

namespace vaern {
inline namespace v1 {

/// No deadline: outside the years of the table or of the calendar. It is NumPy's NaT.
inline constexpr Microseconds no_moment = std::numeric_limits<Microseconds>::min();
inline constexpr std::int32_t no_day = std::numeric_limits<std::int32_t>::min();

class Calendar;

/// Immutable; keeps the roll table by reference, which must outlive it.
class DueTable {
 public:
  /// `days` is made of the same calendar and zone. Not for the unit `shift` (`std::logic_error`).
  DueTable(const RollTable& days, const Calendar& calendar, const Zone& zone,
           const IntervalLength& interval, bool statutory);

  /// The deadline after a moment; `no_moment` where there is none, as for `no_moment` itself.
  Microseconds due(Microseconds from) const noexcept {
    if (!days_->covers_moment(from)) return no_moment;
    return due_on(from, days_->local_day(from));
  }
  /// The same where the local day of `from` is known and covered.
  Microseconds due_on(Microseconds from, std::int32_t local_day) const noexcept {
    if (from >= from_end_) return no_moment;
    return cells().due(from, static_cast<std::size_t>(local_day - days_->first_day()));
  }
  /// Of a civil interval the last local day on which it is in time; `no_day` where there is none,
  /// and of elapsed time.
  std::int32_t last_day(std::int32_t local_day) const noexcept {
    return last_days_[place(local_day)];
  }
  bool is_elapsed() const noexcept { return day_mask_ == 0; }

  /// Of a column. As many cells as `from` has are written. Returns how many of them have no
  /// deadline: those of empty cells, and those outside.
  std::size_t run(std::span<const Microseconds> from, std::span<Microseconds> due) const noexcept;
  /// Of a column of local days, by an interval that is no elapsed time (else `std::logic_error`):
  /// the last day in time. The same count.
  std::size_t run_days(std::span<const std::int32_t> from, std::span<std::int32_t> due) const;
  /// With days as NumPy has them, and its NaT (`no_moment`) where there is none.
  std::size_t run_days(std::span<const std::int64_t> from, std::span<std::int64_t> due) const;

  /// For loops over moments: a civil interval has a cell for each day. Elapsed time has one, its
  /// length, to which the moment is added: the masks say which, so that neither is a branch.
  struct Cells {
    const Microseconds* cells = nullptr;
    std::size_t day_mask = 0;
    Microseconds from_mask = 0;
    /// `place` counts from the first day of the table; not for moments outside it.
    Microseconds due(Microseconds from, std::size_t place) const noexcept {
      return cells[place & day_mask] + (from & from_mask);
    }
  };
  Cells cells() const noexcept { return {due_.data(), day_mask_, from_mask_}; }
  /// Whether every moment of the roll table has a date that can be written: `cells` says all.
  bool covers_all_moments() const noexcept { return days_->end() <= from_end_; }

 private:
  void add_wide();
  void add_civil(const Duration& interval, const Zone& zone, bool statutory);
  void add_counted(const IntervalLength& interval, const Calendar& calendar, const Zone& zone,
                   bool statutory);

  std::size_t place(std::int32_t local_day) const noexcept {
    return static_cast<std::size_t>(local_day - days_->first_day()) & day_mask_;
  }

  const RollTable* days_;
  std::size_t day_mask_ = ~std::size_t{0};
  Microseconds from_mask_ = 0;
  Microseconds from_end_ = std::numeric_limits<Microseconds>::max();  // elapsed: the year 10000
  std::vector<Microseconds> due_;
  std::vector<std::int32_t> last_days_;
  std::vector<std::int64_t> wide_days_;  // the same, NaT for none, and one NaT for all outside
};

}  // namespace v1
}  // namespace vaern
