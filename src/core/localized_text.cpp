// SPDX-License-Identifier: Apache-2.0
#include "vaern/core/localized_text.hpp"

namespace vaern {
inline namespace v1 {

std::string_view language_tag(Language language) noexcept {
  return language == Language::da ? "da" : "en";
}

std::optional<Language> parse_language(std::string_view tag) noexcept {
  if (tag == "en") return Language::en;
  if (tag == "da") return Language::da;
  return std::nullopt;
}

LocalizedText::LocalizedText(std::initializer_list<std::pair<std::string, std::string>> texts) {
  for (const auto& [tag, text] : texts) set(tag, text);
}

void LocalizedText::set(std::string tag, std::string text) {
  for (auto& entry : texts_) {
    if (entry.first == tag) {
      entry.second = std::move(text);
      return;
    }
  }
  texts_.emplace_back(std::move(tag), std::move(text));
}

const std::string* LocalizedText::get(std::string_view tag) const noexcept {
  for (const auto& entry : texts_) {
    if (entry.first == tag) return &entry.second;
  }
  return nullptr;
}

LocalizedText::Choice LocalizedText::choose(Language language) const noexcept {
  for (const std::string_view tag :
       {language_tag(language), std::string_view("en"), std::string_view("da")}) {
    if (const std::string* text = get(tag)) return {tag, *text};
  }
  if (texts_.empty()) return {};
  return {texts_.front().first, texts_.front().second};
}

std::string LocalizedText::best(Language language) const {
  return std::string(choose(language).text);
}

}  // namespace v1
}  // namespace vaern
