// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "reassessment/support.hpp"

namespace vaern {
namespace {

using namespace vaern::testing;
using ::testing::HasSubstr;
using ::testing::Not;

const Obligation* half_answered(const Timeline& timeline) {
  return timeline.find("risk_assessment:o1:a1");
}

Timeline half_answered_timeline() {
  History history = quiet_history();
  history.assessments.push_back(
      assessment("a1", "2026-09-10T10:20+02:00", {medium | high | acute, false, 11}));
  return timeline_of(history);
}

TEST(Explain, SaysThatItIsEarlyBecauseItemsAreUnanswered) {
  const Timeline timeline = half_answered_timeline();
  const std::string english = explain(*half_answered(timeline), Language::en);
  EXPECT_THAT(english, HasSubstr("New risk assessment about o1: by Sunday 13 September 2026 at "
                                 "10:20. Whether it is overdue was not judged."));
  EXPECT_THAT(english, HasSubstr("Because 11 items are unanswered, the levels medium, high, acute "
                                 "are possible: the earliest date over them counts."));
  EXPECT_THAT(english, HasSubstr("The interval is 72 hours, counted hour by hour"));
}

TEST(Explain, SaysTheSameInDanish) {
  const Timeline timeline = half_answered_timeline();
  const std::string danish = explain(*half_answered(timeline), Language::da);
  EXPECT_THAT(danish,
              HasSubstr("Ny risikovurdering vedrørende o1: senest søndag den 13. september "
                        "2026 kl. 10.20. Det er ikke vurderet, om fristen er overskredet."));
  EXPECT_THAT(danish, HasSubstr("Fordi 11 spørgsmål er ubesvarede, er niveauerne medium, high, "
                                "acute mulige, og den tidligste af deres frister gælder."));
  EXPECT_THAT(danish, HasSubstr("Fristen er 72 timer, regnet time for time"));
  EXPECT_THAT(danish, HasSubstr("et forslag, som en fagperson bekræfter eller ændrer"));
}

TEST(Explain, NamesTheClosedDayThatMovedTheDate) {
  History history = quiet_history();
  history.assessments.push_back(assessment("a1", "2026-03-30T10:00+02:00", {high, true}));
  const Timeline timeline = timeline_of(history, "2026-04-02T10:00+02:00");
  const std::string danish = explain(*timeline.find("risk_assessment:o1:a1"), Language::da);
  EXPECT_THAT(danish, HasSubstr("senest onsdag den 1. april 2026 ved døgnets udgang. Fristen er "
                                "overskredet; skal have besked: koordinator."));
  EXPECT_THAT(danish, HasSubstr("Mandag den 6. april 2026 er en lukkedag (2. påskedag), så fristen "
                                "rykkes til en tidligere dag."));
  EXPECT_THAT(danish, HasSubstr("Niveau: high efter en fagpersons vurdering."));
}

TEST(Explain, KeepsADateWithoutATimeAndSaysASaturdayOnce) {
  History history = quiet_history();
  history.plans = {{"p1", vaern::testing::moment("2026-09-10"), {}, {}}};
  const Timeline timeline = timeline_of(history);
  EXPECT_THAT(
      explain(*timeline.find("plan_review::p1"), Language::en),
      HasSubstr("It is counted from plan p1, Thursday 10 September 2026. The interval is 30 "
                "days, to the end of the day. Saturday 10 October 2026 is closed, so the "
                "deadline is an earlier day."));
  EXPECT_THAT(explain(*timeline.find("risk_assessment:o1:episode.1"), Language::da),
              HasSubstr("fristen regnes fra onsdag den 1. januar 2020."));
}

TEST(Explain, SaysThatAnEventWasLearnedLate) {
  History history = quiet_history();
  HistoryEvent late = event("e1", "new_violence", "2026-09-10T10:30+02:00");
  late.occurred = moment("2026-08");
  history.events.push_back(late);
  const Obligation obligation = *timeline_of(history).find("risk_assessment:o1:e1");
  EXPECT_THAT(explain(obligation, Language::en),
              HasSubstr("It had happened earlier (August 2026); the time counts from when it "
                        "became known."));
  EXPECT_THAT(explain(obligation, Language::da), HasSubstr("Den skete tidligere (august 2026)"));
}

TEST(Explain, NoTextHasABraceLeftOrALanguageMissing) {
  History history = quiet_history();
  history.dyads.push_back({"o2", {}});
  history.episodes.push_back(episode(2, "2026-09-01", "2026-11-01", "moved"));
  history.assessments.push_back(assessment("a1", "2026-09-10T10:00+02:00", {acute, true}));
  history.assessments.push_back(assessment("a2", "2026-09-11T10:00+02:00", {any_level, false, 1}));
  history.assessments.push_back(
      assessment("a3", "2026-09-12T10:00+02:00", {0, false, 0, NoLevel::unmapped}));
  history.assessments.push_back(draft("a4", "2026-09-13T10:00+02:00", {high, false, 3}, "o2"));
  HistoryAssessment other = assessment("a5", "2026-09-14T10:00+02:00", {low, true});
  other.instrument = "partner-judgement";
  history.assessments.push_back(other);
  history.events.push_back(event("e1", "separation", "2026-09-15T10:00+02:00", ""));
  history.plans = {{"p1", moment("2026-09-10"), moment("2026-09-11"), {}},
                   {"p2", moment("2026-09-12"), moment("2026-12-24"), "abroad"}};
  const Timeline timeline = timeline_of(history, "2026-12-01T10:00+01:00");
  ASSERT_GT(timeline.obligations.size(), 8U);
  for (const Obligation& obligation : timeline.obligations) {
    const std::string english = explain(obligation, Language::en);
    const std::string danish = explain(obligation, Language::da);
    for (const std::string& text : {english, danish}) {
      EXPECT_THAT(text, Not(HasSubstr("{"))) << obligation.id;
      EXPECT_THAT(text, Not(HasSubstr("\n"))) << obligation.id;
    }
    EXPECT_NE(english, danish);
    for (const Reason& reason : obligation.reasons) {
      const auto& known = reason_keys();
      EXPECT_TRUE(std::find(known.begin(), known.end(), reason.key) != known.end()) << reason.key;
    }
  }
}

TEST(Explain, EveryReasonHasWordsInBothLanguages) {
  const auto& all = reason_keys();
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end()));
  for (const std::string_view key : all) {
    ASSERT_FALSE(key.empty());
    const Reason reason{std::string(key), {}};
    EXPECT_NE(explain(reason, Language::en), reason.key);
    EXPECT_NE(explain(reason, Language::da), explain(reason, Language::en));
  }
}

