// SPDX-License-Identifier: Apache-2.0
// T7: a professional confirms a date or sets another. A later one needs a reason and an interval
// that no law sets; beyond the policy's window it is kept and marked. Of several for one obligation
// the latest recorded counts, of those recorded at one moment the earliest date.

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "reassessment/fold.hpp"
#include "vaern/reassessment/due_date.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {

DueDate Fold::due_on(const Moment& moment) const {
  DueDate due;
  if (moment.is_instant()) {
    due.at = *moment.instant;
    const LocalTime local = policy_.zone().local(due.at);
    due.date = local.date;
    due.local = local.to_string();
  } else {
    due.date = moment.date.first;
    due.at = policy_.zone().end_of(due.date);
    due.civil = true;
    due.local = due.date.to_string();
  }
  return due;
}

// The policy's window around its own date, counted from the same moment.
void Fold::set_window(Obligation& obligation) {
  const auto ends = [&](const std::optional<IntervalLength>& length) -> std::optional<DueDate> {
    if (!length) return std::nullopt;
    auto due = due_date(obligation.cause.at, obligation.cause.at, *length,
                        obligation.clause.statutory, policy_.zone(), calendar_);
    if (due) return *std::move(due);
    findings_.append(std::move(due.error()));
    return std::nullopt;
  };
  obligation.earliest = ends(obligation.clause.earliest);
  obligation.latest = ends(obligation.clause.latest);
  // A civil end may roll past an elapsed one; the policy's date is never outside its window.
  if (obligation.earliest && obligation.earliest->at > obligation.due.at) {
    obligation.earliest = obligation.due;
  }
  if (obligation.latest && obligation.latest->at < obligation.due.at) {
    obligation.latest = obligation.due;
  }
}

// Whether a date later than the policy's counts; if not, a reason says so.
bool Fold::may_set(Obligation& obligation, const DueDate& due, const DateProposal& proposal) {
  const DueDate& policys = obligation.policy_due ? *obligation.policy_due : obligation.due;
  if (due.at <= policys.at) return true;
  const char* refused = nullptr;
  if (obligation.clause.statutory) {
    refused = "later_statutory";
  } else if (!obligation.proposed) {
    refused = "later_not_allowed";
  } else if (proposal.reason->empty()) {
    refused = "later_needs_reason";
  }
  if (refused == nullptr) return true;
  obligation.reasons.push_back({refused, {{"date", due.local}, {"entry", proposal.id}}});
  return false;
}

// The earliest moment at which what met it may have been: a deed of which only the month is known
// is late when all of the month is.
Instant Fold::met_at(const Closure& closed) const {
  for (const KnownDyad& dyad : known_.dyads) {
    for (const KnownEvent& event : dyad.events) {
      if (event.entry->id == closed.id) return event.done_first;
    }
  }
  return closed.at;
}

// Its status and whether it was late, by the date it has now.
void Fold::restate(Obligation& obligation) const {
  if (obligation.status == ObligationStatus::met) {
    obligation.closed->late = is_late(obligation.due, met_at(*obligation.closed));
  } else if (obligation.is_open() && as_of_) {
    obligation.status =
        *as_of_ >= obligation.due.at ? ObligationStatus::overdue : ObligationStatus::due;
  }
}

