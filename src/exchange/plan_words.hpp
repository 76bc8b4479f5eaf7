// SPDX-License-Identifier: Apache-2.0
#pragma once
// The words of a plan in a report: how soon, what became of a measure, why.

#include <string>
#include <string_view>

#include "vaern/programme/assess.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

std::string child_words(const std::string& child, Language language);

/// " (child c1, w3)": whom of several a measure of the plan is about and by.
std::string instance_words(const PlannedMeasure& planned, Language language);

std::string urgency_words(Urgency urgency, Language language);

std::string status_words(MeasureStatus status, Language language);

/// Words for what every case has; facts have their own.
std::string name_words(const Programme& programme, std::string_view name, Language language);

/// What a name was read as: "yes", "unknown", a code.
std::string value_words(const std::string& value, Language language);

std::string because_words(const PlannedMeasure& planned, const Programme& programme,
                          Language language);

/// "gjort 3. november 2026"; with the reason where one was written.
std::string settled_words(const PlannedMeasure& planned, Language language);

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
