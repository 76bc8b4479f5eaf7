// SPDX-License-Identifier: Apache-2.0
// What an example expects is compared when it runs; here every word of it must be one that the
// instrument has, so that a misspelt expectation is never silently met.
#include <algorithm>
#include <utility>

#include "instrument/loader.hpp"

namespace vaern {
inline namespace v1 {
namespace {

bool has(const std::vector<std::string>& list, std::string_view id) {
  return std::find(list.begin(), list.end(), id) != list.end();
}

}  // namespace

void InstrumentLoader::unknown_word(const std::string& name, const SourceSpan& span,
                                    const std::vector<std::string>& candidates) {
  const Declaration* declaration = names.find(name);
  if (declaration != nullptr && declaration->is_refused) return;
  Diagnostic& finding = findings.add(codes::unknown_expectation, span, {{"name", name}});
  if (const std::string near = did_you_mean(name, candidates); !near.empty()) {
    finding.help = &notes::did_you_mean;
    finding.help_arguments = {{"candidate", near}};
  }
}

/// A map whose keys are of `known` and whose values `read` takes.
void InstrumentLoader::check_words(const Node& map, const std::vector<std::string>& known,
                                   const std::function<void(const Entry&)>& read) {
  if (!expect_map(map, findings)) return;
  for (const Entry& entry : map.entries()) {
    if (has(known, entry.key)) {
      read(entry);
    } else {
      unknown_word(entry.key, entry.key_span, known);
    }
  }
}

/// `level`, `range` or `possible`, of the instrument or of an outcome.
void InstrumentLoader::check_level_word(const std::string& key, const Node& value,
                                        const Levels& levels, bool is_refused) {
  if (key == "level" || key == "in_force") {
    if (value.text() != "none") read_level(value, levels, is_refused);
  } else if (expect_list(value, findings)) {
    for (const Node& item : value.items()) read_level(item, levels, is_refused);
  }
}

void InstrumentLoader::check_classes_expected(const Entry& entry) {
  const InstrumentClasses& classes = *made->find_classes(entry.key);
  std::vector<std::string> ids;
  for (const NominalClass& each : classes.list) ids.push_back(each.id);
  const auto check = [&](const Node& node) {
    if (!expect_scalar(node, findings) || has(ids, node.text())) return;
    suggest(findings.add(codes::unknown_expectation, node.span(), {{"name", node.text()}}),
            node.text(), ids);
  };
  if (entry.value.is_sequence()) {
    for (const Node& item : entry.value.items()) check(item);
  } else {
    check(entry.value);
  }
}

void InstrumentLoader::check_without_sensitive(const Node& map) {
  std::vector<std::string> words{"level", "range", "possible"};
  for (const InstrumentScale& scale : made->scales_) words.push_back(scale.id);
  check_words(map, words, [&](const Entry& entry) {
    if (find_scale(entry.key) == nullptr) {
      check_level_word(entry.key, entry.value, made->levels_, are_levels_refused);
    } else if (entry.value.text() != "none") {
      read_decimal(entry.value, findings);
    }
  });
}

void InstrumentLoader::check_expectation(const Node& expect) {
  if (!expect_map(expect, findings)) return;
  if (expect.entries().empty()) findings.add(codes::expects_nothing, expect.key_span());
  std::vector<std::string> words{"level",    "range",    "possible", "certain",
                                 "flags",    "rules",    "bounds",   "decisive",
                                 "in_force", "outcomes", "classes",  "without_sensitive",
                                 "error"};
  std::vector<std::string> scales;
  for (const InstrumentScale& s : made->scales_) scales.push_back(s.id);
  words.insert(words.end(), scales.begin(), scales.end());
  std::vector<std::string> flags;
  for (const Flag& f : made->flags_) flags.push_back(f.id);
  std::vector<std::string> rules;
  for (const Rule& r : made->rules_) rules.push_back(r.id);
  std::vector<std::string> outcomes;
  for (const FurtherOutcome& outcome : made->outcomes_) {
    outcomes.push_back(outcome.id);
    for (const Rule& r : outcome.rules) rules.push_back(r.id);
  }
  std::vector<std::string> classes;
  for (const InstrumentClasses& each : made->classes_) classes.push_back(each.id);

  for (const Entry& entry : expect.entries()) {
    const std::string& key = entry.key;
    const Node& value = entry.value;
    if (key == "level" || key == "in_force" || key == "range" || key == "possible") {
      check_level_word(key, value, made->levels_, are_levels_refused);
    } else if (key == "certain") {
      read_yes_no(value, findings);
    } else if (key == "flags") {
      check_words(value, flags,
                  [&](const Entry& e) { read_word(e.value, findings, {"yes", "no", "open"}); });
    } else if (key == "rules") {
      check_words(value, rules,
                  [&](const Entry& e) { read_word(e.value, findings, {"yes", "no", "unknown"}); });
    } else if (key == "bounds") {
      check_words(value, scales, [](const Entry&) {});
    } else if (key == "outcomes") {
      check_words(value, outcomes, [&](const Entry& outcome) {
        const Levels& levels = made->find_outcome(outcome.key)->levels;
        check_words(outcome.value, {"level", "range", "possible"},
                    [&](const Entry& e) { check_level_word(e.key, e.value, levels, false); });
      });
    } else if (key == "classes") {
      check_words(value, classes, [&](const Entry& e) { check_classes_expected(e); });
    } else if (key == "without_sensitive") {
      check_without_sensitive(value);
    } else if (key == "decisive") {
      if (!expect_list(value, findings)) continue;
      for (const Node& item : value.items()) {
        const auto name = read_text_scalar(item, findings);
        if (!name || bindings.count(*name) != 0 || is_known(*name)) continue;
        findings.add(codes::unknown_item, item.span(),
                     {{"name", *name}, {"instrument", made->head_.id}});
      }
    } else if (key == "error") {
      const auto code = read_text_scalar(value, findings);
      if (code && !(code->size() == 5 && code->starts_with("E"))) {
        unknown_word(*code, value.span(), {});
      }
    } else if (has(scales, key)) {
      if (value.text() != "none") read_decimal(value, findings);
    } else {
      unknown_word(key, entry.key_span, words);
    }
  }
}

}  // namespace v1
}  // namespace vaern
