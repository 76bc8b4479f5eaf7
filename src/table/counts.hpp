// SPDX-License-Identifier: Apache-2.0
#pragma once
// Columns that count the questions of a form: asked, open, and open for one reason.

#include <array>
#include <cstdint>
#include <vector>

#include "table/cells.hpp"
#include "table/loops/loops.hpp"

namespace vaern {
inline namespace v1 {
namespace table::detail {

/// Counts all of them in one pass over the answers. Holds work space: one a thread.
class QuestionCounts {
 public:
  static bool is_one(OutputColumn::Kind kind);

  QuestionCounts();

  void write(const ScoredBlock& block, const std::vector<OutputColumn>& outputs,
             const std::vector<OutputBuffer>& buffers);

 private:
  void find_questions(const ScoredBlock& block);
  void count(std::size_t rows);
  void widen(std::size_t rows);
  void* column(const OutputColumn& output);

  std::vector<Question> questions_;
  std::array<std::vector<std::uint8_t>, counts_of_questions> bytes_;
  std::array<std::vector<std::int16_t>, counts_of_questions> wide_;
  bool is_wide_ = false;  ///< Of the last block.
};

}  // namespace table::detail
}  // namespace v1
}  // namespace vaern
