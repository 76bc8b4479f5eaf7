// SPDX-License-Identifier: Apache-2.0
// The loops of blocks, made for each kind of processor that this machine runs, say what they are
// defined to say: of widths and numbers that few programs have.
#include "program/block/kernels.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <random>
#include <vector>

namespace vaern {
namespace {

using block::Kernels;

std::vector<const Kernels*> that_run() {
  std::vector<const Kernels*> list;
  for (const BlockKernels which :
       {BlockKernels::baseline, BlockKernels::avx2, BlockKernels::avx512}) {
    if (BlockRun::has(which)) list.push_back(block::kernels_for(which));
  }
  return list;
}

class BlockLoops : public testing::TestWithParam<std::size_t> {
 protected:
  template <class T>
  std::vector<T> made(int first, int last) {
    std::vector<T> list(GetParam());
    std::uniform_int_distribution<int> any(first, last);
    for (T& each : list) each = static_cast<T>(any(random));
    return list;
  }

  std::vector<Mask> masks() {
    std::vector<Mask> list = made<Mask>(0, 1);
    for (Mask& each : list) each = each != 0 ? 0xFF : 0x00;
    return list;
  }

  template <class S>
  void expect_sets(std::uint32_t levels) {
    const std::size_t n = GetParam();
    const auto low = made<std::uint8_t>(0, static_cast<int>(levels) - 1);
    std::vector<std::uint8_t> high = low;
    for (std::uint8_t& each : high) {
      each =
          static_cast<std::uint8_t>(std::min<unsigned long>(levels - 1, each + random() % levels));
    }
    const std::vector<Mask> where = masks();
    const S bit = static_cast<S>(S{1} << (levels - 1));
    for (const Kernels* kernels : that_run()) {
      const block::SetKernels<S>& of = kernels->sets<S>();
      std::vector<S> between(n), added(n);
      std::vector<Mask> single(n), any(n);
      of.between(between.data(), low.data(), high.data(), levels, n);
      added = between;
      of.add_bit(added.data(), where.data(), bit, n);
      of.is_single(single.data(), added.data(), n);
      of.has_any(any.data(), added.data(), bit, n);
      for (std::size_t r = 0; r < n; ++r) {
        SCOPED_TRACE(r);
        std::uint32_t set = 0;
        for (std::uint32_t i = low[r]; i <= high[r]; ++i) set |= 1U << i;
        EXPECT_EQ(between[r], static_cast<S>(set));
        if (where[r] != 0) set |= bit;
        EXPECT_EQ(added[r], static_cast<S>(set));
        EXPECT_EQ(single[r], std::has_single_bit(set) ? 0xFF : 0x00);
        EXPECT_EQ(any[r], (set & bit) != 0 ? 0xFF : 0x00);
      }
    }
  }

  std::mt19937 random{static_cast<unsigned>(GetParam() + 1)};
};

TEST_P(BlockLoops, SetsOfEveryWidthAreTheSame) {
  for (const std::uint32_t levels : {1U, 3U, 4U, 5U, 8U}) expect_sets<std::uint8_t>(levels);
  for (const std::uint32_t levels : {9U, 16U}) expect_sets<std::uint16_t>(levels);
  for (const std::uint32_t levels : {17U, 32U}) expect_sets<std::uint32_t>(levels);
}

INSTANTIATE_TEST_SUITE_P(Lengths, BlockLoops, testing::Values(0U, 1U, 31U, 64U, 67U, 2048U));

}  // namespace
}  // namespace vaern
