// SPDX-License-Identifier: Apache-2.0
#include "vaern/program/proof.hpp"

#include <algorithm>

#include "program/truth_diagram.hpp"

namespace vaern {
inline namespace v1 {

using detail::FormulaId;
using detail::FormulaStore;

namespace {

/// Whether some complete form has the result. Every state of a diagram is reached by one.
bool has_result(const Diagram& diagram, std::uint32_t result) {
  for (std::uint32_t s = 0; s < diagram.states(diagram.depth()); ++s) {
    if (diagram.result(s) == result) return true;
  }
  return false;
}

/// A complete form that has the result.
Witness form_with(const Program& program, const Diagram& diagram, std::uint32_t result) {
  const std::size_t depth = diagram.depth();
  std::vector<std::vector<bool>> leads(depth + 1);  // by layer and state
  for (std::uint32_t s = 0; s < diagram.states(depth); ++s) {
    leads[depth].push_back(diagram.result(s) == result);
  }
  const auto next_of = [&](std::size_t l, std::uint32_t s) -> std::optional<std::uint32_t> {
    const std::uint32_t codes =
        diagram.is_skipped(l, s) ? 1 : program.inputs[diagram.input(l)].size;
    for (std::uint32_t c = 0; c < codes; ++c) {
      if (leads[l + 1][diagram.child(l, s, static_cast<Code>(c))]) return c;
    }
    return std::nullopt;
  };
  for (std::size_t l = depth; l-- > 0;) {
    for (std::uint32_t s = 0; s < diagram.states(l); ++s) {
      leads[l].push_back(next_of(l, s).has_value());
    }
  }
  Witness witness(program.inputs.size(), 0);
  std::uint32_t state = 0;
  for (std::size_t l = 0; l < depth; ++l) {
    const auto code = static_cast<Code>(next_of(l, state).value_or(0));
    witness[diagram.input(l)] = diagram.is_skipped(l, state) ? not_applicable_code : code;
    state = diagram.child(l, state, code);
  }
  return witness;
}

Decided decided(const std::optional<Diagram>& truth) {
  if (!truth) return Decided::not_decided;
  const bool may_hold = has_result(*truth, 1);
  const bool may_fail = has_result(*truth, 0);
  if (may_hold && may_fail) return Decided::both;
  if (!may_hold && !may_fail) return Decided::not_decided;
  return may_hold ? Decided::yes : Decided::no;
}

}  // namespace

Decided always(const CompiledProgram& compiled, NodeId condition) {
  return decided(detail::build_truth_diagram(
      compiled.program(), compiled.cap(),
      [&](FormulaStore& store) { return std::vector<FormulaId>{store.of_node(condition)}; },
      [](const std::vector<bool>& truths) { return truths[0] ? 1U : 0U; }));
}

Decided changes_level(const CompiledProgram& compiled, std::uint32_t outcome, std::size_t rule) {
  const Outcome& with = compiled.program().outcome_at(outcome);
  Outcome without = with;
  without.raises.erase(without.raises.begin() + static_cast<std::ptrdiff_t>(rule));
  const Decided differs = decided(detail::build_truth_diagram(
      compiled.program(), compiled.cap(),
      [&](FormulaStore& store) {
        std::vector<FormulaId> formulas = detail::level_formulas(with, store);
        const std::vector<FormulaId> others = detail::level_formulas(without, store);
        formulas.insert(formulas.end(), others.begin(), others.end());
        return formulas;
      },
      [](const std::vector<bool>& truths) {
        const auto half = truths.begin() + static_cast<std::ptrdiff_t>(truths.size() / 2);
        return std::equal(truths.begin(), half, half) ? 0U : 1U;
      }));
  return differs == Decided::both ? Decided::yes : differs;
}

ClassProof prove_exactly_one(const CompiledProgram& compiled, const ClassSet& classes) {
  constexpr std::uint32_t one = 0;
  constexpr std::uint32_t none = 1;
  constexpr std::uint32_t two = 2;  // and the two classes
  const Program& program = compiled.program();
  const std::optional<Diagram> diagram = detail::build_truth_diagram(
      program, compiled.cap(),
      [&](FormulaStore& store) {
        std::vector<FormulaId> formulas;
        for (const NodeId when : classes.when) formulas.push_back(store.of_node(when));
        return formulas;
      },
      [](const std::vector<bool>& truths) {
        const auto first = std::find(truths.begin(), truths.end(), true);
        if (first == truths.end()) return none;
        const auto second = std::find(first + 1, truths.end(), true);
        if (second == truths.end()) return one;
        return two + static_cast<std::uint32_t>((first - truths.begin()) *
                                                    static_cast<std::ptrdiff_t>(max_classes) +
                                                (second - truths.begin()));
      });
  ClassProof proof;
  if (!diagram) return proof;
  std::uint32_t worst = Diagram::no_result;  // a gap before an overlap, and the first of each
  for (std::uint32_t s = 0; s < diagram->states(diagram->depth()); ++s) {
    const std::uint32_t result = diagram->result(s);
    if (result != Diagram::excluded && result != one) worst = std::min(worst, result);
  }
  if (worst == Diagram::no_result) {
    const bool has_forms = has_result(*diagram, one);
    proof.result = has_forms ? ClassProof::Result::exactly_one : ClassProof::Result::not_decided;
    return proof;
  }
  proof.witness = form_with(program, *diagram, worst);
  proof.result = worst == none ? ClassProof::Result::none_holds : ClassProof::Result::two_hold;
  if (worst != none) {
    proof.first = (worst - two) / static_cast<std::uint32_t>(max_classes);
    proof.second = (worst - two) % static_cast<std::uint32_t>(max_classes);
  }
  return proof;
}

}  // namespace v1
}  // namespace vaern
