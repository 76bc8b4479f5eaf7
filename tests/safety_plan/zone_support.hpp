// SPDX-License-Identifier: Apache-2.0
#pragma once
// A small catalogue of zones, read from where the golden files have it, and changes of its text.
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

#include "safety_plan/support.hpp"
#include "vaern/safety_plan/zone_plan.hpp"

namespace vaern::tests {

inline std::string example_zones() {
  std::ifstream file(VAERN_TEST_DATA "/golden/models/zones.yaml");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The text with the only place of `from` changed.
inline std::string changed(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  if (at == std::string::npos || text.find(from, at + 1) != std::string::npos) {
    throw std::runtime_error("not exactly once: " + from);
  }
  return text.replace(at, from.size(), to);
}

inline std::optional<ZoneCatalogue> load_zones(const std::string& text, DiagnosticList& findings) {
  const auto document = read_document("zones.yaml", text, findings);
  return document ? load_zone_catalogue(*document, findings) : std::nullopt;
}

inline ZoneCatalogue good_zones(const std::string& text) {
  DiagnosticList findings;
  auto zones = load_zones(text, findings);
  if (!zones || !bind_zone_catalogue(*zones, example_names(), findings) || !findings.empty()) {
    throw std::runtime_error(render(findings));
  }
  return *std::move(zones);
}

/// The codes of all findings of loading and binding, a space between two.
inline std::string zone_codes(const std::string& text) {
  DiagnosticList findings;
  auto zones = load_zones(text, findings);
  if (zones) bind_zone_catalogue(*zones, example_names(), findings);
  std::string codes;
  for (const Diagnostic& finding : findings) {
    codes += (codes.empty() ? "" : " ") + std::string(finding.code->id);
  }
  return codes;
}

}  // namespace vaern::tests
