// SPDX-License-Identifier: Apache-2.0
#pragma once
// Words on a drawing: how wide they are, and how they are made to fit.

#include <string>
#include <string_view>
#include <vector>

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

// About as wide as the words are in the fonts that screens have.
double words_width(std::string_view words, double size);

// The words, or as many letters as fit with "…" behind them.
std::string shortened(std::string_view words, double width, double size);

// Lines that fit, broken at spaces; a word that fits on no line is broken where it must be. At
// least one line.
std::vector<std::string> wrapped(std::string_view words, double width, double size);

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
