// SPDX-License-Identifier: Apache-2.0
// What stands beside the score of the answers: whether the model is to be used, the judgement, what
// other versions say of the same answers, small print.
#include <algorithm>
#include <utility>

#include "instrument/teller.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

std::vector<std::string> Teller::notices() const {
  std::vector<std::string> lines;
  for (const Standing& standing : score.standing) {
    const std::string day = date_words(standing.date, language);
    switch (standing.kind) {
      case Standing::Kind::superseded: {
        const std::string successor = standing.successor ? standing.successor->to_string() : "";
        lines.push_back(
            tell("This instrument has been superseded since ", "Redskabet er afløst fra ") + day +
            tell(" by ", " af ") + successor + ".");
        break;
      }
      case Standing::Kind::not_yet_valid:
        lines.push_back(
            tell("This instrument is to be used from ", "Redskabet gælder fra ") + day +
            tell(", after the day of the assessment.", ", altså efter vurderingens dato."));
        break;
      case Standing::Kind::no_longer_valid:
        lines.push_back(
            tell("This instrument was to be used until ", "Redskabet gjaldt til og med ") + day +
            tell(", before the day of the assessment.", ", altså før vurderingens dato."));
        break;
    }
  }
  return lines;
}

std::vector<std::string> Teller::judgement() const {
  if (!score.judged) return {};
  const JudgedLevel& judged = *score.judged;
  std::vector<std::string> lines;
  std::string line = tell("Professional judgement", "Faglig vurdering");
  if (!judged.given.by.empty()) line += tell(" by ", " ved ") + judged.given.by;
  line += ": " + level(judged.level) + ".";
  if (!judged.given.reason.empty()) {
    line += tell(" Reason: ", " Begrundelse: ") + judged.given.reason;
    if (line.back() != '.' && line.back() != '!' && line.back() != '?') line += ".";
  }
  lines.push_back(line);
  if (model.judgement() != JudgementPolicy::decides) {
    lines.push_back(tell("The answers alone: ", "Svarene alene: ") +
                    range_words(model.levels(), score.possible, language) + ".");
  }
  if (judged.is_overruled) {
    lines.push_back(tell("A judgement below the answers does not lower the level here.",
                         "En vurdering under svarene sænker ikke niveauet her."));
  }
  if (judged.is_lowered) {
    lines.push_back(tell("The level is lowered by judgement until the answers change.",
                         "Niveauet er sænket ved faglig vurdering, indtil svarene ændrer sig."));
  }
  for (std::size_t i = 0; i < score.opinions.size(); ++i) {
    const Opinion& opinion = model.opinions()[i];
    const OpinionScore& given = score.opinions[i];
    line = text(opinion.text, opinion.id) + ": ";
    if (given.given) {
      const Option& option = model.find_set(opinion.set)->options[*given.given];
      line += text(option.text, option.code);
    } else {
      line += given.is_required
                  ? tell("not judged yet, and it must be", "ikke vurderet endnu; det skal vurderes")
                  : tell("not judged", "ikke vurderet");
    }
    lines.push_back(line + ".");
  }
  return lines;
}

/// What differs from the score beside which it stands; empty: nothing.
std::vector<std::string> Teller::side(const SideScore& side) const {
  const Instrument& other = *side.instrument;
  std::vector<std::string> lines;
  if (side.level) {
    const std::string range = range_words(other.levels(), side.level->possible, language);
    if (range != range_words(model.levels(), score.possible, language)) {
      lines.push_back(capitalised(range) + ".");
    }
  }
  for (std::size_t i = 0; i < side.outcomes.size(); ++i) {
    const FurtherOutcome& outcome = other.outcomes()[i];
    const std::string range = range_words(outcome.levels, side.outcomes[i].possible, language);
    const FurtherOutcome& own = *model.find_outcome(outcome.id);
    const LevelSet possible =
        score.outcomes[static_cast<std::size_t>(&own - model.outcomes().data())].possible;
    if (range == range_words(own.levels, possible, language)) continue;
    lines.push_back(text(outcome.text, outcome.id) + ": " + range + ".");
  }
  for (std::size_t i = 0; i < side.classes.size(); ++i) {
    const InstrumentClasses& classes = other.classes()[i];
    const auto labels = [&](const InstrumentClasses& of, LevelSet possible) {
      std::vector<std::string> words;
      for (const std::uint32_t one : levels_of(possible)) {
        words.push_back(text(of.list[one].label, of.list[one].id));
      }
      return join(words, tell(" or ", " eller "));
    };
    const InstrumentClasses& own = *model.find_classes(classes.id);
    const LevelSet possible =
        score.classes[static_cast<std::size_t>(&own - model.classes().data())].possible;
    const std::string found = labels(classes, side.classes[i]);
    if (found == labels(own, possible)) continue;
    lines.push_back(text(classes.text, classes.id) + ": " + found + ".");
  }
  for (std::size_t i = 0; i < side.scales.size(); ++i) {
    const InstrumentScale& scale = other.scales()[i];
    for (std::size_t own = 0; own < score.scales.size(); ++own) {
      if (model.scales()[own].id != scale.id) continue;
      const ScaleRow& row = score.scales[own];
      if ((row.has_value ? std::optional(row.value) : std::nullopt) == side.scales[i]) continue;
      lines.push_back(text(scale.text, scale.id) + ": " +
                      (side.scales[i] ? number_words(*side.scales[i], language)
                                      : tell("no value", "ingen værdi")) +
                      ".");
    }
  }
  return lines;
}

