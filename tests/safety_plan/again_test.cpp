// SPDX-License-Identifier: Apache-2.0
// Steps that were done and are to be done again (P8.2), and what can be late (P8.3).
#include <memory>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "safety_plan/support.hpp"
#include "vaern/case_file/load.hpp"
#include "vaern/core/zone.hpp"

namespace vaern::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* head = R"(vaern: 1
case: k-1
programme: x@1
subject: p1
parties:
  - {id: p1, role: subject}
  - {id: o1, role: other_party}
  - {id: w1, role: assessor}
  - {id: w2, role: coordinator}
)";

std::string plan_of(const std::string& id, const std::string& made, const std::string& measures) {
  return "  - {id: " + id + ", made: " + made + ", by: w1, measures: {" + measures + "}}\n";
}

std::string assessment(const std::string& id, const std::string& assessed,
                       const std::string& status = "completed") {
  return "  - {id: " + id + ", about: o1, status: " + status + ", assessed: " + assessed +
         ", recorded: " + assessed + ", by: [w1], judgement: {level: high, by: w1, reason: r}}\n";
}

std::string event(const std::string& id, const std::string& kind, const std::string& known,
                  const std::string& occurred = "2026-11-01") {
  return "  - {id: " + id + ", kind: " + kind + ", about: o1, occurred: " + occurred +
         ", known: " + known + ", recorded: " + known + ", by: w1}\n";
}

Catalogue example() {
  return load_good(measure("ask", "PT24H", "again_after: [assessment, hurt]") +
                   measure("once_for_all", "now"));
}

PlanHistory history_of(const std::string& text, const Catalogue& catalogue, const char* as_of,
                       const char* known_by = nullptr) {
  DiagnosticList findings;
  const auto document = read_document("case.yaml", head + text, findings);
  const auto file = document ? load_case(*document, findings) : std::nullopt;
  if (!file) throw std::runtime_error(render(findings));
  return PlanHistory::of(*file, Instant::parse(as_of), nullptr,
                         known_by == nullptr ? std::nullopt : Instant::parse(known_by), &catalogue);
}

SafetyPlan drafted(const Catalogue& catalogue, const std::string& text,
                   const char* as_of = "2026-12-01T09:00Z", const char* known_by = nullptr) {
  static const std::shared_ptr<const Zone> zone = Zone::find("Europe/Copenhagen");
  const FixedSituation situation(example_names());
  PlanInput input;
  input.situation = &situation;
  input.history = history_of(text, catalogue, as_of, known_by);
  input.as_of = Instant::parse(as_of);
  input.zone = zone.get();
  return draft_plan(catalogue, input);
}

const std::string done_on_the_sixth =
    "plans:\n" +
    plan_of("s1", "2026-11-06T11:00Z", "ask: {status: done}, once_for_all: {status: done}");

TEST(StepsAgain, WhatWasDoneIsOpenAfterTheNextAssessmentAndSaysWhy) {
  const Catalogue catalogue = example();
  const std::string text = "assessments:\n" + assessment("a1", "2026-11-06T10:00Z") +
                           assessment("a2", "2026-11-20T10:00Z") + done_on_the_sixth;
  const SafetyPlan before = drafted(catalogue, text, "2026-11-19T09:00Z");
  EXPECT_TRUE(before.find("ask")->is_settled());
  EXPECT_THAT(plan_json(before), Not(HasSubstr("\"again\"")));

  const SafetyPlan plan = drafted(catalogue, text);
  const PlannedMeasure& ask = *plan.find("ask");
  EXPECT_EQ(ask.status, MeasureStatus::proposed);
  EXPECT_FALSE(ask.is_in_place());
  EXPECT_TRUE(ask.is_to_do_again());
  ASSERT_TRUE(ask.due.has_value());
  EXPECT_EQ(ask.due->since, PlanDeadline::Since::again);
  EXPECT_EQ(ask.due->at, *Instant::parse("2026-11-21T10:00Z"));
  EXPECT_THAT(plan_json(plan),
              HasSubstr(R"("again":{"after":"assessment","entry":"a2","at":"2026-11-20T10:00Z",)"
                        R"("was":"done","last":"2026-11-06T11:00Z"})"));
  EXPECT_TRUE(plan.find("once_for_all")->is_settled());
}

