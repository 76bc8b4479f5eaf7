// SPDX-License-Identifier: Apache-2.0
// A condition as a person says it, from the checked tree and nothing else.
#include <algorithm>
#include <array>
#include <optional>

#include "exchange/model_words.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

struct Word {
  std::string_view id;
  std::string_view en;
  std::string_view da;
};

/// What is known of a person and of the other party, where an instrument says whom it is for.
constexpr std::array<Word, 16> person_words{{
    {"sex", "the person is ", "personen er "},
    {"other_party.sex", "the other party is ", "voldsudøveren er "},
    {"relation", "the other party is ", "voldsudøveren er "},
    {"age", "the person’s age", "personens alder"},
    {"other_party.age", "the other party’s age", "voldsudøverens alder"},
    {"child.age", "the child’s age", "barnets alder"},
    {"living_together", "they live together", "de bor sammen"},
    {"woman", "a woman", "en kvinde"},
    {"man", "a man", "en mand"},
    {"partner", "a partner", "partner"},
    {"former_partner", "a former partner", "tidligere partner"},
    {"parent", "a parent", "forælder"},
    {"child", "a child", "barn"},
    {"sibling", "a sibling", "bror eller søster"},
    {"other_family", "other family", "anden familie"},
    {"other", "other", "andet"},
}};

const Word* find_word(std::string_view id) {
  for (const Word& word : person_words) {
    if (word.id == id) return &word;
  }
  return nullptr;
}

std::optional<std::string_view> before_dot(std::string_view name, std::string_view ending) {
  if (name.size() <= ending.size() || !name.ends_with(ending)) return std::nullopt;
  return name.substr(0, name.size() - ending.size());
}

bool is_second_question(std::string_view name) {
  return before_dot(name, ".within").has_value() || before_dot(name, ".habitual").has_value();
}

}  // namespace

std::string ModelWords::condition(const Condition& condition) const {
  return this->condition(condition, false);
}

/// The items of a group that asks one and the same of each: yes, no, or that it is unanswered.
std::vector<const Item*> ModelWords::same_of_all(const Condition& condition) const {
  std::vector<const Item*> items;
  for (const ConditionPtr& argument : condition.arguments) {
    const Condition& first = *condition.arguments.front();
    const bool is_no = argument->op == Op::not_;
    const Condition& asked = is_no ? *argument->arguments.front() : *argument;
    const bool is_known =
        asked.op == Op::name || (!is_no && (asked.op == Op::missing || asked.op == Op::unknown));
    if (!is_known || argument->op != first.op || argument->reason != first.reason) return {};
    const Item* item = find_item(asked.name);
    if (item == nullptr || (asked.op == Op::name && item->type != ItemType::yes_no)) return {};
    items.push_back(item);
  }
  return items;
}

std::vector<const Item*> ModelWords::plain_questions(const Condition& condition) const {
  const bool is_yes = !condition.arguments.empty() && condition.arguments.front()->op == Op::name;
  return is_yes ? same_of_all(condition) : std::vector<const Item*>();
}

/// "yes to at least 2 of questions 1-3"; "any of questions 1-3 is unanswered".
std::string ModelWords::of_all(const Condition& condition,
                               const std::vector<const Item*>& items) const {
  const bool is_any = condition.op == Op::any_of;
  const std::string how_many = condition.op == Op::all_of ? tell("all of ", "alle af ")
                               : is_any
                                   ? tell("any of ", "mindst ét af ")
                                   : tell("at least ", "mindst ") +
                                         std::to_string(condition.threshold) + tell(" of ", " af ");
  const Condition& first = *condition.arguments.front();
  if (first.op == Op::name) return tell("yes to ", "ja til ") + how_many + questions(items);
  if (first.op == Op::not_) return tell("no to ", "nej til ") + how_many + questions(items);
  std::string text = how_many + questions(items) +
                     (is_any ? tell(" is unanswered", " er ubesvaret")
                             : tell(" are unanswered", " er ubesvarede"));
  if (const auto reason = parse_missing_reason(first.reason)) {
    text += " (" + instrument::detail::missing_words(*reason, language_) + ")";
  }
  return text;
}

