// SPDX-License-Identifier: Apache-2.0
// The policies that a programme refers to: its own and those of duties.
#include <algorithm>

#include "diagnostics/codes/programme.hpp"
#include "programme/loader.hpp"
#include "vaern/document/fields.hpp"

namespace vaern {
inline namespace v1 {
namespace {

std::string join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

}  // namespace

void ProgrammeLoader::say_broken(const Reference& reference) {
  findings.add(codes::referred_model_broken, reference.span,
               {{"reference", reference.to_string()}});
}

void ProgrammeLoader::say_levels_disagree(const Reference& reference, const Policy& policy) {
  findings.add(codes::levels_disagree, reference.span,
               {{"kind", "policy"},
                {"reference", reference.to_string()},
                {"theirs", join(policy.levels())},
                {"ours", join(made->levels_)}});
}

// What was caused before the policy was in force keeps the dates of the one before it, so that one
// must be there too.
void ProgrammeLoader::refer_superseded(const Reference& reference, const Policy& policy) {
  const auto& supersedes = policy.head().supersedes;
  if (policy.migrate() != Migrate::at_next_assessment || !supersedes) return;
  Reference old = supersedes->model;
  old.span = reference.span;
  ProgrammeDuties found = find_policy(old);
  if (found.policy == nullptr || found.calendar == nullptr) return;
  if (found.policy->levels() != made->levels_) say_levels_disagree(old, *found.policy);
  made->superseded_ = std::move(found);
}

ProgrammeDuties ProgrammeLoader::policy_of(const Reference& reference) {
  check_superseded(Kind::policy, reference);
  return find_policy(reference);
}

ProgrammeDuties ProgrammeLoader::find_policy(const Reference& reference) {
  ProgrammeDuties found;
  for (const auto& policy : library.policies()) {
    if (policy->head().reference() == reference) found.policy = policy;
  }
  if (found.policy == nullptr) {
    if (store.resolve(Kind::policy, reference, findings) != nullptr) say_broken(reference);
    return found;
  }
  const Reference& calendar = found.policy->calendar();
  found.calendar = library.find_calendar(calendar.id, calendar.version);
  if (found.calendar == nullptr && store.resolve(Kind::calendar, calendar, findings) != nullptr) {
    say_broken(calendar);
  }
  return found;
}

void ProgrammeLoader::refer_duties(Fields& fields) {
  const Node* node = fields.optional("duties");
  if (node == nullptr) return;
  for (const Reference& reference : read_one_or_more(*node, findings, read_reference)) {
    const ProgrammeDuties found = policy_of(reference);
    if (found.policy == nullptr || found.calendar == nullptr) continue;
    std::vector<const Policy*> before;
    if (made->policy_ != nullptr) before.push_back(made->policy_.get());
    for (const ProgrammeDuties& duties : made->duties_) before.push_back(duties.policy.get());
    if (std::find(before.begin(), before.end(), found.policy.get()) != before.end()) {
      findings.add(codes::duties_twice, reference.span, {{"reference", reference.to_string()}});
      continue;
    }
    if (!found.policy->levels().empty() && found.policy->levels() != made->levels_) {
      say_levels_disagree(reference, *found.policy);
    }
    for (const Policy* other : before) {
      if (other->zone().name() != found.policy->zone().name()) {
        findings.add(codes::duties_of_other_zone, reference.span,
                     {{"reference", reference.to_string()},
                      {"theirs", std::string(found.policy->zone().name())},
                      {"other", other->head().reference().to_string()},
                      {"zone", std::string(other->zone().name())}});
        break;
      }
    }
    for (const Clock& clock : found.policy->clocks()) {
      for (const Policy* other : before) {
        const Clock* same = other->find_clock(clock.id);
        if (same == nullptr) continue;
        findings
            .add(codes::clock_in_two_policies, reference.span,
                 {{"clock", clock.id},
                  {"reference", reference.to_string()},
                  {"other", other->head().reference().to_string()}})
            .notes = {{&notes::first_here, same->span, {}},
                      {&notes::declared_here, clock.span, {}}};
      }
    }
    made->duties_.push_back(found);
  }
}

void ProgrammeLoader::check_events(const Policy& policy) {
  std::vector<std::string> ids;
  for (const ProgrammeEvent& event : made->events_) ids.push_back(event.id);
  for (const Clock::OnEvent& named : policy.events_named()) {
    if (made->find_event(named.event) != nullptr) continue;
    Diagnostic& finding =
        findings.add(codes::event_undeclared, made->head_.span,
                     {{"policy", policy.head().reference().to_string()}, {"event", named.event}});
    suggest(finding, named.event, ids);
    finding.notes.push_back({&notes::first_here, named.interval.span, {}});
  }
}

}  // namespace v1
}  // namespace vaern
