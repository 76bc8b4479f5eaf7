// SPDX-License-Identifier: Apache-2.0
#include "vaern/reassessment/due_date.hpp"

#include <array>
#include <stdexcept>

#include "diagnostics/codes/reassessment.hpp"
#include "vaern/calendar/calendar.hpp"

namespace vaern {
inline namespace v1 {
namespace {

LocalizedText name_of_closed_day(const Calendar& calendar, Date date) {
  const std::vector<CalendarDay> days = calendar.days_on(date);
  if (!days.empty() && !days.front().rule->text.empty()) return days.front().rule->text;
  static constexpr std::array<std::array<const char*, 2>, 7> names{{
      {"Monday", "mandag"},
      {"Tuesday", "tirsdag"},
      {"Wednesday", "onsdag"},
      {"Thursday", "torsdag"},
      {"Friday", "fredag"},
      {"Saturday", "lørdag"},
      {"Sunday", "søndag"},
  }};
  const auto& name = names[static_cast<std::size_t>(date.weekday() - 1)];
  return {{"en", name[0]}, {"da", name[1]}};
}

Failure out_of_range(Instant from, const IntervalLength& interval) {
  return failure(codes::due_out_of_range, {},
                 {{"interval", interval.to_string()}, {"from", from.to_string()}});
}

Result<DueDate> elapsed_due(Instant from, const Duration& interval, const Zone& zone) {
  DueDate due;
  due.at = from.add_seconds(interval.seconds());
  const LocalTime local = zone.local(due.at);
  due.date = local.date;
  due.local = local.to_string();
  return due;
}

// What a deadline is told with when it cannot be counted.
struct Asked {
  std::string interval;
  Date from;
};

Failure outside(const Asked& asked, Date day, const Calendar& calendar) {
  return failure(codes::due_outside_calendar, {},
                 {{"interval", asked.interval},
                  {"from", asked.from.to_string()},
                  {"date", day.to_string()},
                  {"calendar", calendar.head().reference().to_string()},
                  {"first", std::to_string(calendar.first_year())},
                  {"last", std::to_string(calendar.last_year())}});
}

Result<Date> planned_day(Date start, const IntervalLength& interval, const Calendar& calendar) {
  switch (interval.unit()) {
    case IntervalLength::Unit::duration:
      return interval.duration().after(start);
    case IntervalLength::Unit::hverdage:
      return calendar.hverdag_after(start, static_cast<std::uint32_t>(interval.count()));
    case IntervalLength::Unit::arbejdsdage:
      return calendar.arbejdsdag_after(start, static_cast<std::uint32_t>(interval.count()));
    case IntervalLength::Unit::end_of_month:
      return Date(start.year(), start.month(), 1).add_months(1).add_days(-1);
    case IntervalLength::Unit::shift:
      break;
  }
  throw std::logic_error("due_date: a shift is no interval of days");
}

// The end of a planned day, rolled.
Result<DueDate> end_of_day(Date planned, Instant known, const Asked& asked, bool statutory,
                           const Zone& zone, const Calendar& calendar) {
  DueDate due;
  due.civil = true;
  due.date = planned;
  if (!statutory) {
    if (!calendar.covers(planned)) return outside(asked, planned, calendar);
    Result<Date> rolled = calendar.roll_back(planned, zone.local(known).date);
    if (!rolled) return failure(std::move(rolled.error()));
    due.date = *rolled;
    if (due.date != planned) {
      due.rolled_from = planned;
      due.closed_day = name_of_closed_day(calendar, planned);
      due.is_weekday = calendar.days_on(planned).empty();
    }
  }
  due.at = zone.end_of(due.date);
  due.local = due.date.to_string();
  return due;
}

}  // namespace

Result<DueDate> due_date(Instant from, Instant known, const IntervalLength& interval,
                         bool statutory, const Zone& zone, const Calendar& calendar) {
  try {
    if (interval.is_elapsed()) return elapsed_due(from, interval.duration(), zone);
    const Date start = zone.local(from).date;
    Result<Date> planned = planned_day(start, interval, calendar);
    if (!planned) return failure(std::move(planned.error()));
    return end_of_day(*planned, known, {interval.to_string(), start}, statutory, zone, calendar);
  } catch (const std::out_of_range&) {
    return out_of_range(from, interval);
  } catch (const std::overflow_error&) {
    return out_of_range(from, interval);
  }
}

Result<DueDate> due_before(Date end, Instant known, const Duration& before, bool statutory,
                           const Zone& zone, const Calendar& calendar) {
  try {
    const Date planned = end.add_months(-before.months()).add_days(-before.days());
    const Date earliest = zone.local(known).date;
    return end_of_day(planned < earliest ? earliest : planned, known,
                      {before.to_string(), earliest}, statutory, zone, calendar);
  } catch (const std::out_of_range&) {
    return out_of_range(known, before);
  }
}

std::optional<Instant> overdue_moment(const DueDate& due, const Duration& after, const Zone& zone) {
  try {
    if (after.is_elapsed()) return due.at.add_seconds(after.seconds());
    return zone.end_of(after.after(due.date));
  } catch (const std::out_of_range&) {
    return std::nullopt;
  } catch (const std::overflow_error&) {
    return std::nullopt;
  }
}

}  // namespace v1
}  // namespace vaern