std::string ModelWords::group(const Condition& condition, bool is_inner) const {
  const std::vector<const Item*> items = same_of_all(condition);
  if (items.size() > 1) return of_all(condition, items);
  const std::string threshold = std::to_string(condition.threshold);
  std::vector<std::string> parts;
  for (const ConditionPtr& argument : condition.arguments) {
    // A yes to a second question holds the yes to the first one.
    const bool is_held =
        condition.op == Op::all_of && argument->op == Op::name &&
        std::any_of(condition.arguments.begin(), condition.arguments.end(), [&](const auto& one) {
          return one->op == Op::name && is_second_question(one->name) &&
                 one->name.substr(0, one->name.find('.')) == argument->name;
        });
    if (!is_held) parts.push_back(this->condition(*argument, true));
  }
  if (parts.size() == 1) return parts.front();
  if (condition.op == Op::at_least) {
    return (is_inner ? "(" : "") + tell("at least ", "mindst ") + threshold +
           tell(" of these: ", " af disse: ") + join(parts, "; ") + (is_inner ? ")" : "");
  }
  const std::string text =
      join(parts, condition.op == Op::all_of ? tell(" and ", " og ") : tell(" or ", " eller "));
  return is_inner ? "(" + text + ")" : text;
}

std::string ModelWords::membership(const Condition& condition, bool is_negated) const {
  const std::string is_not = is_negated ? tell("not ", "ikke ") : "";
  std::vector<std::string> codes;
  const auto listed = [&] { return list(codes, tell("or", "eller")); };
  const FurtherOutcome* outcome = model_.find_outcome(condition.name);
  if (condition.name == "level" || outcome != nullptr) {
    const Levels& levels = outcome != nullptr ? outcome->levels : model_.levels();
    for (const std::string& code : condition.codes) {
      const auto level = levels.find(code);
      codes.push_back(level ? levels.label(*level, language_) : code);
    }
    return (outcome != nullptr ? named(condition.name) + tell(" is ", " er ")
                               : tell("the level is ", "niveauet er ")) +
           is_not + listed();
  }
  if (const InstrumentClasses* classes = model_.find_classes(condition.name)) {
    for (const std::string& code : condition.codes) {
      const auto found = classes->find(code);
      codes.push_back(quoted(found ? text(classes->list[*found].label, code) : code));
    }
    return named(condition.name) + tell(" is ", " er ") + is_not + listed();
  }
  if (const Item* item = find_item(condition.name)) {
    const AnswerSet* set = model_.find_set(item->set);
    for (const std::string& code : condition.codes) {
      std::string words = code;
      for (const Option& option : set != nullptr ? set->options : std::vector<Option>()) {
        if (option.code == code) words = text(option.text, code);
      }
      codes.push_back(quoted(words));
    }
    return tell("the answer to ", "svaret på ") + question(*item) + tell(" is ", " er ") + is_not +
           listed();
  }
  for (const std::string& code : condition.codes) {
    const Word* word = find_word(code);
    codes.push_back(word != nullptr ? tell(word->en, word->da) : code);
  }
  const Word* subject = find_word(condition.name);
  return (subject != nullptr ? tell(subject->en, subject->da)
                             : named(condition.name) + tell(" is ", " er ")) +
         is_not + listed();
}

/// A name that is not a yes: a number, or what an answer is asked about.
std::string ModelWords::named(std::string_view name) const {
  if (const Item* item = find_item(name)) return question(*item);
  if (const auto id = before_dot(name, ".within")) {
    const Item* item = find_item(*id);
    if (item != nullptr && item->within) {
      return question(*item) + tell(", within the last ", ", inden for de seneste ") +
             duration(*item->ask_when_known);
    }
  }
  if (const auto id = before_dot(name, ".habitual")) {
    const Item* item = find_item(*id);
    if (item != nullptr && item->habitual) {
      return question(*item) + tell(", whether that is usual", ", om det er sædvanligt");
    }
  }
  if (const EarlierInput* earlier = model_.find_earlier(name)) return input(earlier->input);
  if (const FurtherOutcome* outcome = model_.find_outcome(name)) {
    return quoted(text(outcome->text, outcome->id));
  }
  if (const InstrumentClasses* classes = model_.find_classes(name)) {
    return quoted(text(classes->text, classes->id));
  }
  if (const Word* word = find_word(name)) return tell(word->en, word->da);
  for (const Rule& rule : model_.rules()) {
    if (rule.id == name) return tell("the rule ", "reglen ") + quoted(name);
  }
  for (const Flag& flag : model_.flags()) {
    if (flag.id == name) return tell("the flag ", "markeringen ") + quoted(name);
  }
  for (const Gate& gate : model_.gates()) {
    if (gate.id == name) return tell("the condition ", "betingelsen ") + quoted(name);
  }
  return scale(name);
}

