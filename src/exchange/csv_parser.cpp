// SPDX-License-Identifier: Apache-2.0
// The rows of a chunk. A row without a fault takes the quick way, from one separator, quote or line
// feed to the next by bits; any other is read again the slow way, which names its faults.
#include <algorithm>

#include "exchange/csv_bytes.hpp"
#include "vaern/diagnostics/utf8.hpp"
#include "vaern/exchange/csv_stream.hpp"

namespace vaern {
inline namespace v1 {

using namespace exchange::detail;

CsvParser::CsvParser(const CsvStream& stream, const std::vector<std::size_t>& columns,
                     bool collects)
    : separator_(stream.separator()),
      expected_(stream.header().size()),
      width_(columns.size()),
      slots_(stream.header().size() + 1, -1),
      collects_(collects) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    slots_.at(columns[i]) = static_cast<std::int32_t>(i);
    last_needed_ = std::max(last_needed_, columns[i] + 1);
  }
}

void CsvParser::start(const CsvChunk& chunk) {
  bytes_ = chunk.bytes.data();
  size_ = chunk.bytes.size();
  is_cut_ = chunk.is_cut;
  is_utf8_ = is_utf8(chunk.bytes);
  line_ = chunk.line;
  position_ = 0;
  is_stopped_ = false;
  load(window_, 0);
}

void CsvParser::load(Window& window, std::size_t base) const {
  window = {};
  window.base = base;
  if (base >= size_) return;
  const ByteBlock block = block_at({bytes_, size_}, base);
  window.quotes = block.equal('"');
  window.separators = block.equal(separator_);
  window.feeds = block.equal('\n');
  window.pending = window.quotes | window.separators | window.feeds;
}

/// What is pending from this byte on.
void CsvParser::seek(Window& window, std::size_t position) const {
  const std::size_t base = position & ~(block_size - 1);
  if (base != window.base) load(window, base);
  window.pending = (window.quotes | window.separators | window.feeds) & from_bit(position - base);
}

bool CsvParser::is_line_end(std::size_t position) const {
  if (position >= size_) return false;
  return bytes_[position] == '\n' ||
         (bytes_[position] == '\r' && position + 1 < size_ && bytes_[position + 1] == '\n');
}

bool CsvParser::next(CsvBatch& batch, std::size_t most) {
  batch.texts_.clear();
  batch.lines_.clear();
  batch.faults_.clear();
  batch.left_out_ = 0;
  batch.own_.clear();
  batch.bytes_ = bytes_;
  batch.width_ = width_;
  while (position_ < size_ && batch.rows() < most && !is_stopped_) {
    if (is_line_end(position_)) {
      position_ += bytes_[position_] == '\r' ? 2 : 1;
      ++line_;
      seek(window_, position_);
      continue;
    }
    const std::size_t begin = position_;
    const std::size_t own = batch.own_.size();
    if (quick_row(batch)) continue;
    batch.own_.resize(own);
    position_ = slow_row(batch, begin);
    ++batch.left_out_;
    line_ += count_feeds({bytes_ + begin, position_ - begin});
    seek(window_, position_);
    if (!batch.faults_.empty() && !collects_) is_stopped_ = true;
  }
  return batch.rows() > 0 || !batch.faults_.empty();
}

/// False where anything is out of order; then nothing has changed but the room for cells.
bool CsvParser::quick_row(CsvBatch& batch) {
  const std::size_t begin = position_;
  const std::size_t first = batch.rows() * width_;
  if (batch.cells_.size() < first + width_) batch.cells_.resize(2 * (first + width_));
  CsvBatch::Cell* const cells = batch.cells_.data() + first;
  const std::int32_t* const slots = slots_.data();
  Window window = window_;
  std::size_t cell = begin;   // Where the cell begins.
  std::size_t column = 0;     // Its number.
  std::size_t end = size_;    // Where the row's text ends, and
  std::size_t after = size_;  // where the next one begins.
  std::uint64_t feeds = 0;    // Within cells.
  bool is_quoted = false;     // The cell was, and has been taken.
  const auto put = [&](std::size_t to) {
    if (is_quoted || slots[column] < 0) return;
    cells[slots[column]] = {static_cast<std::uint32_t>(cell),
                            static_cast<std::uint32_t>(to - cell)};
  };
  for (;;) {
    while (window.pending == 0 && window.base + block_size < size_) {
      load(window, window.base + block_size);
    }
    if (window.pending == 0) {
      put(size_);
      break;
    }
    // The separators up to the next quote or line feed.
    const std::uint64_t stops = window.pending & ~window.separators;
    std::uint64_t passed = window.pending & window.separators &
                           (stops == 0 ? ~std::uint64_t{0} : ~from_bit(first_bit(stops)));
    if (passed != 0) {
      const auto count = static_cast<std::size_t>(std::popcount(passed));
      if (column + count >= expected_) return false;
      window.pending &= ~passed;
      const std::size_t last = window.base + after_last_bit(passed);
      const std::size_t target = column + count;
      for (; column < target && column < last_needed_; ++column, passed &= passed - 1) {
        const std::size_t at = window.base + first_bit(passed);
        put(at);
        is_quoted = false;
        cell = at + 1;
      }
      is_quoted = false;
      column = target;
      cell = last;
      continue;
    }
    const std::size_t at = window.base + first_bit(window.pending);
    if (bytes_[at] == '"') {
      if (at != cell || is_quoted) return false;
      CsvBatch::Cell* const to = slots[column] < 0 ? nullptr : cells + slots[column];
      cell = at;
      if (!quoted_cell(window, batch, to, cell)) return false;
      const std::string_view text(bytes_ + at, cell - at);
      if (text.find('\n') != std::string_view::npos) feeds += count_feeds(text);
      is_quoted = true;
      if (cell < size_ && bytes_[cell] != separator_ && !is_line_end(cell)) return false;
      continue;
    }
    end = at > cell && bytes_[at - 1] == '\r' ? at - 1 : at;
    put(end);
    after = at + 1;
    window.pending &= window.pending - 1;
    ++feeds;
    break;
  }
  if (column + 1 != expected_ || (is_cut_ && after == size_)) return false;
  if (!is_utf8_ && find_invalid_utf8({bytes_ + begin, end - begin})) return false;
  batch.texts_.push_back(
      {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)});
  batch.lines_.push_back(line_);
  line_ += feeds;
  position_ = after;
  window_ = window;
  return true;
}

