// SPDX-License-Identifier: Apache-2.0
#include "exchange/plan_copy_words.hpp"

#include "exchange/lix.hpp"
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
  const std::string* found =
      options_.is_easy ? find(measure.easy, easy_context(measure.id)) : nullptr;
  if (found == nullptr) found = find(measure.text, measure_context(measure.id));
  if (found != nullptr) return {*found, false, {}};
  missing_.push_back(measure.id);
  return fallback(measure.text);
}

bool CopyWords::is_easy(const Measure& measure) const {
  if (find(measure.easy, easy_context(measure.id)) != nullptr) return true;
  if (options_.translation == nullptr) {
    const std::string* text = measure.text.get(tag());
    return text != nullptr && is_easy_to_read(*text);
  }
  // The measure of easy reading is not made for every language: that of the original counts.
  return measure.easy.empty() && is_easy_to_read(measure.text.best(options_.language));
}

const std::string* CopyWords::find(const LocalizedText& text, const std::string& context) const {
  const std::string* found = text.get(tag());
  if (found != nullptr || options_.translation == nullptr) return found;
  const std::string* english = text.get("en");
  return english == nullptr ? nullptr : options_.translation->find(context, *english);
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
