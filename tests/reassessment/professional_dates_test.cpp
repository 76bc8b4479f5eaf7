// SPDX-License-Identifier: Apache-2.0
// Dates that professionals confirm or set (T7), pauses, stepping down, and who is on duty.
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

// One assessment at level high on Thursday 10 September 2026: due in 7 days, on the 17th.
constexpr const char* of = "risk_assessment:o1:a1";

History with_high() {
  History history = quiet_history();
  history.assessments.push_back(assessment("a1", "2026-09-10T10:20+02:00", {high, true}));
  return history;
}

HistoryDate date(const std::string& id, const std::string& set, const std::string& recorded,
                 const std::string& reason = "agreed with her", const std::string& on = of) {
  HistoryDate entry;
  entry.id = id;
  entry.of = on;
  if (!set.empty()) entry.set = moment(set);
  entry.recorded = moment(recorded);
  entry.by = {"w3"};
  entry.reason = reason;
  return entry;
}

Timeline with_policy(const Policy& policy, const History& history,
                     const std::optional<std::string>& as_of = {}) {
  auto result =
      timeline(policy, offices(), history, as_of ? std::optional(at(*as_of)) : std::nullopt);
  if (!result) throw std::runtime_error(result.error()[0].message());
  return *std::move(result);
}

Policy policy_with(const std::string& keys, const std::string& clock_keys = "proposed: yes") {
  return policy_from(
      policy_text("[low, medium, high, acute]",
                  keys +
                      "clocks:\n  risk_assessment:\n    after_level: {acute: PT72H, "
                      "high: P7D, medium: P30D, low: P60D}\n    no_level: PT48H\n    " +
                      clock_keys + "\n"));
}

TEST(ProfessionalDate, AnEarlierDateNeedsNoReason) {
  History history = with_high();
  history.dates.push_back(date("d1", "2026-09-14", "2026-09-11T09:00+02:00", ""));
  const Timeline timeline = timeline_of(history, "2026-09-15T10:00+02:00");
  const Obligation& obligation = *timeline.find(of);
  EXPECT_EQ(obligation.due.local, "2026-09-14");
  EXPECT_EQ(obligation.policy_due->local, "2026-09-17");
  EXPECT_EQ(obligation.set->id, "d1");
  EXPECT_THAT(obligation.set->by, ElementsAre("w3"));
  EXPECT_FALSE(obligation.outside_policy);
  EXPECT_EQ(obligation.status, ObligationStatus::overdue);  // by the date that was set
  EXPECT_THAT(obligation.tell, Contains("coordinator"));
  EXPECT_THAT(keys(obligation), Contains("policy_date"));
}

TEST(ProfessionalDate, ALaterDateNeedsAReasonAndIsMarked) {
  History history = with_high();
  history.dates.push_back(date("d1", "2026-09-21", "2026-09-11T09:00+02:00", ""));
  EXPECT_EQ(due(timeline_of(history), of), "2026-09-17");
  EXPECT_THAT(keys(*timeline_of(history).find(of)), Contains("later_needs_reason"));
  EXPECT_FALSE(timeline_of(history).find(of)->set.has_value());
  history.dates[0].reason = "she is in hospital until then";
  const Timeline timeline = timeline_of(history, "2026-09-18T10:00+02:00");
  EXPECT_EQ(due(timeline, of), "2026-09-21");
  EXPECT_TRUE(timeline.find(of)->outside_policy);
  EXPECT_EQ(status(timeline, of), "due");
  EXPECT_EQ(timeline.find(of)->policy_due->local, "2026-09-17");
}

TEST(ProfessionalDate, OfSeveralTheLatestRecordedCounts) {
  History history = with_high();
  history.dates.push_back(date("d1", "2026-09-21", "2026-09-11T09:00+02:00"));
  history.dates.push_back(date("d2", "2026-09-15", "2026-09-12T09:00+02:00"));
  EXPECT_EQ(due(timeline_of(history), of), "2026-09-15");
  history.dates[1].recorded = moment("2026-09-10T12:00+02:00");
  EXPECT_EQ(due(timeline_of(history), of), "2026-09-21");
  // What was recorded at one moment: the earlier date.
  history.dates[1].recorded = history.dates[0].recorded;
  EXPECT_EQ(due(timeline_of(history), of), "2026-09-15");
  // One that does not count displaces nothing.
  history.dates.push_back(date("d3", "2026-10-21", "2026-09-13T09:00+02:00", ""));
  EXPECT_EQ(due(timeline_of(history), of), "2026-09-15");
}