TEST(StepsAgain, AnAssessmentOfTheSameDayIsTheOneItWasDoneAt) {
  const Catalogue catalogue = example();
  for (const char* assessed : {"2026-11-06T10:00Z", "2026-11-06"}) {
    const SafetyPlan plan = drafted(
        catalogue, "assessments:\n" + assessment("a1", assessed) + "plans:\n" +
                       plan_of("s1", "2026-11-06T11:00Z", "ask: {status: done, at: 2026-11-06}"));
    EXPECT_TRUE(plan.find("ask")->is_settled()) << assessed;
  }
}

TEST(StepsAgain, AnEventOpensItUnlessItWasSurelyKnownBefore) {
  const Catalogue catalogue = example();
  const auto is_open = [&](const std::string& known, const std::string& kind = "hurt") {
    return !drafted(catalogue, "events:\n" + event("e1", kind, known) + done_on_the_sixth)
                .find("ask")
                ->is_settled();
  };
  EXPECT_FALSE(is_open("2026-11-06T10:59Z"));
  EXPECT_TRUE(is_open("2026-11-06T11:00Z"));  // at the same moment: the order is not known
  EXPECT_TRUE(is_open("2026-11-06"));
  EXPECT_FALSE(is_open("2026-11-05"));
  EXPECT_TRUE(is_open("2026-11-20T08:00Z"));
  EXPECT_FALSE(is_open("2026-11-20T08:00Z", "other"));
}

TEST(StepsAgain, CountsFromTheFirstOfSeveralAndADraftIsAnAssessment) {
  const Catalogue catalogue = example();
  const SafetyPlan plan = drafted(
      catalogue, "assessments:\n" + assessment("a2", "2026-11-22T10:00Z", "draft") + "events:\n" +
                     event("e2", "hurt", "2026-11-20T08:00Z") + done_on_the_sixth);
  EXPECT_EQ(plan.find("ask")->history->again->entry, "e2");
  const SafetyPlan draft =
      drafted(catalogue, "assessments:\n" + assessment("a2", "2026-11-22T10:00Z", "draft") +
                             done_on_the_sixth);
  EXPECT_EQ(draft.find("ask")->history->again->entry, "a2");
}

TEST(StepsAgain, SeesNoEntryThatIsStruckOrNotYetKnown) {
  const Catalogue catalogue = example();
  const std::string events = "events:\n" + event("e1", "hurt", "2026-11-20T08:00Z");
  const std::string struck =
      "corrections:\n  - {of: e1, status: entered_in_error, recorded: 2026-11-25T09:00Z, by: w1, "
      "reason: another case}\n";
  EXPECT_TRUE(drafted(catalogue, events + done_on_the_sixth + struck).find("ask")->is_settled());
  EXPECT_FALSE(drafted(catalogue, events + done_on_the_sixth + struck, "2026-11-24T09:00Z")
                   .find("ask")
                   ->is_settled());
  EXPECT_TRUE(
      drafted(catalogue, events + done_on_the_sixth, "2026-12-01T09:00Z", "2026-11-19T09:00Z")
          .find("ask")
          ->is_settled());
}

