// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the files loops_*.cpp compile, each for its own processors. Nothing here may leave those
// files: everything has internal linkage, and no function of another header is called, which the
// linker could take from here for the rest of the library.

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

void count(Byte* out, const Mask* counts, std::size_t n) {
  each_cell(out, n, [=](std::size_t r) { return static_cast<Byte>(out[r] - counts[r]); });
}

void count_codes(Byte* out, const Code* codes, const Mask* counts, Code first, Code last,
                 std::size_t n) {
  const auto width = static_cast<Code>(last - first);
  each_cell(out, n, [=](std::size_t r) {
    const Byte is_one = all_if(static_cast<Code>(codes[r] - first) <= width);
    return static_cast<Byte>(out[r] - (is_one & counts[r]));
  });
}

template <class T>
void keep(T* out, const T* numbers, const Mask* there, std::size_t n) {
  each_cell(out, n, [=](std::size_t r) { return there[r] != 0 ? numbers[r] : T{0}; });
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

const Loops table_of_loops{any_within,
                           same,
                           same_or_none,
                           truth,
                           both,
                           invert,
                           not_there,
                           is_none,
                           count,
                           count_codes,
                           keep<std::int8_t>,
                           keep<std::int16_t>,
                           keep<std::int32_t>,
                           keep<std::int64_t>,
                           single<std::uint8_t>,
                           single<std::uint16_t>,
                           single<std::uint32_t>,
                           divide<std::int8_t>,
                           divide<std::int16_t>,
                           divide<std::int32_t>};

}  // namespace
}  // namespace table::detail
}  // namespace v1
}  // namespace vaern
