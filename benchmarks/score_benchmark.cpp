// SPDX-License-Identifier: Apache-2.0
// One form at a time, as a case system scores it, and what a host pays once when it opens.
// Targets: a form with its trace under 10 us; with possible set, decisive items and witnesses under
// 100 us; what ships checked under 300 ms, most of it the loading.
#include <benchmark/benchmark.h>

#include <cstdlib>

#include "models.hpp"
#include "vaern/instrument/explanation.hpp"
#include "vaern/instrument/record.hpp"
#include "vaern/instrument/score.hpp"
#include "vaern/programme/library.hpp"
#include "vaern/service/check.hpp"

namespace vaern {
namespace {

const std::string folder = VAERN_SOURCE_DIR "/instruments";

const InstrumentPtr& danger_assessment() {
  static const InstrumentPtr model = [] {
    InstrumentPtr loaded = benchmarks::load("/instruments/published/danger-assessment.yaml");
    if (loaded == nullptr) std::abort();
    return loaded;
  }();
  return model;
}

/// Every `every`-th question is left open; 0: none is, and all are answered no, as is complete.
Responses form(std::size_t every) {
  Responses responses(*danger_assessment());
  const Program& program = danger_assessment()->program().program();
  for (InputId id = 0; id < program.inputs.size(); ++id) {
    if (every != 0 && id % every == 0) continue;
    if (!program.is_conditional(id)) responses.answer(id, static_cast<Code>(id % 3 == 0 ? 1 : 0));
  }
  if (every == 0) {
    RowRun run(danger_assessment()->program());
    const std::vector<Truth> applicable = run.run(responses.codes()).applicable;
    for (InputId id = 0; id < program.inputs.size(); ++id) {
      if (applicable[id] != Truth::no && !responses.is_answered(id)) responses.answer(id, 0);
    }
  }
  return responses;
}

void score_form(benchmark::State& state, const Responses& responses, bool with_witnesses) {
  ScoreOptions options;
  options.with_witnesses = with_witnesses;
  for (auto _ : state) {
    Result<Score> made = score(danger_assessment(), responses, options);
    if (!made) state.SkipWithError("the form has faults");
    benchmark::DoNotOptimize(made);
  }
}

void CompleteForm(benchmark::State& state) { score_form(state, form(0), true); }
void HalfForm(benchmark::State& state) { score_form(state, form(2), true); }
void EmptyForm(benchmark::State& state) { score_form(state, form(1), true); }
void HalfFormWithoutWitnesses(benchmark::State& state) { score_form(state, form(2), false); }
BENCHMARK(CompleteForm)->Unit(benchmark::kMicrosecond);
BENCHMARK(HalfForm)->Unit(benchmark::kMicrosecond);
BENCHMARK(EmptyForm)->Unit(benchmark::kMicrosecond);
BENCHMARK(HalfFormWithoutWitnesses)->Unit(benchmark::kMicrosecond);

/// The program alone, as a table runs it.
void CompleteRow(benchmark::State& state) {
  const Responses responses = form(0);
  RowRun run(danger_assessment()->program());
  for (auto _ : state) benchmark::DoNotOptimize(run.run(responses.codes()).level.computed);
}
void HalfRow(benchmark::State& state) {
  const Responses responses = form(2);
  RowRun run(danger_assessment()->program());
  for (auto _ : state) benchmark::DoNotOptimize(run.run(responses.codes()).level.possible);
}
BENCHMARK(CompleteRow)->Unit(benchmark::kMicrosecond);
BENCHMARK(HalfRow)->Unit(benchmark::kMicrosecond);

void ExplainHalfForm(benchmark::State& state) {
  const Result<Score> made = score(danger_assessment(), form(2));
  for (auto _ : state) benchmark::DoNotOptimize(explain(*made));
}
BENCHMARK(ExplainHalfForm)->Unit(benchmark::kMicrosecond);

void RecordHalfForm(benchmark::State& state) {
  const Result<Score> made = score(danger_assessment(), form(2));
  for (auto _ : state) benchmark::DoNotOptimize(record_of(*made));
}
BENCHMARK(RecordHalfForm)->Unit(benchmark::kMicrosecond);

void LoadShippedModels(benchmark::State& state) {
  for (auto _ : state) {
    DiagnosticList findings;
    const Library library = Library::load({folder}, findings);
    if (findings.has_errors() || library.programmes().empty()) {
      state.SkipWithError("the shipped models have findings");
    }
    benchmark::DoNotOptimize(library);
  }
}
BENCHMARK(LoadShippedModels)->Unit(benchmark::kMillisecond);

/// What `vaern check instruments` does: reads, loads and looks over everything that ships.
void CheckShippedModels(benchmark::State& state) {
  for (auto _ : state) {
    const Checked checked = check_files({folder}, {folder});
    if (checked.findings.has_errors()) state.SkipWithError("the shipped models have errors");
    benchmark::DoNotOptimize(checked);
  }
}
BENCHMARK(CheckShippedModels)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace vaern