void Fold::set_date_of(Opened& opened, std::vector<DateProposal> proposals) {
  Obligation& obligation = opened.obligation;
  const DueDate policys = obligation.due;
  if (obligation.closed) {
    const auto too_late = [&](const DateProposal& proposal) {
      if (proposal.recorded <= obligation.closed->at) return false;
      without_effect_.push_back(
          {proposal.id, {"set_after_closed", {{"obligation", obligation.id}}}});
      return true;
    };
    proposals.erase(std::remove_if(proposals.begin(), proposals.end(), too_late), proposals.end());
  }
  std::sort(proposals.begin(), proposals.end(), [](const DateProposal& a, const DateProposal& b) {
    return std::tie(a.recorded, a.id) < std::tie(b.recorded, b.id);
  });
  DueDate due = policys;
  const DateProposal* setter = nullptr;  // of `due`; null: the policy
  const DateProposal* confirmer = nullptr;
  for (std::size_t begin = 0; begin < proposals.size();) {
    std::size_t end = begin;
    const DateProposal* chosen = nullptr;
    DueDate chosen_due;
    for (; end < proposals.size() && proposals[end].recorded == proposals[begin].recorded; ++end) {
      const DateProposal& proposal = proposals[end];
      DueDate own = proposal.set->has_value() ? due_on(**proposal.set) : due;
      if (proposal.set->has_value() && !may_set(obligation, own, proposal)) continue;
      if (chosen != nullptr && chosen_due.at <= own.at) continue;
      chosen = &proposal;
      chosen_due = std::move(own);
    }
    begin = end;
    if (chosen == nullptr) continue;
    if (chosen->set->has_value()) {
      setter = chosen;
      confirmer = nullptr;
      due = std::move(chosen_due);
    } else {
      confirmer = chosen;
    }
  }
  if (setter == nullptr && confirmer == nullptr) return;

  const DateProposal& counts = setter != nullptr ? *setter : *confirmer;
  obligation.set =
      SetDate{counts.id, counts.recorded, *counts.by, *counts.reason, setter == nullptr};
  std::sort(obligation.set->by.begin(), obligation.set->by.end());
  if (setter != nullptr) {
    if (due.at != policys.at) obligation.policy_due = policys;
    obligation.due = due;
    Arguments arguments{{"date", due.local}, {"reason", *setter->reason}};
    if (due.at > policys.at) {
      arguments.back().value = without_stop(*setter->reason);
      obligation.outside_policy = !obligation.latest || due.at > obligation.latest->at;
      obligation.reasons.push_back(
          {obligation.outside_policy ? "set_later" : "set_later_in_window", arguments});
    } else {
      obligation.reasons.push_back({"set_by_professional", arguments});
      if (obligation.earliest && due.at < obligation.earliest->at) {
        obligation.reasons.push_back({"set_before_window", {{"date", obligation.earliest->local}}});
      }
    }
    if (due.at != policys.at) {
      obligation.reasons.push_back({"policy_date", {{"date", policys.local}}});
      const bool was_overdue = due.at > policys.at && setter->recorded >= policys.at;
      if (was_overdue) obligation.reasons.push_back({"set_when_overdue", {}});
      std::erase_if(obligation.reasons, [](const Reason& reason) {
        return reason.key == "rolled_earlier" || reason.key == "rolled_from_weekend";
      });
    }
  }
  if (confirmer != nullptr) {
    obligation.reasons.push_back({"confirmed", {{"by", join(*confirmer->by)}}});
  }
  restate(obligation);
}

void Fold::set_dates() {
  std::map<std::string_view, std::vector<const KnownDate*>> by_obligation;
  for (const KnownDate& date : known_.dates) by_obligation[date.entry->of].push_back(&date);
  static const std::vector<std::string> nobody;
  for (Opened& opened : opened_) {
    set_window(opened.obligation);
    std::vector<DateProposal> proposals;
    if (opened.obligation.cause.kind == Cause::Kind::plan) {
      for (const KnownPlan& plan : known_.plans) {
        if (plan.entry->id != opened.obligation.cause.id || !plan.entry->review) continue;
        proposals.push_back(
            {plan.entry->id, plan.at, &plan.entry->review, &nobody, &plan.entry->reason});
      }
    }
    const auto place = by_obligation.find(opened.obligation.id);
    if (place != by_obligation.end()) {
      for (const KnownDate* date : place->second) {
        const HistoryDate& entry = *date->entry;
        proposals.push_back({entry.id, date->recorded, &entry.set, &entry.by, &entry.reason});
      }
      by_obligation.erase(place);
    }
    if (!proposals.empty()) set_date_of(opened, std::move(proposals));
  }
  for (const auto& [of, dates] : by_obligation) {
    const std::string clock(of.substr(0, of.find(':')));
    for (const KnownDate* date : dates) {
      Reason reason{"no_such_obligation", {{"obligation", std::string(of)}}};
      if (policy_.find_clock(clock) == nullptr) reason = {"no_such_clock", {{"clock", clock}}};
      without_effect_.push_back({date->entry->id, std::move(reason)});
    }
  }
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
