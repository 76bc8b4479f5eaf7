// SPDX-License-Identifier: Apache-2.0
#pragma once
// Easy reading: whether a text is simple, and its sentences.

#include <string_view>
#include <vector>

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

/// Up to this LIX a text is easy to read.
inline constexpr int easy_lix = 25;

/// LIX (Björnsson 1968) is the words for each sentence plus the percentage of words of more than
/// six letters. A sentence ends at . ! ? or : before a space or the end. A text without words is
/// easy.
bool is_easy_to_read(std::string_view text);

/// The text cut after . ! ? and their like in Arabic script, where a new sentence begins there;
/// without the spaces between. A part of the text that is not empty.
std::vector<std::string_view> sentences_of(std::string_view text);

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
