// SPDX-License-Identifier: Apache-2.0
#pragma once
// Entries by their row of the cases, whatever order they came in, and rows shared among threads.

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "reassessment/caseload_row.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {

// Entries in order of rows of the cases; of one row in their own order. Sorted tables stay as they
// are; others are counted into place.
class EntryGroups {
 public:
  // Entries of no case are noted in `faults` and belong to none.
  EntryGroups(std::span<const std::int32_t> rows, std::size_t cases, CaseloadFault::Table table,
              std::vector<FaultPlace>& faults);

  // Where the entries of a row begin; `next` moves on to those of the row after.
  RowPlaces first_of(std::size_t row) const;
  RowPlaces next(const RowPlaces& previous, std::size_t row) const;
  // The places from `begin`, where some row's begin, to the end of those of a later row.
  RowPlaces of_rows(std::size_t begin, std::size_t last_row) const;

 private:
  RowPlaces from(std::size_t begin, std::size_t row) const;

  std::span<const std::int32_t> rows_;
  std::vector<std::uint32_t> order_;  // empty: they are sorted
  std::vector<std::uint32_t> ends_;   // in `order_`, by row
  std::size_t size_ = 0;
};

// Runs `work(part, begin, end)` over stretches of rows, one a thread. What it throws is thrown
// here.
void share_rows(std::size_t rows, unsigned threads,
                const std::function<void(unsigned, std::size_t, std::size_t)>& work);
unsigned parts_of(std::size_t rows, unsigned threads);

// Findings of what was noted, by table, then row.
std::vector<CaseloadFault> faults_of(std::vector<FaultPlace> places, const Calendar& calendar,
                                     const Policy& policy);

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
