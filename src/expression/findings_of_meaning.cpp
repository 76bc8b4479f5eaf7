// SPDX-License-Identifier: Apache-2.0
// What a condition adds up to: never, always, twice, and numbers that may not be there.
#include <algorithm>

#include "diagnostics/codes/expression.hpp"
#include "expression/maker.hpp"
#include "expression/open_situation.hpp"

namespace vaern::expression::detail {

bool OpenSituation::has_ranges(const Condition& condition) const {
  if (condition.op == Op::name && condition.type == ValueType::number) {
    const Declaration* declaration = names_.find(condition.name);
    return declaration != nullptr && declaration->range.has_value();
  }
  return std::all_of(condition.arguments.begin(), condition.arguments.end(),
                     [this](const ConditionPtr& argument) { return has_ranges(*argument); });
}

Truth OpenSituation::truth(std::string_view) const { return Truth::unknown; }

OptionSet OpenSituation::options(std::string_view name) const {
  const Declaration* declaration = names_.find(name);
  if (declaration == nullptr) return {0, true};
  OptionSet set = OptionSet::any(static_cast<unsigned>(declaration->codes.size()));
  set.none = declaration->conditional;
  return set;
}

Interval OpenSituation::number(std::string_view name) const {
  const Declaration* declaration = names_.find(name);
  return declaration != nullptr && declaration->range ? *declaration->range : Interval();
}

Truth OpenSituation::applicable(std::string_view name) const {
  const Declaration* declaration = names_.find(name);  // null: "ITEM.within", "ITEM.habitual"
  return declaration == nullptr || declaration->conditional ? Truth::unknown : Truth::yes;
}

bool OpenSituation::is_unknown(std::string_view) const { return true; }

void Maker::warn_if_decided(const Condition& condition) {
  const OpenSituation open(names_);
  if (!open.has_ranges(condition)) return;
  try {
    const Truth truth = evaluate(condition, open);
    if (truth == Truth::unknown) return;
    error(truth == Truth::yes ? codes::always_yes : codes::always_no, condition.span,
          {{"text", to_text(condition)}});
  } catch (const Overflow&) {
    error(codes::number_overflows, condition.span);
  }
}

void Maker::warn_of_twins(Op op, const std::vector<ConditionPtr>& arguments) {
  std::vector<std::string> texts;
  std::vector<std::string> opposites;
  for (const ConditionPtr& argument : arguments) {
    const bool negated = argument->op == Op::not_;
    std::string text = to_text(negated ? *argument->arguments[0] : *argument);
    std::vector<std::string>& same = negated ? opposites : texts;
    const std::vector<std::string>& other = negated ? texts : opposites;
    if (std::find(same.begin(), same.end(), text) != same.end()) {
      error(codes::written_twice, argument->span, {{"text", to_text(*argument)}});
    } else if ((op == Op::all_of || op == Op::any_of) &&
               std::find(other.begin(), other.end(), text) != other.end()) {
      error(codes::contradiction, argument->span, {{"text", text}});
    }
    same.push_back(std::move(text));
  }
}

void Maker::check_upward(const Condition& condition, bool may_read) {
  if (condition.op == Op::in_set && !may_read) {
    const Declaration* declaration = names_.find(condition.name);
    if (declaration != nullptr && declaration->upward_only) {
      error_at_declaration(codes::outcome_negated, condition.span, {{"name", condition.name}},
                           *declaration);
    }
    return;
  }
  // What can only become true, never false, where an argument becomes true.
  const bool rises = condition.op == Op::all_of || condition.op == Op::any_of ||
                     condition.op == Op::at_least || condition.op == Op::choose;
  for (std::size_t i = 0; i < condition.arguments.size(); ++i) {
    const bool is_question = condition.op == Op::choose && i == 0;
    check_upward(*condition.arguments[i], may_read && rises && !is_question);
  }
}

void Maker::check_guards(const Condition& condition) { guard(condition, {}); }

void Maker::guard(const Condition& condition, const std::vector<std::string>& guarded) {
  if (std::find(plain_comparisons_.begin(), plain_comparisons_.end(), &condition) !=
      plain_comparisons_.end()) {
    return;
  }
  if (condition.op == Op::name && condition.type == ValueType::number) {
    const Declaration* declaration = names_.find(condition.name);
    const auto has = [&](const std::vector<std::string>& list) {
      return std::find(list.begin(), list.end(), condition.name) != list.end();
    };
    if (declaration == nullptr || !declaration->conditional || has(guarded) ||
        has(reported_guards_)) {
      return;
    }
    reported_guards_.push_back(condition.name);
    Diagnostic& finding = error(codes::needs_guard, condition.span, {{"name", condition.name}});
    if (declaration->declared_at.file) {
      finding.notes.push_back({&notes::declared_here, declaration->declared_at, {}});
    }
    return;
  }
  // What holds wherever the other arguments matter: `applicable(x) && …`, `!applicable(x) || …`.
  std::vector<std::string> inside = guarded;
  const auto note = [&inside](const Condition& each, Op joined) {
    if (joined == Op::all_of && each.op == Op::applicable) inside.push_back(each.name);
    if (joined == Op::any_of && each.op == Op::not_ && each.arguments[0]->op == Op::applicable) {
      inside.push_back(each.arguments[0]->name);
    }
  };
  if (condition.op == Op::choose) {
    guard(*condition.arguments[0], guarded);
    guard(*condition.arguments[2], guarded);
    const Condition& asked = *condition.arguments[0];
    note(asked, Op::all_of);
    if (asked.op == Op::all_of) {
      for (const ConditionPtr& each : asked.arguments) note(*each, Op::all_of);
    }
    guard(*condition.arguments[1], inside);
    return;
  }
  for (const ConditionPtr& each : condition.arguments) note(*each, condition.op);
  for (const ConditionPtr& each : condition.arguments) guard(*each, inside);
}

}  // namespace vaern::expression::detail
