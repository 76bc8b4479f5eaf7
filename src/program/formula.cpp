// SPDX-License-Identifier: Apache-2.0
#include "program/formula.hpp"

#include <algorithm>

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

FormulaId FormulaStore::joined(Kind kind, const std::vector<FormulaId>& arguments) {
  const FormulaId decides = kind == Kind::all_of ? no : yes;
  std::vector<FormulaId> flat;
  for (const FormulaId a : arguments) {
    if (a == decides) return decides;
    if (is_constant(a)) continue;
    if (formulas_[a].kind == kind) {
      flat.insert(flat.end(), formulas_[a].arguments.begin(), formulas_[a].arguments.end());
    } else {
      flat.push_back(a);
    }
  }
  sort_unique(flat);
  if (flat.empty()) return decides == no ? yes : no;
  if (flat.size() == 1) return flat[0];
  for (const FormulaId a : flat) {
    const Formula& formula = formulas_[a];
    if (formula.kind == Kind::negation &&
        std::binary_search(flat.begin(), flat.end(), formula.arguments[0])) {
      return decides;
    }
  }
  Formula formula;
  formula.kind = kind;
  formula.first = first_of(flat);
  formula.arguments = std::move(flat);
  return intern(std::move(formula));
}

FormulaId FormulaStore::both(const std::vector<FormulaId>& arguments) {
  return joined(Kind::all_of, arguments);
}

FormulaId FormulaStore::either(const std::vector<FormulaId>& arguments) {
  return joined(Kind::any_of, arguments);
}

std::uint32_t FormulaStore::first_of(const std::vector<FormulaId>& formulas) const {
  std::uint32_t first = 0xFFFFFFFFU;
  for (const FormulaId id : formulas) first = std::min(first, formulas_[id].first);
  return first;
}

FormulaId FormulaStore::at_least_formula(std::uint32_t n, const std::vector<FormulaId>& arguments) {
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
  if (n == 1) return either(open);
  if (n == open.size()) return both(open);
  std::sort(open.begin(), open.end());  // the same formula may count twice
  Formula formula;
  formula.kind = Kind::at_least;
  formula.subject = n;
  formula.first = first_of(open);
  formula.arguments = std::move(open);
  return intern(std::move(formula));
}

FormulaId FormulaStore::threshold(std::uint32_t sum, std::uint32_t index, std::int64_t limit) {
  const Sum& s = sums_[sum];
  // Terms that can add only one value are as good as assigned.
  while (index < s.terms.size() &&
         s.least[index] - s.least[index + 1] == s.greatest[index] - s.greatest[index + 1]) {
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

FormulaId FormulaStore::asked(InputId input) {
  return program_.is_conditional(input) ? of_node(program_.inputs[input].asked_when) : yes;
}

FormulaStore::OpaqueTruth::OpaqueTruth(const Program& program, NodeId node)
    : evaluand(program, node) {
  find_reads(program);
}

FormulaStore::OpaqueTruth::OpaqueTruth(const Program& program, ScaleId scale, const Limit& l)
    : evaluand(Evaluand::of_scale(program, scale)), limit(l) {
  find_reads(program);
}

void FormulaStore::OpaqueTruth::find_reads(const Program& program) {
  for (const InputId input : program.order) {
    if (evaluand.reads(input)) reads.push_back(input);
  }
}

bool FormulaStore::OpaqueTruth::value(const Evaluand::State& state) const {
  if (!limit) return evaluand.truth(state);
  const std::optional<Rational> number = evaluand.number(state);
  return number && limit->holds(*number);
}

FormulaId FormulaStore::opaque(OpaqueTruth truth) {
  if (truth.reads.empty()) return truth.value(truth.evaluand.initial()) ? yes : no;
  Formula formula;
  formula.kind = Kind::opaque;
  formula.subject = static_cast<std::uint32_t>(opaques_.size());
  formula.state = truth.evaluand.initial();
  formula.first = position_[truth.reads.front()];
  opaques_.push_back(std::move(truth));
  return intern(std::move(formula));
}

FormulaId FormulaStore::code_in(InputId input, const CodeSet& codes) {
  if (codes.none()) return no;
  Formula formula;
  formula.kind = Kind::code_in;
  formula.subject = input;
  formula.codes = codes;
  formula.first = position_[input];
  return intern(std::move(formula));
}

FormulaId FormulaStore::scale_reaches(ScaleId scale, const Rational& limit, bool falling) {
  return scale_limit(scale, {limit, !falling, false});
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
    case NodeOp::constant:
      result = node.subject != 0 ? yes : no;
      break;
    case NodeOp::code_in:
      result = code_in(node.subject, node.codes);
      break;
    case NodeOp::all_of:
      result = both(arguments());
      break;
    case NodeOp::any_of:
      result = either(arguments());
      break;
    case NodeOp::negation:
      result = negation(of_node(node.arguments[0]));
      break;
    case NodeOp::at_least:
      result = at_least_formula(node.subject, arguments());
      break;
    case NodeOp::applicable:
      result = node.arguments.empty() ? yes : of_node(node.arguments[0]);
      break;
    case NodeOp::equal:
    case NodeOp::less:
    case NodeOp::less_equal:
      result = compare(id);
      break;
    default:
      break;
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
    case Kind::constant:
      break;
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
    case Kind::all_of:
      result = both(arguments());
      break;
    case Kind::any_of:
      result = either(arguments());
      break;
    case Kind::negation:
      result = negation(assign(formula.arguments[0], position, code));
      break;
    case Kind::at_least:
      result = at_least_formula(formula.subject, arguments());
      break;
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
