// SPDX-License-Identifier: Apache-2.0
#include "reassessment/caseload_rules.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "vaern/calendar/calendar.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {
namespace {

// The years of all moments, so that the tables are no longer than the data need.
class Years {
 public:
  explicit Years(Microseconds as_of) : first_(as_of), last_(as_of) {}

  void add(const MomentColumn& column) {
    if (!column.is_days) {
      add_moments(column.cells);
      return;
    }
    // Of days beyond any date no product is made.
    const std::int64_t most = std::numeric_limits<std::int64_t>::max() / microseconds_per_day;
    for (const std::int64_t cell : column.cells) {
      if (cell == no_moment || cell > most || cell < -most) continue;
      first_ = std::min(first_, cell * microseconds_per_day);
      last_ = std::max(last_, cell * microseconds_per_day);
    }
  }

  int first() const { return year_of(first_); }
  int last() const { return year_of(last_); }

 private:
  // By their upper halves, some seventy minutes each: no year is missed, as one more is added.
  void add_moments(std::span<const std::int64_t> cells) {
    const auto upper_half = [](std::int64_t cell) {
      return static_cast<std::uint32_t>(static_cast<std::uint64_t>(cell) >> 32);
    };
    // Of `no_moment` the half is the least there is: one below, it is the greatest.
    auto first = static_cast<std::int32_t>(upper_half(first_) - 1);
    auto last = static_cast<std::int32_t>(upper_half(last_));
    for (const std::int64_t cell : cells) {
      first = std::min(first, static_cast<std::int32_t>(upper_half(cell) - 1));
      last = std::max(last, static_cast<std::int32_t>(upper_half(cell)));
    }
    constexpr std::int64_t unit = std::int64_t{1} << 32;
    first_ = std::min(first_, (std::int64_t{first} + 1) * unit);
    last_ = std::max(last_, std::int64_t{last} * unit);
  }

  // Near enough: a year is added on both sides.
  static int year_of(Microseconds at) {
    constexpr std::int64_t most = 8000;
    const std::int64_t years = at / microseconds_per_day / 366;
    if (years > most) return static_cast<int>(1970 + most);
    if (years < -1968) return 1;
    return Date::from_day_number(at / microseconds_per_day).year();
  }
  Microseconds first_;
  Microseconds last_;
};

int longest_years(const Policy& policy) {
  std::int64_t days = 0;
  const auto add = [&days](const PolicyInterval& interval) {
    const Duration& length = interval.length.duration();
    // Of seven days in a row at least two count, whatever holidays a calendar has.
    days = std::max({days, length.seconds() / 86'400 + length.days() + length.months() * 31,
                     std::int64_t{interval.length.count()} * 4 + 31});
  };
  for (const Clock& clock : policy.clocks()) {
    add(clock.within);
    add(clock.no_level);
    for (const PolicyInterval& interval : clock.after_level) add(interval);
    for (const Clock::OnEvent& on : clock.on_event) add(on.interval);
  }
  return static_cast<int>(std::min<std::int64_t>(days / 365, 9000)) + 1;
}

// Clocks of assessments alone: what events meet, what counts from the deed, what ends by itself or
// by no closing, and what counts assessments in a row is not in these columns.
bool is_held(const Clock& clock) {
  const bool is_kind =
      clock.kind == Clock::Kind::from_event || clock.kind == Clock::Kind::after_level;
  return is_kind && clock.met_by.empty() && !clock.valid && clock.step_down_after == 1 &&
         !clock.from_occurred && clock.ends_with_case;
}

std::unique_ptr<RollTable> days_for(const Policy& policy, const Calendar& calendar,
                                    const Caseload& caseload, const ScheduleOptions& options) {
  if (!(calendar.head().reference() == policy.calendar())) {
    throw std::invalid_argument("the policy counts with the calendar " +
                                policy.calendar().to_string() + ", and it was given " +
                                calendar.head().reference().to_string());
  }
  Years years(options.as_of);
  for (const MomentColumn* column :
       {&caseload.cases.opened, &caseload.cases.closed, &caseload.assessments.assessed,
        &caseload.assessments.recorded, &caseload.events.known, &caseload.events.recorded}) {
    years.add(*column);
  }
  const int first = std::clamp(years.first() - 1, calendar.first_year(), calendar.last_year());
  const int last =
      std::clamp(years.last() + 1 + longest_years(policy), first, calendar.last_year());
  auto days = std::make_unique<RollTable>(calendar, policy.zone(), first, last);
  if (!days->covers_moment(options.as_of)) {
    throw std::invalid_argument("as_of is outside the years of the calendar " +
                                calendar.head().reference().to_string());
  }
  return days;
}

void check_length(const MomentColumn& column, std::size_t rows, bool is_required,
                  const char* name) {
  const bool is_good = column.cells.size() == rows || (!is_required && column.cells.empty());
  if (!is_good) {
    throw std::invalid_argument(std::string("the column '") + name + "' has " +
                                std::to_string(column.cells.size()) + " rows, and its table " +
                                std::to_string(rows));
  }
}

template <class Cell>
void check_length(std::span<const Cell> cells, std::size_t rows, const char* name) {
  if (cells.size() == rows || cells.empty()) return;
  throw std::invalid_argument(std::string("the column '") + name + "' has " +
                              std::to_string(cells.size()) + " rows, and its table " +
                              std::to_string(rows));
}

}  // namespace

