// SPDX-License-Identifier: Apache-2.0
#pragma once
// Small catalogues, and situations made by hand.
#include <stdexcept>
#include <string>

#include "vaern/case_file/situation.hpp"
#include "vaern/diagnostics/render.hpp"
#include "vaern/safety_plan/plan.hpp"

namespace vaern::tests {

/// Facts a to f of the case, k of a child, and two levels.
inline const CaseNames& example_names() {
  static const CaseNames names = [] {
    std::vector<FactDeclaration> facts;
    for (const char* id : {"a", "b", "c", "d", "e", "f", "device_monitored"}) {
      facts.push_back({id, FactAbout::subject, {}});
    }
    facts.push_back({"k", FactAbout::child, {}});
    return CaseNames(std::move(facts), {"low", "high"});
  }();
  return names;
}

inline constexpr const char* catalogue_head = R"(vaern: 1
catalogue: example-measures
version: "1"
status: draft
title: {en: Example measures, da: Eksempler}
levels: [low, high]
sections: {digital: {en: Phones, da: Telefon}, home: {en: Home, da: Hjem}}
measures:
)";

/// One measure with the keys that are always needed; `extra` is more of the map.
inline std::string measure(const std::string& id, const std::string& urgency,
                           const std::string& extra = {}) {
  return "  " + id + ": {text: {en: Text of " + id + ", da: Tekst til " + id +
         "}, section: digital, who: person, urgency: " + urgency +
         ", reveals: [helpers], question: {en: Ask " + id + ", da: Spoerg " + id + "}" +
         (extra.empty() ? "" : ", " + extra) + "}\n";
}

inline std::optional<Catalogue> load_text(const std::string& text, DiagnosticList& findings,
                                          const std::string& name = "measures.yaml") {
  const auto document = read_document(name, text, findings);
  if (!document) return std::nullopt;
  return load_catalogue(*document, findings);
}

inline Catalogue load_good(const std::string& measures) {
  DiagnosticList findings;
  auto catalogue = load_text(catalogue_head + measures, findings);
  if (!catalogue || !bind_catalogue(*catalogue, example_names(), findings)) {
    throw std::runtime_error(render(findings));
  }
  return *std::move(catalogue);
}

/// The codes of all findings of loading and binding, a space between two.
inline std::string codes_for(const std::string& measures) {
  DiagnosticList findings;
  auto catalogue = load_text(catalogue_head + measures, findings);
  if (catalogue) bind_catalogue(*catalogue, example_names(), findings);
  std::string codes;
  for (const Diagnostic& finding : findings) {
    codes += (codes.empty() ? "" : " ") + std::string(finding.code->id);
  }
  return codes;
}

/// "served behind advice, ...": every alarm, and which of them is about a guard.
inline std::string alarms_of(const SafetyPlan& plan) {
  std::string text;
  for (const PlanAlarm& alarm : plan.alarms) {
    text += (text.empty() ? "" : ", ") + plan.measures[alarm.measure].id() +
            (alarm.is_unguarded ? " without " : " behind ") + plan.measures[alarm.behind].id();
  }
  return text;
}

inline std::string ids(const SafetyPlan& plan, const std::vector<std::size_t>& places) {
  std::string text;
  for (const std::size_t place : places) {
    text += (text.empty() ? "" : " ") + plan.measures[place].id();
  }
  return text;
}

inline std::string order_of(const SafetyPlan& plan) {
  std::string text;
  for (const PlannedMeasure& planned : plan.measures) {
    text += (text.empty() ? "" : " ") + planned.id();
  }
  return text;
}

}  // namespace vaern::tests
