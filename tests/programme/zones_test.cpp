// SPDX-License-Identifier: Apache-2.0
// Programmes whose catalogue is one of zones: what is asked, what is due, what a case may say.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "vaern/case_file/load.hpp"
#include "vaern/diagnostics/render.hpp"
#include "vaern/programme/assess.hpp"
#include "vaern/programme/library.hpp"

namespace vaern {
namespace {

const Library& shipped_zones() {
  static const Library library = [] {
    DiagnosticList findings;
    return Library::load({VAERN_SOURCE_DIR "/instruments"}, findings);
  }();
  return library;
}

const CaseFile& resident() {
  static const CaseFile file = [] {
    DiagnosticList findings;
    const auto document = read_document_file(
        VAERN_SOURCE_DIR "/examples/situations/resident-in-a-botilbud.yaml", findings);
    return *load_case(*document, findings);
  }();
  return file;
}

AsOf at(const char* text) { return {Instant::parse(text), std::nullopt}; }

std::string reviews(const ZonePlan& plan) {
  std::string text;
  for (const ZoneReview& review : plan.reviews) {
    text += review.kind + " " + review.due + (review.is_overdue ? " overdue" : "") + "; ";
  }
  return text;
}

TEST(ProgrammeOfZones, AsksForAReviewAfterAnIncidentAndAfterForce) {
  const ProgrammePtr programme = shipped_zones().find_programme("residential-adults");
  ASSERT_NE(programme, nullptr);
  ASSERT_NE(programme->zones(), nullptr);
  EXPECT_TRUE(programme->levels().empty());
  const auto before = zone_plan(resident(), *programme, at("2026-11-10T09:00+01:00"));
  ASSERT_TRUE(before) << render(before.error());
  EXPECT_EQ(reviews(*before), "");
  // Seven days after Tuesday 17 November.
  const auto after = zone_plan(resident(), *programme, at("2026-11-21T09:00+01:00"));
  ASSERT_TRUE(after) << render(after.error());
  EXPECT_EQ(reviews(*after), "incident 2026-11-24; force_used 2026-11-24; ");
  const auto late = zone_plan(resident(), *programme, at("2026-11-25T09:00+01:00"));
  ASSERT_TRUE(late) << render(late.error());
  EXPECT_EQ(reviews(*late), "incident 2026-11-24 overdue; force_used 2026-11-24 overdue; ");
}

TEST(ProgrammeOfZones, TellsTheOtherDutiesThatAreOpenByDate) {
  const ProgrammePtr programme = shipped_zones().find_programme("residential-adults");
  const auto plan = zone_plan(resident(), *programme, at("2026-11-21T09:00+01:00"));
  ASSERT_TRUE(plan) << render(plan.error());
  std::string text;
  for (const ZoneDuty& duty : plan->duties) {
    text += duty.obligation + " " + duty.due + (duty.is_overdue ? " overdue; " : "; ");
  }
  EXPECT_EQ(text, "debrief_resident::e2 2026-11-18 overdue; report_force::e2 2026-11-30; ");
  // The review of the plan itself counts from the plan: it is told once it is overdue.
  const auto late = zone_plan(resident(), *programme, at("2027-01-10T09:00+01:00"));
  ASSERT_TRUE(late) << render(late.error());
  ASSERT_EQ(late->duties.size(), 3U);
  EXPECT_EQ(late->duties.back().obligation, "plan_review::s1");
  EXPECT_EQ(late->duties.back().event, "");
}

TEST(ProgrammeOfZones, KnowsNoSignBeforeThePlanThatSaysIt) {
  const ProgrammePtr programme = shipped_zones().find_programme("residential-adults");
  const auto plan = zone_plan(resident(), *programme, at("2026-10-01T09:00+02:00"));
  ASSERT_TRUE(plan) << render(plan.error());
  for (const StatedTrait& sign : plan->signs) EXPECT_EQ(sign.has, Truth::unknown);
  for (const PlannedZoneMeasure& planned : plan->measures) {
    EXPECT_EQ(planned.status, MeasureStatus::proposed);
  }
}

TEST(ProgrammeOfZones, HasNoSafetyPlanBesideTheOneOfZones) {
  const ProgrammePtr programme = shipped_zones().find_programme("residential-adults");
  const auto other = plan(resident(), *programme);
  // Nor is it one that is drafted with another catalogue, as a difference does.
  EXPECT_FALSE(plan(resident(), *programme, programme->catalogue(), AsOf{}));
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().begin()->code->id, "E0995");
  const auto made = report(resident(), *programme, at("2026-11-21T09:00+01:00"));
  ASSERT_TRUE(made) << render(made.error());
  ASSERT_TRUE(made->zones);
  EXPECT_TRUE(made->plan.measures.empty());
  EXPECT_THROW(
      static_cast<void>(zone_plan(resident(), *shipped_zones().find_programme("partner-violence"))),
      std::invalid_argument);
}

std::string case_findings(const std::string& plans) {
  const ProgrammePtr programme = shipped_zones().find_programme("residential-adults");
  DiagnosticList findings;
  const auto document = read_document("case.yaml",
                                      "vaern: 1\ncase: k-1\nprogramme: residential-adults@1\n"
                                      "subject: p1\nparties: [{id: p1, role: subject}, {id: w1, "
                                      "role: assessor}]\nplans:\n" +
                                          plans,
                                      findings);
  check_case(*load_case(*document, findings), *programme, findings);
  std::string text;
  for (const Diagnostic& finding : findings) {
    text += std::string(finding.code->id) + " " + finding.message() + "\n";
  }
  return text;
}

TEST(ProgrammeOfZones, RefusesARevisionWhoseParentIsStale) {
  const std::string first = "  - {id: s1, made: 2026-10-08, by: w1}\n";
  const std::string second =
      "  - {id: s2, parent: s1, made: 2026-10-20, by: w1, signs: {louder: {has: yes}}}\n";
  EXPECT_EQ(case_findings(first + second + "  - {id: s3, parent: s2, made: 2026-11-01, by: w1}\n"),
            "");
  const std::string stale =
      case_findings(first + second + "  - {id: s3, parent: s1, made: 2026-11-01, by: w1}\n");
  EXPECT_THAT(stale, testing::HasSubstr("E0871"));
  EXPECT_THAT(stale, testing::HasSubstr("louder: yes"));
}

TEST(ProgrammeOfZones, WarnsOfWhatAnOlderCatalogueHad) {
  const std::string plan =
      "made: 2026-10-08, by: w1, signs: {shivers: {has: yes}}, measures: {swing: {status: "
      "agreed}}}";
  EXPECT_THAT(case_findings("  - {id: s1, catalogue: residential-adults@0, " + plan + "\n"),
              testing::AllOf(testing::HasSubstr("E0943"), testing::HasSubstr("E0997")));
  EXPECT_THAT(case_findings("  - {id: s1, " + plan + "\n"), testing::HasSubstr("E0992"));
}

TEST(ProgrammeOfZones, HoldsAPlanOfAnotherProgrammeFreeOfSigns) {
  const ProgrammePtr programme = shipped_zones().find_programme("partner-violence");
  CaseFile file = resident();
  file.programme = programme->head().reference();
  DiagnosticList findings;
  check_case(file, *programme, findings);
  const auto is_trait = [](const Diagnostic& d) { return d.code->id == "E0992"; };
  EXPECT_EQ(static_cast<std::size_t>(std::count_if(findings.begin(), findings.end(), is_trait)),
            file.plans[0].signs.size() + file.plans[0].strains.size());
}

}  // namespace
}  // namespace vaern
