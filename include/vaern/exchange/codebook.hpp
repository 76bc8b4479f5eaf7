// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// What the columns of a data table of an instrument mean, for Stata, R, SPSS and people: names,
/// labels, types, ranges, value labels, missing codes and formulas. Made from the checked model,
/// so it says what the engine does.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "vaern/instrument/columns.hpp"

namespace vaern {
inline namespace v1 {

enum class CodebookFormat : std::uint8_t {
  csv,    ///< One tidy table, RFC 4180, in Danish and English at once.
  stata,  ///< A .do file that labels, recodes and checks the data in memory. Stata 14 or later.
  r,      ///< A script with a list and a function that labels and checks a data frame. Base R.
};
std::optional<CodebookFormat> parse_codebook_format(std::string_view word) noexcept;

/// The number that stands for a missing reason in the tables that a codebook describes: -991 is
/// not asked, -996 omitted. Nothing takes them for granted: a caller names them by missing_codes.
constexpr int missing_number(MissingReason reason) noexcept {
  return -991 - static_cast<int>(reason);
}

/// The codebook of the columns of `table_columns`. `language` is that of labels and comments; a
/// csv holds both. The labels are ours, never an official wording. UTF-8; the last line is ended.
std::string codebook(const Instrument& instrument, CodebookFormat format, Language language);

}  // namespace v1
}  // namespace vaern
