// SPDX-License-Identifier: Apache-2.0
// The level in words, and further outcomes and classes in the same manner.
#include <algorithm>
#include <array>
#include <map>

#include "instrument/teller.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

std::string Teller::headline() const {
  if (!score.has_levels) {
    return tell("The instrument gives no level.", "Redskabet giver intet niveau.");
  }
  if (score.judged) {
    const std::string range = range_words(model.levels(), score.possible_after, language);
    const bool is_one = levels_of(score.possible_after).size() == 1;
    if (is_one && !score.judged->is_overruled) {
      return capitalised(range) + tell(", as a professional judged.", " efter faglig vurdering.");
    }
    return capitalised(range) + tell(". A professional judged: ", ". Den faglige vurdering lød: ") +
           level(score.judged->level) + ".";
  }
  const std::string range = range_words(model.levels(), score.possible, language);
  if (model.judgement() == JudgementPolicy::decides) {
    const std::string at_least = score.is_certain() ? tell("at least ", "mindst ") : "";
    return capitalised(at_least + range) +
           tell(". The level is not set: the professional's judgement is missing.",
                ". Niveauet er ikke fastsat: den faglige vurdering mangler.");
  }
  return capitalised(range) + ".";
}

std::string Teller::missing() const {
  std::array<std::size_t, missing_reason_words.size()> counts{};
  std::size_t total = 0;
  std::size_t asked = 0;
  for (const Item& item : model.items()) {
    if (score.applicable[item.input] == Truth::no) continue;
    ++asked;
    if (!is_missing(item.input)) continue;
    ++total;
    ++counts[static_cast<std::size_t>(score.responses.reasons()[item.input])];
  }
  if (total == 0) return {};
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    parts.push_back(std::to_string(counts[i]) + " " +
                    missing_words(static_cast<MissingReason>(i), language));
  }
  return std::to_string(total) + tell(" of ", " af ") + std::to_string(asked) +
         tell(total == 1 ? " questions is unanswered (" : " questions are unanswered (",
              total == 1 ? " spørgsmål er ubesvaret (" : " spørgsmål er ubesvarede (") +
         join(parts, "; ") + ").";
}

std::vector<std::string> Teller::meaning(bool is_settled) const {
  std::vector<std::string> lines;
  if (score.has_levels) {
    const LevelSet set = score.judged ? score.possible_after : score.possible;
    const std::vector<std::uint32_t> levels = levels_of(set);
    const bool is_set = score.judged || model.judgement() != JudgementPolicy::decides;
    // What a level means reassures: it stands only where the level is known and set. Of a range
    // only what its lowest level must say is said (E3).
    if (levels.size() == 1 && is_set && is_settled) {
      lines.push_back(model.levels().list[levels.front()].text.best(language));
    } else if (levels.front() == 0) {
      lines.push_back(tell("Low is not safe.", "Et lavt niveau er ikke det samme som sikkerhed."));
    }
  }
  lines.push_back(model.outcome_note().empty()
                      ? tell("The result is an indication, not a diagnosis.",
                             "Resultatet er et fingerpeg, ikke en diagnose.")
                      : model.outcome_note().best(language));
  lines.erase(std::remove(lines.begin(), lines.end(), std::string()), lines.end());
  return lines;
}

namespace {

/// "A, B or C".
std::string one_of(const std::vector<std::string>& words, Language language) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? say(language, " or ", " eller ") : ", ";
    text += words[i];
  }
  return text;
}

}  // namespace

