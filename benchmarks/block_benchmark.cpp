// SPDX-License-Identifier: Apache-2.0
// The block run alone, on blocks that stay in the cache: the reference task of benchmarks/peers and
// every shipped instrument, complete and with 5 % of the answers missing. What tables and memory
// cost beside it is in table_benchmark.cpp.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "vaern/document/document.hpp"
#include "vaern/program/block.hpp"
#include "vaern/programme/library.hpp"
#include "vaern/table/synthetic.hpp"

namespace vaern {
namespace {

constexpr std::size_t blocks = 8;

InstrumentPtr load(const std::string& file) {
  DiagnosticList findings;
  const auto document = read_document_file(std::string(VAERN_SOURCE_DIR) + file, findings);
  return document ? load_instrument(*document, population_names(), findings) : nullptr;
}

void run_blocks(benchmark::State& state, const std::string& file, bool has_sets) {
  const InstrumentPtr model = load(file);
  if (model == nullptr) {
    state.SkipWithError("the model has findings");
    return;
  }
  SyntheticOptions options;
  options.rows = blocks * block_rows;
  options.missing.single = static_cast<std::uint32_t>(state.range(0)) * 10'000;
  const SyntheticForms forms(model, options);
  const SyntheticTable table = make_synthetic(model, options);
  BlockWanted wanted;
  wanted.possible = has_sets;
  const BlockPlan plan(model->program(), wanted);
  BlockRun run(plan);
  std::vector<const Code*> columns(model->program().program().inputs.size());
  for (auto _ : state) {
    for (std::size_t block = 0; block < blocks; ++block) {
      for (std::size_t i = 0; i < table.codes.size(); ++i) {
        columns[forms.inputs()[i]] = table.codes[i].data() + block * block_rows;
      }
      run.run(columns, block_rows);
      benchmark::DoNotOptimize(run.rows_run_singly());
    }
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(options.rows) *
                          static_cast<std::int64_t>(state.iterations()));
  state.SetLabel(std::string(plan.why_row_by_row()));
}

const bool registered = [] {
  std::vector<std::string> files;
  const std::string folder = "/instruments/published";
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(VAERN_SOURCE_DIR) + folder)) {
    files.push_back(folder + "/" + entry.path().filename().string());
  }
  std::sort(files.begin(), files.end());
  files.insert(files.begin(), "/benchmarks/peers/reference.yaml");
  for (const std::string& file : files) {
    for (const bool has_sets : {false, true}) {
      const std::string id = std::filesystem::path(file).stem().string();
      benchmark::RegisterBenchmark((id + (has_sets ? "/ranges and sets" : "/ranges")).c_str(),
                                   run_blocks, file, has_sets)
          ->ArgName("missing percent")
          ->Arg(0)
          ->Arg(5)
          ->Unit(benchmark::kMicrosecond);
    }
  }
  return true;
}();

}  // namespace
}  // namespace vaern
