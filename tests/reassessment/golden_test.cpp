// SPDX-License-Identifier: Apache-2.0
// Every code about a policy as it is written has a small broken policy that shows it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>

#include "reassessment/support.hpp"
#include "vaern/diagnostics/catalogue.hpp"
#include "vaern/diagnostics/render.hpp"
#include "vaern/document/document.hpp"

namespace vaern {
namespace {

// Codes from E0730 on are about a history and not about the file: they are tested beside it.
constexpr std::string_view first_code = "E0701";
constexpr std::string_view last_code = "E0729";

// The second range is about windows, hours and validity; E0787 and E0788 are about histories.
bool is_of_a_policy(std::string_view code) {
  return (code >= first_code && code <= last_code) || (code >= "E0736" && code <= "E0749") ||
         (code >= "E0780" && code <= "E0789" && code != "E0787" && code != "E0788");
}

std::map<std::string, std::string> bad_files() {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(VAERN_TEST_DATA "/golden/bad")) {
    if (entry.path().extension() != ".yaml") continue;  // beside it: what the command says
    const std::string code = entry.path().filename().string().substr(0, first_code.size());
    if (is_of_a_policy(code)) files[code] = entry.path().string();
  }
  return files;
}

TEST(PolicyCodes, EachHasAFileThatShowsItAndNothingElse) {
  const auto files = bad_files();
  std::size_t seen = 0;
  for (const CodeInfo* code : all_codes()) {
    if (!is_of_a_policy(code->id)) continue;
    const auto file = files.find(std::string(code->id));
    if (file == files.end()) {
      ADD_FAILURE() << code->id << " has no file under tests/golden/bad";
      continue;
    }
    DiagnosticList findings;
    const auto document = read_document_file(file->second, findings, "policy.yaml");
    ASSERT_TRUE(document.has_value()) << render(findings);
    const auto policy = load_policy(*document, findings);
    EXPECT_EQ(policy.has_value(), code->severity == Severity::warning) << file->second;
    for (const Diagnostic& finding : findings) {
      EXPECT_EQ(finding.code, code) << file->second << "\n" << render(findings);
    }
    EXPECT_EQ(findings.size(), 1U) << file->second << "\n" << render(findings);
    for (const Language language : {Language::en, Language::da}) {
      const std::string text = render(findings, {language, false});
      EXPECT_THAT(text, ::testing::Not(::testing::ContainsRegex("\\{[a-z_]+\\}"))) << text;
    }
    ++seen;
  }
  EXPECT_EQ(seen, files.size());
  EXPECT_GE(seen, 19U);
}

TEST(PolicyCodes, AreShownWithPlaceCaretNoteAndHelp) {
  DiagnosticList findings;
  const auto document = read_document_file(bad_files().at("E0711"), findings, "policy.yaml");
  ASSERT_TRUE(document.has_value());
  load_policy(*document, findings);
  EXPECT_EQ(render(findings),
            "policy.yaml:11:35: error[E0711]: 'high' has P60D, which can be longer than P7D for "
            "the lower level 'low'\n"
            " 11 |     after_level: {low: P7D, high: P60D}\n"
            "    |                                   ^~~~\n"
            "policy.yaml:11:24: note: declared here\n"
            " 11 |     after_level: {low: P7D, high: P60D}\n"
            "    |                        ^~~\n"
            " help: a higher level is never due later than a lower one, from whatever day it is "
            "counted; lengths compare only where every start, and every calendar, gives the same "
            "answer\n");
}

}  // namespace
}  // namespace vaern
