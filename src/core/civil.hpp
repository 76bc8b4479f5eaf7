// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reading and writing fixed-width decimal fields, shared by dates and instants.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vaern::detail {

inline constexpr std::int64_t seconds_per_day = 86'400;

/// Exactly `width` digits at `offset`.
inline std::optional<int> read_digits(std::string_view text, std::size_t offset,
                                      std::size_t width) noexcept {
  if (offset > text.size() || width > text.size() - offset) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < width; ++i) {
    const char c = text[offset + i];
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

inline void append_padded(std::string& text, std::int64_t value, std::size_t width) {
  const std::string digits = std::to_string(value);
  if (digits.size() < width) text.append(width - digits.size(), '0');
  text += digits;
}

/// Quotient rounded toward minus infinity.
constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) noexcept {
  const std::int64_t quotient = a / b;
  return a % b < 0 ? quotient - 1 : quotient;
}

}  // namespace vaern::detail
