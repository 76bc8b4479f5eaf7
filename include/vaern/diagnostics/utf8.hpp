// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Code points of UTF-8 text.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace vaern {
inline namespace v1 {

/// One code point of a text and the bytes it takes.
struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 1;
  bool is_valid = true;  ///< False: a byte that is no UTF-8; then `value` is U+FFFD, `bytes` is 1.
};

/// The code point at byte `offset`, which must be inside the text. Overlong forms, surrogates and
/// values above U+10FFFF are not valid.
CodePoint code_point_at(std::string_view text, std::size_t offset) noexcept;

/// Number of code points; a byte that is no UTF-8 counts as one.
std::size_t count_code_points(std::string_view text) noexcept;

/// Byte offset of the first byte that is no UTF-8, or nothing.
std::optional<std::size_t> find_invalid_utf8(std::string_view text) noexcept;

/// Appends a code point as UTF-8; one that is no scalar value becomes U+FFFD.
void append_utf8(std::string& text, char32_t code_point);

}  // namespace v1
}  // namespace vaern
