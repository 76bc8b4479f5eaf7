// SPDX-License-Identifier: Apache-2.0
#pragma once
// Look-ups in small tables that stay in registers, 32 rows at a time. Only for
// kernels_numbers.hpp, and of its functions only those of the compiler.

#include <immintrin.h>

#include "program/block/kernels.hpp"

namespace vaern {
inline namespace v1 {
namespace block {
namespace {

/// A table of more entries is read row by row.
constexpr std::size_t most_permuted = 1024;

inline __m512i load_words(const std::int16_t* from, std::size_t count) {
  const auto which = static_cast<__mmask32>(count >= 32 ? 0xFFFFFFFFU : (1U << count) - 1U);
  return _mm512_maskz_loadu_epi16(which, from);
}
inline __m512i load_words(const std::uint8_t* from, std::size_t count) {
  const auto which = static_cast<__mmask32>(count >= 32 ? 0xFFFFFFFFU : (1U << count) - 1U);
  return _mm512_cvtepu8_epi16(_mm256_maskz_loadu_epi8(which, from));
}
inline void store_words(std::int16_t* to, __m512i words, std::size_t count) {
  const auto which = static_cast<__mmask32>(count >= 32 ? 0xFFFFFFFFU : (1U << count) - 1U);
  _mm512_mask_storeu_epi16(to, which, words);
}
inline void store_words(std::uint8_t* to, __m512i words, std::size_t count) {
  const auto which = static_cast<__mmask32>(count >= 32 ? 0xFFFFFFFFU : (1U << count) - 1U);
  _mm512_mask_cvtepi16_storeu_epi8(to, which, words);
}

/// The table in pieces of 64 entries, of which the place's higher bits choose.
template <std::size_t pieces, class V>
void permute_pieces(V* out, const TablePlace<std::int16_t>& place, const V* values, std::size_t n) {
  __m512i table[pieces * 2];
  for (std::size_t i = 0; i < pieces * 2; ++i) {
    const std::size_t from = i * 32;
    table[i] = from < place.entries ? load_words(values + from, place.entries - from)
                                    : _mm512_setzero_si512();
  }
  const __m512i first = _mm512_set1_epi16(place.first);
  const __m512i width = _mm512_set1_epi16(static_cast<std::int16_t>(place.width));
  const __m512i last = _mm512_set1_epi16(static_cast<std::int16_t>(place.width - 1));
  for (std::size_t r = 0; r < n; r += 32) {
    const std::size_t count = n - r;
    __m512i at = _mm512_sub_epi16(load_words(place.numbers + r, count), first);
    if (place.keys != nullptr) {
      const __m512i key = _mm512_min_epu16(load_words(place.keys + r, count), last);
      at = _mm512_add_epi16(_mm512_mullo_epi16(at, width), key);
    }
    __m512i found = _mm512_permutex2var_epi16(table[0], at, table[1]);
    if constexpr (pieces > 1) {
      const __m512i piece = _mm512_srli_epi16(at, 6);
#pragma GCC unroll 16
      for (std::size_t i = 1; i < pieces; ++i) {
        const __mmask32 here =
            _mm512_cmpeq_epi16_mask(piece, _mm512_set1_epi16(static_cast<std::int16_t>(i)));
        const __m512i there = _mm512_permutex2var_epi16(table[2 * i], at, table[2 * i + 1]);
        found = _mm512_mask_mov_epi16(found, here, there);
      }
    }
    store_words(out + r, found, count);
  }
}

template <class V>
void permute_rows(V* out, const TablePlace<std::int16_t>& place, const V* values, std::size_t n) {
  if (place.entries <= 64) return permute_pieces<1>(out, place, values, n);
  if (place.entries <= 128) return permute_pieces<2>(out, place, values, n);
  if (place.entries <= 256) return permute_pieces<4>(out, place, values, n);
  if (place.entries <= 512) return permute_pieces<8>(out, place, values, n);
  permute_pieces<16>(out, place, values, n);
}

}  // namespace
}  // namespace block
}  // namespace v1
}  // namespace vaern
