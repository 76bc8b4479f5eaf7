// SPDX-License-Identifier: Apache-2.0
#include "expression/maker.hpp"

#include <algorithm>
#include <utility>

#include "diagnostics/codes/expression.hpp"
#include "expression/open_situation.hpp"
#include "vaern/model/missing_reason.hpp"

namespace vaern::expression::detail {
namespace {

constexpr std::size_t most_names_told = 12;  // more are no help
constexpr std::string_view within_suffix = ".within";
constexpr std::string_view habitual_suffix = ".habitual";

std::shared_ptr<Condition> make(Op op, ValueType type, const SourceSpan& span,
                                std::vector<ConditionPtr> arguments = {}) {
  auto condition = std::make_shared<Condition>();
  condition->op = op;
  condition->type = type;
  condition->span = span;
  condition->arguments = std::move(arguments);
  return condition;
}

std::string with_underscores(std::string name) {
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

}  // namespace

Maker::Maker(const Names& names, ConditionOptions options, DiagnosticList& findings)
    : names_(names), options_(options), findings_(findings) {}

Diagnostic& Maker::error(const CodeInfo& code, const SourceSpan& span, Arguments arguments) {
  if (code.severity == Severity::error) failed_ = true;
  return findings_.add(code, span, std::move(arguments));
}

Diagnostic& Maker::error_at_declaration(const CodeInfo& code, const SourceSpan& span,
                                        Arguments arguments, const Declaration& declaration) {
  Diagnostic& finding = error(code, span, std::move(arguments));
  if (declaration.declared_at.file) {
    finding.notes.push_back({&notes::declared_here, declaration.declared_at, {}});
  }
  return finding;
}

std::optional<Resolved> Maker::second_input(const std::string& item, std::string_view suffix,
                                            const SourceSpan& span) {
  const Declaration& declaration = *names_.find(item);
  if (declaration.is_refused) {
    mark_failed();
    return std::nullopt;
  }
  const bool is_time = suffix == within_suffix;
  if (is_time ? !declaration.within : !declaration.habitual) {
    error_at_declaration(is_time ? codes::no_time_known : codes::no_habit_known, span,
                         {{"name", item}}, declaration);
    return std::nullopt;
  }
  auto derived = std::make_unique<Declaration>();
  derived->conditional = true;
  derived->declared_at = declaration.declared_at;
  derived_.push_back(std::move(derived));
  return Resolved{item + std::string(suffix), derived_.back().get()};
}

std::optional<Resolved> Maker::resolve(const std::string& name, const SourceSpan& span,
                                       bool from_cel) {
  if (const Declaration* found = names_.find(name); found != nullptr && !found->is_refused) {
    return Resolved{name, found};
  }
  const std::vector<std::string> all = names_.all();
  const auto spelled = [&](const std::string& wanted) -> std::string {
    if (names_.find(wanted) != nullptr) return wanted;
    if (!from_cel) return {};
    const auto found = std::find_if(all.begin(), all.end(), [&](const std::string& candidate) {
      return with_underscores(candidate) == wanted;
    });
    return found == all.end() ? std::string() : *found;
  };
  if (const std::string found = spelled(name); !found.empty()) {
    const Declaration* declaration = names_.find(found);
    if (!declaration->is_refused) return Resolved{found, declaration};
    mark_failed();
    return std::nullopt;
  }
  for (const std::string_view suffix : {within_suffix, habitual_suffix}) {
    if (name.size() <= suffix.size() || !name.ends_with(suffix)) continue;
    const std::string item = spelled(name.substr(0, name.size() - suffix.size()));
    if (!item.empty()) return second_input(item, suffix, span);
  }
  Diagnostic& finding = error(codes::unknown_name, span, {{"name", name}});
  if (!all.empty() && all.size() <= most_names_told) {
    std::string allowed;
    for (const std::string& each : all) allowed += (allowed.empty() ? "" : ", ") + each;
    finding.help = &notes::allowed_are;
    finding.help_arguments = {{"allowed", allowed}};
  }
  if (const std::string candidate = did_you_mean(name, all); !candidate.empty()) {
    finding.help = &notes::did_you_mean;
    finding.help_arguments = {{"candidate", from_cel ? with_underscores(candidate) : candidate}};
    const Declaration* declaration = names_.find(candidate);
    if (declaration != nullptr && declaration->declared_at.file) {
      finding.notes.push_back({&notes::declared_here, declaration->declared_at, {}});
    }
  }
  return std::nullopt;
}

ConditionPtr Maker::constant(Rational value, ValueType type, const SourceSpan& span) {
  auto condition = make(Op::constant, type, span);
  condition->number = value;
  if (type == ValueType::truth) warn_if_decided(*condition);
  return condition;
}

ConditionPtr Maker::name(const Resolved& resolved, const SourceSpan& span) {
  if (resolved.declaration->constant) {
    return constant(*resolved.declaration->constant, ValueType::number, span);
  }
  const bool number = resolved.declaration->kind == NameKind::number;
  auto condition = make(Op::name, number ? ValueType::number : ValueType::truth, span);
  condition->name = resolved.name;
  return condition;
}

std::optional<unsigned> Maker::option(const Resolved& resolved, const std::string& code,
                                      const SourceSpan& span) {
  const std::vector<std::string>& codes_of = resolved.declaration->codes;
  if (codes_of.size() > 64) {
    error(codes::too_many_options, span, {{"name", resolved.name}});
    return std::nullopt;
  }
  const auto found = std::find(codes_of.begin(), codes_of.end(), code);
  if (found != codes_of.end()) return static_cast<unsigned>(found - codes_of.begin());
  Diagnostic& finding =
      error_at_declaration(codes::unknown_option, span, {{"option", code}, {"name", resolved.name}},
                           *resolved.declaration);
  if (const std::string candidate = did_you_mean(code, codes_of); !candidate.empty()) {
    finding.help = &notes::did_you_mean;
    finding.help_arguments = {{"candidate", candidate}};
  } else {
    std::string allowed;
    for (const std::string& each : codes_of) allowed += (allowed.empty() ? "" : ", ") + each;
    finding.help = &notes::allowed_are;
    finding.help_arguments = {{"allowed", allowed}};
  }
  return std::nullopt;
}

ConditionPtr Maker::in_set(const Resolved& resolved, std::uint64_t mask, const SourceSpan& span,
                           bool rises) {
  const std::size_t count = resolved.declaration->codes.size();
  if (resolved.declaration->upward_only) {
    const auto refuse = [&](const CodeInfo& code, const std::string& level) -> ConditionPtr {
      error_at_declaration(code, span, {{"name", resolved.name}, {"level", level}},
                           *resolved.declaration);
      return nullptr;
    };
    if (!rises) return refuse(codes::outcome_read_downward, {});
    if (mask == 0) return refuse(codes::above_highest, resolved.declaration->codes.back());
    if ((mask & 1U) != 0) return refuse(codes::from_lowest, resolved.declaration->codes.front());
  }
  auto condition = make(Op::in_set, ValueType::truth, span);
  condition->name = resolved.name;
  condition->mask = mask;
  const std::vector<std::string>& codes_of = resolved.declaration->codes;
  for (std::size_t i = 0; i < count && i < 64; ++i) {
    if ((mask >> i & 1U) != 0) condition->codes.push_back(codes_of[i]);
  }
  warn_if_decided(*condition);
  return condition;
}

std::uint64_t Maker::mask_of(Comparison comparison, unsigned index, std::size_t count) {
  const std::uint64_t all = OptionSet::any(static_cast<unsigned>(count)).possible;
  const std::uint64_t below = OptionSet::any(index).possible;
  const std::uint64_t self = OptionSet::of(index).possible;
  switch (comparison) {
    case Comparison::equal:
      return self;
    case Comparison::not_equal:
      return all & ~self;
    case Comparison::less:
      return below;
    case Comparison::less_equal:
      return below | self;
    case Comparison::greater:
      return all & ~(below | self);
    case Comparison::greater_equal:
      return all & ~below;
  }
  return 0;
}

bool Maker::check_ordered(const Resolved& resolved, std::string_view sign, const SourceSpan& span) {
  if (resolved.declaration->ordered) return true;
  error_at_declaration(codes::options_not_ordered, span,
                       {{"name", resolved.name}, {"sign", std::string(sign)}},
                       *resolved.declaration);
  return false;
}

ConditionPtr Maker::compare(ConditionPtr left, Comparison comparison, ConditionPtr right,
                            const SourceSpan& span) {
  auto condition = make(Op::compare, ValueType::truth, span, {std::move(left), std::move(right)});
  condition->comparison = comparison;
  warn_if_decided(*condition);
  return condition;
}

ConditionPtr Maker::compare_plainly(const Resolved& resolved, const SourceSpan& name_span,
                                    Comparison comparison, const Number& number,
                                    const SourceSpan& span) {
  ConditionPtr condition = compare(name(resolved, name_span), comparison,
                                   constant(number.value, ValueType::number, number.span), span);
  plain_comparisons_.push_back(condition.get());
  return condition;
}

ConditionPtr Maker::arithmetic(Op op, std::vector<ConditionPtr> arguments, const SourceSpan& span) {
  if (op == Op::divide && (arguments[1]->op != Op::constant || arguments[1]->number.is_zero())) {
    error(codes::divides_by_unknown, arguments[1]->span, {{"text", to_text(*arguments[1])}});
    return nullptr;
  }
  const bool constants = std::all_of(arguments.begin(), arguments.end(),
                                     [](const auto& each) { return each->op == Op::constant; });
  auto condition = make(op, ValueType::number, span, std::move(arguments));
  if (!constants) return condition;
  try {
    const Interval value = evaluate_number(*condition, OpenSituation(names_));
    return constant(value.lowest, ValueType::number, span);
  } catch (const Overflow&) {
    error(codes::number_overflows, span);
    return nullptr;
  }
}

ConditionPtr Maker::choose(ConditionPtr condition, ConditionPtr yes, ConditionPtr no,
                           const SourceSpan& span) {
  const ValueType type = yes->type;
  return make(Op::choose, type, span, {std::move(condition), std::move(yes), std::move(no)});
}

ConditionPtr Maker::join(Op op, const std::vector<ConditionPtr>& arguments,
                         const SourceSpan& span) {
  std::vector<ConditionPtr> flat;
  for (const ConditionPtr& argument : arguments) {
    if (argument->op == op) {
      flat.insert(flat.end(), argument->arguments.begin(), argument->arguments.end());
    } else {
      flat.push_back(argument);
    }
  }
  if (flat.size() == 1) return flat[0];
  warn_of_twins(op, flat);
  return make(op, ValueType::truth, span, std::move(flat));
}

ConditionPtr Maker::not_(ConditionPtr argument, const SourceSpan& span) {
  if (argument->op == Op::not_) return argument->arguments[0];
  return make(Op::not_, ValueType::truth, span, {std::move(argument)});
}

ConditionPtr Maker::count(std::vector<ConditionPtr> arguments, const SourceSpan& span) {
  warn_of_twins(Op::count, arguments);
  return make(Op::count, ValueType::number, span, std::move(arguments));
}

ConditionPtr Maker::at_least(int threshold, std::vector<ConditionPtr> arguments,
                             const SourceSpan& span, const SourceSpan& threshold_span) {
  if (threshold > static_cast<int>(arguments.size())) {
    error(codes::threshold_too_large, threshold_span,
          {{"threshold", std::to_string(threshold)}, {"count", std::to_string(arguments.size())}});
    return nullptr;
  }
  warn_of_twins(Op::at_least, arguments);
  auto condition = make(Op::at_least, ValueType::truth, span, std::move(arguments));
  condition->threshold = threshold;
  return condition;
}

bool Maker::check_reason(const std::string& reason, const SourceSpan& span) {
  if (reason.empty() || parse_missing_reason(reason)) return true;
  const std::vector<std::string> words(missing_reason_words.begin(), missing_reason_words.end());
  Diagnostic& finding = error(codes::unknown_reason, span, {{"reason", reason}});
  std::string allowed;
  for (const std::string& word : words) allowed += (allowed.empty() ? "" : ", ") + word;
  finding.help = &notes::allowed_are;
  finding.help_arguments = {{"allowed", allowed}};
  return false;
}

ConditionPtr Maker::state_of(Op op, const Resolved& resolved, std::string reason,
                             const SourceSpan& span) {
  if (op == Op::missing && !options_.reads_missing) {
    error(codes::reason_not_allowed_here, span, {{"name", resolved.name}});
    return nullptr;
  }
  if ((op == Op::unknown || op == Op::answered) && !options_.reads_unknown) {
    error(codes::not_allowed_here, span, {{"name", resolved.name}});
    return nullptr;
  }
  if (resolved.declaration->upward_only) {
    error_at_declaration(codes::outcome_read_downward, span, {{"name", resolved.name}},
                         *resolved.declaration);
    return nullptr;
  }
  if (resolved.declaration->constant) return constant(1, ValueType::truth, span);
  auto condition = make(op, ValueType::truth, span);
  condition->name = resolved.name;
  condition->reason = std::move(reason);
  if (op == Op::applicable) warn_if_decided(*condition);
  return condition;
}

ConditionPtr Maker::within(const Resolved& resolved, const Duration& asked, const SourceSpan& span,
                           const SourceSpan& duration_span) {
  const auto recent = second_input(resolved.name, within_suffix, span);
  if (!recent) return nullptr;
  const Declaration& declaration = *resolved.declaration;
  if (*declaration.within != asked) {
    error_at_declaration(codes::other_time_known, duration_span,
                         {{"name", resolved.name},
                          {"declared", declaration.within->to_string()},
                          {"asked", asked.to_string()}},
                         declaration);
    return nullptr;
  }
  return join(Op::all_of, {name(resolved, span), name(*recent, span)}, span);
}

ConditionPtr Maker::habitual(const Resolved& resolved, bool usual, const SourceSpan& span,
                             const SourceSpan& word_span) {
  const auto habit = second_input(resolved.name, habitual_suffix, word_span);
  if (!habit) return nullptr;
  ConditionPtr is_usual = name(*habit, word_span);
  if (!usual) is_usual = not_(std::move(is_usual), word_span);
  return join(Op::all_of, {name(resolved, span), std::move(is_usual)}, span);
}

}  // namespace vaern::expression::detail
