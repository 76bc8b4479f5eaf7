// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "expression/cel_runtime.hpp"
#include "vaern/diagnostics/utf8.hpp"

namespace vaern::expression::detail {
namespace {

constexpr std::array<std::string_view, 12> function_names{
    "size",   "contains", "startsWith", "endsWith",  "matches",  "int",
    "double", "string",   "bool",       "timestamp", "duration", "dyn"};

CelResult add_int(std::int64_t a, std::int64_t b) {
  std::int64_t result = 0;
  if (__builtin_add_overflow(a, b, &result)) return cel_error("integer overflow");
  return CelValue::of(result);
}
CelResult subtract_int(std::int64_t a, std::int64_t b) {
  std::int64_t result = 0;
  if (__builtin_sub_overflow(a, b, &result)) return cel_error("integer overflow");
  return CelValue::of(result);
}
CelResult multiply_int(std::int64_t a, std::int64_t b) {
  std::int64_t result = 0;
  if (__builtin_mul_overflow(a, b, &result)) return cel_error("integer overflow");
  return CelValue::of(result);
}

CelResult integer_arithmetic(Operator op, std::int64_t a, std::int64_t b) {
  switch (op) {
    case Operator::add:
      return add_int(a, b);
    case Operator::subtract:
      return subtract_int(a, b);
    case Operator::multiply:
      return multiply_int(a, b);
    default:
      break;
  }
  if (b == 0) return cel_error(op == Operator::divide ? "division by zero" : "modulus by zero");
  if (a == INT64_MIN && b == -1) return cel_error("integer overflow");
  return CelValue::of(op == Operator::divide ? a / b : a % b);
}

std::optional<double> floating_arithmetic(Operator op, double a, double b) {
  switch (op) {
    case Operator::add:
      return a + b;
    case Operator::subtract:
      return a - b;
    case Operator::multiply:
      return a * b;
    case Operator::divide:
      if (b != 0) return a / b;
      // IEEE 754, written out because dividing by 0 is undefined in C++.
      if (a == 0 || std::isnan(a)) return std::nan("");
      return std::copysign(HUGE_VAL, std::copysign(1.0, a) * std::copysign(1.0, b));
    default:
      return std::nullopt;
  }
}

CelResult index(const CelValue& list, const CelValue& at) {
  if (!list.is(CelType::list)) return no_overload("_[_]", {list, at});
  std::int64_t i = -1;
  if (at.is(CelType::integer)) {
    i = at.integer();
  } else if (at.is(CelType::floating) && cel_equal(at, CelValue::of(std::floor(at.floating()))) &&
             std::abs(at.floating()) < 1e15) {
    i = static_cast<std::int64_t>(at.floating());
  } else {
    return no_overload("_[_]", {list, at});
  }
  if (i < 0 || static_cast<std::size_t>(i) >= list.list().size()) {
    return cel_error("index out of bounds: " + std::to_string(i));
  }
  return list.list()[static_cast<std::size_t>(i)];
}

template <class T>
std::optional<T> parse_whole(const std::string& text) {
  T value{};
  const char* const end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value);
  if (result.ec != std::errc() || result.ptr != end || text.empty()) return std::nullopt;
  return value;
}

CelResult to_int(const CelValue& value) {
  switch (value.type()) {
    case CelType::integer:
      return value;
    case CelType::floating:
      // The bounds are exact doubles; NaN fails both.
      if (value.floating() > -9223372036854775808.0 && value.floating() < 9223372036854775808.0) {
        return CelValue::of(static_cast<std::int64_t>(value.floating()));
      }
      return cel_error("integer overflow");
    case CelType::string:
      if (const auto parsed = parse_whole<std::int64_t>(value.string())) {
        return CelValue::of(*parsed);
      }
      return cel_error("not an integer: " + value.to_string());
    case CelType::timestamp:
      return CelValue::of(value.timestamp().seconds);
    default:
      return no_overload("int", {value});
  }
}

CelResult to_double(const CelValue& value) {
  switch (value.type()) {
    case CelType::floating:
      return value;
    case CelType::integer:
      return CelValue::of(static_cast<double>(value.integer()));
    case CelType::string:
      if (const auto parsed = parse_whole<double>(value.string())) return CelValue::of(*parsed);
      return cel_error("not a double: " + value.to_string());
    default:
      return no_overload("double", {value});
  }
}

CelResult to_text(const CelValue& value) {
  switch (value.type()) {
    case CelType::string:
      return value;
    case CelType::boolean:
    case CelType::integer:
      return CelValue::of(value.to_string());
    case CelType::floating: {
      std::string text = value.to_string();
      if (text.ends_with(".0")) text.resize(text.size() - 2);
      return CelValue::of(std::move(text));
    }
    case CelType::timestamp:
      return CelValue::of(value.timestamp().to_string());
    case CelType::duration:
      return CelValue::of(cel_to_string(value.duration()));
    default:
      return no_overload("string", {value});
  }
}

CelResult to_bool(const CelValue& value) {
  if (value.is(CelType::boolean)) return value;
  if (!value.is(CelType::string)) return no_overload("bool", {value});
  static constexpr std::array<std::string_view, 5> yes{"1", "t", "true", "TRUE", "True"};
  static constexpr std::array<std::string_view, 5> no{"0", "f", "false", "FALSE", "False"};
  if (std::find(yes.begin(), yes.end(), value.string()) != yes.end()) return CelValue::of(true);
  if (std::find(no.begin(), no.end(), value.string()) != no.end()) return CelValue::of(false);
  return cel_error("not a bool: " + value.to_string());
}

CelResult size(const CelValue& value) {
  std::size_t count = 0;
  if (value.is(CelType::string)) {
    count = count_code_points(value.string());
  } else if (value.is(CelType::list)) {
    count = value.list().size();
  } else {
    return no_overload("size", {value});
  }
  return CelValue::of(static_cast<std::int64_t>(count));
}

CelResult text_function(const std::string& name, const std::vector<CelValue>& arguments) {
  if (!arguments[0].is(CelType::string) || !arguments[1].is(CelType::string)) {
    return no_overload(name, arguments);
  }
  const std::string& text = arguments[0].string();
  const std::string& part = arguments[1].string();
  if (name == "contains") return CelValue::of(text.find(part) != std::string::npos);
  if (name == "startsWith") return CelValue::of(text.starts_with(part));
  if (name == "endsWith") return CelValue::of(text.ends_with(part));
  const auto found = cel_matches(text, part);
  if (!found) return cel_error(found.error());
  return CelValue::of(*found);
}

}  // namespace

