// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Words, numbers, strings and signs of an expression.

#include <string>
#include <string_view>
#include <vector>

#include "expression/syntax.hpp"

namespace vaern::expression::detail {

enum class TokenKind : std::uint8_t { end, identifier, integer, floating, string, sign };

struct Token {
  TokenKind kind = TokenKind::end;
  std::size_t offset = 0;
  std::size_t length = 0;
  std::string text;  // a string: its value; else what was written
};

/// Ends with a token of kind `end`.
Parsed<std::vector<Token>> read_tokens(std::string_view text);

}  // namespace vaern::expression::detail
