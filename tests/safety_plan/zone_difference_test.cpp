// SPDX-License-Identifier: Apache-2.0
// What is different between two plans of zones, and what decided.
#include "vaern/safety_plan/zone_difference.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>

#include "safety_plan/zone_support.hpp"
#include "vaern/case_file/load.hpp"

namespace vaern::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using enum ZoneChange;

CaseFile zone_case(const std::string& text = {}) {
  DiagnosticList findings;
  const auto document = read_document("case.yaml", R"(vaern: 1
case: k-1
programme: x@1
subject: p1
parties: [{id: p1, role: subject}, {id: w1, role: assessor}]
)" + text,
                                      findings);
  auto file = document ? load_case(*document, findings) : std::nullopt;
  if (!file) throw std::runtime_error(render(findings));
  return *std::move(file);
}

/// The example with a block on the walk (fact a) and what is only after fact b.
std::string blocked_walk() {
  std::string text = changed(example_zones(), "    part: i_can\n    answers: [paces]",
                             "    part: i_can\n    answers: [paces]\n    blocked_when: a\n"
                             "    question: {en: Is it safe outside?, da: Er det trygt ude?}");
  return changed(text, "    answers: [rests]\n", "    answers: [rests]\n    when: b\n");
}

/// One side: a catalogue, answers, and what the plans say.
struct ZoneSideMaker {
  ZoneCatalogue catalogue;
  FixedSituation situation{example_names()};
  ZonePlanInput input;
  ZonePlan plan;

  explicit ZoneSideMaker(const std::string& text) : catalogue(good_zones(text)) {
    input.situation = &situation;
  }
  void sign(const char* id, Truth has, const char* words = "") {
    input.traits.set_sign(id, {has, words, "s1"});
  }
  void status(const char* id, MeasureStatus status, const char* reason = "") {
    input.history.set(id, {}, {status, "s1", {"w1"}, reason});
  }
  const ZonePlan& draft() { return plan = draft_zone_plan(catalogue, input); }
};

ZonePlanDifference between(const CaseFile& file, ZoneSideMaker& before, ZoneSideMaker& after) {
  before.draft();
  after.draft();
  return zone_plan_difference({.file = &file, .plan = &before.plan},
                              {.file = &file, .plan = &after.plan});
}

const ZoneMeasureDifference& measure_of(const ZonePlanDifference& made, const std::string& id) {
  for (const ZoneMeasureDifference& one : made.measures) {
    if (one.id == id) return one;
  }
  throw std::out_of_range(id);
}

TEST(ZonePlanDifference, SaysWhichFactBlocksAndWhichFactReleases) {
  const CaseFile file = zone_case();
  ZoneSideMaker free(blocked_walk());
  free.sign("paces", Truth::yes);
  free.situation.set("a", Truth::no);
  ZoneSideMaker held(blocked_walk());
  held.sign("paces", Truth::yes);
  held.situation.set("a", Truth::unknown);
  const ZonePlanDifference stopped = between(file, free, held);
  EXPECT_THAT(measure_of(stopped, "walk").changes, ElementsAre(state));
  ASSERT_EQ(measure_of(stopped, "walk").readings.size(), 1U);
  EXPECT_EQ(measure_of(stopped, "walk").readings[0].name, "a");
  EXPECT_EQ(measure_of(stopped, "walk").readings[0].after, "unknown");
  ASSERT_EQ(stopped.asked.size(), 1U);
  EXPECT_FALSE(stopped.asked[0].before);
  // The block decides nothing any more, and still it is what released.
  const ZonePlanDifference released = between(file, held, free);
  ASSERT_EQ(measure_of(released, "walk").readings.size(), 1U);
  EXPECT_EQ(measure_of(released, "walk").readings[0].before, "unknown");
  EXPECT_EQ(measure_of(released, "walk").readings[0].after, "no");
  EXPECT_FALSE(released.asked[0].after);
}

