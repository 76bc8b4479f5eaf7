// SPDX-License-Identifier: Apache-2.0
#include "safety_plan/reason.hpp"

#include <algorithm>
#include <utility>

namespace vaern::safety_plan::detail {
namespace {

Reading read_options(const std::string& name, const OptionSet& set,
                     const Declaration* declaration) {
  Reading reading{name, {}, false};
  std::size_t count = 0;
  const std::size_t declared = declaration != nullptr ? declaration->codes.size() : 0;
  for (std::size_t i = 0; i < declared; ++i) {
    if (((set.possible >> i) & 1U) == 0) continue;
    reading.value += (count++ > 0 ? "|" : "") + declaration->codes[i];
  }
  reading.is_open = count != 1;
  // Any of them is no answer at all.
  if (count == declared) reading.value = "unknown";
  return reading;
}

Reading read_name(const std::string& name, const Situation& situation,
                  const Declaration* declaration) {
  const NameKind kind = declaration != nullptr ? declaration->kind : NameKind::yes_no;
  if (kind == NameKind::options) return read_options(name, situation.options(name), declaration);
  if (kind == NameKind::number) {
    if (situation.is_unknown(name)) return {name, "unknown", true};
    const Interval interval = situation.number(name);
    return {name, interval.to_string(), !interval.is_point()};
  }
  const Truth truth = situation.truth(name);
  return {name, std::string(to_string(truth)), !is_known(truth)};
}

void add(std::vector<std::string>& names, const std::string& name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

// What is decided already cannot hold an answer that decides; a number is, when it is a point.
void collect_open(const Condition& condition, const Situation& situation,
                  std::vector<std::string>& names) {
  if (condition.type == ValueType::number) {
    if (evaluate_number(condition, situation).is_point()) return;
    if (condition.op == Op::name) return add(names, condition.name);
  } else if (is_known(evaluate(condition, situation))) {
    return;
  } else if (condition.op == Op::name || condition.op == Op::in_set) {
    return add(names, condition.name);
  }
  for (const ConditionPtr& argument : condition.arguments) {
    collect_open(*argument, situation, names);
  }
}

}  // namespace

std::vector<Reading> readings_of(const std::vector<std::string>& names, const Situation& situation,
                                 const Catalogue& catalogue) {
  return readings_of(names, situation,
                     [&](std::string_view name) { return catalogue.find_declaration(name); });
}

std::vector<Reading> readings_of(const std::vector<std::string>& names, const Situation& situation,
                                 const FindDeclaration& declaration) {
  std::vector<Reading> readings;
  readings.reserve(names.size());
  const auto* of_case = dynamic_cast<const CaseSituation*>(&situation);
  for (const std::string& name : names) {
    readings.push_back(read_name(name, situation, declaration(name)));
    if (of_case != nullptr) readings.back().event = of_case->event_of(name);
  }
  return readings;
}

std::vector<std::string> open_names(const Condition& condition, const Situation& situation) {
  std::vector<std::string> names;
  collect_open(condition, situation, names);
  return names;
}

}  // namespace vaern::safety_plan::detail
