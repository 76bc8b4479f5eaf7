// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which levels a dyad may have at a moment, from all its assessments.

#include <cstdint>
#include <string>
#include <vector>

#include "reassessment/known_entries.hpp"
#include "vaern/reassessment/policy.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {

struct LevelsInForce {
  std::uint64_t possible = 0;       // 0: nothing says which
  std::vector<std::string> from;    // ids of the assessments that take part, sorted
  std::vector<std::string> drafts;  // ids of drafts that raised the lower end, sorted
};

bool satisfies(const Policy& policy, const Clock& clock, const KnownAssessment& assessment);

// From when it does: it was made, and where it needs its judgement, judged.
Instant satisfied_from(const Policy& policy, const Clock& clock, const KnownAssessment& assessment);

// Of each instrument the latest assessment that satisfies `clock`, and every completed one since,
// joined; then drafts since, by their lower ends. An assessment takes part until a later one of
// its instrument satisfies, or a later one that satisfies names it in `replaces`. One that does
// not satisfy displaces nothing, so it can only raise: it postpones nothing (T4). A draft alone
// is no level. `without` is left out.
enum class Counting { all, satisfying_only };
LevelsInForce levels_in_force(const Policy& policy, const Clock& clock, const KnownDyad& dyad,
                              Instant at, const HistoryAssessment* without = nullptr,
                              Counting counting = Counting::all);

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
