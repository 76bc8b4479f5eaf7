// SPDX-License-Identifier: Apache-2.0
// Which answers can pass over a band.
#include <optional>
#include <vector>

#include "program/block/builder.hpp"
#include "program/moves.hpp"

namespace vaern {
inline namespace v1 {
namespace block {

std::optional<std::vector<InputId>> inputs_over_bands(const Program& program,
                                                      const Outcome& outcome,
                                                      const Rational& joined) {
  if (!outcome.from) return std::nullopt;
  const std::optional<detail::Moves> moves = detail::moves_of(program, *outcome.from, joined);
  if (!moves) return std::nullopt;
  std::optional<Rational> narrowest;
  for (std::size_t i = 1; i < outcome.cut_offs.size(); ++i) {
    const Rational width = outcome.cut_offs[i] - outcome.cut_offs[i - 1];
    const Rational size = width.sign() < 0 ? Rational(0) - width : width;
    if (!narrowest || size < *narrowest) narrowest = size;
  }
  std::vector<InputId> inputs;
  if (!narrowest) return inputs;
  if (moves->joined > *narrowest) return std::nullopt;
  for (const detail::InputMove& move : moves->by_input) {
    if (move.most > *narrowest) inputs.push_back(move.input);
  }
  return inputs;
}

}  // namespace block
}  // namespace v1
}  // namespace vaern
