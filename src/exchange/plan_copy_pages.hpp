// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the copies for professionals share.

#include <string>

#include "exchange/plan_copy_words.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

// Whom it is for, as of when, the numbers to call, the level.
CopyPage dense_page(const PlanSource& source, const CopyOptions& options, const CaseReport& report,
                    std::string heading);
// A plan that was found, then what is overdue, then what cannot begin or is relied on no more.
std::vector<Line> office_alarms(const PlanSource& source, const CopyOptions& options,
                                const CaseReport& report);
Part alarm_part(const PlanSource& source, const CopyOptions& options, const CaseReport& report);
// Whom a table names; empty without one.
Part who_is_who(const PlanSource& source, const CopyOptions& options);
Part small_print_of(const PlanSource& source, Language language);

Line measure_line(const PlannedMeasure& planned, const CopyOptions& options);
// It was agreed, or the person does it already.
bool is_agreed(const PlannedMeasure& planned);

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
