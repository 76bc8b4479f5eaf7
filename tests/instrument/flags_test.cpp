// SPDX-License-Identifier: Apache-2.0
// S10: flags are yes, no or open, and may read everything.
#include "instrument/support.hpp"

namespace vaern {
namespace {

using namespace testing_support;

Truth flag(const std::string& when, const std::vector<std::pair<std::string, std::string>>& form) {
  const InstrumentPtr model = load_text(R"(vaern: 1
instrument: test
version: "1"
status: draft
title: {en: T, da: T}
answers:
  often: {no: 0, sometimes: 1, often: 2}
items:
  gun: {type: yes_no, text: {en: G, da: G}}
  sleep: {type: often, text: {en: S, da: S}}
  choked: {type: yes_no, ask_when_known: P14D, text: {en: C, da: C}}
  count: {type: number, from: 0, to: 9, asked_when: gun, text: {en: Times, da: Gange}}
scales:
  total: {sum: [gun, sleep], missing: {at_most: 1, count_as: no}}
  of_count: {mean: [count], missing: forbid}
gates: {armed: gun}
levels:
  from: total
  cut_offs: {low: lowest, high: 2}
  texts: {low: {en: Low is not safe., da: Lav er ikke sikker.}}
rules: {r: {when: choked, raise_to: high, because: {en: R, da: R}}}
flags: {first: {when: armed, because: {en: F, da: F}}, flag: {when: )" +
                                        when + ", because: {en: B, da: B}}}\n");
  return model == nullptr ? Truth::unknown : scored(model, form).flags[1].truth;
}

constexpr auto yes = Truth::yes;
constexpr auto no = Truth::no;
constexpr auto open = Truth::unknown;

TEST(Flags, AreOpenWhileTheAnswerIsMissing) {
  EXPECT_EQ(flag("gun", {{"gun", "yes"}}), yes);
  EXPECT_EQ(flag("gun", {{"gun", "no"}}), no);
  EXPECT_EQ(flag("gun", {}), open);
  EXPECT_EQ(flag("{any: [gun, choked]}", {{"gun", "yes"}}), yes);
  EXPECT_EQ(flag("{any: [gun, choked]}", {{"gun", "no"}}), open);
  EXPECT_EQ(flag("{sleep: [sometimes, often]}", {{"sleep", "often"}}), yes);
  EXPECT_EQ(flag("{sleep: [sometimes, often]}", {}), open);
}

TEST(Flags, ReadWithin) {
  EXPECT_EQ(flag("{choked: {within: P14D}}", {{"choked", "{value: yes, within: P14D}"}}), yes);
  EXPECT_EQ(flag("{choked: {within: P14D}}", {{"choked", "{value: yes, within: no}"}}), no);
  EXPECT_EQ(flag("{choked: {within: P14D}}", {{"choked", "yes"}}), open);
  EXPECT_EQ(flag("{choked: {within: P14D}}", {{"choked", "no"}}), no);
  EXPECT_EQ(flag("{choked: {within: P14D}}", {}), open);
}

TEST(Flags, TellWhyAnAnswerIsMissing) {
  const std::string refused = "{missing: gun, reason: refused}";
  EXPECT_EQ(flag(refused, {{"gun", "{missing: refused}"}}), yes);
  EXPECT_EQ(flag(refused, {{"gun", "{missing: unknown}"}}), no);
  EXPECT_EQ(flag(refused, {{"gun", "yes"}}), no);
  EXPECT_EQ(flag(refused, {}), no);
  EXPECT_EQ(flag("{missing: gun, reason: not_asked}", {}), yes);  // absent is not asked
  EXPECT_EQ(flag("{missing: gun}", {}), yes);
  EXPECT_EQ(flag("{missing: gun}", {{"gun", "{missing: omitted}"}}), yes);
  EXPECT_EQ(flag("{missing: gun}", {{"gun", "no"}}), no);
}

TEST(Flags, AnItemThatIsNotAskedIsNotMissing) {
  EXPECT_EQ(flag("{missing: count}", {{"gun", "no"}}), no);
  EXPECT_EQ(flag("{missing: count}", {{"gun", "yes"}}), yes);
  EXPECT_EQ(flag("{missing: count}", {}), yes);  // it may have to be asked
  EXPECT_EQ(flag("{unknown: count}", {{"gun", "no"}}), no);
}

TEST(Flags, UnknownIsYesOrNo) {
  EXPECT_EQ(flag("{unknown: armed}", {}), yes);
  EXPECT_EQ(flag("{unknown: armed}", {{"gun", "no"}}), no);
  EXPECT_EQ(flag("{unknown: r}", {}), yes);
  EXPECT_EQ(flag("{unknown: first}", {{"gun", "yes"}}), no);
  EXPECT_EQ(flag("{unknown: total}", {}), yes);                   // two are missing: no value
  EXPECT_EQ(flag("{unknown: total}", {{"sleep", "often"}}), no);  // imputed
}

TEST(Flags, AComparisonWithANumberThatIsNotThereIsNo) {
  EXPECT_EQ(flag("{count: {from: 0}}", {{"gun", "no"}}), no);
  EXPECT_EQ(flag("{count: {from: 0}}", {{"gun", "yes"}}), yes);
  EXPECT_EQ(flag("{count: {from: 0}}", {}), open);
  EXPECT_EQ(flag("{of_count: {from: 0}}", {{"gun", "no"}}), no);  // a mean of nothing (S5.6)
  EXPECT_EQ(flag("{of_count: {from: 0}}", {}), open);
  EXPECT_EQ(flag("{of_count: {from: 0}}", {{"gun", "yes"}}), yes);
  EXPECT_EQ(flag("{not: {of_count: {from: 0}}}", {{"gun", "no"}}), yes);
}

TEST(Flags, LevelIsTheRangeOfTheAnswers) {
  EXPECT_EQ(flag("{level: high}", {}), open);
  EXPECT_EQ(flag("{level: high}", {{"choked", "{value: yes, within: no}"}}), yes);
  EXPECT_EQ(flag("{level: high}", {{"choked", "no"}, {"gun", "no"}, {"sleep", "no"}}), no);
  EXPECT_EQ(flag("{unknown: level}", {{"gun", "no"}}), yes);
}

TEST(Flags, SayWhenTheyRestOnAnImputedValue) {
  const InstrumentPtr model = load_text(R"(vaern: 1
instrument: test
version: "1"
status: draft
title: {en: T, da: T}
items:
  a: {type: yes_no, text: {en: A, da: A}}
  b: {type: yes_no, text: {en: B, da: B}}
scales: {total: {sum: [a, b], missing: {count_as: no}}}
gates: {some: {total: {from: 1}}}
levels:
  from: total
  cut_offs: {low: lowest, high: 2}
  texts: {low: {en: Low is not safe., da: Lav er ikke sikker.}}
rules: {r: {when: some, raise_to: high, because: {en: R, da: R}}}
flags: {f: {when: {total: {from: 1}}, because: {en: F, da: F}}, g: {when: a, because: {en: G, da: G}}}
)");
  const Score made = scored(model, {{"a", "yes"}});
  EXPECT_TRUE(made.gates[0].rests_on_imputed);
  EXPECT_TRUE(made.rules[0].rests_on_imputed);
  EXPECT_EQ(made.rules[0].truth, Truth::yes);
  EXPECT_TRUE(made.flags[0].rests_on_imputed);
  EXPECT_FALSE(made.flags[1].rests_on_imputed);
  EXPECT_FALSE(scored(model, {{"a", "yes"}, {"b", "no"}}).flags[0].rests_on_imputed);
}

}  // namespace
}  // namespace vaern
