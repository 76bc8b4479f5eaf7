// SPDX-License-Identifier: Apache-2.0
#pragma once
// The loops over sets of levels and classes. Only for kernels_code.hpp.

#include "program/block/kernels.hpp"
#include "program/block/kernels_permute.hpp"

namespace vaern {
inline namespace v1 {
namespace block {
namespace {

/// Level by level, for bytes that no processor shifts by different numbers of bits.
template <std::uint32_t levels>
void between_bytes(Byte* out, const Byte* low, const Byte* high, std::size_t n) {
  each_row(out, n, [=](std::size_t r) {
    Byte set = 0;
#pragma GCC unroll 8
    for (std::uint32_t i = 0; i < levels; ++i) {
      const auto level = static_cast<Byte>(i);
      const Mask is_in = mask_of(low[r] <= level) & mask_of(level <= high[r]);
      set = static_cast<Byte>(set | (is_in & (1U << i)));
    }
    return set;
  });
}

template <class S>
struct Sets {
  static void between(S* out, const Byte* low, const Byte* high, std::uint32_t levels,
                      std::size_t n) {
    if constexpr (sizeof(S) == 1) {
      if (permute_levels(out, low, high, n)) return;
      return levels <= 4 ? between_bytes<4>(out, low, high, n)
                         : between_bytes<8>(out, low, high, n);
    } else {
      each_row(out, n, [=](std::size_t r) {
        const std::uint32_t up_to = 0xFFFFFFFFU >> ((31U - high[r]) & 31U);
        return static_cast<S>((0xFFFFFFFFU << (low[r] & 31U)) & up_to);
      });
    }
  }

  static void add_bit(S* sets, const Mask* where, S bit, std::size_t n) {
    each_row(sets, n, [=](std::size_t r) {
      const S all = static_cast<S>(-static_cast<S>(where[r] & 1));
      return static_cast<S>(sets[r] | (all & bit));
    });
  }

  static void is_single(Mask* out, const S* sets, std::size_t n) {
    each_row(out, n, [=](std::size_t r) {
      const S set = sets[r];
      return static_cast<Mask>(mask_of(set != 0) &
                               mask_of(static_cast<S>(set & static_cast<S>(set - 1)) == 0));
    });
  }

  static void has_any(Mask* out, const S* sets, S of, std::size_t n) {
    each_row(out, n, [=](std::size_t r) { return mask_of(static_cast<S>(sets[r] & of) != 0); });
  }
};

template <class S>
constexpr SetKernels<S> sets_table() {
  return {
      .between = Sets<S>::between,
      .add_bit = Sets<S>::add_bit,
      .is_single = Sets<S>::is_single,
      .has_any = Sets<S>::has_any,
  };
}

}  // namespace
}  // namespace block
}  // namespace v1
}  // namespace vaern
