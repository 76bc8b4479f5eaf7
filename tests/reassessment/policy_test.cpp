// SPDX-License-Identifier: Apache-2.0
#include "vaern/reassessment/policy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reassessment/support.hpp"
#include "vaern/document/document.hpp"

namespace vaern {
namespace {

using namespace vaern::testing;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Clocks begin on line 10.
std::string with_clock(const std::string& after_level, const std::string& rest = "") {
  return policy_text("[low, high]",
                     "clocks:\n"
                     "  risk:\n"
                     "    after_level: " +
                         after_level +
                         "\n"
                         "    no_level: PT24H\n" +
                         rest);
}
const std::string fine = "{low: P60D, high: P7D}";

TEST(Policy, TheShippedOneIsAsTheDesignSays) {
  const Policy& policy = shipped_policy();
  EXPECT_EQ(policy.head().id, "partner-violence-review");
  EXPECT_EQ(policy.head().version, "1");
  EXPECT_THAT(policy.levels(), ElementsAre("low", "medium", "high", "acute"));
  EXPECT_EQ(policy.zone().name(), "Europe/Copenhagen");
  EXPECT_EQ(policy.calendar().to_string(), "denmark-offices@2024");
  const Clock* clock = policy.find_clock("risk_assessment");
  ASSERT_NE(clock, nullptr);
  std::vector<std::string> lengths;
  for (const PolicyInterval& interval : clock->after_level) {
    lengths.push_back(interval.length.to_string());
    EXPECT_TRUE(interval.proposed);
    EXPECT_EQ(interval.verified, false);
    EXPECT_EQ(interval.source, "local");
  }
  EXPECT_THAT(lengths, ElementsAre("P60D", "P30D", "P7D", "PT72H"));
  EXPECT_EQ(clock->no_level.length.to_string(), "PT48H");
  std::vector<std::string> events;
  for (const Clock::OnEvent& on : policy.events_named()) events.push_back(on.event);
  EXPECT_THAT(events, ElementsAre("detected", "new_violence", "decided_to_leave", "separation",
                                  "plan_found"));
}

TEST(Policy, OnlyACompletedAssessmentOfOneLevelOrAJudgedOneSatisfies) {
  const Policy& policy = shipped_policy();
  for (const char* id : {"risk_assessment", "first_assessment"}) {
    const Clock& clock = *policy.find_clock(id);
    EXPECT_TRUE(policy.satisfies(clock, true, true, false));
    EXPECT_TRUE(policy.satisfies(clock, true, false, true));
    EXPECT_FALSE(policy.satisfies(clock, true, false, false));
    EXPECT_FALSE(policy.satisfies(clock, false, true, true));
  }
}

TEST(Policy, WithoutSatisfiedByTheSameHolds) {
  const Policy policy = policy_from(with_clock(fine));
  const Clock& clock = policy.clocks()[0];
  EXPECT_TRUE(policy.satisfies(clock, true, true, false));
  EXPECT_TRUE(policy.satisfies(clock, true, false, true));
  EXPECT_FALSE(policy.satisfies(clock, true, false, false));
  EXPECT_FALSE(policy.satisfies(clock, false, true, true));
}

TEST(Policy, ADraftNeverSatisfiesWhateverThePolicySays) {
  const Policy policy = policy_from(with_clock(fine, "    satisfied_by: judged\n"));
  EXPECT_TRUE(policy.satisfies(policy.clocks()[0], true, true, false));
  EXPECT_FALSE(policy.satisfies(policy.clocks()[0], false, true, true));
}

TEST(Policy, AnIntervalMayHaveItsOwnSource) {
  const Policy policy =
      policy_from(with_clock("{low: {value: P60D, source: local, verified: yes}, high: P7D}",
                             "    verified: no\n    proposed: yes\n"));
  const Clock& clock = policy.clocks()[0];
  EXPECT_EQ(clock.after_level[0].source, "local");
  EXPECT_EQ(clock.after_level[0].verified, true);
  EXPECT_EQ(clock.after_level[1].verified, false);
  EXPECT_TRUE(clock.after_level[1].proposed);
}

TEST(Policy, ItsMeaningChangesWithWhatCanChangeADateAndNotWithItsWords) {
  const Policy plain = policy_from(with_clock(fine));
  EXPECT_EQ(plain.meaning(), policy_from(with_clock(fine)).meaning());
  EXPECT_NE(plain.meaning(), policy_from(with_clock("{low: P59D, high: P7D}")).meaning());
  EXPECT_NE(plain.meaning(), policy_from(with_clock(fine, "    statutory: yes\n")).meaning());
  const Policy worded = policy_from(with_clock(fine, "    text: {en: Again, da: Igen}\n"));
  EXPECT_EQ(plain.meaning(), worded.meaning());
  EXPECT_NE(plain.text(), worded.text());
}

TEST(Policy, TheShippedCalendarIsTheOneItNames) {
  DiagnosticList findings;
  const auto document = read_document_file(
      std::string(VAERN_SOURCE_DIR) + "/instruments/calendars/denmark-offices.yaml", findings);
  ASSERT_TRUE(document.has_value());
  const auto calendar = load_calendar(*document, findings);
  ASSERT_NE(calendar, nullptr);
  History history = quiet_history();
  history.assessments.push_back(assessment("a1", "2026-03-30T10:00+02:00", {high, true}));
  const auto shipped = timeline(shipped_policy(), *calendar, history);
  ASSERT_TRUE(shipped.has_value());
  // Easter Monday 6 April 2026 rolls to the Wednesday before Maundy Thursday.
  EXPECT_EQ(due(*shipped, "risk_assessment:o1:a1"), "2026-04-01");
}

struct Fault {
  const char* name;
  std::string text;
  const char* findings;
};

class PolicyFault : public ::testing::TestWithParam<Fault> {};

TEST_P(PolicyFault, IsFoundAtItsPlace) {
  EXPECT_EQ(findings_of(GetParam().text), GetParam().findings);
}

INSTANTIATE_TEST_SUITE_P(
    OfEachKind, PolicyFault,
    ::testing::Values(
        Fault{"NoLevels", policy_text("[]", "clocks: {risk: {after_level: {}, no_level: PT1H}}\n"),
              "E0702@6"},
        Fault{"LevelTwice",
              policy_text("[low, low]", "clocks: {r: {after_level: {low: P1D}, no_level: PT1H}}\n"),
              "E0703@6"},
        Fault{"NoClocks", policy_text("[low]", "clocks: {}\n"), "E0705@10"},
        Fault{"NoInterval",
              policy_text("[low]",
                          "clocks:\n  r: {proposed: yes}\n  q:\n"
                          "    after_level: {low: P1D}\n"
                          "    no_level: PT1H\n"),
              "E0706@11"},
        Fault{"TwoKinds", with_clock(fine, "    after_plan: P7D\n"), "E0707@14"},
        Fault{"NothingAfterALevel", policy_text("[low]", "clocks: {r: {after_plan: P7D}}\n"),
              "E0708@10"},
        Fault{"UnknownLevel", with_clock("{low: P60D, high: P7D, hihg: P1D}"), "E0709@12"},
        Fault{"LevelWithoutInterval", with_clock("{low: P60D}"), "E0710@12"},
        Fault{"HigherIsLonger", with_clock("{low: P7D, high: P60D}"), "E0711@12"},
        // 48 hours may end before or after the end of the second day.
        Fault{"HoursAndDaysThatCross", with_clock("{low: P2D, high: PT60H}"), "E0711@12"},
        // A month has 28 to 31 days.
        Fault{"MonthsAndDaysThatCross", with_clock("{low: P1M, high: P30D}"), "E0711@12"},
        Fault{"Zero", with_clock("{low: P60D, high: PT0H}"), "E0712@12 E0713@13"},
        Fault{"NoLevelIsSlow", with_clock("{low: P60D, high: PT12H}"), "E0713@13"},
        Fault{"EventChangesNothing", with_clock(fine, "    on_event: {moved: P90D}\n"), "E0714@14"},
        Fault{"NeverSatisfied", with_clock(fine, "    satisfied_by: {not: completed}\n"),
              "E0715@14"},
        Fault{"LostByJudging",
              with_clock(fine, "    satisfied_by: {all: [completed, {not: judged}]}\n"),
              "E0716@14"},
        Fault{"ProposedAndStatutory", with_clock(fine, "    proposed: yes\n    statutory: yes\n"),
              "E0717@11"}),
    [](const auto& fault) { return std::string(fault.param.name); });

TEST(Policy, NobodyIsToldButProfessionals) {
  std::string text = with_clock(fine);
  const std::string from = "tell: leader";
  text.replace(text.find(from), from.size(), "tell: [leader, other_party]");
  EXPECT_EQ(findings_of(text), "E0718@9");
}

TEST(Policy, ALevelForWhichNobodyIsToldIsAWarning) {
  std::string text = with_clock(fine);
  const std::string from = "overdue: {any:";
  text.replace(text.find(from), from.size(), "overdue: {low:");
  EXPECT_EQ(findings_of(text), "E0719@9");
}

TEST(Policy, AnUnknownZoneIsFoundWithTheNearestName) {
  std::string text = with_clock(fine);
  const std::string from = "Europe/Copenhagen";
  text.replace(text.find(from), from.size(), "Europe/Copenhagne");
  DiagnosticList findings;
  const auto document = read_document("policy.yaml", text, findings);
  EXPECT_FALSE(load_policy(*document, findings).has_value());
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].code->id, "E0704");
  EXPECT_THAT(findings[0].help_text(), HasSubstr("Europe/Copenhagen"));
}

