// SPDX-License-Identifier: Apache-2.0
// What the plans of a case say of signs and strains.
#include <algorithm>
#include <tuple>

#include "vaern/safety_plan/zone_plan.hpp"

namespace vaern {
inline namespace v1 {
namespace {

Instant first_instant(const Moment& moment, const Zone* zone) {
  if (zone != nullptr) return moment.earliest(*zone);
  if (moment.instant) return *moment.instant;
  return Instant{moment.date.first.day_number() * 86'400, 0};
}

StatedTrait found_in(const std::map<std::string, StatedTrait, std::less<>>& traits,
                     std::string_view id) {
  const auto found = traits.find(id);
  return found == traits.end() ? StatedTrait{} : found->second;
}

}  // namespace

TraitHistory TraitHistory::of(const CaseFile& file, std::optional<Instant> as_of, const Zone* zone,
                              std::optional<Instant> known_by) {
  if (!known_by) known_by = as_of;
  struct Made {
    Instant at;
    const PlanEntry* plan;
  };
  std::vector<Made> plans;  // oldest first: the order of the file is nothing
  for (const PlanEntry& plan : file.plans) {
    const Correction* correction = file.find_correction(plan.id.text);
    if (correction != nullptr &&
        (!known_by || first_instant(correction->recorded, zone) <= *known_by)) {
      continue;
    }
    const Instant at = first_instant(plan.made, zone);
    if ((as_of && at > *as_of) || (known_by && at > *known_by)) continue;
    plans.push_back({at, &plan});
  }
  std::sort(plans.begin(), plans.end(), [](const Made& a, const Made& b) {
    return std::tie(a.at, a.plan->id.text) < std::tie(b.at, b.plan->id.text);
  });
  TraitHistory history;
  const auto state = [](const TraitEntry& entry, const PlanEntry& plan) {
    const Truth has = entry.has.value ? to_truth(*entry.has.value) : Truth::unknown;
    return StatedTrait{has, entry.words.text, plan.id.text};
  };
  for (const Made& made : plans) {
    for (const TraitEntry& entry : made.plan->signs) {
      history.set_sign(entry.id.text, state(entry, *made.plan));
    }
    for (const TraitEntry& entry : made.plan->strains) {
      history.set_strain(entry.id.text, state(entry, *made.plan));
    }
  }
  return history;
}

StatedTrait TraitHistory::sign(std::string_view id) const { return found_in(signs_, id); }
StatedTrait TraitHistory::strain(std::string_view id) const { return found_in(strains_, id); }

}  // namespace v1
}  // namespace vaern
