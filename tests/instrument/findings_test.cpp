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

/// A small instrument in which one part is written otherwise.
std::vector<std::string> findings_with(std::string part, const std::string& written) {
  std::string text =
      "items:\n  a: {type: yes_no, text: {en: A, da: A}}\n  b: {type: yes_no, text: {en: B, da: "
      "B}}\n"
      "scales:\n  s: {sum: [a, b], missing: bounds_only, text: {en: S, da: S}}\n"
      "gates: {g: {all: [a, b]}}\n"
      "levels:\n  from: s\n  cut_offs: {low: lowest, mid: 1, high: 2}\n"
      "  texts: {low: {en: Not safe., da: Ikke sikker.}}\n"
      "rules: {r: {when: g, raise_to: high, because: {en: R., da: R.}}}\n"
      "judgement: {lower: never}\n"
      "examples: [{name: one, responses: {a: yes}, others: no, expect: {s: 1, decisive: [b]}}]\n";
  const std::size_t at = text.find(part);
  EXPECT_NE(at, std::string::npos) << part;
  return findings_of(text.replace(at, part.size(), written));
}

TEST(Findings, AreOneForAMisspeltKeyThatMuchElseNeeds) {
  EXPECT_THAT(findings_with("items:", "items:"), testing::IsEmpty());
  EXPECT_THAT(findings_with("items:", "item:"), ElementsAre("E0138@6:1"));
  EXPECT_THAT(findings_with("scales:", "Scales:"), ElementsAre("E0138@9:1"));
  EXPECT_THAT(findings_with("gates:", "gate:"), ElementsAre("E0138@11:1"));
  EXPECT_THAT(findings_with("levels:", "Levels:"), ElementsAre("E0138@12:1"));
  EXPECT_THAT(findings_with("cut_offs:", "cut_off:"), ElementsAre("E0138@14:3"));
  EXPECT_THAT(findings_with("from:", "form:"), ElementsAre("E0138@13:3"));
  EXPECT_THAT(findings_with("raise_to:", "raise:"), ElementsAre("E0138@16:22"));
}

TEST(Findings, GoOnAfterAMisspeltKeyWithWhatIsWrongBelowIt) {
  EXPECT_THAT(findings_with("from: s\n  cut_offs: {low: lowest, mid: 1,",
                            "from: s\n  cut_off: {low: lowest, mid: 3,"),
              ElementsAre("E0138@14:3", "E0434@14:31", "E0433@14:40"));
}

TEST(Findings, AreOneForItemsThatCannotBeRead) {
  EXPECT_THAT(
      findings_with("items:\n  a: {type: yes_no, text: {en: A, da: A}}\n  b: {type: yes_no, "
                    "text: {en: B, da: B}}\n",
                    "items: none\n"),
      ElementsAre("E0131@6:8"));
  EXPECT_THAT(
      findings_with("items:\n  a: {type: yes_no, text: {en: A, da: A}}\n  b: {type: yes_no, "
                    "text: {en: B, da: B}}\n",
                    ""),
      ElementsAre("E0410@2:13"));
}

TEST(Findings, SayOfARangeInPlaceOfACutOffWhereTheLevelBegins) {
  EXPECT_THAT(findings_with("mid: 1", "mid: 1-2"), ElementsAre("E0572@14:32"));
  EXPECT_THAT(findings_with("mid: 1", "mid: 1 – 2"), ElementsAre("E0572@14:32"));
  EXPECT_THAT(findings_with("mid: 1", "mid: 1.."), ElementsAre("E0150@14:32"));
  EXPECT_THAT(findings_with("low: lowest", "low: 0-0"), ElementsAre("E0431@14:19"));
}

TEST(Findings, SayThatNoConditionReadsAClass) {
  const std::string classes =
      "classes: {c: {text: {en: C, da: C}, first_match: {x: {when: a, label: {en: X, da: X}}, "
      "z: {when: otherwise, label: {en: Z, da: Z}}}}}\n";
  const auto of_rule = [&](const std::string& when) {
    return findings_with("rules: {r: {when: g,", classes + "rules: {r: {when: " + when + ",");
  };
  EXPECT_THAT(of_rule("g"), testing::IsEmpty());
  EXPECT_THAT(of_rule("{c: x}"), ElementsAre("E0574@17:20"));
  EXPECT_THAT(of_rule("\"c == 'x'\""), ElementsAre("E0574@17:20"));
  EXPECT_THAT(findings_with("gates: {g: {all: [a, b]}}\n", classes + "gates: {g: {c: x}}\n"),
              ElementsAre("E0574@12:13"));
  EXPECT_THAT(
      findings_with("judgement:", classes + "flags: {f: {when: {c: x}, because: {en: F., da: "
                                            "F.}}}\njudgement:"),
      testing::IsEmpty());
}

TEST(Findings, SayThatSeveralLatestValuesAreNotTheLatestOne) {
  const auto of_last = [&](const std::string& last) {
    return findings_with("scales:", "earlier: {e: {of: s, take: last, " + last +
                                        "from: 0, to: 2, text: {en: E, da: E}}}\nscales:");
  };
  EXPECT_THAT(of_last("last: 3, "), ElementsAre("E0475@9:11", "E0573@9:34"));
  EXPECT_THAT(of_last("last: 1, "), ElementsAre("E0475@9:11"));
}

TEST(Findings, SayWhichAnswerOfAnExampleItsQuestionDoesNotHave) {
  EXPECT_THAT(findings_with("{a: yes}", "{a: often}"), ElementsAre("E0502@18:39"));
  EXPECT_THAT(findings_with("{a: yes}, others: no, expect: {s: 1, decisive: [b]}",
                            "{a: often}, others: no, expect: {error: E0502}"),
              testing::IsEmpty());
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
