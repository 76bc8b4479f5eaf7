// SPDX-License-Identifier: Apache-2.0
#include "programme/lint_catalogue.hpp"

#include <algorithm>
#include <functional>

#include "diagnostics/codes/lint.hpp"
#include "programme/situations.hpp"

namespace vaern::programme::detail {
namespace {

Truth truth_of(const ConditionPtr& condition, const Situation& situation, Truth absent) {
  return condition == nullptr ? absent : evaluate(*condition, situation);
}

Truth is_wanted(const Measure& measure, const Situation& situation) {
  return kleene_and(truth_of(measure.when, situation, Truth::yes),
                    truth_of(measure.in_phases, situation, Truth::yes));
}

Truth is_blocked(const Measure& measure, const Situation& situation) {
  return truth_of(measure.blocked_when, situation, Truth::no);
}

/// The urgency it has at most.
Urgency fastest(const Measure& measure) {
  return measure.urgency_cases.empty() ? measure.urgency : measure.urgency_cases.front().urgency;
}

/// Whether a situation makes `claim` true, of all that the conditions can tell apart; true where
/// they are too many to try.
template <class AnyCatalogue>
bool situation_with(const std::vector<ConditionPtr>& conditions, const AnyCatalogue& catalogue,
                    const std::function<bool(const Situation&)>& claim) {
  EverySituation situations(
      conditions, [&](std::string_view name) { return catalogue.find_declaration(name); });
  if (!situations.can_try()) return true;
  return !situations.each([&] { return !claim(situations); });
}

struct CatalogueLinter {
  const Catalogue& catalogue;
  DiagnosticList& findings;

  void run() {
    check_sections();
    check_phases();
    const std::vector<Measure>& measures = catalogue.measures();
    for (std::size_t i = 0; i < measures.size(); ++i) {
      check_measure(measures[i]);
      const MeasureLinks& links = catalogue.links()[i];
      for (const std::size_t other : links.instead) check_alternative(measures[i], measures[other]);
      for (const std::size_t other : links.guarded_by) check_guard(measures[i], measures[other]);
      for (const std::size_t other : links.after) check_urgency(measures[i], measures[other]);
      for (const std::size_t other : links.guarded_by) check_urgency(measures[i], measures[other]);
    }
    check_texts();
  }

  void check_sections() {
    for (const Section& section : catalogue.sections()) {
      const auto is_in = [&](const Measure& m) { return m.section == section.id; };
      const auto& measures = catalogue.measures();
      if (std::none_of(measures.begin(), measures.end(), is_in)) {
        findings.add(codes::section_empty, section.span, {{"section", section.id}});
      }
    }
  }

  void check_phases() {
    for (const Phase& phase : catalogue.phases()) {
      const auto is_in = [&](const Measure& m) {
        return std::find(m.phases.begin(), m.phases.end(), phase.id) != m.phases.end();
      };
      const auto& measures = catalogue.measures();
      if (std::none_of(measures.begin(), measures.end(), is_in)) {
        findings.add(codes::phase_empty, phase.span, {{"phase", phase.id}});
      }
    }
  }

  bool can_be(const std::vector<const Measure*>& measures,
              const std::function<bool(const Situation&)>& claim) const {
    std::vector<ConditionPtr> conditions;
    for (const Measure* measure : measures) {
      for (const ConditionPtr& each : {measure->when, measure->in_phases, measure->blocked_when}) {
        if (each != nullptr) conditions.push_back(each);
      }
    }
    return situation_with(conditions, catalogue, claim);
  }

  void check_measure(const Measure& measure) {
    const auto wanted = [&](const Situation& s) { return is_wanted(measure, s) == Truth::yes; };
    const auto free = [&](const Situation& s) {
      return wanted(s) && is_blocked(measure, s) != Truth::yes;
    };
    if (!can_be({&measure}, wanted)) {
      const SourceSpan& span = measure.when != nullptr        ? measure.when->span
                               : measure.in_phases != nullptr ? measure.in_phases->span
                                                              : measure.span;
      findings.add(codes::measure_never, span, {{"measure", measure.id}});
    } else if (!can_be({&measure}, free)) {
      findings.add(codes::measure_always_blocked, measure.blocked_when->span,
                   {{"measure", measure.id}});
    }
  }

  void check_alternative(const Measure& measure, const Measure& other) {
    const auto is_there = [&](const Situation& s) {
      return is_wanted(measure, s) == Truth::yes && is_blocked(measure, s) == Truth::yes &&
             is_wanted(other, s) == Truth::yes && is_blocked(other, s) == Truth::no;
    };
    if (can_be({&measure, &other}, is_there)) return;
    findings
        .add(codes::alternative_never, measure.span, {{"measure", measure.id}, {"other", other.id}})
        .notes.push_back({&notes::declared_here, other.span, {}});
  }

  /// A guard that does not apply, or is blocked, where what it guards goes on.
  void check_guard(const Measure& measure, const Measure& guard) {
    const auto is_stuck = [&](const Situation& s) {
      return is_wanted(measure, s) == Truth::yes && is_blocked(measure, s) == Truth::no &&
             (is_wanted(guard, s) == Truth::no || is_blocked(guard, s) == Truth::yes);
    };
    const bool is_free =
        guard.when == nullptr && guard.in_phases == nullptr && guard.blocked_when == nullptr;
    if (is_free || !can_be({&measure, &guard}, is_stuck)) return;
    findings
        .add(codes::guard_out_of_reach, measure.span,
             {{"measure", measure.id}, {"guard", guard.id}})
        .notes.push_back({&notes::declared_here, guard.span, {}});
  }

  void check_urgency(const Measure& measure, const Measure& before) {
    if (!is_urgent(fastest(measure)) || fastest(before) < Urgency::within_30_days) return;
    findings
        .add(codes::urgent_behind_slow, measure.span,
             {{"measure", measure.id},
              {"urgency", std::string(to_string(fastest(measure)))},
              {"before", before.id},
              {"slow", std::string(to_string(fastest(before)))}})
        .notes.push_back({&notes::declared_here, before.span, {}});
  }

  void check_texts() {
    const std::vector<Measure>& measures = catalogue.measures();
    for (std::size_t i = 0; i < measures.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (!(measures[i].text == measures[j].text) ||
            measures[i].about_child != measures[j].about_child) {
          continue;
        }
        findings
            .add(codes::measures_alike, measures[i].span,
                 {{"measure", measures[i].id}, {"other", measures[j].id}})
            .notes.push_back({&notes::first_here, measures[j].span, {}});
        break;
      }
    }
  }
};

}  // namespace

void lint_catalogue(const Catalogue& catalogue, DiagnosticList& findings) {
  CatalogueLinter{catalogue, findings}.run();
}

void lint_zones(const ZoneCatalogue& catalogue, DiagnosticList& findings) {
  for (const ZoneMeasure& measure : catalogue.measures()) {
    const std::vector<ConditionPtr> conditions{measure.when, measure.blocked_when};
    const auto is_wanted = [&](const Situation& s) {
      return truth_of(measure.when, s, Truth::yes) == Truth::yes;
    };
    const auto is_free = [&](const Situation& s) {
      return is_wanted(s) && truth_of(measure.blocked_when, s, Truth::no) != Truth::yes;
    };
    if (!situation_with(conditions, catalogue, is_wanted)) {
      findings.add(codes::measure_never, measure.when->span, {{"measure", measure.id}});
    } else if (!situation_with(conditions, catalogue, is_free)) {
      findings.add(codes::measure_always_blocked, measure.blocked_when->span,
                   {{"measure", measure.id}});
    }
  }
}

}  // namespace vaern::programme::detail
