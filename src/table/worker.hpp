// SPDX-License-Identifier: Apache-2.0
#pragma once
// One thread of a table: reads blocks as codes, runs them, and writes what was asked for.

#include <optional>
#include <span>
#include <vector>

#include "table/counts.hpp"
#include "table/details.hpp"
#include "table/prepared.hpp"

namespace vaern {
inline namespace v1 {
namespace table::detail {

class Worker {
 public:
  explicit Worker(const Prepared& table);

  /// After each other, with `settle` at the end. `ahead`: rows that come after these, which are
  /// fetched meanwhile.
  void run_block(std::size_t first, std::size_t rows, std::size_t ahead,
                 const std::vector<OutputBuffer>& buffers);
  void settle();

  std::vector<RowRejection> rejections;
  std::uint64_t rejected_rows = 0;
  std::uint64_t singly = 0;

 private:
  void mark(std::size_t row);
  void reject(RowRejection rejection);
  void read(std::size_t first, std::size_t rows);
  void find_ahead(std::size_t first, std::size_t rows);
  void read_norms(std::size_t first, std::size_t rows);
  void find_cell_faults(std::size_t row);
  void find_norm_faults(std::size_t row);
  void find_form_faults(std::size_t first, std::size_t rows);
  std::optional<Date> day_of(std::size_t row) const;

  const Prepared& table_;
  BlockRun run_;
  std::optional<Details> details_;
  std::vector<Code> codes_;
  std::vector<const Code*> columns_;
  std::vector<std::span<const std::byte>> ahead_;
  std::vector<Code> nobody_;
  std::vector<Mask> rejected_;
  bool has_rejected_ = false;
  Desk desk_;
  QuestionCounts counts_;
};

}  // namespace table::detail
}  // namespace v1
}  // namespace vaern
