// SPDX-License-Identifier: Apache-2.0
#pragma once
// How a scored block fills the columns of a result.

#include <span>
#include <vector>

#include "vaern/program/block.hpp"
#include "vaern/table/score_table.hpp"

namespace vaern {
inline namespace v1 {
namespace table::detail {

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
