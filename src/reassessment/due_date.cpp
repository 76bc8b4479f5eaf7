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

Failure out_of_range(Instant from, const Duration& interval) {
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

Result<DueDate> civil_due(Instant from, Instant known, const Duration& interval, bool statutory,
                          const Zone& zone, const Calendar& calendar) {
  DueDate due;
  due.civil = true;
  const Date planned = interval.after(zone.local(from).date);
  due.date = planned;
  if (!statutory) {
    if (!calendar.covers(planned)) {
      return failure(codes::due_outside_calendar, {},
                     {{"interval", interval.to_string()},
                      {"from", zone.local(from).date.to_string()},
                      {"date", planned.to_string()},
                      {"calendar", calendar.head().reference().to_string()},
                      {"first", std::to_string(calendar.first_year())},
                      {"last", std::to_string(calendar.last_year())}});
    }
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

Result<DueDate> due_date(Instant from, Instant known, const Duration& interval, bool statutory,
                         const Zone& zone, const Calendar& calendar) {
  try {
    if (interval.is_elapsed()) return elapsed_due(from, interval, zone);
    return civil_due(from, known, interval, statutory, zone, calendar);
  } catch (const std::out_of_range&) {
    return out_of_range(from, interval);
  } catch (const std::overflow_error&) {
    return out_of_range(from, interval);
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
