// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "vaern/case_file/load.hpp"
#include "vaern/diagnostics/render.hpp"
#include "vaern/programme/assess.hpp"
#include "vaern/programme/library.hpp"

namespace vaern {
namespace {

const Library& shipped() {
  static const Library library = [] {
    DiagnosticList findings;
    Library made = Library::load({VAERN_SOURCE_DIR "/instruments"}, findings);
    EXPECT_FALSE(findings.has_errors()) << render(findings);
    return made;
  }();
  return library;
}

TEST(Programme, ShippedModelsLoadTogether) {
  EXPECT_GE(shipped().instruments().size(), 6U);
  ASSERT_EQ(shipped().programmes().size(), 3U);
  EXPECT_EQ(shipped().programmes()[0]->reference(), "partner-violence@1");
  EXPECT_EQ(shipped().programmes()[1]->reference(), "placed-children@1");
  EXPECT_EQ(shipped().programmes()[2]->reference(), "residential-adults@1");
}

std::vector<std::string> example_cases() {
  std::vector<std::string> files;
  for (const char* folder : {"/examples/cases", "/examples/situations"}) {
    for (const auto& file :
         std::filesystem::directory_iterator(std::string(VAERN_SOURCE_DIR) + folder)) {
      const std::string extension = file.path().extension().string();
      if (extension == ".yaml" || extension == ".json") files.push_back(file.path().string());
    }
  }
  return files;
}

TEST(Programme, EveryExampleCaseIsAssessed) {
  const std::vector<std::string> files = example_cases();
  EXPECT_GE(files.size(), 16U);
  for (const std::string& file : files) {
    SCOPED_TRACE(file);
    DiagnosticList findings;
    const auto document = read_document_file(file, findings);
    ASSERT_TRUE(document) << render(findings);
    const auto loaded = load_case(*document, findings);
    ASSERT_TRUE(loaded) << render(findings);
    const ProgrammePtr programme =
        shipped().find_programme(loaded->programme.id, loaded->programme.version);
    ASSERT_NE(programme, nullptr);
    check_case(*loaded, *programme, findings);
    EXPECT_FALSE(findings.has_errors()) << render(findings);
    AsOf when;
    when.as_of = Instant::parse("2026-11-21T09:00+01:00");
    ASSERT_TRUE(when.as_of);
    const Result<CaseReport> made = report(*loaded, *programme, when);
    ASSERT_TRUE(made) << render(made.error());
    EXPECT_FALSE(made->timeline.obligations.empty());
    EXPECT_EQ(made->assessment.assessments.size(), loaded->assessments.size());
  }
}

}  // namespace
}  // namespace vaern
