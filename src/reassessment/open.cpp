// SPDX-License-Identifier: Apache-2.0
// What opens an obligation, when it is due and why.

#include <algorithm>
#include <bit>
#include <utility>

#include "reassessment/fold.hpp"
#include "vaern/reassessment/due_date.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {
namespace {

LocalizedText what_of(const Clock& clock, Cause::Kind cause) {
  if (!clock.text.empty()) return clock.text;
  switch (clock.kind) {
    case Clock::Kind::from_event:
      return {{"en", "First risk assessment"}, {"da", "Første risikovurdering"}};
    case Clock::Kind::after_plan:
      return {{"en", "Review of the safety plan"}, {"da", "Opfølgning på sikkerhedsplanen"}};
    case Clock::Kind::after_level:
      break;
  }
  if (cause == Cause::Kind::episode) return {{"en", "Risk assessment"}, {"da", "Risikovurdering"}};
  return {{"en", "New risk assessment"}, {"da", "Ny risikovurdering"}};
}

std::string join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

}  // namespace

std::string Fold::local_text(Instant at) const { return policy_.zone().local(at).to_string(); }

// A date without a time stays one.
std::string Fold::local_text(const Moment& moment, Instant at) const {
  return moment.is_instant() ? local_text(at) : policy_.zone().local(at).date.to_string();
}

std::string Fold::names_of(std::uint64_t possible) const {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < policy_.levels().size(); ++i) {
    if ((possible >> i & 1) != 0) names.push_back(policy_.levels()[i]);
  }
  return join(names);
}

std::optional<Chosen> Fold::choose(const PolicyInterval& interval, Instant from) {
  auto due = due_date(from, from, interval.length, interval.statutory, policy_.zone(), calendar_);
  if (!due) {
    findings_.append(std::move(due.error()));
    return std::nullopt;
  }
  return Chosen{*std::move(due), interval, false};
}

// The earliest over all possible levels, and never later than any lower level is due: rolling
// may move a week back past 72 hours, and a higher level is never due later than a lower one.
std::optional<Chosen> Fold::choose(const Clock& clock, std::uint64_t possible, Instant from) {
  const auto highest = static_cast<std::size_t>(std::bit_width(possible)) - 1;
  std::optional<Chosen> best;
  for (std::size_t level = highest + 1; level-- > 0;) {
    std::optional<Chosen> chosen = choose(clock.after_level[level], from);
    if (!chosen) return std::nullopt;
    const bool is_possible = (possible >> level & 1) != 0;
    chosen->from_lower_level = !is_possible;
    const bool is_better =
        !best || chosen->due.at < best->due.at ||
        (chosen->due.at == best->due.at && is_possible && best->from_lower_level);
    if (is_better) best = std::move(chosen);
  }
  return best;
}

Opened* Fold::open(std::size_t clock_index, const std::string& about, Cause cause,
                   std::optional<Chosen> chosen) {
  if (!chosen) return nullptr;
  const Clock& clock = policy_.clocks()[clock_index];
  Opened opened;
  opened.clock_index = clock_index;
  opened.met_from = cause.at;
  opened.written = cause.at;
  opened.strictly = cause.kind != Cause::Kind::event && cause.kind != Cause::Kind::episode;
  opened.is_event = cause.kind == Cause::Kind::event;
  Obligation& obligation = opened.obligation;
  obligation.id = clock.id + ":" + about + ":" +
                  (cause.kind == Cause::Kind::episode ? "episode." : "") + cause.id;
  obligation.clock = clock.id;
  obligation.kind = clock.kind;
  obligation.about = about;
  obligation.what = what_of(clock, cause.kind);
  obligation.due = std::move(chosen->due);
  obligation.clause = std::move(chosen->clause);
  obligation.proposed = obligation.clause.proposed;
  obligation.cause = std::move(cause);
  opened_.push_back(std::move(opened));
  return &opened_.back();
}

