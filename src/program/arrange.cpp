// SPDX-License-Identifier: Apache-2.0
// The order in which inputs are looked at, and which of them hang together.
#include <algorithm>
#include <functional>
#include <stdexcept>
#include <utility>

#include "program/terms.hpp"

namespace vaern {
namespace detail {
namespace {

using Parents = std::vector<std::vector<InputId>>;  // by input

Parents parents_of(const Program& program) {
  const std::size_t n = program.inputs.size();
  Parents parents(n);
  for (InputId id = 0; id < n; ++id) {
    if (!program.is_conditional(id)) continue;
    const std::vector<bool> reads = support(program, program.inputs[id].asked_when);
    for (InputId parent = 0; parent < n; ++parent) {
      if (reads[parent]) parents[id].push_back(parent);
    }
  }
  return parents;
}

std::vector<InputId> parents_first(const Parents& parents) {
  std::vector<InputId> order;
  std::vector<std::uint8_t> state(parents.size());
  const std::function<void(InputId)> place = [&](InputId id) {
    if (state[id] == 2) return;
    if (state[id] == 1) throw std::logic_error("asked_when is cyclic");
    state[id] = 1;
    for (const InputId parent : parents[id]) {
      if (parent == id) throw std::logic_error("asked_when is cyclic");
      place(parent);
    }
    state[id] = 2;
    order.push_back(id);
  };
  for (InputId id = 0; id < parents.size(); ++id) place(id);
  return order;
}

}  // namespace

void arrange(Program& program) {
  const std::size_t n = program.inputs.size();
  const Parents parents = parents_of(program);
  program.order = parents_first(parents);

  // Inputs joined by asked_when or by a consistent condition, as a union of sets.
  std::vector<InputId> leader(n);
  for (InputId id = 0; id < n; ++id) leader[id] = id;
  const auto find = [&](InputId id) {
    while (leader[id] != id) id = leader[id];
    return id;
  };
  std::vector<bool> is_bound(n);
  for (InputId id = 0; id < n; ++id) {
    // One alone is bound too when its asked_when reads nothing.
    if (program.is_conditional(id)) is_bound[id] = true;
    for (const InputId parent : parents[id]) leader[find(id)] = find(parent);
  }
  for (const NodeId condition : program.consistent) {
    const std::vector<bool> reads = support(program, condition);
    std::optional<InputId> first;
    for (InputId id = 0; id < n; ++id) {
      if (!reads[id]) continue;
      is_bound[id] = true;
      if (first) leader[find(id)] = find(*first);
      first = id;
    }
  }
  std::vector<std::vector<InputId>> groups(n);
  for (const InputId id : program.order) groups[find(id)].push_back(id);
  program.components.clear();
  for (auto& group : groups) {
    if (std::any_of(group.begin(), group.end(), [&](InputId id) { return is_bound[id]; })) {
      program.components.push_back(std::move(group));
    }
  }
}

}  // namespace detail

inline namespace v1 {

Program with_never_asked(Program program, const std::vector<bool>& inputs) {
  ProgramNode constant;
  constant.op = NodeOp::constant;
  const auto no = static_cast<NodeId>(program.nodes.size());
  program.nodes.push_back(constant);
  constant.subject = 1;
  const auto yes = static_cast<NodeId>(program.nodes.size());
  program.nodes.push_back(std::move(constant));

  // Whether a condition reads one of them, itself, by applicable(), or through asked_when.
  std::vector<bool> seen(program.nodes.size());
  const auto reads = [&](const auto& self, NodeId id) -> bool {
    if (seen[id]) return false;
    seen[id] = true;
    const ProgramNode& node = program.nodes[id];
    const bool is_input = node.op == NodeOp::code_in || node.op == NodeOp::input_value;
    if ((is_input || node.op == NodeOp::applicable) && inputs[node.subject]) return true;
    if (is_input && program.is_conditional(node.subject) &&
        self(self, program.inputs[node.subject].asked_when)) {
      return true;
    }
    return std::any_of(node.arguments.begin(), node.arguments.end(),
                       [&](NodeId a) { return self(self, a); });
  };
  for (NodeId& condition : program.consistent) {
    seen.assign(program.nodes.size(), false);
    if (reads(reads, condition)) condition = yes;
  }
  for (InputId id = 0; id < inputs.size(); ++id) {
    if (inputs[id]) program.inputs[id].asked_when = no;
  }
  for (ProgramNode& node : program.nodes) {
    if (node.op != NodeOp::applicable || !inputs[node.subject]) continue;
    node = ProgramNode();
    node.op = NodeOp::constant;
  }
  for (Scale& scale : program.scales) scale.range = detail::range_of(program, scale);
  detail::arrange(program);
  return program;
}

}  // namespace v1
}  // namespace vaern
