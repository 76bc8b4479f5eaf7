// SPDX-License-Identifier: Apache-2.0
// What an event and the opening of an episode open.

#include <algorithm>
#include <utility>

#include "reassessment/fold.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {

void Fold::explain_event(Obligation& obligation, const KnownEvent& event, bool counts_from_known) {
  const HistoryEvent& entry = *event.entry;
  obligation.reasons.push_back({"event",
                                {{"event", entry.id},
                                 {"kind", entry.kind},
                                 {"known", local_text(entry.known, event.from)}}});
  if (counts_from_known && entry.occurred.date.last < policy_.zone().local(event.from).date) {
    obligation.reasons.push_back({"learned_late", {{"occurred", entry.occurred.date.to_string()}}});
  }
}

void Fold::open_from_event_entry(std::size_t clock, const std::string& about,
                                 const KnownEvent& event, const PolicyInterval& interval) {
  const HistoryEvent& entry = *event.entry;
  std::optional<Chosen> chosen = choose(interval, event.from);
  Opened* opened =
      open(clock, about, {Cause::Kind::event, entry.id, entry.kind, event.from}, chosen);
  if (opened == nullptr) return;
  opened->met_from = event.known_latest;
  opened->written = event.recorded_latest;
  explain_event(opened->obligation, event);
  explain_date(opened->obligation, *chosen);
}

bool Fold::is_assessed_before(const Clock& clock, const KnownDyad& dyad, Instant opening) const {
  return std::any_of(
      dyad.assessments.begin(), dyad.assessments.end(), [&](const KnownAssessment& assessment) {
        if (assessment.at > opening || !satisfies(policy_, clock, assessment)) return false;
        return std::none_of(known_.episodes.begin(), known_.episodes.end(),
                            [&](const KnownEpisode& episode) {
                              return episode.is_closed && episode.closed_until >= assessment.at &&
                                     episode.closed_from <= opening;
                            });
      });
}

void Fold::open_from_openings(std::size_t clock_index, const KnownDyad& dyad,
                              const PolicyInterval& interval) {
  if (!dyad.is_known) return;
  const Clock& clock = policy_.clocks()[clock_index];
  // A round or a contact begins anew with every episode; an assessment may be from before it.
  const bool is_check = clock.kind == Clock::Kind::every_shift || !clock.met_by.empty();
  for (const KnownEpisode& episode : known_.episodes) {
    const Instant at = dyad.since ? std::max(episode.opened, *dyad.since) : episode.opened;
    const Moment opened_at = at == episode.opened ? episode.entry->opened : *dyad.since_moment;
    if (episode.is_closed && episode.closed_until < at) continue;
    if (!is_check && is_assessed_before(clock, dyad, at)) continue;
    if (clock.kind == Clock::Kind::from_event && !is_in_force(clock, at, at)) continue;
    std::optional<Chosen> chosen =
        clock.kind == Clock::Kind::every_shift ? end_of_shift(clock, at, 1) : choose(interval, at);
    Opened* opened =
        open(clock_index, dyad.about,
             {Cause::Kind::episode, std::to_string(episode.entry->number), {}, at}, chosen);
    if (opened == nullptr) continue;
    opened->obligation.reasons.push_back({is_check ? "opening" : "no_assessment",
                                          {{"episode", std::to_string(episode.entry->number)},
                                           {"opened", local_text(opened_at, at)}}});
    explain_date(opened->obligation, *chosen);
  }
}

void Fold::open_from_event(std::size_t clock_index, const KnownDyad& dyad) {
  const Clock& clock = policy_.clocks()[clock_index];
  open_from_openings(clock_index, dyad, clock.within);
  for (const KnownEvent& event : dyad.events) {
    if (event.entry->kind == clock.from) {
      if (!is_in_force(clock, event.from, event.known_latest)) continue;
      open_from_event_entry(clock_index, dyad.about, event, clock.within);
    }
  }
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
