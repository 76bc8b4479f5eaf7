// SPDX-License-Identifier: Apache-2.0
#include "instrument/wording.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "vaern/expression/condition.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {
namespace {

struct Teller {
  const Score& score;
  Language language;
  const Instrument& model = *score.instrument;
  const Program& program = model.program().program();

  std::string tell(std::string_view en, std::string_view da) const {
    return std::string(say(language, en, da));
  }

  const Item* item_of(InputId input) const {
    for (const Item& item : model.items()) {
      if (item.input == input || item.within == input) return &item;
    }
    return nullptr;
  }

  /// The label of an input; of "choked.within" with the time it asks for.
  std::string label(InputId input) const {
    const Item* item = item_of(input);
    if (item == nullptr) return program.inputs[input].name;
    std::string text = item->text.empty() ? item->id : item->text.best(language);
    if (item->within == input) {
      text += tell(" - within the last ", " - inden for de seneste ") +
              short_duration(*item->ask_when_known, language);
    }
    return text;
  }

  std::string answer(InputId input, Code code) const {
    const Item* item = item_of(input);
    if (item == nullptr) return std::to_string(code);
    if (item->within == input) return code == 1 ? tell("yes", "ja") : tell("no", "nej");
    return model.answer_text(*item, code, language);
  }

  bool is_yes_no(InputId input) const {
    const Item* item = item_of(input);
    return item != nullptr && (item->type == ItemType::yes_no || item->within == input);
  }

  bool is_missing(InputId input) const {
    return !score.responses.is_answered(input) && score.applicable[input] != Truth::no;
  }

  std::string level(std::uint32_t index) const { return model.level_text(index, language); }

  /// Inputs that the level can rest on.
  std::vector<bool> weighing() const {
    std::vector<bool> result(program.inputs.size());
    const auto add = [&](NodeId node) {
      if (node == no_node) return;
      const std::vector<bool> reads = support(program, node);
      for (std::size_t i = 0; i < reads.size(); ++i) result[i] = result[i] || reads[i];
    };
    std::vector<ScaleId> scales;
    if (program.outcome.from) scales.push_back(*program.outcome.from);
    while (!scales.empty()) {
      const Scale& scale = program.scales[scales.back()];
      scales.pop_back();
      for (const Term& term : scale.terms) {
        if (term.is_scale) {
          scales.push_back(term.id);
        } else {
          result[term.id] = true;
          add(program.inputs[term.id].asked_when);
        }
      }
    }
    for (const Raise& raise : program.outcome.raises) add(raise.when);
    return result;
  }

  std::string headline() const {
    if (!score.has_levels) {
      return tell("The instrument gives no level.", "Redskabet giver intet niveau.");
    }
    if (score.judged) {
      const std::string range = range_words(model, score.possible_after, language);
      const bool is_one = levels_of(score.possible_after).size() == 1;
      if (is_one && !score.judged->is_overruled) {
        return capitalised(range) + tell(", as a professional judged.", " efter faglig vurdering.");
      }
      return capitalised(range) +
             tell(". A professional judged: ", ". Den faglige vurdering lød: ") +
             level(score.judged->level) + ".";
    }
    const std::string range = range_words(model, score.possible, language);
    if (model.judgement() == JudgementPolicy::decides) {
      const std::string at_least = score.is_certain() ? tell("at least ", "mindst ") : "";
      return capitalised(at_least + range) +
             tell(". The level is not set: the professional's judgement is missing.",
                  ". Niveauet er ikke fastsat: den faglige vurdering mangler.");
    }
    return capitalised(range) + ".";
  }

  std::string missing() const {
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

  std::vector<std::string> meaning(bool is_settled) const {
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
        lines.push_back(
            tell("Low is not safe.", "Et lavt niveau er ikke det samme som sikkerhed."));
      }
    }
    lines.push_back(model.outcome_note().empty()
                        ? tell("The result is an indication, not a diagnosis.",
                               "Resultatet er et fingerpeg, ikke en diagnose.")
                        : model.outcome_note().best(language));
    lines.erase(std::remove(lines.begin(), lines.end(), std::string()), lines.end());
    return lines;
  }

