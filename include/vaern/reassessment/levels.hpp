// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// The levels in force for each other party (T4.1): what a plan and a report rest on, by the same
/// rule that counts due dates.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "vaern/reassessment/history.hpp"
#include "vaern/reassessment/policy.hpp"

namespace vaern {
inline namespace v1 {

struct DyadLevels {
  std::string about;
  std::uint64_t possible = 0;       ///< 0: nothing says which.
  std::vector<std::string> from;    ///< Ids of the assessments that take part, sorted.
  std::vector<std::string> drafts;  ///< Ids of drafts that raised the lower end, sorted.
};

/// Of each instrument the latest assessment that satisfies the policy, and every completed one
/// since; joined over instruments, and over the policy's clocks where they differ in what
/// satisfies. By `about`. Entries count as for a timeline.
std::vector<DyadLevels> levels_in_force(const Policy& policy, const History& history,
                                        std::optional<Instant> as_of = std::nullopt,
                                        std::optional<Instant> known_by = std::nullopt);

}  // namespace v1
}  // namespace vaern