TEST(ProfessionalDate, ConfirmingKeepsTheDateThereIs) {
  History history = with_high();
  history.dates.push_back(date("d1", "", "2026-09-11T09:00+02:00", ""));
  Timeline timeline = timeline_of(history);
  EXPECT_EQ(due(timeline, of), "2026-09-17");
  EXPECT_TRUE(timeline.find(of)->set->confirmed);
  EXPECT_FALSE(timeline.find(of)->policy_due.has_value());
  EXPECT_THAT(keys(*timeline.find(of)), Contains("confirmed"));
  // The date there is may be one that was set.
  history.dates.push_back(date("d0", "2026-09-21", "2026-09-10T12:00+02:00"));
  timeline = timeline_of(history);
  EXPECT_EQ(due(timeline, of), "2026-09-21");
  EXPECT_THAT(keys(*timeline.find(of)), Contains("confirmed"));
}

TEST(ProfessionalDate, NoLaterDateWhereALawSetsIt) {
  const Policy policy = policy_with("", "statutory: yes");
  History history = with_high();
  history.dates.push_back(date("d1", "2026-09-21", "2026-09-11T09:00+02:00"));
  const Timeline timeline = with_policy(policy, history);
  EXPECT_EQ(due(timeline, of), "2026-09-17");
  EXPECT_THAT(keys(*timeline.find(of)), Contains("later_statutory"));
  history.dates[0].set = moment("2026-09-14");
  EXPECT_EQ(due(with_policy(policy, history), of), "2026-09-14");
}

TEST(ProfessionalDate, AStruckDateCountsForNothing) {
  History history = with_high();
  history.dates.push_back(date("d1", "2026-09-21", "2026-09-11T09:00+02:00"));
  history.corrections.push_back(correction("d1", "2026-09-12T09:00+02:00"));
  EXPECT_EQ(due(timeline_of(history), of), "2026-09-17");
  // What was known before the correction keeps its answer.
  EXPECT_EQ(due(timeline_of(history, "2026-09-14T10:00+02:00", "2026-09-11T12:00+02:00"), of),
            "2026-09-21");
}

TEST(ProfessionalDate, OfAnObligationThatDoesNotExistIsNeverSilent) {
  History history = with_high();
  history.dates.push_back(
      date("d1", "2026-09-14", "2026-09-11T09:00+02:00", "", "risk_assessment:o1:a9"));
  history.dates.push_back(date("d2", "2026-09-14", "2026-09-11T09:00+02:00", "", "gone:o1:a1"));
  const Timeline timeline = timeline_of(history);
  ASSERT_EQ(timeline.without_effect.size(), 2U);
  EXPECT_EQ(timeline.without_effect[0].id, "d1");
  EXPECT_EQ(timeline.without_effect[0].reason.key, "no_such_obligation");
  EXPECT_EQ(timeline.without_effect[1].reason.key, "no_such_clock");
  EXPECT_THAT(explain(timeline.without_effect[0].reason, Language::da),
              ::testing::HasSubstr("Der er ingen frist med id'et risk_assessment:o1:a9"));
  EXPECT_THAT(to_canonical_json(timeline), ::testing::HasSubstr("no_such_obligation"));
}

TEST(ProfessionalDate, WrittenAfterItWasMetChangesNothing) {
  History history = with_high();
  history.assessments.push_back(assessment("a2", "2026-09-18T10:00+02:00", {high, true}));
  history.dates.push_back(date("d1", "2026-09-30", "2026-09-19T09:00+02:00"));
  const Timeline timeline = timeline_of(history);
  EXPECT_TRUE(timeline.find(of)->closed->late);
  ASSERT_EQ(timeline.without_effect.size(), 1U);
  EXPECT_EQ(timeline.without_effect[0].reason.key, "set_after_closed");
  // Written before, it is in time.
  history.dates[0].recorded = moment("2026-09-12T09:00+02:00");
  EXPECT_FALSE(timeline_of(history).find(of)->closed->late);
}

TEST(ProfessionalDate, SetWhenItWasOverdueSaysSo) {
  History history = with_high();
  history.dates.push_back(date("d1", "2026-09-30", "2026-09-19T09:00+02:00"));
  EXPECT_THAT(keys(*timeline_of(history).find(of)), Contains("set_when_overdue"));
  history.dates[0].recorded = moment("2026-09-12T09:00+02:00");
  EXPECT_THAT(keys(*timeline_of(history).find(of)), Not(Contains("set_when_overdue")));
}

