// SPDX-License-Identifier: Apache-2.0
// Entries at fault, and the rule or the error for each (docs/rooms/reassessment.md).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reassessment/support.hpp"

namespace vaern {
namespace {

using namespace vaern::testing;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(Faults, AnEventFromBeforeTheCaseWasOpenedCountsAndSaysSo) {
  History history;
  history.dyads = {{"o1", {}}};
  history.episodes = {episode(1, "2026-03-02")};
  history.events = {event("e1", "new_violence", "2026-02-27T10:00+01:00")};
  const Timeline timeline = timeline_of(history);
  const Obligation& before = *timeline.find("risk_assessment:o1:e1");
  EXPECT_EQ(before.due.local, "2026-02-28T10:00:00+01:00");
  EXPECT_THAT(keys(before), Contains("before_opening"));
  EXPECT_THAT(explain(before, Language::da), HasSubstr("før sagen blev åbnet"));
  EXPECT_TRUE(before.is_open());
  history.events[0] = event("e1", "new_violence", "2026-03-02T10:00+01:00");
  EXPECT_THAT(keys(*timeline_of(history).find("risk_assessment:o1:e1")),
              Not(Contains("before_opening")));
}

TEST(Faults, TwoEventsAtOneInstantBothCount) {
  History history = quiet_history();
  history.events = {event("e2", "new_violence", "2026-09-10T10:00+02:00"),
                    event("e1", "separation", "2026-09-10T10:00+02:00")};
  const Timeline timeline = timeline_of(history);
  EXPECT_EQ(due(timeline, "risk_assessment:o1:e1"), "2026-09-11T10:00:00+02:00");
  EXPECT_EQ(due(timeline, "risk_assessment:o1:e2"), "2026-09-11T10:00:00+02:00");
  std::swap(history.events[0], history.events[1]);
  EXPECT_EQ(to_canonical_json(timeline_of(history)), to_canonical_json(timeline));
}

TEST(Faults, WhatIsLaterThanAsOfDoesNotCountYet) {
  History history = quiet_history();
  history.events = {event("e1", "new_violence", "2026-09-10T10:00+02:00")};
  // Not known by then: nothing tells of it.
  const Timeline unknown = timeline_of(history, "2026-09-09T10:00+02:00");
  EXPECT_EQ(unknown.find("risk_assessment:o1:e1"), nullptr);
  EXPECT_TRUE(unknown.without_effect.empty());
  // Known today, of another day: it says why it does not count.
  const Timeline known = timeline_of(history, "2026-09-09T10:00+02:00", "2026-09-20T10:00+02:00");
  EXPECT_EQ(known.find("risk_assessment:o1:e1"), nullptr);
  ASSERT_EQ(known.without_effect.size(), 1U);
  EXPECT_EQ(known.without_effect[0].id, "e1");
  EXPECT_EQ(known.without_effect[0].reason.key, "after_as_of");
}

TEST(Faults, AKindThatThePolicyDoesNotNameOpensNothing) {
  History history = quiet_history();
  const std::size_t before = timeline_of(history).obligations.size();
  history.events = {event("e1", "moon_landing", "2026-09-10T10:00+02:00")};
  EXPECT_EQ(timeline_of(history).obligations.size(), before);
}

TEST(Faults, AZoneThatIsNotShippedIsAnErrorOfThePolicy) {
  std::string text =
      policy_text("[low]", "clocks:\n  a:\n    after_level: {low: P7D}\n    no_level: P1D\n");
  const std::string zone = "Europe/Copenhagen";
  text.replace(text.find(zone), zone.size(), "Europe/Kopenhagen");
  EXPECT_EQ(findings_of(text), "E0704@7");
}

TEST(Faults, AnEventOfTheWrongCaseIsStruckAndWhoDidItStays) {
  History history = quiet_history();
  history.events = {event("e1", "new_violence", "2026-09-10T10:00+02:00")};
  history.corrections = {correction("e1", "2026-09-12T09:00+02:00")};
  const Timeline after = timeline_of(history, "2026-09-15T10:00+02:00");
  EXPECT_EQ(after.find("risk_assessment:o1:e1"), nullptr);
  ASSERT_EQ(after.struck.size(), 1U);
  EXPECT_EQ(after.struck[0].reason, "belongs to another case");
  EXPECT_EQ(after.struck[0].by, std::vector<std::string>{"w3"});
  const Timeline before = timeline_of(history, "2026-09-15T10:00+02:00", "2026-09-11T10:00+02:00");
  EXPECT_EQ(status(before, "risk_assessment:o1:e1"), "overdue");
}

TEST(Faults, TwoEntriesOfOneIdAreAnErrorWhateverTheyAre) {
  History history = quiet_history();
  HistoryDate date;
  date.id = "a0";
  date.of = "risk_assessment:o1:a0";
  date.recorded = moment("2026-09-10");
  history.dates = {date};
  const auto made = timeline(shipped_policy(), offices(), history);
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(std::string(made.error()[0].code->id), "E0734");
}

}  // namespace
}  // namespace vaern
