// SPDX-License-Identifier: Apache-2.0
#include "instrument/score_situation.hpp"

#include <algorithm>

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

constexpr std::string_view within = ".within";

Truth ScoreSituation::truth(std::string_view name) const {
  if (const NamedTruth* named = find(name)) return named->truth;
  const InputId input = input_of(name);
  if (score_.applicable[input] == Truth::no) return Truth::no;
  const Code code = score_.responses.codes()[input];
  return code == missing_code ? Truth::unknown : to_truth(code == 1);
}

OptionSet ScoreSituation::options(std::string_view name) const {
  if (name == "level") return {score_.possible, false};
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
  const Item* item = model_.find_item(name);
  return item == nullptr ? Truth::yes : score_.applicable[item->input];
}

bool ScoreSituation::is_unknown(std::string_view name) const {
  if (name == "level") return score_.low != score_.high;
  if (const NamedTruth* named = find(name)) return named->truth == Truth::unknown;
  if (const ScaleRow* scale = scale_of(name)) return !scale->has_value;
  const InputId input = input_of(name);
  return !score_.responses.is_answered(input) && score_.applicable[input] != Truth::no;
}

bool ScoreSituation::is_missing(std::string_view name, std::string_view reason) const {
  if (!is_unknown(name)) return false;
  if (reason.empty() || find(name) != nullptr || scale_of(name) != nullptr || name == "level") {
    return true;
  }
  return to_string(score_.responses.reasons()[input_of(name)]) == reason;
}

const NamedTruth* ScoreSituation::find(std::string_view name) const {
  for (const auto* list : {&score_.gates, &score_.rules, &score_.flags}) {
    for (const NamedTruth& named : *list) {
      if (named.id == name) return &named;
    }
  }
  return nullptr;
}

const ScaleRow* ScoreSituation::scale_of(std::string_view name) const {
  for (std::size_t i = 0; i < model_.scales().size(); ++i) {
    if (model_.scales()[i].id == name) return &score_.scales[i];
  }
  return nullptr;
}

InputId ScoreSituation::input_of(std::string_view name) const {
  if (name.ends_with(within)) {
    return *model_.find_item(name.substr(0, name.size() - within.size()))->within;
  }
  return model_.find_item(name)->input;
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
