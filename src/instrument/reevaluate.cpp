// SPDX-License-Identifier: Apache-2.0
// What a tree of an explanation gives by itself: the sums, the joins of its conditions, the band
// and the raises. It knows neither the instrument nor the form.
#include <algorithm>

#include "vaern/instrument/explanation.hpp"

namespace vaern {
inline namespace v1 {
namespace {

const std::string* argument(const ExplanationNode& node, std::string_view name) {
  for (const auto& [key, value] : node.arguments) {
    if (key == name) return &value;
  }
  return nullptr;
}

/// The row of a lookup, where the number that is looked up lies in it.
std::optional<Rational> row_value(const ExplanationNode& row, const std::optional<Rational>& of) {
  const std::string* from = argument(row, "from");
  const std::string* until = argument(row, "until");
  if (!of || from == nullptr || *of < *Rational::parse(*from)) return std::nullopt;
  if (until != nullptr && *of >= *Rational::parse(*until)) return std::nullopt;
  return row.value;
}

/// The sum of its lines; of a maximum the greatest operand, of a lookup the row that the scale
/// before is in, and the lines after it.
std::optional<Rational> value_of(const ExplanationNode& scale, const Reevaluation& known) {
  if (!scale.value) return std::nullopt;
  const std::string& aggregate = *argument(scale, "aggregate");
  Rational total;
  bool is_first = true;
  for (const ExplanationNode& child : scale.children) {
    if (child.key == "row") {
      std::optional<Rational> of;
      for (const auto& [id, value] : known.scales) {
        if (id == *argument(scale.children.front(), "input")) of = value;
      }
      const std::optional<Rational> value = row_value(child, of);
      if (!value) return std::nullopt;
      total = *value;
    }
    if (!child.value || child.key == "row" || child.key == "of") continue;
    const bool is_operand = child.key == "input" || child.key == "counted_as";
    if (aggregate == "max" && is_operand) {
      total = is_first ? *child.value : std::max(total, *child.value);
      is_first = false;
    } else {
      total += *child.value;
    }
  }
  return total;
}

Truth truth_of(const ExplanationNode& node) {
  if (node.key == "condition") return *node.truth;
  if (node.key == "not") return kleene_not(truth_of(node.children.front()));
  std::size_t yes = 0;
  std::size_t unknown = 0;
  for (const ExplanationNode& child : node.children) {
    const Truth truth = truth_of(child);
    yes += truth == Truth::yes ? 1U : 0U;
    unknown += truth == Truth::unknown ? 1U : 0U;
  }
  std::size_t needed = node.children.size();  // "all", and what has one condition
  if (node.key == "any") needed = 1;
  if (node.key == "at_least")
    needed = static_cast<std::size_t>(std::stoul(*argument(node, "threshold")));
  if (yes >= needed) return Truth::yes;
  return yes + unknown < needed ? Truth::no : Truth::unknown;
}

std::optional<std::string> level_of(const ExplanationNode& node, const Reevaluation& known) {
  const ExplanationNode& order = node.children.front();
  std::vector<std::string> ids;
  for (const ExplanationNode& band : order.children) ids.push_back(*argument(band, "level"));
  const auto index_of = [&](const std::string& id) {
    return std::find(ids.begin(), ids.end(), id) - ids.begin();
  };
  const auto low = index_of(*argument(node, "low"));
  const auto high = index_of(*argument(node, "high"));
  std::optional<Rational> value;
  if (const std::string* from = argument(order, "from")) {
    for (const auto& [id, scale] : known.scales) {
      if (id == *from) value = scale;
    }
  }
  if (!value) {
    if (low == high && node.level) return ids[static_cast<std::size_t>(low)];
    return std::nullopt;
  }
  const bool falling = *argument(order, "falling") == "yes";
  std::ptrdiff_t level = 0;
  for (std::size_t i = 0; i < order.children.size(); ++i) {
    const std::optional<Rational>& cut_off = order.children[i].value;
    if (cut_off && (falling ? *value <= *cut_off : *value >= *cut_off)) {
      level = static_cast<std::ptrdiff_t>(i);
    }
  }
  for (const ExplanationNode& rule : node.children) {
    if (rule.key == "rule" && truth_of(rule) == Truth::yes) {
      level = std::max(level, index_of(*rule.level));
    }
  }
  return ids[static_cast<std::size_t>(std::clamp(level, low, high))];
}

/// The classes that the truths leave, of those that are possible: `first_match` stops at the first
/// that is true.
std::vector<std::string> classes_of(const ExplanationNode& node) {
  const bool is_first_match = *argument(node, "choose") == "first_match";
  const std::string possible = ", " + *argument(node, "possible") + ",";
  std::vector<std::string> certain;
  std::vector<std::string> open;
  for (const ExplanationNode& child : node.children) {
    const std::string& id = *argument(child, "id");
    if (possible.find(", " + id + ",") == std::string::npos) continue;
    const Truth truth = truth_of(child);
    if (truth != Truth::no) open.push_back(id);
    if (truth != Truth::yes) continue;
    if (is_first_match) return open;
    certain.push_back(id);
  }
  return certain.empty() ? open : certain;
}

}  // namespace

Reevaluation evaluate(const Explanation& explanation) {
  Reevaluation result;
  const auto add_truth = [&](const ExplanationNode& node) {
    result.truths.emplace_back(*argument(node, "id"), truth_of(node));
  };
  for (const ExplanationNode& node : explanation.root.children) {
    const std::string& key = node.key;
    if (key == "scale") {
      result.scales.emplace_back(*argument(node, "id"), value_of(node, result));
    }
    if (key == "gate" || key == "consistent" || key == "flag") add_truth(node);
    if (key == "classes") result.classes.emplace_back(*argument(node, "id"), classes_of(node));
    if (key == "outcome") {
      result.outcomes.emplace_back(*argument(node, "id"), level_of(node, result));
    }
    if (key == "level") result.level = level_of(node, result);
    if (key != "level" && key != "outcome") continue;
    for (const ExplanationNode& child : node.children) {
      if (child.key == "rule") add_truth(child);
    }
  }
  return result;
}

}  // namespace v1
}  // namespace vaern
