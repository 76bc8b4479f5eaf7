// SPDX-License-Identifier: Apache-2.0
// Suspensions: shown beside every obligation that is open while they last. They change neither its
// date nor its status, so that none is hidden by them.

#include <algorithm>
#include <utility>

#include "reassessment/fold.hpp"
#include "vaern/reassessment/due_date.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {

void Fold::show(Obligation& obligation, const KnownSuspension& suspension) {
  const HistorySuspension& entry = *suspension.entry;
  const Clock& clock = *policy_.find_clock(obligation.clock);
  ShownSuspension shown{entry.id, entry.from.text, entry.until.text, entry.by, entry.reason, false};
  std::sort(shown.by.begin(), shown.by.end());
  Arguments arguments{{"from", entry.from.text}, {"until", entry.until.text}};
  const char* key = "suspended";
  if (obligation.clause.statutory) {
    key = "suspension_statutory";
  } else if (!clock.may_suspend) {
    key = "suspension_not_allowed";
  } else {
    DueDate begin;
    begin.at = suspension.from;
    begin.date = policy_.zone().local(suspension.from).date;
    const auto longest = overdue_moment(begin, *clock.may_suspend, policy_.zone());
    if (longest && suspension.until > *longest) {
      key = "suspension_too_long";
      arguments.push_back({"interval", clock.may_suspend->to_string()});
    } else {
      shown.is_allowed = true;
      arguments.push_back({"reason", without_stop(entry.reason)});
    }
  }
  obligation.reasons.push_back({key, std::move(arguments)});
  obligation.suspensions.push_back(std::move(shown));
}

void Fold::show_suspensions() {
  for (const KnownSuspension& suspension : known_.suspensions) {
    const HistorySuspension& entry = *suspension.entry;
    if (policy_.find_clock(entry.clock) == nullptr) {
      without_effect_.push_back({entry.id, {"no_such_clock", {{"clock", entry.clock}}}});
      continue;
    }
    bool is_shown = false;
    for (Opened& opened : opened_) {
      Obligation& obligation = opened.obligation;
      if (obligation.clock != entry.clock) continue;
      const bool is_about_it =
          entry.about.empty() || obligation.about.empty() || obligation.about == entry.about;
      if (!is_about_it || obligation.cause.at > suspension.until) continue;
      if (obligation.closed && obligation.closed->at < suspension.from) continue;
      show(obligation, suspension);
      is_shown = true;
    }
    if (!is_shown) {
      without_effect_.push_back({entry.id, {"nothing_suspended", {{"clock", entry.clock}}}});
    }
  }
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
