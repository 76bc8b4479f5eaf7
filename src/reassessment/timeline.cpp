// SPDX-License-Identifier: Apache-2.0
#include "vaern/reassessment/timeline.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "diagnostics/codes/reassessment.hpp"
#include "reassessment/fold.hpp"
#include "reassessment/known_entries.hpp"
#include "vaern/calendar/calendar.hpp"

namespace vaern {
inline namespace v1 {
namespace {

// A fault that several obligations share is told once.
DiagnosticList without_repeats(const DiagnosticList& findings) {
  DiagnosticList once;
  std::vector<std::string> seen;
  for (const Diagnostic& finding : findings) {
    std::string key = std::string(finding.code->id) + finding.path + finding.message();
    if (std::find(seen.begin(), seen.end(), key) != seen.end()) continue;
    seen.push_back(std::move(key));
    once.add(*finding.code, finding.span, finding.arguments).path = finding.path;
  }
  return once;
}

bool by_id(const EntryWithoutEffect& a, const EntryWithoutEffect& b) { return a.id < b.id; }

// A deed of which one policy knows no duty has met all that it names in another.
bool meets_all(const Timeline& timeline, const EntryWithoutEffect& entry) {
  if (entry.reason.key != "meets_nothing") return false;
  std::string_view rest = entry.reason.arguments.front().value;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(", "), rest.size());
    const std::string_view named = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 2, rest.size()));
    const bool is_met = std::any_of(
        timeline.obligations.begin(), timeline.obligations.end(), [&](const Obligation& each) {
          return each.status == ObligationStatus::met && each.closed->id == entry.id &&
                 each.cause.kind == Cause::Kind::event && each.cause.id == named;
        });
    if (!is_met) return false;
  }
  return true;
}

}  // namespace

const Obligation* Timeline::find(std::string_view id) const noexcept {
  for (const Obligation& obligation : obligations) {
    if (obligation.id == id) return &obligation;
  }
  return nullptr;
}

const Obligation* Timeline::next(std::string_view about, std::string_view clock) const noexcept {
  for (const Obligation& obligation : obligations) {  // by due moment
    if (obligation.is_open() && (about.empty() || obligation.about == about) &&
        (clock.empty() || obligation.clock == clock)) {
      return &obligation;
    }
  }
  return nullptr;
}

std::vector<const Obligation*> Timeline::transferred() const {
  std::vector<const Obligation*> list;
  for (const Obligation& obligation : obligations) {
    if (obligation.status == ObligationStatus::ended && obligation.closed->reason == "transfer") {
      list.push_back(&obligation);
    }
  }
  return list;
}

Result<Timeline> timeline(const Policy& policy, const Calendar& calendar, const History& history,
                          std::optional<Instant> as_of, std::optional<Instant> known_by) {
  const std::optional<InForce>& in_force = policy.in_force();
  if (as_of && in_force) {
    const Date day = policy.zone().local(*as_of).date;
    if (!in_force->holds_on(day)) {
      return failure(codes::policy_not_in_force, in_force->span,
                     {{"policy", policy.head().reference().to_string()},
                      {"from", in_force->from.to_string()},
                      {"until", in_force->until ? in_force->until->to_string() : "..."},
                      {"date", day.to_string()}});
    }
  }
  return reassessment::detail::fold_timeline(policy, calendar, history, as_of, known_by);
}

Result<Timeline> duties_timeline(const Policy& policy, const Calendar& calendar,
                                 const History& history, std::optional<Instant> as_of,
                                 std::optional<Instant> known_by) {
  auto result = reassessment::detail::fold_timeline(policy, calendar, history, as_of, known_by);
  const std::optional<InForce>& in_force = policy.in_force();
  if (!result || !as_of || !in_force) return result;
  const Date today = policy.zone().local(*as_of).date;
  if (in_force->holds_on(today)) return result;
  std::erase_if(result->obligations, [&](const Obligation& obligation) {
    return !in_force->holds_on(policy.zone().local(obligation.cause.at).date);
  });
  Reason reason{"policy_not_yet_in_force", {{"from", in_force->from.to_string()}}};
  if (in_force->from <= today) {
    reason = {"policy_no_longer_in_force", {{"until", in_force->until->to_string()}}};
  }
  result->without_effect.push_back({result->policy, std::move(reason)});
  std::sort(result->without_effect.begin(), result->without_effect.end(), by_id);
  return result;
}

