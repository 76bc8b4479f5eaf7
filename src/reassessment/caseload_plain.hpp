// SPDX-License-Identifier: Apache-2.0
#pragma once
// Plain rows, most of a caseload, some of them at a time and column by column: a case that is open,
// with nothing but completed assessments that meet every clock, or none. What else there is the
// worker reads row by row; both give the same (a test holds them together).

#include <array>
#include <cstdint>
#include <vector>

#include "reassessment/caseload_row.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {

// One for each thread.
class PlainRows {
 public:
  static constexpr std::size_t at_once = 64;  // with their entries they stay in the first cache

  PlainRows(const CaseloadRules& rules, const Caseload& caseload, Microseconds as_of,
            Microseconds known_by);

  // Reads `count` rows from `first`: their entries are at the places from `begin` to `end`.
  void run(std::size_t first, std::size_t count, const RowPlaces& assessments,
           const RowPlaces& events, const CaseloadWorker& worker);

  // The rest is asked of the row `first + i`, and but for `is_plain` only of plain ones.
  bool is_plain(std::size_t i) const { return is_possible_ && rows_[i].is_plain; }
  NextDue next(std::size_t i) const;
  // That are in force; 0: nothing says which.
  std::uint64_t levels(std::size_t i) const { return has_levels_ ? rows_[i].possible : 0; }
  std::uint32_t before_opening(std::size_t i) const { return rows_[i].early; }
  std::uint32_t not_yet(std::size_t i) const { return rows_[i].late; }

 private:
  struct Row {
    Microseconds opened = no_moment;
    Microseconds assessed = no_moment;  // the last that counts
    std::uint64_t possible = 0;         // levels of that
    std::int32_t assessment = -1;
    std::int32_t instrument = -1;
    Microseconds due = 0;
    Microseconds from = 0;
    std::uint64_t order = 0;  // without a row: of one clock that stays which stands first
    std::int32_t event = -1;  // its place, where one is due first
    std::int32_t clause = -1;
    std::uint32_t early = 0;  // events before the opening
    std::uint32_t late = 0;   // entries that do not count yet
    bool is_plain = false;
  };
  // What events of a kind ask for.
  struct KindRule {
    DueTable::Cells cells;
    std::uint64_t order = 0;
    std::int32_t clause = -1;
    bool is_asking = false;
  };
  // The first and the last moment that a cell, or an entry, may mean.
  struct Span {
    Microseconds first = 0;
    Microseconds last = 0;
    bool is_covered = false;  // by the tables
    bool is_late = false;     // it does not count yet
  };
  struct Open {
    std::size_t place = 0;
    std::size_t row = 0;
    Microseconds from = 0;
  };
  // How entries say when they were: in one column of moments, or otherwise.
  class Moments;
  class AnyColumns;

  void read_cases(std::size_t first);
  template <class Reader>
  void read_assessments(const Reader& reader, std::size_t first, const RowPlaces& places);
  void begin_with(Row& row, const CaseloadWorker& worker) const;
  template <class Reader>
  std::size_t find_open(const Reader& reader, std::size_t first, const RowPlaces& places);
  void add_open(std::size_t count);

  const CaseloadRules& rules_;
  const Caseload& caseload_;
  Microseconds as_of_;
  Microseconds known_by_;
  bool is_possible_ = false;
  bool has_moments_ = false;  // events are of one column of moments
  bool has_levels_ = false;
  std::vector<KindRule> kinds_;
  std::uint32_t kind_count_ = 0;
  std::size_t count_ = 0;
  std::array<Row, at_once> rows_;
  std::vector<Open> open_;
};

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
