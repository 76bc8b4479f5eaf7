// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "instrument/form_finder.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

Question::Question(const Instrument& instrument)
    : instrument_(instrument), program_(instrument.program().program()) {}

NodeId Question::add(ProgramNode node) {
  program_.nodes.push_back(std::move(node));
  return static_cast<NodeId>(program_.nodes.size() - 1);
}

NodeId Question::constant(bool value) {
  ProgramNode node;
  node.op = NodeOp::constant;
  node.subject = value ? 1 : 0;
  return add(std::move(node));
}

NodeId Question::code_in(InputId input, CodeSet codes) {
  ProgramNode node;
  node.op = NodeOp::code_in;
  node.subject = input;
  node.codes = codes;
  return add(std::move(node));
}

NodeId Question::all_of(std::vector<NodeId> arguments) {
  ProgramNode node;
  node.op = NodeOp::all_of;
  node.arguments = std::move(arguments);
  return add(std::move(node));
}

NodeId Question::any_of(std::vector<NodeId> arguments) {
  ProgramNode node;
  node.op = NodeOp::any_of;
  node.arguments = std::move(arguments);
  return add(std::move(node));
}

NodeId Question::negation(NodeId argument) {
  ProgramNode node;
  node.op = NodeOp::negation;
  node.arguments = {argument};
  return add(std::move(node));
}

NodeId Question::differ(NodeId a, NodeId b) {
  return any_of({all_of({a, negation(b)}), all_of({b, negation(a)})});
}

NodeId Question::number(const Rational& value) {
  ProgramNode node;
  node.op = NodeOp::number;
  node.value = value;
  node.range = Interval(value);
  return add(std::move(node));
}

NodeId Question::scale_value(ScaleId scale) {
  ProgramNode node;
  node.op = NodeOp::scale_value;
  node.subject = scale;
  node.range = program_.scales[scale].range;
  return add(std::move(node));
}

NodeId Question::compare(Comparison comparison, NodeId a, NodeId b) {
  ProgramNode node;
  switch (comparison) {
    case Comparison::not_equal:
      return any_of({compare(Comparison::less, a, b), compare(Comparison::less, b, a)});
    case Comparison::greater:
      return compare(Comparison::less, b, a);
    case Comparison::greater_equal:
      return compare(Comparison::less_equal, b, a);
    case Comparison::equal:
      node.op = NodeOp::equal;
      break;
    case Comparison::less:
      node.op = NodeOp::less;
      break;
    case Comparison::less_equal:
      node.op = NodeOp::less_equal;
      break;
  }
  node.arguments = {a, b};
  return add(std::move(node));
}

NodeId Question::is_value(ScaleId scale, const Rational& value) {
  const NodeId a = scale_value(scale);
  return compare(Comparison::equal, a, number(value));
}

NodeId Question::reaches(ScaleId scale, const Rational& limit, bool falling) {
  const NodeId a = scale_value(scale);
  return compare(falling ? Comparison::less_equal : Comparison::greater_equal, a, number(limit));
}

NodeId Question::level_at_least(std::uint32_t level, std::uint32_t index) {
  if (level == 0) return constant(true);
  const Outcome& outcome = instrument_.program().program().outcome_at(index);
  const auto base = [&](std::int64_t least) {
    if (least <= 0) return constant(true);
    if (!outcome.from) return constant(false);
    return reaches(*outcome.from, outcome.cut_offs[static_cast<std::size_t>(least - 1)],
                   outcome.falling);
  };
  std::vector<NodeId> ways{base(level)};
  for (const Raise& raise : outcome.raises) {
    if (raise.to ? *raise.to >= level : raise.floor.value_or(0) >= level) {
      ways.push_back(raise.when);
    } else if (!raise.to) {
      const NodeId enough = base(static_cast<std::int64_t>(level) - raise.by);
      ways.push_back(all_of({raise.when, enough}));
    }
  }
  return any_of(std::move(ways));
}

NodeId Question::level_in(std::uint64_t mask, std::uint32_t outcome) {
  const std::uint32_t levels = instrument_.program().program().outcome_at(outcome).levels;
  std::vector<NodeId> ways;
  for (std::uint32_t level = 0; level < levels; ++level) {
    if ((mask >> level & 1U) == 0) continue;
    std::vector<NodeId> both{level_at_least(level, outcome)};
    if (level + 1 < levels) both.push_back(negation(level_at_least(level + 1, outcome)));
    ways.push_back(all_of(std::move(both)));
  }
  return any_of(std::move(ways));
}

/// The first class whose condition is true.
NodeId Question::class_in(std::uint64_t mask, std::uint32_t classes) {
  const std::vector<NodeId> when = instrument_.program().program().classes[classes].when;
  std::vector<NodeId> ways;
  for (std::size_t c = 0; c < when.size(); ++c) {
    if ((mask >> c & 1U) == 0) continue;
    std::vector<NodeId> all{when[c]};
    for (std::size_t before = 0; before < c; ++before) all.push_back(negation(when[before]));
    ways.push_back(all_of(std::move(all)));
  }
  return any_of(std::move(ways));
}

