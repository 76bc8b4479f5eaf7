// SPDX-License-Identifier: Apache-2.0
// Two programs, or two functions of their complete forms, side by side.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "program/terms.hpp"
#include "program/truth_diagram.hpp"
#include "vaern/program/proof.hpp"

namespace vaern {
inline namespace v1 {

using detail::FormulaId;
using detail::FormulaStore;

namespace {

Decided worse(Decided a, Decided b) {
  if (a == Decided::no || b == Decided::no) return Decided::no;
  return a == Decided::not_decided ? a : b;
}

/// Two diagrams walked together. An input that one of them has no layer for can, in that program,
/// neither change the result nor exclude a form.
class DiagramPair {
 public:
  DiagramPair(const Program& program, const Diagram& a, const Diagram& b)
      : program_(program), a_{a, alive(a)}, b_{b, alive(b)} {}

  Decided same() const {
    using Pair = std::pair<std::uint32_t, std::uint32_t>;
    std::set<Pair> current{{0, 0}};
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a_.diagram.depth() || j < b_.diagram.depth()) {
      bool in_a = i < a_.diagram.depth();
      bool in_b = j < b_.diagram.depth();
      if (in_a && in_b && a_.diagram.input(i) != b_.diagram.input(j)) {
        if (!has_layer(b_.diagram, j, a_.diagram.input(i))) {
          in_b = false;
        } else if (!has_layer(a_.diagram, i, b_.diagram.input(j))) {
          in_a = false;
        } else {
          return Decided::not_decided;  // the inputs stand in another order
        }
      }
      const InputId input = in_a ? a_.diagram.input(i) : b_.diagram.input(j);
      std::set<Pair> next;
      for (const auto& [s, t] : current) {
        if (a_.alive[i][s] != b_.alive[j][t]) return Decided::no;
        if (!a_.alive[i][s]) continue;
        const bool skip_a = in_a && a_.diagram.is_skipped(i, s);
        const bool skip_b = in_b && b_.diagram.is_skipped(j, t);
        if (skip_a != skip_b) return Decided::no;
        const std::uint32_t codes = skip_a ? 1 : program_.inputs[input].size;
        for (std::uint32_t c = 0; c < codes; ++c) {
          const auto code = static_cast<Code>(c);
          next.emplace(in_a ? a_.diagram.child(i, s, code) : s,
                       in_b ? b_.diagram.child(j, t, code) : t);
        }
        if (next.size() > 4 * max_diagram_states) return Decided::not_decided;
      }
      current = std::move(next);
      i += in_a ? 1U : 0U;
      j += in_b ? 1U : 0U;
    }
    const bool agree = std::all_of(current.begin(), current.end(), [&](const Pair& ends) {
      return result(a_.diagram, ends.first) == result(b_.diagram, ends.second);
    });
    return agree ? Decided::yes : Decided::no;
  }

 private:
  struct Side {
    const Diagram& diagram;
    std::vector<std::vector<bool>> alive;  ///< By layer and state: a complete form ends there.
  };

  std::vector<std::vector<bool>> alive(const Diagram& diagram) const {
    std::vector<std::vector<bool>> result(diagram.depth() + 1);
    for (std::size_t l = diagram.depth() + 1; l-- > 0;) {
      for (std::uint32_t s = 0; s < diagram.states(l); ++s) {
        bool is_alive = l == diagram.depth() && diagram.result(s) != Diagram::excluded;
        if (l < diagram.depth()) {
          const std::uint32_t codes =
              diagram.is_skipped(l, s) ? 1 : program_.inputs[diagram.input(l)].size;
          for (std::uint32_t c = 0; c < codes; ++c) {
            is_alive = is_alive || result[l + 1][diagram.child(l, s, static_cast<Code>(c))];
          }
        }
        result[l].push_back(is_alive);
      }
    }
    return result;
  }

  static bool has_layer(const Diagram& diagram, std::size_t from, InputId input) {
    for (std::size_t l = from; l < diagram.depth(); ++l) {
      if (diagram.input(l) == input) return true;
    }
    return false;
  }

  /// A value, or a level; and which of the two ends without one it is.
  static std::pair<std::uint32_t, Rational> result(const Diagram& diagram, std::uint32_t state) {
    const std::uint32_t r = diagram.result(state);
    const bool is_value = r < diagram.values().size();
    return is_value ? std::pair(0U, diagram.values()[r]) : std::pair(r, Rational());
  }

  const Program& program_;
  Side a_;
  Side b_;
};

Decided same(const Program& program, const std::optional<Diagram>& a,
             const std::optional<Diagram>& b) {
  return a && b ? DiagramPair(program, *a, *b).same() : Decided::not_decided;
}

bool same_inputs(const Program& a, const Program& b) {
  return std::equal(a.inputs.begin(), a.inputs.end(), b.inputs.begin(), b.inputs.end(),
                    [](const Input& x, const Input& y) {
                      return x.name == y.name && x.size == y.size && x.neutral == y.neutral &&
                             x.is_given == y.is_given;
                    });
}

/// Programs compared part by part: first as they are written, then by what they do.
class Comparison {
 public:
  Comparison(const CompiledProgram& a, const CompiledProgram& b)
      : a_(a.program()), b_(b.program()), cap_(std::min(a.cap(), b.cap())) {}

  /// Written the same, down to the inputs' numbers.
  bool written_same(NodeId a, NodeId b) {
    if (a == no_node || b == no_node) return a == b;
    const auto known = nodes_.find({a, b});
    if (known != nodes_.end()) return known->second;
    const ProgramNode& x = a_.nodes[a];
    const ProgramNode& y = b_.nodes[b];
    bool result = x.op == y.op && x.subject == y.subject && x.codes == y.codes &&
                  x.value == y.value && x.arguments.size() == y.arguments.size();
    if (result && x.op == NodeOp::scale_value) result = written_same_scale(x.subject);
    if (result && x.op == NodeOp::input_value) {
      result = a_.inputs[x.subject].values == b_.inputs[y.subject].values;
    }
    for (std::size_t i = 0; result && i < x.arguments.size(); ++i) {
      result = written_same(x.arguments[i], y.arguments[i]);
    }
    return nodes_[{a, b}] = result;
  }

  /// The complete forms, and which questions arise in a form.
  Decided forms() {
    bool same_questions = true;
    for (InputId id = 0; id < a_.inputs.size(); ++id) {
      same_questions =
          same_questions && written_same(a_.inputs[id].asked_when, b_.inputs[id].asked_when);
    }
    const bool same_conditions =
        std::equal(a_.consistent.begin(), a_.consistent.end(), b_.consistent.begin(),
                   b_.consistent.end(), [&](NodeId x, NodeId y) { return written_same(x, y); });
    if (same_questions && same_conditions) return Decided::yes;
    const Decided result =
        same(a_, build_applicability_diagram(a_, cap_), build_applicability_diagram(b_, cap_));
    // What counts as missing is read from the form, not from its completions (S2.2).
    return result == Decided::yes && !same_questions ? Decided::not_decided : result;
  }

  Decided scale(ScaleId id) {
    const Scale& x = a_.scales[id];
    const Scale& y = b_.scales[id];
    if (written_same_scale(id)) {
      return same_policy(x, y) ? Decided::yes : Decided::not_decided;
    }
    const Decided values =
        same(a_, build_value_diagram(a_, id, cap_), build_value_diagram(b_, id, cap_));
    if (values != Decided::yes) return values;
    // Without an answer to any of its inputs there is no value, so these have to be the same.
    const bool may_report = rests_on_imputed(a_, id) || rests_on_imputed(b_, id);
    return !may_report && reads_of(x) == reads_of(y) ? Decided::yes : Decided::not_decided;
  }

  Decided target(Target target, const CompiledProgram& a, const CompiledProgram& b) {
    if (target.kind == Target::Kind::classes) {
      const std::vector<NodeId>& x = a_.classes[target.index].when;
      const std::vector<NodeId>& y = b_.classes[target.index].when;
      if (x.size() != y.size()) return Decided::no;
      if (std::equal(x.begin(), x.end(), y.begin(),
                     [&](NodeId s, NodeId t) { return written_same(s, t); })) {
        return Decided::yes;
      }
    } else {
      if (a_.outcome_at(target.index).levels != b_.outcome_at(target.index).levels) {
        return Decided::no;
      }
      if (written_same(a_.outcome_at(target.index), b_.outcome_at(target.index))) {
        return Decided::yes;
      }
      if (a_.outcome_at(target.index).levels == 0) return Decided::yes;
    }
    const Diagram* x = a.diagram(target);
    const Diagram* y = b.diagram(target);
    if (x == nullptr || y == nullptr) return Decided::not_decided;
    const Decided levels = DiagramPair(a_, *x, *y).same();
    if (levels != Decided::yes || target.kind == Target::Kind::classes) return levels;
    // A computed level follows a reported value, which need not be that of any completion (S7.3).
    const bool may_report = std::any_of(a_.scales.begin(), a_.scales.end(), may_impute) ||
                            std::any_of(b_.scales.begin(), b_.scales.end(), may_impute);
    const bool same_scale = a_.outcome_at(target.index).from == b_.outcome_at(target.index).from;
    return same_scale && !may_report ? Decided::yes : Decided::not_decided;
  }

 private:
  bool written_same(const Outcome& x, const Outcome& y) {
    return x.from == y.from && x.cut_offs == y.cut_offs && x.falling == y.falling &&
           (!x.from || written_same_scale(*x.from)) &&
           std::equal(x.raises.begin(), x.raises.end(), y.raises.begin(), y.raises.end(),
                      [&](const Raise& s, const Raise& t) {
                        return s.to == t.to && s.by == t.by && s.floor == t.floor &&
                               written_same(s.when, t.when);
                      });
  }

  bool written_same_scale(ScaleId id) {
    const auto known = scales_.find(id);
    if (known != scales_.end()) return known->second;
    const Scale& x = a_.scales[id];
    const Scale& y = b_.scales[id];
    const auto same_term = [&](const Term& s, const Term& t) {
      if (s.is_scale != t.is_scale || s.id != t.id || s.weight != t.weight) return false;
      return s.is_scale ? written_same_scale(s.id)
                        : detail::points_of(a_, s) == detail::points_of(b_, t);
    };
    const auto same_step = [](const Step& s, const Step& t) {
      return s.kind == t.kind && s.operand == t.operand && s.rounding == t.rounding &&
             s.from == t.from && s.to == t.to;
    };
    const bool result =
        x.aggregate == y.aggregate && x.rows == y.rows && x.selector == y.selector &&
        (x.aggregate != Aggregate::count || x.at_or_above == y.at_or_above) &&
        std::equal(x.terms.begin(), x.terms.end(), y.terms.begin(), y.terms.end(), same_term) &&
        std::equal(x.steps.begin(), x.steps.end(), y.steps.begin(), y.steps.end(), same_step);
    return scales_[id] = result;
  }

  static bool may_impute(const Scale& scale) {
    const MissingPolicy& policy = scale.missing;
    return policy.kind != MissingPolicy::Kind::forbid &&
           policy.kind != MissingPolicy::Kind::bounds_only && policy.at_most.value_or(1) > 0;
  }

  static bool rests_on_imputed(const Program& program, ScaleId id) {
    const Scale& scale = program.scales[id];
    return may_impute(scale) ||
           std::any_of(scale.terms.begin(), scale.terms.end(), [&](const Term& term) {
             return term.is_scale && rests_on_imputed(program, term.id);
           });
  }

  /// Of scales that are written the same.
  bool same_policy(const Scale& x, const Scale& y) const {
    if (!may_impute(x) && !may_impute(y)) return true;
    const MissingPolicy& p = x.missing;
    const MissingPolicy& q = y.missing;
    // With every input but one missing there is still an answer; with all there is none (S5.3).
    const auto most = [](const Scale& s) {
      const auto n = static_cast<std::uint32_t>(s.terms.size()) - 1;
      const auto limit = std::min(n, s.missing.at_most.value_or(n));
      return s.missing.kind == MissingPolicy::Kind::table
                 ? std::min(limit, static_cast<std::uint32_t>(s.missing.tables.size()))
                 : limit;
    };
    const auto same_limit = [](const MissingPolicy::AtLeast& s, const MissingPolicy::AtLeast& t) {
      return s.n == t.n && s.terms == t.terms;
    };
    if (p.kind != q.kind || most(x) != most(y) ||
        !std::equal(p.at_least.begin(), p.at_least.end(), q.at_least.begin(), q.at_least.end(),
                    same_limit)) {
      return false;
    }
    if (p.kind == MissingPolicy::Kind::table) {
      return std::equal(p.tables.begin(), p.tables.begin() + most(x), q.tables.begin());
    }
    if (p.kind != MissingPolicy::Kind::count_as) return true;
    for (std::size_t i = 0; i < x.terms.size(); ++i) {
      const std::vector<Rational>& points = detail::points_of(a_, x.terms[i]);
      if (detail::contribution(x, x.terms[i], points[p.counted[i]]) !=
          detail::contribution(x, x.terms[i], points[q.counted[i]])) {
        return false;
      }
    }
    return true;
  }

  static std::set<std::pair<bool, std::uint32_t>> reads_of(const Scale& scale) {
    std::set<std::pair<bool, std::uint32_t>> reads;
    for (const Term& term : scale.terms) reads.emplace(term.is_scale, term.id);
    if (scale.selector) reads.emplace(false, *scale.selector);
    return reads;
  }

  const Program& a_;
  const Program& b_;
  std::size_t cap_;
  std::map<std::pair<NodeId, NodeId>, bool> nodes_;
  std::map<ScaleId, bool> scales_;
};

}  // namespace

Decided are_equivalent(const CompiledProgram& a, const CompiledProgram& b) {
  const Program& x = a.program();
  const Program& y = b.program();
  if (!same_inputs(x, y) || x.scales.size() != y.scales.size() ||
      x.further.size() != y.further.size() || x.classes.size() != y.classes.size()) {
    return Decided::no;
  }
  Comparison comparison(a, b);
  Decided result = comparison.forms();
  for (ScaleId id = 0; id < x.scales.size() && result != Decided::no; ++id) {
    result = worse(result, comparison.scale(id));
  }
  for (std::uint32_t i = 0; i <= x.further.size() && result != Decided::no; ++i) {
    result = worse(result, comparison.target(Target::outcome(i), a, b));
  }
  for (std::uint32_t i = 0; i < x.classes.size() && result != Decided::no; ++i) {
    result = worse(result, comparison.target(Target::classes(i), a, b));
  }
  return result;
}

Decided are_equivalent(const CompiledProgram& a, NodeId condition_of_a, const CompiledProgram& b,
                       NodeId condition_of_b) {
  if (!same_inputs(a.program(), b.program())) return Decided::no;
  const auto diagram = [](const CompiledProgram& compiled, NodeId condition) {
    return detail::build_truth_diagram(
        compiled.program(), compiled.cap(),
        [&](FormulaStore& store) { return std::vector<FormulaId>{store.of_node(condition)}; },
        [](const std::vector<bool>& truths) { return truths[0] ? 1U : 0U; });
  };
  return same(a.program(), diagram(a, condition_of_a), diagram(b, condition_of_b));
}

}  // namespace v1
}  // namespace vaern
