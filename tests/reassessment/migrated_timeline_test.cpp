// SPDX-License-Identifier: Apache-2.0
// A policy in the place of another: what keeps its date, until when, and by which rules.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <stdexcept>

#include "reassessment/generated.hpp"
#include "reassessment/support.hpp"
#include "vaern/reassessment/policy_change.hpp"

namespace vaern {
namespace {

using namespace vaern::testing;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr const char* from_14_september =
    "supersedes: example-review@1\nmigrate: at_next_assessment\nin_force: {from: 2026-09-14}\n";

std::string policy_text_of(const std::string& version, const std::string& keys,
                           const std::string& high_interval) {
  std::string text = policy_text(
      "[low, medium, high, acute]",
      keys + "clocks:\n  risk_assessment:\n    after_level: {acute: PT72H, high: " + high_interval +
          ", medium: P30D, low: P60D}\n    no_level: PT48H\n    proposed: yes\n" +
          "    on_event: {new_violence: PT24H, separation: P2D}\n");
  const std::string one = "version: \"1\"";
  return text.replace(text.find(one), one.size(), "version: \"" + version + "\"");
}

const Policy& old_policy() {
  static const Policy policy = policy_from(policy_text_of("1", "", "P7D"));
  return policy;
}

Policy new_policy(const std::string& keys = from_14_september) {
  return policy_from(policy_text_of("2", keys, "P14D"));
}

Timeline fold(const History& history, const Policy& after,
              std::optional<Instant> as_of = at("2026-09-20T10:00:00Z")) {
  auto result = migrated_timeline(old_policy(), offices(), after, offices(), history, as_of);
  if (!result) throw std::runtime_error(result.error()[0].message());
  return *std::move(result);
}

History high_on_the_tenth() {
  History history;
  history.dyads = {{"o1", {}}};
  history.episodes = {episode(1, "2026-09-10T09:00+02:00")};
  history.assessments = {assessment("a1", "2026-09-10T10:20+02:00", {high, true})};
  return history;
}

TEST(MigratedTimeline, KeepsTheDateOfTheOldPolicyUntilTheNextAssessment) {
  History history = high_on_the_tenth();
  Timeline timeline = fold(history, new_policy());
  EXPECT_EQ(due(timeline, "risk_assessment:o1:a1"), "2026-09-17");  // and not the 24th
  EXPECT_EQ(status(timeline, "risk_assessment:o1:a1"), "overdue");
  EXPECT_EQ(timeline.find("risk_assessment:o1:a1")->policy, "example-review@1");
  EXPECT_EQ(timeline.policy, "example-review@2");
  ASSERT_TRUE(timeline.superseded.has_value());
  EXPECT_EQ(timeline.superseded->policy, "example-review@1");
  EXPECT_THAT(to_canonical_json(timeline),
              HasSubstr("\"superseded\":{\"policy\":\"example-review@1\""));

  history.assessments.push_back(assessment("a2", "2026-09-16T10:00+02:00", {high, true}));
  timeline = fold(history, new_policy());
  EXPECT_EQ(status(timeline, "risk_assessment:o1:a1"), "met");
  EXPECT_EQ(due(timeline, "risk_assessment:o1:a2"), "2026-09-30");
  EXPECT_EQ(timeline.find("risk_assessment:o1:a2")->policy, "example-review@2");
  EXPECT_THAT(timeline.find("risk_assessment:o1:a2")->replaces,
              ElementsAre("risk_assessment:o1:a1"));
}

TEST(MigratedTimeline, AtOnceIsTheNewPolicyAlone) {
  const Timeline timeline =
      fold(high_on_the_tenth(), new_policy("supersedes: example-review@1\nmigrate: at_once\n"
                                           "in_force: {from: 2026-09-14}\n"));
  EXPECT_EQ(due(timeline, "risk_assessment:o1:a1"), "2026-09-24");
  EXPECT_FALSE(timeline.superseded.has_value());
}

TEST(MigratedTimeline, TheEarliestOfBothPoliciesHolds) {
  History history = high_on_the_tenth();
  history.events = {event("e1", "separation", "2026-09-14T00:00+02:00"),
                    event("e2", "separation", "2026-09-13T23:59+02:00")};
  const Timeline timeline = fold(history, new_policy());
  EXPECT_EQ(timeline.find("risk_assessment:o1:e1")->policy, "example-review@2");
  EXPECT_EQ(timeline.find("risk_assessment:o1:e2")->policy, "example-review@1");
  int holding = 0;
  for (const Obligation& obligation : timeline.obligations) holding += obligation.holds ? 1 : 0;
  EXPECT_EQ(holding, 1);
  EXPECT_TRUE(timeline.next()->holds);
  EXPECT_EQ(timeline.next()->id, "risk_assessment:o1:e2");
}

TEST(MigratedTimeline, AnEntryWithoutEffectHasNoneUnderEitherPolicy) {
  History history = high_on_the_tenth();
  history.dates = {
      {"d1", "risk_assessment:o1:a1", moment("2026-09-15"), moment("2026-09-11"), {"w1"}, ""},
      {"d2", "risk_assessment:o1:a9", moment("2026-09-15"), moment("2026-09-11"), {"w1"}, ""}};
  const Timeline timeline = fold(history, new_policy());
  EXPECT_EQ(due(timeline, "risk_assessment:o1:a1"), "2026-09-15");
  ASSERT_THAT(timeline.without_effect, SizeIs(1));
  EXPECT_EQ(timeline.without_effect[0].id, "d2");
}

TEST(MigratedTimeline, NeedsThePolicyToBeInForceAndOfTheSameLevels) {
  const auto code_of = [](const Policy& before, const char* as_of) {
    const auto made = migrated_timeline(before, offices(), new_policy(), offices(),
                                        high_on_the_tenth(), at(as_of));
    return made ? std::string() : std::string(made.error()[0].code->id);
  };
  EXPECT_EQ(code_of(old_policy(), "2026-09-20T10:00:00Z"), "");
  EXPECT_EQ(code_of(old_policy(), "2026-09-13T10:00:00Z"), "E0787");
  const Policy other = policy_from(policy_text(
      "[low]", "clocks:\n  risk_assessment:\n    after_level: {low: P7D}\n    no_level: P1D\n"));
  EXPECT_EQ(code_of(other, "2026-09-20T10:00:00Z"), "E0788");
}

// In the middle of the ten weeks of the generated histories.
Policy from_the_middle() {
  return new_policy(
      "supersedes: example-review@1\nmigrate: at_next_assessment\n"
      "in_force: {from: 2026-03-27}\n");
}

using Earliest = std::map<std::pair<std::string, std::string>, Instant>;
Earliest earliest(const Timeline& timeline) {
  Earliest result;
  for (const Obligation& obligation : timeline.obligations) {
    if (!obligation.is_open()) continue;
    result.try_emplace({obligation.about, obligation.clock}, obligation.due.at);
  }
  return result;
}

TEST(MigratedTimeline, MovesWhatThePolicyChangeListsAndKeepsWhatItSaysIsKept) {
  const Policy after = from_the_middle();
  std::size_t kept = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const History history = some_history(seed);
    const auto change = policy_change(old_policy(), offices(), after, offices(), history);
    ASSERT_TRUE(change.has_value());
    const Timeline timeline = fold(history, after, {});
    for (const MovedDate& moved : change->moved) {
      const Obligation* obligation = timeline.find(moved.id);
      const std::optional<DueDate>& expected = moved.keeps_date ? moved.before : moved.after;
      if (!expected) {
        EXPECT_EQ(obligation, nullptr) << seed << " " << moved.id;
        continue;
      }
      ASSERT_NE(obligation, nullptr) << seed << " " << moved.id;
      EXPECT_EQ(obligation->due.at, expected->at) << seed << " " << moved.id;
      if (moved.keeps_date) ++kept;
    }
  }
  EXPECT_GT(kept, 20U);
}

TEST(MigratedTimeline, NoEventMakesADueDateLaterAndNoOrderChangesAByte) {
  const Policy after = from_the_middle();
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    History history = some_history(seed);
    const Timeline before = fold(history, after, {});
    Random random(seed * 7919);
    history.events.push_back(some_event(random, "new"));
    const Timeline with_event = fold(history, after, {});
    const Earliest now = earliest(with_event);
    for (const auto& [key, due] : earliest(before)) {
      ASSERT_NE(now.find(key), now.end()) << seed;
      EXPECT_LE(now.at(key), due) << seed << " " << key.first << " " << key.second;
    }
    const std::string expected = to_canonical_json(with_event);
    random.shuffle(history.dyads);
    random.shuffle(history.assessments);
    random.shuffle(history.events);
    random.shuffle(history.episodes);
    EXPECT_EQ(to_canonical_json(fold(history, after, {})), expected) << seed;
  }
}

}  // namespace
}  // namespace vaern
