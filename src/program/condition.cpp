// SPDX-License-Identifier: Apache-2.0
#include "vaern/program/condition.hpp"

#include <stdexcept>
#include <vector>

namespace vaern {
inline namespace v1 {
namespace {

constexpr Code yes_code = 1;

NodeId compile_name(const Condition& condition, ProgramBuilder& builder, const Binder& binder) {
  const Binding binding = binder(condition.name);
  if (condition.type == ValueType::number) {
    return binding.kind == Binding::Kind::scale ? builder.scale_value(binding.id)
                                                : builder.input_value(binding.id);
  }
  if (binding.kind == Binding::Kind::node) return binding.id;
  CodeSet codes;
  codes[yes_code] = true;
  return builder.code_in(binding.id, codes);
}

}  // namespace

NodeId compile_condition(const Condition& condition, ProgramBuilder& builder,
                         const Binder& binder) {
  std::vector<NodeId> a;
  for (const ConditionPtr& argument : condition.arguments) {
    a.push_back(compile_condition(*argument, builder, binder));
  }
  switch (condition.op) {
    case Op::constant:
      return condition.type == ValueType::truth ? builder.constant(!condition.number.is_zero())
                                                : builder.number(condition.number);
    case Op::name:
      return compile_name(condition, builder, binder);
    case Op::in_set: {
      const Binding binding = binder(condition.name);
      if (binding.kind == Binding::Kind::outcome) {
        // The mask is of a level and all above it: the profile has checked that.
        std::uint32_t level = 0;
        while ((condition.mask >> level & 1U) == 0) ++level;
        const Outcome outcome = builder.program().further[binding.id];
        return builder.reaches(outcome, level);
      }
      CodeSet codes;
      for (std::size_t i = 0; i < 64; ++i) codes[i] = (condition.mask >> i & 1U) != 0;
      return builder.code_in(binding.id, codes);
    }
    case Op::compare:
      switch (condition.comparison) {
        case Comparison::equal:
          return builder.equal(a[0], a[1]);
        // Not the negation of equal: a comparison without a value is false (S2.5).
        case Comparison::not_equal:
          return builder.any_of({builder.less(a[0], a[1]), builder.less(a[1], a[0])});
        case Comparison::less:
          return builder.less(a[0], a[1]);
        case Comparison::less_equal:
          return builder.less_equal(a[0], a[1]);
        case Comparison::greater:
          return builder.less(a[1], a[0]);
        case Comparison::greater_equal:
          return builder.less_equal(a[1], a[0]);
      }
      break;
    case Op::add:
      return builder.add(a[0], a[1]);
    case Op::subtract:
      return builder.subtract(a[0], a[1]);
    case Op::multiply:
      return builder.multiply(a[0], a[1]);
    case Op::divide:
      return builder.multiply(a[0], builder.number(Rational(1) / condition.arguments[1]->number));
    case Op::negate:
      return builder.multiply(a[0], builder.number(Rational(-1)));
    case Op::choose:
      if (condition.type == ValueType::truth) {
        return builder.any_of({builder.all_of({a[0], a[1]}),
                               builder.all_of({builder.negation(a[0]), a[2]}),
                               builder.all_of({a[1], a[2]})});
      }
      return builder.choose(a[0], a[1], a[2]);
    case Op::count:
      return builder.count(std::move(a));
    case Op::minimum:
      return builder.minimum(std::move(a));
    case Op::maximum:
      return builder.maximum(std::move(a));
    case Op::all_of:
      return builder.all_of(std::move(a));
    case Op::any_of:
      return builder.any_of(std::move(a));
    case Op::not_:
      return builder.negation(a[0]);
    case Op::at_least:
      return builder.at_least(static_cast<std::uint32_t>(condition.threshold), std::move(a));
    case Op::applicable:
      return builder.applicable(binder(condition.name).id);
    case Op::unknown:
    case Op::missing:
    case Op::answered:
      break;
  }
  throw std::logic_error("a condition of a scored model reads what no completion has");
}

}  // namespace v1
}  // namespace vaern
