// SPDX-License-Identifier: Apache-2.0
// Names that models of the whole language bring: habits, parameters, levels of other outcomes, and
// names that were refused where they are declared.
#include <gmock/gmock.h>

#include "expression/sample.hpp"
#include "vaern/diagnostics/render.hpp"

namespace vaern::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Beside the sample: shouts (asks for the habit), limit (a parameter, 8), lethality (slight,
/// clear, grave; upward only), broken (refused).
class ModelNames final : public Names {
 public:
  ModelNames() {
    shouts_.habitual = true;
    limit_.kind = NameKind::number;
    limit_.constant = Rational(8);
    limit_.range = Interval(Rational(8));
    lethality_.kind = NameKind::options;
    lethality_.codes = {"slight", "clear", "grave"};
    lethality_.ordered = true;
    lethality_.upward_only = true;
    broken_.is_refused = true;
  }
  const Declaration* find(std::string_view name) const override {
    if (name == "shouts") return &shouts_;
    if (name == "limit") return &limit_;
    if (name == "lethality") return &lethality_;
    if (name == "broken") return &broken_;
    return sample_.find(name);
  }
  std::vector<std::string> all() const override { return sample_.all(); }

 private:
  SampleNames sample_;
  Declaration shouts_;
  Declaration limit_;
  Declaration lethality_;
  Declaration broken_;
};

Read read_model(const std::string& written) { return read(written, Profile::exact, ModelNames()); }

TEST(Habits, AreAskedOfAYesAndReadBesideIt) {
  EXPECT_EQ(read_model("{shouts: {habitual: no}}").text(), "shouts && !shouts.habitual");
  EXPECT_EQ(read_model("{shouts: {habitual: yes}}").text(), "shouts && shouts.habitual");
  EXPECT_EQ(read_model("'shouts && !shouts.habitual'").text(), "shouts && !shouts.habitual");
}

TEST(Habits, AreThereOnlyWhereTheItemAsks) {
  EXPECT_THAT(read_model("{gun: {habitual: no}}").found(), ElementsAre("no_habit_known 1:24"));
  EXPECT_THAT(read_model("gun.habitual").found(), ElementsAre("no_habit_known 1:7"));
  EXPECT_THAT(read_model("shouts.within").found(), ElementsAre("no_time_known 1:7"));
  EXPECT_THAT(read_model("{choked: {within: P14D, habitual: no}}").found(),
              ElementsAre("several_conditions 1:31"));
}

TEST(Parameters, AreTheirNumber) {
  EXPECT_EQ(read_model("total >= limit").text(), "total >= 8");
  EXPECT_EQ(read_model("total >= limit + 2").text(), "total >= 10");
  EXPECT_THAT(names_read(*read_model("total >= limit").condition), ElementsAre("total"));
}

TEST(OtherOutcomes, AreReadUpward) {
  EXPECT_EQ(read_model("{lethality: {from: clear}}").text(), "lethality in [\"clear\", \"grave\"]");
  EXPECT_EQ(read_model("{lethality: {above: clear}}").text(), "lethality == \"grave\"");
  EXPECT_EQ(read_model("'lethality > \"slight\"'").text(), "lethality in [\"clear\", \"grave\"]");
  for (const char* upward :
       {"{all: [gun, {lethality: {from: grave}}]}", "{any: [gun, {lethality: {from: grave}}]}",
        "{at_least: {2: [gun, left, {lethality: {from: grave}}]}}",
        "'gun ? lethality >= \"grave\" : left'"}) {
    EXPECT_THAT(read_model(upward).found(), IsEmpty()) << upward;
  }
}

TEST(OtherOutcomes, AreReadInNoOtherWay) {
  for (const char* other :
       {"{lethality: grave}", "{lethality: [clear, grave]}", "{lethality: {to: clear}}",
        "{lethality: {below: grave}}", "{lethality: {from: clear, to: grave}}",
        "'lethality == \"grave\"'", "'lethality != \"slight\"'", "'lethality < \"grave\"'",
        "'lethality in [\"grave\"]'", "applicable(lethality)"}) {
    const Read result = read_model(other);
    ASSERT_EQ(result.findings.size(), 1U) << other << render(result.findings);
    EXPECT_EQ(result.findings[0].code->name, "outcome_read_downward") << other;
  }
  EXPECT_THAT(read_model("{lethality: {from: slight}}").found(), ElementsAre("from_lowest 1:8"));
  EXPECT_THAT(read_model("{lethality: {above: grave}}").found(), ElementsAre("above_highest 1:8"));
}

TEST(OtherOutcomes, StandUnderNoNegation) {
  for (const char* negated :
       {"{not: {lethality: {from: grave}}}", "{not: {any: [gun, {lethality: {from: grave}}]}}",
        "'lethality >= \"grave\" ? gun : left'", "'count([gun, lethality >= \"grave\"]) <= 1'",
        "'gun == (lethality >= \"grave\")'"}) {
    const Read result = read_model(negated);
    ASSERT_FALSE(result.findings.empty()) << negated;
    EXPECT_EQ(result.findings[0].code->name, "outcome_negated") << negated;
    EXPECT_EQ(result.condition, nullptr) << negated;
  }
}

TEST(RefusedNames, GiveNoConditionAndNoFinding) {
  for (const char* reading :
       {"broken", "{broken: often}", "{broken: [a, b]}", "{broken: {from: a, to: b}}",
        "{broken: {within: P14D}}", "broken.within", "broken.habitual", "'broken == \"often\"'",
        "broken == often", "broken >= 3", "{all: [gun, {not: broken}]}"}) {
    const Read result = read_model(reading);
    EXPECT_EQ(result.condition, nullptr) << reading;
    EXPECT_THAT(result.found(), IsEmpty()) << reading;
  }
}

}  // namespace
}  // namespace vaern::test
