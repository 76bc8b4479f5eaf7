// SPDX-License-Identifier: Apache-2.0
#include "programme/blaming.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace vaern::programme::detail {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 24> shipped{{
    {"da", "provokerende"}, {"da", "manipulerende"},     {"da", "opmærksomhedssøgende"},
    {"da", "aggressiv"},    {"da", "uden grund"},        {"da", "med vilje"},
    {"da", "utilregnelig"}, {"da", "besværlig"},         {"da", "truende adfærd"},
    {"da", "uartig"},       {"da", "hysterisk"},         {"da", "trodsig"},
    {"da", "selv skyld"},   {"da", "finde sig i"},       {"en", "provocative"},
    {"en", "manipulative"}, {"en", "attention-seeking"}, {"en", "aggressive"},
    {"en", "on purpose"},   {"en", "for no reason"},     {"en", "naughty"},
    {"en", "defiant"},      {"en", "hysterical"},        {"en", "put up with"},
}};

bool is_letter(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || std::isalpha(static_cast<unsigned char>(c)) != 0;
}

std::string lowered(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

bool has_word(const std::string& text, const std::string& word) {
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    if (at > 0 && is_letter(text[at - 1])) continue;
    std::size_t end = at + word.size();
    std::size_t letters = 0;
    while (end < text.size() && is_letter(text[end])) {
      ++end;
      ++letters;
    }
    if (letters <= 2) return true;
  }
  return false;
}

}  // namespace

std::vector<std::string> blaming_words_in(std::string_view text, std::string_view language,
                                          const std::vector<WordToAvoid>& more) {
  const std::string lower = lowered(text);
  std::vector<std::string> found;
  const auto look_for = [&](std::string_view of, std::string_view word) {
    if (of == language && has_word(lower, lowered(word))) found.emplace_back(word);
  };
  for (const auto& [of, word] : shipped) look_for(of, word);
  for (const WordToAvoid& each : more) look_for(each.language, each.word);
  return found;
}

}  // namespace vaern::programme::detail
