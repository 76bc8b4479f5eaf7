// SPDX-License-Identifier: Apache-2.0
#include "vaern/core/duration.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace vaern {
namespace {

Duration duration(std::string_view text) {
  const auto value = Duration::parse(text);
  EXPECT_TRUE(value.has_value()) << text;
  return value.value_or(Duration());
}

DurationFault fault_of(std::string_view text) {
  DurationFault fault = DurationFault::none;
  const auto value = Duration::parse(text, &fault);
  EXPECT_EQ(value.has_value(), fault == DurationFault::none) << text;
  return fault;
}

TEST(Duration, IsElapsedOrCivil) {
  EXPECT_TRUE(duration("PT24H").is_elapsed());
  EXPECT_EQ(duration("PT24H").seconds(), 86'400);
  EXPECT_EQ(duration("PT1H30M15S").seconds(), 5'415);
  EXPECT_TRUE(duration("P7D").is_civil());
  EXPECT_EQ(duration("P2W3D").days(), 17);
  EXPECT_EQ(duration("P1Y2M").months(), 14);
  EXPECT_NE(duration("PT24H"), duration("P1D"));
  EXPECT_NE(duration("PT0H"), duration("P0D"));
  EXPECT_TRUE(duration("P0D").is_zero());
}

TEST(Duration, HasOneTextForEqualDurations) {
  EXPECT_EQ(duration("PT24H").to_string(), "PT24H");
  EXPECT_EQ(duration("PT90M").to_string(), "PT1H30M");
  EXPECT_EQ(duration("PT60S").to_string(), "PT1M");
  EXPECT_EQ(duration("PT0S").to_string(), "PT0H");
  EXPECT_EQ(duration("P2W").to_string(), "P14D");
  EXPECT_EQ(duration("P1Y").to_string(), "P12M");
  EXPECT_EQ(duration("P1M15D").to_string(), "P1M15D");
  EXPECT_EQ(duration("P0M").to_string(), "P0D");
}

TEST(Duration, SaysWhatIsWrong) {
  EXPECT_EQ(fault_of(""), DurationFault::not_a_duration);
  EXPECT_EQ(fault_of("7 days"), DurationFault::not_a_duration);
  EXPECT_EQ(fault_of("7D"), DurationFault::not_a_duration);
  EXPECT_EQ(fault_of("P7"), DurationFault::not_a_duration);
  EXPECT_EQ(fault_of("P7H"), DurationFault::not_a_duration);
  EXPECT_EQ(fault_of("PT7D"), DurationFault::not_a_duration);
  EXPECT_EQ(fault_of("p7d"), DurationFault::not_a_duration);
  EXPECT_EQ(fault_of("P"), DurationFault::empty);
  EXPECT_EQ(fault_of("PT"), DurationFault::empty);
  EXPECT_EQ(fault_of("P1DT2H"), DurationFault::mixed);
  EXPECT_EQ(fault_of("P1.5D"), DurationFault::fraction);
  EXPECT_EQ(fault_of("PT1,5H"), DurationFault::fraction);
  EXPECT_EQ(fault_of("-P1D"), DurationFault::negative);
  EXPECT_EQ(fault_of("P-1D"), DurationFault::negative);
  EXPECT_EQ(fault_of("P1D2M"), DurationFault::wrong_order);
  EXPECT_EQ(fault_of("P1D1D"), DurationFault::wrong_order);
  EXPECT_EQ(fault_of("P99999999999999999999D"), DurationFault::too_long);
  EXPECT_EQ(fault_of("P10001Y"), DurationFault::too_long);
}

TEST(Duration, AddsMonthsBeforeDays) {
  EXPECT_EQ(duration("P1M").after(Date(2026, 1, 30)), Date(2026, 2, 28));
  EXPECT_EQ(duration("P1M1D").after(Date(2026, 1, 30)), Date(2026, 3, 1));
  EXPECT_EQ(duration("P1Y").after(Date(2028, 2, 29)), Date(2029, 2, 28));
  EXPECT_EQ(duration("P7D").after(Date(2026, 12, 28)), Date(2027, 1, 4));
  EXPECT_THROW(duration("PT24H").after(Date()), std::logic_error);
}

TEST(Duration, ComparesOnlyWhereItHoldsFromEveryStart) {
  EXPECT_TRUE(duration("PT24H") < duration("PT25H"));
  EXPECT_TRUE(duration("P7D") < duration("P8D"));
  EXPECT_TRUE(duration("P27D") < duration("P1M"));  // February has 28 days.
  EXPECT_TRUE(duration("P32D") > duration("P1M"));
  EXPECT_EQ(duration("P30D") <=> duration("P1M"), std::partial_ordering::unordered);
  EXPECT_EQ(duration("P28D") <=> duration("P1M"), std::partial_ordering::unordered);
  EXPECT_EQ(duration("PT24H") <=> duration("P1D"), std::partial_ordering::unordered);
  EXPECT_TRUE(duration("PT72H") < duration("P7D"));
  EXPECT_TRUE(duration("PT21H") < duration("P1D"));
  EXPECT_TRUE(duration("PT0H") < duration("P1D"));
  EXPECT_TRUE(duration("P12M") > duration("P364D"));
  EXPECT_TRUE(duration("P400Y") <=> duration("P146097D") == 0);  // A whole cycle of the calendar.
}

TEST(Duration, IsNeverLongerWhereItMayEndTogether) {
  EXPECT_TRUE(never_longer(duration("P28D"), duration("P1M")));
  EXPECT_FALSE(never_longer(duration("P29D"), duration("P1M")));
  EXPECT_TRUE(never_longer(duration("P1M"), duration("P31D")));
  EXPECT_FALSE(never_longer(duration("P1M"), duration("P30D")));
  EXPECT_TRUE(never_longer(duration("P7D"), duration("P7D")));
  EXPECT_TRUE(never_longer(duration("P2M"), duration("P62D")));
  EXPECT_FALSE(never_longer(duration("P2M"), duration("P61D")));
  EXPECT_FALSE(never_longer(duration("PT24H"), duration("P1D")));
}

TEST(Duration, ComparesMonthsAsTheCalendarDoes) {
  // Every start of four years around a leap day, added up day by day.
  const std::vector<Duration> all{duration("P1M"),   duration("P28D"),  duration("P29D"),
                                  duration("P31D"),  duration("P1M1D"), duration("P2M"),
                                  duration("P59D"),  duration("P62D"),  duration("P12M"),
                                  duration("P365D"), duration("P366D"), duration("P11M30D")};
  for (const Duration& a : all) {
    for (const Duration& b : all) {
      bool always_not_after = true;
      for (Date start(2026, 1, 1); start < Date(2030, 1, 1); start = start.add_days(1)) {
        always_not_after = always_not_after && a.after(start) <= b.after(start);
      }
      EXPECT_EQ(never_longer(a, b), always_not_after) << a.to_string() << " " << b.to_string();
    }
  }
}

}  // namespace
}  // namespace vaern
