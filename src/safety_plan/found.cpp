// SPDX-License-Identifier: Apache-2.0
#include "vaern/safety_plan/found.hpp"

#include <algorithm>
#include <set>

#include "safety_plan/seen.hpp"

namespace vaern {
inline namespace v1 {

std::vector<FoundPlan> found_plans(const CaseFile& file, std::optional<Instant> as_of,
                                   const Zone* zone, std::optional<Instant> known_by) {
  const safety_plan::detail::Seen seen(file, as_of, zone, known_by);
  std::vector<FoundPlan> found;
  for (const EventEntry& event : file.events) {
    if (event.kind.text != plan_found_event || seen.is_struck(event.id.text)) continue;
    if (!seen.has_happened(event.occurred) || !seen.is_known(event.recorded)) continue;
    FoundPlan one;
    one.event = event.id.text;
    one.known = event.known;
    one.review = event.known.date.first;
    std::set<std::string> plans;
    std::set<std::string> measures;
    for (const PlanEntry& plan : file.plans) {
      if (!seen.is_seen(plan)) continue;
      // On the same day without a time of day it may have been made before, or as the answer: it
      // counts as found, and as no answer.
      if (Moment::surely_before(event.known, plan.made)) {
        one.is_answered = true;
        continue;
      }
      plans.insert(plan.id.text);
      for (const MeasureEntry& measure : plan.measures) {
        measures.insert(measure.measure.text +
                        (measure.child.empty() ? "" : "/" + measure.child.text));
      }
    }
    one.is_overdue = !one.is_answered && seen.today() > one.review;
    one.plans.assign(plans.begin(), plans.end());
    one.measures.assign(measures.begin(), measures.end());
    found.push_back(std::move(one));
  }
  std::sort(found.begin(), found.end(),
            [](const FoundPlan& a, const FoundPlan& b) { return a.event < b.event; });
  return found;
}

void write_found(const FoundPlan& found, CanonicalWriter& writer) {
  writer.begin_map().text("event", found.event).text("known", found.known.text);
  writer.text("review", found.review.to_string());
  if (found.is_overdue) writer.boolean("overdue", true);
  writer.begin_list("plans");
  for (const std::string& plan : found.plans) writer.text(plan);
  writer.end_list().begin_list("measures");
  for (const std::string& measure : found.measures) writer.text(measure);
  writer.end_list().end_map();
}

}  // namespace v1
}  // namespace vaern
