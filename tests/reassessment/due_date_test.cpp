// SPDX-License-Identifier: Apache-2.0
// Literal schedules: every expected date stands here with its reason.
#include "vaern/reassessment/due_date.hpp"

#include <gtest/gtest.h>

#include "reassessment/support.hpp"

namespace vaern {
namespace {

using testing::at;
using testing::offices;

const Zone& copenhagen() {
  static const auto zone = Zone::find("Europe/Copenhagen");
  return *zone;
}

DueDate due_from(const std::string& from, const char* interval, bool statutory = false) {
  return due_date(at(from), at(from), *Duration::parse(interval), statutory, copenhagen(),
                  offices())
      .value();
}

std::string day(const std::string& from, const char* interval, bool statutory = false) {
  return due_from(from, interval, statutory).local;
}

std::string moment(const std::string& from, const char* interval) {
  const DueDate due = due_from(from, interval);
  return due.local + " " + due.at.to_string();
}

TEST(DueDate, ElapsedTimeEndsOnWhateverDayItEnds) {
  // Friday 15:00 and 72 hours is Monday 15:00: the weekend counts.
  EXPECT_EQ(moment("2026-09-11T15:00+02:00", "PT72H"),
            "2026-09-14T15:00:00+02:00 2026-09-14T13:00:00Z");
  // Wednesday before Maundy Thursday: 24 hours later the office is closed; it is due all the same.
  EXPECT_EQ(day("2026-04-01T15:00+02:00", "PT24H"), "2026-04-02T15:00:00+02:00");
  // At once is at once.
  EXPECT_EQ(day("2026-09-12T02:15+02:00", "PT0H"), "2026-09-12T02:15:00+02:00");
}

TEST(DueDate, ElapsedTimeIsCountedInUtcOverBothNightsWhenClocksChange) {
  // 29 March 2026: clocks jump from 2 to 3. 24 hours after 10:00 is 11:00 on the clock.
  EXPECT_EQ(moment("2026-03-28T10:00+01:00", "PT24H"),
            "2026-03-29T11:00:00+02:00 2026-03-29T09:00:00Z");
  // 25 October 2026: clocks fall from 3 to 2. 24 hours after 10:00 is 9:00 on the clock.
  EXPECT_EQ(moment("2026-10-24T10:00+02:00", "PT24H"),
            "2026-10-25T09:00:00+01:00 2026-10-25T08:00:00Z");
  // Half past two comes twice that night; an hour after the first is the second.
  EXPECT_EQ(moment("2026-10-25T02:30+02:00", "PT1H"),
            "2026-10-25T02:30:00+01:00 2026-10-25T01:30:00Z");
}

TEST(DueDate, ACivilDayEndsAtTheNextLocalMidnightOnTheNightsWhenClocksChange) {
  // Sunday 29 March 2026 has 23 hours; it ends at 00:00 summer time. Statutory, so it stays Sunday.
  EXPECT_EQ(due_from("2026-03-28T10:00+01:00", "P1D", true).at, at("2026-03-29T22:00:00Z"));
  // Sunday 25 October 2026 has 25 hours; it ends at 00:00 winter time.
  EXPECT_EQ(due_from("2026-10-24T10:00+02:00", "P1D", true).at, at("2026-10-25T23:00:00Z"));
  // Friday 23 October to Monday 26 October, over the change.
  EXPECT_EQ(moment("2026-10-23T16:00+02:00", "P3D"), "2026-10-26 2026-10-26T23:00:00Z");
}

TEST(DueDate, TheLocalDayOfTheCauseIsTheOneThatCounts) {
  // 23:30 UTC on 7 September is already 8 September in Copenhagen.
  EXPECT_EQ(day("2026-09-07T23:30:00Z", "P1D"), "2026-09-09");
}

TEST(DueDate, AMonthEndsAtTheLastDayOfAShorterMonth) {
  // 30 January 2028 and a month: 29 February, a Tuesday in a leap year.
  EXPECT_EQ(day("2028-01-30T10:00+01:00", "P1M"), "2028-02-29");
  // 30 January 2026 and a month: 28 February, a Saturday; the open day before is Friday the 27th.
  EXPECT_EQ(day("2026-01-30T10:00+01:00", "P1M"), "2026-02-27");
  EXPECT_EQ(day("2026-01-30T10:00+01:00", "P1M", true), "2026-02-28");
  // 29 February 2028 and a year: 28 February 2029, a Wednesday.
  EXPECT_EQ(day("2028-02-29T10:00+01:00", "P1Y"), "2029-02-28");
  // A week before the leap day.
  EXPECT_EQ(day("2028-02-22T10:00+01:00", "P7D"), "2028-02-29");
}

TEST(DueDate, AClosedDayRollsOnceToTheEarlierOpenDay) {
  // Saturday and Sunday a week ahead: both become Friday.
  EXPECT_EQ(day("2026-09-05T10:00+02:00", "P7D"), "2026-09-11");
  EXPECT_EQ(day("2026-09-06T10:00+02:00", "P7D"), "2026-09-11");
  const DueDate due = due_from("2026-09-05T10:00+02:00", "P7D");
  EXPECT_EQ(due.rolled_from, Date(2026, 9, 12));
  EXPECT_EQ(due.closed_day.best(Language::en), "Saturday");
  EXPECT_EQ(due.closed_day.best(Language::da), "lørdag");
  EXPECT_FALSE(due_from("2026-09-04T10:00+02:00", "P7D").rolled_from.has_value());
}

TEST(DueDate, EasterRollsBackToTheWednesdayBefore) {
  // Easter Sunday is 5 April 2026; closed from Maundy Thursday the 2nd to Monday the 6th.
  EXPECT_EQ(day("2026-03-30T10:00+02:00", "P7D"), "2026-04-01");  // from Easter Monday
  EXPECT_EQ(day("2026-03-26T10:00+01:00", "P7D"), "2026-04-01");  // from Maundy Thursday
  EXPECT_EQ(day("2026-03-31T10:00+02:00", "P7D"), "2026-04-07");  // Tuesday after is open
  EXPECT_EQ(due_from("2026-03-30T10:00+02:00", "P7D").closed_day.best(Language::da), "2. påskedag");
}

TEST(DueDate, NeverRollsBeforeTheDayOnWhichTheCauseBecameKnown) {
  // Known on Good Friday 3 April: Easter Monday would roll to Wednesday the 1st, before anybody
  // knew; so it is Good Friday itself.
  EXPECT_EQ(day("2026-04-03T10:00+02:00", "P3D"), "2026-04-03");
  // Counted from the 1st but known on the 10th: the plain date, Saturday the 4th, is past already,
  // and rolling never makes it later.
  const auto due = due_date(at("2026-07-01T10:00+02:00"), at("2026-07-10T10:00+02:00"),
                            Duration::of_civil(0, 3), false, copenhagen(), offices());
  EXPECT_EQ(due->local, "2026-07-04");
}

TEST(DueDate, StoreBededagIsClosedUntil2023AndOpenFrom2024) {
  EXPECT_EQ(day("2023-04-28T10:00+02:00", "P7D"), "2023-05-04");  // Friday 5 May was closed
  EXPECT_EQ(day("2024-04-19T10:00+02:00", "P7D"), "2024-04-26");  // Friday 26 April is a workday
}

TEST(DueDate, OfficeDaysAndTheYearEndRollEarlier) {
  // Constitution Day, Friday 5 June 2026, is no holiday, and the office is closed.
  EXPECT_EQ(day("2026-05-29T10:00+02:00", "P7D"), "2026-06-04");
  // 31 December 2026 (Thursday) and 1 January 2027 (Friday) become Wednesday 30 December.
  EXPECT_EQ(day("2026-12-24T10:00+01:00", "P7D"), "2026-12-30");
  EXPECT_EQ(day("2026-12-25T10:00+01:00", "P7D"), "2026-12-30");
  // Christmas 2026: Thursday 24 to Sunday 27 become Wednesday 23 December.
  EXPECT_EQ(day("2026-12-20T10:00+01:00", "P7D"), "2026-12-23");
}

TEST(DueDate, AStatutoryDateNeverRolls) {
  EXPECT_EQ(day("2026-09-05T10:00+02:00", "P7D", true), "2026-09-12");
  EXPECT_EQ(day("2026-12-25T10:00+01:00", "P7D", true), "2027-01-01");
}

TEST(DueDate, OutsideTheYearsOfTheCalendarIsAFindingAndNotAGuess) {
  const auto due = due_date(at("2199-12-30T10:00:00Z"), at("2199-12-30T10:00:00Z"),
                            Duration::of_civil(0, 7), false, copenhagen(), offices());
  ASSERT_FALSE(due.has_value());
  EXPECT_EQ(due.error()[0].code->id, "E0731");
  // Hours need no calendar.
  EXPECT_EQ(day("2199-12-30T10:00:00Z", "PT72H"), "2200-01-02T11:00:00+01:00");
}

TEST(DueDate, ADateThatCannotBeWrittenIsAFinding) {
  const auto due = due_date(at("9999-12-30T10:00:00Z"), at("9999-12-30T10:00:00Z"),
                            Duration::of_civil(0, 7), true, copenhagen(), offices());
  ASSERT_FALSE(due.has_value());
  EXPECT_EQ(due.error()[0].code->id, "E0732");
}

TEST(OverdueMoment, CountsCivilDaysToTheEndOfTheDayAndHoursFromTheMoment) {
  const DueDate day_due = due_from("2026-09-04T10:00+02:00", "P7D");  // Friday the 11th
  EXPECT_EQ(overdue_moment(day_due, Duration::of_seconds(0), copenhagen()), day_due.at);
  // Two days later is Sunday: the ladder does not roll.
  EXPECT_EQ(overdue_moment(day_due, Duration::of_civil(0, 2), copenhagen()),
            at("2026-09-13T22:00:00Z"));
  const DueDate hours = due_from("2026-09-11T15:00+02:00", "PT24H");
  EXPECT_EQ(overdue_moment(hours, Duration::of_seconds(3600), copenhagen()),
            at("2026-09-12T14:00:00Z"));
}

}  // namespace
}  // namespace vaern
