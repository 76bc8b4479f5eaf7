// SPDX-License-Identifier: Apache-2.0
#include "vaern/reassessment/caseload.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "reassessment/caseload_groups.hpp"
#include "reassessment/caseload_plain.hpp"
#include "reassessment/caseload_told.hpp"
#include "vaern/calendar/calendar.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {
namespace {

template <class Cell>
void set(std::span<Cell> cells, std::size_t row, Cell cell) {
  if (!cells.empty()) cells[row] = cell;
}

void write_none(const ScheduleColumns& out, std::size_t row, ScheduleStatus status) {
  set(out.due, row, no_moment);
  set(out.last_day, row, no_day);
  set(out.clause, row, std::int16_t{-1});
  set(out.cause, row, ScheduleCause::none);
  set(out.cause_row, row, std::int32_t{-1});
  set(out.status, row, status);
  set(out.overdue_hours, row, std::int32_t{-1});
  set(out.tell, row, std::int16_t{-1});
}

void write(const ScheduleColumns& out, std::size_t row, const NextDue& next, std::int32_t last_day,
           Microseconds as_of) {
  constexpr std::int64_t hour = 3600 * microseconds_per_second;
  const bool is_overdue = as_of >= next.due;
  set(out.due, row, next.due);
  set(out.last_day, row, last_day);
  set(out.clause, row, static_cast<std::int16_t>(next.clause));
  set(out.cause, row, next.cause);
  set(out.cause_row, row, next.cause_row);
  set(out.status, row, is_overdue ? ScheduleStatus::overdue : ScheduleStatus::due);
  const std::int64_t hours = is_overdue ? (as_of - next.due) / hour : -1;
  set(out.overdue_hours, row, static_cast<std::int32_t>(hours));
}

void check_out(const ScheduleColumns& out, std::size_t rows) {
  const auto is_good = [rows](std::size_t size) { return size == 0 || size == rows; };
  if (!is_good(out.due.size()) || !is_good(out.last_day.size()) || !is_good(out.clause.size()) ||
      !is_good(out.cause.size()) || !is_good(out.cause_row.size()) || !is_good(out.status.size()) ||
      !is_good(out.overdue_hours.size()) || !is_good(out.tell.size()) ||
      !is_good(out.levels.size())) {
    throw std::invalid_argument("a column of results has another length than the cases");
  }
}

// Of columns in any order each entry lies somewhere else in memory: all of some rows are fetched
// before the first is asked for.
void fetch(const Caseload& caseload, const RowPlaces& assessments, const RowPlaces& events) {
  const auto fetch_cell = [](const auto& cells, std::size_t place) {
    if (!cells.empty()) __builtin_prefetch(&cells[place]);
  };
  for (std::size_t i = assessments.begin; assessments.places != nullptr && i < assessments.end;
       ++i) {
    fetch_cell(caseload.assessments.row, assessments.at(i));
    fetch_cell(caseload.assessments.assessed.cells, assessments.at(i));
    fetch_cell(caseload.assessments.possible, assessments.at(i));
  }
  for (std::size_t i = events.begin; events.places != nullptr && i < events.end; ++i) {
    fetch_cell(caseload.events.row, events.at(i));
    fetch_cell(caseload.events.kind, events.at(i));
    fetch_cell(caseload.events.known.cells, events.at(i));
    fetch_cell(caseload.events.recorded.cells, events.at(i));
  }
}

// A stretch of rows, on one thread.
class Part {
 public:
  Part(const CaseloadRules& rules, const Caseload& caseload, Microseconds as_of,
       Microseconds known_by)
      : worker(rules, caseload),
        told(rules),
        rules_(rules),
        caseload_(caseload),
        plain_(rules, caseload, as_of, known_by),
        as_of_(as_of),
        known_by_(known_by) {}

