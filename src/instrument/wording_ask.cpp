// SPDX-License-Identifier: Apache-2.0
// What is open: flags, and the answers that decide.
#include <algorithm>
#include <set>
#include <utility>

#include "instrument/inputs.hpp"
#include "instrument/teller.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

std::vector<InputId> Teller::inputs_of(const Condition& condition, int depth) const {
  std::vector<InputId> result;
  const auto add = [&](const ConditionPtr& when) {
    if (when == nullptr || depth > 64) return;
    const std::vector<InputId> more = inputs_of(*when, depth + 1);
    result.insert(result.end(), more.begin(), more.end());
  };
  for (const std::string& name : names_read(condition)) {
    for (InputId input = 0; input < program.inputs.size(); ++input) {
      if (program.inputs[input].name == name) result.push_back(input);
    }
    for (const Gate& gate : model.gates()) {
      if (gate.id == name) add(gate.when);
    }
  }
  return result;
}

std::string Teller::named(const std::vector<InputId>& inputs, bool missing_ones) const {
  std::vector<std::string> parts;
  std::set<InputId> seen;
  for (const InputId input : inputs) {
    if (!seen.insert(input).second) continue;
    if (missing_ones) {
      // When an item is missing, its second question says no more.
      const Item* item = item_of(model, input);
      if (item != nullptr && item->input != input && is_missing(item->input)) continue;
      if (is_missing(input)) parts.push_back(label(input));
    } else if (score.responses.is_answered(input) && score.responses.codes()[input] != 0) {
      parts.push_back(label(input) + ": " + answer(input, score.responses.codes()[input]));
    }
  }
  return join(parts, "; ");
}

std::string Teller::behind(const Condition& condition, bool missing_ones) const {
  std::vector<std::string> parts;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) parts.push_back(part);
  };
  add(named(inputs_of(condition), missing_ones));
  for (const std::string& name : names_read(condition)) {
    for (std::size_t i = 0; i < score.outcomes.size(); ++i) {
      const FurtherScore& made = score.outcomes[i];
      if (made.id != name) continue;
      const FurtherOutcome& outcome = model.outcomes()[i];
      add(missing_ones ? deciding(made.decisive)
                       : text(outcome.text, outcome.id) + ": " +
                             range_words(outcome.levels, made.possible, language));
    }
    for (const ClassScore& made : score.classes) {
      if (made.id == name && missing_ones) add(deciding(made.decisive));
    }
  }
  return join(parts, "; ");
}

void Teller::flags(ScoreWords& words) const {
  for (std::size_t i = 0; i < score.flags.size(); ++i) {
    const Flag& flag = model.flags()[i];
    const std::string because = text(flag.because, flag.id);
    if (score.flags[i].truth == Truth::yes) words.alarms.push_back(because);
    if (score.flags[i].truth != Truth::unknown) continue;
    const std::string open = behind(*flag.when, true);
    words.open_flags.push_back(
        because +
        (open.empty() ? "" : tell(" It depends on: ", " Det afhænger af: ") + open + "."));
  }
}

std::vector<AskNext> Teller::decisive() const {
  std::vector<AskNext> result;
  for (const DecisiveItem& item : score.decisive) {
    const InputId input = input_of(item.item);
    AskNext ask;
    ask.label = label(input);
    std::vector<std::string> notes;
    const MissingReason reason = score.responses.reasons()[input];
    ask.is_when_safe = reason == MissingReason::not_safe_to_ask || reason == MissingReason::refused;
    if (reason != MissingReason::not_asked) notes.push_back(missing_words(reason, language));
    if (score.applicable[input] == Truth::unknown) {
      notes.push_back(tell("only if it applies", "kun hvis det er relevant"));
    }
    if (!model.origin(input).is_asked()) {
      notes.push_back(tell("from earlier assessments", "fra tidligere vurderinger"));
    }
    const Item* asked = item_of(model, input);
    if (asked != nullptr && asked->is_asked_of_assessor) {
      notes.push_back(tell("the assessor answers", "besvares af fagpersonen"));
    }
    if (item.settles_alone) notes.push_back(tell("settles the level", "afgør niveauet"));
    ask.note = join(notes, ", ");
    std::vector<std::string> effects;
    const bool changes = std::any_of(item.by_code.begin(), item.by_code.end(), [&](LevelSet set) {
      return set != 0 && set != score.possible;
    });
    if (changes && item.by_code.size() <= 5) {
      for (std::size_t code = 0; code < item.by_code.size(); ++code) {
        if (item.by_code[code] == 0) continue;
        effects.push_back(answer(input, static_cast<Code>(code)) + ": " +
                          range_words(model.levels(), item.by_code[code], language));
      }
    }
    ask.effect = join(effects, "; ");
    result.push_back(std::move(ask));
  }
  // First what can be asked now; the order of S13.3 holds inside each group.
  std::stable_partition(result.begin(), result.end(),
                        [](const AskNext& ask) { return !ask.is_when_safe; });
  return result;
}

std::string Teller::deciding(const std::vector<DecisiveItem>& items) const {
  std::vector<std::string> labels;
  for (const DecisiveItem& item : items) labels.push_back(label(input_of(item.item)));
  return join(labels, "; ");
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
