// SPDX-License-Identifier: Apache-2.0
#include "vaern/expression/evaluate.hpp"

#include <stdexcept>

namespace vaern {
inline namespace v1 {
namespace {

struct Counted {
  int yes = 0;
  int unknown = 0;
};

Counted count_truths(const Condition& condition, const Situation& situation) {
  Counted counted;
  for (const ConditionPtr& argument : condition.arguments) {
    const Truth truth = evaluate(*argument, situation);
    if (truth == Truth::yes) ++counted.yes;
    if (truth == Truth::unknown) ++counted.unknown;
  }
  return counted;
}

Truth in_set(const Condition& condition, const OptionSet& options) {
  if ((options.possible & condition.mask) == 0) return Truth::no;
  if ((options.possible & ~condition.mask) == 0 && !options.none) return Truth::yes;
  return Truth::unknown;
}

Truth compare(Comparison comparison, const Interval& a, const Interval& b) {
  switch (comparison) {
    case Comparison::equal:
      return equal(a, b);
    case Comparison::not_equal:
      return kleene_not(equal(a, b));
    case Comparison::less:
      return less(a, b);
    case Comparison::less_equal:
      return less_equal(a, b);
    case Comparison::greater:
      return less(b, a);
    case Comparison::greater_equal:
      return less_equal(b, a);
  }
  return Truth::unknown;
}

/// A comparison holds only where both sides have a value (S2.5, S3.3).
Truth has_value(const Condition& condition, const Situation& situation) {
  switch (condition.op) {
    case Op::name:
      return situation.has_number(condition.name);
    case Op::choose: {
      const Truth asked = evaluate(*condition.arguments[0], situation);
      const Truth yes = has_value(*condition.arguments[1], situation);
      const Truth no = has_value(*condition.arguments[2], situation);
      if (is_known(asked)) return asked == Truth::yes ? yes : no;
      return yes == no ? yes : Truth::unknown;
    }
    case Op::count:
      return Truth::yes;
    default: {
      Truth truth = Truth::yes;
      for (const ConditionPtr& argument : condition.arguments) {
        truth = kleene_and(truth, has_value(*argument, situation));
      }
      return truth;
    }
  }
}

Truth compare(const Condition& condition, const Situation& situation) {
  const Condition& a = *condition.arguments[0];
  const Condition& b = *condition.arguments[1];
  const Truth there = kleene_and(has_value(a, situation), has_value(b, situation));
  if (there == Truth::no) return Truth::no;
  return kleene_and(there, compare(condition.comparison, evaluate_number(a, situation),
                                   evaluate_number(b, situation)));
}

Truth at_least(const Condition& condition, const Situation& situation) {
  const Counted counted = count_truths(condition, situation);
  if (counted.yes >= condition.threshold) return Truth::yes;
  return counted.yes + counted.unknown >= condition.threshold ? Truth::unknown : Truth::no;
}

Truth choose_truth(const Condition& condition, const Situation& situation) {
  const Truth asked = evaluate(*condition.arguments[0], situation);
  if (asked == Truth::yes) return evaluate(*condition.arguments[1], situation);
  if (asked == Truth::no) return evaluate(*condition.arguments[2], situation);
  const Truth yes = evaluate(*condition.arguments[1], situation);
  const Truth no = evaluate(*condition.arguments[2], situation);
  return yes == no ? yes : Truth::unknown;
}

[[noreturn]] void misuse(const char* wanted) {
  throw std::invalid_argument(std::string("the condition is not a ") + wanted);
}

}  // namespace

Truth evaluate(const Condition& condition, const Situation& situation) {
  if (condition.type != ValueType::truth) misuse("truth");
  switch (condition.op) {
    case Op::constant:
      return to_truth(!condition.number.is_zero());
    case Op::name:
      return situation.truth(condition.name);
    case Op::in_set:
      return in_set(condition, situation.options(condition.name));
    case Op::compare:
      return compare(condition, situation);
    case Op::choose:
      return choose_truth(condition, situation);
    case Op::all_of: {
      Truth truth = Truth::yes;
      for (const ConditionPtr& argument : condition.arguments) {
        truth = kleene_and(truth, evaluate(*argument, situation));
        if (truth == Truth::no) break;
      }
      return truth;
    }
    case Op::any_of: {
      Truth truth = Truth::no;
      for (const ConditionPtr& argument : condition.arguments) {
        truth = kleene_or(truth, evaluate(*argument, situation));
        if (truth == Truth::yes) break;
      }
      return truth;
    }
    case Op::not_:
      return kleene_not(evaluate(*condition.arguments[0], situation));
    case Op::at_least:
      return at_least(condition, situation);
    case Op::applicable:
      return situation.applicable(condition.name);
    case Op::unknown:
      return to_truth(situation.is_unknown(condition.name));
    case Op::missing:
      return to_truth(situation.is_missing(condition.name, condition.reason));
    case Op::answered:
      return to_truth(situation.is_answered(condition.name));
    default:
      misuse("truth");
  }
}

Interval evaluate_number(const Condition& condition, const Situation& situation) {
  if (condition.type != ValueType::number) misuse("number");
  const auto argument = [&](std::size_t i) {
    return evaluate_number(*condition.arguments[i], situation);
  };
  switch (condition.op) {
    case Op::constant:
      return condition.number;
    case Op::name:
      return situation.number(condition.name);
    case Op::add:
      return argument(0) + argument(1);
    case Op::subtract:
      return argument(0) - argument(1);
    case Op::multiply:
      return argument(0) * argument(1);
    case Op::divide:
      return argument(0) * Interval(Rational(1) / argument(1).lowest);
    case Op::negate:
      return -argument(0);
    case Op::choose: {
      const Truth asked = evaluate(*condition.arguments[0], situation);
      if (asked == Truth::yes) return argument(1);
      if (asked == Truth::no) return argument(2);
      return hull(argument(1), argument(2));
    }
    case Op::count: {
      const Counted counted = count_truths(condition, situation);
      return {Rational(counted.yes), Rational(counted.yes + counted.unknown)};
    }
    case Op::minimum:
    case Op::maximum: {
      Interval value = argument(0);
      for (std::size_t i = 1; i < condition.arguments.size(); ++i) {
        value = condition.op == Op::minimum ? min(value, argument(i)) : max(value, argument(i));
      }
      return value;
    }
    default:
      misuse("number");
  }
}

}  // namespace v1
}  // namespace vaern
