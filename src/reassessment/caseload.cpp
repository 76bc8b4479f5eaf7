// SPDX-License-Identifier: Apache-2.0
#include "vaern/reassessment/caseload.hpp"

#include <algorithm>
#include <bit>
#include <stdexcept>
#include <utility>

#include "reassessment/caseload_groups.hpp"
#include "reassessment/fold.hpp"
#include "vaern/calendar/calendar.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {
namespace {

// The rungs of a ladder that were reached, as a text of its places: equal lists of roles are held
// once.
class Told {
 public:
  explicit Told(const CaseloadRules& rules) : rules_(rules) {}

  // Index into `lists`; -1 where nobody is told.
  std::int16_t index_of(std::uint64_t possible, const NextDue& next, std::int32_t last_day,
                        Microseconds as_of) {
    const auto level = static_cast<std::size_t>(std::bit_width(possible | 1)) - 1;
    const std::vector<CaseloadRung>& ladder = rules_.ladder(level);
    reached_.clear();
    for (std::size_t i = 0; i < ladder.size(); ++i) {
      const Microseconds at = moment_of(ladder[i], next, last_day);
      if (at != no_moment && at <= as_of) reached_.emplace_back(at, i);
    }
    if (reached_.empty()) return -1;
    std::sort(reached_.begin(), reached_.end());  // at one moment in the order of the ladder
    key_.clear();
    bool is_duty_told = rules_.policy().on_duty().empty();
    for (const auto& [at, i] : reached_) {
      key_.push_back(ladder[i].rung);
      if (is_duty_told ||
          !is_outside_hours(rules_.policy(), rules_.calendar(), vaern::instant_of(at))) {
        continue;
      }
      key_.push_back(nullptr);  // those on duty
      is_duty_told = true;
    }
    const auto found = std::find(keys_.begin(), keys_.end(), key_);
    if (found != keys_.end()) return static_cast<std::int16_t>(found - keys_.begin());
    if (keys_.size() > 32'000) throw std::length_error("too many ladders for one caseload");
    keys_.push_back(key_);
    return static_cast<std::int16_t>(keys_.size() - 1);
  }

  std::vector<std::vector<std::string>> lists() const {
    std::vector<std::vector<std::string>> lists;
    for (const auto& key : keys_) {
      std::vector<std::string> roles;
      for (const OverdueRung* rung : key) {
        for (const std::string& role : rung != nullptr ? rung->tell : rules_.policy().on_duty()) {
          if (std::find(roles.begin(), roles.end(), role) == roles.end()) roles.push_back(role);
        }
      }
      lists.push_back(std::move(roles));
    }
    return lists;
  }

  // The indices that this one's lists have in a longer list, which takes those it lacks.
  std::vector<std::int16_t> into(std::vector<std::vector<std::string>>& all) const {
    std::vector<std::int16_t> places;
    for (std::vector<std::string>& list : lists()) {
      auto found = std::find(all.begin(), all.end(), list);
      if (found == all.end()) found = all.insert(all.end(), std::move(list));
      places.push_back(static_cast<std::int16_t>(found - all.begin()));
    }
    return places;
  }

 private:
  // As `overdue_moment`; `no_moment` where it is after the years of the calendar.
  Microseconds moment_of(const CaseloadRung& rung, const NextDue& next,
                         std::int32_t last_day) const {
    if (rung.is_elapsed) return next.due + rung.elapsed;
    std::int64_t day = last_day + rung.civil.days();
    if (rung.civil.months() != 0) {
      try {
        day = rung.civil.after(Date::from_day_number(last_day)).day_number();
      } catch (const std::out_of_range&) {
        return no_moment;
      }
    }
    const RollTable& days = rules_.days();
    return day <= days.last_day() ? days.end_of(static_cast<std::int32_t>(day)) : no_moment;
  }

  const CaseloadRules& rules_;
  std::vector<std::pair<Microseconds, std::size_t>> reached_;
  std::vector<const OverdueRung*> key_;
  std::vector<std::vector<const OverdueRung*>> keys_;
};

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

void write(const ScheduleColumns& out, std::size_t row, const NextDue& next,
           const CaseloadWorker& worker, Told& told, Microseconds as_of) {
  constexpr std::int64_t hour = 3600 * microseconds_per_second;
  const bool is_overdue = as_of >= next.due;
  const std::int32_t last_day = worker.last_day(next);
  set(out.due, row, next.due);
  set(out.last_day, row, last_day);
  set(out.clause, row, static_cast<std::int16_t>(next.clause));
  set(out.cause, row, next.cause);
  set(out.cause_row, row, next.cause_row);
  set(out.status, row, is_overdue ? ScheduleStatus::overdue : ScheduleStatus::due);
  const std::int64_t hours = is_overdue ? (as_of - next.due) / hour : -1;
  set(out.overdue_hours, row, static_cast<std::int32_t>(hours));
  if (out.tell.empty()) return;
  std::int16_t tell = -1;
  if (is_overdue) {
    tell = told.index_of(worker.levels_for_telling(next, as_of), next, last_day, as_of);
  }
  out.tell[row] = tell;
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
  struct Part {
    explicit Part(const CaseloadRules& rules, const Caseload& caseload)
        : worker(rules, caseload), told(rules) {}
    CaseloadWorker worker;
    Told told;
    std::size_t begin = 0;
    std::size_t end = 0;
    std::uint64_t refused = 0;
  };
  const unsigned count = parts_of(rows, options.threads);
  std::vector<Part> parts(count, Part(rules, caseload));
  share_rows(rows, count, [&](unsigned index, std::size_t begin, std::size_t end) {
    Part& part = parts[index];
    part.begin = begin;
    part.end = end;
    RowPlaces own = assessments.first_of(begin);
    RowPlaces of_events = events.first_of(begin);
    for (std::size_t row = begin; row < end; ++row) {
      if (row != begin) {
        own = assessments.next(own, row);
        of_events = events.next(of_events, row);
      }
      const RowEntries& entries = part.worker.read(row, own, of_events, options.as_of, known_by);
      NextDue next;
      if (!entries.is_refused) next = part.worker.next();
      if (next.is_refused) {
        part.worker.faults.push_back(
            {CaseloadFault::Table::cases, row, RowFault::due_outside_calendar});
      }
      if (!out.levels.empty()) {
        out.levels[row] = entries.is_refused ? 0 : part.worker.levels_in_force(options.as_of);
      }
      if (entries.is_refused || next.is_refused) {
        ++part.refused;
        write_none(out, row, ScheduleStatus::refused);
      } else if (next.clause < 0) {
        write_none(out, row, ScheduleStatus::nothing_open);
      } else {
        write(out, row, next, part.worker, part.told, options.as_of);
      }
    }
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
