// SPDX-License-Identifier: Apache-2.0
// What a plan said that an other party has found (P8.1), and a case that names no child (P1.1).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "safety_plan/support.hpp"
#include "vaern/case_file/load.hpp"

namespace vaern::tests {
namespace {

using ::testing::HasSubstr;

constexpr const char* head = R"(vaern: 1
case: k-1
programme: x@1
subject: p1
parties: [{id: p1, role: subject}, {id: o1, role: other_party}, {id: w1, role: assessor}]
)";
constexpr const char* plans = R"(plans:
  - id: s1
    made: 2026-02-01T10:00Z
    by: w1
    measures:
      does: {status: already_does}
      agreed: {status: agreed}
      guard: {status: done}
      risky: {status: agreed}
      no: {status: declined}
      late: {status: done, at: 2026-02-12T09:00Z}
)";
constexpr const char* event = R"(events:
  - {id: e1, kind: plan_found, about: o1, occurred: 2026-02-10T18:00Z, known: 2026-02-11T08:00Z,
     recorded: 2026-02-11T09:00Z, by: w1}
)";

PlanHistory history_of(const std::string& text, const char* as_of = "2026-03-01T08:00Z") {
  DiagnosticList findings;
  const auto document = read_document("case.yaml", text, findings);
  const auto file = document ? load_case(*document, findings) : std::nullopt;
  if (!file) throw std::runtime_error(render(findings));
  return PlanHistory::of(*file, Instant::parse(as_of));
}

SafetyPlan drafted(const Catalogue& catalogue, const Situation& situation,
                   PlanHistory history = {}) {
  return draft_plan(catalogue, {.situation = &situation, .history = std::move(history)});
}

Catalogue example() {
  return load_good(measure("does", "now") + measure("agreed", "now") + measure("guard", "P30D") +
                   measure("risky", "now", "raises_danger: seen, guarded_by: [guard]") +
                   measure("no", "now") + measure("late", "P7D"));
}

TEST(Exposed, WhatTheFoundPlanSaidIsInNoCopyGuardsNothingAndIsOpenAgain) {
  const Catalogue catalogue = example();
  const FixedSituation situation(example_names());
  const SafetyPlan before = drafted(catalogue, situation, history_of(std::string(head) + plans));
  EXPECT_EQ(ids(before, person_copy(before)), "does agreed risky");
  EXPECT_TRUE(before.find("guard")->is_settled());

  const SafetyPlan plan =
      drafted(catalogue, situation, history_of(std::string(head) + plans + event));
  EXPECT_EQ(ids(plan, person_copy(plan)), "");
  for (const char* id : {"does", "agreed", "guard", "risky"}) {
    EXPECT_TRUE(plan.find(id)->is_exposed()) << id;
    EXPECT_FALSE(plan.find(id)->is_settled()) << id;
  }
  EXPECT_FALSE(plan.find("guard")->is_in_place());
  EXPECT_EQ(plan.find("risky")->unguarded.size(), 1U);
  EXPECT_TRUE(plan.find("no")->is_settled());  // nobody relies on it
  EXPECT_THAT(plan_json(plan), HasSubstr(R"("exposed_by":"e1")"));
}

TEST(Exposed, WhatWasSaidAfterItBecameKnownIsNot) {
  const Catalogue catalogue = example();
  const FixedSituation situation(example_names());
  const SafetyPlan plan =
      drafted(catalogue, situation, history_of(std::string(head) + plans + event));
  EXPECT_FALSE(plan.find("late")->is_exposed());
  EXPECT_TRUE(plan.find("late")->is_settled());
}

TEST(Exposed, ALaterPlanFreesWhatItNamesAndNothingElse) {
  const Catalogue catalogue = example();
  const FixedSituation situation(example_names());
  const std::string later =
      "  - {id: s2, parent: s1, made: 2026-02-12T10:00Z, by: w1, measures: {guard: {status: "
      "agreed}, "
      "agreed: {status: agreed}}}\n";
  const SafetyPlan plan =
      drafted(catalogue, situation, history_of(std::string(head) + plans + later + event));
  EXPECT_EQ(ids(plan, person_copy(plan)), "agreed guard");
  // Done before, and to be done anew: done stays done but for what was found.
  EXPECT_EQ(plan.find("guard")->status, MeasureStatus::agreed);
  EXPECT_TRUE(plan.find("does")->is_exposed());
  EXPECT_TRUE(plan.find("risky")->is_exposed());
}

