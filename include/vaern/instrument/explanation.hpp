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
/// carry a value; of a maximum the greatest operand, and of a lookup ("aggregate" is "lookup") the
/// row that the scale before is in, stand in place of the sum. Other nodes list operands: a gate,
/// rule, class or flag the tree of its condition, down to what is answered or compared. `evaluate`
/// needs nothing but the tree.
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
  /// Of gates, consistent conditions, rules and flags, as they stand.
  std::vector<std::pair<std::string, Truth>> truths;
  std::optional<std::string> level;
  std::vector<std::pair<std::string, std::optional<std::string>>> outcomes;  ///< Computed levels.
  std::vector<std::pair<std::string, std::vector<std::string>>> classes;     ///< Possible ones.
};
Reevaluation evaluate(const Explanation& explanation);

/// Plain text for a person: the range first, further outcomes and classes, flags, judgement, the
/// answers that weigh, the items that decide.
std::string render(const Score& score, Language language);

/// The tree in words: the same first lines, then of every scale what its lines add, of every
/// condition what it joins and what of it holds.
std::string render_reasons(const Score& score, Language language);

/// The tree as canonical JSON.
std::string explanation_json(const Explanation& explanation);

}  // namespace v1
}  // namespace vaern
