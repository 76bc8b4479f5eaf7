// SPDX-License-Identifier: Apache-2.0
// S12: what is in force beside a judgement, and what is still possible after it.
#include <gmock/gmock.h>

#include "instrument/support.hpp"

namespace vaern {
namespace {

using namespace testing_support;

/// Three yes/no items; low, medium from 1, high from 2, acute from 3.
InstrumentPtr model(const std::string& judgement) {
  return load_text(R"(vaern: 1
instrument: test
version: "1"
status: draft
title: {en: T, da: T}
items:
  a: {type: yes_no, text: {en: A, da: A}}
  b: {type: yes_no, text: {en: B, da: B}}
  c: {type: yes_no, text: {en: C, da: C}}
scales: {total: {sum: [a, b, c], missing: bounds_only}}
levels:
  from: total
  cut_offs: {low: lowest, medium: 1, high: 2, acute: 3}
  texts: {low: {en: Low is not safe., da: Lav er ikke sikker.}}
judgement: )" + judgement +
                   "\n");
}

/// Rules alone give floors; the judgement decides.
InstrumentPtr deciding() {
  return load_text(R"(vaern: 1
instrument: test
version: "1"
status: draft
title: {en: T, da: T}
items:
  a: {type: yes_no, text: {en: A, da: A}}
  b: {type: yes_no, text: {en: B, da: B}}
levels:
  order: [low, medium, high]
  texts: {low: {en: Low is not safe., da: Lav er ikke sikker.}}
rules:
  floor: {when: a, raise_to: medium, because: {en: A, da: A}}
  top: {when: b, raise_to: high, because: {en: B, da: B}}
judgement: {decides: yes}
)");
}

struct Given {
  std::string level;
  std::string second;
};

/// "in force / possible after", "+lowered" where the lower level holds, "+overruled" where not.
std::string outcome(const InstrumentPtr& instrument,
                    const std::vector<std::pair<std::string, std::string>>& form,
                    const std::optional<Given>& given) {
  std::optional<Judgement> judgement;
  if (given) judgement = Judgement{given->level, "seen at home", "w3", given->second};
  const Result<Score> made = score(instrument, answers(form), judgement);
  EXPECT_TRUE(made) << render(made.error());
  const auto& levels = instrument->levels().list;
  std::string text = made->in_force ? levels[*made->in_force].id : "none";
  text += " /";
  for (const std::uint32_t level : levels_of(made->possible_after)) text += " " + levels[level].id;
  if (made->judged && made->judged->is_lowered) text += " +lowered";
  if (made->judged && made->judged->is_overruled) text += " +overruled";
  return text;
}

const std::vector<std::pair<std::string, std::string>> high{
    {"a", "yes"}, {"b", "yes"}, {"c", "no"}};
const std::vector<std::pair<std::string, std::string>> open{{"a", "yes"}};  // medium to acute

TEST(Judgement, LowerNeverTakesTheHigher) {
  const InstrumentPtr m = model("{lower: never}");
  EXPECT_EQ(outcome(m, high, std::nullopt), "high / high");
  EXPECT_EQ(outcome(m, high, Given{"acute", ""}), "acute / acute");
  EXPECT_EQ(outcome(m, high, Given{"high", ""}), "high / high");
  EXPECT_EQ(outcome(m, high, Given{"low", ""}), "high / high +overruled");
  EXPECT_EQ(outcome(m, high, Given{"low", "w4"}), "high / high +overruled");
  // Not certain: "at least medium" stands in for the computed level, and higher ones stay open.
  EXPECT_EQ(outcome(m, open, std::nullopt), "none / medium high acute");
  EXPECT_EQ(outcome(m, open, Given{"low", ""}), "medium / medium high acute +overruled");
  EXPECT_EQ(outcome(m, open, Given{"high", ""}), "high / high acute");
  EXPECT_EQ(outcome(m, open, Given{"acute", ""}), "acute / acute");
}

TEST(Judgement, LowerWithReasonTakesTheJudgedLevel) {
  const InstrumentPtr m = model("{lower: with_reason}");
  EXPECT_EQ(outcome(m, high, Given{"low", ""}), "low / low +lowered");
  EXPECT_EQ(outcome(m, high, Given{"acute", ""}), "acute / acute");
  EXPECT_EQ(outcome(m, open, Given{"low", ""}), "low / low medium high acute +lowered");
  EXPECT_EQ(outcome(m, open, Given{"high", ""}), "high / high acute");
}

TEST(Judgement, LowerWithASecondPersonNeedsTheSecondPerson) {
  const InstrumentPtr m = model("{lower: second_person}");
  EXPECT_EQ(outcome(m, high, Given{"low", ""}), "high / high +overruled");
  EXPECT_EQ(outcome(m, high, Given{"low", "w4"}), "low / low +lowered");
  EXPECT_EQ(outcome(m, high, Given{"acute", ""}), "acute / acute");
  EXPECT_EQ(outcome(m, open, Given{"low", "w4"}), "low / low medium high acute +lowered");
}

TEST(Judgement, ThatDecidesIsTheLevelAboveTheFloorOfTrueRules) {
  const InstrumentPtr m = deciding();
  const std::vector<std::pair<std::string, std::string>> none{{"a", "no"}, {"b", "no"}};
  const std::vector<std::pair<std::string, std::string>> floor{{"a", "yes"}, {"b", "no"}};
  EXPECT_EQ(outcome(m, none, std::nullopt), "none / low medium high");
  EXPECT_EQ(outcome(m, floor, std::nullopt), "none / medium high");
  EXPECT_EQ(outcome(m, none, Given{"low", ""}), "low / low");
  EXPECT_EQ(outcome(m, none, Given{"high", ""}), "high / high");
  EXPECT_EQ(outcome(m, floor, Given{"low", ""}), "medium / medium +overruled");
  EXPECT_EQ(outcome(m, {{"a", "yes"}}, Given{"low", ""}), "medium / medium high +overruled");
  EXPECT_EQ(outcome(m, {}, Given{"low", ""}), "low / low medium high");
  EXPECT_EQ(outcome(m, {}, Given{"medium", ""}), "medium / medium high");
  const Score empty = scored(m, {});
  EXPECT_FALSE(empty.computed);
  EXPECT_EQ(empty.possible, LevelSet{0b111});
  EXPECT_EQ(scored(m, floor).possible, LevelSet{0b110});
}

std::vector<std::string> refused(const InstrumentPtr& m, const Judgement& judgement) {
  const Result<Score> made = score(m, answers({}), judgement);
  std::vector<std::string> codes;
  if (made) return codes;
  for (const Diagnostic& d : made.error()) codes.emplace_back(d.code->id);
  return codes;
}

TEST(Judgement, NeedsALevelOfTheInstrumentAndAReason) {
  const InstrumentPtr m = model("{lower: with_reason}");
  EXPECT_THAT(refused(m, {"hihg", "seen", "", ""}), ::testing::ElementsAre("E0508"));
  EXPECT_THAT(refused(m, {"high", "", "", ""}), ::testing::ElementsAre("E0509"));
  EXPECT_THAT(refused(m, {"hihg", "", "", ""}), ::testing::UnorderedElementsAre("E0508", "E0509"));
  const InstrumentPtr silent = load_text(R"(vaern: 1
instrument: test
version: "1"
status: draft
title: {en: T, da: T}
items: {a: {type: yes_no, text: {en: A, da: A}}}
scales: {total: {sum: [a], missing: forbid}}
)");
  EXPECT_THAT(refused(silent, {"high", "seen", "", ""}), ::testing::ElementsAre("E0510"));
}

}  // namespace
}  // namespace vaern
