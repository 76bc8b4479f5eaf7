// SPDX-License-Identifier: Apache-2.0
// Reading and writing large tables as text, beside what memory and memchr alone allow: bytes a
// second of the same text in the same run.
#include <benchmark/benchmark.h>

#include <cstring>
#include <random>
#include <string>

#include "vaern/exchange/csv_stream.hpp"
#include "vaern/exchange/csv_writer.hpp"

namespace {

using namespace vaern;

enum Shape : int { codes, quoted, notes };

/// 64 MB: short codes as surveys have them, the same with every cell quoted, or with a column of
/// Danish text with quotes, separators and line ends in it.
const std::string& table(int shape) {
  static const auto made = [] {
    std::vector<std::string> texts(3);
    std::mt19937 random(1);
    for (int which = 0; which < 3; ++which) {
      std::string& text = texts[static_cast<std::size_t>(which)];
      text.reserve((std::size_t{64} << 20) + 4096);
      text = "person";
      for (int i = 0; i < 20; ++i) text += ",item" + std::to_string(i);
      text += ",note\n";
      for (int row = 0; text.size() < std::size_t{64} << 20; ++row) {
        text += std::to_string(100000 + row);
        for (int i = 0; i < 20; ++i) {
          const char digit = static_cast<char>('0' + random() % 4);
          text += which == quoted ? std::string(",\"") + digit + "\"" : std::string(",") + digit;
        }
        text +=
            which == notes ? ",\"Går ikke ud alene, \"\"aldrig\"\".\nRinger hver dag.\"\n" : ",\n";
      }
    }
    return texts;
  }();
  return made[static_cast<std::size_t>(shape)];
}

void set_bytes(benchmark::State& state) {
  state.SetBytesProcessed(
      static_cast<std::int64_t>(state.iterations()) *
      static_cast<std::int64_t>(table(static_cast<int>(state.range(0))).size()));
}

/// The limit: every line feed found, and nothing else done.
void MemchrAlone(benchmark::State& state) {
  const std::string& text = table(static_cast<int>(state.range(0)));
  for (auto _ : state) {
    std::size_t lines = 0;
    const char* at = text.data();
    const char* const end = at + text.size();
    while ((at = static_cast<const char*>(
                std::memchr(at, '\n', static_cast<std::size_t>(end - at)))) != nullptr) {
      ++lines;
      ++at;
    }
    benchmark::DoNotOptimize(lines);
  }
  set_bytes(state);
}
BENCHMARK(MemchrAlone)->DenseRange(codes, notes)->Unit(benchmark::kMillisecond);

CsvStream open(const std::string& text) {
  DiagnosticList findings;
  return *CsvStream::open("table.csv", std::string_view(text), findings);
}

/// The serial part: into chunks of whole rows.
void Cut(benchmark::State& state) {
  const std::string& text = table(static_cast<int>(state.range(0)));
  for (auto _ : state) {
    CsvStream stream = open(text);
    CsvChunk chunk;
    std::uint64_t last = 0;
    while (stream.next(chunk)) last = chunk.line;
    benchmark::DoNotOptimize(last);
  }
  set_bytes(state);
}
BENCHMARK(Cut)->DenseRange(codes, notes)->Unit(benchmark::kMillisecond);

std::vector<std::size_t> items(std::int64_t count) {
  std::vector<std::size_t> columns;
  for (std::int64_t i = 0; i < count; ++i) columns.push_back(static_cast<std::size_t>(i + 1));
  return columns;
}

/// Cells of so many columns, one thread.
void Parse(benchmark::State& state) {
  const std::string& text = table(static_cast<int>(state.range(0)));
  for (auto _ : state) {
    CsvStream stream = open(text);
    CsvParser parser(stream, items(state.range(1)), true);
    CsvChunk chunk;
    CsvBatch batch;
    std::size_t ones = 0;
    while (stream.next(chunk)) {
      parser.start(chunk);
      while (parser.next(batch)) {
        for (std::size_t i = 0; i < batch.rows(); ++i) {
          for (std::size_t k = 0; k < static_cast<std::size_t>(state.range(1)); ++k) {
            ones += batch.cell(i, k) == "1" ? 1U : 0U;
          }
        }
      }
    }
    benchmark::DoNotOptimize(ones);
  }
  set_bytes(state);
}
BENCHMARK(Parse)->ArgsProduct({{codes, quoted, notes}, {1, 20}})->Unit(benchmark::kMillisecond);

/// Read, one number counted over 20 items, and written behind the row, on so many threads.
void ReadAndWrite(benchmark::State& state) {
  const std::string& text = table(static_cast<int>(state.range(0)));
  const auto threads = static_cast<unsigned>(state.range(1));
  for (auto _ : state) {
    CsvStream stream = open(text);
    std::vector<CsvParser> parsers(threads, CsvParser(stream, items(20), true));
    std::vector<CsvBatch> batches(threads);
    std::vector<CsvWriter> writers(threads);
    std::size_t written = 0;
    for_each_chunk(
        stream, threads,
        [&](unsigned worker, const CsvChunk& chunk) {
          CsvWriter& writer = writers[worker];
          CsvBatch& batch = batches[worker];
          writer.clear();
          parsers[worker].start(chunk);
          while (parsers[worker].next(batch)) {
            for (std::size_t i = 0; i < batch.rows(); ++i) {
              std::int64_t ones = 0;
              for (std::size_t k = 0; k < 20; ++k) ones += batch.cell(i, k) == "1" ? 1 : 0;
              writer.as_written(batch.row_text(i));
              writer.whole(ones);
              writer.end_row();
            }
          }
        },
        [&](unsigned worker, const CsvChunk&) {
          written += writers[worker].bytes().size();
          return true;
        });
    benchmark::DoNotOptimize(written);
  }
  set_bytes(state);
}
BENCHMARK(ReadAndWrite)
    ->ArgsProduct({{codes, quoted, notes}, {1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace
