// SPDX-License-Identifier: Apache-2.0
#pragma once
// A limit on a value after a step, as a limit on the value before it.

#include <optional>

#include "vaern/program/program.hpp"

namespace vaern::detail {

/// x >= number, x > number, x <= number or x < number.
struct Limit {
  Rational number;
  bool at_least = true;
  bool strict = false;

  bool holds(const Rational& x) const {
    return at_least ? (strict ? x > number : x >= number) : (strict ? x < number : x <= number);
  }
};

/// Makes of a limit on the step's result the limit on its argument that holds for the same
/// numbers. A truth where the result holds, or fails, whatever the argument is.
std::optional<bool> pull_back(const Step& step, Limit& limit);

}  // namespace vaern::detail