// How the interval became a date.
void Fold::explain_date(Obligation& obligation, const Chosen& chosen) {
  const std::string interval = chosen.clause.length.to_string();
  if (chosen.from_lower_level) {
    obligation.reasons.push_back({"lower_level_is_earlier", {{"interval", interval}}});
  }
  if (!chosen.due.civil) {
    obligation.reasons.push_back({"elapsed", {{"interval", interval}}});
    return;
  }
  obligation.reasons.push_back(
      {chosen.clause.statutory ? "civil_statutory" : "civil", {{"interval", interval}}});
  if (!chosen.due.rolled_from) return;
  const std::string date = chosen.due.rolled_from->to_string();
  if (chosen.due.is_weekday) {
    obligation.reasons.push_back({"rolled_from_weekend", {{"date", date}}});
    return;
  }
  const auto word = [&chosen](const char* tag) {
    const std::string* text = chosen.due.closed_day.get(tag);
    return text != nullptr ? *text : chosen.due.closed_day.best(Language::en);
  };
  obligation.reasons.push_back(
      {"rolled_earlier", {{"date", date}, {"day_en", word("en")}, {"day_da", word("da")}}});
}

void Fold::explain_levels(Obligation& obligation, std::uint64_t possible,
                          const KnownAssessment& known) {
  const std::string levels = names_of(possible);
  if (possible == 0) {
    const NoLevel reason =
        known.level.no_level == NoLevel::none ? NoLevel::unknown : known.level.no_level;
    obligation.reasons.push_back({"no_level_" + std::string(to_string(reason)), {}});
  } else if (std::has_single_bit(possible)) {
    obligation.reasons.push_back(
        {known.level.judged ? "one_level_judged" : "one_level", {{"level", levels}}});
  } else if (known.level.missing > 0) {
    obligation.reasons.push_back(
        {known.level.missing == 1 ? "unanswered_one" : "unanswered",
         {{"missing", std::to_string(known.level.missing)}, {"levels", levels}}});
  } else {
    obligation.reasons.push_back({"possible_levels", {{"levels", levels}}});
  }
}

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

void Fold::open_from_completed(std::size_t clock_index, const KnownDyad& dyad,
                               const KnownAssessment& known) {
  const Clock& clock = policy_.clocks()[clock_index];
  const HistoryAssessment& entry = *known.entry;
  const bool is_satisfying = satisfies(policy_, clock, known);
  LevelsInForce levels;
  if (is_satisfying) levels = levels_in_force(policy_, clock, dyad, known.at);
  const std::uint64_t possible = is_satisfying ? levels.possible : known.level.possible;
  std::optional<Chosen> chosen;
  if (possible != 0) {
    chosen = choose(clock, possible, known.at);
    if (!chosen) return;
  }
  bool by_no_level = false;
  if (known.level.possible == 0) {
    auto unknown = choose(clock.no_level, known.at);
    if (!unknown) return;
    if (!chosen || unknown->due.at <= chosen->due.at) {
      chosen = std::move(unknown);
      by_no_level = true;
    }
  }
  Opened* opened = open(clock_index, dyad.about,
                        {Cause::Kind::assessment, entry.id, entry.instrument, known.at}, chosen);
  if (opened == nullptr) return;
  Obligation& obligation = opened->obligation;
  obligation.possible = possible;
  obligation.reasons.push_back(
      {"assessment",
       {{"assessment", entry.id}, {"assessed", local_text(entry.assessed, known.at)}}});
  if (!is_satisfying) {
    obligation.reasons.push_back({"does_not_satisfy", {{"assessment", entry.id}}});
  }
  explain_levels(obligation, by_no_level ? 0 : possible, known);
  if (is_satisfying && possible != known.level.possible) {
    std::vector<std::string> others;
    for (const auto* list : {&levels.from, &levels.drafts}) {
      std::copy_if(list->begin(), list->end(), std::back_inserter(others),
                   [&entry](const std::string& id) { return id != entry.id; });
    }
    std::sort(others.begin(), others.end());
    obligation.reasons.push_back({"others_count", {{"assessments", join(others)}}});
  }
  explain_date(obligation, *chosen);
}

