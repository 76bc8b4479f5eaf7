// SPDX-License-Identifier: Apache-2.0
// The shipped Danish calendar as literal dates, with the reason beside each.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "vaern/calendar/calendar.hpp"
#include "vaern/diagnostics/render.hpp"

namespace vaern {
namespace {

class DenmarkOffices : public ::testing::Test {
 protected:
  void SetUp() override {
    DiagnosticList findings;
    const auto document = read_document_file(
        std::string(VAERN_SOURCE_DIR) + "/instruments/calendars/denmark-offices.yaml", findings,
        "denmark-offices.yaml");
    ASSERT_TRUE(document.has_value()) << render(findings);
    calendar = load_calendar(*document, findings);
    ASSERT_TRUE(findings.empty()) << render(findings);
    ASSERT_NE(calendar, nullptr);
  }

  std::vector<std::string> ids(int year, DayKind kind) const {
    std::vector<std::string> found;
    const auto days = calendar->days(year);
    for (const CalendarDay& day : days.value()) {
      if (day.rule->kind == kind) found.push_back(day.date.to_string() + " " + day.rule->id);
    }
    return found;
  }

  std::string rolled(Date due, Date known) const {
    const auto day = calendar->roll_back(due, known);
    return day ? day->to_string() : "error";
  }

