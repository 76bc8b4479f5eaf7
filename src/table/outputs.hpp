// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which columns a scored table has, and how a block fills them.

#include <vector>

#include "vaern/program/block.hpp"
#include "vaern/table/score_table.hpp"

namespace vaern {
inline namespace v1 {
namespace table::detail {

/// Every column that a result can have, in the order of the model; types wait for the plan.
std::vector<OutputColumn> all_outputs(const Instrument& instrument);

/// The type of a column's cells, once it is known how the numbers stand.
void set_type(OutputColumn& output, const Instrument& instrument, const BlockPlan& plan);

/// What a block and its rows are, for the writers.
struct ScoredBlock {
  const Instrument& instrument;
  const BlockPlan& plan;
  const BlockRun& run;
  std::span<const Code* const> inputs;  ///< None is null.
  const Mask* rejected = nullptr;       ///< Null: no row is.
  std::size_t first = 0;                ///< Row of the table.
  std::size_t rows = 0;
  /// The gates that were asked of the run.
  std::span<const std::uint32_t> gates;
  /// By scale: the values that positions stand for (`ScaleFormat.values`).
  std::span<const std::vector<double>> positions;
  std::vector<std::uint8_t>& space;  ///< Of one byte a row, for counting.
};

void write_output(const OutputColumn& output, const ScoredBlock& block, const OutputBuffer& buffer);

}  // namespace table::detail
}  // namespace v1
}  // namespace vaern
