// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Exact numbers. No level is ever decided on a double.

#include <compare>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace vaern {
inline namespace v1 {

/// A result that does not fit. Loading proves that a checked model cannot cause one (S19), so
/// inside a loaded model this is a bug, not a fault of data.
class Overflow : public std::overflow_error {
 public:
  using std::overflow_error::overflow_error;
};

/// How a number becomes whole (S20).
enum class Rounding : std::uint8_t {
  half_up,    ///< To the nearest; ties away from zero: 2.5 -> 3, -2.5 -> -3.
  half_even,  ///< To the nearest; ties to the even neighbour: 2.5 -> 2, 3.5 -> 4.
  down,       ///< Toward zero.
  up,         ///< Away from zero.
  floor,      ///< Toward minus infinity.
  ceiling,    ///< Toward plus infinity.
};

/// The word of the language ("half_up"), and back.
std::string_view to_string(Rounding rounding) noexcept;
std::optional<Rounding> parse_rounding(std::string_view word) noexcept;

/// A fraction in lowest terms. Intermediates have 128 bits; a result whose numerator or
/// denominator does not fit in 63 bits and a sign throws `Overflow`.
class Rational {
 public:
  constexpr Rational() noexcept = default;
  constexpr Rational(std::int64_t value) noexcept : numerator_(value) {}  // NOLINT: implicit
  constexpr Rational(int value) noexcept : numerator_(value) {}           // NOLINT: implicit

  /// Throws `std::domain_error` when the denominator is 0.
  Rational(std::int64_t numerator, std::int64_t denominator);

  constexpr std::int64_t numerator() const noexcept { return numerator_; }
  constexpr std::int64_t denominator() const noexcept { return denominator_; }  ///< At least 1.
  constexpr bool is_integer() const noexcept { return denominator_ == 1; }
  constexpr bool is_zero() const noexcept { return numerator_ == 0; }
  constexpr int sign() const noexcept { return (numerator_ > 0) - (numerator_ < 0); }

  /// The greatest integer that is not greater.
  std::int64_t floor() const noexcept;
  std::int64_t round(Rounding rounding) const noexcept;

  /// A finite decimal ("-0.25") where there is one, else "n/d"; canonical, without a locale.
  std::string to_string() const;

  /// The nearest double, ties to even.
  double to_double() const noexcept;

  /// Reads what `to_string()` writes and nothing else: "3.0", "2/4" and "6/3" are refused.
  static std::optional<Rational> parse(std::string_view text);

  Rational operator-() const;
  Rational& operator+=(const Rational& other) { return *this = *this + other; }
  Rational& operator-=(const Rational& other) { return *this = *this - other; }
  Rational& operator*=(const Rational& other) { return *this = *this * other; }
  Rational& operator/=(const Rational& other) { return *this = *this / other; }

  friend Rational operator+(const Rational& a, const Rational& b);
  friend Rational operator-(const Rational& a, const Rational& b);
  friend Rational operator*(const Rational& a, const Rational& b);
  /// Throws `std::domain_error` when `b` is 0.
  friend Rational operator/(const Rational& a, const Rational& b);

  friend constexpr bool operator==(const Rational& a, const Rational& b) noexcept = default;
  friend std::strong_ordering operator<=>(const Rational& a, const Rational& b) noexcept;

 private:
  std::int64_t numerator_ = 0;
  std::int64_t denominator_ = 1;
};

Rational abs(const Rational& value);

}  // namespace v1
}  // namespace vaern
