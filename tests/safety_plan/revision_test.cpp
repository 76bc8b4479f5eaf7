// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "safety_plan/support.hpp"
#include "vaern/case_file/load.hpp"
#include "vaern/safety_plan/own_words.hpp"
#include "vaern/safety_plan/revision.hpp"

namespace vaern::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

CaseFile case_with(const std::string& text) {
  DiagnosticList findings;
  const auto document = read_document("case.yaml", R"(vaern: 1
case: k-1
programme: x@1
subject: p1
parties: [{id: p1, role: subject}, {id: o1, role: other_party}, {id: w1, role: assessor}]
)" + text,
                                      findings);
  auto file = document ? load_case(*document, findings) : std::nullopt;
  if (!file) throw std::runtime_error(render(findings));
  return *std::move(file);
}

std::string refusals(const CaseFile& file) {
  DiagnosticList findings;
  check_revisions(file, findings);
  std::string text;
  for (const Diagnostic& finding : findings) text += finding.message() + "\n";
  return text;
}

constexpr const char* first =
    "  - {id: s1, made: 2026-01-01, by: w1, measures: {m: {status: agreed}}}\n";
constexpr const char* second =
    "  - {id: s2, parent: s1, made: 2026-02-01, by: w1, measures: {m: {status: done}, k: {status: "
    "agreed}}}\n";

TEST(Revision, IsRefusedWithTheDifferenceWhereItsParentIsStale) {
  const std::string third = "  - {id: s3, parent: s1, made: 2026-03-01, by: w1}\n";
  for (const std::string& plans :
       {first + (second + third), third + (second + std::string(first))}) {
    const CaseFile file = case_with("plans:\n" + plans);
    EXPECT_THAT(refusals(file),
                HasSubstr("the plan 's3' revises 's1', and 's2' was made in between"));
    EXPECT_THAT(refusals(file), HasSubstr("k: agreed, m: agreed -> done"));
    EXPECT_THAT(refusals(file), Not(HasSubstr("the plan 's2'")));
    EXPECT_EQ(latest_plan(file)->id.text, "s3");
  }
}

TEST(Revision, IsRefusedWithTheSignsOfAPlanOfZonesThatAreOtherwise) {
  const CaseFile file = case_with(
      "plans:\n"
      "  - {id: s1, made: 2026-01-01, by: w1, signs: {paces: {has: no}}}\n"
      "  - {id: s2, parent: s1, made: 2026-02-01, by: w1, signs: {paces: {has: yes}}, strains: "
      "{noise: {has: {missing: unknown}}}}\n"
      "  - {id: s3, parent: s1, made: 2026-03-01, by: w1}\n");
  EXPECT_THAT(refusals(file), HasSubstr("which says: paces: no -> yes, noise: unknown"));
}

TEST(Revision, OfTheLatestPlanIsFineAndSoIsOneAfterAMistakeWasStruck) {
  EXPECT_EQ(refusals(case_with(std::string("plans:\n") + first + second +
                               "  - {id: s3, parent: s2, made: 2026-03-01, by: w1}\n")),
            "");
  EXPECT_EQ(refusals(case_with(std::string("plans:\n") + first + second +
                               "  - {id: s3, parent: s1, made: 2026-03-01, by: w1}\n"
                               "corrections: [{of: s2, status: entered_in_error, recorded: "
                               "2026-02-20, by: w1, reason: another case}]\n")),
            "");
  // A plan that names no parent refuses nobody and is refused by nobody.
  EXPECT_EQ(refusals(case_with(std::string("plans:\n") + first +
                               "  - {id: s3, made: 2026-03-01, by: w1}\n")),
            "");
}

TEST(Revision, TwoOfOneDayThatReviseTheSamePlanAreBothRefused) {
  const CaseFile file = case_with(std::string("plans:\n") + first +
                                  "  - {id: s2, parent: s1, made: 2026-02-01, by: w1}\n"
                                  "  - {id: s3, parent: s1, made: 2026-02-01, by: w1}\n");
  EXPECT_THAT(refusals(file), HasSubstr("the plan 's2'"));
  EXPECT_THAT(refusals(file), HasSubstr("the plan 's3'"));
}

// The slow way: every plan, its parents one by one.
bool descends_slowly(const CaseFile& file, const PlanEntry& plan, const PlanEntry& older) {
  for (const PlanEntry* at = file.find_plan(plan.parent.text); at != nullptr;
       at = file.find_plan(at->parent.text)) {
    if (at == &older) return true;
  }
  return false;
}

std::vector<std::string> slowly_in_between(const CaseFile& file, const PlanEntry& revision) {
  std::vector<std::string> between;
  const PlanEntry* parent = file.find_plan(revision.parent.text);
  if (revision.parent.empty()) return between;
  for (const PlanEntry& plan : file.plans) {
    const bool is_after =
        Moment::surely_before(parent->made, plan.made) || descends_slowly(file, plan, *parent);
    if (&plan == &revision || &plan == parent || !is_after) continue;
    if (file.find_correction(plan.id.text) != nullptr) continue;
    if (Moment::surely_before(revision.made, plan.made)) continue;
    if (!descends_slowly(file, plan, revision)) between.push_back(plan.id.text);
  }
  std::sort(between.begin(), between.end());
  return between;
}

