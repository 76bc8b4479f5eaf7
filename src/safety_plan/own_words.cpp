// SPDX-License-Identifier: Apache-2.0
#include "vaern/safety_plan/own_words.hpp"

#include <algorithm>
#include <tuple>
#include <vector>

#include "safety_plan/seen.hpp"

namespace vaern {
inline namespace v1 {

OwnWords OwnWords::of(const CaseFile& file, std::optional<Instant> as_of, const Zone* zone,
                      std::optional<Instant> known_by) {
  const safety_plan::detail::Seen seen(file, as_of, zone, known_by);
  std::vector<const PlanEntry*> plans;
  for (const PlanEntry& plan : file.plans) {
    if (seen.is_seen(plan)) plans.push_back(&plan);
  }
  std::sort(plans.begin(), plans.end(), [&](const PlanEntry* a, const PlanEntry* b) {
    return std::make_tuple(seen.first_instant(a->made), std::string_view(a->id.text)) <
           std::make_tuple(seen.first_instant(b->made), std::string_view(b->id.text));
  });
  OwnWords own;
  for (const PlanEntry* plan : plans) {
    for (const MeasureEntry& measure : plan->measures) {
      if (measure.words.empty()) continue;
      own.words_[{measure.measure.text, measure.child.text}] = measure.words.text;
    }
  }
  return own;
}

std::string_view OwnWords::find(std::string_view measure, std::string_view child) const noexcept {
  for (const auto& [key, words] : words_) {
    if (key.first == measure && key.second == child) return words;
  }
  return {};
}

}  // namespace v1
}  // namespace vaern
