// SPDX-License-Identifier: Apache-2.0
// What is done again and again: a check in every shift, a contact by the levels in force.

#include <bit>
#include <stdexcept>
#include <utility>

#include "diagnostics/codes/reassessment.hpp"
#include "reassessment/fold.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {

// The end of the shift of `from` (1), or of a shift after it. A night on which clocks change has
// its shifts all the same; two that begin at one moment then are one.
std::optional<Chosen> Fold::end_of_shift(const Clock& clock, Instant from, int shifts) {
  const auto out_of_range = [&]() -> std::optional<Chosen> {
    findings_.add(codes::due_out_of_range, clock.every.span,
                  {{"interval", clock.every.length.to_string()}, {"from", from.to_string()}});
    return std::nullopt;
  };
  const int last_day = shifts + 1;  // a day has at least one shift
  try {
    const Date today = policy_.zone().local(from).date;
    Instant last = from;
    const std::string* current = &policy_.shifts().back().id;
    for (std::int64_t day = -1; day <= last_day; ++day) {
      for (const WorkShift& shift : policy_.shifts()) {
        const Instant begins = policy_.zone().to_instant(today.add_days(day), shift.from * 60);
        if (begins > last && --shifts == 0) {
          Chosen chosen;
          chosen.due.at = begins;
          const LocalTime local = policy_.zone().local(begins);
          chosen.due.date = local.date;
          chosen.due.local = local.to_string();
          chosen.clause = clock.every;
          chosen.shift = *current;
          return chosen;
        }
        if (begins > last) last = begins;
        current = &shift.id;
      }
    }
  } catch (const std::out_of_range&) {
    return out_of_range();
  }
  return out_of_range();
}

// A check is due at the end of the shift after the one in which the last was made.
void Fold::open_every_shift(std::size_t clock_index, const KnownDyad& dyad) {
  const Clock& clock = policy_.clocks()[clock_index];
  open_from_openings(clock_index, dyad, clock.every);
  if (!clock.met_by.empty()) {
    open_from_checks(clock_index, dyad);
    return;
  }
  for (const KnownAssessment& known : dyad.assessments) {
    if (!satisfies(policy_, clock, known)) continue;
    const HistoryAssessment& entry = *known.entry;
    std::optional<Chosen> chosen = end_of_shift(clock, known.at, 2);
    Opened* opened = open(clock_index, dyad.about,
                          {Cause::Kind::assessment, entry.id, entry.instrument, known.at}, chosen);
    if (opened == nullptr) continue;
    opened->obligation.reasons.push_back(
        {"assessment",
         {{"assessment", entry.id}, {"assessed", local_text(entry.assessed, known.at)}}});
    explain_date(opened->obligation, *chosen);
  }
}

// A contact with a child is none with anybody else.
bool Fold::is_check_of(const KnownEvent& event, const KnownDyad& dyad) {
  return event.entry->about.empty() || event.entry->about == dyad.about;
}

// Each check opens the next: after a level by the levels in force then.
void Fold::open_from_checks(std::size_t clock_index, const KnownDyad& dyad) {
  const Clock& clock = policy_.clocks()[clock_index];
  for (const KnownEvent& event : dyad.events) {
    const HistoryEvent& entry = *event.entry;
    if (!meets(clock, entry.kind) || !is_check_of(event, dyad)) continue;
    std::optional<Chosen> chosen;
    std::uint64_t possible = 0;
    if (clock.kind == Clock::Kind::every_shift) {
      chosen = end_of_shift(clock, event.done_first, 2);
    } else {
      possible = levels_in_force(policy_, clock, dyad, event.done).possible;
      chosen = possible != 0 ? choose(clock, possible, event.done_first)
                             : choose(clock.no_level, event.done_first);
    }
    Opened* opened = open(clock_index, dyad.about,
                          {Cause::Kind::event, entry.id, entry.kind, event.done_first}, chosen);
    if (opened == nullptr) continue;
    opened->written = event.recorded_latest;
    Obligation& obligation = opened->obligation;
    obligation.possible = possible;
    obligation.reasons.push_back({"check",
                                  {{"event", entry.id},
                                   {"kind", entry.kind},
                                   {"at", local_text(entry.occurred, event.done_first)}}});
    if (clock.kind == Clock::Kind::after_level) {
      if (possible == 0) {
        obligation.reasons.push_back({"no_level_unknown", {}});
      } else if (std::has_single_bit(possible)) {
        obligation.reasons.push_back({"one_level", {{"level", names_of(possible)}}});
      } else {
        obligation.reasons.push_back({"possible_levels", {{"levels", names_of(possible)}}});
      }
    }
    explain_date(obligation, *chosen);
  }
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
