// SPDX-License-Identifier: Apache-2.0
// Every code of the room has a small broken case that shows it.
#include <filesystem>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "case_file/support.hpp"
#include "vaern/diagnostics/catalogue.hpp"
#include "vaern/diagnostics/identifiers.hpp"

namespace vaern::tests {
namespace {

std::map<std::string, std::string> bad_files(std::string_view from, std::string_view to) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(VAERN_TEST_DATA "/golden/bad")) {
    if (entry.path().extension() != ".yaml") continue;  // beside it: what the command says
    const std::string name = entry.path().filename().string();
    const std::string code = name.substr(0, 5);
    if (code >= from && code <= to) files[code] = entry.path().string();
  }
  return files;
}

TEST(CaseFileCodes, EachHasAFileThatShowsItAndNothingElse) {
  const auto files = bad_files("E0650", "E0699");
  for (const CodeInfo* code : all_codes()) {
    if (code->id < "E0650" || code->id > "E0699") continue;
    const auto file = files.find(std::string(code->id));
    ASSERT_NE(file, files.end()) << code->id << " has no file under tests/golden/bad";
    DiagnosticList findings;
    const auto document = read_document_file(file->second, findings, "case.yaml");
    ASSERT_TRUE(document.has_value()) << file->second;
    const bool is_error = code->severity == Severity::error;
    EXPECT_EQ(load_case(*document, findings).has_value(), !is_error) << code->id;
    EXPECT_EQ(codes_of(findings), code->id) << render(findings);
  }
}

TEST(CaseFileCodes, AreShownInBothLanguagesWithoutWhatTheGuardForbids) {
  for (const auto& [code, path] : bad_files("E0650", "E0699")) {
    DiagnosticList findings;
    const auto document = read_document_file(path, findings, "case.yaml");
    ASSERT_TRUE(document.has_value());
    load_case(*document, findings);
    for (const Language language : {Language::en, Language::da}) {
      const std::string text = render(findings, {language, false});
      EXPECT_THAT(text, ::testing::HasSubstr(code));
      EXPECT_THAT(text, ::testing::Not(::testing::ContainsRegex("\\{[a-z_]+\\}"))) << text;
      EXPECT_TRUE(find_identifiers(text).empty()) << text;
    }
  }
}

}  // namespace
}  // namespace vaern::tests
