// SPDX-License-Identifier: Apache-2.0
// What meets and ends an obligation, which one holds, and who is told.

#include <algorithm>
#include <bit>
#include <map>
#include <tuple>
#include <utility>

#include "reassessment/fold.hpp"
#include "vaern/reassessment/due_date.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {
const KnownDyad* Fold::dyad(const std::string& about) const {
  for (const KnownDyad& known : known_.dyads) {
    if (known.about == about) return &known;
  }
  return nullptr;
}

bool Fold::is_open_elsewhere(const KnownEpisode& closed) const {
  return std::any_of(known_.episodes.begin(), known_.episodes.end(),
                     [&closed](const KnownEpisode& other) {
                       return other.entry != closed.entry && other.opened <= closed.closed_until &&
                              (!other.is_closed || other.closed_until > closed.closed_until);
                     });
}

// The first closing that ends the obligation. One that was caused later is not ended, nor an
// event that was not yet written down when the case may have been closed: nobody had seen it.
const KnownEpisode* Fold::closing_of(const Opened& opened) const {
  if (!policy_.clocks()[opened.clock_index].ends_with_case) return nullptr;
  const KnownEpisode* first = nullptr;
  for (const KnownEpisode& episode : known_.episodes) {
    if (!episode.is_closed || is_open_elsewhere(episode)) continue;
    if (opened.obligation.cause.at > episode.closed_until) continue;
    if (opened.is_event && opened.written > episode.closed_from) continue;
    if (first == nullptr || std::tie(episode.closed_until, episode.entry->number) <
                                std::tie(first->closed_until, first->entry->number)) {
      first = &episode;
    }
  }
  return first;
}

std::optional<Closure> Fold::met_by_assessment(const Opened& opened) const {
  const Obligation& obligation = opened.obligation;
  const KnownDyad* about = dyad(obligation.about);
  if (about == nullptr) return std::nullopt;
  const Clock& clock = policy_.clocks()[opened.clock_index];
  std::optional<Closure> met;
  for (const KnownAssessment& known : about->assessments) {  // by moment
    if (known.at < opened.met_from || (opened.strictly && known.at == opened.met_from)) continue;
    if (!satisfies(policy_, clock, known)) continue;
    // Several may meet it: the one that was complete first, else the one made first.
    const Instant from = satisfied_from(policy_, clock, known);
    if (met && met->at <= from) continue;
    met = Closure{known.entry->id, from, is_late(obligation.due, from), {}};
  }
  return met;
}

// The first check of the dyad from there on; one that opened it is met by a later one alone.
std::optional<Closure> Fold::met_by_check(const Opened& opened) const {
  const Obligation& obligation = opened.obligation;
  const KnownDyad* about = dyad(obligation.about);
  if (about == nullptr) return std::nullopt;
  const Clock& clock = policy_.clocks()[opened.clock_index];
  const auto key = [](const KnownEvent& event) { return std::tie(event.done, event.entry->id); };
  const KnownEvent* own = nullptr;
  for (const KnownEvent& event : about->events) {
    const bool is_own = obligation.cause.kind == Cause::Kind::event &&
                        event.entry->id == obligation.cause.id && meets(clock, event.entry->kind);
    if (is_own) own = &event;
  }
  const KnownEvent* first = nullptr;
  for (const KnownEvent& event : about->events) {
    if (!meets(clock, event.entry->kind) || !is_check_of(event, *about)) continue;
    if (own != nullptr ? key(event) <= key(*own) : event.done < opened.met_from) continue;
    if (first == nullptr || key(event) < key(*first)) first = &event;
  }
  if (first == nullptr) return std::nullopt;
  return Closure{first->entry->id, first->done, is_late(obligation.due, first->done_first), {}};
}

// The episode that began after the closing from which it counts.
std::optional<Closure> Fold::ended_by_opening(const Opened& opened) const {
  if (!opened.closed_until) return std::nullopt;
  for (const KnownEpisode& episode : known_.episodes) {  // by opening
    if (episode.opened <= *opened.closed_until) continue;
    return Closure{std::to_string(episode.entry->number), episode.opened, false, {}};
  }
  return std::nullopt;
}

