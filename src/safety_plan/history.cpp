// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <tuple>
#include <vector>

#include "safety_plan/again.hpp"
#include "vaern/safety_plan/plan.hpp"

namespace vaern {
inline namespace v1 {
namespace {

Instant first_instant(const Moment& moment, const Zone* zone) {
  if (zone != nullptr) return moment.earliest(*zone);
  if (moment.instant) return *moment.instant;
  return Instant{moment.date.first.day_number() * 86'400, 0};
}

// The found plan says it, and did not say it only afterwards.
bool is_exposed_by(const FoundPlan& found, const PlanEntry& plan, const MeasureEntry& measure) {
  if (std::find(found.plans.begin(), found.plans.end(), plan.id.text) == found.plans.end()) {
    return false;
  }
  return !measure.at || !Moment::surely_before(found.known, *measure.at);
}

bool is_step_done(MeasureStatus status) {
  return status == MeasureStatus::done || status == MeasureStatus::already_does;
}

}  // namespace

PlanHistory PlanHistory::of(const CaseFile& file, std::optional<Instant> as_of, const Zone* zone,
                            std::optional<Instant> known_by, const Catalogue* catalogue) {
  // A plan is known when it is made (T1.1): with less knowledge, fewer plans.
  if (!known_by) known_by = as_of;
  const std::vector<FoundPlan> found = found_plans(file, as_of, zone, known_by);
  // Oldest first by time, then by plan, so that the order of the file is nothing.
  struct Statement {
    Instant at;
    Instant made;
    const PlanEntry* plan;
    const MeasureEntry* measure;
  };
  std::vector<Statement> statements;
  for (const PlanEntry& plan : file.plans) {
    const Correction* correction = file.find_correction(plan.id.text);
    if (correction != nullptr &&
        (!known_by || first_instant(correction->recorded, zone) <= *known_by)) {
      continue;
    }
    const Instant made = first_instant(plan.made, zone);
    for (const MeasureEntry& measure : plan.measures) {
      const Instant at = measure.at ? first_instant(*measure.at, zone) : made;
      if (as_of && (made > *as_of || at > *as_of)) continue;
      if (known_by && (made > *known_by || at > *known_by)) continue;
      statements.push_back({at, made, &plan, &measure});
    }
  }
  std::sort(statements.begin(), statements.end(), [](const Statement& a, const Statement& b) {
    return std::tie(a.at, a.made, a.plan->id.text, a.measure->measure.text, a.measure->child.text) <
           std::tie(b.at, b.made, b.plan->id.text, b.measure->measure.text, b.measure->child.text);
  });
  const safety_plan::detail::StepsAgain steps({file, as_of, zone, known_by}, catalogue);
  PlanHistory history;
  std::map<Key, Moment, Less> done;  // when what is done or done already was said
  for (const Statement& statement : statements) {
    const MeasureEntry& measure = *statement.measure;
    Instant& first =
        history.first_named_
            .try_emplace({measure.measure.text, measure.child.text, {}}, statement.made)
            .first->second;
    first = std::min(first, statement.made);
    Entry entry;
    entry.status = measure.status;
    entry.plan = statement.plan->id.text;
    entry.at = measure.at ? measure.at->text : statement.plan->made.text;
    for (const Placed& by : measure.by.empty() ? statement.plan->by : measure.by) {
      entry.by.push_back(by.text);
    }
    entry.reason = measure.reason.text;
    for (const FoundPlan& one : found) {
      if (!is_exposed_by(one, *statement.plan, measure)) continue;
      entry.exposed_by = one.event;
      entry.exposed_from = first_instant(one.known, zone);
    }
    const Moment& said = measure.at ? *measure.at : statement.plan->made;
    const auto say = [&](const std::string& professional) {
      Key key{measure.measure.text, measure.child.text, professional};
      const auto before = history.entries_.find(key);
      Entry next = entry;
      if (before != history.entries_.end()) {
        const Entry& old = before->second;
        next.again = old.again;
        if (is_step_done(old.status)) {
          next.again = steps.first_after(key.measure, done.at(key), &said);
          if (next.again) next.again->was = old.status;
        }
        // Steps done stay done (P8), but what was found (P8.1) or is to be done again (P8.2) is
        // said anew.
        const bool is_anew = (!old.exposed_by.empty() && entry.exposed_by.empty()) || next.again;
        if (old.status == MeasureStatus::done && !is_anew) return;
      }
      if (is_step_done(next.status)) {
        next.again.reset();
        done[key] = said;
      }
      history.entries_[std::move(key)] = std::move(next);
    };
    say({});
    for (const std::string& by : entry.by) say(by);
  }
  for (const auto& [key, at] : done) {
    Entry& entry = history.entries_.at(key);
    if (!is_step_done(entry.status)) continue;
    entry.again = steps.first_after(key.measure, at);
    if (!entry.again) continue;
    entry.again->was = entry.status;
    entry.status = MeasureStatus::proposed;
  }
  return history;
}

void PlanHistory::set(std::string measure, std::string child, Entry entry,
                      std::string professional) {
  entries_[{std::move(measure), std::move(child), std::move(professional)}] = std::move(entry);
}

const PlanHistory::Entry* PlanHistory::find(std::string_view measure, std::string_view child,
                                            std::string_view professional) const noexcept {
  const auto found = entries_.find(KeyView{measure, child, professional});
  return found == entries_.end() ? nullptr : &found->second;
}

std::optional<Instant> PlanHistory::first_named(std::string_view measure,
                                                std::string_view child) const noexcept {
  const auto found = first_named_.find(KeyView{measure, child, {}});
  return found == first_named_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace v1
}  // namespace vaern