TEST(ZonePlanDifference, SaysWhichSignBroughtALineAndWhichTookIt) {
  const CaseFile file = zone_case();
  ZoneSideMaker without(example_zones());
  without.sign("paces", Truth::no);
  ZoneSideMaker with(example_zones());
  with.sign("paces", Truth::yes);
  const ZonePlanDifference made = between(file, without, with);
  ASSERT_EQ(made.signs.size(), 1U);
  EXPECT_THAT(made.signs[0].changes, ElementsAre(has));
  // What staff do enters the person's version with its sign; what the person can do when agreed.
  EXPECT_THAT(measure_of(made, "room").changes, ElementsAre(state, version));
  EXPECT_THAT(measure_of(made, "walk").changes, ElementsAre(state));
  ASSERT_EQ(measure_of(made, "walk").signs.size(), 1U);
  EXPECT_EQ(measure_of(made, "walk").signs[0].before, "no");
  EXPECT_EQ(measure_of(made, "walk").signs[0].after, "yes");
}

TEST(ZonePlanDifference, SaysWhatAnAgreementKeepsThoughNoSignAsksForIt) {
  const CaseFile file = zone_case();
  ZoneSideMaker proposed(example_zones());
  proposed.sign("paces", Truth::no);
  ZoneSideMaker agreed(example_zones());
  agreed.sign("paces", Truth::no);
  agreed.status("walk", MeasureStatus::agreed);
  const ZonePlanDifference made = between(file, proposed, agreed);
  EXPECT_THAT(measure_of(made, "walk").changes, ElementsAre(state, version, status));
  EXPECT_TRUE(measure_of(made, "walk").by_agreement);
  EXPECT_THAT(measure_of(made, "walk").signs, IsEmpty());
  ZoneSideMaker again(example_zones());
  again.sign("paces", Truth::no);
  again.status("walk", MeasureStatus::agreed, "He asked for it.");
  EXPECT_THAT(measure_of(between(file, agreed, again), "walk").changes, ElementsAre(status));
}

TEST(ZonePlanDifference, SaysWhatAnotherCatalogueChanges) {
  const CaseFile file = zone_case();
  ZoneSideMaker before(example_zones());
  std::string text = changed(example_zones(), "Avoid gathering.", "Avoid a crowd.");
  text = changed(text, "  noise:\n", "  hurry:\n");
  text = changed(text, "    seen: movement\n", "    seen: body\n");
  text = changed(text, "    answers: [rests]\n", "    answers: [rests]\n    when: b\n");
  ZoneSideMaker after(text);
  after.situation.set("b", Truth::no);
  const ZonePlanDifference made = between(file, before, after);
  EXPECT_THAT(measure_of(made, "no_crowd").changes, ElementsAre(ZoneChange::text));
  EXPECT_THAT(measure_of(made, "drink").changes, ElementsAre(state));
  EXPECT_TRUE(measure_of(made, "drink").by_catalogue);
  ASSERT_EQ(made.strains.size(), 2U);
  EXPECT_THAT(made.strains[0].changes, ElementsAre(added));
  EXPECT_THAT(made.strains[1].changes, ElementsAre(removed));
  EXPECT_EQ(made.strains[1].after, nullptr);
  ASSERT_EQ(made.signs.size(), 1U);
  EXPECT_THAT(made.signs[0].changes, ElementsAre(place));
}

TEST(ZonePlanDifference, SaysOfOwnWordsThatTheyAreOthersAndNeverWhatTheyAre) {
  const CaseFile file = zone_case(
      "plans:\n"
      "  - {id: s1, made: 2026-01-01, by: w1, measures: {walk: {status: agreed}}}\n"
      "  - {id: s2, made: 2026-02-01, by: w1, measures: {walk: {status: agreed, words: xyzzy}}}\n");
  ZoneSideMaker before(example_zones());
  before.sign("paces", Truth::yes);
  before.draft();
  ZoneSideMaker after(example_zones());
  after.sign("paces", Truth::yes, "xyzzy too");
  after.draft();
  const ZonePlanDifference made = zone_plan_difference(
      {.file = &file, .plan = &before.plan, .as_of = Instant::parse("2026-01-15T00:00Z")},
      {.file = &file, .plan = &after.plan, .as_of = Instant::parse("2026-02-15T00:00Z")});
  ASSERT_EQ(made.signs.size(), 1U);
  EXPECT_THAT(made.signs[0].changes, ElementsAre(words));
  EXPECT_THAT(measure_of(made, "walk").changes, ElementsAre(words));
  ASSERT_EQ(made.since.size(), 1U);
  EXPECT_EQ(made.since[0].id, "s2");
}