  void run(std::size_t first, std::size_t last, const EntryGroups& assessments,
           const EntryGroups& events, const ScheduleColumns& out) {
    begin = first;
    end = last;
    std::size_t own_begin = assessments.first_of(begin).begin;
    std::size_t events_begin = events.first_of(begin).begin;
    for (std::size_t row = begin; row < end; row += PlainRows::at_once) {
      const std::size_t count = std::min(PlainRows::at_once, end - row);
      const RowPlaces own = assessments.of_rows(own_begin, row + count - 1);
      const RowPlaces of_events = events.of_rows(events_begin, row + count - 1);
      fetch(caseload_, own, of_events);
      plain_.run(row, count, own, of_events, worker);
      run_some(row, count, own, of_events, assessments, events, out);
      own_begin = own.end;
      events_begin = of_events.end;
    }
  }

  CaseloadWorker worker;
  CaseloadTold told;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::uint64_t refused = 0;

 private:
  void run_some(std::size_t first, std::size_t count, RowPlaces own, RowPlaces of_events,
                const EntryGroups& assessments, const EntryGroups& events,
                const ScheduleColumns& out) {
    own.end = own.begin;
    of_events.end = of_events.begin;
    std::size_t reached = first;  // the row after those places
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t row = first + i;
      if (plain_.is_plain(i)) {
        const std::uint64_t levels = plain_.levels(i);
        worker.before_opening += plain_.before_opening(i);
        worker.not_yet += plain_.not_yet(i);
        set(out.levels, row, levels);
        write_row(out, row, plain_.next(i), levels != 0 ? levels : rules_.highest_level());
        continue;
      }
      for (; reached <= row; ++reached) {
        own = assessments.next(own, reached);
        of_events = events.next(of_events, reached);
      }
      run_row(out, row, own, of_events);
    }
  }

  void run_row(const ScheduleColumns& out, std::size_t row, const RowPlaces& own,
               const RowPlaces& of_events) {
    const RowEntries& entries = worker.read(row, own, of_events, as_of_, known_by_);
    NextDue next;
    if (!entries.is_refused) next = worker.next();
    if (next.is_refused) {
      worker.faults.push_back({CaseloadFault::Table::cases, row, RowFault::due_outside_calendar});
    }
    if (!out.levels.empty()) {
      out.levels[row] = entries.is_refused ? 0 : worker.levels_in_force(as_of_);
    }
    if (entries.is_refused || next.is_refused) {
      ++refused;
      write_none(out, row, ScheduleStatus::refused);
    } else {
      const bool is_told = !out.tell.empty() && next.clause >= 0;
      write_row(out, row, next, is_told ? worker.levels_for_telling(next, as_of_) : 0);
    }
  }

  void write_row(const ScheduleColumns& out, std::size_t row, const NextDue& next,
                 std::uint64_t levels_for_telling) {
    if (next.clause < 0) {
      write_none(out, row, ScheduleStatus::nothing_open);
      return;
    }
    const std::int32_t last_day = worker.last_day(next);
    write(out, row, next, last_day, as_of_);
    if (out.tell.empty()) return;
    const bool is_overdue = as_of_ >= next.due;
    out.tell[row] =
        is_overdue ? told.place_of(levels_for_telling, next, last_day, as_of_) : std::int16_t{-1};
  }

  const CaseloadRules& rules_;
  const Caseload& caseload_;
  PlainRows plain_;
  Microseconds as_of_;
  Microseconds known_by_;
};

}  // namespace
}  // namespace reassessment::detail