/// A yes/no name: an item, "item.within", a gate, a rule or a flag.
NodeId Question::named(const Condition& condition) {
  const std::string& name = condition.name;
  for (const Gate& gate : instrument_.gates()) {
    if (gate.id == name) return gate.node;
  }
  for (std::size_t i = 0; i < instrument_.rules().size(); ++i) {
    if (instrument_.rules()[i].id == name) return program_.outcome.raises[i].when;
  }
  for (std::size_t o = 0; o < instrument_.outcomes().size(); ++o) {
    const std::vector<Rule>& rules = instrument_.outcomes()[o].rules;
    for (std::size_t i = 0; i < rules.size(); ++i) {
      if (rules[i].id == name) return program_.further[o].raises[i].when;
    }
  }
  for (const Flag& flag : instrument_.flags()) {
    if (flag.id == name) return this->condition(*flag.when);
  }
  CodeSet yes;
  yes[1] = true;
  return code_in(input_of(name), yes);
}

InputId Question::input_of(std::string_view name) {
  InputId input = 0;
  while (program_.inputs[input].name != name) ++input;
  return input;
}

NodeId Question::condition(const Condition& condition) {
  std::vector<NodeId> a;
  for (const ConditionPtr& argument : condition.arguments) a.push_back(this->condition(*argument));
  const auto made = [&](NodeOp op, std::vector<NodeId> arguments) {
    ProgramNode node;
    node.op = op;
    node.subject = op == NodeOp::at_least ? static_cast<std::uint32_t>(condition.threshold) : 0;
    node.arguments = std::move(arguments);
    return add(std::move(node));
  };
  switch (condition.op) {
    case Op::constant:
      return condition.type == ValueType::truth ? constant(!condition.number.is_zero())
                                                : number(condition.number);
    case Op::name: {
      if (condition.type == ValueType::truth) return named(condition);
      for (const InstrumentScale& scale : instrument_.scales()) {
        if (scale.id == condition.name) return scale_value(scale.scale);
      }
      ProgramNode node;
      node.op = NodeOp::input_value;
      node.subject = input_of(condition.name);
      return add(std::move(node));
    }
    case Op::in_set: {
      if (condition.name == "level") return level_in(condition.mask, 0);
      for (std::uint32_t i = 0; i < instrument_.outcomes().size(); ++i) {
        if (instrument_.outcomes()[i].id == condition.name) return level_in(condition.mask, i + 1);
      }
      for (std::uint32_t i = 0; i < instrument_.classes().size(); ++i) {
        if (instrument_.classes()[i].id == condition.name) return class_in(condition.mask, i);
      }
      CodeSet codes;
      for (std::size_t i = 0; i < 64; ++i) codes[i] = (condition.mask >> i & 1U) != 0;
      return code_in(input_of(condition.name), codes);
    }
    case Op::compare:
      return compare(condition.comparison, a[0], a[1]);
    case Op::add:
      return made(NodeOp::add, a);
    case Op::subtract:
      return made(NodeOp::subtract, a);
    case Op::multiply:
      return made(NodeOp::multiply, a);
    case Op::divide: {
      const NodeId inverse = number(Rational(1) / condition.arguments[1]->number);
      return made(NodeOp::multiply, {a[0], inverse});
    }
    case Op::negate: {
      const NodeId minus = number(Rational(-1));
      return made(NodeOp::multiply, {a[0], minus});
    }
    case Op::choose:
      if (condition.type == ValueType::truth) {
        return any_of({all_of({a[0], a[1]}), all_of({negation(a[0]), a[2]})});
      }
      return made(NodeOp::choose, a);
    case Op::count:
      return made(NodeOp::count, a);
    case Op::minimum:
      return made(NodeOp::minimum, a);
    case Op::maximum:
      return made(NodeOp::maximum, a);
    case Op::all_of:
      return all_of(a);
    case Op::any_of:
      return any_of(a);
    case Op::not_:
      return negation(a[0]);
    case Op::at_least:
      return made(NodeOp::at_least, a);
    case Op::applicable:
    case Op::answered: {
      const Item* item = instrument_.find_item(condition.name);
      if (item == nullptr) return constant(true);
      ProgramNode node;
      node.op = NodeOp::applicable;
      node.subject = item->input;
      return add(std::move(node));
    }
    case Op::unknown:
    case Op::missing:
      break;  // never, on a complete form
  }
  return constant(false);
}

Program Question::asking(NodeId node) const {
  Program program = program_;
  program.further.clear();
  program.classes.clear();
  program.outcome = Outcome();
  program.outcome.levels = 2;
  Raise raise;
  raise.when = node;
  raise.to = 1;
  program.outcome.raises = {raise};
  return program;
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
