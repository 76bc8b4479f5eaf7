// SPDX-License-Identifier: Apache-2.0
#include "vaern/reassessment/backtest.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "reassessment/support.hpp"

namespace vaern {
namespace {

using namespace vaern::testing;

Microseconds when(const std::string& text) { return microseconds_of(at(text)); }

// One case: assessed low on 2 March, new violence on 4 March, assessed again on 5 March 10:00 as
// high (due by 12 March), new violence on 16 March while that was overdue, and nothing after.
class Backtest : public ::testing::Test {
 protected:
  Backtest() {
    load.cases = {1, {opened, false}, {}};
    load.assessments.row = assessment_row;
    load.assessments.assessed = {assessed, false};
    load.assessments.possible = possible;
    load.events.row = event_row;
    load.events.kind = kind;
    load.events.known = {known, false};
    load.events.kinds = {"new_violence"};
    options.as_of = when("2026-03-20T10:00:00Z");
  }
  Schedule run(const Policy& policy = shipped_policy()) {
    return backtest(policy, offices(), load, options,
                    {asked, known_out, due, met, levels, was_overdue, overdue_hours},
                    {start, assessment_due, next, until});
  }

  std::vector<std::int64_t> opened{when("2026-03-01T09:00:00Z")};
  std::vector<std::int32_t> assessment_row{0, 0}, event_row{0, 0}, kind{0, 0};
  std::vector<std::int64_t> assessed{when("2026-03-02T10:00:00Z"), when("2026-03-05T10:00:00Z")};
  std::vector<std::uint64_t> possible{low, high};
  std::vector<std::int64_t> known{when("2026-03-04T08:00:00Z"), when("2026-03-16T08:00:00Z")};
  Caseload load;
  ScheduleOptions options;
  std::vector<std::uint8_t> asked = std::vector<std::uint8_t>(2);
  std::vector<Microseconds> known_out = std::vector<Microseconds>(2), due = known_out,
                            met = known_out, start = known_out, assessment_due = known_out,
                            next = known_out, until = known_out;
  std::vector<std::uint64_t> levels = std::vector<std::uint64_t>(2);
  std::vector<std::int8_t> was_overdue = std::vector<std::int8_t>(2);
  std::vector<std::int32_t> overdue_hours = std::vector<std::int32_t>(2);
};

TEST_F(Backtest, AnEventIsFollowedToTheReassessmentItAskedFor) {
  const Schedule schedule = run();
  EXPECT_TRUE(schedule.faults.empty());
  EXPECT_EQ(asked, (std::vector<std::uint8_t>{1, 1}));
  EXPECT_EQ(due[0], when("2026-03-05T08:00:00Z"));  // 24 hours
  EXPECT_EQ(met[0], when("2026-03-05T10:00:00Z"));  // two hours late
  EXPECT_EQ(met[1], no_moment);
  EXPECT_EQ(levels, (std::vector<std::uint64_t>{low, high}));
}

TEST_F(Backtest, WhatWasOverdueWhenAnEventFellIsToldWithoutTheEventItself) {
  run();
  EXPECT_EQ(was_overdue, (std::vector<std::int8_t>{0, 1}));
  EXPECT_EQ(overdue_hours[0], -1);
  // Due by Thursday 12 March, until midnight in Copenhagen (23:00Z): 81 hours.
  EXPECT_EQ(overdue_hours[1], 81);
}

TEST_F(Backtest, EachAssessmentSaysWhatItAskedForAndWhatCame) {
  run();
  EXPECT_EQ(start, assessed);
  EXPECT_EQ(assessment_due[1], when("2026-03-12T23:00:00Z"));
  EXPECT_EQ(next[0], when("2026-03-05T10:00:00Z"));
  EXPECT_EQ(next[1], no_moment);
  EXPECT_EQ(until[1], options.as_of);
}

TEST_F(Backtest, AnotherPolicyGivesOtherAnswersOverTheSameHistory) {
  const Policy slow = policy_from(policy_text("[low, medium, high, acute]", R"(clocks:
  again:
    after_level: {acute: P2D, high: P14D, medium: P30D, low: P60D}
    no_level: P2D
    on_event: {new_violence: PT48H}
)"));
  run(slow);
  EXPECT_EQ(due[0], when("2026-03-06T08:00:00Z"));
  EXPECT_EQ(was_overdue, (std::vector<std::int8_t>{0, 0}));
}

TEST_F(Backtest, AnEventAfterTheQuestionDoesNotCount) {
  options.as_of = when("2026-03-10T10:00:00Z");
  const Schedule schedule = run();
  EXPECT_EQ(schedule.entries_not_yet, 1U);
  EXPECT_EQ(asked, (std::vector<std::uint8_t>{1, 0}));
  EXPECT_EQ(was_overdue[1], -1);
}

TEST_F(Backtest, ResultsOfAnotherLengthAreMisuse) {
  asked.resize(5);
  EXPECT_THROW(run(), std::invalid_argument);
}

}  // namespace
}  // namespace vaern
