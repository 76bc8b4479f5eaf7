// SPDX-License-Identifier: Apache-2.0
#include "vaern/instrument/shrink.hpp"

#include "instrument/support.hpp"

namespace vaern {
namespace {

using testing_support::load_text;

InstrumentPtr with_example(const std::string& example) {
  return load_text(R"(vaern: 1
instrument: small
version: "1"
status: draft
title: {en: Small, da: Lille}
items:
  a: {type: yes_no, text: {en: First, da: Første}}
  b: {type: yes_no, text: {en: Second, da: Anden}}
  c: {type: yes_no, text: {en: Third, da: Tredje}}
scales:
  total: {sum: {a: 2, b: 3, c: 4}, missing: {count_as: no}}
levels:
  from: total
  cut_offs: {low: lowest, high: 5}
  texts: {low: {en: Low is not safe., da: Lav er ikke sikker.}}
examples:
)" + example);
}

TEST(Shrink, LeavesTheAnswersThatMakeTheDifference) {
  const InstrumentPtr model = with_example(
      "  - {name: wrong, responses: {a: no, b: no, c: yes}, others: no, expect: {total: 5}}\n");
  const auto shrunk = shrink(model, model->examples()[0], Language::en);
  ASSERT_TRUE(shrunk);
  EXPECT_EQ(shrunk->what, "total");
  EXPECT_EQ(shrunk->expected, "5");
  EXPECT_EQ(shrunk->found, "4");
  EXPECT_EQ(shrunk->responses, "{c: yes}");
  EXPECT_EQ(shrunk->others, "");
  bool names_it = false;
  for (const std::string& line : shrunk->because) {
    names_it = names_it || line.find("Third") != std::string::npos;
  }
  EXPECT_TRUE(names_it);
}

TEST(Shrink, KeepsWhatTheSameFailureNeeds) {
  const InstrumentPtr model = with_example(
      "  - {name: wrong, responses: {a: yes, b: yes}, others: no, expect: {level: low}}\n");
  const auto shrunk = shrink(model, model->examples()[0], Language::da);
  ASSERT_TRUE(shrunk);
  EXPECT_EQ(shrunk->responses, "{a: yes, b: yes}");
  EXPECT_EQ(shrunk->found, "high");
}

TEST(Shrink, HasNothingToSayOfAnExampleThatPasses) {
  const InstrumentPtr model =
      with_example("  - {name: right, responses: {a: yes}, others: no, expect: {total: 2}}\n");
  EXPECT_FALSE(shrink(model, model->examples()[0], Language::en));
}

}  // namespace
}  // namespace vaern
