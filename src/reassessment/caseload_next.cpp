// SPDX-License-Identifier: Apache-2.0
// What is due next in one row, from its entries.
#include <algorithm>
#include <bit>
#include <limits>
#include <tuple>

#include "reassessment/caseload_row.hpp"
#include "vaern/reassessment/history.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {
namespace {

std::uint64_t lowest_of(std::uint64_t possible) { return possible & (~possible + 1); }

}  // namespace

// The rule of levels_in_force.cpp, for assessments that replace nothing.
std::uint64_t CaseloadWorker::in_force(const CaseloadClock& clock, Microseconds at,
                                       const RowAssessment* without, bool satisfying_only) const {
  const std::vector<RowAssessment>& all = entries_.assessments;
  const auto meets = [&clock](const RowAssessment& entry) {
    return entry.is_completed && clock.meets[entry.kind];
  };
  if (all.size() == 1) {
    const RowAssessment& only = all.front();
    const bool is_counted =
        only.at <= at && &only != without && only.is_completed && (!satisfying_only || meets(only));
    return is_counted ? only.possible : 0;
  }
  std::uint64_t possible = 0;
  std::uint64_t raised = 0;
  for (const RowAssessment& entry : all) {
    if (entry.at > at || &entry == without || entry.possible == 0) continue;
    if (satisfying_only && !meets(entry)) continue;
    const bool is_displaced = std::any_of(all.begin(), all.end(), [&](const RowAssessment& later) {
      return later.at > entry.at && later.at <= at && &later != without &&
             later.instrument == entry.instrument && meets(later);
    });
    if (is_displaced) continue;
    if (entry.is_completed) {
      possible = join_possible(possible, entry.possible);
    } else {
      raised = join_possible(raised, lowest_of(entry.possible));
    }
  }
  if (possible == 0 || lowest_of(possible) >= raised) return possible;
  return join_possible(possible, raised);
}

std::uint64_t CaseloadWorker::levels_in_force(Microseconds at) const {
  std::uint64_t possible = 0;
  for (const CaseloadClock& clock : rules_.clocks()) {
    if (!clock.after_level.empty()) possible = join_possible(possible, in_force(clock, at));
  }
  return possible;
}

std::uint64_t CaseloadWorker::levels_for_telling(const NextDue& next, Microseconds as_of) const {
  std::uint64_t possible = next.possible;
  bool is_unknown = false;
  for (const CaseloadClock& clock : rules_.clocks()) {
    if (clock.after_level.empty()) continue;
    const std::uint64_t levels = in_force(clock, as_of);
    if (levels == 0) is_unknown = true;
    possible |= levels;
  }
  if (is_unknown || possible == 0) possible |= rules_.highest_level();
  return possible;
}

// The earliest over all possible levels, and never later than a lower one; at one moment a possible
// level, and the highest, is named (open.cpp, `choose`).
CaseloadWorker::Chosen CaseloadWorker::choose(const CaseloadClock& clock, std::uint64_t possible,
                                              Microseconds from, std::int32_t day) const {
  if (clock.is_stepped[rules_.place_of(day)] != 0) {
    const int highest = clock.after_level[static_cast<std::size_t>(std::bit_width(possible)) - 1];
    return {rules_.table(highest).due_on(from, day), highest};
  }
  Microseconds best = std::numeric_limits<Microseconds>::max();
  int clause = -1;
  bool is_refused = false;
  for (std::size_t level = clock.after_level.size(); level-- > 0;) {
    const int own = clock.after_level[level];
    const Microseconds due = rules_.table(own).due_on(from, day);
    const bool is_asked = possible >> level != 0;
    const bool is_possible = (possible >> level & 1) != 0;
    const bool is_date = due != no_moment;
    is_refused |= is_asked & !is_date;
    // Twice the moment, and one more where it is a lower level's.
    const Microseconds key = 2 * (is_date ? due : 0) + (is_possible ? 0 : 1);
    const bool is_better = is_asked & is_date & (key < best);
    best = is_better ? key : best;
    clause = is_better ? own : clause;
  }
  if (is_refused || clause < 0) return {};
  return {best >> 1, clause};
}

void CaseloadWorker::offer(const CaseloadClock& clock, Chosen chosen, Microseconds from,
                           ScheduleCause cause, std::int32_t row, std::uint64_t possible) {
  if (chosen.due == no_moment) {
    best_.is_refused = true;
    return;
  }
  const std::uint64_t order = order_of(clock.index, cause) | static_cast<std::uint32_t>(row);
  if (best_.clause >= 0 && std::tie(best_.due, best_.order) <= std::tie(chosen.due, order)) return;
  best_.due = chosen.due;
  best_.from = from;
  best_.order = order;
  best_.possible = possible;
  best_.clause = chosen.clause;
  best_.cause = cause;
  best_.cause_row = row;
}