  std::shared_ptr<const Calendar> calendar;
};

TEST_F(DenmarkOffices, HasTheseHolidaysIn2026) {
  const std::vector<std::string> expected{
      "2026-01-01 new_year",      "2026-04-02 maundy_thursday",
      "2026-04-03 good_friday",   "2026-04-05 easter_sunday",
      "2026-04-06 easter_monday", "2026-05-14 ascension",
      "2026-05-24 whit_sunday",   "2026-05-25 whit_monday",
      "2026-12-25 christmas_day", "2026-12-26 second_christmas_day"};
  EXPECT_EQ(ids(2026, DayKind::statutory), expected);
}

TEST_F(DenmarkOffices, KeepsOfficeClosingDaysApartFromHolidays) {
  const std::vector<std::string> expected{"2026-06-05 grundlovsdag", "2026-12-24 christmas_eve",
                                          "2026-12-31 new_years_eve"};
  EXPECT_EQ(ids(2026, DayKind::office), expected);
  for (const Date day : {Date(2026, 6, 5), Date(2026, 12, 24), Date(2026, 12, 31)}) {
    EXPECT_TRUE(calendar->is_closed(day)) << day.to_string();
    EXPECT_FALSE(calendar->is_public_holiday(day)) << day.to_string();
    EXPECT_TRUE(calendar->is_hverdag(day)) << day.to_string();
  }
}

TEST_F(DenmarkOffices, HasStoreBededagUntil2023AndNotAfter) {
  EXPECT_TRUE(calendar->is_public_holiday(Date(2023, 5, 5)));  // The last one: Easter 9 April + 26.
  EXPECT_FALSE(calendar->is_public_holiday(Date(2024, 4, 26)));  // Easter 31 March + 26.
  EXPECT_FALSE(calendar->is_closed(Date(2024, 4, 26)));          // An ordinary Friday now.
  EXPECT_FALSE(calendar->is_closed(Date(2025, 5, 16)));          // Easter 20 April + 26.
  EXPECT_TRUE(calendar->is_public_holiday(Date(1900, 5, 11)));   // Easter 15 April + 26.
}

TEST_F(DenmarkOffices, CountsASaturdayAsAHverdagOnWhichTheOfficeIsClosed) {
  EXPECT_TRUE(calendar->is_hverdag(Date(2026, 9, 12)));  // A Saturday.
  EXPECT_TRUE(calendar->is_closed(Date(2026, 9, 12)));
  EXPECT_FALSE(calendar->is_hverdag(Date(2026, 9, 13)));  // A Sunday.
  EXPECT_TRUE(calendar->is_closed(Date(2026, 9, 13)));
  EXPECT_FALSE(calendar->is_closed(Date(2026, 9, 14)));    // A Monday.
  EXPECT_FALSE(calendar->is_hverdag(Date(2026, 12, 26)));  // A Saturday, and a holiday.
}

TEST_F(DenmarkOffices, LeavesTheFirstOfMayToEachPlace) {
  EXPECT_FALSE(calendar->is_closed(Date(2026, 5, 1)));   // A Friday.
  EXPECT_FALSE(calendar->is_closed(Date(2026, 5, 15)));  // The Friday after Ascension Day.
}

TEST_F(DenmarkOffices, NamesTheDaysOnADate) {
  const auto days = calendar->days_on(Date(2027, 5, 6));  // Ascension: Easter 28 March + 39.
  ASSERT_EQ(days.size(), 1U);
  EXPECT_EQ(days[0].rule->text.best(Language::da), "Kristi himmelfartsdag");
  EXPECT_TRUE(calendar->days_on(Date(2027, 5, 7)).empty());
}

TEST_F(DenmarkOffices, MovesADeadlineToTheOpenDayBefore) {
  const Date known(2026, 1, 5);                               // Long before.
  EXPECT_EQ(rolled(Date(2026, 9, 10), known), "2026-09-10");  // A Thursday stays.
  EXPECT_EQ(rolled(Date(2026, 9, 12), known), "2026-09-11");  // Saturday: Friday.
  EXPECT_EQ(rolled(Date(2026, 9, 13), known), "2026-09-11");  // Sunday: Friday.
  EXPECT_EQ(rolled(Date(2026, 4, 6), known), "2026-04-01");  // Easter Monday: the Wednesday before.
  EXPECT_EQ(rolled(Date(2026, 5, 14), known), "2026-05-13");  // Ascension Day: Wednesday.
  EXPECT_EQ(rolled(Date(2026, 5, 25), known), "2026-05-22");  // Whit Monday: Friday.
  EXPECT_EQ(rolled(Date(2026, 6, 7), known), "2026-06-04");   // Sunday, Saturday, Constitution Day.
  EXPECT_EQ(rolled(Date(2026, 12, 27), known), "2026-12-23");  // Sunday back over all of Christmas.
  EXPECT_EQ(rolled(Date(2027, 1, 3), known), "2026-12-30");    // Over the turn of the year.
  EXPECT_EQ(rolled(Date(2028, 4, 16), known),
            "2028-04-12");  // Easter 2028: before Maundy Thursday.
}

TEST_F(DenmarkOffices, NeverMovesADeadlineBeforeTheDayTheCauseBecameKnown) {
  // Known on Good Friday, due on Easter Monday: not Wednesday, when nobody knew.
  EXPECT_EQ(rolled(Date(2026, 4, 6), Date(2026, 4, 3)), "2026-04-03");
  // Known on the open Wednesday itself.
  EXPECT_EQ(rolled(Date(2026, 4, 6), Date(2026, 4, 1)), "2026-04-01");
  // Known and due on the same closed day: that day.
  EXPECT_EQ(rolled(Date(2026, 9, 12), Date(2026, 9, 12)), "2026-09-12");
  // Known only after it was due: it stays, and never becomes later.
  EXPECT_EQ(rolled(Date(2026, 9, 12), Date(2026, 9, 20)), "2026-09-12");
  EXPECT_EQ(rolled(Date(2026, 9, 10), Date(2026, 9, 20)), "2026-09-10");
}

TEST_F(DenmarkOffices, NeverMovesAnyDeadlineLater) {
  for (Date due(2026, 1, 1); due < Date(2029, 1, 1); due = due.add_days(1)) {
    for (const int known_before : {-3, 0, 1, 4, 30}) {
      const Date known = due.add_days(-known_before);
      const Date day = calendar->roll_back(due, known).value();
      ASSERT_LE(day, due);
      ASSERT_GE(day, std::min(due, known));
      ASSERT_TRUE(!calendar->is_closed(day) || day == std::min(due, known)) << due.to_string();
      for (Date between = day.add_days(1); between <= due; between = between.add_days(1)) {
        ASSERT_TRUE(calendar->is_closed(between)) << due.to_string();
      }
    }
  }
}

TEST_F(DenmarkOffices, CountsHverdageOverEasterChristmasAndSaturdays) {
  const auto hverdag = [this](Date date, std::uint32_t count) {
    const auto day = calendar->hverdag_after(date, count);
    return day ? day->to_string() : "error";
  };
  EXPECT_EQ(hverdag(Date(2026, 9, 10), 0), "2026-09-10");
  EXPECT_EQ(hverdag(Date(2026, 9, 11), 1), "2026-09-12");   // A Friday: the Saturday counts.
  EXPECT_EQ(hverdag(Date(2026, 9, 12), 1), "2026-09-14");   // A Saturday: the Sunday does not.
  EXPECT_EQ(hverdag(Date(2026, 9, 10), 6), "2026-09-17");   // A Thursday: F S M T W T.
  EXPECT_EQ(hverdag(Date(2026, 4, 1), 1), "2026-04-04");    // Before Easter: the Saturday in it.
  EXPECT_EQ(hverdag(Date(2026, 4, 1), 6), "2026-04-11");    // S, then Tuesday 7 to Saturday 11.
  EXPECT_EQ(hverdag(Date(2026, 12, 23), 6), "2027-01-02");  // 24, 28, 29, 30, 31, Saturday 2.
  EXPECT_EQ(hverdag(Date(2026, 6, 4), 1), "2026-06-05");    // Constitution Day is a hverdag.
}

TEST_F(DenmarkOffices, CountsArbejdsdageWithoutSaturdaysAndWithDaysOfClosing) {
  const auto arbejdsdag = [this](Date date, std::uint32_t count) {
    const auto day = calendar->arbejdsdag_after(date, count);
    return day ? day->to_string() : "error";
  };
  EXPECT_EQ(arbejdsdag(Date(2026, 9, 11), 1), "2026-09-14");   // A Friday: Monday.
  EXPECT_EQ(arbejdsdag(Date(2026, 9, 10), 7), "2026-09-21");   // A Thursday: F, five, Monday.
  EXPECT_EQ(arbejdsdag(Date(2026, 4, 1), 1), "2026-04-07");    // The Tuesday after Easter.
  EXPECT_EQ(arbejdsdag(Date(2026, 4, 1), 7), "2026-04-15");    // 7 to 10, 13, 14, 15.
  EXPECT_EQ(arbejdsdag(Date(2026, 6, 4), 1), "2026-06-05");    // Constitution Day lengthens none,
  EXPECT_EQ(arbejdsdag(Date(2026, 12, 23), 1), "2026-12-24");  // nor does Christmas Eve,
  EXPECT_EQ(arbejdsdag(Date(2026, 12, 23), 5), "2026-12-31");  // nor New Year's Eve: 24, 28 to 31.
  EXPECT_TRUE(calendar->is_arbejdsdag(Date(2026, 12, 24)));
  EXPECT_FALSE(calendar->is_arbejdsdag(Date(2026, 12, 25)));
  EXPECT_FALSE(calendar->is_arbejdsdag(Date(2026, 9, 12)));  // A Saturday.
}

TEST_F(DenmarkOffices, CountsTheDaysOneByOne) {
  for (Date from(2023, 3, 20); from < Date(2025, 1, 10); from = from.add_days(1)) {
    std::uint32_t hverdage = 0;
    std::uint32_t arbejdsdage = 0;
    for (Date day = from.add_days(1); day <= from.add_days(30); day = day.add_days(1)) {
      if (calendar->is_hverdag(day)) {
        ASSERT_EQ(calendar->hverdag_after(from, ++hverdage).value(), day) << from.to_string();
      }
      if (calendar->is_arbejdsdag(day)) {
        ASSERT_TRUE(calendar->is_hverdag(day)) << day.to_string();
        ASSERT_EQ(calendar->arbejdsdag_after(from, ++arbejdsdage).value(), day) << from.to_string();
      }
    }
    ASSERT_GT(hverdage, arbejdsdage);
  }
}

TEST_F(DenmarkOffices, CountsNoDayOutsideItsYears) {
  EXPECT_EQ(calendar->hverdag_after(Date(2199, 12, 30), 1).value(), Date(2199, 12, 31));
  for (const auto& day : {calendar->hverdag_after(Date(2199, 12, 30), 2),
                          calendar->arbejdsdag_after(Date(2199, 12, 30), 2),
                          calendar->hverdag_after(Date(2200, 1, 1), 0),
                          calendar->arbejdsdag_after(Date(1899, 12, 31), 1)}) {
    ASSERT_FALSE(day.has_value());
    EXPECT_EQ(day.error()[0].code->id, "E0620");
  }
  EXPECT_EQ(calendar->hverdag_after(Date(2199, 12, 30), 2).error()[0].message(),
            "2200 is outside the years 1900 to 2199 of the calendar denmark-offices@2024, which "
            "gives no answer for it");
}

TEST_F(DenmarkOffices, GivesNoAnswerOutsideItsYears) {
  EXPECT_TRUE(calendar->covers(Date(1900, 1, 1)));
  EXPECT_TRUE(calendar->covers(Date(2199, 12, 31)));
  EXPECT_FALSE(calendar->covers(Date(2200, 1, 1)));
  EXPECT_THROW(calendar->is_closed(Date(2200, 1, 1)), std::out_of_range);
  const auto later = calendar->roll_back(Date(2200, 1, 1), Date(2199, 12, 1));
  ASSERT_FALSE(later.has_value());
  EXPECT_EQ(later.error()[0].code->id, "E0620");
  EXPECT_EQ(later.error()[0].message(),
            "2200-01-01 is outside the years 1900 to 2199 of the calendar denmark-offices@2024, "
            "which gives no answer for it");
  EXPECT_EQ(calendar->days(1899).error()[0].code->id, "E0620");
  // New Year's Day 1900 would have to go back into 1899.
  const auto earlier = calendar->roll_back(Date(1900, 1, 1), Date(1899, 12, 1));
  ASSERT_FALSE(earlier.has_value());
  EXPECT_EQ(earlier.error()[0].code->id, "E0621");
}

}  // namespace
}  // namespace vaern
