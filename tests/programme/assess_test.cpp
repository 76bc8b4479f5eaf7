// SPDX-License-Identifier: Apache-2.0
#include "vaern/programme/assess.hpp"

#include <gmock/gmock.h>

#include "programme/support.hpp"

namespace vaern {
namespace {

using namespace testing_support;
using ::testing::ElementsAre;

const std::string all_no = "responses: {gun: no, threat: no, left: no}";
const std::string one_yes = "responses: {gun: yes, threat: no, left: no}";
const std::string all_yes = "responses: {gun: yes, threat: yes, left: yes}";

/// The levels of o1 and o2 in a case with these assessments.
std::vector<std::string> dyads(const std::string& assessments, const Programme& programme,
                               const std::string& rest = "",
                               const std::string& subject = "sex: woman, born: 1990") {
  const CaseFile file = small_case("assessments:\n" + assessments + rest, subject);
  std::vector<std::string> result;
  for (const Dyad& dyad : assessed(file, programme).dyads) {
    result.push_back(dyad.possible != 0 ? levels(programme, dyad.possible)
                                        : "no level: " + std::string(to_string(dyad.no_level)));
  }
  return result;
}

std::vector<std::string> dyads(const std::string& assessments) {
  return dyads(assessments, *small_programme());
}

TEST(Assess, PutsLevelsOnTheScaleOfTheProgramme) {
  EXPECT_THAT(dyads(assessment("a1", "scale", "o1", "completed", "2026-01-10", one_yes)),
              ElementsAre("medium", "no level: unknown"));
  EXPECT_THAT(
      dyads(assessment("a1", "scale", "o1", "completed", "2026-01-10", "responses: {gun: yes}")),
      ElementsAre("medium high", "no level: unknown"));
}

TEST(Assess, KeepsDyadsApart) {
  EXPECT_THAT(dyads(assessment("a1", "scale", "o1", "completed", "2026-01-10", all_no) +
                    assessment("a2", "scale", "o2", "completed", "2026-01-09", all_yes)),
              ElementsAre("low", "high"));
}

TEST(Assess, CountsTheLatestOfEachInstrumentAndJoinsInstruments) {
  EXPECT_THAT(dyads(assessment("a2", "scale", "o1", "completed", "2026-01-12", all_no) +
                    assessment("a1", "scale", "o1", "completed", "2026-01-10", all_yes)),
              ElementsAre("low", "no level: unknown"));
  EXPECT_THAT(dyads(assessment("a1", "scale", "o1", "completed", "2026-01-10", one_yes) +
                    assessment("a2", "other", "o1", "completed", "2026-01-11", "responses: {}")),
              ElementsAre("medium high", "no level: unknown"));
}

TEST(Assess, AHalfFinishedFormDisplacesNothing) {
  // T4.1: the range of a2 is medium to high, and a1 still says high.
  EXPECT_THAT(
      dyads(assessment("a1", "scale", "o1", "completed", "2026-01-10", all_yes) +
            assessment("a2", "scale", "o1", "completed", "2026-01-12", "responses: {gun: yes}")),
      ElementsAre("high", "no level: unknown"));
  EXPECT_THAT(
      dyads(assessment("a1", "scale", "o1", "completed", "2026-01-10", all_no) +
            assessment("a2", "scale", "o1", "completed", "2026-01-12", "responses: {gun: yes}")),
      ElementsAre("medium high", "no level: unknown"));
}

TEST(Assess, ADraftRaisesTheLowEndAndNothingElse) {
  const std::string low = assessment("a1", "scale", "o1", "completed", "2026-01-10", all_no);
  EXPECT_THAT(dyads(low + assessment("a2", "scale", "o1", "draft", "2026-01-12", one_yes)),
              ElementsAre("medium", "no level: unknown"));
  EXPECT_THAT(dyads(low + assessment("a2", "scale", "o1", "draft", "2026-01-12", "responses: {}")),
              ElementsAre("low", "no level: unknown"));
  EXPECT_THAT(dyads(assessment("a1", "scale", "o1", "completed", "2026-01-10", all_yes) +
                    assessment("a2", "scale", "o1", "draft", "2026-01-12", all_no)),
              ElementsAre("high", "no level: unknown"));
  EXPECT_THAT(dyads(assessment("a1", "scale", "o1", "draft", "2026-01-10", all_yes)),
              ElementsAre("no level: unknown", "no level: unknown"));
}

TEST(Assess, WhatALaterOneReplacesNoLongerCounts) {
  const std::string old =
      assessment("a1", "other", "o1", "completed", "2026-01-10", "responses: {knife: yes}");
  EXPECT_THAT(dyads(old + assessment("a2", "scale", "o1", "completed", "2026-01-12", all_no)),
              ElementsAre("high", "no level: unknown"));
  EXPECT_THAT(dyads(old + assessment("a2", "scale", "o1", "completed", "2026-01-12",
                                     all_no + ", replaces: [a1], reason: wrong form")),
              ElementsAre("low", "no level: unknown"));
  // One that does not satisfy replaces nothing.
  EXPECT_THAT(dyads(old + assessment("a2", "scale", "o1", "completed", "2026-01-12",
                                     "responses: {gun: no}, replaces: [a1], reason: wrong form")),
              ElementsAre("high", "no level: unknown"));
  EXPECT_THAT(dyads(old + assessment("a2", "scale", "o1", "draft", "2026-01-12",
                                     all_no + ", replaces: [a1], reason: wrong form")),
              ElementsAre("high", "no level: unknown"));
}

TEST(Assess, OutsideItsPopulationAnInstrumentGivesNoLevelUnlessTheProgrammeAdmitsIt) {
  const std::string yes = assessment("a1", "scale", "o1", "completed", "2026-01-10", all_yes);
  const std::string man = "sex: man, born: 1990";
  EXPECT_THAT(dyads(yes, *small_programme(), "", man),
              ElementsAre("no level: outside_population", "no level: unknown"));
  const ProgrammePtr admitting = small_programme([](Texts& texts) {
    texts["programme.yaml"] += "outside_population: {scale: {because: {en: B, da: B}}}\n";
  });
  EXPECT_THAT(dyads(yes, *admitting, "", man), ElementsAre("high", "no level: unknown"));
  // Population unknown: the level enters, marked (S16).
  const CaseFile unknown = small_case("assessments:\n" + yes, "born: 1990");
  const CaseAssessment made = assessed(unknown, *small_programme());
  EXPECT_EQ(made.assessments[0].in_population, Truth::unknown);
  EXPECT_EQ(levels(*small_programme(), made.dyads[0].possible), "high");
}

TEST(Assess, WithoutAMapThereIsNoLevel) {
  const ProgrammePtr programme = small_programme([](Texts& texts) {
    texts["programme.yaml"] =
        replaced(texts["programme.yaml"],
                 "  other: {no_knife: low, knife_seen: high, source: local, verified: no}\n", "");
  });
  EXPECT_THAT(
      dyads(assessment("a1", "other", "o1", "completed", "2026-01-10", "responses: {knife: yes}"),
            *programme),
      ElementsAre("no level: unmapped", "no level: unknown"));
}

TEST(Assess, StructuredJudgementAwaitsItsJudgement) {
  EXPECT_THAT(
      dyads(assessment("a1", "spj", "o1", "completed", "2026-01-10", "responses: {harm: yes}")),
      ElementsAre("no level: awaiting_judgement", "no level: unknown"));
  const std::string judged = assessment("a1", "spj", "o1", "completed", "2026-01-10",
                                        "responses: {harm: yes}, judgement: {level: large, by: w1, "
                                        "at: 2026-01-11T09:00+01:00, reason: seen}");
  // It is recorded before the judgement, so the entry is written down when judged.
  const std::string recorded =
      replaced(judged, "recorded: 2026-01-10T11:00", "recorded: 2026-01-11T11:00");
  EXPECT_THAT(dyads(recorded), ElementsAre("high", "no level: unknown"));
  // Before the judgement was given it is awaited.
  const CaseFile file = small_case("assessments:\n" + recorded);
  AsOf when;
  when.as_of = Instant::parse("2026-01-10T20:00+01:00");
  when.known_by = Instant::parse("2026-01-12T00:00+01:00");
  const CaseAssessment made = assessed(file, *small_programme(), when);
  EXPECT_EQ(made.dyads[0].possible, 0U);
  EXPECT_EQ(made.dyads[0].no_level, NoLevel::awaiting_judgement);
}

TEST(Assess, AJudgementAloneIsInTheLevelsOfTheProgramme) {
  EXPECT_THAT(dyads(assessment(
                  "a1", "", "o1", "completed", "2026-01-10",
                  "judgement: {level: medium, by: w1, at: 2026-01-10T10:30+01:00, reason: seen}")),
              ElementsAre("medium", "no level: unknown"));
}

TEST(Assess, WhatIsStruckOrNotYetKnownDoesNotCount) {
  const std::string two = assessment("a1", "scale", "o1", "completed", "2026-01-10", all_no) +
                          assessment("a2", "scale", "o1", "completed", "2026-01-12", all_yes);
  EXPECT_THAT(
      dyads(two, *small_programme(),
            "corrections: [{of: a2, status: entered_in_error, recorded: 2026-01-13T09:00+01:00, "
            "by: w1, reason: other case}]\n"),
      ElementsAre("low", "no level: unknown"));
  const CaseFile file = small_case("assessments:\n" + two);
  AsOf when;
  when.as_of = Instant::parse("2026-01-11T09:00+01:00");
  EXPECT_EQ(levels(*small_programme(), assessed(file, *small_programme(), when).dyads[0].possible),
            "low");
}

TEST(Assess, ADyadWithoutALevelMayHaveAnyAndLowersNone) {
  const ProgrammePtr programme = small_programme();
  const auto possible = [&](const std::string& assessments) {
    const CaseFile file = small_case(assessments.empty() ? "" : "assessments:\n" + assessments);
    return levels(*programme, assessed(file, *programme).possible);
  };
  EXPECT_EQ(possible(""), "");
  EXPECT_EQ(possible(assessment("a1", "scale", "o1", "completed", "2026-01-10", one_yes)),
            "medium high");
  EXPECT_EQ(possible(assessment("a1", "scale", "o1", "completed", "2026-01-10", all_yes)), "high");
  EXPECT_EQ(possible(assessment("a1", "scale", "o1", "completed", "2026-01-10", one_yes) +
                     assessment("a2", "scale", "o2", "completed", "2026-01-10", all_no)),
            "medium");
}

std::vector<std::string> used(const ProgrammePtr& programme, const std::string& subject) {
  const CaseFile file = small_case("", subject);
  std::vector<std::string> result;
  for (const Dyad& dyad : assessed(file, *programme).dyads) {
    std::string text;
    for (const UseFor* use : dyad.use) {
      text += (text.empty() ? "" : " ") + (use->instrument ? use->instrument->id : "judgement");
    }
    result.push_back(text);
  }
  return result;
}

TEST(Assess, TheFirstLineThatHoldsSaysWhichInstrument) {
  const ProgrammePtr programme = small_programme();
  EXPECT_THAT(used(programme, "sex: woman, born: 1990"), ElementsAre("scale", "scale"));
  // o1 lives with the person; of o2 it is unknown, so both ways are open.
  EXPECT_THAT(used(programme, "sex: man, born: 1990"), ElementsAre("other", "other judgement"));
  EXPECT_THAT(used(programme, "born: 1990"), ElementsAre("scale other", "scale other judgement"));
}

/// What the answers say of `armed` for each other party.
std::vector<std::string> armed(const std::string& assessments) {
  const CaseFile file = small_case("assessments:\n" + assessments);
  std::vector<std::string> result;
  for (const DerivedFact& fact : assessed(file, *small_programme()).derived) {
    if (fact.fact == "armed")
      result.push_back(fact.about + " " + std::string(to_string(fact.value)));
  }
  return result;
}

TEST(DerivedFacts, AreTheAnswersAboutThatOtherParty) {
  EXPECT_THAT(
      armed(assessment("a1", "scale", "o1", "completed", "2026-01-10", one_yes) +
            assessment("a2", "other", "o2", "completed", "2026-01-10", "responses: {knife: no}")),
      ElementsAre("o1 yes", "o2 no"));
  EXPECT_THAT(armed(assessment("a1", "scale", "o1", "completed", "2026-01-10", "responses: {}")),
              ElementsAre("o1 unknown"));
}

TEST(DerivedFacts, AFormJustBegunTakesNoAnswerAway) {
  const std::string yes = assessment("a1", "scale", "o1", "completed", "2026-01-10", one_yes);
  EXPECT_THAT(armed(yes + assessment("a2", "scale", "o1", "draft", "2026-01-12", "responses: {}")),
              ElementsAre("o1 yes"));
  EXPECT_THAT(armed(yes + assessment("a2", "scale", "o1", "completed", "2026-01-12", all_no)),
              ElementsAre("o1 no"));
}

TEST(Plan, RestsOnTheLevelsAndFactsOfTheCase) {
  const ProgrammePtr programme = small_programme();
  const auto state = [&](const std::string& assessments, const char* measure) {
    const CaseFile file = small_case(assessments.empty() ? "" : "assessments:\n" + assessments);
    const Result<SafetyPlan> made = plan(file, *programme);
    EXPECT_TRUE(made);
    return std::string(to_string(made->find(measure)->list));
  };
  const std::string high = assessment("a1", "scale", "o1", "completed", "2026-01-10", all_yes);
  EXPECT_EQ(state("", "always"), "now");
  EXPECT_EQ(state("", "for_high"), "ask_first");
  EXPECT_EQ(state(high, "for_high"), "now");  // o2 has no level, and o1's is high already
  EXPECT_EQ(state(high, "for_weapon"), "now");
  const std::string low = assessment("a1", "scale", "o1", "completed", "2026-01-10", all_no) +
                          assessment("a2", "scale", "o2", "completed", "2026-01-10", all_no);
  EXPECT_EQ(state(low, "for_high"), "none");
  EXPECT_EQ(state(low, "for_weapon"), "none");
}

}  // namespace
}  // namespace vaern
