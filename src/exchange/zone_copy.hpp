// SPDX-License-Identifier: Apache-2.0
#pragma once
// The pages of a plan of zones, and the words they share.

#include <string>
#include <vector>

#include "exchange/page.hpp"
#include "vaern/exchange/zone_copy.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

Page zone_person_page(const ZoneSource& source, Language language);
Page zone_agency_page(const ZoneSource& source, Language language);
Page zone_card_page(const ZoneSource& source, Language language);

/// The zones of a plan as sections of a greater page, for staff.
std::vector<Part> zone_sections(const ZoneSource& source, Language language);
/// What was relied on and no longer holds, and what is to be looked at again.
std::vector<Line> zone_alarms(const ZoneSource& source, Language language);

/// Who a page for staff is for, and whom to call.
std::string staff_line(Language language);
std::string zone_danger_line(Language language);
/// "Staff" or "the adults", as the plan's own words call them.
std::string staff_words(const ZonePlan& plan, Language language);
/// What is in the person's own words is in quotation marks.
std::string quoted(const std::string& words, Language language);
/// A text that ends in a full stop, or another end of a sentence.
std::string sentence(std::string text);

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
