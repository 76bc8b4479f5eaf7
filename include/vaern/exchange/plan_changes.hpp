// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// What is different between two plans of a case, in words and as JSON.

#include <string>
#include <string_view>

#include "vaern/core/localized_text.hpp"
#include "vaern/programme/programme.hpp"
#include "vaern/safety_plan/revision.hpp"

namespace vaern {
inline namespace v1 {

inline constexpr std::string_view plan_changes_schema = "vaern/plan-changes/1";

/// A plan that was found; what was written since; what is new in the plan, no longer in it or
/// stands elsewhere, each with what decided; what became of the steps; the catalogue; what matters
/// most; the network. Of own words only that they are others. Lines of at most 100 code points.
std::string plan_changes_text(const PlanDifference& difference, const PlanSide& before,
                              const PlanSide& after, const Programme& programme, Language language);

/// Canonical JSON, in no language. Keys, in this order: schema; before, after {plan, as_of,
/// known_by, catalogue}; since [{kind, id}]; found [{event, known, review, plans, measures}];
/// measures [{id, changes, before, after, reasons}], of which before and after are {state, list,
/// urgency, status, text} or null, and reasons {name, before, after}; priorities {before, after};
/// network [{party, before, after}].
std::string plan_changes_json(const PlanDifference& difference, const PlanSide& before,
                              const PlanSide& after);

}  // namespace v1
}  // namespace vaern
