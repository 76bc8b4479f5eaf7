// SPDX-License-Identifier: Apache-2.0
#include "vaern/expression/condition.hpp"

#include <algorithm>

namespace vaern {
inline namespace v1 {
namespace {

// How tightly a node's text binds; an argument that binds less stands in parentheses.
enum Power : int { choice, either, both, relation, sum, product, prefix, atom };

struct Text {
  std::string text;
  int power = atom;
};

Text write(const Condition& condition);

std::string inside(const Condition& condition, int power) {
  Text written = write(condition);
  return written.power < power ? "(" + written.text + ")" : written.text;
}

std::string joined(const Condition& condition, std::string_view separator, int power) {
  std::string text;
  for (const ConditionPtr& argument : condition.arguments) {
    if (!text.empty()) text += separator;
    text += inside(*argument, power);
  }
  return text;
}

std::string binary(const Condition& condition, std::string_view sign, int left, int right) {
  return inside(*condition.arguments[0], left) + " " + std::string(sign) + " " +
         inside(*condition.arguments[1], right);
}

std::string quoted_list(const std::vector<std::string>& codes) {
  std::string text;
  for (const std::string& code : codes) {
    text += (text.empty() ? "\"" : ", \"") + code + "\"";
  }
  return "[" + text + "]";
}

Text write_in_set(const Condition& condition, bool negated) {
  if (condition.codes.size() == 1) {
    return {condition.name + (negated ? " != \"" : " == \"") + condition.codes[0] + "\"", relation};
  }
  const std::string text = condition.name + " in " + quoted_list(condition.codes);
  if (negated) return {"!(" + text + ")", prefix};
  return {text, relation};
}

Text write_constant(const Condition& condition) {
  if (condition.type == ValueType::truth) {
    return {condition.number.is_zero() ? "false" : "true", atom};
  }
  const Rational& number = condition.number;
  std::string text = number.to_string();
  if (text.find('/') != std::string::npos) return {std::move(text), product};
  return {std::move(text), number.sign() < 0 ? prefix : atom};
}

Text write(const Condition& condition) {
  const auto call = [&](std::string_view function) {
    return Text{std::string(function) + "(" + condition.name + ")", atom};
  };
  switch (condition.op) {
    case Op::constant:
      return write_constant(condition);
    case Op::name:
      return {condition.name, atom};
    case Op::in_set:
      return write_in_set(condition, false);
    case Op::compare:
      return {binary(condition, to_string(condition.comparison), sum, sum), relation};
    case Op::add:
      return {binary(condition, "+", sum, product), sum};
    case Op::subtract:
      return {binary(condition, "-", sum, product), sum};
    case Op::multiply:
      return {binary(condition, "*", product, prefix), product};
    case Op::divide:
      return {binary(condition, "/", product, prefix), product};
    case Op::negate:
      return {"-" + inside(*condition.arguments[0], atom), prefix};
    case Op::choose:
      return {inside(*condition.arguments[0], either) + " ? " +
                  inside(*condition.arguments[1], either) + " : " +
                  inside(*condition.arguments[2], choice),
              choice};
    case Op::count:
      return {"count([" + joined(condition, ", ", choice) + "])", atom};
    case Op::minimum:
      return {"min(" + joined(condition, ", ", choice) + ")", atom};
    case Op::maximum:
      return {"max(" + joined(condition, ", ", choice) + ")", atom};
    case Op::all_of:
      return {joined(condition, " && ", relation), both};
    case Op::any_of:
      return {joined(condition, " || ", both), either};
    case Op::not_:
      if (condition.arguments[0]->op == Op::in_set) {
        return write_in_set(*condition.arguments[0], true);
      }
      return {"!" + inside(*condition.arguments[0], prefix), prefix};
    case Op::at_least:
      return {"at_least(" + std::to_string(condition.threshold) + ", [" +
                  joined(condition, ", ", choice) + "])",
              atom};
    case Op::applicable:
      return call("applicable");
    case Op::unknown:
      return call("unknown");
    case Op::answered:
      return call("answered");
    case Op::missing:
      if (condition.reason.empty()) return call("missing");
      return {"missing(" + condition.name + ", \"" + condition.reason + "\")", atom};
  }
  return {};
}

void collect(const Condition& condition, std::vector<std::string>& names) {
  if (!condition.name.empty() &&
      std::find(names.begin(), names.end(), condition.name) == names.end()) {
    names.push_back(condition.name);
  }
  for (const ConditionPtr& argument : condition.arguments) collect(*argument, names);
}

}  // namespace

std::vector<std::string> names_read(const Condition& condition) {
  std::vector<std::string> names;
  collect(condition, names);
  return names;
}

std::string to_text(const Condition& condition) { return write(condition).text; }

std::string_view to_string(Comparison comparison) noexcept {
  switch (comparison) {
    case Comparison::equal:
      return "==";
    case Comparison::not_equal:
      return "!=";
    case Comparison::less:
      return "<";
    case Comparison::less_equal:
      return "<=";
    case Comparison::greater:
      return ">";
    case Comparison::greater_equal:
      return ">=";
  }
  return "";
}

}  // namespace v1
}  // namespace vaern
