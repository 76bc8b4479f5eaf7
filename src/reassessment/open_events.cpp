// SPDX-License-Identifier: Apache-2.0
// What an event and the opening of an episode open.

#include <algorithm>
#include <utility>

#include "reassessment/fold.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {

void Fold::open_from_event_entry(std::size_t clock, const KnownDyad& dyad, const KnownEvent& event,
                                 const PolicyInterval& interval) {
  const HistoryEvent& entry = *event.entry;
  std::optional<Chosen> chosen = choose(interval, event.from);
  Opened* opened =
      open(clock, dyad.about, {Cause::Kind::event, entry.id, entry.kind, event.from}, chosen);
  if (opened == nullptr) return;
  opened->met_from = event.known_latest;
  opened->written = event.recorded_latest;
  Obligation& obligation = opened->obligation;
  obligation.reasons.push_back({"event",
                                {{"event", entry.id},
                                 {"kind", entry.kind},
                                 {"known", local_text(entry.known, event.from)}}});
  if (entry.occurred.date.last < policy_.zone().local(event.from).date) {
    obligation.reasons.push_back({"learned_late", {{"occurred", entry.occurred.date.to_string()}}});
  }
  explain_date(obligation, *chosen);
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
  for (const KnownEpisode& episode : known_.episodes) {
    const Instant at = dyad.since ? std::max(episode.opened, *dyad.since) : episode.opened;
    const Moment opened_at = at == episode.opened ? episode.entry->opened : *dyad.since_moment;
    if (episode.is_closed && episode.closed_until < at) continue;
    if (is_assessed_before(policy_.clocks()[clock_index], dyad, at)) continue;
    std::optional<Chosen> chosen = choose(interval, at);
    Opened* opened =
        open(clock_index, dyad.about,
             {Cause::Kind::episode, std::to_string(episode.entry->number), {}, at}, chosen);
    if (opened == nullptr) continue;
    opened->obligation.reasons.push_back({"no_assessment",
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
      open_from_event_entry(clock_index, dyad, event, clock.within);
    }
  }
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
