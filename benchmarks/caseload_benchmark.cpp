// SPDX-License-Identifier: Apache-2.0
// Deadlines of a column by roll table, and the next date of a million cases with five events each:
// entries sorted by case, as an export has them, and in any order.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <string>
#include <vector>

#include "vaern/calendar/calendar.hpp"
#include "vaern/document/document.hpp"
#include "vaern/reassessment/caseload.hpp"

namespace vaern {
namespace {

constexpr std::size_t cases = 1'000'000;
constexpr std::int32_t first_day = 19'723;  // 2024-01-01
constexpr std::int32_t as_of_day = first_day + 731;

const std::string models = std::string(VAERN_SOURCE_DIR) + "/instruments/";

const Calendar& offices() {
  static const std::shared_ptr<const Calendar> calendar = [] {
    DiagnosticList findings;
    const auto document =
        read_document_file(models + "calendars/denmark-offices.yaml", findings, "offices.yaml");
    return load_calendar(*document, findings);
  }();
  return *calendar;
}

const Policy& review() {
  static const Policy policy = [] {
    DiagnosticList findings;
    const auto document =
        read_document_file(models + "partner-violence/policy.yaml", findings, "policy.yaml");
    return *load_policy(*document, findings);
  }();
  return policy;
}

std::uint64_t number(std::uint64_t row) {
  std::uint64_t z = (row + 1) * 0x9E3779B97F4A7C15ULL;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}

Microseconds moment_in_two_years(std::uint64_t row) {
  return first_day * microseconds_per_day +
         static_cast<Microseconds>(number(row) % (730 * 1440)) * 60 * microseconds_per_second;
}

// A minute between a moment and the day of asking: a table holds what is known by then.
Microseconds minute_since(Microseconds from, std::uint64_t drawn) {
  constexpr Microseconds minute = 60 * microseconds_per_second;
  const Microseconds minutes = (as_of_day * microseconds_per_day - from) / minute;
  return from + static_cast<Microseconds>(drawn % static_cast<std::uint64_t>(minutes)) * minute;
}

struct Made {
  explicit Made(bool is_sorted) {
    for (std::size_t i = 0; i < cases; ++i) {
      opened.push_back(moment_in_two_years(i));
      assessment_row.push_back(static_cast<std::int32_t>(i));
      assessed.push_back(minute_since(opened[i], number(i + cases)));
      possible.push_back(std::uint64_t{1} << number(i + 2 * cases) % 4);
    }
    const auto kinds = static_cast<std::uint64_t>(review().events_named().size());
    for (std::size_t i = 0; i < 5 * cases; ++i) {
      const std::uint64_t drawn = number(i + 3 * cases);
      const std::size_t row = is_sorted ? i / 5 : static_cast<std::size_t>(drawn % cases);
      event_row.push_back(static_cast<std::int32_t>(row));
      kind.push_back(static_cast<std::int32_t>(drawn / cases % kinds));
      known.push_back(minute_since(opened[row], drawn / 7));
    }
    load.cases = {cases, {opened, false}, {}};
    load.assessments.row = assessment_row;
    load.assessments.assessed = {assessed, false};
    load.assessments.possible = possible;
    load.events.row = event_row;
    load.events.kind = kind;
    load.events.known = {known, false};
    for (const Clock::OnEvent& on : review().events_named()) load.events.kinds.push_back(on.event);
  }

  std::vector<std::int64_t> opened, assessed, known;
  std::vector<std::int32_t> assessment_row, event_row, kind;
  std::vector<std::uint64_t> possible;
  Caseload load;
};

void next_due(benchmark::State& state) {
  const Made made(state.range(0) != 0);
  ScheduleOptions options;
  options.as_of = as_of_day * microseconds_per_day;
  options.threads = static_cast<unsigned>(state.range(1));
  std::vector<Microseconds> due(cases);
  std::vector<std::int32_t> last_day(cases), cause_row(cases), hours(cases);
  std::vector<std::int16_t> clause(cases), tell(cases);
  std::vector<ScheduleCause> cause(cases);
  std::vector<ScheduleStatus> status(cases);
  for (auto _ : state) {
    const Schedule schedule =
        schedule_table(review(), offices(), made.load, options,
                       {due, last_day, clause, cause, cause_row, status, hours, tell, {}});
    if (!schedule.faults.empty()) state.SkipWithError("the caseload has faults");
    benchmark::DoNotOptimize(due.data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(cases));
}
BENCHMARK(next_due)
    ->ArgNames({"sorted", "threads"})
    ->Args({1, 1})
    ->Args({0, 1})
    ->Args({1, 2})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

void due_of_moments(benchmark::State& state) {
  const RollTable days(offices(), review().zone(), 2023, 2028);
  const DueTable table(days, offices(), review().zone(), *Duration::parse("P7D"), false);
  std::vector<Microseconds> from(cases), due(cases);
  for (std::size_t i = 0; i < cases; ++i) from[i] = moment_in_two_years(i);
  for (auto _ : state) {
    table.run(from, due);
    benchmark::DoNotOptimize(due.data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(cases));
}
BENCHMARK(due_of_moments)->Unit(benchmark::kMillisecond);

// What numpy.busday_offset does: days in, days out (peers/caseload.py).
void due_of_days(benchmark::State& state) {
  const RollTable days(offices(), review().zone(), 2023, 2028);
  const DueTable table(days, offices(), review().zone(), *Duration::parse("P7D"), false);
  std::vector<std::int32_t> from(cases), due(cases);
  for (std::size_t i = 0; i < cases; ++i) {
    from[i] = first_day + static_cast<std::int32_t>(number(i) % 730);
  }
  for (auto _ : state) {
    table.run_days(from, due);
    benchmark::DoNotOptimize(due.data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(cases));
}
BENCHMARK(due_of_days)->Unit(benchmark::kMillisecond);

void build_the_table(benchmark::State& state) {
  for (auto _ : state) {
    const RollTable days(offices(), review().zone());
    benchmark::DoNotOptimize(days.last_day());
  }
}
BENCHMARK(build_the_table)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace vaern
