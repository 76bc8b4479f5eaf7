// SPDX-License-Identifier: Apache-2.0
// Flags of a block: conditions over everything that a form and its score say (decision 9), in the
// meaning that `evaluate` gives them.
#include <algorithm>

#include "program/block/flags.hpp"
#include "program/block/kernels.hpp"

namespace vaern {
inline namespace v1 {
namespace block {

TruthRegs FlagBuilder::truth(const Condition& condition) {
  const auto argument = [&](std::size_t i) { return truth(*condition.arguments[i]); };
  switch (condition.op) {
    case Op::constant:
      return condition.number.is_zero() ? TruthRegs{b_.never_, b_.never_}
                                        : TruthRegs{b_.always_, b_.always_};
    case Op::name:
      return named(name_(condition.name));
    case Op::in_set:
      return in_set(name_(condition.name), condition.mask);
    case Op::compare:
      return compare(condition);
    case Op::choose: {
      const TruthRegs asked = argument(0);
      const TruthRegs yes = argument(1);
      const TruthRegs no = argument(2);
      // With the condition unknown: what both say.
      const Reg is_open = b_.without(asked.maybe, asked.yes);
      const Reg is_no = b_.invert(asked.maybe);
      const auto pick = [&](Reg a, Reg b, Reg open) {
        return b_.either(b_.either(b_.both(asked.yes, a), b_.both(is_no, b)),
                         b_.both(is_open, open));
      };
      return {pick(yes.yes, no.yes, b_.both(yes.yes, no.yes)),
              pick(yes.maybe, no.maybe, b_.either(yes.maybe, no.maybe))};
    }
    case Op::all_of:
      return b_.all_of(truths(condition));
    case Op::any_of:
      return b_.any_of(truths(condition));
    case Op::not_:
      return b_.negation(argument(0));
    case Op::at_least:
      return b_.at_least(static_cast<std::uint32_t>(std::max(condition.threshold, 0)),
                         truths(condition));
    case Op::applicable: {
      const FlagName name = name_(condition.name);
      if (name.kind != FlagName::Kind::input) return {b_.always_, b_.always_};
      return *b_.applicable_[name.id];
    }
    case Op::unknown: {
      const Reg out = unknown(name_(condition.name));
      return {out, out};
    }
    case Op::missing: {
      const Reg out = missing(name_(condition.name), condition.reason);
      return {out, out};
    }
    case Op::answered: {
      const Reg out = b_.invert(unknown(name_(condition.name)));
      return {out, out};
    }
    default:
      throw std::logic_error("the condition is not a truth");
  }
}

std::vector<TruthRegs> FlagBuilder::truths(const Condition& condition) {
  std::vector<TruthRegs> list;
  for (const ConditionPtr& argument : condition.arguments) list.push_back(truth(*argument));
  return list;
}

/// Made before the rows of a program that blocks cannot do are run, which then set it.
TruthRegs FlagBuilder::node(NodeId id) const {
  for (const auto& [known, regs] : b_.plan_.read_by_flags) {
    if (known == id) return regs;
  }
  throw std::logic_error("a flag reads what it does not name");
}

TruthRegs FlagBuilder::named(const FlagName& name) {
  switch (name.kind) {
    case FlagName::Kind::node:
      return node(name.id);
    case FlagName::Kind::flag:
      return b_.plan_.flags[name.id];
    case FlagName::Kind::input: {
      CodeSet yes;
      yes[1] = true;
      const TruthRegs& asked = *b_.applicable_[name.id];
      const Reg in = b_.both(b_.in_set(name.id, yes), asked.maybe);
      return {in, b_.both(asked.maybe, b_.either(in, b_.missing(name.id)))};
    }
    default:
      throw std::logic_error("the name is not a truth");
  }
}

/// A range of levels, the classes that are possible, or an answer.
TruthRegs FlagBuilder::in_set(const FlagName& name, std::uint64_t mask) {
  if (name.kind == FlagName::Kind::outcome) {
    const TruthRegs made{b_.mask(), b_.mask()};
    const LevelRegs& level = b_.plan_.levels[name.id];
    b_.add([=, low = level.low, high = level.high](const Space& s) {
      for (std::size_t r = 0; r < s.rows; ++r) {
        const std::uint64_t up_to = (std::uint64_t{2} << s.at<std::uint8_t>(high)[r]) - 1;
        const std::uint64_t range = (~std::uint64_t{0} << s.at<std::uint8_t>(low)[r]) & up_to;
        s.mask(made.yes)[r] = (range & ~mask) == 0 ? 0xFF : 0x00;
        s.mask(made.maybe)[r] = (range & mask) != 0 ? 0xFF : 0x00;
      }
    });
    return made;
  }
  if (name.kind == FlagName::Kind::classes) {
    const Reg is_open = unknown(name);
    const Reg is_in = b_.mask();
    b_.add([=, sets = b_.plan_.classes[name.id]](const Space& s) {
      in_set_bytes(sets.bytes, [&](auto type) {
        using S = decltype(type);
        s.k->sets<S>().has_any(s.mask(is_in), s.at<S>(sets.reg), static_cast<S>(mask), s.rows);
      });
    });
    return {b_.without(is_in, is_open), mask != 0 ? b_.either(is_in, is_open) : is_in};
  }
  if (name.kind != FlagName::Kind::input) throw std::logic_error("the name has no options");
  CodeSet codes;
  for (std::size_t c = 0; c < 64; ++c) codes[c] = (mask >> c & 1U) != 0;
  const Reg in = b_.both(b_.in_set(name.id, codes), b_.applicable_[name.id]->maybe);
  if (mask == 0) return {in, in};
  const Reg open = b_.both(b_.missing(name.id), b_.applicable_[name.id]->maybe);
  return {in, b_.either(in, open)};
}

Reg FlagBuilder::unknown(const FlagName& name) {
  switch (name.kind) {
    case FlagName::Kind::outcome: {
      const LevelRegs& level = b_.plan_.levels[name.id];
      const Reg is_certain = b_.mask();
      b_.add([=, low = level.low, high = level.high](const Space& s) {
        s.k->are_equal(s.mask(is_certain), s.at<std::uint8_t>(low), s.at<std::uint8_t>(high),
                       s.rows);
      });
      return b_.invert(is_certain);
    }
    case FlagName::Kind::classes: {
      const Reg is_certain = b_.mask();
      b_.add([=, sets = b_.plan_.classes[name.id]](const Space& s) {
        in_set_bytes(sets.bytes, [&](auto type) {
          using S = decltype(type);
          s.k->sets<S>().is_single(s.mask(is_certain), s.at<S>(sets.reg), s.rows);
        });
      });
      return b_.invert(is_certain);
    }
    case FlagName::Kind::scale:
      return b_.invert(b_.plan_.scales[name.id].has_value);
    case FlagName::Kind::input:
      return b_.both(b_.missing(name.id), b_.applicable_[name.id]->maybe);
    default: {
      const TruthRegs truth = named(name);
      return b_.without(truth.maybe, truth.yes);
    }
  }
}

Reg FlagBuilder::missing(const FlagName& name, const std::string& reason) {
  const Reg is_unknown = unknown(name);
  if (reason.empty() || name.kind != FlagName::Kind::input) return is_unknown;
  const auto why = parse_missing_reason(reason);
  if (!why) throw std::logic_error("no such reason");
  const Reg is_reason = b_.mask();
  const Code code = code_for(*why);
  b_.add([=, input = name.id](const Space& s) {
    s.k->is_code(s.mask(is_reason), s.inputs[input], code, s.rows);
  });
  return b_.both(is_unknown, is_reason);
}

// --- Numbers ---------------------------------------------------------------------------------

namespace {

/// A comparison as a node has it: its sides exchanged, or its opposite.
struct Compared {
  NodeOp op = NodeOp::equal;
  bool is_exchanged = false;
  bool is_opposite = false;
};

Compared compared(Comparison comparison) {
  switch (comparison) {
    case Comparison::equal:
      return {NodeOp::equal};
    case Comparison::not_equal:
      return {NodeOp::equal, false, true};
    case Comparison::less:
      return {NodeOp::less};
    case Comparison::less_equal:
      return {NodeOp::less_equal};
    case Comparison::greater:
      return {NodeOp::less, true};
    case Comparison::greater_equal:
      break;
  }
  return {NodeOp::less_equal, true};
}

}  // namespace

/// Beside a constant: an answer, or a scale in its own lane.
std::optional<TruthRegs> FlagBuilder::compare_with_constant(const Condition& condition) {
  const Condition& a = *condition.arguments[0];
  const Condition& b = *condition.arguments[1];
  const Compared how = compared(condition.comparison);
  const bool name_first = a.op == Op::name && b.op == Op::constant;
  const bool name_second = a.op == Op::constant && b.op == Op::name;
  if (how.is_opposite || (!name_first && !name_second)) return std::nullopt;
  const FlagName name = name_(name_first ? a.name : b.name);
  const Rational& number = name_first ? b.number : a.number;
  const bool is_first = name_first != how.is_exchanged;
  if (name.kind == FlagName::Kind::input) {
    return b_.compare_input(how.op, name.id, number, is_first);
  }
  if (b_.plan_.scales[name.id].format.lane == Lane::rational) return std::nullopt;
  return b_.compare_scale(how.op, name.id, number, is_first, Builder::Read::reported);
}

TruthRegs FlagBuilder::compare(const Condition& condition) {
  if (const auto made = compare_with_constant(condition)) return *made;
  const Compared how = compared(condition.comparison);
  NumberRegs a = number(*condition.arguments[0]);
  NumberRegs b = number(*condition.arguments[1]);
  if (how.is_exchanged) std::swap(a, b);
  if (!how.is_opposite) return b_.compare_numbers(how.op, a, b);
  // Also of the opposite: without a number it is false.
  NumberRegs x = a;
  NumberRegs y = b;
  x.may_be_none = x.is_none = y.may_be_none = y.is_none = Reg();
  const TruthRegs made = b_.negation(b_.compare_numbers(how.op, x, y));
  return b_.where_there(b_.where_there(made, a.may_be_none, a.is_none), b.may_be_none, b.is_none);
}

NumberRegs FlagBuilder::number(const Condition& condition) {
  const auto argument = [&](std::size_t i) { return number(*condition.arguments[i]); };
  const auto two = [&](NodeOp op, const NumberRegs& a, const NumberRegs& b) {
    const Interval range = op == NodeOp::add        ? a.range + b.range
                           : op == NodeOp::subtract ? a.range - b.range
                           : op == NodeOp::multiply ? a.range * b.range
                                                    : hull(a.range, b.range);
    return b_.combine(op, a, b, range);
  };
  switch (condition.op) {
    case Op::constant:
      return b_.constant(condition.number);
    case Op::name: {
      const FlagName name = name_(condition.name);
      return name.kind == FlagName::Kind::scale ? b_.scale_value(name.id, Builder::Read::reported)
                                                : b_.input_value(name.id);
    }
    case Op::add:
      return two(NodeOp::add, argument(0), argument(1));
    case Op::subtract:
      return two(NodeOp::subtract, argument(0), argument(1));
    case Op::multiply:
      return two(NodeOp::multiply, argument(0), argument(1));
    case Op::divide: {
      const NumberRegs by = argument(1);
      return two(NodeOp::multiply, argument(0), b_.constant(Rational(1) / by.range.lowest));
    }
    case Op::negate:
      return two(NodeOp::multiply, argument(0), b_.constant(Rational(-1)));
    case Op::choose: {
      const NumberRegs a = argument(1);
      const NumberRegs b = argument(2);
      return b_.choose(truth(*condition.arguments[0]), a, b, hull(a.range, b.range));
    }
    case Op::count:
      return b_.count(truths(condition));
    case Op::minimum:
    case Op::maximum: {
      NumberRegs result = argument(0);
      for (std::size_t i = 1; i < condition.arguments.size(); ++i) {
        result = two(condition.op == Op::minimum ? NodeOp::minimum : NodeOp::maximum, result,
                     argument(i));
      }
      return result;
    }
    default:
      throw std::logic_error("the condition is not a number");
  }
}

void Builder::prepare_flag(const FlagCondition& flag) {
  operations_ = &plan_.operations;
  for (const std::string& name : names_read(*flag.when)) {
    if (name == "level") continue;
    const FlagName found = flag.name(name);
    if (found.kind != FlagName::Kind::node) continue;
    const auto is_known = [&](const auto& read) { return read.first == found.id; };
    auto& list = plan_.read_by_flags;
    if (std::any_of(list.begin(), list.end(), is_known)) continue;
    const bool in_blocks = plan_.why_row_by_row.empty();
    list.emplace_back(found.id,
                      in_blocks ? truth(found.id, Read::reported) : TruthRegs{mask(), mask()});
  }
}

void Builder::add_flag(const FlagCondition& flag) {
  operations_ = &plan_.flag_operations;
  plan_.flags.push_back(FlagBuilder(*this, flag.name).truth(*flag.when));
}

}  // namespace block
}  // namespace v1
}  // namespace vaern
