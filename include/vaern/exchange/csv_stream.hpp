// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Large tables as text, read in one pass with constant memory, on as many threads as wanted, by
/// the same rules as `read_csv` and with the same faults.
///
/// A stream is cut into chunks of whole rows; each chunk is parsed apart, into batches whose cells
/// are views of the chunk's own bytes. Cutting is the only serial part. A quote opens a cell only
/// where a cell begins, which the byte before it shows (a separator, a line feed, nothing), so one
/// quick scan over quotes and line feeds, 64 bytes at a time, knows for certain which line feeds
/// end a row. Nothing is guessed and parsed twice, also not where quotes are wrong.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vaern/diagnostics/diagnostic.hpp"

namespace vaern {
inline namespace v1 {

/// Bytes in order. Reads throw `std::system_error`.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// At most `most` bytes, at least one; 0 at the end.
  virtual std::size_t read(char* to, std::size_t most) = 0;
};
/// Of an open file, which stays open and is the caller's.
std::unique_ptr<ByteSource> bytes_of(int descriptor);
std::unique_ptr<ByteSource> bytes_of(std::istream& stream);

/// What is wrong with one row. Never what a cell holds.
struct CsvFault {
  enum class Kind : std::uint8_t {
    not_utf8,
    quote_open,    ///< Never closed: the rest of the table is its cell.
    quote_inside,  ///< Once a line.
    row_length,
    too_long,  ///< No line end within `longest_row`; nothing is read after it.
  } kind = Kind::not_utf8;
  std::uint64_t line = 0;    ///< 1-based, as an editor counts.
  std::uint32_t column = 0;  ///< 1-based, in code points.
  std::size_t found = 0;     ///< Cells, of `row_length`.
  std::size_t expected = 0;
  bool operator==(const CsvFault&) const = default;
};
/// The same as a finding of a table of that name.
void add_finding(const CsvFault& fault, const std::string& name, DiagnosticList& findings);

struct CsvStreamOptions {
  std::size_t chunk_bytes = std::size_t{1} << 20;   ///< About so large; at least 1.
  std::size_t longest_row = std::size_t{16} << 20;  ///< At least `chunk_bytes`, below 1 GB.
  std::optional<char> separator = std::nullopt;     ///< Nothing: as the first line shows.
};

/// Whole rows, in order. Reused from chunk to chunk, it keeps its memory.
struct CsvChunk {
  std::string_view bytes;    ///< In `storage`, or in the caller's memory.
  std::uint64_t line = 1;    ///< Of its first row.
  std::uint64_t number = 0;  ///< 0 is the first.
  bool is_cut = false;       ///< Its last row was too long and stops in the middle.
  std::unique_ptr<char[]> storage;
  std::size_t capacity = 0;
};

/// A table whose header has been read. One thread at a time asks for chunks.
class CsvStream {
 public:
  /// Nothing after findings: those of `read_csv` in the header.
  static std::optional<CsvStream> open(const std::string& name, std::unique_ptr<ByteSource> source,
                                       DiagnosticList& findings, CsvStreamOptions options = {});
  /// Over memory, which must outlive the stream and its chunks; nothing is copied.
  static std::optional<CsvStream> open(const std::string& name, std::string_view memory,
                                       DiagnosticList& findings, CsvStreamOptions options = {});

  char separator() const { return separator_; }
  const std::vector<std::string>& header() const { return header_; }
  std::optional<std::size_t> column(std::string_view name) const noexcept;
  /// The first line as it was written, without its end, and without a byte order mark.
  const std::string& header_text() const { return header_text_; }
  bool has_crlf() const { return has_crlf_; }  ///< The header's line ends so.
  bool has_mark() const { return has_mark_; }  ///< A byte order mark stands before it.

  /// False at the end.
  bool next(CsvChunk& chunk);

 private:
  CsvStream(std::unique_ptr<ByteSource> source, std::string_view memory, CsvStreamOptions options)
      : source_(std::move(source)), memory_(memory), options_(options) {}
  bool read_header(const std::string& name, DiagnosticList& findings);
  std::string_view fill(CsvChunk& chunk, std::size_t want);
  bool is_all(std::string_view bytes) const;
  void keep(std::string_view bytes, std::size_t used);

