// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// The functions and operators of the cel profile on values. An error is a word of what failed;
/// unknown values never come here.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "expression/syntax.hpp"
#include "vaern/expression/cel_value.hpp"

namespace vaern::expression::detail {

using CelResult = tl::expected<CelValue, std::string>;

inline tl::unexpected<std::string> cel_error(std::string message) {
  return tl::unexpected(std::move(message));
}

/// "no such overload: _+_(int, string)".
tl::unexpected<std::string> no_overload(std::string_view what, const std::vector<CelValue>& values);

/// Less 0: before; 0: equal; greater: after. Nothing for types without an order, or a NaN.
std::optional<int> cel_compare(const CelValue& a, const CelValue& b);

CelResult cel_unary(Operator op, const CelValue& value);
CelResult cel_binary(Operator op, const CelValue& left, const CelValue& right);

/// Functions and methods other than macros and those of time; a method's target comes first.
CelResult cel_call(const std::string& name, const std::vector<CelValue>& arguments, bool is_method);
bool is_cel_function(std::string_view name);

// Time.
CelResult cel_timestamp(const CelValue& value);
CelResult cel_duration(const CelValue& value);
std::string cel_to_string(CelDuration duration);
bool is_time_getter(std::string_view name);
CelResult cel_time_getter(const std::string& name, const std::vector<CelValue>& arguments);
/// + and - where one side is a timestamp or a duration.
CelResult cel_time_arithmetic(Operator op, const CelValue& left, const CelValue& right);

/// Whether the pattern (a subset of RE2) is found anywhere in the text. Linear in both.
tl::expected<bool, std::string> cel_matches(std::string_view text, std::string_view pattern);

}  // namespace vaern::expression::detail
