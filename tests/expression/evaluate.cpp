// SPDX-License-Identifier: Apache-2.0
#include "vaern/expression/evaluate.hpp"

#include <gtest/gtest.h>

#include "expression/sample.hpp"
#include "vaern/diagnostics/render.hpp"

namespace vaern::test {
namespace {

class Evaluation : public testing::Test {
 protected:
  Truth truth(const std::string& written) const {
    const Read result = read(written, ConditionOptions::flag(), names);
    EXPECT_NE(result.condition, nullptr) << render(result.findings);
    return result.condition ? evaluate(*result.condition, situation) : Truth::unknown;
  }

  const SampleNames names;
  SampleSituation situation{names};
};

TEST_F(Evaluation, NeverTurnsAnUnknownIntoANo) {
  situation.truths = {{"left", Truth::yes}};
  EXPECT_EQ(truth("gun"), Truth::unknown);
  EXPECT_EQ(truth("{gun: no}"), Truth::unknown);
  EXPECT_EQ(truth("{any: [gun, left]}"), Truth::yes);
  EXPECT_EQ(truth("{all: [gun, left]}"), Truth::unknown);
  EXPECT_EQ(truth("{all: [gun, {left: no}]}"), Truth::no);
}

TEST_F(Evaluation, CountsWhatHoldsAndWhatMayHold) {
  situation.truths = {{"gun", Truth::yes}, {"left", Truth::no}};
  EXPECT_EQ(truth("{at_least: {1: [gun, left, choked]}}"), Truth::yes);
  EXPECT_EQ(truth("{at_least: {2: [gun, left, choked]}}"), Truth::unknown);
  EXPECT_EQ(truth("{at_least: {3: [gun, left, choked]}}"), Truth::no);
  EXPECT_EQ(truth("'count([gun, left, choked]) >= 2'"), Truth::unknown);
  EXPECT_EQ(truth("'count([gun, left, choked]) in [1, 2]'"), Truth::unknown);
  EXPECT_EQ(truth("'count([gun, left, choked]) < 3'"), Truth::yes);
}

TEST_F(Evaluation, DecidesAnEnumerationByWhatIsStillPossible) {
  EXPECT_EQ(truth("{sleep: [sometimes, often]}"), Truth::unknown);
  situation.option_sets["sleep"] = {0b110, false};
  EXPECT_EQ(truth("{sleep: [sometimes, often]}"), Truth::yes);
  EXPECT_EQ(truth("{sleep: never}"), Truth::no);
  EXPECT_EQ(truth("{sleep: often}"), Truth::unknown);
  EXPECT_EQ(truth("'sleep > \"never\"'"), Truth::yes);
  situation.option_sets["sleep"] = {0b110, true};  // or not applicable
  EXPECT_EQ(truth("{sleep: [sometimes, often]}"), Truth::unknown);
  situation.option_sets["sleep"] = {0, true};
  EXPECT_EQ(truth("{sleep: [sometimes, often]}"), Truth::no);
  EXPECT_EQ(truth("'sleep != \"often\"'"), Truth::yes);
}

TEST_F(Evaluation, ComparesIntervalsOnlyWhereAllPairsAgree) {
  situation.numbers["total"] = Interval(Rational(7), Rational(9));
  EXPECT_EQ(truth("'total >= 7'"), Truth::yes);
  EXPECT_EQ(truth("'total >= 8'"), Truth::unknown);
  EXPECT_EQ(truth("'total > 9'"), Truth::no);
  EXPECT_EQ(truth("{total: {from: 5, to: 9}}"), Truth::yes);
  EXPECT_EQ(truth("{total: {below: 7}}"), Truth::no);
  EXPECT_EQ(truth("'total * 2 - 1 > 12'"), Truth::yes);
  EXPECT_EQ(truth("'-total < -6'"), Truth::yes);
  EXPECT_EQ(truth("'max(total, 12) == 12'"), Truth::yes);
  EXPECT_EQ(truth("'min(total, 3, 5) == 3'"), Truth::yes);
  EXPECT_EQ(truth("'total / 2 >= 3.5'"), Truth::yes);
}

TEST_F(Evaluation, TakesTheHullOfBothBranchesWhileTheQuestionIsOpen) {
  EXPECT_EQ(truth("'(gun ? 5 : 2) >= 2'"), Truth::yes);
  EXPECT_EQ(truth("'(gun ? 5 : 2) >= 3'"), Truth::unknown);
  EXPECT_EQ(truth("'gun ? left : left'"), Truth::unknown);
  situation.truths["left"] = Truth::yes;
  EXPECT_EQ(truth("'gun ? left : left'"), Truth::yes);
  situation.truths["gun"] = Truth::no;
  EXPECT_EQ(truth("'(gun ? 5 : 2) >= 3'"), Truth::no);
}

TEST_F(Evaluation, IsExactWhereDoublesAreNot) {
  EXPECT_EQ(truth("'0.1 + 0.2 == 0.3'"), Truth::yes);
  situation.numbers["total"] = Interval(Rational(3, 10));
  EXPECT_EQ(truth("'total == 0.1 + 0.2'"), Truth::yes);
  EXPECT_EQ(truth("'total / 3 * 3 == total'"), Truth::yes);
  EXPECT_EQ(truth("'1 / 3 + 1 / 3 + 1 / 3 == 1'"), Truth::yes);
  EXPECT_EQ(truth("'123456789012345678 + 0 == 123456789012345679'"), Truth::no);
}

TEST_F(Evaluation, SaysNoToANumberThatDoesNotApply) {
  situation.applicables["weeks"] = Truth::no;
  EXPECT_EQ(truth("'applicable(weeks) && weeks >= 12'"), Truth::no);
  EXPECT_EQ(truth("'!applicable(weeks) || weeks >= 12'"), Truth::yes);
  situation.applicables["weeks"] = Truth::yes;
  EXPECT_EQ(truth("'applicable(weeks) && weeks >= 12'"), Truth::unknown);
}

TEST_F(Evaluation, NeedsBothTheYesAndTheTime) {
  EXPECT_EQ(truth("{choked: {within: P14D}}"), Truth::unknown);
  situation.truths = {{"choked", Truth::yes}, {"choked.within", Truth::yes}};
  EXPECT_EQ(truth("{choked: {within: P14D}}"), Truth::yes);
  situation.truths["choked.within"] = Truth::no;
  EXPECT_EQ(truth("{choked: {within: P14D}}"), Truth::no);
}

TEST_F(Evaluation, OfReasonsIsTwoValued) {
  situation.truths = {{"left", Truth::yes}};
  situation.reasons = {{"gun", "refused"}};
  EXPECT_EQ(truth("{unknown: gun}"), Truth::yes);
  EXPECT_EQ(truth("{unknown: left}"), Truth::no);
  EXPECT_EQ(truth("'answered(left)'"), Truth::yes);
  EXPECT_EQ(truth("{missing: gun}"), Truth::yes);
  EXPECT_EQ(truth("{missing: gun, reason: refused}"), Truth::yes);
  EXPECT_EQ(truth("{missing: gun, reason: not_asked}"), Truth::no);
  EXPECT_EQ(truth("{missing: left}"), Truth::no);
}

TEST_F(Evaluation, OfTheOtherTypeIsMisuse) {
  const Read result = read("'total + 1 > 2'", Profile::exact, names);
  EXPECT_THROW(evaluate(*result.condition->arguments[0], situation), std::invalid_argument);
  EXPECT_THROW(evaluate_number(*result.condition, situation), std::invalid_argument);
}

}  // namespace
}  // namespace vaern::test
