// SPDX-License-Identifier: Apache-2.0
// Words to look at again: which forms are found, where, and what is no hit.
#include "safety_plan/words.hpp"

#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "safety_plan/zone_support.hpp"

namespace vaern::tests {
namespace {

using safety_plan::detail::shipped_words;
using safety_plan::detail::ShippedWords;
using safety_plan::detail::WordList;
using safety_plan::detail::WordPattern;
using safety_plan::detail::Words;
using safety_plan::detail::words_of;
using testing::ElementsAre;
using testing::IsEmpty;

/// Whether a pattern is found somewhere in a text.
bool finds(const std::string& pattern, const std::string& text) {
  const auto read = WordPattern::read(pattern);
  if (!read) throw std::invalid_argument(pattern);
  const auto words = words_of(text);
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (read->match(words, at) > 0) return true;
  }
  return false;
}

/// The words that are found in a Danish or English text.
std::vector<std::string> found(WordList list, const std::string& language, const std::string& text,
                               const Words& words = {}) {
  DiagnosticList findings;
  const auto document = read_document("x.yaml", language + ": \"" + text + "\"\n", findings);
  words.check(document->root, list, findings);
  std::vector<std::string> all;
  for (const Diagnostic& finding : findings) all.push_back(finding.arguments.front().value);
  return all;
}

/// `words:` as in a file; the codes of what is wrong with it.
Words written(const std::string& text, std::string& codes) {
  constexpr std::array lists{WordList::blaming, WordList::force};
  DiagnosticList findings;
  const auto document = read_document("x.yaml", text, findings);
  Words words;
  words.read(document->root, lists, findings);
  for (const Diagnostic& finding : findings) codes += std::string(finding.code->id) + " ";
  return words;
}

TEST(WordPattern, IsItsFormsAndNoOthers) {
  EXPECT_TRUE(finds("aggressiv/t/e", "Aggressivt råb"));
  EXPECT_FALSE(finds("aggressiv/t/e", "aggressivitet"));
  EXPECT_TRUE(finds("doven*", "dovenskab"));
  EXPECT_FALSE(finds("doven", "dovent"));
  EXPECT_TRUE(finds("er|bliver vred/e", "de bliver vrede"));
  EXPECT_FALSE(finds("er|bliver vred/e", "er ikke vred")) << "no word stands between";
}

TEST(WordPattern, IsFoundInAnyCaseAndNeverInsideAWord) {
  EXPECT_TRUE(finds("åben", "ÅBEN"));
  EXPECT_TRUE(finds("æde/r", "ÆDER"));
  EXPECT_TRUE(finds("øve", "Øve"));
  EXPECT_TRUE(finds("åben",
                    "A\xCC\x8A"
                    "ben"))
      << "a letter and its ring written apart";
  EXPECT_FALSE(finds("magt", "afmagt og magtesløs"));
  EXPECT_FALSE(finds("sur", "surøjet"));
  EXPECT_FALSE(finds("sur", "målsur"));
  EXPECT_TRUE(finds("sur", "»sur«"));
  EXPECT_TRUE(finds("sur", "(sur)"));
  EXPECT_TRUE(finds("attention-seeking", "attention seeking"));
  EXPECT_TRUE(finds("attention seeking", "Attention-seeking"));
}

TEST(WordPattern, StaysInsideAPartOfASentence) {
  EXPECT_TRUE(finds("uden grund", "uden\n  grund"));
  EXPECT_FALSE(finds("uden grund", "Gå ikke uden. Grund til det"));
  EXPECT_FALSE(finds("med vilje", "tag det med, vilje har du"));
  EXPECT_TRUE(finds("hold ... down", "hold down"));
  EXPECT_TRUE(finds("hold ... down", "hold the person down"));
  EXPECT_FALSE(finds("hold ... down", "hold the other person down")) << "three words between";
  EXPECT_FALSE(finds("hold ... down", "hold on, sit down"));
}

TEST(WordPattern, RefusesWhatCanNeverBeFound) {
  for (const char* text : {"", " ", "*", "/e", "vred/", "vred/e*", "vr*d", "a|", "... ned",
                           "ned ...", "...", "vred!", "a,b"}) {
    EXPECT_FALSE(WordPattern::read(text)) << text;
  }
}

TEST(Words, ThatShipCanAllBeReadAndStandInTheDocumentation) {
  std::ifstream file(VAERN_SOURCE_DIR "/docs/language.md");
  const std::string docs{std::istreambuf_iterator<char>(file), {}};
  std::size_t count = 0;
  for (const ShippedWords& shipped : shipped_words()) {
    EXPECT_NE(shipped.instead, nullptr);
    for (const char* word : shipped.words) {
      EXPECT_TRUE(WordPattern::read(word)) << word;
      EXPECT_NE(docs.find("`" + std::string(word) + "`"), std::string::npos) << word;
      ++count;
    }
  }
  EXPECT_GT(count, 100U);
}

TEST(Words, AreFoundInTheirFormsWithWhatToWriteInstead) {
  EXPECT_THAT(found(WordList::blaming, "da", "Er Provokerende og gør det MED VILJE"),
              ElementsAre("Provokerende", "MED VILJE"));
  EXPECT_THAT(found(WordList::blaming, "en", "attention-seeking, for no reason"),
              ElementsAre("attention-seeking", "for no reason"));
  EXPECT_THAT(found(WordList::unobservable, "da", "Er vred og føler sig alene"),
              ElementsAre("Er vred", "føler"));
  EXPECT_THAT(found(WordList::force, "da", "Hold beboeren fast"),
              ElementsAre("Hold beboeren fast"));
  EXPECT_THAT(found(WordList::force, "en", "Lock the front door"),
              ElementsAre("Lock the front door"));
  EXPECT_THAT(found(WordList::demanding, "da", "Du skal love det og sige undskyld"),
              ElementsAre("skal love", "undskyld"));
  DiagnosticList findings;
  const auto document = read_document("x.yaml", "da: \"Er vred\"\nen: Is sad\n", findings);
  Words().check(document->root, WordList::unobservable, findings);
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].span.line, 1U);
  EXPECT_EQ(findings[0].span.column, 6U) << "at the word";
  EXPECT_EQ(findings[0].span.length, 7U);
  EXPECT_THAT(findings[0].help_text(Language::da), testing::HasSubstr("knytter hænderne"));
}

