// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every row of a synthetic table needs, made once: how each question is drawn, and when it is
// asked.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "vaern/instrument/instrument.hpp"
#include "vaern/program/block.hpp"
#include "vaern/program/row.hpp"

namespace vaern::table::detail {

/// Positions among all answers, 0 to 65,535, are looked up in so many steps.
inline constexpr std::uint32_t position_steps = 1024;

/// `columns` by input, null where it is given and not asked. `missing_code` there, and where there
/// is no answer.
Code code_at(const std::vector<std::uint8_t*>& columns, InputId input, std::size_t row);

/// When a conditional question is asked, by the answers it rests on; a table where it is small.
class AskedWhen {
 public:
  AskedWhen(const CompiledProgram& program, InputId input);

  /// `columns` as `code_at` has them.
  Truth at(const std::vector<std::uint8_t*>& columns, std::size_t row, RowRun& run) const;

 private:
  InputId input_;
  struct Read {
    InputId input;
    std::uint32_t size;    ///< Of its domain; that number itself stands for no answer.
    std::uint32_t stride;  ///< In the table.
  };
  std::vector<Read> reads_;
  std::vector<Truth> table_;  ///< Empty: too large.
};

/// How one question is drawn.
struct AskedItem {
  InputId input = 0;
  std::uint32_t column = 0;   ///< In the output.
  std::uint32_t block = 0;    ///< Of the form.
  std::uint64_t key = 0;      ///< By its name.
  std::uint32_t follows = 0;  ///< Of 65,536: how often it is as the trait says.
  std::array<std::uint8_t, position_steps> codes{};  ///< By position.
  std::optional<AskedWhen> asked_when;               ///< None: always asked.
};

/// The questions of an instrument, parents first.
std::vector<AskedItem> questions_of(const Instrument& instrument, std::uint32_t block_size);

/// The questions that some consistent condition reads and those asked because of them, as indices
/// into `questions`; empty where there is no such condition.
std::vector<std::uint32_t> held_together(const Instrument& instrument,
                                         const std::vector<AskedItem>& questions);

}  // namespace vaern::table::detail
