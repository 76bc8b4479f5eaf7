// SPDX-License-Identifier: Apache-2.0
// Which models the plain run alone gets right (S23): every input has one code that is best and one
// that is worst for all its uses, so that both ends of every interval belong to one completion.
#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "program/moves.hpp"
#include "program/terms.hpp"
#include "vaern/program/diagram.hpp"

namespace vaern {
inline namespace v1 {
namespace {

class Uses {
 public:
  Uses(const Program& program, bool decided)
      : program_(program),
        best_(program.inputs.size()),
        worst_(program.inputs.size()),
        component_(program.inputs.size(), none) {
    for (InputId id = 0; id < program.inputs.size(); ++id) {
      for (std::size_t c = 0; c < program.inputs[id].size; ++c) best_[id][c] = true;
    }
    worst_ = best_;
    if (decided) return;
    feeds_.resize(program.components.size());
    for (std::size_t i = 0; i < program.components.size(); ++i) {
      for (const InputId id : program.components[i]) component_[id] = i;
    }
  }

  void visit_node(NodeId id, bool rising) {
    if (!seen_.emplace(id, rising).second) return;
    const ProgramNode& node = program_.nodes[id];
    const auto argument = [&](std::size_t i, bool up) { visit_node(node.arguments[i], up); };
    const auto both_ways = [&](std::size_t i) {
      argument(i, true);
      argument(i, false);
    };
    const auto is_number = [&](std::size_t i) {
      return program_.nodes[node.arguments[i]].op == NodeOp::number;
    };
    switch (node.op) {
      case NodeOp::constant:
      case NodeOp::number:
        return;
      case NodeOp::code_in:
        use_in_condition(node.subject, node.codes, ~node.codes, rising);
        return;
      case NodeOp::input_value: {
        const auto [best, worst] = ends(program_.inputs[node.subject].values);
        use_in_condition(node.subject, best, worst, rising);
        return;
      }
      case NodeOp::scale_value:
        visit_scale(node.subject, rising);
        return;
      case NodeOp::applicable:
        if (!node.arguments.empty()) argument(0, rising);
        return;
      case NodeOp::negation:
        argument(0, !rising);
        return;
      case NodeOp::less:
      case NodeOp::less_equal:
      case NodeOp::subtract: {
        const bool first = node.op == NodeOp::subtract ? rising : !rising;
        argument(0, first);
        argument(1, !first);
        return;
      }
      case NodeOp::equal:
        both_ways(0);
        both_ways(1);
        return;
      case NodeOp::choose:
        both_ways(0);
        argument(1, rising);
        argument(2, rising);
        return;
      case NodeOp::multiply:
        for (const std::size_t i : {0U, 1U}) {
          if (is_number(i)) {
            const int sign = program_.nodes[node.arguments[i]].value.sign();
            argument(1 - i, sign < 0 ? !rising : rising);
            return;
          }
        }
        both_ways(0);
        both_ways(1);
        return;
      default:
        for (std::size_t i = 0; i < node.arguments.size(); ++i) argument(i, rising);
    }
  }

  void visit_scale(ScaleId id, bool rising) {
    const Scale& scale = program_.scales[id];
    for (const Step& step : scale.steps) {
      const bool turns = (step.kind == Step::Kind::times || step.kind == Step::Kind::divide) &&
                         step.operand.sign() < 0;
      rising = rising != turns;
    }
    if (scale.aggregate == Aggregate::lookup) return visit_lookup(scale, rising);
    const bool adds = scale.aggregate == Aggregate::sum || scale.aggregate == Aggregate::count;
    for (const Term& term : scale.terms) {
      if (term.is_scale) {
        const bool turns = scale.aggregate == Aggregate::sum && term.weight.sign() < 0;
        visit_scale(term.id, rising != turns);
        continue;
      }
      std::vector<Rational> added;
      for (const Rational& value : detail::points_of(program_, term)) {
        added.push_back(detail::contribution(scale, term, value));
      }
      const auto [best, worst] = ends(added);
      use(term.id, best, worst, rising);
      if (component_[term.id] == none) continue;
      // Joined inputs count as one thing, what they add to one sum between them.
      feeds_[component_[term.id]].insert(adds ? std::pair<std::size_t, bool>(id, rising)
                                              : entangled);
    }
  }

  void visit_lookup(const Scale& scale, bool rising) {
    // Which norm is best can change with the value; a table that goes both ways has no direction.
    if (scale.selector) use_in_condition(*scale.selector, {}, {}, rising);
    for (const TableRows& rows : scale.rows) {
      const detail::Trend trend = detail::trend_of(rows);
      if (trend != detail::Trend::falling) visit_scale(scale.terms.front().id, rising);
      if (trend != detail::Trend::rising) visit_scale(scale.terms.front().id, !rising);
    }
  }

  bool are_unmixed() const {
    for (const auto& feeds : feeds_) {
      if (feeds.size() > 1 || feeds.count(entangled) != 0) return false;
    }
    for (InputId id = 0; id < best_.size(); ++id) {
      if (component_[id] == none && (best_[id].none() || worst_[id].none())) return false;
    }
    return true;
  }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  static constexpr std::pair<std::size_t, bool> entangled{none, false};

  static std::pair<CodeSet, CodeSet> ends(const std::vector<Rational>& values) {
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    std::pair<CodeSet, CodeSet> result;
    for (std::size_t c = 0; c < values.size(); ++c) {
      result.first[c] = values[c] == *high;
      result.second[c] = values[c] == *low;
    }
    return result;
  }

  void use(InputId input, const CodeSet& best, const CodeSet& worst, bool rising) {
    best_[input] &= rising ? best : worst;
    worst_[input] &= rising ? worst : best;
  }

  void use_in_condition(InputId input, const CodeSet& best, const CodeSet& worst, bool rising) {
    use(input, best, worst, rising);
    if (component_[input] != none) feeds_[component_[input]].insert(entangled);
  }

  const Program& program_;
  std::vector<CodeSet> best_;  ///< Codes that are best in every use so far.
  std::vector<CodeSet> worst_;
  std::vector<std::size_t> component_;
  std::vector<std::set<std::pair<std::size_t, bool>>> feeds_;  ///< By component: sum, direction.
  std::set<std::pair<NodeId, bool>> seen_;
};

}  // namespace

bool has_unmixed_inputs(const Program& program, const Outcome& outcome, bool decided) {
  Uses uses(program, decided);
  if (outcome.from) uses.visit_scale(*outcome.from, !outcome.falling);
  for (const Raise& raise : outcome.raises) uses.visit_node(raise.when, true);
  return uses.are_unmixed();
}

namespace {

/// Conditions in which every input stands once: then each part can be yes or no whatever the
/// others are, and what strong Kleene leaves open some completion has.
class Readings {
 public:
  Readings(const Program& program, bool decided) : program_(program), seen_(program.inputs.size()) {
    if (decided) return;
    for (const auto& component : program.components) {
      for (const InputId input : component) seen_[input] = true;
    }
  }

  bool are_single(NodeId id) {
    const ProgramNode& node = program_.nodes[id];
    switch (node.op) {
      case NodeOp::constant:
        return true;
      case NodeOp::code_in: {
        // Every answer, or none, makes it true: then it is decided, which Kleene does not see.
        std::size_t codes = 0;
        const std::uint32_t size = program_.inputs[node.subject].size;
        for (std::uint32_t c = 0; c < size; ++c) codes += node.codes[c] ? 1 : 0;
        return codes > 0 && codes < size && take(node.subject);
      }
      case NodeOp::all_of:
        if (const std::optional<ScaleId> scale = stretch_of(node)) return take_scale(*scale);
        [[fallthrough]];
      case NodeOp::any_of:
      case NodeOp::negation:
      case NodeOp::at_least:
        return std::all_of(node.arguments.begin(), node.arguments.end(),
                           [&](NodeId argument) { return are_single(argument); });
      case NodeOp::less:
      case NodeOp::less_equal:
        return is_threshold(node.arguments[0], node.arguments[1]) ||
               is_threshold(node.arguments[1], node.arguments[0]);
      default:
        return false;
    }
  }

 private:
  bool take(InputId input) {
    if (seen_[input]) return false;
    seen_[input] = true;
    return true;
  }

  /// A number that reaches both of its ends, beside a constant.
  bool is_threshold(NodeId number, NodeId constant) {
    if (program_.nodes[constant].op != NodeOp::number) return false;
    const ProgramNode& node = program_.nodes[number];
    if (node.op == NodeOp::input_value) return take(node.subject);
    if (node.op == NodeOp::scale_value) return take_scale(node.subject);
    if (node.op != NodeOp::count) return false;
    return std::all_of(node.arguments.begin(), node.arguments.end(),
                       [&](NodeId argument) { return are_single(argument); });
  }

  /// The scale whose value lies between two numbers, where one answer cannot pass over all that is
  /// between them: then a scale that can be below and above can be there.
  std::optional<ScaleId> stretch_of(const ProgramNode& node) const {
    if (node.arguments.size() != 2) return std::nullopt;
    std::optional<ScaleId> scale;
    std::optional<Rational> above;
    std::optional<Rational> below;
    for (const NodeId argument : node.arguments) {
      const ProgramNode& part = program_.nodes[argument];
      if (part.op != NodeOp::less && part.op != NodeOp::less_equal) return std::nullopt;
      const ProgramNode& first = program_.nodes[part.arguments[0]];
      const ProgramNode& second = program_.nodes[part.arguments[1]];
      const bool is_above = first.op == NodeOp::number;
      const ProgramNode& number = is_above ? first : second;
      const ProgramNode& value = is_above ? second : first;
      if (number.op != NodeOp::number || value.op != NodeOp::scale_value) return std::nullopt;
      if (scale && *scale != value.subject) return std::nullopt;
      scale = value.subject;
      (is_above ? above : below) = number.value;
    }
    if (!above || !below) return std::nullopt;
    const std::optional<detail::Moves> moves = detail::moves_of(program_, *scale);
    return moves && moves->largest() < *below - *above ? scale : std::nullopt;
  }

  bool take_scale(ScaleId id) {
    const Scale& scale = program_.scales[id];
    if (scale.aggregate == Aggregate::lookup) return false;
    return std::all_of(scale.terms.begin(), scale.terms.end(), [&](const Term& term) {
      return term.is_scale ? take_scale(term.id) : take(term.id);
    });
  }

  const Program& program_;
  std::vector<bool> seen_;
};

}  // namespace

bool has_single_readings(const Program& program, const ClassSet& classes, bool decided) {
  Readings together(program, decided);
  for (const NodeId when : classes.when) {
    Readings alone(program, decided);
    if (!(classes.exactly_one ? alone : together).are_single(when)) return false;
  }
  return true;
}

}  // namespace v1
}  // namespace vaern
