// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "vaern/calendar/calendar.hpp"

namespace vaern {
namespace {

/// Easter once more, another way: the first Sunday after the paschal full moon by epact and
/// golden number (Inter gravissimas, 1582), with the two exceptions of the epact.
Date easter_by_epact(int year) {
  const int golden = year % 19 + 1;
  const int century = year / 100 + 1;
  const int sun = 3 * century / 4 - 12;         // Leap days left out since the reform.
  const int moon = (8 * century + 5) / 25 - 5;  // Correction of the moon's cycle.
  int epact = (11 * golden + 20 + moon - sun) % 30;
  if (epact < 0) epact += 30;
  if (epact == 24 || (epact == 25 && golden > 11)) ++epact;
  int full_moon = 44 - epact;  // Of March.
  if (full_moon < 21) full_moon += 30;
  const Date moon_day = Date(year, 3, 1).add_days(full_moon - 1);
  return moon_day.add_days(7 - moon_day.weekday() % 7);
}

TEST(Easter, IsTheSameByEpactAndByTheAnonymousRule) {
  for (int year = 1900; year <= 2199; ++year) {
    EXPECT_EQ(easter_sunday(year).to_string(), easter_by_epact(year).to_string());
  }
}

TEST(Easter, IsASundayBetween22MarchAnd25April) {
  for (int year = 1583; year <= 9999; ++year) {
    const Date easter = easter_sunday(year);
    ASSERT_EQ(easter.weekday(), 7) << year;
    ASSERT_GE(easter, Date(year, 3, 22)) << year;
    ASSERT_LE(easter, Date(year, 4, 25)) << year;
  }
}

TEST(Easter, FellAndFallsOnTheseDays) {
  EXPECT_EQ(easter_sunday(1818), Date(1818, 3, 22));  // The earliest there is.
  EXPECT_EQ(easter_sunday(1943), Date(1943, 4, 25));  // The latest there is.
  EXPECT_EQ(easter_sunday(1954), Date(1954, 4, 18));  // The exception of epact 25.
  EXPECT_EQ(easter_sunday(1981), Date(1981, 4, 19));  // The exception of epact 24.
  EXPECT_EQ(easter_sunday(2023), Date(2023, 4, 9));
  EXPECT_EQ(easter_sunday(2024), Date(2024, 3, 31));
  EXPECT_EQ(easter_sunday(2025), Date(2025, 4, 20));
  EXPECT_EQ(easter_sunday(2026), Date(2026, 4, 5));
  EXPECT_EQ(easter_sunday(2027), Date(2027, 3, 28));
  EXPECT_EQ(easter_sunday(2028), Date(2028, 4, 16));
  EXPECT_EQ(easter_sunday(2038), Date(2038, 4, 25));
}

TEST(Easter, IsNotComputedBeforeTheGregorianCalendar) {
  EXPECT_THROW(easter_sunday(1582), std::out_of_range);
  EXPECT_THROW(easter_sunday(10000), std::out_of_range);
}

}  // namespace
}  // namespace vaern
