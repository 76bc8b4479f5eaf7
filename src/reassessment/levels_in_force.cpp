// SPDX-License-Identifier: Apache-2.0
#include "reassessment/levels_in_force.hpp"

#include <algorithm>
#include <bit>
#include <map>

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {
namespace {

bool is_replaced(const Policy& policy, const Clock& clock, const KnownDyad& dyad,
                 const KnownAssessment& old, Instant at) {
  return std::any_of(
      dyad.assessments.begin(), dyad.assessments.end(), [&](const KnownAssessment& later) {
        if (later.at > at || later.at < old.at || later.entry == old.entry) return false;
        const std::vector<std::string>& replaces = later.entry->replaces;
        return std::find(replaces.begin(), replaces.end(), old.entry->id) != replaces.end() &&
               satisfies(policy, clock, later);
      });
}

std::uint64_t lowest_of(std::uint64_t possible) { return possible & (~possible + 1); }

}  // namespace

bool satisfies(const Policy& policy, const Clock& clock, const KnownAssessment& assessment) {
  // A judgement of which no level counts (outside the population, unmapped) settles nothing.
  const bool is_judged = assessment.level.judged && assessment.level.possible != 0;
  return policy.satisfies(clock, assessment.entry->completed, is_judged,
                          std::has_single_bit(assessment.level.possible));
}

Instant satisfied_from(const Policy& policy, const Clock& clock,
                       const KnownAssessment& assessment) {
  const bool is_one_level = std::has_single_bit(assessment.level.before_judgement);
  const bool needs_judgement =
      !policy.satisfies(clock, assessment.entry->completed, false, is_one_level);
  return needs_judgement ? assessment.judged : assessment.at;
}

LevelsInForce levels_in_force(const Policy& policy, const Clock& clock, const KnownDyad& dyad,
                              Instant at, const HistoryAssessment* without, Counting counting) {
  std::map<std::string, Instant> latest;  // by instrument: the last one that satisfies
  for (const KnownAssessment& known : dyad.assessments) {
    if (known.at > at || known.entry == without || !satisfies(policy, clock, known)) {
      continue;
    }
    const auto [place, is_new] = latest.emplace(known.entry->instrument, known.at);
    if (!is_new && place->second < known.at) place->second = known.at;
  }

  LevelsInForce levels;
  std::uint64_t raised = 0;
  for (const KnownAssessment& known : dyad.assessments) {
    const HistoryAssessment& entry = *known.entry;
    if (known.at > at || known.entry == without || known.level.possible == 0) continue;
    const auto last = latest.find(entry.instrument);
    if (last != latest.end() && known.at < last->second) continue;
    if (counting == Counting::satisfying_only && !satisfies(policy, clock, known)) continue;
    if (is_replaced(policy, clock, dyad, known, at)) continue;
    if (entry.completed) {
      levels.possible = join_possible(levels.possible, known.level.possible);
      levels.from.push_back(entry.id);
    } else {
      raised = join_possible(raised, lowest_of(known.level.possible));
      levels.drafts.push_back(entry.id);
    }
  }
  if (levels.possible == 0 || lowest_of(levels.possible) >= raised) {
    levels.drafts.clear();
  } else {
    levels.possible = join_possible(levels.possible, raised);
  }
  std::sort(levels.from.begin(), levels.from.end());
  std::sort(levels.drafts.begin(), levels.drafts.end());
  return levels;
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
