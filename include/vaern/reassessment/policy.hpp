// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// When the next assessment and the next plan review are due: clocks, as a model.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/core/date.hpp"
#include "vaern/core/duration.hpp"
#include "vaern/core/fingerprint.hpp"
#include "vaern/core/localized_text.hpp"
#include "vaern/core/zone.hpp"
#include "vaern/document/document.hpp"
#include "vaern/expression/condition.hpp"
#include "vaern/model/head.hpp"
#include "vaern/reassessment/interval.hpp"

namespace vaern {
inline namespace v1 {

/// One interval of a policy: the clause that a due date names.
struct PolicyInterval {
  IntervalLength length;
  std::optional<IntervalLength> earliest;  ///< With `latest` the window in which a professional
  std::optional<IntervalLength> latest;    ///< may set the date (T7).
  std::string path;                        ///< "clocks.risk_assessment.after_level.high".
  SourceSpan span;
  std::string source;  ///< Its own, else its clock's; empty: none is given.
  std::optional<bool> verified;
  bool proposed = false;   ///< No law sets it: a professional confirms or sets another (T7).
  bool statutory = false;  ///< Never rolls (T3).
};

/// When the office is open, on days that the calendar does not close.
struct OfficeHours {
  std::array<bool, 7> days{};  ///< From Monday.
  int from = 0;                ///< Minutes after midnight.
  int to = 0;                  ///< Exclusive.

  bool operator==(const OfficeHours&) const = default;
};

/// The days on which a policy holds, inclusive.
struct InForce {
  Date from;
  std::optional<Date> until;  ///< Absent: until another replaces it.
  SourceSpan span;

  bool holds_on(Date day) const noexcept { return from <= day && (!until || day <= *until); }
};

/// What becomes of what is open when a policy replaces another.
enum class Migrate : std::uint8_t {
  at_once,             ///< It has the dates of the new policy.
  at_next_assessment,  ///< What was caused before keeps its date until it is met.
};

/// A clock opens an obligation for each cause. It is met by an assessment (or a plan) after it, or
/// by the kinds of events that `met_by` names.
struct Clock {
  enum class Kind : std::uint8_t {
    from_event,     ///< `from`/`within`: from an event; without `met_by` from episodes too.
    after_level,    ///< From assessments, by level; from episodes without one; from events.
    after_plan,     ///< From a plan: its review.
    after_closing,  ///< From the closing of an episode, at each interval.
    before_end,     ///< Before what an event began ends (its `until`), at each interval.
    every_shift,    ///< From episodes and from each check, to the end of the next shift.
  };
  struct OnEvent {
    std::string event;
    PolicyInterval interval;
  };

  std::string id;
  Kind kind = Kind::after_level;
  LocalizedText text;                         ///< May be empty.
  std::string from;                           ///< from_event: a kind of event.
  PolicyInterval within;                      ///< from_event.
  std::vector<PolicyInterval> after_level;    ///< One per level of the policy, lowest first.
  PolicyInterval no_level;                    ///< after_level: nothing says which level.
  std::vector<OnEvent> on_event;              ///< after_level; in the order written.
  PolicyInterval after_plan;                  ///< after_plan.
  std::vector<PolicyInterval> after_closing;  ///< Shortest first.
  std::string before_end;                     ///< before_end: a kind of event.
  std::vector<PolicyInterval> remind;         ///< before_end; civil durations, longest first.
  PolicyInterval every;                       ///< every_shift; its length is the unit `shift`.
  std::vector<std::string> met_by;            ///< Kinds of events; empty: by an assessment or plan.
  bool from_occurred = false;  ///< from_event with `met_by`: from when it happened, not was known.
  bool ends_with_case = true;  ///< False: a closing, death or a transfer ends none of its duties.
  std::optional<Validity> valid;  ///< The days on which a cause opens anything.
  int step_down_after = 1;  ///< after_level: days of assessment in a row before a longer interval.
  std::optional<Duration> may_suspend;  ///< The longest pause that is shown; absent: none.
  ConditionPtr satisfied_by;            ///< after_level; null: as `Policy::satisfies` says.
  SourceSpan span;                      ///< Of the id.
};

/// Who is told when an obligation has been overdue for some time.
struct OverdueRung {
  Duration after;                 ///< From the due moment; elapsed, or civil days without rolling.
  std::vector<std::string> tell;  ///< Roles.
  std::string path;               ///< "overdue.any[1]".
  SourceSpan span;
};

/// One shift of a day, to where the next begins.
struct WorkShift {
  std::string id;
  int from = 0;  ///< Minutes after midnight.
};

/// Immutable and cheap to copy; safe to share between threads.
class Policy {
 public:
  const ModelHead& head() const noexcept;
  /// Lowest first, at most 64. Empty in a policy of duties alone.
  const std::vector<std::string>& levels() const noexcept;
  const Zone& zone() const noexcept;
  const Reference& calendar() const noexcept;
  const std::vector<Clock>& clocks() const noexcept;  ///< In the order written.

  const std::vector<WorkShift>& shifts() const noexcept;  ///< By their beginnings; may be empty.

  /// Null when there is no such clock.
  const Clock* find_clock(std::string_view id) const noexcept;

  /// Rungs of one level (index into `levels()`), and those of `any`, which add to them.
  const std::vector<OverdueRung>& overdue(std::size_t level) const noexcept;
  const std::vector<OverdueRung>& overdue_any() const noexcept;

  const std::optional<OfficeHours>& hours() const noexcept;
  /// Roles told too of a rung that is reached outside the hours or on a closed day.
  const std::vector<std::string>& on_duty() const noexcept;
  const std::optional<InForce>& in_force() const noexcept;
  Migrate migrate() const noexcept;

  /// The kinds of event it names, each with the first place: the programme declares them.
  const std::vector<Clock::OnEvent>& events_named() const noexcept;

  /// Where `levels` stands, for findings of a programme whose levels differ.
  const SourceSpan& levels_span() const noexcept;

  /// Whether an assessment meets what is open on a clock (T4). A draft never does. Without
  /// `satisfied_by`, a completed one does when its range is one level or it was judged. A clock
  /// of another kind, or with `met_by`, asks for one that meets every clock with `after_level`
  /// alone.
  bool satisfies(const Clock& clock, bool completed, bool judged, bool range_is_one_level) const;

  /// Changes with everything that can change a due date or who is told (S22).
  const Fingerprint& meaning() const noexcept;
  const Fingerprint& text() const noexcept;  ///< SHA-256 of the file as written.

  struct Data;
  explicit Policy(std::shared_ptr<const Data> data) noexcept : data_(std::move(data)) {}

 private:
  std::shared_ptr<const Data> data_;
};

/// The policy that a document holds, with all findings at once; nothing where any is an error.
/// Events are checked by the programme, which declares them; the calendar by whoever resolves it.
///
/// No policy that loads can delay (T5, E1): a clock only ever adds obligations and the earliest
/// holds; there is no key that stops, restarts or postpones one; durations are never negative;
/// intervals of higher levels are never longer than those of lower ones, from any start;
/// `satisfied_by` cannot be lost by a form becoming more certain or judged; no event that starts a
/// clock meets it; and no date ends what an assessment or a plan opens.
std::optional<Policy> load_policy(const Document& document, DiagnosticList& findings);

}  // namespace v1
}  // namespace vaern
