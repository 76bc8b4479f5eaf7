// SPDX-License-Identifier: Apache-2.0
#include "vaern/calendar/roll_table.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "vaern/calendar/calendar.hpp"
#include "vaern/document/document.hpp"

namespace vaern {
namespace {

std::shared_ptr<const Calendar> offices() {
  DiagnosticList findings;
  const auto document = read_document_file(
      std::string(VAERN_SOURCE_DIR) + "/instruments/calendars/denmark-offices.yaml", findings,
      "denmark-offices.yaml");
  return document ? load_calendar(*document, findings) : nullptr;
}

// Clocks that go back over midnight, by 24 hours, at a minute past midnight, by half an hour, in
// Ramadan, and never.
constexpr const char* zones[] = {"Europe/Copenhagen", "America/Sao_Paulo",   "America/St_Johns",
                                 "Pacific/Apia",      "Australia/Lord_Howe", "Africa/Casablanca",
                                 "America/Havana",    "Asia/Amman",          "UTC",
                                 "Asia/Kathmandu",    "Africa/Monrovia",     "Pacific/Kwajalein"};

TEST(RollTable, EveryDayBeginsAndEndsWhereTheZoneSays) {
  const auto calendar = offices();
  ASSERT_NE(calendar, nullptr);
  for (const char* name : zones) {
    const auto zone = Zone::find(name);
    ASSERT_NE(zone, nullptr) << name;
    const RollTable table(*calendar, *zone, 1992, 2014);
    for (std::int32_t day = table.first_day(); day <= table.last_day(); ++day) {
      const Date date = Date::from_day_number(day);
      ASSERT_EQ(instant_of(table.begin_of(day)), zone->to_instant(date, 0))
          << name << date.to_string();
      ASSERT_EQ(instant_of(table.end_of(day)), zone->end_of(date)) << name << date.to_string();
    }
  }
}

TEST(RollTable, TheLocalDayOfAMomentIsTheZonesAlsoWhereClocksGoBackOverMidnight) {
  const auto calendar = offices();
  ASSERT_NE(calendar, nullptr);
  for (const char* name : zones) {
    const auto zone = Zone::find(name);
    const RollTable table(*calendar, *zone, 1992, 2014);
    const auto expect_same = [&](Microseconds at) {
      if (!table.covers_moment(at)) return;
      ASSERT_EQ(table.local_day(at), zone->local(instant_of(at)).date.day_number())
          << name << " " << instant_of(at).to_string();
    };
    for (std::int32_t day = table.first_day(); day <= table.last_day(); ++day) {
      for (const Microseconds around : {table.begin_of(day), table.end_of(day)}) {
        for (const std::int64_t seconds : {-7200, -3601, -3600, -61, -60, -1, 0, 1, 59, 60, 3599}) {
          expect_same(around + seconds * microseconds_per_second);
        }
        expect_same(around - 1);
      }
    }
    for (Microseconds at = table.begin(); at < table.end(); at += 5461 * microseconds_per_second) {
      expect_same(at);
    }
  }
}

TEST(RollTable, ADayRollsToTheOpenDayThatTheCalendarSays) {
  const auto calendar = offices();
  ASSERT_NE(calendar, nullptr);
  const auto zone = Zone::find("Europe/Copenhagen");
  const RollTable table(*calendar, *zone);
  EXPECT_EQ(table.first_day(), Date(calendar->first_year(), 1, 1).day_number());
  EXPECT_EQ(table.last_day(), Date(calendar->last_year(), 12, 31).day_number());
  // 1 January is closed, so the first day of all rolls nowhere.
  const Date first(calendar->first_year(), 1, 1);
  for (std::int32_t day = table.first_day() + 14; day <= table.last_day(); ++day) {
    const auto rolled = calendar->roll_back(Date::from_day_number(day), first);
    ASSERT_TRUE(rolled.has_value());
    ASSERT_EQ(table.open_day(day), rolled->day_number()) << Date::from_day_number(day).to_string();
  }
  const RollTable part(*calendar, *zone, 2021, 2026);
  for (std::int32_t day = part.first_day(); day <= part.last_day(); ++day) {
    ASSERT_EQ(part.open_day(day), table.open_day(day));
  }
}

TEST(RollTable, KnownDaysRoll) {
  const auto calendar = offices();
  ASSERT_NE(calendar, nullptr);
  const RollTable table(*calendar, *Zone::find("Europe/Copenhagen"), 2023, 2026);
  const auto open = [&table](int year, unsigned month, unsigned day) {
    const auto number = static_cast<std::int32_t>(Date(year, month, day).day_number());
    return Date::from_day_number(table.open_day(number)).to_string();
  };
  EXPECT_EQ(open(2023, 5, 5), "2023-05-04");    // Store Bededag, for the last time
  EXPECT_EQ(open(2024, 4, 26), "2024-04-26");   // no longer
  EXPECT_EQ(open(2026, 4, 6), "2026-04-01");    // Easter Monday: back over four closed days
  EXPECT_EQ(open(2026, 1, 1), "2025-12-30");    // New Year's Eve is closed too
  EXPECT_EQ(open(2026, 11, 22), "2026-11-20");  // a Sunday
}

TEST(RollTable, YearsOutsideTheCalendarAreRefused) {
  const auto calendar = offices();
  ASSERT_NE(calendar, nullptr);
  const auto zone = Zone::find("Europe/Copenhagen");
  EXPECT_THROW(RollTable(*calendar, *zone, 2300, 2310), std::invalid_argument);
  const RollTable table(*calendar, *zone, 2190, 2400);
  EXPECT_EQ(table.last_day(), Date(2199, 12, 31).day_number());
  EXPECT_FALSE(table.covers_moment(table.end()));
  EXPECT_TRUE(table.covers_moment(table.end() - 1));
}

}  // namespace
}  // namespace vaern
