// SPDX-License-Identifier: Apache-2.0
// Every code about an instrument as it is written has a small broken instrument that shows it;
// what those cannot show stands below.
#include <gmock/gmock.h>

#include <filesystem>

#include "instrument/support.hpp"
#include "vaern/diagnostics/catalogue.hpp"

namespace vaern {
namespace {

using namespace testing_support;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

/// "E0401@7:12" for each finding, in order of place.
std::vector<std::string> places(DiagnosticList findings) {
  findings.sort();
  std::vector<std::string> result;
  for (const Diagnostic& d : findings) {
    result.push_back(std::string(d.code->id) + "@" + std::to_string(d.span.line) + ":" +
                     std::to_string(d.span.column));
  }
  return result;
}

std::vector<std::string> findings_of(const std::string& body) {
  DiagnosticList findings;
  const std::string head =
      "vaern: 1\ninstrument: test\nversion: \"1\"\nstatus: draft\ntitle: {en: T, da: T}\n";
  const InstrumentPtr model = load("test.yaml", head + body, findings);
  EXPECT_EQ(model == nullptr, findings.has_errors());
  return places(std::move(findings));
}

TEST(InstrumentCodes, EachHasAFileThatShowsItAndNothingElse) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(VAERN_TEST_DATA "/golden/bad")) {
    if (entry.path().extension() != ".yaml") continue;
    const std::string code = entry.path().filename().string().substr(0, 5);
    if (code >= "E0401" && code <= "E0499") files[code] = entry.path().string();
  }
  const PopulationNames names;
  std::size_t seen = 0;
  for (const CodeInfo* code : all_codes()) {
    if (code->id < "E0401" || code->id > "E0499") continue;
    const auto file = files.find(std::string(code->id));
    ASSERT_NE(file, files.end()) << code->id << " has no file under tests/golden/bad";
    DiagnosticList findings;
    const auto document = read_document_file(file->second, findings, "instrument.yaml");
    ASSERT_TRUE(document.has_value()) << render(findings);
    const InstrumentPtr model = load_instrument(*document, names, findings);
    EXPECT_EQ(model == nullptr, code->severity == Severity::error) << file->second;
    ASSERT_EQ(findings.size(), 1U) << file->second << "\n" << render(findings);
    EXPECT_EQ(findings[0].code, code) << render(findings);
    EXPECT_GT(findings[0].span.line, 1U) << file->second;
    for (const Language language : {Language::en, Language::da}) {
      EXPECT_EQ(render(findings, {language, false}).find("{name}"), std::string::npos);
    }
    ++seen;
  }
  EXPECT_EQ(seen, files.size());
}

TEST(InstrumentFindings, ElevenFaultsAreElevenFindings) {
  EXPECT_THAT(findings_of(R"(answers:
  often: {never: 0, sometimes: 1}
items:
  sleep: {type: oftn, text: {en: S, da: S}}
  fear: {type: yes_no, asked_when: worry, text: {en: F, da: F}}
  far: {type: number, from: 3, to: 1, text: {en: A, da: A}}
scales:
  total:
    sum: [fear, slep]
    missing: sometimes
levels:
  from: totl
  cut_offs: {low: 1, high: 3, higher: 2}
rules:
  r: {when: fear, raise_to: hihg, because: {en: B, da: B}}
judgement: {decides: yes}
)"),
              UnorderedElementsAre("E0401@9:17", "E0320@10:36", "E0405@11:36", "E0412@14:17",
                                   "E0417@15:14", "E0430@17:9", "E0431@18:19", "E0433@18:39",
                                   "E0438@18:14", "E0437@20:29", "E0444@21:1"));
}

TEST(InstrumentFindings, NumbersThatMayBeTooLargeAreRefusedWhereverTheyStand) {
  EXPECT_THAT(findings_of(R"(items:
  far: {type: number, from: 0, to: 999999999999999999, step: 0.00000000000000001, text: {en: F, da: F}}
scales: {total: {sum: [far], missing: forbid}}
)"),
              ElementsAre("E0427@7:3"));
  EXPECT_THAT(findings_of(R"(items:
  far: {type: number, from: 0, to: 100000000000, step: 100000000000, text: {en: F, da: F}}
  near: {type: yes_no, asked_when: "far * far > 3", text: {en: Near, da: Nær}}
scales: {total: {sum: [near], missing: forbid}}
)"),
              ElementsAre("E0355@8:37"));
  EXPECT_THAT(findings_of(R"(items:
  far: {type: number, from: 0, to: 100000000000, step: 100000000000, text: {en: F, da: F}}
scales: {total: {sum: [far], missing: forbid}}
gates: {large: "total * total > 3"}
)"),
              ElementsAre("E0355@9:17"));
}

}  // namespace
}  // namespace vaern
