// SPDX-License-Identifier: Apache-2.0
#include "program/block/kernels.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace vaern {
inline namespace v1 {
namespace block {
namespace {

/// One value a row of what `make` makes of the row. Rows do not depend on each other, also where
/// `out` is what is read.
template <class T, class Make>
void each_row(T* out, std::size_t n, Make make) {
#pragma GCC ivdep
  for (std::size_t r = 0; r < n; ++r) out[r] = make(r);
}

constexpr Mask mask_of(bool truth) { return static_cast<Mask>(-static_cast<int>(truth)); }

}  // namespace

void fill(Mask* out, Mask value, std::size_t n) { std::fill_n(out, n, value); }

void both(Mask* out, const Mask* a, const Mask* b, std::size_t n) {
  each_row(out, n, [=](std::size_t r) { return static_cast<Mask>(a[r] & b[r]); });
}

void either(Mask* out, const Mask* a, const Mask* b, std::size_t n) {
  each_row(out, n, [=](std::size_t r) { return static_cast<Mask>(a[r] | b[r]); });
}

void without(Mask* out, const Mask* a, const Mask* b, std::size_t n) {
  each_row(out, n, [=](std::size_t r) { return static_cast<Mask>(a[r] & ~b[r]); });
}

void invert(Mask* out, const Mask* a, std::size_t n) {
  each_row(out, n, [=](std::size_t r) { return static_cast<Mask>(~a[r]); });
}

bool any(const Mask* a, std::size_t n) {
  Mask all = 0;
  for (std::size_t r = 0; r < n; ++r) all = static_cast<Mask>(all | a[r]);
  return all != 0;
}

void is_missing(Mask* out, const Code* codes, std::size_t n) {
  each_row(out, n, [=](std::size_t r) { return mask_of(codes[r] >= first_missing_code); });
}

void is_code(Mask* out, const Code* codes, Code code, std::size_t n) {
  each_row(out, n, [=](std::size_t r) { return mask_of(codes[r] == code); });
}

void in_range(Mask* out, const Code* codes, Code first, Code last, std::size_t n) {
  const auto width = static_cast<Code>(last - first);
  each_row(out, n,
           [=](std::size_t r) { return mask_of(static_cast<Code>(codes[r] - first) <= width); });
}

void hide(Code* out, const Code* codes, const Mask* hidden, std::size_t n) {
  each_row(out, n, [=](std::size_t r) { return static_cast<Code>(codes[r] | hidden[r]); });
}

void add_one(std::uint8_t* counter, const Mask* where, std::size_t n) {
  each_row(counter, n,
           [=](std::size_t r) { return static_cast<std::uint8_t>(counter[r] - where[r]); });
}

void is_at_least(Mask* out, const std::uint8_t* counter, std::uint8_t least, std::size_t n) {
  each_row(out, n, [=](std::size_t r) { return mask_of(counter[r] >= least); });
}

void raise_to(std::uint8_t* level, const Mask* where, std::uint8_t to, std::size_t n) {
  each_row(level, n, [=](std::size_t r) {
    return std::max(level[r], static_cast<std::uint8_t>(where[r] & to));
  });
}

void raise_by(std::uint8_t* level, const Mask* where, const std::uint8_t* base, std::uint8_t by,
              std::uint8_t top, std::uint8_t floor, std::size_t n) {
  each_row(level, n, [=](std::size_t r) {
    const auto up = std::min(top, static_cast<std::uint8_t>(base[r] + by));
    return std::max(level[r], static_cast<std::uint8_t>(where[r] & std::max(up, floor)));
  });
}

void least(std::uint8_t* out, const std::uint8_t* a, const std::uint8_t* b, std::size_t n) {
  each_row(out, n, [=](std::size_t r) { return std::min(a[r], b[r]); });
}

void greatest(std::uint8_t* out, const std::uint8_t* a, const std::uint8_t* b, std::size_t n) {
  each_row(out, n, [=](std::size_t r) { return std::max(a[r], b[r]); });
}

void are_equal(Mask* out, const std::uint8_t* a, const std::uint8_t* b, std::size_t n) {
  each_row(out, n, [=](std::size_t r) { return mask_of(a[r] == b[r]); });
}

void clear(std::uint8_t* out, const std::uint8_t* a, const Mask* where, std::size_t n) {
  each_row(out, n, [=](std::size_t r) { return static_cast<std::uint8_t>(a[r] & ~where[r]); });
}

void mark(std::uint8_t* out, const std::uint8_t* a, const Mask* where, std::size_t n) {
  each_row(out, n, [=](std::size_t r) { return static_cast<std::uint8_t>(a[r] | where[r]); });
}

// --- Sums of codes ---------------------------------------------------------------------------

namespace {

using Byte = std::uint8_t;

template <BytePoints::Kind kind>
Byte points_at(Code code, Mask missing, Byte top, Code single) {
  if constexpr (kind == BytePoints::Kind::rising) return static_cast<Byte>(code & ~missing);
  if constexpr (kind == BytePoints::Kind::falling) {
    return static_cast<Byte>((top - code) & ~missing);
  }
  return static_cast<Byte>(mask_of(code == single) & top);
}

/// Several columns an operation: the sums are read and written once for all of them.
template <BytePoints::Kind kind, bool with_open, std::size_t... column>
void add_some(const ByteSums& sums, const Code* const* columns, const BytePoints* const* points,
              std::size_t n, std::index_sequence<column...>) {
  const std::array<const Code*, sizeof...(column)> codes{columns[column]...};
  const std::array<Byte, sizeof...(column)> top{points[column]->top...};
  const std::array<Code, sizeof...(column)> single{points[column]->code...};
  Byte* const sum = sums.points;
  Byte* const missing = sums.missing;
  Byte* const open = sums.open;
#pragma GCC ivdep
  for (std::size_t r = 0; r < n; ++r) {
    const std::array<Mask, sizeof...(column)> gone{
        mask_of(codes[column][r] >= first_missing_code)...};
    sum[r] = static_cast<Byte>(
        (sum[r] + ... +
         points_at<kind>(codes[column][r], gone[column], top[column], single[column])));
    missing[r] = static_cast<Byte>((missing[r] - ... - gone[column]));
    if constexpr (with_open) {
      open[r] = static_cast<Byte>((open[r] + ... + static_cast<Byte>(gone[column] & top[column])));
    }
  }
}

template <BytePoints::Kind kind, bool with_open>
void add_kind(const ByteSums& sums, const Code* const* columns, const BytePoints* const* points,
              std::size_t count, std::size_t n) {
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    add_some<kind, with_open>(sums, columns + i, points + i, n, std::make_index_sequence<8>());
  }
  if (i + 4 <= count) {
    add_some<kind, with_open>(sums, columns + i, points + i, n, std::make_index_sequence<4>());
    i += 4;
  }
  if (i + 2 <= count) {
    add_some<kind, with_open>(sums, columns + i, points + i, n, std::make_index_sequence<2>());
    i += 2;
  }
  if (i < count) {
    add_some<kind, with_open>(sums, columns + i, points + i, n, std::make_index_sequence<1>());
  }
}

void add_tables(const ByteSums& sums, const Code* const* columns, const BytePoints* const* points,
                std::size_t count, std::size_t n) {
  for (std::size_t i = 0; i < count; ++i) {
    const Code* const codes = columns[i];
    const Byte* const by_code = points[i]->by_code;
    const Byte top = points[i]->top;
    for (std::size_t r = 0; r < n; ++r) {
      sums.points[r] = static_cast<Byte>(sums.points[r] + by_code[codes[r]]);
    }
    each_row(sums.missing, n, [=, missing = sums.missing](std::size_t r) {
      return static_cast<Byte>(missing[r] - mask_of(codes[r] >= first_missing_code));
    });
    if (sums.open == nullptr) continue;
    each_row(sums.open, n, [=, open = sums.open](std::size_t r) {
      return static_cast<Byte>(open[r] + (mask_of(codes[r] >= first_missing_code) & top));
    });
  }
}

template <BytePoints::Kind kind>
void add_kind(const ByteSums& sums, const Code* const* columns, const BytePoints* const* points,
              std::size_t count, std::size_t n) {
  if (sums.open == nullptr) return add_kind<kind, false>(sums, columns, points, count, n);
  add_kind<kind, true>(sums, columns, points, count, n);
}

}  // namespace

void add_columns(const ByteSums& sums, const Code* const* columns, const BytePoints* const* points,
                 std::size_t columns_count, std::size_t n) {
  if (columns_count == 0) return;
  switch (points[0]->kind) {
    case BytePoints::Kind::rising:
      return add_kind<BytePoints::Kind::rising>(sums, columns, points, columns_count, n);
    case BytePoints::Kind::falling:
      return add_kind<BytePoints::Kind::falling>(sums, columns, points, columns_count, n);
    case BytePoints::Kind::single:
      return add_kind<BytePoints::Kind::single>(sums, columns, points, columns_count, n);
    case BytePoints::Kind::table:
      return add_tables(sums, columns, points, columns_count, n);
  }
}

void add_missing(std::uint8_t* out, const Code* codes, std::uint8_t value, std::size_t n) {
  each_row(out, n, [=](std::size_t r) {
    return static_cast<Byte>(out[r] + (mask_of(codes[r] >= first_missing_code) & value));
  });
}

// --- Numbers ---------------------------------------------------------------------------------

namespace {

template <class T>
T number(Byte byte) {
  return static_cast<T>(byte);
}

}  // namespace

template <class T>
void Numbers<T>::fill(T* out, T value, std::size_t n) {
  std::fill_n(out, n, value);
}

template <class T>
void Numbers<T>::add_bytes(T* out, const std::uint8_t* bytes, std::size_t n) {
  each_row(out, n, [=](std::size_t r) { return static_cast<T>(out[r] + number<T>(bytes[r])); });
}

template <class T>
void Numbers<T>::from_bytes(T* out, const std::uint8_t* bytes, T base, std::size_t n) {
  each_row(out, n, [=](std::size_t r) { return static_cast<T>(base + number<T>(bytes[r])); });
}

template <class T>
void Numbers<T>::add_product(T* out, const T* a, const std::uint8_t* bytes, T factor,
                             std::size_t n) {
  each_row(out, n,
           [=](std::size_t r) { return static_cast<T>(a[r] + factor * number<T>(bytes[r])); });
}

template <class T>
void Numbers<T>::add_by_code(T* out, const Code* codes, const T* by_code, std::size_t n) {
  for (std::size_t r = 0; r < n; ++r) out[r] = static_cast<T>(out[r] + by_code[codes[r]]);
}

template <class T>
void Numbers<T>::add_scaled(T* out, const T* a, T factor, const Mask* where, std::size_t n) {
  if (where == nullptr) {
    each_row(out, n, [=](std::size_t r) { return static_cast<T>(out[r] + factor * a[r]); });
    return;
  }
  each_row(out, n, [=](std::size_t r) {
    return static_cast<T>(where[r] != 0 ? out[r] + factor * a[r] : out[r]);
  });
}

template <class T>
void Numbers<T>::affine(T* out, const T* a, T factor, T plus, std::size_t n) {
  each_row(out, n, [=](std::size_t r) { return static_cast<T>(a[r] * factor + plus); });
}

template <class T>
void Numbers<T>::at_least(Mask* out, const T* a, T least, std::size_t n) {
  each_row(out, n, [=](std::size_t r) { return mask_of(a[r] >= least); });
}

template <class T>
void Numbers<T>::equal_to(Mask* out, const T* a, T value, std::size_t n) {
  each_row(out, n, [=](std::size_t r) { return mask_of(a[r] == value); });
}

template <class T>
void Numbers<T>::differ(Mask* out, const T* a, const T* b, std::size_t n) {
  each_row(out, n, [=](std::size_t r) { return mask_of(a[r] != b[r]); });
}

template <class T>
void Numbers<T>::least(T* out, const T* a, const T* b, std::size_t n) {
  each_row(out, n, [=](std::size_t r) { return a[r] < b[r] ? a[r] : b[r]; });
}

template <class T>
void Numbers<T>::greatest(T* out, const T* a, const T* b, std::size_t n) {
  each_row(out, n, [=](std::size_t r) { return a[r] > b[r] ? a[r] : b[r]; });
}

template <class T>
void Numbers<T>::choose(T* out, const Mask* where, const T* b, const T* a, std::size_t n) {
  each_row(out, n, [=](std::size_t r) { return where[r] != 0 ? b[r] : a[r]; });
}

template <class T>
void Numbers<T>::band(std::uint8_t* out, const T* a, const T* cut_offs, std::size_t cuts,
                      std::uint8_t first, bool falling, std::size_t n) {
  std::fill_n(out, n, first);
  for (std::size_t i = 0; i < cuts; ++i) {
    const T cut = cut_offs[i];
    if (falling) {
      each_row(out, n,
               [=](std::size_t r) { return static_cast<Byte>(out[r] - mask_of(a[r] <= cut)); });
    } else {
      each_row(out, n,
               [=](std::size_t r) { return static_cast<Byte>(out[r] - mask_of(a[r] >= cut)); });
    }
  }
}

namespace {

template <class T, class V>
void look_up_rows(V* out, const T* a, T first, const std::uint8_t* key, std::size_t width,
                  const V* table, std::size_t n) {
  if (key == nullptr) {
    for (std::size_t r = 0; r < n; ++r) out[r] = table[static_cast<std::size_t>(a[r] - first)];
    return;
  }
  for (std::size_t r = 0; r < n; ++r) {
    out[r] = table[static_cast<std::size_t>(a[r] - first) * width + key[r]];
  }
}

}  // namespace

template <class T>
void Numbers<T>::look_up(T* out, const T* a, T first, const std::uint8_t* key, std::size_t width,
                         const T* table, std::size_t n) {
  look_up_rows(out, a, first, key, width, table, n);
}

template <class T>
void Numbers<T>::look_up_mask(Mask* out, const T* a, T first, const std::uint8_t* key,
                              std::size_t width, const Mask* table, std::size_t n) {
  look_up_rows(out, a, first, key, width, table, n);
}

template <class To, class From>
void convert(To* out, const From* a, std::size_t n) {
  each_row(out, n, [=](std::size_t r) { return static_cast<To>(a[r]); });
}

template struct Numbers<std::int16_t>;
template struct Numbers<std::int32_t>;
template struct Numbers<std::int64_t>;

}  // namespace block
}  // namespace v1
}  // namespace vaern
