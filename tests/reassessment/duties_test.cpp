// SPDX-License-Identifier: Apache-2.0
// Duties: what an event starts and a deed meets, before an end, after a closing, in every shift.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "reassessment/support.hpp"

namespace vaern {
namespace {

using namespace vaern::testing;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string without_levels(const std::string& clocks) {
  const bool has_shifts = clocks.find("every: shift") != std::string::npos;
  std::string text = policy_text(
      "[low]", "clocks:\n" + clocks +
                   (has_shifts ? "shifts: {day: 07:00, evening: 15:00, night: 23:00}\n" : ""));
  const std::string levels = "levels: [low]\n";
  return text.erase(text.find(levels), levels.size());
}

Timeline fold(const Policy& policy, const History& history,
              const std::string& as_of = "2027-06-01T10:00:00Z") {
  auto result = timeline(policy, offices(), history, at(as_of));
  if (!result) throw std::runtime_error(result.error()[0].message());
  return *std::move(result);
}

std::string met_by(const Timeline& timeline, const std::string& id) {
  const Obligation* obligation = timeline.find(id);
  return obligation != nullptr && obligation->closed ? obligation->closed->id : "none";
}

const Policy& receipts() {
  static const Policy policy = policy_from(without_levels(
      "  receipt: {from: notification_received, within: {hverdage: 6}, met_by: receipt_sent,\n"
      "            statutory: yes}\n"));
  return policy;
}

TEST(Duty, SixHverdageRunOverASaturdayButNotOverASundayOrAHoliday) {
  History history;
  // Friday before Easter week 2026: Saturday, Monday to Wednesday, then Saturday the 4th, and
  // Tuesday the 7th. Maundy Thursday, Good Friday, both Sundays and Easter Monday do not count.
  history.events = {event("e1", "notification_received", "2026-03-27T10:00+01:00", "")};
  const Timeline timeline = fold(receipts(), history);
  EXPECT_EQ(due(timeline, "receipt::e1"), "2026-04-07");
  const Obligation& obligation = *timeline.find("receipt::e1");
  EXPECT_THAT(keys(obligation), ElementsAre("event", "counted_statutory"));
  EXPECT_EQ(obligation.clause.length.to_string(), "hverdage 6");
  EXPECT_THAT(explain(obligation, Language::da), HasSubstr("Fristen er efter loven 6 hverdage"));
  EXPECT_EQ(obligation.what.best(Language::en), "Receipt");
}

TEST(Duty, NothingIsDueBeforeAnEventHasStartedIt) {
  History history = quiet_history();
  history.assessments.clear();
  EXPECT_THAT(fold(receipts(), history).obligations, IsEmpty());
}

TEST(Duty, OneReceiptMeetsTheOldestNotification) {
  History history;
  history.events = {event("e1", "notification_received", "2026-05-04T10:00+02:00", ""),
                    event("e2", "notification_received", "2026-05-05T10:00+02:00", ""),
                    event("e3", "receipt_sent", "2026-05-06T10:00+02:00", "")};
  const Timeline timeline = fold(receipts(), history);
  EXPECT_EQ(met_by(timeline, "receipt::e1"), "e3");
  EXPECT_EQ(status(timeline, "receipt::e2"), "overdue");
  EXPECT_TRUE(timeline.find("receipt::e2")->holds);
}

TEST(Duty, AReceiptMaySayWhatItMeets) {
  History history;
  history.events = {event("e1", "notification_received", "2026-05-04T10:00+02:00", ""),
                    event("e2", "notification_received", "2026-05-05T10:00+02:00", ""),
                    event("e3", "receipt_sent", "2026-05-06T10:00+02:00", "")};
  history.events[2].meets = {"e2"};
  EXPECT_EQ(met_by(fold(receipts(), history), "receipt::e2"), "e3");
  EXPECT_EQ(status(fold(receipts(), history), "receipt::e1"), "overdue");
  history.events[2].meets = {"e1", "e2"};
  EXPECT_EQ(met_by(fold(receipts(), history), "receipt::e1"), "e3");
  EXPECT_EQ(met_by(fold(receipts(), history), "receipt::e2"), "e3");
}

TEST(Duty, ADeedFromBeforeTheCauseWasKnownMeetsNothing) {
  History history;
  history.events = {event("e1", "receipt_sent", "2026-05-04T09:00+02:00", ""),
                    event("e2", "notification_received", "2026-05-04T10:00+02:00", "")};
  EXPECT_EQ(status(fold(receipts(), history), "receipt::e2"), "overdue");
  history.events[0] =
      event("e1", "receipt_sent", "2026-05-04", "");  // on that day: it may be after
  EXPECT_EQ(met_by(fold(receipts(), history), "receipt::e2"), "e1");
}

TEST(Duty, AnEventAboutAChildMakesNoOtherPartyOfTheChild) {
  const Policy policy = policy_from(policy_text(
      "[low, high]",
      "clocks:\n"
      "  risk: {after_level: {low: P60D, high: P7D}, no_level: PT24H}\n"
      "  child: {from: child_concern, within: PT0H, met_by: child_notified, statutory: yes}\n"));
  History history = quiet_history();
  history.events = {event("e1", "child_concern", "2026-05-04T10:00+02:00", "c1")};
  const Timeline timeline = fold(policy, history);
  EXPECT_EQ(due(timeline, "child:c1:e1"), "2026-05-04T10:00:00+02:00");
  EXPECT_EQ(timeline.find("risk:c1:episode.1"), nullptr);
}

TEST(Duty, ADutyIsAskedForOnlyWhileItIsInForce) {
  const Policy policy = policy_from(without_levels(
      "  force: {from: force_used, within: {end_of: month}, met_by: force_reported,\n"
      "          statutory: yes, valid: {from: 2024-07-01, until: 2026-05-04}}\n"));
  History history;
  history.events = {event("e1", "force_used", "2024-06-30T23:59+02:00", ""),
                    event("e2", "force_used", "2024-07-01T00:00+02:00", ""),
                    event("e3", "force_used", "2026-05-04T23:59+02:00", ""),
                    event("e4", "force_used", "2026-05-05T00:00+02:00", "")};
  const Timeline timeline = fold(policy, history);
  EXPECT_EQ(due(timeline, "force::e1"), "none");
  EXPECT_EQ(due(timeline, "force::e2"), "2024-07-31");
  EXPECT_EQ(due(timeline, "force::e3"), "2026-05-31");  // a Sunday: a statutory one never rolls
  EXPECT_EQ(due(timeline, "force::e4"), "none");
}

TEST(Duty, AProtectionIsRememberedBeforeItEnds) {
  const Policy policy =
      policy_from(without_levels("  protection: {before_end: police_order, remind: [P30D, P7D], "
                                 "met_by: protection_renewed}\n"));
  History history;
  HistoryEvent order = event("e1", "police_order", "2026-05-04T10:00+02:00", "o1");
  order.until = moment("2026-09-02");
  history.events = {order};
  Timeline timeline = fold(policy, history);
  EXPECT_EQ(due(timeline, "protection:o1:e1.P30D"), "2026-08-03");
  EXPECT_EQ(due(timeline, "protection:o1:e1.P7D"), "2026-08-26");
  EXPECT_TRUE(timeline.find("protection:o1:e1.P30D")->holds);
  EXPECT_THAT(keys(*timeline.find("protection:o1:e1.P7D")),
              ElementsAre("event", "before_end", "earlier_holds"));

  history.events.push_back(event("e2", "protection_renewed", "2026-08-20T10:00+02:00", "o1"));
  timeline = fold(policy, history);
  EXPECT_EQ(met_by(timeline, "protection:o1:e1.P30D"), "e2");
  EXPECT_EQ(met_by(timeline, "protection:o1:e1.P7D"), "e2");
  EXPECT_TRUE(timeline.find("protection:o1:e1.P30D")->closed->late);
  EXPECT_FALSE(timeline.find("protection:o1:e1.P7D")->closed->late);

  history.events = {order};
  history.events[0].until = moment("2026-05-20");
  timeline = fold(policy, history);
  EXPECT_EQ(due(timeline, "protection:o1:e1.P30D"), "2026-05-04");  // not before it was known
  EXPECT_THAT(keys(*timeline.find("protection:o1:e1.P30D")), Contains("not_before_known"));

  history.events[0].until.reset();
  timeline = fold(policy, history);
  EXPECT_EQ(due(timeline, "protection:o1:e1"), "2026-05-04T10:00:00+02:00");
  EXPECT_THAT(keys(*timeline.find("protection:o1:e1")), ElementsAre("event", "no_end"));
}

TEST(Duty, AClosingIsFollowedUpInOrderUntilANewEpisode) {
  const Policy policy = policy_from(without_levels(
      "  follow_up: {after_closing: [P3M, P6M, P12M], met_by: follow_up_done, proposed: yes}\n"));
  History history;
  history.episodes = {episode(1, "2026-01-05", "2026-03-02T12:00+01:00", "agreed")};
  Timeline timeline = fold(policy, history);
  EXPECT_EQ(due(timeline, "follow_up::closing.1.P3M"), "2026-06-02");
  EXPECT_EQ(due(timeline, "follow_up::closing.1.P6M"), "2026-09-02");
  EXPECT_EQ(due(timeline, "follow_up::closing.1.P12M"), "2027-03-02");
  EXPECT_THAT(keys(*timeline.find("follow_up::closing.1.P3M")),
              ElementsAre("closing", "civil", "proposed"));

  history.events = {event("e1", "follow_up_done", "2026-02-20T10:00+01:00", ""),  // before it
                    event("e2", "follow_up_done", "2026-05-20T10:00+02:00", "")};
  history.episodes.push_back(episode(2, "2026-08-01T09:00+02:00"));
  timeline = fold(policy, history);
  EXPECT_EQ(met_by(timeline, "follow_up::closing.1.P3M"), "e2");
  EXPECT_EQ(status(timeline, "follow_up::closing.1.P6M"), "ended");
  EXPECT_THAT(explain(*timeline.find("follow_up::closing.1.P6M"), Language::da),
              HasSubstr("Bortfaldet, da forløb 2 blev åbnet."));

  for (const char* reason : {"death", "transfer"}) {
    history.episodes = {episode(1, "2026-01-05", "2026-03-02T12:00+01:00", reason)};
    EXPECT_THAT(fold(policy, history).obligations, IsEmpty()) << reason;
  }
}

TEST(Duty, ACheckIsDueAtTheEndOfTheNextShift) {
  const Policy policy =
      policy_from(without_levels("  round: {every: shift, met_by: assessment}\n"));
  History history;
  history.dyads = {{"o1", {}}};
  history.episodes = {episode(1, "2026-05-04T10:00+02:00")};
  Timeline timeline = fold(policy, history);
  EXPECT_EQ(due(timeline, "round:o1:episode.1"), "2026-05-04T15:00:00+02:00");
  EXPECT_THAT(keys(*timeline.find("round:o1:episode.1")), ElementsAre("opening", "shift"));

  history.assessments = {assessment("a1", "2026-05-04T14:59+02:00", {0, true})};
  history.assessments[0].level.possible = 1;
  timeline = fold(policy, history);
  EXPECT_EQ(met_by(timeline, "round:o1:episode.1"), "a1");
  EXPECT_EQ(due(timeline, "round:o1:a1"), "2026-05-04T23:00:00+02:00");
  EXPECT_THAT(timeline.find("round:o1:a1")->replaces, ElementsAre("round:o1:episode.1"));

  // The night on which the clocks go back: the shift that began at 23 ends at 7, winter time.
  history.assessments[0].assessed = moment("2026-10-24T22:00+02:00");
  history.assessments[0].recorded = history.assessments[0].assessed;
  EXPECT_EQ(due(fold(policy, history), "round:o1:a1"), "2026-10-25T07:00:00+01:00");
}

TEST(Duty, AContactMeetsAllThatIsOpenAndOpensTheNextByTheLevels) {
  const Policy policy = policy_from(policy_text(
      "[low, high]",
      "clocks:\n"
      "  risk: {after_level: {low: P60D, high: P7D}, no_level: PT24H}\n"
      "  contact: {after_level: {low: P30D, high: P3D}, no_level: P1D, met_by: contact_made,\n"
      "            on_event: {new_violence: PT12H}}\n"));
  History history;
  history.dyads = {{"o1", {}}};
  history.episodes = {episode(1, "2026-05-04T10:00+02:00")};
  history.assessments = {assessment("a1", "2026-05-04T12:00+02:00", {2, true})};
  history.events = {event("e1", "new_violence", "2026-05-04T13:00+02:00"),
                    event("e2", "contact_made", "2026-05-05T09:00+02:00"),
                    event("e3", "contact_made", "2026-05-06T09:00+02:00")};
  const Timeline timeline = fold(policy, history);
  for (const char* id : {"contact:o1:episode.1", "contact:o1:a1", "contact:o1:e1"}) {
    EXPECT_EQ(met_by(timeline, id), "e2") << id;
  }
  EXPECT_EQ(met_by(timeline, "contact:o1:e2"), "e3");
  EXPECT_EQ(due(timeline, "contact:o1:e3"), "2026-05-08");  // P3D on Saturday, rolled to Friday
  EXPECT_EQ(status(timeline, "contact:o1:e3"), "overdue");
  EXPECT_THAT(timeline.find("contact:o1:e2")->replaces,
              ElementsAre("contact:o1:a1", "contact:o1:e1", "contact:o1:episode.1"));
  // An assessment is no contact, and a contact no assessment.
  EXPECT_EQ(status(timeline, "risk:o1:a1"), "overdue");
}

struct Fault {
  const char* name;
  std::string text;
  const char* findings;
};

class DutyFault : public ::testing::TestWithParam<Fault> {};

TEST_P(DutyFault, IsFoundAtItsPlace) {
  EXPECT_EQ(findings_of(GetParam().text), GetParam().findings);
}

// Clocks begin on line 9, without levels.
INSTANTIATE_TEST_SUITE_P(
    OfEachKind, DutyFault,
    ::testing::Values(
        Fault{"MetByItsStart", without_levels("  a: {from: b, within: PT1H, met_by: [c, b]}\n"),
              "E0723@10"},
        Fault{"MetByItsProtection",
              without_levels("  a: {before_end: b, remind: P7D, met_by: b}\n"), "E0723@10"},
        Fault{
            "UrgentElsewhere",
            policy_text("[low]",
                        "clocks:\n"
                        "  risk: {after_level: {low: P60D}, no_level: PT1H, on_event: {b: PT1H}}\n"
                        "  a: {after_level: {low: P9D}, no_level: PT1H, met_by: [c, b]}\n"),
            "E0737@12"},
        Fault{"NoLevels", without_levels("  a: {after_level: {low: P1D}, no_level: PT1H}\n"),
              "E0720@10"},
        Fault{"MetByAssessmentAmongEvents",
              without_levels("  a: {from: b, within: PT1H, met_by: [c, assessment]}\n"),
              "E0729@10"},
        Fault{"ReminderInHours", without_levels("  a: {before_end: b, remind: PT72H, met_by: c}\n"),
              "E0726@10"},
        Fault{"IntervalTwice", without_levels("  a: {after_closing: [P1M, P3M, P1M], met_by: c}\n"),
              "E0721@10"},
        Fault{"ValidOfAPlan", without_levels("  a: {after_plan: P1M, valid: {from: 2026-01-01}}\n"),
              "E0724@10"},
        Fault{"ValidEndsBeforeItBegins",
              without_levels("  a: {from: b, within: P1D, met_by: c,\n"
                             "      valid: {from: 2026-01-02, until: 2026-01-01}}\n"),
              "E0295@11"},
        Fault{"NoEventMeetsAFollowUp", without_levels("  a: {after_closing: P1M}\n"), "E0139@10"},
        Fault{"TwoUnits",
              without_levels("  a: {from: b, within: {hverdage: 1, arbejdsdage: 1}, met_by: c}\n"),
              "E0138@10"},
        Fault{"NoDays", without_levels("  a: {from: b, within: {hverdage: 0}, met_by: c}\n"),
              "E0163@10"}),
    [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace vaern
