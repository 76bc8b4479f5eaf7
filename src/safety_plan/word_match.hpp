// SPDX-License-Identifier: Apache-2.0
#pragma once
// Whole words and phrases in a text, by their forms: never inside another word, whatever the case.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vaern::safety_plan::detail {

/// A word of a text in small letters (also of Æ, Ø, Å and É), with the place of its bytes.
struct TextWord {
  std::string word;
  std::size_t begin = 0;
  std::size_t end = 0;
  bool is_apart =
      false;  ///< A full stop, a comma or the like stands between it and the one before.
};

/// Letters and digits make words; a hyphen divides them like a space does.
std::vector<TextWord> words_of(std::string_view text);

/// A word or phrase to look for: words with spaces between them. A word is one form of it;
/// `aggressiv/t/e` is three forms, `vred|sur` either word, a `*` at the end any ending, and `...`
/// up to two words that may stand between. No phrase goes over a full stop or a comma.
class WordPattern {
 public:
  /// Nothing where the text is no such pattern.
  static std::optional<WordPattern> read(std::string_view text);

  /// As written.
  const std::string& text() const noexcept { return text_; }

  /// The first of its forms, without endings.
  std::string first_form() const;

  /// How many of the words from `at` on are an occurrence; 0: none begins there.
  std::size_t match(const std::vector<TextWord>& words, std::size_t at) const;

 private:
  struct Part {
    bool is_gap = false;
    std::vector<std::string> forms;
    std::vector<std::string> beginnings;
    bool fits(const std::string& word) const;
  };
  static std::optional<Part> read_part(std::string_view text);
  std::size_t match_from(const std::vector<TextWord>& words, std::size_t at,
                         std::size_t part) const;

  std::string text_;
  std::vector<Part> parts_;
};

}  // namespace vaern::safety_plan::detail
