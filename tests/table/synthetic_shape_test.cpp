// SPDX-License-Identifier: Apache-2.0
#include "vaern/table/synthetic.hpp"

#include <gmock/gmock.h>

#include <array>
#include <map>

#include "instrument/support.hpp"
#include "table/synthetic_support.hpp"

namespace vaern {
namespace {

using testing::Each;
using testing::Ge;
using testing::Le;
using testing_support::load_text;
using testing_support::percent;
using testing_support::plain_model;
using testing_support::share;

TEST(Synthetic, LeavesOutTheShareThatWasAskedFor) {
  const InstrumentPtr model = load_text(plain_model(20));
  SyntheticOptions options;
  options.rows = 20'000;
  EXPECT_EQ(share(make_synthetic(model, options).codes, 255), 0);
  options.missing.single = 7 * percent;
  EXPECT_NEAR(share(make_synthetic(model, options).codes, 255), 0.07, 0.002);
  options.missing.reasons[static_cast<std::size_t>(MissingReason::refused)] = 3;
  options.missing.reasons[static_cast<std::size_t>(MissingReason::omitted)] = 1;
  const SyntheticTable table = make_synthetic(model, options);
  EXPECT_EQ(share(table.codes, 255), 0);
  EXPECT_NEAR(share(table.codes, 252), 0.0525, 0.002);
  EXPECT_NEAR(share(table.codes, 250), 0.0175, 0.002);
  options.missing = {};
  options.missing.single = 1'000'000;
  EXPECT_EQ(share(make_synthetic(model, options).codes, 255), 1);
}

TEST(Synthetic, LeavesOutWholeBlocks) {
  const InstrumentPtr model = load_text(plain_model(20));
  SyntheticOptions options;
  options.rows = 20'000;
  options.missing.block = 10 * percent;
  options.missing.block_size = 4;
  const SyntheticTable table = make_synthetic(model, options);
  EXPECT_NEAR(share(table.codes, 255), 0.1, 0.005);
  for (std::size_t column = 0; column < 20; ++column) {
    for (std::size_t row = 0; row < options.rows; ++row) {
      ASSERT_EQ(table.codes[column][row] == 255, table.codes[column / 4 * 4][row] == 255);
    }
  }
}

TEST(Synthetic, LosesPersonsForGood) {
  const InstrumentPtr model = load_text(plain_model(2));
  SyntheticOptions options;
  options.rows = 40'000;
  options.waves = 4;
  options.missing.dropout = 20 * percent;
  const SyntheticTable table = make_synthetic(model, options);
  std::array<double, 4> there{};
  for (std::size_t row = 0; row < options.rows; ++row) {
    const bool is_here = table.codes[0][row] != 255;
    ASSERT_EQ(table.codes[1][row] != 255, is_here);
    if (table.wave[row] > 0 && table.codes[0][row - 1] == 255) {
      ASSERT_FALSE(is_here) << row;
    }
    there[static_cast<std::size_t>(table.wave[row])] += is_here ? 1 : 0;
  }
  EXPECT_EQ(there[0], 10'000);
  EXPECT_NEAR(there[1], 8'000, 200);
  EXPECT_NEAR(there[2], 6'400, 200);
  EXPECT_NEAR(there[3], 5'120, 200);
}

TEST(Synthetic, OrdersRowsByPersonWaveAndRater) {
  SyntheticOptions options;
  options.rows = 13;
  options.waves = 3;
  options.raters = 2;
  const SyntheticTable table = make_synthetic(load_text(plain_model(1)), options);
  EXPECT_THAT(table.person, testing::ElementsAre(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2));
  EXPECT_THAT(table.wave, testing::ElementsAre(0, 0, 1, 1, 2, 2, 0, 0, 1, 1, 2, 2, 0));
  EXPECT_THAT(table.rater, testing::ElementsAre(0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0));
}

TEST(Synthetic, AssessesLaterWavesLater) {
  SyntheticOptions options;
  options.rows = 3000;
  options.waves = 5;
  options.raters = 2;
  for (const std::uint32_t days : {1U, 14U, 91U}) {
    options.wave_days = days;
    const SyntheticTable table = make_synthetic(load_text(plain_model(1)), options);
    for (std::size_t row = 1; row < options.rows; ++row) {
      if (table.person[row] != table.person[row - 1]) continue;
      if (table.wave[row] == table.wave[row - 1]) {
        ASSERT_EQ(table.assessed[row], table.assessed[row - 1]) << "two raters of one day";
      } else {
        ASSERT_GT(table.assessed[row], table.assessed[row - 1]);
      }
    }
    EXPECT_THAT(table.assessed, Each(Ge(Date(2023, 1, 1).day_number())));
  }
}

/// Of two columns of numbers; of one with itself its variance.
template <class Column>
double covariance(const Column& x, const Column& y) {
  double sum_x = 0;
  double sum_y = 0;
  double products = 0;
  for (std::size_t row = 0; row < x.size(); ++row) {
    sum_x += x[row];
    sum_y += y[row];
    products += x[row] * y[row];
  }
  const auto n = static_cast<double>(x.size());
  return products / n - sum_x / n * sum_y / n;
}

TEST(Synthetic, GivesAnswersThatHangTogether) {
  const InstrumentPtr model = load_text(plain_model(20));
  SyntheticOptions options;
  options.rows = 20'000;
  const SyntheticTable table = make_synthetic(model, options);
  // Cronbach's alpha: k/(k-1) (1 - sum of the items' variances / variance of their sum).
  std::vector<double> total(options.rows);
  double items = 0;
  for (const auto& column : table.codes) {
    for (std::size_t row = 0; row < column.size(); ++row) total[row] += column[row];
    items += covariance(column, column);
    EXPECT_THAT(share({column}, 1), testing::AllOf(Ge(0.08), Le(0.52)));
  }
  EXPECT_GT(20.0 / 19.0 * (1 - items / covariance(total, total)), 0.7);
}

TEST(Synthetic, TurnsReversedItemsAndFallingPointsWithTheTrait) {
  const InstrumentPtr model = load_text(R"(
vaern: 1
instrument: turned
version: "1"
status: draft
title: {en: Turned, da: Vendt}
answers:
  falling: {often: 3, sometimes: 2, rarely: 1, never: 0}
items:
  a: {type: falling, text: {en: A, da: A}}
  b: {type: number, from: 0, to: 10, reversed: yes, text: {en: B, da: B}}
  c: {type: number, from: 0, to: 10, text: {en: C, da: C}}
scales:
  total: {sum: [a, b, c], missing: bounds_only}
)");
  SyntheticOptions options;
  options.rows = 20'000;
  const SyntheticTable table = make_synthetic(model, options);
  const auto& a = table.codes[0];
  const auto& b = table.codes[1];
  const auto& c = table.codes[2];
  EXPECT_LT(covariance(a, c), -0.1);
  EXPECT_LT(covariance(b, c), -0.1);
  EXPECT_GT(covariance(a, b), 0.1);
}

TEST(Synthetic, GivesEveryAnswerOfALargeDomain) {
  const InstrumentPtr model = load_text(R"(
vaern: 1
instrument: large
version: "1"
status: draft
title: {en: Large, da: Stor}
items:
  a: {type: number, from: 1, to: 250, text: {en: A, da: A}}
scales:
  total: {sum: [a], missing: bounds_only}
)");
  SyntheticOptions options;
  options.rows = 20'000;
  const SyntheticTable table = make_synthetic(model, options);
  std::map<int, int> seen;
  for (const std::uint8_t code : table.codes[0]) ++seen[code];
  EXPECT_EQ(seen.size(), 250U);
  EXPECT_EQ(seen.begin()->first, 0);
}

TEST(Synthetic, LetsRatersDisagreeNowAndThen) {
  const InstrumentPtr model = load_text(plain_model(10));
  SyntheticOptions options;
  options.rows = 20'000;
  options.raters = 2;
  const auto agreement = [&] {
    const SyntheticTable table = make_synthetic(model, options);
    double same = 0;
    for (const auto& column : table.codes) {
      for (std::size_t row = 0; row < options.rows; row += 2)
        same += column[row] == column[row + 1];
    }
    return same / 10 / static_cast<double>(options.rows / 2);
  };
  EXPECT_GT(agreement(), 0.85);
  EXPECT_LT(agreement(), 0.98);
  options.disagreement = 1'000'000;
  EXPECT_LT(agreement(), 0.7);
}

}  // namespace
}  // namespace vaern
