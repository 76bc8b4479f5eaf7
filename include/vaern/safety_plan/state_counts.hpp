// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Which measures of a catalogue apply to how many of many cases: a count of states a measure.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "vaern/expression/names.hpp"
#include "vaern/safety_plan/plan.hpp"

namespace vaern {
inline namespace v1 {

/// What conditions read of many cases, a cell for each. A name without a column is unknown in all
/// of them. The names and the cells must live as long as the counting.
struct SituationColumns {
  struct Truths {
    std::string name;
    std::span<const std::uint8_t> cells;  ///< 0 no, 1 yes, 2 unknown.
  };
  struct Sets {
    std::string name;
    std::span<const std::uint64_t> cells;  ///< Bit i: the i-th code is possible; 0: unknown.
  };
  struct Numbers {
    std::string name;
    std::span<const std::int32_t> cells;  ///< Below 0: unknown.
  };
  std::size_t rows = 0;
  std::vector<Truths> truths{};
  std::vector<Sets> sets{};
  std::vector<Numbers> numbers{};
};

struct StateCounts {
  std::array<std::uint64_t, 4> states{};  ///< In the order of `MeasureState`; they add up to rows.
  /// Of the included: those whose `when` is unknown, or about a child where nobody knows whether
  /// there is one, so that a question comes first.
  std::uint64_t open = 0;
};

/// Counts by place in `Catalogue::measures()`, as `states_of` decides each. A row is a case, or a
/// child of it with what is known of the child. The same counts with any number of threads (0: as
/// many as there are). Throws `std::invalid_argument` for a catalogue that is not bound, a name or
/// a kind that `names` does not declare, two columns of one name, a column of another length and a
/// cell that is none of these.
std::vector<StateCounts> count_states(const Catalogue& catalogue, const Names& names,
                                      const SituationColumns& columns, unsigned threads = 1);

}  // namespace v1
}  // namespace vaern
