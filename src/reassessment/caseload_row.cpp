// SPDX-License-Identifier: Apache-2.0
#include "reassessment/caseload_row.hpp"

#include <algorithm>
#include <bit>
#include <tuple>

#include "vaern/reassessment/history.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {
namespace {

std::uint64_t lowest_of(std::uint64_t possible) { return possible & (~possible + 1); }

std::uint64_t rank_of(ScheduleCause cause) {
  if (cause == ScheduleCause::event) return 1;
  return cause == ScheduleCause::opening ? 2 : 0;
}

}  // namespace

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

// The rule of levels_in_force.cpp, for assessments that replace nothing.
std::uint64_t CaseloadWorker::in_force(const CaseloadClock& clock, Microseconds at,
                                       const RowAssessment* without, bool satisfying_only) const {
  const std::vector<RowAssessment>& all = entries_.assessments;
  const auto meets = [&clock](const RowAssessment& entry) {
    return entry.is_completed && clock.meets[entry.kind];
  };
  std::uint64_t possible = 0;
  std::uint64_t raised = 0;
  for (const RowAssessment& entry : all) {
    if (entry.at > at || &entry == without || entry.possible == 0) continue;
    if (satisfying_only && !meets(entry)) continue;
    const bool is_displaced = std::any_of(all.begin(), all.end(), [&](const RowAssessment& later) {
      return later.at > entry.at && later.at <= at && &later != without &&
             later.instrument == entry.instrument && meets(later);
    });
    if (is_displaced) continue;
    if (entry.is_completed) {
      possible = join_possible(possible, entry.possible);
    } else {
      raised = join_possible(raised, lowest_of(entry.possible));
    }
  }
  if (possible == 0 || lowest_of(possible) >= raised) return possible;
  return join_possible(possible, raised);
}

std::uint64_t CaseloadWorker::levels_in_force(Microseconds at) const {
  std::uint64_t possible = 0;
  for (const CaseloadClock& clock : rules_.clocks()) {
    if (!clock.after_level.empty()) possible = join_possible(possible, in_force(clock, at));
  }
  return possible;
}

std::uint64_t CaseloadWorker::levels_for_telling(const NextDue& next, Microseconds as_of) const {
  std::uint64_t possible = next.possible;
  bool is_unknown = false;
  for (const CaseloadClock& clock : rules_.clocks()) {
    if (clock.after_level.empty()) continue;
    const std::uint64_t levels = in_force(clock, as_of);
    if (levels == 0) is_unknown = true;
    possible |= levels;
  }
  if (is_unknown || possible == 0) possible |= rules_.all_levels() & ~(rules_.all_levels() >> 1);
  return possible;
}

// The earliest over all possible levels, and never later than a lower one (open.cpp, `choose`).
CaseloadWorker::Chosen CaseloadWorker::choose(const CaseloadClock& clock, std::uint64_t possible,
                                              Microseconds from) const {
  const std::int32_t day = rules_.days().local_day(from);
  Chosen best;
  bool best_is_lower = false;
  bool is_first = true;
  for (auto level = static_cast<std::size_t>(std::bit_width(possible)); level-- > 0;) {
    const int clause = clock.after_level[level];
    const Microseconds due = rules_.table(clause).due_on(from, day);
    if (due == no_moment) return {};
    const bool is_possible = (possible >> level & 1) != 0;
    if (is_first || due < best.due || (due == best.due && is_possible && best_is_lower)) {
      best = {due, clause};
      best_is_lower = !is_possible;
      is_first = false;
    }
  }
  return best;
}

void CaseloadWorker::offer(const CaseloadClock& clock, Chosen chosen, Microseconds from,
                           ScheduleCause cause, std::int32_t row, std::uint64_t possible) {
  if (chosen.due == no_moment) {
    best_.is_refused = true;
    return;
  }
  const std::uint64_t order = static_cast<std::uint64_t>(clock.index) << 34 | rank_of(cause) << 32 |
                              static_cast<std::uint32_t>(row);
  if (best_.clause >= 0 && std::tie(best_.due, best_.order) <= std::tie(chosen.due, order)) return;
  best_.due = chosen.due;
  best_.from = from;
  best_.order = order;
  best_.possible = possible;
  best_.clause = chosen.clause;
  best_.cause = cause;
  best_.cause_row = row;
}

