// SPDX-License-Identifier: Apache-2.0
// Further outcomes, classes, opinions, sensitive items and local versions, each in a model that has
// little else.
#include <gmock/gmock.h>

#include "instrument/small_models.hpp"
#include "vaern/instrument/record.hpp"
#include "vaern/model/extends.hpp"

namespace vaern {
namespace {

using namespace testing_support;
using testing::ElementsAre;
using testing::HasSubstr;

InstrumentPtr escalating() {
  return two_items(std::string(R"(scales:
  total: {sum: [a, b], missing: bounds_only}
)") + levels + R"(outcomes:
  lethality:
    text: {en: Lethality, da: Dødelighed}
    order: [slight, grave]
    texts: {slight: {en: Slight is not none., da: Lille er ikke ingen.}}
    rules:
      deadly: {when: a, raise_to: grave, because: {en: D., da: D.}}
rules:
  escalates: {when: {lethality: {from: grave}}, raise_to: high, because: {en: E., da: E.}}
classes:
  kind:
    text: {en: Kind, da: Slags}
    first_match:
      one: {when: a, label: {en: one, da: en}}
      two: {when: b, label: {en: two, da: to}}
      none: {when: otherwise, label: {en: none, da: ingen}}
flags:
  of_class: {when: {kind: [one, two, none]}, because: {en: F., da: F.}}
  of_outcome: {when: {lethality: {from: grave}}, because: {en: G., da: G.}}
judgement: {lower: with_reason}
opinions:
  harm: {levels: set, text: {en: Harm, da: Skade}, required: yes}
  soon: {levels: set, text: {en: Soon, da: Snart}}
answers:
  set: {ordered: yes, options: [little, much]}
)");
}

TEST(Outcomes, HaveTheirOwnRangeWitnessesAndDecisiveItems) {
  const InstrumentPtr model = escalating();
  const Score open = scored(model, {{"b", "no"}});
  const FurtherScore& lethality = open.outcomes[0];
  EXPECT_EQ(lethality.possible, 3U);
  EXPECT_FALSE(lethality.computed);
  EXPECT_FALSE(lethality.is_certain());
  EXPECT_EQ((*lethality.lowest_witness)[0], 0);
  EXPECT_EQ((*lethality.highest_witness)[0], 1);
  ASSERT_EQ(lethality.decisive.size(), 1U);
  EXPECT_EQ(lethality.decisive[0].item, "a");
  // An escalation raises the level that reads it.
  EXPECT_EQ(open.possible, 3U);
  const Score grave = scored(model, {{"a", "yes"}, {"b", "no"}});
  EXPECT_EQ(grave.outcomes[0].computed, 1U);
  EXPECT_EQ(grave.computed, 1U);
  EXPECT_EQ(grave.rules[0].truth, Truth::yes);
}

TEST(Classes, AreTheSetOfThoseThatArePossible) {
  const InstrumentPtr model = escalating();
  const Score open = scored(model, {{"a", "no"}});
  EXPECT_EQ(open.classes[0].possible, 6U);
  EXPECT_TRUE(open.classes[0].is_exact);
  EXPECT_FALSE(open.classes[0].witnesses[0]);
  EXPECT_EQ((*open.classes[0].witnesses[1])[1], 1);
  ASSERT_EQ(open.classes[0].decisive.size(), 1U);
  EXPECT_TRUE(open.classes[0].decisive[0].moves_an_end);
  EXPECT_EQ(open.classes[0].decisive[0].spanned, 2U);
  // A class is unknown while several are possible, whichever are listed (S10.2).
  EXPECT_EQ(open.flags[0].truth, Truth::unknown);
  EXPECT_EQ(open.flags[1].truth, Truth::no);
  const Score one = scored(model, {{"a", "yes"}});
  EXPECT_TRUE(one.classes[0].is_certain());
  EXPECT_EQ(one.flags[0].truth, Truth::yes);
  EXPECT_EQ(one.flags[1].truth, Truth::yes);
}

TEST(Opinions, AreRecordedAndChangeNoLevel) {
  const InstrumentPtr model = escalating();
  const Responses form = *make_responses(*model, answers({{"a", "no"}}));
  Judgement judgement{"high", "Seen.", "w1", ""};
  const Score without = *score(model, form, judgement);
  EXPECT_FALSE(without.opinions[0].given);
  EXPECT_TRUE(without.opinions[0].is_required);
  judgement.opinions = {{"harm", "much"}};
  const Score with = *score(model, form, judgement);
  EXPECT_EQ(with.opinions[0].given, Code{1});
  EXPECT_FALSE(with.opinions[1].given);
  EXPECT_EQ(with.in_force, without.in_force);
  EXPECT_EQ(with.possible_after, without.possible_after);
  judgement.opinions = {{"harm", "huge"}, {"hram", "much"}};
  const Result<Score> wrong = score(model, form, judgement);
  EXPECT_THAT(codes_of(wrong.error()),
              ElementsAre("E0521 /judgement/opinions/harm", "E0520 /judgement/opinions/hram"));
  EXPECT_EQ(wrong.error()[0].help_text(), "allowed: little, much");
}

TEST(WithoutSensitive, LeavesOutTheItemAndWhatWasAskedBecauseOfIt) {
  const InstrumentPtr model = load_text(std::string(head) + R"(items:
  origin: {type: yes_no, sensitive: yes, text: {en: O, da: O}}
  more: {type: yes_no, asked_when: origin, text: {en: M, da: M}}
  other: {type: yes_no, text: {en: T, da: T}}
scales:
  total: {sum: [origin, more, other], missing: bounds_only}
)" + levels);
  const Score made = scored(model, {{"origin", "yes"}, {"more", "yes"}, {"other", "yes"}});
  EXPECT_EQ(made.computed, 1U);
  ASSERT_TRUE(made.without_sensitive);
  EXPECT_EQ(made.without_sensitive->scales[0], Rational(1));
  EXPECT_EQ(made.without_sensitive->level->computed, 0U);
  EXPECT_EQ(made.without_sensitive->level->possible, 1U);
  EXPECT_FALSE(scored(escalating(), {}).without_sensitive);
}

struct Local {
  InstrumentPtr published;
  InstrumentPtr model;
};

Local local_version() {
  const auto read = [](const std::string& text) {
    DiagnosticList findings;
    return *read_document("test.yaml", text, findings);
  };
  const Document base = read(std::string(head) + R"(items:
  a: {type: yes_no, text: {en: A, da: A}}
  b: {type: yes_no, text: {en: B, da: B}}
scales:
  total: {sum: [a, b], missing: bounds_only}
)" + levels);
  const Document local = read(R"(vaern: 1
instrument: test-local
version: "1"
status: draft
title: {en: T, da: T}
extends: test@1
items:
  c: {type: yes_no, text: {en: C, da: C}}
scales:
  total: {sum: [a, b, c]}
)");
  DiagnosticList findings;
  const PopulationNames names;
  Local made;
  made.published = load_instrument(base, names, findings);
  made.model = load_instrument(join(base, local, findings), names, findings, made.published);
  EXPECT_FALSE(findings.has_errors()) << render(findings);
  return made;
}

TEST(LocalVersions, HoldWhatThePublishedOneSaysOfTheSameAnswers) {
  const Local local = local_version();
  const Score made = scored(local.model, {{"a", "yes"}, {"b", "no"}, {"c", "yes"}});
  EXPECT_EQ(made.computed, 1U);
  ASSERT_TRUE(made.published);
  EXPECT_EQ(made.published->instrument, local.published);
  EXPECT_EQ(made.published->level->computed, 0U);
  EXPECT_EQ(made.published->scales[0], Rational(1));
  EXPECT_THAT(record_of(made), HasSubstr("\"published\":{\"id\":\"test\",\"version\":\"1\","));
  const auto find = [&](std::string_view id, std::string_view) {
    return id == "test-local" ? local.model : nullptr;
  };
  EXPECT_EQ(verify(record_of(made), find).state, Verification::State::verified);
}

}  // namespace
}  // namespace vaern
