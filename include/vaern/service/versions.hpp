// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// What changed between two versions of an instrument, and what it does to the rows of a table
/// (docs/versions.md).

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "vaern/exchange/csv.hpp"
#include "vaern/instrument/comparison.hpp"
#include "vaern/service/tests.hpp"

namespace vaern {
inline namespace v1 {

/// The rows of a table under both versions. Rows count from 1, without the line of names.
struct Migration {
  struct Rejected {
    std::size_t row = 0;
    LocalizedText reason;  ///< Never what a cell holds.
  };
  struct Move {
    std::string before;  ///< "severe", or where answers are missing "severe–extreme".
    std::string after;
    Shift shift = Shift::none;
    std::size_t rows = 0;
  };
  struct Cause {
    std::string name;  ///< Path of a change, or an item.
    std::size_t rows = 0;
  };
  std::size_t rows = 0;  ///< Scored under both.
  std::vector<Rejected> rejected;
  std::vector<Move> moves;  ///< Also those that stay, by the levels' order.
  std::size_t raised = 0;
  std::size_t lowered = 0;
  std::size_t moved = 0;      ///< In another way.
  std::vector<Cause> causes;  ///< Rows that one change alone moves.
  std::size_t together = 0;   ///< Rows that move, and none of the changes moves alone.
  std::vector<Cause> items;   ///< Items that add another number to the scale, on rows that moved.
  std::vector<std::string> not_in_table;  ///< Items of either that have no column.
};

/// Columns are inputs ("gun", "choked.within"); cells codes, missing reasons, or empty (not asked).
/// A column `id` or `case` is passed over; one that neither version has is a finding, and then
/// nothing is scored.
std::optional<Migration> migrate(const VersionComparison& versions, const CsvTable& table,
                                 DiagnosticList& findings);

struct VersionDiff {
  VersionComparison made;
  std::optional<Migration> migration;
  DiagnosticList findings;
};

VersionDiff diff(const TestSubject& before, const TestSubject& after);

/// Some change of meaning: neither nothing, nor words or evidence alone.
bool changes_meaning(const VersionDiff& diff);

/// One line, no final line feed; the shape is in docs/versions.md.
std::string diff_json(const VersionDiff& diff, Language language = Language::en);
/// The most decisive changes first.
std::string diff_text(const VersionDiff& diff, Language language = Language::en);

}  // namespace v1
}  // namespace vaern
