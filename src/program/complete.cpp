// SPDX-License-Identifier: Apache-2.0
#include "program/complete.hpp"

#include <algorithm>

#include "program/room.hpp"
#include "program/terms.hpp"

namespace vaern::detail {
namespace {

constexpr std::int64_t unassigned = -1;

std::int64_t scaled(const Rational& value, std::int64_t denominator) {
  return (value * Rational(denominator)).numerator();
}

}  // namespace

ScaleTable make_table(const Program& program, const Scale& scale) {
  ScaleTable table;
  for (const Term& term : scale.terms) {
    if (term.is_scale) {
      table.scale_terms.push_back(term.id);
      table.scale_weights.push_back(term.weight);
      continue;
    }
    for (const Rational& value : points_of(program, term)) {
      table.denominator =
          checked_lcm(table.denominator, contribution(scale, term, value).denominator());
    }
  }
  for (const Term& term : scale.terms) {
    if (term.is_scale) continue;
    std::vector<std::int64_t> codes;
    for (const Rational& value : points_of(program, term)) {
      codes.push_back(scaled(contribution(scale, term, value), table.denominator));
    }
    table.inputs.push_back(term.id);
    table.by_code.push_back(std::move(codes));
  }
  return table;
}

Evaluand::Evaluand(const Program& program)
    : program_(&program),
      reads_(program.inputs.size()),
      input_slot_(program.inputs.size()),
      scale_slot_(program.scales.size()),
      tables_(program.scales.size()),
      feeds_(program.inputs.size()) {}

Evaluand::Evaluand(const Program& program, NodeId root) : Evaluand(program) {
  root_ = root;
  visit_node(root);
}

Evaluand Evaluand::of_scale(const Program& program, ScaleId scale) {
  Evaluand result(program);
  result.root_scale_ = scale;
  result.visit_scale(scale);
  return result;
}

void Evaluand::visit_input(InputId input) {
  reads_[input] = true;
  if (input_slot_[input]) return;
  input_slot_[input] = initial_.size();
  initial_.push_back(unassigned);
}

void Evaluand::visit_scale(ScaleId id) {
  if (scale_slot_[id]) return;
  const Scale& scale = program_->scales[id];
  tables_[id] = make_table(*program_, scale);
  scale_slot_[id] = initial_.size();
  initial_.push_back(0);  // sum, or greatest value
  if (scale.aggregate == Aggregate::mean || scale.aggregate == Aggregate::max) {
    initial_.push_back(0);  // how many
  }
  for (std::size_t i = 0; i < tables_[id].inputs.size(); ++i) {
    reads_[tables_[id].inputs[i]] = true;
    feeds_[tables_[id].inputs[i]].emplace_back(id, i);
  }
  for (const ScaleId sub : tables_[id].scale_terms) visit_scale(sub);
  if (scale.selector) visit_input(*scale.selector);
}

void Evaluand::visit_node(NodeId id) {
  const ProgramNode& node = program_->nodes[id];
  if (node.op == NodeOp::code_in || node.op == NodeOp::input_value) visit_input(node.subject);
  if (node.op == NodeOp::scale_value) visit_scale(node.subject);
  for (const NodeId argument : node.arguments) visit_node(argument);
}

void Evaluand::advance(State& state, InputId input, Code code) const {
  if (input_slot_[input]) state[*input_slot_[input]] = code;
  if (code == not_applicable_code) return;
  for (const auto& [scale, position] : feeds_[input]) {
    const std::size_t slot = *scale_slot_[scale];
    const std::int64_t value = tables_[scale].by_code[position][code];
    switch (program_->scales[scale].aggregate) {
      case Aggregate::sum:
      case Aggregate::count:
        state[slot] += value;
        break;
      case Aggregate::mean:
        state[slot] += value;
        state[slot + 1] += 1;
        break;
      case Aggregate::max:
        state[slot] = state[slot + 1] == 0 ? value : std::max(state[slot], value);
        state[slot + 1] = 1;  // that there is one is all that matters
        break;
      case Aggregate::lookup:
        break;  // feeds from no input
    }
  }
}

std::optional<Rational> Evaluand::lookup_of(const Scale& scale, const State& state) const {
  Code code = 0;
  if (scale.selector) {
    code = static_cast<Code>(state[*input_slot_[*scale.selector]]);
    if (code == not_applicable_code) return std::nullopt;
  }
  const std::optional<Rational> value = scale_of(scale.terms.front().id, state);
  const TableRow* row = value ? row_of(rows_of(scale, code), *value) : nullptr;
  if (row == nullptr) return std::nullopt;
  return apply_steps(scale.steps, row->value);
}

std::optional<Rational> Evaluand::scale_of(ScaleId id, const State& state) const {
  const Scale& scale = program_->scales[id];
  if (scale.aggregate == Aggregate::lookup) return lookup_of(scale, state);
  const ScaleTable& table = tables_[id];
  const std::size_t slot = *scale_slot_[id];
  Rational total(state[slot], table.denominator);
  std::int64_t how_many = 0;
  if (scale.aggregate == Aggregate::mean || scale.aggregate == Aggregate::max) {
    how_many = state[slot + 1];
  }
  for (std::size_t i = 0; i < table.scale_terms.size(); ++i) {
    const std::optional<Rational> value = scale_of(table.scale_terms[i], state);
    if (!value) continue;
    switch (scale.aggregate) {
      case Aggregate::sum:
        total += *value * table.scale_weights[i];
        break;
      case Aggregate::count:
        total += Rational(*value >= scale.at_or_above ? 1 : 0);
        break;
      case Aggregate::mean:
        total += *value;
        break;
      case Aggregate::max:
        total = how_many == 0 ? *value : std::max(total, *value);
        break;
      case Aggregate::lookup:
        break;
    }
    ++how_many;
  }
  if (scale.aggregate == Aggregate::mean || scale.aggregate == Aggregate::max) {
    if (how_many == 0) return std::nullopt;
    if (scale.aggregate == Aggregate::mean) total /= Rational(how_many);
  }
  return apply_steps(scale.steps, total);
}

std::optional<Rational> Evaluand::number_of(NodeId id, const State& state) const {
  const ProgramNode& node = program_->nodes[id];
  const auto argument = [&](std::size_t i) { return number_of(node.arguments[i], state); };
  switch (node.op) {
    case NodeOp::number:
      return node.value;
    case NodeOp::input_value: {
      const auto code = static_cast<Code>(state[*input_slot_[node.subject]]);
      if (code == not_applicable_code) return std::nullopt;
      return program_->inputs[node.subject].values[code];
    }
    case NodeOp::scale_value:
      return scale_of(node.subject, state);
    case NodeOp::choose:
      return argument(truth_of(node.arguments[0], state) ? 1 : 2);
    case NodeOp::count: {
      std::int64_t n = 0;
      for (const NodeId a : node.arguments) n += truth_of(a, state) ? 1 : 0;
      return Rational(n);
    }
    case NodeOp::add:
    case NodeOp::subtract:
    case NodeOp::multiply:
    case NodeOp::minimum:
    case NodeOp::maximum: {
      std::optional<Rational> result = argument(0);
      for (std::size_t i = 1; i < node.arguments.size() && result; ++i) {
        const std::optional<Rational> next = argument(i);
        if (!next) return std::nullopt;
        switch (node.op) {
          case NodeOp::add:
            *result += *next;
            break;
          case NodeOp::subtract:
            *result -= *next;
            break;
          case NodeOp::multiply:
            *result *= *next;
            break;
          case NodeOp::minimum:
            *result = std::min(*result, *next);
            break;
          default:
            *result = std::max(*result, *next);
            break;
        }
      }
      return result;
    }
    default:
      return std::nullopt;
  }
}

bool Evaluand::truth_of(NodeId id, const State& state) const {
  const ProgramNode& node = program_->nodes[id];
  switch (node.op) {
    case NodeOp::constant:
      return node.subject != 0;
    case NodeOp::code_in: {
      const auto code = static_cast<Code>(state[*input_slot_[node.subject]]);
      return code != not_applicable_code && node.codes[code];
    }
    case NodeOp::all_of:
      return std::all_of(node.arguments.begin(), node.arguments.end(),
                         [&](NodeId a) { return truth_of(a, state); });
    case NodeOp::any_of:
      return std::any_of(node.arguments.begin(), node.arguments.end(),
                         [&](NodeId a) { return truth_of(a, state); });
    case NodeOp::applicable:
      return node.arguments.empty() || truth_of(node.arguments[0], state);
    case NodeOp::negation:
      return !truth_of(node.arguments[0], state);
    case NodeOp::at_least: {
      std::uint32_t n = 0;
      for (const NodeId a : node.arguments) n += truth_of(a, state) ? 1U : 0U;
      return n >= node.subject;
    }
    case NodeOp::equal:
    case NodeOp::less:
    case NodeOp::less_equal: {
      const std::optional<Rational> a = number_of(node.arguments[0], state);
      const std::optional<Rational> b = number_of(node.arguments[1], state);
      if (!a || !b) return false;
      if (node.op == NodeOp::equal) return *a == *b;
      return node.op == NodeOp::less ? *a < *b : *a <= *b;
    }
    default:
      return false;
  }
}

bool Evaluand::truth(const State& state) const { return truth_of(root_, state); }

std::optional<Rational> Evaluand::number(const State& state) const {
  return root_scale_ ? scale_of(*root_scale_, state) : number_of(root_, state);
}

std::optional<Rational> complete_value(const Program& program, ScaleId scale,
                                       std::span<const Code> completion) {
  const Evaluand evaluand = Evaluand::of_scale(program, scale);
  Evaluand::State state = evaluand.initial();
  for (InputId id = 0; id < completion.size(); ++id) evaluand.advance(state, id, completion[id]);
  return evaluand.number(state);
}

}  // namespace vaern::detail
