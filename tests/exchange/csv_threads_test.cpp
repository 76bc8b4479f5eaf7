// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <stdexcept>

#include "exchange/csv_reading.hpp"

namespace vaern {
namespace {

using namespace exchange_tests;

std::string large_table(int rows) {
  std::string text = "id,name,note\n";
  for (int i = 0; i < rows; ++i) {
    const std::string number = std::to_string(i);
    text += i % 3 == 0 ? number + ",\"a, " + number + "\n\"\"b\"\"\",\n" : number + ",plain,æ\n";
    if (i % 97 == 5) text += "ragged," + number + "\n";
  }
  return text;
}

TEST(CsvThreads, GiveTheSameOnAnyNumberOfThreads) {
  const std::string text = large_table(3000);
  const Read known = read_all(over(text));
  EXPECT_EQ(known.rows.size(), 3000U);
  EXPECT_EQ(known.faults.size(), 31U);
  for (const unsigned threads : {1U, 2U, 3U, 8U, 0U}) {
    for (const std::size_t chunk_bytes : {std::size_t{100}, std::size_t{5000}}) {
      auto stream = over(text, chunk_bytes);
      const std::size_t most = threads == 0 ? threads_of_machine() : threads;
      std::vector<Read> parts(most);
      Read read;
      read.header = stream->header();
      for_each_chunk(
          *stream, threads,
          [&](unsigned worker, const CsvChunk& chunk) {
            parts[worker] = {};
            CsvParser parser(*stream, all_columns(*stream), true);
            parser.start(chunk);
            take(parser, 3, parts[worker], 50);
          },
          [&](unsigned worker, const CsvChunk&) {
            const Read& part = parts[worker];
            read.rows.insert(read.rows.end(), part.rows.begin(), part.rows.end());
            read.faults.insert(read.faults.end(), part.faults.begin(), part.faults.end());
            return true;
          });
      EXPECT_EQ(read, known);
    }
  }
}

TEST(CsvThreads, EndWhereTheyAreToldToAndThrowWhatTheirWorkersThrow) {
  const std::string text = large_table(2000);
  for (const unsigned threads : {1U, 4U}) {
    auto stream = over(text, 500);
    std::uint64_t last = 0;
    for_each_chunk(
        *stream, threads, [](unsigned, const CsvChunk&) {},
        [&](unsigned, const CsvChunk& chunk) {
          EXPECT_EQ(chunk.number, last++);
          return chunk.number < 5;
        });
    EXPECT_EQ(last, 6U);
    const auto fails = [](unsigned, const CsvChunk& chunk) {
      if (chunk.number == 3) throw std::runtime_error("of the caller");
    };
    const auto goes_on = [](unsigned, const CsvChunk&) { return true; };
    auto again = over(text, 500);
    EXPECT_THROW(for_each_chunk(*again, threads, fails, goes_on), std::runtime_error);
  }
}

}  // namespace
}  // namespace vaern
