// SPDX-License-Identifier: Apache-2.0
// The catalogue that ships, with the facts that its programme declares.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "safety_plan/support.hpp"

namespace vaern::tests {
namespace {

struct Shipped {
  CaseNames names;
  Catalogue catalogue;
};

FactAbout about_of(const std::string& word) {
  if (word == "subject") return FactAbout::subject;
  if (word == "other_party") return FactAbout::other_party;
  return word == "child" ? FactAbout::child : FactAbout::any_case;
}

const Shipped& shipped() {
  static const Shipped loaded = [] {
    DiagnosticList findings;
    const std::string folder = VAERN_SOURCE_DIR "/instruments/partner-violence/";
    const auto programme = read_document_file(folder + "programme.yaml", findings);
    const auto document = read_document_file(folder + "safety-plan.yaml", findings);
    if (!programme || !document) throw std::runtime_error(render(findings));
    std::vector<FactDeclaration> facts;
    for (const Entry& entry : programme->root.find("facts")->entries()) {
      facts.push_back({entry.key, about_of(entry.value.find("about")->text()), entry.key_span});
    }
    std::vector<std::string> levels;
    for (const Node& level : programme->root.find("levels")->items()) {
      levels.push_back(level.text());
    }
    CaseNames names(std::move(facts), std::move(levels));
    auto catalogue = load_catalogue(*document, findings);
    if (!catalogue || !bind_catalogue(*catalogue, names, findings) || !findings.empty()) {
      throw std::runtime_error(render(findings));
    }
    return Shipped{std::move(names), *std::move(catalogue)};
  }();
  return loaded;
}

TEST(ShippedCatalogue, HasAtLeastNinetyReviewedMeasuresInBothLanguages) {
  const Catalogue& catalogue = shipped().catalogue;
  EXPECT_GE(catalogue.measures().size(), 90U);
  for (const Measure& measure : catalogue.measures()) {
    EXPECT_TRUE(measure.reveals_reviewed) << measure.id;
    EXPECT_FALSE(measure.reveals_because.empty()) << measure.id;
    EXPECT_TRUE(measure.text.has("en") && measure.text.has("da")) << measure.id;
    if (measure.blocked_when != nullptr) {
      EXPECT_TRUE(measure.question.has("en") && measure.question.has("da")) << measure.id;
    }
  }
}

TEST(ShippedCatalogue, AlwaysAsksTheShelterQuestionAndSays112) {
  const Shipped& here = shipped();
  const auto check = [&](const Situation& situation) {
    const SafetyPlan plan = draft_plan(here.catalogue, {.situation = &situation});
    for (const char* id : {"shelter_question", "call_112"}) {
      const PlannedMeasure* planned = plan.find(id);
      ASSERT_NE(planned, nullptr);
      EXPECT_EQ(planned->state, MeasureState::included);
      EXPECT_EQ(planned->list, PlanList::now);
    }
  };
  for (const Truth truth : {Truth::no, Truth::unknown, Truth::yes}) {
    for (std::uint64_t levels = 1; levels < 16; ++levels) {
      FixedSituation situation(here.names);
      for (const FactDeclaration& fact : here.names.facts()) situation.set(fact.id, truth);
      situation.set("level", OptionSet{levels, false});
      check(situation);
    }
  }
}

TEST(ShippedCatalogue, NothingAboutLeavingOrWhereToIsDiscreet) {
  for (const char* id : {"shelter_question", "shelter_place", "shelter_transport"}) {
    const Measure* measure = shipped().catalogue.find(id);
    ASSERT_NE(measure, nullptr) << id;
    EXPECT_THAT(measure->reveals, ::testing::Contains(Reveal::leaving)) << id;
    EXPECT_THAT(measure->reveals, ::testing::Contains(Reveal::whereabouts)) << id;
  }
}

TEST(ShippedCatalogue, TakesUpAWeaponThatWasUsedThoughNoneIsOwned) {
  const Shipped& here = shipped();
  FixedSituation situation(here.names);
  situation.set("weapon_access", Truth::no);
  situation.set("weapon_used", Truth::yes);
  const SafetyPlan used = draft_plan(here.catalogue, {.situation = &situation});
  EXPECT_EQ(used.find("weapons_police")->list, PlanList::now);
  situation.set("weapon_used", Truth::unknown);
  const SafetyPlan open = draft_plan(here.catalogue, {.situation = &situation});
  EXPECT_EQ(open.find("weapons_police")->list, PlanList::ask_first);
}

TEST(ShippedCatalogue, LetsNoChannelHoldUpADoctorOrTheAgencies) {
  const Shipped& here = shipped();
  FixedSituation situation(here.names);
  situation.set("strangled", Truth::yes);
  situation.set("level", OptionSet::of(3));
  const SafetyPlan plan = draft_plan(here.catalogue, {.situation = &situation});
  for (const char* id : {"injuries", "multi_agency", "suicidal_thoughts", "shelter_question"}) {
    const PlannedMeasure* planned = plan.find(id);
    ASSERT_NE(planned, nullptr) << id;
    EXPECT_EQ(planned->list, PlanList::now) << id;
    EXPECT_TRUE(planned->waits_for.empty()) << id;
  }
}

TEST(ShippedCatalogue, PlansTheDayOfServiceBeforeAnOrderIsAskedFor) {
  const Shipped& here = shipped();
  FixedSituation situation(here.names);
  for (const FactDeclaration& fact : here.names.facts()) situation.set(fact.id, Truth::no);
  situation.set("considers_report", Truth::yes);
  const SafetyPlan plan = draft_plan(here.catalogue, {.situation = &situation});
  const PlannedMeasure* order = plan.find("police_order");
  ASSERT_NE(order, nullptr);
  EXPECT_EQ(order->state, MeasureState::included);
  std::vector<std::string> before;
  for (const std::size_t place : order->waits_for) before.push_back(plan.measures[place].id());
  EXPECT_THAT(before, ::testing::UnorderedElementsAre("legal_advice", "service_day"));
}

TEST(ShippedCatalogue, AsksForTheAnswersThatDangerRestsOnBeforeThoseOfEverydayLife) {
  const Shipped& here = shipped();
  const FixedSituation situation(here.names);
  const SafetyPlan plan = draft_plan(here.catalogue, {.situation = &situation});
  const auto place_of = [&](const std::string& name) {
    const auto found = std::find_if(plan.questions.begin(), plan.questions.end(),
                                    [&](const PlanQuestion& each) { return each.name == name; });
    return found - plan.questions.begin();
  };
  for (const char* danger : {"threatened", "strangled", "weapon_access", "stalking", "suicidal"}) {
    for (const char* everyday : {"works_or_studies", "shared_economy", "pets", "group_ready"}) {
      EXPECT_LT(place_of(danger), place_of(everyday)) << danger << " and " << everyday;
    }
  }
}

TEST(ShippedCatalogue, GivesLegalAdviceBeforeASchoolIsToldWhoMayCollectAChild) {
  const Shipped& here = shipped();
  FixedSituation situation(here.names);
  for (const FactDeclaration& fact : here.names.facts()) situation.set(fact.id, Truth::no);
  situation.set("in_school_or_care", Truth::yes);
  situation.set("separated", Truth::yes);
  const SafetyPlan plan =
      draft_plan(here.catalogue, {.situation = &situation, .children = {{"c1", &situation}}});
  const PlannedMeasure* pickup = plan.find("school_pickup", "c1");
  ASSERT_NE(pickup, nullptr);
  EXPECT_EQ(pickup->state, MeasureState::included);
  ASSERT_EQ(pickup->waits_for.size(), 1U);
  EXPECT_EQ(plan.measures[pickup->waits_for[0]].id(), "custody_advice");
}

TEST(ShippedCatalogue, AsksNothingThatWaitsForSomethingForever) {
  // With every answer given as no, nothing is held and no urgent measure is behind another.
  const Shipped& here = shipped();
  FixedSituation situation(here.names);
  for (const FactDeclaration& fact : here.names.facts()) situation.set(fact.id, Truth::no);
  situation.set("living_together", Truth::no);
  situation.set("level", OptionSet::of(0));
  const SafetyPlan plan = draft_plan(here.catalogue, {.situation = &situation});
  EXPECT_TRUE(plan.ask_first.empty()) << ids(plan, plan.ask_first);
  EXPECT_TRUE(plan.alarms.empty());
  EXPECT_TRUE(plan.questions.empty());
}

}  // namespace
}  // namespace vaern::tests
