// SPDX-License-Identifier: Apache-2.0
#include "vaern/calendar/calendar.hpp"

#include <algorithm>
#include <stdexcept>

#include "calendar/calendar_data.hpp"
#include "diagnostics/codes/calendar.hpp"

namespace vaern {
inline namespace v1 {
namespace {

constexpr int sunday = 7;

/// The weekday of a rule in a year.
Date weekday_in(const CalendarRule::Weekday& rule, int year) {
  const auto to_weekday = [&](Date day) { return (rule.weekday - day.weekday() + 7) % 7; };
  if (rule.on_or_after) {
    const Date day(year, rule.on_or_after->month, rule.on_or_after->day);
    return day.add_days(to_weekday(day));
  }
  const Date first(year, rule.month, 1);
  const Date nth = first.add_days(to_weekday(first) + 7 * ((rule.nth < 0 ? 4 : rule.nth) - 1));
  // The last is the fourth or the fifth.
  const auto fifth = Date::make(year, rule.month, nth.day() + 7);
  return rule.nth < 0 && fifth ? *fifth : nth;
}

/// Calls with each day on which a rule falls in a year.
template <class Take>
void each_day(const CalendarRule& rule, int year, Take take) {
  if (year < rule.from || year > rule.until) return;
  if (rule.on) {
    if (const auto date = Date::make(year, rule.on->month, rule.on->day)) take(*date);
  } else if (rule.easter) {
    take(easter_sunday(year).add_days(*rule.easter));
  } else if (rule.weekday) {
    take(weekday_in(*rule.weekday, year));
  } else if (rule.once) {
    const Date first = std::max(*rule.once, Date(year, 1, 1));
    const Date last = std::min(rule.through.value_or(*rule.once), Date(year, 12, 31));
    for (std::int64_t day = first.day_number(); day <= last.day_number(); ++day) {
      take(Date::from_day_number(day));
    }
  }
}

bool falls_on(const CalendarRule& rule, Date date) {
  const int year = date.year();
  if (year < rule.from || year > rule.until) return false;
  if (rule.on) return date.month() == rule.on->month && date.day() == rule.on->day;
  if (rule.easter) return easter_sunday(year).add_days(*rule.easter) == date;
  if (rule.weekday) return weekday_in(*rule.weekday, year) == date;
  return rule.once && *rule.once <= date && date <= rule.through.value_or(*rule.once);
}

constexpr std::uint8_t statutory_bit = 1;
constexpr std::uint8_t office_bit = 2;

/// Of every day of the calendar's years which kinds of day fall on it.
std::vector<std::uint8_t> marks_of(const Calendar::Data& data) {
  const std::int64_t end = Date(data.last_year, 12, 31).day_number();
  std::vector<std::uint8_t> marks(static_cast<std::size_t>(end - data.first_day + 1), 0);
  for (const CalendarRule& rule : data.rules) {
    const std::uint8_t bit = rule.kind == DayKind::statutory ? statutory_bit : office_bit;
    for (int year = rule.from; year <= rule.until; ++year) {
      each_day(rule, year, [&](Date date) {
        std::uint8_t& mark = marks[static_cast<std::size_t>(date.day_number() - data.first_day)];
        mark = static_cast<std::uint8_t>(mark | bit);
      });
    }
  }
  return marks;
}

void require(const Calendar& calendar, Date date) {
  if (!calendar.covers(date)) {
    throw std::out_of_range(date.to_string() + " is outside the years of the calendar " +
                            calendar.head().reference().to_string());
  }
}

Failure outside(const Calendar& calendar, std::string date) {
  return failure_at_path(codes::outside_calendar, "",
                         {{"date", std::move(date)},
                          {"from", std::to_string(calendar.first_year())},
                          {"to", std::to_string(calendar.last_year())},
                          {"calendar", calendar.head().reference().to_string()}});
}

/// The `count`-th day after a date that is of a sort.
template <class Predicate>
Result<Date> day_after(const Calendar& calendar, Date date, std::uint32_t count,
                       Predicate is_of_the_sort) {
  if (!calendar.covers(date)) return outside(calendar, date.to_string());
  while (count > 0) {
    // The last day of a year that a calendar may have has no next one.
    if (date == Date(calendar.last_year(), 12, 31)) {
      return outside(calendar, std::to_string(calendar.last_year() + 1));
    }
    date = date.add_days(1);
    if (is_of_the_sort(date)) --count;
  }
  return date;
}

}  // namespace

std::string_view to_string(DayKind kind) noexcept {
  return kind == DayKind::statutory ? "statutory" : "office";
}

Calendar::Calendar(std::unique_ptr<Data> data) {
  data->first_day = Date(data->first_year, 1, 1).day_number();
  data->marks = marks_of(*data);
  data_ = std::move(data);
}
Calendar::~Calendar() = default;

const ModelHead& Calendar::head() const noexcept { return data_->head; }
int Calendar::first_year() const noexcept { return data_->first_year; }
int Calendar::last_year() const noexcept { return data_->last_year; }
const std::vector<CalendarRule>& Calendar::rules() const noexcept { return data_->rules; }
const std::shared_ptr<const Calendar>& Calendar::extended() const noexcept {
  return data_->extended;
}
const Fingerprint& Calendar::meaning() const noexcept { return data_->meaning; }
const Fingerprint& Calendar::text() const noexcept { return data_->text; }

bool Calendar::covers(Date date) const noexcept {
  const int year = date.year();
  return year >= data_->first_year && year <= data_->last_year;
}

bool Calendar::is_weekend(int weekday) const noexcept {
  return data_->is_weekend[static_cast<std::size_t>(weekday)];
}

std::uint8_t Calendar::marks(Date date) const {
  require(*this, date);
  return data_->marks[static_cast<std::size_t>(date.day_number() - data_->first_day)];
}

bool Calendar::is_closed(Date date) const { return marks(date) != 0 || is_weekend(date.weekday()); }

bool Calendar::is_public_holiday(Date date) const { return (marks(date) & statutory_bit) != 0; }

bool Calendar::is_hverdag(Date date) const {
  return !is_public_holiday(date) && date.weekday() != sunday;
}

bool Calendar::is_arbejdsdag(Date date) const {
  return !is_public_holiday(date) && !is_weekend(date.weekday());
}

Result<Date> Calendar::hverdag_after(Date date, std::uint32_t count) const {
  return day_after(*this, date, count, [this](Date day) { return is_hverdag(day); });
}

Result<Date> Calendar::arbejdsdag_after(Date date, std::uint32_t count) const {
  return day_after(*this, date, count, [this](Date day) { return is_arbejdsdag(day); });
}

Result<std::vector<CalendarDay>> Calendar::days(int year) const {
  if (year < data_->first_year || year > data_->last_year) {
    return outside(*this, std::to_string(year));
  }
  std::vector<CalendarDay> days;
  for (const CalendarRule& rule : data_->rules) {
    each_day(rule, year, [&](Date date) { days.push_back({date, &rule}); });
  }
  std::stable_sort(days.begin(), days.end(),
                   [](const CalendarDay& a, const CalendarDay& b) { return a.date < b.date; });
  return days;
}

std::vector<CalendarDay> Calendar::days_on(Date date) const {
  require(*this, date);
  std::vector<CalendarDay> days;
  for (const CalendarRule& rule : data_->rules) {
    if (falls_on(rule, date)) days.push_back({date, &rule});
  }
  return days;
}

Result<Date> Calendar::roll_back(Date due, Date not_before) const {
  if (!covers(due)) return outside(*this, due.to_string());
  Date day = due;
  while (is_closed(day)) {
    if (day <= not_before) return std::min(due, not_before);
    const Date before = day.add_days(-1);
    if (!covers(before)) {
      return failure_at_path(codes::no_open_day_before, "",
                             {{"from", std::to_string(first_year())},
                              {"date", due.to_string()},
                              {"calendar", head().reference().to_string()}});
    }
    day = before;
  }
  return std::min(due, std::max(day, not_before));
}

}  // namespace v1
}  // namespace vaern
