// SPDX-License-Identifier: Apache-2.0
#pragma once
// From known entries to obligations: opened by each cause, then met, ended and judged.

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reassessment/known_entries.hpp"
#include "reassessment/levels_in_force.hpp"
#include "reassessment/policy_data.hpp"
#include "vaern/calendar/calendar.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {

// An obligation with what decides how it closes.
struct Opened {
  Obligation obligation;
  std::size_t clock_index = 0;
  Instant met_from;       // an assessment meets it from here on
  bool strictly = false;  // not at that very moment
  bool is_event = false;
  Instant written;  // an event: when it was recorded at the latest
  Instant known;    // an event: when it became known at the earliest
  // A closing: the latest moment of it. Nothing else that opens an obligation ends with an episode
  // that begins.
  std::optional<Instant> closed_until;
};

struct Chosen {
  DueDate due;
  PolicyInterval clause;
  bool from_lower_level = false;  // a lower level's interval rolls to an earlier day
  std::string shift{};            // it ends with this one
};

// The earlier assessment whose shorter interval still counts; empty: none.
struct SteppedDown {
  std::string from;
  std::uint64_t possible = 0;
};

// What a professional writes about the date of one obligation (T7).
struct DateProposal {
  std::string id;
  Instant recorded;
  const std::optional<Moment>* set = nullptr;  // nothing in it: confirmed
  const std::vector<std::string>* by = nullptr;
  const std::string* reason = nullptr;
};

// An elapsed deadline may be met at its very moment; a civil one ends before midnight.
inline bool is_late(const DueDate& due, Instant at) {
  return due.civil ? at >= due.at : at > due.at;
}

std::string join(const std::vector<std::string>& words);
// Words that a sentence ends with: without a full stop of their own.
inline std::string without_stop(std::string words) {
  if (!words.empty() && words.back() == '.') words.pop_back();
  return words;
}

// Not within the office's hours, or on a closed day; never, where the policy has no hours.
bool is_outside_hours(const Policy& policy, const Calendar& calendar, Instant moment);

class Fold {
 public:
  Fold(const Policy& policy, const Calendar& calendar, const KnownEntries& known,
       std::optional<Instant> as_of, DiagnosticList& findings)
      : policy_(policy), calendar_(calendar), known_(known), as_of_(as_of), findings_(findings) {}

  std::vector<Obligation> run();

  // After `run`: dates and suspensions that no obligation has.
  std::vector<EntryWithoutEffect> without_effect() && { return std::move(without_effect_); }

 private:
  // open_events.cpp, open_levels.cpp, open_plans.cpp
  void open_from_event(std::size_t clock, const KnownDyad& dyad);
  void open_after_level(std::size_t clock, const KnownDyad& dyad);
  void open_after_plan(std::size_t clock);
  void open_from_openings(std::size_t clock, const KnownDyad& dyad, const PolicyInterval& interval);
  void open_from_event_entry(std::size_t clock, const std::string& about, const KnownEvent& event,
                             const PolicyInterval& interval);
  void open_from_completed(std::size_t clock, const KnownDyad& dyad, const KnownAssessment& known);
  void open_from_draft(std::size_t clock, const KnownDyad& dyad, const KnownAssessment& known);

  // open_duties.cpp
  void open_duties(std::size_t clock);
  void open_duty(std::size_t clock, const KnownEvent& event);
  void open_after_closing(std::size_t clock);
  void open_before_end(std::size_t clock, const KnownEvent& event);
  void open_reminder(std::size_t clock, const KnownEvent& event, const PolicyInterval& interval,
                     std::optional<Date> end);
  bool end_with(Instant end, DueDate& due) const;
  bool is_in_force(const Clock& clock, Instant first, Instant last) const;

  // open_checks.cpp
  void open_every_shift(std::size_t clock, const KnownDyad& dyad);
  void open_from_checks(std::size_t clock, const KnownDyad& dyad);
  static bool is_check_of(const KnownEvent& event, const KnownDyad& dyad);
  std::optional<Chosen> end_of_shift(const Clock& clock, Instant from, int shifts);

  // open.cpp
  Opened* open(std::size_t clock, const std::string& about, Cause cause,
               std::optional<Chosen> chosen, const std::string& suffix = {});
  std::optional<Chosen> choose(const PolicyInterval& interval, Instant from);
  std::optional<Chosen> choose(const PolicyInterval& interval, Instant from, Instant known);
  std::optional<Chosen> choose(const Clock& clock, std::uint64_t possible, Instant from);
  void explain_levels(Obligation& obligation, std::uint64_t possible, const KnownAssessment& known);
  void explain_date(Obligation& obligation, const Chosen& chosen);
  void explain_rolled(Obligation& obligation, const DueDate& due);
  void explain_event(Obligation& obligation, const KnownEvent& event,
                     bool counts_from_known = true);
  std::string occurred_text(const HistoryEvent& entry, Instant at) const;
  bool is_assessed_before(const Clock& clock, const KnownDyad& dyad, Instant opening) const;
  std::string local_text(Instant at) const;
  std::string local_text(const Moment& moment, Instant at) const;
  std::string names_of(std::uint64_t possible) const;

  void step_down(const Clock& clock, const KnownDyad& dyad, const KnownAssessment& known,
                 std::optional<Chosen>& chosen, SteppedDown& step);  // step_down.cpp

  // close.cpp
  void close(Opened& opened);
  std::optional<Closure> met_by_assessment(const Opened& opened) const;
  std::optional<Closure> met_by_check(const Opened& opened) const;
  std::optional<Closure> ended_by_opening(const Opened& opened) const;
  std::string group_of(const Opened& opened) const;
  const KnownEpisode* closing_of(const Opened& opened) const;
  bool is_open_elsewhere(const KnownEpisode& closed) const;
  void judge(Opened& opened);
  void choose_what_holds();
  void note_replaced();
  void tell(Opened& opened);
  void tell_on_duty(Obligation& obligation, Instant moment);  // on_duty.cpp
  std::uint64_t levels_at_as_of(const Opened& opened) const;
  const KnownDyad* dyad(const std::string& about) const;

  void note_before_opening();  // before_opening.cpp
  // deeds.cpp
  void assign_deeds();
  void assign_deeds(std::size_t clock);
  void note_named_in_vain();

  // set_dates.cpp, suspensions.cpp: after `close`
  void set_dates();
  void set_window(Obligation& obligation);
  void set_date_of(Opened& opened, std::vector<DateProposal> proposals);
  bool may_set(Obligation& obligation, const DueDate& due, const DateProposal& proposal);
  DueDate due_on(const Moment& moment) const;
  void restate(Obligation& obligation) const;
  Instant met_at(const Closure& closed) const;
  void show_suspensions();
  void show(Obligation& obligation, const KnownSuspension& suspension);

  const Policy& policy_;
  const Calendar& calendar_;
  const KnownEntries& known_;
  std::optional<Instant> as_of_;
  DiagnosticList& findings_;
  std::vector<Opened> opened_;
  std::map<std::string, Closure> deeds_;  // what met a duty, by the id of its obligation
  std::vector<EntryWithoutEffect> without_effect_;
};

// A timeline whether or not the policy is in force at `as_of`.
Result<Timeline> fold_timeline(const Policy& policy, const Calendar& calendar,
                               const History& history, std::optional<Instant> as_of,
                               std::optional<Instant> known_by);

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
