// SPDX-License-Identifier: Apache-2.0
#include "vaern/expression/cel_value.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "expression/cel_runtime.hpp"

namespace vaern {
inline namespace v1 {
namespace {

// Exact: an int64 is not rounded to a double first. Nothing for a NaN.
std::optional<int> compare_mixed(std::int64_t whole, double floating) {
  if (std::isnan(floating)) return std::nullopt;
  if (floating >= 9223372036854775808.0) return -1;
  if (floating < -9223372036854775808.0) return 1;
  const auto truncated = static_cast<std::int64_t>(floating);
  if (whole != truncated) return whole < truncated ? -1 : 1;
  const double rest = floating - std::trunc(floating);
  return rest > 0 ? -1 : (rest < 0 ? 1 : 0);
}

template <class T>
int order(const T& a, const T& b) {
  return a < b ? -1 : (b < a ? 1 : 0);
}

bool is_number(const CelValue& value) {
  return value.is(CelType::integer) || value.is(CelType::floating);
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out + "\"";
}

}  // namespace

std::string_view to_string(CelType type) noexcept {
  static constexpr std::array<std::string_view, 9> names{
      "null", "bool", "int", "double", "string", "timestamp", "duration", "list", "dyn"};
  return names[static_cast<std::size_t>(type)];
}

std::string CelValue::to_string() const {
  switch (type()) {
    case CelType::null_type:
      return "null";
    case CelType::boolean:
      return boolean() ? "true" : "false";
    case CelType::integer:
      return std::to_string(integer());
    case CelType::floating: {
      std::array<char, 32> buffer{};
      const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), floating());
      std::string text(buffer.data(), result.ptr);
      const bool whole = text.find_first_not_of("-0123456789") == std::string::npos;
      return whole ? text + ".0" : text;
    }
    case CelType::string:
      return quoted(string());
    case CelType::timestamp:
      return "timestamp(\"" + timestamp().to_string() + "\")";
    case CelType::duration:
      return "duration(\"" + expression::detail::cel_to_string(duration()) + "\")";
    case CelType::list: {
      std::string text;
      for (const CelValue& item : list()) text += (text.empty() ? "" : ", ") + item.to_string();
      return "[" + text + "]";
    }
    case CelType::dynamic:
      break;
  }
  return {};
}

bool cel_equal(const CelValue& a, const CelValue& b) {
  if (is_number(a) && is_number(b)) return expression::detail::cel_compare(a, b) == 0;
  if (a.type() != b.type()) return false;
  switch (a.type()) {
    case CelType::null_type:
      return true;
    case CelType::list: {
      if (a.list().size() != b.list().size()) return false;
      for (std::size_t i = 0; i < a.list().size(); ++i) {
        if (!cel_equal(a.list()[i], b.list()[i])) return false;
      }
      return true;
    }
    default:
      return expression::detail::cel_compare(a, b) == 0;
  }
}

}  // namespace v1

namespace expression::detail {

std::optional<int> cel_compare(const CelValue& a, const CelValue& b) {
  if (a.is(CelType::integer) && b.is(CelType::floating)) {
    return compare_mixed(a.integer(), b.floating());
  }
  if (a.is(CelType::floating) && b.is(CelType::integer)) {
    const auto result = compare_mixed(b.integer(), a.floating());
    return result ? std::optional<int>(-*result) : std::nullopt;
  }
  if (a.type() != b.type()) return std::nullopt;
  switch (a.type()) {
    case CelType::boolean:
      return order(a.boolean(), b.boolean());
    case CelType::integer:
      return order(a.integer(), b.integer());
    case CelType::floating:
      if (std::isnan(a.floating()) || std::isnan(b.floating())) return std::nullopt;
      return order(a.floating(), b.floating());
    case CelType::string:
      return order(a.string(), b.string());
    case CelType::timestamp:
      return order(a.timestamp(), b.timestamp());
    case CelType::duration:
      return order(a.duration(), b.duration());
    default:
      return std::nullopt;
  }
}

}  // namespace expression::detail
}  // namespace vaern