TEST(Revision, OfTreesOfPlansIsWhatWalkingThemSays) {
  std::uint64_t state = 88172645463325252U;
  const auto below = [&](std::uint64_t n) {
    state ^= state << 13U;
    state ^= state >> 7U;
    state ^= state << 17U;
    return (state >> 11U) % n;
  };
  std::size_t stale = 0;
  for (int round = 0; round < 60; ++round) {
    std::string plans = "plans:\n";
    std::string struck;
    for (std::uint64_t i = 1; i <= 12; ++i) {
      // Days, and instants far from them: some are surely before others and some are not.
      const char* times[] = {"", "T23:30-12:00", "T00:30+14:00"};
      const std::string made =
          std::to_string(2010 + i / 5) + "-03-1" + std::to_string(below(3)) + times[below(3)];
      plans += "  - {id: s" + std::to_string(i) + ", made: " + made + ", by: w1";
      // A parent is always of an earlier year.
      if (i > 5 && below(4) != 0) plans += ", parent: s" + std::to_string(1 + below(i / 5 * 5 - 1));
      plans += "}\n";
      if (below(6) == 0) {
        struck += (struck.empty() ? "" : ", ") + ("{of: s" + std::to_string(i)) +
                  ", status: entered_in_error, recorded: 2030-01-01, by: w1, reason: x}";
      }
    }
    const CaseFile file =
        case_with(plans + (struck.empty() ? "" : "corrections: [" + struck + "]\n"));
    for (const PlanEntry& plan : file.plans) {
      std::vector<std::string> between;
      for (const PlanEntry* each : plans_in_between(file, plan)) between.push_back(each->id.text);
      std::sort(between.begin(), between.end());
      EXPECT_EQ(between, slowly_in_between(file, plan)) << plans << plan.id.text;
      stale += between.size();
    }
  }
  EXPECT_GT(stale, 100U);
}

TEST(Revision, OfALongChainIsCheckedInAMoment) {
  std::string plans = "plans:\n";
  for (int i = 0; i < 1500; ++i) {
    const Date day = Date::from_day_number(14'000 + i);
    plans += "  - {id: s" + std::to_string(i) + ", made: " + day.to_string() + ", by: w1" +
             (i == 0 ? "" : ", parent: s" + std::to_string(i - 1)) + "}\n";
  }
  const CaseFile file = case_with(plans);
  EXPECT_EQ(refusals(file), "");
  EXPECT_EQ(latest_plan(file)->id.text, "s1499");
}

TEST(FoundPlan, MakesEveryMeasureOfWhatWasMadeUnsafeAndAsksForAReviewTheSameDay) {
  const std::string event =
      "events: [{id: e1, kind: plan_found, about: o1, occurred: 2026-02-10, known: 2026-02-11, "
      "recorded: 2026-02-12, by: w1}]\n";
  const CaseFile file = case_with(std::string("plans:\n") + first + second + event);
  const auto found = found_plans(file);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0].plans, ElementsAre("s1", "s2"));
  EXPECT_THAT(found[0].measures, ElementsAre("k", "m"));
  EXPECT_EQ(found[0].review.to_string(), "2026-02-11");
  EXPECT_FALSE(found[0].is_answered);
  EXPECT_THAT(found_plans(file, Instant::parse("2026-02-11T12:00Z")), IsEmpty());  // not written
  const CaseFile answered =
      case_with(std::string("plans:\n") + first + second +
                "  - {id: s3, parent: s2, made: 2026-02-12, by: w1, measures: {x: {status: "
                "agreed}}}\n" +
                event);
  EXPECT_TRUE(found_plans(answered)[0].is_answered);
  EXPECT_THAT(found_plans(answered)[0].measures, ElementsAre("k", "m"));
}

TEST(OwnWords, StandUntilOthersReplaceThemAndAreInNoPlan) {
  const CaseFile file = case_with(
      "plans:\n"
      "  - {id: s1, made: 2026-01-01, by: w1, measures: {m: {status: agreed, words: xyzzy one}, "
      "k: {status: agreed, words: xyzzy k}}}\n"
      "  - {id: s2, made: 2026-02-01, by: w1, measures: {m: {status: done, words: xyzzy two}, "
      "k: {status: done}}}\n");
  EXPECT_EQ(OwnWords::of(file).find("m"), "xyzzy two");
  EXPECT_EQ(OwnWords::of(file).find("k"), "xyzzy k");
  EXPECT_EQ(OwnWords::of(file).find("x"), "");
  EXPECT_EQ(OwnWords::of(file, Instant::parse("2026-01-15T00:00Z")).find("m"), "xyzzy one");
  const Catalogue catalogue = load_good(measure("m", "now") + measure("k", "now"));
  const FixedSituation situation(example_names());
  const SafetyPlan plan =
      draft_plan(catalogue, {.situation = &situation, .history = PlanHistory::of(file)});
  EXPECT_THAT(plan_json(plan), Not(HasSubstr("xyzzy")));
}

