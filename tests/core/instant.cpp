// SPDX-License-Identifier: Apache-2.0
#include "vaern/core/instant.hpp"

#include <gtest/gtest.h>

namespace vaern {
namespace {

std::string utc(std::string_view text) {
  const auto instant = Instant::parse(text);
  return instant ? instant->to_string() : "refused";
}

TEST(Instant, IsReadWithItsOffsetAndWrittenInUtc) {
  EXPECT_EQ(utc("2026-09-10T10:20+02:00"), "2026-09-10T08:20:00Z");
  EXPECT_EQ(utc("2026-09-10T08:20:00Z"), "2026-09-10T08:20:00Z");
  EXPECT_EQ(utc("2026-01-01T00:30-05:30"), "2026-01-01T06:00:00Z");
  EXPECT_EQ(utc("2026-01-01T00:30+01:00"), "2025-12-31T23:30:00Z");
  EXPECT_EQ(utc("1969-12-31T23:59:59Z"), "1969-12-31T23:59:59Z");
  EXPECT_EQ(Instant::parse("2026-09-10T08:20Z")->seconds, 1'789'028'400);
}

TEST(Instant, KeepsDecimalsToTheNanosecond) {
  EXPECT_EQ(utc("2026-09-10T08:20:00.5Z"), "2026-09-10T08:20:00.5Z");
  EXPECT_EQ(utc("2026-09-10T08:20:00.000000001Z"), "2026-09-10T08:20:00.000000001Z");
  EXPECT_EQ(utc("2026-09-10T08:20:00.120Z"), "2026-09-10T08:20:00.12Z");
  EXPECT_EQ(utc("1969-12-31T23:59:59.5Z"), "1969-12-31T23:59:59.5Z");
}

TEST(Instant, IsOrdered) {
  EXPECT_LT(*Instant::parse("2026-09-10T10:20+02:00"), *Instant::parse("2026-09-10T10:20+01:00"));
  EXPECT_EQ(*Instant::parse("2026-09-10T10:20+02:00"), *Instant::parse("2026-09-10T08:20Z"));
  EXPECT_LT(*Instant::parse("2026-09-10T08:20:00Z"), *Instant::parse("2026-09-10T08:20:00.1Z"));
}

TEST(Instant, RefusesWhatHasNoOffsetOrNoSuchTime) {
  for (const char* text : {"",
                           "2026-09-10",
                           "2026-09-10T10:20",
                           "2026-09-10T10:20:00",
                           "2026-09-10 10:20Z",
                           "2026-09-10t10:20Z",
                           "2026-09-10T10:20z",
                           "2026-09-10T24:00Z",
                           "2026-09-10T10:60Z",
                           "2026-09-10T10:20:60Z",
                           "2026-09-31T10:20Z",
                           "2026-09-10T10:20+02",
                           "2026-09-10T10:20+0200",
                           "2026-09-10T10:20+24:00",
                           "2026-09-10T10:20+02:60",
                           "2026-09-10T10:20:00.Z",
                           "2026-09-10T10:20.5Z",
                           "2026-09-10T10:20:00.1234567890Z",
                           "2026-09-10T10:20:00,5Z",
                           "2026-09-10T10:2Z",
                           "2026-09-10T10:20:0Z",
                           "2026-09-10T10:20ZZ",
                           "2026-09-10T10:20:",
                           "0001-01-01T00:00+01:00",
                           "9999-12-31T23:30-01:00"}) {
    EXPECT_EQ(Instant::parse(text), std::nullopt) << text;
  }
}

TEST(Instant, AddsElapsedSeconds) {
  const Instant start = *Instant::parse("2026-03-28T12:00+01:00");
  EXPECT_EQ(start.add_seconds(86'400).to_string(), "2026-03-29T11:00:00Z");
  EXPECT_THROW((Instant{INT64_MAX, 0}).add_seconds(1), std::overflow_error);
}

}  // namespace
}  // namespace vaern
