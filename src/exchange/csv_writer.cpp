// SPDX-License-Identifier: Apache-2.0
#include "vaern/exchange/csv_writer.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace vaern {
inline namespace v1 {

void CsvWriter::text(std::string_view cell) {
  begin_cell();
  const char special[] = {layout_.separator, '"', '\r', '\n'};
  if (cell.find_first_of({special, sizeof special}) == std::string_view::npos) {
    bytes_ += cell;
    return;
  }
  bytes_ += '"';
  for (const char c : cell) {
    if (c == '"') bytes_ += '"';
    bytes_ += c;
  }
  bytes_ += '"';
}

void CsvWriter::whole(std::int64_t number) {
  begin_cell();
  char digits[24];
  bytes_.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

void CsvWriter::number(double number) {
  begin_cell();
  if (!std::isfinite(number)) return;
  char digits[32];
  char* const end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  char* const point = std::find(digits, end, '.');
  const bool is_quoted = point != end && layout_.decimal == layout_.separator;
  if (point != end) *point = layout_.decimal;
  if (is_quoted) bytes_ += '"';
  bytes_.append(digits, end);
  if (is_quoted) bytes_ += '"';
}

void CsvWriter::number(const Rational& number) {
  if (number.is_integer()) {
    begin_cell();
    bytes_ += number.to_string();
  } else {
    this->number(number.to_double());
  }
}

void CsvWriter::as_written(std::string_view cells) {
  begin_cell();
  bytes_ += cells;
}

void CsvWriter::end_row() {
  bytes_ += layout_.has_crlf ? "\r\n" : "\n";
  is_in_row_ = false;
}

}  // namespace v1
}  // namespace vaern
