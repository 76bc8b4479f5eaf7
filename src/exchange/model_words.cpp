// SPDX-License-Identifier: Apache-2.0
#include "exchange/model_words.hpp"

#include <algorithm>

#include "reassessment/spoken.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

/// "1-3, 5, 7-9" of positions, with the texts that stand for them.
std::vector<std::string> spans(std::vector<std::size_t> positions,
                               const std::vector<std::string>& names) {
  std::sort(positions.begin(), positions.end());
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < positions.size();) {
    std::size_t end = i;
    while (end + 1 < positions.size() && positions[end + 1] == positions[end] + 1) ++end;
    if (end >= i + 2) {
      parts.push_back(names[positions[i]] + "–" + names[positions[end]]);
    } else {
      for (std::size_t k = i; k <= end; ++k) parts.push_back(names[positions[k]]);
    }
    i = end + 1;
  }
  return parts;
}

/// "a", "b", ... "z", "aa".
std::string letters(std::size_t index) {
  std::string text;
  for (++index; index > 0; index = (index - 1) / 26) {
    text.insert(text.begin(), static_cast<char>('a' + (index - 1) % 26));
  }
  return text;
}

/// The words of a wording file, or ours where it has none.
Said official(const WordingFile& wording, Language language, const std::string* words, Said ours) {
  if (words == nullptr) {
    ours.is_ours = true;
    return ours;
  }
  return {*words, wording.language == language_tag(language) ? std::string() : wording.language,
          false};
}

}  // namespace

ModelWords::ModelWords(const Instrument& model, Language language, const WordingFile* wording)
    : model_(model), language_(language), wording_(wording) {
  std::size_t running = 0;
  std::string factor;
  std::size_t dimension = 0;
  for (const Item& item : model.items()) {
    if (item.factor.empty()) {
      numbers_.push_back(std::to_string(++running));
      continue;
    }
    dimension = item.factor == factor ? dimension + 1 : 0;
    if (item.factor != factor) ++running;
    factor = item.factor;
    numbers_.push_back(std::to_string(running) + letters(dimension));
  }
}

std::string ModelWords::text(const LocalizedText& text, std::string_view id) const {
  return text.empty() ? std::string(id) : text.best(language_);
}

Said ModelWords::said(const LocalizedText& text, std::string_view id) const {
  if (text.empty()) return {std::string(id), {}, false};
  const LocalizedText::Choice choice = text.choose(language_);
  const bool is_other = choice.tag != language_tag(language_);
  return {std::string(choice.text), is_other ? std::string(choice.tag) : std::string(), false};
}

Said ModelWords::label(const Item& item) const {
  Said ours = said(item.text, item.id);
  if (wording_ == nullptr) return ours;
  return official(*wording_, language_, wording_->item(item.id), std::move(ours));
}

Said ModelWords::answer(const Item& item, const Option& option) const {
  Said ours = said(option.text, option.code);
  // Yes and no are said in both languages by us: no wording lacks them.
  const bool is_yes_no = option.code == "yes" || option.code == "no";
  if (wording_ == nullptr) return ours;
  if (is_yes_no && wording_->answer(item.set, option.code) == nullptr) return ours;
  return official(*wording_, language_, wording_->answer(item.set, option.code), std::move(ours));
}

Said ModelWords::level_label(const Levels& levels, const Level& level) const {
  Said ours = said(level.label, level.id);
  if (wording_ == nullptr || &levels != &model_.levels()) return ours;
  return official(*wording_, language_, wording_->level(level.id), std::move(ours));
}

std::string ModelWords::quoted(std::string_view text) const {
  return tell("“", "»") + std::string(text) + tell("”", "«");
}

const std::string& ModelWords::number_of(const Item& item) const {
  return numbers_[static_cast<std::size_t>(&item - model_.items().data())];
}

std::string ModelWords::list(const std::vector<std::string>& parts, std::string_view last) const {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += i + 1 == parts.size() ? " " + std::string(last) + " " : ", ";
    text += parts[i];
  }
  return text;
}

