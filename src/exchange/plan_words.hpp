// SPDX-License-Identifier: Apache-2.0
#pragma once
// The words of a plan in a report: how soon, what became of a measure, why.

#include <optional>
#include <string>
#include <string_view>

#include "vaern/exchange/plan_copy.hpp"
#include "vaern/programme/assess.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

/// " (child c1)", or the name that a table gives; empty: not one for each child.
std::string child_words(const std::string& child, Language language,
                        const NameTable* names = nullptr);

/// " (child c1, w3)": whom of several a measure of the plan is about and by. Names of a table stand
/// in place of ids, without telephone numbers.
std::string instance_words(const PlannedMeasure& planned, Language language,
                           const NameTable* names = nullptr);

std::string urgency_words(Urgency urgency, Language language);

/// Its deadline has passed. What the person does every day is late for nothing.
bool is_overdue(const PlannedMeasure& planned, const AsOf& when);

/// "within 7 days, by the end of Friday 27 November 2026": the deadline of what is open, why
/// the day was moved, and whether it is overdue.
std::string deadline_words(const PlannedMeasure& planned, const Zone& zone, const AsOf& when,
                           Language language);

std::string status_words(MeasureStatus status, Language language);

/// Words for what every case has; facts have their own.
std::string name_words(const Programme& programme, std::string_view name, Language language);

/// What a name was read as: "yes", "unknown", a code.
std::string value_words(const std::string& value, Language language);

std::string because_words(const PlannedMeasure& planned, const Programme& programme,
                          Language language);

/// "gjort 3. november 2026"; with the reason where one was written.
std::string settled_words(const PlannedMeasure& planned, Language language);
std::string settled_words(MeasureStatus status, const std::optional<PlanHistory::Entry>& history,
                          Language language);

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