void check_lengths(const Caseload& caseload) {
  constexpr std::size_t most = std::numeric_limits<std::int32_t>::max();
  const CaseColumns& cases = caseload.cases;
  check_length(cases.opened, cases.rows, false, "opened");
  check_length(cases.closed, cases.rows, false, "closed");
  const AssessmentColumns& assessments = caseload.assessments;
  const std::size_t count = assessments.row.size();
  check_length(assessments.assessed, count, true, "assessed");
  check_length(assessments.recorded, count, false, "recorded");
  if (assessments.possible.size() != count) {
    throw std::invalid_argument("the column of levels has " +
                                std::to_string(assessments.possible.size()) +
                                " rows, and its table " + std::to_string(count));
  }
  check_length(assessments.completed, count, "completed");
  check_length(assessments.judged, count, "judged");
  check_length(assessments.instrument, count, "instrument");
  const EventColumns& events = caseload.events;
  check_length(events.known, events.row.size(), false, "known");
  check_length(events.recorded, events.row.size(), false, "recorded");
  if (events.kind.size() != events.row.size()) {
    throw std::invalid_argument("the column 'kind' has " + std::to_string(events.kind.size()) +
                                " rows, and its table " + std::to_string(events.row.size()));
  }
  if (cases.rows > most || count > most || events.row.size() > most) {
    throw std::invalid_argument("a caseload has at most 2,147,483,647 rows a table");
  }
}

CaseloadRules::CaseloadRules(const Policy& policy, const Calendar& calendar,
                             const Caseload& caseload, const ScheduleOptions& options)
    : policy_(&policy), calendar_(&calendar), days_(days_for(policy, calendar, caseload, options)) {
  if (policy.in_force() &&
      !policy.in_force()->holds_on(policy.zone().local(instant_of(options.as_of)).date)) {
    throw std::invalid_argument("the policy " + policy.head().reference().to_string() +
                                " is not in force at as_of");
  }
  for (const std::string& id : options.clocks) {
    if (policy.find_clock(id) == nullptr) {
      throw std::invalid_argument("the policy has no clock '" + id + "'");
    }
  }
  const std::size_t count = policy.levels().size();
  all_levels_ = count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
  by_kind_.resize(caseload.events.kinds.size());
  for (std::size_t i = 0; i < policy.clocks().size(); ++i) {
    add_clock(policy.clocks()[i], i, options, caseload.events.kinds);
  }
  add_ladders();
}

