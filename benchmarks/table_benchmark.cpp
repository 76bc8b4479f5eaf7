// SPDX-License-Identifier: Apache-2.0
// Tables: the reference task and every published instrument, on synthetic rows with reused buffers.
// `bytes_per_second` counts what is read and written once; the limit is what bandwidth_benchmark
// measures in the same run.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "vaern/document/document.hpp"
#include "vaern/programme/library.hpp"
#include "vaern/table/score_table.hpp"
#include "vaern/table/synthetic.hpp"

namespace vaern {
namespace {

InstrumentPtr load(const std::string& path) {
  DiagnosticList findings;
  const auto document = read_document_file(path, findings);
  InstrumentPtr model =
      document ? load_instrument(*document, population_names(), findings) : nullptr;
  if (model == nullptr) std::abort();
  return model;
}

/// Rows with 5 % of the answers missing, and room for a result.
struct Task {
  Task(InstrumentPtr of, std::uint64_t rows, std::vector<std::string> outputs)
      : model(std::move(of)), wanted(std::move(outputs)) {
    SyntheticOptions options;
    options.rows = rows;
    options.seed = 1;
    options.missing.single = 50'000;
    forms = make_synthetic(model, options, 2);
  }

  TableScorer scorer(unsigned threads) const {
    std::vector<InputColumn> columns;
    for (std::size_t i = 0; i < forms.names.size(); ++i) {
      ColumnView view;
      view.type = ColumnType::codes;
      view.rows = forms.codes[i].size();
      view.values = forms.codes[i].data();
      columns.push_back({forms.names[i], view, {}});
    }
    TableOptions options;
    options.outputs = wanted;
    options.threads = threads;
    auto made = TableScorer::make(model, std::move(columns), std::move(options));
    if (!made) std::abort();
    return *std::move(made);
  }

  InstrumentPtr model;
  std::vector<std::string> wanted;
  SyntheticTable forms;
};

void score(benchmark::State& state, const Task& task, unsigned threads) {
  const TableScorer scorer = task.scorer(threads);
  std::vector<std::vector<std::byte>> cells;
  std::vector<OutputBuffer> buffers;
  std::size_t bytes_a_row = task.forms.names.size();
  for (const OutputColumn& output : scorer.outputs()) {
    cells.emplace_back(width_of(output.type) * scorer.rows());
    buffers.push_back({cells.back().data(), nullptr});
    bytes_a_row += width_of(output.type);
  }
  std::uint64_t singly = 0;
  for (auto _ : state) {
    const TableScorer::Done done = scorer.run(buffers);
    singly = done.rows_run_singly;
    benchmark::ClobberMemory();
  }
  const auto rows = static_cast<std::int64_t>(scorer.rows());
  state.SetItemsProcessed(state.iterations() * rows);
  state.SetBytesProcessed(state.iterations() * rows * static_cast<std::int64_t>(bytes_a_row));
  state.counters["singly_percent"] =
      100.0 * static_cast<double>(singly) / static_cast<double>(rows);
}

void reference_task(benchmark::State& state) {
  static const Task task(load(VAERN_SOURCE_DIR "/benchmarks/peers/reference.yaml"), 4'000'000,
                         {"total", "total_low", "total_high", "level", "level_low",
                          "level_high", "level_certain"});
  score(state, task, static_cast<unsigned>(state.range(0)));
}
BENCHMARK(reference_task)->Arg(1)->Arg(2)->ArgName("threads")->UseRealTime();

/// Names of the files, in order.
std::vector<std::string> published() {
  std::vector<std::string> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(VAERN_SOURCE_DIR "/instruments/published")) {
    files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

const bool registered = [] {
  for (const std::string& file : published()) {
    const std::string name = std::filesystem::path(file).stem().string();
    benchmark::RegisterBenchmark(("published/" + name).c_str(), [file](benchmark::State& state) {
      const Task task(load(file), 200'000, {});
      score(state, task, 1);
    })->UseRealTime();
  }
  return true;
}();

}  // namespace
}  // namespace vaern
