// SPDX-License-Identifier: Apache-2.0
#include "instrument/example_text.hpp"

#include <algorithm>
#include <set>

#include "instrument/form_finder.hpp"
#include "vaern/model/missing_reason.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {
namespace {

/// An answer as it is written, and as the engine reads it.
struct Written {
  RawAnswer answer;
  std::string text;
};

std::string missing_text(MissingReason reason) {
  return "{missing: " + std::string(to_string(reason)) + "}";
}

/// ", within: P14D"; empty where nothing is said of it.
std::string within_text(const Item& item, const Responses& responses, RawAnswer& raw) {
  RawAnswer::Within within;
  std::string word;
  if (responses.is_answered(*item.within)) {
    within.no = responses.codes()[*item.within] == 0;
    if (!within.no) within.duration = item.ask_when_known;
    word = within.no ? "no" : item.ask_when_known->to_string();
  } else {
    within.missing = responses.reasons()[*item.within];
    if (within.missing == MissingReason::not_asked) return {};
    word = missing_text(within.missing);
  }
  raw.within = within;
  return ", within: " + word;
}

/// ", habitual: no"; empty where nothing is said of it.
std::string habitual_text(const Item& item, const Responses& responses, RawAnswer& raw) {
  RawAnswer::Habitual habitual;
  std::string word;
  if (responses.is_answered(*item.habitual)) {
    habitual.yes = responses.codes()[*item.habitual] == 1;
    word = *habitual.yes ? "yes" : "no";
  } else {
    habitual.missing = responses.reasons()[*item.habitual];
    if (habitual.missing == MissingReason::not_asked) return {};
    word = missing_text(habitual.missing);
  }
  raw.habitual = habitual;
  return ", habitual: " + word;
}

std::optional<Written> written(const Instrument& instrument, const Item& item,
                               const Responses& responses, bool says_missing) {
  Written result;
  RawAnswer& raw = result.answer;
  raw.item = item.id;
  if (!responses.is_answered(item.input)) {
    raw.missing = responses.reasons()[item.input];
    if (!says_missing && raw.missing == MissingReason::not_asked) return std::nullopt;
    raw.kind = RawAnswer::Kind::missing;
    result.text = missing_text(raw.missing);
    return result;
  }
  const Code code = responses.codes()[item.input];
  result.text = raw.text = instrument.code_text(item, code);
  if (item.type == ItemType::yes_no) {
    raw.kind = RawAnswer::Kind::yes_no;
    raw.yes = code == 1;
  } else if (item.type == ItemType::number) {
    raw.kind = RawAnswer::Kind::number;
    raw.number = item.from + item.step * Rational(code);
  } else {
    raw.kind = RawAnswer::Kind::code;
  }
  if (code != 1 || (!item.within && !item.habitual)) return result;
  std::string second;
  if (item.within) second += within_text(item, responses, raw);
  if (item.habitual) second += habitual_text(item, responses, raw);
  if (!second.empty()) result.text = "{value: yes" + second + "}";
  return result;
}

}  // namespace

