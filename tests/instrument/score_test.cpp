// SPDX-License-Identifier: Apache-2.0
#include "vaern/instrument/score.hpp"

#include <gmock/gmock.h>

#include "instrument/random_responses.hpp"
#include "instrument/support.hpp"

namespace vaern {
namespace {

using namespace testing_support;

std::vector<std::string> ids(const Instrument& model, LevelSet set) {
  std::vector<std::string> names;
  for (const std::uint32_t level : levels_of(set)) names.push_back(model.levels().list[level].id);
  return names;
}

TEST(Score, OfAnEmptyDangerAssessmentLeavesEveryLevelOpenAndComputesNone) {
  const InstrumentPtr model = load_shipped("danger-assessment.yaml");
  const Score empty = scored(model, {});
  EXPECT_THAT(ids(*model, empty.possible),
              ::testing::ElementsAre("variable", "increased", "severe", "extreme"));
  EXPECT_EQ(empty.low, 0U);
  EXPECT_EQ(empty.high, 3U);
  EXPECT_FALSE(empty.is_certain());
  EXPECT_FALSE(empty.computed);
  EXPECT_FALSE(empty.cut_off_level);
  EXPECT_FALSE(empty.in_force);
  EXPECT_EQ(empty.possible_after, empty.possible);
  EXPECT_FALSE(empty.scales[0].has_value);
  EXPECT_EQ(empty.missing, empty.asked);
  EXPECT_FALSE(empty.decisive.empty());
}

TEST(Score, StandsInItsRangeAndItsWitnessesScoreTheEnds) {
  for (const InstrumentPtr& model : all_shipped()) {
    SCOPED_TRACE(model->reference());
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
      const Result<Score> made = score(model, random_responses(*model, seed, seed % 5));
      ASSERT_TRUE(made);
      for (const ScaleRow& scale : made->scales) {
        if (!scale.has_value) continue;
        EXPECT_LE(scale.lowest, scale.value);
        EXPECT_GE(scale.highest, scale.value);
      }
      EXPECT_TRUE(made->possible >> made->low & 1U);
      EXPECT_TRUE(made->possible >> made->high & 1U);
      if (made->computed) {
        EXPECT_LE(made->low, *made->computed);
        EXPECT_GE(made->high, *made->computed);
      }
      for (const bool high : {false, true}) {
        const auto& witness = high ? made->highest_witness : made->lowest_witness;
        if (!witness) continue;
        Responses complete(*model);
        for (InputId id = 0; id < witness->size(); ++id) {
          if ((*witness)[id] != not_applicable_code) complete.answer(id, (*witness)[id]);
        }
        const Result<Score> end = score(model, complete);
        ASSERT_TRUE(end) << render(end.error());
        EXPECT_TRUE(end->is_certain() || model->judgement() == JudgementPolicy::decides);
        EXPECT_EQ(end->low, high ? made->high : made->low);
      }
    }
  }
}

TEST(Score, CountsQuestionsAndNotInputs) {
  const InstrumentPtr model = load_text(R"(vaern: 1
instrument: test
version: "1"
status: draft
title: {en: T, da: T}
items:
  a: {type: yes_no, ask_when_known: P14D, text: {en: A, da: A}}
  b: {type: yes_no, asked_when: a, text: {en: B, da: B}}
scales: {total: {sum: [a, b], missing: forbid}}
)");
  EXPECT_EQ(scored(model, {}).asked, 2U);
  EXPECT_EQ(scored(model, {{"a", "no"}}).asked, 1U);
  EXPECT_EQ(scored(model, {{"a", "no"}}).missing, 0U);
  EXPECT_EQ(scored(model, {{"a", "yes"}}).asked, 3U);
  EXPECT_EQ(scored(model, {{"a", "yes"}}).missing, 2U);
  const Score made = scored(model, {{"a", "yes"}});
  EXPECT_FALSE(made.has_levels);  // S7.5
  EXPECT_EQ(made.possible, 0U);
  EXPECT_TRUE(made.decisive.empty());
}

TEST(Score, WithoutWitnessesIsTheSameBesideThem) {
  const InstrumentPtr model = load_shipped("danger-assessment.yaml");
  ScoreOptions options;
  options.with_witnesses = false;
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    const Responses form = random_responses(*model, seed, 2);
    const Result<Score> full = score(model, form);
    const Result<Score> plain = score(model, form, options);
    ASSERT_TRUE(full && plain);
    EXPECT_EQ(full->possible, plain->possible);
    EXPECT_EQ(full->computed, plain->computed);
    EXPECT_FALSE(plain->lowest_witness);
    EXPECT_TRUE(plain->decisive.empty());
  }
}

