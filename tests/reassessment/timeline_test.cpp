// SPDX-License-Identifier: Apache-2.0
// Histories under the shipped policy: acute PT72H, high P7D, medium P30D, low P60D, no level PT48H,
// new violence and separation PT24H, a plan found PT0H; a first assessment within P2D.
#include "vaern/reassessment/timeline.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reassessment/support.hpp"

namespace vaern {
namespace {

using namespace vaern::testing;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(Timeline, AnOpeningIsDueAtOnceForEachDyad) {
  History history;
  history.dyads = {{"o1", {}}, {"o2", {}}};
  history.episodes = {episode(1, "2026-03-02")};  // a Monday
  const Timeline timeline = timeline_of(history);
  ASSERT_EQ(timeline.obligations.size(), 4U);
  for (const std::string about : {"o1", "o2"}) {
    // Monday and two days is Wednesday; 48 hours from its beginning is Wednesday 00:00.
    EXPECT_EQ(due(timeline, "first_assessment:" + about + ":episode.1"), "2026-03-04");
    EXPECT_EQ(due(timeline, "risk_assessment:" + about + ":episode.1"),
              "2026-03-04T00:00:00+01:00");
  }
}

TEST(Timeline, ALevelSaysWhenTheNextAssessmentIsDue) {
  const struct {
    std::uint64_t level;
    const char* due;
  } cases[] = {
      {acute, "2026-09-13T10:20:00+02:00"},  // Thursday 10:20 and 72 hours: Sunday 10:20
      {high, "2026-09-17"},                  // Thursday and 7 days
      {medium, "2026-10-09"},                // 30 days: Saturday 10 October rolls to Friday
      {low, "2026-11-09"},                   // 60 days: a Monday
  };
  for (const auto& expected : cases) {
    History history = quiet_history();
    history.assessments.push_back(
        assessment("a1", "2026-09-10T10:20+02:00", {expected.level, true}));
    const Timeline timeline = timeline_of(history);
    EXPECT_EQ(due(timeline, "risk_assessment:o1:a1"), expected.due);
    EXPECT_EQ(status(timeline, "risk_assessment:o1:a0"), "met");
    EXPECT_THAT(timeline.find("risk_assessment:o1:a1")->replaces,
                ElementsAre("risk_assessment:o1:a0"));
  }
}

TEST(Timeline, AnEmptyAssessmentIsDueLikeTheHighestLevelAndPostponesNothing) {
  History history = quiet_history();
  history.assessments.push_back(assessment("a1", "2026-09-10T10:20+02:00", {any_level, false, 20}));
  const Timeline timeline = timeline_of(history, "2026-09-10T12:00+02:00");
  const Obligation* own = timeline.find("risk_assessment:o1:a1");
  ASSERT_NE(own, nullptr);
  EXPECT_EQ(own->due.local, "2026-09-13T10:20:00+02:00");  // as acute: 72 hours
  EXPECT_EQ(own->clause.path, "clocks.risk_assessment.after_level.acute");
  EXPECT_THAT(own->replaces, IsEmpty());
  EXPECT_THAT(keys(*own), Contains("unanswered"));
  EXPECT_THAT(keys(*own), Contains("does_not_satisfy"));
  // What was open stays open, and its earlier date holds.
  EXPECT_EQ(status(timeline, "risk_assessment:o1:a0"), "overdue");
  EXPECT_EQ(timeline.next("o1", "risk_assessment")->id, "risk_assessment:o1:a0");
  EXPECT_FALSE(own->holds);
}

TEST(Timeline, TheEarliestDateOverThePossibleLevelsCounts) {
  History history = quiet_history();
  history.assessments.push_back(assessment("a1", "2026-09-10T10:20+02:00", {low | high, false, 3}));
  EXPECT_EQ(due(timeline_of(history), "risk_assessment:o1:a1"), "2026-09-17");  // as high
}

TEST(Timeline, AJudgedAssessmentWithMissingAnswersSatisfiesAndKeepsItsUpwardLevels) {
  History history = quiet_history();
  history.assessments.push_back(
      assessment("a1", "2026-09-10T10:20+02:00", {medium | high | acute, true, 5}));
  const Timeline timeline = timeline_of(history);
  EXPECT_EQ(status(timeline, "risk_assessment:o1:a0"), "met");
  EXPECT_EQ(due(timeline, "risk_assessment:o1:a1"), "2026-09-13T10:20:00+02:00");
}

TEST(Timeline, ADraftSatisfiesNothing) {
  History history = quiet_history();
  history.assessments.push_back(draft("a1", "2026-09-10T10:20+02:00", {low, true}));
  const Timeline timeline = timeline_of(history);
  EXPECT_EQ(status(timeline, "risk_assessment:o1:a0"), "not_judged");
  EXPECT_EQ(timeline.find("risk_assessment:o1:a1"), nullptr);  // it raises nothing
}

TEST(Timeline, ADraftThatAlreadyShowsAHigherLevelMakesItDueEarlier) {
  History history = quiet_history();
  history.assessments.push_back(draft("a1", "2020-01-06T10:00+01:00", {high | acute, false, 4}));
  const Timeline timeline = timeline_of(history);
  const Obligation* raised = timeline.find("risk_assessment:o1:a1");
  ASSERT_NE(raised, nullptr);
  EXPECT_EQ(raised->due.local, "2020-01-13");  // low is raised to high: Monday and 7 days
  EXPECT_EQ(raised->cause.kind, Cause::Kind::draft);
  EXPECT_TRUE(raised->holds);
  EXPECT_EQ(due(timeline, "risk_assessment:o1:a0"), "2020-03-02");  // still there
}

TEST(Timeline, AnEmptyDraftIsNoLowLevel) {
  History history;
  history.dyads = {{"o1", {}}};
  history.episodes = {episode(1, "2026-03-02")};
  history.assessments.push_back(draft("a1", "2026-03-02T10:00+01:00", {any_level, false, 20}));
  const Timeline timeline = timeline_of(history, "2026-03-05T10:00+01:00");
  EXPECT_EQ(timeline.next("o1", "risk_assessment")->id, "risk_assessment:o1:episode.1");
  EXPECT_THAT(timeline.next("o1", "risk_assessment")->tell, ElementsAre("coordinator", "leader"));
}

TEST(Timeline, WithoutALevelTheIntervalForNoLevelCounts) {
  for (const NoLevel reason : {NoLevel::unmapped, NoLevel::outside_population,
                               NoLevel::awaiting_judgement, NoLevel::unknown}) {
    History history = quiet_history();
    history.assessments.push_back(
        assessment("a1", "2026-09-10T10:20+02:00", {0, false, 0, reason}));
    const Timeline timeline = timeline_of(history);
    const Obligation* own = timeline.find("risk_assessment:o1:a1");
    ASSERT_NE(own, nullptr);
    EXPECT_EQ(own->due.local, "2026-09-12T10:20:00+02:00");  // 48 hours
    EXPECT_EQ(own->clause.path, "clocks.risk_assessment.no_level");
    EXPECT_THAT(keys(*own), Contains("no_level_" + std::string(to_string(reason))));
    EXPECT_EQ(status(timeline, "risk_assessment:o1:a0"), "not_judged");  // nothing is met
  }
}

TEST(Timeline, AnEventLearnedLateCountsFromWhenItBecameKnown) {
  History history = quiet_history();
  HistoryEvent late = event("e1", "new_violence", "2026-09-10T10:30+02:00");
  late.occurred = moment("2026-08");
  late.recorded = moment("2026-09-11T08:05+02:00");
  history.events.push_back(late);
  const Timeline timeline = timeline_of(history, "2026-09-11T09:00+02:00");
  const Obligation* own = timeline.find("risk_assessment:o1:e1");
  ASSERT_NE(own, nullptr);
  EXPECT_EQ(own->due.local, "2026-09-11T10:30:00+02:00");
  EXPECT_THAT(keys(*own), Contains("learned_late"));
  // It was known on the 10th and written down on the 11th: on the 10th nobody could read of it.
  EXPECT_EQ(timeline_of(history, "2026-09-10T12:00+02:00").find("risk_assessment:o1:e1"), nullptr);
  EXPECT_NE(timeline_of(history, "2026-09-10T12:00+02:00", "2026-09-12T12:00+02:00")
                .find("risk_assessment:o1:e1"),
            nullptr);
}

TEST(Timeline, AnImpreciseMomentCountsFromItsEarliestAndIsMetOnlyAfterItsLatest) {
  History history = quiet_history();
  HistoryEvent known_that_day = event("e1", "new_violence", "2026-09-10");
  known_that_day.recorded = moment("2026-09-11T08:00+02:00");
  history.events.push_back(known_that_day);
  // The same day at 14:00: the violence may have become known after it.
  history.assessments.push_back(assessment("a1", "2026-09-10T14:00+02:00", {low, true}));
  Timeline timeline = timeline_of(history);
  EXPECT_EQ(due(timeline, "risk_assessment:o1:e1"), "2026-09-11T00:00:00+02:00");
  EXPECT_EQ(status(timeline, "risk_assessment:o1:e1"), "not_judged");
  history.assessments.push_back(assessment("a2", "2026-09-11T09:00+02:00", {low, true}));
  timeline = timeline_of(history);
  EXPECT_EQ(status(timeline, "risk_assessment:o1:e1"), "met");
  EXPECT_TRUE(timeline.find("risk_assessment:o1:e1")->closed->late);
}

TEST(Timeline, AnAssessmentBeforeTheEventBecameKnownDoesNotMeetIt) {
  History history = quiet_history();
  history.assessments.push_back(assessment("a1", "2026-09-10T10:20+02:00", {low, true}));
  history.events.push_back(event("e1", "new_violence", "2026-09-10T10:30+02:00"));
  EXPECT_EQ(status(timeline_of(history), "risk_assessment:o1:e1"), "not_judged");
  history.events[0] = event("e1", "new_violence", "2026-09-10T10:20+02:00");  // told there and then
  EXPECT_EQ(status(timeline_of(history), "risk_assessment:o1:e1"), "met");
}

TEST(Timeline, NothingIsKnownOrAssessedAfterItWasWrittenDown) {
  History history = quiet_history();
  HistoryEvent typo = event("e1", "new_violence", "2027-09-10T10:30+02:00");
  typo.recorded = moment("2026-09-10T11:00+02:00");
  history.events.push_back(typo);
  HistoryAssessment early = assessment("a1", "2027-01-01T10:00+01:00", {low, true});
  early.recorded = moment("2026-09-09T10:00+02:00");
  history.assessments.push_back(early);
  const Timeline timeline = timeline_of(history, "2026-09-12T10:00+02:00");
  EXPECT_EQ(due(timeline, "risk_assessment:o1:e1"), "2026-09-11T11:00:00+02:00");
  EXPECT_EQ(status(timeline, "risk_assessment:o1:e1"), "overdue");
  // Nor does the assessment of a year ahead meet it where no moment is asked about.
  EXPECT_EQ(status(timeline_of(history), "risk_assessment:o1:e1"), "not_judged");
}

TEST(Timeline, ACorrectionThatStrikesAnEventMovesTheDateBackAndKeepsWhoAndWhy) {
  History history = quiet_history();
  history.assessments.push_back(assessment("a1", "2026-09-10T10:20+02:00", {high, true}));
  history.events.push_back(event("e1", "separation", "2026-09-11T08:07+02:00"));
  history.corrections.push_back(correction("e1", "2026-09-12T09:00+02:00"));
  const Timeline before = timeline_of(history, "2026-09-12T08:00+02:00");
  EXPECT_EQ(before.next("o1")->due.local, "2026-09-12T08:07:00+02:00");
  EXPECT_THAT(before.struck, IsEmpty());
  const Timeline after = timeline_of(history, "2026-09-12T10:00+02:00");
  EXPECT_EQ(after.next("o1")->due.local, "2026-09-17");
  ASSERT_EQ(after.struck.size(), 1U);
  EXPECT_EQ(after.struck[0].id, "e1");
  EXPECT_EQ(after.struck[0].reason, "belongs to another case");
  EXPECT_THAT(after.struck[0].by, ElementsAre("w3"));
  EXPECT_THAT(difference(before, after).gone, ElementsAre("risk_assessment:o1:e1"));
}

TEST(Timeline, AStruckAssessmentMeetsNothingAnyMore) {
  History history = quiet_history();
  history.assessments.push_back(assessment("a1", "2020-01-10T10:00+01:00", {low, true}));
  history.corrections.push_back(correction("a1", "2020-01-20T10:00+01:00"));
  const Timeline before = timeline_of(history, "2020-01-15T10:00+01:00");
  const Timeline after = timeline_of(history, "2020-01-21T10:00+01:00");
  EXPECT_EQ(status(before, "risk_assessment:o1:a0"), "met");
  EXPECT_EQ(status(after, "risk_assessment:o1:a0"), "due");
  EXPECT_THAT(difference(before, after).reopened, ElementsAre("risk_assessment:o1:a0"));
}

TEST(Timeline, DyadsAreAssessedApart) {
  History history = quiet_history();
  history.dyads.push_back({"o2", {}});
  history.assessments.push_back(assessment("b0", "2020-01-02T09:00+01:00", {low, true}, "o2"));
  history.events.push_back(event("e1", "new_violence", "2020-01-08T10:00+01:00", "o2"));
  history.assessments.push_back(assessment("a1", "2020-01-08T11:00+01:00", {low, true}, "o1"));
  const Timeline timeline = timeline_of(history, "2020-01-08T12:00+01:00");
  EXPECT_EQ(status(timeline, "risk_assessment:o2:e1"), "due");  // a1 is about the other
  EXPECT_EQ(timeline.find("risk_assessment:o1:e1"), nullptr);
  // An event about nobody in particular is about every dyad.
  history.events.push_back(event("e2", "separation", "2020-01-08T11:30+01:00", ""));
  const Timeline both = timeline_of(history);
  EXPECT_NE(both.find("risk_assessment:o1:e2"), nullptr);
  EXPECT_NE(both.find("risk_assessment:o2:e2"), nullptr);
}

TEST(Timeline, AnEntryAboutAPartyThatNoListHasIsNotDropped) {
  History history = quiet_history();
  history.events.push_back(event("e1", "new_violence", "2026-09-10T10:30+02:00", "o9"));
  EXPECT_NE(timeline_of(history).find("risk_assessment:o9:e1"), nullptr);
  EXPECT_NE(timeline_of(history).find("risk_assessment:o9:episode.1"), nullptr);
}

TEST(Timeline, AnOlderHigherResultOfAnotherInstrumentCountsUntilItIsReplaced) {
  History history = quiet_history();
  history.assessments.push_back(assessment("a1", "2026-09-09T10:00+02:00", {acute, true}));
  HistoryAssessment other = assessment("a2", "2026-09-10T10:00+02:00", {low, true});
  other.instrument = "partner-judgement";
  history.assessments.push_back(other);
  Timeline timeline = timeline_of(history);
  EXPECT_EQ(due(timeline, "risk_assessment:o1:a2"), "2026-09-13T10:00:00+02:00");  // as acute
  EXPECT_THAT(keys(*timeline.find("risk_assessment:o1:a2")), Contains("others_count"));
  history.assessments.back().replaces = {"a1"};
  timeline = timeline_of(history);
  EXPECT_EQ(due(timeline, "risk_assessment:o1:a2"), "2026-11-09");  // as low
  // Replacing does not bring the older one of that instrument back.
  history.assessments[0].level.possible = acute;
  EXPECT_EQ(due(timeline_of(history), "risk_assessment:o1:a2"), "2026-11-09");
}

TEST(Timeline, OnlyALaterAssessmentReplaces) {
  History history = quiet_history();
  HistoryAssessment early = assessment("a1", "2026-09-08T10:00+02:00", {low, true});
  early.instrument = "partner-judgement";
  early.replaces = {"a2"};
  history.assessments.push_back(early);
  history.assessments.push_back(assessment("a2", "2026-09-09T10:00+02:00", {acute, true}));
  HistoryAssessment last = assessment("a3", "2026-09-10T10:00+02:00", {low, true});
  last.instrument = "partner-judgement";
  history.assessments.push_back(last);
  EXPECT_EQ(due(timeline_of(history), "risk_assessment:o1:a3"), "2026-09-13T10:00:00+02:00");
}

TEST(Timeline, AJudgedAssessmentOfWhichNoLevelCountsMeetsNothing) {
  History history = quiet_history();
  history.assessments.push_back(assessment("a1", "2026-09-09T10:00+02:00", {acute, true}));
  HistoryAssessment other =
      assessment("a2", "2026-09-10T10:00+02:00", {0, true, 0, NoLevel::outside_population});
  other.instrument = "scale-for-others";
  history.assessments.push_back(other);
  const Timeline timeline = timeline_of(history);
  EXPECT_EQ(status(timeline, "risk_assessment:o1:a1"), "not_judged");
  EXPECT_EQ(due(timeline, "risk_assessment:o1:a2"), "2026-09-12T10:00:00+02:00");  // 48 hours
}

TEST(Timeline, WhereCompletingIsEnoughTheEarlierOfNoLevelAndTheOthersCounts) {
  const Policy policy = policy_from(
      policy_text("[low, medium, high, acute]",
                  "clocks:\n"
                  "  risk_assessment:\n"
                  "    after_level: {acute: PT72H, high: P7D, medium: P30D, low: P60D}\n"
                  "    no_level: PT48H\n"
                  "    satisfied_by: completed\n"));
  History history = quiet_history();
  history.assessments.push_back(assessment("a1", "2026-09-09T10:00+02:00", {acute, true}));
  HistoryAssessment other =
      assessment("a2", "2026-09-10T10:00+02:00", {0, false, 0, NoLevel::unmapped});
  other.instrument = "unmapped-scale";
  history.assessments.push_back(other);
  const Timeline timeline = vaern::timeline(policy, offices(), history).value();
  EXPECT_EQ(status(timeline, "risk_assessment:o1:a1"), "met");
  EXPECT_EQ(due(timeline, "risk_assessment:o1:a2"), "2026-09-12T10:00:00+02:00");  // 48, not 72
  EXPECT_EQ(timeline.find("risk_assessment:o1:a2")->clause.path, "clocks.risk_assessment.no_level");
}

TEST(Timeline, ACompletedAssessmentThatDoesNotSatisfyDisplacesNoLevel) {
  History history = quiet_history();
  history.assessments.push_back(assessment("a1", "2026-09-07T10:00+02:00", {acute, true}));
  // A half-empty form of the same instrument shows low or medium, and nobody judged it.
  history.assessments.push_back(
      assessment("a2", "2026-09-08T10:00+02:00", {low | medium, false, 6}));
  HistoryAssessment other = assessment("a3", "2026-09-09T10:00+02:00", {low, true});
  other.instrument = "partner-judgement";
  history.assessments.push_back(other);
  const Timeline timeline = timeline_of(history);
  EXPECT_EQ(due(timeline, "risk_assessment:o1:a3"), "2026-09-12T10:00:00+02:00");  // still acute
  EXPECT_EQ(status(timeline, "risk_assessment:o1:a2"), "met");
}

TEST(Timeline, AHigherLevelIsNeverDueLaterThanALowerOne) {
  // Monday 30 March 2026 at 16:00. A week ahead is Easter Monday, which rolls to Wednesday 1 April;
  // 72 hours would be Thursday at 16:00. Acute must not wait longer than high.
  History history = quiet_history();
  history.assessments.push_back(assessment("a1", "2026-03-30T16:00+02:00", {acute, true}));
  const Timeline timeline = timeline_of(history);
  const Obligation* own = timeline.find("risk_assessment:o1:a1");
  EXPECT_EQ(own->due.local, "2026-04-01");
  EXPECT_EQ(own->clause.path, "clocks.risk_assessment.after_level.high");
  EXPECT_THAT(keys(*own), Contains("lower_level_is_earlier"));
}

TEST(Timeline, TheEventAndTheOpeningBothStartTheFirstAssessmentAndTheEarlierHolds) {
  History history;
  history.dyads = {{"o1", {}}};
  history.episodes = {episode(1, "2026-03-04")};  // Wednesday
  history.events = {event("e1", "detected", "2026-03-02T10:00+01:00")};
  const Timeline timeline = timeline_of(history);
  EXPECT_EQ(timeline.next("o1", "first_assessment")->due.local, "2026-03-04");
  EXPECT_EQ(timeline.next("o1", "first_assessment")->cause.id, "e1");
  EXPECT_EQ(due(timeline, "first_assessment:o1:episode.1"), "2026-03-06");
}

TEST(Timeline, AnAssessmentBeforeTheOpeningCountsUnlessACaseWasClosedInBetween) {
  History history;
  history.dyads = {{"o1", {}}};
  history.episodes = {episode(1, "2026-03-04")};
  history.assessments = {assessment("a1", "2026-03-02T10:00+01:00", {low, true})};
  EXPECT_EQ(timeline_of(history).find("first_assessment:o1:episode.1"), nullptr);
  history.episodes = {episode(1, "2026-01-05", "2026-03-03", "agreed"), episode(2, "2026-03-04")};
  EXPECT_NE(timeline_of(history).find("first_assessment:o1:episode.2"), nullptr);
  EXPECT_NE(timeline_of(history).find("risk_assessment:o1:episode.2"), nullptr);
}

TEST(Timeline, ALaterClosingDoesNotMakeAnAssessmentBeforeTheOpeningCountLess) {
  History history;
  history.dyads = {{"o1", {}}};
  history.assessments = {assessment("a1", "2026-03-02T10:00+01:00", {low, true})};
  history.episodes = {episode(1, "2026-03-04", "2026-04-08", "agreed")};
  EXPECT_EQ(timeline_of(history).find("first_assessment:o1:episode.1"), nullptr);
}

TEST(Timeline, APartyThatBecameKnownLaterCountsFromThen) {
  History history = quiet_history();
  history.dyads.push_back({"o2", moment("2026-09-10T10:00+02:00")});
  const Timeline timeline = timeline_of(history);
  EXPECT_EQ(due(timeline, "risk_assessment:o2:episode.1"), "2026-09-12T10:00:00+02:00");
  EXPECT_EQ(timeline_of(history, "2026-09-09T10:00+02:00").find("risk_assessment:o2:episode.1"),
            nullptr);
}

TEST(Timeline, AnAssessmentAfterTheClosingOpensAllTheSame) {
  History history = quiet_history();
  history.episodes = {episode(1, "2020-01-01", "2020-01-10", "agreed")};
  history.assessments.push_back(assessment("a1", "2020-02-01T10:00+01:00", {low, true}));
  EXPECT_EQ(status(timeline_of(history), "risk_assessment:o1:a1"), "not_judged");
  EXPECT_EQ(status(timeline_of(history), "risk_assessment:o1:a0"), "ended");
}

TEST(Timeline, ACivilDeadlineIsMissedAtMidnightAndAnElapsedOneAfterItsMoment) {
  History history = quiet_history();
  history.assessments[0].level.possible = high;  // Thursday 2 January: to the end of the 9th
  history.events.push_back(event("e1", "new_violence", "2020-01-09T00:00+01:00"));  // PT24H
  history.assessments.push_back(assessment("a1", "2020-01-10T00:00+01:00", {low, true}));
  const Timeline timeline = timeline_of(history);
  EXPECT_TRUE(timeline.find("risk_assessment:o1:a0")->closed->late);
  EXPECT_FALSE(timeline.find("risk_assessment:o1:e1")->closed->late);
}

TEST(Timeline, ClosingEndsWhatIsOpenWithItsReason) {
  History history = quiet_history();
  history.episodes = {episode(1, "2020-01-01", "2020-01-10", "death")};
  const Timeline timeline = timeline_of(history, "2020-02-01T10:00+01:00");
  EXPECT_EQ(status(timeline, "risk_assessment:o1:a0"), "ended");
  EXPECT_EQ(timeline.find("risk_assessment:o1:a0")->closed->reason, "death");
  EXPECT_EQ(timeline.next(), nullptr);
  // Before the closing it was open.
  EXPECT_EQ(status(timeline_of(history, "2020-01-09T10:00+01:00"), "risk_assessment:o1:a0"), "due");
}

TEST(Timeline, AnEventThatNobodyHadWrittenDownAtTheClosingStaysOpen) {
  History history = quiet_history();
  history.episodes = {episode(1, "2020-01-01", "2020-01-10", "agreed")};
  HistoryEvent unseen = event("e1", "new_violence", "2020-01-09T10:00+01:00");
  unseen.recorded = moment("2020-01-13T10:00+01:00");
  history.events.push_back(unseen);
  const Timeline timeline = timeline_of(history, "2020-01-14T10:00+01:00");
  EXPECT_EQ(status(timeline, "risk_assessment:o1:e1"), "overdue");
  EXPECT_THAT(keys(*timeline.find("risk_assessment:o1:e1")), Contains("case_closed"));
  history.events[0].recorded = moment("2020-01-09T11:00+01:00");
  EXPECT_EQ(status(timeline_of(history, "2020-01-14T10:00+01:00"), "risk_assessment:o1:e1"),
            "ended");
}

TEST(Timeline, ViolenceAfterTheClosingIsDueAllTheSame) {
  History history = quiet_history();
  history.episodes = {episode(1, "2020-01-01", "2020-01-10", "agreed")};
  history.events.push_back(event("e1", "new_violence", "2020-03-01T10:00+01:00"));
  EXPECT_EQ(status(timeline_of(history, "2020-03-01T11:00+01:00"), "risk_assessment:o1:e1"), "due");
}

TEST(Timeline, ClosingOneOfTwoOpenEpisodesEndsNothing) {
  History history = quiet_history();
  history.episodes = {episode(1, "2020-01-01", "2020-01-10", "agreed"), episode(2, "2020-01-08")};
  EXPECT_EQ(status(timeline_of(history), "risk_assessment:o1:a0"), "not_judged");
}

TEST(Timeline, ATransferHandsOverEveryOpenObligation) {
  History history = quiet_history();
  history.events.push_back(event("e1", "new_violence", "2020-01-09T10:00+01:00"));
  const Timeline before = timeline_of(history);
  history.episodes = {episode(1, "2020-01-01", "2020-01-10", "transfer")};
  const Timeline after = timeline_of(history);
  std::size_t open = 0;
  for (const Obligation& obligation : before.obligations) open += obligation.is_open() ? 1 : 0;
  const auto handed_over = after.transferred();
  ASSERT_EQ(handed_over.size(), open);
  ASSERT_GT(open, 1U);
  for (const Obligation* obligation : handed_over) {
    EXPECT_EQ(obligation->due.at, before.find(obligation->id)->due.at);
  }
}

TEST(Timeline, WithoutAsOfNothingIsJudgedDueOrOverdue) {
  History history = quiet_history();
  history.events.push_back(event("e1", "new_violence", "2020-01-09T10:00+01:00"));
  const Timeline timeline = timeline_of(history);
  for (const Obligation& obligation : timeline.obligations) {
    EXPECT_NE(obligation.status, ObligationStatus::due);
    EXPECT_NE(obligation.status, ObligationStatus::overdue);
    EXPECT_THAT(obligation.tell, IsEmpty());
  }
  EXPECT_EQ(status(timeline, "risk_assessment:o1:e1"), "not_judged");
}

TEST(Timeline, AsOfNeverEntersADueDate) {
  History history = quiet_history();
  history.assessments.push_back(assessment("a1", "2026-03-30T16:00+02:00", {high, true}));
  const std::string expected = due(timeline_of(history), "risk_assessment:o1:a1");
  for (const char* as_of :
       {"2026-03-30T17:00+02:00", "2026-04-04T10:00+02:00", "2031-01-01T00:00+01:00"}) {
    EXPECT_EQ(due(timeline_of(history, as_of), "risk_assessment:o1:a1"), expected);
  }
}

TEST(Timeline, IsOverdueFromItsMomentOnAndTellsByTheLadder) {
  History history = quiet_history();
  history.assessments.push_back(assessment("a1", "2026-09-10T10:00+02:00", {high, true}));
  const std::string id = "risk_assessment:o1:a1";  // to the end of Thursday 17 September
  EXPECT_EQ(status(timeline_of(history, "2026-09-17T23:59:59+02:00"), id), "due");
  const Timeline midnight = timeline_of(history, "2026-09-18T00:00+02:00");
  EXPECT_EQ(status(midnight, id), "overdue");
  EXPECT_THAT(midnight.find(id)->tell, ElementsAre("coordinator"));
  // Two days after the 17th is the 19th; it ends with the midnight to the 20th.
  EXPECT_THAT(timeline_of(history, "2026-09-19T23:59+02:00").find(id)->tell,
              ElementsAre("coordinator"));
  EXPECT_THAT(timeline_of(history, "2026-09-20T00:00+02:00").find(id)->tell,
              ElementsAre("coordinator", "leader"));
}

TEST(Timeline, ALevelsOwnLadderComesBesideThatOfAny) {
  History history = quiet_history();
  history.assessments.push_back(assessment("a1", "2026-09-10T10:00+02:00", {acute, true}));
  const Timeline timeline = timeline_of(history, "2026-09-13T10:00+02:00");
  const Obligation* own = timeline.find("risk_assessment:o1:a1");
  EXPECT_THAT(own->tell, ElementsAre("coordinator", "leader"));
  EXPECT_THAT(own->tell_by, ElementsAre("overdue.acute[0]", "overdue.any[0]"));
}

TEST(Timeline, AnEventInAnAcuteDyadTellsByTheAcuteLadder) {
  History history = quiet_history();
  history.assessments.push_back(assessment("a1", "2026-09-10T10:00+02:00", {acute, true}));
  history.events.push_back(event("e1", "plan_found", "2026-09-10T12:00+02:00"));
  const Timeline timeline = timeline_of(history, "2026-09-10T12:00+02:00");
  EXPECT_EQ(status(timeline, "risk_assessment:o1:e1"), "overdue");  // PT0H: at once
  EXPECT_THAT(timeline.find("risk_assessment:o1:e1")->tell, ElementsAre("coordinator", "leader"));
}

TEST(Timeline, WhatWasKnownThenCanBeReplayed) {
  History history = quiet_history();
  HistoryAssessment late = assessment("a1", "2020-02-20T10:00+01:00", {low, true});
  late.recorded = moment("2020-03-10T10:00+01:00");
  history.assessments.push_back(late);
  // On 5 March the assessment of 20 February was not in the file: overdue since 3 March.
  EXPECT_EQ(status(timeline_of(history, "2020-03-05T10:00+01:00"), "risk_assessment:o1:a0"),
            "overdue");
  // What is known today about the same day: it had been met in time.
  const Timeline known_now =
      timeline_of(history, "2020-03-05T10:00+01:00", "2020-04-01T10:00+02:00");
  EXPECT_EQ(status(known_now, "risk_assessment:o1:a0"), "met");
  EXPECT_FALSE(known_now.find("risk_assessment:o1:a0")->closed->late);
}

TEST(Timeline, AJudgementThatIsNotYetGivenIsNotSeen) {
  History history = quiet_history();
  HistoryAssessment judged = assessment("a1", "2020-01-10T10:00+01:00", {medium, true, 7});
  judged.level.judged_at = moment("2020-03-04T10:00+01:00");
  judged.level.before_judgement = any_level;
  history.assessments.push_back(judged);
  // Before the judgement: the levels are open, nothing is met, it is due like acute.
  const Timeline before = timeline_of(history, "2020-01-11T10:00+01:00");
  EXPECT_EQ(due(before, "risk_assessment:o1:a1"), "2020-01-13T10:00:00+01:00");
  EXPECT_EQ(status(before, "risk_assessment:o1:a0"), "due");
  // After it: 30 days from the assessment, Sunday 9 February rolls to Friday; what was due on
  // 2 March was met on the 4th, too late.
  const Timeline after = timeline_of(history, "2020-03-05T10:00+01:00");
  EXPECT_EQ(due(after, "risk_assessment:o1:a1"), "2020-02-07");
  ASSERT_EQ(status(after, "risk_assessment:o1:a0"), "met");
  EXPECT_EQ(after.find("risk_assessment:o1:a0")->closed->at, at("2020-03-04T10:00+01:00"));
  EXPECT_TRUE(after.find("risk_assessment:o1:a0")->closed->late);
}

TEST(Timeline, APlanIsReviewedAndTheNextPlanMeetsTheReview) {
  History history = quiet_history();
  history.plans = {{"p1", moment("2026-09-10"), {}, {}}};
  Timeline timeline = timeline_of(history);
  EXPECT_EQ(due(timeline, "plan_review::p1"), "2026-10-09");  // 30 days: Saturday rolls to Friday
  history.plans.push_back({"p2", moment("2026-10-01"), {}, {}});
  timeline = timeline_of(history);
  EXPECT_EQ(status(timeline, "plan_review::p1"), "met");
  EXPECT_THAT(timeline.find("plan_review::p2")->replaces, ElementsAre("plan_review::p1"));
}

TEST(Timeline, AProfessionalMaySetAnotherReviewAndALaterOneOnlyWithAReason) {
  History history = quiet_history();
  history.plans = {{"p1", moment("2026-09-10"), moment("2026-09-19"), {}}};
  EXPECT_EQ(due(timeline_of(history), "plan_review::p1"), "2026-09-19");
  history.plans[0].review = moment("2026-12-01");
  EXPECT_EQ(due(timeline_of(history), "plan_review::p1"), "2026-10-09");
  EXPECT_THAT(keys(*timeline_of(history).find("plan_review::p1")), Contains("later_needs_reason"));
  history.plans[0].reason = "in hospital until then";
  const Timeline timeline = timeline_of(history);
  EXPECT_EQ(due(timeline, "plan_review::p1"), "2026-12-01");
  EXPECT_TRUE(timeline.find("plan_review::p1")->outside_policy);
}

TEST(Timeline, EveryObligationNamesItsClauseCauseZoneAndData) {
  History history = quiet_history();
  history.events.push_back(event("e1", "new_violence", "2026-09-10T10:30+02:00"));
  const Timeline timeline = timeline_of(history);
  EXPECT_EQ(timeline.policy, "partner-violence-review@1");
  EXPECT_EQ(timeline.calendar, "denmark-offices@2024");
  EXPECT_EQ(timeline.calendar_meaning, offices().meaning());
  EXPECT_EQ(timeline.zone, "Europe/Copenhagen");
  EXPECT_EQ(timeline.tz, tz_version());
  const Obligation* own = timeline.find("risk_assessment:o1:e1");
  EXPECT_EQ(own->clause.path, "clocks.risk_assessment.on_event.new_violence");
  EXPECT_EQ(own->clause.span.file->name(), "policy.yaml");
  EXPECT_GT(own->clause.span.line, 1U);
  EXPECT_EQ(own->cause.word, "new_violence");
  EXPECT_TRUE(own->proposed);
}

TEST(Timeline, AnotherCalendarIsAnError) {
  const Policy policy = policy_from(
      "vaern: 1\npolicy: other\nversion: \"1\"\nstatus: draft\ntitle: {en: A, da: B}\n"
      "levels: [low]\ntime_zone: Europe/Copenhagen\ncalendar: elsewhere@1\n"
      "clocks: {risk: {after_level: {low: P1D}, no_level: PT1H}}\n");
  const auto result = timeline(policy, offices(), quiet_history());
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error()[0].code->id, "E0730");
}

TEST(Timeline, FaultsOfAHistoryAreAllToldAtOnce) {
  History history;
  history.dyads = {{"o1", {}}, {"o2", {}}};
  history.assessments = {assessment("a1", "2026-09-10T10:00+02:00", {std::uint64_t{1} << 4, true})};
  history.events = {event("a1", "new_violence", "2026-09-10T10:00+02:00")};
  const auto result = timeline(shipped_policy(), offices(), history);
  ASSERT_FALSE(result.has_value());
  std::vector<std::string> ids;
  for (const Diagnostic& finding : result.error()) ids.emplace_back(finding.code->id);
  // A level that the policy lacks; an id twice; no episode from which o2 could be counted.
  EXPECT_THAT(ids, ElementsAre("E0733", "E0734", "E0735"));
}

TEST(Timeline, TheDifferenceNamesWhatANewEntryChanges) {
  History history = quiet_history();
  const Timeline before = timeline_of(history);
  history.events.push_back(event("e1", "new_violence", "2020-01-09T10:00+01:00"));
  const Timeline between = timeline_of(history);
  EXPECT_THAT(difference(before, between).opened, ElementsAre("risk_assessment:o1:e1"));
  history.assessments.push_back(assessment("a1", "2020-01-09T12:00+01:00", {low, true}));
  const TimelineDifference last = difference(between, timeline_of(history));
  EXPECT_THAT(last.met, ElementsAre("risk_assessment:o1:a0", "risk_assessment:o1:e1"));
  EXPECT_THAT(last.opened, ElementsAre("risk_assessment:o1:a1"));
  EXPECT_THAT(last.gone, IsEmpty());
}

TEST(JoinPossible, IsTheElementWiseMaximum) {
  for (std::uint64_t a = 0; a < 16; ++a) {
    for (std::uint64_t b = 0; b < 16; ++b) {
      std::uint64_t expected = a == 0 ? b : (b == 0 ? a : 0);
      for (unsigned i = 0; i < 4; ++i) {
        for (unsigned j = 0; j < 4; ++j) {
          if ((a >> i & 1) == 0 || (b >> j & 1) == 0) continue;
          expected |= std::uint64_t{1} << (i < j ? j : i);
        }
      }
      EXPECT_EQ(join_possible(a, b), expected) << a << " " << b;
    }
  }
}

// It is written about whom it happened to; who did it may be any of them.
TEST(Timeline, AnEventAboutAChildBringsEveryOtherPartyForward) {
  History history = quiet_history();
  history.dyads.push_back({"o2", {}});
  history.assessments.push_back(assessment("a2", "2020-01-02T10:00+01:00", {low, true}, "o2"));
  history.events = {event("e1", "new_violence", "2020-01-06T10:00+01:00", "c1")};
  const Timeline timeline = timeline_of(history, "2020-01-06T12:00+01:00");
  for (const char* id : {"risk_assessment:o1:e1", "risk_assessment:o2:e1"}) {
    EXPECT_EQ(due(timeline, id), "2020-01-07T10:00:00+01:00") << id;
  }
}

// Who is not known to be none may be another party; nobody's date is lost for want of a list.
TEST(Timeline, WhoIsKnownToBeNoOtherPartyIsAssessedAsNone) {
  History history = quiet_history();
  history.events = {event("e1", "new_violence", "2020-01-06T10:00+01:00", "c1")};
  EXPECT_EQ(due(timeline_of(history, "2020-01-06T12:00+01:00"), "risk_assessment:c1:e1"),
            "2020-01-07T10:00:00+01:00");
  history.others = {"c1"};
  const Timeline timeline = timeline_of(history, "2020-01-06T12:00+01:00");
  EXPECT_EQ(due(timeline, "risk_assessment:o1:e1"), "2020-01-07T10:00:00+01:00");
  for (const Obligation& obligation : timeline.obligations) {
    EXPECT_NE(obligation.about, "c1") << obligation.id;
  }
}

}  // namespace
}  // namespace vaern