tl::unexpected<std::string> no_overload(std::string_view what,
                                        const std::vector<CelValue>& values) {
  std::string types;
  for (const CelValue& value : values) {
    types += (types.empty() ? "" : ", ") + std::string(to_string(value.type()));
  }
  return cel_error("no such overload: " + std::string(what) + "(" + types + ")");
}

CelResult cel_unary(Operator op, const CelValue& value) {
  if (op == Operator::not_ && value.is(CelType::boolean)) return CelValue::of(!value.boolean());
  if (op == Operator::negate && value.is(CelType::integer)) {
    return subtract_int(0, value.integer());
  }
  if (op == Operator::negate && value.is(CelType::floating)) {
    return CelValue::of(-value.floating());
  }
  return no_overload(std::string(to_string(op)) + "_", {value});
}

CelResult cel_binary(Operator op, const CelValue& left, const CelValue& right) {
  const std::string what = "_" + std::string(to_string(op)) + "_";
  switch (op) {
    case Operator::equal:
      return CelValue::of(cel_equal(left, right));
    case Operator::not_equal:
      return CelValue::of(!cel_equal(left, right));
    case Operator::index:
      return index(left, right);
    case Operator::in:
      if (!right.is(CelType::list)) return no_overload(what, {left, right});
      return CelValue::of(std::any_of(right.list().begin(), right.list().end(),
                                      [&](const CelValue& each) { return cel_equal(each, left); }));
    case Operator::less:
    case Operator::less_equal:
    case Operator::greater:
    case Operator::greater_equal: {
      const auto number = [](const CelValue& value) {
        return value.is(CelType::integer) || value.is(CelType::floating);
      };
      const auto order = cel_compare(left, right);
      if (!order) {
        if (number(left) && number(right)) return CelValue::of(false);  // NaN
        return no_overload(what, {left, right});
      }
      if (op == Operator::less) return CelValue::of(*order < 0);
      if (op == Operator::less_equal) return CelValue::of(*order <= 0);
      return CelValue::of(op == Operator::greater ? *order > 0 : *order >= 0);
    }
    default:
      break;
  }
  if (left.is(CelType::integer) && right.is(CelType::integer)) {
    return integer_arithmetic(op, left.integer(), right.integer());
  }
  if (left.is(CelType::floating) && right.is(CelType::floating)) {
    const auto result = floating_arithmetic(op, left.floating(), right.floating());
    if (result) return CelValue::of(*result);
  }
  if (op == Operator::add && left.is(CelType::string) && right.is(CelType::string)) {
    return CelValue::of(left.string() + right.string());
  }
  if (op == Operator::add && left.is(CelType::list) && right.is(CelType::list)) {
    CelValue::List joined = left.list();
    joined.insert(joined.end(), right.list().begin(), right.list().end());
    return CelValue::of(std::move(joined));
  }
  if (op == Operator::add || op == Operator::subtract) return cel_time_arithmetic(op, left, right);
  return no_overload(what, {left, right});
}

bool is_cel_function(std::string_view name) {
  return is_time_getter(name) ||
         std::find(function_names.begin(), function_names.end(), name) != function_names.end();
}

CelResult cel_call(const std::string& name, const std::vector<CelValue>& arguments,
                   bool is_method) {
  if (is_time_getter(name) && is_method) return cel_time_getter(name, arguments);
  if (name == "matches" && arguments.size() == 2) return text_function(name, arguments);
  if (name == "contains" || name == "startsWith" || name == "endsWith") {
    if (is_method && arguments.size() == 2) return text_function(name, arguments);
    return no_overload(name, arguments);
  }
  if (!is_cel_function(name)) return cel_error("no such function: " + name);
  if (arguments.size() != 1) return no_overload(name, arguments);
  const CelValue& value = arguments[0];
  if (name == "size") return size(value);
  if (is_method) return no_overload(name, arguments);
  if (name == "int") return to_int(value);
  if (name == "double") return to_double(value);
  if (name == "string") return to_text(value);
  if (name == "bool") return to_bool(value);
  if (name == "timestamp") return cel_timestamp(value);
  if (name == "duration") return cel_duration(value);
  if (name == "dyn") return value;
  return no_overload(name, arguments);
}

}  // namespace vaern::expression::detail
