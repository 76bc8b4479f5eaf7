// SPDX-License-Identifier: Apache-2.0
#include "vaern/instrument/explanation.hpp"

#include <algorithm>

#include "instrument/explanation_json.hpp"
#include "instrument/score_situation.hpp"

namespace vaern {
inline namespace v1 {
namespace {

ExplanationNode line(std::string key, std::vector<std::pair<std::string, std::string>> arguments,
                     std::optional<Rational> value = std::nullopt) {
  ExplanationNode node;
  node.key = std::move(key);
  node.arguments = std::move(arguments);
  node.value = value;
  return node;
}

std::string_view word(Aggregate aggregate) {
  switch (aggregate) {
    case Aggregate::sum:
      return "sum";
    case Aggregate::mean:
      return "mean";
    case Aggregate::max:
      return "max";
    case Aggregate::count:
      break;
  }
  return "count";
}

std::string describe(const Step& step) {
  switch (step.kind) {
    case Step::Kind::times:
      return "times " + step.operand.to_string();
    case Step::Kind::plus:
      return "plus " + step.operand.to_string();
    case Step::Kind::divide:
      return "divide " + step.operand.to_string();
    case Step::Kind::round:
      return "round " + std::string(to_string(step.rounding));
    case Step::Kind::clamp:
      break;
  }
  return "clamp " + (step.from ? step.from->to_string() : "") + ".." +
         (step.to ? step.to->to_string() : "");
}

const Item* item_of(const Instrument& model, InputId input) {
  for (const Item& item : model.items()) {
    if (item.input == input) return &item;
  }
  return nullptr;
}

/// One line an input, then lines for imputation, for each step and for the clamp, that sum to the
/// value. A maximum lists its operands, and its lines after them sum from the greatest.
ExplanationNode explain_scale(const Score& score, std::size_t index) {
  const Instrument& model = *score.instrument;
  const Program& program = model.program().program();
  const Scale& scale = program.scales[model.scales()[index].scale];
  const ScaleRow& row = score.scales[index];
  ExplanationNode node =
      line("scale", {{"id", scale.name}, {"aggregate", std::string(word(scale.aggregate))}},
           row.has_value ? std::optional(row.value) : std::nullopt);
  if (row.has_bounds) {
    node.arguments.emplace_back("lowest", row.lowest.to_string());
    node.arguments.emplace_back("highest", row.highest.to_string());
  }
  Rational total;
  bool first = true;
  for (std::size_t i = 0; i < scale.terms.size(); ++i) {
    const Term& term = scale.terms[i];
    const TermRow& part = row.terms[i];
    const std::string name =
        term.is_scale ? program.scales[term.id].name : program.inputs[term.id].name;
    if (part.state == TermRow::State::not_applicable) {
      node.children.push_back(line("not_applicable", {{"input", name}}));
      continue;
    }
    if (part.state == TermRow::State::missing) {
      const bool counted = row.has_value && scale.missing.kind == MissingPolicy::Kind::count_as;
      node.children.push_back(line(counted ? "counted_as" : "missing", {{"input", name}},
                                   counted ? std::optional(part.contribution) : std::nullopt));
      if (counted) {
        const Item& item = *item_of(model, term.id);
        node.children.back().arguments.emplace_back(
            "code", model.code_text(item, scale.missing.counted[i]));
      }
      if (!counted) continue;
    } else {
      node.children.push_back(line("input", {{"input", name}}, part.contribution));
      if (const Item* item = term.is_scale ? nullptr : item_of(model, term.id)) {
        node.children.back().arguments.emplace_back(
            "code", model.code_text(*item, score.responses.codes()[term.id]));
      }
    }
    if (scale.aggregate == Aggregate::max) {
      total = first ? part.contribution : std::max(total, part.contribution);
    } else {
      total += part.contribution;
    }
    first = false;
  }
  if (!row.has_value) return node;
  const auto change = [&](std::string key, std::vector<std::pair<std::string, std::string>> args,
                          const Rational& to) {
    node.children.push_back(line(std::move(key), std::move(args), to - total));
    total = to;
  };
  // Of a mean, what is missing is put into its sum first (S5.7).
  const Rational count(static_cast<std::int64_t>(row.answered) + row.missing);
  const bool is_mean = scale.aggregate == Aggregate::mean;
  const Rational imputed = is_mean ? row.aggregate * count : row.aggregate;
  if (total != imputed) {
    change("imputation",
           {{"missing", std::to_string(row.missing)}, {"answered", std::to_string(row.answered)}},
           imputed);
  }
  if (is_mean) change("mean_of", {{"count", count.to_string()}}, row.aggregate);
  for (const Step& step : scale.steps) {
    change("step", {{"step", describe(step)}}, apply_steps({step}, total));
  }
  if (total != row.value) change("clamped_into_bounds", {}, row.value);
  return node;
}

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

ExplanationNode explain_level(const Score& score, const Situation& situation) {
  const Instrument& model = *score.instrument;
  const Levels& levels = model.levels();
  const Outcome& outcome = model.program().program().outcome;
  ExplanationNode node = line("level", {{"low", levels.list[score.low].id},
                                        {"high", levels.list[score.high].id},
                                        {"certain", score.is_certain() ? "yes" : "no"}});
  if (score.computed) node.level = levels.list[*score.computed].id;
  ExplanationNode order = line("levels", {{"falling", levels.is_falling ? "yes" : "no"}});
  for (const Level& level : levels.list) {
    order.children.push_back(
        line("band", {{"level", level.id}},
             level.cut_off ? std::optional(level.cut_off->value) : std::nullopt));
  }
  if (!levels.from.empty()) order.arguments.emplace_back("from", levels.from);
  node.children.push_back(std::move(order));
  for (std::size_t i = 0; i < score.rules.size(); ++i) {
    const Raise& raise = outcome.raises[i];
    std::uint32_t to = raise.to.value_or(0);
    if (!raise.to) {
      to = std::min(outcome.levels - 1, score.cut_off_level.value_or(0) + raise.by);
      to = std::max(to, raise.floor.value_or(0));
    }
    ExplanationNode rule = explain_truth("rule", score.rules[i], *model.rules()[i].when, situation);
    rule.level = levels.list[to].id;
    node.children.push_back(std::move(rule));
  }
  return node;
}

}  // namespace

Explanation explain(const Score& score) {
  const Instrument& model = *score.instrument;
  Explanation explanation;
  explanation.root = line("score", {{"instrument", model.reference()}});
  for (std::size_t i = 0; i < score.scales.size(); ++i) {
    explanation.root.children.push_back(explain_scale(score, i));
  }
  const instrument::detail::ScoreSituation situation(score);
  for (std::size_t i = 0; i < score.gates.size(); ++i) {
    explanation.root.children.push_back(
        explain_truth("gate", score.gates[i], *model.gates()[i].when, situation));
  }
  if (score.has_levels) explanation.root.children.push_back(explain_level(score, situation));
  for (std::size_t i = 0; i < score.flags.size(); ++i) {
    explanation.root.children.push_back(
        explain_truth("flag", score.flags[i], *model.flags()[i].when, situation));
  }
  if (score.judged) {
    ExplanationNode node = line("judgement", {{"reason", score.judged->given.reason}});
    node.level = model.levels().list[score.judged->level].id;
    explanation.root.children.push_back(std::move(node));
  }
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
