// SPDX-License-Identifier: Apache-2.0
#pragma once
// The loops over the rows of a block, as one table of functions for each kind of processor: the
// same code (kernels_code.hpp), compiled with flags of its own (see CMakeLists.txt), so that the
// compiler makes vector code of it in every build type. A mask is 0x00 or 0xFF; where a function
// names `out` first, it may be one of the others.

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "vaern/program/block.hpp"

namespace vaern {
inline namespace v1 {
namespace block {

/// What the codes of a column are worth, as differences to the least of them: at most 255.
struct BytePoints {
  enum class Kind : std::uint8_t {
    rising,   ///< code
    falling,  ///< top - code
    between,  ///< `top` from code `first` to `last`, else 0
    table,    ///< `by_code`
  } kind = Kind::rising;
  std::uint8_t top = 0;  ///< The greatest.
  Code first = 0;        ///< between
  Code last = 0;
  std::uint16_t codes = 0;      ///< Codes there are.
  std::uint8_t by_code[256]{};  ///< 0 from `codes` up
};

/// One sum of columns; null where it is not wanted.
struct ByteSums {
  std::uint8_t* points = nullptr;   ///< Of answered columns.
  std::uint8_t* missing = nullptr;  ///< Columns without an answer.
  std::uint8_t* open = nullptr;     ///< `top` of each column without an answer.
};

/// The term of a scale that may not be asked: what it adds, by code.
template <class T>
struct ConditionalPoints {
  std::size_t codes;  ///< Codes there are; after them stands what is missing.
  T low[256];
  T high[256];
  T raw[256];
  T filled[256];
};
/// Where that is added up. `filled` is null where it is not wanted.
template <class T>
struct ConditionalSums {
  T* low = nullptr;
  T* high = nullptr;
  T* raw = nullptr;
  T* filled = nullptr;
  std::uint8_t* missing = nullptr;
};

/// Places in a table of `entries`: (number - first) * width + key, key null where width is 1. A key
/// beyond the width counts as the last.
template <class T>
struct TablePlace {
  const T* numbers = nullptr;
  T first = 0;
  const std::uint8_t* keys = nullptr;
  std::size_t width = 1;
  std::size_t entries = 0;
};

/// What the answers of an input say that may not be asked.
struct AskedRows {
  const Mask* yes = nullptr;  ///< Its condition.
  const Mask* maybe = nullptr;
  Code neutral = missing_code;  ///< A code that says nothing; missing: none does.
  Mask* asked = nullptr;        ///< Also because it is answered.
  Code* hidden = nullptr;       ///< Its codes; missing where it is not asked.
  Mask* faulty = nullptr;       ///< Added to: answered and not asked.
  Mask* constrained = nullptr;  ///< Added to: answered, and asked only perhaps.
};

/// States that follow: by state, `width` keys each.
constexpr std::uint32_t unknown_state = 0xFFFFFFFFU;
struct StateTable {
  const std::uint32_t* next = nullptr;
  std::uint32_t width = 1;
};

template <class T>
struct NumberKernels {
  void (*fill)(T* out, T value, std::size_t n);
  void (*copy)(T* out, const T* a, std::size_t n);
  void (*add_bytes)(T* out, const std::uint8_t* bytes, std::size_t n);
  /// base + bytes
  void (*from_bytes)(T* out, const std::uint8_t* bytes, T base, std::size_t n);
  /// a + factor * bytes
  void (*add_product)(T* out, const T* a, const std::uint8_t* bytes, T factor, std::size_t n);
  /// Adds a column's number; tables of 256.
  void (*add_by_code)(T* out, const Code* codes, const T* by_code, std::size_t n);
  void (*add_conditional)(const ConditionalSums<T>& sums, const Code* codes, const Mask* yes,
                          const Mask* maybe, const ConditionalPoints<T>& points, std::size_t n);
  /// out += factor * a where it holds.
  void (*add_scaled)(T* out, const T* a, T factor, const Mask* where, std::size_t n);
  /// The same numbers in this lane.
  void (*widen)(T* out, const std::int8_t* a, std::size_t n);
  void (*affine)(T* out, const T* a, T factor, T plus, std::size_t n);
  void (*at_least)(Mask* out, const T* a, T least, std::size_t n);
  void (*differ)(Mask* out, const T* a, const T* b, std::size_t n);
  void (*greatest)(T* out, const T* a, const T* b, std::size_t n);
  /// a, but neither below `low` nor above `high`.
  void (*clamp)(T* out, const T* a, const T* low, const T* high, std::size_t n);
  /// b where it holds, else a.
  void (*choose)(T* out, const Mask* where, const T* b, const T* a, std::size_t n);
  /// first + how many of rising numbers are at or below a (of falling ones: at or above).
  void (*band)(std::uint8_t* out, const T* a, const T* cut_offs, std::size_t cuts,
               std::uint8_t first, bool falling, std::size_t n);
  /// What a table has at each row's place.
  void (*look_up)(T* out, const TablePlace<T>& place, const T* table, std::size_t n);
  void (*look_up_mask)(Mask* out, const TablePlace<T>& place, const Mask* table, std::size_t n);
};

/// Sets of levels or classes, bit i is member i.
template <class S>
struct SetKernels {
  /// Every level from one to the other, of so many levels.
  void (*between)(S* out, const std::uint8_t* low, const std::uint8_t* high, std::uint32_t levels,
                  std::size_t n);
  void (*add_bit)(S* sets, const Mask* where, S bit, std::size_t n);
  /// Exactly one.
  void (*is_single)(Mask* out, const S* sets, std::size_t n);
  /// One of these.
  void (*has_any)(Mask* out, const S* sets, S of, std::size_t n);
};

struct Kernels {
  // Masks.
  void (*fill)(Mask* out, Mask value, std::size_t n);
  void (*both)(Mask* out, const Mask* a, const Mask* b, std::size_t n);
  void (*either)(Mask* out, const Mask* a, const Mask* b, std::size_t n);
  void (*without)(Mask* out, const Mask* a, const Mask* b, std::size_t n);  ///< a and not b.
  void (*invert)(Mask* out, const Mask* a, std::size_t n);
  bool (*any)(const Mask* a, std::size_t n);
  /// The rows where it holds, ascending; how many. `rows` has room for n.
  std::size_t (*rows_where)(std::uint16_t* rows, const Mask* where, std::size_t n);

  // Walks.
  /// What follows on the states of some rows, by the rows' keys; whether it is `unknown_state`
  /// anywhere. Three bytes after the last key may be read.
  bool (*follow)(std::uint32_t* to, const std::uint32_t* states, const StateTable& table,
                 const std::uint8_t* keys, const std::uint16_t* rows, std::size_t count);

  // Codes.
  void (*is_missing)(Mask* out, const Code* codes, std::size_t n);
  void (*is_code)(Mask* out, const Code* codes, Code code, std::size_t n);
  /// Codes from `first` to `last`.
  void (*in_range)(Mask* out, const Code* codes, Code first, Code last, std::size_t n);
  void (*ask)(const AskedRows& rows, const Code* codes, std::size_t n);

  // Counters, one byte a row.
  void (*add_one)(std::uint8_t* counter, const Mask* where, std::size_t n);
  void (*is_at_least)(Mask* out, const std::uint8_t* counter, std::uint8_t least, std::size_t n);
  /// The greater of two, the second where it holds.
  void (*raise_to)(std::uint8_t* level, const Mask* where, std::uint8_t to, std::size_t n);
  /// max(level, max(min(top, base + by), floor)) where it holds.
  void (*raise_by)(std::uint8_t* level, const Mask* where, const std::uint8_t* base,
                   std::uint8_t by, std::uint8_t top, std::uint8_t floor, std::size_t n);
  /// high - low is at least that.
  void (*are_apart)(Mask* out, const std::uint8_t* low, const std::uint8_t* high,
                    std::uint8_t least, std::size_t n);
  void (*are_equal)(Mask* out, const std::uint8_t* a, const std::uint8_t* b, std::size_t n);
  /// a, but neither below `low` nor above `high`.
  void (*clamp)(std::uint8_t* out, const std::uint8_t* a, const std::uint8_t* low,
                const std::uint8_t* high, std::size_t n);
  /// 1 where it does not hold, else 0.
  void (*is_zero)(std::uint8_t* out, const Mask* where, std::size_t n);
  /// 255 where it holds.
  void (*mark)(std::uint8_t* out, const std::uint8_t* a, const Mask* where, std::size_t n);

  // Sums of codes, one byte a row.
  /// Adds columns of one kind.
  void (*add_columns)(const ByteSums& sums, const Code* const* columns,
                      const BytePoints* const* points, std::size_t columns_count, std::size_t n);
  /// Adds weight times the code, or times `size` where it is missing.
  void (*add_digit)(std::uint8_t* keys, const Code* codes, Code size, std::uint8_t weight,
                    std::size_t n);
  /// Adds each column's weight where its code is missing.
  void (*add_missing)(std::uint8_t* out, const Code* const* columns, const std::uint8_t* weights,
                      std::size_t columns_count, std::size_t n);

  SetKernels<std::uint8_t> sets8;
  SetKernels<std::uint16_t> sets16;
  SetKernels<std::uint32_t> sets32;

  NumberKernels<std::int8_t> int8;
  NumberKernels<std::int16_t> int16;
  NumberKernels<std::int32_t> int32;
  NumberKernels<std::int64_t> int64;

  template <class S>
  const SetKernels<S>& sets() const {
    if constexpr (std::is_same_v<S, std::uint8_t>) return sets8;
    if constexpr (std::is_same_v<S, std::uint16_t>) return sets16;
    if constexpr (std::is_same_v<S, std::uint32_t>) return sets32;
  }

  template <class T>
  const NumberKernels<T>& of() const {
    if constexpr (std::is_same_v<T, std::int8_t>) return int8;
    if constexpr (std::is_same_v<T, std::int16_t>) return int16;
    if constexpr (std::is_same_v<T, std::int32_t>) return int32;
    if constexpr (std::is_same_v<T, std::int64_t>) return int64;
  }
};

/// Null where this machine's kind of processor does not have them at all.
const Kernels* baseline_kernels();
const Kernels* avx2_kernels();
const Kernels* avx512_kernels();

/// Null where this very processor does not run them.
const Kernels* kernels_for(BlockKernels which);

}  // namespace block
}  // namespace v1
}  // namespace vaern
