// SPDX-License-Identifier: Apache-2.0
#pragma once
// Words that judge a person where a plan should say what is seen and done.

#include <string>
#include <string_view>
#include <vector>

#include "vaern/safety_plan/catalogue.hpp"

namespace vaern::programme::detail {

/// The words of the list, and of `more`, that a text in this language has: as whole words, with an
/// ending of at most two letters.
std::vector<std::string> blaming_words_in(std::string_view text, std::string_view language,
                                          const std::vector<WordToAvoid>& more);

}  // namespace vaern::programme::detail