/// `position` goes from the quote that opens to behind the one that closes, and the window with it.
/// False: none closes. `to`: null where the cell is not wanted.
bool CsvParser::quoted_cell(Window& window, CsvBatch& batch, CsvBatch::Cell* to,
                            std::size_t& position) const {
  const std::size_t begin = position + 1;
  bool has_doubled = false;
  std::size_t close = begin;
  for (;; close += 2, has_doubled = true) {
    const std::size_t base = close & ~(block_size - 1);
    if (base != window.base) load(window, base);
    std::uint64_t quotes = window.quotes & from_bit(close - base);
    while (quotes == 0) {
      if (window.base + block_size >= size_) return false;
      load(window, window.base + block_size);
      quotes = window.quotes;
    }
    close = window.base + first_bit(quotes);
    if (close + 1 >= size_ || bytes_[close + 1] != '"') break;
  }
  position = close + 1;
  seek(window, position);
  if (to == nullptr) return true;
  if (!has_doubled) {
    *to = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(close - begin)};
    return true;
  }
  to->begin = static_cast<std::uint32_t>(batch.own_.size());
  for (std::size_t i = begin; i < close; ++i) {
    if (bytes_[i] == '"') ++i;
    batch.own_ += bytes_[i];
  }
  to->size = static_cast<std::uint32_t>(batch.own_.size() - to->begin) | CsvBatch::own_bit;
  return true;
}

CsvFault CsvParser::fault_at(CsvFault::Kind kind, std::size_t begin, std::size_t position) const {
  const std::string_view before(bytes_ + begin, position - begin);
  const std::size_t feed = before.rfind('\n');
  const std::string_view of_line =
      feed == std::string_view::npos ? before : before.substr(feed + 1);
  CsvFault fault;
  fault.kind = kind;
  fault.line = line_ + count_feeds(before);
  fault.column = static_cast<std::uint32_t>(count_code_points(of_line) + 1);
  return fault;
}

/// Says what is wrong with the row and gives the place behind it.
std::size_t CsvParser::slow_row(CsvBatch& batch, std::size_t begin) {
  using Kind = CsvFault::Kind;
  std::size_t at = begin;
  std::size_t cells = 0;
  std::vector<CsvFault> faults;
  std::uint64_t line_of_quote = 0;
  const auto at_cell_end = [&] {
    return at >= size_ || bytes_[at] == separator_ || is_line_end(at);
  };
  const auto misplaced = [&] {
    const CsvFault fault = fault_at(Kind::quote_inside, begin, at);
    if (fault.line != line_of_quote) faults.push_back(fault);
    line_of_quote = fault.line;
  };
  bool is_open = false;
  for (;;) {
    const std::size_t cell = at;
    ++cells;
    if (at < size_ && bytes_[at] == '"') {
      is_open = true;
      for (++at; at < size_; ++at) {
        if (bytes_[at] != '"') continue;
        if (at + 1 < size_ && bytes_[at + 1] == '"') {
          ++at;
          continue;
        }
        ++at;
        is_open = false;
        break;
      }
      if (is_open) {
        faults.push_back(fault_at(Kind::quote_open, begin, cell));
      } else {
        if (!at_cell_end()) misplaced();
        while (!at_cell_end()) ++at;
      }
    } else {
      for (; !at_cell_end(); ++at) {
        if (bytes_[at] == '"') misplaced();
      }
    }
    if (at >= size_ || is_line_end(at)) break;
    ++at;
  }
  const std::size_t end = at;
  if (at < size_) at += bytes_[at] == '\r' ? 2 : 1;
  const std::string_view row(bytes_ + begin, end - begin);
  if (const auto bad = is_utf8_ ? std::nullopt : find_invalid_utf8(row)) {
    batch.faults_.push_back(fault_at(Kind::not_utf8, begin, begin + *bad));
    return at;
  }
  if (is_cut_ && end == size_) {
    is_stopped_ = true;
    if (!is_open) faults.push_back(fault_at(Kind::too_long, begin, begin));
  } else if (cells != expected_) {
    CsvFault fault = fault_at(Kind::row_length, begin, begin);
    fault.found = cells;
    fault.expected = expected_;
    faults.push_back(fault);
  }
  std::stable_sort(faults.begin(), faults.end(), [](const CsvFault& a, const CsvFault& b) {
    return a.line != b.line ? a.line < b.line : a.column < b.column;
  });
  batch.faults_.insert(batch.faults_.end(), faults.begin(), faults.end());
  return at;
}

}  // namespace v1
}  // namespace vaern
