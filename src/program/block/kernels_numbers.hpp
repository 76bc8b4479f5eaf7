// SPDX-License-Identifier: Apache-2.0
#pragma once
// The loops over numbers. Only for kernels_code.hpp.

#include "program/block/kernels.hpp"
#include "program/block/kernels_permute.hpp"

namespace vaern {
inline namespace v1 {
namespace block {
namespace {

template <class T>
struct Numbers {
  static void fill(T* out, T value, std::size_t n) {
    each_row(out, n, [=](std::size_t) { return value; });
  }

  static void copy(T* out, const T* a, std::size_t n) {
    each_row(out, n, [=](std::size_t r) { return a[r]; });
  }

  static void add_bytes(T* out, const Byte* bytes, std::size_t n) {
    each_row(out, n, [=](std::size_t r) { return static_cast<T>(out[r] + bytes[r]); });
  }

  static void from_bytes(T* out, const Byte* bytes, T base, std::size_t n) {
    each_row(out, n, [=](std::size_t r) { return static_cast<T>(base + bytes[r]); });
  }

  static void add_product(T* out, const T* a, const Byte* bytes, T factor, std::size_t n) {
    if (factor == 1) {  // bytes are not multiplied by any processor
      return each_row(out, n, [=](std::size_t r) { return static_cast<T>(a[r] + bytes[r]); });
    }
    each_row(out, n, [=](std::size_t r) {
      return static_cast<T>(a[r] + factor * static_cast<T>(bytes[r]));
    });
  }

  static void add_by_code(T* out, const Code* codes, const T* by_code, std::size_t n) {
    for (std::size_t r = 0; r < n; ++r) out[r] = static_cast<T>(out[r] + by_code[codes[r]]);
  }

  /// Nothing where it is not asked, perhaps nothing where that is not yet known.
  template <bool with_filled>
  static void add_conditional_parts(const ConditionalSums<T>& sums, const Code* codes,
                                    const Mask* yes, const Mask* maybe,
                                    const ConditionalPoints<T>& points, std::size_t n) {
    // Bytes that are written could be anything: nothing is read again that stands here.
    T* const lows = sums.low;
    T* const highs = sums.high;
    T* const raws = sums.raw;
    T* const fills = sums.filled;
    for (std::size_t r = 0; r < n; ++r) {
      const Code code = codes[r];
      const T asked = static_cast<T>(-static_cast<T>(maybe[r] & 1));
      const T certain = static_cast<T>(-static_cast<T>(yes[r] & 1));
      const T low = points.low[code];
      const T high = points.high[code];
      const T least = least_of(low, static_cast<T>(low & certain));
      const T most = greatest_of(high, static_cast<T>(high & certain));
      lows[r] = static_cast<T>(lows[r] + (least & asked));
      highs[r] = static_cast<T>(highs[r] + (most & asked));
      raws[r] = static_cast<T>(raws[r] + (points.raw[code] & asked));
      if constexpr (with_filled)
        fills[r] = static_cast<T>(fills[r] + (points.filled[code] & asked));
    }
    each_row(sums.missing, n, [=, missing = sums.missing](std::size_t r) {
      return static_cast<Byte>(missing[r] - (mask_of(codes[r] >= first_missing_code) & maybe[r]));
    });
  }

  static void add_conditional(const ConditionalSums<T>& sums, const Code* codes, const Mask* yes,
                              const Mask* maybe, const ConditionalPoints<T>& points,
                              std::size_t n) {
    if (permute_conditional(sums, codes, yes, maybe, points, n)) return;
    if (sums.filled != nullptr) {
      return add_conditional_parts<true>(sums, codes, yes, maybe, points, n);
    }
    add_conditional_parts<false>(sums, codes, yes, maybe, points, n);
  }

  static void add_scaled(T* out, const T* a, T factor, const Mask* where, std::size_t n) {
    if (factor == 1) {
      return each_row(out, n, [=](std::size_t r) {
        return static_cast<T>(where[r] != 0 ? out[r] + a[r] : out[r]);
      });
    }
    each_row(out, n, [=](std::size_t r) {
      return static_cast<T>(where[r] != 0 ? out[r] + factor * a[r] : out[r]);
    });
  }

  static void widen(T* out, const std::int8_t* a, std::size_t n) {
    each_row(out, n, [=](std::size_t r) { return static_cast<T>(a[r]); });
  }

  static void affine(T* out, const T* a, T factor, T plus, std::size_t n) {
    if (factor == 1) {
      return each_row(out, n, [=](std::size_t r) { return static_cast<T>(a[r] + plus); });
    }
    each_row(out, n, [=](std::size_t r) { return static_cast<T>(a[r] * factor + plus); });
  }

  static void at_least(Mask* out, const T* a, T least, std::size_t n) {
    each_row(out, n, [=](std::size_t r) { return mask_of(a[r] >= least); });
  }

  static void differ(Mask* out, const T* a, const T* b, std::size_t n) {
    each_row(out, n, [=](std::size_t r) { return mask_of(a[r] != b[r]); });
  }

  static void greatest(T* out, const T* a, const T* b, std::size_t n) {
    each_row(out, n, [=](std::size_t r) { return greatest_of(a[r], b[r]); });
  }

  static void clamp(T* out, const T* a, const T* low, const T* high, std::size_t n) {
    each_row(out, n, [=](std::size_t r) { return least_of(greatest_of(a[r], low[r]), high[r]); });
  }

  static void choose(T* out, const Mask* where, const T* b, const T* a, std::size_t n) {
    each_row(out, n, [=](std::size_t r) { return where[r] != 0 ? b[r] : a[r]; });
  }

  /// Several cut-offs an operation: `out` is written once for all of them.
  template <bool falling, std::size_t count>
  static void band_by(Byte* out, const T* a, const T* cut_offs, const Byte* from, Byte first,
                      std::size_t n) {
    T cuts[count + 1]{};
    for (std::size_t i = 0; i < count; ++i) cuts[i] = cut_offs[i];
    each_row(out, n, [=](std::size_t r) {
      const T number = a[r];
      Byte reached = from != nullptr ? from[r] : first;
#pragma GCC unroll 4
      for (std::size_t i = 0; i < count; ++i) {
        const bool is_reached = falling ? number <= cuts[i] : number >= cuts[i];
        reached = static_cast<Byte>(reached - mask_of(is_reached));
      }
      return reached;
    });
  }

  template <bool falling>
  static void band_of(Byte* out, const T* a, const T* cut_offs, std::size_t cuts, Byte first,
                      std::size_t n) {
    const Byte* from = nullptr;
    std::size_t i = 0;
    for (; i + 4 <= cuts; i += 4) {
      band_by<falling, 4>(out, a, cut_offs + i, from, first, n);
      from = out;
    }
    switch (cuts - i) {
      case 3:
        return band_by<falling, 3>(out, a, cut_offs + i, from, first, n);
      case 2:
        return band_by<falling, 2>(out, a, cut_offs + i, from, first, n);
      case 1:
        return band_by<falling, 1>(out, a, cut_offs + i, from, first, n);
      default:
        if (from == nullptr) each_row(out, n, [=](std::size_t) { return first; });
    }
  }

  static void band(Byte* out, const T* a, const T* cut_offs, std::size_t cuts, Byte first,
                   bool falling, std::size_t n) {
    if (falling) return band_of<true>(out, a, cut_offs, cuts, first, n);
    band_of<false>(out, a, cut_offs, cuts, first, n);
  }

  template <class V>
  static void look_up_rows(V* out, const TablePlace<T>& place, const V* values, std::size_t n) {
    if (permute_rows(out, place, values, n)) return;
    const T* const a = place.numbers;
    const auto first = std::int64_t{place.first};
    if (place.keys == nullptr) {
      for (std::size_t r = 0; r < n; ++r) out[r] = values[std::int64_t{a[r]} - first];
      return;
    }
    const Byte* const keys = place.keys;
    const auto width = static_cast<std::int64_t>(place.width);
    const auto last = static_cast<Byte>(least_of(place.width - 1, std::size_t{255}));
    for (std::size_t r = 0; r < n; ++r) {
      out[r] = values[(std::int64_t{a[r]} - first) * width + least_of(keys[r], last)];
    }
  }

  static void look_up(T* out, const TablePlace<T>& place, const T* values, std::size_t n) {
    look_up_rows(out, place, values, n);
  }

  static void look_up_mask(Mask* out, const TablePlace<T>& place, const Mask* values,
                           std::size_t n) {
    look_up_rows(out, place, values, n);
  }
};

template <class T>
constexpr NumberKernels<T> numbers_table() {
  return {
      .fill = Numbers<T>::fill,
      .copy = Numbers<T>::copy,
      .add_bytes = Numbers<T>::add_bytes,
      .from_bytes = Numbers<T>::from_bytes,
      .add_product = Numbers<T>::add_product,
      .add_by_code = Numbers<T>::add_by_code,
      .add_conditional = Numbers<T>::add_conditional,
      .add_scaled = Numbers<T>::add_scaled,
      .widen = Numbers<T>::widen,
      .affine = Numbers<T>::affine,
      .at_least = Numbers<T>::at_least,
      .differ = Numbers<T>::differ,
      .greatest = Numbers<T>::greatest,
      .clamp = Numbers<T>::clamp,
      .choose = Numbers<T>::choose,
      .band = Numbers<T>::band,
      .look_up = Numbers<T>::look_up,
      .look_up_mask = Numbers<T>::look_up_mask,
  };
}

}  // namespace
}  // namespace block
}  // namespace v1
}  // namespace vaern