std::string ModelWords::quantity(const Condition& condition) const {
  const auto argument = [&](std::size_t i) { return quantity(*condition.arguments[i]); };
  const auto pair = [&](const char* sign) { return "(" + argument(0) + sign + argument(1) + ")"; };
  switch (condition.op) {
    case Op::constant:
      return number(condition.number);
    case Op::name:
      return named(condition.name);
    case Op::add:
      return pair(" + ");
    case Op::subtract:
      return pair(" − ");
    case Op::multiply:
      return pair(" × ");
    case Op::divide:
      return pair(" / ");
    case Op::negate:
      return "−" + argument(0);
    case Op::choose:
      return "(" + tell("if ", "hvis ") + this->condition(*condition.arguments[0], true) +
             tell(" then ", " så ") + argument(1) + tell(" else ", " ellers ") + argument(2) + ")";
    case Op::count: {
      const std::vector<const Item*> plain = plain_questions(condition);
      if (!plain.empty()) {
        return tell("the number of yes to ", "antallet af ja til ") + questions(plain);
      }
      std::vector<std::string> parts;
      for (const ConditionPtr& one : condition.arguments) {
        parts.push_back(this->condition(*one, true));
      }
      return tell("the number of these that hold (", "antallet af opfyldte blandt disse (") +
             join(parts, "; ") + ")";
    }
    case Op::minimum:
    case Op::maximum: {
      std::vector<std::string> parts;
      for (const ConditionPtr& one : condition.arguments) parts.push_back(quantity(*one));
      return (condition.op == Op::minimum ? tell("the lowest of (", "det laveste af (")
                                          : tell("the highest of (", "det højeste af (")) +
             join(parts, "; ") + ")";
    }
    default:
      return to_text(condition);
  }
}

std::string ModelWords::comparison(const Condition& condition) const {
  static constexpr std::array<Word, 6> words{{
      {"", " is ", " er "},
      {"", " is not ", " er ikke "},
      {"", " is below ", " er under "},
      {"", " is at most ", " er højst "},
      {"", " is above ", " er over "},
      {"", " is at least ", " er mindst "},
  }};
  const Word& word = words[static_cast<std::size_t>(condition.comparison)];
  return quantity(*condition.arguments[0]) + tell(word.en, word.da) +
         quantity(*condition.arguments[1]);
}

/// Said in place; a longer one stands by its name among the conditions.
bool ModelWords::is_short(const Condition& condition) const {
  return condition.arguments.empty() || condition.op == Op::compare ||
         !same_of_all(condition).empty();
}

std::string ModelWords::condition(const Condition& condition, bool is_inner) const {
  switch (condition.op) {
    case Op::constant:
      return condition.number.is_zero() ? tell("never", "aldrig") : tell("always", "altid");
    case Op::name: {
      if (const Item* item = find_item(condition.name)) {
        return tell("yes to ", "ja til ") + question(*item);
      }
      if (is_second_question(condition.name)) {
        return tell("yes to ", "ja til ") + named(condition.name);
      }
      for (const Gate& gate : model_.gates()) {
        if (gate.id != condition.name || gate.when == nullptr) continue;
        return is_short(*gate.when) ? this->condition(*gate.when, is_inner)
                                    : named(gate.id) + tell(" is met", " er opfyldt");
      }
      if (find_word(condition.name) != nullptr) return named(condition.name);
      return named(condition.name) + tell(" holds", " gælder");
    }
    case Op::in_set:
      return membership(condition, false);
    case Op::compare:
      return comparison(condition);
    case Op::all_of:
    case Op::any_of:
    case Op::at_least:
      return group(condition, is_inner);
    case Op::not_: {
      const Condition& inner = *condition.arguments[0];
      if (inner.op == Op::in_set) return membership(inner, true);
      if (inner.op == Op::applicable) {
        return named(inner.name) + tell(" is not asked", " stilles ikke");
      }
      if (inner.op == Op::name) {
        if (const Item* item = find_item(inner.name)) {
          return tell("no to ", "nej til ") + question(*item);
        }
        if (is_second_question(inner.name)) {
          return tell("no to ", "nej til ") + named(inner.name);
        }
      }
      for (const Gate& gate : model_.gates()) {
        if (inner.op != Op::name || gate.id != inner.name || is_short(*gate.when)) continue;
        return named(gate.id) + tell(" is not met", " er ikke opfyldt");
      }
      return tell("not ", "ikke ") + this->condition(inner, true);
    }
    case Op::applicable:
      return named(condition.name) + tell(" is asked", " stilles");
    case Op::unknown:
      return named(condition.name) + tell(" is not known", " er ikke kendt");
    case Op::answered:
      return named(condition.name) + tell(" is answered", " er besvaret");
    case Op::missing: {
      std::string text = named(condition.name) + tell(" is unanswered", " er ubesvaret");
      if (const auto reason = parse_missing_reason(condition.reason)) {
        text += " (" + instrument::detail::missing_words(*reason, language_) + ")";
      }
      return text;
    }
    default:
      return to_text(condition);
  }
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