TEST(Score, OfFallingLevelsReadsTheNumbersDownward) {
  const InstrumentPtr model = load_shipped("who-5.yaml");
  const auto& levels = model->levels();
  ASSERT_TRUE(levels.is_falling);
  for (std::size_t i = 1; i < levels.list.size(); ++i) {
    const Rational cut_off = levels.list[i].cut_off->value;
    // A level holds at its number and not at the next number above it.
    Responses form(*model);
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
      const Result<Score> made = score(model, random_responses(*model, seed, 0));
      ASSERT_TRUE(made);
      EXPECT_EQ(made->scales[0].value <= cut_off, *made->computed >= i);
    }
  }
}

TEST(Score, DecidesOnYesNoItemsThatAreNotAskedAsOnNo) {
  // S2.5: {b: no} holds where b does not apply, and so does {s: other than a code}.
  const InstrumentPtr model = load_text(R"(vaern: 1
instrument: test
version: "1"
status: draft
title: {en: T, da: T}
answers: {often: [never, often]}
items:
  a: {type: yes_no, text: {en: A, da: A}}
  b: {type: yes_no, asked_when: a, text: {en: B, da: B}}
  s: {type: often, asked_when: a, text: {en: S, da: S}}
levels:
  order: [low, medium, high, acute]
  texts: {low: {en: Low is not safe., da: Lav er ikke sikker.}}
rules:
  not_b: {when: {b: no}, raise_to: medium, because: {en: B, da: B}}
  not_often: {when: "s != \"often\"", raise_to: high, because: {en: S, da: S}}
  never: {when: {s: never}, raise_to: acute, because: {en: S, da: S}}
)");
  const Score made = scored(model, {{"a", "no"}});
  EXPECT_EQ(made.rules[0].truth, Truth::yes);
  EXPECT_EQ(made.rules[1].truth, Truth::yes);
  EXPECT_EQ(made.rules[2].truth, Truth::no);
  EXPECT_EQ(made.computed, 2U);
}

/// 24 items in two scales that pull in opposite directions with weights of no pattern, so that no
/// diagram of a bearable size tells all the forms apart.
InstrumentPtr entangled() {
  std::string items;
  std::string first;
  std::string second;
  std::uint64_t state = 12345;
  const auto weight = [&] {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return std::to_string((state >> 33U) % 900'000 + 100'000);
  };
  for (int i = 0; i < 24; ++i) {
    const std::string id = "q" + std::to_string(i);
    items += "  " + id + ": {type: yes_no, text: {en: Q, da: Q}}\n";
    first += (i == 0 ? "" : ", ") + id + ": " + weight();
    second += (i == 0 ? "" : ", ") + id + ": -" + weight();
  }
  return load_text(
      "vaern: 1\ninstrument: test\nversion: \"1\"\nstatus: draft\ntitle: {en: T, da: T}\n"
      "items:\n" +
      items +
      "  free: {type: yes_no, scored: no, text: {en: F, da: F}}\n"
      "scales:\n  up: {sum: {" +
      first +
      "}, missing: bounds_only}\n"
      "  down: {sum: {" +
      second +
      "}, missing: bounds_only}\n"
      "levels:\n  from: up\n  cut_offs: {low: lowest, high: 6000000}\n"
      "  texts: {low: {en: Low is not safe., da: Lav er ikke sikker.}}\n"
      "rules: {r: {when: {down: {from: -4000000}}, raise_to: high, because: {en: R, da: R}}}\n");
}

TEST(Score, BeyondTheCapHasASoundRangeAndNamesWhatMayDecide) {
  const InstrumentPtr model = entangled();
  ASSERT_NE(model, nullptr);
  ASSERT_EQ(model->program().exactness(), Exactness::e2);
  const Score made = scored(model, {{"q0", "yes"}, {"q5", "no"}});
  EXPECT_EQ(made.possible, LevelSet{0b11});
  EXPECT_FALSE(made.is_exact);
  EXPECT_FALSE(made.lowest_witness);
  ASSERT_EQ(made.decisive.size(), 22U);  // not what is answered, nor what no level reads
  for (const DecisiveItem& item : made.decisive) {
    EXPECT_TRUE(item.item != "q0" && item.item != "q5" && item.item != "free");
  }
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const Result<Score> full = score(model, random_responses(*model, seed, 0));
    ASSERT_TRUE(full);
    EXPECT_TRUE(full->is_certain());
    EXPECT_TRUE(full->decisive.empty());
  }
}

}  // namespace
}  // namespace vaern
