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

template <class Word>
OptionSet one_of(Word word) {
  return OptionSet::of(static_cast<unsigned>(word));
}

// A situation in which every fact is no, but those named; with a partner, if they live together.
FixedSituation situation_where(const std::vector<std::string>& facts) {
  const Shipped& here = shipped();
  FixedSituation situation(here.names);
  for (const FactDeclaration& fact : here.names.facts()) situation.set(fact.id, Truth::no);
  situation.set("living_together", Truth::no);
  for (const std::string& fact : facts) {
    situation.set(fact, Truth::yes);
    if (fact == "living_together") situation.set("relation", one_of(Relation::partner));
  }
  return situation;
}

std::string states(const Situation& situation, const std::vector<std::string>& measures) {
  const SafetyPlan plan = draft_plan(shipped().catalogue, {.situation = &situation});
  std::string text;
  for (const std::string& id : measures) {
    const PlannedMeasure* planned = plan.find(id);
    text += text.empty() ? "" : " ";
    text += planned == nullptr ? "no " + id : std::string(to_string(planned->state));
  }
  return text;
}

TEST(ShippedCatalogue, OffersNothingThatTheOneWhoWatchesAtHomeWouldNotice) {
  FixedSituation situation = situation_where({"living_together", "stalking", "works_or_studies"});
  EXPECT_EQ(states(situation, {"routes", "work_calls"}), "not_applicable not_applicable");
  situation.set("separated", Truth::unknown);
  EXPECT_EQ(states(situation, {"routes", "work_calls"}), "not_applicable not_applicable");
  for (const char* fact : {"device_monitored", "belongings_searched"}) {
    FixedSituation watched = situation_where({"living_together", fact});
    EXPECT_EQ(states(watched, {"evidence", "diary_with_us"}), "blocked included") << fact;
    watched.set(fact, Truth::unknown);
    EXPECT_EQ(states(watched, {"evidence"}), "held") << fact;
  }
  EXPECT_EQ(states(situation_where({"separated", "stalking"}), {"routes", "evidence"}),
            "included included");
}

TEST(ShippedCatalogue, WaitsWithANewMailWhereTheOwnDeviceWasDeclined) {
  const FixedSituation situation = situation_where({"living_together", "device_monitored"});
  PlanInput input{.situation = &situation};
  PlanHistory::Entry declined;
  declined.status = MeasureStatus::declined;
  input.history.set("own_device", {}, declined);
  const SafetyPlan plan = draft_plan(shipped().catalogue, input);
  EXPECT_EQ(plan.find("hidden_mail")->unguarded.size(), 1U);
  EXPECT_EQ(alarms_of(plan), "hidden_mail without own_device");
}

TEST(ShippedCatalogue, HelpsOneWhoStaysWhereTheOtherPartyKnowsToGetReadyToo) {
  const std::vector<std::string> ready = {
      "bag",       "packing_list",    "money_keys",
      "transport", "papers_outside",  "pets",
      "exits",     "things_in_place", "money_keys_with_trusted"};
  const auto all = [&](const std::string& state) {
    std::string text = state;
    for (std::size_t i = 1; i < ready.size(); ++i) text += " " + state;
    return text;
  };
  FixedSituation situation = situation_where({"separated", "trusted_person", "pets"});
  EXPECT_EQ(states(situation, ready), all("included"));
  // Not known is not safe.
  situation.set("in_shelter", Truth::unknown);
  situation.set("new_address", Truth::unknown);
  EXPECT_EQ(states(situation, ready), all("included"));
  for (const char* safe : {"in_shelter", "new_address"}) {
    EXPECT_EQ(states(situation_where({"separated", "trusted_person", "pets", safe}), ready),
              all("not_applicable"))
        << safe;
  }
}

TEST(ShippedCatalogue, AssessesAroundTheSeparationUntilItIsSaidToBeLongAgo) {
  FixedSituation situation = situation_where({"separated"});
  EXPECT_EQ(states(situation, {"reassess_leaving", "first_days"}), "not_applicable not_applicable");
  for (const Truth lately : {Truth::unknown, Truth::yes}) {
    situation.set("left_lately", lately);
    const SafetyPlan plan = draft_plan(shipped().catalogue, {.situation = &situation});
    EXPECT_EQ(plan.find("reassess_leaving")->list, PlanList::now);
    EXPECT_EQ(plan.find("first_days")->list, PlanList::now);
  }
  EXPECT_EQ(states(situation_where({"considers_leaving"}), {"reassess_leaving"}), "included");
}

