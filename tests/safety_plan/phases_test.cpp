// SPDX-License-Identifier: Apache-2.0
// Phases of the course, urgency that depends, and which alternative is named.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "safety_plan/support.hpp"

namespace vaern::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr const char* phases_head = R"(vaern: 1
catalogue: example-measures
version: "1"
status: draft
title: {en: Example measures, da: Eksempler}
levels: [low, high]
sections: {digital: {en: Phones, da: Telefon}}
phases:
  together: {text: {en: Together, da: Sammen}, when: a}
  apart: {text: {en: Apart, da: Hver for sig}, when: {any: [b, {all: [c, d]}]}}
  children: {text: {en: Children, da: Børn}, when: k}
measures:
)";

std::optional<Catalogue> with_phases(const std::string& measures, DiagnosticList& findings) {
  auto catalogue = load_text(phases_head + measures, findings);
  if (!catalogue || !bind_catalogue(*catalogue, example_names(), findings)) return std::nullopt;
  return catalogue;
}

Catalogue good(const std::string& measures) {
  DiagnosticList findings;
  auto catalogue = with_phases(measures, findings);
  if (!catalogue) throw std::runtime_error(render(findings));
  return *std::move(catalogue);
}

TEST(Phase, TakesAMeasureAwayOnlyWhereAllOfItsPhasesAreFalse) {
  const Catalogue catalogue = good(measure("m", "now", "phases: [together, apart]"));
  const auto state = [&](Truth together, Truth apart) {
    FixedSituation situation(example_names());
    situation.set("a", together);
    situation.set("b", apart);
    if (apart == Truth::no) situation.set("c", Truth::no);
    const SafetyPlan plan = draft_plan(catalogue, {.situation = &situation});
    const PlannedMeasure& planned = plan.measures[0];
    // An unknown phase asks nothing and moves nothing.
    EXPECT_EQ(planned.list == PlanList::now, planned.state == MeasureState::included);
    EXPECT_TRUE(plan.questions.empty());
    return planned.state;
  };
  using enum MeasureState;
  EXPECT_EQ(state(Truth::no, Truth::no), not_applicable);
  for (const Truth other : {Truth::no, Truth::unknown, Truth::yes}) {
    EXPECT_EQ(state(Truth::yes, other), included);
    EXPECT_EQ(state(Truth::unknown, other), included);
    EXPECT_EQ(state(other, Truth::yes), included);
    EXPECT_EQ(state(other, Truth::unknown), included);
  }
}

TEST(Phase, IsTheReasonThatIsNamed) {
  const Catalogue catalogue = good(measure("m", "now", "phases: [apart, together], when: e"));
  FixedSituation situation(example_names());
  for (const char* fact : {"a", "b", "c"}) situation.set(fact, Truth::no);
  const StateReason reason = draft_plan(catalogue, {.situation = &situation}).measures[0].reason;
  EXPECT_EQ(reason.kind, StateReason::Kind::phase_false);
  EXPECT_EQ(reason.condition, "a || b || c && d");
  EXPECT_EQ(reason.readings.size(), 4U);
  EXPECT_EQ(reason.span.line, 13U);
  situation.set("e", Truth::no);
  EXPECT_EQ(draft_plan(catalogue, {.situation = &situation}).measures[0].reason.kind,
            StateReason::Kind::when_false);
}

TEST(Phase, NeverOpensWhatIsBlocked) {
  const Catalogue catalogue = good(measure("m", "now", "phases: together, blocked_when: b"));
  FixedSituation situation(example_names());
  situation.set("a", Truth::no);
  situation.set("b", Truth::yes);
  EXPECT_EQ(draft_plan(catalogue, {.situation = &situation}).measures[0].state,
            MeasureState::blocked);
  situation.set("b", Truth::unknown);
  EXPECT_EQ(draft_plan(catalogue, {.situation = &situation}).measures[0].state,
            MeasureState::not_applicable);
}

TEST(Phase, ThatTheCaseIsInOrMayBeInIsNamedInThePlan) {
  const Catalogue catalogue = good(measure("m", "now"));
  FixedSituation situation(example_names());
  situation.set("a", Truth::yes);
  situation.set("b", Truth::no);
  situation.set("c", Truth::yes);
  situation.set("k", Truth::no);
  const SafetyPlan plan = draft_plan(catalogue, {.situation = &situation});
  ASSERT_EQ(plan.phases.size(), 2U);
  EXPECT_EQ(plan.phases[0].phase->id, "together");
  EXPECT_EQ(plan.phases[0].truth, Truth::yes);
  EXPECT_EQ(plan.phases[1].phase->id, "apart");
  EXPECT_EQ(plan.phases[1].truth, Truth::unknown);
  EXPECT_THAT(plan.phases[1].open, ElementsAre("d"));
  EXPECT_THAT(plan_json(plan), HasSubstr(R"("phases":[{"phase":"together","truth":"yes")"));
}

