// SPDX-License-Identifier: Apache-2.0
#include "table/counts.hpp"

#include <algorithm>

namespace vaern {
inline namespace v1 {
namespace table::detail {

using Kind = OutputColumn::Kind;

namespace {

constexpr std::size_t most_in_a_byte = 255;

std::size_t position_of(const OutputColumn& output) {
  return output.kind == Kind::asked  ? asked_count
         : output.kind == Kind::open ? open_count
                                     : output.index;
}

}  // namespace

bool QuestionCounts::is_one(Kind kind) {
  return kind == Kind::asked || kind == Kind::open || kind == Kind::reason;
}

QuestionCounts::QuestionCounts() {
  for (auto& bytes : bytes_) bytes.resize(block_rows);
}

/// Questions count where they apply or may apply, second ones where they do.
void QuestionCounts::find_questions(const ScoredBlock& block) {
  const Program& program = block.instrument.program().program();
  questions_.clear();
  const auto add = [&](InputId input, const Mask* counts) {
    questions_.push_back({block.inputs[input], counts});
  };
  for (const Item& item : block.instrument.items()) {
    const bool is_always_asked = !program.is_conditional(item.input);
    add(item.input, is_always_asked ? nullptr : block.run.applicable(item.input).maybe);
    for (const auto& second : {item.within, item.habitual}) {
      if (second) add(*second, block.run.applicable(*second).yes);
    }
  }
}

/// A byte a row holds a count; a form that asks more is counted in stretches of questions.
void QuestionCounts::count(std::size_t rows) {
  std::array<std::uint8_t*, counts_of_questions> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = bytes_[i].data();
  is_wide_ = questions_.size() > most_in_a_byte;
  if (!is_wide_)
    return loops().count_questions(bytes.data(), questions_.data(), questions_.size(), rows);
  for (auto& wide : wide_) wide.assign(rows, 0);
  for (std::size_t from = 0; from < questions_.size(); from += most_in_a_byte) {
    const std::size_t stretch = std::min(most_in_a_byte, questions_.size() - from);
    loops().count_questions(bytes.data(), questions_.data() + from, stretch, rows);
    for (std::size_t i = 0; i < wide_.size(); ++i) {
      for (std::size_t r = 0; r < rows; ++r) {
        wide_[i][r] = static_cast<std::int16_t>(wide_[i][r] + bytes_[i][r]);
      }
    }
  }
}

/// Columns of int16 though every count of this form fits a byte.
void QuestionCounts::widen(std::size_t rows) {
  for (std::size_t i = 0; i < wide_.size(); ++i) {
    wide_[i].assign(bytes_[i].begin(), bytes_[i].begin() + static_cast<std::ptrdiff_t>(rows));
  }
}

void* QuestionCounts::column(const OutputColumn& output) {
  const std::size_t at = position_of(output);
  if (output.type == ColumnType::int16) return wide_[at].data();
  return bytes_[at].data();
}

void QuestionCounts::write(const ScoredBlock& block, const std::vector<OutputColumn>& outputs,
                           const std::vector<OutputBuffer>& buffers) {
  bool is_counted = false;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    if (!is_one(outputs[i].kind) || buffers[i].cells == nullptr) continue;
    if (!is_counted) {
      find_questions(block);
      count(block.rows);
      if (!is_wide_ && outputs[i].type == ColumnType::int16) widen(block.rows);
      is_counted = true;
    }
    OutputBuffer made = block.desk.place(buffers[i]);
    made.cells = column(outputs[i]);
    if (made.absent != nullptr) std::fill_n(made.absent, block.rows, std::uint8_t{0});
    deliver(outputs[i], block, made, buffers[i]);
  }
}

}  // namespace table::detail
}  // namespace v1
}  // namespace vaern
