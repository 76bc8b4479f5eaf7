// SPDX-License-Identifier: Apache-2.0
#include "vaern/reassessment/due_table.hpp"

#include <algorithm>
#include <stdexcept>

#include "vaern/reassessment/due_date.hpp"

namespace vaern {
inline namespace v1 {
namespace {

constexpr const char* elapsed_has_no_day =
    "an elapsed interval has no last day: hours run from a moment";

}  // namespace

DueTable::DueTable(const RollTable& days, const Calendar& calendar, const Zone& zone,
                   const IntervalLength& interval, bool statutory)
    : days_(&days) {
  if (interval.is_elapsed()) {
    constexpr std::int64_t seconds_until_year_10000 = 253'402'300'800;
    day_mask_ = 0;
    from_mask_ = -1;
    due_ = {interval.duration().seconds() * microseconds_per_second};
    last_days_ = {no_day};
    from_end_ = seconds_until_year_10000 * microseconds_per_second - due_.front();
    return;
  }
  const std::size_t count = static_cast<std::size_t>(days.last_day() - days.first_day()) + 1;
  due_.assign(count, no_moment);
  last_days_.assign(count, no_day);
  if (interval.is_duration()) {
    add_civil(interval.duration(), zone, statutory);
  } else {
    add_counted(interval, calendar, zone, statutory);
  }
  add_wide();
}

void DueTable::add_wide() {
  wide_days_.reserve(last_days_.size() + 1);
  for (const std::int32_t day : last_days_) {
    wide_days_.push_back(day == no_day ? no_moment : std::int64_t{day});
  }
  wide_days_.push_back(no_moment);
}

void DueTable::add_civil(const Duration& interval, const Zone& zone, bool statutory) {
  for (std::size_t i = 0; i < due_.size(); ++i) {
    const std::int32_t from = days_->first_day() + static_cast<std::int32_t>(i);
    try {
      const Date planned = interval.after(Date::from_day_number(from));
      const auto day = static_cast<std::int32_t>(planned.day_number());
      if (statutory) {
        last_days_[i] = day;
        due_[i] = days_->covers(day) ? days_->end_of(day) : microseconds_of(zone.end_of(planned));
      } else if (days_->covers(day)) {
        // Never before the day from which it counts (T3), nor after the day it fell on.
        last_days_[i] = std::max(days_->open_day(day), from);
        due_[i] = days_->end_of(last_days_[i]);
      }
    } catch (const std::out_of_range&) {
      last_days_[i] = no_day;  // no date that can be written
    }
  }
}

void DueTable::add_counted(const IntervalLength& interval, const Calendar& calendar,
                           const Zone& zone, bool statutory) {
  for (std::size_t i = 0; i < due_.size(); ++i) {
    const std::int32_t from = days_->first_day() + static_cast<std::int32_t>(i);
    const Instant begin = instant_of(days_->begin_of(from));
    const auto due = due_date(begin, begin, interval, statutory, zone, calendar);
    if (!due) continue;
    due_[i] = microseconds_of(due->at);
    last_days_[i] = static_cast<std::int32_t>(due->date.day_number());
  }
}

std::size_t DueTable::run(std::span<const Microseconds> from,
                          std::span<Microseconds> due) const noexcept {
  const std::size_t count = from.size();
  std::size_t without = 0;
  if (is_elapsed()) {
    for (std::size_t i = 0; i < count; ++i) {
      const bool is_good = days_->covers_moment(from[i]) && from[i] < from_end_;
      due[i] = is_good ? from[i] + due_.front() : no_moment;
      without += is_good ? 0 : 1;
    }
    return without;
  }
  for (std::size_t i = 0; i < count; ++i) {
    due[i] = this->due(from[i]);
    without += due[i] == no_moment ? 1 : 0;
  }
  return without;
}

std::size_t DueTable::run_days(std::span<const std::int32_t> from,
                               std::span<std::int32_t> due) const {
  if (is_elapsed()) throw std::logic_error(elapsed_has_no_day);
  const auto first = static_cast<std::uint32_t>(days_->first_day());
  const auto size = static_cast<std::uint32_t>(last_days_.size());
  std::size_t without = 0;
  for (std::size_t i = 0; i < from.size(); ++i) {
    const std::uint32_t place = static_cast<std::uint32_t>(from[i]) - first;
    due[i] = place < size ? last_days_[place] : no_day;
    without += due[i] == no_day ? 1 : 0;
  }
  return without;
}

// No branch depends on a cell, and cells without a deadline are counted only in blocks that have
// one: a day, which fits 32 bits, plus 2^62 has no sign, and NaT plus 2^62 has.
std::size_t DueTable::run_days(std::span<const std::int64_t> from,
                               std::span<std::int64_t> due) const {
  if (is_elapsed()) throw std::logic_error(elapsed_has_no_day);
  constexpr std::size_t block = 256;
  constexpr std::uint64_t half = std::uint64_t{1} << 62;
  const auto first = static_cast<std::uint64_t>(days_->first_day());
  const std::uint64_t outside = wide_days_.size() - 1;
  const std::int64_t* const table = wide_days_.data();
  std::size_t without = 0;
  for (std::size_t begin = 0; begin < from.size(); begin += block) {
    const std::size_t count = std::min(block, from.size() - begin);
    const std::int64_t* const cells = from.data() + begin;
    std::int64_t* const made = due.data() + begin;
    std::uint64_t signs = 0;
#pragma GCC unroll 4
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint64_t place = static_cast<std::uint64_t>(cells[i]) - first;
      const std::int64_t day = table[std::min(place, outside)];
      made[i] = day;
      signs |= static_cast<std::uint64_t>(day) + half;
    }
    if (signs >> 63 == 0) continue;
    without += static_cast<std::size_t>(std::count(made, made + count, no_moment));
  }
  return without;
}

}  // namespace v1
}  // namespace vaern
