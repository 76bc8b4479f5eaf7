// SPDX-License-Identifier: Apache-2.0
#include "vaern/instrument/instrument.hpp"

#include <algorithm>

namespace vaern {
inline namespace v1 {

std::optional<std::uint32_t> Levels::find(std::string_view id) const noexcept {
  for (std::uint32_t i = 0; i < list.size(); ++i) {
    if (list[i].id == id) return i;
  }
  return std::nullopt;
}

std::string Levels::label(std::uint32_t level, Language language) const {
  const Level& l = list[level];
  return l.label.empty() ? l.id : l.label.best(language);
}

std::optional<Code> Table::norm_of(const Date& day) const noexcept {
  for (std::size_t i = 0; i < norms.size(); ++i) {
    const Norm& norm = norms[i];
    if (norm.from && *norm.from <= day && (!norm.until || day <= *norm.until)) {
      return static_cast<Code>(i);
    }
  }
  return std::nullopt;
}

std::string Table::days() const {
  std::string days;
  for (const Norm& norm : norms) {
    days += (days.empty() ? "" : ", ") + (norm.from ? norm.from->to_string() : std::string());
    days += "/" + (norm.until ? norm.until->to_string() : std::string("…"));
  }
  return days;
}

std::optional<std::uint32_t> InstrumentClasses::find(std::string_view id_of_class) const noexcept {
  for (std::uint32_t i = 0; i < list.size(); ++i) {
    if (list[i].id == id_of_class) return i;
  }
  return std::nullopt;
}

namespace {

template <class T>
const T* find_by_id(const std::vector<T>& list, std::string_view id) noexcept {
  const auto found = std::find_if(list.begin(), list.end(), [&](const T& t) { return t.id == id; });
  return found == list.end() ? nullptr : &*found;
}

}  // namespace

const Item* Instrument::find_item(std::string_view id) const noexcept {
  return find_by_id(items_, id);
}
const AnswerSet* Instrument::find_set(std::string_view id) const noexcept {
  return find_by_id(answer_sets_, id);
}
const EarlierInput* Instrument::find_earlier(std::string_view id) const noexcept {
  return find_by_id(earlier_, id);
}
const FurtherOutcome* Instrument::find_outcome(std::string_view id) const noexcept {
  return find_by_id(outcomes_, id);
}
const InstrumentClasses* Instrument::find_classes(std::string_view id) const noexcept {
  return find_by_id(classes_, id);
}

std::string Instrument::code_text(const Item& item, Code code) const {
  switch (item.type) {
    case ItemType::yes_no:
      return code == 0 ? "no" : "yes";
    case ItemType::options:
      return find_set(item.set)->options[code].code;
    case ItemType::number:
      break;
  }
  return (item.from + item.step * Rational(code)).to_string();
}

std::string Instrument::answer_text(const Item& item, Code code, Language language) const {
  if (item.type == ItemType::yes_no && language == Language::da) return code == 0 ? "nej" : "ja";
  if (item.type == ItemType::options) {
    const Option& option = find_set(item.set)->options[code];
    if (!option.text.empty()) return option.text.best(language);
    if (option.code == "yes" || option.code == "no") {
      return language == Language::da ? (option.code == "no" ? "nej" : "ja") : option.code;
    }
  }
  return code_text(item, code);
}

std::string Instrument::level_text(std::uint32_t level, Language language) const {
  return levels_.label(level, language);
}

}  // namespace v1
}  // namespace vaern
