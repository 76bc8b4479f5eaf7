// SPDX-License-Identifier: Apache-2.0
// Every code about a calendar as it is written has a small broken calendar that shows it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>

#include "vaern/calendar/calendar.hpp"
#include "vaern/diagnostics/catalogue.hpp"
#include "vaern/diagnostics/render.hpp"

namespace vaern {
namespace {

/// Codes from E0620 on are about dates that are asked for, not about the file.
constexpr std::string_view first_code = "E0601";
constexpr std::string_view last_code = "E0619";

std::map<std::string, std::string> bad_files() {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(VAERN_TEST_DATA "/golden/bad")) {
    if (entry.path().extension() != ".yaml") continue;  // beside it: what the command says
    const std::string code = entry.path().filename().string().substr(0, first_code.size());
    if (code >= first_code && code <= last_code) files[code] = entry.path().string();
  }
  return files;
}

std::shared_ptr<const Calendar> load(const Document& document, DiagnosticList& findings) {
  if (document.root.find("extends") == nullptr) return load_calendar(document, findings);
  const auto shipped =
      read_document_file(VAERN_SOURCE_DIR "/instruments/calendars/denmark-offices.yaml", findings);
  return load_calendar(document, findings, load_calendar(*shipped, findings));
}

TEST(CalendarCodes, EachHasAFileThatShowsItAndNothingElse) {
  const auto files = bad_files();
  std::size_t seen = 0;
  for (const CodeInfo* code : all_codes()) {
    if (code->id < first_code || code->id > last_code) continue;
    const auto file = files.find(std::string(code->id));
    ASSERT_NE(file, files.end()) << code->id << " has no file under tests/golden/bad";
    DiagnosticList findings;
    const auto document = read_document_file(file->second, findings, "calendar.yaml");
    ASSERT_TRUE(document.has_value()) << render(findings);
    EXPECT_EQ(load(*document, findings), nullptr);
    ASSERT_EQ(findings.size(), 1U) << file->second << "\n" << render(findings);
    EXPECT_EQ(findings[0].code, code);
    for (const Language language : {Language::en, Language::da}) {
      const std::string text = render(findings, {language, false});
      EXPECT_THAT(text, ::testing::Not(::testing::ContainsRegex("\\{[a-z_]+\\}"))) << text;
    }
    ++seen;
  }
  EXPECT_EQ(seen, files.size());
  EXPECT_GE(seen, 15U);
}

TEST(CalendarCodes, AreShownWithPlaceCaretAndHelp) {
  DiagnosticList findings;
  const auto document = read_document_file(bad_files().at("E0610"), findings, "calendar.yaml");
  ASSERT_TRUE(document.has_value());
  load_calendar(*document, findings);
  EXPECT_EQ(
      render(findings),
      "calendar.yaml:10:3: error[E0610]: 'constitution_day' falls on the same days as "
      "'grundlovsdag'\n"
      " 10 |   constitution_day: {on: 06-05, text: {en: Constitution Day, da: Grundlovsdag}}\n"
      "    |   ^~~~~~~~~~~~~~~~\n"
      "calendar.yaml:9:3: note: declared here\n"
      "  9 |   grundlovsdag: {on: 06-05, kind: office, text: {en: Constitution Day, da: "
      "Grundlovsdag}}\n"
      "    |   ^~~~~~~~~~~~\n"
      " help: keep one of them, or give them years that do not overlap\n");
}

}  // namespace
}  // namespace vaern
