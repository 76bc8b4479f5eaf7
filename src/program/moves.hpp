// SPDX-License-Identifier: Apache-2.0
#pragma once
// How far one answer moves a scale.

#include <optional>

#include "vaern/program/program.hpp"

namespace vaern::detail {

/// The most that one answer moves the scale when it goes to the next one up or down; nothing where
/// that is not known. `joined`: what inputs that are joined move its sum by, before its steps.
std::optional<Rational> largest_move(const Program& program, ScaleId scale,
                                     const Rational& joined = 0);

}  // namespace vaern::detail