TEST(Words, AreNoneInWordsThatOnlyLookLikeThem) {
  for (const char* text :
       {"En skål med nøddeskaller", "Jeg føler mig magtesløs", "Hold fast i aftalen",
        "Du har lov at hvile", "Løft armen", "Grundlov", "Konsekvent ro", "Isenkram",
        "Skallen af et æg", "Du skal hvile", "Bæltedyr", "Vold er et lovbrud", "Bliv siddende"}) {
    EXPECT_THAT(found(WordList::force, "da", text), IsEmpty()) << text;
    EXPECT_THAT(found(WordList::demanding, "da", text), IsEmpty()) << text;
    EXPECT_THAT(found(WordList::blaming, "da", text), IsEmpty()) << text;
  }
  for (const char* text :
       {"A dragon and a forceful wind", "Unlock the door", "Fasten your seat belt",
        "A difficult day", "Reinforce the lock", "The clock is in the hall", "A promising start",
        "Aggression is talked about"}) {
    EXPECT_THAT(found(WordList::force, "en", text), IsEmpty()) << text;
    EXPECT_THAT(found(WordList::blaming, "en", text), IsEmpty()) << text;
  }
  // Of another language, and of no language the lists have.
  EXPECT_THAT(found(WordList::blaming, "en", "provokerende"), IsEmpty());
  EXPECT_THAT(found(WordList::blaming, "ar", "provokerende"), IsEmpty());
}

TEST(Words, AreAddedAndLeftOutByTheAuthor) {
  std::string codes;
  const Words more = written(R"(
blaming:
  da: [sløset/e, {leave_out: aggressivt, because: {en: A title., da: En titel.}}]
  ar: [كسول]
)",
                             codes);
  EXPECT_EQ(codes, "");
  EXPECT_THAT(found(WordList::blaming, "da", "sløse, sløset, sløsete, aggressive", more),
              ElementsAre("sløset", "sløsete"));
  EXPECT_THAT(found(WordList::blaming, "en", "aggressive", more), ElementsAre("aggressive"));
  EXPECT_THAT(found(WordList::blaming, "ar", "كسول", more), ElementsAre("كسول"));
  EXPECT_THAT(found(WordList::blaming, "da", "besværlig", more), ElementsAre("besværlig"));
}

TEST(Words, AreRefusedWhereTheyCanNeverBeFoundOrLeftOut) {
  const auto codes_of = [](const std::string& text) {
    std::string codes;
    written(text, codes);
    return codes;
  };
  EXPECT_EQ(codes_of("blaming: {da: [\"!\"]}\n"), "E0861 ");
  EXPECT_EQ(codes_of("blaming: {da: [{leave_out: agressiv, because: {en: Law., da: Lov.}}]}\n"),
            "E0862 ");
  EXPECT_EQ(codes_of("blaming: {en: [{leave_out: besværlig, because: {en: Law., da: Lov.}}]}\n"),
            "E0862 ");
  EXPECT_NE(codes_of("blaming: {da: [{leave_out: aggressiv}]}\n"), "") << "without a reason";
  EXPECT_NE(codes_of("unobservable: {da: [vred]}\n"), "") << "no such list here";
  EXPECT_NE(codes_of("blaming: {Danish: [vred]}\n"), "");
  EXPECT_NE(codes_of("blaming: [vred]\n"), "");
}

TEST(Words, AreLookedForInEveryTextOfACatalogueOfMeasures) {
  const std::string word = "{en: On purpose, da: Med ro}";
  DiagnosticList findings;
  const auto document =
      read_document("x.yaml",
                    R"(
vaern: 1
catalogue: words
version: "1"
status: draft
title: {en: Words, da: Ord}
levels: [low, high]
sections: {home: )" + word +
                        R"(}
phases: {here: {text: )" +
                        word + R"(, when: lives_alone}}
measures:
  lamp:
    text: )" + word + R"(
    easy: {en: It is on purpose, da: Ro}
    section: home
    who: person
    urgency: P7D
    blocked_when: lives_alone
    question: )" + word +
                        R"(
    reveals: [helpers]
    cautions:
      - )" + word + R"(
      - {text: )" + word +
                        R"(, easy: {en: It is on purpose, da: Ro}, for: person, reveals: [helpers]}
)",
                    findings);
  load_catalogue(*document, findings);
  std::string lines;
  for (const Diagnostic& finding : findings) {
    EXPECT_EQ(finding.code->id, "E0856") << finding.message();
    lines += std::to_string(finding.span.line) + " ";
  }
  EXPECT_EQ(lines, "8 9 12 13 18 21 22 22 ");
}

TEST(Words, AreTheSameInBothKindsOfCatalogue) {
  const std::string own = "for_whom: person\nwords: {blaming: {da: [\"frem\"], en: []}}\n";
  EXPECT_EQ(zone_codes(changed(example_zones(), "for_whom: person\n", own)), "E0856 E0856");
}

}  // namespace
}  // namespace vaern::tests
