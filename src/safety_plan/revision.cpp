// SPDX-License-Identifier: Apache-2.0
#include "vaern/safety_plan/revision.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "diagnostics/codes/safety_plan.hpp"
#include "safety_plan/seen.hpp"

namespace vaern {
inline namespace v1 {
namespace {

using safety_plan::detail::Seen;

/// `plan` revises `older`, or one that revises it. Parents are made before, so there is no ring.
bool descends_from(const CaseFile& file, const PlanEntry& plan, const PlanEntry& older) {
  for (const PlanEntry* at = file.find_plan(plan.parent.text); at != nullptr;
       at = at->parent.empty() ? nullptr : file.find_plan(at->parent.text)) {
    if (at == &older) return true;
  }
  return false;
}

using Key = std::pair<std::string_view, std::string_view>;  // measure, child

std::map<Key, MeasureStatus> statuses(const PlanEntry& plan) {
  std::map<Key, MeasureStatus> found;
  for (const MeasureEntry& measure : plan.measures) {
    found[{measure.measure.text, measure.child.text}] = measure.status;
  }
  return found;
}

/// What a later plan says of its measures that an earlier one does not: "lock: agreed -> done".
std::string said_since(const PlanEntry& earlier, const PlanEntry& later) {
  const auto before = statuses(earlier);
  std::string text;
  for (const auto& [key, status] : statuses(later)) {
    const auto was = before.find(key);
    if (was != before.end() && was->second == status) continue;
    text += (text.empty() ? "" : ", ") + std::string(key.first);
    if (!key.second.empty()) text += "/" + std::string(key.second);
    text += ": ";
    if (was != before.end()) text += std::string(to_string(was->second)) + " -> ";
    text += to_string(status);
  }
  return text.empty() ? "-" : text;
}

}  // namespace

const PlanEntry* latest_plan(const CaseFile& file, std::optional<Instant> as_of, const Zone* zone,
                             std::optional<Instant> known_by) {
  const Seen seen(file, as_of, zone, known_by);
  const auto is_later = [&](const PlanEntry& plan, const PlanEntry& than) {
    if (descends_from(file, plan, than)) return true;
    if (descends_from(file, than, plan)) return false;
    return std::make_tuple(seen.first_instant(than.made), than.id.text) <
           std::make_tuple(seen.first_instant(plan.made), plan.id.text);
  };
  const PlanEntry* latest = nullptr;
  for (const PlanEntry& plan : file.plans) {
    if (!seen.is_seen(plan)) continue;
    if (latest == nullptr || is_later(plan, *latest)) latest = &plan;
  }
  return latest;
}

std::vector<const PlanEntry*> plans_in_between(const CaseFile& file, const PlanEntry& revision) {
  std::vector<const PlanEntry*> between;
  const PlanEntry* parent = file.find_plan(revision.parent.text);
  if (revision.parent.empty() || parent == nullptr) return between;
  for (const PlanEntry& plan : file.plans) {
    if (&plan == &revision || &plan == parent) continue;
    if (file.find_correction(plan.id.text) != nullptr) continue;
    const bool is_after =
        Moment::surely_before(parent->made, plan.made) || descends_from(file, plan, *parent);
    if (!is_after || Moment::surely_before(revision.made, plan.made)) continue;
    if (descends_from(file, plan, revision)) continue;
    between.push_back(&plan);
  }
  std::sort(between.begin(), between.end(), [](const PlanEntry* a, const PlanEntry* b) {
    if (Moment::surely_before(a->made, b->made)) return true;
    return !Moment::surely_before(b->made, a->made) && a->id.text < b->id.text;
  });
  return between;
}

void check_revisions(const CaseFile& file, DiagnosticList& findings) {
  for (const PlanEntry& plan : file.plans) {
    if (file.find_correction(plan.id.text) != nullptr) continue;
    const auto between = plans_in_between(file, plan);
    if (between.empty()) continue;
    const PlanEntry& newest = *between.back();
    auto& finding =
        findings.add(codes::stale_parent, plan.parent.span,
                     {{"id", plan.id.text},
                      {"parent", plan.parent.text},
                      {"newest", newest.id.text},
                      {"changes", said_since(*file.find_plan(plan.parent.text), newest)}});
    finding.help_arguments = {{"newest", newest.id.text}};
    finding.notes.push_back({&notes::declared_here, newest.id.span, {}});
  }
}

}  // namespace v1
}  // namespace vaern