struct Sides {
  CaseFile file;
  SafetyPlan before, after;

  PlanDifference difference(const char* from, const char* to) const {
    return plan_difference({.file = &file, .plan = &before, .as_of = Instant::parse(from)},
                           {.file = &file, .plan = &after, .as_of = Instant::parse(to)});
  }
};

TEST(PlanDifference, SaysOfEachMeasureWhatIsOtherAndWhatDecided) {
  const Catalogue old =
      load_good(measure("m", "now") + measure("k", "P7D", "when: a") + measure("gone", "now"));
  const Catalogue now =
      load_good(measure("m", "now") + measure("k", "P7D", "when: a") + measure("fresh", "now"));
  FixedSituation no(example_names());
  no.set("a", Truth::no);
  FixedSituation yes(example_names());
  yes.set("a", Truth::yes);
  Sides sides{case_with("plans:\n  - {id: s1, made: 2026-01-01, by: w1, measures: {m: {status: "
                        "agreed}}}\n"
                        "  - {id: s2, made: 2026-02-01, by: w1, measures: {m: {status: done, "
                        "words: xyzzy}}}\n"),
              {},
              {}};
  const auto history = [&](const char* as_of) {
    return PlanHistory::of(sides.file, Instant::parse(as_of));
  };
  constexpr const char* from = "2026-01-15T00:00Z";
  constexpr const char* to = "2026-02-15T00:00Z";
  sides.before = draft_plan(old, {.situation = &no, .history = history(from)});
  sides.after = draft_plan(now, {.situation = &yes, .history = history(to)});
  const PlanDifference made = sides.difference(from, to);
  ASSERT_EQ(made.measures.size(), 4U);
  const auto find = [&](const std::string& id) {
    for (const MeasureDifference& one : made.measures) {
      if (one.id == id) return one;
    }
    throw std::out_of_range(id);
  };
  using enum PlanChange;
  EXPECT_THAT(find("m").changes, ElementsAre(status, words));
  EXPECT_THAT(find("k").changes, ElementsAre(state, list));
  ASSERT_EQ(find("k").readings.size(), 1U);
  EXPECT_EQ(find("k").readings[0].name, "a");
  EXPECT_EQ(find("k").readings[0].before, "no");
  EXPECT_EQ(find("k").readings[0].after, "yes");
  EXPECT_THAT(find("fresh").changes, ElementsAre(added));
  EXPECT_THAT(find("gone").changes, ElementsAre(removed));
  EXPECT_EQ(find("gone").after, nullptr);
  ASSERT_EQ(made.since.size(), 1U);
  EXPECT_EQ(made.since[0].id, "s2");
}

TEST(PlanDifference, SaysWhatReleasedAMeasureThatWasHeld) {
  const Catalogue catalogue = load_good(measure("m", "now", "blocked_when: a"));
  FixedSituation open(example_names());
  FixedSituation no(example_names());
  no.set("a", Truth::no);
  Sides sides{case_with(std::string("plans:\n") + first), {}, {}};
  sides.before = draft_plan(catalogue, {.situation = &open});
  sides.after = draft_plan(catalogue, {.situation = &no});
  const PlanDifference made = sides.difference("2026-01-15T00:00Z", "2026-01-15T00:00Z");
  ASSERT_EQ(made.measures.size(), 1U);
  ASSERT_EQ(made.measures[0].readings.size(), 1U);
  EXPECT_EQ(made.measures[0].readings[0].name, "a");
  EXPECT_EQ(made.measures[0].readings[0].before, "unknown");
  EXPECT_EQ(made.measures[0].readings[0].after, "");
}

TEST(PlanDifference, OfAPlanWithItselfIsEmpty) {
  const Catalogue catalogue = load_good(measure("m", "now") + measure("k", "P7D", "when: a"));
  const FixedSituation situation(example_names());
  Sides sides{case_with(std::string("plans:\n") + first), {}, {}};
  sides.before = draft_plan(catalogue, {.situation = &situation});
  sides.after = draft_plan(catalogue, {.situation = &situation});
  EXPECT_TRUE(sides.difference("2026-01-15T00:00Z", "2026-01-15T00:00Z").empty());
}

TEST(PlanDifference, OfTwoCasesOrTwoPeopleIsRefused) {
  const CaseFile file = case_with(std::string("plans:\n") + first);
  CaseFile same = file;
  CaseFile other_case = file;
  other_case.id = "k-2";
  CaseFile other_person = file;
  other_person.subject.text = "o1";
  for (const CaseFile* after : {&same, &other_case, &other_person}) {
    DiagnosticList findings;
    check_same_case(file, *after, findings);
    EXPECT_EQ(findings.has_errors(), after != &same) << render(findings);
  }
  DiagnosticList findings;
  check_same_case(file, other_case, findings);
  EXPECT_THAT(render(findings), HasSubstr("'k-1' is about 'p1', and 'k-2' about 'p1'"));
}

}  // namespace
}  // namespace vaern::tests
