// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Strong Kleene truth (S3): an unknown answer never becomes a no.

#include <cstdint>
#include <string_view>

namespace vaern {
inline namespace v1 {

/// In this order "and" is the minimum and "or" the maximum.
enum class Truth : std::uint8_t { no, unknown, yes };

constexpr Truth to_truth(bool value) noexcept { return value ? Truth::yes : Truth::no; }

constexpr Truth kleene_not(Truth a) noexcept {
  return a == Truth::unknown ? Truth::unknown : (a == Truth::yes ? Truth::no : Truth::yes);
}

constexpr Truth kleene_and(Truth a, Truth b) noexcept { return a < b ? a : b; }

constexpr Truth kleene_or(Truth a, Truth b) noexcept { return a < b ? b : a; }

constexpr bool is_known(Truth a) noexcept { return a != Truth::unknown; }

/// "no", "unknown", "yes".
constexpr std::string_view to_string(Truth a) noexcept {
  return a == Truth::no ? "no" : (a == Truth::yes ? "yes" : "unknown");
}

}  // namespace v1
}  // namespace vaern
