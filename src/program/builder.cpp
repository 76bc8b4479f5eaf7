// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>
#include <stdexcept>
#include <utility>

#include "program/room.hpp"
#include "program/terms.hpp"
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

}  // namespace

ProgramBuilder::ProgramBuilder(Program finished) : program_(std::move(finished)) {
  for (NodeId id = 0; id < program_.nodes.size(); ++id) {
    index_.emplace(hash_of(program_.nodes[id]), id);
  }
  node_rooms_.resize(program_.nodes.size());
  scale_rooms_.resize(program_.scales.size());
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
  // A node of its own, not its condition: `with_never_asked` changes it alone.
  ProgramNode node;
  node.op = NodeOp::applicable;
  node.subject = input;
  if (program_.is_conditional(input)) node.arguments = {program_.inputs[input].asked_when};
  return intern(std::move(node));
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
  node.range = detail::span_of(program_.inputs[input].values);
  if (program_.is_conditional(input)) node.range = hull(node.range, Interval(Rational(0)));
  return intern(std::move(node), detail::room_of(program_.inputs[input].values));
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
  for (const ProgramNode& node : program_.nodes) {
    if (node.op == NodeOp::applicable && node.subject == input) {
      throw std::logic_error("asked_when is set after applicable() has read it");
    }
  }
  program_.inputs[input].asked_when = condition;
}

namespace {

void check(const Program& program, const Scale& scale) {
  for (const Term& term : scale.terms) {
    if (!term.is_scale && !term.points.empty() &&
        term.points.size() != program.inputs[term.id].size) {
      throw std::logic_error("points, one for each code");
    }
  }
  const bool is_additive = scale.aggregate == Aggregate::sum || scale.aggregate == Aggregate::count;
  if (scale.missing.kind == MissingPolicy::Kind::table && !is_additive) {
    throw std::logic_error("a missing policy by table of a sum or count");
  }
  if (scale.aggregate == Aggregate::lookup) {
    if (scale.missing.kind != MissingPolicy::Kind::forbid &&
        scale.missing.kind != MissingPolicy::Kind::bounds_only) {
      throw std::logic_error("a lookup is not imputed");
    }
    const std::size_t tables = scale.selector ? program.inputs[*scale.selector].size : 1;
    if (scale.terms.size() != 1 || !scale.terms.front().is_scale || scale.rows.size() != tables) {
      throw std::logic_error("a lookup of one scale in a table for each norm");
    }
  }
  for (const auto* tables : {&scale.rows, &scale.missing.tables}) {
    for (const TableRows& rows : *tables) {
      const auto is_out_of_order = [](const TableRow& a, const TableRow& b) {
        return b.from <= a.from;
      };
      if (rows.empty() ||
          std::adjacent_find(rows.begin(), rows.end(), is_out_of_order) != rows.end()) {
        throw std::logic_error("rows of a table rise");
      }
    }
  }
}

}  // namespace

ScaleId ProgramBuilder::add_scale(Scale scale) {
  check(program_, scale);
  const NumberRoom room = detail::room_of(program_, scale, scale_rooms_);
  scale.range = detail::range_of(program_, scale);
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
  detail::arrange(program_);
  return std::move(program_);
}

}  // namespace v1
}  // namespace vaern
