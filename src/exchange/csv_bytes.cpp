// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "exchange/csv_bytes.hpp"
#include "vaern/diagnostics/utf8.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

std::uint64_t count_feeds(std::string_view bytes) {
  std::uint64_t count = 0;
  for (std::size_t base = 0; base < bytes.size(); base += block_size) {
    count += static_cast<std::uint64_t>(std::popcount(block_at(bytes, base).equal('\n')));
  }
  return count;
}

bool is_utf8(std::string_view bytes) {
  for (std::size_t base = 0; base < bytes.size();) {
    if (!block_at(bytes, base).has_high()) {
      base += block_size;
      continue;
    }
    const std::size_t end = std::min(base + block_size, bytes.size());
    while (base < end) {
      if (static_cast<unsigned char>(bytes[base]) < 0x80) {
        ++base;
        continue;
      }
      const CodePoint point = code_point_at(bytes, base);
      if (!point.is_valid) return false;
      base += point.bytes;
    }
  }
  return true;
}

Separator separator_of(std::string_view text) {
  bool is_quoted = false;
  for (const char c : text) {
    if (c == '"') is_quoted = !is_quoted;
    if (is_quoted) continue;
    if (c == '\n') return {',', true};
    if (c == ',' || c == ';' || c == '\t') return {c, true};
  }
  return {};
}

void RowEnds::scan(std::string_view bytes) {
  while (position_ < bytes.size()) {
    const std::size_t base = position_ & ~(block_size - 1);
    const std::size_t from = position_ - base;
    const ByteBlock block = block_at(bytes, base);
    const std::uint64_t feeds = block.equal('\n');
    const std::uint64_t quotes = block.equal('"') & from_bit(from);
    if (quotes == 0) {
      const std::uint64_t ends = is_inside_ ? 0 : feeds & from_bit(from);
      if (ends != 0) last_ = base + after_last_bit(ends);
    } else if (!take_in_order(bytes, quotes, feeds, block.equal(separator_), base)) {
      take_one_by_one(bytes, quotes, feeds & from_bit(from), base);
    }
    position_ = std::min(base + block_size, bytes.size());
  }
}

/// Every second quote closes where every other one opens a cell or doubles the one before it. Then
/// one sum by bits tells what is inside. False, and nothing is taken, where it is not so.
bool RowEnds::take_in_order(std::string_view bytes, std::uint64_t quotes, std::uint64_t feeds,
                            std::uint64_t separators, std::size_t base) {
  std::uint64_t inside = quotes;
  for (int shift = 1; shift < 64; shift *= 2) inside ^= inside << shift;
  if (is_inside_) inside = ~inside;
  const std::size_t from = position_ - base;
  const char previous = position_ == 0 ? '\n' : bytes[position_ - 1];
  const bool is_first_free = previous == separator_ || previous == '\n' || closed_at_ == position_;
  const std::uint64_t may =
      ((feeds | separators | quotes) << 1) | (std::uint64_t{is_first_free} << from);
  if ((quotes & inside & ~may) != 0) return false;
  const std::uint64_t rows = feeds & ~inside & from_bit(from);
  if (rows != 0) last_ = base + after_last_bit(rows);
  is_inside_ = inside >> 63 != 0;
  if (!is_inside_) closed_at_ = base + after_last_bit(quotes);
  return true;
}

void RowEnds::take_one_by_one(std::string_view bytes, std::uint64_t quotes, std::uint64_t feeds,
                              std::size_t base) {
  for (; quotes != 0; quotes &= quotes - 1) {
    const std::size_t bit = first_bit(quotes);
    const std::size_t at = base + bit;
    if (is_inside_) {
      is_inside_ = false;
      closed_at_ = at + 1;
    } else {
      const std::uint64_t before = feeds & ~from_bit(bit);
      if (before != 0) last_ = base + after_last_bit(before);
      const char previous = at == 0 ? '\n' : bytes[at - 1];
      is_inside_ = previous == separator_ || previous == '\n' || closed_at_ == at;
    }
    feeds &= from_bit(bit);
  }
  if (!is_inside_ && feeds != 0) last_ = base + after_last_bit(feeds);
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
