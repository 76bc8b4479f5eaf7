// SPDX-License-Identifier: Apache-2.0
#include "safety_plan/word_match.hpp"

#include <algorithm>

namespace vaern::safety_plan::detail {
namespace {

constexpr std::size_t most_between = 2;
constexpr std::size_t no_match = static_cast<std::size_t>(-1);

struct Character {
  char32_t code = 0;
  std::size_t size = 1;  // in bytes
};

// The reader has refused what is no UTF-8; of anything else a byte is a character.
Character character_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at);
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
  if (size == 1 || at + size > text.size()) return {first, 1};
  char32_t code = first & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) code = (code << 6U) | (byte(at + i) & 0x3FU);
  return {code, size};
}

bool is_accent(char32_t c) { return c >= 0x300 && c <= 0x36F; }

bool is_letter(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return c >= 0xC0 && c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c <= 0x2BFF) &&
         !(c >= 0x3000 && c <= 0x303F) && c < 0x1F000;
}

// A space, a hyphen, an apostrophe or a quotation mark: what stands inside a phrase.
bool is_joint(char32_t c) {
  switch (c) {
    case ' ':
    case '\t':
    case '\n':
    case 0xA0:
    case '-':
    case 0x2010:
    case 0x2011:
    case '\'':
    case '"':
    case 0xAB:
    case 0xBB:
      return true;
    default:
      return c >= 0x2018 && c <= 0x201F;
  }
}

void append_small(std::string& word, char32_t c, std::string_view bytes) {
  if (c >= 'A' && c <= 'Z') {
    word += static_cast<char>(c + 0x20);
  } else if (c >= 0xC0 && c <= 0xDE) {
    word += '\xC3';
    word += static_cast<char>(bytes[1] + 0x20);
  } else if (c == 0x30A && word.ends_with('a')) {  // an a and its ring, written apart
    word.replace(word.size() - 1, 1, "å");
  } else if (c == 0x301 && word.ends_with('e')) {
    word.replace(word.size() - 1, 1, "é");
  } else {
    word += bytes;
  }
}

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t found = text.find(at);
    parts.push_back(text.substr(0, found));
    if (found == std::string_view::npos) return parts;
    text.remove_prefix(found + 1);
  }
}

// A single word in small letters; empty where it is none, or several.
std::string one_word(std::string_view text) {
  const auto words = words_of(text);
  const bool is_one = words.size() == 1 && words[0].begin == 0 && words[0].end == text.size();
  return is_one ? words[0].word : std::string();
}

}  // namespace

std::vector<TextWord> words_of(std::string_view text) {
  std::vector<TextWord> words;
  bool is_inside = false;
  bool is_apart = false;
  for (std::size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    const bool is_hidden = c.code == 0xAD || is_accent(c.code);  // a soft hyphen is nothing
    if (is_letter(c.code) || (is_hidden && is_inside)) {
      if (!is_inside) words.push_back({{}, at, at, is_apart});
      is_inside = true;
      is_apart = false;
      if (c.code != 0xAD) append_small(words.back().word, c.code, text.substr(at, c.size));
      words.back().end = at + c.size;
    } else {
      is_inside = false;
      if (!is_joint(c.code)) is_apart = true;
    }
    at += c.size;
  }
  return words;
}

bool WordPattern::Part::fits(const std::string& word) const {
  const auto begins = [&](const std::string& beginning) { return word.starts_with(beginning); };
  return std::find(forms.begin(), forms.end(), word) != forms.end() ||
         std::any_of(beginnings.begin(), beginnings.end(), begins);
}

std::optional<WordPattern::Part> WordPattern::read_part(std::string_view text) {
  Part part;
  part.is_gap = text == "...";
  if (part.is_gap) return part;
  for (std::string_view alternative : split(text, '|')) {
    const bool is_beginning = alternative.ends_with('*');
    if (is_beginning) alternative.remove_suffix(1);
    const auto pieces = split(alternative, '/');
    const std::string stem = one_word(pieces.front());
    if (stem.empty() || (is_beginning && pieces.size() > 1)) return std::nullopt;
    (is_beginning ? part.beginnings : part.forms).push_back(stem);
    for (std::size_t i = 1; i < pieces.size(); ++i) {
      const std::string ending = one_word(pieces[i]);
      if (ending.empty()) return std::nullopt;
      part.forms.push_back(stem + ending);
    }
  }
  return part;
}

std::optional<WordPattern> WordPattern::read(std::string_view text) {
  WordPattern pattern;
  pattern.text_ = text;
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '-', ' ');
  for (const std::string_view written : split(spaced, ' ')) {
    if (written.empty()) continue;
    auto part = read_part(written);
    if (!part) return std::nullopt;
    pattern.parts_.push_back(*std::move(part));
  }
  // A gap stands between two words.
  if (pattern.parts_.empty() || pattern.parts_.front().is_gap || pattern.parts_.back().is_gap) {
    return std::nullopt;
  }
  return pattern;
}

std::string WordPattern::first_form() const {
  std::string words;
  for (const Part& part : parts_) {
    if (!words.empty()) words += ' ';
    words += part.is_gap          ? "..."
             : part.forms.empty() ? part.beginnings.front()
                                  : part.forms.front();
  }
  return words;
}

std::size_t WordPattern::match(const std::vector<TextWord>& words, std::size_t at) const {
  const std::size_t end = match_from(words, at, 0);
  return end == no_match ? 0 : end - at;
}

std::size_t WordPattern::match_from(const std::vector<TextWord>& words, std::size_t at,
                                    std::size_t part) const {
  if (part == parts_.size()) return at;
  if (parts_[part].is_gap) {
    for (std::size_t skipped = 0; skipped <= most_between; ++skipped) {
      const std::size_t end = match_from(words, at + skipped, part + 1);
      if (end != no_match) return end;
      if (at + skipped >= words.size() || words[at + skipped].is_apart) break;
    }
    return no_match;
  }
  if (at >= words.size() || (part > 0 && words[at].is_apart)) return no_match;
  return parts_[part].fits(words[at].word) ? match_from(words, at + 1, part + 1) : no_match;
}

}  // namespace vaern::safety_plan::detail