TEST(ZonePlanDifference, TellsDatesThatAreNewGoneOrOverdue) {
  const CaseFile file = zone_case();
  ZoneSideMaker before(example_zones());
  ZoneSideMaker after(example_zones());
  before.draft();
  after.draft();
  before.plan.reviews = {{"e1", "hurt", "after_harm::e1", "2026-11-24", false, true},
                         {"e0", "hurt", "after_harm::e0", "2026-11-01", true, true}};
  after.plan.reviews = {{"e1", "hurt", "after_harm::e1", "2026-11-24", true, true}};
  after.plan.duties = {{"review::s1", {}, "", "2026-12-01", false, true}};
  const ZonePlanDifference made = zone_plan_difference({.file = &file, .plan = &before.plan},
                                                       {.file = &file, .plan = &after.plan});
  ASSERT_EQ(made.dates.size(), 3U);
  EXPECT_FALSE(made.dates[0].before->is_overdue);
  EXPECT_TRUE(made.dates[0].after->is_overdue);
  EXPECT_FALSE(made.dates[1].before);
  EXPECT_EQ(made.dates[2].obligation, "after_harm::e0");
  EXPECT_FALSE(made.dates[2].after);
  EXPECT_FALSE(made.empty());
}

/// Answers, signs and statuses at random.
void fill(ZoneSideMaker& side, std::uint64_t& state) {
  const auto below = [&](std::uint64_t n) {
    state ^= state << 13U;
    state ^= state >> 7U;
    state ^= state << 17U;
    return (state >> 11U) % n;
  };
  const auto truth = [&] { return std::array{Truth::yes, Truth::no, Truth::unknown}[below(3)]; };
  side.situation.set("a", truth());
  side.situation.set("b", truth());
  for (const char* id : {"talks", "paces", "throws", "rests"}) side.sign(id, truth());
  for (const ZoneMeasure& measure : side.catalogue.measures()) {
    if (measure.part == ZonePart::staff_avoid || below(2) == 0) continue;
    side.status(measure.id.c_str(), static_cast<MeasureStatus>(below(6)));
  }
}

TEST(ZonePlanDifference, HasAReasonForEveryStateThatIsAnother) {
  std::uint64_t state = 88172645463325252U;
  const CaseFile file = zone_case();
  std::size_t differ = 0;
  ZoneSideMaker before(blocked_walk());
  ZoneSideMaker after(blocked_walk());
  for (int round = 0; round < 400; ++round) {
    for (ZoneSideMaker* side : {&before, &after}) side->input = {.situation = &side->situation};
    fill(before, state);
    fill(after, state);
    const ZonePlanDifference made = between(file, before, after);
    for (const PlannedZoneMeasure& now : after.plan.measures) {
      const PlannedZoneMeasure& was = *before.plan.find(now.measure->id);
      const bool is_same = was.state == now.state && was.reason.kind == now.reason.kind;
      const auto found =
          std::find_if(made.measures.begin(), made.measures.end(),
                       [&](const ZoneMeasureDifference& one) { return one.id == now.measure->id; });
      if (is_same) continue;
      ++differ;
      ASSERT_NE(found, made.measures.end()) << now.measure->id;
      EXPECT_TRUE(found->has_reason()) << now.measure->id;
    }
    EXPECT_TRUE(between(file, before, before).empty());
    EXPECT_TRUE(between(file, after, after).empty());
  }
  EXPECT_GT(differ, 500U);
}

}  // namespace
}  // namespace vaern::tests
