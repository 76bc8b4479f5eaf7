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

/// The day on which a rule falls in a year, if it does.
std::optional<Date> date_in(const CalendarRule& rule, int year) {
  if (year < rule.from || year > rule.until) return std::nullopt;
  if (rule.on) return Date::make(year, rule.on->month, rule.on->day);
  if (rule.easter) return easter_sunday(year).add_days(*rule.easter);
  return rule.once;
}

template <class Predicate>
bool any_rule_on(const std::vector<CalendarRule>& rules, Date date, Predicate matters) {
  const int year = date.year();
  return std::any_of(rules.begin(), rules.end(), [&](const CalendarRule& rule) {
    return matters(rule) && date_in(rule, year) == date;
  });
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

}  // namespace

std::string_view to_string(DayKind kind) noexcept {
  return kind == DayKind::statutory ? "statutory" : "office";
}

Calendar::Calendar(std::unique_ptr<const Data> data) noexcept : data_(std::move(data)) {}
Calendar::~Calendar() = default;

const ModelHead& Calendar::head() const noexcept { return data_->head; }
int Calendar::first_year() const noexcept { return data_->first_year; }
int Calendar::last_year() const noexcept { return data_->last_year; }
const std::vector<CalendarRule>& Calendar::rules() const noexcept { return data_->rules; }
const Fingerprint& Calendar::meaning() const noexcept { return data_->meaning; }
const Fingerprint& Calendar::text() const noexcept { return data_->text; }

bool Calendar::covers(Date date) const noexcept {
  const int year = date.year();
  return year >= data_->first_year && year <= data_->last_year;
}

bool Calendar::is_closed(Date date) const {
  require(*this, date);
  return data_->is_weekend[static_cast<std::size_t>(date.weekday())] ||
         any_rule_on(data_->rules, date, [](const CalendarRule&) { return true; });
}

bool Calendar::is_public_holiday(Date date) const {
  require(*this, date);
  return any_rule_on(data_->rules, date,
                     [](const CalendarRule& rule) { return rule.kind == DayKind::statutory; });
}

bool Calendar::is_hverdag(Date date) const {
  return !is_public_holiday(date) && date.weekday() != sunday;
}

Result<std::vector<CalendarDay>> Calendar::days(int year) const {
  if (year < data_->first_year || year > data_->last_year) {
    return outside(*this, std::to_string(year));
  }
  std::vector<CalendarDay> days;
  for (const CalendarRule& rule : data_->rules) {
    if (const auto date = date_in(rule, year)) days.push_back({*date, &rule});
  }
  std::stable_sort(days.begin(), days.end(),
                   [](const CalendarDay& a, const CalendarDay& b) { return a.date < b.date; });
  return days;
}

std::vector<CalendarDay> Calendar::days_on(Date date) const {
  require(*this, date);
  std::vector<CalendarDay> days;
  for (const CalendarRule& rule : data_->rules) {
    if (date_in(rule, date.year()) == date) days.push_back({date, &rule});
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
