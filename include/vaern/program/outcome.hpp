// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Ordered outcomes (levels) and nominal ones (classes).

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "vaern/core/rational.hpp"
#include "vaern/program/ids.hpp"

namespace vaern {
inline namespace v1 {

/// What a rule does to the level when it is true (S9).
struct Raise {
  NodeId when = no_node;
  std::optional<std::uint32_t> to;     ///< raise_to: index of a level.
  std::uint32_t by = 0;                ///< raise_by: steps above the cut-off level.
  std::optional<std::uint32_t> floor;  ///< Only with `by`.
};

/// The ordered outcome: bands of one scale, raised by rules; or rules alone.
struct Outcome {
  std::uint32_t levels = 0;  ///< Number of levels, lowest concern first.
  std::optional<ScaleId> from;
  std::vector<Rational> cut_offs;  ///< levels - 1, of level 1 upward.
  bool falling = false;            ///< A level holds at or below its number.
  std::vector<Raise> raises;
};

/// A set of levels: bit i is level i, lowest concern first.
using LevelSet = std::uint64_t;

/// A nominal outcome: the class of a complete form is the first whose condition is true (S11).
struct ClassSet {
  std::vector<NodeId> when;  ///< Two to `max_classes`, as declared.
  bool exactly_one = false;  ///< Else first_match: the last condition is the constant yes.
};
inline constexpr std::size_t max_classes = 32;

/// What a walk is of: an outcome (0 is the program's own, then those of `further`) or a nominal
/// one. Sets of classes are `LevelSet`s too: bit i is class i as declared.
struct Target {
  enum class Kind : std::uint8_t { outcome, classes } kind = Kind::outcome;
  std::uint32_t index = 0;
  static Target outcome(std::uint32_t index) { return {Kind::outcome, index}; }
  static Target classes(std::uint32_t index) { return {Kind::classes, index}; }
};

}  // namespace v1
}  // namespace vaern
