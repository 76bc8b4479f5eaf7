// SPDX-License-Identifier: Apache-2.0
// When a policy is in force, and what another one would move.
#include "vaern/reassessment/policy_change.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reassessment/support.hpp"

namespace vaern {
namespace {

using namespace vaern::testing;
using ::testing::HasSubstr;

std::string text_of(const std::string& keys, const std::string& high_interval) {
  return policy_text(
      "[low, medium, high, acute]",
      keys + "clocks:\n  risk_assessment:\n    after_level: {acute: PT72H, high: " + high_interval +
          ", medium: P30D, low: P60D}\n    no_level: PT48H\n    proposed: yes\n");
}

Policy policy_of(const std::string& keys, const std::string& high_interval) {
  return policy_from(text_of(keys, high_interval));
}

// High on Thursday 10 September 2026 and low on Tuesday the 1st, each about a party of its own.
History two_dyads() {
  History history;
  history.dyads = {{"o1", {}}, {"o2", {}}};
  history.episodes = {episode(1, "2026-09-01")};
  history.assessments = {assessment("a1", "2026-09-10T10:20+02:00", {high, true}),
                         assessment("a2", "2026-09-01T10:00+02:00", {low, true}, "o2")};
  return history;
}

TEST(PolicyInForce, ATimelineAsksForThePolicyOfItsDay) {
  const Policy policy = policy_of("in_force: {from: 2026-09-01, until: 2026-09-30}\n", "P7D");
  const auto code_at = [&](const char* as_of) -> std::string {
    const auto made = timeline(policy, offices(), two_dyads(), at(as_of));
    return made ? "" : std::string(made.error()[0].code->id);
  };
  EXPECT_EQ(code_at("2026-08-31T23:59+02:00"), "E0787");
  EXPECT_EQ(code_at("2026-09-01T00:00+02:00"), "");
  EXPECT_EQ(code_at("2026-09-30T23:59+02:00"), "");
  EXPECT_EQ(code_at("2026-10-01T00:00+02:00"), "E0787");
  // Without a moment nothing is asked of a day.
  EXPECT_TRUE(timeline(policy, offices(), two_dyads()).has_value());
  const auto made = timeline(policy, offices(), two_dyads(), at("2026-10-01T00:00+02:00"));
  EXPECT_THAT(made.error()[0].message(Language::da),
              HasSubstr("gælder fra 2026-09-01 til 2026-09-30, og der spørges om 2026-10-01"));
}

PolicyChange change_of(const Policy& before, const Policy& after) {
  auto change =
      policy_change(before, offices(), after, offices(), two_dyads(), at("2026-09-12T10:00+02:00"));
  if (!change) throw std::runtime_error(change.error()[0].message());
  return *std::move(change);
}

TEST(PolicyChange, ListsEveryDateThatANewPolicyMoves) {
  const PolicyChange change = change_of(policy_of("", "P7D"), policy_of("", "P14D"));
  ASSERT_EQ(change.moved.size(), 1U);
  const MovedDate& moved = change.moved[0];
  EXPECT_EQ(moved.id, "risk_assessment:o1:a1");
  EXPECT_EQ(moved.how, MovedDate::How::later);
  EXPECT_EQ(moved.before->local, "2026-09-17");
  EXPECT_EQ(moved.after->local, "2026-09-24");
  EXPECT_FALSE(moved.keeps_date);
  EXPECT_EQ(change.unmoved, 1U);  // o2, low
  EXPECT_EQ(change_of(policy_of("", "P14D"), policy_of("", "P7D")).moved[0].how,
            MovedDate::How::earlier);
  EXPECT_TRUE(change_of(policy_of("", "P7D"), policy_of("", "P7D")).moved.empty());
}

TEST(PolicyChange, AtTheNextAssessmentWhatWasCausedBeforeKeepsItsDate) {
  const auto kept = [](const std::string& keys) {
    return change_of(policy_of("", "P7D"),
                     policy_of("supersedes: example-review@0\n" + keys, "P14D"))
        .moved[0]
        .keeps_date;
  };
  EXPECT_FALSE(kept("migrate: at_once\nin_force: {from: 2026-09-12}\n"));
  EXPECT_TRUE(kept("migrate: at_next_assessment\nin_force: {from: 2026-09-11}\n"));
  // Assessed on the 10th, when the new policy was in force already.
  EXPECT_FALSE(kept("migrate: at_next_assessment\nin_force: {from: 2026-09-10}\n"));
  EXPECT_EQ(
      findings_of(text_of("supersedes: example-review@0\nmigrate: at_next_assessment\n", "P14D")),
      "E0742@11");
}

TEST(PolicyChange, AClockThatIsNewOpensAndOneThatIsGoneIsNamed) {
  const Policy with_first = policy_from(
      text_of("", "P7D") + "  first_assessment: {from: detected, within: P2D, proposed: yes}\n");
  History history = two_dyads();
  history.events.push_back(event("e1", "detected", "2026-09-11T10:00+02:00"));
  const auto opened =
      policy_change(policy_of("", "P7D"), offices(), with_first, offices(), history);
  ASSERT_TRUE(opened.has_value());
  ASSERT_EQ(opened->moved.size(), 1U);
  EXPECT_EQ(opened->moved[0].id, "first_assessment:o1:e1");
  EXPECT_EQ(opened->moved[0].how, MovedDate::How::opened);
  const auto gone = policy_change(with_first, offices(), policy_of("", "P7D"), offices(), history);
  ASSERT_TRUE(gone.has_value());
  EXPECT_EQ(gone->moved[0].how, MovedDate::How::gone);
  EXPECT_FALSE(gone->moved[0].after.has_value());
}

TEST(PolicyChange, NeedsPoliciesOfTheSameLevels) {
  const Policy other = policy_from(policy_text(
      "[low]", "clocks:\n  risk_assessment:\n    after_level: {low: P7D}\n    no_level: P1D\n"));
  const auto change = policy_change(policy_of("", "P7D"), offices(), other, offices(), two_dyads());
  ASSERT_FALSE(change.has_value());
  EXPECT_EQ(std::string(change.error()[0].code->id), "E0788");
}

TEST(PolicyChange, IsAskedBeforeTheNewPolicyIsInForce) {
  const Policy next = policy_of("in_force: {from: 2027-01-01}\n", "P14D");
  const PolicyChange change = change_of(policy_of("", "P7D"), next);
  EXPECT_EQ(change.moved.size(), 1U);
  const std::string json = to_canonical_json(change);
  EXPECT_THAT(json, HasSubstr("\"schema\":\"vaern/policy-change/1\""));
  EXPECT_THAT(json, HasSubstr("\"in_force\":{\"from\":\"2027-01-01\"}"));
  EXPECT_THAT(json,
              HasSubstr("\"before\":{\"at\":\"2026-09-17T22:00:00Z\",\"local\":\"2026-09-17\"}"));
}

}  // namespace
}  // namespace vaern