int CaseloadRules::add_clause(const Clock& clock, const PolicyInterval& interval) {
  clauses_.push_back({clock.id, interval.path, interval.length.to_string()});
  tables_.emplace_back(*days_, *calendar_, policy_->zone(), interval.length, interval.statutory);
  return static_cast<int>(clauses_.size()) - 1;
}

void CaseloadRules::add_clock(const Clock& clock, std::size_t index, const ScheduleOptions& options,
                              const std::vector<std::string>& kinds) {
  if (!is_held(clock)) {
    not_held_.push_back(clock.id);
    return;
  }
  CaseloadClock entry;
  entry.clock = &clock;
  entry.index = index;
  entry.is_wanted =
      options.clocks.empty() ||
      std::find(options.clocks.begin(), options.clocks.end(), clock.id) != options.clocks.end();
  for (std::size_t i = 0; i < entry.meets.size(); ++i) {
    entry.meets[i] = policy_->satisfies(clock, true, (i & 2) != 0, (i & 1) != 0);
    meets_all_[i] = meets_all_[i] && entry.meets[i];
  }
  const auto add_event = [&](const std::string& kind, int clause) {
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      if (kinds[i] != kind) continue;
      by_kind_[i].push_back({clocks_.size(), clause, order_of(index, ScheduleCause::event)});
    }
  };
  if (clock.kind == Clock::Kind::from_event) {
    entry.opening = add_clause(clock, clock.within);
    if (entry.is_wanted) add_event(clock.from, entry.opening);
  } else {
    for (const PolicyInterval& interval : clock.after_level) {
      entry.after_level.push_back(add_clause(clock, interval));
    }
    entry.is_stepped = stepped_days(entry);
    entry.no_level = add_clause(clock, clock.no_level);
    entry.opening = entry.no_level;
    for (const Clock::OnEvent& on : clock.on_event) {
      const int clause = add_clause(clock, on.interval);
      if (entry.is_wanted) add_event(on.event, clause);
    }
  }
  clocks_.push_back(std::move(entry));
}

// A day is one where both its first and its last moment are: between them a date stays or grows as
// the moment does. Before a row of closed days a longer interval may roll back to before a shorter.
std::vector<std::uint8_t> CaseloadRules::stepped_days(const CaseloadClock& clock) const {
  std::vector<std::uint8_t> stepped;
  for (std::int32_t day = days_->first_day(); day <= days_->last_day(); ++day) {
    bool is_stepped = true;
    for (const Microseconds from : {days_->begin_of(day), days_->end_of(day) - 1}) {
      Microseconds lower = std::numeric_limits<Microseconds>::max();
      for (const int clause : clock.after_level) {
        const Microseconds due = table(clause).due_on(from, day);
        is_stepped = is_stepped && due != no_moment && due <= lower;
        lower = due;
      }
    }
    stepped.push_back(is_stepped ? 1 : 0);
  }
  return stepped;
}

void CaseloadRules::add_ladders() {
  for (std::size_t level = 0; level < std::max<std::size_t>(policy_->levels().size(), 1); ++level) {
    std::vector<CaseloadRung> ladder;
    const auto add = [&ladder](const std::vector<OverdueRung>& rungs) {
      for (const OverdueRung& rung : rungs) {
        CaseloadRung entry;
        entry.is_elapsed = rung.after.is_elapsed();
        entry.elapsed = rung.after.seconds() * microseconds_per_second;
        entry.days = rung.after.days();
        entry.has_months = rung.after.months() != 0;
        entry.civil = rung.after;
        entry.rung = &rung;
        ladder.push_back(entry);
      }
    };
    if (level < policy_->levels().size()) add(policy_->overdue(level));
    add(policy_->overdue_any());
    const bool is_short = policy_->on_duty().empty() && ladder.size() <= 6 &&
                          std::none_of(ladder.begin(), ladder.end(),
                                       [](const CaseloadRung& rung) { return rung.has_months; });
    is_short_.push_back(is_short ? 1 : 0);
    ladders_.push_back(std::move(ladder));
  }
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
