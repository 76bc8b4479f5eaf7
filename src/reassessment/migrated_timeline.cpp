// SPDX-License-Identifier: Apache-2.0
// A case whose policy took the place of another, and keeps its dates until the next assessment.

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "diagnostics/codes/reassessment.hpp"
#include "reassessment/fold.hpp"
#include "vaern/reassessment/timeline.hpp"

namespace vaern {
inline namespace v1 {
namespace {

bool is_before(const Obligation& a, const Obligation& b) { return a.due.at < b.due.at; }

// As in one fold: each duty stands for itself, the reminders of one protection are one.
std::string group_of(const Policy& policy, const Obligation& obligation) {
  const Clock* clock = policy.find_clock(obligation.clock);
  if (clock == nullptr || !reassessment::detail::is_by_deed(*clock)) return {};
  return clock->kind == Clock::Kind::before_end ? obligation.cause.id : obligation.id;
}

// Which of the open ones holds, when those of two policies stand together.
void choose_what_holds(std::vector<Obligation>& obligations, const Policy& before,
                       const Policy& after) {
  const std::string old = before.head().reference().to_string();
  std::map<std::tuple<std::string, std::string, std::string>, const Obligation*> first;
  const auto key = [&](const Obligation& each) {
    return std::tuple(each.about, each.clock, group_of(each.policy == old ? before : after, each));
  };
  for (const Obligation& each : obligations) {
    if (!each.is_open()) continue;
    const Obligation*& holds = first[key(each)];
    if (holds == nullptr || std::tie(each.due.at, each.id) < std::tie(holds->due.at, holds->id)) {
      holds = &each;
    }
  }
  for (Obligation& each : obligations) {
    std::erase_if(each.reasons, [](const Reason& reason) { return reason.key == "earlier_holds"; });
    if (!each.is_open()) continue;
    const Obligation& holding = *first[key(each)];
    each.holds = &holding == &each;
    if (each.holds) continue;
    each.reasons.push_back(
        {"earlier_holds",
         {{"obligation", holding.id}, {"entry", holding.cause.id}, {"due", holding.due.local}}});
  }
}

void note_replaced(std::vector<Obligation>& obligations) {
  for (Obligation& each : obligations) {
    std::erase_if(each.replaces, [&](const std::string& id) {
      return std::none_of(obligations.begin(), obligations.end(), [&](const Obligation& other) {
        return other.id == id && other.status == ObligationStatus::met &&
               other.closed->id == each.cause.id;
      });
    });
  }
}

bool shows(const Obligation& obligation, const std::string& entry) {
  if (obligation.set && obligation.set->id == entry) return true;
  if (obligation.closed && obligation.closed->id == entry) return true;
  return std::any_of(obligation.suspensions.begin(), obligation.suspensions.end(),
                     [&](const ShownSuspension& shown) { return shown.id == entry; });
}

// What changes nothing under either policy.
void join_without_effect(Timeline& timeline, std::vector<EntryWithoutEffect> more) {
  std::vector<EntryWithoutEffect>& list = timeline.without_effect;
  for (EntryWithoutEffect& entry : more) {
    const bool is_there =
        std::any_of(list.begin(), list.end(),
                    [&](const EntryWithoutEffect& other) { return other.id == entry.id; });
    if (!is_there) list.push_back(std::move(entry));
  }
  std::erase_if(list, [&](const EntryWithoutEffect& entry) {
    return std::any_of(timeline.obligations.begin(), timeline.obligations.end(),
                       [&](const Obligation& each) { return shows(each, entry.id); });
  });
  std::sort(list.begin(), list.end(),
            [](const EntryWithoutEffect& a, const EntryWithoutEffect& b) { return a.id < b.id; });
}

}  // namespace

Result<Timeline> migrated_timeline(const Policy& before, const Calendar& before_calendar,
                                   const Policy& after, const Calendar& after_calendar,
                                   const History& history, std::optional<Instant> as_of,
                                   std::optional<Instant> known_by) {
  Result<Timeline> result = timeline(after, after_calendar, history, as_of, known_by);
  if (!result || after.migrate() == Migrate::at_once) return result;
  if (!after.in_force()) return failure(codes::migrate_without_day, after.levels_span());
  if (before.levels() != after.levels()) {
    return failure(codes::policies_of_other_levels, after.levels_span(),
                   {{"from", before.head().reference().to_string()},
                    {"to", after.head().reference().to_string()}});
  }
  Result<Timeline> old =
      reassessment::detail::fold_timeline(before, before_calendar, history, as_of, known_by);
  if (!old) return old;

  const Instant begins = after.zone().to_instant(after.in_force()->from, 0);
  std::vector<Obligation>& obligations = result->obligations;
  std::erase_if(obligations, [&](const Obligation& each) { return each.cause.at < begins; });
  std::erase_if(old->obligations, [&](const Obligation& each) { return each.cause.at >= begins; });
  const auto middle = static_cast<std::ptrdiff_t>(old->obligations.size());
  obligations.insert(obligations.begin(), std::make_move_iterator(old->obligations.begin()),
                     std::make_move_iterator(old->obligations.end()));
  std::inplace_merge(obligations.begin(), obligations.begin() + middle, obligations.end(),
                     is_before);
  choose_what_holds(obligations, before, after);
  note_replaced(obligations);
  join_without_effect(*result, std::move(old->without_effect));
  result->superseded = {std::move(old->policy), old->policy_meaning, std::move(old->calendar),
                        old->calendar_meaning};
  return result;
}

}  // namespace v1
}  // namespace vaern
