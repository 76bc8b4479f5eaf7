// SPDX-License-Identifier: Apache-2.0
#include "reassessment/caseload_plain.hpp"

#include <algorithm>
#include <limits>

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {
namespace {

constexpr Microseconds never = std::numeric_limits<Microseconds>::max();

}  // namespace

// A column of moments, none of which is late where it is not after either moment.
class PlainRows::Moments {
 public:
  Moments(const RollTable& days, const MomentColumn& column, Microseconds as_of,
          Microseconds known_by)
      : cells_(column.cells.data()),
        begin_(days.begin()),
        end_(days.end()),
        latest_(std::min(as_of, known_by)) {}
  Span read(std::size_t place) const {
    const Microseconds at = cells_[place];
    const bool is_covered = at >= begin_ && at < end_;
    return {at, at, is_covered, at > latest_};
  }

 private:
  const std::int64_t* cells_;
  Microseconds begin_;
  Microseconds end_;
  Microseconds latest_;
};

// When it was and when it was recorded: moments or days, both or one of them.
class PlainRows::AnyColumns {
 public:
  AnyColumns(const RollTable& days, const MomentColumn& happened, const MomentColumn& recorded,
             Microseconds as_of, Microseconds known_by)
      : days_(days), happened_(happened), recorded_(recorded), as_of_(as_of), known_by_(known_by) {}
  Span read(std::size_t place) const {
    const bool has_happened = has(happened_, place);
    const bool has_recorded = has(recorded_, place);
    if (!has_happened && !has_recorded) return {};
    const Span happened = read(has_happened ? happened_ : recorded_, place);
    const Span recorded = read(has_recorded ? recorded_ : happened_, place);
    Span entry;
    entry.first = std::min(happened.first, recorded.last);
    entry.last = std::max(entry.first, std::min(happened.last, recorded.last));
    entry.is_covered = happened.is_covered && recorded.is_covered;
    entry.is_late = recorded.first > known_by_ || entry.first > as_of_;
    return entry;
  }

 private:
  static bool has(const MomentColumn& column, std::size_t place) {
    return !column.cells.empty() && column.cells[place] != no_moment;
  }
  Span read(const MomentColumn& column, std::size_t place) const {
    const std::int64_t cell = column.cells[place];
    if (!column.is_days) return {cell, cell, days_.covers_moment(cell)};
    if (cell < days_.first_day() || cell > days_.last_day()) return {};
    const auto day = static_cast<std::int32_t>(cell);
    return {days_.begin_of(day), days_.end_of(day) - microseconds_per_second, true};
  }

  const RollTable& days_;
  MomentColumn happened_;
  MomentColumn recorded_;
  Microseconds as_of_;
  Microseconds known_by_;
};

PlainRows::PlainRows(const CaseloadRules& rules, const Caseload& caseload, Microseconds as_of,
                     Microseconds known_by)
    : rules_(rules), caseload_(caseload), as_of_(as_of), known_by_(known_by) {
  const EventColumns& events = caseload.events;
  has_moments_ = events.recorded.cells.empty() && !events.known.is_days &&
                 events.known.cells.size() == events.row.size();
  for (std::size_t kind = 0; kind < events.kinds.size(); ++kind) {
    const std::vector<EventRule>& asked = rules.of_kind(static_cast<std::int32_t>(kind));
    if (asked.size() > 1) return;
    KindRule rule{{&never, 0, 0}};
    if (!asked.empty()) {
      const DueTable& table = rules.table(asked.front().clause);
      if (!table.covers_all_moments()) return;
      rule = {table.cells(), asked.front().order, asked.front().clause, true};
    }
    kinds_.push_back(rule);
  }
  kind_count_ = static_cast<std::uint32_t>(kinds_.size());
  if (kinds_.empty()) kinds_.push_back({{&never, 0, 0}});
  for (const CaseloadClock& clock : rules.clocks()) {
    has_levels_ = has_levels_ || !clock.after_level.empty();
  }
  is_possible_ = true;
}

void PlainRows::run(std::size_t first, std::size_t count, const RowPlaces& assessments,
                    const RowPlaces& events, const CaseloadWorker& worker) {
  count_ = count;
  if (!is_possible_) return;
  const RollTable& days = rules_.days();
  read_cases(first);
  const AssessmentColumns& own = caseload_.assessments;
  if (own.recorded.cells.empty() && !own.assessed.is_days) {
    read_assessments(Moments(days, own.assessed, as_of_, known_by_), first, assessments);
  } else {
    read_assessments(AnyColumns(days, own.assessed, own.recorded, as_of_, known_by_), first,
                     assessments);
  }
  for (std::size_t i = 0; i < count; ++i) begin_with(rows_[i], worker);
  open_.resize(std::max(open_.size(), events.end - events.begin + 1));
  const EventColumns& columns = caseload_.events;
  if (has_moments_) {
    add_open(find_open(Moments(days, columns.known, as_of_, known_by_), first, events));
  } else {
    add_open(find_open(AnyColumns(days, columns.known, columns.recorded, as_of_, known_by_), first,
                       events));
  }
}

void PlainRows::read_cases(std::size_t first) {
  const CaseColumns& cases = caseload_.cases;
  const AnyColumns openings(rules_.days(), cases.opened, {}, as_of_, known_by_);
  for (std::size_t i = 0; i < count_; ++i) {
    Row& row = rows_[i];
    row = Row();
    row.is_plain = cases.closed.cells.empty() || cases.closed.cells[first + i] == no_moment;
    if (cases.opened.cells.empty() || cases.opened.cells[first + i] == no_moment) continue;
    const Span opened = openings.read(first + i);
    row.opened = opened.first;
    row.is_plain = row.is_plain && opened.is_covered && !opened.is_late;
  }
}

template <class Reader>
void PlainRows::read_assessments(const Reader& reader, std::size_t first, const RowPlaces& places) {
  const AssessmentColumns& columns = caseload_.assessments;
  for (std::size_t i = places.begin; i < places.end; ++i) {
    const std::size_t place = places.at(i);
    Row& row = rows_[static_cast<std::size_t>(columns.row[place]) - first];
    const Span assessed = reader.read(place);
    const std::uint64_t possible = columns.possible[place];
    const bool is_completed = columns.completed.empty() || columns.completed[place] != 0;
    const bool is_judged = !columns.judged.empty() && columns.judged[place] != 0;
    const bool is_one_level = (possible & (possible - 1)) == 0;
    const std::int32_t instrument = columns.instrument.empty() ? 0 : columns.instrument[place];
    const bool is_first = row.instrument == -1;
    const bool is_assessed = columns.assessed.cells[place] != no_moment;
    row.is_plain = row.is_plain & is_assessed & assessed.is_covered & (possible != 0) &
                   ((possible & ~rules_.all_levels()) == 0) & is_completed &
                   rules_.meets_all((is_judged ? 2 : 0) + (is_one_level ? 1 : 0)) &
                   (is_first | (row.instrument == instrument)) & (instrument != -1) &
                   (assessed.first != row.assessed);  // two at once
    const bool is_next = !assessed.is_late & (assessed.first > row.assessed);
    row.instrument = instrument;
    row.late += assessed.is_late ? 1 : 0;
    row.assessed = is_next ? assessed.first : row.assessed;
    row.possible = is_next ? possible : row.possible;
    row.assessment = is_next ? static_cast<std::int32_t>(place) : row.assessment;
  }
}

// What is due first without events: after the assessment, or where there is none from the opening.
void PlainRows::begin_with(Row& row, const CaseloadWorker& worker) const {
  const bool is_assessed = row.assessed != no_moment;
  row.is_plain = row.is_plain && (is_assessed || row.opened != no_moment);
  row.due = never;
  if (!row.is_plain) return;
  const Microseconds from = is_assessed ? row.assessed : row.opened;
  const std::int32_t day = rules_.days().local_day(from);
  for (const CaseloadClock& clock : rules_.clocks()) {
    if (!clock.is_wanted || (is_assessed && clock.after_level.empty())) continue;
    CaseloadWorker::Chosen chosen{no_moment, clock.opening};
    if (is_assessed) {
      chosen = worker.choose(clock, row.possible, from, day);
    } else {
      chosen.due = rules_.table(clock.opening).due_on(from, day);
    }
    row.is_plain = row.is_plain && chosen.due != no_moment;
    if (chosen.due >= row.due) continue;  // of those due at once the first clock's
    row.due = chosen.due;
    row.from = from;
    row.clause = chosen.clause;
    row.order =
        order_of(clock.index, is_assessed ? ScheduleCause::assessment : ScheduleCause::opening);
  }
}

// Events are met or not, and which it is, is nothing to guess: there is no branch on it. How many
// are open is returned.
template <class Reader>
std::size_t PlainRows::find_open(const Reader& reader, std::size_t first, const RowPlaces& places) {
  // All by value: what is written below cannot change it.
  const Reader read = reader;
  const std::int32_t* const rows = caseload_.events.row.data();
  const std::int32_t* const kinds = caseload_.events.kind.data();
  const KindRule* const rules = kinds_.data();
  Open* const open = open_.data();
  const std::uint32_t kind_count = kind_count_;
  std::size_t count = 0;
  for (std::size_t i = places.begin; i < places.end; ++i) {
    const std::size_t place = places.at(i);
    const std::size_t number = static_cast<std::size_t>(rows[place]) - first;
    Row& row = rows_[number];
    const auto kind = static_cast<std::uint32_t>(kinds[place]);
    const Span known = read.read(place);
    if (!known.is_covered || kind >= kind_count) [[unlikely]] {
      row.is_plain = false;
      continue;
    }
    const bool is_early = known.last < row.opened;
    if (known.is_late | is_early) [[unlikely]] {
      ++(known.is_late ? row.late : row.early);
      if (known.is_late) continue;
    }
    open[count] = {place, number, known.first};
    count += rules[kind].is_asking & (row.assessed < known.last) ? 1 : 0;
  }
  return count;
}

void PlainRows::add_open(std::size_t count) {
  const RollTable& days = rules_.days();
  for (std::size_t i = 0; i < count; ++i) {
    const Open& open = open_[i];
    Row& row = rows_[open.row];
    const KindRule& rule = kinds_[static_cast<std::size_t>(caseload_.events.kind[open.place])];
    const Microseconds due = rule.cells.due(open.from, rules_.place_of(days.local_day(open.from)));
    const bool is_next = (due < row.due) | ((due == row.due) & (rule.order < row.order));
    row.is_plain = row.is_plain & (due != no_moment);
    row.due = is_next ? due : row.due;
    row.from = is_next ? open.from : row.from;
    row.order = is_next ? rule.order : row.order;
    row.event = is_next ? static_cast<std::int32_t>(open.place) : row.event;
    row.clause = is_next ? rule.clause : row.clause;
  }
}

NextDue PlainRows::next(std::size_t i) const {
  const Row& row = rows_[i];
  NextDue next;
  if (row.due == never) return next;
  next.due = row.due;
  next.from = row.from;
  next.clause = row.clause;
  const bool is_event = row.event >= 0;
  const auto without_events =
      row.assessed != no_moment ? ScheduleCause::assessment : ScheduleCause::opening;
  next.possible = is_event ? 0 : row.possible;
  next.cause = is_event ? ScheduleCause::event : without_events;
  next.cause_row = is_event ? row.event : row.assessment;
  return next;
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
