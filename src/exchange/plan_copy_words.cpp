// SPDX-License-Identifier: Apache-2.0
#include "exchange/plan_copy_words.hpp"

#include "exchange/plan_words.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

std::string CopyWords::tag() const {
  return options_.translation != nullptr ? options_.translation->tag()
                                         : std::string(language_tag(options_.language));
}

bool CopyWords::is_right_to_left() const {
  return options_.translation != nullptr && options_.translation->is_right_to_left();
}

Run CopyWords::fallback(const LocalizedText& text) const {
  const LocalizedText::Choice choice = text.choose(options_.language);
  return {std::string(choice.text) + " [" + std::string(choice.tag) + "]", false,
          std::string(choice.tag)};
}

Run CopyWords::own(const OwnWords& words) {
  if (options_.translation == nullptr) {
    return {std::string(options_.language == Language::da ? words.da : words.en), false, {}};
  }
  const std::string* found = options_.translation->find(document_context, words.en);
  if (found != nullptr) return {*found, false, {}};
  if (words.is_safety) missing_.emplace_back(words.en);
  return fallback({{"en", std::string(words.en)}, {"da", std::string(words.da)}});
}

Run CopyWords::measure(const Measure& measure) {
  const std::string* found = measure.text.get(tag());
  if (found == nullptr && options_.translation != nullptr) {
    found =
        options_.translation->find(measure_context(measure.id), text_to_translate(measure.text));
  }
  if (found != nullptr) return {*found, false, {}};
  missing_.push_back(measure.id);
  return fallback(measure.text);
}

const NamedPerson* named(const CopyOptions& options, std::string_view id) {
  if (options.names == nullptr) return nullptr;
  const auto found = options.names->find(id);
  return found == options.names->end() ? nullptr : &found->second;
}

std::string person_words(const CopyOptions& options, const std::string& id) {
  const NamedPerson* person = named(options, id);
  if (person == nullptr) return id;
  return person->telephone.empty() ? person->name : person->name + ", " + person->telephone;
}

std::string child_name(const CopyOptions& options, const std::string& child) {
  const NamedPerson* person = child.empty() ? nullptr : named(options, child);
  return person != nullptr ? " (" + person->name + ")" : child_words(child, options.language);
}

bool is_for_person(Who who) {
  return who == Who::person || who == Who::child || who == Who::network;
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
