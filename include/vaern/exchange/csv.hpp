// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Tables as text: comma- or semicolon-separated values by RFC 4180, read strictly.
///
/// Nothing is guessed about what a cell means: a cell is the text that was written, with its
/// place. The first line names the columns.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/diagnostics/diagnostic.hpp"

namespace vaern {
inline namespace v1 {

struct CsvCell {
  std::string text;  ///< Without quotes around it; spaces are kept.
  SourceSpan span;
};

/// A value. Every row has exactly one cell a column.
struct CsvTable {
  char separator = ',';
  std::vector<CsvCell> header;
  std::vector<std::vector<CsvCell>> rows;  ///< In the order written; empty lines are passed over.

  /// The position of a column; nothing where there is none of that name.
  std::optional<std::size_t> column(std::string_view name) const noexcept;
};

/// Reads UTF-8 (a byte order mark at the beginning is passed over) with lines ended by LF or
/// CRLF. The separator is the first of comma, semicolon and tab in the first line outside quotes,
/// where none is named.
/// Nothing after a finding; all findings come at once: bytes that are no UTF-8, a quote that is
/// never closed or stands in the middle of a cell, a row with more or fewer cells than columns, a
/// column without a name or with one used before, a file without a line.
/// No finding repeats what a cell holds.
std::optional<CsvTable> read_csv(std::string name, std::string text, DiagnosticList& findings,
                                 std::optional<char> separator = std::nullopt);

}  // namespace v1
}  // namespace vaern