TEST(Exposed, NothingIsBeforeItIsWritten) {
  const PlanHistory history = history_of(std::string(head) + plans + event, "2026-02-11T08:30Z");
  EXPECT_EQ(history.find("agreed", "")->exposed_by, "");
}

TEST(FoundPlan, IsOverdueOnTheDayAfterItsReviewUntilAPlanIsMade) {
  DiagnosticList findings;
  const auto overdue = [&](const std::string& text, const char* as_of) {
    const auto document = read_document("case.yaml", text, findings);
    const auto file = load_case(*document, findings);
    return found_plans(*file, Instant::parse(as_of)).at(0).is_overdue;
  };
  const std::string text = std::string(head) + plans + event;
  EXPECT_FALSE(overdue(text, "2026-02-11T23:59Z"));
  EXPECT_TRUE(overdue(text, "2026-02-12T00:00Z"));
  const std::string answered = std::string(head) + plans +
                               "  - {id: s2, parent: s1, made: 2026-02-11T20:00Z, by: w1}\n" +
                               event;
  EXPECT_FALSE(overdue(answered, "2026-02-12T00:00Z"));
}

Catalogue with_children() {
  DiagnosticList findings;
  std::string text =
      std::string(catalogue_head) + measure("watch", "now", "about: child") + measure("own", "now");
  const std::string levels = "levels: [low, high]\n";
  text.insert(text.find(levels) + levels.size(), "childless_when: {not: a}\n");
  auto catalogue = load_text(text, findings);
  if (!catalogue || !bind_catalogue(*catalogue, example_names(), findings)) {
    throw std::runtime_error(render(findings));
  }
  return *std::move(catalogue);
}

TEST(Childless, WhileNobodyHasAskedTheMeasuresOfAChildStandUnderAskFirst) {
  const Catalogue catalogue = with_children();
  FixedSituation situation(example_names());
  const SafetyPlan unknown = drafted(catalogue, situation);
  EXPECT_EQ(ids(unknown, unknown.ask_first), "watch");
  ASSERT_EQ(unknown.questions.size(), 1U);
  EXPECT_EQ(unknown.questions[0].name, "a");
  EXPECT_TRUE(unknown.questions[0].text.empty());  // the fact's own is asked
  EXPECT_EQ(unknown.questions[0].urgent, 1U);

  situation.set("a", Truth::no);
  const SafetyPlan none = drafted(catalogue, situation);
  EXPECT_EQ(none.find("watch")->state, MeasureState::not_applicable);
  EXPECT_EQ(none.find("watch")->reason.kind, StateReason::Kind::no_child);
  EXPECT_EQ(none.find("watch")->reason.readings.size(), 1U);

  situation.set("a", Truth::yes);  // of whom the case names none yet
  const SafetyPlan some = drafted(catalogue, situation);
  EXPECT_EQ(ids(some, some.now), "watch own");
}

TEST(Childless, OfAChildNothingIsAskedBeforeItIsKnownThatThereIsOne) {
  DiagnosticList findings;
  std::string text = std::string(catalogue_head) + measure("number", "now", "blocked_when: k");
  const std::string levels = "levels: [low, high]\n";
  text.insert(text.find(levels) + levels.size(), "childless_when: {not: a}\n");
  auto catalogue = load_text(text, findings);
  ASSERT_TRUE(catalogue && bind_catalogue(*catalogue, example_names(), findings))
      << render(findings);
  FixedSituation situation(example_names());
  const auto asked = [&] {
    const SafetyPlan plan = drafted(*catalogue, situation);
    EXPECT_EQ(plan.find("number")->state, MeasureState::held);
    EXPECT_EQ(plan.questions.size(), 1U);
    return plan.questions.front();
  };
  EXPECT_EQ(asked().name, "a");
  EXPECT_TRUE(asked().text.empty());  // not the one about what the child says
  situation.set("a", Truth::yes);
  EXPECT_EQ(asked().name, "k");
  EXPECT_FALSE(asked().text.empty());
}

TEST(Childless, AChildThatTheCaseNamesNeedsNoAnswer) {
  const Catalogue catalogue = with_children();
  const FixedSituation situation(example_names());
  PlanInput input;
  input.situation = &situation;
  input.children = {{"c1", &situation}};
  const SafetyPlan plan = draft_plan(catalogue, input);
  EXPECT_EQ(ids(plan, plan.now), "watch/c1 own");
}

}  // namespace
}  // namespace vaern::tests
