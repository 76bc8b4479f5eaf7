// SPDX-License-Identifier: Apache-2.0
#include "program/formula.hpp"

#include <algorithm>
#include <numeric>

namespace vaern::detail {
namespace {

std::size_t mix(std::size_t h, std::size_t v) {
  return h ^ (v + 0x9E3779B97F4A7C15U + (h << 6U) + (h >> 2U));
}

}  // namespace

FormulaStore::FormulaStore(const Program& program)
    : program_(program), position_(program.inputs.size()) {
  for (std::size_t i = 0; i < program.order.size(); ++i) {
    position_[program.order[i]] = static_cast<std::uint32_t>(i);
  }
  Formula constant;
  constant.first = 0xFFFFFFFFU;
  formulas_.push_back(constant);
  constant.limit = 1;
  formulas_.push_back(constant);
}

FormulaId FormulaStore::intern(Formula formula) {
  std::size_t h = static_cast<std::size_t>(formula.kind);
  h = mix(h, formula.subject);
  h = mix(h, formula.index);
  h = mix(h, static_cast<std::size_t>(formula.limit));
  h = mix(h, std::hash<CodeSet>{}(formula.codes));
  for (const FormulaId a : formula.arguments) h = mix(h, a);
  for (const std::int64_t s : formula.state) h = mix(h, static_cast<std::size_t>(s));
  std::vector<FormulaId>& bucket = index_[h];
  for (const FormulaId id : bucket) {
    if (formulas_[id] == formula) return id;
  }
  formulas_.push_back(std::move(formula));
  const auto id = static_cast<FormulaId>(formulas_.size() - 1);
  bucket.push_back(id);
  return id;
}

FormulaId FormulaStore::negation(FormulaId argument) {
  if (is_constant(argument)) return argument == yes ? no : yes;
  if (formulas_[argument].kind == Kind::negation) return formulas_[argument].arguments[0];
  Formula formula;
  formula.kind = Kind::negation;
  formula.first = formulas_[argument].first;
  formula.arguments = {argument};
  return intern(std::move(formula));
}

namespace {

void sort_unique(std::vector<FormulaId>& ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

}  // namespace

FormulaId FormulaStore::both(std::vector<FormulaId> arguments) {
  std::vector<FormulaId> flat;
  for (const FormulaId a : arguments) {
    if (a == no) return no;
    if (a == yes) continue;
    if (formulas_[a].kind == Kind::all_of) {
      flat.insert(flat.end(), formulas_[a].arguments.begin(), formulas_[a].arguments.end());
    } else {
      flat.push_back(a);
    }
  }
  sort_unique(flat);
  if (flat.empty()) return yes;
  if (flat.size() == 1) return flat[0];
  for (const FormulaId a : flat) {
    if (std::binary_search(flat.begin(), flat.end(), negation(a))) return no;
  }
  Formula formula;
  formula.kind = Kind::all_of;
  formula.first = 0xFFFFFFFFU;
  for (const FormulaId a : flat) formula.first = std::min(formula.first, formulas_[a].first);
  formula.arguments = std::move(flat);
  return intern(std::move(formula));
}

FormulaId FormulaStore::either(std::vector<FormulaId> arguments) {
  std::vector<FormulaId> flat;
  for (const FormulaId a : arguments) {
    if (a == yes) return yes;
    if (a == no) continue;
    if (formulas_[a].kind == Kind::any_of) {
      flat.insert(flat.end(), formulas_[a].arguments.begin(), formulas_[a].arguments.end());
    } else {
      flat.push_back(a);
    }
  }
  sort_unique(flat);
  if (flat.empty()) return no;
  if (flat.size() == 1) return flat[0];
  for (const FormulaId a : flat) {
    if (std::binary_search(flat.begin(), flat.end(), negation(a))) return yes;
  }
  Formula formula;
  formula.kind = Kind::any_of;
  formula.first = 0xFFFFFFFFU;
  for (const FormulaId a : flat) formula.first = std::min(formula.first, formulas_[a].first);
  formula.arguments = std::move(flat);
  return intern(std::move(formula));
}

FormulaId FormulaStore::at_least_formula(std::uint32_t n, std::vector<FormulaId> arguments) {
  std::vector<FormulaId> open;
  for (const FormulaId a : arguments) {
    if (a == yes) {
      if (n > 0) --n;
    } else if (a != no) {
      open.push_back(a);
    }
  }
  if (n == 0) return yes;
  if (n > open.size()) return no;
  if (n == 1) return either(std::move(open));
  if (n == open.size()) return both(std::move(open));
  std::sort(open.begin(), open.end());  // the same formula may count twice
  Formula formula;
  formula.kind = Kind::at_least;
  formula.subject = n;
  formula.first = 0xFFFFFFFFU;
  for (const FormulaId a : open) formula.first = std::min(formula.first, formulas_[a].first);
  formula.arguments = std::move(open);
  return intern(std::move(formula));
}

FormulaId FormulaStore::threshold(std::uint32_t sum, std::uint32_t index, std::int64_t limit) {
  const Sum& s = sums_[sum];
  // Terms that can add only one value are as good as assigned.
  while (index < s.terms.size() && s.least[index] - s.least[index + 1] ==
                                       s.greatest[index] - s.greatest[index + 1]) {
    limit -= s.least[index] - s.least[index + 1];
    ++index;
  }
  if (limit <= s.least[index]) return yes;
  if (limit > s.greatest[index]) return no;
  Formula formula;
  formula.kind = Kind::threshold;
  formula.subject = sum;
  formula.index = index;
  formula.limit = limit;
  formula.first = s.terms[index].position;
  return intern(std::move(formula));
}

FormulaId FormulaStore::linear_reaches(const Linear& linear, bool strict) {
  std::int64_t denominator = linear.constant.denominator();
  for (const auto& [position, term] : linear.terms) {
    denominator = std::lcm(denominator, term.absent.denominator());
    for (const Rational& v : term.values) denominator = std::lcm(denominator, v.denominator());
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
    sum.least[i] = sum.least[i + 1] + least;
    sum.greatest[i] = sum.greatest[i + 1] + greatest;
  }
  std::uint32_t id = 0;
  while (id < sums_.size() && sums_[id].terms != sum.terms) ++id;
  if (id == sums_.size()) sums_.push_back(std::move(sum));
  const std::int64_t limit = (strict ? 1 : 0) - scaled(linear.constant);
  return both({linear.has_value, threshold(id, 0, limit)});
}

FormulaId FormulaStore::asked(InputId input) {
  return program_.is_conditional(input) ? of_node(program_.inputs[input].asked_when) : yes;
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
  if (scale.aggregate == Aggregate::max) return std::nullopt;
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
    for (const Rational& v : program_.inputs[term.id].values) {
      t.values.push_back(scale.aggregate == Aggregate::count
                             ? Rational(v >= scale.at_or_above ? 1 : 0)
                             : v);
    }
    add_scaled(result, part, scale.aggregate == Aggregate::sum ? term.weight : Rational(1));
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
      case Step::Kind::times: add_scaled(next, result, step.operand); break;
      case Step::Kind::divide: add_scaled(next, result, Rational(1) / step.operand); break;
      case Step::Kind::plus:
        next = result;
        next.constant += step.operand;
        break;
      case Step::Kind::round:
      case Step::Kind::clamp: return std::nullopt;
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
    case NodeOp::scale_value: return linear_of_scale(node.subject);
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
    default: return std::nullopt;
  }
}

/// The limit on the argument of a step that stands for a limit on its value. `at_least` and
/// `strict` say which comparison holds; both may change on the way (a negative factor, a
/// rounding). Nothing: the step decides the comparison alone (`constant`).
static std::optional<bool> pull_back(const Step& step, Rational& limit, bool& at_least,
                                     bool& strict) {
  switch (step.kind) {
    case Step::Kind::plus: limit -= step.operand; return std::nullopt;
    case Step::Kind::times:
    case Step::Kind::divide: {
      const bool negative = step.operand.sign() < 0;
      if (step.operand.is_zero()) {
        const bool holds = at_least ? (strict ? Rational(0) > limit : Rational(0) >= limit)
                                    : (strict ? Rational(0) < limit : Rational(0) <= limit);
        return holds;
      }
      limit = step.kind == Step::Kind::times ? limit / step.operand : limit * step.operand;
      if (negative) at_least = !at_least;
      return std::nullopt;
    }
    case Step::Kind::clamp: {
      // The comparison is constant where every clamped value agrees.
      const auto holds = [&](const Rational& v) {
        return at_least ? (strict ? v > limit : v >= limit) : (strict ? v < limit : v <= limit);
      };
      if (at_least) {
        if (step.from && holds(*step.from)) return true;
        if (step.to && !holds(*step.to)) return false;
      } else {
        if (step.to && holds(*step.to)) return true;
        if (step.from && !holds(*step.from)) return false;
      }
      return std::nullopt;
    }
    case Step::Kind::round: {
      // round(x) >= n for the least whole number n that satisfies the comparison, or <= n.
      std::int64_t n = 0;
      if (at_least) {
        n = limit.floor();
        if (!limit.is_integer() || strict) ++n;
      } else {
        n = limit.floor();
        if (limit.is_integer() && strict) --n;
      }
      const Rational whole(n);
      const Rational half(1, 2);
      switch (step.rounding) {
        case Rounding::floor:
          limit = at_least ? whole : whole + 1;
          strict = !at_least;
          break;
        case Rounding::ceiling:
          limit = at_least ? whole - 1 : whole;
          strict = at_least;
          break;
        case Rounding::down:
          if (at_least) {
            limit = n > 0 ? whole : whole - 1;
            strict = n <= 0;
          } else {
            limit = n < 0 ? whole : whole + 1;
            strict = n >= 0;
          }
          break;
        case Rounding::up:
          if (at_least) {
            limit = n > 0 ? whole - 1 : whole;
            strict = n > 0;
          } else {
            limit = n < 0 ? whole + 1 : whole;
            strict = n < 0;
          }
          break;
        case Rounding::half_up:  // ties away from zero
          if (at_least) {
            limit = whole - half;
            strict = n <= 0;
          } else {
            limit = whole + half;
            strict = n >= 0;
          }
          break;
        case Rounding::half_even: {
          const bool even = n % 2 == 0;
          limit = at_least ? whole - half : whole + half;
          strict = !even;
          break;
        }
      }
      return std::nullopt;
    }
  }
  return std::nullopt;
}

FormulaId FormulaStore::aggregate_limit(ScaleId id, const Rational& limit, bool at_least,
                                        bool strict) {
  const Scale& scale = program_.scales[id];
  if (scale.aggregate == Aggregate::max) {
    // max >= t: some applicable input is; max <= t: there is one, and none is above.
    std::vector<FormulaId> reached;
    std::vector<FormulaId> present;
    for (const Term& term : scale.terms) {
      if (term.is_scale) return no_node;  // the caller evaluates it as a whole
      CodeSet codes;
      const Input& input = program_.inputs[term.id];
      const bool above_is_strict = at_least ? strict : !strict;
      for (std::size_t c = 0; c < input.size; ++c) {
        codes[c] = above_is_strict ? input.values[c] > limit : input.values[c] >= limit;
      }
      Formula formula;
      formula.kind = Kind::code_in;
      formula.subject = term.id;
      formula.codes = codes;
      formula.first = position_[term.id];
      reached.push_back(codes.none() ? no : intern(std::move(formula)));
      present.push_back(asked(term.id));
    }
    if (at_least) return either(std::move(reached));
    return both({either(std::move(present)), negation(either(std::move(reached)))});
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
        linear.constant -= limit;
        present.push_back(yes);
      }
      continue;
    }
    Linear part;
    LinearTerm& t = part.terms[position_[term.id]];
    for (const Rational& v : program_.inputs[term.id].values) {
      switch (scale.aggregate) {
        case Aggregate::count: t.values.emplace_back(v >= scale.at_or_above ? 1 : 0); break;
        case Aggregate::mean: t.values.push_back(v - limit); break;
        default: t.values.push_back(v * term.weight); break;
      }
    }
    add_scaled(linear, part, Rational(1));
    present.push_back(asked(term.id));
  }
  if (is_mean) {
    linear.has_value = either(std::move(present));
  } else {
    linear.constant -= limit;
  }
  if (at_least) return linear_reaches(linear, strict);
  Linear reversed;
  add_scaled(reversed, linear, Rational(-1));
  reversed.has_value = linear.has_value;
  return linear_reaches(reversed, strict);
}