TEST(Phase, OfAChildIsThatChilds) {
  const Catalogue catalogue = good(measure("m", "now", "about: child, phases: children"));
  FixedSituation first(example_names());
  first.set("k", Truth::yes);
  FixedSituation second(example_names());
  second.set("k", Truth::no);
  const SafetyPlan plan =
      draft_plan(catalogue, {.situation = &first, .children = {{"c1", &first}, {"c2", &second}}});
  EXPECT_EQ(plan.find("m", "c1")->state, MeasureState::included);
  EXPECT_EQ(plan.find("m", "c2")->state, MeasureState::not_applicable);
}

TEST(Phase, ClosesByNoLevelAndReadsNoSingleChild) {
  const auto codes = [](const std::string& when) {
    std::string text = phases_head;
    text.replace(text.find("when: a"), 7, "when: " + when);
    DiagnosticList findings;
    auto catalogue = load_text(text + measure("m", "now"), findings);
    if (catalogue) bind_catalogue(*catalogue, example_names(), findings);
    std::string found;
    for (const Diagnostic& finding : findings) found += finding.code->id;
    return found;
  };
  EXPECT_EQ(codes("{level: high}"), "");
  EXPECT_EQ(codes("{level: low}"), "E0811");
  EXPECT_EQ(codes("{child.age: {to: 3}}"), "E0816");
}

TEST(UrgencyThatDepends, IsTheFirstThatIsNotFalse) {
  const Catalogue catalogue =
      load_good(measure("m", "{now: a, PT24H: {level: {from: high}}, P30D: otherwise}"));
  const auto urgency = [&](Truth a, std::uint64_t levels) {
    FixedSituation situation(example_names());
    situation.set("a", a);
    situation.set("level", OptionSet{levels, false});
    const SafetyPlan plan = draft_plan(catalogue, {.situation = &situation});
    const PlannedMeasure& planned = plan.measures[0];
    EXPECT_EQ(planned.urgency_because == nullptr, planned.urgency == Urgency::within_30_days);
    EXPECT_EQ(planned.list == PlanList::later, planned.urgency == Urgency::within_30_days);
    return planned.urgency;
  };
  EXPECT_EQ(urgency(Truth::yes, 1), Urgency::now);
  EXPECT_EQ(urgency(Truth::unknown, 1), Urgency::now);  // the more urgent
  EXPECT_EQ(urgency(Truth::no, 1), Urgency::within_30_days);
  EXPECT_EQ(urgency(Truth::no, 2), Urgency::within_24_hours);
  EXPECT_EQ(urgency(Truth::no, 3), Urgency::within_24_hours);
}

TEST(Alternative, IsTheFirstThatApplies) {
  const Catalogue catalogue =
      load_good(measure("first", "now", "when: b") + measure("second", "now", "blocked_when: c") +
                measure("last", "now") +
                measure("m", "now", "blocked_when: a, instead: [first, second, last]"));
  const auto named = [&](Truth b, Truth c) {
    FixedSituation situation(example_names());
    situation.set("a", Truth::yes);
    situation.set("b", b);
    situation.set("c", c);
    const SafetyPlan plan = draft_plan(catalogue, {.situation = &situation});
    return ids(plan, plan.find("m")->instead);
  };
  EXPECT_EQ(named(Truth::yes, Truth::no), "first");
  EXPECT_EQ(named(Truth::unknown, Truth::no), "first");
  EXPECT_EQ(named(Truth::no, Truth::no), "second");
  EXPECT_EQ(named(Truth::no, Truth::unknown), "last");
  EXPECT_EQ(named(Truth::no, Truth::yes), "last");
}

TEST(Alternative, IsTheFirstWithItsOwnStateWhereNoneCanBeHad) {
  const Catalogue catalogue =
      load_good(measure("first", "now", "when: b") + measure("second", "now", "when: b") +
                measure("m", "now", "blocked_when: a, instead: [first, second]"));
  FixedSituation situation(example_names());
  situation.set("a", Truth::yes);
  situation.set("b", Truth::no);
  const SafetyPlan plan = draft_plan(catalogue, {.situation = &situation});
  EXPECT_EQ(ids(plan, plan.find("m")->instead), "first");
  EXPECT_EQ(plan.find("first")->state, MeasureState::not_applicable);
}

}  // namespace
}  // namespace vaern::tests
