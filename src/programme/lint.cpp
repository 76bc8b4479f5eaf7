// SPDX-License-Identifier: Apache-2.0
#include "vaern/programme/lint.hpp"

#include <algorithm>
#include <set>

#include "diagnostics/codes/lint.hpp"
#include "diagnostics/codes/programme.hpp"
#include "programme/lint_catalogue.hpp"
#include "programme/situations.hpp"

namespace vaern {

namespace programme::detail {
namespace {

struct ProgrammeLinter {
  const Programme& programme;
  DiagnosticList& findings;

  void add_of_finished(const CodeInfo& code, const SourceSpan& span, Arguments arguments,
                       ModelStatus status) {
    findings.add(code, span, std::move(arguments)).is_hint = status == ModelStatus::draft;
  }

  void run() {
    check_facts();
    check_events();
    check_use_for();
    check_maps();
    lint_catalogue(programme.catalogue(), findings);
    if (programme.zones() != nullptr) lint_zones(*programme.zones(), findings);
    check_sources(programme.catalogue().measures());
    if (programme.zones() != nullptr) check_sources(programme.zones()->measures());
    check_questions();
  }

  /// What is asked of a person and used for nothing should not be asked.
  void check_facts() {
    std::set<std::string, std::less<>> read;
    const auto note = [&](const ConditionPtr& condition) {
      if (condition == nullptr) return;
      for (std::string& name : names_read(*condition)) read.insert(std::move(name));
    };
    for (const Measure& measure : programme.catalogue().measures()) {
      note(measure.when);
      note(measure.blocked_when);
      for (const UrgencyCase& each : measure.urgency_cases) note(each.when);
    }
    if (programme.zones() != nullptr) {
      for (const ZoneMeasure& measure : programme.zones()->measures()) {
        note(measure.when);
        note(measure.blocked_when);
      }
    }
    note(programme.catalogue().childless_when());
    for (const Phase& phase : programme.catalogue().phases()) note(phase.when);
    for (const UseFor& line : programme.use_for()) note(line.when);
    for (const ProgrammeFact& fact : programme.facts()) {
      if (read.count(fact.id) == 0)
        findings.add(codes::fact_unused, fact.span, {{"fact", fact.id}});
    }
  }

  template <class Measures>
  void check_sources(const Measures& measures) {
    constexpr std::size_t most_listed = 12;
    std::string ids;
    std::size_t count = 0;
    SourceSpan first;
    for (const auto& measure : measures) {
      if (!measure.provenance.source.empty()) continue;
      if (count++ == 0) first = measure.span;
      if (count <= most_listed) ids += (count == 1 ? "" : ", ") + measure.id;
    }
    if (count == 0) return;
    if (count > most_listed) ids += ", … (" + std::to_string(count) + ")";
    findings.add(codes::measures_without_source, first, {{"measures", ids}});
  }

  /// A measure's own question is asked only where one name is all that its condition reads.
  void check_questions() {
    std::set<std::string, std::less<>> said;
    const auto check = [&](const std::string& id, const ConditionPtr& condition, bool asks) {
      if (condition == nullptr) return;
      const auto names = names_read(*condition);
      if (asks && names.size() == 1) return;
      for (const std::string& name : names) {
        const ProgrammeFact* fact = programme.find_fact(name);
        if (fact == nullptr || !fact->question.empty() || !said.insert(name).second) continue;
        findings.add(codes::fact_without_question, fact->span, {{"measure", id}, {"fact", name}});
      }
    };
    const auto check_all = [&](const auto& measures) {
      for (const auto& measure : measures) {
        check(measure.id, measure.when, !measure.question.empty());
        check(measure.id, measure.blocked_when, !measure.question.empty());
      }
    };
    check("childless_when", programme.catalogue().childless_when(), false);
    check_all(programme.catalogue().measures());
    if (programme.zones() != nullptr) check_all(programme.zones()->measures());
  }