TEST(ShippedCatalogue, SendsNobodyOutWhoCannotGetOutAlone) {
  const std::vector<std::string> alone = {"safer_room", "way_out_alone", "go_early",
                                          "three_things"};
  FixedSituation situation = situation_where({"living_together", "needs_care", "needs_help_out"});
  EXPECT_EQ(states(situation, alone),
            "not_applicable not_applicable not_applicable not_applicable");
  EXPECT_EQ(states(situation, {"help_to_get_out"}), "included");
  // To need help in everyday life is not to be unable to go; and what is not known closes nothing.
  for (const Truth truth : {Truth::no, Truth::unknown}) {
    situation.set("needs_help_out", truth);
    EXPECT_EQ(states(situation, alone), "included included included included");
  }
  const SafetyPlan plan = draft_plan(shipped().catalogue, {.situation = &situation});
  EXPECT_EQ(plan.find("help_to_get_out")->list, PlanList::ask_first);
}

TEST(ShippedCatalogue, ReachesTheAlarmWithoutSpeechAtOnce) {
  const FixedSituation situation = situation_where({"hard_to_call"});
  const SafetyPlan plan = draft_plan(shipped().catalogue, {.situation = &situation});
  EXPECT_EQ(plan.find("call_112_without_speech")->urgency, Urgency::now);
}

TEST(ShippedCatalogue, AsksNoManWhetherHeIsPregnantAndStillTakesAnAnswer) {
  const std::vector<std::string> ids = {"unborn_notification", "pregnancy_checks"};
  FixedSituation situation = situation_where({});
  situation.set("pregnant", Truth::unknown);
  situation.set("sex", one_of(Sex::man));
  EXPECT_EQ(states(situation, ids), "not_applicable not_applicable");
  situation.set("pregnant", Truth::yes);
  EXPECT_EQ(states(situation, ids), "included included");
  situation.set("pregnant", Truth::unknown);
  situation.set("sex", one_of(Sex::other));
  EXPECT_EQ(states(situation, ids), "included included");
}

TEST(ShippedCatalogue, AsksNobodyWhoLivesWithTheOtherPartyWhetherTheyHaveLeft) {
  FixedSituation situation = situation_where({"living_together", "considers_leaving"});
  situation.set("separated", Truth::unknown);
  const SafetyPlan plan = draft_plan(shipped().catalogue, {.situation = &situation});
  for (const PlanQuestion& question : plan.questions) EXPECT_NE(question.name, "separated");
  EXPECT_EQ(plan.find("quiet_until_ready")->list, PlanList::now);
  EXPECT_EQ(states(situation, {"first_days", "door"}), "not_applicable not_applicable");
  situation.set("separated", Truth::yes);
  EXPECT_EQ(states(situation, {"quiet_until_ready", "first_days", "door"}),
            "not_applicable not_applicable included");
}

TEST(ShippedCatalogue, AsksWhetherTheyHaveLeftWhereAnotherThanThePartnerLivesThere) {
  FixedSituation situation =
      situation_where({"living_together", "in_school_or_care", "left_lately"});
  situation.set("separated", Truth::unknown);
  // Two other parties, of whom one lives there; then a former partner who does.
  const auto bit = [](Relation relation) { return one_of(relation).possible; };
  for (const OptionSet relation :
       {OptionSet{bit(Relation::former_partner) | bit(Relation::sibling), false},
        OptionSet{bit(Relation::partner) | bit(Relation::sibling), false},
        one_of(Relation::former_partner)}) {
    situation.set("relation", relation);
    const SafetyPlan plan = draft_plan(shipped().catalogue, {.situation = &situation});
    for (const char* id : {"door", "first_days", "custody_advice"}) {
      EXPECT_EQ(plan.find(id)->list, PlanList::ask_first) << id;
    }
  }
}

TEST(ShippedCatalogue, AdvisesAndLooksForWhatShowsThePlaceBeforeThePersonLeaves) {
  const std::vector<std::string> ids = {"shared_location", "phone_on_the_day"};
  EXPECT_EQ(states(situation_where({"considers_leaving"}), ids), "included included");
  EXPECT_EQ(states(situation_where({}), ids), "not_applicable not_applicable");
  EXPECT_EQ(states(situation_where({"considers_leaving", "in_school_or_care"}), {"custody_advice"}),
            "included");
  EXPECT_EQ(states(situation_where({"in_school_or_care"}), {"custody_advice"}), "not_applicable");
  EXPECT_EQ(states(situation_where({"considers_leaving"}), {"custody_advice"}), "not_applicable");

  FixedSituation situation = situation_where({"permit_through_partner", "separated"});
  const auto urgency = [&] {
    return draft_plan(shipped().catalogue, {.situation = &situation})
        .find("residence_advice")
        ->urgency;
  };
  EXPECT_EQ(urgency(), Urgency::within_24_hours);
  situation.set("separated", Truth::no);
  EXPECT_EQ(urgency(), Urgency::within_7_days);
}

}  // namespace
}  // namespace vaern::tests
