// SPDX-License-Identifier: Apache-2.0
#include "program/pull_back.hpp"

namespace vaern::detail {
namespace {

/// round(x) >= n, the least whole number within the limit, or round(x) <= n, the greatest.
void pull_back_rounding(Rounding rounding, Limit& limit) {
  const bool at_least = limit.at_least;
  std::int64_t n = limit.number.floor();
  if (at_least && (!limit.number.is_integer() || limit.strict)) ++n;
  if (!at_least && limit.number.is_integer() && limit.strict) --n;
  const Rational whole(n);
  const Rational next = at_least ? whole - Rational(1) : whole + Rational(1);
  // Beside the limit, on the side of zero: down keeps what lies there, up does not.
  const bool is_outward = at_least ? n > 0 : n < 0;
  switch (rounding) {
    case Rounding::floor:
      limit.number = at_least ? whole : next;
      limit.strict = !at_least;
      break;
    case Rounding::ceiling:
      limit.number = at_least ? next : whole;
      limit.strict = at_least;
      break;
    case Rounding::down:
      limit.number = is_outward ? whole : next;
      limit.strict = !is_outward;
      break;
    case Rounding::up:
      limit.number = is_outward ? next : whole;
      limit.strict = is_outward;
      break;
    case Rounding::half_up:  // ties away from zero
      limit.number = (whole + next) / Rational(2);
      limit.strict = !is_outward;
      break;
    case Rounding::half_even:
      limit.number = (whole + next) / Rational(2);
      limit.strict = n % 2 != 0;
      break;
  }
}

}  // namespace

std::optional<bool> pull_back(const Step& step, Limit& limit) {
  switch (step.kind) {
    case Step::Kind::plus:
      limit.number -= step.operand;
      return std::nullopt;
    case Step::Kind::times:
    case Step::Kind::divide:
      if (step.operand.is_zero()) return limit.holds(Rational(0));
      limit.number = step.kind == Step::Kind::times ? limit.number / step.operand
                                                    : limit.number * step.operand;
      if (step.operand.sign() < 0) limit.at_least = !limit.at_least;
      return std::nullopt;
    case Step::Kind::clamp: {
      const std::optional<Rational>& easy = limit.at_least ? step.from : step.to;
      const std::optional<Rational>& hard = limit.at_least ? step.to : step.from;
      if (easy && limit.holds(*easy)) return true;
      if (hard && !limit.holds(*hard)) return false;
      return std::nullopt;
    }
    case Step::Kind::round:
      pull_back_rounding(step.rounding, limit);
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace vaern::detail
