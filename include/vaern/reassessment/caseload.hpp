// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// The next date of every case of a caseload, from columns: the answers of `timeline`, for the
/// clocks and histories that columns can hold, without a case at a time.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "vaern/core/result.hpp"
#include "vaern/reassessment/due_table.hpp"
#include "vaern/reassessment/policy.hpp"

namespace vaern {
inline namespace v1 {

class Calendar;

/// Moments or days. Its length is that of its table, or 0: there is no such column.
struct MomentColumn {
  /// Microseconds, or local days, since 1970-01-01; `no_moment` is an empty cell.
  std::span<const std::int64_t> cells;
  bool is_days = false;  ///< Known to the day: due from its beginning, met until its end.
};

/// A row is one other party of a case: it is opened and closed, and what is due in it is due about
/// that party. A case of which no other party is known is one row.
struct CaseColumns {
  std::size_t rows = 0;
  MomentColumn opened;
  MomentColumn closed;  ///< Empty cell: it is open.
};

/// Assessments, several a case, in any order. `row` is a row of the cases; -1 is no case.
struct AssessmentColumns {
  std::span<const std::int32_t> row;
  MomentColumn assessed;
  MomentColumn recorded;                     ///< Empty cell: when it was assessed.
  std::span<const std::uint64_t> possible;   ///< Bit i: level i is possible. 0: no level.
  std::span<const std::uint8_t> completed;   ///< 1: yes. No column: all are.
  std::span<const std::uint8_t> judged;      ///< 1: yes. No column: none is.
  std::span<const std::int32_t> instrument;  ///< Any numbers. No column: all are of one.
};

struct EventColumns {
  std::span<const std::int32_t> row;
  std::span<const std::int32_t> kind;  ///< Index into `kinds`; -1: of none of them.
  MomentColumn known;                  ///< Empty cell: when it was recorded.
  MomentColumn recorded;               ///< Empty cell: when it was known.
  std::vector<std::string> kinds;
};

struct Caseload {
  CaseColumns cases;
  AssessmentColumns assessments;
  EventColumns events;
};

struct ScheduleOptions {
  Microseconds as_of = 0;
  std::optional<Microseconds> known_by;  ///< Absent: `as_of`.
  std::vector<std::string> clocks;       ///< Only what these ask for; empty: all.
  unsigned threads = 1;                  ///< 0: one a core. It never changes a result.
};

enum class ScheduleStatus : std::int8_t { nothing_open, due, overdue, refused };
enum class ScheduleCause : std::int8_t { none = -1, assessment, draft, event, opening };

/// Where results go: a cell for each row of the cases, or nothing: not wanted.
struct ScheduleColumns {
  std::span<Microseconds> due;            ///< `no_moment` where nothing is open.
  std::span<std::int32_t> last_day;       ///< The last local day in time; `no_day`.
  std::span<std::int16_t> clause;         ///< Index into `clauses`; -1.
  std::span<ScheduleCause> cause;         ///< What opened it.
  std::span<std::int32_t> cause_row;      ///< Its row among assessments or events; -1.
  std::span<ScheduleStatus> status;       ///<
  std::span<std::int32_t> overdue_hours;  ///< Whole hours since it was due; -1 where it is not.
  std::span<std::int16_t> tell;           ///< Index into `told`; -1: nobody is told.
  std::span<std::uint64_t> levels;        ///< That are possible by `as_of`; 0: nothing says which.
};

/// A clause that a date may rest on.
struct ScheduleClause {
  std::string clock;
  std::string path;  ///< "clocks.risk_assessment.after_level.high".
  std::string interval;
};

/// A row that is refused, and why. A case of which an entry is refused has no date: it could be
/// too late.
struct CaseloadFault {
  enum class Table : std::uint8_t { cases, assessments, events };
  Table table = Table::cases;
  std::uint64_t row = 0;
  Diagnostic finding;
};
std::string_view to_string(CaseloadFault::Table table) noexcept;

struct Schedule {
  std::vector<ScheduleClause> clauses;
  std::vector<std::vector<std::string>> told;  ///< Roles, ladder order.
  std::vector<std::string> not_held;           ///< Clocks of the policy that columns cannot hold.
  std::vector<CaseloadFault> faults;           ///< By table, then row.
  std::uint64_t refused_cases = 0;

  /// Counted, and no faults.
  std::uint64_t events_before_opening = 0;  ///< Known before the case opened: they count.
  std::uint64_t entries_not_yet = 0;        ///< After `as_of`, or recorded after `known_by`.
};

/// What is due next in every row.
///
/// The date, clause, cause and status are those of `Timeline::next` for a history of one dyad, one
/// episode and these entries, without `since`, plans, corrections and `replaces`, where ids of
/// assessments sort before those of events, and by rows. What was met long ago is not counted
/// again, so a date outside the calendar's years is a fault only while it is open.
///
/// Throws `std::invalid_argument` for columns whose lengths differ, an unknown clock, another
/// calendar than the policy's, and an `as_of` outside the calendar's years or on which the policy
/// is not in force.
Schedule schedule_table(const Policy& policy, const Calendar& calendar, const Caseload& caseload,
                        const ScheduleOptions& options, const ScheduleColumns& out);

/// How many assessments fall in each week when everything is done on its last day in time, levels
/// stay, and no event comes: week 0 begins at `as_of`, and what is overdue is done in it.
///
/// `counts` has `weeks` cells for each team (0 to `teams` - 1); rows of other numbers, and those
/// with nothing open, count nowhere. Only clocks after levels go on after a first date.
void project_weeks(const Policy& policy, const Calendar& calendar, const Caseload& caseload,
                   const ScheduleOptions& options, std::span<const std::int32_t> team,
                   std::size_t teams, std::size_t weeks, std::span<std::int64_t> counts);

}  // namespace v1
}  // namespace vaern
