// SPDX-License-Identifier: Apache-2.0
#pragma once
// The entries of a history that count at `as_of` and `known_by`, with their moments decided and
// in one order, whatever order they came in.

#include <optional>
#include <string>
#include <vector>

#include "vaern/core/result.hpp"
#include "vaern/reassessment/timeline.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {

struct KnownAssessment {
  const HistoryAssessment* entry = nullptr;
  Instant at;           // the earliest it may have been made, and not later than it was recorded
  AssessedLevel level;  // with its judgement, where that was given by then
  Instant judged;       // not before `at`
};

struct KnownEvent {
  const HistoryEvent* entry = nullptr;
  Instant from;          // the earliest at which it may have become known
  Instant known_latest;  // the latest, and not later than it was recorded
  Instant recorded_latest;
  Instant done_first;  // when it happened: the earliest and the latest, and not later than recorded
  Instant done;
};

struct KnownPlan {
  const HistoryPlan* entry = nullptr;
  Instant at;
};

struct KnownEpisode {
  const HistoryEpisode* entry = nullptr;
  Instant opened;
  bool is_closed = false;
  Instant closed_from;  // the earliest and the latest moment of its closing
  Instant closed_until;
};

struct KnownDate {
  const HistoryDate* entry = nullptr;
  Instant recorded;
};

struct KnownSuspension {
  const HistorySuspension* entry = nullptr;
  Instant from;
  Instant until;  // its last moment
};

// One other party with all that is about it.
struct KnownDyad {
  std::string about;
  std::optional<Instant> since;
  std::optional<Moment> since_moment;        // as written, where `since` is set
  bool is_known = true;                      // its party is known by `known_by`
  std::vector<KnownAssessment> assessments;  // by moment, then id
  std::vector<KnownEvent> events;            // by moment, then id
};

struct KnownEntries {
  std::vector<KnownDyad> dyads;    // by `about`
  std::vector<KnownEvent> events;  // of all dyads, each once; by moment, then id
  std::vector<KnownPlan> plans;
  std::vector<KnownEpisode> episodes;              // by opening, then number
  std::vector<StruckEntry> struck;                 // by id
  std::vector<KnownDate> dates;                    // by when they were recorded, then id
  std::vector<KnownSuspension> suspensions;        // by id
  std::vector<EntryWithoutEffect> without_effect;  // known, and not yet so at `as_of`
};

// Points into `history`.
KnownEntries known_entries(const History& history, const Policy& policy,
                           const std::optional<Instant>& as_of,
                           const std::optional<Instant>& known_by);

// Ids that stand twice, levels outside the policy, a dyad that nothing ever opens.
void check_history(const History& history, const Policy& policy, DiagnosticList& findings);

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
