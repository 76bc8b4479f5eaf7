// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Expression text as a tree, before names and types mean anything. Shared by the checked
/// conditions and by the cel profile.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "vaern/diagnostics/diagnostic.hpp"

namespace vaern::expression::detail {

enum class AstKind : std::uint8_t {
  null_literal,
  bool_literal,
  int_literal,     // `text` is what was written, sign included
  double_literal,  // the same
  string_literal,  // `text` is its value
  identifier,      // `text`
  select,          // arguments[0] . `text`
  call,            // `text`(arguments); of a method the target comes first
  list,
  unary,
  binary,
  conditional,  // c ? a : b
  all_of,       // &&, flat
  any_of,       // ||, flat
};

enum class Operator : std::uint8_t {
  none,
  add,
  subtract,
  multiply,
  divide,
  modulo,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  in,
  index,
  not_,
  negate,
};

/// As written: "+", "in", "[]".
std::string_view to_string(Operator op) noexcept;

struct Ast;
using AstPtr = std::shared_ptr<const Ast>;

struct Ast {
  AstKind kind = AstKind::null_literal;
  Operator op = Operator::none;
  bool boolean = false;
  bool is_method = false;
  std::int64_t integer = 0;
  double floating = 0;
  std::string text;
  std::vector<AstPtr> arguments;
  std::size_t offset = 0;  // bytes of the expression text
  std::size_t length = 0;
  unsigned depth = 1;
};

/// The first fault of syntax; reading cannot go on behind it.
struct SyntaxFault {
  const CodeInfo* code = nullptr;
  std::size_t offset = 0;
  std::size_t length = 1;
  Arguments arguments;
};

template <class T>
using Parsed = tl::expected<T, SyntaxFault>;

/// At most this many brackets and operators inside each other.
inline constexpr unsigned max_depth = 64;
/// Longer texts are not read.
inline constexpr std::size_t max_bytes = 16'384;

Parsed<AstPtr> parse_text(std::string_view text);

/// "a.b.c" when the tree is an identifier or selections from one, else empty.
std::string dotted_name(const Ast& ast);

}  // namespace vaern::expression::detail