FormulaId FormulaStore::scale_limit(ScaleId id, Rational limit, bool at_least, bool strict) {
  const Scale& scale = program_.scales[id];
  const Rational asked_limit = limit;
  const bool falling = !at_least;
  const bool was_strict = strict;
  std::optional<bool> constant;
  for (std::size_t i = scale.steps.size(); i-- > 0 && !constant;) {
    constant = pull_back(scale.steps[i], limit, at_least, strict);
  }
  if (constant) {
    if (!*constant) return no;
    // Always true, where there is a value.
    if (scale.aggregate == Aggregate::sum || scale.aggregate == Aggregate::count) return yes;
    std::vector<FormulaId> present;
    for (const Term& term : scale.terms) {
      if (term.is_scale) return was_strict ? no_node : opaque_limit(id, asked_limit, falling);
      present.push_back(asked(term.id));
    }
    return either(std::move(present));
  }
  const FormulaId result = aggregate_limit(id, limit, at_least, strict);
  if (result != no_node) return result;
  return was_strict ? no_node : opaque_limit(id, asked_limit, falling);
}

FormulaId FormulaStore::scale_reaches(ScaleId scale, const Rational& limit, bool falling) {
  return scale_limit(scale, limit, !falling, false);
}

bool FormulaStore::OpaqueTruth::value(const Evaluand::State& state) const {
  if (!is_limit) return evaluand.truth(state);
  const std::optional<Rational> number = evaluand.number(state);
  return number && (falling ? *number <= limit : *number >= limit);
}

