// SPDX-License-Identifier: Apache-2.0
// The loops over cells, made for each kind of processor that this machine runs, say the same.
#include "table/loops/loops.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <random>
#include <vector>

namespace vaern {
namespace {

using table::detail::Loops;

std::vector<const Loops*> that_run() {
  std::vector<const Loops*> list{table::detail::baseline_loops()};
  if (BlockRun::has(BlockKernels::avx2)) list.push_back(table::detail::avx2_loops());
  if (BlockRun::has(BlockKernels::avx512)) list.push_back(table::detail::avx512_loops());
  return list;
}

class OnRandomCells : public testing::TestWithParam<std::size_t> {
 protected:
  void SetUp() override {
    std::mt19937 random(static_cast<unsigned>(GetParam()));
    const std::size_t n = GetParam();
    for (std::size_t r = 0; r < n; ++r) {
      codes.push_back(static_cast<Code>(random() % 4 == 0 ? 250 + random() % 6 : random() % 5));
      low.push_back(static_cast<std::uint8_t>(random() % 3));
      high.push_back(
          static_cast<std::uint8_t>(random() % 5 == 0 ? 255 : low.back() + random() % 2));
      yes.push_back(random() % 3 == 0 ? 0xFF : 0x00);
      maybe.push_back(yes.back() != 0 || random() % 2 == 0 ? 0xFF : 0x00);
      small.push_back(static_cast<std::int8_t>(random()));
      numbers.push_back(static_cast<std::int16_t>(random()));
      wide.push_back(static_cast<std::int32_t>(random()));
      widest.push_back(static_cast<std::int64_t>(random()) << 30U);
    }
  }

  std::vector<std::uint8_t> bytes() const { return std::vector<std::uint8_t>(GetParam()); }

