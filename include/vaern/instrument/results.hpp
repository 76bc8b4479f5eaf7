// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// What a score says, by the names of its model instead of positions: so two versions of a model
/// can be held against each other, or a record against the model that it was made by.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "vaern/document/node.hpp"
#include "vaern/instrument/score.hpp"

namespace vaern {
inline namespace v1 {

/// A value.
struct Results {
  struct Levels {
    std::optional<std::string> computed;
    std::vector<std::string> possible;  ///< Lowest first.
    bool operator==(const Levels&) const = default;
  };
  struct Scale {
    std::string id;
    std::optional<Rational> value;
    std::optional<Rational> lowest;
    std::optional<Rational> highest;
    bool operator==(const Scale&) const = default;
  };
  template <class T>
  using Named = std::vector<std::pair<std::string, T>>;

  std::vector<Scale> scales;
  std::optional<Levels> level;  ///< Of the answers alone; nothing in a model without levels.
  Named<Levels> outcomes;
  Named<std::vector<std::string>> classes;  ///< Possible ones.
  Named<std::string> flags;                 ///< "yes", "no", "open".
  std::optional<std::string> judged;
  std::optional<std::string> in_force;
  std::vector<std::string> possible_after;  ///< What counts downstream (S12.2).
};

Results results_of(const Score& score);

/// Of a record that has the form of one; what is not there is left empty.
Results results_in(const Node& record);

/// Where one result went from another.
enum class Shift : std::uint8_t {
  none,
  raised,   ///< No end of the range is lower, and one is higher.
  lowered,  ///< The other way.
  moved,    ///< Neither: wider, narrower, other classes, a level that the new model has not.
};
std::string_view to_string(Shift shift) noexcept;  ///< "none", "raised", ...

struct ResultsChange {
  enum class Grade : std::uint8_t {
    nothing,
    score,  ///< Values or bounds alone.
    flags,  ///< And flags, which ask for an act of their own.
    level,  ///< What is possible or in force, of any outcome, or a class.
  } grade = Grade::nothing;
  /// Of `level`: of what counts after the judgement; where that is as before, of the answers; where
  /// that is too, of the further outcomes together.
  Shift shift = Shift::none;
  Shift after_judgement = Shift::none;
  Shift of_answers = Shift::none;
  /// What counts after the judgement is as before.
  bool is_by_answers_alone() const {
    return after_judgement == Shift::none && of_answers != Shift::none;
  }
  std::vector<std::pair<std::string, Shift>> outcomes;  ///< Those that moved.
  std::vector<std::string> classes;
  std::vector<std::string> scales;
  std::vector<std::string> flags;
};

/// Levels are in the order that `model` has them in; only scales, outcomes and flags that both
/// have are compared, because what one of them lacks is no change of a result.
ResultsChange compare(const Results& before, const Results& after, const Instrument& model);

}  // namespace v1
}  // namespace vaern