void CaseloadWorker::offer_completed(const CaseloadClock& clock, const RowAssessment& assessment) {
  const bool is_satisfying = clock.meets[assessment.kind];
  const std::uint64_t possible =
      is_satisfying ? in_force(clock, assessment.at) : assessment.possible;
  Chosen chosen;
  if (possible != 0) {
    chosen = choose(clock, possible, assessment.at, assessment.day);
    if (chosen.due == no_moment) {
      best_.is_refused = true;
      return;
    }
  }
  if (assessment.possible == 0) {
    const Chosen unknown{rules_.table(clock.no_level).due_on(assessment.at, assessment.day),
                         clock.no_level};
    if (unknown.due == no_moment || chosen.clause < 0 || unknown.due <= chosen.due) {
      chosen = unknown;
    }
  }
  offer(clock, chosen, assessment.at, ScheduleCause::assessment, assessment.row, possible);
}

void CaseloadWorker::offer_draft(const CaseloadClock& clock, const RowAssessment& draft) {
  if (draft.possible == 0) return;
  const std::uint64_t settled = in_force(clock, draft.at, &draft, true);
  const int before = settled != 0 ? std::countr_zero(settled) : 0;
  if (std::countr_zero(draft.possible) <= before) return;
  const std::uint64_t others = in_force(clock, draft.at, &draft);
  const std::uint64_t possible =
      others != 0 ? join_possible(others, lowest_of(draft.possible)) : draft.possible;
  offer(clock, choose(clock, possible, draft.at, draft.day), draft.at, ScheduleCause::draft,
        draft.row, possible);
}

bool CaseloadWorker::is_ended_by_closing(const RowEvent& event) const {
  return entries_.is_closed && event.from <= entries_.closed_until &&
         event.recorded_latest <= entries_.closed_from;
}

// What events ask for comes in any order and is met or not, so nothing here is worth a guess: the
// first is kept without a branch.
void CaseloadWorker::offer_events(std::int32_t without) {
  Microseconds due = best_.clause >= 0 ? best_.due : std::numeric_limits<Microseconds>::max();
  std::uint64_t order = best_.clause >= 0 ? best_.order : ~std::uint64_t{0};
  const RowEvent* cause = nullptr;
  int clause = -1;
  bool is_refused = false;
  for (const RowEvent& event : entries_.events) {
    if (event.row == without || is_ended_by_closing(event)) continue;
    for (const EventRule& rule : rules_.of_kind(event.kind)) {
      const Microseconds asked = rules_.table(rule.clause).due_on(event.from, event.day);
      const std::uint64_t own = rule.order | static_cast<std::uint32_t>(event.row);
      const bool is_open = last_met_[rule.clock] < event.known_latest;
      const bool is_date = asked != no_moment;
      is_refused |= is_open & !is_date;
      const bool is_first = is_open & is_date & ((asked < due) | ((asked == due) & (own < order)));
      due = is_first ? asked : due;
      order = is_first ? own : order;
      cause = is_first ? &event : cause;
      clause = is_first ? rule.clause : clause;
    }
  }
  best_.is_refused |= is_refused;
  if (cause == nullptr) return;
  best_.due = due;
  best_.from = cause->from;
  best_.order = order;
  best_.possible = 0;
  best_.clause = clause;
  best_.cause = ScheduleCause::event;
  best_.cause_row = cause->row;
}

NextDue CaseloadWorker::next(std::int32_t without) {
  best_ = NextDue();
  for (std::size_t i = 0; i < rules_.clocks().size(); ++i) {
    const CaseloadClock& clock = rules_.clocks()[i];
    Microseconds last = no_moment;
    for (const RowAssessment& entry : entries_.assessments) {
      if (entry.is_completed && clock.meets[entry.kind]) last = entry.at;  // by moment
    }
    last_met_[i] = last;
    if (!clock.is_wanted) continue;
    if (last == no_moment && entries_.has_opening && !entries_.is_closed) {
      offer(clock, {rules_.table(clock.opening).due(entries_.opened), clock.opening},
            entries_.opened, ScheduleCause::opening, -1, 0);
    }
    if (clock.after_level.empty()) continue;
    for (const RowAssessment& entry : entries_.assessments) {
      if (entry.at < last || (entries_.is_closed && entry.at <= entries_.closed_until)) continue;
      if (entry.is_completed) {
        offer_completed(clock, entry);
      } else {
        offer_draft(clock, entry);
      }
    }
  }
  offer_events(without);
  return best_;
}

NextDue CaseloadWorker::after_levels(const CaseloadClock& clock, std::uint64_t possible,
                                     Microseconds from) {
  best_ = NextDue();
  Chosen chosen;
  if (rules_.days().covers_moment(from)) {
    const std::int32_t day = rules_.days().local_day(from);
    chosen = possible != 0 ? choose(clock, possible, from, day)
                           : Chosen{rules_.table(clock.no_level).due_on(from, day), clock.no_level};
  }
  offer(clock, chosen, from, ScheduleCause::assessment, -1, possible);
  return best_;
}

std::int32_t CaseloadWorker::last_day(const NextDue& next) const {
  if (next.clause < 0) return no_day;
  const DueTable& table = rules_.table(next.clause);
  const RollTable& days = rules_.days();
  const Microseconds at = table.is_elapsed() ? next.due : next.from;
  if (!days.covers_moment(at)) {  // years after the tables
    return static_cast<std::int32_t>(rules_.zone().local(instant_of(at)).date.day_number());
  }
  const std::int32_t day = days.local_day(at);
  const std::int32_t listed = table.last_day(day);
  return table.is_elapsed() ? day : listed;
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
