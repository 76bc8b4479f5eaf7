// SPDX-License-Identifier: Apache-2.0
// What can only be checked when all measures are read: the names they give, and rings.
#include <algorithm>
#include <string>

#include "diagnostics/codes/safety_plan.hpp"
#include "safety_plan/cycles.hpp"
#include "safety_plan/read_measure.hpp"
#include "vaern/document/scalars.hpp"

namespace vaern::safety_plan::detail {
namespace {

class NameCheck {
 public:
  NameCheck(const CodeInfo& code, const char* argument, DiagnosticList& findings)
      : code_(code), argument_(argument), findings_(findings) {}

  std::vector<std::string> ids;

  void check(const Placed& name) const {
    if (name.empty() || std::find(ids.begin(), ids.end(), name.text) != ids.end()) return;
    auto& finding = findings_.add(code_, name.span, {{argument_, name.text}});
    const std::string candidate = did_you_mean(name.text, ids);
    if (candidate.empty()) return;
    finding.help = &notes::did_you_mean;
    finding.help_arguments = {{"candidate", candidate}};
  }

 private:
  const CodeInfo& code_;
  const char* argument_;
  DiagnosticList& findings_;
};

struct Dependencies {
  std::vector<Edge> edges;
  std::vector<SourceSpan> spans;  // by label
};

std::size_t place_of(const std::vector<MeasureDraft>& drafts, const std::string& id) {
  return static_cast<std::size_t>(
      std::find_if(drafts.begin(), drafts.end(),
                   [&](const MeasureDraft& d) { return d.measure.id == id; }) -
      drafts.begin());
}

Dependencies dependencies_of(const std::vector<MeasureDraft>& drafts) {
  Dependencies found;
  const auto add = [&](std::size_t from, const Placed& name) {
    const std::size_t to = place_of(drafts, name.text);
    if (to == drafts.size()) return;
    found.edges.push_back({from, to, found.spans.size()});
    found.spans.push_back(name.span);
  };
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    for (const Placed& name : drafts[i].after) add(i, name);
    for (const Placed& name : drafts[i].guarded_by) add(i, name);
  }
  return found;
}

void note_edges(Diagnostic& finding, const std::vector<Edge>& edges,
                const std::vector<MeasureDraft>& drafts, const std::vector<SourceSpan>& spans) {
  for (const Edge& edge : edges) {
    finding.notes.push_back(
        {&notes::waits_for_there,
         spans[edge.label],
         {{"measure", drafts[edge.from].measure.id}, {"before", drafts[edge.to].measure.id}}});
  }
}

}  // namespace

void check_names(const std::vector<MeasureDraft>& drafts, const std::vector<Section>& sections,
                 const std::vector<Phase>& phases, DiagnosticList& findings) {
  NameCheck measure(codes::unknown_measure, "measure", findings);
  NameCheck section(codes::unknown_section, "section", findings);
  NameCheck phase(codes::unknown_phase, "phase", findings);
  for (const MeasureDraft& draft : drafts) measure.ids.push_back(draft.measure.id);
  for (const Section& each : sections) section.ids.push_back(each.id);
  for (const Phase& each : phases) phase.ids.push_back(each.id);
  for (const MeasureDraft& draft : drafts) {
    // Without any section that is the one fault, and said by itself.
    if (!sections.empty()) section.check(draft.section);
    for (const Placed& name : draft.phases) phase.check(name);
    for (const Placed& name : draft.after) measure.check(name);
    for (const Placed& name : draft.guarded_by) measure.check(name);
    for (const Placed& name : draft.instead) {
      measure.check(name);
      if (name.text == draft.measure.id) {
        findings.add(codes::instead_of_itself, name.span, {{"measure", draft.measure.id}});
      }
    }
  }
}

void check_cycles(const std::vector<MeasureDraft>& drafts, DiagnosticList& findings) {
  const auto [edges, spans] = dependencies_of(drafts);
  for (const auto& ring : find_rings(drafts.size(), edges)) {
    std::string words;
    for (const Edge& edge : ring) words += drafts[edge.from].measure.id + " -> ";
    words += drafts[ring.front().from].measure.id;
    auto& finding =
        findings.add(codes::dependency_cycle, spans[ring.front().label], {{"ring", words}});
    note_edges(finding, ring, drafts, spans);
  }
}

void check_alternatives(const std::vector<MeasureDraft>& drafts, DiagnosticList& findings) {
  const auto [edges, spans] = dependencies_of(drafts);
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    for (const Placed& name : drafts[i].instead) {
      const std::size_t other = place_of(drafts, name.text);
      if (other == drafts.size() || other == i) continue;
      const std::vector<Edge> way = find_way(other, i, drafts.size(), edges);
      if (way.empty()) continue;
      std::string words = name.text;
      for (const Edge& edge : way) words += " -> " + drafts[edge.to].measure.id;
      auto& finding =
          findings.add(codes::alternative_waits, name.span,
                       {{"other", name.text}, {"measure", drafts[i].measure.id}, {"way", words}});
      note_edges(finding, way, drafts, spans);
    }
  }
}

}  // namespace vaern::safety_plan::detail
