// SPDX-License-Identifier: Apache-2.0
// Which answers can pass over a band.
#include <optional>
#include <utility>
#include <vector>

#include "program/block/builder.hpp"
#include "program/moves.hpp"

namespace vaern {
inline namespace v1 {
namespace block {

std::optional<std::vector<BandGap>> gaps_of_bands(const Program& program, const Outcome& outcome,
                                                  const Rational& joined) {
  if (!outcome.from) return std::nullopt;
  const std::optional<detail::Moves> moves = detail::moves_of(program, *outcome.from, joined);
  if (!moves) return std::nullopt;
  std::vector<BandGap> gaps;
  for (std::size_t i = 1; i < outcome.cut_offs.size(); ++i) {
    const Rational width = outcome.cut_offs[i] - outcome.cut_offs[i - 1];
    const Rational size = width.sign() < 0 ? Rational(0) - width : width;
    if (moves->joined > size) return std::nullopt;
    BandGap gap{static_cast<std::uint8_t>(i), {}};
    for (const detail::InputMove& move : moves->by_input) {
      if (move.most > size) gap.inputs.push_back(move.input);
    }
    if (!gap.inputs.empty()) gaps.push_back(std::move(gap));
  }
  return gaps;
}

}  // namespace block
}  // namespace v1
}  // namespace vaern