Result<Timeline> reassessment::detail::fold_timeline(const Policy& policy, const Calendar& calendar,
                                                     const History& history,
                                                     std::optional<Instant> as_of,
                                                     std::optional<Instant> known_by) {
  DiagnosticList findings;
  if (!(calendar.head().reference() == policy.calendar())) {
    findings.add(codes::wrong_calendar, policy.calendar().span,
                 {{"expected", policy.calendar().to_string()},
                  {"given", calendar.head().reference().to_string()}});
  }
  reassessment::detail::check_history(history, policy, findings);
  if (findings.has_errors()) return failure(std::move(findings));

  if (!known_by) known_by = as_of;
  const auto known = reassessment::detail::known_entries(history, policy, as_of, known_by);
  Timeline result;
  result.policy = policy.head().reference().to_string();
  result.policy_meaning = policy.meaning();
  result.calendar = calendar.head().reference().to_string();
  result.calendar_meaning = calendar.meaning();
  result.zone = policy.zone().name();
  result.tz = std::string(tz_version());
  result.levels = policy.levels();
  result.as_of = as_of;
  result.known_by = known_by;
  reassessment::detail::Fold fold(policy, calendar, known, as_of, findings);
  result.obligations = fold.run();
  for (Obligation& obligation : result.obligations) obligation.policy = result.policy;
  result.struck = known.struck;
  result.without_effect = std::move(fold).without_effect();
  result.without_effect.insert(result.without_effect.end(), known.without_effect.begin(),
                               known.without_effect.end());
  std::sort(result.without_effect.begin(), result.without_effect.end(), by_id);
  if (findings.has_errors()) return failure(without_repeats(findings));
  return result;
}

void add_duties(Timeline& timeline, Timeline duties) {
  timeline.duties.push_back({std::move(duties.policy), duties.policy_meaning,
                             std::move(duties.calendar), duties.calendar_meaning});
  const auto middle = static_cast<std::ptrdiff_t>(timeline.obligations.size());
  timeline.obligations.insert(timeline.obligations.end(),
                              std::make_move_iterator(duties.obligations.begin()),
                              std::make_move_iterator(duties.obligations.end()));
  std::inplace_merge(timeline.obligations.begin(), timeline.obligations.begin() + middle,
                     timeline.obligations.end(),
                     [](const Obligation& a, const Obligation& b) { return a.due.at < b.due.at; });
  for (EntryWithoutEffect& entry : duties.without_effect) {
    const auto at = std::lower_bound(
        timeline.without_effect.begin(), timeline.without_effect.end(), entry.id,
        [](const EntryWithoutEffect& other, const std::string& id) { return other.id < id; });
    if (at != timeline.without_effect.end() && at->id == entry.id) continue;
    timeline.without_effect.insert(at, std::move(entry));
  }
  std::erase_if(timeline.without_effect,
                [&](const EntryWithoutEffect& entry) { return meets_all(timeline, entry); });
}

TimelineDifference difference(const Timeline& before, const Timeline& after) {
  std::map<std::string, const Obligation*> old;
  for (const Obligation& obligation : before.obligations) old[obligation.id] = &obligation;
  TimelineDifference result;
  for (const Obligation& obligation : after.obligations) {
    const auto place = old.find(obligation.id);
    if (place == old.end()) {
      result.opened.push_back(obligation.id);
      continue;
    }
    const Obligation& earlier = *place->second;
    old.erase(place);
    if (earlier.is_open() && obligation.is_open()) {
      if (obligation.due.at < earlier.due.at) result.earlier.push_back(obligation.id);
      if (obligation.due.at > earlier.due.at) result.later.push_back(obligation.id);
    } else if (obligation.is_open()) {
      result.reopened.push_back(obligation.id);
    } else if (earlier.is_open()) {
      auto& list = obligation.status == ObligationStatus::met ? result.met : result.ended;
      list.push_back(obligation.id);
    }
  }
  for (const auto& [id, obligation] : old) result.gone.push_back(id);
  for (auto* list : {&result.opened, &result.gone, &result.met, &result.ended, &result.reopened,
                     &result.earlier, &result.later}) {
    std::sort(list->begin(), list->end());
  }
  return result;
}

}  // namespace v1
}  // namespace vaern
