// SPDX-License-Identifier: Apache-2.0
#include "vaern/program/row.hpp"

#include <algorithm>

namespace vaern {
inline namespace v1 {
namespace {

MaybeNumber join(const MaybeNumber& a, const MaybeNumber& b) {
  if (a.is_none) return {b.range, true, b.is_none};
  if (b.is_none) return {a.range, true, false};
  return {hull(a.range, b.range), a.may_be_none || b.may_be_none, false};
}

template <class Operation>
MaybeNumber combine(const MaybeNumber& a, const MaybeNumber& b, Operation operation) {
  MaybeNumber result;
  result.is_none = a.is_none || b.is_none;
  result.may_be_none = a.may_be_none || b.may_be_none || result.is_none;
  if (!result.is_none) result.range = operation(a.range, b.range);
  return result;
}

/// Decided where all pairs agree; without a value a comparison is false (S2.5, S3.3).
template <class Operation>
Truth compare(const MaybeNumber& a, const MaybeNumber& b, Operation operation) {
  if (a.is_none || b.is_none) return Truth::no;
  const Truth truth = operation(a.range, b.range);
  if (truth == Truth::yes && (a.may_be_none || b.may_be_none)) return Truth::unknown;
  return truth;
}

Rational least_value(const Input& input) {
  return *std::min_element(input.values.begin(), input.values.end());
}
Rational greatest_value(const Input& input) {
  return *std::max_element(input.values.begin(), input.values.end());
}

}  // namespace

RowRun::RowRun(const CompiledProgram& program) : compiled_(&program), program_(&program.program()) {
  numbers_.resize(program_->nodes.size());
  scale_numbers_.resize(program_->scales.size());
  result_.applicable.resize(program_->inputs.size());
  result_.truths.resize(program_->nodes.size());
  result_.scales.resize(program_->scales.size());
  for (ScaleId id = 0; id < program_->scales.size(); ++id) {
    const Scale& scale = program_->scales[id];
    result_.scales[id].terms.resize(scale.terms.size() + (scale.selector ? 1 : 0));
  }
  result_.raises.resize(program_->outcome.raises.size());
  result_.further.resize(program_->further.size());
  for (std::size_t i = 0; i < program_->further.size(); ++i) {
    result_.further[i].raises.resize(program_->further[i].raises.size());
  }
  result_.classes.resize(program_->classes.size());
  walks_.resize(1 + program_->further.size() + program_->classes.size());
}

Truth RowRun::truth(NodeId id) const {
  const ProgramNode& node = program_->nodes[id];
  const auto argument = [&](std::size_t i) { return result_.truths[node.arguments[i]]; };
  switch (node.op) {
    case NodeOp::constant:
      return to_truth(node.subject != 0);
    case NodeOp::code_in: {
      const Truth asked = result_.applicable[node.subject];
      if (asked == Truth::no) return Truth::no;
      const Code code = codes_[node.subject];
      if (code == missing_code) return Truth::unknown;
      return kleene_and(asked, to_truth(node.codes[code]));  // an accepted "no" may not be asked
    }
    case NodeOp::all_of: {
      Truth result = Truth::yes;
      for (std::size_t i = 0; i < node.arguments.size(); ++i) {
        result = kleene_and(result, argument(i));
      }
      return result;
    }
    case NodeOp::any_of: {
      Truth result = Truth::no;
      for (std::size_t i = 0; i < node.arguments.size(); ++i) {
        result = kleene_or(result, argument(i));
      }
      return result;
    }
    case NodeOp::negation:
      return kleene_not(argument(0));
    case NodeOp::applicable:
      return node.arguments.empty() ? Truth::yes : argument(0);
    case NodeOp::at_least: {
      std::uint32_t yes = 0;
      std::uint32_t unknown = 0;
      for (std::size_t i = 0; i < node.arguments.size(); ++i) {
        if (argument(i) == Truth::yes) ++yes;
        if (argument(i) == Truth::unknown) ++unknown;
      }
      if (yes >= node.subject) return Truth::yes;
      return yes + unknown < node.subject ? Truth::no : Truth::unknown;
    }
    case NodeOp::equal:
    case NodeOp::less:
    case NodeOp::less_equal: {
      const MaybeNumber& a = numbers_[node.arguments[0]];
      const MaybeNumber& b = numbers_[node.arguments[1]];
      if (node.op == NodeOp::equal)
        return compare(a, b, [](auto& x, auto& y) { return equal(x, y); });
      if (node.op == NodeOp::less)
        return compare(a, b, [](auto& x, auto& y) { return less(x, y); });
      return compare(a, b, [](auto& x, auto& y) { return less_equal(x, y); });
    }
    default:
      return Truth::unknown;
  }
}

MaybeNumber RowRun::number(NodeId id) const {
  const ProgramNode& node = program_->nodes[id];
  const auto argument = [&](std::size_t i) -> const MaybeNumber& {
    return numbers_[node.arguments[i]];
  };
  switch (node.op) {
    case NodeOp::number:
      return {Interval(node.value), false, false};
    case NodeOp::input_value: {
      const Input& input = program_->inputs[node.subject];
      const Truth applicable = result_.applicable[node.subject];
      if (applicable == Truth::no) return {Interval(), true, true};
      const Code code = codes_[node.subject];
      if (code != missing_code) {
        return {Interval(input.values[code]), applicable == Truth::unknown, false};
      }
      return {Interval(least_value(input), greatest_value(input)), applicable == Truth::unknown,
              false};
    }
    case NodeOp::scale_value:
      return scale_numbers_[node.subject];
    case NodeOp::choose: {
      const Truth condition = result_.truths[node.arguments[0]];
      if (condition == Truth::yes) return argument(1);
      if (condition == Truth::no) return argument(2);
      return join(argument(1), argument(2));
    }
    case NodeOp::count: {
      std::int64_t yes = 0;
      std::int64_t unknown = 0;
      for (const NodeId a : node.arguments) {
        if (result_.truths[a] == Truth::yes) ++yes;
        if (result_.truths[a] == Truth::unknown) ++unknown;
      }
      return {Interval(Rational(yes), Rational(yes + unknown)), false, false};
    }
    case NodeOp::add:
      return combine(argument(0), argument(1), [](auto& x, auto& y) { return x + y; });
    case NodeOp::subtract:
      return combine(argument(0), argument(1), [](auto& x, auto& y) { return x - y; });
    case NodeOp::multiply:
      return combine(argument(0), argument(1), [](auto& x, auto& y) { return x * y; });
    case NodeOp::minimum:
    case NodeOp::maximum: {
      MaybeNumber result = argument(0);
      for (std::size_t i = 1; i < node.arguments.size(); ++i) {
        result = combine(result, argument(i), [&](auto& x, auto& y) {
          return node.op == NodeOp::minimum ? min(x, y) : max(x, y);
        });
      }
      return result;
    }
    default:
      return {};
  }
}

void RowRun::evaluate_nodes(bool reported) {
  for (ScaleId id = 0; id < program_->scales.size(); ++id) {
    const ScaleRow& scale = result_.scales[id];
    if (reported && scale.has_value) {
      scale_numbers_[id] = {Interval(scale.value), false, false};
    } else if (scale.has_bounds) {
      scale_numbers_[id] = {Interval(scale.lowest, scale.highest), scale.may_be_none, false};
    } else {
      scale_numbers_[id] = {Interval(), true, true};
    }
  }
  for (NodeId id = 0; id < program_->nodes.size(); ++id) {
    if (program_->nodes[id].op >= NodeOp::number) {
      numbers_[id] = number(id);
      result_.truths[id] = Truth::unknown;
    } else {
      result_.truths[id] = truth(id);
    }
  }
}

Truth RowRun::evaluate(NodeId root) {
  for (const NodeId a : program_->nodes[root].arguments) evaluate(a);
  if (program_->nodes[root].op >= NodeOp::number) {
    numbers_[root] = number(root);
    return Truth::unknown;
  }
  return result_.truths[root] = truth(root);
}

void RowRun::applicability() {
  // asked_when reads only inputs before it in the order; its nodes are evaluated as they are met.
  for (const InputId id : program_->order) {
    const Input& input = program_->inputs[id];
    if (input.asked_when == no_node) {
      result_.applicable[id] = Truth::yes;
      continue;
    }
    Truth asked = evaluate(input.asked_when);
    const Code code = codes_[id];
    const bool is_neutral = input.neutral && code == *input.neutral;
    if (code != missing_code && !is_neutral) {
      if (asked == Truth::no) {
        result_.faults.push_back({RowFault::Kind::not_applicable, id, 0, {}});
      }
      asked = asked == Truth::unknown ? Truth::yes : asked;  // S2.3: an answer was asked for
    }
    if (asked == Truth::no) codes_[id] = missing_code;  // S2.4: a `no` there has no effect
    result_.applicable[id] = asked;
  }
}

const LevelWalk& RowRun::walk(Target target) {
  const bool is_outcome = target.kind == Target::Kind::outcome;
  auto& walk = walks_[target.index + (is_outcome ? 0 : 1 + program_->further.size())];
  if (!walk) walk.emplace(*compiled_, codes_, target);
  return *walk;
}

void RowRun::begin(std::span<const Code> codes) {
  for (auto& walk : walks_) walk.reset();
  codes_.assign(codes.begin(), codes.end());
  result_.faults.clear();
  applicability();
}

const std::vector<Truth>& RowRun::applicable(std::span<const Code> codes) {
  begin(codes);
  return result_.applicable;
}

void RowRun::add_read_answers(NodeId root, std::vector<bool>& inputs) const {
  const ProgramNode& node = program_->nodes[root];
  for (const NodeId a : node.arguments) add_read_answers(a, inputs);
  if (node.op != NodeOp::code_in && node.op != NodeOp::input_value) return;
  if (result_.applicable[node.subject] == Truth::no) {
    add_read_answers(program_->inputs[node.subject].asked_when, inputs);
  } else if (codes_[node.subject] != missing_code) {
    inputs[node.subject] = true;
  }
}

bool RowRun::find_inconsistent() {
  bool is_open = false;
  for (std::uint32_t i = 0; i < program_->consistent.size(); ++i) {
    const Truth holds = evaluate(program_->consistent[i]);
    is_open = is_open || holds == Truth::unknown;
    if (holds != Truth::no) continue;
    std::vector<bool> reads(program_->inputs.size());
    add_read_answers(program_->consistent[i], reads);
    RowFault fault{RowFault::Kind::inconsistent, 0, i, {}};
    for (InputId id = 0; id < reads.size(); ++id) {
      if (reads[id]) fault.inputs.push_back(id);
    }
    result_.faults.push_back(std::move(fault));
  }
  return is_open;
}

void RowRun::add_excluding_inputs() {
  std::vector<bool> excluding(program_->inputs.size());
  for (InputId id = 0; id < excluding.size(); ++id) {
    const Input& input = program_->inputs[id];
    if (input.asked_when == no_node || codes_[id] == missing_code) continue;
    if (input.neutral && codes_[id] == *input.neutral) continue;
    if (result_.truths[input.asked_when] == Truth::unknown) excluding[id] = true;
  }
  for (const NodeId condition : program_->consistent) {
    if (result_.truths[condition] == Truth::unknown) add_read_answers(condition, excluding);
  }
  for (const InputId id : program_->order) {
    if (excluding[id]) result_.faults.push_back({RowFault::Kind::no_completion, id, 0, {}});
  }
  if (!result_.faults.empty()) return;
  for (std::uint32_t i = 0; i < program_->consistent.size(); ++i) {  // no answer is to blame
    if (result_.truths[program_->consistent[i]] != Truth::unknown) continue;
    result_.faults.push_back({RowFault::Kind::inconsistent, 0, i, {}});
  }
}

const RowResult& RowRun::run(std::span<const Code> codes) {
  begin(codes);
  if (!result_.faults.empty()) return result_;
  bool constrained = find_inconsistent();
  if (!result_.faults.empty()) return result_;

  result_.is_complete = true;
  for (InputId id = 0; id < program_->inputs.size(); ++id) {
    if (result_.applicable[id] != Truth::no && codes_[id] == missing_code) {
      result_.is_complete = false;
    }
    constrained = constrained || (program_->is_conditional(id) && codes_[id] != missing_code);
  }
  if (constrained && !result_.is_complete && compiled_->applicability() != nullptr &&
      !walk_values(*program_, *compiled_->applicability(), codes_).has_completion) {
    add_excluding_inputs();
    return result_;
  }
  for (ScaleId id = 0; id < program_->scales.size(); ++id) {
    bounds(id);
    report(id);
  }
  outcomes();
  return result_;
}

}  // namespace v1
}  // namespace vaern
