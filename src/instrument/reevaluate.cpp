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

/// The sum of its lines; of a maximum the greatest operand, and the lines after it.
std::optional<Rational> value_of(const ExplanationNode& scale) {
  if (!scale.value) return std::nullopt;
  const bool is_max = *argument(scale, "aggregate") == "max";
  Rational total;
  bool is_first = true;
  for (const ExplanationNode& child : scale.children) {
    if (!child.value) continue;
    const bool is_operand = child.key == "input" || child.key == "counted_as";
    if (is_max && is_operand) {
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

}  // namespace

Reevaluation evaluate(const Explanation& explanation) {
  Reevaluation result;
  const auto add_truth = [&](const ExplanationNode& node) {
    result.truths.emplace_back(*argument(node, "id"), truth_of(node));
  };
  for (const ExplanationNode& node : explanation.root.children) {
    if (node.key == "scale") result.scales.emplace_back(*argument(node, "id"), value_of(node));
    if (node.key == "gate" || node.key == "flag") add_truth(node);
    if (node.key != "level") continue;
    result.level = level_of(node, result);
    for (const ExplanationNode& child : node.children) {
      if (child.key == "rule") add_truth(child);
    }
  }
  return result;
}

}  // namespace v1
}  // namespace vaern
