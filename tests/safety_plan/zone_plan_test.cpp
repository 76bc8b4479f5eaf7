// SPDX-License-Identifier: Apache-2.0
// Which state a measure of a zone is in, and why; what the person's version holds.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

#include "safety_plan/zone_support.hpp"
#include "vaern/case_file/words.hpp"

namespace vaern::tests {
namespace {

/// The example with a block on the walk (fact a) and what is only after fact b.
std::string with_conditions() {
  std::string text = changed(example_zones(), "    part: i_can\n    answers: [paces]",
                             "    part: i_can\n    answers: [paces]\n    blocked_when: a\n"
                             "    question: {en: Is it safe outside?, da: Er det trygt ude?}");
  return changed(text, "    answers: [rests]\n", "    answers: [rests]\n    when: b\n");
}

struct Planned {
  ZoneCatalogue catalogue;
  FixedSituation situation{example_names()};
  ZonePlanInput input;

  explicit Planned(const std::string& text) : catalogue(good_zones(text)) {
    input.situation = &situation;
  }
  void sign(const char* id, Truth has) { input.traits.set_sign(id, {has, {}, "s1"}); }
  void status(const char* id, MeasureStatus status) {
    input.history.set(id, {}, {status, "s1", {}, {}});
  }
  ZonePlan draft() const { return draft_zone_plan(catalogue, input); }
};

std::string words(const ZonePlan& plan, const char* measure) {
  const PlannedZoneMeasure* found = plan.find(measure);
  return std::string(to_string(found->state)) + ", " + std::string(to_string(found->reason.kind));
}

TEST(ZonePlan, GivesEveryMeasureOneStateAndItsReason) {
  Planned made(with_conditions());
  made.situation.set("a", Truth::no);
  made.situation.set("b", Truth::yes);
  made.sign("paces", Truth::yes);
  made.sign("throws", Truth::no);
  made.sign("rests", Truth::unknown);
  const ZonePlan plan = made.draft();
  EXPECT_EQ(words(plan, "walk"), "included, has_sign");
  EXPECT_EQ(words(plan, "step_back"), "not_applicable, no_sign");
  EXPECT_EQ(words(plan, "drink"), "included, sign_unknown");
  EXPECT_EQ(words(plan, "no_voices"), "included, always");
  const auto counts = plan.counts();
  EXPECT_EQ(std::accumulate(counts.begin(), counts.end(), std::size_t{0}),
            made.catalogue.measures().size());
}

TEST(ZonePlan, LetsABlockBeatASignAndHoldsWhatMayBeBlocked) {
  Planned made(with_conditions());
  made.sign("paces", Truth::yes);
  made.situation.set("a", Truth::yes);
  EXPECT_EQ(words(made.draft(), "walk"), "blocked, block_true");
  made.situation.set("a", Truth::unknown);
  const ZonePlan held = made.draft();
  EXPECT_EQ(words(held, "walk"), "held, block_unknown");
  ASSERT_FALSE(held.questions.empty());
  EXPECT_EQ(held.questions.front().name, "a");
  EXPECT_EQ(held.questions.front().text.best(Language::en), "Is it safe outside?");
  EXPECT_FALSE(is_in_person_version(held, *held.find("walk")));
}

TEST(ZonePlan, AsksForEverySignAndStrainThatNobodyHasSaid) {
  Planned made(example_zones());
  made.sign("paces", Truth::yes);
  std::string asked;
  for (const ZoneQuestion& question : made.draft().questions) asked += question.name + " ";
  EXPECT_EQ(asked, "talks throws rests noise ");
}

TEST(ZonePlan, ShowsThePersonWhatWasAgreedAndAllOfDangerThatWasNotDeclined) {
  const std::string text =
      changed(example_zones(), "  no_voices:\n",
              "  leave:\n    zone: red\n    part: i_can\n    answers: [throws]\n    action: "
              "distance\n    person: {en: I can leave., da: Jeg kan gå.}\n    staff: {en: Let the "
              "way be free., da: Lad vejen være fri.}\n  no_voices:\n");
  Planned made(text);
  for (const char* sign : {"paces", "throws", "rests"}) made.sign(sign, Truth::yes);
  const auto shows = [&](const char* id) {
    const ZonePlan plan = made.draft();
    return is_in_person_version(plan, *plan.find(id));
  };
  EXPECT_FALSE(shows("walk"));  // proposed
  EXPECT_TRUE(shows("room"));   // what staff do is theirs to promise
  EXPECT_TRUE(shows("leave"));
  EXPECT_TRUE(shows("no_crowd"));
  made.status("walk", MeasureStatus::agreed);
  made.status("room", MeasureStatus::declined);
  made.status("leave", MeasureStatus::declined);
  EXPECT_TRUE(shows("walk"));
  EXPECT_FALSE(shows("room"));
  EXPECT_FALSE(shows("leave"));
  // What staff do in danger is not the person's to decline.
  for (const MeasureStatus status : {MeasureStatus::declined, MeasureStatus::waived}) {
    made.status("step_back", status);
    EXPECT_TRUE(shows("step_back"));
    EXPECT_FALSE(is_given_up(made.draft(), *made.draft().find("step_back")));
  }
}

TEST(ZonePlan, ShowsThePersonAllThatWasAgreedWhateverIsKnown) {
  const Truth truths[] = {Truth::no, Truth::unknown, Truth::yes};
  Planned made(with_conditions());
  const std::vector<ZoneSign>& signs = made.catalogue.signs();
  ASSERT_EQ(signs.size(), 4U);
  for (std::size_t round = 0; round < 3 * 3 * 3 * 3 * 3 * 3; ++round) {
    std::size_t rest = round;
    const auto next = [&] {
      const Truth truth = truths[rest % 3];
      rest /= 3;
      return truth;
    };
    const Truth blocked = next();
    made.situation.set("a", blocked);
    made.situation.set("b", next());
    for (const ZoneSign& sign : signs) made.sign(sign.id.c_str(), next());
    const MeasureStatus said[] = {MeasureStatus::agreed, MeasureStatus::already_does,
                                  MeasureStatus::done};
    for (const ZoneMeasure& measure : made.catalogue.measures()) {
      made.status(measure.id.c_str(), said[round % 3]);
    }
    const ZonePlan plan = made.draft();
    for (const PlannedZoneMeasure& planned : plan.measures) {
      const MeasureState expected = planned.measure->id != "walk" || blocked == Truth::no
                                        ? MeasureState::included
                                    : blocked == Truth::yes ? MeasureState::blocked
                                                            : MeasureState::held;
      EXPECT_EQ(planned.state, expected) << planned.measure->id << " in round " << round;
      EXPECT_EQ(is_in_person_version(plan, planned), expected == MeasureState::included)
          << planned.measure->id << " in round " << round;
    }
  }
}

TEST(ZonePlan, SaysWhenSomethingIsThereOnlyBecauseItWasAgreed) {
  Planned made(with_conditions());
  made.situation.set("a", Truth::no);
  made.situation.set("b", Truth::no);
  made.sign("paces", Truth::no);
  EXPECT_EQ(words(made.draft(), "walk"), "not_applicable, no_sign");
  EXPECT_EQ(words(made.draft(), "drink"), "not_applicable, when_false");
  made.status("walk", MeasureStatus::agreed);
  made.status("drink", MeasureStatus::agreed);
  const ZonePlan plan = made.draft();
  EXPECT_EQ(words(plan, "walk"), "included, agreed");
  EXPECT_EQ(plan.find("walk")->reason.signs.size(), 1U);
  EXPECT_EQ(words(plan, "drink"), "included, agreed");
  EXPECT_EQ(plan.find("drink")->reason.readings.size(), 1U);
}

TEST(ZonePlan, OrdersByZoneAndPartWithHealthFirst) {
  const std::string text = changed(
      example_zones(), "  no_crowd:\n",
      "  body:\n    zone: tense\n    part: staff_do\n    health_first: yes\n    answers: "
      "[paces]\n    person: {en: Staff ask., da: Personalet spørger.}\n    staff: {en: Think "
      "of pain., da: Tænk på smerter.}\n  no_crowd:\n");
  const Planned made(text);
  std::string order;
  for (const PlannedZoneMeasure& planned : made.draft().measures) {
    order += planned.measure->id + " ";
  }
  EXPECT_EQ(order, "no_surprise walk body room no_crowd step_back help no_voices drink no_talk ");
}

TEST(ZonePlan, KeepsThePersonsOwnWordsOutOfTheJson) {
  Planned made(example_zones());
  made.input.traits.set_sign("paces", {Truth::yes, "my legs run", "s1"});
  const std::string json = zone_plan_json(made.draft());
  EXPECT_EQ(json.find("my legs run"), std::string::npos);
  EXPECT_NE(json.find("\"own_words\":\"yes\""), std::string::npos);
}

/// The shipped catalogue for children, for a child of this age.
ZonePlan::AgeFit fit_of(const Interval* age, std::size_t* place) {
  DiagnosticList findings;
  const auto document =
      read_document_file(VAERN_SOURCE_DIR "/instruments/placed-children/zones.yaml", findings);
  auto zones = load_zone_catalogue(*document, findings);
  const CaseNames names({{"force_was_used", FactAbout::subject, {}}}, {});
  if (!zones || !bind_zone_catalogue(*zones, names, findings)) {
    throw std::runtime_error(render(findings));
  }
  FixedSituation situation(names);
  if (age != nullptr) situation.set(std::string(builtin::age), *age);
  ZonePlanInput input;
  input.situation = &situation;
  const ZonePlan plan = draft_zone_plan(*zones, input);
  *place = plan.age;
  return plan.age_fit;
}

TEST(ZonePlan, ChoosesTheWordsForTheYoungestThatTheChildMayBe) {
  struct {
    int from, to;
    std::size_t place;
    ZonePlan::AgeFit fit;
  } const cases[] = {
      {6, 6, 0, ZonePlan::AgeFit::fits},
      {9, 9, 0, ZonePlan::AgeFit::fits},
      {10, 10, 1, ZonePlan::AgeFit::fits},
      {17, 17, 2, ZonePlan::AgeFit::fits},
      {9, 10, 0, ZonePlan::AgeFit::younger_of_several},
      {5, 5, 0, ZonePlan::AgeFit::outside},
      {18, 18, 2, ZonePlan::AgeFit::outside},
  };
  for (const auto& expected : cases) {
    const Interval age{Rational(expected.from), Rational(expected.to)};
    std::size_t place = 9;
    EXPECT_EQ(fit_of(&age, &place), expected.fit) << expected.from;
    EXPECT_EQ(place, expected.place) << expected.from;
  }
  std::size_t place = 9;
  EXPECT_EQ(fit_of(nullptr, &place), ZonePlan::AgeFit::unknown);
  EXPECT_EQ(place, 0U);
}

TEST(ZonePlan, AnAnswerNeverHoldsWhatWasFree) {
  for (const Truth answer : {Truth::no, Truth::yes}) {
    Planned made(with_conditions());
    made.sign("paces", Truth::yes);
    const ZonePlan before = made.draft();
    made.situation.set("a", answer);
    const ZonePlan after = made.draft();
    for (const PlannedZoneMeasure& planned : before.measures) {
      const PlannedZoneMeasure* now = after.find(planned.measure->id);
      EXPECT_NE(now->state, MeasureState::held) << planned.measure->id;
      if (planned.measure->id == "walk") continue;
      EXPECT_EQ(now->state, planned.state) << planned.measure->id;
    }
  }
}

TEST(ZonePlan, NeedsABoundCatalogueAndASituation) {
  DiagnosticList findings;
  const auto unbound = load_zones(example_zones(), findings);
  ASSERT_TRUE(unbound);
  FixedSituation situation(example_names());
  ZonePlanInput input;
  EXPECT_THROW(draft_zone_plan(good_zones(example_zones()), input), std::invalid_argument);
  input.situation = &situation;
  EXPECT_THROW(draft_zone_plan(*unbound, input), std::invalid_argument);
}

}  // namespace
}  // namespace vaern::tests
