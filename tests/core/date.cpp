// SPDX-License-Identifier: Apache-2.0
#include "vaern/core/date.hpp"

#include <gtest/gtest.h>

namespace vaern {
namespace {

TEST(Date, ExistsOnlyWhereTheCalendarHasIt) {
  EXPECT_TRUE(Date::make(2028, 2, 29).has_value());  // Divisible by 4.
  EXPECT_FALSE(Date::make(2026, 2, 29).has_value());
  EXPECT_FALSE(Date::make(2100, 2, 29).has_value());  // A century.
  EXPECT_TRUE(Date::make(2000, 2, 29).has_value());   // A century divisible by 400.
  EXPECT_FALSE(Date::make(2026, 4, 31).has_value());
  EXPECT_FALSE(Date::make(2026, 0, 1).has_value());
  EXPECT_FALSE(Date::make(2026, 13, 1).has_value());
  EXPECT_FALSE(Date::make(2026, 1, 0).has_value());
  EXPECT_FALSE(Date::make(0, 1, 1).has_value());
  EXPECT_FALSE(Date::make(10000, 1, 1).has_value());
  EXPECT_THROW(Date(2026, 2, 30), std::out_of_range);
}

TEST(Date, ReadsAndWritesIso) {
  EXPECT_EQ(Date::parse("2026-09-10"), Date(2026, 9, 10));
  EXPECT_EQ(Date(2026, 9, 1).to_string(), "2026-09-01");
  EXPECT_EQ(Date(1, 1, 1).to_string(), "0001-01-01");
  for (const char* text : {"", "2026-9-10", "2026-09-1", "26-09-10", "2026/09/10", "2026-09-10 ",
                           "2026-02-30", "10-09-2026", "2026-09-10T00:00Z", "+026-09-10"}) {
    EXPECT_EQ(Date::parse(text), std::nullopt) << text;
  }
}

TEST(Date, CountsDaysFrom1970) {
  EXPECT_EQ(Date().to_string(), "1970-01-01");
  EXPECT_EQ(Date(2026, 9, 10).day_number(), 20706);
  EXPECT_EQ(Date::from_day_number(-1), Date(1969, 12, 31));
  EXPECT_EQ(days_between(Date(2028, 2, 28), Date(2028, 3, 1)), 2);
  EXPECT_EQ(days_between(Date(2026, 3, 1), Date(2026, 2, 28)), -1);
  EXPECT_THROW(Date(9999, 12, 31).add_days(1), std::out_of_range);
  EXPECT_THROW(Date(1, 1, 1).add_days(-1), std::out_of_range);
  EXPECT_THROW(Date().add_days(INT64_MAX), std::out_of_range);
}

TEST(Date, KnowsItsWeekday) {
  EXPECT_EQ(Date(2026, 9, 10).weekday(), 4);  // A Thursday.
  EXPECT_EQ(Date(2026, 4, 5).weekday(), 7);   // Easter Sunday.
  EXPECT_EQ(Date(2026, 9, 7).weekday(), 1);
  EXPECT_EQ(Date(1900, 1, 1).weekday(), 1);  // A Monday.
  EXPECT_EQ(parse_weekday("sunday"), 7);
  EXPECT_EQ(parse_weekday("Sunday"), std::nullopt);
  EXPECT_EQ(weekday_name(1), "monday");
  EXPECT_EQ(weekday_name(8), "");
}

TEST(Date, KeepsTheDayOfTheMonthAsFarAsTheMonthHasIt) {
  EXPECT_EQ(Date(2026, 1, 30).add_months(1), Date(2026, 2, 28));
  EXPECT_EQ(Date(2028, 1, 30).add_months(1), Date(2028, 2, 29));
  EXPECT_EQ(Date(2026, 1, 31).add_months(3), Date(2026, 4, 30));
  EXPECT_EQ(Date(2026, 3, 31).add_months(-1), Date(2026, 2, 28));
  EXPECT_EQ(Date(2026, 12, 15).add_months(1), Date(2027, 1, 15));
  EXPECT_EQ(Date(2026, 1, 15).add_months(-1), Date(2025, 12, 15));
  EXPECT_EQ(Date(2026, 5, 15).add_months(-17), Date(2024, 12, 15));
  EXPECT_EQ(Date(2028, 2, 29).add_years(1), Date(2029, 2, 28));
  EXPECT_EQ(Date(2028, 2, 29).add_years(4), Date(2032, 2, 29));
  EXPECT_THROW(Date(9999, 12, 1).add_months(1), std::out_of_range);
  EXPECT_THROW(Date().add_months(INT64_MIN), std::out_of_range);
}

TEST(Date, CountsAnAgeInWholeYears) {
  EXPECT_EQ(whole_years_between(Date(1989, 9, 10), Date(2026, 9, 9)), 36);
  EXPECT_EQ(whole_years_between(Date(1989, 9, 10), Date(2026, 9, 10)), 37);
  EXPECT_EQ(whole_years_between(Date(2008, 2, 29), Date(2026, 2, 28)), 17);  // Of age on 1 March.
  EXPECT_EQ(whole_years_between(Date(2008, 2, 29), Date(2026, 3, 1)), 18);
  EXPECT_EQ(whole_years_between(Date(2026, 5, 1), Date(2026, 4, 30)), -1);
}

TEST(PartialDate, IsTheDaysItMayBe) {
  EXPECT_EQ(PartialDate::parse("2026"),
            (PartialDate{Date(2026, 1, 1), Date(2026, 12, 31), DatePrecision::year}));
  EXPECT_EQ(PartialDate::parse("2028-02"),
            (PartialDate{Date(2028, 2, 1), Date(2028, 2, 29), DatePrecision::month}));
  EXPECT_EQ(PartialDate::parse("2026-09-10"), PartialDate::of(Date(2026, 9, 10)));
  for (const char* text : {"2026", "2026-09", "2026-09-10"}) {
    EXPECT_EQ(PartialDate::parse(text)->to_string(), text);
  }
  for (const char* text :
       {"", "202", "0000", "2026-13", "2026-00", "2026-9", "2026-09-31", "2026-", "20260910"}) {
    EXPECT_EQ(PartialDate::parse(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace vaern