void Fold::close(Opened& opened) {
  Obligation& obligation = opened.obligation;
  const Clock& clock = policy_.clocks()[opened.clock_index];
  std::optional<Closure> met;
  if (is_by_deed(clock)) {
    const auto deed = deeds_.find(obligation.id);
    if (deed != deeds_.end()) met = deed->second;
  } else if (!clock.met_by.empty()) {
    met = met_by_check(opened);
  } else if (obligation.kind != Clock::Kind::after_plan) {
    met = met_by_assessment(opened);
  } else {
    for (const KnownPlan& plan : known_.plans) {  // by moment
      if (plan.at <= obligation.cause.at) continue;
      met = Closure{plan.entry->id, plan.at, is_late(obligation.due, plan.at), {}};
      break;
    }
  }
  std::optional<Closure> ended = ended_by_opening(opened);
  if (const KnownEpisode* closing = opened.closed_until ? nullptr : closing_of(opened)) {
    ended = Closure{std::to_string(closing->entry->number), closing->closed_until, false,
                    closing->entry->reason};
  }
  if (ended && (!met || met->at > ended->at)) {
    obligation.status = ObligationStatus::ended;
    obligation.closed = std::move(ended);
  } else if (met) {
    obligation.status = ObligationStatus::met;
    obligation.closed = std::move(met);
  } else if (!as_of_) {
    obligation.status = ObligationStatus::not_judged;
  } else {
    obligation.status =
        *as_of_ >= obligation.due.at ? ObligationStatus::overdue : ObligationStatus::due;
  }
}

// What its cause met on the same clock.
void Fold::note_replaced() {
  for (Opened& opened : opened_) {
    Obligation& obligation = opened.obligation;
    if (obligation.cause.kind != Cause::Kind::assessment &&
        obligation.cause.kind != Cause::Kind::plan && obligation.cause.kind != Cause::Kind::event) {
      continue;
    }
    for (const Opened& other : opened_) {
      const Obligation& old = other.obligation;
      if (old.status == ObligationStatus::met && old.clock == obligation.clock &&
          old.about == obligation.about && old.closed->id == obligation.cause.id) {
        obligation.replaces.push_back(old.id);
      }
    }
    std::sort(obligation.replaces.begin(), obligation.replaces.end());
  }
}

// Each duty stands for itself; the reminders of one protection are one.
std::string Fold::group_of(const Opened& opened) const {
  const Clock& clock = policy_.clocks()[opened.clock_index];
  if (!is_by_deed(clock)) return {};
  return clock.kind == Clock::Kind::before_end ? opened.obligation.cause.id : opened.obligation.id;
}

void Fold::choose_what_holds() {
  std::map<std::tuple<std::string, std::string, std::string>, Obligation*> first;
  const auto key = [this](const Opened& opened) {
    return std::tuple(opened.obligation.about, opened.obligation.clock, group_of(opened));
  };
  for (Opened& opened : opened_) {
    Obligation& obligation = opened.obligation;
    if (!obligation.is_open()) continue;
    Obligation*& holds = first[key(opened)];
    if (holds == nullptr ||
        std::tie(obligation.due.at, obligation.id) < std::tie(holds->due.at, holds->id)) {
      holds = &obligation;
    }
  }
  for (const auto& [place, obligation] : first) obligation->holds = true;
  for (Opened& opened : opened_) {
    Obligation& obligation = opened.obligation;
    if (!obligation.is_open() || obligation.holds) continue;
    const Obligation& holding = *first[key(opened)];
    obligation.reasons.push_back(
        {"earlier_holds",
         {{"obligation", holding.id}, {"entry", holding.cause.id}, {"due", holding.due.local}}});
  }
}

// An obligation that outlives every closing.
void Fold::judge(Opened& opened) {
  Obligation& obligation = opened.obligation;
  if (!obligation.is_open() || known_.episodes.empty() || opened.closed_until) return;
  const bool is_closed = std::all_of(known_.episodes.begin(), known_.episodes.end(),
                                     [](const KnownEpisode& episode) { return episode.is_closed; });
  if (is_closed) obligation.reasons.push_back({"case_closed", {}});
}

