// SPDX-License-Identifier: Apache-2.0
#pragma once
// Nodes that the explanation is made of.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "vaern/instrument/explanation.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

inline ExplanationNode line(std::string key,
                            std::vector<std::pair<std::string, std::string>> arguments,
                            std::optional<Rational> value = std::nullopt) {
  ExplanationNode node;
  node.key = std::move(key);
  node.arguments = std::move(arguments);
  node.value = value;
  return node;
}

/// A scale with one line an input, then what changes the sum of the lines before it.
ExplanationNode explain_scale(const Score& score, std::size_t index);

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
