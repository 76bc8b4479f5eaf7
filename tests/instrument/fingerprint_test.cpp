// SPDX-License-Identifier: Apache-2.0
// S22: `meaning` is over what can change a result, `text` over the words.
#include "instrument/support.hpp"

namespace vaern {
namespace {

using namespace testing_support;

constexpr const char* base = R"(vaern: 1
instrument: test
version: "1"
status: draft
title: {en: T, da: T}
answers:
  often: {never: 0, sometimes: 1}
items:
  a: {type: often, text: {en: Label, da: Mærke}}
  b: {type: yes_no, text: {en: B, da: B}}
  c: {type: yes_no, asked_when: b, text: {en: C, da: C}}
scales:
  total: {sum: {a: 1, b: 2, c: 1}, missing: {at_most: 1, count_as: never}}
  parts: {sum: [b, c], missing: bounds_only}
levels:
  from: parts
  cut_offs: {low: lowest, high: 2}
  texts: {low: {en: Low is not safe., da: Lav er ikke sikker.}}
rules:
  r: {when: b, raise_to: high, because: {en: R, da: R}}
flags:
  f: {when: c, because: {en: F, da: F}}
judgement: {lower: never}
)";

std::string changed(const std::string& from, const std::string& to) {
  std::string text = base;
  // The base has no code that every item of `total` takes; see below.
  text.replace(text.find("count_as: never"), 15, "prorate: by_range");
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

struct Effect {
  bool meaning = false;
  bool text = false;
};

Effect effect_of(const std::string& from, const std::string& to) {
  const InstrumentPtr before = load_text(changed("{", "{"));
  const InstrumentPtr after = load_text(changed(from, to));
  if (before == nullptr || after == nullptr) return {};
  return {before->meaning() != after->meaning(), before->text() != after->text()};
}

void expect_meaning(const std::string& from, const std::string& to) {
  const Effect effect = effect_of(from, to);
  EXPECT_TRUE(effect.meaning) << from << " -> " << to;
  EXPECT_FALSE(effect.text) << from << " -> " << to;
}

void expect_text(const std::string& from, const std::string& to) {
  const Effect effect = effect_of(from, to);
  EXPECT_FALSE(effect.meaning) << from << " -> " << to;
  EXPECT_TRUE(effect.text) << from << " -> " << to;
}

TEST(Fingerprints, OfMeaningChangeWithWhatCanChangeAResult) {
  expect_meaning("b: 2", "b: 3");
  expect_meaning("sometimes: 1", "sometimes: 2");
  expect_meaning("high: 2", "high: 3");
  expect_meaning("at_most: 1", "at_most: 2");
  expect_meaning("missing: bounds_only", "missing: forbid");
  expect_meaning("asked_when: b", "asked_when: {not: b}");
  expect_meaning("r: {when: b", "r: {when: c");
  expect_meaning("f: {when: c", "f: {when: b");
  expect_meaning("lower: never", "lower: with_reason");
  expect_meaning("title:", "population: {sex: woman}\ntitle:");
  expect_meaning("missing: bounds_only}", "then: [{times: 2}], missing: bounds_only}");
}

TEST(Fingerprints, OfTextChangeWithTheWords) {
  expect_text("en: Label", "en: Other");
  expect_text("da: Mærke", "da: Andet");
  expect_text("Low is not safe.", "Low is never safe.");
  expect_text("because: {en: R", "because: {en: Q");
  expect_text("because: {en: F", "because: {en: G");
  expect_text("title: {en: T", "title: {en: U");
  expect_text("title:", "outcome_note: {en: An indication., da: Et fingerpeg.}\ntitle:");
  expect_text("title:", "evidence: {outcome: {en: Harm, da: Skade}}\ntitle:");
  expect_text("title:",
              "licence: {class: B, note: {en: Train first., da: Lær det først.}}\ntitle:");
}

TEST(Fingerprints, OrderOfKeysIsMeaning) {
  EXPECT_TRUE(effect_of("never: 0, sometimes: 1", "sometimes: 1, never: 0").meaning);
  EXPECT_TRUE(effect_of("{sum: [b, c]", "{sum: [c, b]").meaning);
}

TEST(Fingerprints, WhatIsWrittenOtherwiseIsTheSame) {
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"b: 2", "b: 2.0"},
           {"b: 2", "b: {value: 2, source: local, verified: no}"},
           {"high: 2}", "high: 2} # a remark"},
           {"r: {when: b,", "r: {when: \"b\","},
           {"status: draft", "status: approved"}}) {
    const Effect effect = effect_of(from, to);
    EXPECT_FALSE(effect.meaning) << to;
    EXPECT_FALSE(effect.text) << to;
  }
}

}  // namespace
}  // namespace vaern
