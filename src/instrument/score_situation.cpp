// SPDX-License-Identifier: Apache-2.0
#include "instrument/score_situation.hpp"

#include <algorithm>

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

namespace {

/// Every level of a range, its gaps too: what reads a level reads the range (S10.1).
OptionSet between(std::uint32_t low, std::uint32_t high) {
  const std::uint64_t up_to = (std::uint64_t{2} << high) - 1;
  return {(~std::uint64_t{0} << low) & up_to, false};
}

}  // namespace

Truth ScoreSituation::truth(std::string_view name) const {
  if (const NamedTruth* named = find(name)) return named->truth;
  const InputId input = input_of(name);
  if (score_.applicable[input] == Truth::no) return Truth::no;
  const Code code = score_.responses.codes()[input];
  return code == missing_code ? Truth::unknown : to_truth(code == 1);
}

OptionSet ScoreSituation::options(std::string_view name) const {
  if (name == "level") return between(score_.low, score_.high);
  if (const FurtherScore* outcome = outcome_of(name)) return between(outcome->low, outcome->high);
  if (const ClassScore* classes = classes_of(name)) {
    if (classes->is_certain()) return {classes->possible, false};
    // Unknown also where a condition lists every class (S10.2).
    const auto index = static_cast<std::size_t>(classes - score_.classes.data());
    OptionSet all = OptionSet::any(static_cast<unsigned>(model_.classes()[index].list.size()));
    all.none = true;
    return all;
  }
  const InputId input = input_of(name);
  const Truth applicable = score_.applicable[input];
  if (applicable == Truth::no) return {0, true};
  const Code code = score_.responses.codes()[input];
  if (code != missing_code) return OptionSet::of(code);
  // Unknown also where a condition lists every code (S4.1): nobody has answered.
  OptionSet all = OptionSet::any(model_.program().program().inputs[input].size);
  all.none = true;
  return all;
}

Interval ScoreSituation::number(std::string_view name) const {
  if (const ScaleRow* scale = scale_of(name)) {
    if (scale->has_value) return Interval(scale->value);
    return {scale->lowest, scale->highest};
  }
  const InputId input = input_of(name);
  const std::vector<Rational>& values = model_.program().program().inputs[input].values;
  const Code code = score_.responses.codes()[input];
  if (code != missing_code) return Interval(values[code]);
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return {*low, *high};
}

Truth ScoreSituation::has_number(std::string_view name) const {
  const ScaleRow* scale = scale_of(name);
  if (scale == nullptr) return score_.applicable[input_of(name)];
  if (scale->has_value) return Truth::yes;
  if (!scale->has_bounds) return Truth::no;
  return scale->may_be_none ? Truth::unknown : Truth::yes;
}

Truth ScoreSituation::applicable(std::string_view name) const {
  if (scale_of(name) != nullptr) return Truth::yes;
  return score_.applicable[input_of(name)];
}

bool ScoreSituation::is_unknown(std::string_view name) const {
  if (name == "level") return score_.low != score_.high;
  if (const FurtherScore* outcome = outcome_of(name)) return !outcome->is_certain();
  if (const ClassScore* classes = classes_of(name)) return !classes->is_certain();
  if (const NamedTruth* named = find(name)) return named->truth == Truth::unknown;
  if (const ScaleRow* scale = scale_of(name)) return !scale->has_value;
  const InputId input = input_of(name);
  return !score_.responses.is_answered(input) && score_.applicable[input] != Truth::no;
}

bool ScoreSituation::is_missing(std::string_view name, std::string_view reason) const {
  if (!is_unknown(name)) return false;
  const bool is_made = find(name) != nullptr || scale_of(name) != nullptr || name == "level" ||
                       outcome_of(name) != nullptr || classes_of(name) != nullptr;
  if (reason.empty() || is_made) return true;
  return to_string(score_.responses.reasons()[input_of(name)]) == reason;
}

const NamedTruth* ScoreSituation::find(std::string_view name) const {
  const auto find_in = [&](const std::vector<NamedTruth>& list) -> const NamedTruth* {
    for (const NamedTruth& named : list) {
      if (named.id == name) return &named;
    }
    return nullptr;
  };
  for (const auto* list : {&score_.gates, &score_.rules, &score_.flags}) {
    if (const NamedTruth* found = find_in(*list)) return found;
  }
  for (const FurtherScore& outcome : score_.outcomes) {
    if (const NamedTruth* found = find_in(outcome.rules)) return found;
  }
  return nullptr;
}

