// SPDX-License-Identifier: Apache-2.0
#include "vaern/core/rational.hpp"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "core/wide.hpp"

namespace vaern {
inline namespace v1 {
namespace {

UnsignedWide gcd(UnsignedWide a, UnsignedWide b) {
  while (b != 0) {
    if ((a >> 64) == 0 && (b >> 64) == 0) {
      return std::gcd(static_cast<std::uint64_t>(a), static_cast<std::uint64_t>(b));
    }
    a %= b;
    std::swap(a, b);
  }
  return a;
}

std::int64_t narrow(Wide value) {
  if (value < std::numeric_limits<std::int64_t>::min() ||
      value > std::numeric_limits<std::int64_t>::max()) {
    throw Overflow("an exact number needs more than 63 bits");
  }
  return static_cast<std::int64_t>(value);
}

UnsignedWide magnitude(Wide value) {
  return value < 0 ? -static_cast<UnsignedWide>(value) : static_cast<UnsignedWide>(value);
}

int bit_width(UnsignedWide value) {
  const auto high = static_cast<std::uint64_t>(value >> 64);
  return high != 0 ? 64 + static_cast<int>(std::bit_width(high))
                   : static_cast<int>(std::bit_width(static_cast<std::uint64_t>(value)));
}

/// Lowest terms with a positive denominator; `denominator` is not 0 and neither is -2^127.
std::pair<std::int64_t, std::int64_t> reduced(Wide numerator, Wide denominator) {
  if (denominator < 0) {
    numerator = -numerator;
    denominator = -denominator;
  }
  if (denominator != 1) {
    const auto common = static_cast<Wide>(gcd(magnitude(numerator), magnitude(denominator)));
    numerator /= common;
    denominator /= common;
  }
  return {narrow(numerator), narrow(denominator)};
}

Rational make(Wide numerator, Wide denominator) {
  const auto [n, d] = reduced(numerator, denominator);
  // Lowest terms already: the constructor's own reduction finds nothing to do.
  return d == 1 ? Rational(n) : Rational(n, d);
}

bool divides_a_power_of_ten(std::int64_t denominator) {
  while (denominator % 2 == 0) denominator /= 2;
  while (denominator % 5 == 0) denominator /= 5;
  return denominator == 1;
}

struct RoundingWord {
  Rounding rounding;
  std::string_view word;
};
constexpr std::array<RoundingWord, 6> rounding_words{{{Rounding::half_up, "half_up"},
                                                      {Rounding::half_even, "half_even"},
                                                      {Rounding::down, "down"},
                                                      {Rounding::up, "up"},
                                                      {Rounding::floor, "floor"},
                                                      {Rounding::ceiling, "ceiling"}}};

std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

/// "[-]digits.digits": each tail of the fraction has a denominator that divides the whole's, so
/// building it from its last digit never needs more room than the result.
std::optional<Rational> parse_fraction_digits(std::string_view text, std::size_t point) {
  const bool negative = text.front() == '-';
  const auto whole = parse_integer(text.substr(0, point));
  if (!whole) return std::nullopt;
  Rational fraction;
  for (std::size_t i = text.size(); i-- > point + 1;) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    fraction = (fraction + Rational(text[i] - '0')) / Rational(10);
  }
  return negative ? Rational(*whole) - fraction : Rational(*whole) + fraction;
}

}  // namespace

std::string_view to_string(Rounding rounding) noexcept {
  for (const auto& entry : rounding_words) {
    if (entry.rounding == rounding) return entry.word;
  }
  return {};
}

std::optional<Rounding> parse_rounding(std::string_view word) noexcept {
  for (const auto& entry : rounding_words) {
    if (entry.word == word) return entry.rounding;
  }
  return std::nullopt;
}

Rational::Rational(std::int64_t numerator, std::int64_t denominator) {
  if (denominator == 0) throw std::domain_error("a fraction with denominator 0");
  const auto [n, d] = reduced(numerator, denominator);
  numerator_ = n;
  denominator_ = d;
}

std::int64_t Rational::floor() const noexcept {
  const std::int64_t quotient = numerator_ / denominator_;
  return numerator_ % denominator_ < 0 ? quotient - 1 : quotient;
}

std::int64_t Rational::round(Rounding rounding) const noexcept {
  const std::int64_t below = floor();
  const Wide rest = static_cast<Wide>(numerator_) - static_cast<Wide>(below) * denominator_;
  if (rest == 0) return below;
  const Wide twice = 2 * rest;
  bool upward = false;
  switch (rounding) {
    case Rounding::half_up:
      upward = twice > denominator_ || (twice == denominator_ && numerator_ > 0);
      break;
    case Rounding::half_even:
      upward = twice > denominator_ || (twice == denominator_ && below % 2 != 0);
      break;
    case Rounding::down:
      upward = numerator_ < 0;
      break;
    case Rounding::up:
      upward = numerator_ > 0;
      break;
    case Rounding::floor:
      upward = false;
      break;
    case Rounding::ceiling:
      upward = true;
      break;
  }
  return upward ? below + 1 : below;
}

std::string Rational::to_string() const {
  if (is_integer()) return std::to_string(numerator_);
  if (!divides_a_power_of_ten(denominator_)) {
    return std::to_string(numerator_) + "/" + std::to_string(denominator_);
  }
  const UnsignedWide total = magnitude(numerator_);
  const auto divisor = static_cast<UnsignedWide>(denominator_);
  std::string text = numerator_ < 0 ? "-" : "";
  text += std::to_string(static_cast<std::uint64_t>(total / divisor));
  text += '.';
  for (UnsignedWide rest = total % divisor; rest != 0; rest %= divisor) {
    rest *= 10;
    text += static_cast<char>('0' + static_cast<int>(rest / divisor));
  }
  return text;
}

double Rational::to_double() const noexcept {
  if (numerator_ == 0) return 0.0;
  // A quotient of at least 64 bits, its lowest bit sticky, then one rounding to 53.
  const UnsignedWide top = magnitude(numerator_);
  const auto divisor = static_cast<UnsignedWide>(denominator_);
  int exponent = 127 - bit_width(top);
  UnsignedWide quotient = (top << exponent) / divisor;
  bool sticky = (top << exponent) % divisor != 0;
  exponent = -exponent;
  const int surplus = bit_width(quotient) - 64;
  if (surplus > 0) {
    sticky = sticky || (quotient & ((UnsignedWide{1} << surplus) - 1)) != 0;
    quotient >>= surplus;
    exponent += surplus;
  }
  auto bits = static_cast<std::uint64_t>(quotient);  // Exactly 64 bits wide.
  const std::uint64_t cut = bits & 0x7FF;
  bits >>= 11;
  if (cut > 0x400 || (cut == 0x400 && (sticky || (bits & 1) != 0))) ++bits;
  const double size = std::ldexp(static_cast<double>(bits), exponent + 11);
  return numerator_ < 0 ? -size : size;
}

std::optional<Rational> Rational::parse(std::string_view text) {
  if (text.empty() || text.size() > 96) return std::nullopt;
  std::optional<Rational> value;
  try {
    if (const auto slash = text.find('/'); slash != std::string_view::npos) {
      const auto n = parse_integer(text.substr(0, slash));
      const auto d = parse_integer(text.substr(slash + 1));
      if (n && d && *d > 0) value = Rational(*n, *d);
    } else if (const auto point = text.find('.'); point != std::string_view::npos) {
      value = parse_fraction_digits(text, point);
    } else if (const auto n = parse_integer(text)) {
      value = Rational(*n);
    }
  } catch (const Overflow&) {
    return std::nullopt;
  }
  if (!value || value->to_string() != text) return std::nullopt;
  return value;
}

Rational Rational::operator-() const { return make(-static_cast<Wide>(numerator_), denominator_); }

Rational operator+(const Rational& a, const Rational& b) {
  if (a.denominator_ == b.denominator_) {
    return make(static_cast<Wide>(a.numerator_) + b.numerator_, a.denominator_);
  }
  return make(static_cast<Wide>(a.numerator_) * b.denominator_ +
                  static_cast<Wide>(b.numerator_) * a.denominator_,
              static_cast<Wide>(a.denominator_) * b.denominator_);
}

Rational operator-(const Rational& a, const Rational& b) {
  if (a.denominator_ == b.denominator_) {
    return make(static_cast<Wide>(a.numerator_) - b.numerator_, a.denominator_);
  }
  return make(static_cast<Wide>(a.numerator_) * b.denominator_ -
                  static_cast<Wide>(b.numerator_) * a.denominator_,
              static_cast<Wide>(a.denominator_) * b.denominator_);
}

Rational operator*(const Rational& a, const Rational& b) {
  return make(static_cast<Wide>(a.numerator_) * b.numerator_,
              static_cast<Wide>(a.denominator_) * b.denominator_);
}

Rational operator/(const Rational& a, const Rational& b) {
  if (b.numerator_ == 0) throw std::domain_error("division by 0");
  return make(static_cast<Wide>(a.numerator_) * b.denominator_,
              static_cast<Wide>(a.denominator_) * b.numerator_);
}

std::strong_ordering operator<=>(const Rational& a, const Rational& b) noexcept {
  const Wide left = static_cast<Wide>(a.numerator_) * b.denominator_;
  const Wide right = static_cast<Wide>(b.numerator_) * a.denominator_;
  if (left == right) return std::strong_ordering::equal;
  return left < right ? std::strong_ordering::less : std::strong_ordering::greater;
}

Rational abs(const Rational& value) { return value.sign() < 0 ? -value : value; }

}  // namespace v1
}  // namespace vaern
