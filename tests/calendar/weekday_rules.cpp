// SPDX-License-Identifier: Apache-2.0
// Days by weekday, runs of days, and local calendars that extend a shipped one.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "vaern/calendar/calendar.hpp"
#include "vaern/diagnostics/render.hpp"

namespace vaern {
namespace {

const std::string head =
    "vaern: 1\ncalendar: house\nversion: \"1\"\nstatus: draft\ntitle: {en: House, da: Hus}\n";
const std::string office = ", kind: office, text: {en: Day, da: Dag}}\n";

struct Loaded {
  std::shared_ptr<const Calendar> calendar;
  DiagnosticList findings;

  std::vector<std::string> codes() const {
    std::vector<std::string> ids;
    for (const Diagnostic& finding : findings) ids.emplace_back(finding.code->id);
    return ids;
  }
  std::vector<std::string> dates(int year, std::string_view id = "d") const {
    std::vector<std::string> found;
    const auto days = calendar->days(year);
    for (const CalendarDay& day : days.value()) {
      if (day.rule->id == id) found.push_back(day.date.to_string());
    }
    return found;
  }
};

Loaded load(const std::string& body, const std::shared_ptr<const Calendar>& extended = nullptr) {
  Loaded loaded;
  const auto document = read_document("c.yaml", head + body, loaded.findings);
  EXPECT_TRUE(document.has_value()) << render(loaded.findings);
  if (document) loaded.calendar = load_calendar(*document, loaded.findings, extended);
  return loaded;
}

Loaded with_day(const std::string& day) {
  return load("years: {from: 2000, to: 2030}\nweekend: [saturday, sunday]\ndays:\n  d: {" + day +
              office);
}

std::shared_ptr<const Calendar> denmark() {
  DiagnosticList findings;
  const auto document = read_document_file(
      std::string(VAERN_SOURCE_DIR) + "/instruments/calendars/denmark-offices.yaml", findings);
  return load_calendar(*document, findings);
}

Loaded local(const std::string& body) {
  return load("extends: denmark-offices@2024\n" + body, denmark());
}

using Dates = std::vector<std::string>;
using Codes = std::vector<std::string>;

TEST(WeekdayRule, FallsOnTheNthOfAMonth) {
  const auto first = with_day("weekday: {day: friday, nth: 1, month: 9}");
  ASSERT_NE(first.calendar, nullptr) << render(first.findings);
  EXPECT_EQ(first.dates(2026), Dates{"2026-09-04"});  // 1 September 2026 is a Tuesday.
  EXPECT_EQ(first.dates(2023), Dates{"2023-09-01"});  // A Friday itself.
  EXPECT_EQ(with_day("weekday: {day: monday, nth: 2, month: 2}").dates(2026), Dates{"2026-02-09"});
  EXPECT_EQ(with_day("weekday: {day: sunday, nth: 4, month: 11}").dates(2026), Dates{"2026-11-22"});
}

TEST(WeekdayRule, FallsOnTheLastOfAMonthBeItTheFourthOrTheFifth) {
  const auto last = with_day("weekday: {day: friday, nth: last, month: 2}");
  ASSERT_NE(last.calendar, nullptr) << render(last.findings);
  EXPECT_EQ(last.dates(2026), Dates{"2026-02-27"});  // The fourth.
  EXPECT_EQ(last.dates(2008), Dates{"2008-02-29"});  // The fifth, a leap day.
  EXPECT_EQ(with_day("weekday: {day: friday, nth: last, month: 12}").dates(2027),
            Dates{"2027-12-31"});
}

TEST(WeekdayRule, FallsOnTheFirstOnOrAfterADayOfTheYear) {
  const auto after = with_day("weekday: {day: friday, on_or_after: 05-12}");
  ASSERT_NE(after.calendar, nullptr) << render(after.findings);
  EXPECT_EQ(after.dates(2026), Dates{"2026-05-15"});  // 12 May 2026 is a Tuesday.
  EXPECT_EQ(after.dates(2023), Dates{"2023-05-12"});  // A Friday itself.
  EXPECT_EQ(with_day("weekday: {day: thursday, on_or_after: 12-25}").dates(2026),
            Dates{"2026-12-31"});
}

TEST(WeekdayRule, IsClosedOnTheDaysThatItNames) {
  const auto made = with_day("weekday: {day: wednesday, nth: last, month: 3}, from: 2020");
  ASSERT_NE(made.calendar, nullptr) << render(made.findings);
  int closed = 0;
  for (Date day(2019, 1, 1); day < Date(2025, 1, 1); day = day.add_days(1)) {
    if (day.weekday() >= 6 || !made.calendar->is_closed(day)) continue;
    ++closed;
    EXPECT_EQ(day.weekday(), 3);
    EXPECT_EQ(day.month(), 3U);
    EXPECT_GE(day.day(), 25U);
    EXPECT_EQ(made.calendar->days_on(day).size(), 1U);
  }
  EXPECT_EQ(closed, 5);  // 2020 to 2024.
}

TEST(WeekdayRule, RefusesWhatHasNoDayEveryYear) {
  EXPECT_EQ(with_day("weekday: {day: friday, on_or_after: 12-26}").codes(), Codes{"E0611"});
  EXPECT_EQ(with_day("weekday: {day: friday, on_or_after: 02-29}").codes(), Codes{"E0611"});
  EXPECT_EQ(with_day("weekday: {day: friday, on_or_after: 02-30}").codes(), Codes{"E0605"});
  for (const char* rule : {"{day: fryday, nth: 1, month: 9}", "{day: friday, nth: 5, month: 9}",
                           "{day: friday, nth: 0, month: 9}", "{day: friday, nth: 1, month: 13}",
                           "{day: friday, nth: 1}", "{nth: 1, month: 9}", "{day: friday}",
                           "{day: friday, nth: 1, month: 5, on_or_after: 05-12}",
                           "{day: friday, on_or_after: 05-12, month: 5}", "friday"}) {
    EXPECT_EQ(with_day("weekday: " + std::string(rule)).codes().size(), 1U) << rule;
  }
}

TEST(WeekdayRule, IsFoundTwiceInTheSameYears) {
  const auto twice = load(
      "years: {from: 2000, to: 2030}\nweekend: [sunday]\ndays:\n"
      "  a: {weekday: {day: friday, nth: 1, month: 9}" +
      office + "  b: {weekday: {day: friday, month: 9, nth: 1}" + office +
      "  c: {weekday: {day: friday, nth: last, month: 9}" + office);
  EXPECT_EQ(twice.codes(), Codes{"E0610"}) << render(twice.findings);
}

TEST(DaysInARow, AreAllClosedAlsoOverTheTurnOfTheYear) {
  const auto made = with_day("dates: {from: 2026-12-28, to: 2027-01-02}");
  ASSERT_NE(made.calendar, nullptr) << render(made.findings);
  EXPECT_EQ(made.dates(2026), (Dates{"2026-12-28", "2026-12-29", "2026-12-30", "2026-12-31"}));
  EXPECT_EQ(made.dates(2027), (Dates{"2027-01-01", "2027-01-02"}));
  EXPECT_FALSE(made.calendar->is_closed(Date(2026, 12, 24)));
  EXPECT_TRUE(made.calendar->is_closed(Date(2026, 12, 28)));
  EXPECT_FALSE(made.calendar->is_closed(Date(2027, 12, 28)));
  EXPECT_EQ(made.calendar->roll_back(Date(2027, 1, 3), Date(2026, 1, 1)).value(),
            Date(2026, 12, 25));  // A Friday that this calendar leaves open.
}

TEST(DaysInARow, RefusesARunThatIsBackwardsOrHasYears) {
  EXPECT_EQ(with_day("dates: {from: 2026-12-30, to: 2026-12-27}").codes(), Codes{"E0612"});
  EXPECT_EQ(with_day("dates: {from: 2026-12-27, to: 2026-12-30}, until: 2027").codes(),
            Codes{"E0609"});
  EXPECT_EQ(with_day("dates: {from: 2031-12-27, to: 2031-12-30}").codes(), Codes{"E0607"});
  EXPECT_EQ(with_day("dates: {from: 2026-12-27}").codes().size(), 1U);
  const auto twice = load(
      "years: {from: 2000, to: 2030}\nweekend: [sunday]\ndays:\n"
      "  a: {dates: {from: 2026-12-27, to: 2026-12-30}" +
      office + "  b: {date: 2026-12-30" + office);
  EXPECT_EQ(twice.codes(), Codes{"E0610"}) << render(twice.findings);
}

TEST(LocalCalendar, AddsDaysOfClosingToThoseItExtends) {
  const auto made = local("years: {from: 2026, to: 2027}\ndays:\n  d: {easter: 40" + office +
                          "  christmas: {dates: {from: 2026-12-28, to: 2026-12-30}" + office);
  ASSERT_NE(made.calendar, nullptr) << render(made.findings);
  EXPECT_EQ(made.calendar->first_year(), 2026);
  EXPECT_EQ(made.calendar->last_year(), 2027);
  EXPECT_EQ(made.calendar->extended()->head().id, "denmark-offices");
  EXPECT_EQ(made.dates(2026), Dates{"2026-05-15"});  // The Friday after Ascension Day.
  EXPECT_EQ(made.dates(2026, "maundy_thursday"), Dates{"2026-04-02"});
  EXPECT_TRUE(made.calendar->is_closed(Date(2026, 12, 29)));
  EXPECT_TRUE(made.calendar->is_closed(Date(2026, 9, 12)));  // The weekend of the other.
  EXPECT_FALSE(made.calendar->covers(Date(2028, 1, 1)));
  EXPECT_EQ(made.calendar->roll_back(Date(2026, 12, 31), Date(2026, 1, 1)).value(),
            Date(2026, 12, 23));
}

TEST(LocalCalendar, ChangesNoCountOfHverdageOrArbejdsdage) {
  const auto made = local("days:\n  d: {dates: {from: 2026-03-01, to: 2026-12-30}" + office);
  ASSERT_NE(made.calendar, nullptr) << render(made.findings);
  const auto shipped = denmark();
  for (Date day(2026, 1, 1); day < Date(2027, 1, 1); day = day.add_days(1)) {
    ASSERT_EQ(made.calendar->is_hverdag(day), shipped->is_hverdag(day)) << day.to_string();
    ASSERT_EQ(made.calendar->is_arbejdsdag(day), shipped->is_arbejdsdag(day)) << day.to_string();
    ASSERT_TRUE(made.calendar->is_closed(day) || !shipped->is_closed(day)) << day.to_string();
  }
  EXPECT_NE(made.calendar->meaning(), shipped->meaning());
}

TEST(LocalCalendar, RefusesWhatCouldMoveADeadlineOfALaw) {
  const std::string day = "days:\n  d: {on: 03-14" + office;
  EXPECT_EQ(local("days:\n  d: {on: 03-14, text: {en: D, da: D}}\n").codes(), Codes{"E0615"});
  EXPECT_EQ(local("days:\n  d: {on: 03-14, kind: statutory, text: {en: D, da: D}}\n").codes(),
            Codes{"E0615"});
  EXPECT_EQ(local("days:\n  good_friday: {easter: -2" + office).codes(), Codes{"E0614"});
  EXPECT_EQ(local("weekend: [sunday]\n" + day).codes(), Codes{"E0289"});
  EXPECT_EQ(local("years: {from: 1899, to: 2027}\n" + day).codes(), Codes{"E0613"});
  EXPECT_EQ(local("days:\n  d: {on: 12-24" + office).codes(), Codes{"E0610"});
  EXPECT_EQ(local("").codes().size(), 1U);  // Without days it would be the other.
}

TEST(LocalCalendar, SaysThatWhatItExtendsIsNotAtHand) {
  const auto alone = load("extends: denmark-offices@2024\ndays:\n  d: {on: 03-14" + office);
  EXPECT_EQ(alone.calendar, nullptr);
  EXPECT_EQ(alone.codes(), Codes{"E0288"});
}

}  // namespace
}  // namespace vaern
