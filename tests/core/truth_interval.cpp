// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <optional>
#include <vector>

#include "vaern/core/interval.hpp"
#include "vaern/core/truth.hpp"

namespace vaern {
namespace {

/// The truth that all of the given classical values agree on.
Truth agreed(const std::vector<bool>& values) {
  Truth truth = to_truth(values.front());
  for (const bool value : values) {
    if (to_truth(value) != truth) truth = Truth::unknown;
  }
  return truth;
}

std::vector<bool> completions(Truth truth) {
  if (truth == Truth::unknown) return {false, true};
  return {truth == Truth::yes};
}

TEST(Truth, FollowsItsCompletions) {
  for (const Truth a : {Truth::no, Truth::unknown, Truth::yes}) {
    std::vector<bool> negated;
    for (const bool x : completions(a)) negated.push_back(!x);
    EXPECT_EQ(kleene_not(a), agreed(negated));
    for (const Truth b : {Truth::no, Truth::unknown, Truth::yes}) {
      std::vector<bool> conjunction;
      std::vector<bool> disjunction;
      for (const bool x : completions(a)) {
        for (const bool y : completions(b)) {
          conjunction.push_back(x && y);
          disjunction.push_back(x || y);
        }
      }
      EXPECT_EQ(kleene_and(a, b), agreed(conjunction));
      EXPECT_EQ(kleene_or(a, b), agreed(disjunction));
    }
  }
}

TEST(Truth, HasThreeWords) {
  EXPECT_EQ(to_string(Truth::no), "no");
  EXPECT_EQ(to_string(Truth::unknown), "unknown");
  EXPECT_EQ(to_string(Truth::yes), "yes");
}

TEST(Interval, IsNeverEmpty) {
  EXPECT_THROW(Interval(Rational(2), Rational(1)), std::invalid_argument);
  EXPECT_TRUE(Interval(Rational(2)).is_point());
  EXPECT_EQ(Interval(Rational(1), Rational(5, 2)).to_string(), "1 to 2.5");
  EXPECT_EQ(Interval(Rational(1, 3)).to_string(), "1/3");
}

TEST(Interval, ComparesAsAllPairsAgree) {
  std::vector<Interval> intervals;
  for (int low = -1; low <= 2; ++low) {
    for (int high = low; high <= 2; ++high) intervals.push_back({Rational(low), Rational(high)});
  }
  for (const Interval& a : intervals) {
    for (const Interval& b : intervals) {
      // Halves between the ends too: equality of two real intervals, not of sets of integers.
      std::vector<bool> is_less;
      std::vector<bool> is_less_equal;
      std::vector<bool> is_equal;
      for (Rational x = a.lowest; x <= a.highest; x += Rational(1, 2)) {
        for (Rational y = b.lowest; y <= b.highest; y += Rational(1, 2)) {
          is_less.push_back(x < y);
          is_less_equal.push_back(x <= y);
          is_equal.push_back(x == y);
        }
      }
      EXPECT_EQ(less(a, b), agreed(is_less)) << a.to_string() << " | " << b.to_string();
      EXPECT_EQ(less_equal(a, b), agreed(is_less_equal)) << a.to_string() << " | " << b.to_string();
      EXPECT_EQ(equal(a, b), agreed(is_equal)) << a.to_string() << " | " << b.to_string();
    }
  }
}

TEST(Interval, HoldsEveryResultAndAttainsBothEnds) {
  std::vector<Interval> intervals;
  for (int low = -2; low <= 2; ++low) {
    for (int high = low; high <= 2; ++high) intervals.push_back({Rational(low), Rational(high)});
  }
  const auto check = [](const Interval& result, const Interval& a, const Interval& b, auto apply) {
    std::optional<Interval> seen;
    for (Rational x = a.lowest; x <= a.highest; x += 1) {
      for (Rational y = b.lowest; y <= b.highest; y += 1) {
        const Interval value(apply(x, y));
        seen = seen ? hull(*seen, value) : value;
      }
    }
    EXPECT_EQ(result, *seen) << a.to_string() << " | " << b.to_string();
  };
  for (const Interval& a : intervals) {
    for (const Interval& b : intervals) {
      check(a + b, a, b, [](auto x, auto y) { return x + y; });
      check(a - b, a, b, [](auto x, auto y) { return x - y; });
      check(a * b, a, b, [](auto x, auto y) { return x * y; });
      check(min(a, b), a, b, [](auto x, auto y) { return x < y ? x : y; });
      check(max(a, b), a, b, [](auto x, auto y) { return x < y ? y : x; });
    }
  }
  EXPECT_EQ(-Interval(Rational(1), Rational(3)), Interval(Rational(-3), Rational(-1)));
}

}  // namespace
}  // namespace vaern
