// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the files loops_*.cpp compile, each for its own processors. Nothing here may leave those
// files: everything has internal linkage, and no function of another header is called, which the
// linker could take from here for the rest of the library.

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "table/loops/loops.hpp"

namespace vaern {
inline namespace v1 {
namespace table::detail {
namespace {

using Byte = std::uint8_t;

template <class T, class Make>
void each_cell(T* out, std::size_t n, Make make) {
#pragma GCC ivdep
  for (std::size_t r = 0; r < n; ++r) out[r] = make(r);
}

constexpr Byte one_if(bool truth) { return truth ? 1 : 0; }
constexpr Byte all_if(bool truth) { return static_cast<Byte>(-static_cast<int>(truth)); }

bool any_within(const Code* codes, Code first, Code last, std::size_t n) {
  Byte least = 0xFF;  // of the distances from the first
  for (std::size_t r = 0; r < n; ++r) {
    const auto from = static_cast<Byte>(codes[r] - first);
    least = from < least ? from : least;
  }
  return n > 0 && least <= static_cast<Byte>(last - first);
}

void same(Byte* out, const Byte* a, const Byte* b, std::size_t n) {
  each_cell(out, n, [=](std::size_t r) { return one_if(a[r] == b[r]); });
}

void same_or_none(Byte* out, const Byte* a, const Byte* b, std::size_t n) {
  each_cell(out, n, [=](std::size_t r) { return static_cast<Byte>(a[r] | all_if(a[r] != b[r])); });
}

void truth(Byte* out, const Mask* yes, const Mask* maybe, std::size_t n) {
  each_cell(out, n,
            [=](std::size_t r) { return static_cast<Byte>((yes[r] & 1U) | (maybe[r] & ~yes[r])); });
}

void both(Byte* out, const Mask* a, const Mask* b, std::size_t n) {
  each_cell(out, n, [=](std::size_t r) { return static_cast<Byte>(a[r] & b[r] & 1U); });
}

void invert(Mask* out, const Mask* a, std::size_t n) {
  each_cell(out, n, [=](std::size_t r) { return static_cast<Mask>(~a[r]); });
}

void not_there(Byte* out, const Mask* there, std::size_t n) {
  each_cell(out, n, [=](std::size_t r) { return static_cast<Byte>(~there[r] & 1U); });
}

void is_none(Byte* out, const Byte* bytes, std::size_t n) {
  each_cell(out, n, [=](std::size_t r) { return one_if(bytes[r] == 0xFF); });
}

// As many bytes as a register of the processor holds.
#if defined(__AVX512BW__)
constexpr std::size_t width = 64;
#elif defined(__AVX2__)
constexpr std::size_t width = 32;
#else
constexpr std::size_t width = 16;
#endif
using Wide [[gnu::vector_size(width)]] = Byte;
using One [[gnu::vector_size(1)]] = Byte;
static_assert(first_missing_code + open_count - 1 == missing_code);

template <class T>
T load(const Byte* from) {
  T made;
  __builtin_memcpy(&made, from, sizeof made);
  return made;
}

template <class T>
void store(Byte* to, const T& from) {
  __builtin_memcpy(to, &from, sizeof from);
}

template <class T>
bool has_any(const T& bytes) {
  if constexpr (sizeof(T) % sizeof(std::uint64_t) != 0) {
    return bytes[0] != 0;
  } else {
    std::uint64_t words[sizeof(T) / sizeof(std::uint64_t)];
    __builtin_memcpy(words, &bytes, sizeof bytes);
    std::uint64_t all = 0;
    for (const std::uint64_t word : words) all |= word;
    return all != 0;
  }
}

/// Rows from `r` in which one is open for that reason. `T`: as many as it holds.
template <class T>
T count_reason(const Question* questions, std::size_t count, std::size_t r, Code code) {
  T found{};
  for (std::size_t q = 0; q < count; ++q) {
    T is_one = (T)(load<T>(questions[q].codes + r) == code);
    if (questions[q].counts != nullptr) is_one &= load<T>(questions[q].counts + r);
    found -= is_one;
  }
  return found;
}

/// Of rows from `r`, as many as a `T` holds. Mostly all that is open is so for the first reason:
/// the others are looked for only where it is not.
template <class T>
void count_questions_of(Byte* const* out, const Question* questions, std::size_t count,
                        std::size_t r) {
  T asked{};
  T open{};
  T first{};
  Byte always = 0;
  for (std::size_t q = 0; q < count; ++q) {
    const T codes = load<T>(questions[q].codes + r);
    T is_open = (T)(codes >= first_missing_code);
    T is_first = (T)(codes == missing_code);
    if (questions[q].counts == nullptr) {
      ++always;
    } else {
      const T counts = load<T>(questions[q].counts + r);
      asked -= counts;
      is_open &= counts;
      is_first &= counts;
    }
    open -= is_open;
    first -= is_first;
  }
  store(out[asked_count] + r, static_cast<T>(asked + always));
  store(out[open_count] + r, open);
  store(out[0] + r, first);
  T others = open - first;
  const bool has_others = has_any(others);
  for (std::size_t i = 1; i + 1 < open_count; ++i) {
    T found{};
    if (has_others)
      found = count_reason<T>(questions, count, r, static_cast<Code>(missing_code - i));
    others -= found;
    store(out[i] + r, found);
  }
  store(out[open_count - 1] + r, others);
}

void count_questions(Byte* const* out, const Question* questions, std::size_t count,
                     std::size_t n) {
  std::size_t r = 0;
  for (; r + width <= n; r += width) count_questions_of<Wide>(out, questions, count, r);
  for (; r < n; ++r) count_questions_of<One>(out, questions, count, r);
}

template <class T>
void keep(T* out, const T* numbers, const Mask* there, std::size_t n) {
  each_cell(out, n, [=](std::size_t r) { return there[r] != 0 ? numbers[r] : T{0}; });
}

void widen(std::int16_t* out, const std::int8_t* numbers, const Mask* there, std::size_t n) {
  if (there == nullptr) {
    each_cell(out, n, [=](std::size_t r) { return std::int16_t{numbers[r]}; });
    return;
  }
  each_cell(out, n, [=](std::size_t r) {
    return static_cast<std::int16_t>(static_cast<std::int8_t>(numbers[r] & there[r]));
  });
}

template <class S>
void single(Byte* out, const S* sets, std::size_t n) {
  // Bit i of a member's position, by the members that have it.
  constexpr std::uint32_t with[5] = {0xAAAAAAAAU, 0xCCCCCCCCU, 0xF0F0F0F0U, 0xFF00FF00U,
                                     0xFFFF0000U};
  constexpr std::size_t bits = sizeof(S) == 1 ? 3 : sizeof(S) == 2 ? 4 : 5;
  each_cell(out, n, [=](std::size_t r) {
    const S set = sets[r];
    const bool is_other = set == 0 || static_cast<S>(set & static_cast<S>(set - 1)) != 0;
    Byte position = all_if(is_other);
#pragma GCC unroll 5
    for (std::size_t i = 0; i < bits; ++i) {
      const bool has_bit = static_cast<S>(set & static_cast<S>(with[i])) != 0;
      position = static_cast<Byte>(position | (all_if(has_bit) & (1U << i)));
    }
    return position;
  });
}

template <class T>
void divide(double* out, const T* numbers, double by, const Mask* there, std::size_t n) {
  if (there == nullptr) {
    each_cell(out, n, [=](std::size_t r) { return static_cast<double>(numbers[r]) / by; });
    return;
  }
  const double none = __builtin_nan("");
  each_cell(out, n, [=](std::size_t r) {
    return there[r] != 0 ? static_cast<double>(numbers[r]) / by : none;
  });
}

#if defined(__x86_64__)
void settle() { _mm_sfence(); }

void store_past(Byte* out, const Byte* from) {
#if defined(__AVX512BW__)
  _mm512_stream_si512(reinterpret_cast<__m512i*>(out), _mm512_loadu_si512(from));
#elif defined(__AVX2__)
  _mm256_stream_si256(reinterpret_cast<__m256i*>(out),
                      _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from)));
#else
  _mm_stream_si128(reinterpret_cast<__m128i*>(out),
                   _mm_loadu_si128(reinterpret_cast<const __m128i*>(from)));
#endif
}
#else
void settle() {}
void store_past(Byte* out, const Byte* from) { __builtin_memcpy(out, from, width); }
#endif

void stream(void* out, const void* from, std::size_t bytes) {
  if (bytes == 0) return;
  constexpr std::size_t line = 64;  // of a cache: what is written whole needs not be read
  auto* to = static_cast<Byte*>(out);
  const auto* at = static_cast<const Byte*>(from);
  const std::size_t before = (line - reinterpret_cast<std::uintptr_t>(to) % line) % line;
  const std::size_t head = before < bytes ? before : bytes;
  __builtin_memcpy(to, at, head);
  std::size_t i = head;
  for (; i + line <= bytes; i += line) {
    for (std::size_t part = 0; part < line; part += width) store_past(to + i + part, at + i + part);
  }
  __builtin_memcpy(to + i, at + i, bytes - i);
}

const Loops table_of_loops{any_within,
                           same,
                           same_or_none,
                           truth,
                           both,
                           invert,
                           not_there,
                           is_none,
                           count_questions,
                           keep<std::int8_t>,
                           keep<std::int16_t>,
                           keep<std::int32_t>,
                           keep<std::int64_t>,
                           widen,
                           single<std::uint8_t>,
                           single<std::uint16_t>,
                           single<std::uint32_t>,
                           divide<std::int8_t>,
                           divide<std::int16_t>,
                           divide<std::int32_t>,
                           stream,
                           settle};

}  // namespace
}  // namespace table::detail
}  // namespace v1
}  // namespace vaern
