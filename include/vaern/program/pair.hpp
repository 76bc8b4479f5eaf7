// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Two programs side by side on the same answers: complete forms on which they give different
/// results, found on both decision diagrams at once, or shown not to exist.

#include <cstdint>
#include <optional>
#include <vector>

#include "vaern/program/compiled.hpp"
#include "vaern/program/walk.hpp"

namespace vaern {
inline namespace v1 {

/// Which inputs and codes of two programs are the same question and answer.
struct InputMap {
  /// By input of the first program; nothing: the second does not ask it.
  std::vector<std::optional<InputId>> second_of;
  /// By input and code of the first program, where both ask: the code of the second.
  std::vector<std::vector<std::optional<Code>>> code_of;
};

/// A complete form of each program, with the same answers to what both ask.
struct PairWitness {
  Witness first;
  Witness second;
};

struct PairDifference {
  bool is_decided = false;
  std::optional<PairWitness> higher;  ///< The second program's result is higher,
  std::optional<PairWitness> lower;   ///< lower,
  std::optional<PairWitness> other;   ///< or another one that has no order with the first's.
  /// Pairs of complete forms over all inputs of both; nothing where they are beyond 64 bits.
  std::optional<std::uint64_t> pairs;
  std::optional<std::uint64_t> higher_pairs;
  std::optional<std::uint64_t> lower_pairs;
  bool differs() const { return higher || lower || other; }
};

/// The place of each result of a diagram in an order of both; equal places are equal results.
/// Nothing: no order with any other place but its own name.
struct ResultPlaces {
  std::vector<std::int64_t> first;
  std::vector<std::int64_t> second;
  bool is_ordered = true;
};

/// Of both diagrams; results are indexed by `places`, and `Diagram::no_result` differs from all
/// others without order. Witnesses have as few answers other than the first as there can be. Not
/// decided where the inputs stand in different orders, or where the product does not fit.
PairDifference compare_diagrams(const Program& first, const Diagram& a, const Program& second,
                                const Diagram& b, const InputMap& map, const ResultPlaces& places);

}  // namespace v1
}  // namespace vaern
