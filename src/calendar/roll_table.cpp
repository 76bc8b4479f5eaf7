// SPDX-License-Identifier: Apache-2.0
#include "vaern/calendar/roll_table.hpp"

#include <algorithm>
#include <stdexcept>

#include "vaern/calendar/calendar.hpp"

namespace vaern {
inline namespace v1 {
namespace {

constexpr std::int64_t seconds_per_day = 86'400;

std::int32_t number_of(Date date) { return static_cast<std::int32_t>(date.day_number()); }

Date date_of(std::int32_t day) { return Date::from_day_number(day); }

}  // namespace

Instant instant_of(Microseconds at) noexcept {
  Instant instant;
  instant.seconds = at / microseconds_per_second;
  std::int64_t rest = at % microseconds_per_second;
  if (rest < 0) {
    rest += microseconds_per_second;
    --instant.seconds;
  }
  instant.nanoseconds = static_cast<std::int32_t>(rest * 1000);
  return instant;
}

RollTable::RollTable(const Calendar& calendar, const Zone& zone)
    : RollTable(calendar, zone, calendar.first_year(), calendar.last_year()) {}

RollTable::RollTable(const Calendar& calendar, const Zone& zone, int first_year, int last_year) {
  first_year = std::max(first_year, calendar.first_year());
  last_year = std::min(last_year, calendar.last_year());
  if (first_year > last_year) {
    throw std::invalid_argument("the calendar " + calendar.head().reference().to_string() +
                                " covers none of these years");
  }
  first_day_ = number_of(Date(first_year, 1, 1));
  last_day_ = number_of(Date(last_year, 12, 31));
  roll(calendar);
  read_days(zone);
}

// Rolling looks before the first day of the table, as far as the calendar goes.
void RollTable::roll(const Calendar& calendar) {
  const std::size_t days = static_cast<std::size_t>(last_day_ - first_day_) + 1;
  const std::int32_t calendar_begin = number_of(Date(calendar.first_year(), 1, 1));
  std::vector<bool> is_closed(days, false);
  int weekday = date_of(first_day_).weekday();
  for (std::size_t i = 0; i < days; ++i, weekday = weekday % 7 + 1) {
    is_closed[i] = calendar.is_weekend(weekday);
  }
  const int last_year = date_of(last_day_).year();
  for (int year = date_of(first_day_).year(); year <= last_year; ++year) {
    const std::vector<CalendarDay> named = *calendar.days(year);
    for (const CalendarDay& day : named) {
      is_closed[index(number_of(day.date))] = true;
    }
  }
  std::int32_t open = first_day_ - 1;
  while (open > calendar_begin && calendar.is_closed(date_of(open))) --open;
  open = std::max(open, calendar_begin);
  open_.resize(days);
  for (std::size_t i = 0; i < days; ++i) {
    if (!is_closed[i]) open = first_day_ + static_cast<std::int32_t>(i);
    open_[i] = open;
  }
}

void RollTable::read_days(const Zone& zone) {
  const std::size_t days = static_cast<std::size_t>(last_day_ - first_day_) + 1;
  begins_.resize(days);
  ends_.resize(days);
  for (std::size_t i = 0; i < days; ++i) {
    const Date date = date_of(first_day_ + static_cast<std::int32_t>(i));
    begins_[i] = microseconds_of(zone.to_instant(date, 0));
    ends_[i] = microseconds_of(zone.end_of(date));
  }
  begin_ = begins_.front();
  end_ = ends_.back();
  const auto floor_day = [](Microseconds at) {
    const std::int64_t day = at / microseconds_per_day;
    return at % microseconds_per_day < 0 ? day - 1 : day;
  };
  const std::int64_t first = floor_day(begin_);
  const std::int64_t last = floor_day(end_);
  utc_begin_ = first * microseconds_per_day;
  utc_days_.reserve(static_cast<std::size_t>(last - first) + 1);
  for (std::int64_t day = first; day <= last; ++day) read_utc_day(zone, day);
}

// The offset from UTC changes at most once in a day of UTC (tests hold the table to the zones), and
// between changes the next local midnight is known.
void RollTable::read_utc_day(const Zone& zone, std::int64_t utc_day) {
  const std::int64_t begin = utc_day * seconds_per_day;
  const std::int64_t end = begin + seconds_per_day;
  const LocalTime at_begin = zone.local({begin, 0});
  const std::int32_t last_offset = zone.local({end - 1, 0}).utc_offset;
  std::int64_t change = end;
  if (last_offset != at_begin.utc_offset) {
    std::int64_t low = begin;
    change = end - 1;
    while (change - low > 1) {
      const std::int64_t middle = low + (change - low) / 2;
      (zone.local({middle, 0}).utc_offset == at_begin.utc_offset ? low : change) = middle;
    }
  }
  const std::int32_t first = number_of(at_begin.date);
  std::int32_t day = first;
  std::vector<Change> found;
  const auto add = [&](std::int64_t second, std::int32_t new_day) {
    if (new_day == day) return;
    day = new_day;
    found.push_back({second * microseconds_per_second, new_day});
  };
  for (std::int64_t from = begin; from < end; from = change, change = end) {
    const LocalTime local = zone.local({from, 0});
    add(from, number_of(local.date));
    const std::int64_t midnight = from + seconds_per_day - local.second_of_day;
    if (midnight < change) add(midnight, day + 1);
  }
  UtcDay entry;
  entry.day = first;
  if (found.empty()) {
    entry.cut = static_cast<std::int32_t>(microseconds_per_day / cut_unit);
  } else if (found.size() == 1 && day == first + 1) {
    const Microseconds since = found.front().at - begin * microseconds_per_second;
    entry.cut = static_cast<std::int32_t>(since / cut_unit);
  } else {
    entry.cut = -1;
    changes_.push_back({begin * microseconds_per_second, first});
    changes_.insert(changes_.end(), found.begin(), found.end());
  }
  utc_days_.push_back(entry);
}

std::int32_t RollTable::odd_local_day(Microseconds at) const noexcept {
  const auto next = std::upper_bound(
      changes_.begin(), changes_.end(), at,
      [](Microseconds moment, const Change& change) { return moment < change.at; });
  return std::prev(next)->day;
}

}  // namespace v1
}  // namespace vaern
