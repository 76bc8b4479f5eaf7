// SPDX-License-Identifier: Apache-2.0
#pragma once
// What was written down about a case by some moment, also what was struck since.

#include <optional>
#include <string>
#include <vector>

#include "exchange/report_page.hpp"
#include "vaern/exchange/case_timeline.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

struct TimelineEntry {
  enum class Kind { opening, event, assessment, draft, plan, date, pause, closing };
  Kind kind = Kind::event;
  std::string id;     // An episode: its number.
  std::string about;  // Empty: the case.
  // An event: its kind. An assessment: its instrument. A closing: its reason. A professional's
  // date: of which obligation. A pause: of which clock.
  std::string word;
  Instant at;  // The moment that counts: known, assessed, made, opened, closed.
  Instant recorded;
  std::optional<Instant> happened;  // An event that became known later than it was.
  std::string at_words;             // The moment in words, as exact as it was written.
  std::string happened_words;       // Of an event that became known later.
  std::optional<Instant> until;     // A pause: its last moment.
  std::string until_words;
  std::uint64_t possible = 0;  // An assessment: its levels; 0: none.
  const StruckEntry* struck = nullptr;
};

// Those that are known at the moments of `made`; by when they were written down, then kind and id.
std::vector<TimelineEntry> timeline_entries(const CaseTimeline& made, Language language);

// "event e3 (New violence or threats) about o1".
std::string entry_words(const TimelineEntry& entry, const Programme& programme, Language language);

// The kind of an event in the programme's words.
std::string event_words(const Programme& programme, const std::string& kind, Language language);

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
