// SPDX-License-Identifier: Apache-2.0
#include "vaern/reassessment/caseload.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "reassessment/caseload_made.hpp"
#include "reassessment/support.hpp"

namespace vaern {
namespace {

using namespace vaern::testing;

// Results with a column of each kind.
struct Table {
  explicit Table(std::size_t rows)
      : due(rows),
        last_day(rows),
        clause(rows),
        cause(rows),
        cause_row(rows),
        status(rows),
        overdue_hours(rows),
        tell(rows),
        levels(rows) {}
  ScheduleColumns columns() {
    return {due, last_day, clause, cause, cause_row, status, overdue_hours, tell, levels};
  }
  friend bool operator==(const Table&, const Table&) = default;

  std::vector<Microseconds> due;
  std::vector<std::int32_t> last_day;
  std::vector<std::int16_t> clause;
  std::vector<ScheduleCause> cause;
  std::vector<std::int32_t> cause_row;
  std::vector<ScheduleStatus> status;
  std::vector<std::int32_t> overdue_hours;
  std::vector<std::int16_t> tell;
  std::vector<std::uint64_t> levels;
};

const Policy& two_clocks() {
  static const Policy policy =
      policy_from(policy_text("[low, medium, high]",
                              R"(hours: {days: [monday, tuesday, friday], from: 08:00, to: 16:00}
on_duty: [authority]
clocks:
  first: {from: detected, within: P2D}
  again:
    after_level: {high: PT72H, medium: P1M, low: P3M}
    no_level: PT48H
    on_event: {new_violence: PT24H, moved: P7D}
    satisfied_by: completed
  law:
    after_level: {high: P7D, medium: P14D, low: P14D}
    no_level: P2D
    statutory: yes
    on_event: {new_violence: PT0H}
)"));
  return policy;
}

// Every completed assessment meets it, so that most rows are plain; ladders whose rungs may change
// places, and one by months.
const Policy& one_clock() {
  static const Policy policy = policy_from(policy_text("[low, medium, high]", R"(clocks:
  again:
    after_level: {high: PT72H, medium: P7D, low: P3M}
    no_level: PT48H
    on_event: {new_violence: PT24H, moved: P7D, separation: PT0H}
    satisfied_by: completed
overdue:
  high: [{after: P1D, tell: leader}, {after: PT30H, tell: coordinator}]
  medium: [{after: P1M, tell: leader}]
  any: [{after: PT0H, tell: coordinator}, {after: P2D, tell: leader}]
)"));
  return policy;
}

const std::vector<std::string>& kinds() {
  static const std::vector<std::string> list{"detected", "new_violence", "separation", "plan_found",
                                             "moved"};
  return list;
}

std::string cause_text(const Table& table, std::size_t row) {
  char text[16];
  switch (table.cause[row]) {
    case ScheduleCause::none:
      return "none";
    case ScheduleCause::opening:
      return "1";
    case ScheduleCause::event:
      std::snprintf(text, sizeof text, "e%04d", table.cause_row[row]);
      return text;
    case ScheduleCause::assessment:
    case ScheduleCause::draft:
      std::snprintf(text, sizeof text, "a%04d", table.cause_row[row]);
      return text;
  }
  return "none";
}

struct Seen {
  std::size_t rows = 0, open = 0, overdue = 0, refused = 0, told = 0;
};

void expect_as_timeline(const Policy& policy, const MadeCaseload& made, Microseconds as_of,
                        std::optional<Microseconds> known_by, Seen& seen,
                        const std::string& where) {
  ScheduleOptions options;
  options.as_of = as_of;
  options.known_by = known_by;
  Table table(made.cases());
  const Schedule schedule =
      schedule_table(policy, offices(), made.columns(), options, table.columns());
  std::optional<Instant> by;
  if (known_by) by = instant_of(*known_by);
  for (std::size_t row = 0; row < made.cases(); ++row) {
    const std::string place = where + " row " + std::to_string(row);
    const History history = made.history(row);
    const bool is_backwards =
        !history.episodes.empty() && history.episodes[0].closed &&
        Moment::surely_before(*history.episodes[0].closed, history.episodes[0].opened);
    ++seen.rows;
    if (table.status[row] == ScheduleStatus::refused) {
      ++seen.refused;
      const auto refused = timeline(policy, offices(), history, instant_of(as_of), by);
      ASSERT_TRUE(
          !refused.has_value() || history.episodes.empty() || is_backwards ||
          (history.episodes[0].closed && history.episodes[0].closed->latest(policy.zone()) <
                                             history.episodes[0].opened.earliest(policy.zone())))
          << place;
      continue;
    }
    const auto result = timeline(policy, offices(), history, instant_of(as_of), by);
    ASSERT_TRUE(result.has_value()) << place;
    const Obligation* next = result->next("o1");
    if (next == nullptr) {
      ASSERT_EQ(table.status[row], ScheduleStatus::nothing_open) << place;
      ASSERT_EQ(table.due[row], no_moment);
      continue;
    }
    ++seen.open;
    ASSERT_EQ(instant_of(table.due[row]), next->due.at) << place << " " << next->id;
    ASSERT_EQ(table.last_day[row], next->due.date.day_number()) << place << " " << next->id;
    ASSERT_EQ(cause_text(table, row), next->cause.id) << place;
    const ScheduleClause& clause = schedule.clauses[static_cast<std::size_t>(table.clause[row])];
    ASSERT_EQ(clause.path, next->clause.path) << place << " " << next->id;
    ASSERT_EQ(clause.clock, next->clock) << place;
    ASSERT_EQ(table.status[row] == ScheduleStatus::overdue, next->is_overdue()) << place;
    std::vector<std::string> tell;
    if (table.tell[row] >= 0) tell = schedule.told[static_cast<std::size_t>(table.tell[row])];
    ASSERT_EQ(tell, next->tell) << place << " " << next->id;
    if (next->is_overdue()) ++seen.overdue;
    if (!tell.empty()) ++seen.told;
  }
}

TEST(Caseload, ColumnsGiveTheAnswersOfTheTimeline) {
  Seen seen;
  for (std::uint64_t seed = 1; seed <= 120; ++seed) {
    const Policy& policy = seed % 2 == 0 ? shipped_policy() : two_clocks();
    const MadeCaseload made(seed, 30, kinds(), policy.levels().size(), policy.zone());
    const Microseconds as_of =
        microseconds_of(at(seed % 3 == 0 ? "2026-04-01T10:00:00Z" : "2026-07-01T10:00:00Z"));
    std::optional<Microseconds> known_by;
    if (seed % 5 == 0) known_by = microseconds_of(at("2026-04-10T10:00:00Z"));
    expect_as_timeline(policy, made, as_of, known_by, seen, "seed " + std::to_string(seed));
    if (HasFatalFailure()) return;
  }
  EXPECT_EQ(seen.rows, 3600U);
  EXPECT_GT(seen.open, 1500U);
  EXPECT_GT(seen.overdue, 600U);
  EXPECT_GT(seen.told, 600U);
  EXPECT_LT(seen.refused, 900U);
}

// Of two entries that give one date the row decides which is named; the date is the same.
TEST(Caseload, TheOrderOfRowsInAllThreeTablesChangesNoDate) {
  std::size_t open = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const Policy& policy = seed % 2 == 0 ? shipped_policy() : two_clocks();
    const MadeCaseload made(seed, 60, kinds(), policy.levels().size(), policy.zone());
    MadeCaseload other = made;
    const std::vector<std::size_t> now = other.shuffle(seed * 7919);
    ScheduleOptions options;
    options.as_of = microseconds_of(at("2026-05-01T10:00:00Z"));
    Table table(made.cases());
    Table shuffled(made.cases());
    const Schedule first =
        schedule_table(policy, offices(), made.columns(), options, table.columns());
    const Schedule second =
        schedule_table(policy, offices(), other.columns(), options, shuffled.columns());
    EXPECT_EQ(first.refused_cases, second.refused_cases);
    EXPECT_EQ(first.entries_not_yet, second.entries_not_yet);
    EXPECT_EQ(first.faults.size(), second.faults.size());
    const auto told = [](const Schedule& schedule, std::int16_t index) {
      return index < 0 ? std::vector<std::string>()
                       : schedule.told[static_cast<std::size_t>(index)];
    };
    for (std::size_t row = 0; row < made.cases(); ++row) {
      const std::size_t there = now[row];
      const std::string place = "seed " + std::to_string(seed) + " row " + std::to_string(row);
      ASSERT_EQ(table.due[row], shuffled.due[there]) << place;
      ASSERT_EQ(table.last_day[row], shuffled.last_day[there]) << place;
      ASSERT_EQ(table.status[row], shuffled.status[there]) << place;
      ASSERT_EQ(table.overdue_hours[row], shuffled.overdue_hours[there]) << place;
      ASSERT_EQ(table.levels[row], shuffled.levels[there]) << place;
      ASSERT_EQ(told(first, table.tell[row]), told(second, shuffled.tell[there])) << place;
      if (table.due[row] != no_moment) ++open;
    }
  }
  EXPECT_GT(open, 1500U);
}

// Tables as exports have them: without the columns that most leave out, sorted by case or not.
TEST(Caseload, FewerColumnsGiveTheAnswersOfTheTimeline) {
  Seen seen;
  for (std::uint64_t seed = 1; seed <= 240; ++seed) {
    const Policy& policy = seed % 3 == 0 ? shipped_policy() : one_clock();
    MadeCaseload made(seed + 1000, 40, kinds(), policy.levels().size(), policy.zone());
    made.leave_out(seed);
    if (seed % 2 == 0) made.sort();
    const Microseconds as_of =
        microseconds_of(at(seed % 5 == 0 ? "2026-04-01T10:00:00Z" : "2026-07-01T10:00:00Z"));
    std::optional<Microseconds> known_by;
    if (seed % 7 == 0) known_by = microseconds_of(at("2026-04-10T10:00:00Z"));
    expect_as_timeline(policy, made, as_of, known_by, seen, "seed " + std::to_string(seed));
    if (HasFatalFailure()) return;
  }
  EXPECT_EQ(seen.rows, 9600U);
  EXPECT_GT(seen.open, 6000U);
  EXPECT_GT(seen.overdue, 4000U);
  EXPECT_GT(seen.told, 4000U);
  EXPECT_LT(seen.refused, 1500U);
}

TEST(Caseload, ThreadsChangeNothing) {
  const MadeCaseload made(7, 20'000, kinds(), 4, shipped_policy().zone());
  ScheduleOptions options;
  options.as_of = microseconds_of(at("2026-06-01T10:00:00Z"));
  Table one(made.cases());
  const Schedule first =
      schedule_table(shipped_policy(), offices(), made.columns(), options, one.columns());
  for (const unsigned threads : {2U, 3U, 7U}) {
    options.threads = threads;
    Table more(made.cases());
    const Schedule other =
        schedule_table(shipped_policy(), offices(), made.columns(), options, more.columns());
    EXPECT_EQ(one, more) << threads;
    EXPECT_EQ(first.told, other.told);
    EXPECT_EQ(first.refused_cases, other.refused_cases);
    EXPECT_EQ(first.entries_not_yet, other.entries_not_yet);
    ASSERT_EQ(first.faults.size(), other.faults.size());
    for (std::size_t i = 0; i < first.faults.size(); ++i) {
      EXPECT_EQ(first.faults[i].finding.message(), other.faults[i].finding.message());
    }
  }
}

// One case, opened on Monday 2 March 2026, and what else a test adds.
struct Small {
  std::vector<std::int64_t> opened{microseconds_of(at("2026-03-02T09:00:00Z"))};
  std::vector<std::int64_t> closed{no_moment};
  std::vector<std::int32_t> row, event_row, kind;
  std::vector<std::int64_t> assessed, known;
  std::vector<std::uint64_t> possible;
  std::vector<std::string> kinds{"detected", "new_violence"};

  Caseload columns() const {
    Caseload load;
    load.cases = {opened.size(), {opened, false}, {closed, false}};
    load.assessments.row = row;
    load.assessments.assessed = {assessed, false};
    load.assessments.possible = possible;
    load.events.row = event_row;
    load.events.kind = kind;
    load.events.known = {known, false};
    load.events.kinds = kinds;
    return load;
  }
  void assess(const std::string& when, std::uint64_t level) {
    row.push_back(0);
    assessed.push_back(microseconds_of(at(when)));
    possible.push_back(level);
  }
  void add_event(const std::string& when, std::int32_t of_kind, std::int32_t of_row = 0) {
    event_row.push_back(of_row);
    kind.push_back(of_kind);
    known.push_back(microseconds_of(at(when)));
  }
  Schedule run(Table& table, const std::string& as_of = "2026-03-20T12:00:00Z") const {
    ScheduleOptions options;
    options.as_of = microseconds_of(at(as_of));
    return schedule_table(shipped_policy(), offices(), columns(), options, table.columns());
  }
};

TEST(Caseload, AHighLevelIsDueAfterSevenDaysAndAnEventBringsItForward) {
  Small small;
  small.assess("2026-03-10T09:00:00Z", high);
  Table table(1);
  Schedule schedule = small.run(table, "2026-03-12T12:00:00Z");
  EXPECT_EQ(Date::from_day_number(table.last_day[0]).to_string(), "2026-03-17");
  EXPECT_EQ(schedule.clauses[static_cast<std::size_t>(table.clause[0])].interval, "P7D");
  EXPECT_EQ(table.status[0], ScheduleStatus::due);
  EXPECT_EQ(table.levels[0], high);
  EXPECT_EQ(schedule.not_held, std::vector<std::string>{"plan_review"});

  small.add_event("2026-03-11T15:00:00Z", 1);
  schedule = small.run(table, "2026-03-13T17:00:00Z");
  EXPECT_EQ(instant_of(table.due[0]).to_string(), "2026-03-12T15:00:00Z");  // 24 hours
  EXPECT_EQ(table.cause[0], ScheduleCause::event);
  EXPECT_EQ(table.status[0], ScheduleStatus::overdue);
  EXPECT_EQ(table.overdue_hours[0], 26);
  EXPECT_EQ(schedule.told[static_cast<std::size_t>(table.tell[0])],
            std::vector<std::string>{"coordinator"});
}

TEST(Caseload, NothingIsDroppedInSilence) {
  Small small;
  small.assess("2026-03-10T09:00:00Z", high);
  small.add_event("2026-03-11T15:00:00Z", 1, -1);  // of no case
  Table table(1);
  Schedule schedule = small.run(table);
  ASSERT_EQ(schedule.faults.size(), 1U);
  EXPECT_EQ(schedule.faults[0].finding.code->id, std::string("E0790"));
  EXPECT_EQ(table.status[0], ScheduleStatus::overdue);  // the case itself has its date

  small.add_event("2026-03-11T15:00:00Z", -1);  // of an unknown kind
  schedule = small.run(table);
  ASSERT_EQ(schedule.faults.size(), 2U);
  EXPECT_EQ(schedule.faults[1].finding.code->id, std::string("E0796"));
  EXPECT_EQ(schedule.faults[1].row, 1U);
  EXPECT_EQ(table.status[0], ScheduleStatus::refused);
  EXPECT_EQ(table.due[0], no_moment);
  EXPECT_EQ(schedule.refused_cases, 1U);

  Small backwards;
  backwards.closed[0] = microseconds_of(at("2026-02-01T09:00:00Z"));
  schedule = backwards.run(table);
  ASSERT_EQ(schedule.faults.size(), 1U);
  EXPECT_EQ(schedule.faults[0].finding.code->id, std::string("E0793"));

  Small unopened;
  unopened.opened[0] = no_moment;
  schedule = unopened.run(table);
  ASSERT_EQ(schedule.faults.size(), 1U);
  EXPECT_EQ(schedule.faults[0].finding.code->id, std::string("E0794"));

  Small far;
  far.opened[0] = microseconds_of(at("2999-01-01T09:00:00Z"));
  schedule = far.run(table);
  ASSERT_EQ(schedule.faults.size(), 1U);
  EXPECT_EQ(schedule.faults[0].finding.code->id, std::string("E0792"));

  Small beyond;
  beyond.assess("2026-03-10T09:00:00Z", 16);
  schedule = beyond.run(table);
  ASSERT_EQ(schedule.faults.size(), 1U);
  EXPECT_EQ(schedule.faults[0].finding.code->id, std::string("E0795"));
  beyond.assessed[0] = no_moment;
  schedule = beyond.run(table);
  ASSERT_EQ(schedule.faults.size(), 1U);
  EXPECT_EQ(schedule.faults[0].finding.code->id, std::string("E0791"));
}

TEST(Caseload, WhatIsEarlyOrLateIsCounted) {
  Small small;
  small.assess("2026-03-10T09:00:00Z", high);
  small.add_event("2026-02-11T15:00:00Z", 1);  // known before the case opened: met since
  small.add_event("2026-05-11T15:00:00Z", 1);  // not yet
  Table table(1);
  const Schedule schedule = small.run(table);
  EXPECT_TRUE(schedule.faults.empty());
  EXPECT_EQ(schedule.events_before_opening, 1U);
  EXPECT_EQ(schedule.entries_not_yet, 1U);
}

TEST(Caseload, ADueDateAfterTheCalendarIsAFaultAndNoDate) {
  Small small;
  small.opened[0] = microseconds_of(at("2199-12-01T09:00:00Z"));
  small.assess("2199-12-20T09:00:00Z", low);
  Table table(1);
  const Schedule schedule = small.run(table, "2199-12-25T09:00:00Z");
  ASSERT_EQ(schedule.faults.size(), 1U);
  EXPECT_EQ(schedule.faults[0].finding.code->id, std::string("E0797"));
  EXPECT_EQ(table.status[0], ScheduleStatus::refused);
}

TEST(Caseload, MisuseIsRefused) {
  Small small;
  Table table(1);
  Table longer(2);
  ScheduleOptions options;
  options.as_of = microseconds_of(at("2026-03-20T12:00:00Z"));
  const Caseload load = small.columns();
  EXPECT_THROW(schedule_table(shipped_policy(), offices(), load, options, longer.columns()),
               std::invalid_argument);
  options.clocks = {"no_such_clock"};
  EXPECT_THROW(schedule_table(shipped_policy(), offices(), load, options, table.columns()),
               std::invalid_argument);
  options.clocks = {};
  options.as_of = microseconds_of(at("2500-03-20T12:00:00Z"));
  EXPECT_THROW(schedule_table(shipped_policy(), offices(), load, options, table.columns()),
               std::invalid_argument);
}

TEST(Caseload, ProjectedWeeksCountWhatIsDoneOnItsLastDay) {
  Small small;
  small.assess("2026-03-10T09:00:00Z", high);  // due by Tuesday 17 March, then every seven days
  ScheduleOptions options;
  options.as_of = microseconds_of(at("2026-03-16T08:00:00Z"));
  std::vector<std::int64_t> counts(4);
  project_weeks(shipped_policy(), offices(), small.columns(), options, {}, 1, 4, counts);
  // 17, 24, 31 March; 7 April is after Easter: it is open. 17 March + 7 + 7 + 7, none rolls.
  EXPECT_EQ(counts, (std::vector<std::int64_t>{1, 1, 1, 1}));
  // Overdue: done at once, and seven days later again.
  options.as_of = microseconds_of(at("2026-05-04T08:00:00Z"));
  project_weeks(shipped_policy(), offices(), small.columns(), options, {}, 1, 4, counts);
  EXPECT_EQ(counts[0], 1);
}

TEST(Caseload, ADateThatRollsBackToTheDayItCountsFromIsCountedOnce) {
  // Four days from Wednesday 1 April are Easter Sunday, which rolls back to that Wednesday itself.
  const Policy policy = policy_from(policy_text("[low]", R"(clocks:
  again: {after_level: {low: P4D}, no_level: P1D}
)"));
  Small small;
  small.assess("2026-03-28T09:00:00Z", low);  // due by 1 April
  ScheduleOptions options;
  options.as_of = microseconds_of(at("2026-03-30T08:00:00Z"));
  std::vector<std::int64_t> counts(2);
  project_weeks(policy, offices(), small.columns(), options, {}, 1, 2, counts);
  // 1 April; then, from Maundy Thursday on, Thursday itself would be closed: it is done that day.
  EXPECT_GE(counts[0], 1);
  EXPECT_LE(counts[0] + counts[1], 5);
}

}  // namespace
}  // namespace vaern
