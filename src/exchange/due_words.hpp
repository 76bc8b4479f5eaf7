// SPDX-License-Identifier: Apache-2.0
#pragma once
// An obligation in words, with the programme's words in place of ids.

#include <string>
#include <string_view>

#include "exchange/report_page.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

// "Increased", of the programme's level with that id.
std::string level_words(const Programme& programme, const std::string& id, Language language);

std::string reason_words(Reason reason, const Programme& programme, Language language);

// "New risk assessment about o1".
std::string what_words(const Obligation& obligation, Language language);

// "by Thursday 19 November 2026 at 10:10", "by the end of Friday 4 December 2026".
std::string when_words(const Obligation& obligation, Language language);

// The roles that are told by now.
std::string told(const Obligation& obligation, Language language);

// "event e3", "assessment a1", "episode 1".
std::string cause_words(Cause::Kind kind, std::string_view id, Language language);

// "Overdue", "Met late"; of every status.
std::string status_words(const Obligation& obligation, Language language);

// "Entry e4 was struck ... by w7 and does not count: Belongs to another case."
std::string struck_words(const StruckEntry& struck, const Zone& zone, Language language);

// What stands above a page without `as_of`.
std::string not_judged_words(Language language);

// Whether the dates rest on more than one policy; then each says on which.
bool has_several_policies(const Timeline& timeline);

// "partner-violence-review@1, calendar denmark-offices@2024": what the dates of a policy rest on.
std::string rests_on(const Timeline& timeline, const std::string& policy, Language language);

// What a timeline was counted with: policies, calendars, zone.
std::string counted_with(const Timeline& timeline, Language language);

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
