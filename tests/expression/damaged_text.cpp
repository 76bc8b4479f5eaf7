// SPDX-License-Identifier: Apache-2.0
// Text that was cut, doubled and mixed up is refused or read, and nothing else happens. Runs under
// the sanitizers; seeds and counts are fixed.
#include <gtest/gtest.h>

#include <random>

#include "expression/sample.hpp"
#include "vaern/expression/expression.hpp"

namespace vaern::test {
namespace {

const std::vector<std::string> sound{
    "gun && total >= 8",
    "count([gun, left]) * 2 + total / 4 >= 3",
    "!(sleep in [\"never\", 'often']) || at_least(2, [gun, left, choked.within])",
    "applicable(weeks) ? weeks > 3 : danger_assessment.weapon",
    "[1, 2, 3].map(x, x > 1, x * 2).exists_one(y, y == 0x4) ? -1.5e3 : int('3')",
    "timestamp('2009-02-13T23:31:30Z').getHours('Europe/Copenhagen') + duration('1h').getMinutes()",
    "'\\u270c\\n\\x41\\101'.matches('^(a|b)*[^c-d]{1,2}\\\\d$') && r'\\q' != \"\"\"æ\"\"\"",
    "has(other_party.sex) && missing(gun, \"refused\") // why",
};
const std::string alphabet = "()[]{}.,?:!&|<>=+-*/%\"'\\0179eExubraæ \n";

std::string damaged(std::mt19937& random) {
  const auto below = [&random](std::size_t n) { return random() % n; };
  std::string text = sound[below(sound.size())];
  for (std::size_t i = below(4) + 1; i > 0 && !text.empty(); --i) {
    const std::size_t at = below(text.size());
    switch (below(4)) {
      case 0:
        text.erase(at, below(5) + 1);
        break;
      case 1:
        text.insert(at, 1, alphabet[below(alphabet.size())]);
        break;
      case 2:
        text[at] = alphabet[below(alphabet.size())];
        break;
      default:
        text.insert(at, text.substr(below(text.size()), below(30)));
        break;
    }
  }
  return text;
}

TEST(DamagedText, IsRefusedWithAFindingOrRead) {
  std::mt19937 random(20261121);
  const SampleNames names;
  int read = 0;
  int refused = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = damaged(random);
    DiagnosticList findings;
    const ConditionPtr condition =
        read_condition(text, {}, names, ConditionOptions::flag(), findings);
    ASSERT_EQ(condition == nullptr, findings.has_errors()) << text;
    if (condition) {
      const SampleSituation situation(names);
      evaluate(*condition, situation);
      ASSERT_FALSE(to_text(*condition).empty());
    }
    const auto expression = Expression::parse(text, {.check = i % 2 == 0});
    if (expression) {
      ++read;
      expression->evaluate({{"gun", CelValue::of(true)}}, {.max_work = 10'000});
    } else {
      ++refused;
      ASSERT_TRUE(expression.error().has_errors());
    }
  }
  EXPECT_GT(read, 1'000);
  EXPECT_GT(refused, 1'000);
}

}  // namespace
}  // namespace vaern::test
