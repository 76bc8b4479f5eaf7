// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "safety_plan/support.hpp"
#include "vaern/case_file/load.hpp"
#include "vaern/safety_plan/priorities.hpp"

namespace vaern::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

PriorityPair pair(const char* more, const char* than, int times) {
  PriorityPair made;
  made.more.text = more;
  made.than.text = than;
  made.times = times;
  return made;
}

TEST(Priorities, OfConsistentAnswersTheWeightsAreTheRatios) {
  const PairwiseWeights made =
      weigh_pairs({pair("a", "b", 2), pair("b", "c", 3), pair("a", "c", 6)});
  EXPECT_THAT(made.sections, ElementsAre("a", "b", "c"));
  EXPECT_NEAR(made.weights[0], 0.6, 1e-12);  // 6 : 3 : 1
  EXPECT_NEAR(made.weights[1], 0.3, 1e-12);
  EXPECT_NEAR(made.weights[2], 0.1, 1e-12);
  EXPECT_NEAR(made.largest_eigenvalue, 3, 1e-12);
  EXPECT_NEAR(made.consistency_ratio, 0, 1e-12);
  EXPECT_TRUE(made.is_consistent());
  EXPECT_FALSE(made.disagrees_most.has_value());
}

// Of three the largest eigenvalue is 1 + r + 1/r with r the cube root of a_ab a_bc / a_ac, and
// the weights are the geometric means of the rows: Saaty's formulas in closed form.
TEST(Priorities, OfThreeTheEigenvectorIsTheGeometricMean) {
  for (int ab = 1; ab <= 9; ++ab) {
    for (int bc = 1; bc <= 9; bc += 2) {
      for (int ac = 1; ac <= 9; ++ac) {
        const PairwiseWeights made =
            weigh_pairs({pair("a", "b", ab), pair("b", "c", bc), pair("a", "c", ac)});
        const double r = std::cbrt(static_cast<double>(ab) * bc / ac);
        EXPECT_NEAR(made.largest_eigenvalue, 1 + r + 1 / r, 1e-9);
        const double a = std::cbrt(static_cast<double>(ab) * ac);
        const double b = std::cbrt(static_cast<double>(bc) / ab);
        const double c = std::cbrt(1.0 / ac / bc);
        EXPECT_NEAR(made.weights[0], a / (a + b + c), 1e-9);
        EXPECT_NEAR(made.weights[2], c / (a + b + c), 1e-9);
        EXPECT_NEAR(made.consistency_ratio, (r + 1 / r - 2) / 2 / 0.58, 1e-9);
        EXPECT_EQ(made.disagrees_most.has_value(), ab * bc != ac);
      }
    }
  }
}

// The table of random indices, by another way: the mean consistency index of random answers from
// 1/9 to 9. Saaty drew 500 of each size; within 0.1 the two agree.
TEST(Priorities, TheRandomIndicesAreThoseOfRandomAnswers) {
  constexpr double table[] = {0, 0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49};
  std::minstd_rand random(7);
  for (std::size_t n = 3; n <= 10; ++n) {
    std::vector<PriorityPair> pairs;
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t k = i + 1; k < n; ++k) {
        const auto name = [](std::size_t of) { return "s" + std::to_string(10 + of); };
        pairs.push_back(pair(name(i).c_str(), name(k).c_str(), 1));
      }
    }
    double sum = 0;
    double ratio = 0;
    constexpr int rounds = 300;
    for (int round = 0; round < rounds; ++round) {
      for (PriorityPair& each : pairs) {
        const auto drawn = static_cast<int>(random() % 17);  // 1/9 ... 1 ... 9, each as likely
        each.times = drawn < 9 ? drawn + 1 : drawn - 7;
        if (drawn >= 9) std::swap(each.more, each.than);
      }
      const PairwiseWeights made = weigh_pairs(pairs);
      sum += made.consistency_index;
      ratio += made.consistency_ratio;
    }
    EXPECT_NEAR(sum / rounds, table[n], 0.1) << n;
    EXPECT_NEAR(ratio / rounds, sum / rounds / table[n], 1e-9) << n;
  }
}

