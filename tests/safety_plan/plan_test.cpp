// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "safety_plan/support.hpp"
#include "vaern/case_file/load.hpp"

namespace vaern::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

SafetyPlan drafted(const Catalogue& catalogue, const FixedSituation& situation,
                   PlanHistory history = {}) {
  return draft_plan(catalogue, {.situation = &situation, .history = std::move(history)});
}

TEST(SafetyPlan, GivesEveryMeasureOneStateWithItsReason) {
  const Catalogue catalogue =
      load_good(measure("always", "now") + measure("opened", "P7D", "when: a") +
                measure("closed", "now", "when: b") + measure("asked", "now", "when: c") +
                measure("held", "now", "blocked_when: c") +
                measure("blocked", "now", "blocked_when: a, instead: opened") +
                measure("blocked_anyway", "now", "when: b, blocked_when: a"));
  FixedSituation situation(example_names());
  situation.set("a", Truth::yes);
  situation.set("b", Truth::no);
  const SafetyPlan plan = drafted(catalogue, situation);
  const auto state = [&](const char* id) { return plan.find(id)->state; };
  using enum MeasureState;
  EXPECT_EQ(state("always"), included);
  EXPECT_EQ(state("opened"), included);
  EXPECT_EQ(state("closed"), not_applicable);
  EXPECT_EQ(state("asked"), included);
  EXPECT_EQ(state("held"), held);
  EXPECT_EQ(state("blocked"), blocked);
  EXPECT_EQ(state("blocked_anyway"), blocked);  // a true block beats `when` (P2)
  EXPECT_THAT(plan.counts(), ElementsAre(3, 1, 2, 1));
  EXPECT_EQ(ids(plan, plan.now), "always");
  EXPECT_EQ(ids(plan, plan.ask_first), "asked held");
  EXPECT_EQ(ids(plan, plan.later), "opened");

  const StateReason& reason = plan.find("asked")->reason;
  EXPECT_EQ(reason.kind, StateReason::Kind::when_unknown);
  EXPECT_EQ(reason.condition, "c");
  ASSERT_EQ(reason.readings.size(), 1U);
  EXPECT_EQ(reason.readings[0].value, "unknown");
  EXPECT_THAT(reason.open, ElementsAre("c"));
  EXPECT_EQ(reason.span.line, 12U);
  EXPECT_EQ(ids(plan, plan.find("blocked")->instead), "opened");
}

TEST(SafetyPlan, AnAlternativeStandsBesideWhatIsHeld) {
  const Catalogue catalogue =
      load_good(measure("other", "now") + measure("m", "now", "blocked_when: a, instead: other"));
  const FixedSituation situation(example_names());
  const SafetyPlan plan = drafted(catalogue, situation);
  EXPECT_EQ(ids(plan, plan.find("m")->instead), "other");
  EXPECT_EQ(plan.find("m")->measure->question.best(Language::en), "Ask m");
}

TEST(SafetyPlan, NamesOnlyWhatCouldStillDecide) {
  const Catalogue catalogue =
      load_good(measure("m", "now", "when: {any: [{all: [a, b]}, c, {level: high}]}"));
  FixedSituation situation(example_names());
  situation.set("a", Truth::no);
  const SafetyPlan plan = drafted(catalogue, situation);
  EXPECT_THAT(plan.find("m")->reason.open, ElementsAre("c", "level"));
  ASSERT_EQ(plan.questions.size(), 2U);
  EXPECT_EQ(plan.questions[0].name, "c");
  EXPECT_TRUE(plan.questions[0].text.empty());  // the measure asks about more than this
  EXPECT_EQ(plan.questions[1].name, "level");
}

TEST(SafetyPlan, DependenciesComeFirstAndUrgencyTravelsToThem) {
  const Catalogue catalogue =
      load_good(measure("slow", "P30D") + measure("urgent", "now", "after: [second]") +
                measure("second", "P7D", "after: [first]") + measure("first", "P30D") +
                measure("day", "PT24H"));
  const FixedSituation situation(example_names());
  const SafetyPlan plan = drafted(catalogue, situation);
  EXPECT_EQ(order_of(plan), "first second urgent day slow");
  EXPECT_EQ(plan.find("first")->urgency, Urgency::now);
  EXPECT_EQ(plan.find("first")->urgent_for, "urgent");
  EXPECT_EQ(plan.find("first")->list, PlanList::now);
  EXPECT_EQ(ids(plan, plan.find("urgent")->waits_for), "second");
  EXPECT_EQ(ids(plan, plan.later), "slow");
}

