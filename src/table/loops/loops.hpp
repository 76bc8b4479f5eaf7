// SPDX-License-Identifier: Apache-2.0
#pragma once
// The loops over the cells of a table, as one table of functions for each kind of processor: the
// same code (loops_code.hpp), compiled with flags of its own (see CMakeLists.txt). A mask is 0x00
// or 0xFF.

#include <cstddef>
#include <cstdint>

#include "vaern/program/block.hpp"

namespace vaern {
inline namespace v1 {
namespace table::detail {

/// What is counted of the questions of a form: by `MissingReason`, then the others.
inline constexpr std::size_t open_count = missing_reason_words.size();
inline constexpr std::size_t asked_count = open_count + 1;
inline constexpr std::size_t counts_of_questions = asked_count + 1;

struct Question {
  const Code* codes = nullptr;
  const Mask* counts = nullptr;  ///< Null: in every row.
};

struct Loops {
  /// A code from `first` to `last`.
  bool (*any_within)(const Code* codes, Code first, Code last, std::size_t n);
  /// Whether both are the same: 1 or 0.
  void (*same)(std::uint8_t* out, const std::uint8_t* a, const std::uint8_t* b, std::size_t n);
  /// What both are, or 0xFF.
  void (*same_or_none)(std::uint8_t* out, const std::uint8_t* a, const std::uint8_t* b,
                       std::size_t n);
  /// 1, 0, or 0xFF while it is open.
  void (*truth)(std::uint8_t* out, const Mask* yes, const Mask* maybe, std::size_t n);
  /// 1 where both hold, else 0.
  void (*both)(std::uint8_t* out, const Mask* a, const Mask* b, std::size_t n);
  void (*invert)(Mask* out, const Mask* a, std::size_t n);
  /// 1 where it does not hold, else 0.
  void (*not_there)(std::uint8_t* out, const Mask* there, std::size_t n);
  /// 1 where a byte is 0xFF, else 0.
  void (*is_none)(std::uint8_t* out, const std::uint8_t* bytes, std::size_t n);
  /// Every count of at most 255 questions.
  void (*count_questions)(std::uint8_t* const* out, const Question* questions, std::size_t count,
                          std::size_t n);
  /// The numbers that are there, else 0.
  void (*keep8)(std::int8_t* out, const std::int8_t* numbers, const Mask* there, std::size_t n);
  void (*keep16)(std::int16_t* out, const std::int16_t* numbers, const Mask* there, std::size_t n);
  void (*keep32)(std::int32_t* out, const std::int32_t* numbers, const Mask* there, std::size_t n);
  void (*keep64)(std::int64_t* out, const std::int64_t* numbers, const Mask* there, std::size_t n);
  /// The same as integers of twice the width. `there` may be null.
  void (*widen8)(std::int16_t* out, const std::int8_t* numbers, const Mask* there, std::size_t n);
  /// The member of a set of one; 0xFF of every other set.
  void (*single8)(std::uint8_t* out, const std::uint8_t* sets, std::size_t n);
  void (*single16)(std::uint8_t* out, const std::uint16_t* sets, std::size_t n);
  void (*single32)(std::uint8_t* out, const std::uint32_t* sets, std::size_t n);
  /// Quotients, each rounded once; not a number where none is there. `there` may be null.
  void (*divide8)(double* out, const std::int8_t* numbers, double by, const Mask* there,
                  std::size_t n);
  void (*divide16)(double* out, const std::int16_t* numbers, double by, const Mask* there,
                   std::size_t n);
  void (*divide32)(double* out, const std::int32_t* numbers, double by, const Mask* there,
                   std::size_t n);
  /// Copies past the caches, into memory that is not read again soon.
  void (*stream)(void* out, const void* from, std::size_t bytes);
  /// After `stream`, before another thread may read it.
  void (*settle)();
};

/// Null where this machine's kind of processor does not have them at all.
const Loops* baseline_loops();
const Loops* avx2_loops();
const Loops* avx512_loops();

/// The widest that this very processor runs.
const Loops& loops();

}  // namespace table::detail
}  // namespace v1
}  // namespace vaern