std::vector<OutcomeWords> Teller::outcomes() const {
  std::vector<OutcomeWords> list;
  const std::string depends = tell("It depends on: ", "Det afhænger af: ");
  for (std::size_t i = 0; i < score.outcomes.size(); ++i) {
    const FurtherOutcome& outcome = model.outcomes()[i];
    const FurtherScore& made = score.outcomes[i];
    OutcomeWords words;
    words.headline = text(outcome.text, outcome.id) + ": " +
                     range_words(outcome.levels, made.possible, language) + ".";
    if (made.is_certain()) {
      words.meaning = outcome.levels.list[made.low].text.best(language);
    } else {
      words.depends_on = depends + deciding(made.decisive) + ".";
    }
    words.rules = rules(outcome.rules, made.rules, outcome.levels);
    list.push_back(std::move(words));
  }
  for (std::size_t i = 0; i < score.classes.size(); ++i) {
    const InstrumentClasses& classes = model.classes()[i];
    const ClassScore& made = score.classes[i];
    std::vector<std::string> labels;
    for (const std::uint32_t one : levels_of(made.possible)) {
      labels.push_back(text(classes.list[one].label, classes.list[one].id));
    }
    OutcomeWords words;
    words.headline = text(classes.text, classes.id) + ": ";
    if (made.is_certain()) {
      words.headline += labels.front() + ".";
      words.meaning = classes.list[levels_of(made.possible).front()].text.best(language);
    } else {
      words.headline += tell("may be ", "kan være ") + one_of(labels, language) + ".";
      if (!made.is_exact) {
        words.headline += tell(" Not all of them have been shown to be possible.",
                               " Det er ikke vist, at de alle er mulige.");
      }
      words.depends_on = depends + deciding(made.decisive) + ".";
    }
    list.push_back(std::move(words));
  }
  for (OutcomeWords& words : list) {
    if (words.depends_on == depends + ".") words.depends_on.clear();
  }
  return list;
}

std::string Teller::end(std::uint32_t at, const std::optional<Witness>& witness) const {
  if (!witness) return {};
  std::map<std::string, std::vector<std::string>> groups;
  std::vector<std::string> order;
  const std::vector<bool> weighs = support(program, Target{});
  std::size_t count = 0;
  for (InputId input = 0; input < program.inputs.size(); ++input) {
    const Code code = (*witness)[input];
    if (!weighs[input] || score.responses.is_answered(input) || code == not_applicable_code) {
      continue;
    }
    const std::string text = answer(input, code);
    if (groups.find(text) == groups.end()) order.push_back(text);
    groups[text].push_back(label(input));
    ++count;
  }
  if (count == 0) return {};
  std::string text = capitalised(level(at)) + tell(", for instance if ", ", for eksempel hvis ");
  if (order.size() == 1) {
    text += count == 1
                ? tell("the answer to the open question is ", "svaret på det åbne spørgsmål er ")
                : tell("all ", "alle ") + std::to_string(count) +
                      tell(" open answers are ", " åbne svar er ");
    text += order.front();
  } else {
    // The largest group is named last and without its questions.
    std::stable_sort(order.begin(), order.end(), [&](const auto& a, const auto& b) {
      return groups[a].size() < groups[b].size();
    });
    std::vector<std::string> parts;
    for (std::size_t i = 0; i + 1 < order.size(); ++i) {
      parts.push_back(tell("the answer is ", "svaret er ") + order[i] + tell(" to: ", " til: ") +
                      join(groups[order[i]], "; "));
    }
    parts.push_back(tell("and ", "og ") + order.back() + tell(" to the other ", " til de øvrige ") +
                    std::to_string(groups[order.back()].size()));
    text += join(parts, "; ");
  }
  return text + total_with(*witness) + ".";
}

/// The value that the completion gives the scale of the levels.
std::string Teller::total_with(const Witness& witness) const {
  if (!program.outcome.from) return {};
  std::vector<Code> codes = witness;
  std::replace(codes.begin(), codes.end(), not_applicable_code, missing_code);
  RowRun run(model.program());
  const RowResult& row = run.run(codes);
  const ScaleRow& scale = row.scales[*program.outcome.from];
  if (!row.faults.empty() || !scale.has_value) return {};
  return tell(" (score ", " (score ") + number_words(scale.value, language) + ")";
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
