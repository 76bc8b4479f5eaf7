// SPDX-License-Identifier: Apache-2.0
#include "programme/check_plans.hpp"

#include <algorithm>

#include "diagnostics/codes/programme.hpp"
#include "programme/loader.hpp"

namespace vaern::programme::detail {
namespace {

struct PlanCheck {
  const CaseFile& file;
  const Catalogue& catalogue;
  DiagnosticList& findings;

  void check(const PlanEntry& plan) {
    if (plan.catalogue && plan.catalogue->id != catalogue.reference().id) {
      suggest(findings.add(codes::plan_of_other_catalogue, plan.catalogue->span,
                           {{"drafted", plan.catalogue->to_string()},
                            {"catalogue", catalogue.reference().to_string()}}),
              plan.catalogue->id, {catalogue.reference().id});
    }
    if (file.find_correction(plan.id.text) != nullptr) return;
    for (const MeasureEntry& entry : plan.measures) {
      const Measure* measure = catalogue.find(entry.measure.text);
      if (measure == nullptr) continue;
      if (measure->is_each_professional()) check_by(entry, plan);
      check_waiver(entry, plan);
    }
  }

 private:
  bool is_professional(const Placed& id) const {
    const Party* party = file.find_party(id.text);
    return party == nullptr || vaern::is_professional(party->role);
  }

  void check_by(const MeasureEntry& entry, const PlanEntry& plan) {
    const auto say = [&](const Placed& party, const SourceSpan& span) {
      findings.add(codes::by_no_professional, span,
                   {{"measure", entry.measure.text}, {"party", party.text}});
    };
    for (const Placed& by : entry.by) {
      if (!is_professional(by)) say(by, by.span);
    }
    const auto is_one = [this](const Placed& by) { return is_professional(by); };
    if (entry.by.empty() && !plan.by.empty() &&
        std::none_of(plan.by.begin(), plan.by.end(), is_one)) {
      say(plan.by.front(), entry.measure.span);
    }
  }

  // A plan made afterwards may give the reason, and counts then.
  bool is_said_anew(const MeasureEntry& entry, const PlanEntry& plan) const {
    return std::any_of(file.plans.begin(), file.plans.end(), [&](const PlanEntry& other) {
      return Moment::surely_before(plan.made, other.made) &&
             std::any_of(other.measures.begin(), other.measures.end(),
                         [&](const MeasureEntry& each) {
                           return each.measure.text == entry.measure.text &&
                                  each.child.text == entry.child.text;
                         });
    });
  }

  void check_waiver(const MeasureEntry& entry, const PlanEntry& plan) {
    if (entry.status != MeasureStatus::waived || !entry.reason.empty()) return;
    for (const Measure& measure : catalogue.measures()) {
      const auto& guards = measure.guarded_by;
      if (std::find(guards.begin(), guards.end(), entry.measure.text) == guards.end()) continue;
      if (is_said_anew(entry, plan)) return;
      findings.add(codes::waived_without_reason, entry.span,
                   {{"measure", entry.measure.text}, {"guarded", measure.id}});
      return;
    }
  }
};

}  // namespace

void check_plan_entries(const CaseFile& file, const Programme& programme,
                        DiagnosticList& findings) {
  PlanCheck check{file, programme.catalogue(), findings};
  for (const PlanEntry& plan : file.plans) check.check(plan);
}

}  // namespace vaern::programme::detail
