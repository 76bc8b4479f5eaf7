// SPDX-License-Identifier: Apache-2.0
// Duties of the law: from when they count, what a closing does to them, and on which days.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "reassessment/generated.hpp"
#include "reassessment/support.hpp"

namespace vaern {
namespace {

using namespace vaern::testing;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string without_levels(const std::string& clocks, const std::string& more = {}) {
  std::string text = policy_text("[low]", more + "clocks:\n" + clocks);
  const std::string levels = "levels: [low]\n";
  return text.erase(text.find(levels), levels.size());
}

Timeline fold(const Policy& policy, const History& history,
              const std::string& as_of = "2027-06-01T10:00:00Z") {
  auto result = timeline(policy, offices(), history, at(as_of));
  if (!result) throw std::runtime_error(result.error()[0].message());
  return *std::move(result);
}

// Known later than it happened.
HistoryEvent learned(const std::string& id, const std::string& kind, const std::string& occurred,
                     const std::string& known) {
  HistoryEvent entry = event(id, kind, known, "");
  entry.occurred = moment(occurred);
  return entry;
}

const Policy& force() {
  static const Policy policy = policy_from(without_levels(
      "  register: {from: force_used, within: PT24H, met_by: registered, statutory: yes,\n"
      "             counts_from: occurred}\n"
      "  report: {from: force_used, within: {end_of: month}, met_by: reported, statutory: yes,\n"
      "           counts_from: occurred}\n"
      "  talk: {from: force_used, within: P1D, met_by: talked, proposed: yes,\n"
      "         counts_from: occurred}\n"
      "  heard: {from: force_used, within: PT24H, met_by: registered, statutory: yes,\n"
      "          counts_from: known}\n"));
  return policy;
}

TEST(CountsFromOccurred, DoesNotWaitUntilSomebodyWritesItDown) {
  History history;
  history.events = {
      learned("e1", "force_used", "2026-10-31T22:00+01:00", "2026-11-02T08:00+01:00")};
  const Timeline timeline = fold(force(), history);
  EXPECT_EQ(due(timeline, "register::e1"), "2026-11-01T22:00:00+01:00");
  EXPECT_EQ(due(timeline, "report::e1"), "2026-10-31");  // the month of the deed, not the next
  EXPECT_EQ(due(timeline, "heard::e1"), "2026-11-03T08:00:00+01:00");
  // Sunday is closed, and Friday would be before anybody knew: it stays where it is.
  EXPECT_EQ(due(timeline, "talk::e1"), "2026-11-01");
  EXPECT_THAT(keys(*timeline.find("register::e1")),
              ElementsAre("event", "counts_from_occurred", "elapsed"));
  EXPECT_THAT(explain(*timeline.find("register::e1"), Language::en),
              HasSubstr("counted from when it happened, Saturday 31 October 2026 at 22:00"));
  EXPECT_THAT(explain(*timeline.find("report::e1"), Language::da),
              HasSubstr("hvor det skete, lørdag den 31. oktober 2026 kl. 22.00"));
}

TEST(CountsFromOccurred, CountsNothingBeforeItIsKnown) {
  History history;
  history.events = {
      learned("e1", "force_used", "2026-10-31T22:00+01:00", "2026-11-02T08:00+01:00")};
  EXPECT_THAT(fold(force(), history, "2026-11-02T06:59:00Z").obligations, IsEmpty());
  EXPECT_EQ(status(fold(force(), history, "2026-11-02T07:00:00Z"), "register::e1"), "overdue");
}

TEST(CountsFromOccurred, TakesTheEarliestDayThatIsMeant) {
  History history;
  history.events = {learned("e1", "force_used", "2026-10", "2026-11-02T08:00+01:00")};
  const Timeline timeline = fold(force(), history);
  EXPECT_EQ(due(timeline, "register::e1"), "2026-10-02T00:00:00+02:00");
  EXPECT_THAT(explain(*timeline.find("register::e1"), Language::en),
              HasSubstr("counted from when it happened, October 2026"));
}

TEST(CountsFromOccurred, IsMetByWhatWasDoneBeforeItBecameKnownHere) {
  History history;
  history.events = {
      learned("e1", "force_used", "2026-10-12T10:00+02:00", "2026-10-14T08:00+02:00"),
      learned("e2", "registered", "2026-10-12T20:00+02:00", "2026-10-14T08:00+02:00")};
  Timeline timeline = fold(force(), history);
  EXPECT_EQ(status(timeline, "register::e1"), "met");
  EXPECT_FALSE(timeline.find("register::e1")->closed->late);
  EXPECT_EQ(status(timeline, "heard::e1"), "overdue");  // from when it was known
  history.events[1].occurred = moment("2026-10-12T09:59+02:00");
  EXPECT_EQ(status(fold(force(), history), "register::e1"), "overdue");
}

TEST(CountsFromOccurred, IsNeverLaterThanFromWhenItWasKnown) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    Random random(seed);
    HistoryEvent entry = event("e1", "force_used", "2026-06-01", "");
    entry.occurred = some_moment(random);
    entry.known = some_moment(random);
    entry.recorded = some_moment(random);
    History history;
    history.events = {entry};
    for (const char* within : {"PT24H", "P1D", "P1M", "{hverdage: 6}", "{end_of: month}"}) {
      for (const char* mark : {"statutory: yes", "proposed: yes"}) {
        const std::string clock =
            std::string("from: force_used, within: ") + within + ", met_by: registered, " + mark;
        const Policy policy = policy_from(
            without_levels("  a: {" + clock + ", counts_from: occurred}\n  b: {" + clock + "}\n"));
        const Timeline timeline = fold(policy, history);
        EXPECT_LE(timeline.find("a::e1")->due.at, timeline.find("b::e1")->due.at)
            << "seed " << seed << " " << within << " " << mark;
      }
    }
  }
}

