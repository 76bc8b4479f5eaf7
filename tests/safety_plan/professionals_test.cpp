// SPDX-License-Identifier: Apache-2.0
// What each professional decides alone, and by when a measure is to be done.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "safety_plan/support.hpp"
#include "vaern/case_file/load.hpp"
#include "vaern/core/zone.hpp"

namespace vaern::tests {
namespace {

using ::testing::HasSubstr;

std::string each(const std::string& id, const std::string& extra = {}) {
  return "  " + id + ": {text: {en: T, da: T}, section: digital, who: each_professional, " +
         "urgency: now, reveals: [helpers]" + (extra.empty() ? "" : ", " + extra) + "}\n";
}

CaseFile case_with(const std::string& plans) {
  DiagnosticList findings;
  const auto document = read_document("case.yaml", R"(vaern: 1
case: k-1
programme: x@1
subject: p1
parties: [{id: p1, role: subject}, {id: c1, role: child}, {id: w1, role: assessor}, {id: w2, role: leader}]
plans:
)" + plans,
                                      findings);
  auto file = document ? load_case(*document, findings) : std::nullopt;
  if (!file) throw std::runtime_error(render(findings));
  return *std::move(file);
}

TEST(EachProfessional, HasOneInstanceForEachChildAndDecidesAlone) {
  const Catalogue catalogue = load_good(each("duty", "about: child") + each("unborn"));
  const FixedSituation situation(example_names());
  const CaseFile file = case_with(
      "  - {id: s1, made: 2026-01-01, by: w1, measures: {unborn: {status: done}, "
      "duty: {c1: {status: declined, by: w2, reason: seen to by another}}}}\n");
  const SafetyPlan plan = draft_plan(catalogue, {.situation = &situation,
                                                 .children = {{"c1", &situation}},
                                                 .history = PlanHistory::of(file),
                                                 .professionals = {"w2", "w1"}});
  EXPECT_EQ(order_of(plan), "duty/c1/w1 duty/c1/w2 unborn/w1 unborn/w2");
  const auto status = [&](const char* id, const char* child, const char* professional) {
    return plan.find(id, child, professional)->status;
  };
  // The plan's own `by` where the entry names nobody, and never more than those named.
  EXPECT_EQ(status("unborn", "", "w1"), MeasureStatus::done);
  EXPECT_EQ(status("unborn", "", "w2"), MeasureStatus::proposed);
  EXPECT_EQ(status("duty", "c1", "w1"), MeasureStatus::proposed);
  EXPECT_EQ(status("duty", "c1", "w2"), MeasureStatus::declined);
  EXPECT_THAT(plan_json(plan), HasSubstr(R"("id":"duty/c1/w2","measure":"duty","child":"c1",)"
                                         R"("professional":"w2")"));
}

TEST(EachProfessional, IsNamedByNobodyWhereTheCaseNamesNone) {
  const Catalogue catalogue = load_good(each("duty"));
  const FixedSituation situation(example_names());
  PlanHistory history;
  history.set("duty", "", {MeasureStatus::done, "s1", {"w1"}, ""});
  const SafetyPlan plan =
      draft_plan(catalogue, {.situation = &situation, .history = std::move(history)});
  ASSERT_EQ(plan.measures.size(), 1U);
  EXPECT_EQ(plan.measures[0].id(), "duty");
  EXPECT_EQ(plan.measures[0].state, MeasureState::included);
  // Whose it was is not known, so it is still to be decided.
  EXPECT_EQ(plan.measures[0].status, MeasureStatus::proposed);
}

TEST(EachProfessional, IsWaitedForInAll) {
  const Catalogue catalogue =
      load_good(each("duty") + each("own", "after: [duty]") + measure("m", "now", "after: [duty]"));
  const FixedSituation situation(example_names());
  const SafetyPlan plan =
      draft_plan(catalogue, {.situation = &situation, .professionals = {"w1", "w2"}});
  EXPECT_EQ(ids(plan, plan.find("m")->waits_for), "duty/w1 duty/w2");
  EXPECT_EQ(ids(plan, plan.find("own", "", "w2")->waits_for), "duty/w2");
}

TEST(EachProfessional, WhatIsDoneStaysDoneForTheOneWhoDidIt) {
  const std::string plans =
      "  - {id: s1, made: 2026-01-01, by: w1, measures: {duty: {status: done}}}\n"
      "  - {id: s2, made: 2026-02-01, by: [w1, w2], measures: {duty: {status: declined}}}\n";
  const PlanHistory history = PlanHistory::of(case_with(plans));
  EXPECT_EQ(history.find("duty", "", "w1")->status, MeasureStatus::done);
  EXPECT_EQ(history.find("duty", "", "w2")->status, MeasureStatus::declined);
  EXPECT_EQ(history.find("duty", "", "w3"), nullptr);
  EXPECT_EQ(history.find("duty", "")->status, MeasureStatus::done);
}

const Calendar& offices() {
  static const std::shared_ptr<const Calendar> calendar = [] {
    DiagnosticList findings;
    const auto document = read_document_file(
        VAERN_SOURCE_DIR "/instruments/calendars/denmark-offices.yaml", findings);
    return document ? load_calendar(*document, findings) : nullptr;
  }();
  if (calendar == nullptr) throw std::runtime_error("the calendar does not load");
  return *calendar;
}

class Deadline : public ::testing::Test {
 protected:
  const PlannedMeasure& planned(const std::string& urgency, const char* as_of,
                                PlanHistory history = {}) {
    catalogue_ = load_good(measure("m", urgency));
    const FixedSituation situation(example_names());
    PlanInput input{.situation = &situation, .history = std::move(history)};
    if (as_of != nullptr) input.as_of = Instant::parse(as_of);
    input.zone = zone_.get();
    input.calendar = &offices();
    plan_ = draft_plan(*catalogue_, input);
    return plan_.measures[0];
  }