void CaseloadWorker::offer_completed(const CaseloadClock& clock, const RowAssessment& assessment) {
  const bool is_satisfying = clock.meets[assessment.kind];
  const std::uint64_t possible =
      is_satisfying ? in_force(clock, assessment.at) : assessment.possible;
  Chosen chosen;
  if (possible != 0) {
    chosen = choose(clock, possible, assessment.at);
    if (chosen.due == no_moment) {
      best_.is_refused = true;
      return;
    }
  }
  if (assessment.possible == 0) {
    const Chosen unknown{rules_.table(clock.no_level).due(assessment.at), clock.no_level};
    if (unknown.due == no_moment || chosen.clause < 0 || unknown.due <= chosen.due) {
      chosen = unknown;
    }
  }
  offer(clock, chosen, assessment.at, ScheduleCause::assessment, assessment.row, possible);
}

void CaseloadWorker::offer_draft(const CaseloadClock& clock, const RowAssessment& draft) {
  if (draft.possible == 0) return;
  const std::uint64_t settled = in_force(clock, draft.at, &draft, true);
  const int before = settled != 0 ? std::countr_zero(settled) : 0;
  if (std::countr_zero(draft.possible) <= before) return;
  const std::uint64_t others = in_force(clock, draft.at, &draft);
  const std::uint64_t possible =
      others != 0 ? join_possible(others, lowest_of(draft.possible)) : draft.possible;
  offer(clock, choose(clock, possible, draft.at), draft.at, ScheduleCause::draft, draft.row,
        possible);
}

void CaseloadWorker::offer_event(const RowEvent& event) {
  if (entries_.is_closed && event.from <= entries_.closed_until &&
      event.recorded_latest <= entries_.closed_from) {
    return;  // ended by the closing
  }
  const std::vector<EventRule>& rules = rules_.of_kind(event.kind);
  for (const EventRule& rule : rules) {
    if (last_met_[rule.clock] >= event.known_latest) continue;
    const Chosen chosen{rules_.table(rule.clause).due(event.from), rule.clause};
    offer(rules_.clocks()[rule.clock], chosen, event.from, ScheduleCause::event, event.row, 0);
  }
}

NextDue CaseloadWorker::next(std::int32_t without) {
  best_ = NextDue();
  for (std::size_t i = 0; i < rules_.clocks().size(); ++i) {
    const CaseloadClock& clock = rules_.clocks()[i];
    Microseconds last = no_moment;
    for (const RowAssessment& entry : entries_.assessments) {
      if (entry.is_completed && clock.meets[entry.kind]) last = entry.at;  // by moment
    }
    last_met_[i] = last;
    if (!clock.is_wanted) continue;
    if (last == no_moment && entries_.has_opening && !entries_.is_closed) {
      offer(clock, {rules_.table(clock.opening).due(entries_.opened), clock.opening},
            entries_.opened, ScheduleCause::opening, -1, 0);
    }
    if (clock.after_level.empty()) continue;
    for (const RowAssessment& entry : entries_.assessments) {
      if (entry.at < last || (entries_.is_closed && entry.at <= entries_.closed_until)) continue;
      if (entry.is_completed) {
        offer_completed(clock, entry);
      } else {
        offer_draft(clock, entry);
      }
    }
  }
  for (const RowEvent& event : entries_.events) {
    if (event.row != without) offer_event(event);
  }
  return best_;
}

NextDue CaseloadWorker::after_levels(const CaseloadClock& clock, std::uint64_t possible,
                                     Microseconds from) {
  best_ = NextDue();
  const Chosen chosen = possible != 0
                            ? choose(clock, possible, from)
                            : Chosen{rules_.table(clock.no_level).due(from), clock.no_level};
  offer(clock, chosen, from, ScheduleCause::assessment, -1, possible);
  return best_;
}

std::int32_t CaseloadWorker::last_day(const NextDue& next) const {
  if (next.clause < 0) return no_day;
  const DueTable& table = rules_.table(next.clause);
  const RollTable& days = rules_.days();
  if (!table.is_elapsed()) return table.last_day(days.local_day(next.from));
  if (days.covers_moment(next.due)) return days.local_day(next.due);
  return static_cast<std::int32_t>(rules_.zone().local(instant_of(next.due)).date.day_number());
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
