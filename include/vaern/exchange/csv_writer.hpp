// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Rows of a large table as text, by RFC 4180, in the layout of the table they came from.

#include <cstdint>
#include <string>
#include <string_view>

#include "vaern/core/rational.hpp"

namespace vaern {
inline namespace v1 {

struct CsvLayout {
  char separator = ',';
  char decimal = '.';     ///< Or a comma. Where it is the separator too, numbers are quoted.
  bool has_crlf = false;  ///< Lines end by CRLF, else by LF.
};

/// Appends cells to memory that is kept from chunk to chunk. A cell is quoted where it must be and
/// nowhere else. What it begins with is kept as it is: a text that begins with = + - or @ is a
/// formula to some spreadsheets, and the table is to be read, not opened, by whoever does not know
/// who wrote it.
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
  /// Cells as they were written before, separators and quotes included: `CsvBatch::row_text`.
  void as_written(std::string_view cells);
  void end_row();

  /// What has been written since `clear`.
  std::string_view bytes() const { return bytes_; }
  void clear() { bytes_.clear(); }

 private:
  void begin_cell() {
    if (is_in_row_) bytes_ += layout_.separator;
    is_in_row_ = true;
  }

  CsvLayout layout_;
  std::string bytes_;
  bool is_in_row_ = false;
};

}  // namespace v1
}  // namespace vaern