TEST(Priorities, NamesTheThreeThatDisagreeMost) {
  const PairwiseWeights made =
      weigh_pairs({pair("a", "b", 3), pair("b", "c", 3), pair("c", "a", 3), pair("a", "d", 2),
                   pair("b", "d", 2), pair("c", "d", 2)});
  EXPECT_FALSE(made.is_consistent());
  ASSERT_TRUE(made.disagrees_most.has_value());
  const DisagreeingTriple& triple = *made.disagrees_most;
  EXPECT_EQ(triple.first + triple.second + triple.third, "abc");
  EXPECT_EQ(triple.first_to_second.to_string(), "3");
  EXPECT_EQ(triple.second_to_third.to_string(), "3");
  EXPECT_EQ(triple.first_to_third.to_string(), "1/3");
}

TEST(Priorities, TheOrderOfTheFileAndTheSideOfAPairAreNothing) {
  const PairwiseWeights one =
      weigh_pairs({pair("a", "b", 1), pair("b", "c", 5), pair("a", "c", 4)});
  const PairwiseWeights other =
      weigh_pairs({pair("a", "c", 4), pair("b", "a", 1), pair("b", "c", 5)});
  EXPECT_EQ(one.sections, other.sections);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(one.weights[i], other.weights[i], 1e-12);
}

TEST(Priorities, WhatCannotBeWeighedIsMisuse) {
  EXPECT_THROW(weigh_pairs({pair("a", "b", 3), pair("b", "c", 3)}), std::invalid_argument);
  EXPECT_THROW(weigh_pairs({pair("a", "b", 10)}), std::invalid_argument);
  EXPECT_NO_THROW(weigh_pairs({pair("a", "b", 9)}));
}

TEST(Priorities, TicksAndEqualWeightsStandInTheOrderOfTheCatalogue) {
  const Catalogue catalogue = load_good(measure("m", "now"));  // digital, home
  PriorityEntry entry;
  entry.ticks = {{"home", {}}, {"digital", {}}};
  EXPECT_THAT(priority_order(entry, catalogue), ElementsAre("digital", "home"));
  entry = {};
  entry.ranking = {{"home", {}}, {"digital", {}}};
  EXPECT_THAT(priority_order(entry, catalogue), ElementsAre("home", "digital"));
  entry = {};
  entry.pairs = {pair("home", "digital", 1)};
  EXPECT_THAT(priority_order(entry, catalogue), ElementsAre("digital", "home"));
  entry.pairs = {pair("home", "digital", 2)};
  EXPECT_THAT(priority_order(entry, catalogue), ElementsAre("home", "digital"));
}

TEST(Priorities, TheLatestPlanThatHasAnyCountsAndADisagreementWarns) {
  DiagnosticList findings;
  const auto document = read_document("case.yaml", R"(vaern: 1
case: k-1
programme: x@1
subject: p1
parties: [{id: p1, role: subject}, {id: w1, role: assessor}]
plans:
  - {id: s3, made: 2026-03-01, by: w1}
  - {id: s2, made: 2026-02-01, by: w1, priorities: {ticks: [home]}}
  - id: s1
    made: 2026-01-01
    by: w1
    priorities:
      pairs: [{more: a, than: b, times: 9}, {more: b, than: c, times: 9}, {more: c, than: a, times: 9}]
)",
                                      findings);
  const auto file = load_case(*document, findings);
  ASSERT_TRUE(file.has_value()) << render(findings);
  EXPECT_EQ(plan_with_priorities(*file)->id.text, "s2");
  EXPECT_EQ(plan_with_priorities(*file, Instant::parse("2026-01-15T00:00Z"))->id.text, "s1");
  EXPECT_EQ(plan_with_priorities(*file, Instant::parse("2025-01-15T00:00Z")), nullptr);
  check_priorities(*file, findings);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_THAT(render(findings), HasSubstr("would matter 81 times as much"));
}

}  // namespace
}  // namespace vaern::tests
