// SPDX-License-Identifier: Apache-2.0
#pragma once
// Diagrams of conditions: each end knows which of a list of formulas are true there.

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "program/formula.hpp"
#include "vaern/program/diagram.hpp"

namespace vaern::detail {

/// `make` gives the formulas, `result_of` what an end of their truths is. Nothing where it does
/// not fit.
std::optional<Diagram> build_truth_diagram(
    const Program& program, std::size_t cap,
    const std::function<std::vector<FormulaId>(FormulaStore&)>& make,
    const std::function<std::uint32_t(const std::vector<bool>&)>& result_of);

/// [level >= k] for each level above the lowest.
std::vector<FormulaId> level_formulas(const Outcome& outcome, FormulaStore& store);

}  // namespace vaern::detail