TEST(ProfessionalDate, ATimeOfDayStandsAsItIs) {
  History history = with_high();
  history.dates.push_back(date("d1", "2026-09-14T12:00+02:00", "2026-09-11T09:00+02:00"));
  EXPECT_EQ(due(timeline_of(history), of), "2026-09-14T12:00:00+02:00");
}

const Policy& with_window() {
  static const Policy policy = policy_from(policy_text(
      "[low, medium, high, acute]",
      "clocks:\n  risk_assessment:\n    after_level: {acute: PT72H, high: {due: P7D, earliest: "
      "P5D, "
      "latest: P9D}, medium: P30D, low: P60D}\n    no_level: PT48H\n    proposed: yes\n"));
  return policy;
}

TEST(Window, StandsBesideThePolicysDate) {
  const Timeline timeline = with_policy(with_window(), with_high());
  const Obligation& obligation = *timeline.find(of);
  EXPECT_EQ(obligation.due.local, "2026-09-17");
  EXPECT_EQ(obligation.earliest->local, "2026-09-15");
  EXPECT_EQ(obligation.latest->local, "2026-09-18");  // Saturday the 19th rolls to Friday
  EXPECT_FALSE(timeline.find("risk_assessment:o1:a0")->latest.has_value());
  EXPECT_THAT(to_canonical_json(timeline), ::testing::HasSubstr("\"window\":{\"earliest\":"));
}

TEST(Window, ALaterDateInsideItIsNotMarkedAndOneBeyondIs) {
  History history = with_high();
  history.dates.push_back(date("d1", "2026-09-18", "2026-09-11T09:00+02:00"));
  Timeline timeline = with_policy(with_window(), history);
  EXPECT_EQ(due(timeline, of), "2026-09-18");
  EXPECT_FALSE(timeline.find(of)->outside_policy);
  EXPECT_THAT(keys(*timeline.find(of)), Contains("set_later_in_window"));
  history.dates[0].set = moment("2026-09-19");
  timeline = with_policy(with_window(), history);
  EXPECT_EQ(due(timeline, of), "2026-09-19");
  EXPECT_TRUE(timeline.find(of)->outside_policy);
  // A reason is needed inside it too, and an earlier date is never refused.
  history.dates[0].reason = "";
  EXPECT_EQ(due(with_policy(with_window(), history), of), "2026-09-17");
  history.dates[0].set = moment("2026-09-12");
  timeline = with_policy(with_window(), history);
  EXPECT_EQ(due(timeline, of), "2026-09-12");
  EXPECT_FALSE(timeline.find(of)->outside_policy);
  EXPECT_THAT(keys(*timeline.find(of)), Contains("set_before_window"));
}

TEST(Window, GoesFromEarliestOverDueToLatest) {
  const auto found = [](const std::string& window) {
    return findings_of(
        policy_text("[low]", "clocks:\n  risk_assessment:\n    after_level: {low: " + window +
                                 "}\n    no_level: P1D\n    proposed: yes\n"));
  };
  EXPECT_EQ(found("{due: P7D, earliest: P5D, latest: P9D}"), "");
  EXPECT_EQ(found("{due: P7D, earliest: P7D, latest: P7D}"), "");
  EXPECT_EQ(found("{due: P7D, latest: P9D, source: local}"), "");
  EXPECT_EQ(found("{due: P7D, earliest: P8D}"), "E0781@12");
  EXPECT_EQ(found("{due: P7D, latest: P6D}"), "E0781@12");
  // Only what counts from an assessment or a plan has one.
  EXPECT_EQ(findings_of(policy_text("[low]",
                                    "clocks:\n  risk_assessment:\n    after_level: {low: P7D}\n    "
                                    "no_level: {value: P1D, latest: P2D}\n    proposed: yes\n")),
            "E0138@13");
  EXPECT_EQ(found("{due: P30D, latest: P1M}"), "E0781@12");  // February is shorter
}

HistorySuspension pause(const std::string& id, const std::string& from, const std::string& until,
                        const std::string& clock = "risk_assessment") {
  return {id, clock, "o1", moment(from), moment(until), moment(from), {"w3"}, "she is away"};
}

