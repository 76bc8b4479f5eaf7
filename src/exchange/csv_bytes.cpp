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

void RowEnds::scan(std::string_view bytes, bool is_all) {
  while (position_ < bytes.size()) {
    const std::size_t base = position_ & ~(block_size - 1);
    const Block block = block_at(bytes, base);
    std::uint64_t quotes = block.equal('"') & from_bit(position_ - base);
    std::uint64_t feeds = block.equal('\n') & from_bit(position_ - base);
    position_ = base + block_size;
    while (quotes != 0) {
      const std::size_t bit = first_bit(quotes);
      const std::size_t at = base + bit;
      quotes &= quotes - 1;
      if (!is_inside_) {
        const std::uint64_t before = feeds & ~from_bit(bit);
        if (before != 0) last_ = base + after_last_bit(before);
        const char previous = at == 0 ? '\n' : bytes[at - 1];
        is_inside_ = previous == separator_ || previous == '\n';
      } else if (at + 1 < bytes.size() && bytes[at + 1] == '"') {
        quotes &= ~(std::uint64_t{2} << bit);
        if (bit + 1 == block_size) position_ = at + 2;
      } else if (at + 1 < bytes.size() || is_all) {
        is_inside_ = false;
      } else {
        position_ = at;  // What follows says whether it closes.
        return;
      }
      feeds &= from_bit(bit);
    }
    if (!is_inside_ && feeds != 0) last_ = base + after_last_bit(feeds);
  }
  position_ = std::min(position_, bytes.size());
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
