// SPDX-License-Identifier: Apache-2.0
#include "reassessment/caseload_made.hpp"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace vaern::testing {
namespace {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  std::uint64_t below(std::uint64_t n) { return next() % n; }
  bool one_in(std::uint64_t n) { return below(n) == 0; }

 private:
  std::uint64_t state_;
};

// Sixteen weeks from 2026-02-20, with Easter and the change of clocks; quarters of an hour, so that
// some fall together.
std::int64_t some_cell(Random& random, bool is_days, std::uint64_t weeks = 16) {
  constexpr std::int64_t first_day = 20'504;
  const auto quarter = static_cast<std::int64_t>(random.below(weeks * 7 * 96));
  if (is_days) return first_day + quarter / 96;
  return first_day * microseconds_per_day + quarter * 900 * microseconds_per_second;
}

std::string id_of(char letter, std::size_t row) {
  char text[16];
  std::snprintf(text, sizeof text, "%c%04zu", letter, row);
  return text;
}

}  // namespace

MadeCaseload::MadeCaseload(std::uint64_t seed, std::size_t cases, std::vector<std::string> kinds,
                           std::size_t levels, const Zone& zone)
    : zone_(zone), kinds_(std::move(kinds)) {
  Random random(seed);
  for (Column* column :
       {&opened_, &closed_, &assessed_, &assessment_recorded_, &known_, &event_recorded_}) {
    column->is_days = random.one_in(3);
  }
  for (std::size_t row = 0; row < cases; ++row) {
    opened_.cells.push_back(random.one_in(12) ? no_moment : some_cell(random, opened_.is_days, 6));
    closed_.cells.push_back(random.one_in(4) && opened_.cells.back() != no_moment
                                ? some_cell(random, closed_.is_days)
                                : no_moment);
  }
  const std::uint64_t sets = std::uint64_t{1} << levels;
  for (std::size_t i = random.below(3 * cases); i > 0; --i) {
    assessment_row_.push_back(static_cast<std::int32_t>(random.below(cases)));
    assessed_.cells.push_back(some_cell(random, assessed_.is_days));
    assessment_recorded_.cells.push_back(
        random.one_in(2) ? no_moment : some_cell(random, assessment_recorded_.is_days));
    const bool is_one = random.one_in(2);
    possible_.push_back(is_one ? std::uint64_t{1} << random.below(levels) : random.below(sets));
    completed_.push_back(random.one_in(4) ? 0 : 1);
    judged_.push_back(random.one_in(3) ? 1 : 0);
    instrument_.push_back(static_cast<std::int32_t>(random.below(2)));
  }
  for (std::size_t i = random.below(5 * cases); i > 0; --i) {
    event_row_.push_back(static_cast<std::int32_t>(random.below(cases)));
    kind_.push_back(static_cast<std::int32_t>(random.below(kinds_.size())));
    known_.cells.push_back(some_cell(random, known_.is_days));
    event_recorded_.cells.push_back(random.one_in(2) ? no_moment
                                                     : some_cell(random, event_recorded_.is_days));
    if (random.one_in(9) && event_recorded_.cells.back() != no_moment) {
      known_.cells.back() = no_moment;
    }
  }
}

namespace {

// For each new row the old one.
std::vector<std::size_t> some_order(Random& random, std::size_t rows) {
  std::vector<std::size_t> order(rows);
  for (std::size_t i = 0; i < rows; ++i) order[i] = i;
  for (std::size_t i = rows; i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
  return order;
}

template <class T>
void reorder(std::vector<T>& cells, const std::vector<std::size_t>& order) {
  std::vector<T> moved;
  moved.reserve(cells.size());
  for (const std::size_t row : order) moved.push_back(cells[row]);
  cells = std::move(moved);
}

}  // namespace

std::vector<std::size_t> MadeCaseload::shuffle(std::uint64_t seed) {
  Random random(seed);
  const std::vector<std::size_t> of_cases = some_order(random, cases());
  const std::vector<std::size_t> of_assessments = some_order(random, assessment_row_.size());
  const std::vector<std::size_t> of_events = some_order(random, event_row_.size());
  std::vector<std::size_t> now(cases());
  for (std::size_t row = 0; row < of_cases.size(); ++row) now[of_cases[row]] = row;
  for (Column* column : {&opened_, &closed_}) reorder(column->cells, of_cases);
  reorder_assessments(of_assessments);
  reorder_events(of_events);
  for (auto* rows : {&assessment_row_, &event_row_}) {
    for (std::int32_t& row : *rows) {
      row = static_cast<std::int32_t>(now[static_cast<std::size_t>(row)]);
    }
  }
  return now;
}

void MadeCaseload::reorder_assessments(const std::vector<std::size_t>& order) {
  for (Column* column : {&assessed_, &assessment_recorded_}) reorder(column->cells, order);
  reorder(assessment_row_, order);
  reorder(instrument_, order);
  reorder(possible_, order);
  reorder(completed_, order);
  reorder(judged_, order);
}

void MadeCaseload::reorder_events(const std::vector<std::size_t>& order) {
  for (Column* column : {&known_, &event_recorded_}) reorder(column->cells, order);
  reorder(event_row_, order);
  reorder(kind_, order);
}

void MadeCaseload::sort() {
  const auto by_row = [](const std::vector<std::int32_t>& rows) {
    std::vector<std::size_t> order(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&rows](std::size_t a, std::size_t b) { return rows[a] < rows[b]; });
    return order;
  };
  reorder_assessments(by_row(assessment_row_));
  reorder_events(by_row(event_row_));
}