TEST(SafetyPlan, WhatIsDoneOrWaivedIsNotWaitedForAndHurriesNothing) {
  const Catalogue catalogue =
      load_good(measure("urgent", "now", "after: [first]") + measure("first", "P30D"));
  const FixedSituation situation(example_names());
  for (const MeasureStatus status : {MeasureStatus::done, MeasureStatus::waived}) {
    PlanHistory history;
    history.set("first", "", {status, "s1", {"w3"}, "told on the telephone"});
    const SafetyPlan plan = drafted(catalogue, situation, history);
    EXPECT_TRUE(plan.find("urgent")->waits_for.empty());
    EXPECT_EQ(plan.find("first")->status, status);
    EXPECT_EQ(plan.find("first")->history->plan, "s1");
  }
  PlanHistory history;
  history.set("urgent", "", {MeasureStatus::done, "s1", {}, {}});
  EXPECT_EQ(drafted(catalogue, situation, history).find("first")->urgency, Urgency::within_30_days);
}

TEST(SafetyPlan, AnUrgentMeasureBehindABlockedOrHeldOneIsAnAlarm) {
  const Catalogue catalogue = load_good(
      measure("held", "P30D", "blocked_when: a") + measure("between", "P30D", "after: [held]") +
      measure("urgent", "now", "after: [between]") + measure("slow", "P30D", "after: [held]"));
  FixedSituation situation(example_names());
  const auto alarms = [&] {
    const SafetyPlan plan = drafted(catalogue, situation);
    std::string text;
    for (const PlanAlarm& alarm : plan.alarms) {
      text += plan.measures[alarm.measure].id() + " behind " + plan.measures[alarm.behind].id();
    }
    return text;
  };
  EXPECT_EQ(alarms(), "urgent behind held");
  situation.set("a", Truth::yes);
  EXPECT_EQ(alarms(), "urgent behind held");
  situation.set("a", Truth::no);
  EXPECT_EQ(alarms(), "");
}

TEST(SafetyPlan, AsksAtMostFiveQuestionsTheMostUrgentFirst) {
  std::string text = measure("slow", "P30D", "when: f");
  int number = 0;
  for (const char* fact : {"a", "b", "c", "d", "e"}) {
    text += measure("m" + std::to_string(++number), "now", std::string("when: ") + fact);
  }
  text += measure("m6", "now", "blocked_when: e");
  const Catalogue catalogue = load_good(text);
  const FixedSituation situation(example_names());
  const SafetyPlan plan = drafted(catalogue, situation);
  ASSERT_EQ(plan.questions.size(), 6U);
  EXPECT_EQ(plan.questions_beyond(), 1U);
  EXPECT_EQ(plan.questions[0].name, "e");  // opens one and holds another
  EXPECT_EQ(plan.questions[0].urgent, 2U);
  EXPECT_EQ(plan.questions[0].text.best(Language::en), "Ask m5");
  EXPECT_EQ(ids(plan, plan.questions[0].measures), "m5 m6");
  EXPECT_EQ(plan.questions[5].name, "f");
  EXPECT_THAT(plan_json(plan), HasSubstr("\"questions_beyond\":1"));
}

TEST(SafetyPlan, AMeasureAboutChildrenIsOneForEachChild) {
  const Catalogue catalogue = load_good(
      measure("talk", "now", "about: child, when: k, blocked_when: {child.age: {to: 3}}") +
      measure("after_talk", "P7D", "about: child, after: [talk]") +
      measure("family", "P7D", "after: [talk]"));
  FixedSituation of_case(example_names());
  FixedSituation first(example_names());
  first.set("k", Truth::yes);
  first.set("child.age", Interval(Rational(2)));
  FixedSituation second(example_names());
  second.set("k", Truth::yes);
  second.set("child.age", Interval(Rational(9)));
  PlanInput input{.situation = &of_case, .children = {{"c2", &second}, {"c1", &first}}};
  const SafetyPlan plan = draft_plan(catalogue, input);
  EXPECT_EQ(plan.measures.size(), 5U);
  EXPECT_EQ(plan.find("talk", "c1")->state, MeasureState::blocked);
  EXPECT_EQ(plan.find("talk", "c2")->state, MeasureState::included);
  EXPECT_EQ(ids(plan, plan.find("after_talk", "c2")->waits_for), "talk/c2");
  EXPECT_EQ(ids(plan, plan.find("family")->waits_for), "talk/c1 talk/c2");
  EXPECT_EQ(plan.find("talk", "c1")->reason.readings[0].value, "2");

  const SafetyPlan none = draft_plan(catalogue, {.situation = &of_case});
  EXPECT_EQ(none.measures.size(), 3U);
  EXPECT_EQ(none.find("talk")->state, MeasureState::not_applicable);
  EXPECT_EQ(none.find("talk")->reason.kind, StateReason::Kind::no_child);
  EXPECT_TRUE(none.find("family")->waits_for.empty());
}

