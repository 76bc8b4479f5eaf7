// SPDX-License-Identifier: Apache-2.0
#include "vaern/reassessment/backtest.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "reassessment/caseload_groups.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {
namespace {

template <class Cell>
void set(std::span<Cell> cells, std::size_t row, Cell cell) {
  if (!cells.empty()) cells[row] = cell;
}

template <class Cell>
void fill(std::span<Cell> cells, std::size_t rows, Cell cell) {
  if (!cells.empty() && cells.size() != rows) {
    throw std::invalid_argument("a column of results has another length than its table");
  }
  std::fill(cells.begin(), cells.end(), cell);
}

// The first assessment from `from` on that meets a clock; `is_strict`: after it.
Microseconds met_by(const RowEntries& entries, const CaseloadClock& clock, Microseconds from,
                    bool is_strict) {
  for (const RowAssessment& entry : entries.assessments) {  // by moment
    if (entry.at < from || (is_strict && entry.at == from)) continue;
    if (entry.is_completed && clock.meets[entry.kind]) return entry.at;
  }
  return no_moment;
}

void look_at(const RowEvent& event, const RowEntries& entries, const CaseloadRules& rules,
             const BacktestEvents& out) {
  const auto row = static_cast<std::size_t>(event.row);
  Microseconds due = no_moment;
  Microseconds met = no_moment;
  for (const EventRule& rule : rules.of_kind(event.kind)) {
    const Microseconds asked = rules.table(rule.clause).due(event.from);
    if (asked == no_moment || (due != no_moment && asked >= due)) continue;
    due = asked;
    met = met_by(entries, rules.clocks()[rule.clock], event.known_latest, false);
  }
  set(out.asked, row, std::uint8_t{1});
  set(out.known, row, event.from);
  set(out.due, row, due);
  set(out.met, row, met);
}

void look_at(const RowAssessment& entry, const RowEntries& entries, const CaseloadRules& rules,
             CaseloadWorker& worker, Microseconds as_of, const BacktestAssessments& out) {
  if (!entry.is_completed) return;
  const auto row = static_cast<std::size_t>(entry.row);
  NextDue first;
  Microseconds next = no_moment;
  for (const CaseloadClock& clock : rules.clocks()) {
    if (clock.after_level.empty() || !clock.is_wanted || !clock.meets[entry.kind]) continue;
    const NextDue due = worker.after_levels(clock, worker.levels_in_force(entry.at), entry.at);
    if (due.clause < 0 || (first.clause >= 0 && due.due >= first.due)) continue;
    first = due;
    next = met_by(entries, clock, entry.at, true);
  }
  if (first.clause < 0) return;
  Microseconds until = next != no_moment ? next : as_of;
  if (entries.is_closed) until = std::min(until, std::max(entries.closed_until, entry.at));
  set(out.start, row, entry.at);
  set(out.due, row, first.due);
  set(out.next, row, next);
  set(out.until, row, until);
}

}  // namespace
}  // namespace reassessment::detail

Schedule backtest(const Policy& policy, const Calendar& calendar, const Caseload& caseload,
                  const ScheduleOptions& options, const BacktestEvents& events,
                  const BacktestAssessments& assessments) {
  using namespace reassessment::detail;
  constexpr std::int64_t hour = 3600 * microseconds_per_second;
  check_lengths(caseload);
  const std::size_t event_rows = caseload.events.row.size();
  const std::size_t assessment_rows = caseload.assessments.row.size();
  fill(events.asked, event_rows, std::uint8_t{0});
  fill(events.known, event_rows, no_moment);
  fill(events.due, event_rows, no_moment);
  fill(events.met, event_rows, no_moment);
  fill(events.levels, event_rows, std::uint64_t{0});
  fill(events.was_overdue, event_rows, std::int8_t{-1});
  fill(events.overdue_hours, event_rows, std::int32_t{-1});
  fill(assessments.start, assessment_rows, no_moment);
  fill(assessments.due, assessment_rows, no_moment);
  fill(assessments.next, assessment_rows, no_moment);
  fill(assessments.until, assessment_rows, no_moment);

  const CaseloadRules rules(policy, calendar, caseload, options);
  const Microseconds known_by = options.known_by.value_or(options.as_of);
  const std::size_t rows = caseload.cases.rows;
  std::vector<FaultPlace> faults;
  const EntryGroups own(caseload.assessments.row, rows, CaseloadFault::Table::assessments, faults);
  const EntryGroups of_events(caseload.events.row, rows, CaseloadFault::Table::events, faults);
  CaseloadWorker worker(rules, caseload);
  CaseloadWorker before(rules, caseload);  // as it was when an event became known
  Schedule schedule;
  RowPlaces assessed;
  RowPlaces happened;
  for (std::size_t row = 0; row < rows; ++row) {
    assessed = row == 0 ? own.first_of(0) : own.next(assessed, row);
    happened = row == 0 ? of_events.first_of(0) : of_events.next(happened, row);
    const RowEntries& entries = worker.read(row, assessed, happened, options.as_of, known_by);
    if (entries.is_refused) {
      ++schedule.refused_cases;
      continue;
    }
    for (const RowEvent& event : entries.events) {
      look_at(event, entries, rules, events);
      const auto place = static_cast<std::size_t>(event.row);
      const RowEntries& then =
          before.read(row, assessed, happened, event.known_latest, event.known_latest, false);
      if (then.is_refused) continue;
      set(events.levels, place, before.levels_in_force(event.known_latest));
      const NextDue open = before.next(event.row);
      const bool is_overdue = open.clause >= 0 && event.from >= open.due;
      set(events.was_overdue, place, static_cast<std::int8_t>(is_overdue ? 1 : 0));
      if (is_overdue) {
        set(events.overdue_hours, place, static_cast<std::int32_t>((event.from - open.due) / hour));
      }
    }
    for (const RowAssessment& entry : entries.assessments) {
      look_at(entry, entries, rules, worker, options.as_of, assessments);
    }
  }
  faults.insert(faults.end(), worker.faults.begin(), worker.faults.end());
  schedule.clauses = rules.clauses();
  schedule.not_held = rules.not_held();
  schedule.events_before_opening = worker.before_opening;
  schedule.entries_not_yet = worker.not_yet;
  schedule.faults = faults_of(std::move(faults), calendar, policy);
  return schedule;
}

}  // namespace v1
}  // namespace vaern
