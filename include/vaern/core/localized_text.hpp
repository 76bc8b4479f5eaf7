// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Words in several languages.

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vaern/diagnostics/diagnostic.hpp"

namespace vaern {
inline namespace v1 {

/// "en" or "da".
std::string_view language_tag(Language language) noexcept;
std::optional<Language> parse_language(std::string_view tag) noexcept;

/// A map from language tag ("da", "en") to text, in the order written.
class LocalizedText {
 public:
  LocalizedText() = default;
  LocalizedText(std::initializer_list<std::pair<std::string, std::string>> texts);

  /// Replaces the text of a language that is there.
  void set(std::string tag, std::string text);

  bool empty() const noexcept { return texts_.empty(); }
  bool has(std::string_view tag) const noexcept { return get(tag) != nullptr; }

  /// The text in exactly that language, or null.
  const std::string* get(std::string_view tag) const noexcept;

  /// A text with the language it is in, so that a page can mark words of another language.
  struct Choice {
    std::string_view tag;
    std::string_view text;
  };

  /// The language asked for, else English, else Danish, else the first written; empty views when
  /// there is no text at all.
  Choice choose(Language language) const noexcept;

  /// The words of `choose`.
  std::string best(Language language) const;

  auto begin() const noexcept { return texts_.begin(); }
  auto end() const noexcept { return texts_.end(); }
  std::size_t size() const noexcept { return texts_.size(); }

  /// Same languages with same texts in the same order.
  friend bool operator==(const LocalizedText&, const LocalizedText&) = default;

 private:
  std::vector<std::pair<std::string, std::string>> texts_;
};

}  // namespace v1
}  // namespace vaern