std::string flow_scalar(const std::string& text) {
  const bool is_plain =
      !text.empty() && text.find_first_of(":#{}[],&*!|>'\"%@`\\?") == std::string::npos &&
      text.front() != ' ' && text.back() != ' ' && text.front() != '-' &&
      text.find_first_not_of("0123456789.") != std::string::npos && text != "yes" && text != "no";
  if (is_plain) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

namespace {

/// The items that must be said beside one `others:` (or none), and the form they give together.
struct Saying {
  const Instrument& instrument;
  const Responses& wanted;
  std::string others;
  std::set<std::string> said{};

  Example example() const {
    Example example;
    if (!others.empty()) {
      example.others = RawAnswer();
      example.others->text = others;
    }
    for (const Item& item : instrument.items()) {
      if (said.count(item.id) == 0) continue;
      if (auto w = written(instrument, item, wanted, true)) example.responses.push_back(w->answer);
    }
    return example;
  }

  Result<Responses> made() const { return example_responses(instrument, example()); }

  /// Read as an example of `reader` it is the form that is wanted.
  bool is_right_in(const Instrument& reader) const {
    const auto responses = example_responses(reader, example());
    return responses && responses->codes() == wanted.codes() &&
           responses->reasons() == wanted.reasons();
  }
  bool is_right() const { return is_right_in(instrument); }

  /// Says what `others` gets wrong until nothing is; what is said can change what applies.
  bool find() {
    for (bool is_new = true; is_new;) {
      const auto responses = made();
      if (!responses) return false;
      is_new = false;
      for (const Item& item : instrument.items()) {
        const auto differs = [&](InputId input) {
          return responses->codes()[input] != wanted.codes()[input] ||
                 responses->reasons()[input] != wanted.reasons()[input];
        };
        if (differs(item.input) || (item.within && differs(*item.within)) ||
            (item.habitual && differs(*item.habitual))) {
          is_new = said.insert(item.id).second || is_new;
        }
      }
    }
    for (const Item& item : instrument.items()) {
      if (said.erase(item.id) != 0 && !is_right()) said.insert(item.id);
    }
    return is_right();
  }

  std::string text() const {
    std::string text;
    for (const Item& item : instrument.items()) {
      if (said.count(item.id) == 0) continue;
      const auto w = written(instrument, item, wanted, true);
      if (w) text += (text.empty() ? "" : ", ") + item.id + ": " + w->text;
    }
    return "{" + text + "}";
  }
};

std::optional<Saying> shortest_saying(const Instrument& instrument, const Responses& responses,
                                      bool may_use_others) {
  std::set<std::string> codes{""};
  for (const Item& item : instrument.items()) {
    if (may_use_others && responses.is_answered(item.input)) {
      codes.insert(instrument.code_text(item, responses.codes()[item.input]));
    }
  }
  std::optional<Saying> best;
  for (const std::string& others : codes) {
    Saying saying{instrument, responses, others};
    if (!saying.find()) continue;
    if (!best || saying.said.size() < best->said.size()) best.emplace(std::move(saying));
  }
  return best;
}

}  // namespace

WrittenResponses written_responses(const Instrument& instrument, const Responses& responses,
                                   bool may_use_others) {
  const auto saying = shortest_saying(instrument, responses, may_use_others);
  if (!saying) return {"{}", "", false};
  return {saying->text(), saying->others, true};
}

bool reads_the_same(const Instrument& instrument, const Responses& responses,
                    const Instrument& reader) {
  const auto saying = shortest_saying(instrument, responses, true);
  return saying && saying->is_right_in(reader);
}

namespace {

struct ExpectationText {
  const Score& score;
  const Instrument& model = *score.instrument;
  std::string text{};

  void add(const std::string& key, const std::string& value) {
    text += (text.empty() ? "" : ", ") + key + ": " + value;
  }

  /// Ids of a list of levels or classes: "[low, high]".
  template <class List>
  static std::string ids(const List& list, LevelSet set) {
    std::string text;
    for (const std::uint32_t i : levels_of(set)) text += (text.empty() ? "" : ", ") + list[i].id;
    return "[" + text + "]";
  }

  static std::string level(const Levels& levels, const LevelScore& made) {
    return made.computed ? levels.list[*made.computed].id : "none";
  }

  void write_outcomes() {
    std::string outcomes;
    for (std::size_t i = 0; i < model.outcomes().size(); ++i) {
      const FurtherOutcome& outcome = model.outcomes()[i];
      outcomes += (outcomes.empty() ? "" : ", ") + outcome.id +
                  ": {level: " + level(outcome.levels, score.outcomes[i]) +
                  ", possible: " + ids(outcome.levels.list, score.outcomes[i].possible) + "}";
    }
    if (!outcomes.empty()) add("outcomes", "{" + outcomes + "}");
    std::string classes;
    for (std::size_t i = 0; i < model.classes().size(); ++i) {
      std::string possible = ids(model.classes()[i].list, score.classes[i].possible);
      if (score.classes[i].is_certain()) possible = possible.substr(1, possible.size() - 2);
      classes += (classes.empty() ? "" : ", ") + model.classes()[i].id + ": " + possible;
    }
    if (!classes.empty()) add("classes", "{" + classes + "}");
  }

  static std::string truths(const std::vector<NamedTruth>& list, const char* unknown) {
    std::string made;
    for (const NamedTruth& named : list) {
      made += (made.empty() ? "" : ", ") + named.id + ": " +
              (named.truth == Truth::unknown ? unknown : std::string(to_string(named.truth)));
    }
    return "{" + made + "}";
  }

  void write() {
    std::string bounds;
    for (std::size_t i = 0; i < model.scales().size(); ++i) {
      const ScaleRow& row = score.scales[i];
      // An example writes decimals; a third has none, and is left to its bounds.
      const auto is_decimal = [](const Rational& v) {
        return v.to_string().find('/') == std::string::npos;
      };
      if (!row.has_value || is_decimal(row.value)) {
        add(model.scales()[i].id, row.has_value ? row.value.to_string() : "none");
      }
      if (row.has_bounds && row.lowest != row.highest && is_decimal(row.lowest) &&
          is_decimal(row.highest)) {
        bounds += (bounds.empty() ? "" : ", ") + model.scales()[i].id + ": [" +
                  row.lowest.to_string() + ", " + row.highest.to_string() + "]";
      }
    }
    if (score.has_levels) {
      add("level", level(model.levels(), score));
      if (!score.is_certain()) add("possible", ids(model.levels().list, score.possible));
      add("certain", score.is_certain() ? "yes" : "no");
      if (score.judged && score.in_force) add("in_force", model.levels().list[*score.in_force].id);
    }
    write_outcomes();
    if (!bounds.empty()) add("bounds", "{" + bounds + "}");
    std::vector<NamedTruth> rules = score.rules;
    for (const FurtherScore& outcome : score.outcomes) {
      rules.insert(rules.end(), outcome.rules.begin(), outcome.rules.end());
    }
    if (!rules.empty()) add("rules", truths(rules, "unknown"));
    if (!score.flags.empty()) add("flags", truths(score.flags, "open"));
  }
};

std::string earlier_text(const std::vector<EarlierAssessment>& earlier) {
  std::string list;
  for (const EarlierAssessment& assessment : earlier) {
    std::string scales;
    for (const auto& [scale, value] : assessment.scales) {
      scales += (scales.empty() ? "" : ", ") + scale + ": " + (value ? value->to_string() : "none");
    }
    list += (list.empty() ? "" : ", ") + std::string("{assessed: ") +
            assessment.assessed.to_string() + ", scales: {" + scales + "}}";
  }
  return "[" + list + "]";
}

}  // namespace

std::string example_yaml(const InstrumentPtr& instrument, const std::string& name,
                         const ExampleForm& form, Language language, bool may_use_others) {
  const Result<Score> score = score_example(instrument, form, false);
  const bool da = language == Language::da;
  std::string expectation = score ? "" : "error: " + std::string(score.error()[0].code->id);
  if (score) {
    ExpectationText text{*score};
    text.write();
    expectation = std::move(text.text);
  }
  const WrittenResponses answers = written_responses(*instrument, form.responses, may_use_others);
  std::string yaml = "  - name: " + flow_scalar(name) + "\n";
  yaml += "    responses: " + answers.responses + "\n";
  if (!answers.others.empty()) yaml += "    others: " + answers.others + "\n";
  if (form.assessed) yaml += "    assessed: " + form.assessed->to_string() + "\n";
  if (form.earlier) yaml += "    earlier: " + earlier_text(*form.earlier) + "\n";
  if (form.judgement) {
    yaml += "    judgement: {level: " + form.judgement->level + ", reason: " +
            flow_scalar(form.judgement->reason != as_example ? form.judgement->reason
                        : da                                 ? "Her skriver fagpersonen hvorfor."
                                                             : "Here the professional says why.");
    if (!form.judgement->second.empty()) yaml += ", second: " + form.judgement->second;
    yaml += "}\n";
  }
  yaml +=
      da ? "    # Motoren har regnet det ud. Kontrollér det mod publikationen, ikke mod motoren.\n"
         : "    # The engine says so. Confirm it against the publication, not against the "
           "engine.\n";
  return yaml + "    expect: {" + expectation + "}\n";
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
