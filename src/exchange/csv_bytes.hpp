// SPDX-License-Identifier: Apache-2.0
#pragma once
// Bytes of a table, 64 at a time.

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

inline constexpr std::size_t block_size = 64;

// Bits from a position upwards; 64 gives none.
constexpr std::uint64_t from_bit(std::size_t position) {
  return position >= block_size ? 0 : ~std::uint64_t{0} << position;
}
constexpr std::size_t first_bit(std::uint64_t bits) {
  return static_cast<std::size_t>(std::countr_zero(bits));
}
constexpr std::size_t after_last_bit(std::uint64_t bits) {
  return block_size - static_cast<std::size_t>(std::countl_zero(bits));
}

// 64 bytes, of which fewer may be there; the others are no byte of interest.
class ByteBlock {
 public:
  ByteBlock(const char* bytes, std::size_t there) {
    if (there < block_size) {
      std::memset(copy_, 0, block_size);
      std::memcpy(copy_, bytes, there);
      bytes = copy_;
    }
#if defined(__SSE2__)
    for (int i = 0; i < 4; ++i) {
      part_[i] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 16 * i));
    }
#else
    bytes_ = bytes;
#endif
  }

  // A bit for each byte that is this one.
  std::uint64_t equal(char byte) const {
    std::uint64_t bits = 0;
#if defined(__SSE2__)
    const __m128i wanted = _mm_set1_epi8(byte);
    for (int i = 3; i >= 0; --i) {
      bits = bits << 16 |
             static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(part_[i], wanted)));
    }
#else
    for (std::size_t i = 0; i < block_size; ++i) {
      bits |= std::uint64_t{bytes_[i] == byte} << i;
    }
#endif
    return bits;
  }

  // Whether some byte is no ASCII.
  bool has_high() const {
#if defined(__SSE2__)
    const __m128i any =
        _mm_or_si128(_mm_or_si128(part_[0], part_[1]), _mm_or_si128(part_[2], part_[3]));
    return _mm_movemask_epi8(any) != 0;
#else
    unsigned char any = 0;
    for (std::size_t i = 0; i < block_size; ++i) any |= static_cast<unsigned char>(bytes_[i]);
    return any >= 0x80;
#endif
  }

 private:
  char copy_[block_size];
#if defined(__SSE2__)
  __m128i part_[4];
#else
  const char* bytes_;
#endif
};

inline ByteBlock block_at(std::string_view bytes, std::size_t base) {
  return {bytes.data() + base, std::min(block_size, bytes.size() - base)};
}

std::uint64_t count_feeds(std::string_view bytes);
bool is_utf8(std::string_view bytes);

// Of a byte order mark at the beginning; 0 where there is none.
constexpr std::size_t mark_size(std::string_view text) {
  return text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
}

// The separator that the first line shows, and whether it shows it for certain: without a line end
// more may follow.
struct Separator {
  char byte = ',';
  bool is_certain = false;
};
Separator separator_of(std::string_view text);

// Finds the last row end of bytes that begin with a row and grow from scan to scan.
class RowEnds {
 public:
  explicit RowEnds(char separator) : separator_(separator) {}
  void scan(std::string_view bytes);
  std::size_t last() const { return last_; }  // Behind it; 0: none.

 private:
  bool take_in_order(std::string_view bytes, std::uint64_t quotes, std::uint64_t feeds,
                     std::uint64_t separators, std::size_t base);
  void take_one_by_one(std::string_view bytes, std::uint64_t quotes, std::uint64_t feeds,
                       std::size_t base);

  char separator_;
  std::size_t position_ = 0;
  std::size_t last_ = 0;
  std::size_t closed_at_ = std::string_view::npos;  // Behind the last quote that closed.
  // A quote that closes may turn out to be the first of two: then the next one opens again.
  bool is_inside_ = false;
};

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
