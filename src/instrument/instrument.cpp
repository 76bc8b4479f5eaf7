// SPDX-License-Identifier: Apache-2.0
#include "vaern/instrument/instrument.hpp"

#include <algorithm>

#include "instrument/loader.hpp"

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
      // Without `until` a norm holds up to the next one that begins.
      const bool is_followed = std::any_of(norms.begin(), norms.end(), [&](const Norm& other) {
        return other.from && *other.from > *norm.from && *other.from <= day;
      });
      if (!is_followed) return static_cast<Code>(i);
    }
  }
  return std::nullopt;
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

namespace {

void add_texts(FingerprintBuilder& hash, std::string_view name, const LocalizedText& text) {
  hash.begin(name);
  for (const auto& [tag, words] : text) hash.add(tag).add(words);
  hash.end();
}

void add_condition(FingerprintBuilder& hash, std::string_view name, const ConditionPtr& condition) {
  hash.begin(name);
  if (condition != nullptr) hash.add(to_text(*condition));
  hash.end();
}

}  // namespace

/// Both fingerprints are over the checked model in declared order (S22): `meaning` over everything
/// that can change a result, `text` over the words.
void InstrumentLoader::fingerprint() {
  const Instrument& model = *made;
  const Program& program = model.program().program();
  FingerprintBuilder meaning;
  FingerprintBuilder text;
  meaning.add("vaern-instrument/1").add(model.head_.id).add(model.head_.version);
  text.add("vaern-instrument-text/1").add(model.head_.id).add(model.head_.version);
  add_texts(text, "title", model.head_.title);
  add_texts(text, "description", model.head_.description);
  add_texts(text, "intended_use", model.head_.intended_use);
  add_texts(text, "not_for", model.head_.not_for);
  add_texts(text, "outcome_note", model.outcome_note_);
  add_texts(text, "outcome", model.evidence_.outcome);
  add_texts(text, "evidence", model.evidence_.note);
  if (model.head_.licence) add_texts(text, "licence", model.head_.licence->note);
  add_condition(meaning, "population", model.population_);
  meaning.begin("assessor");
  for (const std::string& competence : model.competences_) meaning.add(competence);
  meaning.end();

  for (const AnswerSet& set : model.answer_sets_) {
    meaning.begin("answers").add(set.id).add(set.is_ordered ? "ordered" : "nominal");
    for (const Option& option : set.options) {
      meaning.add(option.code).add(option.points ? option.points->to_string() : "");
      add_texts(text, option.code, option.text);
    }
    meaning.end();
  }
  for (const Item& item : model.items_) {
    meaning.begin("item").add(item.id).add(static_cast<std::int64_t>(item.type)).add(item.set);
    meaning.add(item.from.to_string()).add(item.to.to_string()).add(item.step.to_string());
    meaning.add(item.is_scored ? "scored" : "asked").add(item.is_asked_of_assessor ? "a" : "p");
    meaning.add(item.ask_when_known ? item.ask_when_known->to_string() : "");
    add_condition(meaning, "asked_when", item.asked_when);
    meaning.end();
    add_texts(text, item.id, item.text);
  }
  for (const InstrumentScale& made_scale : model.scales_) {
    const Scale& scale = program.scales[made_scale.scale];
    meaning.begin("scale").add(scale.name).add(static_cast<std::int64_t>(scale.aggregate));
    meaning.add(scale.at_or_above.to_string());
    for (const Term& term : scale.terms) {
      meaning.add(term.is_scale ? program.scales[term.id].name : program.inputs[term.id].name);
      meaning.add(term.weight.to_string());
    }
    meaning.begin("then");
    for (const Step& step : scale.steps) {
      meaning.add(static_cast<std::int64_t>(step.kind)).add(step.operand.to_string());
      meaning.add(to_string(step.rounding));
      meaning.add(step.from ? step.from->to_string() : "").add(step.to ? step.to->to_string() : "");
    }
    meaning.end().begin("missing").add(static_cast<std::int64_t>(scale.missing.kind));
    meaning.add(scale.missing.at_most ? std::to_string(*scale.missing.at_most) : "");
    for (const MissingPolicy::AtLeast& limit : scale.missing.at_least) {
      meaning.begin("at_least").add(static_cast<std::int64_t>(limit.n));
      for (const std::uint32_t t : limit.terms) meaning.add(static_cast<std::int64_t>(t));
      meaning.end();
    }
    for (const Code code : scale.missing.counted) meaning.add(static_cast<std::int64_t>(code));
    meaning.end().end();
    add_texts(text, scale.name, made_scale.text);
  }
  for (const Gate& gate : model.gates_) add_condition(meaning.add("gate"), gate.id, gate.when);
  meaning.begin("levels").add(model.levels_.from).add(model.levels_.is_falling ? "f" : "r");
  for (const Level& level : model.levels_.list) {
    meaning.add(level.id).add(level.cut_off ? level.cut_off->value.to_string() : "");
    add_texts(text, level.id, level.label);
    add_texts(text, level.id, level.text);
  }
  meaning.end();
  for (const Rule& rule : model.rules_) {
    meaning.begin("rule").add(rule.id);
    add_condition(meaning, "when", rule.when);
    meaning.add(rule.raise_to ? static_cast<std::int64_t>(*rule.raise_to) : -1);
    meaning.add(static_cast<std::int64_t>(rule.raise_by));
    meaning.add(rule.floor ? static_cast<std::int64_t>(*rule.floor) : -1).end();
    add_texts(text, rule.id, rule.because);
  }
  for (const Flag& flag : model.flags_) {
    add_condition(meaning.add("flag"), flag.id, flag.when);
    add_texts(text, flag.id, flag.because);
  }
  meaning.add(static_cast<std::int64_t>(model.judgement_));
  made->meaning_ = meaning.finish();
  made->text_ = text.finish();
}

}  // namespace v1
}  // namespace vaern
