// SPDX-License-Identifier: Apache-2.0
#include "vaern/instrument/examples.hpp"

#include <algorithm>
#include <set>

#include "vaern/document/scalars.hpp"

namespace vaern {
inline namespace v1 {
namespace {

std::string join(const std::vector<std::string>& words) {
  std::string text = "[";
  for (const std::string& word : words) text += (text.size() == 1 ? "" : ", ") + word;
  return text + "]";
}

std::vector<std::string> words_of(const Node& list) {
  std::vector<std::string> words;
  for (const Node& item : list.items()) words.push_back(item.text());
  return words;
}

struct ExpectationCheck {
  const Score& score;
  ExampleResult& result;
  const Instrument& model = *score.instrument;

  void check(const std::string& what, const Node& expected, const std::string& wanted,
             const std::string& found) {
    ++result.compared;
    if (wanted != found) result.mismatches.push_back({what, wanted, found, expected.span()});
  }

  /// `level`, `range`, `possible` or `certain` of any outcome.
  void check_level(const std::string& what, const std::string& key, const Node& value,
                   const Levels& levels, const SideScore::Levels& made) {
    const auto id = [&](std::uint32_t level) { return levels.list[level].id; };
    if (key == "level") {
      check(what, value, value.text(), made.computed ? id(*made.computed) : "none");
    } else if (key == "range") {
      check(what, value, join(words_of(value)), join({id(made.low), id(made.high)}));
    } else if (key == "possible") {
      std::vector<std::string> ids;
      for (const std::uint32_t level : levels_of(made.possible)) ids.push_back(id(level));
      check(what, value, join(words_of(value)), join(ids));
    } else {
      check(what, value, value.text(), made.low == made.high ? "yes" : "no");
    }
  }

  static SideScore::Levels side(const LevelScore& made) {
    return {made.computed, made.possible, made.low, made.high};
  }

  void check_outcomes(const Node& value) {
    for (const Entry& expected : value.entries()) {
      for (std::size_t i = 0; i < score.outcomes.size(); ++i) {
        if (score.outcomes[i].id != expected.key) continue;
        for (const Entry& e : expected.value.entries()) {
          check_level("outcomes." + expected.key + "." + e.key, e.key, e.value,
                      model.outcomes()[i].levels, side(score.outcomes[i]));
        }
      }
    }
  }

  void check_classes(const Node& value) {
    for (const Entry& expected : value.entries()) {
      for (std::size_t i = 0; i < score.classes.size(); ++i) {
        if (score.classes[i].id != expected.key) continue;
        std::vector<std::string> found;
        for (const std::uint32_t one : levels_of(score.classes[i].possible)) {
          found.push_back(model.classes()[i].list[one].id);
        }
        const Node& wanted = expected.value;
        const bool is_list = wanted.is_sequence();
        check("classes." + expected.key, wanted, is_list ? join(words_of(wanted)) : wanted.text(),
              is_list || found.size() > 1 ? join(found) : found.front());
      }
    }
  }

  void check_without_sensitive(const Node& value) {
    for (const Entry& expected : value.entries()) {
      const std::string what = "without_sensitive." + expected.key;
      if (!score.without_sensitive) {
        check(what, expected.value, expected.value.text(), "none");
        continue;
      }
      const SideScore& found = *score.without_sensitive;
      const auto scale =
          std::find_if(model.scales().begin(), model.scales().end(),
                       [&](const InstrumentScale& one) { return one.id == expected.key; });
      if (scale == model.scales().end()) {
        check_level(what, expected.key, expected.value, model.levels(), *found.level);
        continue;
      }
      const auto& made = found.scales[static_cast<std::size_t>(scale - model.scales().begin())];
      check(what, expected.value, number(expected.value), made ? made->to_string() : "none");
    }
  }

  std::string truth(const std::vector<NamedTruth>& truths, const std::string& id,
                    const char* unknown) const {
    for (const NamedTruth& named : truths) {
      if (named.id != id) continue;
      return named.truth == Truth::unknown ? unknown : std::string(to_string(named.truth));
    }
    return "none";
  }

  const ScaleRow& scale(const std::string& id) const {
    std::size_t i = 0;
    while (model.scales()[i].id != id) ++i;
    return score.scales[i];
  }

  /// Numbers are compared as numbers: 8 and 8.0 are one.
  std::string number(const Node& expected) const {
    const auto value = as_decimal(expected);
    return value ? value->to_string() : expected.text();
  }

  void compare(const Entry& entry) {
    const std::string& key = entry.key;
    const Node& value = entry.value;
    if (key == "level" || key == "range" || key == "possible" || key == "certain") {
      check_level(key, key, value, model.levels(), side(score));
    } else if (key == "in_force") {
      const auto& level = score.in_force;
      check(key, value, value.text(), level ? model.levels().list[*level].id : "none");
    } else if (key == "outcomes") {
      check_outcomes(value);
    } else if (key == "classes") {
      check_classes(value);
    } else if (key == "without_sensitive") {
      check_without_sensitive(value);
    } else if (key == "flags") {
      for (const Entry& e : value.entries()) {
        check("flags." + e.key, e.value, e.value.text(), truth(score.flags, e.key, "open"));
      }
    } else if (key == "rules") {
      for (const Entry& e : value.entries()) {
        std::string found = truth(score.rules, e.key, "unknown");
        for (const FurtherScore& outcome : score.outcomes) {
          if (found == "none") found = truth(outcome.rules, e.key, "unknown");
        }
        check("rules." + e.key, e.value, e.value.text(), found);
      }
    } else if (key == "bounds") {
      for (const Entry& e : value.entries()) {
        const ScaleRow& row = scale(e.key);
        std::vector<std::string> wanted;
        for (const Node& end : e.value.items()) wanted.push_back(number(end));
        const std::string none = "none";
        check("bounds." + e.key, e.value, join(wanted),
              row.has_bounds ? join({row.lowest.to_string(), row.highest.to_string()})
                             : join({none, none}));
      }
    } else if (key == "decisive") {
      // As a set: the order is for people.
      std::vector<std::string> wanted = words_of(value);
      std::vector<std::string> found;
      for (const DecisiveItem& item : score.decisive) found.push_back(item.item);
      std::sort(wanted.begin(), wanted.end());
      std::sort(found.begin(), found.end());
      check(key, value, join(wanted), join(found));
    } else if (key == "error") {
      check(key, value, value.text(), "no error");
    } else {
      const ScaleRow& row = scale(key);
      check(key, value, number(value), row.has_value ? row.value.to_string() : "none");
    }
  }
};

}  // namespace

Result<Responses> example_responses(const Instrument& instrument, const Example& example) {
  Result<Responses> responses = make_responses(instrument, example.responses);
  if (!responses || !example.others) return responses;
  std::set<std::string> given;
  for (const RawAnswer& answer : example.responses) given.insert(answer.item);
  RowRun run(instrument.program());
  const Program& program = instrument.program().program();
  // Parents first, so that applicability is known when an item's turn comes.
  for (const InputId input : program.order) {
    const auto item = std::find_if(instrument.items().begin(), instrument.items().end(),
                                   [&](const Item& i) { return i.input == input; });
    if (item == instrument.items().end() || given.count(item->id) != 0) continue;
    if (run.applicable(responses->codes())[input] != Truth::yes) continue;
    for (std::uint32_t code = 0; code < program.inputs[input].size; ++code) {
      const std::string& other = example.others->text;
      if (instrument.code_text(*item, static_cast<Code>(code)) == other) {
        responses->answer(input, static_cast<Code>(code));
      }
    }
  }
  return responses;
}

ExampleResult run_example(const InstrumentPtr& instrument, const Example& example) {
  ExampleResult result;
  result.name = example.name;
  result.span = example.span;
  ScoreOptions options;
  if (example.judged_level) {
    options.judgement = Judgement{*example.judged_level, example.judged_reason, "",
                                  example.is_judged_by_second ? "second" : "", example.opinions};
  }
  options.assessed = example.assessed;
  options.earlier = example.earlier;
  // The dear parts of a score, where nothing asks for them.
  options.with_witnesses = example.expect.find("decisive") != nullptr;
  options.with_sides = example.expect.find("without_sensitive") != nullptr;
  const Result<Responses> responses = example_responses(*instrument, example);
  const Result<Score> made =
      responses ? score(instrument, *responses, options) : tl::unexpected(responses.error());
  const Node* error = example.expect.find("error");
  if (!made) {
    if (error == nullptr) {
      result.faults = made.error();
      return result;
    }
    std::string found;
    bool is_met = false;
    for (const Diagnostic& fault : made.error()) {
      found += (found.empty() ? "" : ", ") + std::string(fault.code->id);
      is_met = is_met || fault.code->id == error->text();
    }
    result.compared = 1;
    if (!is_met) result.mismatches.push_back({"error", error->text(), found, error->span()});
    return result;
  }
  ExpectationCheck comparison{*made, result};
  for (const Entry& entry : example.expect.entries()) comparison.compare(entry);
  return result;
}

std::vector<ExampleResult> run_examples(const InstrumentPtr& instrument) {
  std::vector<ExampleResult> results;
  for (const Example& example : instrument->examples()) {
    results.push_back(run_example(instrument, example));
  }
  return results;
}

}  // namespace v1
}  // namespace vaern
