// SPDX-License-Identifier: Apache-2.0
// Invariant 8 and its neighbours over generated catalogues and situations. Seeds and counts are
// fixed; the generator is our own, so that every machine draws the same.
#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "safety_plan/random_plans.hpp"

namespace vaern::tests {
namespace {

TEST(SafetyPlanProperty, EveryMeasureEndsInExactlyOneState) {
  each_round([](Draw& draw) {
    const auto written = random_measures(draw);
    const Catalogue catalogue = load_random(written);
    const Answers answers = random_answers(draw);
    const FixedSituation situation = situation_of(answers, 1 + draw.below(3));
    const SafetyPlan plan =
        draft_plan(catalogue, {.situation = &situation,
                               .children = {{"c1", &situation}, {"c2", &situation}},
                               .history = random_history(draw, written.size()),
                               .professionals = professionals});
    std::size_t expected = 0;
    for (const Measure& measure : catalogue.measures()) {
      expected += (measure.about_child ? 2 : 1) * (measure.is_each_professional() ? 2 : 1);
    }
    ASSERT_EQ(plan.measures.size(), expected);
    // The short way and the long one.
    const std::vector<MeasureState> states = states_of(catalogue, situation);
    ASSERT_EQ(states.size(), catalogue.measures().size());
    for (const PlannedMeasure& planned : plan.measures) {
      EXPECT_EQ(states[static_cast<std::size_t>(planned.measure - catalogue.measures().data())],
                planned.state);
    }
    const auto counts = plan.counts();
    EXPECT_EQ(counts[0] + counts[1] + counts[2] + counts[3], expected);
    EXPECT_EQ(plan.now.size() + plan.ask_first.size() + plan.later.size(), counts[0] + counts[1]);
    for (const PlannedMeasure& planned : plan.measures) {
      const Truth when = of(planned.measure->when, situation, Truth::yes);
      const bool is_wanted =
          when != Truth::no && of(planned.measure->in_phases, situation, Truth::yes) != Truth::no;
      const Truth blocked = of(planned.measure->blocked_when, situation, Truth::no);
      EXPECT_EQ(planned.state == MeasureState::blocked, blocked == Truth::yes);
      EXPECT_EQ(planned.state == MeasureState::held, blocked == Truth::unknown && is_wanted);
      EXPECT_EQ(planned.state == MeasureState::included, blocked == Truth::no && is_wanted);
      EXPECT_EQ(planned.list == PlanList::ask_first,
                planned.state == MeasureState::held ||
                    (planned.state == MeasureState::included && when == Truth::unknown));
      EXPECT_EQ(!planned.reason.open.empty(), planned.list == PlanList::ask_first);
      EXPECT_EQ(planned.reason.condition.empty(), planned.reason.kind == StateReason::Kind::always);
      EXPECT_NE(planned.reason.span.line, 0U);
    }
  });
}

TEST(SafetyPlanProperty, ThePlanRespectsDependenciesAndUrgencyTravels) {
  each_round([](Draw& draw) {
    const auto written = random_measures(draw);
    const Catalogue catalogue = load_random(written);
    const FixedSituation situation = situation_of(random_answers(draw), 3);
    const SafetyPlan plan =
        draft_plan(catalogue, {.situation = &situation,
                               .children = {{"c1", &situation}, {"c2", &situation}},
                               .history = random_history(draw, written.size()),
                               .professionals = professionals});
    for (std::size_t i = 0; i < plan.measures.size(); ++i) {
      const PlannedMeasure& planned = plan.measures[i];
      EXPECT_LE(planned.own_urgency, planned.measure->urgency);
      EXPECT_LE(planned.urgency, planned.own_urgency);
      EXPECT_EQ(planned.urgency != planned.own_urgency, !planned.urgent_for.empty());
      for (std::size_t k = 0; k < plan.measures.size(); ++k) {
        const PlannedMeasure& first = plan.measures[k];
        const bool is_after = has(planned.measure->after, first.measure->id);
        const bool is_guard = has(planned.measure->guarded_by, first.measure->id);
        const bool waits = has(planned.waits_for, k);
        if ((!is_after && !is_guard) || is_of_another(planned, first)) {
          EXPECT_FALSE(waits);
          continue;
        }
        EXPECT_LT(k, i);
        const bool is_open = first.state != MeasureState::not_applicable && !first.is_settled();
        const bool guards = has(planned.unguarded, k);
        EXPECT_EQ(waits, (is_after && is_open) || guards) << planned.id() << " " << first.id();
      }
      const bool is_active =
          (planned.state == MeasureState::included || planned.state == MeasureState::held) &&
          !planned.is_settled();
      for (const std::size_t k : planned.waits_for) {
        const PlannedMeasure& first = plan.measures[k];
        if (is_active) {
          EXPECT_LE(first.urgency, planned.urgency);
        }
      }
    }
  });
}

// An urgent measure is told of everything held or blocked that it waits for, however far behind.
TEST(SafetyPlanProperty, AnAlarmReachesThroughAChainOfWaits) {
  int chains = 0;
  each_round([&](Draw& draw) {
    const auto written = random_measures(draw);
    const Catalogue catalogue = load_random(written);
    const FixedSituation situation = situation_of(random_answers(draw), 3);
    const SafetyPlan plan =
        draft_plan(catalogue, {.situation = &situation,
                               .children = {{"c1", &situation}, {"c2", &situation}},
                               .history = random_history(draw, written.size()),
                               .professionals = professionals});
    // What stops each measure: dependencies stand first, so that one pass is enough.
    std::vector<std::set<std::size_t>> stops(plan.measures.size());
    for (std::size_t i = 0; i < plan.measures.size(); ++i) {
      const PlannedMeasure& planned = plan.measures[i];
      for (const std::size_t k : planned.waits_for) {
        const MeasureState state = plan.measures[k].state;
        if (state == MeasureState::held || state == MeasureState::blocked) {
          stops[i].insert(k);
        } else {
          stops[i].insert(stops[k].begin(), stops[k].end());
        }
      }
      std::set<std::size_t> told;
      std::set<std::size_t> unguarded;
      for (const PlanAlarm& alarm : plan.alarms) {
        if (alarm.measure != i) continue;
        EXPECT_TRUE((alarm.is_unguarded ? unguarded : told).insert(alarm.behind).second);
      }
      std::set<std::size_t> expected;
      const bool is_in_plan =
          planned.state == MeasureState::included || planned.state == MeasureState::held;
      if (is_in_plan && !planned.is_settled() && is_urgent(planned.own_urgency)) {
        expected = stops[i];
      }
      for (const std::size_t k : expected) {
        if (!has(planned.waits_for, k)) ++chains;
      }
      for (const std::size_t k : unguarded) expected.erase(k);
      EXPECT_EQ(told, expected) << planned.id();
    }
  });
  EXPECT_GT(chains, 20);
}

TEST(SafetyPlanProperty, AnAnswerNeverHoldsAMeasureThatWasNotHeld) {
  each_round([](Draw& draw) {
    const Catalogue catalogue = load_random(random_measures(draw));
    Answers answers = random_answers(draw);
    const FixedSituation before = situation_of(answers, 3);
    std::vector<std::string> open;
    for (const auto& [name, truth] : answers) {
      if (truth == Truth::unknown) open.push_back(name);
    }
    if (open.empty()) return;
    answers[open[draw.below(open.size())]] = draw.one_in(2) ? Truth::yes : Truth::no;
    const FixedSituation after = situation_of(answers, 3);
    const SafetyPlan first = draft_plan(catalogue, {.situation = &before});
    const SafetyPlan second = draft_plan(catalogue, {.situation = &after});
    for (const PlannedMeasure& planned : second.measures) {
      const MeasureState was = first.find(planned.measure->id)->state;
      if (planned.state == MeasureState::held) {
        EXPECT_EQ(was, MeasureState::held);
      }
      // What was decided stays decided.
      if (was == MeasureState::blocked || was == MeasureState::not_applicable) {
        if (was == MeasureState::blocked) {
          EXPECT_EQ(planned.state, was);
        }
        EXPECT_NE(planned.state, MeasureState::included);
      }
    }
  });
}

TEST(SafetyPlanProperty, AHigherLevelNeverClosesHelp) {
  each_round([](Draw& draw) {
    const Catalogue catalogue = load_random(random_measures(draw));
    const Answers answers = random_answers(draw);
    const FixedSituation low = situation_of(answers, 1);
    const FixedSituation high = situation_of(answers, 2);
    const SafetyPlan lower = draft_plan(catalogue, {.situation = &low});
    const SafetyPlan higher = draft_plan(catalogue, {.situation = &high});
    for (const PlannedMeasure& planned : lower.measures) {
      const PlannedMeasure& there = *higher.find(planned.measure->id);
      if (planned.state == MeasureState::included) {
        EXPECT_EQ(there.state, MeasureState::included);
      }
      if (planned.list == PlanList::now) {
        EXPECT_EQ(there.list, PlanList::now);
      }
      EXPECT_EQ(planned.state == MeasureState::blocked, there.state == MeasureState::blocked);
    }
  });
}

TEST(SafetyPlanProperty, TheOrderInWhichMeasuresAndChildrenAreGivenChangesNoState) {
  each_round([](Draw& draw) {
    auto written = random_measures(draw);
    const Catalogue catalogue = load_random(written);
    for (std::size_t i = written.size(); i > 1; --i) {
      std::swap(written[i - 1], written[draw.below(i)]);
    }
    const Catalogue shuffled = load_random(written);
    const FixedSituation situation = situation_of(random_answers(draw), 3);
    const FixedSituation other = situation_of(random_answers(draw), 3);
    const std::vector<ChildSituation> children = {{"c1", &situation}, {"c2", &other}};
    const std::vector<ChildSituation> reversed = {{"c2", &other}, {"c1", &situation}};
    const PlanInput input{
        .situation = &situation, .children = children, .professionals = professionals};
    const SafetyPlan plan = draft_plan(catalogue, input);
    EXPECT_EQ(plan_json(plan), plan_json(draft_plan(catalogue, {.situation = &situation,
                                                                .children = reversed,
                                                                .professionals = {"w2", "w1"}})));
    const SafetyPlan second = draft_plan(shuffled, input);
    for (const PlannedMeasure& planned : plan.measures) {
      const PlannedMeasure& there =
          *second.find(planned.measure->id, planned.child, planned.professional);
      EXPECT_EQ(planned.state, there.state);
      EXPECT_EQ(planned.list, there.list);
      EXPECT_EQ(planned.urgency, there.urgency);
    }
    EXPECT_EQ(plan.alarms.size(), second.alarms.size());
    EXPECT_EQ(plan.questions.size(), second.questions.size());
  });
}

// What matters most orders what does not urge: no urgent measure comes later for it, and every
// dependency still comes first (P4).
TEST(SafetyPlanProperty, PrioritiesNeverMoveAnUrgentMeasureBack) {
  int moved = 0;
  each_round([&](Draw& draw) {
    auto written = random_measures(draw);
    for (Written& each : written) {
      const std::size_t at = each.text.find("section: digital");
      if (draw.one_in(2)) each.text.replace(at, 16, "section: home");
    }
    const Catalogue catalogue = load_random(written);
    const FixedSituation situation = situation_of(random_answers(draw), 3);
    PlanInput input{.situation = &situation,
                    .children = {{"c1", &situation}},
                    .history = random_history(draw, written.size())};
    const SafetyPlan plain = draft_plan(catalogue, input);
    input.priorities = {draw.one_in(2) ? "home" : "digital"};
    const SafetyPlan sorted = draft_plan(catalogue, input);
    const auto place = [](const SafetyPlan& plan, const PlannedMeasure& planned) {
      return plan.find(planned.measure->id, planned.child) - plan.measures.data();
    };
    for (const PlannedMeasure& planned : plain.measures) {
      const PlannedMeasure& there = *sorted.find(planned.measure->id, planned.child);
      EXPECT_EQ(planned.state, there.state);
      EXPECT_EQ(planned.list, there.list);
      EXPECT_EQ(planned.urgency, there.urgency);
      if (is_urgent(planned.urgency)) {
        EXPECT_LE(place(sorted, planned), place(plain, planned)) << planned.id();
      } else if (place(sorted, planned) != place(plain, planned)) {
        ++moved;
      }
      for (const std::string& before : planned.measure->after) {
        const std::string child = catalogue.find(before)->about_child ? "c1" : "";
        EXPECT_LT(place(sorted, *sorted.find(before, child)), place(sorted, planned));
      }
    }
    for (std::size_t i = 1; i < sorted.now.size(); ++i) {
      EXPECT_LT(sorted.now[i - 1], sorted.now[i]);
    }
  });
  EXPECT_GT(moved, 20);
}

// Steps done stay done, and what was declined changes no other measure's state (P8).
TEST(SafetyPlanProperty, ADeclinedMeasureChangesNoOtherState) {
  each_round([](Draw& draw) {
    const auto written = random_measures(draw);
    const Catalogue catalogue = load_random(written);
    const FixedSituation situation = situation_of(random_answers(draw), 3);
    const std::string declined = "m" + std::to_string(draw.below(written.size()));
    PlanHistory history = random_history(draw, written.size());
    const SafetyPlan before = draft_plan(catalogue, {.situation = &situation, .history = history});
    history.set(declined, "", {MeasureStatus::declined, "s2", {"p1"}, "no"});
    const SafetyPlan after = draft_plan(catalogue, {.situation = &situation, .history = history});
    for (const PlannedMeasure& planned : before.measures) {
      const PlannedMeasure& there = *after.find(planned.measure->id, planned.child);
      EXPECT_EQ(planned.state, there.state);
      EXPECT_EQ(planned.reason.condition, there.reason.condition);
      if (planned.measure->id != declined) {
        EXPECT_EQ(planned.status, there.status);
      }
    }
  });
}

bool reads(const ConditionPtr& condition, const std::string& name) {
  if (condition == nullptr) return false;
  const auto names = names_read(*condition);
  return std::find(names.begin(), names.end(), name) != names.end();
}

TEST(SafetyPlanProperty, AFactThatChangesMattersOnlyToTheMeasuresThatReadIt) {
  each_round([](Draw& draw) {
    const Catalogue catalogue = load_random(random_measures(draw));
    Answers answers = random_answers(draw);
    const FixedSituation before = situation_of(answers, 3);
    const std::string fact = facts[draw.below(5)];
    answers[fact] = static_cast<Truth>(draw.below(3));
    const FixedSituation after = situation_of(answers, 3);
    const SafetyPlan first = draft_plan(catalogue, {.situation = &before});
    const SafetyPlan second = draft_plan(catalogue, {.situation = &after});
    for (const PlannedMeasure& planned : first.measures) {
      const Measure& measure = *planned.measure;
      bool matters = reads(measure.when, fact) || reads(measure.blocked_when, fact) ||
                     reads(measure.in_phases, fact);
      for (const UrgencyCase& each : measure.urgency_cases) {
        matters = matters || reads(each.when, fact);
      }
      if (matters) continue;
      const PlannedMeasure& there = *second.find(measure.id);
      EXPECT_EQ(planned.state, there.state);
      EXPECT_EQ(planned.reason.kind, there.reason.kind);
      EXPECT_EQ(planned.reason.open, there.reason.open);
      EXPECT_EQ(planned.own_urgency, there.own_urgency);
      EXPECT_EQ(planned.status, there.status);
    }
    for (const Phase& phase : catalogue.phases()) {
      if (reads(phase.when, fact)) continue;
      const auto truth = [&](const SafetyPlan& plan) {
        for (const PlanPhase& each : plan.phases) {
          if (each.phase->id == phase.id) return each.truth;
        }
        return Truth::no;
      };
      EXPECT_EQ(truth(first), truth(second));
    }
  });
}

TEST(SafetyPlanProperty, NothingButItsStatusPutsAGuardInPlace) {
  each_round([](Draw& draw) {
    const auto written = random_measures(draw);
    const Catalogue catalogue = load_random(written);
    const FixedSituation situation = situation_of(random_answers(draw), 1 + draw.below(3));
    const SafetyPlan plan = draft_plan(catalogue, {.situation = &situation,
                                                   .children = {{"c1", &situation}},
                                                   .history = random_history(draw, written.size()),
                                                   .professionals = professionals});
    for (std::size_t i = 0; i < plan.measures.size(); ++i) {
      const PlannedMeasure& planned = plan.measures[i];
      std::size_t missing = 0;
      for (std::size_t k = 0; k < plan.measures.size(); ++k) {
        const PlannedMeasure& guard = plan.measures[k];
        const auto& guards = planned.measure->guarded_by;
        if (std::find(guards.begin(), guards.end(), guard.measure->id) == guards.end()) continue;
        if (!planned.professional.empty() && !guard.professional.empty() &&
            planned.professional != guard.professional) {
          continue;
        }
        EXPECT_LT(k, i);
        const bool is_free = guard.status == MeasureStatus::done ||
                             guard.status == MeasureStatus::already_does ||
                             guard.status == MeasureStatus::waived;  // always with a reason here
        const bool is_kept = std::find(planned.unguarded.begin(), planned.unguarded.end(), k) !=
                             planned.unguarded.end();
        EXPECT_EQ(is_kept, !is_free);
        if (is_kept) ++missing;
        const bool is_in_plan =
            planned.state == MeasureState::included || planned.state == MeasureState::held;
        const bool goes_on = is_in_plan && planned.status != MeasureStatus::done &&
                             planned.status != MeasureStatus::waived &&
                             planned.status != MeasureStatus::declined;
        const bool is_lost = guard.status == MeasureStatus::declined ||
                             guard.state == MeasureState::blocked ||
                             guard.state == MeasureState::not_applicable;
        EXPECT_EQ(std::count_if(plan.alarms.begin(), plan.alarms.end(),
                                [&](const PlanAlarm& alarm) {
                                  return alarm.is_unguarded && alarm.measure == i &&
                                         alarm.behind == k;
                                }),
                  is_kept && goes_on && is_lost ? 1 : 0);
      }
      EXPECT_EQ(planned.unguarded.size(), missing);
    }
    for (const std::size_t line : person_copy(plan)) {
      EXPECT_TRUE(plan.measures[line].unguarded.empty());
    }
  });
}

TEST(SafetyPlanProperty, WhatOneProfessionalDecidesIsNothingToAnother) {
  each_round([](Draw& draw) {
    const auto written = random_measures(draw);
    const Catalogue catalogue = load_random(written);
    const FixedSituation situation = situation_of(random_answers(draw), 3);
    PlanHistory history = random_history(draw, written.size());
    const auto drafted = [&] {
      return draft_plan(catalogue, {.situation = &situation,
                                    .children = {{"c1", &situation}},
                                    .history = history,
                                    .professionals = professionals});
    };
    const SafetyPlan before = drafted();
    for (std::size_t i = 0; i < written.size(); ++i) {
      const auto status = static_cast<MeasureStatus>(draw.below(6));
      for (const char* child : {"", "c1"}) {
        history.set(written[i].id, child, {status, "s2", {"w1"}, "reason"}, "w1");
      }
    }
    const SafetyPlan after = drafted();
    for (const PlannedMeasure& planned : before.measures) {
      if (planned.professional == "w1") continue;
      const PlannedMeasure& there =
          *after.find(planned.measure->id, planned.child, planned.professional);
      EXPECT_EQ(planned.status, there.status);
      EXPECT_EQ(planned.state, there.state);
    }
  });
}

// Invariant 8: whatever was agreed before, what is held, blocked or without its guard is on no
// paper for the person.
TEST(SafetyPlanProperty, NothingHeldBlockedOrUnguardedIsInACopyForThePerson) {
  int left_out = 0;
  int held_back = 0;
  int printed = 0;
  each_round([&](Draw& draw) {
    auto written = random_measures(draw);
    for (Written& each : written) {
      const std::size_t at = each.text.find("reveals: [helpers]");
      if (each.text.find("raises_danger") != std::string::npos) continue;  // which shows itself
      if (draw.one_in(2)) each.text.replace(at, 18, "reveals: none");
    }
    const Catalogue catalogue = load_random(written);
    const FixedSituation situation = situation_of(random_answers(draw), 1 + draw.below(3));
    const FixedSituation other = situation_of(random_answers(draw), 3);
    PlanHistory history;
    for (const Written& each : written) {
      for (const char* child : {"", "c1", "c2"}) {
        const auto status = draw.one_in(3) ? MeasureStatus::already_does : MeasureStatus::agreed;
        history.set(each.id, child, {status, "s1", {"w1"}, "reason"});
      }
    }
    const SafetyPlan plan = draft_plan(catalogue, {.situation = &situation,
                                                   .children = {{"c1", &situation}, {"c2", &other}},
                                                   .history = history,
                                                   .professionals = professionals});
    std::set<std::size_t> lines;
    for (const auto& copy : {agreed_for_person(plan), person_copy(plan), discreet_copy(plan)}) {
      lines.insert(copy.begin(), copy.end());
    }
    for (std::size_t i = 0; i < plan.measures.size(); ++i) {
      const PlannedMeasure& planned = plan.measures[i];
      const bool is_in_plan = planned.state == MeasureState::included &&
                              (planned.list == PlanList::now || planned.list == PlanList::later);
      if (is_in_plan && planned.unguarded.empty()) continue;
      EXPECT_EQ(lines.count(i), 0U) << planned.id();
      ++left_out;
      if (is_in_plan) ++held_back;
    }
    printed += static_cast<int>(lines.size());
  });
  // All of it was there to be printed.
  EXPECT_GT(left_out, 100);
  EXPECT_GT(held_back, 5);
  EXPECT_GT(printed, 100);
}

}  // namespace
}  // namespace vaern::tests
