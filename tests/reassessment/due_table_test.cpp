// SPDX-License-Identifier: Apache-2.0
#include "vaern/reassessment/due_table.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <stdexcept>
#include <vector>

#include "reassessment/support.hpp"
#include "vaern/reassessment/due_date.hpp"

namespace vaern {
namespace {

using namespace vaern::testing;

constexpr const char* intervals[] = {
    "PT0H", "PT24H", "PT72H", "P0D",   "P1D",        "P2D",           "P7D",         "P30D",
    "P1M",  "P3M",   "P12M",  "P1M3D", "hverdage 6", "arbejdsdage 7", "end_of month"};
constexpr const char* zones[] = {"Europe/Copenhagen", "America/Sao_Paulo", "America/St_Johns",
                                 "Pacific/Apia", "America/Havana"};

void expect_as_due_date(const DueTable& table, Microseconds from, const IntervalLength& interval,
                        bool statutory, const Zone& zone, const Calendar& calendar) {
  const Instant at = instant_of(from);
  const auto expected = due_date(at, at, interval, statutory, zone, calendar);
  const Microseconds due = table.due(from);
  const std::string where = zone.name() + " " + interval.to_string() + " " + at.to_string();
  if (!expected) {
    ASSERT_EQ(due, no_moment) << where;
    return;
  }
  ASSERT_EQ(due, microseconds_of(expected->at)) << where;
}

TEST(DueTable, EveryDayOfTheCalendarHasTheDueDateOfItsInterval) {
  const auto zone = Zone::find("Europe/Copenhagen");
  const RollTable days(offices(), *zone);
  for (const char* text : {"P2D", "P1M", "PT72H"}) {
    for (const bool statutory : {false, true}) {
      const IntervalLength interval = *IntervalLength::parse(text);
      const DueTable table(days, offices(), *zone, interval, statutory);
      // Every day by the calendar that rolls; of the rest one in eleven.
      const std::int32_t step =
          !statutory && interval == IntervalLength(*Duration::parse("P1M")) ? 1 : 11;
      for (std::int32_t day = days.first_day(); day <= days.last_day(); day += step) {
        expect_as_due_date(table, days.begin_of(day), interval, statutory, *zone, offices());
      }
    }
  }
}

TEST(DueTable, OddZonesAndAllKindsOfIntervalGiveTheSame) {
  for (const char* name : zones) {
    const auto zone = Zone::find(name);
    const RollTable days(offices(), *zone, 2009, 2014);
    for (const char* text : intervals) {
      for (const bool statutory : {false, true}) {
        const IntervalLength interval = *IntervalLength::parse(text);
        const DueTable table(days, offices(), *zone, interval, statutory);
        // Until 2012: a table of some years alone knows no later deadline.
        const std::int32_t last = static_cast<std::int32_t>(Date(2012, 12, 31).day_number());
        for (std::int32_t day = days.first_day(); day <= last; ++day) {
          const Microseconds begin = days.begin_of(day);
          for (const Microseconds from :
               {begin, begin - 1, begin + 59'999'999, begin + 5'400'000'000}) {
            if (!days.covers_moment(from)) continue;
            expect_as_due_date(table, from, interval, statutory, *zone, offices());
          }
        }
      }
    }
  }
}

TEST(DueTable, AColumnHasTheAnswersOfItsCells) {
  const auto zone = Zone::find("Europe/Copenhagen");
  const RollTable days(offices(), *zone, 2024, 2026);
  const IntervalLength week = *IntervalLength::parse("P7D");
  const DueTable table(days, offices(), *zone, week, false);
  const std::vector<Microseconds> from{microseconds_of(at("2026-03-27T15:00:00Z")), no_moment,
                                       microseconds_of(at("2030-01-01T00:00:00Z")),
                                       microseconds_of(at("2026-12-30T12:00:00Z"))};
  std::vector<Microseconds> due(from.size());
  table.run(from, due);
  // Good Friday: back to the day before Maundy Thursday, the midnight that ends it.
  EXPECT_EQ(instant_of(due[0]).to_string(), "2026-04-01T22:00:00Z");
  EXPECT_EQ(due[1], no_moment);
  EXPECT_EQ(due[2], no_moment);
  EXPECT_EQ(due[3], no_moment);  // in 2027, which this table does not know

  const DueTable hours(days, offices(), *zone, *Duration::parse("PT72H"), false);
  EXPECT_EQ(table.run(from, due), 3U);
  EXPECT_EQ(hours.run(from, due), 2U);
  EXPECT_EQ(instant_of(due[3]).to_string(), "2027-01-02T12:00:00Z");  // hours need no day to end on
}

TEST(DueTable, AColumnOfDaysHasTheLastDaysOfItsCells) {
  const auto zone = Zone::find("Europe/Copenhagen");
  const RollTable days(offices(), *zone, 2024, 2026);
  const DueTable table(days, offices(), *zone, *IntervalLength::parse("P7D"), false);
  std::vector<std::int32_t> narrow{no_day, 0, std::numeric_limits<std::int32_t>::max()};
  std::vector<std::int64_t> wide{no_moment, no_day, 0, std::numeric_limits<std::int64_t>::max(),
                                 std::int64_t{1} << 32};
  for (std::int32_t day = days.first_day() - 2; day <= days.last_day() + 2; ++day) {
    narrow.push_back(day);
    wide.push_back(day);
    wide.push_back(day + (std::int64_t{1} << 32));  // another day with the same lower half
  }
  std::vector<std::int32_t> narrow_last(narrow.size());
  std::vector<std::int64_t> wide_last(wide.size());
  const std::size_t without = table.run_days(narrow, narrow_last);
  const std::size_t wide_without = table.run_days(wide, wide_last);
  const auto expected = [&](std::int64_t day) {
    const bool is_there = day >= days.first_day() && day <= days.last_day();
    return is_there ? table.last_day(static_cast<std::int32_t>(day)) : no_day;
  };
  std::size_t counted = 0;
  for (std::size_t i = 0; i < narrow.size(); ++i) {
    ASSERT_EQ(narrow_last[i], expected(narrow[i])) << narrow[i];
    counted += narrow_last[i] == no_day ? 1 : 0;
  }
  EXPECT_EQ(without, counted);
  counted = 0;
  for (std::size_t i = 0; i < wide.size(); ++i) {
    const std::int32_t last = expected(wide[i]);
    ASSERT_EQ(wide_last[i], last == no_day ? no_moment : last) << wide[i];
    counted += last == no_day ? 1 : 0;
  }
  EXPECT_EQ(wide_without, counted);
  // 27 March 2026 and a week is Good Friday: back to the day before Maundy Thursday.
  const auto start = static_cast<std::int32_t>(Date(2026, 3, 27).day_number());
  EXPECT_EQ(Date::from_day_number(table.last_day(start)).to_string(), "2026-04-01");

  const DueTable hours(days, offices(), *zone, *Duration::parse("PT72H"), false);
  EXPECT_THROW(hours.run_days(narrow, narrow_last), std::logic_error);
  EXPECT_THROW(hours.run_days(wide, wide_last), std::logic_error);
}

}  // namespace
}  // namespace vaern
