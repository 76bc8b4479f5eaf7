// SPDX-License-Identifier: Apache-2.0
#include "vaern/core/rational.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

namespace vaern {
namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();

TEST(Rational, IsInLowestTermsWithAPositiveDenominator) {
  EXPECT_EQ(Rational(6, -4).numerator(), -3);
  EXPECT_EQ(Rational(6, -4).denominator(), 2);
  EXPECT_EQ(Rational(0, -7), Rational(0));
  EXPECT_EQ(Rational(least, least), Rational(1));
  EXPECT_THROW(Rational(1, 0), std::domain_error);
}

TEST(Rational, AddsTenthsExactly) {
  EXPECT_EQ(Rational(1, 10) + Rational(2, 10), Rational(3, 10));
  EXPECT_EQ(Rational(1, 3) + Rational(1, 6), Rational(1, 2));
  EXPECT_EQ(Rational(1, 3) - Rational(1, 2), Rational(-1, 6));
  EXPECT_EQ(Rational(2, 3) * Rational(9, 4), Rational(3, 2));
  EXPECT_EQ(Rational(2, 3) / Rational(-4, 9), Rational(-3, 2));
  EXPECT_THROW(Rational(1) / Rational(0), std::domain_error);
}

TEST(Rational, HasRoomInBetweenWhereTheResultFits) {
  EXPECT_EQ(Rational(most, 3) * Rational(3, most), Rational(1));
  EXPECT_EQ(Rational(1, most) + Rational(-1, most), Rational(0));
  EXPECT_EQ(Rational(most) - Rational(1) + Rational(1), Rational(most));
  EXPECT_EQ(Rational(least) / Rational(2), Rational(least / 2));
}

TEST(Rational, ThrowsWhereTheResultDoesNotFit) {
  EXPECT_THROW(Rational(most) + Rational(1), Overflow);
  EXPECT_THROW(Rational(least) - Rational(1), Overflow);
  EXPECT_THROW(Rational(most) * Rational(2), Overflow);
  EXPECT_THROW(-Rational(least), Overflow);
  EXPECT_THROW(Rational(1, most) / Rational(2), Overflow);
  EXPECT_THROW(Rational(1, least), Overflow);
}

TEST(Rational, ComparesWithoutOverflow) {
  EXPECT_LT(Rational(most - 1, most), Rational(1));
  EXPECT_LT(Rational(most - 2, most - 1), Rational(most - 1, most));
  EXPECT_GT(Rational(-1, 3), Rational(-1, 2));
  EXPECT_LT(Rational(least), Rational(least, 3));
}

TEST(Rational, RoundsAsTheSixWordsSay) {
  struct Case {
    Rational value;
    int half_up, half_even, down, up, floor, ceiling;
  };
  const Case cases[] = {
      {Rational(5, 2), 3, 2, 2, 3, 2, 3},        {Rational(-5, 2), -3, -2, -2, -3, -3, -2},
      {Rational(7, 2), 4, 4, 3, 4, 3, 4},        {Rational(-7, 2), -4, -4, -3, -4, -4, -3},
      {Rational(1, 2), 1, 0, 0, 1, 0, 1},        {Rational(-1, 2), -1, 0, 0, -1, -1, 0},
      {Rational(7, 3), 2, 2, 2, 3, 2, 3},        {Rational(8, 3), 3, 3, 2, 3, 2, 3},
      {Rational(-7, 3), -2, -2, -2, -3, -3, -2}, {Rational(4), 4, 4, 4, 4, 4, 4},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(c.value.round(Rounding::half_up), c.half_up) << c.value.to_string();
    EXPECT_EQ(c.value.round(Rounding::half_even), c.half_even) << c.value.to_string();
    EXPECT_EQ(c.value.round(Rounding::down), c.down) << c.value.to_string();
    EXPECT_EQ(c.value.round(Rounding::up), c.up) << c.value.to_string();
    EXPECT_EQ(c.value.round(Rounding::floor), c.floor) << c.value.to_string();
    EXPECT_EQ(c.value.round(Rounding::ceiling), c.ceiling) << c.value.to_string();
    EXPECT_EQ(c.value.floor(), c.floor) << c.value.to_string();
  }
  EXPECT_EQ(Rational(least, 3).floor(), least / 3 - 1);
  EXPECT_EQ(Rational(most, 2).round(Rounding::half_up), most / 2 + 1);
}

TEST(Rational, ReadsTheWordsOfRounding) {
  for (const Rounding r : {Rounding::half_up, Rounding::half_even, Rounding::down, Rounding::up,
                           Rounding::floor, Rounding::ceiling}) {
    EXPECT_EQ(parse_rounding(to_string(r)), r);
  }
  EXPECT_EQ(parse_rounding("round"), std::nullopt);
}

TEST(Rational, IsWrittenAsAFiniteDecimalWhereThereIsOne) {
  EXPECT_EQ(Rational(8).to_string(), "8");
  EXPECT_EQ(Rational(-1, 4).to_string(), "-0.25");
  EXPECT_EQ(Rational(25, 2).to_string(), "12.5");
  EXPECT_EQ(Rational(1, 3).to_string(), "1/3");
  EXPECT_EQ(Rational(-7, 6).to_string(), "-7/6");
  EXPECT_EQ(Rational(least).to_string(), "-9223372036854775808");
  EXPECT_EQ(Rational(1, std::int64_t{1} << 62).to_string(),
            "0.00000000000000000021684043449710088680149056017398834228515625");
}

TEST(Rational, ReadsWhatItWritesAndNothingElse) {
  for (const Rational& value :
       {Rational(0), Rational(-3), Rational(1, 3), Rational(-7, 6), Rational(-1, 4),
        Rational(1, std::int64_t{1} << 62), Rational(least), Rational(most, 2), Rational(most, 10),
        Rational(-1, 1'000'000'000'000'000'000)}) {
    EXPECT_EQ(Rational::parse(value.to_string()), value) << value.to_string();
  }
  for (const char* text : {"",
                           "-",
                           "3.0",
                           "2/4",
                           "6/3",
                           "1/2",
                           "+3",
                           "-0",
                           "03",
                           ".5",
                           "5.",
                           "1e3",
                           " 1",
                           "1 ",
                           "1/-3",
                           "1/0",
                           "0/3",
                           "0.1x",
                           "-0.0",
                           "9223372036854775808",
                           "0.3333333333333333333333333",
                           "1.2.3",
                           "--1",
                           "1/3/4"}) {
    EXPECT_EQ(Rational::parse(text), std::nullopt) << text;
  }
}

TEST(Rational, BecomesTheNearestDouble) {
  EXPECT_EQ(Rational(1, 10).to_double(), 0.1);
  EXPECT_EQ(Rational(-2, 3).to_double(), -2.0 / 3.0);
  EXPECT_EQ(Rational(0).to_double(), 0.0);
  EXPECT_EQ(Rational(most).to_double(), 9223372036854775808.0);
  EXPECT_EQ(Rational(least).to_double(), -9223372036854775808.0);
  // 2^53 + 1 lies between two doubles: to the even one. A hair more goes up.
  EXPECT_EQ(Rational((std::int64_t{1} << 53) + 1).to_double(), 9007199254740992.0);
  EXPECT_EQ(Rational((std::int64_t{1} << 53) + 3).to_double(), 9007199254740996.0);
  EXPECT_EQ(Rational((std::int64_t{1} << 54) * 3 + 6 + 1, 3).to_double(), 18014398509481988.0);
  EXPECT_EQ(Rational(1, most).to_double(), 1.0 / 9223372036854775808.0);
}

TEST(Rational, BecomesTheNearestDoubleForRandomFractions) {
  // Division of two doubles that are exact is rounded once, as to_double must be.
  std::mt19937_64 random(20260909);
  for (int i = 0; i < 20'000; ++i) {
    const auto n = static_cast<std::int64_t>(random() >> (11 + random() % 40));
    const auto d = static_cast<std::int64_t>(random() >> (11 + random() % 40)) + 1;
    ASSERT_EQ(Rational(n, d).to_double(), static_cast<double>(n) / static_cast<double>(d))
        << n << "/" << d;
  }
}

TEST(Rational, ObeysTheLawsOfAField) {
  std::mt19937_64 random(7);
  const auto draw = [&] {
    return Rational(static_cast<std::int64_t>(random() % 2001) - 1000,
                    static_cast<std::int64_t>(random() % 1000) + 1);
  };
  for (int i = 0; i < 2'000; ++i) {
    const Rational a = draw();
    const Rational b = draw();
    const Rational c = draw();
    ASSERT_EQ((a + b) + c, a + (b + c));
    ASSERT_EQ(a * (b + c), a * b + a * c);
    ASSERT_EQ(a - b, -(b - a));
    if (!b.is_zero()) {
      ASSERT_EQ(a / b * b, a);
    }
    ASSERT_EQ(a < b, (a - b).sign() < 0);
    ASSERT_EQ(abs(a), a.sign() < 0 ? -a : a);
  }
}

}  // namespace
}  // namespace vaern
