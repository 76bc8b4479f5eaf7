// SPDX-License-Identifier: Apache-2.0
#include "vaern/core/zone.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "core/posix_zone.hpp"
#include "core/zone_data.hpp"

namespace vaern {
namespace {

Instant instant(std::string_view text) {
  const auto value = Instant::parse(text);
  EXPECT_TRUE(value.has_value()) << text;
  return value.value_or(Instant{});
}

std::string local(std::string_view zone, std::string_view utc) {
  return Zone::find(zone)->local(instant(utc)).to_string();
}

std::string utc(std::string_view zone, const Date& date, int hour, int minute, int second = 0) {
  return Zone::find(zone)->to_instant(date, hour * 3600 + minute * 60 + second).to_string();
}

TEST(Zone, ShipsADatedVersionAndManyZones) {
  EXPECT_EQ(tz_version(), "2026f");
  const auto names = Zone::names();
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
  for (const char* name : {"Europe/Copenhagen", "Atlantic/Faroe", "America/Nuuk", "UTC"}) {
    EXPECT_TRUE(std::binary_search(names.begin(), names.end(), name)) << name;
  }
}

TEST(Zone, IsNullForANameThatIsNotShipped) {
  EXPECT_EQ(Zone::find("Europe/Kobenhavn"), nullptr);
  EXPECT_EQ(Zone::find("europe/copenhagen"), nullptr);
  EXPECT_EQ(Zone::find(""), nullptr);
  EXPECT_EQ(Zone::find("version"), nullptr);
  EXPECT_EQ(Zone::find("../../etc/localtime"), nullptr);
}

TEST(Zone, ReadsEveryShippedZone) {
  for (const std::string& name : Zone::names()) {
    const auto zone = Zone::find(name);
    ASSERT_NE(zone, nullptr) << name;
    EXPECT_EQ(zone->name(), name);
  }
}

// Summer time begins on the last Sunday of March and ends on the last Sunday of October, both at
// 01:00 UTC: BEK nr 1021 af 1.10.2007 after directive 2000/84/EC.
TEST(Zone, ChangesTheClocksOfCopenhagenOnTheLastSundaysOfMarchAndOctober) {
  const std::string_view zone = "Europe/Copenhagen";
  EXPECT_EQ(local(zone, "2026-03-29T00:59:59Z"), "2026-03-29T01:59:59+01:00");
  EXPECT_EQ(local(zone, "2026-03-29T01:00:00Z"), "2026-03-29T03:00:00+02:00");
  EXPECT_EQ(local(zone, "2026-10-25T00:59:59Z"), "2026-10-25T02:59:59+02:00");
  EXPECT_EQ(local(zone, "2026-10-25T01:00:00Z"), "2026-10-25T02:00:00+01:00");
  EXPECT_EQ(local(zone, "2099-07-01T12:00:00Z"),
            "2099-07-01T14:00:00+02:00");  // Long after the table.
  EXPECT_EQ(Zone::find(zone)->local(instant("2026-07-01T12:00:00Z")).abbreviation, "CEST");
}

TEST(Zone, HadNoSummerTimeInCopenhagenFrom1949To1979) {
  EXPECT_EQ(local("Europe/Copenhagen", "1979-07-01T12:00:00Z"), "1979-07-01T13:00:00+01:00");
  EXPECT_EQ(local("Europe/Copenhagen", "1980-07-01T12:00:00Z"), "1980-07-01T14:00:00+02:00");
}

TEST(Zone, TakesTheEarlierMomentWhereClocksShowATimeTwice) {
  // 25 October 2026: 02:30 is 00:30 UTC (summer time) and again 01:30 UTC.
  EXPECT_EQ(utc("Europe/Copenhagen", Date(2026, 10, 25), 2, 30), "2026-10-25T00:30:00Z");
  EXPECT_EQ(utc("Europe/Copenhagen", Date(2026, 10, 25), 1, 59, 59), "2026-10-24T23:59:59Z");
  EXPECT_EQ(utc("Europe/Copenhagen", Date(2026, 10, 25), 2, 0), "2026-10-25T00:00:00Z");
  EXPECT_EQ(utc("Europe/Copenhagen", Date(2026, 10, 25), 3, 0), "2026-10-25T02:00:00Z");
}

TEST(Zone, TakesTheMomentOfTheChangeWhereClocksNeverShowATime) {
  // 29 March 2026: from 02:00 clocks go to 03:00, at 01:00 UTC.
  EXPECT_EQ(utc("Europe/Copenhagen", Date(2026, 3, 29), 2, 0), "2026-03-29T01:00:00Z");
  EXPECT_EQ(utc("Europe/Copenhagen", Date(2026, 3, 29), 2, 59, 59), "2026-03-29T01:00:00Z");
  EXPECT_EQ(utc("Europe/Copenhagen", Date(2026, 3, 29), 3, 0), "2026-03-29T01:00:00Z");
  EXPECT_EQ(utc("Europe/Copenhagen", Date(2026, 3, 29), 1, 59, 59), "2026-03-29T00:59:59Z");
}

TEST(Zone, EndsADayAtTheNextLocalMidnight) {
  const auto zone = Zone::find("Europe/Copenhagen");
  EXPECT_EQ(zone->end_of(Date(2026, 3, 29)).to_string(), "2026-03-29T22:00:00Z");   // 23 hours.
  EXPECT_EQ(zone->end_of(Date(2026, 10, 25)).to_string(), "2026-10-25T23:00:00Z");  // 25 hours.
  EXPECT_EQ(zone->end_of(Date(2026, 12, 31)).to_string(), "2026-12-31T23:00:00Z");
}

TEST(Zone, EndsADayAtTheEarlierMidnightWhereThereAreTwo) {
  // Havana, 2 November 2025: at 05:00 UTC clocks go from 01:00 back to 00:00.
  const auto zone = Zone::find("America/Havana");
  EXPECT_EQ(zone->end_of(Date(2025, 11, 1)).to_string(), "2025-11-02T04:00:00Z");
  EXPECT_EQ(zone->local(instant("2025-11-02T04:00:00Z")).to_string(), "2025-11-02T00:00:00-04:00");
  EXPECT_EQ(zone->local(instant("2025-11-02T05:00:00Z")).to_string(), "2025-11-02T00:00:00-05:00");
}

TEST(Zone, EndsADayAtTheChangeWhereClocksJumpOverMidnight) {
  // Havana, 8 March 2026: at 05:00 UTC clocks go from 00:00 to 01:00.
  EXPECT_EQ(Zone::find("America/Havana")->end_of(Date(2026, 3, 7)).to_string(),
            "2026-03-08T05:00:00Z");
}

TEST(Zone, EndsADayAfterAnHourThatWasShownTwice) {
  // Nuuk, 24 October 2026: at 01:00 UTC of the 25th clocks go from 00:00 back to 23:00, so that
  // midnight is shown an hour later, and once.
  const auto zone = Zone::find("America/Nuuk");
  EXPECT_EQ(zone->local(instant("2026-10-25T00:59:59Z")).to_string(), "2026-10-24T23:59:59-01:00");
  EXPECT_EQ(zone->local(instant("2026-10-25T01:00:00Z")).to_string(), "2026-10-24T23:00:00-02:00");
  EXPECT_EQ(zone->end_of(Date(2026, 10, 24)).to_string(), "2026-10-25T02:00:00Z");
}

TEST(Zone, KnowsZonesWithHalfHoursAndHalfHourSummerTime) {
  EXPECT_EQ(local("Asia/Kolkata", "2026-01-01T00:00:00Z"), "2026-01-01T05:30:00+05:30");
  EXPECT_EQ(local("Australia/Lord_Howe", "2026-01-01T00:00:00Z"), "2026-01-01T11:00:00+11:00");
  EXPECT_EQ(local("Australia/Lord_Howe", "2026-07-01T00:00:00Z"), "2026-07-01T10:30:00+10:30");
}

TEST(Zone, KnowsTheSouthernHemisphereAndTheOtherOceans) {
  EXPECT_EQ(local("Pacific/Auckland", "2026-01-01T00:00:00Z"), "2026-01-01T13:00:00+13:00");
  EXPECT_EQ(local("America/New_York", "2026-07-01T00:00:00Z"), "2026-06-30T20:00:00-04:00");
  EXPECT_EQ(local("Atlantic/Reykjavik", "2026-07-01T00:00:00Z"), "2026-07-01T00:00:00+00:00");
}

TEST(Zone, GivesTheMomentOfTheChangeForADayThatNeverWas) {
  // Samoa went over the date line: after 29 December 2011 came the 31st, at 10:00 UTC of the 30th.
  EXPECT_EQ(utc("Pacific/Apia", Date(2011, 12, 30), 12, 0), "2011-12-30T10:00:00Z");
  EXPECT_EQ(utc("Pacific/Apia", Date(2011, 12, 31), 0, 0), "2011-12-30T10:00:00Z");
  EXPECT_EQ(Zone::find("Pacific/Apia")->end_of(Date(2011, 12, 29)).to_string(),
            "2011-12-30T10:00:00Z");
}

TEST(Zone, TurnsInstantsIntoLocalTimeAndBack) {
  // Every hour of the weeks around both changes: back is the same moment, or in the repeated
  // hour the earlier one.
  const auto zone = Zone::find("Europe/Copenhagen");
  for (const char* start : {"2026-03-26T00:15:00Z", "2026-10-22T00:15:00Z"}) {
    const Instant first = instant(start);
    for (int hour = 0; hour < 24 * 7; ++hour) {
      const Instant then = first.add_seconds(hour * 3600);
      const LocalTime shown = zone->local(then);
      const Instant back = zone->to_instant(shown.date, shown.second_of_day);
      const bool repeated = then.to_string() == "2026-10-25T01:15:00Z";
      EXPECT_EQ(back, repeated ? then.add_seconds(-3600) : then) << then.to_string();
    }
  }
}

TEST(Zone, RefusesASecondThatIsInNoDay) {
  EXPECT_THROW(Zone::find("UTC")->to_instant(Date(2026, 1, 1), -1), std::out_of_range);
  EXPECT_THROW(Zone::find("UTC")->to_instant(Date(2026, 1, 1), 86'401), std::out_of_range);
}

TEST(Tzif, IsRefusedWhereverItIsCutShort) {
  const auto bytes = detail::shipped_zone("Europe/Copenhagen");
  ASSERT_TRUE(bytes.has_value());
  ASSERT_NE(Zone::read_tzif("x", *bytes), nullptr);
  for (std::size_t size = 0; size < bytes->size(); ++size) {
    // A copy of its own, so that a read behind the end is seen.
    const std::string cut(bytes->substr(0, size));
    EXPECT_EQ(Zone::read_tzif("x", cut), nullptr) << size;
  }
  EXPECT_EQ(Zone::read_tzif("x", std::string(*bytes) + "x"), nullptr);
}

TEST(Tzif, WithAnyByteChangedIsRefusedOrStillAnswers) {
  const auto bytes = detail::shipped_zone("Europe/Copenhagen");
  ASSERT_TRUE(bytes.has_value());
  std::size_t refused = 0;
  for (std::size_t i = 0; i < bytes->size(); ++i) {
    for (const int flip : {0x01, 0x80, 0xFF}) {
      std::string damaged(*bytes);
      damaged[i] = static_cast<char>(damaged[i] ^ flip);
      const auto zone = Zone::read_tzif("x", damaged);
      if (!zone) {
        ++refused;
        continue;
      }
      zone->local(instant("1950-06-01T00:00:00Z"));
      zone->local(instant("2050-06-01T00:00:00Z"));
      zone->to_instant(Date(2026, 3, 29), 9000);
    }
  }
  EXPECT_GT(refused, 100U);
}

TEST(PosixZone, ReadsTheFormsOfItsRules) {
  using detail::PosixZone;
  const auto at = [](std::string_view rule, std::string_view utc) {
    const auto zone = PosixZone::parse(rule);
    EXPECT_TRUE(zone.has_value()) << rule;
    return zone ? zone->at(instant(utc).seconds).seconds_east : -1;
  };
  EXPECT_EQ(at("UTC0", "2026-07-01T00:00Z"), 0);
  EXPECT_EQ(at("<+0530>-5:30", "2026-07-01T00:00Z"), 19'800);
  // Day 60 without 29 February is always 1 March: here at 02:00, an hour east of UTC.
  EXPECT_EQ(at("AAA0BBB,J60/2,J300", "2028-03-01T01:59:59Z"), 0);
  EXPECT_EQ(at("AAA0BBB,J60/2,J300", "2028-03-01T02:00:00Z"), 3600);
  // Day 59 counted from 0 is 29 February in leap years.
  EXPECT_EQ(at("AAA0BBB,59/2,300", "2028-02-29T02:00:00Z"), 3600);
  EXPECT_EQ(at("AAA0BBB,59/2,300", "2027-02-28T23:59:59Z"), 0);
  EXPECT_EQ(at("AAA0BBB,59/2,300", "2027-03-01T02:00:00Z"), 3600);
  // Summer time all year long, as RFC 8536 writes it.
  EXPECT_EQ(at("WGT3WGS4,0/0,J365/23", "2027-01-01T03:59:59Z"), -14'400);
  EXPECT_EQ(at("WGT3WGS4,0/0,J365/23", "2027-01-01T04:00:00Z"), -14'400);
  // Ireland: winter time is the saving, an hour back.
  EXPECT_EQ(at("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-01-15T00:00Z"), 0);
  EXPECT_EQ(at("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-07-15T00:00Z"), 3600);
  // Greenland: on the evening before, counted as a negative time of the Sunday.
  EXPECT_EQ(at("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T00:59:59Z"), -7200);
  EXPECT_EQ(at("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z"), -3600);
}

TEST(PosixZone, RefusesWhatIsNoRule) {
  for (const char* rule :
       {"", "CE", "CET", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0",
        "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J300",
        "CET-1CEST,M3.5.0,M10.5.0x", "CET-26", "<CET-1", "CET-1CEST,M3.5.0/168,M10.5.0"}) {
    EXPECT_FALSE(detail::PosixZone::parse(rule).has_value()) << rule;
  }
}

}  // namespace
}  // namespace vaern
