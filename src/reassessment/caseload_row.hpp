// SPDX-License-Identifier: Apache-2.0
#pragma once
// One row of a caseload: its entries as they count at a moment, and what is due next.

#include <cstdint>
#include <vector>

#include "reassessment/caseload_rules.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {

enum class RowFault : std::uint8_t {
  unknown_case,
  no_moment,
  outside_years,
  closed_before_opened,
  nothing_to_count_from,
  level_out_of_policy,
  unknown_kind,
  due_outside_calendar,
};

struct FaultPlace {
  CaseloadFault::Table table;
  std::uint64_t row;
  RowFault fault;
};

// The first and the last moment that something may have been.
struct MomentRange {
  Microseconds first = no_moment;
  Microseconds last = no_moment;
};

struct RowAssessment {
  Microseconds at = 0;
  std::uint64_t possible = 0;
  std::int32_t day = 0;  // the local day of `at`
  std::int32_t instrument = 0;
  std::int32_t row = 0;
  bool is_completed = false;
  std::uint8_t kind = 0;  // index into `CaseloadClock::meets`
};

struct RowEvent {
  Microseconds from = 0;
  std::int32_t day = 0;  // the local day of `from`
  Microseconds known_latest = 0;
  Microseconds recorded_latest = 0;
  std::int32_t kind = 0;
  std::int32_t row = 0;
};

struct RowEntries {
  bool has_opening = false;
  bool is_closed = false;
  bool is_refused = false;
  Microseconds opened = 0;
  Microseconds closed_from = 0;
  Microseconds closed_until = 0;
  std::vector<RowAssessment> assessments;  // by moment, then row
  std::vector<RowEvent> events;            // those that may open something
};

struct NextDue {
  Microseconds due = no_moment;
  Microseconds from = no_moment;
  std::uint64_t order = 0;  // `order_of` and the row: between those due at once
  std::uint64_t possible = 0;
  int clause = -1;
  ScheduleCause cause = ScheduleCause::none;
  std::int32_t cause_row = -1;
  bool is_refused = false;  // a date outside the calendar
};

// Rows of entries of one row of the cases, as places in their tables.
struct RowPlaces {
  const std::uint32_t* places = nullptr;  // null: `begin` to `end` themselves
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t at(std::size_t i) const { return places != nullptr ? places[i] : i; }
};

// Reads and counts rows, one after the other. One for each thread.
class CaseloadWorker {
 public:
  CaseloadWorker(const CaseloadRules& rules, const Caseload& caseload)
      : rules_(rules), caseload_(caseload), last_met_(rules.clocks().size()) {}

  // What counts at these two moments. Faults are noted where `notes` says so.
  const RowEntries& read(std::size_t row, const RowPlaces& assessments, const RowPlaces& events,
                         Microseconds as_of, Microseconds known_by, bool notes = true);

  // The first of what is open; `without` leaves out the event of that row.
  NextDue next(std::int32_t without = -1);

  // The date that these levels ask for after an assessment at `from`, which is on `day`;
  // `no_moment`: outside the calendar.
  struct Chosen {
    Microseconds due = no_moment;
    int clause = -1;
  };
  Chosen choose(const CaseloadClock& clock, std::uint64_t possible, Microseconds from,
                std::int32_t day) const;

  // After levels and reassessment at `from`, with these possible levels, on one clock.
  NextDue after_levels(const CaseloadClock& clock, std::uint64_t possible, Microseconds from);

  std::uint64_t levels_in_force(Microseconds at) const;  // over clocks; 0: nothing says which
  std::uint64_t levels_for_telling(const NextDue& next, Microseconds as_of) const;
  // The last local day on which it is in time.
  std::int32_t last_day(const NextDue& next) const;

  std::vector<FaultPlace> faults;
  std::uint64_t before_opening = 0;
  std::uint64_t not_yet = 0;

 private:
  enum class Cell { good, empty, outside };
  Cell read(const MomentColumn& column, std::size_t row, MomentRange& range) const;
  void read_case(std::size_t row, Microseconds as_of, Microseconds known_by);
  bool read_assessment(std::size_t place, Microseconds as_of, Microseconds known_by);
  void read_event(std::size_t place, Microseconds as_of, Microseconds known_by);
  void refuse(CaseloadFault::Table table, std::size_t row, RowFault fault);

  std::uint64_t in_force(const CaseloadClock& clock, Microseconds at,
                         const RowAssessment* without = nullptr,
                         bool satisfying_only = false) const;
  void offer(const CaseloadClock& clock, Chosen chosen, Microseconds from, ScheduleCause cause,
             std::int32_t row, std::uint64_t possible);
  void offer_completed(const CaseloadClock& clock, const RowAssessment& assessment);
  void offer_draft(const CaseloadClock& clock, const RowAssessment& assessment);
  void offer_events(std::int32_t without);
  bool is_ended_by_closing(const RowEvent& event) const;

  const CaseloadRules& rules_;
  const Caseload& caseload_;
  RowEntries entries_;
  NextDue best_;
  std::vector<Microseconds> last_met_;  // by clock: the last assessment that meets it
  bool notes_ = true;
};

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
