// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// The obligations of a case: a fold over a set of entries (T4), never over their order.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/core/result.hpp"
#include "vaern/reassessment/history.hpp"
#include "vaern/reassessment/obligation.hpp"
#include "vaern/reassessment/policy.hpp"

namespace vaern {
inline namespace v1 {

class Calendar;

/// An entry that counts for nothing, and why.
struct StruckEntry {
  std::string id;
  Instant recorded;  ///< Of the correction.
  std::vector<std::string> by;
  std::string reason;
};

/// An entry that changes no obligation of this timeline, and why.
struct EntryWithoutEffect {
  std::string id;  ///< Of a policy that is not in force: id@version.
  Reason reason;
};

/// A policy of duties whose obligations stand beside those of the timeline's own policy, or the
/// policy that it superseded.
struct TimelineDuties {
  std::string policy;  ///< id@version.
  Fingerprint policy_meaning;
  std::string calendar;  ///< id@version.
  Fingerprint calendar_meaning;
};

struct Timeline {
  std::string policy;  ///< id@version.
  Fingerprint policy_meaning;
  std::string calendar;  ///< id@version.
  Fingerprint calendar_meaning;
  std::string zone;
  std::string tz;  ///< Version of the time zone data.
  std::vector<std::string> levels;
  std::optional<Instant> as_of;
  std::optional<Instant> known_by;

  std::vector<TimelineDuties> duties;  ///< In the order of the programme.
  /// The policy whose dates stand for what was caused before the timeline's own was in force.
  std::optional<TimelineDuties> superseded;

  /// By due moment, then policy, dyad, then clock as declared, then id. Met and ended ones are
  /// kept.
  std::vector<Obligation> obligations;
  std::vector<StruckEntry> struck;                 ///< By id.
  std::vector<EntryWithoutEffect> without_effect;  ///< By id.

  const Obligation* find(std::string_view id) const noexcept;

  /// The open obligation that is due first; of one dyad or clock where they are not empty. Null
  /// when nothing is open.
  const Obligation* next(std::string_view about = {}, std::string_view clock = {}) const noexcept;

  /// Obligations that a transfer ended, for the receiver, who keeps every one of them (T5).
  std::vector<const Obligation*> transferred() const;
};

/// What is due in a case.
///
/// An entry counts when it was recorded by `known_by` (default `as_of`; neither: all are known)
/// and its own moment (assessed, known, made, opened, closed) is not after `as_of`. No entry is
/// later than it was recorded: an event is known, and an assessment made, at the latest when it
/// was written down. `as_of` never enters a due date; without it no status says due or overdue.
///
/// An assessment meets what an event opened when it is not before the latest moment at which the
/// event may have become known, and what another assessment opened when it is later than that.
///
/// Errors, all at once: the calendar is not the policy's; a date outside its years; a level the
/// policy has not; two entries with one id; no episode and no completed assessment of a dyad, so
/// that nothing says from when to count.
Result<Timeline> timeline(const Policy& policy, const Calendar& calendar, const History& history,
                          std::optional<Instant> as_of = {}, std::optional<Instant> known_by = {});

/// The same of a case whose policy has taken the place of another. With `migrate:
/// at_next_assessment` what was caused before `after` came into force has the obligations of
/// `before`, whole (date, clause, what meets it, who is told), and what was caused from then on
/// those of `after`; each names its policy. Else it is the timeline of `after` alone.
///
/// Errors: also policies of other levels, and an `after` without `in_force`.
Result<Timeline> migrated_timeline(const Policy& before, const Calendar& before_calendar,
                                   const Policy& after, const Calendar& after_calendar,
                                   const History& history, std::optional<Instant> as_of = {},
                                   std::optional<Instant> known_by = {});

/// The same of a policy of duties beside the case's own policy. On a day on which it is not in
/// force it takes no other date away: what was caused on its days stays, what came before or after
/// them has no date here, and `without_effect` says so under the policy's reference.
Result<Timeline> duties_timeline(const Policy& policy, const Calendar& calendar,
                                 const History& history, std::optional<Instant> as_of = {},
                                 std::optional<Instant> known_by = {});

/// Adds the obligations of a policy of duties, which were folded from entries of the same case with
/// the same moments. No clock of it may have the name of one that is there.
void add_duties(Timeline& timeline, Timeline duties);

/// What a new entry changes (T6): ids, sorted.
struct TimelineDifference {
  std::vector<std::string> opened;    ///< Only in the later timeline.
  std::vector<std::string> gone;      ///< Only in the earlier one: an entry was struck.
  std::vector<std::string> met;       ///< Was open, is met.
  std::vector<std::string> ended;     ///< Was open, is ended.
  std::vector<std::string> reopened;  ///< Was met or ended, is open.
  std::vector<std::string> earlier;   ///< Open in both, due earlier now.
  std::vector<std::string> later;     ///< Open in both, due later now.
};
TimelineDifference difference(const Timeline& before, const Timeline& after);

/// Canonical JSON. Keys, in this order: schema, policy, policy_meaning, calendar,
/// calendar_meaning, superseded {policy, policy_meaning, calendar, calendar_meaning}, duties [{the
/// same}], zone, tz,
/// as_of, known_by (null where absent), obligations, struck, without_effect. Of an obligation: id,
/// policy, clock, about, what, due {at, local, date, kind, rolled_from, closed_day}, policy_due (as
/// due), set {id, recorded, by, reason, confirmed}, window {earliest, latest}, suspensions [{id,
/// from, until, by, reason, allowed}], clause {path, interval, file, line, source, verified,
/// proposed, statutory}, cause {kind, id, word, at}, levels, status, holds, closed {id, at, late,
/// reason}, replaces, tell, tell_by, outside_policy, reasons [{key, arguments}]. Keys without a
/// value are left out.
std::string to_canonical_json(const Timeline& timeline);

}  // namespace v1
}  // namespace vaern