Schedule schedule_table(const Policy& policy, const Calendar& calendar, const Caseload& caseload,
                        const ScheduleOptions& options, const ScheduleColumns& out) {
  using namespace reassessment::detail;
  check_lengths(caseload);
  check_out(out, caseload.cases.rows);
  const CaseloadRules rules(policy, calendar, caseload, options);
  const Microseconds known_by = options.known_by.value_or(options.as_of);
  const std::size_t rows = caseload.cases.rows;

  std::vector<FaultPlace> faults;
  const EntryGroups assessments(caseload.assessments.row, rows, CaseloadFault::Table::assessments,
                                faults);
  const EntryGroups events(caseload.events.row, rows, CaseloadFault::Table::events, faults);
  const unsigned count = parts_of(rows, options.threads);
  std::vector<Part> parts(count, Part(rules, caseload, options.as_of, known_by));
  share_rows(rows, count, [&](unsigned index, std::size_t begin, std::size_t end) {
    parts[index].run(begin, end, assessments, events, out);
  });

  Schedule schedule;
  schedule.clauses = rules.clauses();
  schedule.not_held = rules.not_held();
  for (Part& part : parts) {
    const std::vector<std::int16_t> places = part.told.into(schedule.told);
    if (!out.tell.empty()) {
      for (std::size_t row = part.begin; row < part.end; ++row) {
        if (out.tell[row] >= 0) out.tell[row] = places[static_cast<std::size_t>(out.tell[row])];
      }
    }
    faults.insert(faults.end(), part.worker.faults.begin(), part.worker.faults.end());
    schedule.refused_cases += part.refused;
    schedule.events_before_opening += part.worker.before_opening;
    schedule.entries_not_yet += part.worker.not_yet;
  }
  schedule.faults = faults_of(std::move(faults), calendar, policy);
  return schedule;
}

void project_weeks(const Policy& policy, const Calendar& calendar, const Caseload& caseload,
                   const ScheduleOptions& options, std::span<const std::int32_t> team,
                   std::size_t teams, std::size_t weeks, std::span<std::int64_t> counts) {
  using namespace reassessment::detail;
  constexpr Microseconds week_length = 7 * microseconds_per_day;
  check_lengths(caseload);
  if ((!team.empty() && team.size() != caseload.cases.rows) || counts.size() != teams * weeks) {
    throw std::invalid_argument("teams and counts have the lengths of the cases and of the weeks");
  }
  std::fill(counts.begin(), counts.end(), 0);
  const CaseloadRules rules(policy, calendar, caseload, options);
  const Microseconds known_by = options.known_by.value_or(options.as_of);
  const Microseconds horizon = options.as_of + static_cast<Microseconds>(weeks) * week_length;
  std::vector<FaultPlace> faults;
  const std::size_t rows = caseload.cases.rows;
  const EntryGroups assessments(caseload.assessments.row, rows, CaseloadFault::Table::assessments,
                                faults);
  const EntryGroups events(caseload.events.row, rows, CaseloadFault::Table::events, faults);
  CaseloadWorker worker(rules, caseload);
  for (std::size_t row = 0; row < rows; ++row) {
    const std::int32_t of_team = team.empty() ? 0 : team[row];
    if (of_team < 0 || static_cast<std::size_t>(of_team) >= teams) continue;
    const RowPlaces own = assessments.first_of(row);
    const RowPlaces of_events = events.first_of(row);
    const RowEntries& entries = worker.read(row, own, of_events, options.as_of, known_by, false);
    if (entries.is_refused) continue;
    const std::uint64_t levels = worker.levels_in_force(options.as_of);
    NextDue next = worker.next();
    // Done at the last moment in time, which of a civil deadline is before midnight.
    const auto done_at = [&](const NextDue& due) {
      const bool is_civil = !rules.table(due.clause).is_elapsed();
      return std::max(due.due - (is_civil ? microseconds_per_second : 0), options.as_of);
    };
    const auto after = [&](Microseconds from) {
      NextDue first;
      for (const CaseloadClock& clock : rules.clocks()) {
        if (clock.after_level.empty() || !clock.is_wanted) continue;
        const NextDue due = worker.after_levels(clock, levels, from);
        if (due.clause >= 0 && (first.clause < 0 || due.due < first.due)) first = due;
      }
      return first;
    };
    const auto is_before_end = [&](const NextDue& due) {
      return due.clause >= 0 && !due.is_refused && due.due < horizon;
    };
    while (is_before_end(next)) {
      const Microseconds done = done_at(next);
      const auto week = static_cast<std::size_t>((done - options.as_of) / week_length);
      ++counts[static_cast<std::size_t>(of_team) * weeks + week];
      // Before a row of closed days a date may roll back to the day it counts from: that day's
      // assessment is made already, and the days after it are asked.
      Microseconds from = done;
      do {
        next = after(from);
        from += microseconds_per_day;
      } while (is_before_end(next) && done_at(next) <= done);
    }
  }
}

}  // namespace v1
}  // namespace vaern