  std::unique_ptr<ByteSource> source_;  // Null over memory.
  std::string_view memory_;             // What is left of it.
  CsvStreamOptions options_;
  std::string carried_;   // Read and not yet given.
  bool is_read_ = false;  // The source has ended.
  bool is_done_ = false;
  char separator_ = ',';
  std::vector<std::string> header_;
  std::string header_text_;
  bool has_crlf_ = false;
  bool has_mark_ = false;
  std::uint64_t line_ = 1;
  std::uint64_t number_ = 0;
};

/// Rows of one chunk: the cells of the columns that were asked for. Views live as long as the
/// chunk's bytes and until the batch is filled again.
class CsvBatch {
 public:
  std::size_t rows() const { return lines_.size(); }
  std::string_view cell(std::size_t row, std::size_t column) const {
    const Cell& cell = cells_[row * width_ + column];
    const bool is_own = (cell.size & own_bit) != 0;
    return {(is_own ? own_.data() : bytes_) + cell.begin, cell.size & ~own_bit};
  }
  std::uint64_t line(std::size_t row) const { return lines_[row]; }
  /// The whole row as it was written, without its line end.
  std::string_view row_text(std::size_t row) const {
    return {bytes_ + texts_[row].begin, texts_[row].size};
  }
  /// Of the rows that are left out, in order.
  const std::vector<CsvFault>& faults() const { return faults_; }
  std::size_t left_out() const { return left_out_; }  ///< Rows; one may have several faults.

 private:
  friend class CsvParser;
  struct Cell {
    std::uint32_t begin = 0;
    std::uint32_t size = 0;
  };
  // Of a size: the cell is in `own_`, because it has doubled quotes.
  static constexpr std::uint32_t own_bit = 0x80000000U;
  std::vector<Cell> cells_;  // By row, then column; also room for rows to come.
  std::vector<Cell> texts_;
  std::vector<std::uint64_t> lines_;
  std::vector<CsvFault> faults_;
  std::size_t left_out_ = 0;
  std::string own_;
  const char* bytes_ = nullptr;
  std::size_t width_ = 0;
};

/// Parses chunks; one a thread. Columns that were not asked for are counted and passed over.
class CsvParser {
 public:
  /// `columns`: positions in the header, each once. `collects`: a row with faults is left out, and
  /// the rows after it follow; else nothing follows.
  CsvParser(const CsvStream& stream, const std::vector<std::size_t>& columns, bool collects);

  /// The chunk outlives its batches.
  void start(const CsvChunk& chunk);
  /// The next rows of the chunk, at most `most`; false where there are neither rows nor faults.
  bool next(CsvBatch& batch, std::size_t most = 2048);
  /// A fault was met that stops everything.
  bool is_stopped() const { return is_stopped_; }

 private:
  // 64 bytes with a bit for each quote, separator and line feed.
  struct Window {
    std::size_t base = 0;
    std::uint64_t quotes = 0;
    std::uint64_t separators = 0;
    std::uint64_t feeds = 0;
    std::uint64_t pending = 0;  // Those of all three that have not been looked at.
  };
  void load(Window& window, std::size_t base) const;
  void seek(Window& window, std::size_t position) const;
  bool quick_row(CsvBatch& batch);
  bool quoted_cell(Window& window, CsvBatch& batch, CsvBatch::Cell* to,
                   std::size_t& position) const;
  std::size_t slow_row(CsvBatch& batch, std::size_t begin);
  bool is_line_end(std::size_t position) const;
  CsvFault fault_at(CsvFault::Kind kind, std::size_t begin, std::size_t position) const;

  char separator_;
  std::size_t expected_;
  std::size_t width_;
  std::vector<std::int32_t> slots_;  // By column of the table; -1: not asked for.
  std::size_t last_needed_ = 0;
  bool collects_;
  bool is_stopped_ = false;

  const char* bytes_ = nullptr;
  std::size_t size_ = 0;
  bool is_cut_ = false;
  bool is_utf8_ = true;  // All of the chunk.
  std::uint64_t line_ = 1;
  std::size_t position_ = 0;  // Where the next row begins.
  Window window_;
};

/// Gives every chunk of the stream to `work`, on `threads` threads at once (0: as many as the
/// machine has), and then, in the order of the table and one at a time, to `done`, on the thread
/// that worked on it. At most `threads` chunks are in memory. `worker` is 0 to threads - 1: what a
/// worker keeps between the two is the caller's. False from `done` ends all; so does an exception,
/// which is thrown again here.
void for_each_chunk(CsvStream& stream, unsigned threads,
                    const std::function<void(unsigned worker, const CsvChunk& chunk)>& work,
                    const std::function<bool(unsigned worker, const CsvChunk& chunk)>& done);

/// The number of threads that 0 stands for.
unsigned threads_of_machine() noexcept;

}  // namespace v1
}  // namespace vaern
