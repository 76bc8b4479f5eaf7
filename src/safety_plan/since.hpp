// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the differences of both kinds of plans share.

#include <vector>

#include "safety_plan/seen.hpp"
#include "vaern/core/localized_text.hpp"
#include "vaern/safety_plan/revision.hpp"

namespace vaern::safety_plan::detail {

template <class Plan>
Seen seen_of(const SideOf<Plan>& side) {
  return Seen(*side.file, side.as_of, side.zone, side.known_by);
}

/// Assessments, events, plans and what was struck, by id.
std::vector<EntrySince> entries_since(const Seen& before, const Seen& after);

/// Of the events in `since` those by which a plan was found.
std::vector<FoundPlan> found_since(const Seen& after, const std::vector<EntrySince>& since);

/// In every language.
bool is_same_text(const LocalizedText& a, const LocalizedText& b);

}  // namespace vaern::safety_plan::detail
