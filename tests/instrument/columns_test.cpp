// SPDX-License-Identifier: Apache-2.0
#include "vaern/instrument/columns.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "instrument/support.hpp"

namespace vaern {
namespace {

using namespace testing_support;
using testing::ElementsAre;

constexpr std::string_view names_that_meet = R"yaml(vaern: 1
instrument: names-that-meet
version: "1"
status: draft
title: {en: Names that meet}
answers:
  often: {never: 0, sometimes: 1, often: 2}
  twice: {low: 0, middle: 1, high: 1}
  words: [one, two]
items:
  hit: {type: yes_no, ask_when_known: P14D, relative_to_habit: yes, text: {en: Hit}}
  hit_within: {type: yes_no, text: {en: Another}}
  level: {type: often, text: {en: Level of something}}
  total_low: {type: twice, text: {en: Low}}
  kind: {type: words, scored: no, text: {en: Kind}}
  days: {type: number, from: -1, to: 1, step: 0.5, text: {en: Days}}
scales:
  total: {sum: [hit, level], missing: forbid}
levels:
  from: total
  cut_offs: {low: lowest, high: 2}
  texts: {low: {en: Low is not safe.}}
rules:
  up: {when: hit_within, raise_to: high, because: {en: Up.}}
flags:
  seen: {when: hit, because: {en: Seen.}}
)yaml";

std::vector<std::string> names_of(const std::vector<TableColumn>& columns) {
  std::vector<std::string> names;
  for (const TableColumn& column : columns) names.push_back(column.name);
  return names;
}

TEST(TableColumns, GiveEveryItemItsOwnIdAndNoTwoColumnsOneName) {
  const InstrumentPtr model = load_text(std::string(names_that_meet));
  ASSERT_NE(model, nullptr);
  EXPECT_THAT(names_of(table_columns(*model)),
              ElementsAre("hit", "hit_within_2", "hit_habitual", "hit_within", "level", "total_low",
                          "kind", "days", "total", "total_low_2", "total_high", "total_missing",
                          "total_imputed", "level_2", "level_low", "level_high", "level_certain",
                          "level_2_computed", "rule_up", "flag_seen", "asked", "missing",
                          "missing_not_asked", "missing_not_safe_to_ask", "missing_unknown",
                          "missing_refused", "missing_withdrawn", "missing_omitted", "rejected"));
}

TEST(TableColumns, HaveOneForEveryInputOfEveryShippedInstrument) {
  std::vector<InstrumentPtr> models = all_shipped();
  models.push_back(load_every_mechanism());
  for (const InstrumentPtr& model : models) {
    ASSERT_NE(model, nullptr);
    SCOPED_TRACE(model->reference());
    const std::vector<TableColumn> columns = table_columns(*model);
    const auto taken = std::count_if(columns.begin(), columns.end(), [](const TableColumn& each) {
      return each.is_input() && each.kind != TableColumn::Kind::assessed;
    });
    std::ptrdiff_t inputs = 0;
    for (InputId i = 0; i < model->program().program().inputs.size(); ++i) {
      if (model->origin(i).kind != InputOrigin::Kind::norm) ++inputs;
    }
    EXPECT_EQ(taken, inputs);
    const std::vector<std::string> names = names_of(columns);
    EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), names.size());
  }
}

TEST(TableNumbers, AreThoseThatNobodyHasToGuess) {
  const InstrumentPtr model = load_text(std::string(names_that_meet));
  ASSERT_NE(model, nullptr);
  const auto numbers = [&](const char* item) {
    return table_numbers(*model, *model->find_item(item)).value_or(std::vector<Rational>());
  };
  EXPECT_THAT(numbers("hit"), ElementsAre(Rational(0), Rational(1)));
  EXPECT_THAT(numbers("level"), ElementsAre(Rational(0), Rational(1), Rational(2)));
  EXPECT_THAT(numbers("days"),
              ElementsAre(Rational(-1), Rational(-1, 2), Rational(0), Rational(1, 2), Rational(1)));
  EXPECT_FALSE(table_numbers(*model, *model->find_item("total_low"))) << "two have one point";
  EXPECT_FALSE(table_numbers(*model, *model->find_item("kind"))) << "no points";
}

}  // namespace
}  // namespace vaern
