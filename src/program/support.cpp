// SPDX-License-Identifier: Apache-2.0
// What a node or the level reads.
#include <utility>

#include "vaern/program/program.hpp"

namespace vaern {
inline namespace v1 {
namespace {

class Support {
 public:
  explicit Support(const Program& program)
      : inputs(program.inputs.size()),
        program_(program),
        scales_(program.scales.size()),
        nodes_(program.nodes.size()) {}

  std::vector<bool> inputs;

  void visit_node(NodeId id) {
    if (nodes_[id]) return;
    nodes_[id] = true;
    const ProgramNode& node = program_.nodes[id];
    if (node.op == NodeOp::code_in || node.op == NodeOp::input_value) visit_input(node.subject);
    if (node.op == NodeOp::scale_value) visit_scale(node.subject);
    for (const NodeId argument : node.arguments) visit_node(argument);
  }

  void visit_scale(ScaleId id) {
    if (scales_[id]) return;
    scales_[id] = true;
    for (const Term& term : program_.scales[id].terms) {
      if (term.is_scale) {
        visit_scale(term.id);
      } else {
        visit_input(term.id);
      }
    }
    if (program_.scales[id].selector) visit_input(*program_.scales[id].selector);
  }

 private:
  void visit_input(InputId id) {
    if (inputs[id]) return;
    inputs[id] = true;
    if (program_.is_conditional(id)) visit_node(program_.inputs[id].asked_when);
  }

  const Program& program_;
  std::vector<bool> scales_;
  std::vector<bool> nodes_;
};

}  // namespace

std::vector<bool> support(const Program& program, NodeId root) {
  Support support(program);
  support.visit_node(root);
  return std::move(support.inputs);
}

std::vector<bool> outcome_support(const Program& program) { return support(program, Target{}); }

std::vector<bool> support(const Program& program, Target target) {
  Support support(program);
  if (target.kind == Target::Kind::classes) {
    for (const NodeId when : program.classes[target.index].when) support.visit_node(when);
    return std::move(support.inputs);
  }
  const Outcome& outcome = program.outcome_at(target.index);
  if (outcome.from) support.visit_scale(*outcome.from);
  for (const Raise& raise : outcome.raises) support.visit_node(raise.when);
  return std::move(support.inputs);
}

}  // namespace v1
}  // namespace vaern
