// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "vaern/calendar/calendar.hpp"
#include "vaern/diagnostics/render.hpp"

namespace vaern {
namespace {

const std::string head =
    "vaern: 1\n"
    "calendar: example\n"
    "version: \"1\"\n"
    "status: draft\n"
    "title: {en: Example, da: Eksempel}\n";
const std::string text = "text: {en: Day, da: Dag}";

struct Loaded {
  std::shared_ptr<const Calendar> calendar;
  DiagnosticList findings;

  std::vector<std::string> codes() const {
    std::vector<std::string> ids;
    for (const Diagnostic& finding : findings) ids.emplace_back(finding.code->id);
    return ids;
  }
};

Loaded load(const std::string& body) {
  Loaded loaded;
  const auto document = read_document("c.yaml", head + body, loaded.findings);
  EXPECT_TRUE(document.has_value()) << render(loaded.findings);
  if (document) loaded.calendar = load_calendar(*document, loaded.findings);
  return loaded;
}

std::string calendar_with(const std::string& day) {
  return "years: {from: 2000, to: 2030}\nweekend: [saturday, sunday]\ndays:\n  d: {" + day + "}\n";
}

using Codes = std::vector<std::string>;

TEST(LoadCalendar, TakesTheExampleOfTheLanguage) {
  const auto loaded = load(
      "years: {from: 1900, to: 2199}\n"
      "weekend: [saturday, sunday]\n"
      "days:\n"
      "  new_year:      {on: 01-01, text: {en: New Year's Day, da: Nytårsdag}}\n"
      "  good_friday:   {easter: -2, text: {en: Good Friday, da: Langfredag}}\n"
      "  store_bededag: {easter: 26, until: 2023, text: {en: Great Prayer Day, da: Store "
      "bededag}}\n"
      "  grundlovsdag:  {on: 06-05, kind: office, text: {en: Constitution Day, da: "
      "Grundlovsdag}}\n");
  ASSERT_NE(loaded.calendar, nullptr) << render(loaded.findings);
  EXPECT_EQ(loaded.calendar->rules().size(), 4U);
  EXPECT_EQ(loaded.calendar->rules()[2].from, 1900);
  EXPECT_EQ(loaded.calendar->rules()[2].until, 2023);
  EXPECT_EQ(loaded.calendar->head().id, "example");
}

TEST(LoadCalendar, TakesADayThatComesOnce) {
  const auto loaded = load(calendar_with("date: 2026-05-15, kind: office, " + text));
  ASSERT_NE(loaded.calendar, nullptr) << render(loaded.findings);
  EXPECT_TRUE(loaded.calendar->is_closed(Date(2026, 5, 15)));
  EXPECT_FALSE(loaded.calendar->is_closed(Date(2025, 5, 15)));
}

TEST(LoadCalendar, TakesTheLeapDayInLeapYearsAlone) {
  const auto loaded = load(calendar_with("on: 02-29, " + text));
  ASSERT_NE(loaded.calendar, nullptr) << render(loaded.findings);
  EXPECT_EQ(loaded.calendar->days(2028).value().size(), 1U);
  EXPECT_EQ(loaded.calendar->days(2027).value().size(), 0U);
}

TEST(LoadCalendar, RefusesWhatEachCodeSays) {
  EXPECT_EQ(load("years: {from: 2030, to: 2000}\nweekend: [sunday]\ndays: {d: {on: 01-01, " + text +
                 "}}\n")
                .codes(),
            Codes{"E0602"});
  EXPECT_EQ(
      load("years: {from: 2000, to: 2030}\nweekend: [sunday, sunday]\ndays: {d: {on: 01-01, " +
           text + "}}\n")
          .codes(),
      Codes{"E0603"});
  EXPECT_EQ(load("years: {from: 2000, to: 2030}\nweekend: [monday, tuesday, wednesday, thursday, "
                 "friday, saturday, sunday]\ndays: {d: {on: 01-01, " +
                 text + "}}\n")
                .codes(),
            Codes{"E0604"});
  for (const char* day : {"02-30", "1-1", "13-01", "24-12", "00-00", "christmas"}) {
    EXPECT_EQ(load(calendar_with("on: " + std::string(day) + ", " + text)).codes(), Codes{"E0605"})
        << day;
  }
  EXPECT_EQ(load(calendar_with("easter: 251, " + text)).codes(), Codes{"E0606"});
  EXPECT_EQ(load(calendar_with("easter: -81, " + text)).codes(), Codes{"E0606"});
  EXPECT_EQ(load(calendar_with("date: 2031-01-01, " + text)).codes(), Codes{"E0607"});
  EXPECT_EQ(load(calendar_with("on: 01-01, until: 1999, " + text)).codes(), Codes{"E0607"});
  EXPECT_EQ(load(calendar_with("on: 02-29, from: 2025, until: 2027, " + text)).codes(),
            Codes{"E0607"});
  EXPECT_EQ(load(calendar_with("on: 01-01, from: 2010, until: 2009, " + text)).codes(),
            Codes{"E0608"});
  EXPECT_EQ(load(calendar_with("date: 2026-05-15, from: 2020, " + text)).codes(), Codes{"E0609"});
}

TEST(LoadCalendar, NamesTheOtherOfTwoDaysThatFallTogether) {
  const auto loaded = load(
      "years: {from: 2000, to: 2030}\nweekend: [sunday]\ndays:\n"
      "  a: {on: 06-05, until: 2010, " +
      text +
      "}\n"
      "  b: {on: 06-05, from: 2011, " +
      text +
      "}\n"
      "  c: {on: 06-05, from: 2005, until: 2006, " +
      text + "}\n");
  ASSERT_EQ(loaded.codes(), Codes{"E0610"}) << render(loaded.findings);
  EXPECT_EQ(loaded.findings[0].message(), "'c' falls on the same days as 'a'");
  ASSERT_EQ(loaded.findings[0].notes.size(), 1U);
  EXPECT_EQ(loaded.findings[0].notes[0].span.line, 9U);
}

TEST(LoadCalendar, FindsEverythingAtOnceInOrderOfPlace) {
  const auto loaded = load(
      "years: {from: 2030, to: 2000}\n"
      "weekend: [sunday, sunday]\n"
      "days:\n"
      "  a: {on: 02-30, " +
      text +
      "}\n"
      "  b: {easter: 300, " +
      text +
      "}\n"
      "  c: {on: 01-01, from: 2010, until: 2009, " +
      text + "}\n");
  const Codes expected{"E0602", "E0603", "E0605", "E0606", "E0608"};
  EXPECT_EQ(loaded.codes(), expected) << render(loaded.findings);
  EXPECT_EQ(loaded.calendar, nullptr);
}

TEST(LoadCalendar, RefusesADocumentOfAnotherKind) {
  DiagnosticList findings;
  const auto document = read_document(
      "p.yaml", "vaern: 1\npolicy: p\nversion: \"1\"\nstatus: draft\ntitle: {en: P, da: P}\n",
      findings);
  ASSERT_TRUE(document.has_value());
  EXPECT_EQ(load_calendar(*document, findings), nullptr);
  ASSERT_EQ(findings.size(), 1U) << render(findings);
  EXPECT_EQ(findings[0].code->id, "E0601");
  EXPECT_EQ(findings[0].span.line, 2U);
}

TEST(LoadCalendar, RefusesAnUnknownWeekdayKeyOrRule) {
  EXPECT_FALSE(load("years: {from: 2000, to: 2030}\nweekend: [sonday]\ndays: {d: {on: 01-01, " +
                    text + "}}\n")
                   .findings.empty());
  EXPECT_FALSE(load(calendar_with("on: 01-01, kind: bank, " + text)).findings.empty());
  EXPECT_FALSE(load(calendar_with("on: 01-01, easter: 1, " + text)).findings.empty());
  EXPECT_FALSE(load(calendar_with(text)).findings.empty());
  EXPECT_FALSE(load(calendar_with("on: 01-01, untill: 2010, " + text)).findings.empty());
  EXPECT_FALSE(load(calendar_with("on: 01-01")).findings.empty());
}

TEST(LoadCalendar, GivesAnotherFingerprintForAnotherMeaningAlone) {
  const auto one = load(calendar_with("on: 06-05, " + text));
  const auto same = load(calendar_with("on: 06-05, text: {en: Other words, da: Andre ord}"));
  const auto kind = load(calendar_with("on: 06-05, kind: office, " + text));
  const auto years = load(calendar_with("on: 06-05, until: 2023, " + text));
  ASSERT_TRUE(one.calendar && same.calendar && kind.calendar && years.calendar);
  EXPECT_EQ(one.calendar->meaning(), same.calendar->meaning());
  EXPECT_NE(one.calendar->text(), same.calendar->text());
  EXPECT_NE(one.calendar->meaning(), kind.calendar->meaning());
  EXPECT_NE(one.calendar->meaning(), years.calendar->meaning());
}

}  // namespace
}  // namespace vaern
