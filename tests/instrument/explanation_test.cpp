// SPDX-License-Identifier: Apache-2.0
// S14: the tree alone gives the score.
#include "vaern/instrument/explanation.hpp"

#include "instrument/random_responses.hpp"
#include "instrument/support.hpp"

namespace vaern {
namespace {

using namespace testing_support;

void expect_replayed(const Score& made) {
  const Instrument& model = *made.instrument;
  const Explanation explanation = explain(made);
  const Reevaluation again = evaluate(explanation);
  ASSERT_EQ(again.scales.size(), made.scales.size());
  for (std::size_t i = 0; i < made.scales.size(); ++i) {
    EXPECT_EQ(again.scales[i].first, model.scales()[i].id);
    ASSERT_EQ(again.scales[i].second.has_value(), made.scales[i].has_value);
    if (made.scales[i].has_value) {
      EXPECT_EQ(*again.scales[i].second, made.scales[i].value);
    }
  }
  std::vector<std::pair<std::string, Truth>> truths;
  const auto add = [&](const std::vector<NamedTruth>& list) {
    for (const NamedTruth& named : list) truths.emplace_back(named.id, named.truth);
  };
  add(made.gates);
  add(made.consistent);
  for (const FurtherScore& outcome : made.outcomes) add(outcome.rules);
  add(made.rules);
  add(made.flags);
  EXPECT_EQ(again.truths, truths);
  ASSERT_EQ(again.outcomes.size(), made.outcomes.size());
  for (std::size_t i = 0; i < made.outcomes.size(); ++i) {
    std::optional<std::string> computed;
    if (made.outcomes[i].computed) {
      computed = model.outcomes()[i].levels.list[*made.outcomes[i].computed].id;
    }
    EXPECT_EQ(again.outcomes[i], std::pair(made.outcomes[i].id, computed));
  }
  ASSERT_EQ(again.classes.size(), made.classes.size());
  for (std::size_t i = 0; i < made.classes.size(); ++i) {
    std::vector<std::string> possible;
    for (const std::uint32_t one : levels_of(made.classes[i].possible)) {
      possible.push_back(model.classes()[i].list[one].id);
    }
    EXPECT_EQ(again.classes[i], std::pair(made.classes[i].id, possible));
  }
  std::optional<std::string> level;
  if (made.computed) level = model.levels().list[*made.computed].id;
  EXPECT_EQ(again.level, level);
}

TEST(Explanation, AloneGivesTheScoreOfEveryShippedInstrument) {
  for (const InstrumentPtr& model : all_shipped()) {
    SCOPED_TRACE(model->reference());
    for (std::uint64_t seed = 1; seed <= 150; ++seed) {
      SCOPED_TRACE(seed);
      const Result<Score> made = score(model, random_responses(*model, seed, seed % 5));
      ASSERT_TRUE(made) << render(made.error());
      expect_replayed(*made);
      if (HasFailure()) return;
    }
  }
}

TEST(Explanation, AloneGivesTheScoreOfEveryMechanism) {
  const InstrumentPtr model = load_every_mechanism();
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    SCOPED_TRACE(seed);
    const Result<Score> made =
        score(model, random_responses(*model, seed, seed % 5), random_options(seed));
    ASSERT_TRUE(made) << render(made.error());
    expect_replayed(*made);
    if (HasFailure()) return;
  }
}

/// Every aggregate, policy, step and kind of condition in one instrument.
InstrumentPtr everything() {
  return load_text(R"(vaern: 1
instrument: test
version: "1"
status: draft
title: {en: T, da: T}
answers:
  often: {never: 0, sometimes: 1, often: 3}
items:
  a: {type: often, text: {en: A, da: A}}
  b: {type: often, text: {en: B, da: B}}
  c: {type: yes_no, text: {en: C, da: C}}
  d: {type: often, asked_when: c, text: {en: D, da: D}}
  e: {type: number, from: -2, to: 2, step: 0.5, text: {en: E, da: E}}
scales:
  counted: {sum: {a: 2, b: -1, d: 0.5}, missing: {count_as: never}}
  by_range: {sum: [a, b, e], then: [{times: 3}, {divide: 7}, {round: half_even}], missing: {prorate: by_range}}
  mean: {mean: [a, b, d], then: [{round: floor}], missing: {at_most: 1, prorate: by_count}}
  mean_counted: {mean: [a, b], then: [{plus: 0.25}, {times: -2}], missing: {count_as: often}}
  most: {max: [a, b], then: [{clamp: {from: 0, to: 2}}, {plus: 1}], missing: {count_as: sometimes}}
  farthest: {max: [e, most], missing: bounds_only}
  only_e: {sum: [e], missing: {count_as: 0.50}}
  how_many: {count: {of: [a, b, d], at_or_above: 1}, missing: {prorate: by_count}}
  whole: {sum: {mean: 2, how_many: 1}, missing: bounds_only}
gates:
  some: {any: [c, {a: often}]}
  two: {at_least: {2: [c, {a: [sometimes, often]}, {b: often}]}}
levels:
  from: counted
  cut_offs: {low: lowest, medium: 1, high: 3, acute: 5}
  texts: {low: {en: Low is not safe., da: Lav er ikke sikker.}}
rules:
  up: {when: {all: [some, {not: two}]}, raise_by: 1, floor: medium, because: {en: U, da: U}}
  text: {when: "some ? mean >= 1 : e < 0", raise_to: high, because: {en: T, da: T}}
flags:
  unknown_c: {when: {unknown: c}, because: {en: F, da: F}}
  high: {when: {level: [high, acute]}, because: {en: F, da: F}}
)");
}

TEST(Explanation, AloneGivesTheScoreWhateverAnInstrumentHas) {
  const InstrumentPtr model = everything();
  ASSERT_NE(model, nullptr);
  std::size_t imputed = 0;
  for (std::uint64_t seed = 1; seed <= 600; ++seed) {
    SCOPED_TRACE(seed);
    const Result<Score> made = score(model, random_responses(*model, seed, seed % 5));
    ASSERT_TRUE(made) << render(made.error());
    for (const ScaleRow& scale : made->scales) imputed += scale.is_imputed ? 1U : 0U;
    expect_replayed(*made);
    if (HasFailure()) return;
  }
  EXPECT_GT(imputed, 300U);
}

std::string lines(const ExplanationNode& node) {
  std::string text;
  for (const ExplanationNode& child : node.children) {
    text += child.key;
    for (const auto& [name, value] : child.arguments) text += " " + value;
    if (child.value) text += " = " + child.value->to_string();
    text += "\n";
  }
  return text;
}

const ExplanationNode& scale_node(const Explanation& explanation, std::size_t index) {
  return explanation.root.children[index];
}

TEST(Explanation, SaysWhatEveryLineAdds) {
  const Score made =
      scored(everything(), {{"a", "often"}, {"b", "sometimes"}, {"c", "no"}, {"e", "1.5"}});
  const Explanation explanation = explain(made);
  EXPECT_EQ(lines(scale_node(explanation, 0)),
            "input a often = 6\ninput b sometimes = -1\nnot_applicable d\n");
  EXPECT_EQ(lines(scale_node(explanation, 1)),  // 5.5 * 3 = 16.5, / 7 = 2.357..., 2
            "input a often = 3\ninput b sometimes = 1\ninput e 1.5 = 1.5\nstep times 3 = 11\n"
            "step divide 7 = -99/7\nstep round half_even = -5/14\n");
  EXPECT_EQ(lines(scale_node(explanation, 2)),
            "input a often = 3\ninput b sometimes = 1\nnot_applicable d\nmean_of 2 = -2\n"
            "step round floor = 0\n");
}

TEST(Explanation, GivesImputationALineOfItsOwn) {
  const Score made = scored(everything(), {{"a", "often"}, {"c", "no"}});
  const Explanation explanation = explain(made);
  EXPECT_EQ(lines(scale_node(explanation, 0)),
            "input a often = 6\ncounted_as b never = 0\nnot_applicable d\n");
  EXPECT_EQ(lines(scale_node(explanation, 2)),  // b is like a: 3 more, and the mean of both is 3
            "input a often = 3\nmissing b\nnot_applicable d\nimputation 1 1 = 3\nmean_of 2 = -3\n"
            "step round floor = 0\n");
  EXPECT_EQ(lines(scale_node(explanation, 3)),
            "input a often = 3\ncounted_as b often = 3\nmean_of 2 = -3\nstep plus 0.25 = 0.25\n"
            "step times -2 = -9.75\n");
}

TEST(Explanation, ListsTheOperandsOfARule) {
  const Score made = scored(everything(), {{"c", "yes"}, {"a", "never"}, {"b", "never"}});
  for (const ExplanationNode& node : explain(made).root.children) {
    if (node.key != "level") continue;
    const ExplanationNode& rule = node.children[1];
    EXPECT_EQ(rule.key, "rule");
    EXPECT_EQ(rule.truth, Truth::yes);
    ASSERT_EQ(rule.children.size(), 1U);
    EXPECT_EQ(rule.children[0].key, "all");
    EXPECT_EQ(lines(rule.children[0]), "condition some\nnot\n");
    EXPECT_EQ(lines(rule.children[0].children[1]), "condition two\n");
    EXPECT_EQ(rule.children[0].children[1].children[0].truth, Truth::no);
  }
}

}  // namespace
}  // namespace vaern
