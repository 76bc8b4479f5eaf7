// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Many forms through a program at once, column by column: the same meaning as `RowRun`.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "vaern/expression/condition.hpp"
#include "vaern/model/missing_reason.hpp"
#include "vaern/program/compiled.hpp"

namespace vaern {
inline namespace v1 {

/// Rows of one block at most. Results never depend on it.
inline constexpr std::size_t block_rows = 2048;

/// In a column of codes everything from here up is missing; which of them it is says why (the
/// last, 255, that nobody asked). The reason is read by flags alone.
inline constexpr Code first_missing_code = 250;

constexpr Code code_for(MissingReason reason) {
  return static_cast<Code>(missing_code - static_cast<Code>(reason));
}
/// What the row run knows: an answer's code, or only that there is none.
constexpr Code without_reason(Code code) {
  return code >= first_missing_code ? missing_code : code;
}

/// A truth a row: 0x00 or 0xFF.
using Mask = std::uint8_t;

/// How a block holds the numbers of a scale.
enum class Lane : std::uint8_t {
  int8,
  int16,
  int32,
  int64,
  rational,  ///< No integer is wide enough: `Rational`, over a denominator of 1.
};

/// What the numbers of a scale stand for: whole numbers over one denominator, or, where none is
/// small enough, positions in the list of every value there can be.
struct ScaleFormat {
  Lane lane = Lane::int64;
  std::int64_t denominator = 1;
  std::shared_ptr<const std::vector<Rational>> values;  ///< Ascending; null: numerators.

  Rational at(std::int64_t number) const {
    return values ? (*values)[static_cast<std::size_t>(number)] : Rational(number, denominator);
  }
  bool operator==(const ScaleFormat&) const = default;
};

/// A truth of every row, strong Kleene.
struct TruthBlock {
  const Mask* yes = nullptr;    ///< Certainly.
  const Mask* maybe = nullptr;  ///< Yes or unknown.
};

/// A scale of every row. Numbers are as `ScaleFormat` says; those of a row without them are of no
/// meaning.
struct ScaleBlock {
  const void* value = nullptr;
  const void* lowest = nullptr;
  const void* highest = nullptr;
  const Mask* has_value = nullptr;
  const Mask* no_bounds = nullptr;    ///< Null: every row has bounds.
  const Mask* may_be_none = nullptr;  ///< Null: in no row.
  const Mask* is_imputed = nullptr;   ///< Null: in no row. Read it with `has_value`.
  const std::uint8_t* missing = nullptr;
};

/// Bytes that hold a set of so many levels or classes, one bit each.
constexpr std::size_t bytes_of_set(std::size_t members) {
  return members <= 8 ? 1 : members <= 16 ? 2 : 4;
}

/// A set of levels or classes of every row, bit i is member i: unsigned integers of `bytes_of_set`.
struct SetBlock {
  const void* sets = nullptr;
  std::size_t bytes = sizeof(std::uint32_t);

  std::uint32_t at(std::size_t row) const {
    if (bytes == 1) return static_cast<const std::uint8_t*>(sets)[row];
    if (bytes == 2) return static_cast<const std::uint16_t*>(sets)[row];
    return static_cast<const std::uint32_t*>(sets)[row];
  }
  explicit operator bool() const { return sets != nullptr; }
};

/// An outcome of every row.
struct LevelBlock {
  static constexpr std::uint8_t none = 255;
  const std::uint8_t* low = nullptr;
  const std::uint8_t* high = nullptr;
  const std::uint8_t* computed = nullptr;  ///< `none` where there is no computed level.
  const std::uint8_t* cut_off = nullptr;   ///< `none` where the scale has no value.
  SetBlock possible;                       ///< Only where it was wanted: with its gaps.
};

/// Classes of every row.
struct ClassBlock {
  SetBlock possible;
};

/// What a name in a flag's condition is (flags read everything, see docs/decisions/0009).
struct FlagName {
  enum class Kind : std::uint8_t { input, scale, node, outcome, classes, flag } kind = Kind::input;
  std::uint32_t id = 0;  ///< Of outcomes and classes as in `Target`; of flags an earlier position.
};

struct FlagCondition {
  const Condition* when = nullptr;  ///< Outlives the plan.
  std::function<FlagName(std::string_view)> name;
};

/// What is asked of a block run beside scales, levels and classes.
struct BlockWanted {
  std::vector<NodeId> truths;
  std::vector<FlagCondition> flags;
  bool possible = false;  ///< Sets of possible levels with their gaps; else ranges alone.
  /// A professional decides the level: the outcome's range is open from its low end up, nothing
  /// is computed (S7.4), and flags read it so.
  bool is_judged = false;
};

namespace block {
struct Plan;
}

/// A program made ready for blocks. Immutable, safe to share between threads; needs the program
/// to outlive it.
class BlockPlan {
 public:
  explicit BlockPlan(const CompiledProgram& program, BlockWanted wanted = {});
  ~BlockPlan();
  BlockPlan(BlockPlan&&) noexcept;
  BlockPlan& operator=(BlockPlan&&) noexcept;

  const CompiledProgram& program() const;
  /// Why every row goes through the row run; empty where blocks do the work.
  std::string_view why_row_by_row() const;
  ScaleFormat scale(ScaleId scale) const;

 private:
  friend class BlockRun;
  std::unique_ptr<const block::Plan> plan_;
};

/// Which code goes through the rows: the same results, made for other processors.
enum class BlockKernels : std::uint8_t { widest, baseline, avx2, avx512 };

/// Runs blocks through one plan. Holds work space: one a thread.
class BlockRun {
 public:
  /// Throws `std::invalid_argument` where the processor does not run these kernels.
  explicit BlockRun(const BlockPlan& plan, BlockKernels which = BlockKernels::widest);
  /// Whether this processor runs them.
  static bool has(BlockKernels which);
  ~BlockRun();
  BlockRun(BlockRun&&) noexcept;
  BlockRun& operator=(BlockRun&&) noexcept;

  /// `inputs`: one column an input, null where nobody answered. Every code must be one of its
  /// input's or missing. At most `block_rows` rows. What the functions below give lives until the
  /// next run. `ahead`: memory that the next run will read, fetched into the cache meanwhile.
  void run(std::span<const Code* const> inputs, std::size_t rows,
           std::span<const std::span<const std::byte>> ahead = {});

  /// Rows whose answers are at fault (`RowRun` says how): they have no result. Null: none has.
  const Mask* faulty() const;
  TruthBlock applicable(InputId input) const;
  ScaleBlock scale(ScaleId scale) const;
  LevelBlock level(std::uint32_t outcome) const;  ///< As in `Target`.
  TruthBlock raise(std::uint32_t outcome, std::size_t rule) const;
  ClassBlock classes(std::uint32_t index) const;
  TruthBlock truth(std::size_t index) const;  ///< Of `BlockWanted.truths`.
  TruthBlock flag(std::size_t index) const;   ///< Of `BlockWanted.flags`.
  /// Rows of the last run that went through the row run: all where `why_row_by_row` says so, else
  /// none.
  std::size_t rows_run_singly() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace v1
}  // namespace vaern
