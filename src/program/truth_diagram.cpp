// SPDX-License-Identifier: Apache-2.0
#include "program/truth_diagram.hpp"

#include <algorithm>

namespace vaern {

using detail::FormulaId;
using detail::FormulaStore;

/// [level >= k] for each level above the lowest.
std::vector<FormulaId> detail::level_formulas(const Outcome& outcome, FormulaStore& store) {
  const auto band = [&](std::int64_t level) {
    if (level <= 0) return FormulaStore::yes;
    if (!outcome.from) return FormulaStore::no;
    return store.scale_reaches(*outcome.from, outcome.cut_offs[static_cast<std::size_t>(level) - 1],
                               outcome.falling);
  };
  std::vector<FormulaId> result;
  for (std::uint32_t k = 1; k < outcome.levels; ++k) {
    std::vector<FormulaId> ways{band(k)};
    for (const Raise& raise : outcome.raises) {
      const FormulaId when = store.of_node(raise.when);
      if (raise.to) {
        if (*raise.to >= k) ways.push_back(when);
        continue;
      }
      if (raise.floor && *raise.floor >= k) {
        ways.push_back(when);
      } else {
        // The band at which `by` steps up reach k: saturating never goes past the highest.
        ways.push_back(store.both({when, band(static_cast<std::int64_t>(k) - raise.by)}));
      }
    }
    result.push_back(store.either(ways));
  }
  return result;
}

inline namespace v1 {

std::optional<Diagram> build_level_diagram(const Program& program, std::size_t cap,
                                           std::uint32_t outcome) {
  return detail::build_truth_diagram(
      program, cap,
      [&](FormulaStore& store) {
        return detail::level_formulas(program.outcome_at(outcome), store);
      },
      [](const std::vector<bool>& reached) {
        const auto end = std::find(reached.begin(), reached.end(), false);
        return static_cast<std::uint32_t>(end - reached.begin());
      });
}

std::optional<Diagram> build_class_diagram(const Program& program, const ClassSet& classes,
                                           std::size_t cap) {
  return detail::build_truth_diagram(
      program, cap,
      [&](FormulaStore& store) {
        // [the class is at or before i]: later conditions no longer matter once one is true.
        std::vector<FormulaId> formulas;
        for (const NodeId when : classes.when) {
          const FormulaId formula = store.of_node(when);
          formulas.push_back(formulas.empty() ? formula : store.either({formulas.back(), formula}));
        }
        return formulas;
      },
      [](const std::vector<bool>& reached) {
        const auto first = std::find(reached.begin(), reached.end(), true);
        return static_cast<std::uint32_t>(first - reached.begin());
      });
}

std::optional<Diagram> build_applicability_diagram(const Program& program, std::size_t cap) {
  return detail::build_truth_diagram(
      program, cap, [](FormulaStore&) { return std::vector<FormulaId>(); },
      [](const std::vector<bool>&) { return 0U; });
}

}  // namespace v1
}  // namespace vaern