TEST(TimelineJson, HasTheDocumentedKeysInTheDocumentedOrder) {
  History history = quiet_history();
  history.assessments = {assessment("a1", "2026-03-30T10:00+02:00", {high, true})};
  const std::string json =
      to_canonical_json(timeline_of(history, "2026-03-31T10:00+02:00", "2026-03-31T10:00+02:00"));
  EXPECT_EQ(json.substr(0, 61), R"({"schema":"vaern/timeline/1","policy":"partner-violence-revie)");
  const auto begin = json.find(R"({"id":"risk_assessment:o1:a1")");
  ASSERT_NE(begin, std::string::npos);
  const std::string obligation = json.substr(begin);
  const std::string line =
      std::to_string(shipped_policy().find_clock("risk_assessment")->after_level[2].span.line);
  EXPECT_EQ(obligation.substr(0, obligation.find(R"(,"reasons":)")),
            R"({"id":"risk_assessment:o1:a1","policy":"partner-violence-review@1",)"
            R"("clock":"risk_assessment","about":"o1",)"
            R"("what":{"en":"New risk assessment","da":"Ny risikovurdering"},)"
            R"("due":{"at":"2026-04-01T22:00:00Z","local":"2026-04-01","date":"2026-04-01",)"
            R"("kind":"civil","rolled_from":"2026-04-06",)"
            R"("closed_day":{"en":"Easter Monday","da":"2. påskedag"}},)"
            R"("clause":{"path":"clocks.risk_assessment.after_level.high","interval":"P7D",)"
            R"("file":"policy.yaml","line":)" +
                line +
                R"(,"source":"local","verified":"no","proposed":"yes","statutory":"no"},)"
                R"("cause":{"kind":"assessment","id":"a1","word":"danger-assessment",)"
                R"("at":"2026-03-30T08:00:00Z"},"levels":["high"],"status":"due","holds":"yes",)"
                // The openings of 2020 were met by a1, six years late.
                R"("replaces":["risk_assessment:o1:episode.1"],"outside_policy":"no")");
  EXPECT_EQ(json.back(), '\n');
}

}  // namespace
}  // namespace vaern
