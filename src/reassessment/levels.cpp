// SPDX-License-Identifier: Apache-2.0
#include "vaern/reassessment/levels.hpp"

#include <algorithm>
#include <iterator>

#include "reassessment/known_entries.hpp"
#include "reassessment/levels_in_force.hpp"

namespace vaern {
inline namespace v1 {
namespace {

void unite(std::vector<std::string>& into, const std::vector<std::string>& more) {
  std::vector<std::string> all;
  std::set_union(into.begin(), into.end(), more.begin(), more.end(), std::back_inserter(all));
  into = std::move(all);
}

/// Without a clock after levels, what satisfies is what satisfies by default.
std::vector<Clock> level_clocks(const Policy& policy) {
  std::vector<Clock> clocks;
  for (const Clock& clock : policy.clocks()) {
    if (clock.kind == Clock::Kind::after_level && clock.met_by.empty()) clocks.push_back(clock);
  }
  if (clocks.empty()) clocks.emplace_back();
  return clocks;
}

}  // namespace

std::vector<DyadLevels> levels_in_force(const Policy& policy, const History& history,
                                        std::optional<Instant> as_of,
                                        std::optional<Instant> known_by) {
  if (!known_by) known_by = as_of;
  const auto known = reassessment::detail::known_entries(history, policy, as_of, known_by);
  const std::vector<Clock> clocks = level_clocks(policy);
  std::vector<DyadLevels> result;
  for (const auto& dyad : known.dyads) {
    DyadLevels levels;
    levels.about = dyad.about;
    if (!dyad.assessments.empty()) {
      const Instant last = dyad.assessments.back().at;  // all that are known
      for (const Clock& clock : clocks) {
        const auto of_clock = reassessment::detail::levels_in_force(policy, clock, dyad, last);
        levels.possible = join_possible(levels.possible, of_clock.possible);
        unite(levels.from, of_clock.from);
        unite(levels.drafts, of_clock.drafts);
      }
    }
    result.push_back(std::move(levels));
  }
  return result;
}

}  // namespace v1
}  // namespace vaern
