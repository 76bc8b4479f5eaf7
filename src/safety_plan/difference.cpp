// SPDX-License-Identifier: Apache-2.0
// What is different between two plans.
#include <algorithm>
#include <array>
#include <map>

#include "diagnostics/codes/safety_plan.hpp"
#include "safety_plan/since.hpp"
#include "vaern/safety_plan/own_words.hpp"
#include "vaern/safety_plan/revision.hpp"

namespace vaern {
inline namespace v1 {
namespace {

using safety_plan::detail::entries_since;
using safety_plan::detail::found_since;
using safety_plan::detail::is_same_text;
using safety_plan::detail::Seen;
using safety_plan::detail::seen_of;

constexpr std::array<std::string_view, 8> change_words{"added", "removed", "text",   "state",
                                                       "list",  "urgency", "status", "words"};

std::vector<ReadingChange> changed_readings(const StateReason& before, const StateReason& after) {
  std::map<std::string, std::string> old;
  for (const Reading& reading : before.readings) old[reading.name] = reading.value;
  std::vector<ReadingChange> changes;
  for (const Reading& reading : after.readings) {
    const auto was = old.find(reading.name);
    const std::string value = was == old.end() ? std::string() : was->second;
    if (value != reading.value) changes.push_back({reading.name, value, reading.value});
    if (was != old.end()) old.erase(was);
  }
  // What decided before and does not any more: a block that was lifted, for one.
  for (const Reading& reading : before.readings) {
    if (old.count(reading.name) > 0) changes.push_back({reading.name, reading.value, {}});
  }
  return changes;
}

std::vector<PlanChange> changes_between(const PlannedMeasure& before, const PlannedMeasure& after) {
  std::vector<PlanChange> changes;
  if (!is_same_text(before.measure->text, after.measure->text)) changes.push_back(PlanChange::text);
  if (before.state != after.state) changes.push_back(PlanChange::state);
  if (before.list != after.list) changes.push_back(PlanChange::list);
  if (before.urgency != after.urgency) changes.push_back(PlanChange::urgency);
  if (before.status != after.status) changes.push_back(PlanChange::status);
  return changes;
}

std::vector<MemberDifference> network_changes(const Network& before, const Network& after) {
  std::map<std::string, MemberDifference> all;
  for (const NetworkMember& member : before.members) {
    all[member.party].before = member.standing;
  }
  for (const NetworkMember& member : after.members) all[member.party].after = member.standing;
  std::vector<MemberDifference> changes;
  for (auto& [party, member] : all) {
    if (member.before == member.after) continue;
    member.party = party;
    changes.push_back(member);
  }
  return changes;
}

}  // namespace

std::string_view to_string(PlanChange change) noexcept {
  return change_words[static_cast<std::size_t>(change)];
}
bool MeasureDifference::has(PlanChange change) const noexcept {
  return std::find(changes.begin(), changes.end(), change) != changes.end();
}

bool PlanDifference::empty() const noexcept {
  return found.empty() && measures.empty() && network.empty() &&
         catalogue_before == catalogue_after && priorities_before == priorities_after;
}

PlanDifference plan_difference(const PlanSide& before, const PlanSide& after) {
  const Seen old = seen_of(before);
  const Seen now = seen_of(after);
  PlanDifference made;
  made.catalogue_before = before.plan->catalogue;
  made.catalogue_after = after.plan->catalogue;
  made.priorities_before = before.plan->priorities;
  made.priorities_after = after.plan->priorities;
  made.network = network_changes(before.plan->network, after.plan->network);
  made.since = entries_since(old, now);
  made.found = found_since(now, made.since);
  const OwnWords old_words = OwnWords::of(*before.file, before.as_of, before.zone, before.known_by);
  const OwnWords words = OwnWords::of(*after.file, after.as_of, after.zone, after.known_by);
  std::map<std::string, const PlannedMeasure*> gone;
  for (const PlannedMeasure& planned : before.plan->measures) gone[planned.id()] = &planned;
  for (const PlannedMeasure& planned : after.plan->measures) {
    MeasureDifference one;
    one.id = planned.id();
    one.after = &planned;
    if (const auto was = gone.find(one.id); was != gone.end()) {
      one.before = was->second;
      one.changes = changes_between(*one.before, planned);
      gone.erase(was);
    } else {
      one.changes.push_back(PlanChange::added);
    }
    const std::string& id = planned.measure->id;
    if (old_words.find(id, planned.child) != words.find(id, planned.child)) {
      one.changes.push_back(PlanChange::words);
    }
    if (one.changes.empty()) continue;
    if (one.before != nullptr && (one.has(PlanChange::state) || one.has(PlanChange::list))) {
      one.readings = changed_readings(one.before->reason, planned.reason);
    }
    made.measures.push_back(std::move(one));
  }
  for (const PlannedMeasure& planned : before.plan->measures) {
    if (gone.find(planned.id()) == gone.end()) continue;
    made.measures.push_back({planned.id(), &planned, nullptr, {PlanChange::removed}, {}});
  }
  return made;
}

void check_same_case(const CaseFile& before, const CaseFile& after, DiagnosticList& findings) {
  if (before.id == after.id && before.subject.text == after.subject.text) return;
  auto& finding = findings.add(codes::plans_of_two_cases, after.span,
                               {{"case", after.id},
                                {"subject", after.subject.text},
                                {"other", before.id},
                                {"other_subject", before.subject.text}});
  finding.notes.push_back({&notes::declared_here, before.span, {}});
}

}  // namespace v1
}  // namespace vaern
