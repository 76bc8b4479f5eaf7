// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Numbers as an author writes them: decimals, exactly as written.

#include <cstdint>
#include <optional>
#include <string_view>

#include "vaern/core/rational.hpp"

namespace vaern {
inline namespace v1 {

/// Why a text is no decimal; each is worth a message of its own.
enum class DecimalFault : std::uint8_t {
  none,
  not_a_number,     ///< Nothing like a number ("high", "").
  leading_zero,     ///< "010": eight to some readers, ten to others.
  leading_plus,     ///< "+3".
  leading_point,    ///< ".5".
  trailing_point,   ///< "5.".
  decimal_comma,    ///< "0,5".
  exponent,         ///< "1e3".
  separator,        ///< "1_000", "1 000", "1'000".
  other_base,       ///< "0x1F", "0o17", "0b1".
  not_finite,       ///< ".inf", "NaN".
  too_many_digits,  ///< More than 18.
};

/// Digits with an optional leading '-' and an optional point with digits on both sides; at most
/// 18 digits in all, a single 0 before the point of a number below one. "3.0" is 3; "-0" is 0.
/// On failure `fault`, where given, says why.
std::optional<Rational> parse_decimal(std::string_view text, DecimalFault* fault = nullptr);

}  // namespace v1
}  // namespace vaern
