// SPDX-License-Identifier: Apache-2.0
#include "vaern/model/lint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "vaern/diagnostics/render.hpp"
#include "vaern/model/parts.hpp"

namespace vaern {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> codes_of(const DiagnosticList& findings) {
  std::vector<std::string> codes;
  for (const Diagnostic& finding : findings) codes.emplace_back(finding.code->id);
  return codes;
}

std::vector<std::string> linted(const std::string& text) {
  DiagnosticList findings;
  const auto document = read_document("test.yaml", text, findings);
  EXPECT_TRUE(document) << render(findings);
  if (document) lint_document(*document, findings);
  return codes_of(findings);
}

TEST(LintDocument, LetsNamesAndLoanWordsBeTheSame) {
  EXPECT_THAT(linted("title: {en: Danger Assessment, da: Danger Assessment}\n"), IsEmpty());
  EXPECT_THAT(linted("title: {en: Woman Abuse Screening Tool, da: Woman Abuse Screening Tool}\n"),
              IsEmpty());
  EXPECT_THAT(linted("note: {en: Talk with her about it, da: Talk with her about it}\n"),
              ElementsAre("E1142"));
}

TEST(LintDocument, WantsBothLanguagesToEndAlike) {
  EXPECT_THAT(linted("a: {en: Low is not safe., da: Lav er ikke sikker.}\n"), IsEmpty());
  EXPECT_THAT(linted("a: {en: Low is not safe, da: Lav er ikke sikker}\n"), IsEmpty());
  EXPECT_THAT(linted("a: {en: Low is not safe., da: Lav er ikke sikker}\n"), ElementsAre("E1143"));
  EXPECT_THAT(linted("a: {en: Is it?, da: Er det.}\n"), ElementsAre("E1143"));
}

TEST(LintDocument, CountsTheCodePointsOfLabels) {
  std::string longest;
  for (int i = 0; i < 120; ++i) longest += "å";
  EXPECT_THAT(linted("items: {a: {text: {en: x, da: " + longest + "}}}\n"), IsEmpty());
  EXPECT_THAT(linted("items: {a: {text: {en: x, da: " + longest + "å}}}\n"), ElementsAre("E1144"));
  EXPECT_THAT(linted("description: {en: x, da: " + longest + "å}\n"), IsEmpty());
}

TEST(LintDocument, HintsAtSourcesThatNothingCites) {
  EXPECT_THAT(linted("sources: {a: {cite: x}, b: {cite: y}}\nscales: {t: {source: b}}\n"),
              ElementsAre("E1145"));
}

TEST(LintDocument, FindsPersonsAndLetsHelplinesBe) {
  EXPECT_THAT(linted("a: {en: \"Call 70 20 30 82\", da: \"Ring 70 20 30 82\"}\n"), IsEmpty());
  EXPECT_THAT(linted("a: {en: \"Seen 010190-1234\", da: \"Set før\"}\n"), ElementsAre("E1146"));
  EXPECT_THAT(linted("a: {en: \"Ask x@example.org\", da: \"Spørg\"}\n"), ElementsAre("E1147"));
}

/// As many texts without Danish as wanted, and perhaps one that has it.
std::vector<std::string> gathered(int number, bool one_in_danish) {
  std::string text;
  for (int i = 0; i < number; ++i) text += "a" + std::to_string(i) + ": {en: Text}\n";
  if (one_in_danish) text += "z: {en: Text, da: Tekst}\n";
  DiagnosticList findings;
  std::vector<Document> documents{*read_document("test.yaml", text, findings)};
  for (const Entry& entry : documents[0].root.entries()) read_text(entry.value, findings);
  return codes_of(gather_missing_languages(findings, documents));
}

TEST(MissingLanguages, AreOneFindingWhereNoTextHasTheLanguage) {
  EXPECT_THAT(gathered(8, false), ElementsAre("E1140"));
}

TEST(MissingLanguages, AreNamedOneByOneWhereSomeTextHasIt) {
  EXPECT_THAT(gathered(4, true), ElementsAre("E0210", "E0210", "E0210", "E0210"));
}

TEST(MissingLanguages, AreNamedOneByOneWhereTheyAreFew) {
  EXPECT_THAT(gathered(3, false), ElementsAre("E0210", "E0210", "E0210"));
}

}  // namespace
}  // namespace vaern