  std::string due(const std::string& urgency, const char* as_of) {
    const PlannedMeasure& found = planned(urgency, as_of);
    if (!found.due) return "none";
    return found.due->at.to_string() + (found.due->day ? " " + found.due->day->to_string() : "");
  }

  std::shared_ptr<const Zone> zone_ = Zone::find("Europe/Copenhagen");
  std::optional<Catalogue> catalogue_;
  SafetyPlan plan_;
};

TEST_F(Deadline, OfHoursIsElapsedTimeAndNeverMoves) {
  // A Saturday; the night of 25 October 2026 the clocks go back.
  EXPECT_EQ(due("PT24H", "2026-10-24T12:00+02:00"), "2026-10-25T10:00:00Z");
  EXPECT_EQ(due("now", "2026-10-24T12:00+02:00"), "2026-10-24T10:00:00Z");
}

TEST_F(Deadline, OfDaysEndsWithTheDayAndMovesToTheEarlierOpenDay) {
  // Wednesday 4 November + 7 days is a Wednesday.
  EXPECT_EQ(due("P7D", "2026-11-04T23:30+01:00"), "2026-11-11T23:00:00Z 2026-11-11");
  // Saturday 14 November: to Friday.
  EXPECT_EQ(due("P7D", "2026-11-07T09:00+01:00"), "2026-11-13T23:00:00Z 2026-11-13");
  EXPECT_EQ(planned("P7D", "2026-11-07T09:00+01:00").due->rolled_from, Date(2026, 11, 14));
  // Thursday 24 December 2026 is closed: to Wednesday.
  EXPECT_EQ(due("P30D", "2026-11-24T09:00+01:00"), "2026-12-23T23:00:00Z 2026-12-23");
}

TEST_F(Deadline, HasWhatIsOpenAndEnds) {
  EXPECT_EQ(due("ongoing", "2026-11-07T09:00+01:00"), "none");
  EXPECT_EQ(due("P7D", nullptr), "none");
  for (const MeasureStatus status :
       {MeasureStatus::done, MeasureStatus::waived, MeasureStatus::declined}) {
    PlanHistory history;
    history.set("m", "", {status, "s1", {"w1"}, "reason"});
    EXPECT_FALSE(planned("P7D", "2026-11-07T09:00+01:00", std::move(history)).due.has_value());
  }
}

TEST_F(Deadline, CountsFromThePlanThatFirstNamedTheMeasure) {
  const CaseFile file = case_with(
      "  - {id: s2, made: 2026-11-09, by: w1, measures: {m: {status: agreed}}}\n"
      "  - {id: s1, made: '2026-11-04T10:00+01:00', by: w1, measures: {m: {status: proposed}}}\n");
  const auto counted = [&](const char* as_of) {
    PlanHistory history =
        PlanHistory::of(file, as_of != nullptr ? Instant::parse(as_of) : std::nullopt, zone_.get());
    return planned("P7D", as_of, std::move(history)).due;
  };
  const auto later = counted("2026-11-20T09:00+01:00");
  EXPECT_EQ(later->day, Date(2026, 11, 11));
  EXPECT_EQ(later->since, PlanDeadline::Since::plan);
  EXPECT_EQ(later->from.to_string(), "2026-11-04T09:00:00Z");
  EXPECT_EQ(counted(nullptr)->day, Date(2026, 11, 11));
  const auto before = counted("2026-11-02T09:00+01:00");
  EXPECT_EQ(before->day, Date(2026, 11, 9));
  EXPECT_EQ(before->since, PlanDeadline::Since::as_of);
}

}  // namespace
}  // namespace vaern::tests
