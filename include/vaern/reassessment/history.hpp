// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// What a policy sees of a case: a set of entries. Their order has no meaning (T4).

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/case_file/case_file.hpp"

namespace vaern {
inline namespace v1 {

/// Why an assessment gives the dyad no level (S16, T4).
enum class NoLevel : std::uint8_t {
  none,                ///< It has one: `possible` is not 0.
  unmapped,            ///< The programme has no map for the instrument.
  outside_population,  ///< E2.
  awaiting_judgement,  ///< Structured judgement whose judgement is not yet given.
  unknown,             ///< It could not be scored.
};
std::string_view to_string(NoLevel reason) noexcept;

/// What the programme knows of one assessment, in the policy's levels.
struct AssessedLevel {
  std::uint64_t possible = 0;        ///< Bit i: level i is still possible. 0: no level.
  NoLevel no_level = NoLevel::none;  ///< Only where `possible` is 0.
  bool judged = false;               ///< A professional's level is recorded and confirmed.
  int missing = 0;                   ///< Unanswered items that are, or may be, applicable.

  /// When it was judged; absent: when assessed. A judgement later than `as_of` or `known_by` is
  /// not seen: then `before_judgement` are the possible levels (0: awaiting the judgement).
  std::optional<Moment> judged_at;
  std::uint64_t before_judgement = 0;
};

/// For each of two sets the levels that the higher of both may have: the element-wise maximum.
/// An empty set gives the other.
std::uint64_t join_possible(std::uint64_t a, std::uint64_t b) noexcept;

struct HistoryAssessment {
  std::string id;
  std::string about;       ///< The other party.
  std::string instrument;  ///< Its id without version; empty: a judgement alone.
  bool completed = false;
  Moment assessed;
  Moment recorded;
  AssessedLevel level;
  std::vector<std::string> replaces;  ///< Ids of assessments whose level no longer counts.
};

struct HistoryEvent {
  std::string id;
  std::string kind;
  std::string about;  ///< Empty: every dyad of the case.
  Moment occurred;
  Moment known;
  Moment recorded;
  std::optional<Moment> until{};     ///< The end of what began with it.
  std::vector<std::string> meets{};  ///< Events whose duty it meets; empty: the oldest open one.
};

struct HistoryPlan {
  std::string id;
  Moment made;
  std::optional<Moment> review;  ///< A professional's own date (T7).
  std::string reason;            ///< Of that date.
};

struct HistoryEpisode {
  int number = 0;
  Moment opened;
  std::optional<Moment> closed;
  std::string reason;  ///< Why it closed: "transfer", "death", or other words.
};

/// One other party of the case.
struct HistoryDyad {
  std::string about;
  std::optional<Moment> since;  ///< When the party became known; absent: from the beginning.
};

/// Strikes an entry, which is kept with who and why (T5).
struct HistoryCorrection {
  std::string of;
  Moment recorded;
  std::vector<std::string> by;
  std::string reason;
};

/// A professional's date for one obligation (T7).
struct HistoryDate {
  std::string id;
  std::string of;             ///< An obligation's id.
  std::optional<Moment> set;  ///< Absent: the date it has is confirmed.
  Moment recorded;
  std::vector<std::string> by;
  std::string reason;
};

/// A time in which a clock was said to rest: shown, and moves nothing.
struct HistorySuspension {
  std::string id;
  std::string clock;
  std::string about;  ///< Empty: every dyad.
  Moment from;
  Moment until;
  Moment recorded;
  std::vector<std::string> by;
  std::string reason;
};

/// Ids are unique among assessments, events, plans, dates and suspensions. Without a dyad, events
/// and episodes still open obligations, about "" (the other party is not yet known).
struct History {
  std::vector<HistoryDyad> dyads;
  std::vector<HistoryAssessment> assessments;
  std::vector<HistoryEvent> events;
  std::vector<HistoryPlan> plans;
  std::vector<HistoryEpisode> episodes;
  std::vector<HistoryCorrection> corrections;
  std::vector<HistoryDate> dates{};
  std::vector<HistorySuspension> suspensions{};
  std::vector<std::string> others{};  ///< Who is known to be no other party: children, the subject.
};

/// The history of a case: a dyad for each other party, and every entry. `levels` holds, by id,
/// what the programme knows of each assessment; one that is not in it has no level (`unknown`).
/// Where `judged_at` is absent it is taken from the case.
History history_of(const CaseFile& file, const std::map<std::string, AssessedLevel>& levels);

}  // namespace v1
}  // namespace vaern
