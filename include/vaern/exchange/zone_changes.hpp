// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// What is different between two plans of zones of a case, in words for staff and as JSON.

#include <string>
#include <string_view>

#include "vaern/core/localized_text.hpp"
#include "vaern/programme/programme.hpp"
#include "vaern/safety_plan/zone_difference.hpp"

namespace vaern {
inline namespace v1 {

inline constexpr std::string_view zone_changes_schema = "vaern/zone-plan-changes/1";

/// What was written since; dates; what to ask; signs and strains; what is new in the plan, no
/// longer in it or stands otherwise, each with what decided; what became of the steps; what came
/// into the person's version and left it; the catalogue. Of own words only that they are others.
/// Lines of at most 100 code points.
std::string zone_changes_text(const ZonePlanDifference& difference, const ZoneSide& before,
                              const ZoneSide& after, const Programme& programme, Language language);

/// Canonical JSON, in no language. Keys, in this order: schema; before, after {plan, as_of,
/// known_by, catalogue, age, words_for}; since, found as of `plan_changes_json`; dates
/// [{obligation, before, after}] {review, event, due, overdue, proposed}; asked [{name, before,
/// after}] {text}; zones, strains, signs [{id, changes, before, after}]; measures [{id, changes,
/// before, after, reasons}], of which before and after are {state, reason, zone, part, action,
/// urgency, health_first, status, plan, in_person_version, person or child, staff} or null, and
/// reasons {facts [{name, before, after}], signs, agreement, catalogue}.
std::string zone_changes_json(const ZonePlanDifference& difference, const ZoneSide& before,
                              const ZoneSide& after);

}  // namespace v1
}  // namespace vaern
