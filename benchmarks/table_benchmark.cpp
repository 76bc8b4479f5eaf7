// SPDX-License-Identifier: Apache-2.0
// Whole tables: the reference task of benchmarks/peers on 40 million rows, and every shipped
// instrument with all it can say, in memory, 5 % of the answers missing. Names are those that the
// report holds to what is required (benchmarks/README.md). VAERN_BENCHMARK_MIB sets the size of the
// answers. Each is run in turns with the loop of memory_mix.hpp on the same memory and, for what
// sets and a second thread do, with the scoring it is compared with (counters `of_bandwidth`,
// `sets_cost` and `times_one_thread`: medians over the turns).
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "memory_mix.hpp"
#include "models.hpp"
#include "pairs.hpp"
#include "vaern/diagnostics/render.hpp"
#include "vaern/table/score_table.hpp"
#include "vaern/table/synthetic.hpp"

namespace vaern {
namespace {

constexpr std::size_t mib = std::size_t{1} << 20U;
constexpr std::size_t reference_rows = 40'000'000;
constexpr std::size_t shipped_answers = 64 * mib;
/// Of what is compared.
constexpr benchmark::IterationCount turns = 25;

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

/// A scorer and the places of its results.
class Scoring {
 public:
  Scoring(benchmark::State& state, const Table& table, Choice choice, unsigned threads)
      : table_(table), threads_(threads), scorer_(scorer_of(table, choice, threads)) {
    if (!scorer_) state.SkipWithError(render(scorer_.error()).c_str());
  }

  explicit operator bool() const { return scorer_.has_value(); }
  const std::vector<OutputColumn>& outputs() const { return scorer_->outputs(); }

  /// Fresh places: they are touched by whoever writes the result.
  void allocate() {
    memory_.clear();
    buffers_.clear();
    for (const OutputColumn& output : outputs()) {
      // Not value-initialised.
      memory_.emplace_back(new std::uint8_t[width_of(output.type) * table_.rows]);
      buffers_.push_back({memory_.back().get(), nullptr});
    }
  }

  unsigned threads() const { return threads_; }

  /// The places of another scoring, which begins with the same outputs.
  void share(const Scoring& other) {
    buffers_.assign(other.buffers_.begin(),
                    other.buffers_.begin() + static_cast<std::ptrdiff_t>(outputs().size()));
  }

  benchmarks::Took run(benchmark::State& state) const {
    return benchmarks::time_of([&] {
      if (scorer_->run(buffers_).rejected_rows != 0) state.SkipWithError("rows were rejected");
    });
  }

  /// The least that it could do: its columns in, its columns out.
  benchmarks::Took run_mix() const {
    benchmarks::MemoryMix mix;
    std::size_t bytes = 0;
    for (const auto& column : table_.answers) mix.columns.push_back(column.data());
    for (std::size_t i = 0; i < buffers_.size(); ++i) {
      const std::size_t width = width_of(outputs()[i].type);
      mix.results.emplace_back(static_cast<std::uint8_t*>(buffers_[i].cells), width);
      bytes += width * table_.rows;
    }
    mix.is_past_caches = bytes >= 8 * mib;  // as the engine does
    return benchmarks::time_of([&] { mix.run_on(threads_, table_.rows); });
  }

  void tell(benchmark::State& state) const {
    const auto count =
        static_cast<std::int64_t>(table_.rows) * static_cast<std::int64_t>(state.iterations());
    state.SetItemsProcessed(count);
    state.SetBytesProcessed(count * static_cast<std::int64_t>(bytes_of_row(table_, outputs())));
    state.SetLabel(std::string(scorer_->why_row_by_row()));
  }