TEST(SafetyPlan, AsksOfEachChildOnlyWhatIsKnownOfEachChild) {
  const Catalogue catalogue = load_good(
      measure("talk", "now", "about: child, when: {all: [k, a]}") + measure("m", "now", "when: a"));
  const FixedSituation situation(example_names());
  const SafetyPlan plan = draft_plan(
      catalogue, {.situation = &situation, .children = {{"c1", &situation}, {"c2", &situation}}});
  std::string asked;
  for (const PlanQuestion& question : plan.questions) {
    asked += question.name + "/" + question.child + " " + std::to_string(question.urgent) + " ";
  }
  EXPECT_EQ(asked, "a/ 3 k/c1 1 k/c2 1 ");
}

TEST(SafetyPlan, ThePersonsCopyHoldsWhatIsAgreedAndNeverWhatIsHeld) {
  const Catalogue catalogue = load_good(
      measure("agreed", "now") + measure("does", "now") + measure("proposed", "now") +
      measure("held", "now", "blocked_when: a") + measure("later", "P7D") +
      "  quiet: {text: {en: Q, da: S}, section: home, who: person, urgency: now, reveals: none, "
      "reveals_because: {en: Plain, da: Jævn}}\n");
  const FixedSituation situation(example_names());
  PlanHistory history;
  for (const char* id : {"agreed", "held", "later", "quiet"}) {
    history.set(id, "", {MeasureStatus::agreed, "s1", {}, {}});
  }
  history.set("does", "", {MeasureStatus::already_does, "s1", {}, {}});
  const SafetyPlan plan = drafted(catalogue, situation, history);
  EXPECT_EQ(ids(plan, person_copy(plan)), "does agreed quiet later");
  EXPECT_EQ(ids(plan, discreet_copy(plan)), "quiet");
}

TEST(SafetyPlan, ThePersonsCopyHasAtMostTwelveLines) {
  std::string text;
  PlanHistory history;
  for (int i = 0; i < 14; ++i) {
    text += measure("m" + std::to_string(i), "now");
    history.set("m" + std::to_string(i), "", {MeasureStatus::agreed, "s1", {}, {}});
  }
  const Catalogue catalogue = load_good(text);
  const FixedSituation situation(example_names());
  EXPECT_EQ(person_copy(drafted(catalogue, situation, history)).size(), 12U);
}

TEST(SafetyPlan, ThePersonsPrioritiesOrderOnlyWhatDoesNotUrge) {
  const Catalogue catalogue =
      load_good(measure("phone", "now") + measure("box", "P7D") +
                "  door: {text: {en: D, da: D}, section: home, who: person, urgency: now, reveals: "
                "[helpers]}\n" +
                "  lock: {text: {en: L, da: L}, section: home, who: person, urgency: P7D, reveals: "
                "[helpers]}\n");
  const FixedSituation situation(example_names());
  EXPECT_EQ(order_of(draft_plan(catalogue, {.situation = &situation})), "phone door box lock");
  EXPECT_EQ(order_of(draft_plan(catalogue, {.situation = &situation, .priorities = {"home"}})),
            "phone door lock box");
}