std::vector<std::string> Teller::published() const {
  if (!score.published) return {};
  const SideScore& other = *score.published;
  const std::string name = other.instrument->reference();
  if (!other.faults.empty()) {
    return {tell("The published version ", "Den udgivne version ") + name +
            tell(" does not take these answers (", " kan ikke bruges på disse svar (") +
            join(other.faults, ", ") + ")."};
  }
  std::vector<std::string> lines = side(other);
  if (lines.empty()) {
    return {tell("The published version ", "Den udgivne version ") + name +
            tell(" says the same.", " giver det samme.")};
  }
  lines.insert(lines.begin(),
               tell("By the published version ", "Efter den udgivne version ") + name + ":");
  return lines;
}

std::vector<std::string> Teller::without_sensitive() const {
  if (!score.without_sensitive) return {};
  std::vector<std::string> lines = side(*score.without_sensitive);
  if (lines.empty()) {
    return {tell("Without the sensitive questions the result is the same.",
                 "Uden de følsomme spørgsmål er resultatet det samme.")};
  }
  lines.insert(lines.begin(),
               tell("Without the sensitive questions:", "Uden de følsomme spørgsmål:"));
  return lines;
}

std::vector<std::string> Teller::fine_print() const {
  std::vector<std::string> lines;
  const ModelHead& head = model.head();
  std::string line = head.title.best(language) + ", " + model.reference() + ".";
  const Evidence& evidence = model.evidence();
  if (evidence.denmark == "not_validated") {
    line += tell(" Not validated in Denmark.", " Ikke valideret i Danmark.");
  }
  if (head.licence && head.licence->wording == Licence::Wording::labels_only) {
    line += tell(" Short labels only, not the instrument's questions: not for hand-out.",
                 " Kun korte betegnelser, ikke redskabets spørgsmål: må ikke udleveres.");
  }
  if (has_unverified()) {
    line += tell(" Numbers in it have not been checked against the source.",
                 " Der er tal, som ikke er kontrolleret mod kilden.");
  }
  lines.push_back(std::move(line));
  std::vector<std::string> parameters;
  for (const Parameter& parameter : model.parameters()) {
    parameters.push_back(text(parameter.text, parameter.id) + ": " +
                         number_words(parameter.value.value, language));
  }
  if (!parameters.empty()) {
    lines.push_back(tell("Numbers that may be set locally: ", "Tal, som kan fastsættes lokalt: ") +
                    join(parameters, "; ") + ".");
  }
  if (score.wording) {
    lines.push_back(tell("The words that were shown: ", "Den ordlyd, der blev vist: ") +
                    score.wording->reference + ".");
  }
  return lines;
}

bool Teller::has_unverified() const {
  const auto no = [](const std::optional<bool>& verified) { return verified == false; };
  const auto any = [&](const auto& list) {
    return std::any_of(list.begin(), list.end(),
                       [&](const auto& one) { return no(one.provenance.verified); });
  };
  const auto of_levels = [&](const Levels& levels) {
    return no(levels.provenance.verified) ||
           std::any_of(levels.list.begin(), levels.list.end(),
                       [&](const Level& one) { return one.cut_off && no(one.cut_off->verified); });
  };
  return of_levels(model.levels()) || any(model.scales()) || any(model.rules()) ||
         any(model.tables()) || any(model.parameters()) || any(model.flags()) ||
         std::any_of(model.tables().begin(), model.tables().end(),
                     [&](const Table& table) { return any(table.norms); }) ||
         std::any_of(
             model.outcomes().begin(), model.outcomes().end(),
             [&](const FurtherOutcome& one) { return of_levels(one.levels) || any(one.rules); });
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
