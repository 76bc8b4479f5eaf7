// SPDX-License-Identifier: Apache-2.0
#include "programme/situations.hpp"

#include <algorithm>

namespace vaern::programme::detail {
namespace {

constexpr std::size_t most_situations = 50'000;

}  // namespace

EverySituation::EverySituation(
    const std::vector<ConditionPtr>& conditions,
    const std::function<const Declaration*(std::string_view)>& declaration) {
  for (const ConditionPtr& condition : conditions) {
    if (condition == nullptr) continue;
    for (const std::string& read : names_read(*condition)) {
      const Declaration* declared = declaration(read);
      if (declared == nullptr) can_try_ = false;
      names_[read].declaration = declared;
    }
  }
  if (!can_try_) return;
  for (const ConditionPtr& condition : conditions) {
    if (condition != nullptr) collect_numbers(*condition);
  }
  std::size_t all = 1;
  for (auto& [id, name] : names_) {
    if (name.declaration->kind == NameKind::options) {
      name.states = 1 + name.declaration->codes.size();
    } else if (name.declaration->kind == NameKind::number) {
      std::sort(name.numbers.begin(), name.numbers.end());
      name.numbers.erase(std::unique(name.numbers.begin(), name.numbers.end()), name.numbers.end());
      name.states = 1 + name.numbers.size();
    }
    all *= name.states;
    if (all > most_situations) {
      can_try_ = false;
      return;
    }
  }
}

void EverySituation::collect_numbers(const Condition& condition) {
  for (const ConditionPtr& argument : condition.arguments) collect_numbers(*argument);
  if (condition.op != Op::compare) return;
  // A name against a number; anything else is not tried.
  const Condition& a = *condition.arguments[0];
  const Condition& b = *condition.arguments[1];
  const bool a_is_name = a.op == Op::name && b.op == Op::constant;
  const bool b_is_name = b.op == Op::name && a.op == Op::constant;
  if (!a_is_name && !b_is_name) {
    can_try_ = false;
    return;
  }
  std::vector<Rational>& numbers = names_[a_is_name ? a.name : b.name].numbers;
  const Rational& limit = a_is_name ? b.number : a.number;
  for (const int step : {-1, 0, 1}) numbers.push_back(limit + Rational(step));
}

bool EverySituation::each(const std::function<bool()>& visit) {
  for (auto& [id, name] : names_) name.state = 0;
  while (true) {
    if (!visit()) return false;
    auto next = names_.begin();
    while (next != names_.end() && ++next->second.state == next->second.states) {
      next->second.state = 0;
      ++next;
    }
    if (next == names_.end()) return true;
  }
}

Truth EverySituation::truth(std::string_view name) const {
  const std::size_t state = at(name).state;
  return state == 0 ? Truth::unknown : state == 1 ? Truth::no : Truth::yes;
}

OptionSet EverySituation::options(std::string_view name) const {
  const Name& asked = at(name);
  if (asked.state == 0) {
    return OptionSet::any(static_cast<unsigned>(asked.declaration->codes.size()));
  }
  return OptionSet::of(static_cast<unsigned>(asked.state - 1));
}

Interval EverySituation::number(std::string_view name) const {
  const Name& asked = at(name);
  if (asked.state != 0) return Interval(asked.numbers[asked.state - 1]);
  return asked.numbers.empty() ? Interval() : Interval(asked.numbers.front(), asked.numbers.back());
}

}  // namespace vaern::programme::detail
