// SPDX-License-Identifier: Apache-2.0
// The block run alone, on blocks that stay in the cache: the reference task of benchmarks/peers and
// every shipped instrument, complete and with 5 % of the answers missing. What tables and memory
// cost beside it is in table_benchmark.cpp.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "models.hpp"
#include "vaern/program/block.hpp"
#include "vaern/table/synthetic.hpp"

namespace vaern {
namespace {

constexpr std::size_t blocks = 8;

void run_blocks(benchmark::State& state, const std::string& file, bool has_sets) {
  const InstrumentPtr model = benchmarks::load(file);
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
  std::vector<std::string> files = benchmarks::published();
  files.insert(files.begin(), benchmarks::reference_task);
  for (const std::string& file : files) {
    for (const bool has_sets : {false, true}) {
      const std::string name =
          benchmarks::id_of(file) + (has_sets ? "/ranges and sets" : "/ranges");
      benchmark::RegisterBenchmark(name.c_str(), run_blocks, file, has_sets)
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
