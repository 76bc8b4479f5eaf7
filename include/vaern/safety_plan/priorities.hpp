// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// What matters most to the person, as an order of sections: ticks, a ranking, or pairs.
///
/// Priorities order measures that do not urge, and nothing else (P4): no urgent measure comes
/// later for them, and no dependency is broken.

#include <optional>
#include <string>
#include <vector>

#include "vaern/case_file/case_file.hpp"
#include "vaern/safety_plan/catalogue.hpp"

namespace vaern {
inline namespace v1 {

/// How many times as much one section matters: `more` to `less`, of which one is 1.
struct TimesAsMuch {
  int more = 1;
  int less = 1;

  double value() const noexcept { return static_cast<double>(more) / less; }
  std::string to_string() const;  ///< "3", "1/3".
};

/// Three sections that were compared so that the third answer does not follow from the others.
struct DisagreeingTriple {
  std::string first, second, third;
  TimesAsMuch first_to_second;  ///< At least 1.
  TimesAsMuch second_to_third;  ///< At least 1.
  TimesAsMuch first_to_third;   ///< As written; from the others would follow their product.
};

/// Sections compared in pairs, weighed by the principal eigenvector of the matrix of comparisons
/// (the analytic hierarchy process; Saaty 1980, The Analytic Hierarchy Process, McGraw-Hill).
struct PairwiseWeights {
  std::vector<std::string> sections;  ///< By id.
  std::vector<double> weights;        ///< Of the sections, positive; they add up to 1.
  double largest_eigenvalue = 0;      ///< At least the number of sections.
  double consistency_index = 0;       ///< (largest eigenvalue - n) / (n - 1)
  double consistency_ratio = 0;       ///< Of that and the one of random answers; 0 below three.
  std::optional<DisagreeingTriple> disagrees_most;  ///< Of three sections or more, if any does.

  /// As Saaty proposes: the ratio is not above 0.1.
  bool is_consistent() const noexcept;
};

/// Of whole pairs (see `load_case`) of at most `PriorityEntry::most_sections` sections; in any
/// order. Misuse: `std::invalid_argument`.
PairwiseWeights weigh_pairs(const std::vector<PriorityPair>& pairs);

/// The sections that matter, first first. Ticks are as important as each other, and so are
/// sections of the same weight: these stand in the order of the catalogue.
std::vector<std::string> priority_order(const PriorityEntry& entry, const Catalogue& catalogue);

/// The plan whose priorities count: the latest that has any, of those made by `as_of` (absent: all)
/// and not struck by what was recorded at `known_by` (absent: `as_of`). Null: none has.
const PlanEntry* plan_with_priorities(const CaseFile& file,
                                      std::optional<Instant> as_of = std::nullopt,
                                      const Zone* zone = nullptr,
                                      std::optional<Instant> known_by = std::nullopt);

/// Warns of comparisons in pairs that disagree, with the three sections that disagree most.
void check_priorities(const CaseFile& file, DiagnosticList& findings);

}  // namespace v1
}  // namespace vaern
