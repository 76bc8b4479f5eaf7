// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <tuple>
#include <utility>

#include "safety_plan/cycles.hpp"
#include "safety_plan/decide.hpp"
#include "safety_plan/draft_parts.hpp"
#include "safety_plan/reason.hpp"
#include "vaern/safety_plan/plan.hpp"

namespace vaern {
inline namespace v1 {
namespace {

using safety_plan::detail::Edge;

// Where the measures of one entry of the catalogue stand, before the order is known.
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

class Drafter {
 public:
  Drafter(const Catalogue& catalogue, const PlanInput& input)
      : catalogue_(catalogue),
        input_(input),
        children_(input.children),
        professionals_(input.professionals) {
    std::sort(children_.begin(), children_.end(),
              [](const ChildSituation& a, const ChildSituation& b) { return a.child < b.child; });
    std::sort(professionals_.begin(), professionals_.end());
    // Nobody to name: the measure stands for whoever reads it.
    if (professionals_.empty()) professionals_.emplace_back();
  }

  SafetyPlan draft() {
    decide_states();
    find_dependencies();
    spread_urgency();
    SafetyPlan plan = in_order();
    fill_lists(plan);
    plan.questions = safety_plan::detail::questions_of(plan, catalogue_);
    plan.alarms = safety_plan::detail::alarms_of(plan);
    find_phases(plan);
    for (PlannedMeasure& planned : plan.measures) {
      planned.due = safety_plan::detail::deadline_of(planned, input_);
    }
    return plan;
  }

 private:
  void decide_states() {
    for (const Measure& measure : catalogue_.measures()) {
      const std::size_t begin = planned_.size();
      if (!measure.about_child) {
        decide_for_each(measure, {}, *input_.situation);
      } else if (children_.empty()) {
        decide_without_child(measure);
      } else {
        for (const ChildSituation& child : children_) {
          decide_for_each(measure, child.child, *child.situation);
        }
      }
      ranges_.push_back({begin, planned_.size()});
    }
  }

  // The case has no child. That there is none must be known: until then it is asked.
  void decide_without_child(const Measure& measure) {
    const ConditionPtr& childless = catalogue_.childless_when();
    const Truth is_childless =
        safety_plan::detail::truth_of(childless, *input_.situation, Truth::yes);
    if (is_childless == Truth::no) return decide_for_each(measure, {}, *input_.situation);
    PlannedMeasure planned = made(measure, {}, {});
    if (is_childless == Truth::yes) planned.state = MeasureState::not_applicable;
    planned.reason.kind =
        is_childless == Truth::yes ? StateReason::Kind::no_child : StateReason::Kind::child_unknown;
    if (childless != nullptr) explain(planned, *childless, *input_.situation);
    planned_.push_back(std::move(planned));
  }

  void explain(PlannedMeasure& planned, const Condition& by, const Situation& situation) const {
    const ConditionNames& read = catalogue_.names_of(by);
    planned.reason.condition = read.text;
    planned.reason.span = by.span;
    planned.reason.readings = safety_plan::detail::readings_of(read.names, situation, catalogue_);
    planned.reason.open = safety_plan::detail::open_names(by, situation);
    ask_for_children(planned.reason.open);
  }

  // Of children nobody is asked anything before it is known that there are any.
  void ask_for_children(std::vector<std::string>& open) const {
    const ConditionPtr& childless = catalogue_.childless_when();
    if (!children_.empty() || childless == nullptr) return;
    if (is_known(evaluate(*childless, *input_.situation))) return;
    const std::size_t all = open.size();
    std::erase_if(open, [&](const std::string& name) { return catalogue_.is_about_child(name); });
    if (open.size() == all) return;
    for (std::string& name : safety_plan::detail::open_names(*childless, *input_.situation)) {
      if (std::find(open.begin(), open.end(), name) == open.end()) open.push_back(std::move(name));
    }
  }

  void decide_for_each(const Measure& measure, const std::string& child,
                       const Situation& situation) {
    if (!measure.is_each_professional()) return decide(measure, child, {}, situation);
    for (const std::string& each : professionals_) decide(measure, child, each, situation);
  }

  PlannedMeasure made(const Measure& measure, const std::string& child,
                      const std::string& professional) const {
    PlannedMeasure planned;
    planned.measure = &measure;
    planned.child = child;
    planned.professional = professional;
    planned.urgency = planned.own_urgency = measure.urgency;
    planned.reason.span = measure.span;
    // What one professional has decided is never the status of another.
    if (measure.is_each_professional() && professional.empty()) return planned;
    if (const auto* entry = input_.history.find(measure.id, child, professional)) {
      planned.status = entry->status;
      planned.history = *entry;
    }
    return planned;
  }

  void decide(const Measure& measure, const std::string& child, const std::string& professional,
              const Situation& situation) {
    PlannedMeasure planned = made(measure, child, professional);
    const auto decision = safety_plan::detail::decide(measure, situation);
    planned.state = decision.state;
    planned.reason.kind = decision.kind;
    if (decision.by != nullptr) explain(planned, *decision.by, situation);
    // What is unknown is taken for the more urgent.
    for (const UrgencyCase& each : measure.urgency_cases) {
      if (evaluate(*each.when, situation) == Truth::no) continue;
      planned.urgency = planned.own_urgency = each.urgency;
      planned.urgency_because = each.when;
      break;
    }
    planned_.push_back(std::move(planned));
  }

  // Of a measure that is one per child the one of the same child, else all; and so for
  // professionals.
  std::vector<std::size_t> instances(std::size_t measure, const PlannedMeasure& asking) const {
    std::vector<std::size_t> found;
    for (std::size_t i = ranges_[measure].begin; i < ranges_[measure].end; ++i) {
      const PlannedMeasure& planned = planned_[i];
      const auto is_another = [](const std::string& own, const std::string& asked) {
        return !own.empty() && !asked.empty() && own != asked;
      };
      if (is_another(planned.child, asking.child)) continue;
      if (is_another(planned.professional, asking.professional)) continue;
      found.push_back(i);
    }
    return found;
  }

  void find_dependencies() {
    for (std::size_t m = 0; m < ranges_.size(); ++m) {
      const MeasureLinks& links = catalogue_.links()[m];
      for (std::size_t i = ranges_[m].begin; i < ranges_[m].end; ++i) {
        PlannedMeasure& planned = planned_[i];
        for (const std::size_t before : links.after) {
          for (const std::size_t k : instances(before, planned)) {
            edges_.push_back({i, k, 0});
            const PlannedMeasure& other = planned_[k];
            if (other.state != MeasureState::not_applicable && !other.is_settled()) {
              add(planned.waits_for, k);
            }
          }
        }
        for (const std::size_t guard : links.guarded_by) {
          for (const std::size_t k : instances(guard, planned)) {
            edges_.push_back({i, k, 0});
            if (planned_[k].is_in_place()) continue;
            add(planned.unguarded, k);
            add(planned.waits_for, k);
          }
        }
        if (planned.state == MeasureState::blocked || planned.state == MeasureState::held) {
          planned.instead = alternative(links.instead, planned);
        }
      }
    }
  }

  static void add(std::vector<std::size_t>& places, std::size_t place) {
    if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(place);
  }

  // The first that applies, in the order written; where none does, the first: its own state says
  // that it cannot be had.
  std::vector<std::size_t> alternative(const std::vector<std::size_t>& measures,
                                       const PlannedMeasure& asking) const {
    for (const std::size_t measure : measures) {
      std::vector<std::size_t> found = instances(measure, asking);
      found.erase(std::remove_if(
                      found.begin(), found.end(),
                      [&](std::size_t k) { return planned_[k].state != MeasureState::included; }),
                  found.end());
      if (!found.empty()) return found;
    }
    return measures.empty() ? std::vector<std::size_t>() : instances(measures.front(), asking);
  }

  void find_phases(SafetyPlan& plan) const {
    for (const Phase& phase : catalogue_.phases()) {
      const Truth truth = evaluate(*phase.when, *input_.situation);
      if (truth == Truth::no) continue;
      plan.phases.push_back(
          {&phase, truth, safety_plan::detail::open_names(*phase.when, *input_.situation)});
    }
  }

  // What comes first is as urgent as what waits for it (P4).
  void spread_urgency() {
    std::vector<std::size_t> declared(planned_.size());
    std::iota(declared.begin(), declared.end(), std::size_t{0});
    auto order = safety_plan::detail::order_by_dependency(planned_.size(), edges_, declared);
    std::reverse(order.begin(), order.end());
    for (const std::size_t i : order) {
      const PlannedMeasure& planned = planned_[i];
      if (!safety_plan::detail::is_active(planned)) continue;
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
      for (auto* list : {&planned.waits_for, &planned.unguarded, &planned.instead}) {
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
           (planned.reason.kind == StateReason::Kind::when_unknown ||
            planned.reason.kind == StateReason::Kind::child_unknown))) {
        planned.list = PlanList::ask_first;
        plan.ask_first.push_back(i);
      } else if (planned.state == MeasureState::included) {
        planned.list = is_urgent(planned.urgency) ? PlanList::now : PlanList::later;
        (planned.list == PlanList::now ? plan.now : plan.later).push_back(i);
      }
    }
  }

  const Catalogue& catalogue_;
  const PlanInput& input_;
  std::vector<ChildSituation> children_;
  std::vector<std::string> professionals_;
  std::vector<PlannedMeasure> planned_;
  std::vector<Range> ranges_;  // by place in the catalogue
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
