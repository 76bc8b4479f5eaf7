// SPDX-License-Identifier: Apache-2.0
// Dates that a person can look up in a calendar, each with the reason beside it: the nights when
// clocks change, leap days, ends of months and years, and days counted over Easter and Christmas.
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "reassessment/support.hpp"
#include "vaern/reassessment/due_date.hpp"

namespace vaern {
namespace {

using testing::at;
using testing::offices;

struct Schedule {
  const char* from;
  const char* interval;  ///< As `IntervalLength::parse` reads it.
  bool is_statutory;     ///< Never rolls.
  const char* due;       ///< A local day, to its end; or a local time.
  const char* because;
};

void PrintTo(const Schedule& schedule, std::ostream* out) {
  *out << schedule.from << " + " << schedule.interval << ": " << schedule.because;
}

class LiteralSchedule : public ::testing::TestWithParam<Schedule> {};

TEST_P(LiteralSchedule, IsDueAsWritten) {
  const Schedule& schedule = GetParam();
  const auto zone = Zone::find("Europe/Copenhagen");
  const auto interval = IntervalLength::parse(schedule.interval);
  ASSERT_TRUE(interval.has_value()) << schedule.interval;
  const auto due = due_date(at(schedule.from), at(schedule.from), *interval, schedule.is_statutory,
                            *zone, offices());
  ASSERT_TRUE(due.has_value());
  EXPECT_EQ(due->local, schedule.due) << schedule.because;
}

constexpr bool statutory = true;
constexpr bool internal = false;

INSTANTIATE_TEST_SUITE_P(
    ElapsedTime, LiteralSchedule,
    ::testing::Values(
        Schedule{"2026-09-11T15:00+02:00", "PT72H", internal, "2026-09-14T15:00:00+02:00",
                 "Friday 15:00 and three days of hours is Monday 15:00: the weekend counts"},
        Schedule{"2026-03-28T15:00+01:00", "PT24H", internal, "2026-03-29T16:00:00+02:00",
                 "the night of 29 March 2026 has no hour from 2 to 3"},
        Schedule{"2026-10-24T15:00+02:00", "PT24H", internal, "2026-10-25T14:00:00+01:00",
                 "the night of 25 October 2026 has the hour from 2 to 3 twice"},
        Schedule{"2026-12-31T20:00+01:00", "PT24H", statutory, "2027-01-01T20:00:00+01:00",
                 "hours do not wait for New Year's Day"},
        Schedule{"2028-02-28T23:00+01:00", "PT24H", internal, "2028-02-29T23:00:00+01:00",
                 "2028 has a 29 February"},
        Schedule{"2027-02-28T23:00+01:00", "PT24H", internal, "2027-03-01T23:00:00+01:00",
                 "2027 has none"}));

INSTANTIATE_TEST_SUITE_P(
    CivilDays, LiteralSchedule,
    ::testing::Values(
        Schedule{"2026-01-30T12:00+01:00", "P1M", statutory, "2026-02-28",
                 "30 January and one month is the last day of February"},
        Schedule{"2026-01-30T12:00+01:00", "P1M", internal, "2026-02-27",
                 "28 February 2026 is a Saturday: the Friday before"},
        Schedule{"2028-01-30T12:00+01:00", "P1M", internal, "2028-02-29",
                 "in 2028 that is the leap day, a Tuesday"},
        Schedule{"2028-02-29T12:00+01:00", "P1Y", statutory, "2029-02-28",
                 "a year after a leap day is 28 February"},
        Schedule{"2028-02-29T12:00+01:00", "P4Y", statutory, "2032-02-29",
                 "four years after it there is one again"},
        Schedule{"2026-12-24T12:00+01:00", "P7D", internal, "2026-12-30",
                 "31 December is closed by custom: the day before it"},
        Schedule{"2026-12-24T12:00+01:00", "P7D", statutory, "2026-12-31",
                 "and counts for the law"},
        Schedule{"2026-12-18T12:00+01:00", "P14D", internal, "2026-12-30",
                 "New Year's Day, and New Year's Eve before it: back into the old year"},
        Schedule{"2026-03-23T12:00+01:00", "P14D", internal, "2026-04-01",
                 "Easter Monday, back over the weekend, Good Friday and Maundy Thursday"},
        Schedule{"2023-04-21T12:00+02:00", "P14D", internal, "2023-05-04",
                 "5 May 2023 was the last Great Prayer Day (store bededag): the Thursday before"},
        Schedule{"2024-04-12T12:00+02:00", "P14D", internal, "2024-04-26",
                 "in 2024 the fourth Friday after Easter is a day like any other"},
        Schedule{"2026-03-28T23:30+01:00", "P1D", statutory, "2026-03-29",
                 "the day of 23 hours is one day"},
        Schedule{"2026-10-24T00:30+02:00", "P1D", statutory, "2026-10-25",
                 "and so is the one of 25"},
        Schedule{"2026-06-30T23:30Z", "P1D", statutory, "2026-07-02",
                 "half past eleven in Greenwich is the next day in Copenhagen"}));

INSTANTIATE_TEST_SUITE_P(
    Hverdage, LiteralSchedule,
    ::testing::Values(
        Schedule{"2026-09-10T12:00+02:00", "hverdage 6", statutory, "2026-09-17",
                 "a Thursday: Friday, Saturday, Monday to Thursday; the Sunday does not count"},
        Schedule{"2026-09-12T12:00+02:00", "hverdage 6", statutory, "2026-09-19",
                 "a Saturday: Monday to the next Saturday"},
        Schedule{"2026-04-01T12:00+02:00", "hverdage 6", statutory, "2026-04-11",
                 "over Easter: the Saturday in it, then Tuesday 7 to Saturday 11 April"},
        Schedule{"2026-12-23T12:00+01:00", "hverdage 6", statutory, "2027-01-02",
                 "24, 28, 29, 30 and 31 December, and Saturday 2 January"},
        Schedule{"2027-12-23T12:00+01:00", "hverdage 3", statutory, "2027-12-28",
                 "the 24th, then 27 and 28: in 2027 both Christmas days lie in the weekend"},
        Schedule{"2026-05-13T12:00+02:00", "hverdage 3", statutory, "2026-05-18",
                 "Ascension Day does not count; Friday, Saturday and Monday do"},
        Schedule{"2026-06-04T12:00+02:00", "hverdage 1", statutory, "2026-06-05",
                 "Constitution Day is a hverdag"},
        Schedule{"2023-05-04T12:00+02:00", "hverdage 1", statutory, "2023-05-06",
                 "5 May 2023 was store bededag: the Saturday after it"},
        Schedule{"2024-04-25T12:00+02:00", "hverdage 1", statutory, "2024-04-26",
                 "there is none from 2024"}));

INSTANTIATE_TEST_SUITE_P(
    Arbejdsdage, LiteralSchedule,
    ::testing::Values(
        Schedule{"2026-09-10T12:00+02:00", "arbejdsdage 7", statutory, "2026-09-21",
                 "a Thursday: Friday, Monday to Friday, Monday"},
        Schedule{"2026-04-01T12:00+02:00", "arbejdsdage 7", statutory, "2026-04-15",
                 "over Easter: 7 to 10 and 13 to 15 April"},
        Schedule{"2026-12-23T12:00+01:00", "arbejdsdage 7", statutory, "2027-01-05",
                 "24, 28, 29, 30, 31 December, 4 and 5 January: closing by custom lengthens none"},
        Schedule{"2023-05-04T12:00+02:00", "arbejdsdage 1", statutory, "2023-05-08",
                 "store bededag 2023 was a Friday: the Monday after it"},
        Schedule{"2024-04-25T12:00+02:00", "arbejdsdage 1", statutory, "2024-04-26",
                 "there is none from 2024"}));

INSTANTIATE_TEST_SUITE_P(
    EndOfMonth, LiteralSchedule,
    ::testing::Values(Schedule{"2026-01-02T12:00+01:00", "end_of month", statutory, "2026-01-31",
                               "a Saturday: the law's day stays"},
                      Schedule{"2026-01-31T23:59+01:00", "end_of month", statutory, "2026-01-31",
                               "on the last day of the month it is that day"},
                      Schedule{"2028-02-01T12:00+01:00", "end_of month", statutory, "2028-02-29",
                               "the leap day is the end of its month"},
                      Schedule{"2026-12-24T12:00+01:00", "end_of month", statutory, "2026-12-31",
                               "the year ends with it"},
                      Schedule{"2026-10-31T23:30Z", "end_of month", statutory, "2026-11-30",
                               "half past eleven in Greenwich is 1 November in Copenhagen"}));

}  // namespace
}  // namespace vaern
