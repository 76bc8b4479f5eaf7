// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a form leaves open in one layer of a diagram.

#include <span>

#include "vaern/program/walk.hpp"

namespace vaern::detail {

/// What an answer allows in one layer: the input may be skipped, and which codes it may have.
struct Choice {
  bool may_skip = true;
  Code first = 0;
  Code last = 0;  // inclusive
};

inline Choice choice_of(const Program& program, InputId id, std::span<const Code> codes) {
  const Input& input = program.inputs[id];
  const Code code = codes[id];
  if (code == missing_code) return {true, 0, static_cast<Code>(input.size - 1)};
  return {input.neutral && code == *input.neutral, code, code};
}

/// A witness with every answer in place; missing inputs outside the diagram get their first code.
inline Witness start(std::span<const Code> codes) {
  Witness witness(codes.begin(), codes.end());
  for (InputId id = 0; id < witness.size(); ++id) {
    if (witness[id] == missing_code) witness[id] = 0;
  }
  return witness;
}

}  // namespace vaern::detail
