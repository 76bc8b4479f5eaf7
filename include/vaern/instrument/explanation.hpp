// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Why a score is what it is: a tree that a host can render in its own words, and our words.

#include <optional>
#include <string>
#include <vector>

#include "vaern/instrument/score.hpp"

namespace vaern {
inline namespace v1 {

/// A node of the explanation (S14). `key` is stable; `arguments` name what it is about.
///
/// Additive nodes ("scale") sum exactly: their value is the sum of the lines below them that
/// carry a value. Other nodes list operands: a gate, rule or flag the tree of its condition, down
/// to what is answered or compared. `evaluate` needs nothing but the tree.
struct ExplanationNode {
  std::string key;  ///< "level", "scale", "item", "imputation", "step", ...
  std::vector<std::pair<std::string, std::string>> arguments;
  std::optional<Rational> value;     ///< What the line adds, or the node's own value.
  std::optional<Truth> truth;        ///< Of rules, gates and conditions.
  std::optional<std::string> level;  ///< A level that the line stands for.
  std::vector<ExplanationNode> children;
};

struct Explanation {
  ExplanationNode root;
};

Explanation explain(const Score& score);

/// The values, truths and computed level that the tree alone gives: exactly the score's.
struct Reevaluation {
  std::vector<std::pair<std::string, std::optional<Rational>>> scales;
  std::vector<std::pair<std::string, Truth>> truths;  ///< Of gates, rules and flags, as they stand.
  std::optional<std::string> level;
};
Reevaluation evaluate(const Explanation& explanation);

/// Plain text for a person: the range first, then why, the items that decide, flags, judgement.
std::string render(const Score& score, Language language);

/// The tree as canonical JSON.
std::string explanation_json(const Explanation& explanation);

}  // namespace v1
}  // namespace vaern