TEST(Suspension, IsShownAndChangesNeitherDateNorStatus) {
  const Policy policy = policy_with("", "proposed: yes\n    may_suspend: P10D");
  History history = with_high();
  const Timeline before = with_policy(policy, history, "2026-09-20T10:00+02:00");
  history.suspensions.push_back(pause("h1", "2026-09-15", "2026-09-22"));
  const Timeline timeline = with_policy(policy, history, "2026-09-20T10:00+02:00");
  const Obligation& obligation = *timeline.find(of);
  EXPECT_EQ(obligation.due.at, before.find(of)->due.at);
  EXPECT_EQ(obligation.status, ObligationStatus::overdue);
  ASSERT_EQ(obligation.suspensions.size(), 1U);
  EXPECT_TRUE(obligation.suspensions[0].is_allowed);
  EXPECT_EQ(obligation.suspensions[0].reason, "she is away");
  EXPECT_THAT(keys(obligation), Contains("suspended"));
  // The one before was met before it began.
  EXPECT_THAT(timeline.find("risk_assessment:o1:a0")->suspensions, IsEmpty());
}

TEST(Suspension, ThatThePolicyDoesNotAllowSaysSo) {
  const struct {
    const char* clock;
    const char* until;
    const char* key;
  } cases[] = {
      {"proposed: yes", "2026-09-22", "suspension_not_allowed"},
      {"statutory: yes", "2026-09-22", "suspension_statutory"},
      {"proposed: yes\n    may_suspend: P10D", "2026-09-25", "suspended"},
      {"proposed: yes\n    may_suspend: P10D", "2026-09-26", "suspension_too_long"},
  };
  for (const auto& expected : cases) {
    History history = with_high();
    history.suspensions.push_back(pause("h1", "2026-09-15", expected.until));
    const Timeline timeline = with_policy(policy_with("", expected.clock), history);
    EXPECT_THAT(keys(*timeline.find(of)), Contains(expected.key)) << expected.clock;
    EXPECT_EQ(due(timeline, of), "2026-09-17");
    EXPECT_EQ(timeline.find(of)->suspensions[0].is_allowed,
              std::string(expected.key) == "suspended");
  }
}

TEST(Suspension, OfNothingIsNeverSilent) {
  History history = with_high();
  history.suspensions.push_back(pause("h1", "2026-09-15", "2026-09-16", "gone"));
  history.suspensions.push_back(pause("h2", "2019-09-15", "2019-09-16"));
  const Timeline timeline = timeline_of(history);
  ASSERT_EQ(timeline.without_effect.size(), 2U);
  EXPECT_EQ(timeline.without_effect[0].reason.key, "no_such_clock");
  EXPECT_EQ(timeline.without_effect[1].reason.key, "nothing_suspended");
}

TEST(StepDown, TheShorterIntervalCountsUntilEnoughAssessmentsInARow) {
  const Policy policy = policy_with("", "proposed: yes\n    step_down_after: 2");
  History history = with_high();
  history.assessments.push_back(assessment("a2", "2026-09-15T10:00+02:00", {low, true}));
  Timeline timeline = with_policy(policy, history);
  EXPECT_EQ(due(timeline, "risk_assessment:o1:a2"), "2026-09-22");  // as high, from the new one
  EXPECT_THAT(keys(*timeline.find("risk_assessment:o1:a2")), Contains("steps_down_slowly"));
  history.assessments.push_back(assessment("a3", "2026-09-21T10:00+02:00", {low, true}));
  timeline = with_policy(policy, history);
  EXPECT_EQ(due(timeline, "risk_assessment:o1:a3"), "2026-11-20");  // low: 60 days
  EXPECT_THAT(keys(*timeline.find("risk_assessment:o1:a3")), Not(Contains("steps_down_slowly")));
}

TEST(StepDown, TwoAssessmentsOfOneDayAreOneStep) {
  const Policy policy = policy_with("", "proposed: yes\n    step_down_after: 2");
  History history = with_high();
  history.assessments.push_back(assessment("a2", "2026-09-15T10:00+02:00", {low, true}));
  history.assessments.push_back(assessment("a3", "2026-09-15T11:00+02:00", {low, true}));
  EXPECT_EQ(due(with_policy(policy, history), "risk_assessment:o1:a3"), "2026-09-22");
}