TEST(Policy, AnotherKindOfDocumentIsNoPolicy) {
  DiagnosticList findings;
  const auto document = read_document("c.yaml",
                                      "vaern: 1\ncalendar: offices\nversion: \"1\"\n"
                                      "status: draft\ntitle: {en: A, da: B}\n",
                                      findings);
  EXPECT_FALSE(load_policy(*document, findings).has_value());
  ASSERT_GT(findings.size(), 0U);
  EXPECT_EQ(findings[0].code->id, "E0701");
}

TEST(Policy, TellsAllFaultsAtOnce) {
  const std::string text = policy_text("[low, high, high]",
                                       "clocks:\n"
                                       "  first: {from: detected, within: PT0H}\n"
                                       "  risk:\n"
                                       "    after_level: {low: P7D, high: P60D, acute: P1D}\n"
                                       "    no_level: PT24H\n"
                                       "    postpone_on: {separation: P30D}\n"
                                       "  plan: {after_plan: P30D, from: detected}\n");
  const std::string found = findings_of(text);
  for (const char* expected : {"E0703@6", "E0712@11", "E0709@13", "E0711@13", "@15", "E0707@16"}) {
    EXPECT_THAT(found, HasSubstr(expected));
  }
}

TEST(Policy, NoKeyCanPostponeOrStopAClock) {
  // T5 by construction: such a key is unknown, and the clause is named.
  for (const char* key : {"postpone_on", "resets_on", "stops_on", "ends_on"}) {
    const std::string found =
        findings_of(with_clock(fine, std::string("    ") + key + ": {separation: P30D}\n"));
    EXPECT_THAT(found, HasSubstr("@14")) << key;
  }
}

}  // namespace
}  // namespace vaern
