// SPDX-License-Identifier: Apache-2.0
#pragma once
// Codes, levels and rows by permutations of bytes, many rows at a time, where the processor has
// that: each says whether it did the work. Only for kernels_code.hpp.

#if defined(__AVX512VBMI__)
#include <immintrin.h>
#endif

#include "program/block/kernels.hpp"
#include "program/block/kernels_lookup.hpp"

namespace vaern {
inline namespace v1 {
namespace block {
namespace {

#if defined(__AVX512VBMI__)

/// Adds points by code.
inline bool permute_codes(std::uint8_t* sum, const Code* codes, const BytePoints& points,
                          std::size_t n) {
  if (points.codes > 64) return false;
  const __m512i table = _mm512_loadu_si512(points.by_code);
  for (std::size_t r = 0; r < n; r += 64) {
    const __mmask64 which = first_of(n - r);
    const __m512i code = _mm512_maskz_loadu_epi8(which, codes + r);
    const __mmask64 known = _mm512_cmplt_epu8_mask(code, _mm512_set1_epi8(64));
    const __m512i added = _mm512_maskz_permutexvar_epi8(known, code, table);
    const __m512i before = _mm512_maskz_loadu_epi8(which, sum + r);
    _mm512_mask_storeu_epi8(sum + r, which, _mm512_add_epi8(before, added));
  }
  return true;
}

/// Adds to keys of several answers: codes above 62 are missing.
inline bool permute_digits(std::uint8_t* keys, const Code* codes, Code size, std::uint8_t weight,
                           std::size_t n) {
  if (size > 63) return false;
  std::uint8_t by_code[64];
  for (std::size_t c = 0; c < 64; ++c) {
    by_code[c] = static_cast<std::uint8_t>((c < size ? c : size) * weight);
  }
  const __m512i table = _mm512_loadu_si512(by_code);
  const __m512i last = _mm512_set1_epi8(63);
  for (std::size_t r = 0; r < n; r += 64) {
    const __mmask64 which = first_of(n - r);
    const __m512i code = _mm512_min_epu8(_mm512_maskz_loadu_epi8(which, codes + r), last);
    const __m512i before = _mm512_maskz_loadu_epi8(which, keys + r);
    const __m512i after =
        _mm512_add_epi8(before, _mm512_maskz_permutexvar_epi8(which, code, table));
    _mm512_mask_storeu_epi8(keys + r, which, after);
  }
  return true;
}

/// Sets of at most eight levels, by the two ends.
inline bool permute_levels(std::uint8_t* out, const std::uint8_t* low, const std::uint8_t* high,
                           std::size_t n) {
  std::uint8_t sets[64];
  for (std::uint32_t i = 0; i < 64; ++i) {
    sets[i] = static_cast<std::uint8_t>((0xFFU << (i / 8)) & (0xFFU >> (7 - i % 8)));
  }
  const __m512i table = _mm512_loadu_si512(sets);
  for (std::size_t r = 0; r < n; r += 64) {
    const __mmask64 which = first_of(n - r);
    const __m512i first = _mm512_maskz_loadu_epi8(which, low + r);
    const __m512i last = _mm512_maskz_loadu_epi8(which, high + r);
    // Words are as good as bytes: nothing is carried, for levels are below eight.
    const __m512i at = _mm512_or_si512(_mm512_slli_epi16(first, 3), last);
    _mm512_mask_storeu_epi8(out + r, which, _mm512_maskz_permutexvar_epi8(which, at, table));
  }
  return true;
}

inline bool compress_rows(std::uint16_t* rows, const Mask* where, std::size_t n,
                          std::size_t& count) {
  const __m512i first = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  for (std::size_t from = 0; from < n; from += 64) {
    std::uint64_t left =
        _mm512_movepi8_mask(_mm512_maskz_loadu_epi8(first_of(n - from), where + from));
    if ((left & (left - 1)) == 0) {  // at most one: mostly there are few
      rows[count] = static_cast<std::uint16_t>(
          from + static_cast<unsigned>(__builtin_ctzll(left | std::uint64_t{1} << 63U)));
      count += left != 0 ? 1U : 0U;
      continue;
    }
    for (std::size_t r = from; left != 0; r += 16, left >>= 16) {
      const auto here = static_cast<__mmask16>(left & 0xFFFFU);
      const __m512i all = _mm512_add_epi32(first, _mm512_set1_epi32(static_cast<int>(r)));
      const __m512i taken = _mm512_maskz_compress_epi32(here, all);
      const auto number = static_cast<unsigned>(__builtin_popcount(here));
      const auto which = static_cast<__mmask16>((1U << number) - 1U);
      _mm256_mask_storeu_epi16(rows + count, which, _mm512_maskz_cvtepi32_epi16(which, taken));
      count += number;
    }
  }
  return true;
}

inline bool gather_states(std::uint32_t* to, const std::uint32_t* states, const StateTable& table,
                          const std::uint8_t* keys, const std::uint16_t* rows, std::size_t count,
                          bool& has_unknown) {
  const __m512i width = _mm512_set1_epi32(static_cast<int>(table.width));
  const __m512i unknown = _mm512_set1_epi32(-1);
  const __m512i lowest_byte = _mm512_set1_epi32(255);
  const __m512i zero = _mm512_setzero_si512();
  __mmask16 unknowns = 0;
  for (std::size_t i = 0; i < count; i += 16) {
    const std::size_t left = count - i;
    const auto which = static_cast<__mmask16>(left >= 16 ? 0xFFFFU : (1U << left) - 1U);
    const __m512i row =
        _mm512_maskz_cvtepu16_epi32(which, _mm256_maskz_loadu_epi16(which, rows + i));
    const __m512i bytes = _mm512_mask_i32gather_epi32(zero, which, row, keys, 1);
    const __m512i key = _mm512_and_si512(bytes, lowest_byte);
    const __m512i state = _mm512_maskz_loadu_epi32(which, states + i);
    const __m512i at = _mm512_add_epi32(_mm512_mullo_epi32(state, width), key);
    const __m512i next = _mm512_mask_i32gather_epi32(zero, which, at, table.next, 4);
    unknowns = static_cast<__mmask16>(unknowns | _mm512_cmpeq_epi32_mask(next, unknown));
    _mm512_mask_storeu_epi32(to + i, which, next);
  }
  has_unknown = unknowns != 0;
  return true;
}

/// What a term adds, by code.
struct CodeTable {
  explicit CodeTable(const std::int16_t* by_code)
      : first(_mm512_loadu_si512(by_code)),
        second(_mm512_loadu_si512(by_code + 32)),
        when_missing(_mm512_set1_epi16(by_code[missing_code])) {}

  __m512i at(__m512i codes, __mmask32 gone) const {
    return _mm512_mask_mov_epi16(_mm512_permutex2var_epi16(first, codes, second), gone,
                                 when_missing);
  }

  __m512i first;
  __m512i second;
  __m512i when_missing;
};

inline bool permute_conditional(const ConditionalSums<std::int16_t>& sums, const Code* codes,
                                const Mask* yes, const Mask* maybe,
                                const ConditionalPoints<std::int16_t>& points, std::size_t n) {
  if (points.codes > 64) return false;
  const CodeTable low(points.low);
  const CodeTable high(points.high);
  const CodeTable raw(points.raw);
  const CodeTable filled(points.filled);
  const __m512i zero = _mm512_setzero_si512();
  const __m512i first_missing = _mm512_set1_epi16(first_missing_code);
  for (std::size_t r = 0; r < n; r += 32) {
    const std::size_t count = n - r;
    const auto which = static_cast<__mmask32>(count >= 32 ? 0xFFFFFFFFU : (1U << count) - 1U);
    const __m512i code = load_words(codes + r, count);
    const __mmask32 gone = _mm512_cmpge_epu16_mask(code, first_missing);
    const __mmask32 certain = _mm256_movepi8_mask(_mm256_maskz_loadu_epi8(which, yes + r));
    const __mmask32 asked = _mm256_movepi8_mask(_mm256_maskz_loadu_epi8(which, maybe + r));
    const auto add = [&](std::int16_t* sum, __m512i part) {
      const __m512i before = load_words(sum + r, count);
      store_words(sum + r, _mm512_mask_add_epi16(before, asked, before, part), count);
    };
    const __m512i least = low.at(code, gone);
    const __m512i most = high.at(code, gone);
    add(sums.low, _mm512_mask_mov_epi16(_mm512_min_epi16(least, zero), certain, least));
    add(sums.high, _mm512_mask_mov_epi16(_mm512_max_epi16(most, zero), certain, most));
    add(sums.raw, raw.at(code, gone));
    if (sums.filled != nullptr) add(sums.filled, filled.at(code, gone));
    const __m256i missing = _mm256_maskz_loadu_epi8(which, sums.missing + r);
    const __m256i more = _mm256_mask_add_epi8(missing, gone & asked, missing, _mm256_set1_epi8(1));
    _mm256_mask_storeu_epi8(sums.missing + r, which, more);
  }
  return true;
}

/// What a term adds, by code, in bytes.
struct CodeBytes {
  explicit CodeBytes(const std::int8_t* by_code)
      : known(_mm512_loadu_si512(by_code)), when_missing(_mm512_set1_epi8(by_code[missing_code])) {}

  __m512i at(__m512i codes, __mmask64 gone) const {
    return _mm512_mask_permutexvar_epi8(when_missing, ~gone, codes, known);
  }

  __m512i known;
  __m512i when_missing;
};

inline bool permute_conditional(const ConditionalSums<std::int8_t>& sums, const Code* codes,
                                const Mask* yes, const Mask* maybe,
                                const ConditionalPoints<std::int8_t>& points, std::size_t n) {
  if (points.codes > 64) return false;
  const CodeBytes low(points.low);
  const CodeBytes high(points.high);
  const CodeBytes raw(points.raw);
  const CodeBytes filled(points.filled);
  const __m512i zero = _mm512_setzero_si512();
  const __m512i first_missing = _mm512_set1_epi8(static_cast<char>(first_missing_code));
  for (std::size_t r = 0; r < n; r += 64) {
    const __mmask64 which = first_of(n - r);
    const __m512i code = _mm512_maskz_loadu_epi8(which, codes + r);
    const __mmask64 gone = _mm512_cmpge_epu8_mask(code, first_missing);
    const __mmask64 certain = _mm512_movepi8_mask(_mm512_maskz_loadu_epi8(which, yes + r));
    const __mmask64 asked = _mm512_movepi8_mask(_mm512_maskz_loadu_epi8(which, maybe + r));
    const auto add = [&](auto* sum, __mmask64 where, __m512i part) {
      const __m512i before = _mm512_maskz_loadu_epi8(which, sum + r);
      _mm512_mask_storeu_epi8(sum + r, which, _mm512_mask_add_epi8(before, where, before, part));
    };
    const __m512i least = low.at(code, gone);
    const __m512i most = high.at(code, gone);
    add(sums.low, asked, _mm512_mask_mov_epi8(_mm512_min_epi8(least, zero), certain, least));
    add(sums.high, asked, _mm512_mask_mov_epi8(_mm512_max_epi8(most, zero), certain, most));
    add(sums.raw, asked, raw.at(code, gone));
    if (sums.filled != nullptr) add(sums.filled, asked, filled.at(code, gone));
    add(sums.missing, gone & asked, _mm512_set1_epi8(1));
  }
  return true;
}

#else

inline bool permute_codes(std::uint8_t*, const Code*, const BytePoints&, std::size_t) {
  return false;
}
inline bool permute_digits(std::uint8_t*, const Code*, Code, std::uint8_t, std::size_t) {
  return false;
}
inline bool compress_rows(std::uint16_t*, const Mask*, std::size_t, std::size_t&) { return false; }
inline bool gather_states(std::uint32_t*, const std::uint32_t*, const StateTable&,
                          const std::uint8_t*, const std::uint16_t*, std::size_t, bool&) {
  return false;
}
inline bool permute_levels(std::uint8_t*, const std::uint8_t*, const std::uint8_t*, std::size_t) {
  return false;
}

#endif

// Of other numbers and processors.
template <class T>
bool permute_conditional(const ConditionalSums<T>&, const Code*, const Mask*, const Mask*,
                         const ConditionalPoints<T>&, std::size_t) {
  return false;
}

}  // namespace
}  // namespace block
}  // namespace v1
}  // namespace vaern
