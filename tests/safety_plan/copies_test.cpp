// SPDX-License-Identifier: Apache-2.0
// What the person's and the discreet copy hold, and that the discreet one rests on nothing else.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "safety_plan/support.hpp"

namespace vaern::tests {
namespace {

std::string plain_measure(const std::string& id, const std::string& urgency,
                          const std::string& more = {}) {
  return "  " + id + ": {text: {en: " + id + ", da: " + id + "}, section: home, who: person, " +
         "urgency: " + urgency + ", reveals: none, reveals_because: {en: Plain, da: Almindeligt}" +
         (more.empty() ? "" : ", " + more) + "}\n";
}

SafetyPlan drafted(const Catalogue& catalogue, const Situation& situation,
                   const PlanHistory& history) {
  return draft_plan(catalogue, {.situation = &situation, .history = history});
}

PlanHistory all_agreed(const Catalogue& catalogue) {
  PlanHistory history;
  for (const Measure& measure : catalogue.measures()) {
    history.set(measure.id, "", {MeasureStatus::agreed, "s1", {}, {}});
  }
  return history;
}

TEST(Copies, ThirteenAgreedMeasuresThatRevealDoNotPushAPlainOneOut) {
  std::string text;
  for (int i = 0; i < 13; ++i) text += measure("m" + std::to_string(i), "now");
  const Catalogue catalogue = load_good(text + plain_measure("quiet", "now"));
  const FixedSituation situation(example_names());
  const SafetyPlan plan = drafted(catalogue, situation, all_agreed(catalogue));
  EXPECT_EQ(person_copy(plan).size(), 12U);
  EXPECT_EQ(agreed_for_person(plan).size(), 14U);
  EXPECT_EQ(ids(plan, discreet_copy(plan)), "quiet");
}

TEST(Copies, WhatProfessionalsDoStandsInTheirsAlone) {
  std::string staff = plain_measure("staff", "now");
  staff.replace(staff.find("who: person"), 11, "who: assessor");
  const Catalogue catalogue = load_good(staff + plain_measure("mine", "now"));
  const FixedSituation situation(example_names());
  const SafetyPlan plan = drafted(catalogue, situation, all_agreed(catalogue));
  EXPECT_EQ(ids(plan, person_copy(plan)), "mine");
  EXPECT_EQ(ids(plan, discreet_copy(plan)), "mine");
}

TEST(Copies, AMeasureHurriedByOneThatRevealsIsNotInTheDiscreetCopy) {
  // That it is there would say that something urgent waits for it.
  const Catalogue catalogue =
      load_good(plain_measure("slow", "P30D") + measure("flight", "now", "after: [slow]"));
  const FixedSituation situation(example_names());
  const SafetyPlan plan = drafted(catalogue, situation, all_agreed(catalogue));
  EXPECT_EQ(plan.find("slow")->list, PlanList::now);
  EXPECT_EQ(ids(plan, person_copy(plan)), "slow flight");
  EXPECT_EQ(ids(plan, discreet_copy(plan)), "");
}

TEST(Copies, TheOrderOfTheDiscreetCopyIsTheCatalogues) {
  // "second" is hurried by a measure that reveals, and done first by the order of the plan.
  const Catalogue catalogue =
      load_good(plain_measure("first", "PT24H") + plain_measure("second", "PT24H") +
                measure("flight", "now", "after: [second]"));
  const FixedSituation situation(example_names());
  const SafetyPlan plan = drafted(catalogue, situation, all_agreed(catalogue));
  EXPECT_EQ(ids(plan, person_copy(plan)), "second flight first");
  EXPECT_EQ(ids(plan, discreet_copy(plan)), "first second");
}

TEST(Copies, DependenciesOfTheDiscreetCopyComeFirstAlsoThroughWhatIsLeftOut) {
  const Catalogue catalogue =
      load_good(plain_measure("last", "now", "after: [between]") +
                measure("between", "now", "after: [start]") + plain_measure("start", "PT24H"));
  const FixedSituation situation(example_names());
  const SafetyPlan plan = drafted(catalogue, situation, all_agreed(catalogue));
  EXPECT_EQ(ids(plan, discreet_copy(plan)), "start last");
}

TEST(Copies, WhateverBecomesOfTheOthersTheDiscreetCopyIsTheSame) {
  std::string text;
  for (int i = 0; i < 12; ++i) {
    const std::string after = i < 3 ? "" : "after: [m" + std::to_string(i - 3) + "]";
    const std::string urgency = i % 3 == 0 ? "now" : i % 3 == 1 ? "PT24H" : "P7D";
    text += i % 2 == 0 ? plain_measure("m" + std::to_string(i), urgency, after)
                       : measure("m" + std::to_string(i), urgency, after);
  }
  const Catalogue catalogue = load_good(text);
  const FixedSituation situation(example_names());
  std::mt19937 random(20261121);  // NOLINT: the same cases in every run
  std::set<std::string> seen;
  for (int round = 0; round < 300; ++round) {
    PlanHistory history;
    for (const Measure& measure : catalogue.measures()) {
      const auto any = static_cast<MeasureStatus>(random() % 6);
      history.set(measure.id, "",
                  {measure.reveals_nothing() ? MeasureStatus::agreed : any, "s1", {}, {}});
    }
    PlanInput input{.situation = &situation, .history = history};
    if (random() % 2 == 0) input.priorities = {"home"};
    const SafetyPlan plan = draft_plan(catalogue, input);
    seen.insert(ids(plan, discreet_copy(plan)));
  }
  EXPECT_EQ(seen, (std::set<std::string>{"m0 m6 m4 m10"}));
}

}  // namespace
}  // namespace vaern::tests
