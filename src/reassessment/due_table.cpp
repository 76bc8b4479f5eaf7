// SPDX-License-Identifier: Apache-2.0
#include "vaern/reassessment/due_table.hpp"

#include <algorithm>
#include <stdexcept>

#include "vaern/reassessment/due_date.hpp"

namespace vaern {
inline namespace v1 {

DueTable::DueTable(const RollTable& days, const Calendar& calendar, const Zone& zone,
                   const IntervalLength& interval, bool statutory)
    : days_(&days), is_elapsed_(interval.is_elapsed()) {
  if (is_elapsed_) {
    constexpr std::int64_t seconds_until_year_10000 = 253'402'300'800;
    elapsed_ = interval.duration().seconds() * microseconds_per_second;
    elapsed_end_ = seconds_until_year_10000 * microseconds_per_second - elapsed_;
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

void DueTable::run(std::span<const Microseconds> from, std::span<Microseconds> due) const noexcept {
  const std::size_t count = from.size();
  if (is_elapsed_) {
    for (std::size_t i = 0; i < count; ++i) {
      const bool is_good = days_->covers_moment(from[i]) && from[i] < elapsed_end_;
      due[i] = is_good ? from[i] + elapsed_ : no_moment;
    }
    return;
  }
  for (std::size_t i = 0; i < count; ++i) due[i] = this->due(from[i]);
}

void DueTable::run_days(std::span<const std::int32_t> from, std::span<std::int32_t> due) const {
  if (is_elapsed_) throw std::logic_error("an elapsed interval has no last day by local day");
  const std::int32_t first = days_->first_day();
  const auto size = static_cast<std::uint32_t>(last_days_.size());
  const std::int32_t* table = last_days_.data();
  for (std::size_t i = 0; i < from.size(); ++i) {
    const auto place = static_cast<std::uint32_t>(from[i]) - static_cast<std::uint32_t>(first);
    due[i] = place < size ? table[place] : no_day;
  }
}

}  // namespace v1
}  // namespace vaern