void Fold::open_from_draft(std::size_t clock_index, const KnownDyad& dyad,
                           const KnownAssessment& known) {
  const HistoryAssessment& entry = *known.entry;
  if (known.level.possible == 0) return;
  const Clock& clock = policy_.clocks()[clock_index];
  const int lowest = std::countr_zero(known.level.possible);
  const std::uint64_t at_least = std::uint64_t{1} << lowest;
  // Whether it raises anything is asked of what satisfies alone, so that no other half-finished
  // form can take its date away.
  const std::uint64_t settled =
      levels_in_force(policy_, clock, dyad, known.at, &entry, Counting::satisfying_only).possible;
  const int before = settled != 0 ? std::countr_zero(settled) : 0;
  if (lowest <= before) return;
  const LevelsInForce others = levels_in_force(policy_, clock, dyad, known.at, &entry);
  const std::uint64_t possible =
      others.possible != 0 ? join_possible(others.possible, at_least) : known.level.possible;
  std::optional<Chosen> chosen = choose(clock, possible, known.at);
  Opened* opened = open(clock_index, dyad.about,
                        {Cause::Kind::draft, entry.id, entry.instrument, known.at}, chosen);
  if (opened == nullptr) return;
  Obligation& obligation = opened->obligation;
  obligation.possible = possible;
  obligation.reasons.push_back({"draft_raises",
                                {{"assessment", entry.id},
                                 {"assessed", local_text(entry.assessed, known.at)},
                                 {"level", policy_.levels()[static_cast<std::size_t>(lowest)]}}});
  explain_date(obligation, *chosen);
}

void Fold::open_after_level(std::size_t clock_index, const KnownDyad& dyad) {
  const Clock& clock = policy_.clocks()[clock_index];
  open_from_openings(clock_index, dyad, clock.no_level);
  for (const KnownAssessment& known : dyad.assessments) {
    if (known.entry->completed) {
      open_from_completed(clock_index, dyad, known);
    } else {
      open_from_draft(clock_index, dyad, known);
    }
  }
  for (const KnownEvent& event : dyad.events) {
    for (const Clock::OnEvent& on : clock.on_event) {
      if (on.event == event.entry->kind) {
        open_from_event_entry(clock_index, dyad, event, on.interval);
      }
    }
  }
}

// T7: a professional may set an earlier day; a later one only with a reason, where no law sets
// the interval, and marked.
void Fold::set_review(Opened& opened, const KnownPlan& plan) {
  if (!plan.entry->review) return;
  Obligation& obligation = opened.obligation;
  const Date day = plan.entry->review->date.first;
  const Instant at = policy_.zone().end_of(day);
  const Arguments arguments{{"date", day.to_string()}, {"reason", plan.entry->reason}};
  if (at > obligation.due.at) {
    if (!obligation.proposed || obligation.clause.statutory) {
      obligation.reasons.push_back({"later_not_allowed", arguments});
      return;
    }
    if (plan.entry->reason.empty()) {
      obligation.reasons.push_back({"later_needs_reason", {{"date", day.to_string()}}});
      return;
    }
    obligation.outside_policy = true;
    obligation.reasons.push_back({"set_later", arguments});
  } else {
    obligation.reasons.push_back({"set_by_professional", arguments});
  }
  std::erase_if(obligation.reasons, [](const Reason& reason) {
    return reason.key == "rolled_earlier" || reason.key == "rolled_from_weekend";
  });
  obligation.due = DueDate();
  obligation.due.at = at;
  obligation.due.date = day;
  obligation.due.civil = true;
  obligation.due.local = day.to_string();
}

void Fold::open_after_plan(std::size_t clock_index) {
  const Clock& clock = policy_.clocks()[clock_index];
  for (const KnownPlan& plan : known_.plans) {
    std::optional<Chosen> chosen = choose(clock.after_plan, plan.at);
    Opened* opened =
        open(clock_index, {}, {Cause::Kind::plan, plan.entry->id, {}, plan.at}, chosen);
    if (opened == nullptr) continue;
    opened->obligation.reasons.push_back(
        {"plan", {{"plan", plan.entry->id}, {"made", local_text(plan.entry->made, plan.at)}}});
    explain_date(opened->obligation, *chosen);
    set_review(*opened, plan);
  }
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
