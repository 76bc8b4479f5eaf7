// SPDX-License-Identifier: Apache-2.0
// Whether one answer can pass over a band.
#include <optional>

#include "program/block/builder.hpp"
#include "program/moves.hpp"

namespace vaern {
inline namespace v1 {
namespace block {

bool has_wide_bands(const Program& program, const Outcome& outcome, const Rational& joined) {
  if (!outcome.from) return false;
  const std::optional<Rational> move = detail::largest_move(program, *outcome.from, joined);
  if (!move) return false;
  for (std::size_t i = 1; i < outcome.cut_offs.size(); ++i) {
    const Rational width = outcome.cut_offs[i] - outcome.cut_offs[i - 1];
    if ((width.sign() < 0 ? Rational(0) - width : width) < *move) return false;
  }
  return true;
}

}  // namespace block
}  // namespace v1
}  // namespace vaern