TEST(StepsAgain, APlanMadeAfterwardsSaysAnewAndKeepsTheDeadlineUntilItIsDone) {
  const Catalogue catalogue = example();
  const auto planned = [&](const std::string& later) {
    return drafted(catalogue, "events:\n" + event("e1", "hurt", "2026-11-20T08:00Z") +
                                  done_on_the_sixth + plan_of("s2", "2026-11-20T09:00Z", later));
  };
  const SafetyPlan agreed = planned("ask: {status: agreed}");
  EXPECT_EQ(agreed.find("ask")->status, MeasureStatus::agreed);
  EXPECT_EQ(agreed.find("ask")->due->at, *Instant::parse("2026-11-21T08:00Z"));
  EXPECT_TRUE(agreed.find("ask")->is_to_do_again());

  EXPECT_TRUE(planned("ask: {status: done}").find("ask")->is_settled());
  EXPECT_EQ(planned("ask: {status: done}").find("ask")->history->at, "2026-11-20T09:00Z");
  EXPECT_TRUE(planned("ask: {status: declined}").find("ask")->is_settled());
  // A plan that repeats what was done before the event says nothing new.
  EXPECT_FALSE(planned("ask: {status: done, at: 2026-11-06T11:00Z}").find("ask")->is_settled());
  // Without a reason to do it again done stays done.
  EXPECT_EQ(planned("once_for_all: {status: agreed}").find("once_for_all")->status,
            MeasureStatus::done);
}

TEST(StepsAgain, WhatWasWaivedOrDeclinedStaysAndWhatThePersonDidAlreadyIsAskedAgain) {
  const Catalogue catalogue = example();
  const auto status = [&](const std::string& before) {
    return drafted(catalogue, "events:\n" + event("e1", "hurt", "2026-11-20T08:00Z") + "plans:\n" +
                                  plan_of("s1", "2026-11-06T11:00Z", "ask: {" + before + "}"))
        .find("ask")
        ->status;
  };
  EXPECT_EQ(status("status: waived, reason: r"), MeasureStatus::waived);
  EXPECT_EQ(status("status: declined"), MeasureStatus::declined);
  EXPECT_EQ(status("status: already_does"), MeasureStatus::proposed);
  EXPECT_EQ(status("status: agreed"), MeasureStatus::agreed);
}

TEST(StepsAgain, IsOfEachProfessionalAlone) {
  const Catalogue catalogue = load_good(
      "  duty: {text: {en: T, da: T}, section: digital, who: each_professional, urgency: now, "
      "reveals: [helpers], again_after: hurt}\n");
  const PlanHistory history =
      history_of("events:\n" + event("e1", "hurt", "2026-11-20T08:00Z") + "plans:\n" +
                     plan_of("s1", "2026-11-06T11:00Z", "duty: {status: done, by: [w1, w2]}") +
                     plan_of("s2", "2026-11-21T11:00Z", "duty: {status: done, by: w2}"),
                 catalogue, "2026-12-01T09:00Z");
  EXPECT_EQ(history.find("duty", "", "w1")->status, MeasureStatus::proposed);
  EXPECT_EQ(history.find("duty", "", "w2")->status, MeasureStatus::done);
}

TEST(StepsAgain, AGuardThatIsToBeDoneAgainGuardsNothing) {
  const Catalogue catalogue =
      load_good(measure("guard", "P30D", "again_after: hurt") +
                measure("risky", "P30D", "raises_danger: seen, guarded_by: [guard]"));
  const std::string plans = "plans:\n" + plan_of("s1", "2026-11-06T11:00Z",
                                                 "guard: {status: done}, risky: {status: agreed}");
  const std::string events = "events:\n" + event("e1", "hurt", "2026-11-20T08:00Z");
  const SafetyPlan before = drafted(catalogue, plans);
  EXPECT_EQ(ids(before, person_copy(before)), "risky");
  const SafetyPlan after = drafted(catalogue, events + plans);
  EXPECT_EQ(ids(after, person_copy(after)), "");
}

TEST(Once, IsUsualForProfessionalsAndNotForThePerson) {
  const auto is_once = [](const std::string& who, const std::string& more) {
    return load_good("  m: {text: {en: T, da: T}, section: digital, who: " + who +
                     ", urgency: now, reveals: [helpers]" + more + "}\n")
        .find("m")
        ->is_once;
  };
  EXPECT_FALSE(is_once("person", ""));
  EXPECT_FALSE(is_once("child", ""));
  EXPECT_FALSE(is_once("network", ""));
  EXPECT_TRUE(is_once("assessor", ""));
  EXPECT_TRUE(is_once("person", ", once: yes"));
  EXPECT_FALSE(is_once("leader", ", once: no"));
}

}  // namespace
}  // namespace vaern::tests
