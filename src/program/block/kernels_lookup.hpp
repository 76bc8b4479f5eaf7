// SPDX-License-Identifier: Apache-2.0
#pragma once
// Look-ups in tables by numbers, many rows at a time, where the processor has that: small tables
// stay in registers. Each says whether it did the work. Only for kernels_code.hpp.

#if defined(__AVX512VBMI__)
#include <immintrin.h>
#endif

#include "program/block/kernels.hpp"

namespace vaern {
inline namespace v1 {
namespace block {
namespace {

#if defined(__AVX512VBMI__)

/// A table of more entries stays in memory.
constexpr std::size_t most_permuted = 1024;

inline __m512i load_words(const std::int16_t* from, std::size_t count) {
  const auto which = static_cast<__mmask32>(count >= 32 ? 0xFFFFFFFFU : (1U << count) - 1U);
  return _mm512_maskz_loadu_epi16(which, from);
}
inline __m512i load_words(const std::uint8_t* from, std::size_t count) {
  const auto which = static_cast<__mmask32>(count >= 32 ? 0xFFFFFFFFU : (1U << count) - 1U);
  return _mm512_cvtepu8_epi16(_mm256_maskz_loadu_epi8(which, from));
}
inline __m512i load_words(const std::int8_t* from, std::size_t count) {
  const auto which = static_cast<__mmask32>(count >= 32 ? 0xFFFFFFFFU : (1U << count) - 1U);
  return _mm512_cvtepi8_epi16(_mm256_maskz_loadu_epi8(which, from));
}
inline void store_words(std::int16_t* to, __m512i words, std::size_t count) {
  const auto which = static_cast<__mmask32>(count >= 32 ? 0xFFFFFFFFU : (1U << count) - 1U);
  _mm512_mask_storeu_epi16(to, which, words);
}
template <class Narrow>
void store_words(Narrow* to, __m512i words, std::size_t count) {
  const auto which = static_cast<__mmask32>(count >= 32 ? 0xFFFFFFFFU : (1U << count) - 1U);
  _mm512_mask_cvtepi16_storeu_epi8(to, which, words);
}

/// The table in pieces of 64 entries, of which the place's higher bits choose.
template <std::size_t pieces, class T, class V>
void permute_pieces(V* out, const TablePlace<T>& place, const V* values, std::size_t n) {
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

inline __m512i load_places(const std::int16_t* from, __mmask16 which) {
  return _mm512_maskz_cvtepi16_epi32(which, _mm256_maskz_loadu_epi16(which, from));
}
inline __m512i load_places(const std::int8_t* from, __mmask16 which) {
  return _mm512_maskz_cvtepi8_epi32(which, _mm_maskz_loadu_epi8(which, from));
}

/// From a table in memory, sixteen rows at a time. Four bytes are read at once and never beyond
/// the last entry.
template <class T, class V>
void gather_rows(V* out, const TablePlace<T>& place, const V* values, std::size_t n) {
  constexpr int at_once = 4 / sizeof(V);
  constexpr unsigned bits = sizeof(V) == 1 ? 3 : 4;
  const __m512i first = _mm512_set1_epi32(place.first);
  const __m512i width = _mm512_set1_epi32(static_cast<int>(place.width));
  const __m512i last_key = _mm512_set1_epi32(static_cast<int>(place.width - 1));
  const __m512i last = _mm512_set1_epi32(static_cast<int>(place.entries) - at_once);
  for (std::size_t r = 0; r < n; r += 16) {
    const std::size_t count = n - r;
    const auto which = static_cast<__mmask16>(count >= 16 ? 0xFFFFU : (1U << count) - 1U);
    __m512i at = _mm512_sub_epi32(load_places(place.numbers + r, which), first);
    if (place.keys != nullptr) {
      const __m512i key =
          _mm512_maskz_cvtepu8_epi32(which, _mm_maskz_loadu_epi8(which, place.keys + r));
      at = _mm512_add_epi32(_mm512_mullo_epi32(at, width),
                            _mm512_maskz_min_epu32(which, key, last_key));
    }
    const __m512i from = _mm512_maskz_min_epi32(which, at, last);
    const __m512i all =
        _mm512_mask_i32gather_epi32(_mm512_setzero_si512(), which, from, values, sizeof(V));
    const __m512i shift = _mm512_maskz_slli_epi32(which, _mm512_sub_epi32(at, from), bits);
    const __m512i found = _mm512_maskz_srlv_epi32(which, all, shift);
    if constexpr (sizeof(V) == 1) {
      _mm_mask_storeu_epi8(out + r, which, _mm512_maskz_cvtepi32_epi8(which, found));
    } else {
      _mm256_mask_storeu_epi16(out + r, which, _mm512_maskz_cvtepi32_epi16(which, found));
    }
  }
}

template <class T, class V>
bool permute_words(V* out, const TablePlace<T>& place, const V* values, std::size_t n) {
  if (place.entries > most_permuted) {
    gather_rows(out, place, values, n);
  } else if (place.entries <= 64) {
    permute_pieces<1>(out, place, values, n);
  } else if (place.entries <= 128) {
    permute_pieces<2>(out, place, values, n);
  } else if (place.entries <= 256) {
    permute_pieces<4>(out, place, values, n);
  } else if (place.entries <= 512) {
    permute_pieces<8>(out, place, values, n);
  } else {
    permute_pieces<16>(out, place, values, n);
  }
  return true;
}

template <class V>
bool permute_rows(V* out, const TablePlace<std::int16_t>& place, const V* values, std::size_t n) {
  return permute_words(out, place, values, n);
}

inline __mmask64 first_of(std::size_t count) {
  return static_cast<__mmask64>(count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1);
}

/// Bytes times a number, each of them modulo 256.
inline __m512i times(__m512i bytes, __m512i words) {
  constexpr __mmask64 odd = 0xAAAAAAAAAAAAAAAAU;
  const __m512i at_even = _mm512_mullo_epi16(bytes, words);
  const __m512i at_odd = _mm512_mullo_epi16(_mm512_maskz_mov_epi8(odd, bytes), words);
  return _mm512_mask_mov_epi8(at_even, odd, at_odd);
}

/// Bytes of a table of up to 64 entries, or twice or four times as many, by places that are bytes.
template <std::size_t pieces, class V>
void permute_bytes(V* out, const TablePlace<std::int8_t>& place, const V* values, std::size_t n) {
  static_assert(sizeof(V) == 1);
  __m512i table[pieces];
  for (std::size_t i = 0; i < pieces; ++i) {
    const std::size_t from = i * 64;
    table[i] = from < place.entries
                   ? _mm512_maskz_loadu_epi8(first_of(place.entries - from), values + from)
                   : _mm512_setzero_si512();
  }
  const __m512i first = _mm512_set1_epi8(place.first);
  const __m512i width = _mm512_set1_epi16(static_cast<std::int16_t>(place.width));
  const __m512i last = _mm512_set1_epi8(static_cast<char>(place.width - 1));
  for (std::size_t r = 0; r < n; r += 64) {
    const __mmask64 which = first_of(n - r);
    __m512i at = _mm512_sub_epi8(_mm512_maskz_loadu_epi8(which, place.numbers + r), first);
    if (place.keys != nullptr) {
      const __m512i key = _mm512_min_epu8(_mm512_maskz_loadu_epi8(which, place.keys + r), last);
      at = _mm512_add_epi8(times(at, width), key);
    }
    __m512i found;
    if constexpr (pieces == 1) {
      found = _mm512_maskz_permutexvar_epi8(which, at, table[0]);
    } else {
      found = _mm512_permutex2var_epi8(table[0], at, table[1]);
    }
    if constexpr (pieces == 4) {
      const __m512i beyond = _mm512_permutex2var_epi8(table[2], at, table[3]);
      found = _mm512_mask_mov_epi8(found, _mm512_movepi8_mask(at), beyond);
    }
    _mm512_mask_storeu_epi8(out + r, which, found);
  }
}

template <class V>
bool permute_rows(V* out, const TablePlace<std::int8_t>& place, const V* values, std::size_t n) {
  if (place.entries > 256) return permute_words(out, place, values, n);
  if (place.entries <= 64) {
    permute_bytes<1>(out, place, values, n);
  } else if (place.entries <= 128) {
    permute_bytes<2>(out, place, values, n);
  } else {
    permute_bytes<4>(out, place, values, n);
  }
  return true;
}

#endif

// Of other numbers and processors.
template <class T, class V>
bool permute_rows(V*, const TablePlace<T>&, const V*, std::size_t) {
  return false;
}

}  // namespace
}  // namespace block
}  // namespace v1
}  // namespace vaern
