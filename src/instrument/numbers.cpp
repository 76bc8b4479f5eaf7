// SPDX-License-Identifier: Apache-2.0
#include "instrument/numbers.hpp"

#include <numeric>

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

std::optional<Code> code_of_number(const Rational& from, const Rational& to, const Rational& step,
                                   const Rational& number) {
  if (number < from || number > to) return std::nullopt;
  // Only what could be one of the numbers is certain to compute.
  const std::int64_t parts = std::lcm(from.denominator(), step.denominator());
  if (parts % number.denominator() != 0) return std::nullopt;
  const Rational steps = (number - from) / step;
  if (!steps.is_integer()) return std::nullopt;
  return static_cast<Code>(steps.numerator());
}

std::string allowed_numbers(const Rational& from, const Rational& to, const Rational& step) {
  constexpr std::int64_t listed = 4;
  const std::int64_t last = ((to - from) / step).floor();
  std::string text;
  for (std::int64_t i = 0; i <= last; ++i) {
    if (last >= listed && i == 2) {
      text += ", …";
      i = last;
    }
    text += (i == 0 ? "" : ", ") + (from + step * Rational(i)).to_string();
  }
  return text;
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
