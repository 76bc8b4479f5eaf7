// SPDX-License-Identifier: Apache-2.0
#include "vaern/instrument/explanation.hpp"

#include <algorithm>
#include <array>

#include "instrument/explanation_json.hpp"
#include "instrument/explanation_nodes.hpp"
#include "instrument/score_situation.hpp"

namespace vaern {
inline namespace v1 {
namespace {

using instrument::detail::explain_scale;
using instrument::detail::line;

/// The condition as a tree: what it joins, down to what is answered or compared.
ExplanationNode explain_condition(const Condition& condition, const Situation& situation) {
  ExplanationNode node;
  switch (condition.op) {
    case Op::all_of:
      node.key = "all";
      break;
    case Op::any_of:
      node.key = "any";
      break;
    case Op::not_:
      node.key = "not";
      break;
    case Op::at_least:
      node = line("at_least", {{"threshold", std::to_string(condition.threshold)}});
      break;
    default:
      node = line("condition", {{"text", to_text(condition)}});
      break;
  }
  node.truth = evaluate(condition, situation);
  if (node.key == "condition") return node;
  for (const ConditionPtr& argument : condition.arguments) {
    node.children.push_back(explain_condition(*argument, situation));
  }
  return node;
}

ExplanationNode explain_truth(std::string key, const NamedTruth& named, const Condition& condition,
                              const Situation& situation) {
  ExplanationNode node = line(std::move(key), {{"id", named.id}});
  if (named.rests_on_imputed) node.arguments.emplace_back("imputed", "yes");
  node.truth = named.truth;
  node.children.push_back(explain_condition(condition, situation));
  return node;
}

/// Of `levels` and of every further outcome: the bands, and the rules that raise.
ExplanationNode explain_level(std::string key, const LevelScore& made, const Levels& levels,
                              const std::vector<Rule>& rules, const Situation& situation) {
  ExplanationNode node = line(std::move(key), {{"low", levels.list[made.low].id},
                                               {"high", levels.list[made.high].id},
                                               {"certain", made.low == made.high ? "yes" : "no"}});
  if (made.computed) node.level = levels.list[*made.computed].id;
  ExplanationNode order = line("levels", {{"falling", levels.is_falling ? "yes" : "no"}});
  for (const Level& level : levels.list) {
    order.children.push_back(
        line("band", {{"level", level.id}},
             level.cut_off ? std::optional(level.cut_off->value) : std::nullopt));
  }
  if (!levels.from.empty()) order.arguments.emplace_back("from", levels.from);
  node.children.push_back(std::move(order));
  const auto top = static_cast<std::uint32_t>(levels.list.size()) - 1;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    std::uint32_t to = rules[i].raise_to.value_or(0);
    if (!rules[i].raise_to) {
      to = std::min(top, made.cut_off_level.value_or(0) + rules[i].raise_by);
      to = std::max(to, rules[i].floor.value_or(0));
    }
    ExplanationNode rule = explain_truth("rule", made.rules[i], *rules[i].when, situation);
    rule.level = levels.list[to].id;
    node.children.push_back(std::move(rule));
  }
  return node;
}

ExplanationNode explain_classes(const ClassScore& made, const InstrumentClasses& classes,
                                const Situation& situation) {
  std::string possible;
  for (const std::uint32_t one : levels_of(made.possible)) {
    possible += (possible.empty() ? "" : ", ") + classes.list[one].id;
  }
  ExplanationNode node =
      line("classes", {{"id", made.id},
                       {"choose", classes.is_exactly_one ? "exactly_one" : "first_match"},
                       {"certain", made.is_certain() ? "yes" : "no"},
                       {"possible", possible}});
  for (const NominalClass& one : classes.list) {
    ExplanationNode child = line("class", {{"id", one.id}});
    child.truth = Truth::yes;  // otherwise
    if (one.when != nullptr) {
      child.truth = evaluate(*one.when, situation);
      child.children.push_back(explain_condition(*one.when, situation));
    }
    node.children.push_back(std::move(child));
  }
  return node;
}

/// What was taken from earlier assessments, and from which.
ExplanationNode explain_earlier(const EarlierInput& input, const EarlierValue& taken) {
  constexpr std::array<const char*, 4> words{"last", "mean", "max", "count"};
  ExplanationNode node = line(
      "earlier",
      {{"id", input.id}, {"of", input.of}, {"take", words[static_cast<std::size_t>(input.take)]}},
      taken.value);
  for (const auto& [date, value] : taken.rests_on) {
    node.children.push_back(line("assessed", {{"date", date.to_string()}}, value));
  }
  return node;
}

ExplanationNode explain_judgement(const Score& score) {
  const Instrument& model = *score.instrument;
  ExplanationNode node = line("judgement", {{"reason", score.judged->given.reason}});
  node.level = model.levels().list[score.judged->level].id;
  for (std::size_t i = 0; i < score.opinions.size(); ++i) {
    const OpinionScore& opinion = score.opinions[i];
    ExplanationNode child = line("opinion", {{"id", opinion.id}});
    if (opinion.given) {
      child.level = model.find_set(model.opinions()[i].set)->options[*opinion.given].code;
    } else {
      child.arguments.emplace_back("open", opinion.is_required ? "required" : "yes");
    }
    node.children.push_back(std::move(child));
  }
  return node;
}

}  // namespace

Explanation explain(const Score& score) {
  const Instrument& model = *score.instrument;
  Explanation explanation;
  explanation.root = line("score", {{"instrument", model.reference()}});
  std::vector<ExplanationNode>& nodes = explanation.root.children;
  for (std::size_t i = 0; i < score.earlier_values.size(); ++i) {
    nodes.push_back(explain_earlier(model.earlier()[i], score.earlier_values[i]));
  }
  for (std::size_t i = 0; i < score.scales.size(); ++i) {
    nodes.push_back(explain_scale(score, i));
  }
  const instrument::detail::ScoreSituation situation(score);
  const instrument::detail::RuleSituation of_rules(score);
  const instrument::detail::ClassSituation of_classes(score);
  for (std::size_t i = 0; i < score.gates.size(); ++i) {
    nodes.push_back(explain_truth("gate", score.gates[i], *model.gates()[i].when, situation));
  }
  for (std::size_t i = 0; i < score.consistent.size(); ++i) {
    nodes.push_back(
        explain_truth("consistent", score.consistent[i], *model.consistent()[i].must, situation));
  }
  for (std::size_t i = 0; i < score.outcomes.size(); ++i) {
    const FurtherOutcome& outcome = model.outcomes()[i];
    nodes.push_back(
        explain_level("outcome", score.outcomes[i], outcome.levels, outcome.rules, of_rules));
    auto& arguments = nodes.back().arguments;
    arguments.insert(arguments.begin(), {"id", outcome.id});
  }
  if (score.has_levels) {
    nodes.push_back(explain_level("level", score, model.levels(), model.rules(), of_rules));
  }
  for (std::size_t i = 0; i < score.classes.size(); ++i) {
    nodes.push_back(explain_classes(score.classes[i], model.classes()[i], of_classes));
  }
  for (std::size_t i = 0; i < score.flags.size(); ++i) {
    nodes.push_back(explain_truth("flag", score.flags[i], *model.flags()[i].when, situation));
  }
  if (score.judged) nodes.push_back(explain_judgement(score));
  return explanation;
}

namespace {

void write(CanonicalWriter& json, const ExplanationNode& node) {
  json.begin_map().text("key", node.key);
  if (!node.arguments.empty()) {
    json.begin_map("arguments");
    for (const auto& [key, value] : node.arguments) json.text(key, value);
    json.end_map();
  }
  if (node.value) json.number("value", *node.value);
  if (node.truth) json.text("truth", to_string(*node.truth));
  if (node.level) json.text("level", *node.level);
  if (!node.children.empty()) {
    json.begin_list("children");
    for (const ExplanationNode& child : node.children) write(json, child);
    json.end_list();
  }
  json.end_map();
}

}  // namespace

void write_explanation(CanonicalWriter& json, const Explanation& explanation) {
  write(json, explanation.root);
}

std::string explanation_json(const Explanation& explanation) {
  CanonicalWriter json;
  write_explanation(json, explanation);
  return json.finish();
}

}  // namespace v1
}  // namespace vaern
