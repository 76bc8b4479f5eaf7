// SPDX-License-Identifier: Apache-2.0
#include "vaern/core/decimal.hpp"

#include <gtest/gtest.h>

namespace vaern {
namespace {

DecimalFault fault_of(std::string_view text) {
  DecimalFault fault = DecimalFault::none;
  const auto value = parse_decimal(text, &fault);
  EXPECT_EQ(value.has_value(), fault == DecimalFault::none) << text;
  return fault;
}

TEST(Decimal, IsExactlyWhatIsWritten) {
  EXPECT_EQ(parse_decimal("8"), Rational(8));
  EXPECT_EQ(parse_decimal("-3"), Rational(-3));
  EXPECT_EQ(parse_decimal("0.25"), Rational(1, 4));
  EXPECT_EQ(parse_decimal("-0.1"), Rational(-1, 10));
  EXPECT_EQ(parse_decimal("3.0"), Rational(3));
  EXPECT_EQ(parse_decimal("0"), Rational(0));
  EXPECT_EQ(parse_decimal("-0"), Rational(0));
  EXPECT_EQ(parse_decimal("0.00"), Rational(0));
}

TEST(Decimal, HasEighteenDigitsAndNoMore) {
  EXPECT_EQ(parse_decimal("999999999999999999"), Rational(999'999'999'999'999'999));
  EXPECT_EQ(parse_decimal("-0.00000000000000001"), Rational(-1, 100'000'000'000'000'000));
  EXPECT_EQ(fault_of("1000000000000000000"), DecimalFault::too_many_digits);
  EXPECT_EQ(fault_of("0.000000000000000001"), DecimalFault::too_many_digits);
}

TEST(Decimal, SaysWhatIsWrong) {
  EXPECT_EQ(fault_of(""), DecimalFault::not_a_number);
  EXPECT_EQ(fault_of("-"), DecimalFault::not_a_number);
  EXPECT_EQ(fault_of("high"), DecimalFault::not_a_number);
  EXPECT_EQ(fault_of("e"), DecimalFault::not_a_number);
  EXPECT_EQ(fault_of("."), DecimalFault::not_a_number);
  EXPECT_EQ(fault_of("1.2.3"), DecimalFault::not_a_number);
  EXPECT_EQ(fault_of("--1"), DecimalFault::not_a_number);
  EXPECT_EQ(fault_of("2026-09-10"), DecimalFault::not_a_number);
  EXPECT_EQ(fault_of("8 points"), DecimalFault::not_a_number);
  EXPECT_EQ(fault_of("٨"), DecimalFault::not_a_number);
  EXPECT_EQ(fault_of("010"), DecimalFault::leading_zero);
  EXPECT_EQ(fault_of("-00.5"), DecimalFault::leading_zero);
  EXPECT_EQ(fault_of("00"), DecimalFault::leading_zero);
  EXPECT_EQ(fault_of("+3"), DecimalFault::leading_plus);
  EXPECT_EQ(fault_of(".5"), DecimalFault::leading_point);
  EXPECT_EQ(fault_of("-.5"), DecimalFault::leading_point);
  EXPECT_EQ(fault_of("5."), DecimalFault::trailing_point);
  EXPECT_EQ(fault_of("0,5"), DecimalFault::decimal_comma);
  EXPECT_EQ(fault_of("1e3"), DecimalFault::exponent);
  EXPECT_EQ(fault_of("-1.5E-3"), DecimalFault::exponent);
  EXPECT_EQ(fault_of("1.e3"), DecimalFault::exponent);
  EXPECT_EQ(fault_of("1_000"), DecimalFault::separator);
  EXPECT_EQ(fault_of("1 000.5"), DecimalFault::separator);
  EXPECT_EQ(fault_of("1'000"), DecimalFault::separator);
  EXPECT_EQ(fault_of("0x1F"), DecimalFault::other_base);
  EXPECT_EQ(fault_of("0o17"), DecimalFault::other_base);
  EXPECT_EQ(fault_of("-0b11"), DecimalFault::other_base);
  EXPECT_EQ(fault_of(".inf"), DecimalFault::not_finite);
  EXPECT_EQ(fault_of("-.INF"), DecimalFault::not_finite);
  EXPECT_EQ(fault_of("NaN"), DecimalFault::not_finite);
}

}  // namespace
}  // namespace vaern