TEST(PlanHistory, TakesTheLatestStatusAndKeepsWhatIsDone) {
  constexpr const char* head = R"(vaern: 1
case: k-1
programme: x@1
subject: p1
parties: [{id: p1, role: subject}, {id: c1, role: child}, {id: w1, role: assessor}]
)";
  const std::string first =
      "  - {id: s1, made: 2026-01-01, by: w1, measures: {a: {status: agreed}, "
      "b: {status: done, at: '2026-01-05T10:00+01:00'}, "
      "k: {c1: {status: agreed}}}}\n";
  const std::string second =
      "  - {id: s2, made: 2026-02-01, by: w1, measures: {a: {status: declined, reason: no longer}, "
      "b: {status: proposed}}}\n";
  for (const std::string& plans : {first + second, second + first}) {
    DiagnosticList findings;
    const auto document = read_document("case.yaml", head + ("plans:\n" + plans), findings);
    ASSERT_TRUE(document.has_value());
    const auto file = load_case(*document, findings);
    ASSERT_TRUE(file.has_value()) << render(findings);
    const PlanHistory history = PlanHistory::of(*file);
    EXPECT_EQ(history.find("a", "")->status, MeasureStatus::declined);
    EXPECT_EQ(history.find("a", "")->reason, "no longer");
    EXPECT_EQ(history.find("b", "")->status, MeasureStatus::done);
    EXPECT_EQ(history.find("b", "")->plan, "s1");
    EXPECT_EQ(history.find("b", "")->at, "2026-01-05T10:00+01:00");
    EXPECT_EQ(history.find("a", "")->at, "2026-02-01");
    EXPECT_EQ(history.find("k", "c1")->status, MeasureStatus::agreed);
    EXPECT_EQ(history.find("k", ""), nullptr);
    const PlanHistory earlier = PlanHistory::of(*file, *Instant::parse("2026-01-15T00:00Z"));
    EXPECT_EQ(earlier.find("a", "")->status, MeasureStatus::agreed);
  }
}

TEST(PlanHistory, StrikesAPlanOnlyFromWhenTheCorrectionWasKnown) {
  DiagnosticList findings;
  const auto document = read_document("case.yaml", R"(vaern: 1
case: k-1
programme: x@1
subject: p1
parties: [{id: p1, role: subject}, {id: w1, role: assessor}]
plans: [{id: s1, made: 2026-01-01, by: w1, measures: {a: {status: agreed}}}]
corrections:
  - {of: s1, status: entered_in_error, recorded: 2026-02-01T09:00Z, by: w1, reason: wrong case}
)",
                                      findings);
  ASSERT_TRUE(document.has_value());
  const auto file = load_case(*document, findings);
  ASSERT_TRUE(file.has_value()) << render(findings);
  const Instant before = *Instant::parse("2026-01-20T00:00Z");
  const Instant after = *Instant::parse("2026-03-01T00:00Z");
  EXPECT_NE(PlanHistory::of(*file, before).find("a", ""), nullptr);
  EXPECT_EQ(PlanHistory::of(*file, after).find("a", ""), nullptr);
  EXPECT_NE(PlanHistory::of(*file, after, nullptr, before).find("a", ""), nullptr);
  EXPECT_EQ(PlanHistory::of(*file, before, nullptr, after).find("a", ""), nullptr);
  const Instant earliest = *Instant::parse("2025-12-01T00:00Z");
  EXPECT_EQ(PlanHistory::of(*file, after, nullptr, earliest).find("a", ""), nullptr);
}

TEST(SafetyPlan, IsWrittenAsCanonicalJson) {
  const Catalogue catalogue = load_good(measure("m", "now", "when: a"));
  FixedSituation situation(example_names());
  situation.set("a", Truth::yes);
  EXPECT_EQ(
      plan_json(drafted(catalogue, situation)),
      R"({"catalogue":"example-measures@1","counts":{"included":1,"held":0,"blocked":0,"not_applicable":0},)"
      R"("alarms":[],"now":["m"],"ask_first":[],"questions":[],"questions_beyond":0,"later":[],"measures":[)"
      R"({"id":"m","measure":"m","state":"included","list":"now","status":"proposed","urgency":"now",)"
      R"("text":{"en":"Text of m","da":"Tekst til m"},"section":"digital","who":"person",)"
      R"("reason":{"kind":"when_true","condition":"a","line":9,"readings":[{"name":"a","value":"yes"}],"open":[]},)"
      R"("question":{"en":"Ask m","da":"Spoerg m"},"waits_for":[],"instead":[],"reveals":["helpers"],"cautions":[],)"
      R"("clause":"example-measures@1/m","line":9}]})"
      "\n");
}

}  // namespace
}  // namespace vaern::tests
