// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// One year of a calendar: its named days, and how many hverdage and arbejdsdage each month has.

#include <string>

#include "vaern/calendar/calendar.hpp"

namespace vaern {
inline namespace v1 {

/// A line a day and a line a month, in plain UTF-8. A year that the calendar does not cover is a
/// failure.
Result<std::string> calendar_year_text(const Calendar& calendar, int year, Language language);

/// The same as canonical JSON, with texts in every language they have.
Result<std::string> calendar_year_json(const Calendar& calendar, int year);

}  // namespace v1
}  // namespace vaern
