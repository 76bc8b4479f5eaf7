// SPDX-License-Identifier: Apache-2.0
// What an assessment opens: by its possible levels.

#include <algorithm>
#include <bit>
#include <iterator>
#include <utility>

#include "reassessment/fold.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {

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
  SteppedDown step;
  if (is_satisfying) step_down(clock, dyad, known, chosen, step);
  bool by_no_level = false;
  if (known.level.possible == 0) {
    auto unknown = choose(clock.no_level, known.at);
    if (!unknown) return;
    if (!chosen || unknown->due.at <= chosen->due.at) {
      chosen = std::move(unknown);
      step = {};
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
  if (!step.from.empty()) {
    obligation.possible |= step.possible;
    obligation.reasons.push_back({"steps_down_slowly",
                                  {{"count", std::to_string(clock.step_down_after)},
                                   {"assessment", step.from},
                                   {"levels", names_of(step.possible)}}});
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
  if (!clock.met_by.empty()) open_from_checks(clock_index, dyad);
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
        open_from_event_entry(clock_index, dyad.about, event, on.interval);
      }
    }
  }
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
