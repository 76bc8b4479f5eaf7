// SPDX-License-Identifier: Apache-2.0
#include "program/naive.hpp"

#include <algorithm>
#include <functional>
#include <stdexcept>

namespace vaern::naive {
namespace {

constexpr Code unset = 253;  // while completions are written out, parents first

}  // namespace

bool truth(const Program& program, NodeId id, const Completion& completion) {
  const ProgramNode& node = program.nodes[id];
  const auto argument = [&](std::size_t i) {
    return truth(program, node.arguments[i], completion);
  };
  std::uint32_t yes = 0;
  if (node.op == NodeOp::all_of || node.op == NodeOp::any_of || node.op == NodeOp::at_least) {
    for (std::size_t i = 0; i < node.arguments.size(); ++i) yes += argument(i) ? 1U : 0U;
  }
  switch (node.op) {
    case NodeOp::constant:
      return node.subject == 1;
    case NodeOp::code_in: {
      const Code code = completion[node.subject];
      return code != not_applicable_code && node.codes[code];
    }
    case NodeOp::all_of:
      return yes == node.arguments.size();
    case NodeOp::any_of:
      return yes > 0;
    case NodeOp::at_least:
      return yes >= node.subject;
    case NodeOp::negation:
      return !argument(0);
    case NodeOp::applicable:
      if (completion[node.subject] != unset) return completion[node.subject] != not_applicable_code;
      return program.inputs[node.subject].asked_when == no_node ||
             truth(program, program.inputs[node.subject].asked_when, completion);
    default:
      break;
  }
  const std::optional<Rational> a = number(program, node.arguments[0], completion);
  const std::optional<Rational> b = number(program, node.arguments[1], completion);
  if (!a || !b) return false;  // S2.5
  switch (node.op) {
    case NodeOp::equal:
      return *a == *b;
    case NodeOp::less:
      return *a < *b;
    case NodeOp::less_equal:
      return *a <= *b;
    default:
      throw std::logic_error("not a condition");
  }
}

std::optional<Rational> number(const Program& program, NodeId id, const Completion& completion) {
  const ProgramNode& node = program.nodes[id];
  switch (node.op) {
    case NodeOp::number:
      return node.value;
    case NodeOp::input_value: {
      const Code code = completion[node.subject];
      if (code == not_applicable_code) return std::nullopt;
      return program.inputs[node.subject].values[code];
    }
    case NodeOp::scale_value:
      return scale(program, node.subject, completion);
    case NodeOp::choose:
      return number(program, node.arguments[truth(program, node.arguments[0], completion) ? 1 : 2],
                    completion);
    case NodeOp::count: {
      Rational n;
      for (const NodeId a : node.arguments) n += truth(program, a, completion) ? 1 : 0;
      return n;
    }
    default:
      break;
  }
  std::vector<Rational> values;
  for (const NodeId a : node.arguments) {
    const std::optional<Rational> value = number(program, a, completion);
    if (!value) return std::nullopt;
    values.push_back(*value);
  }
  switch (node.op) {
    case NodeOp::add:
      return values[0] + values[1];
    case NodeOp::subtract:
      return values[0] - values[1];
    case NodeOp::multiply:
      return values[0] * values[1];
    case NodeOp::minimum:
      return *std::min_element(values.begin(), values.end());
    case NodeOp::maximum:
      return *std::max_element(values.begin(), values.end());
    default:
      throw std::logic_error("not a number");
  }
}

namespace {

Rational stepped(const Scale& scale, Rational result) {
  for (const Step& step : scale.steps) {
    switch (step.kind) {
      case Step::Kind::times:
        result = result * step.operand;
        break;
      case Step::Kind::plus:
        result = result + step.operand;
        break;
      case Step::Kind::divide:
        result = result / step.operand;
        break;
      case Step::Kind::round:
        result = result.round(step.rounding);
        break;
      case Step::Kind::clamp:
        if (step.from) result = std::max(result, *step.from);
        if (step.to) result = std::min(result, *step.to);
        break;
    }
  }
  return result;
}

/// The last row that begins at or below the number.
std::optional<Rational> row_value(const TableRows& rows, const Rational& number) {
  std::optional<Rational> value;
  for (const TableRow& row : rows) {
    if (row.from <= number) value = row.value;
  }
  return value;
}

}  // namespace

std::optional<Rational> scale(const Program& program, ScaleId id, const Completion& completion) {
  const Scale& scale_ = program.scales[id];
  if (scale_.aggregate == Aggregate::lookup) {
    std::size_t norm = 0;
    if (scale_.selector) {
      if (completion[*scale_.selector] == not_applicable_code) return std::nullopt;
      norm = completion[*scale_.selector];
    }
    const std::optional<Rational> of = scale(program, scale_.terms.front().id, completion);
    const std::optional<Rational> value =
        of ? row_value(scale_.rows[norm], *of) : std::optional<Rational>();
    return value ? std::optional(stepped(scale_, *value)) : std::nullopt;
  }
  std::vector<Rational> values;
  for (const Term& term : scale_.terms) {
    std::optional<Rational> value;
    if (term.is_scale) {
      value = scale(program, term.id, completion);
    } else if (completion[term.id] != not_applicable_code) {
      const Code code = completion[term.id];
      value = term.points.empty() ? program.inputs[term.id].values[code] : term.points[code];
    }
    if (!value) continue;
    if (scale_.aggregate == Aggregate::sum) *value *= term.weight;
    if (scale_.aggregate == Aggregate::count) *value = *value >= scale_.at_or_above ? 1 : 0;
    values.push_back(*value);
  }
  Rational result;
  for (const Rational& value : values) result += value;
  if (scale_.aggregate == Aggregate::mean || scale_.aggregate == Aggregate::max) {
    if (values.empty()) return std::nullopt;  // S5.6
    if (scale_.aggregate == Aggregate::max) {
      result = *std::max_element(values.begin(), values.end());
    } else {
      result /= Rational(static_cast<std::int64_t>(values.size()));
    }
  }
  return stepped(scale_, result);
}

std::uint32_t band(const Outcome& outcome, const Rational& value) {
  std::uint32_t last = 0;
  for (std::uint32_t i = 0; i < outcome.cut_offs.size(); ++i) {
    const bool holds =
        outcome.falling ? value <= outcome.cut_offs[i] : value >= outcome.cut_offs[i];
    if (holds) last = i + 1;
  }
  return last;
}

std::uint32_t raised(const Outcome& outcome, const Raise& raise, std::uint32_t base) {
  if (raise.to) return *raise.to;
  return std::max(std::min(base + raise.by, outcome.levels - 1), raise.floor.value_or(0));
}

std::uint32_t level(const Program& program, const Outcome& outcome, const Completion& completion) {
  std::uint32_t base = 0;
  if (outcome.from) {
    const std::optional<Rational> value = scale(program, *outcome.from, completion);
    if (value) base = band(outcome, *value);
  }
  std::uint32_t result = base;
  for (const Raise& raise : outcome.raises) {
    if (truth(program, raise.when, completion)) {
      result = std::max(result, raised(outcome, raise, base));
    }
  }
  return result;
}

std::uint32_t result_of(const Program& program, Target target, const Completion& completion) {
  if (target.kind == Target::Kind::outcome) {
    return level(program, program.outcome_at(target.index), completion);
  }
  const std::vector<NodeId>& when = program.classes[target.index].when;
  std::uint32_t first = 0;
  while (first < when.size() && !truth(program, when[first], completion)) ++first;
  return first;
}

std::vector<Completion> completions(const Program& program, const Form& form) {
  std::vector<Completion> result;
  Completion completion(form.size(), unset);
  const std::function<void(std::size_t)> fill = [&](std::size_t position) {
    if (position == program.order.size()) {
      const bool stands =
          std::all_of(program.consistent.begin(), program.consistent.end(),
                      [&](NodeId condition) { return truth(program, condition, completion); });
      if (stands) result.push_back(completion);
      return;
    }
    const InputId id = program.order[position];
    const Input& input = program.inputs[id];
    const bool asked = input.asked_when == no_node || truth(program, input.asked_when, completion);
    if (!asked) {
      if (form[id] != missing_code && form[id] != input.neutral) return;
      completion[id] = not_applicable_code;
      fill(position + 1);
      completion[id] = unset;
      return;
    }
    for (std::uint32_t code = 0; code < input.size; ++code) {
      if (form[id] != missing_code && form[id] != code) continue;
      completion[id] = static_cast<Code>(code);
      fill(position + 1);
    }
    completion[id] = unset;
  };
  fill(0);
  return result;
}

std::vector<Completion> completions_without(const Program& program, const Form& form,
                                            const std::vector<bool>& never) {
  const auto reads = [&](const auto& self, NodeId id) -> bool {  // one of them, in any way
    const ProgramNode& node = program.nodes[id];
    const bool is_input = node.op == NodeOp::code_in || node.op == NodeOp::input_value;
    if ((is_input || node.op == NodeOp::applicable) && never[node.subject]) return true;
    if (is_input && program.inputs[node.subject].asked_when != no_node &&
        self(self, program.inputs[node.subject].asked_when)) {
      return true;
    }
    return std::any_of(node.arguments.begin(), node.arguments.end(),
                       [&](NodeId a) { return self(self, a); });
  };
  std::vector<NodeId> consistent;
  for (const NodeId condition : program.consistent) {
    if (!reads(reads, condition)) consistent.push_back(condition);
  }
  std::vector<Completion> result;
  Completion completion(form.size(), not_applicable_code);
  const std::function<void(InputId)> fill = [&](InputId id) {
    if (id < form.size()) {
      completion[id] = not_applicable_code;
      fill(id + 1);
      for (std::uint32_t code = 0; code < program.inputs[id].size && !never[id]; ++code) {
        completion[id] = static_cast<Code>(code);
        fill(id + 1);
      }
      return;
    }
    for (InputId i = 0; i < form.size(); ++i) {
      const Input& input = program.inputs[i];
      const bool is_asked = completion[i] != not_applicable_code;
      const bool asks = input.asked_when == no_node || truth(program, input.asked_when, completion);
      if (!never[i] && is_asked != asks) return;
      const bool agrees = is_asked ? form[i] == missing_code || form[i] == completion[i]
                                   : form[i] == missing_code || form[i] == input.neutral;
      if (!agrees) return;
    }
    const auto holds = [&](NodeId condition) { return truth(program, condition, completion); };
    if (std::all_of(consistent.begin(), consistent.end(), holds)) result.push_back(completion);
  };
  fill(0);
  return result;
}

Form as_form(const Completion& completion) {
  Form form(completion);
  std::replace(form.begin(), form.end(), not_applicable_code, missing_code);
  return form;
}

std::set<InputId> decisive(const Program& program, Target target, const Form& form,
                           const std::vector<Completion>& all, const std::vector<Truth>& truths) {
  std::vector<std::uint32_t> levels;
  for (const Completion& completion : all) {
    levels.push_back(result_of(program, target, completion));
  }
  const auto agree_outside = [&](const Completion& a, const Completion& b,
                                 const std::set<InputId>& free) {
    for (InputId id = 0; id < a.size(); ++id) {
      if (free.count(id) != 0 || a[id] == not_applicable_code || b[id] == not_applicable_code) {
        continue;
      }
      if (a[id] != b[id]) return false;
    }
    return true;
  };
  std::set<InputId> result;
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (levels[i] == levels[j]) continue;
      InputId only = 0;
      std::size_t differ = 0;
      for (InputId id = 0; id < form.size() && differ < 2; ++id) {
        if (all[i][id] == all[j][id] || all[i][id] == not_applicable_code ||
            all[j][id] == not_applicable_code) {
          continue;
        }
        only = id;
        ++differ;
      }
      if (differ == 1) result.insert(only);
    }
  }
  // Missing inputs tied by an answer under an unknown asked_when (S13.2), or by a consistent
  // condition that is unknown (S13.5).
  std::vector<std::set<InputId>> groups;
  const auto tie = [&](NodeId condition) {
    std::set<InputId> group;
    const std::vector<bool> reads = support(program, condition);
    for (InputId read = 0; read < form.size(); ++read) {
      if (reads[read] && form[read] == missing_code) group.insert(read);
    }
    if (group.empty()) return;
    for (auto other = groups.begin(); other != groups.end();) {
      const bool meets =
          std::any_of(group.begin(), group.end(), [&](InputId x) { return other->count(x) != 0; });
      if (meets) group.insert(other->begin(), other->end());
      other = meets ? groups.erase(other) : other + 1;
    }
    groups.push_back(std::move(group));
  };
  for (const NodeId condition : program.consistent) {
    if (truths[condition] == Truth::unknown) tie(condition);
  }
  for (InputId id = 0; id < form.size(); ++id) {
    const Input& input = program.inputs[id];
    if (input.asked_when == no_node || form[id] == missing_code || form[id] == input.neutral) {
      continue;
    }
    if (truths[input.asked_when] != Truth::unknown) continue;
    tie(input.asked_when);
  }
  const std::set<InputId> single = result;
  for (const std::set<InputId>& group : groups) {
    if (std::any_of(group.begin(), group.end(), [&](InputId x) { return single.count(x) != 0; })) {
      continue;
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (levels[i] != levels[j] && agree_outside(all[i], all[j], group)) {
          result.insert(group.begin(), group.end());
        }
      }
    }
  }
  for (InputId id = 0; id < form.size(); ++id) {
    if (program.inputs[id].is_given) result.erase(id);  // S21.3
  }
  return result;
}

}  // namespace vaern::naive