// The highest level that it or anything else about the dyad (a plan: any dyad) leaves possible;
// where nothing says, all levels.
std::uint64_t Fold::levels_at_as_of(const Opened& opened) const {
  std::uint64_t possible = opened.obligation.possible;
  bool is_unknown = false;
  for (const KnownDyad& about : known_.dyads) {
    if (!opened.obligation.about.empty() && about.about != opened.obligation.about) continue;
    for (const Clock& clock : policy_.clocks()) {
      if (clock.kind != Clock::Kind::after_level || !clock.met_by.empty()) continue;
      const std::uint64_t levels = levels_in_force(policy_, clock, about, *as_of_).possible;
      if (levels == 0) is_unknown = true;
      possible |= levels;
    }
  }
  if (is_unknown || possible == 0) possible |= std::uint64_t{1} << (policy_.levels().size() - 1);
  return possible;
}

void Fold::tell(Opened& opened) {
  Obligation& obligation = opened.obligation;
  if (!obligation.is_overdue()) return;
  std::vector<const std::vector<OverdueRung>*> ladders;
  if (!policy_.levels().empty()) {
    const auto highest = static_cast<std::size_t>(std::bit_width(levels_at_as_of(opened))) - 1;
    ladders.push_back(&policy_.overdue(highest));
  }
  ladders.push_back(&policy_.overdue_any());
  std::vector<std::pair<Instant, const OverdueRung*>> reached;
  for (const auto* ladder : ladders) {
    for (const OverdueRung& rung : *ladder) {
      const auto moment = overdue_moment(obligation.due, rung.after, policy_.zone());
      if (moment && *moment <= *as_of_) reached.emplace_back(*moment, &rung);
    }
  }
  std::stable_sort(reached.begin(), reached.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [moment, rung] : reached) {
    obligation.tell_by.push_back(rung->path);
    for (const std::string& role : rung->tell) {
      if (std::find(obligation.tell.begin(), obligation.tell.end(), role) ==
          obligation.tell.end()) {
        obligation.tell.push_back(role);
      }
    }
    tell_on_duty(obligation, moment);
  }
}

std::vector<Obligation> Fold::run() {
  for (std::size_t clock = 0; clock < policy_.clocks().size(); ++clock) {
    switch (policy_.clocks()[clock].kind) {
      case Clock::Kind::from_event:
        if (is_by_deed(policy_.clocks()[clock])) {
          open_duties(clock);
        } else {
          for (const KnownDyad& about : known_.dyads) open_from_event(clock, about);
        }
        break;
      case Clock::Kind::after_level:
        for (const KnownDyad& about : known_.dyads) open_after_level(clock, about);
        break;
      case Clock::Kind::after_plan:
        open_after_plan(clock);
        break;
      case Clock::Kind::after_closing:
      case Clock::Kind::before_end:
        open_duties(clock);
        break;
      case Clock::Kind::every_shift:
        for (const KnownDyad& about : known_.dyads) open_every_shift(clock, about);
        break;
    }
  }
  assign_deeds();
  for (Opened& opened : opened_) close(opened);
  note_before_opening();
  set_dates();
  show_suspensions();
  note_replaced();
  choose_what_holds();
  for (Opened& opened : opened_) {
    judge(opened);
    tell(opened);
    if (opened.obligation.proposed) opened.obligation.reasons.push_back({"proposed", {}});
  }
  std::sort(opened_.begin(), opened_.end(), [](const Opened& a, const Opened& b) {
    return std::tie(a.obligation.due.at, a.obligation.about, a.clock_index, a.obligation.id) <
           std::tie(b.obligation.due.at, b.obligation.about, b.clock_index, b.obligation.id);
  });
  std::vector<Obligation> obligations;
  obligations.reserve(opened_.size());
  for (Opened& opened : opened_) obligations.push_back(std::move(opened.obligation));
  return obligations;
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
