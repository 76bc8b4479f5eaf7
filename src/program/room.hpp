// SPDX-License-Identifier: Apache-2.0
#pragma once
// The room that exact values need: proof that no value of a scale or a node can leave 18 digits,
// whatever is answered and whatever a missing policy puts in its place (S19).

#include <cstdint>

#include "vaern/program/program.hpp"

namespace vaern::detail {

/// Throws `Overflow` where the result has more than 18 digits; both are positive.
std::int64_t checked_lcm(std::int64_t a, std::int64_t b);
/// Throws `Overflow` where the result does not fit.
std::int64_t checked_add(std::int64_t a, std::int64_t b);

NumberRoom room_of(const Rational& value);
NumberRoom room_of(const std::vector<Rational>& values);
NumberRoom room_of(const std::vector<TableRows>& tables);

/// A sum or difference, a product, and one of two.
NumberRoom added(const NumberRoom& a, const NumberRoom& b);
NumberRoom multiplied(const NumberRoom& a, const NumberRoom& b);
NumberRoom either(const NumberRoom& a, const NumberRoom& b);

/// The value of a scale, complete or from its missing policy. `scales`: of the earlier scales.
NumberRoom room_of(const Program& program, const Scale& scale,
                   const std::vector<NumberRoom>& scales);

}  // namespace vaern::detail