FormulaId FormulaStore::opaque_limit(ScaleId scale, const Rational& limit, bool falling) {
  OpaqueTruth truth{Evaluand::of_scale(program_, scale), {}, true, limit, falling};
  for (const InputId input : program_.order) {
    if (truth.evaluand.reads(input)) truth.reads.push_back(input);
  }
  Formula formula;
  formula.kind = Kind::opaque;
  formula.subject = static_cast<std::uint32_t>(opaques_.size());
  formula.state = truth.evaluand.initial();
  formula.first = position_[truth.reads.front()];
  opaques_.push_back(std::move(truth));
  return intern(std::move(formula));
}

FormulaId FormulaStore::opaque(NodeId node) {
  OpaqueTruth truth{Evaluand(program_, node), {}, false, Rational(), false};
  for (const InputId input : program_.order) {
    if (truth.evaluand.reads(input)) truth.reads.push_back(input);
  }
  if (truth.reads.empty()) return truth.value(truth.evaluand.initial()) ? yes : no;
  Formula formula;
  formula.kind = Kind::opaque;
  formula.subject = static_cast<std::uint32_t>(opaques_.size());
  formula.state = truth.evaluand.initial();
  formula.first = position_[truth.reads.front()];
  opaques_.push_back(std::move(truth));
  return intern(std::move(formula));
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
  FormulaId result = no_node;
  if (node.op != NodeOp::equal) {
    const bool strict = node.op == NodeOp::less;
    if (left.op == NodeOp::scale_value && right.op == NodeOp::number) {
      result = scale_limit(left.subject, right.value, false, strict);
    } else if (left.op == NodeOp::number && right.op == NodeOp::scale_value) {
      result = scale_limit(right.subject, left.value, true, strict);
    }
  }
  return result != no_node ? result : opaque(id);
}