  void check_events() {
    std::set<std::string, std::less<>> named;
    const auto note = [&](const Policy& policy) {
      for (const Clock::OnEvent& event : policy.events_named()) named.insert(event.event);
    };
    note(programme.policy());
    for (const ProgrammeDuties& duties : programme.duties()) note(*duties.policy);
    for (const Measure& measure : programme.catalogue().measures()) {
      for (const Placed& after : measure.again_after) named.insert(after.text);
    }
    for (const ProgrammeFact& fact : programme.facts()) {
      for (const Placed& event : fact.from_events) named.insert(event.text);
    }
    for (const ProgrammeEvent& event : programme.events()) {
      if (named.count(event.id) == 0) {
        findings.add(codes::event_unused, event.span, {{"event", event.id}});
      }
    }
  }

  void check_use_for() {
    std::vector<ConditionPtr> conditions;
    for (const UseFor& line : programme.use_for()) {
      if (line.when != nullptr) conditions.push_back(line.when);
    }
    EverySituation situations(
        conditions, [this](std::string_view name) { return programme.names().find(name); });
    if (!situations.can_try()) return;
    std::vector<bool> reached(programme.use_for().size());
    situations.each([&] {
      for (std::size_t i = 0; i < reached.size(); ++i) {
        const ConditionPtr& when = programme.use_for()[i].when;
        const Truth truth = when == nullptr ? Truth::yes : evaluate(*when, situations);
        if (truth == Truth::yes) reached[i] = true;
        if (truth != Truth::no) break;
      }
      return std::find(reached.begin(), reached.end(), false) != reached.end();
    });
    for (std::size_t i = 0; i < reached.size(); ++i) {
      const UseFor& line = programme.use_for()[i];
      if (reached[i]) continue;
      findings.add(codes::use_for_never, line.span,
                   {{"what", line.instrument ? line.instrument->to_string() : "judgement"}});
    }
  }

  void check_maps() {
    for (const LevelMap& map : programme.maps()) {
      if (map.to.size() > 1 && map.to.front() == map.to.back()) {
        findings.add(
            codes::map_collapses, map.span,
            {{"instrument", map.instrument}, {"level", programme.levels()[map.to.front()]}});
      }
      if (map.provenance.source.empty()) {
        add_of_finished(codes::map_without_source, map.span, {{"instrument", map.instrument}},
                        programme.head().status);
      }
    }
  }
};

}  // namespace
}  // namespace programme::detail

inline namespace v1 {

void lint(const Programme& programme, DiagnosticList& findings) {
  vaern::programme::detail::ProgrammeLinter{programme, findings}.run();
}

void lint(const Policy& policy, DiagnosticList& findings) {
  for (const Clock& clock : policy.clocks()) {
    std::vector<const PolicyInterval*> intervals;
    switch (clock.kind) {
      case Clock::Kind::from_event:
        intervals.push_back(&clock.within);
        break;
      case Clock::Kind::after_plan:
        intervals.push_back(&clock.after_plan);
        break;
      case Clock::Kind::after_level:
        for (const PolicyInterval& interval : clock.after_level) intervals.push_back(&interval);
        intervals.push_back(&clock.no_level);
        for (const Clock::OnEvent& event : clock.on_event) intervals.push_back(&event.interval);
        break;
      case Clock::Kind::after_closing:
        for (const PolicyInterval& interval : clock.after_closing) intervals.push_back(&interval);
        break;
      case Clock::Kind::before_end:
        for (const PolicyInterval& interval : clock.remind) intervals.push_back(&interval);
        break;
      case Clock::Kind::every_shift:
        intervals.push_back(&clock.every);
        break;
    }
    const auto has_none = [](const PolicyInterval* i) { return i->source.empty(); };
    if (std::none_of(intervals.begin(), intervals.end(), has_none)) continue;
    const PolicyInterval& first = **std::find_if(intervals.begin(), intervals.end(), has_none);
    if (first.statutory) {
      findings.add(codes::statutory_without_source, clock.span, {{"clock", clock.id}});
    } else if (!first.proposed) {
      findings.add(codes::clock_without_source, clock.span, {{"clock", clock.id}}).is_hint =
          policy.head().status == ModelStatus::draft;
    }
  }
}

}  // namespace v1
}  // namespace vaern
