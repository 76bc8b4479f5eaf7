// SPDX-License-Identifier: Apache-2.0
#pragma once
// The pages of a plan of zones, and the words they share.

#include <string>
#include <vector>

#include "exchange/page.hpp"
#include "vaern/exchange/zone_copy.hpp"
#include "vaern/safety_plan/own_words.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

Page zone_person_page(const ZoneSource& source, Language language);
Page zone_agency_page(const ZoneSource& source, Language language);
Page zone_card_page(const ZoneSource& source, Language language);

/// As they were known at the moment of the page.
OwnWords own_words_of(const ZoneSource& source);

/// The zones of a plan as sections of a greater page, for staff.
std::vector<Part> zone_sections(const ZoneSource& source, Language language);
/// Beside what is overdue: when the plan is to be looked at again, and what was agreed and is off
/// or in doubt.
std::vector<Line> zone_alarms(const ZoneSource& source, Language language);
/// The same with all duties that are open, what is overdue first.
std::vector<Line> zone_first(const ZoneSource& source, Language language);
/// What of it a shift has to know, with what strains the person; counted where there is more.
std::vector<Line> zone_card_first(const ZoneSource& source, Language language);
/// What decided the state of a measure; empty: nothing did.
std::string zone_because(const ZoneSource& source, const PlannedZoneMeasure& planned,
                         Language language);
/// "The person" or "the child", as staff call her or him.
std::string person_words(const ZonePlan& plan, Language language);
/// In the words of staff, for what the person can do with those of the person before it.
Line zone_measure_line(const ZonePlan& plan, const ZoneMeasure& measure, Language language);
/// What to ask: as the measures ask, else as the programme does.
Line zone_question_line(const std::string& name, const LocalizedText& text,
                        const Programme& programme, Language language);
/// The day of an event of the case; its id where the case has none.
std::string zone_event_day(const CaseFile& file, const std::string& event, Language language);
/// What happened, and its day.
std::string zone_event_words(const CaseFile& file, const Programme& programme,
                             const std::string& event, const std::string& kind, Language language);
/// "at the latest Tuesday 24 November 2026 (proposed)".
std::string zone_latest(const std::string& due, bool is_proposed, Language language);
/// The day of something that happened.
std::string day_words(const Moment& moment, Language language);

/// What tells the zones apart on a page.
std::string zone_style();
Part::Tone zone_tone(const ZoneCatalogue& catalogue, std::size_t zone);

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
