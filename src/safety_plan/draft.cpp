// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <numeric>
#include <set>
#include <stdexcept>
#include <tuple>
#include <utility>

#include "safety_plan/cycles.hpp"
#include "safety_plan/reason.hpp"
#include "vaern/safety_plan/plan.hpp"

namespace vaern {
inline namespace v1 {
namespace {

using safety_plan::detail::Edge;

Truth truth_of(const ConditionPtr& condition, const Situation& situation, Truth absent) {
  return condition == nullptr ? absent : evaluate(*condition, situation);
}

// One measure, or one measure for one child, before the order is known.
class Drafter {
 public:
  Drafter(const Catalogue& catalogue, const PlanInput& input)
      : catalogue_(catalogue), input_(input), children_(input.children) {
    std::sort(children_.begin(), children_.end(),
              [](const ChildSituation& a, const ChildSituation& b) { return a.child < b.child; });
  }

  SafetyPlan draft() {
    decide_states();
    find_dependencies();
    spread_urgency();
    SafetyPlan plan = in_order();
    fill_lists(plan);
    plan.questions = questions(plan);
    plan.alarms = alarms(plan);
    return plan;
  }

 private:
  void decide_states() {
    for (const Measure& measure : catalogue_.measures()) {
      if (!measure.about_child) {
        decide(measure, {}, *input_.situation);
        continue;
      }
      for (const ChildSituation& child : children_) decide(measure, child.child, *child.situation);
      if (!children_.empty()) continue;
      PlannedMeasure planned = made(measure, {});
      planned.state = MeasureState::not_applicable;
      planned.reason.kind = StateReason::Kind::no_child;
      planned_.push_back(std::move(planned));
    }
  }

  PlannedMeasure made(const Measure& measure, const std::string& child) const {
    PlannedMeasure planned;
    planned.measure = &measure;
    planned.child = child;
    planned.urgency = measure.urgency;
    planned.reason.span = measure.span;
    if (const PlanHistory::Entry* entry = input_.history.find(measure.id, child)) {
      planned.status = entry->status;
      planned.history = *entry;
    }
    return planned;
  }

  void decide(const Measure& measure, const std::string& child, const Situation& situation) {
    PlannedMeasure planned = made(measure, child);
    const Truth when = truth_of(measure.when, situation, Truth::yes);
    const Truth blocked = truth_of(measure.blocked_when, situation, Truth::no);
    using Kind = StateReason::Kind;
    ConditionPtr decided_by = measure.when;
    if (blocked == Truth::yes) {
      planned.state = MeasureState::blocked;
      planned.reason.kind = Kind::block_true;
      decided_by = measure.blocked_when;
    } else if (when == Truth::no) {
      planned.state = MeasureState::not_applicable;
      planned.reason.kind = Kind::when_false;
    } else if (blocked == Truth::unknown) {
      planned.state = MeasureState::held;
      planned.reason.kind = Kind::block_unknown;
      decided_by = measure.blocked_when;
    } else {
      planned.state = MeasureState::included;
      planned.reason.kind = measure.when == nullptr ? Kind::always
                            : when == Truth::yes    ? Kind::when_true
                                                    : Kind::when_unknown;
    }
    if (decided_by != nullptr) {
      planned.reason.condition = to_text(*decided_by);
      planned.reason.span = decided_by->span;
      planned.reason.readings =
          safety_plan::detail::readings_of(*decided_by, situation, catalogue_);
      planned.reason.open = safety_plan::detail::open_names(*decided_by, situation);
    }
    planned_.push_back(std::move(planned));
  }

  // Of a measure that is one per child the one of the same child, else all.
  std::vector<std::size_t> instances(const std::string& measure, const std::string& child) const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < planned_.size(); ++i) {
      const PlannedMeasure& planned = planned_[i];
      if (planned.measure->id != measure) continue;
      if (planned.measure->about_child && !child.empty() && planned.child != child) continue;
      found.push_back(i);
    }
    return found;
  }

  void find_dependencies() {
    for (std::size_t i = 0; i < planned_.size(); ++i) {
      PlannedMeasure& planned = planned_[i];
      for (const std::string& before : planned.measure->after) {
        for (const std::size_t k : instances(before, planned.child)) {
          edges_.push_back({i, k, 0});
          const PlannedMeasure& other = planned_[k];
          if (other.state != MeasureState::not_applicable && !other.is_settled()) {
            planned.waits_for.push_back(k);
          }
        }
      }
      if (planned.state == MeasureState::blocked || planned.state == MeasureState::held) {
        if (!planned.measure->instead.empty()) {
          planned.instead = instances(planned.measure->instead, planned.child);
        }
      }
    }
  }

  bool is_active(const PlannedMeasure& planned) const {
    return (planned.state == MeasureState::included || planned.state == MeasureState::held) &&
           !planned.is_settled();
  }

  // What comes first is as urgent as what waits for it (P4).
  void spread_urgency() {
    std::vector<std::size_t> declared(planned_.size());
    std::iota(declared.begin(), declared.end(), std::size_t{0});
    auto order = safety_plan::detail::order_by_dependency(planned_.size(), edges_, declared);
    std::reverse(order.begin(), order.end());
    for (const std::size_t i : order) {
      const PlannedMeasure& planned = planned_[i];
      if (!is_active(planned)) continue;
      for (const std::size_t k : planned.waits_for) {
        PlannedMeasure& first = planned_[k];
        if (planned.urgency >= first.urgency) continue;
        first.urgency = planned.urgency;
        first.urgent_for = planned.urgent_for.empty() ? planned.id() : planned.urgent_for;
      }
    }
  }

  // What is urgent and all that it rests on, settled or not: what matters most to the person
  // orders the rest, and nothing of it comes before (P4).
  std::vector<bool> unmoved_by_priorities() const {
    std::vector<bool> is_unmoved(planned_.size(), input_.priorities.empty());
    if (input_.priorities.empty()) return is_unmoved;
    for (std::size_t i = 0; i < planned_.size(); ++i) {
      is_unmoved[i] = is_urgent(planned_[i].urgency);
    }
    for (bool has_grown = true; has_grown;) {
      has_grown = false;
      for (const Edge& edge : edges_) {
        if (!is_unmoved[edge.from] || is_unmoved[edge.to]) continue;
        is_unmoved[edge.to] = true;
        has_grown = true;
      }
    }
    return is_unmoved;
  }

  // Dependencies, urgency, the person's priorities, declared order, child.
  SafetyPlan in_order() {
    const std::vector<bool> is_unmoved = unmoved_by_priorities();
    const auto priority = [&](std::size_t i) {
      const auto& wanted = input_.priorities;
      if (is_unmoved[i]) return std::ptrdiff_t{-1};
      return std::find(wanted.begin(), wanted.end(), planned_[i].measure->section) - wanted.begin();
    };
    std::vector<std::size_t> sorted(planned_.size());
    std::iota(sorted.begin(), sorted.end(), std::size_t{0});
    std::stable_sort(sorted.begin(), sorted.end(), [&](std::size_t a, std::size_t b) {
      return std::make_tuple(planned_[a].urgency, priority(a)) <
             std::make_tuple(planned_[b].urgency, priority(b));
    });
    std::vector<std::size_t> rank(planned_.size());
    for (std::size_t i = 0; i < sorted.size(); ++i) rank[sorted[i]] = i;
    const auto order = safety_plan::detail::order_by_dependency(planned_.size(), edges_, rank);
    std::vector<std::size_t> place(planned_.size());
    for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = i;

    SafetyPlan plan;
    plan.catalogue = catalogue_.reference();
    plan.priorities = input_.priorities;
    plan.measures.reserve(order.size());
    for (const std::size_t i : order) {
      PlannedMeasure& planned = plan.measures.emplace_back(std::move(planned_[i]));
      for (auto* list : {&planned.waits_for, &planned.instead}) {
        for (std::size_t& other : *list) other = place[other];
        std::sort(list->begin(), list->end());
      }
    }
    return plan;
  }

  static void fill_lists(SafetyPlan& plan) {
    for (std::size_t i = 0; i < plan.measures.size(); ++i) {
      PlannedMeasure& planned = plan.measures[i];
      if (planned.state == MeasureState::held ||
          (planned.state == MeasureState::included &&
           planned.reason.kind == StateReason::Kind::when_unknown)) {
        planned.list = PlanList::ask_first;
        plan.ask_first.push_back(i);
      } else if (planned.state == MeasureState::included) {
        planned.list = is_urgent(planned.urgency) ? PlanList::now : PlanList::later;
        (planned.list == PlanList::now ? plan.now : plan.later).push_back(i);
      }
    }
  }

  // What is settled needs no answer; of the rest each name is asked once.
  std::vector<PlanQuestion> questions(const SafetyPlan& plan) const {
    std::vector<PlanQuestion> questions;
    for (const std::size_t i : plan.ask_first) {
      const PlannedMeasure& planned = plan.measures[i];
      if (planned.is_settled()) continue;
      for (const std::string& name : planned.reason.open) {
        const std::string child = catalogue_.is_about_child(name) ? planned.child : "";
        auto found = std::find_if(questions.begin(), questions.end(), [&](const PlanQuestion& q) {
          return q.name == name && q.child == child;
        });
        if (found == questions.end()) {
          questions.push_back({name, child, {}, {}, 0});
          found = questions.end() - 1;
        }
        if (found->text.empty() && planned.reason.open.size() == 1 &&
            planned.reason.readings.size() == 1) {
          found->text = planned.measure->question;
        }
        found->measures.push_back(i);
        if (is_urgent(planned.urgency)) ++found->urgent;
      }
    }
    std::stable_sort(
        questions.begin(), questions.end(),
        [](const PlanQuestion& a, const PlanQuestion& b) { return a.urgent > b.urgent; });
    return questions;
  }

  std::vector<PlanAlarm> alarms(const SafetyPlan& plan) const {
    std::vector<PlanAlarm> alarms;
    for (std::size_t i = 0; i < plan.measures.size(); ++i) {
      const PlannedMeasure& planned = plan.measures[i];
      if (!is_active(planned) || !is_urgent(planned.measure->urgency)) continue;
      std::set<std::size_t> seen;
      std::vector<std::size_t> waiting = planned.waits_for;
      std::set<std::size_t> behind;
      while (!waiting.empty()) {
        const std::size_t k = waiting.back();
        waiting.pop_back();
        if (!seen.insert(k).second) continue;
        const PlannedMeasure& first = plan.measures[k];
        if (first.state == MeasureState::blocked || first.state == MeasureState::held) {
          behind.insert(k);
        } else {
          waiting.insert(waiting.end(), first.waits_for.begin(), first.waits_for.end());
        }
      }
      for (const std::size_t k : behind) alarms.push_back({i, k});
    }
    return alarms;
  }

  const Catalogue& catalogue_;
  const PlanInput& input_;
  std::vector<ChildSituation> children_;
  std::vector<PlannedMeasure> planned_;
  std::vector<Edge> edges_;
};

}  // namespace

SafetyPlan draft_plan(const Catalogue& catalogue, const PlanInput& input) {
  if (!catalogue.is_bound()) throw std::invalid_argument("the catalogue is not bound");
  if (input.situation == nullptr) throw std::invalid_argument("a plan needs a situation");
  for (const ChildSituation& child : input.children) {
    if (child.situation == nullptr || child.child.empty()) {
      throw std::invalid_argument("a child needs an id and a situation");
    }
  }
  return Drafter(catalogue, input).draft();
}

}  // namespace v1
}  // namespace vaern
