// SPDX-License-Identifier: Apache-2.0
// Whole tables: the reference task of benchmarks/peers on 40 million rows, and every shipped
// instrument with all it can say, in memory, 5 % of the answers missing. Names are those that the
// report holds to what is required (benchmarks/README.md). VAERN_BENCHMARK_MIB sets the size of the
// answers.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "models.hpp"
#include "vaern/diagnostics/render.hpp"
#include "vaern/table/score_table.hpp"
#include "vaern/table/synthetic.hpp"

namespace vaern {
namespace {

constexpr std::size_t mib = std::size_t{1} << 20U;
constexpr std::size_t reference_rows = 40'000'000;
constexpr std::size_t shipped_answers = 64 * mib;

/// Bytes of answers, at most `usual`.
std::size_t answer_bytes(std::size_t usual) {
  const char* asked = std::getenv("VAERN_BENCHMARK_MIB");
  return asked == nullptr ? usual
                          : std::min<std::size_t>(usual, std::strtoull(asked, nullptr, 10) * mib);
}

/// Answers and the places of results, written to before.
struct Table {
  InstrumentPtr instrument;
  std::vector<std::string> names;
  std::vector<std::vector<std::uint8_t>> answers;
  std::size_t rows = 0;

  Table(InstrumentPtr model, std::size_t bytes, std::uint32_t missing_per_million)
      : instrument(std::move(model)) {
    SyntheticOptions options;
    options.missing.single = missing_per_million;
    options.rows = bytes / SyntheticForms(instrument, options).inputs().size();
    SyntheticTable made = make_synthetic(instrument, options, 2);
    names = std::move(made.names);
    answers = std::move(made.codes);
    rows = options.rows;
  }
};

/// Bytes that scoring reads and writes a row.
std::size_t bytes_of_row(const Table& table, const std::vector<OutputColumn>& outputs) {
  std::size_t bytes = table.names.size();
  for (const OutputColumn& output : outputs) bytes += width_of(output.type);
  return bytes;
}

/// Which outputs are asked for.
enum class Choice : std::uint8_t { reference_task, without_sets, all };

bool is_wanted(const OutputColumn& output, Choice choice) {
  using Kind = OutputColumn::Kind;
  switch (output.kind) {
    case Kind::value:
    case Kind::lowest:
    case Kind::highest:
    case Kind::computed:
    case Kind::low:
    case Kind::high:
    case Kind::certain:
      return true;
    default:
      return choice != Choice::reference_task;
  }
}

bool has_levels(const Instrument& instrument) {
  return !instrument.levels().list.empty() || !instrument.outcomes().empty();
}

Result<TableScorer> scorer_of(const Table& table, Choice choice, unsigned threads) {
  std::vector<InputColumn> columns;
  for (std::size_t i = 0; i < table.names.size(); ++i) {
    ColumnView view;
    view.type = ColumnType::codes;
    view.rows = table.rows;
    view.values = table.answers[i].data();
    columns.push_back({table.names[i], view});
  }
  TableOptions options;
  options.threads = threads;
  const auto all = TableScorer::make(table.instrument, columns, options);
  if (!all) return Failure(all.error());
  for (const OutputColumn& output : all->outputs()) {
    if (is_wanted(output, choice)) options.outputs.push_back(output.name);
  }
  if (choice == Choice::all && has_levels(*table.instrument)) {
    options.outputs.emplace_back("possible");
  }
  return TableScorer::make(table.instrument, std::move(columns), std::move(options));
}

void score_table(benchmark::State& state, const Table& table, Choice choice, bool is_fresh,
                 unsigned threads) {
  const auto scorer = scorer_of(table, choice, threads);
  if (!scorer) {
    state.SkipWithError(render(scorer.error()).c_str());
    return;
  }
  std::vector<std::unique_ptr<std::uint8_t[]>> memory;
  std::vector<OutputBuffer> buffers;
  const auto allocate = [&] {
    memory.clear();
    buffers.clear();
    for (const OutputColumn& output : scorer->outputs()) {
      const std::size_t size = width_of(output.type) * table.rows;
      // Not value-initialised: fresh memory is touched by whoever writes the result.
      memory.push_back(std::unique_ptr<std::uint8_t[]>(new std::uint8_t[size]));
      buffers.push_back({memory.back().get(), nullptr});
    }
  };
  allocate();
  if (!is_fresh) scorer->run(buffers);
  for (auto _ : state) {
    if (is_fresh) allocate();
    const TableScorer::Done done = scorer->run(buffers);
    if (done.rejected_rows != 0) state.SkipWithError("rows were rejected");
    benchmark::ClobberMemory();
  }
  const auto count =
      static_cast<std::int64_t>(table.rows) * static_cast<std::int64_t>(state.iterations());
  state.SetItemsProcessed(count);
  state.SetBytesProcessed(count *
                          static_cast<std::int64_t>(bytes_of_row(table, scorer->outputs())));
  state.SetLabel(std::string(scorer->why_row_by_row()));
}

/// One table at a time stays in memory: benchmarks of one table stand beside each other.
template <class Make>
std::shared_ptr<Table> kept(const std::string& name, Make make) {
  static std::string last;
  static std::shared_ptr<Table> table;
  if (last != name) {
    table.reset();
    table = make();
    last = name;
  }
  return table;
}

void register_reference_task() {
  const auto run = [](benchmark::State& state, bool is_fresh) {
    const auto table = kept("reference", [] {
      return std::make_shared<Table>(benchmarks::load(benchmarks::reference_task),
                                     answer_bytes(reference_rows * 20), 50'000);
    });
    score_table(state, *table, Choice::reference_task, is_fresh,
                static_cast<unsigned>(state.range(0)));
  };
  for (const bool is_fresh : {false, true}) {
    benchmark::RegisterBenchmark(is_fresh ? "reference_task_fresh" : "reference_task", run,
                                 is_fresh)
        ->ArgName("threads")
        ->Arg(1)
        ->Arg(2)
        ->UseRealTime()
        ->Unit(benchmark::kMillisecond);
  }
}

void register_shipped_instrument(const std::string& file) {
  const auto run = [file](benchmark::State& state, bool has_sets) {
    const auto table = kept(file, [&] {
      return std::make_shared<Table>(benchmarks::load(file), answer_bytes(shipped_answers), 50'000);
    });
    score_table(state, *table, has_sets ? Choice::all : Choice::without_sets, false, 1);
  };
  for (const bool has_sets : {true, false}) {
    const std::string kind = has_sets ? "published/" : "published_without_sets/";
    benchmark::RegisterBenchmark((kind + benchmarks::id_of(file)).c_str(), run, has_sets)
        ->UseRealTime()
        ->Unit(benchmark::kMillisecond);
  }
}

const bool registered = [] {
  register_reference_task();
  for (const std::string& file : benchmarks::published()) register_shipped_instrument(file);
  return true;
}();

}  // namespace
}  // namespace vaern
