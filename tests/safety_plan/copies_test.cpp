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

// ---- one line for several children ----

std::string of_child(const std::string& id, const std::string& who = "person") {
  std::string text = plain_measure(id, "now", "about: child");
  text.replace(text.find("who: person"), 11, "who: " + who);
  return text;
}

std::string lines_of(const SafetyPlan& plan) {
  std::string text;
  for (const auto& line : person_lines(plan)) text += (text.empty() ? "" : ", ") + ids(plan, line);
  return text;
}

TEST(Copies, OneMeasureForSeveralChildrenIsOneLine) {
  const Catalogue catalogue =
      load_good(of_child("game") + plain_measure("mine", "now") + of_child("words", "child"));
  const FixedSituation situation(example_names());
  PlanHistory history;
  history.set("mine", "", {MeasureStatus::already_does, "s1", {}, {}});
  history.set("game", "c1", {MeasureStatus::agreed, "s1", {}, {}});
  history.set("game", "c2", {MeasureStatus::agreed, "s1", {}, {}});
  history.set("game", "c3", {MeasureStatus::already_does, "s1", {}, {}});
  history.set("words", "c1", {MeasureStatus::agreed, "s1", {}, {}});
  history.set("words", "c2", {MeasureStatus::already_does, "s1", {}, {}});
  history.set("words", "c3", {MeasureStatus::declined, "s1", {}, {}});
  const SafetyPlan plan = draft_plan(
      catalogue, {.situation = &situation,
                  .children = {{"c1", &situation}, {"c2", &situation}, {"c3", &situation}},
                  .history = history});
  // Two headings for what the person does, one for what the children are told.
  EXPECT_EQ(lines_of(plan), "game/c3, mine, words/c2 words/c1, game/c1 game/c2");
  EXPECT_EQ(ids(plan, person_copy(plan)), "game/c3 mine words/c2 words/c1 game/c1 game/c2");
  EXPECT_EQ(person_copy(plan), agreed_for_person(plan));
}

TEST(Copies, TwelveLinesAreTwelveHoweverManyTheChildren) {
  std::string text = of_child("game");
  for (int i = 0; i < 12; ++i) text += plain_measure("m" + std::to_string(i), "now");
  const Catalogue catalogue = load_good(text);
  const FixedSituation situation(example_names());
  PlanInput input{.situation = &situation, .history = all_agreed(catalogue)};
  for (int i = 0; i < 20; ++i) {
    const std::string child = "c" + std::to_string(i);
    input.children.push_back({child, &situation});
    input.history.set("game", child, {MeasureStatus::agreed, "s1", {}, {}});
  }
  const SafetyPlan plan = draft_plan(catalogue, input);
  EXPECT_EQ(person_lines(plan).size(), 13U);
  EXPECT_EQ(person_copy(plan).size(), 20U + 11U);
  EXPECT_EQ(agreed_for_person(plan).size(), 20U + 12U);
}

// ---- the danger line ----

TEST(Copies, TheDangerLineTakesNoRoomOfTheDiscreetCopy) {
  std::string text = plain_measure("number", "now",
                                   "note: {en: 'In danger: call 112.', da: 'Ved fare: ring 112.'}");
  for (int i = 0; i < 14; ++i) text += plain_measure("m" + std::to_string(i), "now");
  const Catalogue catalogue = load_good(text);
  EXPECT_TRUE(catalogue.find("number")->is_danger_line());
  EXPECT_FALSE(catalogue.find("m0")->is_danger_line());
  const FixedSituation situation(example_names());
  PlanHistory history = all_agreed(catalogue);
  const std::string with = ids(drafted(catalogue, situation, history),
                               discreet_copy(drafted(catalogue, situation, history)));
  history.set("number", "", {MeasureStatus::declined, "s1", {}, {}});
  const SafetyPlan without = drafted(catalogue, situation, history);
  EXPECT_EQ(with, "number " + ids(without, discreet_copy(without)));
  EXPECT_EQ(discreet_copy(without).size(), 12U);
}

TEST(Copies, TheDangerLineIsKnownByItsWordsAndIsReviewed) {
  Measure measure;
  measure.text = {{"da", "Ved fare: ring 112."}, {"en", "Call for help."}};
  EXPECT_FALSE(measure.is_danger_line()) << "nobody has reviewed it";
  measure.reveals_reviewed = true;
  EXPECT_TRUE(measure.is_danger_line());
  measure.note = {{"da", "Ring 112 ved brand."}, {"en", "Fire: call 112."}};
  EXPECT_FALSE(measure.is_danger_line()) << "another line that says the number";
  measure.note = {{"en", "In danger: call 112."}};
  EXPECT_TRUE(measure.is_danger_line());
}

// ---- notes ----

TEST(Notes, StandOnlyWhereNothingIsRevealedAndInEachLanguage) {
  const auto codes = [](const std::string& note, const std::string& reveals) {
    return codes_for("  m: {text: {en: A, da: B}, note: " + note +
                     ", section: home, who: person, urgency: now, " + reveals + "}\n");
  };
  const std::string none = "reveals: none, reveals_because: {en: Plain, da: Almindeligt}";
  EXPECT_EQ(codes("{en: C, da: D}", none), "");
  EXPECT_EQ(codes("{en: C, da: D, pl: E}", none), "");
  EXPECT_EQ(codes("{en: C, da: D}", "reveals: [helpers]"), "E0831");
  EXPECT_EQ(codes("{en: C, da: D}", "question: {en: Q, da: Q}"), "E0808 E0831");
  EXPECT_EQ(codes("{en: C}", none), "E0832");
  EXPECT_EQ(codes("{da: D}", none), "E0832");
}

TEST(Notes, AreReadAndElseTheTextIsListed) {
  const Catalogue catalogue = load_good(plain_measure("with", "now", "note: {en: C, da: D}") +
                                        plain_measure("without", "now"));
  EXPECT_EQ(catalogue.find("with")->listed().best(Language::da), "D");
  EXPECT_EQ(catalogue.find("without")->listed().best(Language::da), "without");
}

}  // namespace
}  // namespace vaern::tests
