// SPDX-License-Identifier: Apache-2.0
#pragma once
// Columns that cost a run of every row: what each term of a scale contributes, and the forms that
// show the ends of a range.

#include <vector>

#include "table/cells.hpp"
#include "vaern/program/row.hpp"

namespace vaern {
inline namespace v1 {
namespace table::detail {

/// Writes them row by row. Holds work space: one a thread.
class Details {
 public:
  static bool is_one(OutputColumn::Kind kind);
  static bool are_wanted(const std::vector<OutputColumn>& outputs);

  /// Both outlive it.
  Details(const Instrument& instrument, const std::vector<OutputColumn>& outputs);

  void write(const ScoredBlock& block, const std::vector<OutputBuffer>& buffers);

 private:
  void write_row(std::size_t row, const RowResult& result,
                 const std::vector<OutputBuffer>& buffers);
  void leave_out(std::size_t row, const std::vector<OutputBuffer>& buffers) const;
  std::vector<Code> form_at(std::uint32_t outcome, bool is_high, const RowResult& result);

  const Instrument& instrument_;
  const std::vector<OutputColumn>& outputs_;
  RowRun run_;
  std::vector<Code> codes_;
};

}  // namespace table::detail
}  // namespace v1
}  // namespace vaern
