// SPDX-License-Identifier: Apache-2.0
// Counting over columns is deciding each case by itself.
#include <gtest/gtest.h>

#include <array>
#include <stdexcept>

#include "safety_plan/support.hpp"
#include "vaern/safety_plan/state_counts.hpp"

namespace vaern::tests {
namespace {

const Catalogue& every_kind() {
  static const Catalogue catalogue =
      load_good(measure("always", "now") + measure("wanted", "P7D", "when: a && b") +
                measure("unless", "now", "when: a, blocked_when: b") +
                measure("grave", "now", "when: {level: {from: high}}") +
                measure("young", "now", "when: age < 18") +
                measure("together", "now", "when: {relation: partner}, blocked_when: unknown(a)"));
  return catalogue;
}

/// Every combination of what is yes, no and unknown, several times over.
struct Columns {
  std::vector<std::uint8_t> a, b;
  std::vector<std::uint64_t> level, relation;
  std::vector<std::int32_t> age;

  explicit Columns(std::size_t rows) {
    constexpr std::array<std::int32_t, 4> ages{-1, 12, 17, 18};
    for (std::size_t row = 0; row < rows; ++row) {
      a.push_back(static_cast<std::uint8_t>(row % 3));
      b.push_back(static_cast<std::uint8_t>(row / 3 % 3));
      level.push_back(row / 9 % 4);  // unknown, low, high, either
      age.push_back(ages[row / 36 % 4]);
      relation.push_back(row / 144 % 4);  // of partner and former_partner
    }
  }
  SituationColumns columns() const {
    return {.rows = a.size(),
            .truths = {{"a", a}, {"b", b}},
            .sets = {{"level", level}, {"relation", relation}},
            .numbers = {{"age", age}}};
  }
  FixedSituation situation(std::size_t row) const {
    FixedSituation one(example_names());
    const auto truth = [](std::uint8_t cell) {
      return cell == 2 ? Truth::unknown : to_truth(cell == 1);
    };
    one.set("a", truth(a[row]));
    one.set("b", truth(b[row]));
    if (level[row] != 0) one.set("level", OptionSet{level[row], false});
    if (relation[row] != 0) one.set("relation", OptionSet{relation[row], false});
    if (age[row] >= 0) one.set("age", Interval(Rational(age[row])));
    return one;
  }
};

TEST(StateCounts, AreThoseOfEachCaseByItself) {
  const Columns made(576);
  std::vector<std::array<std::uint64_t, 4>> expected(every_kind().measures().size());
  std::vector<std::uint64_t> open(expected.size());
  for (std::size_t row = 0; row < made.a.size(); ++row) {
    const FixedSituation situation = made.situation(row);
    const auto states = states_of(every_kind(), situation);
    for (std::size_t place = 0; place < states.size(); ++place) {
      ++expected[place][static_cast<std::size_t>(states[place])];
      const ConditionPtr& when = every_kind().measures()[place].when;
      if (states[place] == MeasureState::included && when &&
          evaluate(*when, situation) == Truth::unknown) {
        ++open[place];
      }
    }
  }
  const auto counts = count_states(every_kind(), example_names(), made.columns());
  ASSERT_EQ(counts.size(), expected.size());
  for (std::size_t place = 0; place < counts.size(); ++place) {
    EXPECT_EQ(counts[place].states, expected[place]) << every_kind().measures()[place].id;
    EXPECT_EQ(counts[place].open, open[place]) << every_kind().measures()[place].id;
  }
  // By hand: `a && b` is no in 5 of 9 combinations, unknown in 3.
  EXPECT_EQ(counts[1].states, (std::array<std::uint64_t, 4>{4 * 64, 0, 0, 5 * 64}));
  EXPECT_EQ(counts[1].open, 3U * 64U);
}

/// `a` says that there are children.
const Catalogue& about_children() {
  static const Catalogue catalogue = [] {
    DiagnosticList findings;
    std::string text = catalogue_head + measure("always", "now") +
                       measure("each", "now", "about: child") +
                       measure("young", "now", "about: child, when: child.age < 18") +
                       measure("unless", "now", "about: child, blocked_when: b");
    const std::string levels = "levels: [low, high]\n";
    text.insert(text.find(levels) + levels.size(), "childless_when: {not: a}\n");
    auto made = load_text(text, findings);
    if (!made || !bind_catalogue(*made, example_names(), findings)) {
      throw std::runtime_error(render(findings));
    }
    return *std::move(made);
  }();
  return catalogue;
}

TEST(StateCounts, AreThoseOfThePlanOfACaseThatNamesNoChild) {
  const Columns made(576);
  const Catalogue& catalogue = about_children();
  std::vector<std::array<std::uint64_t, 4>> expected(catalogue.measures().size());
  std::vector<std::uint64_t> open(expected.size());
  for (std::size_t row = 0; row < made.a.size(); ++row) {
    const FixedSituation situation = made.situation(row);
    const SafetyPlan plan = draft_plan(catalogue, {.situation = &situation});
    const auto states = states_of(catalogue, situation);
    for (const PlannedMeasure& planned : plan.measures) {
      const auto place = static_cast<std::size_t>(planned.measure - catalogue.measures().data());
      EXPECT_EQ(states[place], planned.state);
      ++expected[place][static_cast<std::size_t>(planned.state)];
      open[place] += planned.state == MeasureState::included && planned.list == PlanList::ask_first;
    }
  }
  const auto counts = count_states(catalogue, example_names(), made.columns());
  for (std::size_t place = 0; place < counts.size(); ++place) {
    EXPECT_EQ(counts[place].states, expected[place]) << catalogue.measures()[place].id;
    EXPECT_EQ(counts[place].open, open[place]) << catalogue.measures()[place].id;
  }
  // By hand: of three answers about children one is no, and one is unknown.
  EXPECT_EQ(counts[1].states, (std::array<std::uint64_t, 4>{2 * 192, 0, 0, 192}));
  EXPECT_EQ(counts[1].open, 192U);
  EXPECT_EQ(counts[0].open, 0U);
}

TEST(StateCounts, AreTheSameWithAnyNumberOfThreads) {
  const Columns made(5001);
  const auto one = count_states(every_kind(), example_names(), made.columns(), 1);
  for (const unsigned threads : {2U, 3U, 8U, 0U}) {
    const auto many = count_states(every_kind(), example_names(), made.columns(), threads);
    for (std::size_t place = 0; place < one.size(); ++place) {
      EXPECT_EQ(many[place].states, one[place].states);
      EXPECT_EQ(many[place].open, one[place].open);
    }
  }
}

TEST(StateCounts, TakeANameWithoutAColumnAsUnknown) {
  const auto counts = count_states(every_kind(), example_names(), {.rows = 3});
  EXPECT_EQ(counts[0].states, (std::array<std::uint64_t, 4>{3, 0, 0, 0}));
  EXPECT_EQ(counts[0].open, 0U);
  EXPECT_EQ(counts[2].states, (std::array<std::uint64_t, 4>{0, 3, 0, 0}));
  EXPECT_EQ(counts[3].open, 3U);
  // A block that asks whether something is unknown is true where it has no column.
  EXPECT_EQ(counts[5].states, (std::array<std::uint64_t, 4>{0, 0, 3, 0}));
}

TEST(StateCounts, RefuseWhatIsNoColumnOfTheNames) {
  const std::vector<std::uint8_t> truths{0, 1};
  const std::vector<std::uint8_t> strange{0, 3};
  const std::vector<std::uint64_t> sets{1, 4};
  const auto refused = [](SituationColumns columns) {
    EXPECT_THROW(count_states(every_kind(), example_names(), columns), std::invalid_argument);
  };
  refused({.rows = 2, .truths = {{"nobody", truths}}});
  refused({.rows = 2, .truths = {{"level", truths}}});
  refused({.rows = 3, .truths = {{"a", truths}}});
  refused({.rows = 2, .truths = {{"a", truths}, {"a", truths}}});
  refused({.rows = 2, .truths = {{"a", strange}}});
  refused({.rows = 2, .sets = {{"level", sets}}});
  EXPECT_THROW(count_states(Catalogue(), example_names(), {}), std::invalid_argument);
}

}  // namespace
}  // namespace vaern::tests
