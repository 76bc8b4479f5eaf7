// SPDX-License-Identifier: Apache-2.0
// Comparisons of numbers as formulas: sums become thresholds, a limit on a scale is pulled back
// through its steps to a limit on its aggregate, and what is neither is evaluated as a whole.
#include <algorithm>

#include "program/formula.hpp"
#include "program/pull_back.hpp"
#include "program/room.hpp"
#include "program/terms.hpp"

namespace vaern::detail {

FormulaId FormulaStore::linear_reaches(const Linear& linear, bool strict) {
  std::int64_t denominator = linear.constant.denominator();
  for (const auto& [position, term] : linear.terms) {
    denominator = checked_lcm(denominator, term.absent.denominator());
    for (const Rational& v : term.values) denominator = checked_lcm(denominator, v.denominator());
  }
  const auto scaled = [&](const Rational& v) { return (v * Rational(denominator)).numerator(); };
  Sum sum;
  for (const auto& [position, term] : linear.terms) {
    SumTerm t;
    t.position = position;
    t.absent = scaled(term.absent);
    t.conditional = program_.is_conditional(program_.order[position]);
    for (const Rational& v : term.values) t.values.push_back(scaled(v));
    sum.terms.push_back(std::move(t));
  }
  sum.least.assign(sum.terms.size() + 1, 0);
  sum.greatest.assign(sum.terms.size() + 1, 0);
  for (std::size_t i = sum.terms.size(); i-- > 0;) {
    const SumTerm& t = sum.terms[i];
    auto [low, high] = std::minmax_element(t.values.begin(), t.values.end());
    std::int64_t least = *low;
    std::int64_t greatest = *high;
    if (t.conditional) {
      least = std::min(least, t.absent);
      greatest = std::max(greatest, t.absent);
    }
    sum.least[i] = checked_add(sum.least[i + 1], least);
    sum.greatest[i] = checked_add(sum.greatest[i + 1], greatest);
  }
  std::uint32_t id = 0;
  while (id < sums_.size() && sums_[id].terms != sum.terms) ++id;
  if (id == sums_.size()) sums_.push_back(std::move(sum));
  const std::int64_t limit = checked_add(strict ? 1 : 0, -scaled(linear.constant));
  return both({linear.has_value, threshold(id, 0, limit)});
}

void FormulaStore::add_scaled(Linear& into, const Linear& other, const Rational& factor) const {
  into.constant += other.constant * factor;
  for (const auto& [position, term] : other.terms) {
    LinearTerm& t = into.terms[position];
    if (t.values.empty()) t.values.resize(term.values.size());
    for (std::size_t i = 0; i < term.values.size(); ++i) t.values[i] += term.values[i] * factor;
    t.absent += term.absent * factor;
  }
}

std::optional<FormulaStore::Linear> FormulaStore::linear_of_scale(ScaleId id) {
  const Scale& scale = program_.scales[id];
  if (scale.aggregate == Aggregate::max || scale.aggregate == Aggregate::lookup) {
    return std::nullopt;
  }
  Linear result;
  bool conditional = false;
  for (const Term& term : scale.terms) {
    if (term.is_scale) {
      if (scale.aggregate == Aggregate::count) return std::nullopt;
      const std::optional<Linear> sub = linear_of_scale(term.id);
      if (!sub || sub->has_value != yes) return std::nullopt;
      add_scaled(result, *sub, scale.aggregate == Aggregate::sum ? term.weight : Rational(1));
      continue;
    }
    conditional = conditional || program_.is_conditional(term.id);
    Linear part;
    LinearTerm& t = part.terms[position_[term.id]];
    for (const Rational& v : points_of(program_, term)) {
      t.values.push_back(contribution(scale, term, v));
    }
    add_scaled(result, part, Rational(1));
  }
  if (scale.aggregate == Aggregate::mean) {
    if (conditional) return std::nullopt;  // the denominator varies; limits are still linear
    Linear mean;
    add_scaled(mean, result, Rational(1, static_cast<std::int64_t>(scale.terms.size())));
    result = std::move(mean);
  }
  for (const Step& step : scale.steps) {
    Linear next;
    switch (step.kind) {
      case Step::Kind::times:
        add_scaled(next, result, step.operand);
        break;
      case Step::Kind::divide:
        add_scaled(next, result, Rational(1) / step.operand);
        break;
      case Step::Kind::plus:
        next = result;
        next.constant += step.operand;
        break;
      case Step::Kind::round:
      case Step::Kind::clamp:
        return std::nullopt;
    }
    result = std::move(next);
  }
  return result;
}

std::optional<FormulaStore::Linear> FormulaStore::linear_of(NodeId id) {
  const ProgramNode& node = program_.nodes[id];
  Linear result;
  switch (node.op) {
    case NodeOp::number:
      result.constant = node.value;
      return result;
    case NodeOp::input_value: {
      LinearTerm& t = result.terms[position_[node.subject]];
      t.values = program_.inputs[node.subject].values;
      result.has_value = asked(node.subject);
      return result;
    }
    case NodeOp::scale_value:
      return linear_of_scale(node.subject);
    case NodeOp::add:
    case NodeOp::subtract: {
      const std::optional<Linear> a = linear_of(node.arguments[0]);
      const std::optional<Linear> b = linear_of(node.arguments[1]);
      if (!a || !b) return std::nullopt;
      result = *a;
      add_scaled(result, *b, node.op == NodeOp::add ? Rational(1) : Rational(-1));
      result.has_value = both({a->has_value, b->has_value});
      return result;
    }
    case NodeOp::multiply: {
      for (const std::size_t constant : {0U, 1U}) {
        const ProgramNode& c = program_.nodes[node.arguments[constant]];
        if (c.op != NodeOp::number) continue;
        const std::optional<Linear> a = linear_of(node.arguments[1 - constant]);
        if (!a) return std::nullopt;
        add_scaled(result, *a, c.value);
        result.has_value = a->has_value;
        return result;
      }
      return std::nullopt;
    }
    case NodeOp::count: {
      // Each input may be counted once; then the count is a sum of indicators.
      for (const NodeId argument : node.arguments) {
        const ProgramNode& a = program_.nodes[argument];
        if (a.op != NodeOp::code_in) return std::nullopt;
        Linear part;
        LinearTerm& t = part.terms[position_[a.subject]];
        for (std::size_t c = 0; c < program_.inputs[a.subject].size; ++c) {
          t.values.emplace_back(a.codes[c] ? 1 : 0);
        }
        add_scaled(result, part, Rational(1));
      }
      return result;
    }
    default:
      return std::nullopt;
  }
}

FormulaId FormulaStore::greatest_limit(const Scale& scale, const Limit& limit) {
  // At least: some applicable input is. At most: there is one, and none is above.
  const Limit reach{limit.number, true, limit.at_least == limit.strict};
  std::vector<FormulaId> reached;
  std::vector<FormulaId> present;
  for (const Term& term : scale.terms) {
    if (term.is_scale) return no_node;
    const std::vector<Rational>& values = points_of(program_, term);
    CodeSet codes;
    for (std::size_t c = 0; c < values.size(); ++c) codes[c] = reach.holds(values[c]);
    reached.push_back(code_in(term.id, codes));
    present.push_back(asked(term.id));
  }
  if (limit.at_least) return either(reached);
  return both({either(present), negation(either(reached))});
}

FormulaId FormulaStore::row_within(const Scale& scale,
                                   const std::function<bool(const Rational&)>& wanted) {
  // Wanted rows that stand side by side are one stretch of the scale's values.
  const ScaleId of = scale.terms.front().id;
  const auto from = [&](const TableRow& row) { return scale_limit(of, {row.from, true, false}); };
  const auto within = [&](const TableRows& rows) {
    std::vector<FormulaId> stretches;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (!wanted(rows[i].value)) continue;
      std::vector<FormulaId> ends{from(rows[i])};
      while (i + 1 < rows.size() && wanted(rows[i + 1].value)) ++i;
      if (i + 1 < rows.size()) ends.push_back(negation(from(rows[i + 1])));
      stretches.push_back(both(ends));
    }
    return either(stretches);
  };
  if (!scale.selector) return within(scale.rows.front());
  std::vector<FormulaId> norms;
  for (std::size_t c = 0; c < scale.rows.size(); ++c) {
    CodeSet code;
    code[c] = true;
    norms.push_back(both({code_in(*scale.selector, code), within(scale.rows[c])}));
  }
  return either(norms);
}

