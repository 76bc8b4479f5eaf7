// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "safety_plan/cycles.hpp"
#include "vaern/safety_plan/plan.hpp"

namespace vaern {
inline namespace v1 {
namespace {

using safety_plan::detail::Edge;

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

std::vector<std::size_t> places_of(const std::vector<std::vector<std::size_t>>& lines) {
  std::vector<std::size_t> places;
  for (const auto& line : lines) places.insert(places.end(), line.begin(), line.end());
  return places;
}

}  // namespace

std::vector<std::vector<std::size_t>> person_lines(const SafetyPlan& plan) {
  std::vector<std::vector<std::size_t>> lines;
  std::map<std::pair<const Measure*, MeasureStatus>, std::size_t> place_of_line;
  for (const std::vector<std::size_t>* list : {&plan.now, &plan.later}) {
    for (const MeasureStatus status : {MeasureStatus::already_does, MeasureStatus::agreed}) {
      for (const std::size_t place : *list) {
        const PlannedMeasure& planned = plan.measures[place];
        if (planned.status != status || !may_be_held(planned)) continue;
        const Who who = planned.measure->who;
        if (!is_for_person(who)) continue;
        // What others do stands under one heading, whether they do it already or not.
        const auto heading = who == Who::person ? status : MeasureStatus::agreed;
        const auto [line, is_new] =
            place_of_line.try_emplace({planned.measure, heading}, lines.size());
        if (is_new) lines.emplace_back();
        lines[line->second].push_back(place);
      }
    }
  }
  return lines;
}

std::vector<std::size_t> person_copy(const SafetyPlan& plan) {
  std::vector<std::vector<std::size_t>> lines = person_lines(plan);
  lines.resize(std::min(lines.size(), most_person_lines));
  return places_of(lines);
}

std::vector<std::size_t> agreed_for_person(const SafetyPlan& plan) {
  return places_of(person_lines(plan));
}

std::vector<std::size_t> discreet_copy(const SafetyPlan& plan) {
  std::vector<std::size_t> lines;
  std::size_t room = most_person_lines;
  for (const Measure* measure : order_of_catalogue(plan)) {
    // Its own urgency: what hurries it may be a measure that is left out.
    if (!measure->reveals_nothing() || !is_for_person(measure->who) ||
        !is_urgent(measure->urgency)) {
      continue;
    }
    // The danger line takes no room: it is there whether it was agreed or not.
    const bool needs_room = !measure->is_danger_line();
    if (needs_room && room == 0) continue;
    for (std::size_t i = 0; i < plan.measures.size(); ++i) {
      const PlannedMeasure& planned = plan.measures[i];
      if (planned.measure != measure || planned.list != PlanList::now || !may_be_held(planned)) {
        continue;
      }
      lines.push_back(i);
      if (needs_room) --room;
      break;
    }
  }
  return lines;
}

}  // namespace v1
}  // namespace vaern
