// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// From a checked condition of the profile `exact` to nodes of a program.

#include <functional>
#include <string_view>

#include "vaern/expression/condition.hpp"
#include "vaern/program/program.hpp"

namespace vaern {
inline namespace v1 {

/// What a name of the model is in the program.
struct Binding {
  enum class Kind : std::uint8_t {
    input,
    scale,
    node,
    outcome,  ///< Of `Program.further`: read from one of its levels upward (S8.1).
  } kind = Kind::input;
  std::uint32_t id = 0;
};

/// Must know every name that the condition reads.
using Binder = std::function<Binding(std::string_view name)>;

/// Adds the condition's nodes and returns its root. Throws `std::logic_error` for an op that the
/// profile `exact` does not have, and `Overflow` as `ProgramBuilder` does.
NodeId compile_condition(const Condition& condition, ProgramBuilder& builder, const Binder& binder);

}  // namespace v1
}  // namespace vaern
