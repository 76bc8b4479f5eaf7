// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "diagnostics/codes/programme.hpp"
#include "programme/competence.hpp"
#include "programme/loader.hpp"
#include "programme/zones.hpp"
#include "vaern/programme/assess.hpp"
#include "vaern/safety_plan/priorities.hpp"
#include "vaern/safety_plan/revision.hpp"

namespace vaern {
inline namespace v1 {
namespace {

struct CaseCheck {
  const CaseFile& file;
  const Programme& programme;
  DiagnosticList& findings;

  void facts() {
    std::vector<std::string> ids;
    for (const ProgrammeFact& fact : programme.facts()) ids.push_back(fact.id);
    for (const FactEntry& entry : file.facts) {
      const ProgrammeFact* fact = programme.find_fact(entry.fact.text);
      if (fact == nullptr) {
        suggest(findings.add(codes::case_unknown_fact, entry.fact.span,
                             {{"fact", entry.fact.text}, {"programme", programme.reference()}}),
                entry.fact.text, ids);
        continue;
      }
      const Party* party = file.find_party(entry.about.text);
      if (party == nullptr || fact->about == FactAbout::any_case) continue;
      const bool fits = fact->about == FactAbout::subject ? party->role == Role::subject
                        : fact->about == FactAbout::child ? party->role == Role::child
                                                          : party->role == Role::other_party;
      if (fits) continue;
      const char* about = fact->about == FactAbout::subject ? "subject"
                          : fact->about == FactAbout::child ? "child"
                                                            : "other_party";
      findings.add(codes::case_fact_about, entry.about.span,
                   {{"fact", fact->id}, {"about", about}, {"party", party->id}});
    }
  }

  void events() {
    std::vector<std::string> ids;
    for (const ProgrammeEvent& event : programme.events()) ids.push_back(event.id);
    for (const EventEntry& event : file.events) {
      if (programme.find_event(event.kind.text) != nullptr) continue;
      suggest(findings.add(codes::case_unknown_event, event.kind.span,
                           {{"kind", event.kind.text}, {"programme", programme.reference()}}),
              event.kind.text, ids);
    }
  }

  void competence(const AssessmentEntry& entry, const Instrument& instrument) {
    for (const std::string& needed :
         programme::detail::competences_missing(file, entry, instrument)) {
      findings.add(codes::assessor_competence, entry.id.span,
                   {{"assessment", entry.id.text},
                    {"competence", needed},
                    {"instrument", instrument.reference()}});
    }
  }

  void level(const JudgementEntry& judgement, const std::vector<std::string>& levels,
             const std::string& owner) {
    if (std::find(levels.begin(), levels.end(), judgement.level.text) != levels.end()) return;
    Diagnostic& finding = findings.add(codes::case_unknown_level, judgement.level.span,
                                       {{"level", judgement.level.text}, {"owner", owner}});
    std::string allowed;
    for (const std::string& l : levels) allowed += (allowed.empty() ? "" : ", ") + l;
    finding.help = &notes::allowed_are;
    finding.help_arguments = {{"allowed", allowed}};
    suggest(finding, judgement.level.text, levels);
  }

  void assessments() {
    for (const AssessmentEntry& entry : file.assessments) {
      if (!entry.instrument) {
        if (entry.judgement) level(*entry.judgement, programme.levels(), programme.reference());
        continue;
      }
      const Reference& reference = *entry.instrument;
      const InstrumentPtr instrument = programme.find_instrument(reference.id, reference.version);
      if (instrument == nullptr) {
        findings.add(codes::case_unknown_instrument, reference.span,
                     {{"instrument", reference.to_string()}});
        continue;
      }
      competence(entry, *instrument);
      std::vector<std::string> levels;
      for (const Level& l : instrument->levels().list) levels.push_back(l.id);
      if (entry.judgement) level(*entry.judgement, levels, instrument->reference());
      const Result<Responses> responses = make_responses(*instrument, entry.responses);
      if (!responses) {
        findings.append(responses.error());
        continue;
      }
      // Answers that exclude each other have no place of their own but the assessment's.
      ScoreOptions options;
      options.assessed = entry.assessed.date.first;
      options.with_witnesses = false;
      options.with_sides = false;
      const Result<Score> scored = score(instrument, *responses, options);
      if (scored) continue;
      for (const Diagnostic& fault : scored.error()) {
        findings.add(codes::case_answers_faulty, entry.responses_span,
                     {{"assessment", entry.id.text}, {"fault", fault.message()}});
      }
    }
  }

  /// A plan that was drafted with another version may name what this one has not.
  bool is_of_this(const PlanEntry& plan) const {
    return !plan.catalogue || *plan.catalogue == programme.catalogue().reference();
  }

  void section(const Placed& name, const PlanEntry* plan) {
    const std::vector<Section>& sections = programme.catalogue().sections();
    std::vector<std::string> ids;
    for (const Section& each : sections) ids.push_back(each.id);
    if (std::find(ids.begin(), ids.end(), name.text) != ids.end()) return;
    if (plan != nullptr && !is_of_this(*plan)) return;
    suggest(findings.add(codes::case_unknown_section, name.span,
                         {{"section", name.text},
                          {"catalogue", programme.catalogue().reference().to_string()}}),
            name.text, ids);
  }

  void sections() {
    for (const PlanEntry& plan : file.plans) {
      if (!plan.priorities) continue;
      for (const Placed& name : plan.priorities->ticks) section(name, &plan);
      for (const Placed& name : plan.priorities->ranking) section(name, &plan);
      for (const PriorityPair& pair : plan.priorities->pairs) {
        section(pair.more, &plan);
        section(pair.than, &plan);
      }
    }
    for (const DisclosureEntry& disclosure : file.disclosures) {
      for (const Placed& name : disclosure.sections) {
        section(name, file.find_plan(disclosure.plan.text));
      }
    }
  }

  void plans() {
    std::vector<std::string> ids;
    const Catalogue& catalogue = programme.catalogue();
    for (const Measure& measure : catalogue.measures()) ids.push_back(measure.id);
    for (const PlanEntry& plan : file.plans) {
      for (const MeasureEntry& entry : plan.measures) {
        const Measure* measure = catalogue.find(entry.measure.text);
        if (measure == nullptr && !is_of_this(plan)) {
          findings.add(codes::case_measure_gone, entry.measure.span,
                       {{"measure", entry.measure.text},
                        {"drafted", plan.catalogue->to_string()},
                        {"catalogue", catalogue.reference().to_string()}});
        } else if (measure == nullptr) {
          suggest(findings.add(codes::case_unknown_measure, entry.measure.span,
                               {{"measure", entry.measure.text},
                                {"catalogue", catalogue.reference().to_string()}}),
                  entry.measure.text, ids);
        } else if (measure->about_child && entry.child.empty()) {
          findings.add(codes::case_measure_child, entry.measure.span, {{"measure", measure->id}});
        } else if (!measure->about_child && !entry.child.empty()) {
          findings.add(codes::case_measure_no_child, entry.child.span, {{"measure", measure->id}});
        }
      }
    }
  }
};

}  // namespace

void check_case(const CaseFile& file, const Programme& programme, DiagnosticList& findings) {
  CaseCheck check{file, programme, findings};
  if (!(file.programme == programme.head().reference())) {
    findings.add(codes::case_other_programme, file.programme.span,
                 {{"given", file.programme.to_string()}, {"programme", programme.reference()}});
  }
  check.facts();
  check.events();
  if (!programme.levels().empty()) check.assessments();
  check_revisions(file, findings);
  if (programme.zones() != nullptr) {
    programme::detail::check_zone_case(file, programme, findings);
  } else {
    check.plans();
    check_priorities(file, findings);
    check.sections();
    programme::detail::check_no_traits(file, programme, findings);
  }
}

}  // namespace v1
}  // namespace vaern
