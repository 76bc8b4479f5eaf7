// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Rows of a large table as text, by RFC 4180, in the layout of the table they came from.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/core/rational.hpp"

namespace vaern {
inline namespace v1 {

struct CsvLayout {
  char separator = ',';
  char decimal = '.';     ///< Or a comma. Where it is the separator too, numbers are quoted.
  bool has_crlf = false;  ///< Lines end by CRLF, else by LF.
};

/// A cell that is written many times, made once: quoted where it must be, with its separator.
class CsvCellText {
 public:
  CsvCellText() : CsvCellText("", CsvLayout{}) {}
  CsvCellText(std::string_view cell, const CsvLayout& layout);

 private:
  friend class CsvWriter;
  static constexpr std::size_t at_once = 32;
  std::array<char, at_once> beginning_{};
  std::string whole_;
};

/// Appends cells to memory that is kept from chunk to chunk. A cell is quoted where it must be and
/// nowhere else: a row of one empty cell too, which would be an empty line. What it begins with is
/// kept as it is: a text that begins with = + - or @ is a formula to some spreadsheets, and the
/// table is to be read, not opened, by whoever does not know who wrote it.
class CsvWriter {
 public:
  explicit CsvWriter(CsvLayout layout = {}) : layout_(layout) {}

  void text(std::string_view cell);
  void whole(std::int64_t number);
  /// The shortest decimal that reads back as the same double; what is not finite is empty.
  void number(double number);
  /// Whole, or the nearest double's shortest decimal.
  void number(const Rational& number);
  void empty() { begin_cell(); }
  void prepared(const CsvCellText& cell) {
    const std::size_t skipped = is_in_row_ ? 0 : 1;
    is_in_row_ = true;
    const std::size_t size = cell.whole_.size() - skipped;
    char* const to = room(std::max(size, CsvCellText::at_once));
    if (skipped == 0 && size <= CsvCellText::at_once) {
      std::memcpy(to, cell.beginning_.data(), CsvCellText::at_once);
    } else {
      std::copy_n(cell.whole_.data() + skipped, size, to);
    }
    size_ += size;
  }
  /// Cells as they were written before, separators and quotes included: `CsvBatch::row_text`.
  void as_written(std::string_view cells);
  void end_row();

  /// What has been written since `clear`.
  std::string_view bytes() const { return {memory_.data(), size_}; }
  void clear() { size_ = row_ = 0; }

 private:
  /// Where at least so many bytes can be written.
  char* room(std::size_t most) {
    if (memory_.size() - size_ < most) memory_.resize(2 * (size_ + most));
    return memory_.data() + size_;
  }
  void put(char byte) {
    *room(1) = byte;
    ++size_;
  }
  void put(std::string_view bytes) {
    std::copy(bytes.begin(), bytes.end(), room(bytes.size()));
    size_ += bytes.size();
  }
  void begin_cell() {
    if (is_in_row_) put(layout_.separator);
    is_in_row_ = true;
  }

  CsvLayout layout_;
  std::vector<char> memory_;
  std::size_t size_ = 0;
  std::size_t row_ = 0;  // Where the row begins.
  bool is_in_row_ = false;
};

}  // namespace v1
}  // namespace vaern
