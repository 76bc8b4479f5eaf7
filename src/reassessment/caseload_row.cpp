// SPDX-License-Identifier: Apache-2.0
#include "reassessment/caseload_row.hpp"

#include <algorithm>
#include <bit>
#include <tuple>

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {
void CaseloadWorker::refuse(CaseloadFault::Table table, std::size_t row, RowFault fault) {
  entries_.is_refused = true;
  if (notes_) faults.push_back({table, row, fault});
}

CaseloadWorker::Cell CaseloadWorker::read(const MomentColumn& column, std::size_t row,
                                          MomentRange& range) const {
  if (column.cells.empty()) return Cell::empty;
  const std::int64_t cell = column.cells[row];
  if (cell == no_moment) return Cell::empty;
  const RollTable& days = rules_.days();
  if (!column.is_days) {
    if (!days.covers_moment(cell)) return Cell::outside;
    range = {cell, cell};
    return Cell::good;
  }
  if (cell < days.first_day() || cell > days.last_day()) return Cell::outside;
  const auto day = static_cast<std::int32_t>(cell);
  range = {days.begin_of(day), days.end_of(day) - microseconds_per_second};
  return Cell::good;
}

void CaseloadWorker::read_case(std::size_t row, Microseconds as_of, Microseconds known_by) {
  constexpr auto table = CaseloadFault::Table::cases;
  MomentRange opened;
  MomentRange closed;
  const Cell opening = read(caseload_.cases.opened, row, opened);
  const Cell closing = read(caseload_.cases.closed, row, closed);
  if (opening == Cell::outside || closing == Cell::outside) {
    refuse(table, row, RowFault::outside_years);
    return;
  }
  if (opening == Cell::empty) {
    if (closing != Cell::empty) refuse(table, row, RowFault::no_moment);
    return;
  }
  if (closing == Cell::good && closed.last < opened.first) {
    refuse(table, row, RowFault::closed_before_opened);
    return;
  }
  entries_.opened = opened.first;
  entries_.has_opening = opened.first <= as_of && opened.first <= known_by;
  entries_.closed_from = closed.first;
  entries_.closed_until = closed.last;
  entries_.is_closed = entries_.has_opening && closing == Cell::good && closed.first <= as_of &&
                       closed.first <= known_by;
}

// Whether it is a completed one, counted yet or not.
bool CaseloadWorker::read_assessment(std::size_t place, Microseconds as_of, Microseconds known_by) {
  constexpr auto table = CaseloadFault::Table::assessments;
  const AssessmentColumns& columns = caseload_.assessments;
  MomentRange assessed;
  MomentRange recorded;
  const Cell when = read(columns.assessed, place, assessed);
  Cell written = read(columns.recorded, place, recorded);
  if (written == Cell::empty) {
    recorded = assessed;
    written = Cell::good;
  }
  const std::uint64_t possible = columns.possible[place];
  if (when == Cell::empty) {
    refuse(table, place, RowFault::no_moment);
    return false;
  }
  if (when == Cell::outside || written == Cell::outside) {
    refuse(table, place, RowFault::outside_years);
    return false;
  }
  if ((possible & ~rules_.all_levels()) != 0) {
    refuse(table, place, RowFault::level_out_of_policy);
    return false;
  }
  RowAssessment entry;
  entry.is_completed = columns.completed.empty() || columns.completed[place] != 0;
  entry.at = std::min(assessed.first, recorded.last);
  if (recorded.first > known_by || entry.at > as_of) {
    ++not_yet;
    return entry.is_completed;
  }
  entry.day = rules_.days().local_day(entry.at);
  entry.possible = possible;
  entry.instrument = columns.instrument.empty() ? 0 : columns.instrument[place];
  entry.row = static_cast<std::int32_t>(place);
  const bool is_judged = !columns.judged.empty() && columns.judged[place] != 0 && possible != 0;
  entry.kind =
      static_cast<std::uint8_t>((is_judged ? 2 : 0) + (std::has_single_bit(possible) ? 1 : 0));
  entries_.assessments.push_back(entry);
  return entry.is_completed;
}

void CaseloadWorker::read_event(std::size_t place, Microseconds as_of, Microseconds known_by) {
  constexpr auto table = CaseloadFault::Table::events;
  const EventColumns& columns = caseload_.events;
  const std::int32_t kind = columns.kind[place];
  if (kind < 0 || static_cast<std::size_t>(kind) >= columns.kinds.size()) {
    refuse(table, place, RowFault::unknown_kind);
    return;
  }
  MomentRange known;
  MomentRange recorded;
  const Cell is_known = read(columns.known, place, known);
  const Cell is_recorded = read(columns.recorded, place, recorded);
  if (is_known == Cell::outside || is_recorded == Cell::outside) {
    refuse(table, place, RowFault::outside_years);
    return;
  }
  if (is_known == Cell::empty && is_recorded == Cell::empty) {
    refuse(table, place, RowFault::no_moment);
    return;
  }
  if (is_known == Cell::empty) known = recorded;
  if (is_recorded == Cell::empty) recorded = known;
  RowEvent event;
  event.recorded_latest = recorded.last;
  event.from = std::min(known.first, recorded.last);
  event.known_latest = std::max(event.from, std::min(known.last, recorded.last));
  if (recorded.first > known_by || event.from > as_of) {
    ++not_yet;
    return;
  }
  if (entries_.has_opening && event.known_latest < entries_.opened) ++before_opening;
  if (rules_.of_kind(kind).empty()) return;
  event.day = rules_.days().local_day(event.from);
  event.kind = kind;
  event.row = static_cast<std::int32_t>(place);
  entries_.events.push_back(event);
}

const RowEntries& CaseloadWorker::read(std::size_t row, const RowPlaces& assessments,
                                       const RowPlaces& events, Microseconds as_of,
                                       Microseconds known_by, bool notes) {
  notes_ = notes;
  entries_.has_opening = entries_.is_closed = entries_.is_refused = false;
  entries_.assessments.clear();
  entries_.events.clear();
  read_case(row, as_of, known_by);
  bool is_assessed = false;
  for (std::size_t i = assessments.begin; i < assessments.end; ++i) {
    is_assessed = read_assessment(assessments.at(i), as_of, known_by) || is_assessed;
  }
  for (std::size_t i = events.begin; i < events.end; ++i) {
    read_event(events.at(i), as_of, known_by);
  }
  const bool is_unopened =
      caseload_.cases.opened.cells.empty() || caseload_.cases.opened.cells[row] == no_moment;
  if (is_unopened && !is_assessed && !entries_.is_refused) {
    refuse(CaseloadFault::Table::cases, row, RowFault::nothing_to_count_from);
  }
  if (entries_.assessments.size() > 1) {
    std::sort(entries_.assessments.begin(), entries_.assessments.end(),
              [](const RowAssessment& a, const RowAssessment& b) {
                return std::tie(a.at, a.row) < std::tie(b.at, b.row);
              });
  }
  return entries_;
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
