// SPDX-License-Identifier: Apache-2.0
// Forms on which a condition is yes, no or unknown.
#include <algorithm>
#include <set>

#include "instrument/form_finder.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {
namespace {

/// Which truths a condition could have at all, its parts taken as independent: bits of `Truth`.
struct Truths {
  const Instrument& instrument;

  static constexpr unsigned no = 1;
  static constexpr unsigned unknown = 2;
  static constexpr unsigned yes = 4;
  static constexpr unsigned all = no | unknown | yes;

  unsigned of(const Condition& condition) const {
    unsigned joined = 0;
    for (const ConditionPtr& a : condition.arguments) {
      if (a->type == ValueType::truth) joined |= of(*a);
    }
    switch (condition.op) {
      case Op::constant:
        return condition.number.is_zero() ? no : yes;
      case Op::unknown:
      case Op::missing:
      case Op::answered:
        return no | yes;
      case Op::name:
        for (const Flag& flag : instrument.flags()) {
          if (flag.id == condition.name) return of(*flag.when);
        }
        return all;
      case Op::not_:
        return (joined & unknown) | ((joined & no) != 0 ? yes : 0) | ((joined & yes) != 0 ? no : 0);
      case Op::all_of:
      case Op::any_of:
      case Op::at_least:
        return joined | no | yes;
      default:
        return all;
    }
  }
};

void find_reasons(const Instrument& instrument, const Condition& condition, bool& reads_missing,
                  std::set<std::string>& reasons) {
  if (condition.op == Op::missing || condition.op == Op::unknown || condition.op == Op::answered) {
    reads_missing = true;
    if (!condition.reason.empty()) reasons.insert(condition.reason);
  }
  for (const ConditionPtr& a : condition.arguments) {
    find_reasons(instrument, *a, reads_missing, reasons);
  }
  if (condition.op != Op::name) return;
  for (const Flag& flag : instrument.flags()) {
    if (flag.id == condition.name) find_reasons(instrument, *flag.when, reads_missing, reasons);
  }
}

}  // namespace

std::vector<MissingReason> reasons_asked(const Instrument& instrument, const Condition& condition) {
  bool reads_missing = false;
  std::set<std::string> words;
  find_reasons(instrument, condition, reads_missing, words);
  std::vector<MissingReason> reasons;
  for (const std::string& word : words) reasons.push_back(*parse_missing_reason(word));
  return reasons;
}

Sought FormFinder::complete_truth(const Condition& condition, bool wanted) {
  return complete([&](Question& question) {
    const NodeId node = question.condition(condition);
    return wanted ? node : question.negation(node);
  });
}

Sought FormFinder::with_truth(const Condition& condition, Truth truth, const Wanted& holds) {
  bool reads_missing = false;
  std::set<std::string> words;
  find_reasons(*instrument_, condition, reads_missing, words);
  std::vector<MissingReason> reasons = reasons_asked(*instrument_, condition);
  if (reasons.empty()) reasons.push_back(MissingReason::not_asked);
  const Sought none{Sought::Answer::impossible, std::nullopt};
  const std::vector<InputId> inputs = inputs_of(condition);

  if (truth != Truth::unknown) {
    const Sought complete = complete_truth(condition, truth == Truth::yes);
    if (complete.answer == Sought::Answer::found) {
      const auto score = scored(*complete.form);
      if (score && holds(*score)) return complete;
    }
    if (!reads_missing && !reads_imputed(condition) &&
        complete.answer == Sought::Answer::impossible) {
      // A truth of a form without imputed values is that of all its completions (S3).
      return none;
    }
    return around(inputs, holds, reasons);
  }
  if ((Truths{*instrument_}.of(condition) & Truths::unknown) == 0) return none;
  std::vector<ExampleForm> bases;
  for (const bool wanted : {false, true}) {
    const Sought complete = complete_truth(condition, wanted);
    if (complete.form) bases.push_back(*complete.form);
  }
  if (!reads_missing) {
    // Answers only decide: what is known on the empty form is known on every form.
    const auto nothing = scored({empty()});
    if (nothing && !holds(*nothing)) return none;
  }
  return around(inputs, holds, reasons, bases);
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
