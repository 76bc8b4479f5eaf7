// SPDX-License-Identifier: Apache-2.0
#pragma once
// Diagrams walked by many rows. What a form with missing answers reaches in a diagram is a set of
// states; rows that reach the same set go on alike. So the sets are numbered as they are met, and
// what follows on a set and the answers of a few inputs together is remembered: a row costs one
// look-up for each few inputs.

#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "program/block/kernels.hpp"
#include "program/block/space.hpp"
#include "vaern/program/diagram.hpp"

namespace vaern {
inline namespace v1 {
namespace block {

/// Consecutive layers whose answers make one key of less than `width`: the answer's code of each,
/// its `size` where there is none.
struct WalkGroup {
  struct Layer {
    InputId input = 0;
    Reg hidden;  ///< Its codes where it is asked, if it may not be.
    Code size = 0;
    Mask weight = 1;  ///< Of its code in the key.
  };
  std::size_t first = 0;
  std::vector<Layer> layers;
  std::uint32_t width = 1;
};

/// A diagram as rows walk it: part of a plan.
struct WalkShape {
  const Program* program = nullptr;
  const Diagram* diagram = nullptr;
  std::vector<WalkGroup> groups;
};

WalkShape shape_of(const Program& program, const Diagram& diagram, const std::vector<Reg>& hidden);

/// What the completions of a form end in.
struct WalkEnd {
  LevelSet set = 0;             ///< Levels or classes.
  bool has_completion = false;  ///< Else the answers exclude each other.
  bool has_value = false;       ///< Of values: the least and the greatest of them, as positions.
  std::uint32_t least = 0;
  std::uint32_t greatest = 0;
};

/// One thread's walks of one diagram. What it remembers takes no more than `most_bytes` and what
/// the rows of one block add; beyond that it forgets it all.
class BlockWalk {
 public:
  static constexpr std::size_t usual_bytes = std::size_t{8} << 20U;
  explicit BlockWalk(const WalkShape& shape, std::size_t most_bytes = usual_bytes);

  /// Calls `each(row, end)` for every row where it holds.
  template <class Each>
  void walk(const Space& s, const Mask* where, Each each) {
    if (!s.k->any(where, s.rows)) return;
    if (bytes_ > most_bytes_) forget();
    collect(s, where);
    run(s);
    for (std::size_t i = 0; i < count_; ++i) each(rows_[i], ends_[states_[i]]);
  }

 private:
  using Set = std::vector<std::uint32_t>;  ///< States of a layer, ascending.
  struct Hash {
    std::size_t operator()(const Set& set) const;
  };
  /// The sets met before a layer, and what follows on them by the layer's answer; before the first
  /// of a group also by the group's key. A key that is new is mostly made of answers that are not.
  struct Stage {
    std::unordered_map<Set, std::uint32_t, Hash> numbers;
    std::vector<const Set*> sets;
    std::uint32_t digits = 0;  ///< 0 of the end.
    std::vector<std::uint32_t> by_digit;
    std::uint32_t keys = 0;  ///< 0 inside a group.
    std::vector<std::uint32_t> by_key;
  };

  void forget();
  void collect(const Space& s, const Mask* where);
  void run(const Space& s);
  void make_keys(const Space& s, const WalkGroup& group);
  std::uint32_t follow(std::size_t group, std::uint32_t state, std::uint32_t key);
  std::uint32_t follow_layer(std::size_t layer, std::uint32_t state, std::uint32_t digit);
  std::uint32_t number_of(std::size_t layer, Set set);
  WalkEnd end_of(const Set& set) const;

  const WalkShape* shape_;
  std::size_t most_bytes_;
  std::vector<Stage> stages_;  ///< One a layer, and the end.
  std::vector<WalkEnd> ends_;
  std::size_t bytes_ = 0;
  std::size_t count_ = 0;  ///< Of the rows at hand: those below have room for a whole block.
  std::vector<std::uint16_t> rows_;
  std::vector<std::uint32_t> states_;  ///< As `rows_`.
  std::vector<std::uint32_t> next_states_;
  std::vector<Mask> keys_;  ///< Of the group at hand, by row of the block.
  bool is_dense_ = false;
};

}  // namespace block
}  // namespace v1
}  // namespace vaern