FormulaId FormulaStore::aggregate_limit(const Scale& scale, const Limit& limit) {
  if (scale.aggregate == Aggregate::max) return greatest_limit(scale, limit);
  if (scale.aggregate == Aggregate::lookup) {
    return row_within(scale, [&](const Rational& value) { return limit.holds(value); });
  }
  // sum, count, mean: the sum of (value - limit) over applicable inputs for a mean.
  Linear linear;
  std::vector<FormulaId> present;
  const bool is_mean = scale.aggregate == Aggregate::mean;
  for (const Term& term : scale.terms) {
    if (term.is_scale) {
      const std::optional<Linear> sub = linear_of_scale(term.id);
      if (!sub || sub->has_value != yes || scale.aggregate == Aggregate::count) {
        return no_node;
      }
      add_scaled(linear, *sub, is_mean ? Rational(1) : term.weight);
      if (is_mean) {
        linear.constant -= limit.number;
        present.push_back(yes);
      }
      continue;
    }
    Linear part;
    LinearTerm& t = part.terms[position_[term.id]];
    for (const Rational& v : points_of(program_, term)) {
      t.values.push_back(contribution(scale, term, v) - (is_mean ? limit.number : Rational(0)));
    }
    add_scaled(linear, part, Rational(1));
    present.push_back(asked(term.id));
  }
  if (is_mean) {
    linear.has_value = either(present);
  } else {
    linear.constant -= limit.number;
  }
  if (limit.at_least) return linear_reaches(linear, limit.strict);
  Linear reversed;
  add_scaled(reversed, linear, Rational(-1));
  reversed.has_value = linear.has_value;
  return linear_reaches(reversed, limit.strict);
}

