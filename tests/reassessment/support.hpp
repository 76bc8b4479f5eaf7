// SPDX-License-Identifier: Apache-2.0
#pragma once
// A policy, a calendar and short ways to write histories.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "vaern/calendar/calendar.hpp"
#include "vaern/reassessment/timeline.hpp"

namespace vaern::testing {

// "2026-09-10T10:30+02:00"; throws where it is none.
Instant at(const std::string& text);

// An instant, or a date known to a day, a month or a year.
Moment moment(const std::string& text);

// Danish offices under the id that the shipped policy names; 1900 to 2199.
const Calendar& offices();

// The policy that ships.
const Policy& shipped_policy();

// A policy written here; throws with the findings where there are errors.
Policy policy_from(const std::string& yaml);

// Head, levels, zone and calendar, to which clocks are added.
std::string policy_text(const std::string& levels, const std::string& clocks);

// The findings of a policy's text, as "E0701@4 E0703@9", in order of place.
std::string findings_of(const std::string& yaml);

struct Level {
  std::uint64_t possible = 0;
  bool judged = false;
  int missing = 0;
  NoLevel no_level = NoLevel::none;
};
inline constexpr std::uint64_t low = 1, medium = 2, high = 4, acute = 8;
inline constexpr std::uint64_t any_level = low | medium | high | acute;

HistoryAssessment assessment(const std::string& id, const std::string& assessed, Level level,
                             const std::string& about = "o1");
HistoryAssessment draft(const std::string& id, const std::string& assessed, Level level,
                        const std::string& about = "o1");
HistoryEvent event(const std::string& id, const std::string& kind, const std::string& known,
                   const std::string& about = "o1");
HistoryEpisode episode(int number, const std::string& opened);
HistoryEpisode episode(int number, const std::string& opened, const std::string& closed,
                       const std::string& reason);
HistoryCorrection correction(const std::string& of, const std::string& recorded);

// One dyad and an episode opened long ago that has been assessed at once, so that only what a
// test adds is open: "a0", low, judged, on 2020-01-02.
History quiet_history();

// Throws with the findings where there is none.
Timeline timeline_of(const History& history, std::optional<std::string> as_of = {},
                     std::optional<std::string> known_by = {});

// The local text of the due date of an obligation, or "none".
std::string due(const Timeline& timeline, const std::string& id);
std::string status(const Timeline& timeline, const std::string& id);

// "key" of each reason, in order.
std::vector<std::string> keys(const Obligation& obligation);

}  // namespace vaern::testing
