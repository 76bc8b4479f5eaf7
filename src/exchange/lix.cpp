// SPDX-License-Identifier: Apache-2.0
#include "exchange/lix.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

/// A code point with its bytes; of what is not UTF-8 one byte.
struct Sign {
  char32_t code = 0;
  std::size_t at = 0;
  std::size_t bytes = 1;
};

std::vector<Sign> signs_of(std::string_view text) {
  std::vector<Sign> signs;
  for (std::size_t i = 0; i < text.size();) {
    const auto first = static_cast<unsigned char>(text[i]);
    Sign sign{first, i, 1};
    const std::size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
    if (more > 0 && i + more < text.size()) {
      sign.code = first & (0x3FU >> more);
      for (std::size_t k = 1; k <= more; ++k) {
        sign.code = (sign.code << 6U) | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
      }
      sign.bytes = more + 1;
    }
    signs.push_back(sign);
    i += sign.bytes;
  }
  return signs;
}

bool is_space(char32_t c) { return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0; }

bool is_letter(char32_t c) {
  if (c < 0x80) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }
  // Beside letters there are the signs of Latin-1, of Arabic, and general punctuation.
  const bool is_sign = c < 0xC0 || c == 0xD7 || c == 0xF7 || c == 0x60C || c == 0x61B ||
                       c == 0x61F || c == 0x6D4 || (c >= 0x2000 && c <= 0x206F);
  return !is_sign || c == 0xAA || c == 0xB5 || c == 0xBA;
}

bool joins(char32_t c) { return c == '-' || c == '\'' || c == 0x2019 || c == '.'; }

bool is_small(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7);
}

bool ends_sentence(char32_t c) {
  return c == '.' || c == '!' || c == '?' || c == 0x61F || c == 0x6D4;
}

}  // namespace

bool is_easy_to_read(std::string_view text) {
  const std::vector<Sign> signs = signs_of(text);
  const auto at = [&](std::size_t i) { return i < signs.size() ? signs[i].code : U' '; };
  std::int64_t words = 0;
  std::int64_t long_words = 0;
  std::int64_t sentences = 0;
  bool has_words = false;  // since the last end of a sentence
  for (std::size_t i = 0; i < signs.size();) {
    if (is_letter(at(i))) {
      const std::size_t begin = i;
      while (is_letter(at(i)) || (joins(at(i)) && is_letter(at(i + 1)))) ++i;
      ++words;
      if (i - begin > 6) ++long_words;
      has_words = true;
      continue;
    }
    if ((ends_sentence(at(i)) || at(i) == ':') && is_space(at(i + 1)) && has_words) {
      ++sentences;
      has_words = false;
    }
    ++i;
  }
  if (has_words) ++sentences;
  return words * words + 100 * long_words * sentences <= easy_lix * words * sentences;
}

std::vector<std::string_view> sentences_of(std::string_view text) {
  const std::vector<Sign> signs = signs_of(text);
  std::vector<std::string_view> sentences;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < signs.size(); ++i) {
    if (!ends_sentence(signs[i].code) || i + 1 == signs.size() || !is_space(signs[i + 1].code)) {
      continue;
    }
    std::size_t next = i + 1;
    while (next < signs.size() && is_space(signs[next].code)) ++next;
    // After an abbreviation such as "f.eks." the sentence goes on, and a bracket belongs to it.
    if (next == signs.size() || is_small(signs[next].code)) continue;
    if (signs[next].code == '(' || signs[next].code == '[') continue;
    sentences.push_back(text.substr(begin, signs[i].at + signs[i].bytes - begin));
    begin = signs[next].at;
  }
  if (begin < text.size()) sentences.push_back(text.substr(begin));
  return sentences;
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