FormulaId FormulaStore::scale_limit(ScaleId id, const Limit& limit) {
  const Scale& scale = program_.scales[id];
  Limit before = limit;
  for (std::size_t i = scale.steps.size(); i-- > 0;) {
    const std::optional<bool> always = pull_back(scale.steps[i], before);
    if (!always) continue;
    return *always ? has_value(id) : no;
  }
  const FormulaId result = aggregate_limit(scale, before);
  return result != no_node ? result : opaque(OpaqueTruth(program_, id, limit));
}

FormulaId FormulaStore::has_value(ScaleId id) {
  const Scale& scale = program_.scales[id];
  if (scale.aggregate == Aggregate::sum || scale.aggregate == Aggregate::count) return yes;
  if (scale.aggregate == Aggregate::lookup) {
    return row_within(scale, [](const Rational&) { return true; });
  }
  std::vector<FormulaId> present;
  for (const Term& term : scale.terms) {
    present.push_back(term.is_scale ? has_value(term.id) : asked(term.id));
  }
  return either(present);
}

FormulaId FormulaStore::compare(NodeId id) {
  const ProgramNode& node = program_.nodes[id];
  const NodeId a = node.arguments[0];
  const NodeId b = node.arguments[1];
  const std::optional<Linear> x = linear_of(a);
  const std::optional<Linear> y = linear_of(b);
  if (x && y) {
    Linear forward;  // b - a
    add_scaled(forward, *y, Rational(1));
    add_scaled(forward, *x, Rational(-1));
    forward.has_value = both({x->has_value, y->has_value});
    if (node.op == NodeOp::less) return linear_reaches(forward, true);
    if (node.op == NodeOp::less_equal) return linear_reaches(forward, false);
    Linear backward;
    add_scaled(backward, forward, Rational(-1));
    backward.has_value = forward.has_value;
    return both({linear_reaches(forward, false), linear_reaches(backward, false)});
  }
  // A scale with rounding or a varying denominator beside a number.
  const ProgramNode& left = program_.nodes[a];
  const ProgramNode& right = program_.nodes[b];
  if (node.op != NodeOp::equal) {
    const bool strict = node.op == NodeOp::less;
    if (left.op == NodeOp::scale_value && right.op == NodeOp::number) {
      return scale_limit(left.subject, {right.value, false, strict});
    } else if (left.op == NodeOp::number && right.op == NodeOp::scale_value) {
      return scale_limit(right.subject, {left.value, true, strict});
    }
  }
  return opaque(OpaqueTruth(program_, id));
}

}  // namespace vaern::detail
