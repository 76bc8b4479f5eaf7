// SPDX-License-Identifier: Apache-2.0
// What a caseworker must not miss on the page: cautions, what no longer holds, closed cases.
#include <gmock/gmock.h>

#include <bit>

#include <nlohmann/json.hpp>

#include "exchange/support.hpp"

namespace vaern {
namespace {

using namespace exchange_tests;
using testing::HasSubstr;
using testing::Not;

std::string danish(const Made& made) { return flowing(report_text(made.report, Language::da)); }
std::string english(const Made& made) { return flowing(report_text(made.report, Language::en)); }

/// A case of one dyad with an empty danger-assessment, and what is added to it.
std::string a_case(std::string_view episode_end, std::string_view more) {
  return std::string(R"(vaern: 1
case: k-0600
programme: partner-violence@1
subject: p1
parties:
  - {id: p1, role: subject, sex: woman, born: 1990}
  - {id: o1, role: other_party, sex: man, relation: partner, living_together: yes}
  - {id: w1, role: assessor, competences: [risk_assessment]}
episodes:
  - {no: 1, opened: 2026-11-02T10:00+01:00)") +
         std::string(episode_end) + R"(}
assessments:
  - id: a1
    instrument: danger-assessment@2009
    about: o1
    status: completed
    assessed: 2026-11-03T10:00+01:00
    by: [w1]
    responses: {threat_to_kill: yes}
)" + std::string(more);
}

std::string with_plan(std::string_view facts, std::string_view measures) {
  return a_case("", "facts:\n" + std::string(facts) + R"(plans:
  - id: s1
    made: 2026-11-03T11:00+01:00
    by: w1
    assessment: a1
    measures:
)" + std::string(measures));
}

constexpr std::string_view monitored =
    "  - {fact: device_monitored, about: p1, value: yes, from: 2026-11-03, by: w1}\n";
constexpr std::string_view not_monitored =
    "  - {fact: device_monitored, about: p1, value: no, from: 2026-11-03, by: w1}\n";

TEST(Page, ShowsTheCautionsOfWhatThePersonIsToDoNow) {
  std::size_t shown = 0;
  for (const std::string_view name : example_cases) {
    const auto made = make(text_of_case(name));
    const std::string text = danish(*made);
    const std::string html = report_html(made->report, Language::da);
    for (const std::size_t place : made->report.plan.now) {
      const PlannedMeasure& planned = made->report.plan.measures[place];
      const Who who = planned.measure->who;
      const bool is_near = who == Who::person || who == Who::child || who == Who::network;
      for (const Caution& caution : planned.measure->cautions) {
        if (!is_near || planned.is_settled()) continue;
        ++shown;
        EXPECT_THAT(text, HasSubstr("Pas på: " + caution.text.best(Language::da))) << name;
        EXPECT_THAT(html, HasSubstr("Pas på: ")) << name;
        EXPECT_THAT(english(*made), HasSubstr("Take care: " + caution.text.best(Language::en)))
            << name;
      }
    }
  }
  EXPECT_GT(shown, 0U) << "no measure under Now has a caution: nothing was tested";
}

TEST(Page, WarnsThatWhatWasAgreedIsNowBlocked) {
  const auto made = make(with_plan(monitored, "      new_codes: {status: agreed, by: w1}\n"));
  const std::string text = danish(*made);
  const PlannedMeasure* codes = made->report.plan.find("new_codes");
  ASSERT_NE(codes, nullptr);
  ASSERT_EQ(codes->state, MeasureState::blocked);
  const std::size_t alarm =
      text.find("Aftalt tidligere, men nu spærret: " + codes->measure->text.best(Language::da));
  ASSERT_NE(alarm, std::string::npos) << text;
  EXPECT_LT(alarm, text.find("Fare fra o1"));
}

TEST(Page, WarnsThatWhatThePersonDoesMustBeMadeClearAgain) {
  const auto made = make(
      with_plan("  - {fact: considers_leaving, about: p1, value: yes, from: 2026-11-03, by: w1}\n",
                "      new_codes: {status: already_does, by: w1}\n"));
  ASSERT_EQ(made->report.plan.find("new_codes")->state, MeasureState::held);
  EXPECT_THAT(danish(*made),
              HasSubstr("Bruges allerede, men skal afklares igen: Du kan skifte koder"));
}

TEST(Page, WarnsOfWhatWasAgreedAndIsNoLongerRelevant) {
  // One agreed measure at a time: whatever its state, it is among the alarms or in the plan.
  const auto bare = make(with_plan(not_monitored, "      new_codes: {status: agreed, by: w1}\n"));
  std::size_t gone = 0;
  for (const PlannedMeasure& planned : bare->report.plan.measures) {
    if (planned.state != MeasureState::not_applicable || planned.measure->about_child) continue;
    const auto made = make(
        with_plan(not_monitored, "      " + planned.measure->id + ": {status: agreed, by: w1}\n"));
    EXPECT_THAT(danish(*made), HasSubstr("Aftalt tidligere, men ikke længere relevant: " +
                                         planned.measure->text.best(Language::da)));
    ++gone;
  }
  EXPECT_GT(gone, 0U);
  EXPECT_THAT(danish(*bare), Not(HasSubstr("Aftalt tidligere")));
}

TEST(Page, SaysWhenAndWhyAMeasureWasSettled) {
  const auto made = make(
      with_plan(not_monitored,
                "      shelter_question: {status: done, by: w1, at: 2026-11-03T10:30+01:00}\n"
                "      device_check: {status: waived, by: w1, reason: The telephone is new}\n"));
  const std::string whole =
      flowing(plan_text(made->report.plan, *made->programme, Language::da)) + danish(*made);
  EXPECT_THAT(whole, HasSubstr("(gjort 3. november 2026)"));
  EXPECT_THAT(whole, HasSubstr("(frafaldet 3. november 2026: The telephone is new)"));
  EXPECT_THAT(english(*made), HasSubstr("done 3 November 2026"));
}

TEST(Page, SaysOnItsSecondLineWhoItIsFor) {
  const auto made = make(text_of_case("half-answered"));
  EXPECT_THAT(danish(*made),
              testing::ContainsRegex("Sag k-0417[ =]*Kun til sagsbehandleren; må ikke "
                                     "udleveres eller ligge"));
  EXPECT_THAT(report_html(made->report, Language::da),
              HasSubstr("</h1>\n<p>Kun til sagsbehandleren; må ikke udleveres"));
}

TEST(Page, DoesNotReassureWhileTheRangeIsOpen) {
  const auto empty = make(text_of_case("empty-form"));
  const Score& score = *empty->report.assessment.assessments.front().score;
  for (const Level& level : score.instrument->levels().list) {
    EXPECT_THAT(danish(*empty), Not(HasSubstr(level.text.best(Language::da)))) << level.id;
  }
  EXPECT_THAT(danish(*empty), HasSubstr("Et lavt niveau er ikke det samme som sikkerhed."));
}

TEST(Page, DoesNotReassureByAnOldJudgementWhileANewerFormIsNotJudged) {
  std::string yaml = changed(
      a_case("", ""), "responses: {threat_to_kill: yes}",
      "responses: {}\n    judgement: {level: low, by: w1, reason: It is calm}\n"
      "  - id: a2\n    instrument: spj-partner-violence@1\n    about: o1\n    status: completed\n"
      "    assessed: 2026-11-18T10:00+01:00\n    by: [w1]\n    responses: {}");
  yaml = changed(yaml, "danger-assessment@2009", "spj-partner-violence@1");
  yaml = changed(yaml, "sex: woman", "sex: man");
  const auto made = make(yaml);
  const std::uint64_t possible = made->report.assessment.dyads.front().possible;
  EXPECT_FALSE(std::has_single_bit(possible)) << possible;
  EXPECT_THAT(danish(*made), Not(HasSubstr("ser ud til at være nok")));
}

TEST(Page, OfAClosedCaseSaysSoFirstAndUrgesNothing) {
  const auto made = make(a_case(", closed: 2026-11-05T10:00+01:00, reason: death", ""));
  const std::string text = danish(*made);
  const std::size_t closed =
      text.find("Sagen er lukket torsdag den 5. november 2026 kl. 10.00: dødsfald.");
  ASSERT_NE(closed, std::string::npos) << text;
  EXPECT_LT(closed, text.find("Fare fra o1"));
  EXPECT_THAT(text, HasSubstr("Den seneste sikkerhedsplan (ikke i kraft)"));
  EXPECT_THAT(text, Not(HasSubstr("Sikkerhedsplan (udkast)")));
  EXPECT_THAT(text, Not(HasSubstr("Spørg nu")));
  EXPECT_THAT(text, Not(HasSubstr("endnu ingen sikkerhedsplan")));
  EXPECT_THAT(text, testing::ContainsRegex("Bortfaldet: [0-9]+ \\(dødsfald\\)"));
  const auto json = nlohmann::json::parse(report_json(made->report));
  EXPECT_FALSE(json["plan"]["measures"].empty());
  // Before the closing nothing of it is known.
  const auto before =
      make(a_case(", closed: 2026-11-05T10:00+01:00, reason: death", ""), "2026-11-04T10:00+01:00");
  EXPECT_THAT(danish(*before), Not(HasSubstr("lukket")));
  EXPECT_THAT(danish(*before), HasSubstr("Sikkerhedsplan (udkast)"));
}

TEST(Page, OfACaseThatWasOpenedAgainIsNotClosed) {
  const auto made =
      make(a_case(", closed: 2026-11-05T10:00+01:00, reason: moved}\n"
                  "  - {no: 2, opened: 2026-11-10T10:00+01:00",
                  ""));
  EXPECT_THAT(danish(*made), Not(HasSubstr("Sagen er lukket")));
  EXPECT_THAT(danish(*made), HasSubstr("Sikkerhedsplan (udkast)"));
  EXPECT_THAT(danish(*made), HasSubstr("(sagen blev lukket: moved)"));
}

TEST(Page, SaysThatThereIsNoPlanYet) {
  EXPECT_THAT(danish(*make(a_case("", ""))), HasSubstr("Der er endnu ingen sikkerhedsplan."));
  EXPECT_THAT(english(*make(a_case("", ""))), HasSubstr("There is no safety plan yet."));
  const std::string planned =
      with_plan(not_monitored, "      new_codes: {status: agreed, by: w1}\n");
  EXPECT_THAT(danish(*make(planned)), Not(HasSubstr("endnu ingen sikkerhedsplan")));
  EXPECT_THAT(danish(*make(planned, "2026-11-03T10:30+01:00")),
              HasSubstr("endnu ingen sikkerhedsplan"));
}

TEST(Page, AsJsonNamesTheOtherPartiesWithoutALevel) {
  const std::string yaml =
      changed(a_case("", ""), "  - {id: w1,",
              "  - {id: o2, role: other_party, relation: sibling}\n  - {id: w1,");
  const auto json = nlohmann::json::parse(report_json(make(yaml)->report));
  EXPECT_EQ(json["open_dyads"], (nlohmann::json{"o2"}));
  EXPECT_EQ(nlohmann::json::parse(report_json(make(a_case("", ""))->report))["open_dyads"],
            nlohmann::json::array());
}

}  // namespace
}  // namespace vaern
