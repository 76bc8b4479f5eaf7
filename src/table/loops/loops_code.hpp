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
  const auto width = static_cast<Code>(last - first);
  Byte found = 0;
  for (std::size_t r = 0; r < n; ++r) {
    found = static_cast<Byte>(found | all_if(static_cast<Code>(codes[r] - first) <= width));
  }
  return found != 0;
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

/// Of rows from `r`, as many as a `T` holds: every count stays in registers.
template <class T>
void count_questions_of(Byte* const* out, const Question* questions, std::size_t count,
                        std::size_t r) {
  constexpr auto none = T{};
  T by_reason[open_count] = {};
  T asked = none;
  for (std::size_t q = 0; q < count; ++q) {
    const T codes = load<T>(questions[q].codes + r);
    const Mask* where = questions[q].counts;
    const T counts = where != nullptr ? load<T>(where + r) : ~none;
    asked -= counts;
    for (std::size_t i = 0; i < open_count; ++i) {
      by_reason[i] -= (T)(codes == static_cast<Byte>(missing_code - i)) & counts;
    }
  }
  T open = none;
  for (std::size_t i = 0; i < open_count; ++i) {
    open += by_reason[i];
    __builtin_memcpy(out[i] + r, &by_reason[i], sizeof(T));
  }
  __builtin_memcpy(out[open_count] + r, &open, sizeof(T));
  __builtin_memcpy(out[asked_count] + r, &asked, sizeof(T));
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

void store(Byte* out, const Byte* from) {
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
void store(Byte* out, const Byte* from) { __builtin_memcpy(out, from, width); }
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
    for (std::size_t part = 0; part < line; part += width) store(to + i + part, at + i + part);
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