const ScaleRow* ScoreSituation::scale_of(std::string_view name) const {
  for (std::size_t i = 0; i < model_.scales().size(); ++i) {
    if (model_.scales()[i].id == name) return &score_.scales[i];
  }
  return nullptr;
}

const FurtherScore* ScoreSituation::outcome_of(std::string_view name) const {
  for (const FurtherScore& outcome : score_.outcomes) {
    if (outcome.id == name) return &outcome;
  }
  return nullptr;
}

const ClassScore* ScoreSituation::classes_of(std::string_view name) const {
  for (const ClassScore& classes : score_.classes) {
    if (classes.id == name) return &classes;
  }
  return nullptr;
}

InputId ScoreSituation::input_of(std::string_view name) const {
  const std::vector<Input>& inputs = model_.program().program().inputs;
  InputId input = 0;
  while (inputs[input].name != name) ++input;
  return input;
}

namespace {

struct Ends {
  std::uint32_t low = 0;
  std::uint32_t high = 0;
};

/// The band that a number is in.
std::uint32_t band(const Levels& levels, const Rational& value) {
  std::uint32_t level = 0;
  for (std::uint32_t i = 1; i < levels.list.size(); ++i) {
    const Rational& cut_off = levels.list[i].cut_off->value;
    if (levels.is_falling ? value <= cut_off : value >= cut_off) level = i;
  }
  return level;
}

/// The bands that the scale of an outcome may be in: of a reported value one.
Ends bands(const Score& score, const Levels& levels) {
  const std::vector<InstrumentScale>& scales = score.instrument->scales();
  for (std::size_t i = 0; i < scales.size(); ++i) {
    if (scales[i].id != levels.from) continue;
    const ScaleRow& row = score.scales[i];
    if (row.has_value) return {band(levels, row.value), band(levels, row.value)};
    if (!row.has_bounds) return {};
    Ends ends{band(levels, row.lowest), band(levels, row.highest)};
    if (levels.is_falling) std::swap(ends.low, ends.high);
    if (row.may_be_none) ends.low = 0;
    return ends;
  }
  return {};
}

}  // namespace

RuleSituation::RuleSituation(const Score& score) : ScoreSituation(score) {
  for (std::size_t i = 0; i < score.outcomes.size(); ++i) {
    const FurtherOutcome& outcome = score.instrument->outcomes()[i];
    const auto top = static_cast<std::uint32_t>(outcome.levels.list.size()) - 1;
    const Ends base = bands(score, outcome.levels);
    Ends ends = base;
    for (std::size_t r = 0; r < outcome.rules.size(); ++r) {
      const Rule& rule = outcome.rules[r];
      const Truth truth = score.outcomes[i].rules[r].truth;
      const auto raised = [&](std::uint32_t from) {
        if (rule.raise_to) return *rule.raise_to;
        return std::max(std::min(from + rule.raise_by, top), rule.floor.value_or(0));
      };
      if (truth == Truth::yes) ends.low = std::max(ends.low, raised(base.low));
      if (truth != Truth::no) ends.high = std::max(ends.high, raised(base.high));
    }
    outcomes_.emplace_back(outcome.id, between(ends.low, ends.high));
  }
}

OptionSet RuleSituation::options(std::string_view name) const {
  for (const auto& [id, set] : outcomes_) {
    if (id == name) return set;
  }
  return ScoreSituation::options(name);
}

Truth ClassSituation::truth(std::string_view name) const {
  for (const Gate& gate : model_.gates()) {
    if (gate.id == name) return evaluate(*gate.when, *this);
  }
  return ScoreSituation::truth(name);
}

Interval ClassSituation::number(std::string_view name) const {
  const ScaleRow* scale = scale_of(name);
  if (scale == nullptr) return ScoreSituation::number(name);
  return {scale->lowest, scale->highest};
}

Truth ClassSituation::has_number(std::string_view name) const {
  const ScaleRow* scale = scale_of(name);
  if (scale == nullptr) return ScoreSituation::has_number(name);
  if (!scale->has_bounds) return Truth::no;
  return scale->may_be_none ? Truth::unknown : Truth::yes;
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
