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

PlainRows::PlainRows(const CaseloadRules& rules, const Caseload& caseload, Microseconds as_of,
                     Microseconds known_by)
    : rules_(rules), caseload_(caseload), latest_(std::min(as_of, known_by)) {
  const EventColumns& events = caseload.events;
  // Known at one moment and recorded at another is more than a plain entry says.
  const bool is_one = events.known.cells.empty() || events.recorded.cells.empty();
  known_ = events.known.cells.empty() ? &events.recorded : &events.known;
  if (!is_one || (known_->cells.empty() && !events.row.empty())) return;
  if (!caseload.assessments.recorded.cells.empty()) return;
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

// Reads cells by what it needs of the tables.
template <>
class PlainRows::DayReader<true> {
 public:
  explicit DayReader(const RollTable& days) : days_(days) {}
  Span read(std::int64_t cell) const {
    const bool is_covered = (cell >= days_.first_day()) & (cell <= days_.last_day());
    const std::int32_t day = is_covered ? static_cast<std::int32_t>(cell) : days_.first_day();
    return {days_.begin_of(day), days_.end_of(day) - microseconds_per_second, is_covered};
  }

 private:
  const RollTable& days_;
};

template <>
class PlainRows::DayReader<false> {
 public:
  explicit DayReader(const RollTable& days) : begin_(days.begin()), end_(days.end()) {}
  Span read(std::int64_t cell) const {
    const bool is_covered = (cell >= begin_) & (cell < end_);
    const Microseconds at = is_covered ? cell : begin_;
    return {at, at, is_covered};
  }

 private:
  Microseconds begin_;
  Microseconds end_;
};

PlainRows::Span PlainRows::read(const MomentColumn& column, std::size_t place) const {
  const std::int64_t cell = column.cells[place];
  return column.is_days ? DayReader<true>(rules_.days()).read(cell)
                        : DayReader<false>(rules_.days()).read(cell);
}

void PlainRows::run(std::size_t first, std::size_t count, const RowPlaces& assessments,
                    const RowPlaces& events, const CaseloadWorker& worker) {
  count_ = count;
  if (!is_possible_) return;
  read_cases(first);
  read_assessments(first, assessments);
  for (std::size_t i = 0; i < count; ++i) begin_with(rows_[i], worker);
  open_.resize(std::max(open_.size(), events.end - events.begin + 1));
  if (known_->is_days) {
    add_open<true>(find_open<true>(first, events));
  } else {
    add_open<false>(find_open<false>(first, events));
  }
}

void PlainRows::read_cases(std::size_t first) {
  const CaseColumns& cases = caseload_.cases;
  for (std::size_t i = 0; i < count_; ++i) {
    Row& row = rows_[i];
    row = Row();
    row.is_plain = cases.closed.cells.empty() || cases.closed.cells[first + i] == no_moment;
    if (cases.opened.cells.empty() || cases.opened.cells[first + i] == no_moment) continue;
    const Span opened = read(cases.opened, first + i);
    row.opened = opened.first;
    row.is_plain = row.is_plain & opened.is_covered & (opened.first <= latest_);
  }
}

void PlainRows::read_assessments(std::size_t first, const RowPlaces& places) {
  const AssessmentColumns& columns = caseload_.assessments;
  for (std::size_t i = places.begin; i < places.end; ++i) {
    const std::size_t place = places.at(i);
    Row& row = rows_[static_cast<std::size_t>(columns.row[place]) - first];
    const Span assessed = read(columns.assessed, place);
    const std::uint64_t possible = columns.possible[place];
    const bool is_completed = columns.completed.empty() || columns.completed[place] != 0;
    const bool is_judged = !columns.judged.empty() && columns.judged[place] != 0;
    const bool is_one_level = (possible & (possible - 1)) == 0;
    const std::int32_t instrument = columns.instrument.empty() ? 0 : columns.instrument[place];
    const bool is_first = row.instrument == -1;
    const bool is_late = assessed.first > latest_;
    row.is_plain = row.is_plain & assessed.is_covered & (possible != 0) &
                   ((possible & ~rules_.all_levels()) == 0) & is_completed &
                   rules_.meets_all((is_judged ? 2 : 0) + (is_one_level ? 1 : 0)) &
                   (is_first | (row.instrument == instrument)) & (instrument != -1) &
                   (assessed.first != row.assessed);  // two at once
    const bool is_next = !is_late & (assessed.first > row.assessed);
    row.instrument = instrument;
    row.late += is_late ? 1 : 0;
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
    row.clause = chosen.clause;
    row.order =
        order_of(clock.index, is_assessed ? ScheduleCause::assessment : ScheduleCause::opening);
  }
}

// Events are met or not, and which it is, is nothing to guess: there is no branch on it. How many are
// open is returned.
template <bool is_days>
std::size_t PlainRows::find_open(std::size_t first, const RowPlaces& places) {
  // All by value: what is written below cannot change it.
  const std::int32_t* const rows = caseload_.events.row.data();
  const std::int32_t* const kinds = caseload_.events.kind.data();
  const std::int64_t* const cells = known_->cells.data();
  const KindRule* const rules = kinds_.data();
  Open* const open = open_.data();
  const DayReader<is_days> days(rules_.days());
  const std::uint32_t kind_count = kind_count_;
  const Microseconds latest = latest_;
  std::size_t count = 0;
  for (std::size_t i = places.begin; i < places.end; ++i) {
    const std::size_t place = places.at(i);
    const std::size_t number = static_cast<std::size_t>(rows[place]) - first;
    Row& row = rows_[number];
    const auto kind = static_cast<std::uint32_t>(kinds[place]);
    const Span known = days.read(cells[place]);
    const bool is_late = known.first > latest;
    const bool is_early = known.last < row.opened;
    if (!known.is_covered || kind >= kind_count) [[unlikely]] {
      row.is_plain = false;
      continue;
    }
    if (is_late | is_early) [[unlikely]] {
      ++(is_late ? row.late : row.early);
      if (is_late) continue;
    }
    open[count] = {place, number};
    count += rules[kind].is_asking & (row.assessed < known.last) ? 1 : 0;
  }
  return count;
}

template <bool is_days>
void PlainRows::add_open(std::size_t count) {
  const RollTable& days = rules_.days();
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t place = open_[i].place;
    Row& row = rows_[open_[i].row];
    const std::int64_t cell = known_->cells[place];
    const KindRule& rule = kinds_[static_cast<std::size_t>(caseload_.events.kind[place])];
    const std::int32_t day = is_days ? static_cast<std::int32_t>(cell) : days.local_day(cell);
    const Microseconds from = is_days ? days.begin_of(day) : cell;
    const Microseconds due = rule.cells.due(from, rules_.place_of(day));
    const bool is_next = (due < row.due) | ((due == row.due) & (rule.order < row.order));
    row.is_plain = row.is_plain & (due != no_moment);
    row.due = is_next ? due : row.due;
    row.order = is_next ? rule.order : row.order;
    row.event = is_next ? static_cast<std::int32_t>(place) : row.event;
    row.clause = is_next ? rule.clause : row.clause;
  }
}

NextDue PlainRows::next(std::size_t i) const {
  const Row& row = rows_[i];
  NextDue next;
  if (row.due == never) return next;
  next.due = row.due;
  next.possible = row.event < 0 ? row.possible : 0;
  next.clause = row.clause;
  if (row.event >= 0) {
    const auto place = static_cast<std::size_t>(row.event);
    next.from = read(*known_, place).first;
    next.cause = ScheduleCause::event;
    next.cause_row = row.event;
  } else {
    const bool is_assessed = row.assessed != no_moment;
    next.from = is_assessed ? row.assessed : row.opened;
    next.cause = is_assessed ? ScheduleCause::assessment : ScheduleCause::opening;
    next.cause_row = row.assessment;
  }
  return next;
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
