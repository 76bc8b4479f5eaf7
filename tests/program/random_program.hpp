// SPDX-License-Identifier: Apache-2.0
#pragma once
// Small random programs, the same for a seed on every machine.

#include <cstdint>
#include <vector>

#include "vaern/program/program.hpp"

namespace vaern::testing_support {

/// A generator whose numbers the standard fixes (no distribution of the library is used).
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15U + 1) {}
  /// 0 to n - 1.
  std::uint32_t below(std::uint32_t n);
  bool one_in(std::uint32_t n) { return below(n) == 0; }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[below(static_cast<std::uint32_t>(from.size()))];
  }

 private:
  std::uint64_t state_;
};

/// 2 to 7 inputs with at most 600 completions: conditional inputs and chains of them, negative,
/// unequal and fractional points, every aggregate, step, rounding and raise; some with consistent
/// conditions, tables (norms chosen by an input, rows that fall or begin too late), points of a
/// term's own, further outcomes that rules read, and classes. Of missing policies only tables.
Program random_program(Dice& dice);

/// A form of the program with about `missing` of 4 inputs missing. It may contradict itself.
std::vector<Code> random_form(Dice& dice, const Program& program, std::uint32_t missing);

}  // namespace vaern::testing_support
