// SPDX-License-Identifier: Apache-2.0
#include "vaern/exchange/csv_writer.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace vaern {
inline namespace v1 {

CsvCellText::CsvCellText(std::string_view cell, const CsvLayout& layout) {
  CsvWriter writer(layout);
  writer.empty();
  writer.text(cell);
  whole_ = writer.bytes();
  std::copy_n(whole_.begin(), std::min(whole_.size(), at_once), beginning_.begin());
}

void CsvWriter::text(std::string_view cell) {
  begin_cell();
  const bool is_plain = std::none_of(cell.begin(), cell.end(), [this](char c) {
    return c == layout_.separator || c == '"' || c == '\r' || c == '\n';
  });
  if (is_plain) return put(cell);
  put('"');
  for (const char c : cell) {
    if (c == '"') put('"');
    put(c);
  }
  put('"');
}

void CsvWriter::whole(std::int64_t number) {
  begin_cell();
  constexpr std::size_t longest = 24;
  char* const to = room(longest);
  size_ += static_cast<std::size_t>(std::to_chars(to, to + longest, number).ptr - to);
}

void CsvWriter::number(double number) {
  begin_cell();
  if (!std::isfinite(number)) return;
  char digits[32];
  char* const end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  char* const point = std::find(digits, end, '.');
  const bool is_quoted = point != end && layout_.decimal == layout_.separator;
  if (point != end) *point = layout_.decimal;
  if (is_quoted) put('"');
  put(std::string_view(digits, static_cast<std::size_t>(end - digits)));
  if (is_quoted) put('"');
}

void CsvWriter::number(const Rational& number) {
  if (number.is_integer()) {
    begin_cell();
    put(number.to_string());
  } else {
    this->number(number.to_double());
  }
}

void CsvWriter::as_written(std::string_view cells) {
  begin_cell();
  put(cells);
}

void CsvWriter::end_row() {
  if (size_ == row_) put("\"\"");
  put(layout_.has_crlf ? std::string_view("\r\n") : std::string_view("\n"));
  row_ = size_;
  is_in_row_ = false;
}

}  // namespace v1
}  // namespace vaern
