// SPDX-License-Identifier: Apache-2.0
#pragma once
// Numbers that an input takes: from, from + step, ... to.

#include <optional>
#include <string>

#include "vaern/core/rational.hpp"
#include "vaern/program/ids.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

/// The position of a number among them; nothing where it is none of them, however large it is.
std::optional<Code> code_of_number(const Rational& from, const Rational& to, const Rational& step,
                                   const Rational& number);

/// "0, 1, …, 14", which is the same in every language.
std::string allowed_numbers(const Rational& from, const Rational& to, const Rational& step);

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