TEST(EndsWithCase, AClosingEndsNoDutyOfTheLaw) {
  const Policy policy = policy_from(without_levels(
      "  law: {from: discharged, within: {hverdage: 3}, met_by: told, statutory: yes}\n"
      "  rights: {from: discharged, within: P4W, met_by: told, statutory: yes,\n"
      "           ends_with_case: yes}\n"
      "  custom: {from: discharged, within: P3D, met_by: told, proposed: yes}\n"
      "  lasting: {from: discharged, within: P3D, met_by: told, proposed: yes,\n"
      "            ends_with_case: no}\n"));
  for (const char* reason : {"done", "death", "transfer"}) {
    History history;
    history.episodes = {episode(1, "2026-03-02T09:00+01:00", "2026-05-05T09:00+02:00", reason)};
    history.events = {event("e1", "discharged", "2026-05-04T10:00+02:00", "")};
    Timeline timeline = fold(policy, history);
    EXPECT_EQ(status(timeline, "law::e1"), "overdue") << reason;
    EXPECT_EQ(status(timeline, "rights::e1"), "ended") << reason;
    EXPECT_EQ(status(timeline, "custom::e1"), "ended") << reason;
    EXPECT_EQ(status(timeline, "lasting::e1"), "overdue") << reason;
    EXPECT_THAT(keys(*timeline.find("law::e1")), Contains("case_closed"));
    // What was done after the closing meets it.
    history.events.push_back(event("e2", "told", "2026-05-06T10:00+02:00", ""));
    timeline = fold(policy, history);
    EXPECT_EQ(status(timeline, "law::e1"), "met") << reason;
    EXPECT_EQ(status(timeline, "custom::e1"), "ended") << reason;
  }
}

TEST(BeforeEnd, AReminderIsNeverDueAfterTheHourOfTheEnd) {
  const Policy policy = policy_from(
      without_levels("  protection: {before_end: order, remind: [P7D, P1D], met_by: renewed}\n"));
  History history;
  HistoryEvent order = event("e1", "order", "2026-05-04T08:00+02:00", "");
  order.until = moment("2026-05-04T10:00+02:00");
  history.events = {order};
  Timeline timeline = fold(policy, history);
  for (const char* id : {"protection::e1.P7D", "protection::e1.P1D"}) {
    EXPECT_EQ(due(timeline, id), "2026-05-04T10:00:00+02:00") << id;
    EXPECT_THAT(keys(*timeline.find(id)), Contains("not_after_end")) << id;
  }
  // Over before anybody knew: at once.
  history.events[0].until = moment("2026-05-03T10:00+02:00");
  history.events[0].occurred = moment("2026-05-01");
  EXPECT_EQ(due(fold(policy, history), "protection::e1.P7D"), "2026-05-04T08:00:00+02:00");
  // A day before the hour, to the end of that day: that is before it.
  history.events[0].until = moment("2026-05-20T10:00+02:00");
  EXPECT_EQ(due(fold(policy, history), "protection::e1.P1D"), "2026-05-19");
}

