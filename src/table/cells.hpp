// SPDX-License-Identifier: Apache-2.0
#pragma once
// How a scored block fills the columns of a result.

#include <cstdint>
#include <span>
#include <vector>

#include "vaern/program/block.hpp"
#include "vaern/table/score_table.hpp"

namespace vaern {
inline namespace v1 {
namespace table::detail {

/// Where a thread makes the cells of one column of one block.
struct Desk {
  std::vector<std::int64_t> cells;  ///< 8 bytes a row: the widest there are.
  std::vector<std::uint8_t> absent;
  std::vector<Mask> mask;
  std::vector<std::uint8_t> nothing;  ///< 0 in every row.

  Desk() : cells(block_rows), absent(block_rows), mask(block_rows), nothing(block_rows) {}
  /// The place for what goes into `buffer`.
  OutputBuffer place(const OutputBuffer& buffer) {
    return {cells.data(), buffer.absent != nullptr ? absent.data() : nullptr};
  }
};

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
  Desk& desk;
  bool is_streamed = false;  ///< Past the caches: the table is larger than they are.
};

/// Cells that were made, into their places in a column of the table.
void deliver(const OutputColumn& output, const ScoredBlock& block, const OutputBuffer& made,
             const OutputBuffer& buffer);
void write_output(const OutputColumn& output, const ScoredBlock& block, const OutputBuffer& buffer);

}  // namespace table::detail
}  // namespace v1
}  // namespace vaern
