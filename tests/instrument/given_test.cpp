// SPDX-License-Identifier: Apache-2.0
// What comes with the answers: earlier values, norms; habits, and answers that cannot be together.
#include <gmock/gmock.h>

#include "instrument/small_models.hpp"
#include "vaern/instrument/score.hpp"

namespace vaern {
namespace {

using namespace testing_support;
using testing::ElementsAre;
using testing::HasSubstr;

EarlierAssessment reported(const char* date, const std::string& scale,
                           std::optional<Rational> value) {
  EarlierAssessment one;
  one.assessed = *Date::parse(date);
  one.scales.emplace_back(scale, value);
  return one;
}

InstrumentPtr with_earlier() {
  return two_items(R"(earlier:
  latest: {of: total, take: last, from: 0, to: 2, text: {en: L, da: L}}
  usual: {of: total, take: mean, last: 2, from: 0, to: 2, round: half_up, text: {en: U, da: U}}
  most: {of: total, take: max, within: P1M, from: 0, to: 2, text: {en: M, da: M}}
  visits: {of: total, take: count, from: 0, to: 9, text: {en: V, da: V}}
scales:
  total: {sum: [a, b], missing: forbid}
  change: {sum: {total: 1, latest: -1}, missing: forbid}
  rest: {sum: [usual, most, visits], missing: bounds_only}
)");
}

std::vector<std::optional<Rational>> values(const Score& made) {
  std::vector<std::optional<Rational>> list;
  for (const EarlierValue& value : made.earlier_values) list.push_back(value.value);
  return list;
}

TEST(EarlierValues, AreTakenFromWhatCounts) {
  const InstrumentPtr model = with_earlier();
  ScoreOptions options;
  options.assessed = Date(2026, 3, 31);
  // One without a value does not count; 28 February + P1M is 28 March, which is too early.
  options.earlier = {{reported("2026-03-01", "total", 1), reported("2026-02-28", "total", 2),
                      reported("2026-03-05", "total", std::nullopt),
                      reported("2025-01-01", "total", 0)}};
  const Result<Score> made = score(model, answers({{"a", "yes"}, {"b", "yes"}}), options);
  ASSERT_TRUE(made) << render(made.error());
  EXPECT_THAT(values(*made), ElementsAre(Rational(1), Rational(2), Rational(1), Rational(3)));
  EXPECT_EQ(made->scales[1].value, Rational(1));
  EXPECT_EQ(made->earlier_values[0].rests_on.size(), 1U);
  EXPECT_EQ(made->earlier_values[1].rests_on.front().first, Date(2026, 2, 28));
  EXPECT_EQ(made->earlier->front().assessed, Date(2025, 1, 1));  // oldest first
}

TEST(EarlierValues, AreMissingWhereNothingIsGivenAndACountIsNoneOfAnEmptyList) {
  const InstrumentPtr model = with_earlier();
  const Score unknown = scored(model, {{"a", "yes"}, {"b", "yes"}});
  EXPECT_FALSE(unknown.earlier_values[3].value);
  EXPECT_FALSE(unknown.scales[1].has_value);
  EXPECT_EQ(unknown.scales[1].lowest, Rational(0));
  EXPECT_EQ(unknown.scales[1].highest, Rational(2));
  EXPECT_EQ(unknown.missing, 0U);  // nobody is asked
  ScoreOptions options;
  options.earlier.emplace();
  const Result<Score> first = score(model, answers({{"a", "yes"}}), options);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->earlier_values[3].value, Rational(0));
  EXPECT_FALSE(first->earlier_values[0].value);
}

TEST(EarlierValues, ThatCannotBeAreFaultsWithTheirPaths) {
  const InstrumentPtr model = with_earlier();
  ScoreOptions options;
  options.earlier = {{reported("2026-03-01", "totl", 1), reported("2026-03-01", "total", 1)}};
  Result<Score> made = score(model, answers({{"latest", "1"}}), options);
  ASSERT_FALSE(made);
  EXPECT_THAT(codes_of(made.error()),
              ElementsAre("E0517 /responses/latest", "E0514 /earlier",
                          "E0512 /earlier/0/scales/totl", "E0457 /earlier/1/assessed"));
  EXPECT_THAT(made.error()[2].help_text(), HasSubstr("'total'"));
  options.assessed = Date(2026, 3, 1);
  options.earlier = {{reported("2026-03-01", "total", 1)}};
  EXPECT_THAT(codes_of(score(model, answers({}), options).error()),
              ElementsAre("E0513 /earlier/0/assessed"));
  options.assessed = Date(2026, 3, 2);
  options.earlier = {{reported("2026-03-01", "total", Rational(1, 2))}};
  made = score(model, answers({}), options);
  EXPECT_THAT(codes_of(made.error()), ElementsAre("E0515 /earlier", "E0515 /earlier"));
  EXPECT_EQ(made.error()[0].help_text(Language::da), "tilladt: 0, 1, 2");
}

TEST(Norms, AreChosenByTheDayOfTheAssessment) {
  const InstrumentPtr model = two_items(R"(scales:
  total: {sum: [a, b], missing: forbid}
  score: {lookup: {of: total, in: years}, missing: forbid}
tables:
  years:
    choose: date
    norms:
      old: {from: 2000-01-01, until: 2009-12-31, rows: {0: 10, 1: 20}}
      new: {from: 2020-01-01, rows: {0: 30, 2: 40}}
)");
  const auto answered = answers({{"a", "yes"}, {"b", "no"}});
  const auto at = [&](const char* date) {
    ScoreOptions options;
    options.assessed = Date::parse(date);
    return score(model, answered, options);
  };
  EXPECT_EQ(at("2009-12-31")->scales[1].value, Rational(20));
  EXPECT_EQ(at("2020-01-01")->scales[1].value, Rational(30));
  const Result<Score> in_a_gap = at("2010-01-01");
  ASSERT_FALSE(in_a_gap);
  EXPECT_THAT(codes_of(in_a_gap.error()), ElementsAre("E0516 /assessed"));
  EXPECT_THAT(in_a_gap.error()[0].help_text(), HasSubstr("2000-01-01/2009-12-31, 2020-01-01/"));
  const Result<Score> undated = score(model, answered);
  EXPECT_FALSE(undated->scales[1].has_value);
  EXPECT_EQ(undated->scales[1].lowest, Rational(20));
  EXPECT_EQ(undated->scales[1].highest, Rational(30));
}

TEST(Habits, TakeBackWhatIsUsual) {
  const InstrumentPtr model = load_text(std::string(head) + R"(items:
  shouts: {type: yes_no, relative_to_habit: yes, text: {en: S, da: S}}
  a: {type: yes_no, text: {en: A, da: A}}
scales:
  total: {sum: {shouts: 2, a: 1}, missing: {count_as: no}}
)");
  const auto total = [&](const char* answer) {
    return scored(model, {{"shouts", answer}, {"a", "yes"}}).scales[0].value;
  };
  EXPECT_EQ(total("{value: yes, habitual: no}"), Rational(3));
  EXPECT_EQ(total("{value: yes, habitual: yes}"), Rational(1));
  EXPECT_EQ(total("{value: yes, habitual: {missing: unknown}}"), Rational(3));
  EXPECT_EQ(total("no"), Rational(1));
  EXPECT_EQ(scored(model, {{"shouts", "yes"}}).missing, 2U);
  EXPECT_THAT(codes_of(score(model, answers({{"a", "{value: yes, habitual: no}"}})).error()),
              ElementsAre("E0518 /responses/a"));
}

TEST(Consistent, NamesTheAnswersAndWhyInBothLanguages) {
  const InstrumentPtr model = two_items(R"(consistent:
  not_both: {must: {not: {all: [a, b]}}, because: {en: Never both., da: Aldrig begge.}}
scales:
  total: {sum: [a, b], missing: bounds_only}
)");
  const Result<Score> made = score(model, answers({{"a", "yes"}, {"b", "yes"}}));
  ASSERT_FALSE(made);
  EXPECT_THAT(codes_of(made.error()), ElementsAre("E0519 /responses/a"));
  EXPECT_EQ(made.error()[0].message(), "these answers cannot be together: a, b");
  EXPECT_EQ(made.error()[0].help_text(), "Never both. One of the answers is wrong.");
  EXPECT_THAT(made.error()[0].help_text(Language::da), HasSubstr("Aldrig begge."));
  EXPECT_EQ(scored(model, {{"a", "yes"}}).scales[0].highest, Rational(1));
}

}  // namespace
}  // namespace vaern
