// SPDX-License-Identifier: Apache-2.0
#include "expression/operators.hpp"

namespace vaern::expression::detail {

Comparison mirrored(Comparison comparison) {
  switch (comparison) {
    case Comparison::less:
      return Comparison::greater;
    case Comparison::less_equal:
      return Comparison::greater_equal;
    case Comparison::greater:
      return Comparison::less;
    case Comparison::greater_equal:
      return Comparison::less_equal;
    default:
      return comparison;
  }
}

std::optional<Comparison> comparison_of(Operator op) {
  switch (op) {
    case Operator::equal:
      return Comparison::equal;
    case Operator::not_equal:
      return Comparison::not_equal;
    case Operator::less:
      return Comparison::less;
    case Operator::less_equal:
      return Comparison::less_equal;
    case Operator::greater:
      return Comparison::greater;
    case Operator::greater_equal:
      return Comparison::greater_equal;
    default:
      return std::nullopt;
  }
}

}  // namespace vaern::expression::detail
