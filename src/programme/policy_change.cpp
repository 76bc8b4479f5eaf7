// SPDX-License-Identifier: Apache-2.0
#include "vaern/programme/policy_change.hpp"

#include <map>
#include <string>

namespace vaern {
inline namespace v1 {

Result<PolicyChange> policy_change(const CaseFile& file, const Programme& programme,
                                   const Policy& other, const Calendar& other_calendar,
                                   const AsOf& when) {
  const Result<CaseAssessment> made = assess(file, programme);
  if (!made) return tl::unexpected(made.error());
  std::map<std::string, AssessedLevel> levels;
  for (const AssessedEntry& entry : made->assessments) levels[entry.entry->id.text] = entry.level;
  return policy_change(programme.policy(), programme.calendar(), other, other_calendar,
                       history_of(file, levels), when.as_of, when.known_by);
}

}  // namespace v1
}  // namespace vaern
