// SPDX-License-Identifier: Apache-2.0
#pragma once
// A small case, and ways to read it.
#include <optional>
#include <string>

#include "vaern/case_file/load.hpp"
#include "vaern/diagnostics/render.hpp"

namespace vaern::tests {

inline constexpr const char* case_head = R"(vaern: 1
case: k-0417
programme: partner-violence@1
subject: p1
parties:
  - {id: p1, role: subject, sex: woman, born: 1989}
  - {id: o1, role: other_party, sex: man, relation: former_partner, living_together: no}
  - {id: c1, role: child, born: 2016-11, lives_with: [p1], contact_with: [o1]}
  - {id: w3, role: assessor, competences: [risk_assessment]}
)";

inline std::optional<CaseFile> load_text(const std::string& text, DiagnosticList& findings,
                                         const std::string& name = "case.yaml") {
  const auto document = read_document(name, text, findings);
  if (!document) return std::nullopt;
  return load_case(*document, findings);
}

/// The head with `text` behind it; what is found fails the caller by being in the codes.
inline CaseFile load_good(const std::string& text) {
  DiagnosticList findings;
  auto file = load_text(case_head + text, findings);
  if (!file) throw std::runtime_error(render(findings));
  return *file;
}

/// The codes of all findings, in order, with a space between two.
inline std::string codes_of(const DiagnosticList& findings) {
  std::string codes;
  for (const Diagnostic& finding : findings) {
    codes += (codes.empty() ? "" : " ") + std::string(finding.code->id);
  }
  return codes;
}

inline std::string codes_for(const std::string& text) {
  DiagnosticList findings;
  load_text(case_head + text, findings);
  return codes_of(findings);
}

}  // namespace vaern::tests
