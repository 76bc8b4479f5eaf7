// SPDX-License-Identifier: Apache-2.0
// What lint() finds in a programme, its catalogue and a policy, and where it says nothing.
#include "vaern/programme/lint.hpp"

#include <gmock/gmock.h>

#include "programme/support.hpp"

namespace vaern {
namespace {

using namespace testing_support;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

std::vector<std::string> linted(const std::function<void(Texts&)>& change = {}) {
  const ProgrammePtr programme = small_programme(change);
  EXPECT_NE(programme, nullptr);
  DiagnosticList findings;
  if (programme != nullptr) lint(*programme, findings);
  std::vector<std::string> codes;
  for (const Diagnostic& finding : findings) {
    for (const Language language : {Language::en, Language::da}) {
      EXPECT_EQ(finding.message(language).find('{'), std::string::npos);
    }
    codes.emplace_back(finding.code->id);
  }
  return codes;
}

std::vector<std::string> linted(const std::string& file, const std::string& from,
                                const std::string& to) {
  return linted([&](Texts& texts) { texts[file] = replaced(texts[file], from, to); });
}

/// The small programme has one fact that nothing reads.
const std::string without_watched =
    "  watched: {type: yes_no, about: subject, text: {en: Watched, da: Overvåget}}\n";

TEST(LintProgramme, FindsTheFactThatNothingReads) {
  EXPECT_THAT(linted(), ElementsAre("E0950"));
  EXPECT_THAT(linted("programme.yaml", without_watched, ""), IsEmpty());
  EXPECT_THAT(linted("catalogue.yaml", "when: armed", "when: {any: [armed, {unknown: watched}]}"),
              Not(Contains("E0950")));
}

TEST(LintProgramme, HintsAtFactsThatNobodyIsToldHowToAskFor) {
  const std::string asked = ", question: {en: Armed?, da: Våben?}";
  EXPECT_THAT(linted("catalogue.yaml", asked, ""), ElementsAre("E0950", "E0929"));
  EXPECT_THAT(linted("catalogue.yaml", "when: armed", "when: {any: [armed, watched]}"),
              ElementsAre("E0929", "E0929"))
      << "the question of the measure is of one fact alone";
}

TEST(LintProgramme, HintsAtMeasuresWithoutASource) {
  EXPECT_THAT(linted("catalogue.yaml", "question: {en: High?, da: Høj?}, source: local",
                     "question: {en: High?, da: Høj?}"),
              ElementsAre("E0950", "E0928"));
}

TEST(LintProgramme, SeesAnAlternativeThatNeverAppliesWhereTheMeasureIsWanted) {
  const auto of = [](const std::string& of_weapon, const std::string& of_high) {
    return linted([&](Texts& texts) {
      std::string& text = texts["catalogue.yaml"];
      text = replaced(text, "when: armed", of_weapon + ", instead: for_high");
      text = replaced(text, "when: {level: high}", of_high);
    });
  };
  EXPECT_THAT(of("when: armed, blocked_when: watched", "when: armed"), Not(Contains("E0962")));
  EXPECT_THAT(of("when: armed, blocked_when: watched", "when: watched"), Not(Contains("E0962")));
  EXPECT_THAT(of("when: armed, blocked_when: watched", "when: {not: armed}"), Contains("E0962"));
  EXPECT_THAT(of("when: armed, blocked_when: watched", "when: {not: watched}"), Contains("E0962"));
}

TEST(LintProgramme, HintsAtEventsThatStartNoClock) {
  EXPECT_THAT(linted("programme.yaml", "[detected]", "[detected, moved]"), Contains("E0951"));
}

TEST(LintProgramme, TriesOutEveryKindOfConditionOfAMeasure) {
  const auto of = [](const std::string& when) {
    return linted("catalogue.yaml", "when: armed", "when: " + when);
  };
  EXPECT_THAT(of("{age: {from: 18, to: 18}}"), Not(Contains("E0952")));
  EXPECT_THAT(of("{all: [{age: {from: 18}}, {age: {below: 19}}]}"), Not(Contains("E0952")));
  EXPECT_THAT(of("{all: [{age: {above: 18}}, {age: {below: 18}}]}"), Contains("E0952"));
  EXPECT_THAT(of("{all: [{unknown: armed}, {not: watched}]}"), Not(Contains("E0952")));
  EXPECT_THAT(of("{all: [{level: high}, {level: {from: medium}}]}"), Not(Contains("E0952")));
  EXPECT_THAT(of("{all: [{sex: woman}, {sex: [man, other]}]}"), Contains("E0952"));
}

TEST(LintProgramme, SeesAMeasureThatIsBlockedWhereverItIsWanted) {
  const auto of = [](const std::string& block) {
    return linted("catalogue.yaml", "when: armed", "when: armed, blocked_when: " + block);
  };
  EXPECT_THAT(of("watched"), Not(Contains("E0953")));
  EXPECT_THAT(of("{any: [armed, watched]}"), Contains("E0953"));
}

TEST(LintProgramme, SeesAnInstrumentThatIsNeverChosen) {
  const auto of = [](const std::string& when) {
    return linted("programme.yaml", "{living_together: yes}", when);
  };
  EXPECT_THAT(of("{all: [{sex: woman}, armed]}"), Contains("E0955"));
  EXPECT_THAT(of("{sex: [woman, man]}"), Not(Contains("E0955")));
  EXPECT_THAT(of("{not: {sex: woman}}"), Contains("E0955")) << "nobody is left for otherwise";
}

TEST(LintProgramme, LooksAtMaps) {
  EXPECT_THAT(linted("programme.yaml", "no_knife: low, knife_seen: high",
                     "no_knife: high, knife_seen: high"),
              Contains("E0954"));
  EXPECT_THAT(linted("programme.yaml", "many: high, source: local", "many: high"),
              Contains("E0956"));
}

TEST(LintProgramme, LooksAtTheCatalogue) {
  EXPECT_THAT(linted("catalogue.yaml", "sections: {", "sections: {home: {en: Home, da: Hjem}, "),
              Contains("E0957"));
  EXPECT_THAT(linted("catalogue.yaml", "{en: High, da: Høj}", "{en: Always, da: Altid}"),
              Contains("E0958"));
}

std::vector<std::string> policy_of(const std::string& from, const std::string& to) {
  const ProgrammePtr programme = small_programme(
      [&](Texts& texts) { texts["policy.yaml"] = replaced(texts["policy.yaml"], from, to); });
  DiagnosticList findings;
  if (programme != nullptr) lint(programme->policy(), findings);
  return places(findings);
}

TEST(LintPolicy, AsksWhoSetsAnIntervalThatIsNoProposal) {
  EXPECT_THAT(policy_of("T", "T"), IsEmpty());
  EXPECT_THAT(policy_of("within: P2D, proposed: yes", "within: P2D"),
              ElementsAre("E0960 policy.yaml:10:3"));
  EXPECT_THAT(policy_of("within: P2D, proposed: yes", "within: P2D, source: local"), IsEmpty());
  EXPECT_THAT(policy_of("within: P2D, proposed: yes", "within: P2D, statutory: yes"),
              ElementsAre("E0959 policy.yaml:10:3"));
}

}  // namespace
}  // namespace vaern
