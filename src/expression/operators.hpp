// SPDX-License-Identifier: Apache-2.0
#pragma once
// The comparisons and the functions of CEL text.

#include <array>
#include <optional>
#include <string_view>

#include "expression/syntax.hpp"
#include "vaern/expression/condition.hpp"

namespace vaern::expression::detail {

/// `a < b` as `b > a`.
Comparison mirrored(Comparison comparison);

/// Nothing of an operator that compares nothing.
std::optional<Comparison> comparison_of(Operator op);

struct Function {
  std::string_view name;
  std::string_view form;
};
inline constexpr std::array<Function, 9> functions{{{"count", "count([a, b])"},
                                                    {"at_least", "at_least(2, [a, b, c])"},
                                                    {"min", "min(a, b)"},
                                                    {"max", "max(a, b)"},
                                                    {"applicable", "applicable(name)"},
                                                    {"unknown", "unknown(name)"},
                                                    {"answered", "answered(name)"},
                                                    {"has", "has(name)"},
                                                    {"missing", "missing(name, \"refused\")"}}};

}  // namespace vaern::expression::detail
