// SPDX-License-Identifier: Apache-2.0
// What can raise the danger, and what must be in place first (P7).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "safety_plan/support.hpp"

namespace vaern::tests {
namespace {

using ::testing::HasSubstr;

const Catalogue& with_guard() {
  static const Catalogue catalogue =
      load_good(measure("guard", "P30D", "when: a, blocked_when: b") +
                measure("danger", "P7D", "raises_danger: served, guarded_by: guard"));
  return catalogue;
}

SafetyPlan drafted_as(Truth when, Truth blocked, PlanHistory history = {}) {
  FixedSituation situation(example_names());
  situation.set("a", when);
  situation.set("b", blocked);
  return draft_plan(with_guard(), {.situation = &situation, .history = std::move(history)});
}

PlanHistory with_status(MeasureStatus status, std::string reason = "agreed on the telephone") {
  PlanHistory history;
  history.set("guard", "", {status, "s1", {"w1"}, std::move(reason)});
  return history;
}

TEST(Guard, FreesItsMeasureOnlyWhenItIsInPlace) {
  const auto is_kept = [](MeasureStatus status, std::string reason) {
    const SafetyPlan plan =
        drafted_as(Truth::yes, Truth::no, with_status(status, std::move(reason)));
    const PlannedMeasure& danger = *plan.find("danger");
    EXPECT_EQ(ids(plan, danger.unguarded), ids(plan, danger.waits_for));
    return !danger.unguarded.empty();
  };
  EXPECT_FALSE(is_kept(MeasureStatus::done, ""));
  EXPECT_FALSE(is_kept(MeasureStatus::already_does, ""));
  EXPECT_FALSE(is_kept(MeasureStatus::waived, "the other party has moved abroad"));
  EXPECT_TRUE(is_kept(MeasureStatus::waived, ""));  // no reason is no waiver
  EXPECT_TRUE(is_kept(MeasureStatus::declined, "not now"));
  EXPECT_TRUE(is_kept(MeasureStatus::agreed, ""));
  EXPECT_TRUE(is_kept(MeasureStatus::proposed, ""));
}

TEST(Guard, ThatIsDeclinedBlockedOrInapplicableIsAnAlarmWhateverTheUrgency) {
  EXPECT_EQ(alarms_of(drafted_as(Truth::yes, Truth::no)), "");       // it is only to be done
  EXPECT_EQ(alarms_of(drafted_as(Truth::yes, Truth::unknown)), "");  // held: it is asked about
  EXPECT_EQ(alarms_of(drafted_as(Truth::yes, Truth::yes)), "danger without guard");
  EXPECT_EQ(alarms_of(drafted_as(Truth::no, Truth::no)), "danger without guard");
  EXPECT_EQ(alarms_of(drafted_as(Truth::yes, Truth::no, with_status(MeasureStatus::declined))),
            "danger without guard");
  for (const auto& [when, blocked] :
       {std::pair(Truth::yes, Truth::unknown), std::pair(Truth::yes, Truth::yes),
        std::pair(Truth::no, Truth::no)}) {
    const SafetyPlan plan = drafted_as(when, blocked);
    EXPECT_EQ(ids(plan, plan.find("danger")->unguarded), "guard");
    EXPECT_EQ(plan.find("danger")->state, MeasureState::included);
  }
}

TEST(Guard, IsMissedByWhatThePersonAlreadyDoesToo) {
  PlanHistory history = with_status(MeasureStatus::declined);
  history.set("danger", "", {MeasureStatus::already_does, "s1", {"w1"}, ""});
  EXPECT_EQ(alarms_of(drafted_as(Truth::yes, Truth::no, history)), "danger without guard");
  history.set("danger", "", {MeasureStatus::done, "s1", {"w1"}, ""});
  EXPECT_EQ(alarms_of(drafted_as(Truth::yes, Truth::no, history)), "");
}

TEST(Guard, KeepsAnAgreedMeasureOffThePersonsPaper) {
  const Catalogue catalogue = load_good(
      measure("guard", "now") + measure("danger", "now", "raises_danger: seen, guarded_by: guard"));
  const FixedSituation situation(example_names());
  const auto lines = [&](MeasureStatus guard, MeasureStatus danger) {
    PlanHistory history = with_status(guard);
    history.set("danger", "", {danger, "s1", {"w1"}, ""});
    const SafetyPlan plan =
        draft_plan(catalogue, {.situation = &situation, .history = std::move(history)});
    return ids(plan, person_copy(plan));
  };
  EXPECT_EQ(lines(MeasureStatus::agreed, MeasureStatus::agreed), "guard");
  EXPECT_EQ(lines(MeasureStatus::declined, MeasureStatus::agreed), "");
  EXPECT_EQ(lines(MeasureStatus::declined, MeasureStatus::already_does), "");
  EXPECT_EQ(lines(MeasureStatus::done, MeasureStatus::agreed), "danger");
}

TEST(Guard, OfAChildGuardsForThatChild) {
  const Catalogue catalogue =
      load_good(measure("guard", "P7D", "about: child, when: k") +
                measure("danger", "P7D", "about: child, raises_danger: seen, guarded_by: guard"));
  FixedSituation first(example_names());
  first.set("k", Truth::yes);
  FixedSituation second(example_names());
  second.set("k", Truth::no);
  PlanHistory history;
  history.set("guard", "c1", {MeasureStatus::done, "s1", {"w1"}, ""});
  const SafetyPlan plan = draft_plan(
      catalogue,
      {.situation = &first, .children = {{"c1", &first}, {"c2", &second}}, .history = history});
  EXPECT_TRUE(plan.find("danger", "c1")->unguarded.empty());
  EXPECT_EQ(ids(plan, plan.find("danger", "c2")->unguarded), "guard/c2");
  EXPECT_EQ(alarms_of(plan), "danger/c2 without guard/c2");
}

TEST(Guard, IsHurriedByWhatItGuardsAndComesBefore) {
  const Catalogue catalogue =
      load_good(measure("danger", "PT24H", "raises_danger: seen, guarded_by: guard") +
                measure("guard", "P30D"));
  const FixedSituation situation(example_names());
  const SafetyPlan plan = draft_plan(catalogue, {.situation = &situation});
  EXPECT_EQ(order_of(plan), "guard danger");
  EXPECT_EQ(plan.find("guard")->urgency, Urgency::within_24_hours);
  EXPECT_EQ(plan.find("guard")->urgent_for, "danger");
}

TEST(Guard, StandsInTheJsonOfThePlan) {
  const std::string json = plan_json(drafted_as(Truth::no, Truth::no));
  EXPECT_THAT(json, HasSubstr(R"("alarms":[{"measure":"danger","behind":"guard","state":)"
                              R"("not_applicable","status":"proposed","because":"unguarded"}])"));
  EXPECT_THAT(json, HasSubstr(R"("raises_danger":["served"],"guarded_by":["guard"],)"
                              R"("unguarded":["guard"])"));
}

}  // namespace
}  // namespace vaern::tests
