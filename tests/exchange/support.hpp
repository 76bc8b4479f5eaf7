// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reports of the example cases, whole or changed, made with the shipped models.

#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/case_file/load.hpp"
#include "vaern/diagnostics/render.hpp"
#include "vaern/exchange/report.hpp"
#include "vaern/programme/library.hpp"

namespace vaern::exchange_tests {

inline constexpr std::string_view a_saturday = "2026-11-21T09:00+01:00";
inline constexpr std::array<std::string_view, 6> example_cases{"complete",
                                                               "empty-form",
                                                               "half-answered",
                                                               "judged-against-low-score",
                                                               "overdue-after-late-event",
                                                               "two-other-parties"};

inline const Library& shipped() {
  static const Library library = [] {
    DiagnosticList findings;
    Library made = Library::load({VAERN_SOURCE_DIR "/instruments"}, findings);
    EXPECT_FALSE(findings.has_errors()) << render(findings);
    return made;
  }();
  return library;
}

inline std::string text_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  EXPECT_FALSE(text.str().empty()) << path;
  return text.str();
}

inline std::string text_of_case(std::string_view name) {
  return text_of_file(VAERN_SOURCE_DIR "/examples/cases/" + std::string(name) + ".yaml");
}

/// Replaces a text that must be there.
inline std::string changed(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << "'" << from << "' is not there";
  if (at != std::string::npos) text.replace(at, from.size(), to);
  return text;
}

/// Holds the case that the report points into.
struct Made {
  CaseFile file;
  ProgrammePtr programme;
  CaseReport report;
};

inline std::unique_ptr<Made> make(const std::string& yaml, std::string_view as_of = a_saturday) {
  DiagnosticList findings;
  const auto document = read_document("case.yaml", yaml, findings);
  auto loaded = document ? load_case(*document, findings) : std::nullopt;
  if (!loaded) throw std::runtime_error(render(findings));
  auto made = std::make_unique<Made>();
  made->file = *std::move(loaded);
  made->programme = shipped().find_programme(made->file.programme.id, made->file.programme.version);
  check_case(made->file, *made->programme, findings);
  EXPECT_FALSE(findings.has_errors()) << render(findings);
  AsOf when;
  if (!as_of.empty()) when.as_of = Instant::parse(as_of);
  Result<CaseReport> result = report(made->file, *made->programme, when);
  if (!result) throw std::runtime_error(render(result.error()));
  made->report = *std::move(result);
  return made;
}

/// Line feeds and what hangs after them made into one space: a sentence is found however it breaks.
inline std::string flowing(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool is_space = c == ' ' || c == '\n';
    if (is_space && !result.empty() && result.back() == ' ') continue;
    result += is_space ? ' ' : c;
  }
  return result;
}

}  // namespace vaern::exchange_tests
