// SPDX-License-Identifier: Apache-2.0
// Which deed meets which duty: one deed, one duty, the oldest first.

#include <algorithm>
#include <tuple>

#include "reassessment/fold.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {
namespace {

// What one deed meets: a duty, or every reminder of one protection.
struct Duty {
  std::vector<Opened*> obligations;
  Instant until;  // a closing or a new episode ends it
  bool is_ended = false;
  bool is_met = false;

  const Obligation& first() const { return obligations.front()->obligation; }
};

bool is_about_the_same(const std::string& a, const std::string& b) {
  return a == b || a.empty() || b.empty();
}

bool is_named(const KnownEvent& deed, const Duty& duty) {
  const std::vector<std::string>& named = deed.entry->meets;
  return duty.first().cause.kind == Cause::Kind::event &&
         std::find(named.begin(), named.end(), duty.first().cause.id) != named.end() &&
         deed.done >= duty.first().cause.at;
}

bool can_meet(const KnownEvent& deed, const Duty& duty) {
  return is_about_the_same(deed.entry->about, duty.first().about) &&
         deed.done >= duty.obligations.front()->met_from &&
         !(duty.is_ended && deed.done > duty.until);
}

}  // namespace

void Fold::assign_deeds() {
  for (std::size_t clock = 0; clock < policy_.clocks().size(); ++clock) {
    if (is_by_deed(policy_.clocks()[clock])) assign_deeds(clock);
  }
  note_named_in_vain();
}

// A deed that names what it meets and meets none of it.
void Fold::note_named_in_vain() {
  for (const KnownEvent& deed : known_.events) {
    std::vector<std::string> left;
    for (const std::string& named : deed.entry->meets) {
      const bool is_met = std::any_of(opened_.begin(), opened_.end(), [&](const Opened& opened) {
        if (opened.obligation.cause.kind != Cause::Kind::event) return false;
        const auto met = deeds_.find(opened.obligation.id);
        return opened.obligation.cause.id == named && met != deeds_.end() &&
               met->second.id == deed.entry->id;
      });
      if (!is_met) left.push_back(named);
    }
    if (left.empty()) continue;
    std::sort(left.begin(), left.end());
    without_effect_.push_back({deed.entry->id, {"meets_nothing", {{"events", join(left)}}}});
  }
}

void Fold::assign_deeds(std::size_t clock_index) {
  const Clock& clock = policy_.clocks()[clock_index];
  std::vector<Opened*> opened;
  for (Opened& each : opened_) {
    if (each.clock_index == clock_index) opened.push_back(&each);
  }
  std::sort(opened.begin(), opened.end(), [](const Opened* a, const Opened* b) {
    const Obligation& x = a->obligation;
    const Obligation& y = b->obligation;
    return std::tie(x.cause.at, x.cause.id, x.due.at, x.id) <
           std::tie(y.cause.at, y.cause.id, y.due.at, y.id);
  });
  std::vector<Duty> duties;
  for (Opened* each : opened) {
    if (clock.kind == Clock::Kind::before_end && !duties.empty() &&
        duties.back().first().cause.id == each->obligation.cause.id) {
      duties.back().obligations.push_back(each);
      continue;
    }
    Duty duty;
    duty.obligations.push_back(each);
    if (const auto ended = ended_by_opening(*each)) {
      duty.is_ended = true;
      duty.until = ended->at;
    } else if (const KnownEpisode* closing = closing_of(*each)) {
      duty.is_ended = true;
      duty.until = closing->closed_until;
    }
    duties.push_back(std::move(duty));
  }

  std::vector<const KnownEvent*> deeds;
  for (const KnownEvent& event : known_.events) {
    if (meets(clock, event.entry->kind)) deeds.push_back(&event);
  }
  std::sort(deeds.begin(), deeds.end(), [](const KnownEvent* a, const KnownEvent* b) {
    return std::tie(a->done, a->entry->id) < std::tie(b->done, b->entry->id);
  });
  const auto meet = [this](Duty& duty, const KnownEvent& deed) {
    duty.is_met = true;
    for (const Opened* each : duty.obligations) {
      deeds_[each->obligation.id] =
          Closure{deed.entry->id, deed.done, is_late(each->obligation.due, deed.done_first), {}};
    }
  };
  for (const KnownEvent* deed : deeds) {
    for (Duty& duty : duties) {
      if (!duty.is_met && is_named(*deed, duty)) meet(duty, *deed);
    }
  }
  for (const KnownEvent* deed : deeds) {
    if (!deed->entry->meets.empty()) continue;
    const auto oldest = std::find_if(duties.begin(), duties.end(), [deed](const Duty& duty) {
      return !duty.is_met && can_meet(*deed, duty);
    });
    if (oldest != duties.end()) meet(*oldest, *deed);
  }
}

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