FormulaId FormulaStore::of_node(NodeId id) {
  if (const auto known = by_node_.find(id); known != by_node_.end()) return known->second;
  const ProgramNode& node = program_.nodes[id];
  const auto arguments = [&] {
    std::vector<FormulaId> result;
    for (const NodeId a : node.arguments) result.push_back(of_node(a));
    return result;
  };
  FormulaId result = no;
  switch (node.op) {
    case NodeOp::constant: result = node.subject != 0 ? yes : no; break;
    case NodeOp::code_in: {
      if (node.codes.none()) break;
      Formula formula;
      formula.kind = Kind::code_in;
      formula.subject = node.subject;
      formula.codes = node.codes;
      formula.first = position_[node.subject];
      result = intern(std::move(formula));
      break;
    }
    case NodeOp::all_of: result = both(arguments()); break;
    case NodeOp::any_of: result = either(arguments()); break;
    case NodeOp::negation: result = negation(of_node(node.arguments[0])); break;
    case NodeOp::at_least: result = at_least_formula(node.subject, arguments()); break;
    case NodeOp::equal:
    case NodeOp::less:
    case NodeOp::less_equal: result = compare(id); break;
    default: break;
  }
  by_node_.emplace(id, result);
  return result;
}

FormulaId FormulaStore::assign(FormulaId id, std::size_t position, Code code) {
  if (is_constant(id) || formulas_[id].first > position) return id;
  const std::uint64_t key = (static_cast<std::uint64_t>(id) << 32U) | (position << 8U) | code;
  if (const auto known = assigned_.find(key); known != assigned_.end()) return known->second;

  const Formula formula = formulas_[id];  // a copy: the store may grow
  const auto arguments = [&] {
    std::vector<FormulaId> result;
    result.reserve(formula.arguments.size());
    for (const FormulaId a : formula.arguments) result.push_back(assign(a, position, code));
    return result;
  };
  FormulaId result = id;
  switch (formula.kind) {
    case Kind::constant: break;
    case Kind::code_in:
      if (position_[formula.subject] == position) {
        result = code != not_applicable_code && formula.codes[code] ? yes : no;
      }
      break;
    case Kind::threshold: {
      const SumTerm& term = sums_[formula.subject].terms[formula.index];
      if (term.position == position) {
        const std::int64_t value = code == not_applicable_code ? term.absent : term.values[code];
        result = threshold(formula.subject, formula.index + 1, formula.limit - value);
      }
      break;
    }
    case Kind::all_of: result = both(arguments()); break;
    case Kind::any_of: result = either(arguments()); break;
    case Kind::negation: result = negation(assign(formula.arguments[0], position, code)); break;
    case Kind::at_least: result = at_least_formula(formula.subject, arguments()); break;
    case Kind::opaque: {
      const OpaqueTruth& truth = opaques_[formula.subject];
      const InputId input = program_.order[position];
      if (!truth.evaluand.reads(input)) break;
      Formula next = formula;
      truth.evaluand.advance(next.state, input, code);
      const auto later = std::upper_bound(
          truth.reads.begin(), truth.reads.end(), static_cast<std::uint32_t>(position),
          [&](std::uint32_t p, InputId i) { return p < position_[i]; });
      if (later == truth.reads.end()) {
        result = truth.value(next.state) ? yes : no;
      } else {
        next.first = position_[*later];
        result = intern(std::move(next));
      }
      break;
    }
  }
  assigned_.emplace(key, result);
  return result;
}

void FormulaStore::mark_support(FormulaId id, std::vector<bool>& inputs) const {
  const Formula& formula = formulas_[id];
  if (formula.kind == Kind::code_in) inputs[formula.subject] = true;
  if (formula.kind == Kind::threshold) {
    const Sum& sum = sums_[formula.subject];
    for (std::size_t i = formula.index; i < sum.terms.size(); ++i) {
      inputs[program_.order[sum.terms[i].position]] = true;
    }
  }
  if (formula.kind == Kind::opaque) {
    for (const InputId input : opaques_[formula.subject].reads) inputs[input] = true;
  }
  for (const FormulaId a : formula.arguments) mark_support(a, inputs);
}

}  // namespace vaern::detail