 private:
  const Table& table_;
  unsigned threads_;
  Result<TableScorer> scorer_;
  std::vector<std::unique_ptr<std::uint8_t[]>> memory_;
  std::vector<OutputBuffer> buffers_;
};

/// Steps in turns, every second turn from the last to the first, so that none always comes after
/// the same other.
template <class... Steps>
void in_turns(std::size_t turn, const Steps&... steps) {
  const std::array<std::function<void()>, sizeof...(steps)> all{steps...};
  for (std::size_t i = 0; i < all.size(); ++i) all[turn % 2 == 0 ? i : all.size() - 1 - i]();
}

/// Into places that are new each time. There is nothing to hold it to.
void score_fresh(benchmark::State& state, const Table& table, Choice choice, unsigned threads) {
  Scoring scoring(state, table, choice, threads);
  if (!scoring) return;
  for (auto _ : state) {
    scoring.allocate();
    state.SetIterationTime(scoring.run(state).clock);
  }
  scoring.tell(state);
}

/// What a scoring is held to: the bandwidth, and another scoring, by a figure of this name.
struct Compared {
  const Scoring* other;
  const char* name;
  double (*figure)(const benchmarks::Took& own, const benchmarks::Took& other);
};

/// Each turn runs what is compared once. Shares of the bandwidth are of processor time on one
/// thread, in which the work of others does not count, and by the clock on several.
void score_in_turns(benchmark::State& state, const Scoring& scoring, const Compared& compared) {
  benchmarks::Turns seconds;
  benchmarks::Turns shares;
  benchmarks::Turns figures;
  std::size_t turn = 0;
  for (auto _ : state) {
    benchmarks::Took own;
    benchmarks::Took mix;
    benchmarks::Took other;
    in_turns(
        turn++, [&] { mix = scoring.run_mix(); }, [&] { own = scoring.run(state); },
        [&] {
          if (compared.other != nullptr) other = compared.other->run(state);
        });
    state.SetIterationTime(own.clock);
    seconds.add(own.clock);
    shares.add(scoring.threads() == 1 ? mix.processor / own.processor : mix.clock / own.clock);
    if (compared.other != nullptr) figures.add(compared.figure(own, other));
  }
  seconds.tell(state, "seconds");
  shares.tell(state, "of_bandwidth");
  if (compared.other != nullptr) figures.tell(state, compared.name);
  scoring.tell(state);
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

void run_reference_task(benchmark::State& state, bool is_fresh) {
  const auto table = kept("reference", [] {
    return std::make_shared<Table>(benchmarks::load(benchmarks::reference_task),
                                   answer_bytes(reference_rows * 20), 50'000);
  });
  const auto threads = static_cast<unsigned>(state.range(0));
  if (is_fresh) return score_fresh(state, *table, Choice::reference_task, threads);
  Scoring scoring(state, *table, Choice::reference_task, threads);
  Scoring alone(state, *table, Choice::reference_task, 1);
  if (!scoring || !alone) return;
  scoring.allocate();
  scoring.run(state);
  alone.share(scoring);
  score_in_turns(state, scoring,
                 {threads == 1 ? nullptr : &alone, "times_one_thread",
                  [](const auto& own, const auto& other) { return other.clock / own.clock; }});
}

void run_shipped_instrument(benchmark::State& state, const std::string& file) {
  const auto table = kept(file, [&] {
    return std::make_shared<Table>(benchmarks::load(file), answer_bytes(shipped_answers), 50'000);
  });
  Scoring scoring(state, *table, Choice::all, 1);
  Scoring without_sets(state, *table, Choice::without_sets, 1);
  if (!scoring || !without_sets) return;
  scoring.allocate();
  scoring.run(state);
  without_sets.share(scoring);
  score_in_turns(
      state, scoring,
      {has_levels(*table->instrument) ? &without_sets : nullptr, "sets_cost",
       [](const auto& own, const auto& other) { return own.processor / other.processor; }});
}

void register_reference_task() {
  for (const bool is_fresh : {false, true}) {
    benchmark::RegisterBenchmark(is_fresh ? "reference_task_fresh" : "reference_task",
                                 run_reference_task, is_fresh)
        ->ArgName("threads")
        ->Arg(1)
        ->Arg(2)
        ->Repetitions(1)
        ->Iterations(turns)
        ->UseManualTime()
        ->Unit(benchmark::kMillisecond);
  }
}

void register_shipped_instrument(const std::string& file) {
  benchmark::RegisterBenchmark(("published/" + benchmarks::id_of(file)).c_str(),
                               run_shipped_instrument, file)
      ->Repetitions(1)
      ->Iterations(turns)
      ->UseManualTime()
      ->Unit(benchmark::kMillisecond);
}

const bool registered = [] {
  register_reference_task();
  for (const std::string& file : benchmarks::published()) register_shipped_instrument(file);
  return true;
}();

}  // namespace
}  // namespace vaern
