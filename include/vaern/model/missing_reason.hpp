// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Why an answer is missing. The reason never changes a range (S1); it is for people.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace vaern {
inline namespace v1 {

enum class MissingReason : std::uint8_t {
  not_asked,  ///< Also every item that is absent.
  not_safe_to_ask,
  unknown,  ///< Asked, and the person does not know.
  refused,
  withdrawn,
  omitted,
};

inline constexpr std::array<std::string_view, 6> missing_reason_words{
    "not_asked", "not_safe_to_ask", "unknown", "refused", "withdrawn", "omitted"};

constexpr std::string_view to_string(MissingReason reason) noexcept {
  return missing_reason_words[static_cast<std::size_t>(reason)];
}

constexpr std::optional<MissingReason> parse_missing_reason(std::string_view word) noexcept {
  for (std::size_t i = 0; i < missing_reason_words.size(); ++i) {
    if (missing_reason_words[i] == word) return static_cast<MissingReason>(i);
  }
  return std::nullopt;
}

}  // namespace v1
}  // namespace vaern
