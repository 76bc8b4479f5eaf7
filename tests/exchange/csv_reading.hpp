// SPDX-License-Identifier: Apache-2.0
#pragma once
// Large tables read in all ways, as plain values.

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/exchange/csv_stream.hpp"

namespace vaern::exchange_tests {

struct Row {
  std::uint64_t line = 0;
  std::vector<std::string> cells;
  std::string text;
  bool operator==(const Row&) const = default;
};

struct Read {
  std::vector<std::string> header;
  std::vector<Row> rows;
  std::vector<CsvFault> faults;
  bool operator==(const Read&) const = default;
};

/// Gives a few bytes at a time, as a slow pipe does.
class Dripping final : public ByteSource {
 public:
  Dripping(std::string text, std::size_t most) : text_(std::move(text)), most_(most) {}
  std::size_t read(char* to, std::size_t most) override {
    const std::size_t count = std::min({most, most_, text_.size() - at_});
    text_.copy(to, count, at_);
    at_ += count;
    return count;
  }

 private:
  std::string text_;
  std::size_t most_;
  std::size_t at_ = 0;
};

inline void take(CsvParser& parser, std::size_t columns, Read& read, std::size_t most) {
  CsvBatch batch;
  while (parser.next(batch, most)) {
    for (std::size_t i = 0; i < batch.rows(); ++i) {
      Row& row = read.rows.emplace_back();
      row.line = batch.line(i);
      row.text = batch.row_text(i);
      for (std::size_t k = 0; k < columns; ++k) row.cells.emplace_back(batch.cell(i, k));
    }
    read.faults.insert(read.faults.end(), batch.faults().begin(), batch.faults().end());
  }
}

inline std::vector<std::size_t> all_columns(const CsvStream& stream) {
  std::vector<std::size_t> columns(stream.header().size());
  for (std::size_t i = 0; i < columns.size(); ++i) columns[i] = i;
  return columns;
}

inline Read read_all(std::optional<CsvStream> stream, bool collects = true,
                     std::size_t most = 2048) {
  Read read;
  if (!stream) return read;
  read.header = stream->header();
  CsvParser parser(*stream, all_columns(*stream), collects);
  CsvChunk chunk;
  while (!parser.is_stopped() && stream->next(chunk)) {
    parser.start(chunk);
    take(parser, read.header.size(), read, most);
  }
  return read;
}

inline std::optional<CsvStream> over(std::string_view text, std::size_t chunk_bytes = 1 << 20) {
  DiagnosticList findings;
  return CsvStream::open("table.csv", text, findings, {chunk_bytes, std::size_t{1} << 24});
}

inline std::optional<CsvStream> dripping(const std::string& text, std::size_t chunk_bytes,
                                         std::size_t most) {
  DiagnosticList findings;
  return CsvStream::open("table.csv", std::make_unique<Dripping>(text, most), findings,
                         {chunk_bytes, std::size_t{1} << 24});
}

}  // namespace vaern::exchange_tests
