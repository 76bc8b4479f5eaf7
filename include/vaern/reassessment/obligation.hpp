// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Something that must be done by a moment: what, when, by which clause, because of what (T6).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/core/date.hpp"
#include "vaern/core/instant.hpp"
#include "vaern/core/localized_text.hpp"
#include "vaern/diagnostics/diagnostic.hpp"
#include "vaern/reassessment/policy.hpp"

namespace vaern {
inline namespace v1 {

enum class ObligationStatus : std::uint8_t {
  met,         ///< By a later assessment or plan.
  ended,       ///< By closing, death or transfer.
  due,         ///< Open, and its moment has not come.
  overdue,     ///< Open, and its moment has come.
  not_judged,  ///< Open; without `as_of` nothing says whether it is overdue.
};
std::string_view to_string(ObligationStatus status) noexcept;

/// A deadline. It is written for people as a civil day or a local time, and compares as an instant.
struct DueDate {
  Instant at;                       ///< Civil: the midnight that ends `date`, exclusive.
  Date date;                        ///< The local day: civil, the last day on which it is in time.
  bool civil = false;               ///< Else elapsed time, which never rolls.
  std::string local;                ///< "2026-09-17", or "2026-09-11T10:30:00+02:00" when elapsed.
  std::optional<Date> rolled_from;  ///< The closed day it fell on.
  LocalizedText closed_day;         ///< The name of that day: "Easter Monday", "Saturday".
  bool is_weekday = false;          ///< It is closed for the day of the week alone.
};

/// The entry that opened an obligation.
struct Cause {
  enum class Kind : std::uint8_t { assessment, draft, event, episode, plan, closing };
  Kind kind = Kind::assessment;
  std::string id;    ///< Of the entry; an episode, a closing: its number.
  std::string word;  ///< An event: its kind. An assessment: its instrument.
  Instant at;        ///< The moment from which the interval counts.
};
std::string_view to_string(Cause::Kind kind) noexcept;

/// One step of why the date is what it is: a stable key with arguments; `explain` gives the words.
/// The keys are those of `reason_keys()`.
struct Reason {
  std::string key;
  Arguments arguments;
};

/// What met or ended an obligation.
struct Closure {
  std::string id;  ///< Of the assessment or plan; an episode: its number.
  Instant at;
  bool late = false;   ///< Met after it was due.
  std::string reason;  ///< Ended: the reason written at the closing.
};

/// A professional's entry about one date (T7).
struct SetDate {
  std::string id;  ///< Of the entry; of the plan in which the day stands.
  Instant recorded;
  std::vector<std::string> by;
  std::string reason;
  bool confirmed = false;  ///< The policy's date stands.
};

/// A time in which a clock was said to rest. It moves neither date nor status.
struct ShownSuspension {
  std::string id;
  std::string from;   ///< As written.
  std::string until;  ///< As written.
  std::vector<std::string> by;
  std::string reason;
  bool is_allowed = false;  ///< The policy lets the clock rest so long.
};

struct Obligation {
  /// Stable: clock, other party and cause, as "risk_assessment:o1:e3"; an episode is "episode.1".
  std::string id;
  std::string policy;  ///< id@version, of the clock.
  std::string clock;
  Clock::Kind kind = Clock::Kind::after_level;
  std::string about;  ///< The other party; empty: the case (a plan), or not yet known.
  LocalizedText what;
  DueDate due;
  std::optional<DueDate> policy_due;  ///< The policy's own date, where a professional set another.
  std::optional<SetDate> set;         ///< The entry that counts of those about its date.
  std::optional<DueDate> earliest;    ///< The window in which a professional may set it.
  std::optional<DueDate> latest;
  std::vector<ShownSuspension> suspensions;  ///< By id.
  PolicyInterval clause;
  Cause cause;
  std::uint64_t possible = 0;         ///< The levels it was counted from; 0: none.
  std::vector<std::string> replaces;  ///< Obligations that its cause met, sorted.
  ObligationStatus status = ObligationStatus::not_judged;
  std::optional<Closure> closed;     ///< met, ended.
  bool holds = false;                ///< Open, and the earliest of its clock and dyad.
  std::vector<std::string> tell;     ///< Roles told by `as_of`, each once, ladder order.
  std::vector<std::string> tell_by;  ///< The rungs that were reached ("overdue.any[0]").
  bool proposed = false;             ///< T7.
  bool outside_policy = false;       ///< A professional set a later date than the policy's.
  std::vector<Reason> reasons;

  bool is_open() const noexcept {
    return status != ObligationStatus::met && status != ObligationStatus::ended;
  }
  bool is_overdue() const noexcept { return status == ObligationStatus::overdue; }
};

/// Every key a reason may have, sorted.
const std::vector<std::string_view>& reason_keys() noexcept;

/// One reason in words: "Because 11 items are unanswered, the levels medium, high, acute are
/// possible: the earliest date over them counts." Levels stand as ids.
std::string explain(const Reason& reason, Language language);

/// What is due, when and why, as one paragraph without line feeds.
std::string explain(const Obligation& obligation, Language language);

}  // namespace v1
}  // namespace vaern
