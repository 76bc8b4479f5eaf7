// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>
#include <stdexcept>
#include <utility>

#include "program/room.hpp"
#include "vaern/program/program.hpp"

namespace vaern {
inline namespace v1 {
namespace {

std::size_t hash_of(const ProgramNode& node) {
  std::size_t h = static_cast<std::size_t>(node.op) * 0x9E3779B97F4A7C15U + node.subject;
  const auto mix = [&h](std::size_t v) { h ^= v + 0x9E3779B97F4A7C15U + (h << 6U) + (h >> 2U); };
  mix(std::hash<CodeSet>{}(node.codes));
  mix(static_cast<std::size_t>(node.value.numerator()));
  mix(static_cast<std::size_t>(node.value.denominator()));
  for (const NodeId argument : node.arguments) mix(argument);
  return h;
}

Interval values_of(const Input& input) {
  Interval range(input.values.front());
  for (const Rational& value : input.values) range = hull(range, Interval(value));
  return range;
}

Interval term_range(const Program& program, const Scale& scale, const Term& term) {
  Interval range;
  bool conditional = false;
  if (term.is_scale) {
    range = program.scales[term.id].range;
  } else {
    range = values_of(program.inputs[term.id]);
    conditional = program.is_conditional(term.id);
  }
  if (scale.aggregate == Aggregate::count) return {Rational(0), Rational(1)};
  if (scale.aggregate == Aggregate::sum) {
    range = range * Interval(term.weight);
    if (conditional) range = hull(range, Interval(Rational(0)));
  }
  return range;
}

Interval scale_range(const Program& program, const Scale& scale) {
  Interval range;
  bool first = true;
  for (const Term& term : scale.terms) {
    const Interval part = term_range(program, scale, term);
    if (scale.aggregate == Aggregate::sum || scale.aggregate == Aggregate::count) {
      range = range + part;
    } else {
      range = first ? part : hull(range, part);
    }
    first = false;
  }
  return apply_steps(scale.steps, range);
}

}  // namespace

const TableRow* row_of(const TableRows& rows, const Rational& number) {
  const auto above =
      std::upper_bound(rows.begin(), rows.end(), number,
                       [](const Rational& value, const TableRow& row) { return value < row.from; });
  return above == rows.begin() ? nullptr : &*(above - 1);
}

Rational apply_steps(const std::vector<Step>& steps, Rational value) {
  for (const Step& step : steps) {
    switch (step.kind) {
      case Step::Kind::times:
        value *= step.operand;
        break;
      case Step::Kind::plus:
        value += step.operand;
        break;
      case Step::Kind::divide:
        value /= step.operand;
        break;
      case Step::Kind::round:
        value = Rational(value.round(step.rounding));
        break;
      case Step::Kind::clamp:
        if (step.from && value < *step.from) value = *step.from;
        if (step.to && value > *step.to) value = *step.to;
        break;
    }
  }
  return value;
}

Interval apply_steps(const std::vector<Step>& steps, Interval value) {
  const Rational a = apply_steps(steps, value.lowest);
  const Rational b = apply_steps(steps, value.highest);
  return a <= b ? Interval(a, b) : Interval(b, a);  // a chain of monotone steps is monotone
}

InputId ProgramBuilder::add_input(Input input) {
  if (input.size == 0 || input.size > max_codes) throw std::logic_error("size of an input");
  program_.inputs.push_back(std::move(input));
  return static_cast<InputId>(program_.inputs.size() - 1);
}

NodeId ProgramBuilder::intern(ProgramNode node, const NumberRoom& room) {
  const std::size_t hash = hash_of(node);
  const auto [first, last] = index_.equal_range(hash);
  for (auto known = first; known != last; ++known) {
    if (program_.nodes[known->second] == node) return known->second;
  }
  program_.nodes.push_back(std::move(node));
  node_rooms_.push_back(room);
  const auto id = static_cast<NodeId>(program_.nodes.size() - 1);
  index_.emplace(hash, id);
  return id;
}

NodeId ProgramBuilder::constant(bool value) {
  ProgramNode node;
  node.op = NodeOp::constant;
  node.subject = value ? 1 : 0;
  return intern(std::move(node));
}

NodeId ProgramBuilder::code_in(InputId input, CodeSet codes) {
  ProgramNode node;
  node.op = NodeOp::code_in;
  node.subject = input;
  node.codes = codes;
  return intern(std::move(node));
}

NodeId ProgramBuilder::applicable(InputId input) {
  if (!program_.is_conditional(input)) return constant(true);
  return program_.inputs[input].asked_when;
}

NodeId ProgramBuilder::all_of(std::vector<NodeId> arguments) {
  ProgramNode node;
  node.op = NodeOp::all_of;
  node.arguments = std::move(arguments);
  return intern(std::move(node));
}

NodeId ProgramBuilder::any_of(std::vector<NodeId> arguments) {
  ProgramNode node;
  node.op = NodeOp::any_of;
  node.arguments = std::move(arguments);
  return intern(std::move(node));
}

NodeId ProgramBuilder::negation(NodeId argument) {
  ProgramNode node;
  node.op = NodeOp::negation;
  node.arguments = {argument};
  return intern(std::move(node));
}

NodeId ProgramBuilder::at_least(std::uint32_t threshold, std::vector<NodeId> arguments) {
  ProgramNode node;
  node.op = NodeOp::at_least;
  node.subject = threshold;
  node.arguments = std::move(arguments);
  return intern(std::move(node));
}

NodeId ProgramBuilder::equal(NodeId a, NodeId b) {
  ProgramNode node;
  node.op = NodeOp::equal;
  node.arguments = {a, b};
  return intern(std::move(node));
}

NodeId ProgramBuilder::less(NodeId a, NodeId b) {
  ProgramNode node;
  node.op = NodeOp::less;
  node.arguments = {a, b};
  return intern(std::move(node));
}

NodeId ProgramBuilder::less_equal(NodeId a, NodeId b) {
  ProgramNode node;
  node.op = NodeOp::less_equal;
  node.arguments = {a, b};
  return intern(std::move(node));
}

NodeId ProgramBuilder::number(Rational value) {
  ProgramNode node;
  node.op = NodeOp::number;
  node.value = value;
  node.range = Interval(value);
  return intern(std::move(node), detail::room_of(value));
}

NodeId ProgramBuilder::input_value(InputId input) {
  ProgramNode node;
  node.op = NodeOp::input_value;
  node.subject = input;
  node.range = values_of(program_.inputs[input]);
  if (program_.is_conditional(input)) node.range = hull(node.range, Interval(Rational(0)));
  return intern(std::move(node), detail::room_of(program_.inputs[input]));
}

NodeId ProgramBuilder::scale_value(ScaleId scale) {
  ProgramNode node;
  node.op = NodeOp::scale_value;
  node.subject = scale;
  node.range = program_.scales[scale].range;
  return intern(std::move(node), scale_rooms_[scale]);
}

NodeId ProgramBuilder::add(NodeId a, NodeId b) {
  ProgramNode node;
  node.op = NodeOp::add;
  node.arguments = {a, b};
  node.range = program_.nodes[a].range + program_.nodes[b].range;
  return intern(std::move(node), detail::added(node_rooms_[a], node_rooms_[b]));
}

NodeId ProgramBuilder::subtract(NodeId a, NodeId b) {
  ProgramNode node;
  node.op = NodeOp::subtract;
  node.arguments = {a, b};
  node.range = program_.nodes[a].range - program_.nodes[b].range;
  return intern(std::move(node), detail::added(node_rooms_[a], node_rooms_[b]));
}

NodeId ProgramBuilder::multiply(NodeId a, NodeId b) {
  ProgramNode node;
  node.op = NodeOp::multiply;
  node.arguments = {a, b};
  node.range = program_.nodes[a].range * program_.nodes[b].range;
  return intern(std::move(node), detail::multiplied(node_rooms_[a], node_rooms_[b]));
}

NodeId ProgramBuilder::choose(NodeId condition, NodeId a, NodeId b) {
  ProgramNode node;
  node.op = NodeOp::choose;
  node.arguments = {condition, a, b};
  node.range = hull(program_.nodes[a].range, program_.nodes[b].range);
  return intern(std::move(node), detail::either(node_rooms_[a], node_rooms_[b]));
}

NodeId ProgramBuilder::count(std::vector<NodeId> arguments) {
  ProgramNode node;
  node.op = NodeOp::count;
  node.range = Interval(Rational(0), Rational(static_cast<std::int64_t>(arguments.size())));
  node.arguments = std::move(arguments);
  const NumberRoom room = detail::room_of(node.range.highest);
  return intern(std::move(node), room);
}

NodeId ProgramBuilder::minimum(std::vector<NodeId> arguments) {
  ProgramNode node;
  node.op = NodeOp::minimum;
  node.range = program_.nodes[arguments.front()].range;
  NumberRoom room;
  for (const NodeId a : arguments) {
    node.range = min(node.range, program_.nodes[a].range);
    room = detail::either(room, node_rooms_[a]);
  }
  node.arguments = std::move(arguments);
  return intern(std::move(node), room);
}

NodeId ProgramBuilder::maximum(std::vector<NodeId> arguments) {
  ProgramNode node;
  node.op = NodeOp::maximum;
  node.range = program_.nodes[arguments.front()].range;
  NumberRoom room;
  for (const NodeId a : arguments) {
    node.range = max(node.range, program_.nodes[a].range);
    room = detail::either(room, node_rooms_[a]);
  }
  node.arguments = std::move(arguments);
  return intern(std::move(node), room);
}

void ProgramBuilder::set_asked_when(InputId input, NodeId condition) {
  program_.inputs[input].asked_when = condition;
}

ScaleId ProgramBuilder::add_scale(Scale scale) {
  const NumberRoom room = detail::room_of(program_, scale, scale_rooms_);
  scale.range = scale_range(program_, scale);
  scale_rooms_.push_back(room);
  program_.scales.push_back(std::move(scale));
  return static_cast<ScaleId>(program_.scales.size() - 1);
}

namespace {

void check(const Outcome& outcome) {
  if (outcome.levels == 0 || outcome.levels > max_levels) throw std::logic_error("levels");
  if (outcome.from && outcome.cut_offs.size() + 1 != outcome.levels) {
    throw std::logic_error("one cut-off for each level above the lowest");
  }
}

}  // namespace

void ProgramBuilder::set_outcome(Outcome outcome) {
  check(outcome);
  program_.outcome = std::move(outcome);
}

std::uint32_t ProgramBuilder::add_outcome(Outcome outcome) {
  check(outcome);
  program_.further.push_back(std::move(outcome));
  return static_cast<std::uint32_t>(program_.further.size() - 1);
}

std::uint32_t ProgramBuilder::add_classes(ClassSet classes) {
  if (classes.when.empty() || classes.when.size() > max_classes) throw std::logic_error("classes");
  program_.classes.push_back(std::move(classes));
  return static_cast<std::uint32_t>(program_.classes.size() - 1);
}

std::uint32_t ProgramBuilder::add_consistent(NodeId condition) {
  const auto reads_scale = [&](const auto& self, NodeId id) -> bool {
    const ProgramNode& node = program_.nodes[id];
    return node.op == NodeOp::scale_value ||
           std::any_of(node.arguments.begin(), node.arguments.end(),
                       [&](NodeId a) { return self(self, a); });
  };
  if (reads_scale(reads_scale, condition)) {
    throw std::logic_error("a consistent condition reads no scale");
  }
  program_.consistent.push_back(condition);
  return static_cast<std::uint32_t>(program_.consistent.size() - 1);
}

NodeId ProgramBuilder::reaches(const Outcome& outcome, std::uint32_t level) {
  if (level == 0 || level >= outcome.levels) throw std::logic_error("a level above the lowest");
  // The band at or above a level; every form reaches the lowest.
  const auto band = [&](std::uint32_t least) {
    if (!outcome.from) return constant(false);
    const NodeId value = scale_value(*outcome.from);
    const NodeId cut_off = number(outcome.cut_offs[least - 1]);
    return outcome.falling ? less_equal(value, cut_off) : less_equal(cut_off, value);
  };
  std::vector<NodeId> ways;
  if (outcome.from) ways.push_back(band(level));
  for (const Raise& raise : outcome.raises) {
    const bool always = raise.to                               ? *raise.to >= level
                        : raise.floor && *raise.floor >= level ? true
                                                               : raise.by >= level;
    if (always) {
      ways.push_back(raise.when);
    } else if (!raise.to && outcome.from && raise.by > 0) {
      ways.push_back(all_of({raise.when, band(level - raise.by)}));
    }
  }
  return ways.size() == 1 ? ways.front() : any_of(std::move(ways));
}

Program ProgramBuilder::finish() && {
  Program& program = program_;
  const std::size_t n = program.inputs.size();
  std::vector<std::vector<InputId>> parents(n);
  for (InputId id = 0; id < n; ++id) {
    if (!program.is_conditional(id)) continue;
    const std::vector<bool> reads = support(program, program.inputs[id].asked_when);
    for (InputId parent = 0; parent < n; ++parent) {
      if (reads[parent]) parents[id].push_back(parent);
    }
  }

  std::vector<std::uint8_t> state(n);
  std::function<void(InputId)> place = [&](InputId id) {
    if (state[id] == 2) return;
    if (state[id] == 1) throw std::logic_error("asked_when is cyclic");
    state[id] = 1;
    for (const InputId parent : parents[id]) {
      if (parent == id) throw std::logic_error("asked_when is cyclic");
      place(parent);
    }
    state[id] = 2;
    program.order.push_back(id);
  };
  for (InputId id = 0; id < n; ++id) place(id);

  // Inputs joined by asked_when, as a union of sets.
  std::vector<InputId> leader(n);
  for (InputId id = 0; id < n; ++id) leader[id] = id;
  const std::function<InputId(InputId)> find = [&](InputId id) {
    while (leader[id] != id) id = leader[id] = leader[leader[id]];
    return id;
  };
  for (InputId id = 0; id < n; ++id) {
    for (const InputId parent : parents[id]) leader[find(id)] = find(parent);
  }
  std::vector<std::vector<InputId>> groups(n);
  for (const InputId id : program.order) groups[find(id)].push_back(id);
  for (auto& group : groups) {
    // One alone is there too when its asked_when reads nothing.
    const bool conditional = std::any_of(group.begin(), group.end(),
                                         [&](InputId id) { return program.is_conditional(id); });
    if (conditional) program.components.push_back(std::move(group));
  }
  return std::move(program_);
}

}  // namespace v1
}  // namespace vaern
