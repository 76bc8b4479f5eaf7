// SPDX-License-Identifier: Apache-2.0
// What opens a duty: an event, the closing of an episode, and the end of what an event began.

#include <algorithm>
#include <utility>

#include "reassessment/fold.hpp"
#include "vaern/reassessment/due_date.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {

namespace {

// "P3M", "hverdage.6": what an obligation's id may have in it.
std::string suffix_of(const IntervalLength& length) {
  std::string text = length.to_string();
  std::replace(text.begin(), text.end(), ' ', '.');
  return text;
}

}  // namespace

// As precisely as it is known.
std::string Fold::occurred_text(const HistoryEvent& entry, Instant at) const {
  return entry.occurred.is_instant() ? local_text(at) : entry.occurred.date.to_string();
}

// On any day on which the cause may have become known.
bool Fold::is_in_force(const Clock& clock, Instant first, Instant last) const {
  if (!clock.valid) return true;
  if (clock.valid->from && policy_.zone().local(last).date < *clock.valid->from) return false;
  return !clock.valid->until || policy_.zone().local(first).date <= *clock.valid->until;
}

void Fold::open_duties(std::size_t clock_index) {
  const Clock& clock = policy_.clocks()[clock_index];
  if (clock.kind == Clock::Kind::after_closing) {
    open_after_closing(clock_index);
    return;
  }
  for (const KnownEvent& event : known_.events) {
    const Instant first = clock.from_occurred ? std::min(event.done_first, event.from) : event.from;
    if (!is_in_force(clock, first, event.known_latest)) continue;
    if (clock.kind == Clock::Kind::from_event && event.entry->kind == clock.from) {
      open_duty(clock_index, event);
    } else if (clock.kind == Clock::Kind::before_end && event.entry->kind == clock.before_end) {
      open_before_end(clock_index, event);
    }
  }
}

// From when it became known, or from when it happened: the days of a law that run from the deed
// itself do not wait until somebody writes it down.
void Fold::open_duty(std::size_t clock_index, const KnownEvent& event) {
  const Clock& clock = policy_.clocks()[clock_index];
  const HistoryEvent& entry = *event.entry;
  if (!clock.from_occurred) {
    open_from_event_entry(clock_index, entry.about, event, clock.within);
    return;
  }
  const Instant from = std::min(event.done_first, event.from);
  std::optional<Chosen> chosen = choose(clock.within, from, event.from);
  Opened* opened =
      open(clock_index, entry.about, {Cause::Kind::event, entry.id, entry.kind, from}, chosen);
  if (opened == nullptr) return;
  opened->met_from = std::min(event.done, event.known_latest);
  opened->written = event.recorded_latest;
  opened->known = event.from;
  explain_event(opened->obligation, event, false);
  opened->obligation.reasons.push_back(
      {"counts_from_occurred", {{"occurred", occurred_text(entry, from)}}});
  explain_date(opened->obligation, *chosen);
}

// After death or transfer there is nobody to follow up here.
void Fold::open_after_closing(std::size_t clock_index) {
  const Clock& clock = policy_.clocks()[clock_index];
  for (const KnownEpisode& episode : known_.episodes) {
    const HistoryEpisode& entry = *episode.entry;
    if (!episode.is_closed || is_open_elsewhere(episode)) continue;
    if (entry.reason == "death" || entry.reason == "transfer") continue;
    if (!is_in_force(clock, episode.closed_from, episode.closed_until)) continue;
    for (const PolicyInterval& interval : clock.after_closing) {
      std::optional<Chosen> chosen = choose(interval, episode.closed_from);
      Opened* opened =
          open(clock_index, {},
               {Cause::Kind::closing, std::to_string(entry.number), {}, episode.closed_from},
               chosen, "." + suffix_of(interval.length));
      if (opened == nullptr) continue;
      opened->met_from = episode.closed_until;
      opened->closed_until = episode.closed_until;
      opened->obligation.reasons.push_back(
          {"closing",
           {{"episode", std::to_string(entry.number)},
            {"closed", local_text(*entry.closed, episode.closed_from)}}});
      explain_date(opened->obligation, *chosen);
    }
  }
}

void Fold::open_before_end(std::size_t clock_index, const KnownEvent& event) {
  const Clock& clock = policy_.clocks()[clock_index];
  if (!event.entry->until) {
    // Whoever does not know the end looks it up now: it may be tomorrow.
    PolicyInterval at_once = clock.remind.front();
    at_once.length = IntervalLength();
    at_once.path = "clocks." + clock.id + ".before_end";
    open_reminder(clock_index, event, at_once, std::nullopt);
    return;
  }
  const Moment& until = *event.entry->until;
  const Date end =
      until.is_instant() ? policy_.zone().local(*until.instant).date : until.date.first;
  for (const PolicyInterval& interval : clock.remind) {
    open_reminder(clock_index, event, interval, end);
  }
}

// A day may end after what ends at an hour of it: then that hour holds.
bool Fold::end_with(Instant end, DueDate& due) const {
  if (due.at <= end) return false;
  const LocalTime local = policy_.zone().local(end);
  due = DueDate();
  due.at = end;
  due.date = local.date;
  due.local = local.to_string();
  return true;
}

void Fold::open_reminder(std::size_t clock_index, const KnownEvent& event,
                         const PolicyInterval& interval, std::optional<Date> end) {
  const HistoryEvent& entry = *event.entry;
  auto due = end ? due_before(*end, event.from, interval.length.duration(), interval.statutory,
                              policy_.zone(), calendar_)
                 : due_date(event.from, event.from, interval.length, interval.statutory,
                            policy_.zone(), calendar_);
  if (!due) {
    findings_.append(std::move(due.error()));
    return;
  }
  const bool is_cut = end && entry.until->is_instant() &&
                      end_with(std::max(*entry.until->instant, event.from), *due);
  const std::string suffix = end ? "." + suffix_of(interval.length) : std::string();
  Opened* opened =
      open(clock_index, entry.about, {Cause::Kind::event, entry.id, entry.kind, event.from},
           Chosen{*due, interval}, suffix);
  opened->met_from = event.known_latest;
  opened->written = event.recorded_latest;
  Obligation& obligation = opened->obligation;
  explain_event(obligation, event);
  if (!end) {
    obligation.reasons.push_back({"no_end", {{"event", entry.id}}});
    return;
  }
  const std::string length = interval.length.to_string();
  obligation.reasons.push_back({"before_end", {{"until", end->to_string()}, {"interval", length}}});
  const Duration& before = interval.length.duration();
  if (is_cut) {
    obligation.reasons.push_back({"not_after_end", {{"at", due->local}}});
    return;
  }
  const Date known = policy_.zone().local(event.from).date;
  if (end->add_months(-before.months()).add_days(-before.days()) < known) {
    obligation.reasons.push_back({"not_before_known", {{"date", known.to_string()}}});
  }
  explain_rolled(obligation, *due);
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
