// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// What a number may still be while answers are missing.

#include <string>

#include "vaern/core/rational.hpp"
#include "vaern/core/truth.hpp"

namespace vaern {
inline namespace v1 {

/// A closed interval, never empty: lowest <= highest.
struct Interval {
  Rational lowest;
  Rational highest;

  constexpr Interval() noexcept = default;
  constexpr Interval(Rational value) noexcept  // NOLINT: a number is an interval
      : lowest(value), highest(value) {}
  /// Throws `std::invalid_argument` when `low` is above `high`.
  Interval(Rational low, Rational high);

  bool is_point() const noexcept { return lowest == highest; }
  bool contains(const Rational& value) const noexcept {
    return lowest <= value && value <= highest;
  }
  bool contains(const Interval& other) const noexcept {
    return lowest <= other.lowest && other.highest <= highest;
  }

  /// "3" for a point, else "3 to 7.5".
  std::string to_string() const;

  friend bool operator==(const Interval&, const Interval&) noexcept = default;
};

/// The smallest interval that holds both.
Interval hull(const Interval& a, const Interval& b);

/// Interval arithmetic: every pair treated as independent, so x - x is not 0.
Interval operator+(const Interval& a, const Interval& b);
Interval operator-(const Interval& a, const Interval& b);
Interval operator*(const Interval& a, const Interval& b);
Interval operator-(const Interval& a);
Interval min(const Interval& a, const Interval& b);
Interval max(const Interval& a, const Interval& b);

/// Decided when all pairs agree (S3), else unknown.
Truth less(const Interval& a, const Interval& b) noexcept;
Truth less_equal(const Interval& a, const Interval& b) noexcept;
Truth equal(const Interval& a, const Interval& b) noexcept;

}  // namespace v1
}  // namespace vaern
