// SPDX-License-Identifier: Apache-2.0
#pragma once
// Dates, durations and roles as people say them. No locale.

#include <string>
#include <string_view>

#include "vaern/core/date.hpp"
#include "vaern/core/duration.hpp"
#include "vaern/diagnostics/diagnostic.hpp"
#include "vaern/reassessment/interval.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {

// "Thursday 10 September 2026", "torsdag den 10. september 2026".
std::string spoken(Date date, Language language);

// A day, a month, a year, or a local time as `LocalTime::to_string` writes it; other text as it is.
std::string spoken_moment(std::string_view text, Language language);

// "72 hours", "72 timer"; "1 month and 3 days".
std::string spoken(const Duration& duration, Language language);

// "6 weekdays (hverdage)", "the rest of the month"; a duration as above.
std::string spoken(const IntervalLength& length, Language language);

// "legal adviser", "juridisk rådgiver".
std::string spoken_role(std::string_view role, Language language);

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
