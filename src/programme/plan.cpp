// SPDX-License-Identifier: Apache-2.0
// The plan of a case from its assessment, and the report with all of it.
#include <utility>
#include <vector>

#include "diagnostics/codes/programme.hpp"
#include "vaern/expression/evaluate.hpp"
#include "vaern/programme/assess.hpp"
#include "vaern/safety_plan/priorities.hpp"

namespace vaern {
inline namespace v1 {
namespace {

SafetyPlan plan_of(const CaseFile& file, const Programme& programme, const Catalogue& catalogue,
                   const AsOf& when, const CaseAssessment& made) {
  SituationOptions options;
  options.as_of = when.as_of;
  options.known_by = when.known_by;
  options.zone = &programme.policy().zone();
  options.derived = made.derived;
  options.possible_levels = made.possible;  // 0: every level is possible
  const std::vector<const Party*> parties = file.with_role(Role::child);
  CaseSituation situation(file, programme.names(), options);
  if (const ConditionPtr& childless = catalogue.childless_when(); parties.empty() && childless) {
    options.childless = evaluate(*childless, situation);
    situation = CaseSituation(file, programme.names(), options);
  }
  PlanInput input;
  input.situation = &situation;
  input.history =
      PlanHistory::of(file, when.as_of, &programme.policy().zone(), when.known_by, &catalogue);
  std::vector<CaseSituation> children;
  children.reserve(parties.size());
  for (const Party* child : parties) {
    options.child = child->id;
    children.emplace_back(file, programme.names(), options);
    input.children.push_back({child->id, &children.back()});
  }
  for (const Party& party : file.parties) {
    if (is_professional(party.role)) input.professionals.push_back(party.id);
  }
  const Zone* zone = &programme.policy().zone();
  input.as_of = when.as_of;
  input.zone = zone;
  input.calendar = &programme.calendar();
  if (const PlanEntry* entry = plan_with_priorities(file, when.as_of, zone, when.known_by)) {
    input.priorities = priority_order(*entry->priorities, catalogue);
  }
  SafetyPlan drafted = draft_plan(catalogue, input);
  drafted.network = network_of(file, when.as_of, zone, when.known_by);
  drafted.found = found_plans(file, when.as_of, zone, when.known_by);
  std::erase_if(drafted.found, [](const FoundPlan& found) { return found.is_answered; });
  return drafted;
}

}  // namespace

Result<SafetyPlan> plan(const CaseFile& file, const Programme& programme, const AsOf& when) {
  return plan(file, programme, programme.catalogue(), when);
}

Result<SafetyPlan> plan(const CaseFile& file, const Programme& programme,
                        const Catalogue& catalogue, const AsOf& when) {
  if (programme.zones() != nullptr) {
    return failure(codes::plan_is_of_zones, file.programme.span,
                   {{"catalogue", programme.catalogue().reference().to_string()}});
  }
  const Result<CaseAssessment> made = assess(file, programme, when);
  if (!made) return tl::unexpected(made.error());
  return plan_of(file, programme, catalogue, when, *made);
}

Result<CaseReport> report(const CaseFile& file, const Programme& programme, const AsOf& when) {
  Result<CaseAssessment> made = assess(file, programme, when);
  if (!made) return tl::unexpected(std::move(made.error()));
  Result<Timeline> due = timeline(file, programme, when);
  if (!due) return tl::unexpected(std::move(due.error()));
  SafetyPlan drafted = plan_of(file, programme, programme.catalogue(), when, *made);
  std::optional<ZonePlan> zones;
  if (programme.zones() != nullptr) {
    Result<ZonePlan> planned = zone_plan(file, programme, when);
    if (!planned) return tl::unexpected(std::move(planned.error()));
    zones = *std::move(planned);
  }
  return CaseReport{
      &file,           &programme, when, *std::move(made), *std::move(due), std::move(drafted),
      std::move(zones)};
}

}  // namespace v1
}  // namespace vaern
