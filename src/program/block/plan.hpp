// SPDX-License-Identifier: Apache-2.0
#pragma once
// A program as a list of operations on registers, and where its results stand afterwards.

#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "core/wide.hpp"
#include "program/block/space.hpp"
#include "program/block/walk.hpp"

namespace vaern {
inline namespace v1 {
namespace block {

/// Does one thing to every row of the block.
using Operation = std::function<void(const Space&)>;

struct TruthRegs {
  Reg yes;
  Reg maybe;
};

/// A scale in the work space. A mask without a register holds in no row.
struct ScaleRegs {
  ScaleFormat format;
  Reg value;
  Reg lowest;
  Reg highest;
  Reg has_value;
  Reg no_bounds;
  Reg may_be_none;  ///< Some completion has no value, or none has one.
  Reg is_imputed;
  Reg missing;  ///< One byte.
  /// What is reported can be another number than the one end of the bounds where they meet.
  bool has_own_value = false;
};

/// Sets of levels or classes, in the fewest bytes.
struct SetReg {
  Reg reg;
  std::size_t bytes = sizeof(std::uint32_t);
  explicit operator bool() const { return static_cast<bool>(reg); }
};

struct LevelRegs {
  Reg low;
  Reg high;
  Reg computed;
  Reg cut_off;
  SetReg possible;
  std::vector<TruthRegs> raises;
};

struct Plan {
  const CompiledProgram* compiled = nullptr;
  std::string why_row_by_row;  ///< Then every row needs the row run.

  std::vector<std::pair<Reg, Mask>> constants;  ///< Filled once.
  std::vector<Operation> operations;
  std::vector<Operation> flag_operations;  ///< After everything else.
  std::uint32_t bytes_a_row = 0;

  std::vector<WalkShape> walks;
  Reg faulty;  ///< Answers that cannot stand together; no register: in no row.
  std::vector<TruthRegs> applicable;
  std::vector<ScaleRegs> scales;
  std::vector<LevelRegs> levels;  ///< As in `Target`.
  std::vector<SetReg> classes;
  std::vector<NodeId> wanted;
  std::vector<TruthRegs> truths;  ///< As `wanted`.
  std::vector<TruthRegs> flags;
  std::vector<std::pair<NodeId, TruthRegs>> read_by_flags;  ///< Truths that a single run sets.
  bool possible_wanted = false;
  bool is_judged = false;
};

/// The least number of a lane that stands for something at or above `number`, and above it.
std::int64_t first_at_least(const ScaleFormat& format, const Rational& number);
std::int64_t first_above(const ScaleFormat& format, const Rational& number);
/// The number that stands for exactly that; throws `std::logic_error` where none does.
std::int64_t number_for(const ScaleFormat& format, const Rational& value);

/// Calls `with` with a value of the lane's type, where the numbers are known to be integers.
template <class With>
void in_integer_lane(Lane lane, With with) {
  switch (lane) {
    case Lane::int8:
      return with(std::int8_t{});
    case Lane::int16:
      return with(std::int16_t{});
    case Lane::int32:
      return with(std::int32_t{});
    default:
      return with(std::int64_t{});
  }
}

/// The same of any lane.
template <class With>
void in_lane(Lane lane, With with) {
  if (lane == Lane::rational) return with(Rational{});
  in_integer_lane(lane, with);
}

/// Calls `with` with a value of the type that holds a set in so many bytes.
template <class With>
void in_set_bytes(std::size_t bytes, With with) {
  if (bytes == 1) return with(std::uint8_t{});
  if (bytes == 2) return with(std::uint16_t{});
  with(std::uint32_t{});
}

inline void put(const Space& s, const SetReg& sets, std::size_t row, LevelSet set) {
  in_set_bytes(sets.bytes, [&](auto type) {
    using S = decltype(type);
    s.at<S>(sets.reg)[row] = static_cast<S>(set);
  });
}

}  // namespace block
}  // namespace v1
}  // namespace vaern