TEST(Deed, ThatNamesWhatItMeetsAndMeetsNoneOfItIsSaid) {
  History history;
  history.events = {event("e1", "force_used", "2026-05-04T10:00+02:00", ""),
                    event("e2", "registered", "2026-05-04T12:00+02:00", ""),
                    event("e3", "something", "2026-05-04T11:00+02:00", "")};
  history.events[1].meets = {"e1"};
  EXPECT_THAT(fold(force(), history).without_effect, IsEmpty());
  history.events[1].meets = {"e3", "e1"};
  Timeline timeline = fold(force(), history);
  ASSERT_THAT(timeline.without_effect, SizeIs(1));
  EXPECT_EQ(timeline.without_effect[0].id, "e2");
  EXPECT_EQ(timeline.without_effect[0].reason.key, "meets_nothing");
  EXPECT_EQ(timeline.without_effect[0].reason.arguments[0].value, "e3");
}

TEST(Deed, ThatMeetsADutyOfAnotherPolicyIsNotInVain) {
  History history = quiet_history();
  history.events = {event("e1", "force_used", "2026-05-04T10:00+02:00", ""),
                    event("e2", "registered", "2026-05-04T12:00+02:00", "")};
  history.events[1].meets = {"e1"};
  auto own = timeline(shipped_policy(), offices(), history, at("2026-06-01T10:00:00Z"));
  ASSERT_TRUE(own);
  EXPECT_THAT(own->without_effect, SizeIs(1));
  add_duties(*own, fold(force(), history, "2026-06-01T10:00:00Z"));
  EXPECT_THAT(own->without_effect, IsEmpty());
}

TEST(DutiesTimeline, KeepsWhatBeganOnTheDaysOfThePolicyAndSaysSo) {
  const Policy policy = policy_from(without_levels(
      "  receipt: {from: received, within: {hverdage: 6}, met_by: sent, statutory: yes}\n",
      "in_force: {from: 2026-01-01, until: 2026-12-31}\n"));
  History history;
  history.events = {event("e1", "received", "2026-12-30T10:00+01:00", ""),
                    event("e2", "received", "2027-01-02T10:00+01:00", "")};
  const auto on = [&](const char* as_of) {
    auto result = duties_timeline(policy, offices(), history, at(as_of));
    if (!result) throw std::runtime_error(result.error()[0].message());
    return *std::move(result);
  };
  // A year later it is E0787 of the case's own policy, and no fault of duties.
  EXPECT_FALSE(timeline(policy, offices(), history, at("2027-01-03T10:00:00Z")));
  const Timeline after = on("2027-01-03T10:00:00Z");
  ASSERT_THAT(after.obligations, SizeIs(1));
  EXPECT_EQ(due(after, "receipt::e1"), "2027-01-07");
  ASSERT_THAT(after.without_effect, SizeIs(1));
  EXPECT_EQ(after.without_effect[0].reason.key, "policy_no_longer_in_force");
  EXPECT_THAT(explain(after.without_effect[0].reason, Language::en),
              HasSubstr("until Thursday 31 December 2026"));

  EXPECT_THAT(on("2026-12-31T10:00:00Z").without_effect, IsEmpty());
  const Timeline before = on("2025-12-31T10:00:00Z");
  EXPECT_THAT(before.obligations, IsEmpty());
  ASSERT_THAT(before.without_effect, SizeIs(1));
  EXPECT_EQ(before.without_effect[0].reason.key, "policy_not_yet_in_force");
}

TEST(PolicyFault, NothingOfAPolicyIsPassedOverInSilence) {
  const std::string duty = "  a: {from: b, within: P1D, met_by: c}\n";
  EXPECT_EQ(findings_of(without_levels("  a: {from: b, within: P1D, met_by: []}\n")), "E0743@10");
  EXPECT_EQ(findings_of(without_levels("  a: {after_closing: [], met_by: c}\n")), "E0743@10");
  EXPECT_EQ(findings_of(without_levels("  a: {before_end: b, remind: [], met_by: c}\n")),
            "E0743@10");
  EXPECT_EQ(findings_of(without_levels("  a: {every: shift, met_by: c}\n", "shifts: {}\n")),
            "E0727@11");
  EXPECT_EQ(findings_of(without_levels(duty, "shifts: {day: 07:00}\n")), "E0739@9");
  EXPECT_EQ(findings_of(without_levels(
                duty, "hours: {days: [], from: 08:00, to: 16:00}\non_duty: leader\n")),
            "E0743@9");
  EXPECT_EQ(findings_of(without_levels("  a: {from: b, within: P1D, counts_from: occurred,\n"
                                       "      ends_with_case: no}\n")),
            "E0738@10 E0738@11");
  EXPECT_EQ(findings_of(without_levels("  a: {every: shift, counts_from: occurred}\n",
                                       "shifts: {day: 07:00}\n")),
            "E0739@9 E0707@11");
  EXPECT_EQ(findings_of(without_levels(duty)), "");
}

}  // namespace
}  // namespace vaern
