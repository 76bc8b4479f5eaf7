// SPDX-License-Identifier: Apache-2.0
#pragma once
// How far one answer moves a scale.

#include <optional>
#include <vector>

#include "vaern/program/program.hpp"

namespace vaern::detail {

struct InputMove {
  InputId input = 0;
  Rational most;
  Rational span;  ///< From the least it can add to the greatest, before steps.
};

/// The most that one answer moves a scale when it goes to the next one up or down.
struct Moves {
  std::vector<InputMove> by_input;
  Rational joined;      ///< Of inputs that are joined.
  bool is_sum = false;  ///< The scale is what its inputs add: several move it by all their spans.

  Rational largest() const;
};

/// Nothing where that is not known. `joined`: what inputs that are joined move the scale's sum by,
/// before its steps.
std::optional<Moves> moves_of(const Program& program, ScaleId scale, const Rational& joined = 0);

}  // namespace vaern::detail
