// SPDX-License-Identifier: Apache-2.0
#include "vaern/reassessment/interval.hpp"

#include <gtest/gtest.h>

#include "reassessment/support.hpp"
#include "vaern/reassessment/due_date.hpp"

namespace vaern {
namespace {

using namespace vaern::testing;
using Unit = IntervalLength::Unit;

IntervalLength length(const std::string& text) { return IntervalLength::parse(text).value(); }

std::string end(const std::string& from, const std::string& text, bool statutory = false) {
  const Instant start = at(from);
  const auto due =
      due_date(start, start, length(text), statutory, shipped_policy().zone(), offices());
  return due ? due->local : "none";
}

TEST(IntervalLength, ItsTextIsReadAgain) {
  for (const char* text :
       {"PT24H", "P7D", "P1M", "hverdage 6", "arbejdsdage 7", "end_of month", "every shift"}) {
    EXPECT_EQ(length(text).to_string(), text);
  }
  for (const char* text :
       {"", "hverdage", "hverdage 0", "hverdage 6x", "arbejdsdage -1", "end_of"}) {
    EXPECT_FALSE(IntervalLength::parse(text).has_value()) << text;
  }
}

TEST(IntervalLength, ASaturdayIsAHverdagAndNoArbejdsdag) {
  EXPECT_EQ(end("2026-09-11T10:00+02:00", "hverdage 1", true), "2026-09-12");
  EXPECT_EQ(end("2026-09-11T10:00+02:00", "arbejdsdage 1", true), "2026-09-14");
  EXPECT_EQ(end("2026-09-11T10:00+02:00", "hverdage 2", true), "2026-09-14");
}

TEST(IntervalLength, WhatNoLawSetsMovesToAnEarlierOpenDay) {
  EXPECT_EQ(end("2026-09-11T10:00+02:00", "hverdage 1"), "2026-09-11");
  EXPECT_EQ(end("2026-05-05T10:00+02:00", "end_of month"), "2026-05-29");
  EXPECT_EQ(end("2026-05-05T10:00+02:00", "end_of month", true), "2026-05-31");
}

TEST(IntervalLength, AMonthEndsWithItsLastDayWhereverItBegins) {
  EXPECT_EQ(end("2028-02-01T00:00+01:00", "end_of month", true), "2028-02-29");
  EXPECT_EQ(end("2026-12-31T23:59+01:00", "end_of month", true), "2026-12-31");
}

TEST(IntervalLength, ItComparesOnlyWhereEveryCalendarAgrees) {
  const auto never = [](const char* a, const char* b) {
    return never_due_later(length(a), length(b));
  };
  EXPECT_TRUE(never("hverdage 6", "hverdage 6"));
  EXPECT_TRUE(never("hverdage 6", "arbejdsdage 6"));
  EXPECT_TRUE(never("P6D", "hverdage 6"));
  EXPECT_TRUE(never("end_of month", "P30D"));
  EXPECT_TRUE(never("end_of month", "arbejdsdage 30"));
  EXPECT_FALSE(never("arbejdsdage 6", "hverdage 6"));
  EXPECT_FALSE(never("hverdage 7", "arbejdsdage 6"));
  EXPECT_FALSE(never("P7D", "hverdage 6"));
  EXPECT_FALSE(never("hverdage 1", "P30D"));  // a calendar may close them all
  EXPECT_FALSE(never("end_of month", "P29D"));
  EXPECT_FALSE(never("PT24H", "end_of month"));
}

// Every pair of lengths that compares, from every day of two months with Easter, the change of
// clocks and months of 30 and 31 days: the statutory dates, which never roll, are in that order.
TEST(IntervalLength, WhatComparesIsInOrderFromEveryDay) {
  std::vector<IntervalLength> lengths;
  for (const char* text :
       {"PT12H", "PT24H", "PT72H", "P1D", "P6D", "P7D", "P30D", "P1M", "P31D", "hverdage 1",
        "hverdage 6", "arbejdsdage 1", "arbejdsdage 7", "end_of month"}) {
    lengths.push_back(length(text));
  }
  const Zone& zone = shipped_policy().zone();
  for (int day = 0; day < 62; ++day) {
    const Instant start = at("2026-03-20T11:30:00Z").add_seconds(std::int64_t{86'400} * day);
    std::vector<Instant> due;
    for (const IntervalLength& each : lengths) {
      due.push_back(due_date(start, start, each, true, zone, offices())->at);
    }
    for (std::size_t a = 0; a < lengths.size(); ++a) {
      for (std::size_t b = 0; b < lengths.size(); ++b) {
        if (never_due_later(lengths[a], lengths[b])) {
          EXPECT_LE(due[a], due[b])
              << day << " " << lengths[a].to_string() << " " << lengths[b].to_string();
        }
      }
    }
  }
}

}  // namespace
}  // namespace vaern
