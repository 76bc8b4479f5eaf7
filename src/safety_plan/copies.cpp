// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <string_view>

#include "safety_plan/cycles.hpp"
#include "vaern/safety_plan/plan.hpp"

namespace vaern {
inline namespace v1 {
namespace {

using safety_plan::detail::Edge;

constexpr std::size_t most_lines = 12;  // P3

// Every measure of the catalogue, dependencies first, by its own urgency, as declared: an order
// that no situation, status or priority changes.
std::vector<const Measure*> order_of_catalogue(const SafetyPlan& plan) {
  std::vector<const Measure*> declared;
  for (const PlannedMeasure& planned : plan.measures) declared.push_back(planned.measure);
  std::sort(declared.begin(), declared.end(), std::less<>());
  declared.erase(std::unique(declared.begin(), declared.end()), declared.end());
  std::map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < declared.size(); ++i) places[declared[i]->id] = i;
  std::vector<Edge> edges;
  std::vector<std::size_t> sorted(declared.size());
  for (std::size_t i = 0; i < declared.size(); ++i) {
    sorted[i] = i;
    for (const auto* first : {&declared[i]->after, &declared[i]->guarded_by}) {
      for (const std::string& before : *first) {
        const auto place = places.find(before);
        if (place != places.end()) edges.push_back({i, place->second, 0});
      }
    }
  }
  std::stable_sort(sorted.begin(), sorted.end(), [&](std::size_t a, std::size_t b) {
    return declared[a]->urgency < declared[b]->urgency;
  });
  std::vector<std::size_t> rank(declared.size());
  for (std::size_t i = 0; i < sorted.size(); ++i) rank[sorted[i]] = i;
  std::vector<const Measure*> ordered;
  for (const std::size_t i :
       safety_plan::detail::order_by_dependency(declared.size(), edges, rank)) {
    ordered.push_back(declared[i]);
  }
  return ordered;
}

bool is_agreed(const PlannedMeasure& planned) {
  return planned.status == MeasureStatus::agreed || planned.status == MeasureStatus::already_does;
}

// A paper that offers what raises the danger would be followed without its guard.
bool is_guarded(const PlannedMeasure& planned) { return planned.unguarded.empty(); }

// Agreed, and nothing speaks against handing it out.
bool may_be_held(const PlannedMeasure& planned) {
  return is_agreed(planned) && is_guarded(planned) && !planned.is_exposed();
}

}  // namespace

std::vector<std::size_t> agreed_for_person(const SafetyPlan& plan) {
  std::vector<std::size_t> lines;
  for (const std::vector<std::size_t>* list : {&plan.now, &plan.later}) {
    for (const MeasureStatus status : {MeasureStatus::already_does, MeasureStatus::agreed}) {
      for (const std::size_t place : *list) {
        const PlannedMeasure& planned = plan.measures[place];
        if (planned.status != status || !may_be_held(planned)) continue;
        if (is_for_person(planned.measure->who)) lines.push_back(place);
      }
    }
  }
  return lines;
}

std::vector<std::size_t> person_copy(const SafetyPlan& plan) {
  std::vector<std::size_t> lines = agreed_for_person(plan);
  lines.resize(std::min(lines.size(), most_lines));
  return lines;
}

std::vector<std::size_t> discreet_copy(const SafetyPlan& plan) {
  std::vector<std::size_t> lines;
  for (const Measure* measure : order_of_catalogue(plan)) {
    // Its own urgency: what hurries it may be a measure that is left out.
    if (!measure->reveals_nothing() || !is_for_person(measure->who) ||
        !is_urgent(measure->urgency)) {
      continue;
    }
    for (std::size_t i = 0; i < plan.measures.size() && lines.size() < most_lines; ++i) {
      const PlannedMeasure& planned = plan.measures[i];
      if (planned.measure != measure || planned.list != PlanList::now || !may_be_held(planned)) {
        continue;
      }
      lines.push_back(i);
      break;
    }
  }
  return lines;
}

}  // namespace v1
}  // namespace vaern
