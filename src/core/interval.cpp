// SPDX-License-Identifier: Apache-2.0
#include "vaern/core/interval.hpp"

#include <algorithm>
#include <stdexcept>

namespace vaern {
inline namespace v1 {

Interval::Interval(Rational low, Rational high) : lowest(low), highest(high) {
  if (high < low) throw std::invalid_argument("an interval whose lowest is above its highest");
}

std::string Interval::to_string() const {
  return is_point() ? lowest.to_string() : lowest.to_string() + " to " + highest.to_string();
}

Interval hull(const Interval& a, const Interval& b) {
  return {std::min(a.lowest, b.lowest), std::max(a.highest, b.highest)};
}

Interval operator+(const Interval& a, const Interval& b) {
  return {a.lowest + b.lowest, a.highest + b.highest};
}

Interval operator-(const Interval& a) { return {-a.highest, -a.lowest}; }

Interval operator-(const Interval& a, const Interval& b) {
  return {a.lowest - b.highest, a.highest - b.lowest};
}

Interval operator*(const Interval& a, const Interval& b) {
  const auto [low, high] = std::minmax(
      {a.lowest * b.lowest, a.lowest * b.highest, a.highest * b.lowest, a.highest * b.highest});
  return {low, high};
}

Interval min(const Interval& a, const Interval& b) {
  return {std::min(a.lowest, b.lowest), std::min(a.highest, b.highest)};
}

Interval max(const Interval& a, const Interval& b) {
  return {std::max(a.lowest, b.lowest), std::max(a.highest, b.highest)};
}

Truth less(const Interval& a, const Interval& b) noexcept {
  if (a.highest < b.lowest) return Truth::yes;
  return a.lowest >= b.highest ? Truth::no : Truth::unknown;
}

Truth less_equal(const Interval& a, const Interval& b) noexcept { return kleene_not(less(b, a)); }

Truth equal(const Interval& a, const Interval& b) noexcept {
  if (a.is_point() && a == b) return Truth::yes;
  return a.highest < b.lowest || b.highest < a.lowest ? Truth::no : Truth::unknown;
}

}  // namespace v1
}  // namespace vaern