void MadeCaseload::leave_out(std::uint64_t seed) {
  Random random(seed);
  const auto leave = [&random](auto& cells, auto value, bool& has) {
    has = random.one_in(2);
    if (!has) std::fill(cells.begin(), cells.end(), value);
  };
  leave(assessment_recorded_.cells, no_moment, has_assessment_recorded_);
  leave(completed_, std::uint8_t{1}, has_completed_);
  leave(judged_, std::uint8_t{0}, has_judged_);
  leave(instrument_, std::int32_t{0}, has_instrument_);
  leave(closed_.cells, no_moment, has_closed_);
  for (std::size_t i = 0; i < known_.cells.size(); ++i) {
    if (known_.cells[i] == no_moment) known_.cells[i] = some_cell(random, known_.is_days);
  }
  leave(event_recorded_.cells, no_moment, has_event_recorded_);
}

Caseload MadeCaseload::columns() const {
  Caseload load;
  load.cases = {cases(), opened_.view(), closed_.view()};
  load.assessments.row = assessment_row_;
  load.assessments.assessed = assessed_.view();
  load.assessments.recorded = assessment_recorded_.view();
  load.assessments.possible = possible_;
  load.assessments.completed = completed_;
  load.assessments.judged = judged_;
  load.assessments.instrument = instrument_;
  load.events.row = event_row_;
  load.events.kind = kind_;
  load.events.known = known_.view();
  load.events.recorded = event_recorded_.view();
  load.events.kinds = kinds_;
  if (!has_closed_) load.cases.closed = {};
  if (!has_assessment_recorded_) load.assessments.recorded = {};
  if (!has_completed_) load.assessments.completed = {};
  if (!has_judged_) load.assessments.judged = {};
  if (!has_instrument_) load.assessments.instrument = {};
  if (!has_event_recorded_) load.events.recorded = {};
  return load;
}

Moment MadeCaseload::moment(const Column& column, std::size_t row) const {
  Moment result;
  if (column.is_days) {
    result.date = PartialDate::of(Date::from_day_number(column.cells[row]));
    return result;
  }
  result.instant = instant_of(column.cells[row]);
  result.date = PartialDate::of(zone_.local(*result.instant).date);
  return result;
}

History MadeCaseload::history(std::size_t row) const {
  History history;
  history.dyads.push_back({"o1", {}});
  if (opened_.cells[row] != no_moment) {
    history.episodes.push_back({1, moment(opened_, row), {}, {}});
    if (closed_.cells[row] != no_moment) history.episodes[0].closed = moment(closed_, row);
  }
  for (std::size_t i = 0; i < assessment_row_.size(); ++i) {
    if (static_cast<std::size_t>(assessment_row_[i]) != row) continue;
    HistoryAssessment entry;
    entry.id = id_of('a', i);
    entry.about = "o1";
    entry.instrument = instrument_[i] == 0 ? "one" : "two";
    entry.completed = completed_[i] != 0;
    entry.assessed = moment(assessed_, i);
    entry.recorded = assessment_recorded_.cells[i] == no_moment ? entry.assessed
                                                                : moment(assessment_recorded_, i);
    entry.level.possible = possible_[i];
    entry.level.judged = judged_[i] != 0;
    if (possible_[i] == 0) entry.level.no_level = NoLevel::unknown;
    history.assessments.push_back(std::move(entry));
  }
  for (std::size_t i = 0; i < event_row_.size(); ++i) {
    if (static_cast<std::size_t>(event_row_[i]) != row) continue;
    HistoryEvent entry;
    entry.id = id_of('e', i);
    entry.kind = kinds_[static_cast<std::size_t>(kind_[i])];
    const bool is_known = known_.cells[i] != no_moment;
    const bool is_recorded = event_recorded_.cells[i] != no_moment;
    entry.known = is_known ? moment(known_, i) : moment(event_recorded_, i);
    entry.recorded = is_recorded ? moment(event_recorded_, i) : moment(known_, i);
    entry.occurred = entry.known;
    entry.about = i % 3 == 0 ? "" : "o1";
    history.events.push_back(std::move(entry));
  }
  return history;
}

}  // namespace vaern::testing