std::string ModelWords::questions(const std::vector<const Item*>& items) const {
  std::vector<std::size_t> positions;
  for (const Item* item : items) {
    positions.push_back(static_cast<std::size_t>(item - model_.items().data()));
  }
  return (items.size() == 1 ? tell("question ", "spørgsmål ") : tell("questions ", "spørgsmål ")) +
         list(spans(std::move(positions), numbers_), tell("and", "og"));
}

std::string ModelWords::question(const Item& item) const {
  return questions({&item}) + " (" + quoted(text(item.text, item.id)) + ")";
}

std::string ModelWords::scale(std::string_view id) const {
  for (const InstrumentScale& scale : model_.scales()) {
    if (scale.id == id) return quoted(text(scale.text, scale.id));
  }
  return quoted(id);
}

const Item* ModelWords::item_of(InputId input) const {
  for (const Item& item : model_.items()) {
    if (item.input == input || item.within == input || item.habitual == input) return &item;
  }
  return nullptr;
}

std::string ModelWords::input(InputId input) const {
  for (const EarlierInput& earlier : model_.earlier()) {
    if (earlier.input == input) return quoted(text(earlier.text, earlier.id));
  }
  const Item* item = item_of(input);
  if (item == nullptr) return quoted(model_.program().program().inputs[input].name);
  return questions({item}) + second_question(*item, input);
}

std::string ModelWords::second_question(const Item& item, InputId input) const {
  if (item.within == input) {
    return tell(", within the last ", ", inden for de seneste ") + duration(*item.ask_when_known);
  }
  return item.habitual == input ? tell(", whether that is usual", ", om det er sædvanligt") : "";
}

std::string ModelWords::day(Date date) const {
  return reassessment::detail::spoken(date, language_);
}

std::string ModelWords::rows(const TableRows& rows) const {
  std::vector<std::string> parts;
  for (const TableRow& row : rows) {
    parts.push_back(tell("from ", "fra ") + number(row.from) + ": " + number(row.value));
  }
  return join(parts, "; ");
}

std::string ModelWords::earlier(const EarlierInput& earlier) const {
  std::string text;
  switch (earlier.take) {
    case EarlierTake::last:
      text = tell("the latest value of ", "den seneste værdi af ");
      break;
    case EarlierTake::mean:
      text = tell("the mean of ", "gennemsnittet af ");
      break;
    case EarlierTake::max:
      text = tell("the highest value of ", "den højeste værdi af ");
      break;
    case EarlierTake::count:
      text = tell("the number of assessments with a value of ",
                  "antallet af vurderinger med en værdi af ");
      break;
  }
  text += scale(earlier.of);
  if (earlier.last && earlier.take != EarlierTake::last) {
    text += tell(", of the latest ", ", af de seneste ") + std::to_string(*earlier.last);
  }
  if (earlier.within) {
    text += tell(", assessed at most ", ", vurderet højst ") + duration(*earlier.within) +
            tell(" before", " før");
  }
  text +=
      tell(" (from ", " (fra ") + number(earlier.from) + tell(" to ", " til ") + number(earlier.to);
  if (earlier.step != Rational(1)) {
    text += tell(" in steps of ", " i trin på ") + number(earlier.step);
  }
  if (earlier.rounding)
    text += tell(", rounded ", ", afrundet ") + rounding(*earlier.rounding, earlier.step);
  return text + ")";
}

std::string ModelWords::provenance(const Provenance& provenance) const {
  std::string text;
  if (provenance.source == "local") {
    text = model_.head().extends
               ? tell("the agency’s own decision", "stedets egen beslutning")
               : tell("the model’s own choice, from no source", "modellens eget valg, uden kilde");
  } else if (!provenance.source.empty()) {
    text = tell("source: ", "kilde: ") + provenance.source;
  }
  if (!provenance.verified) return text;
  if (!text.empty()) text += ", ";
  return text + (*provenance.verified
                     ? tell("checked against the source", "kontrolleret mod kilden")
                     : tell("not checked against the source", "ikke kontrolleret mod kilden"));
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
