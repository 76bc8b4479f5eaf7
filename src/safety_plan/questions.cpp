// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "safety_plan/draft_parts.hpp"

namespace vaern::safety_plan::detail {

std::vector<PlanQuestion> questions_of(const SafetyPlan& plan, const Catalogue& catalogue) {
  std::vector<PlanQuestion> questions;
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> places;
  for (const std::size_t i : plan.ask_first) {
    const PlannedMeasure& planned = plan.measures[i];
    if (planned.is_settled()) continue;
    for (const std::string& name : planned.reason.open) {
      std::string_view child;
      if (catalogue.is_about_child(name)) child = planned.child;
      const auto [place, is_new] = places.try_emplace({name, child}, questions.size());
      if (is_new) questions.push_back({name, std::string(child), {}, {}, 0});
      PlanQuestion& question = questions[place->second];
      const bool is_of_measure = planned.reason.kind != StateReason::Kind::child_unknown;
      if (question.text.empty() && is_of_measure && planned.reason.open.size() == 1 &&
          planned.reason.readings.size() == 1 && planned.reason.readings.front().name == name) {
        question.text = planned.measure->question;
      }
      // What several professionals decide each for themselves makes no question more urgent.
      const bool is_again =
          std::any_of(question.measures.begin(), question.measures.end(), [&](std::size_t other) {
            const PlannedMeasure& before = plan.measures[other];
            return before.measure == planned.measure && before.child == planned.child;
          });
      question.measures.push_back(i);
      if (is_urgent(planned.urgency) && !is_again) ++question.urgent;
    }
  }
  std::stable_sort(
      questions.begin(), questions.end(),
      [](const PlanQuestion& a, const PlanQuestion& b) { return a.urgent > b.urgent; });
  return questions;
}

}  // namespace vaern::safety_plan::detail