  std::vector<std::string> scales() const {
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < score.scales.size(); ++i) {
      const ScaleRow& row = score.scales[i];
      const InstrumentScale& scale = model.scales()[i];
      std::string text = (scale.text.empty() ? scale.id : scale.text.best(language)) + ": ";
      const bool is_open = row.has_bounds && row.lowest != row.highest;
      if (is_open) {
        text += tell("between ", "mellem ") + number_words(row.lowest, language) +
                tell(" and ", " og ") + number_words(row.highest, language);
      }
      if (!row.has_value) {
        text += is_open ? "" : tell("no value", "ingen værdi");
        lines.push_back(text + ".");
        continue;
      }
      const std::string value = number_words(row.value, language);
      text += is_open ? "; " + value : value;
      if (row.is_imputed) text += policy_words(program.scales[scale.scale], i);
      lines.push_back(text + ".");
    }
    return lines;
  }

  std::string policy_words(const Scale& scale, std::size_t) const {
    if (scale.missing.kind == MissingPolicy::Kind::count_as) {
      const bool is_no = std::all_of(scale.terms.begin(), scale.terms.end(), [&](const Term& term) {
        return !term.is_scale && is_yes_no(term.id);
      });
      return is_no && scale.missing.counted.front() == 0
                 ? tell(" if every unanswered question is a no", " hvis alt ubesvaret er et nej")
                 : tell(" with a fixed answer for what is unanswered",
                        " med et fast svar for det ubesvarede");
    }
    return tell(" estimated from the answers given", " anslået ud fra de besvarede spørgsmål");
  }

  std::vector<std::string> answers() const {
    struct Line {
      Rational weight;
      std::string text;
    };
    std::vector<Line> lines;
    for (std::size_t i = 0; i < score.scales.size(); ++i) {
      const Scale& scale = program.scales[model.scales()[i].scale];
      for (std::size_t t = 0; t < scale.terms.size(); ++t) {
        const Term& term = scale.terms[t];
        const TermRow& row = score.scales[i].terms[t];
        if (term.is_scale || row.state != TermRow::State::answered) continue;
        const bool yes_no = is_yes_no(term.id);
        if (yes_no && row.contribution == Rational(0)) continue;
        std::string text = label(term.id);
        if (!yes_no) text += ": " + answer(term.id, score.responses.codes()[term.id]);
        text += " (" + number_words(row.contribution, language) + ")";
        lines.push_back({abs(row.contribution), std::move(text)});
      }
    }
    std::stable_sort(lines.begin(), lines.end(),
                     [](const Line& a, const Line& b) { return a.weight > b.weight; });
    std::vector<std::string> result;
    for (Line& line : lines) {
      if (std::find(result.begin(), result.end(), line.text) == result.end()) {
        result.push_back(std::move(line.text));
      }
    }
    return result;
  }

  /// "Increased danger, if every unanswered question is a no (total score 8)."
  std::string end(std::uint32_t at, const std::optional<Witness>& witness) const {
    if (!witness) return {};
    std::map<std::string, std::vector<std::string>> groups;
    std::vector<std::string> order;
    const std::vector<bool> weighs = weighing();
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
      parts.push_back(tell("and ", "og ") + order.back() +
                      tell(" to the other ", " til de øvrige ") +
                      std::to_string(groups[order.back()].size()));
      text += join(parts, "; ");
    }
    return text + total_with(*witness) + ".";
  }

  /// The value that the completion gives the scale of the levels.
  std::string total_with(const Witness& witness) const {
    if (!program.outcome.from) return {};
    Responses form(model);
    for (InputId input = 0; input < witness.size(); ++input) {
      if (witness[input] != not_applicable_code) form.answer(input, witness[input]);
    }
    ScoreOptions options;
    options.with_witnesses = false;
    const Result<Score> made =
        vaern::score(score.instrument, form, std::nullopt, std::nullopt, options);
    if (!made) return {};
    for (std::size_t i = 0; i < model.scales().size(); ++i) {
      const InstrumentScale& scale = model.scales()[i];
      if (scale.scale != *program.outcome.from || !made->scales[i].has_value) continue;
      return tell(" (score ", " (score ") + number_words(made->scales[i].value, language) + ")";
    }
    return {};
  }

  /// The inputs behind a condition, also through gates.
  std::vector<InputId> inputs_of(const Condition& condition, int depth = 0) const {
    std::vector<InputId> result;
    for (const std::string& name : names_read(condition)) {
      for (InputId input = 0; input < program.inputs.size(); ++input) {
        if (program.inputs[input].name == name) result.push_back(input);
      }
      for (const Gate& gate : model.gates()) {
        if (gate.id != name || gate.when == nullptr || depth > 64) continue;
        const std::vector<InputId> more = inputs_of(*gate.when, depth + 1);
        result.insert(result.end(), more.begin(), more.end());
      }
    }
    return result;
  }

  std::string named(const std::vector<InputId>& inputs, bool missing_ones) const {
    std::vector<std::string> parts;
    std::set<InputId> seen;
    for (const InputId input : inputs) {
      if (!seen.insert(input).second) continue;
      if (missing_ones) {
        // When an item is missing, the time that it asks for says no more.
        const Item* item = item_of(input);
        if (item != nullptr && item->within == input && is_missing(item->input)) continue;
        if (is_missing(input)) parts.push_back(label(input));
      } else if (score.responses.is_answered(input) && score.responses.codes()[input] != 0) {
        const std::string text = answer(input, score.responses.codes()[input]);
        parts.push_back(label(input) + ": " + text);
      }
    }
    return join(parts, "; ");
  }

  std::vector<std::string> rules() const {
    std::vector<std::string> lines;
    for (const Truth wanted : {Truth::yes, Truth::unknown}) {
      for (std::size_t i = 0; i < score.rules.size(); ++i) {
        if (score.rules[i].truth != wanted) continue;
        const Rule& rule = model.rules()[i];
        const std::string because =
            rule.because.empty() ? rule.id + "." : rule.because.best(language);
        const std::string raised = rule.raise_to
                                       ? level(*rule.raise_to)
                                       : std::to_string(rule.raise_by) + tell(" up", " op");
        std::string text = wanted == Truth::yes
                               ? because + tell(" Raises to ", " Hæver til ") + raised
                               : tell("Still open: ", "Endnu åben: ") + because +
                                     tell(" It would raise to ", " Den ville hæve til ") + raised;
        const std::string behind = named(inputs_of(*rule.when), wanted == Truth::unknown);
        if (wanted == Truth::yes && !behind.empty()) text += " (" + behind + ")";
        if (score.rules[i].rests_on_imputed) {
          text += tell(" (rests on a value that is not complete)",
                       " (hviler på en ufuldstændig værdi)");
        }
        lines.push_back(text + ".");
      }
    }
    return lines;
  }

  std::vector<std::string> judgement() const {
    if (!score.judged) return {};
    const JudgedLevel& judged = *score.judged;
    std::vector<std::string> lines;
    std::string text = tell("Professional judgement", "Faglig vurdering");
    if (!judged.given.by.empty()) text += tell(" by ", " ved ") + judged.given.by;
    text += ": " + level(judged.level) + ".";
    if (!judged.given.reason.empty()) {
      text += tell(" Reason: ", " Begrundelse: ") + judged.given.reason;
      if (text.back() != '.' && text.back() != '!' && text.back() != '?') text += ".";
    }
    lines.push_back(text);
    if (model.judgement() != JudgementPolicy::decides) {
      lines.push_back(tell("The answers alone: ", "Svarene alene: ") +
                      range_words(model, score.possible, language) + ".");
    }
    if (judged.is_overruled) {
      lines.push_back(tell("A judgement below the answers does not lower the level here.",
                           "En vurdering under svarene sænker ikke niveauet her."));
    }
    if (judged.is_lowered) {
      lines.push_back(tell("The level is lowered by judgement until the answers change.",
                           "Niveauet er sænket ved faglig vurdering, indtil svarene ændrer sig."));
    }
    return lines;
  }

  void flags(ScoreWords& words) const {
    for (std::size_t i = 0; i < score.flags.size(); ++i) {
      const Flag& flag = model.flags()[i];
      const std::string because = flag.because.empty() ? flag.id : flag.because.best(language);
      if (score.flags[i].truth == Truth::yes) words.alarms.push_back(because);
      if (score.flags[i].truth != Truth::unknown) continue;
      const std::string open = named(inputs_of(*flag.when), true);
      words.open_flags.push_back(
          because +
          (open.empty() ? "" : tell(" It depends on: ", " Det afhænger af: ") + open + "."));
    }
  }

  InputId input_of(std::string_view name) const {
    for (InputId input = 0; input < program.inputs.size(); ++input) {
      if (program.inputs[input].name == name) return input;
    }
    return 0;
  }

  std::vector<AskNext> decisive() const {
    std::vector<AskNext> result;
    for (const DecisiveItem& item : score.decisive) {
      const InputId input = input_of(item.item);
      AskNext ask;
      ask.label = label(input);
      std::vector<std::string> notes;
      const MissingReason reason = score.responses.reasons()[input];
      ask.is_when_safe =
          reason == MissingReason::not_safe_to_ask || reason == MissingReason::refused;
      if (reason != MissingReason::not_asked) notes.push_back(missing_words(reason, language));
      if (score.applicable[input] == Truth::unknown) {
        notes.push_back(tell("only if it applies", "kun hvis det er relevant"));
      }
      const Item* asked = item_of(input);
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
                            range_words(model, item.by_code[code], language));
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

  std::vector<std::string> fine_print() const {
    std::vector<std::string> lines;
    const ModelHead& head = model.head();
    std::string text = head.title.best(language) + ", " + model.reference() + ".";
    const Evidence& evidence = model.evidence();
    if (evidence.denmark == "not_validated") {
      text += tell(" Not validated in Denmark.", " Ikke valideret i Danmark.");
    }
    if (head.licence && head.licence->wording == Licence::Wording::labels_only) {
      text += tell(" Short labels only, not the instrument's questions: not for hand-out.",
                   " Kun korte etiketter, ikke redskabets spørgsmål: må ikke udleveres.");
    }
    if (has_unverified()) {
      text += tell(" Numbers in it have not been checked against the source.",
                   " Der er tal, som ikke er kontrolleret mod kilden.");
    }
    lines.push_back(std::move(text));
    return lines;
  }

  bool has_unverified() const {
    const auto no = [](const std::optional<bool>& verified) { return verified == false; };
    const auto any = [&](const auto& list) {
      return std::any_of(list.begin(), list.end(),
                         [&](const auto& one) { return no(one.provenance.verified); });
    };
    const auto& levels = model.levels();
    return no(levels.provenance.verified) || any(model.scales()) || any(model.rules()) ||
           std::any_of(levels.list.begin(), levels.list.end(),
                       [&](const Level& one) { return one.cut_off && no(one.cut_off->verified); });
  }
};

}  // namespace

ScoreWords words_of(const Score& score, Language language, bool is_settled) {
  const Teller teller{score, language};
  ScoreWords words;
  words.headline = teller.headline();
  words.missing = teller.missing();
  words.meaning = teller.meaning(is_settled);
  words.scales = teller.scales();
  words.answers = teller.answers();
  if (score.has_levels && !score.is_certain()) {
    words.low_end = teller.end(score.low, score.lowest_witness);
    words.high_end = teller.end(score.high, score.highest_witness);
  }
  words.rules = teller.rules();
  words.judgement = teller.judgement();
  teller.flags(words);
  words.decisive = teller.decisive();
  words.fine_print = teller.fine_print();
  return words;
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
