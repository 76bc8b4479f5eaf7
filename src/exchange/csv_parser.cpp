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
  load(0);
  pending_ = quotes_ | separators_ | feeds_;
}

void CsvParser::load(std::size_t base) {
  base_ = base;
  if (base >= size_) {
    quotes_ = separators_ = feeds_ = 0;
    return;
  }
  const Block block = block_at({bytes_, size_}, base);
  quotes_ = block.equal('"');
  separators_ = block.equal(separator_);
  feeds_ = block.equal('\n');
}

/// What is pending from this byte on.
void CsvParser::seek(std::size_t position) {
  const std::size_t base = position & ~(block_size - 1);
  if (base != base_) load(base);
  pending_ = (quotes_ | separators_ | feeds_) & from_bit(position - base);
}

bool CsvParser::is_line_end(std::size_t position) const {
  if (position >= size_) return false;
  return bytes_[position] == '\n' ||
         (bytes_[position] == '\r' && position + 1 < size_ && bytes_[position + 1] == '\n');
}

bool CsvParser::next(CsvBatch& batch, std::size_t most) {
  batch.cells_.clear();
  batch.texts_.clear();
  batch.lines_.clear();
  batch.faults_.clear();
  batch.own_.clear();
  batch.bytes_ = bytes_;
  batch.width_ = width_;
  while (position_ < size_ && batch.rows() < most && !is_stopped_) {
    if (is_line_end(position_)) {
      position_ += bytes_[position_] == '\r' ? 2 : 1;
      ++line_;
      seek(position_);
      continue;
    }
    const std::size_t begin = position_;
    const std::size_t cells = batch.cells_.size();
    const std::size_t own = batch.own_.size();
    if (quick_row(batch)) continue;
    batch.cells_.resize(cells);
    batch.own_.resize(own);
    position_ = slow_row(batch, begin);
    line_ += count_feeds({bytes_ + begin, position_ - begin});
    seek(position_);
    if (!batch.faults_.empty() && !collects_) is_stopped_ = true;
  }
  return batch.rows() > 0 || !batch.faults_.empty();
}

/// False where anything is out of order; nothing but the batch's cells has changed then.
bool CsvParser::quick_row(CsvBatch& batch) {
  const std::size_t begin = position_;
  const std::size_t first = batch.cells_.size();
  batch.cells_.resize(first + width_);
  std::size_t cell = begin;   // Where the cell begins.
  std::size_t column = 0;     // Its number.
  std::size_t end = size_;    // Where the row's text ends, and
  std::size_t after = size_;  // where the next one begins.
  std::uint64_t feeds = 0;    // Within cells.
  bool is_quoted = false;     // The cell was, and has been taken.
  for (;;) {
    while (pending_ == 0) {
      if (base_ + block_size >= size_) break;
      load(base_ + block_size);
      pending_ = quotes_ | separators_ | feeds_;
    }
    if (pending_ == 0) break;
    if (column >= last_needed_ && !is_quoted) {
      // Nothing of what follows is wanted: separators are counted, not visited.
      const std::uint64_t stops = pending_ & ~separators_;
      const std::uint64_t passed =
          pending_ & separators_ & (stops == 0 ? ~std::uint64_t{0} : ~from_bit(first_bit(stops)));
      if (passed != 0) {
        column += static_cast<std::size_t>(std::popcount(passed));
        cell = base_ + after_last_bit(passed);
        pending_ &= ~passed;
        continue;
      }
    }
    const std::size_t at = base_ + first_bit(pending_);
    const char byte = bytes_[at];
    if (byte == '"') {
      if (at != cell || is_quoted) return false;
      std::size_t position = at;
      if (!quoted_cell(batch, position, column < expected_ ? slots_[column] : -1)) return false;
      const std::string_view text(bytes_ + at, position - at);
      if (text.find('\n') != std::string_view::npos) feeds += count_feeds(text);
      is_quoted = true;
      cell = position;
      if (position < size_ && bytes_[position] != separator_ && !is_line_end(position)) {
        return false;
      }
      seek(position);
      continue;
    }
    pending_ &= pending_ - 1;
    std::size_t cell_end = at;
    if (byte == '\n' && at > cell && bytes_[at - 1] == '\r') --cell_end;
    if (!is_quoted && column < last_needed_ && slots_[column] >= 0) {
      CsvBatch::Cell& to = batch.cells_[first + static_cast<std::size_t>(slots_[column])];
      to.begin = static_cast<std::uint32_t>(cell);
      to.size = static_cast<std::uint32_t>(cell_end - cell) & 0x7FFFFFFFU;
      to.is_own = 0;
    }
    if (byte == '\n') {
      end = cell_end;
      after = at + 1;
      ++feeds;
      break;
    }
    ++column;
    cell = at + 1;
    is_quoted = false;
  }
  if (after == size_ && end == size_ && !is_quoted && column < last_needed_ &&
      slots_[column] >= 0) {
    CsvBatch::Cell& to = batch.cells_[first + static_cast<std::size_t>(slots_[column])];
    to.begin = static_cast<std::uint32_t>(cell);
    to.size = static_cast<std::uint32_t>(size_ - cell) & 0x7FFFFFFFU;
    to.is_own = 0;
  }
  if (column + 1 != expected_ || (is_cut_ && after == size_)) return false;
  if (!is_utf8_ && find_invalid_utf8({bytes_ + begin, end - begin})) return false;
  CsvBatch::Cell text;
  text.begin = static_cast<std::uint32_t>(begin);
  text.size = static_cast<std::uint32_t>(end - begin) & 0x7FFFFFFFU;
  batch.texts_.push_back(text);
  batch.lines_.push_back(line_);
  line_ += feeds;
  position_ = after;
  return true;
}

/// `position` goes from the quote that opens to behind the one that closes. False: none closes.
bool CsvParser::quoted_cell(CsvBatch& batch, std::size_t& position, std::int32_t slot) {
  const std::size_t begin = position + 1;
  bool has_doubled = false;
  std::size_t close = begin;
  for (;; close += 2, has_doubled = true) {
    const std::size_t base = close & ~(block_size - 1);
    if (base != base_) load(base);
    std::uint64_t quotes = quotes_ & from_bit(close - base_);
    while (quotes == 0) {
      if (base_ + block_size >= size_) return false;
      load(base_ + block_size);
      quotes = quotes_;
    }
    close = base_ + first_bit(quotes);
    if (close + 1 >= size_ || bytes_[close + 1] != '"') break;
  }
  position = close + 1;
  if (slot < 0) return true;
  CsvBatch::Cell& to = batch.cells_[batch.cells_.size() - width_ + static_cast<std::size_t>(slot)];
  to.begin = static_cast<std::uint32_t>(begin);
  to.size = static_cast<std::uint32_t>(close - begin) & 0x7FFFFFFFU;
  to.is_own = 0;
  if (!has_doubled) return true;
  to.begin = static_cast<std::uint32_t>(batch.own_.size());
  for (std::size_t i = begin; i < close; ++i) {
    if (bytes_[i] == '"') ++i;
    batch.own_ += bytes_[i];
  }
  to.size = static_cast<std::uint32_t>(batch.own_.size() - to.begin) & 0x7FFFFFFFU;
  to.is_own = 1;
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