TEST(StepDown, ADraftAndAnAssessmentThatDoesNotSatisfyAreNoStep) {
  const Policy policy = policy_with("", "proposed: yes\n    step_down_after: 2");
  History history = with_high();
  history.assessments.push_back(draft("d2", "2026-09-13T10:00+02:00", {low, true}));
  history.assessments.push_back(assessment("a2", "2026-09-14T10:00+02:00", {low | medium, false}));
  history.assessments.push_back(assessment("a3", "2026-09-15T10:00+02:00", {low, true}));
  EXPECT_EQ(due(with_policy(policy, history), "risk_assessment:o1:a3"), "2026-09-22");
}

TEST(StepDown, UpwardIsAtOnce) {
  const Policy policy = policy_with("", "proposed: yes\n    step_down_after: 3");
  History history = with_high();
  history.assessments.push_back(assessment("a2", "2026-09-15T10:00+02:00", {acute, true}));
  EXPECT_EQ(due(with_policy(policy, history), "risk_assessment:o1:a2"),
            "2026-09-18T10:00:00+02:00");
}

TEST(OnDuty, IsToldOfAStepThatIsReachedOutsideTheHours) {
  const Policy policy = policy_with(
      "hours: {days: [monday, tuesday, wednesday, thursday, friday], from: 08:00, to: 16:00}\n"
      "on_duty: [authority]\n");
  const auto told_after = [&](const char* assessed) {
    History history = quiet_history();
    history.assessments.push_back(assessment("a1", assessed, {acute, true}));
    const Timeline timeline = with_policy(policy, history, "2026-12-30T12:00+01:00");
    return timeline.find(of)->tell;
  };
  EXPECT_THAT(told_after("2026-09-07T10:00+02:00"), ElementsAre("leader"));  // Thursday 10:00
  EXPECT_THAT(told_after("2026-09-07T16:00+02:00"), ElementsAre("leader", "authority"));
  EXPECT_THAT(told_after("2026-09-07T07:59+02:00"), ElementsAre("leader", "authority"));
  EXPECT_THAT(told_after("2026-09-10T10:00+02:00"), ElementsAre("leader", "authority"));  // Sunday
  EXPECT_THAT(told_after("2026-03-30T10:00+02:00"),
              ElementsAre("leader", "authority"));  // Maundy Thursday
}

TEST(PolicyLimits, FaultsAreFound) {
  const auto found = [](const std::string& keys, const std::string& clock = "proposed: yes") {
    return findings_of(policy_text(
        "[low]", keys +
                     "clocks:\n  risk_assessment:\n    after_level: {low: P7D}\n    no_level: "
                     "P1D\n    " +
                     clock + "\n"));
  };
  const auto office = [](const std::string& times) {
    return "hours: {days: [monday], " + times + "}\non_duty: leader\n";
  };
  EXPECT_EQ(found(""), "");
  EXPECT_EQ(found("hours: {days: [monday], from: 08:00, to: 16:00}\n"), "E0740@10");
  EXPECT_EQ(found("hours: {days: [monday], from: 08:00, to: 16:00}\non_duty: leader\n"), "");
  EXPECT_EQ(found(office("from: 8:00, to: 16:00")), "E0782@10");
  EXPECT_EQ(found(office("from: 08:00, to: 24:00")), "");
  EXPECT_EQ(found(office("from: 24:00, to: 24:00")), "E0782@10");
  EXPECT_EQ(found("",
                  "proposed: yes\n  contact:\n    after_level: {low: P7D}\n    no_level: P1D\n"
                  "    step_down_after: 2\n    met_by: contact_made"),
            "E0789@18");
  EXPECT_EQ(found(office("from: 16:00, to: 08:00")), "E0783@10");
  EXPECT_EQ(found("on_duty: leader\n"), "E0784@10");
  EXPECT_EQ(found("in_force: {from: 2026-02-01, until: 2026-01-31}\n"), "E0785@10");
  EXPECT_EQ(found("migrate: at_once\n"), "E0786@10");
  EXPECT_EQ(found("", "statutory: yes\n    may_suspend: P5D"), "E0780@15");
}

TEST(PolicyLimits, ChangeTheMeaningOfThePolicy) {
  const Fingerprint plain = policy_with("").meaning();
  EXPECT_NE(policy_with("in_force: {from: 2026-02-01}\n").meaning(), plain);
  EXPECT_NE(policy_with("", "proposed: yes\n    step_down_after: 2").meaning(), plain);
  EXPECT_EQ(policy_with("", "proposed: yes\n    step_down_after: 1").meaning(), plain);
}

}  // namespace
}  // namespace vaern
