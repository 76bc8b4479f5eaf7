// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the files kernels_*.cpp compile, each for its own processors. Nothing here may leave those
// files: everything has internal linkage, and no function of another header is called, which the
// linker could take from here for the rest of the library.

#include "program/block/kernels.hpp"
#include "program/block/kernels_permute.hpp"

namespace vaern {
inline namespace v1 {
namespace block {
namespace {

using Byte = std::uint8_t;

/// One value a row of what `make` makes of the row. Rows do not depend on each other, also where
/// `out` is what is read.
template <class T, class Make>
void each_row(T* out, std::size_t n, Make make) {
#pragma GCC ivdep
  for (std::size_t r = 0; r < n; ++r) out[r] = make(r);
}

constexpr Mask mask_of(bool truth) { return static_cast<Mask>(-static_cast<int>(truth)); }

template <class T>
constexpr T least_of(T a, T b) {
  return b < a ? b : a;
}
template <class T>
constexpr T greatest_of(T a, T b) {
  return a < b ? b : a;
}

// --- Masks and codes -------------------------------------------------------------------------

void fill(Mask* out, Mask value, std::size_t n) {
  each_row(out, n, [=](std::size_t) { return value; });
}

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

std::size_t rows_where(std::uint16_t* rows, const Mask* where, std::size_t n) {
  constexpr std::size_t some = 16;  // of which there is often none
  std::size_t count = 0;
  if (compress_rows(rows, where, n, count)) return count;
  for (std::size_t from = 0; from < n; from += some) {
    const std::size_t to = least_of(n, from + some);
    Mask all = 0;
    for (std::size_t r = from; r < to; ++r) all = static_cast<Mask>(all | where[r]);
    if (all == 0) continue;
    for (std::size_t r = from; r < to; ++r) {  // without a branch: count is never beyond r
      rows[count] = static_cast<std::uint16_t>(r);
      count += where[r] & 1U;
    }
  }
  return count;
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

void ask(const AskedRows& rows, const Code* codes, std::size_t n) {
  const AskedRows at = rows;
#pragma GCC ivdep
  for (std::size_t r = 0; r < n; ++r) {
    const Code code = codes[r];
    const Mask yes = at.yes[r];
    const Mask maybe = at.maybe[r];
    // Everything is read before anything is written.
    const Mask faulty = at.faulty[r];
    const Mask constrained = at.constrained[r];
    const Mask answered = mask_of(code < first_missing_code) & mask_of(code != at.neutral);
    at.asked[r] = static_cast<Mask>(yes | (answered & maybe));
    at.hidden[r] = static_cast<Code>(code | ~maybe);
    at.faulty[r] = static_cast<Mask>(faulty | (answered & ~maybe));
    at.constrained[r] = static_cast<Mask>(constrained | (answered & maybe & ~yes));
  }
}

bool follow(std::uint32_t* to, const std::uint32_t* states, const StateTable& table,
            const Byte* keys, const std::uint16_t* rows, std::size_t count) {
  bool has_unknown = false;
  if (gather_states(to, states, table, keys, rows, count, has_unknown)) return has_unknown;
  for (std::size_t i = 0; i < count; ++i) {
    to[i] = table.next[std::size_t{states[i]} * table.width + keys[rows[i]]];
    has_unknown = has_unknown || to[i] == unknown_state;
  }
  return has_unknown;
}

// --- Counters --------------------------------------------------------------------------------

void add_one(Byte* counter, const Mask* where, std::size_t n) {
  each_row(counter, n, [=](std::size_t r) { return static_cast<Byte>(counter[r] - where[r]); });
}

void is_at_least(Mask* out, const Byte* counter, Byte least, std::size_t n) {
  each_row(out, n, [=](std::size_t r) { return mask_of(counter[r] >= least); });
}

void raise_to(Byte* level, const Mask* where, Byte to, std::size_t n) {
  each_row(level, n,
           [=](std::size_t r) { return greatest_of(level[r], static_cast<Byte>(where[r] & to)); });
}

void raise_by(Byte* level, const Mask* where, const Byte* base, Byte by, Byte top, Byte floor,
              std::size_t n) {
  each_row(level, n, [=](std::size_t r) {
    const Byte up = least_of(top, static_cast<Byte>(base[r] + by));
    return greatest_of(level[r], static_cast<Byte>(where[r] & greatest_of(up, floor)));
  });
}

void are_apart(Mask* out, const Byte* low, const Byte* high, Byte least, std::size_t n) {
  // In bytes alone: a sum of bytes would be compared as wide numbers.
  each_row(out, n, [=](std::size_t r) {
    const auto apart = static_cast<Byte>(high[r] - low[r]);
    return static_cast<Mask>(mask_of(high[r] >= low[r]) & mask_of(apart >= least));
  });
}

void are_equal(Mask* out, const Byte* a, const Byte* b, std::size_t n) {
  each_row(out, n, [=](std::size_t r) { return mask_of(a[r] == b[r]); });
}

void clamp_bytes(Byte* out, const Byte* a, const Byte* low, const Byte* high, std::size_t n) {
  each_row(out, n, [=](std::size_t r) { return least_of(greatest_of(a[r], low[r]), high[r]); });
}

void is_zero(Byte* out, const Mask* where, std::size_t n) {
  each_row(out, n, [=](std::size_t r) { return static_cast<Byte>(~where[r] & 1); });
}

void mark(Byte* out, const Byte* a, const Mask* where, std::size_t n) {
  each_row(out, n, [=](std::size_t r) { return static_cast<Byte>(a[r] | where[r]); });
}

// --- Sums of codes ---------------------------------------------------------------------------

template <BytePoints::Kind kind>
Byte points_at(Code code, Mask missing, Byte top, Code first, Code width) {
  if constexpr (kind == BytePoints::Kind::rising) return static_cast<Byte>(code & ~missing);
  if constexpr (kind == BytePoints::Kind::falling) {
    return static_cast<Byte>((top - code) & ~missing);
  }
  return static_cast<Byte>(mask_of(static_cast<Code>(code - first) <= width) & top);
}

/// Several columns an operation: the sums are read and written once for all of them.
template <BytePoints::Kind kind, bool with_open, std::size_t count>
void add_some(const ByteSums& sums, const Code* const* columns, const BytePoints* const* points,
              std::size_t n) {
  const Code* codes[count];
  Byte top[count];
  Code first[count];
  Code width[count];
  for (std::size_t i = 0; i < count; ++i) {
    codes[i] = columns[i];
    top[i] = points[i]->top;
    first[i] = points[i]->first;
    width[i] = static_cast<Code>(points[i]->last - points[i]->first);
  }
  Byte* const sum = sums.points;
  Byte* const missing = sums.missing;
  Byte* const open = sums.open;
#pragma GCC ivdep
  for (std::size_t r = 0; r < n; ++r) {
    Byte s = sum[r];
    Byte m = missing[r];
    Byte o = with_open ? open[r] : Byte{0};
#pragma GCC unroll 8
    for (std::size_t i = 0; i < count; ++i) {
      const Code code = codes[i][r];
      const Mask gone = mask_of(code >= first_missing_code);
      s = static_cast<Byte>(s + points_at<kind>(code, gone, top[i], first[i], width[i]));
      m = static_cast<Byte>(m - gone);
      if constexpr (with_open) o = static_cast<Byte>(o + (gone & top[i]));
    }
    sum[r] = s;
    missing[r] = m;
    if constexpr (with_open) open[r] = o;
  }
}

template <BytePoints::Kind kind, bool with_open>
void add_kind(const ByteSums& sums, const Code* const* columns, const BytePoints* const* points,
              std::size_t count, std::size_t n) {
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) add_some<kind, with_open, 8>(sums, columns + i, points + i, n);
  if (i + 4 <= count) {
    add_some<kind, with_open, 4>(sums, columns + i, points + i, n);
    i += 4;
  }
  if (i + 2 <= count) {
    add_some<kind, with_open, 2>(sums, columns + i, points + i, n);
    i += 2;
  }
  if (i < count) add_some<kind, with_open, 1>(sums, columns + i, points + i, n);
}

void add_tables(const ByteSums& sums, const Code* const* columns, const BytePoints* const* points,
                std::size_t count, std::size_t n) {
  for (std::size_t i = 0; i < count; ++i) {
    const Code* const codes = columns[i];
    const Byte* const by_code = points[i]->by_code;
    const Byte top = points[i]->top;
    if (!permute_codes(sums.points, codes, *points[i], n)) {
      for (std::size_t r = 0; r < n; ++r) {
        sums.points[r] = static_cast<Byte>(sums.points[r] + by_code[codes[r]]);
      }
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

void add_columns(const ByteSums& sums, const Code* const* columns, const BytePoints* const* points,
                 std::size_t columns_count, std::size_t n) {
  if (columns_count == 0) return;
  switch (points[0]->kind) {
    case BytePoints::Kind::rising:
      return add_kind<BytePoints::Kind::rising>(sums, columns, points, columns_count, n);
    case BytePoints::Kind::falling:
      return add_kind<BytePoints::Kind::falling>(sums, columns, points, columns_count, n);
    case BytePoints::Kind::between:
      return add_kind<BytePoints::Kind::between>(sums, columns, points, columns_count, n);
    case BytePoints::Kind::table:
      return add_tables(sums, columns, points, columns_count, n);
  }
}

template <std::size_t count>
void add_some_missing(Byte* out, const Code* const* columns, const Byte* weights, std::size_t n) {
  const Code* codes[count];
  Byte weight[count];
  for (std::size_t i = 0; i < count; ++i) {
    codes[i] = columns[i];
    weight[i] = weights[i];
  }
  each_row(out, n, [=](std::size_t r) {
    Byte sum = out[r];
#pragma GCC unroll 8
    for (std::size_t i = 0; i < count; ++i) {
      sum = static_cast<Byte>(sum + (mask_of(codes[i][r] >= first_missing_code) & weight[i]));
    }
    return sum;
  });
}

void add_missing(Byte* out, const Code* const* columns, const Byte* weights,
                 std::size_t columns_count, std::size_t n) {
  std::size_t i = 0;
  for (; i + 8 <= columns_count; i += 8) add_some_missing<8>(out, columns + i, weights + i, n);
  for (; i + 3 <= columns_count; i += 3) add_some_missing<3>(out, columns + i, weights + i, n);
  for (; i < columns_count; ++i) add_some_missing<1>(out, columns + i, weights + i, n);
}

void add_digit(Byte* keys, const Code* codes, Code size, Byte weight, std::size_t n) {
  if (permute_digits(keys, codes, size, weight, n)) return;
  each_row(keys, n, [=](std::size_t r) {
    return static_cast<Byte>(keys[r] + least_of(codes[r], size) * weight);
  });
}

}  // namespace
}  // namespace block
}  // namespace v1
}  // namespace vaern

#include "program/block/kernels_numbers.hpp"
#include "program/block/kernels_sets.hpp"

namespace vaern {
inline namespace v1 {
namespace block {
namespace {

constexpr Kernels table{
    .fill = fill,
    .both = both,
    .either = either,
    .without = without,
    .invert = invert,
    .any = any,
    .rows_where = rows_where,
    .follow = follow,
    .is_missing = is_missing,
    .is_code = is_code,
    .in_range = in_range,
    .ask = ask,
    .add_one = add_one,
    .is_at_least = is_at_least,
    .raise_to = raise_to,
    .raise_by = raise_by,
    .are_apart = are_apart,
    .are_equal = are_equal,
    .clamp = clamp_bytes,
    .is_zero = is_zero,
    .mark = mark,
    .add_columns = add_columns,
    .add_digit = add_digit,
    .add_missing = add_missing,
    .sets8 = sets_table<std::uint8_t>(),
    .sets16 = sets_table<std::uint16_t>(),
    .sets32 = sets_table<std::uint32_t>(),
    .int8 = numbers_table<std::int8_t>(),
    .int16 = numbers_table<std::int16_t>(),
    .int32 = numbers_table<std::int32_t>(),
    .int64 = numbers_table<std::int64_t>(),
};

}  // namespace
}  // namespace block
}  // namespace v1
}  // namespace vaern