  std::vector<Code> codes;
  std::vector<std::uint8_t> low, high;
  std::vector<Mask> yes, maybe;
  std::vector<std::int8_t> small;
  std::vector<std::int16_t> numbers;
  std::vector<std::int32_t> wide;
  std::vector<std::int64_t> widest;
};

TEST_P(OnRandomCells, BytesAreAsTheyAreDefined) {
  const std::size_t n = GetParam();
  for (const Loops* loops : that_run()) {
    std::vector<std::uint8_t> same = bytes(), one = bytes(), truth = bytes(), both = bytes();
    std::vector<std::uint8_t> off = bytes(), none = bytes(), inverse = bytes();
    loops->same(same.data(), low.data(), high.data(), n);
    loops->same_or_none(one.data(), low.data(), high.data(), n);
    loops->truth(truth.data(), yes.data(), maybe.data(), n);
    loops->both(both.data(), yes.data(), maybe.data(), n);
    loops->invert(inverse.data(), yes.data(), n);
    loops->not_there(off.data(), yes.data(), n);
    loops->is_none(none.data(), high.data(), n);
    bool has_any = false;
    for (std::size_t r = 0; r < n; ++r) {
      SCOPED_TRACE(r);
      EXPECT_EQ(same[r], low[r] == high[r] ? 1 : 0);
      EXPECT_EQ(one[r], low[r] == high[r] ? low[r] : 0xFF);
      EXPECT_EQ(truth[r], yes[r] != 0 ? 1 : maybe[r] != 0 ? 0xFF : 0);
      EXPECT_EQ(both[r], yes[r] != 0 ? 1 : 0);
      EXPECT_EQ(inverse[r], yes[r] != 0 ? 0 : 0xFF);
      EXPECT_EQ(off[r], yes[r] != 0 ? 0 : 1);
      EXPECT_EQ(none[r], high[r] == 0xFF ? 1 : 0);
      has_any = has_any || (codes[r] >= 3 && codes[r] <= 4);
    }
    EXPECT_EQ(loops->any_within(codes.data(), 3, 4, n), has_any);
    EXPECT_FALSE(loops->any_within(codes.data(), 5, 249, n));
  }
}

TEST_P(OnRandomCells, QuestionsAreCountedByReason) {
  using table::detail::asked_count;
  using table::detail::open_count;
  const std::size_t n = GetParam();
  // Many at once, in a row of their own, and where nothing or all is asked.
  std::vector<table::detail::Question> questions(252, {codes.data(), yes.data()});
  questions.push_back({codes.data(), maybe.data()});
  questions.push_back({low.data(), nullptr});
  questions.push_back({codes.data(), nullptr});
  for (const Loops* loops : that_run()) {
    std::vector<std::vector<std::uint8_t>> counts(table::detail::counts_of_questions, bytes());
    std::vector<std::uint8_t*> out;
    for (auto& each : counts) out.push_back(each.data());
    loops->count_questions(out.data(), questions.data(), questions.size(), n);
    for (std::size_t r = 0; r < n; ++r) {
      SCOPED_TRACE(r);
      const int often = (yes[r] != 0 ? 252 : 0) + (maybe[r] != 0 ? 1 : 0) + 1;
      EXPECT_EQ(counts[asked_count][r], often + 1);
      EXPECT_EQ(counts[open_count][r], codes[r] >= first_missing_code ? often : 0);
      for (std::size_t reason = 0; reason < open_count; ++reason) {
        EXPECT_EQ(counts[reason][r], codes[r] == missing_code - reason ? often : 0);
      }
    }
  }
}

TEST_P(OnRandomCells, BytesAreStreamedToAnyPlace) {
  const std::size_t n = GetParam();
  constexpr std::uint8_t around = 77;
  for (const Loops* loops : that_run()) {
    for (const std::size_t offset : {0U, 1U, 16U, 63U}) {
      std::vector<std::uint8_t> out(n + 200, around);
      loops->stream(out.data() + offset, codes.data(), n);
      loops->settle();
      std::vector<std::uint8_t> wanted(n + 200, around);
      std::copy(codes.begin(), codes.end(), wanted.begin() + static_cast<std::ptrdiff_t>(offset));
      EXPECT_EQ(out, wanted);
    }
  }
}

TEST_P(OnRandomCells, NumbersStandWhereTheyAreThere) {
  const std::size_t n = GetParam();
  for (const Loops* loops : that_run()) {
    std::vector<std::int16_t> short_ones(n), widened(n), all_widened(n);
    std::vector<std::int32_t> ones(n);
    std::vector<std::int64_t> long_ones(n);
    std::vector<double> thirds(n), all(n);
    loops->widen8(widened.data(), small.data(), yes.data(), n);
    loops->widen8(all_widened.data(), small.data(), nullptr, n);
    loops->keep16(short_ones.data(), numbers.data(), yes.data(), n);
    loops->keep32(ones.data(), wide.data(), yes.data(), n);
    loops->keep64(long_ones.data(), widest.data(), yes.data(), n);
    loops->divide16(thirds.data(), numbers.data(), 3, yes.data(), n);
    loops->divide32(all.data(), wide.data(), 7, nullptr, n);
    for (std::size_t r = 0; r < n; ++r) {
      SCOPED_TRACE(r);
      const bool is_there = yes[r] != 0;
      EXPECT_EQ(widened[r], is_there ? small[r] : 0);
      EXPECT_EQ(all_widened[r], small[r]);
      EXPECT_EQ(short_ones[r], is_there ? numbers[r] : 0);
      EXPECT_EQ(ones[r], is_there ? wide[r] : 0);
      EXPECT_EQ(long_ones[r], is_there ? widest[r] : 0);
      EXPECT_EQ(std::isnan(thirds[r]), !is_there);
      if (is_there) {
        EXPECT_EQ(thirds[r], numbers[r] / 3.0);
      }
      EXPECT_EQ(all[r], wide[r] / 7.0);
    }
  }
}

template <class S>
void expect_single(void (*single)(std::uint8_t*, const S*, std::size_t), std::size_t n) {
  std::vector<S> sets(n);
  for (std::size_t r = 0; r < n; ++r) {
    const std::size_t bits = sizeof(S) * 8;
    const S one = static_cast<S>(S{1} << (r % bits));
    sets[r] = r % 7 == 6 ? S{0} : static_cast<S>(r % 3 == 2 ? one | S{1} : one);
  }
  std::vector<std::uint8_t> found(n);
  single(found.data(), sets.data(), n);
  for (std::size_t r = 0; r < n; ++r) {
    const bool is_one = std::has_single_bit(sets[r]);
    EXPECT_EQ(found[r], is_one ? std::countr_zero(sets[r]) : 0xFF) << "row " << r;
  }
}

TEST_P(OnRandomCells, OnlyASetOfOneHasAMember) {
  for (const Loops* loops : that_run()) {
    expect_single(loops->single8, GetParam());
    expect_single(loops->single16, GetParam());
    expect_single(loops->single32, GetParam());
  }
}

INSTANTIATE_TEST_SUITE_P(Lengths, OnRandomCells, testing::Values(0U, 1U, 15U, 64U, 67U, 2048U));

}  // namespace
}  // namespace vaern
