// SPDX-License-Identifier: Apache-2.0
#include "exchange/plan_copy_words.hpp"

#include <algorithm>
#include <array>

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

std::optional<Run> CopyWords::own(const OwnWords& words, std::string_view place,
                                  std::string_view filling) {
  Run run = own(words);
  const std::size_t at = run.text.find(place);
  if (at == std::string::npos) return std::nullopt;
  run.text.replace(at, place.size(), filling);
  return run;
}

Run CopyWords::danger_line() {
  Run line = own(own::in_danger);
  const bool is_named =
      std::find(missing_.begin(), missing_.end(), own::in_danger.en) != missing_.end();
  if (!says_112(line.text) && !is_named) missing_.emplace_back(own::in_danger.en);
  return line;
}

Run CopyWords::text(const LocalizedText& text, const LocalizedText& easy,
                    const std::string& measure, const std::string& context,
                    const std::string& context_of_easy) {
  const std::string* found = options_.is_easy ? find(easy, context_of_easy) : nullptr;
  if (found == nullptr) found = find(text, context);
  if (found != nullptr) return {*found, false, {}};
  if (missing_.empty() || missing_.back() != measure) missing_.push_back(measure);
  return fallback(text);
}

Run CopyWords::measure(const Measure& measure) {
  if (is_listed(measure)) {
    const std::string context = note_context(measure.id);
    return text(measure.note, measure.note, measure.id, context, context);
  }
  return text(measure.text, measure.easy, measure.id, measure_context(measure.id),
              easy_context(measure.id));
}

Run CopyWords::caution(const Measure& measure, const Caution& caution) {
  const std::string context = caution_context(measure.id);
  return text(caution.text, caution.easy, measure.id, context, easy_context(context));
}

bool CopyWords::is_easy(const LocalizedText& text, const LocalizedText& easy,
                        const std::string& context_of_easy) const {
  if (find(easy, context_of_easy) != nullptr) return true;
  if (options_.translation == nullptr) {
    const std::string* words = text.get(tag());
    return words != nullptr && is_easy_to_read(*words);
  }
  // The measure of easy reading is not made for every language: that of the original counts.
  return easy.empty() && is_easy_to_read(text.best(options_.language));
}

bool CopyWords::is_listed(const Measure& measure) const {
  return options_.copy == PlanCopy::discreet && !measure.note.empty();
}

bool CopyWords::is_easy(const Measure& measure) const {
  if (is_listed(measure)) return is_easy(measure.note, {}, {});
  if (!is_easy(measure.text, measure.easy, easy_context(measure.id))) return false;
  if (options_.copy != PlanCopy::person) return true;
  const std::string context = easy_context(caution_context(measure.id));
  return std::all_of(measure.cautions.begin(), measure.cautions.end(), [&](const Caution& caution) {
    return !caution.is_for_person() || is_easy(caution.text, caution.easy, context);
  });
}

const std::string* CopyWords::find(const LocalizedText& text, const std::string& context) const {
  const std::string* found = text.get(tag());
  if (found != nullptr || options_.translation == nullptr) return found;
  return options_.translation->find(context, text_to_translate(text));
}

bool says_112(std::string_view text) {
  // As digits of Arabic, Persian and Urdu are written, too.
  static constexpr std::array<std::string_view, 3> written{"112", "\u0661\u0661\u0662",
                                                           "\u06f1\u06f1\u06f2"};
  const auto is_digit_at = [&](std::size_t place) {
    if (place >= text.size()) return false;
    if (text[place] >= '0' && text[place] <= '9') return true;
    if (place + 1 >= text.size()) return false;
    const auto first = static_cast<unsigned char>(text[place]);
    const auto second = static_cast<unsigned char>(text[place + 1]);
    return (first == 0xD9 && second >= 0xA0 && second <= 0xA9) ||
           (first == 0xDB && second >= 0xB0 && second <= 0xB9);
  };
  for (const std::string_view number : written) {
    const std::size_t width = number.size() / 3;  // bytes of a digit
    for (auto at = text.find(number); at != std::string_view::npos;
         at = text.find(number, at + 1)) {
      const bool follows = is_digit_at(at + number.size());
      if (!follows && !(at >= width && is_digit_at(at - width))) return true;
    }
  }
  return false;
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

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
