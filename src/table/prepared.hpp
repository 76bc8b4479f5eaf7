// SPDX-License-Identifier: Apache-2.0
#pragma once
// A table that is checked and ready, as its workers read it.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/program/block.hpp"
#include "vaern/table/score_table.hpp"

namespace vaern {
inline namespace v1 {
namespace table::detail {

inline constexpr std::string_view day_column = "assessed";

/// Norms that the day of a row chooses: the input that is their position.
struct NormColumn {
  const Table* table = nullptr;
  InputId input = 0;
};

struct Prepared {
  InstrumentPtr instrument;
  TableOptions options;
  std::size_t rows = 0;
  std::vector<std::optional<CellReader>> readers;  ///< By input.
  std::optional<ColumnView> assessed;
  std::vector<NormColumn> norms;
  std::vector<OutputColumn> outputs;
  std::vector<std::uint32_t> gates;  ///< Those that are asked of the run.
  std::vector<std::string> absent;
  std::optional<BlockPlan> plan;
  /// By scale: the values that positions stand for (`ScaleFormat.values`).
  std::vector<std::vector<double>> positions;
  bool is_streamed = false;  ///< Its outputs go past the caches.
};

}  // namespace table::detail
}  // namespace v1
}  // namespace vaern
