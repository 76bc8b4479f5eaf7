// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "document/support.hpp"
#include "vaern/diagnostics/render.hpp"

namespace vaern {
namespace {

using test::read;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Faults, NameBytesThatAreNotUtf8) {
  const auto result = read("a: b\xE6r\nb: \xC3\xA6 \xED\xA0\x80\n");
  EXPECT_THAT(result.findings, ElementsAre("E0101@1:5+1", "E0101@2:6+1"));
  EXPECT_FALSE(result.document);
}

TEST(Faults, NameControlCharactersAndMarksOfDirection) {
  EXPECT_THAT(read("a: x\x04y\nb: \"\xE2\x80\xAEx\"\n").findings,
              ElementsAre("E0102@1:5+1", "E0102@2:5+1"));
}

TEST(Faults, NameTabsOutsideQuotesOncePerLine) {
  EXPECT_THAT(read("a:\tb\t\nc: 'x\ty' # x\ty\n").findings, ElementsAre("E0103@1:3+1"));
  const auto indented = read("a:\n\tb: 1\n\tc: 2\n");
  EXPECT_THAT(indented.findings, ElementsAre("E0103@2:1+1", "E0103@3:1+1"));
  EXPECT_FALSE(indented.document);
}

TEST(Faults, HoldTheLimitsOfSizeAndDepth) {
  ReadOptions options;
  options.max_bytes = 5;
  EXPECT_THAT(read("a: 12", "x.yaml", options).findings, IsEmpty());
  EXPECT_THAT(read("a: 123", "x.yaml", options).findings, ElementsAre("E0104@0:0+1"));
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_THAT(read(nested(64)).findings, IsEmpty());
  EXPECT_THAT(read(nested(65)).findings, ElementsAre("E0105@1:65+1"));
  EXPECT_THAT(read(nested(100000)).findings, ElementsAre("E0105@1:65+1"));
  std::string dashes;
  for (int i = 0; i < 65; ++i) dashes += "- ";
  EXPECT_THAT(read(dashes + "x").findings, ElementsAre("E0105@1:129+1"));
}

TEST(Faults, SayThatAFileIsEmpty) {
  EXPECT_THAT(read("").findings, ElementsAre("E0107@0:0+1"));
  EXPECT_THAT(read("# only a comment\n\n").findings, ElementsAre("E0107@0:0+1"));
  EXPECT_THAT(read("---\n").findings, ElementsAre("E0107@0:0+1"));
}

TEST(Faults, NameDirectivesAndFurtherDocuments) {
  const auto result = read("%YAML 1.2\n---\na: 1\n---\na: 2\n");
  EXPECT_THAT(result.findings, ElementsAre("E0109@1:1+9", "E0108@4:1+1"));
  ASSERT_TRUE(result.document);
  EXPECT_EQ(result.document->root.find("a")->text(), "1");
  EXPECT_THAT(read("a: 1\n...\n# fine\n").findings, IsEmpty());
  EXPECT_THAT(read("a: 1\n...\nb: 1\n").findings, ElementsAre("E0108@3:1+1"));
}

TEST(Faults, NameAnchorsAliasesTagsAndMergeKeysTogether) {
  EXPECT_THAT(read("a: &x 1\nb: *x\nc: !!str 5\n<<: {d: 1}\n").findings,
              ElementsAre("E0110@1:4+2", "E0111@2:4+2", "E0112@3:4+5", "E0113@4:1+2"));
}

TEST(Faults, KeepReadingBehindAnchorsAndTags) {
  const auto result = read("&r\na: &x {b: 1}\n&k c: !t x\nd: !t\n");
  EXPECT_THAT(result.findings, ElementsAre("E0110@1:1+2", "E0110@2:4+2", "E0110@3:1+2",
                                           "E0112@3:7+2", "E0112@4:4+2"));
  ASSERT_TRUE(result.document);
  EXPECT_EQ(result.document->root.find("c")->text(), "x");
  EXPECT_TRUE(result.document->root.find("d")->is_empty());
}

TEST(Faults, NameTheFirstOfADuplicateKey) {
  DiagnosticList findings;
  const auto document = read_document("x.yaml", "a: 1\nb: 2\n\"a\": 3\na: 4\n", findings);
  EXPECT_THAT(test::places(findings), ElementsAre("E0114@3:1+3", "E0114@4:1+1"));
  ASSERT_EQ(findings[1].notes.size(), 1U);
  EXPECT_EQ(test::place(findings[1].notes[0].span), "1:1+1");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->root.entries().size(), 2U);
  EXPECT_EQ(document->root.find("a")->text(), "1");
}

TEST(Faults, NameKeysThatAreNoWords) {
  EXPECT_THAT(read("[x]: 1\nb: 1\n").findings, ElementsAre("E0115@1:1+1"));
  EXPECT_THAT(read("{a: {[x]: 1, b: 2}}\n").findings, ElementsAre("E0115@1:6+1"));
}

TEST(Faults, ExplainSyntax) {
  EXPECT_THAT(read("a: \"abc\nb: 1\n").findings, ElementsAre("E0116@1:4+1"));
  EXPECT_THAT(read("a: 'don't'\nb: \"x\" y\n").findings, ElementsAre("E0127@1:9+1", "E0127@2:8+1"));
  EXPECT_THAT(read("a: \"\\q\\x4\\u12\\ø\"\n").findings,
              ElementsAre("E0117@1:5+2", "E0117@1:7+2", "E0117@1:10+2", "E0117@1:14+1"));
  EXPECT_THAT(read("a: {b: [1, 2}\n").findings,
              ElementsAre("E0119@1:4+1", "E0119@1:8+1", "E0120@1:13+1"));
  EXPECT_THAT(read("a: [1, {2,\n\nb: 1\nb: x: y\n").findings,
              ElementsAre("E0119@1:4+1", "E0119@1:8+1", "E0121@4:5+1"));
  EXPECT_THAT(read("a: {\n  b: [1,\n    2]\n}\nc:\n  - [\n    x\n  ]\n").findings, IsEmpty());
  EXPECT_THAT(read("a: ]\nb: }\n").findings, ElementsAre("E0120@1:4+1", "E0120@2:4+1"));
  EXPECT_THAT(read("a: Note: this\nb: {en: So: it is, da: x}\n").findings,
              ElementsAre("E0121@1:8+1", "E0121@2:11+1"));
  EXPECT_THAT(read("a:\n   b: 1\n  c: 2\n").findings, ElementsAre("E0122@3:3+1"));
  EXPECT_THAT(read("a: 1\n  b: 2\nc: 3\n").findings, ElementsAre("E0122@2:3+1"));
  EXPECT_THAT(read("a: 1\n  - b\n").findings, ElementsAre("E0122@2:3+1"));
  EXPECT_THAT(read("a: 1\nb c\nd: {x, y: 1}\n").findings,
              ElementsAre("E0123@2:1+3", "E0123@3:5+1"));
  EXPECT_THAT(read("title here\na: 1\n").findings, ElementsAre("E0123@1:1+10"));
  EXPECT_THAT(read("a: @x\nb: `y`\nc: %z\n").findings,
              ElementsAre("E0124@1:4+1", "E0124@2:4+1", "E0124@3:4+1"));
  EXPECT_THAT(read("a: - b\n").findings, ElementsAre("E0128@1:4+1"));
  EXPECT_THAT(read("a: 1\n- b\n").findings, ElementsAre("E0125@2:1+1"));
}

TEST(Faults, TellOfALineThatIsIndentedOtherwiseAlsoAfterAFinishedMap) {
  EXPECT_THAT(read("a:\n  b: {x: 1}\n   c: {x: 1}\n").findings, ElementsAre("E0122@3:4+1"));
  EXPECT_THAT(read("a:\n  b: {x: 1}\nc: {x: 1}\n  dæ: {x: 1}\n").findings,
              ElementsAre("E0122@4:3+2"));
}

TEST(Faults, AreToldOnceWhereOneCharacterBreaksAWholeLine) {
  EXPECT_THAT(read("a: {b: x c: {d: 1}}\n").findings, ElementsAre("E0121@1:11+1"));
  EXPECT_THAT(read("a: {b: x c: [d]}\n").findings, ElementsAre("E0121@1:11+1"));
  EXPECT_THAT(read("a: {b: {c: x # y}}\nd: 1\n").findings, ElementsAre("E0119@1:8+1"));
  EXPECT_THAT(read("a: 1\n\u00a0\u00a0b: 2\n c: 3\n").findings, ElementsAre("E0102@2:1+1"));
}

TEST(Faults, TellOfASpaceThatIsMissingAfterAColonOnce) {
  EXPECT_THAT(read("a: {text: x, sum:[b, c], d: 1}\n").findings, ElementsAre("E0145@1:14+3"));
  EXPECT_THAT(read("a: {sum:{b: 1}}\n").findings, ElementsAre("E0145@1:5+3"));
  EXPECT_THAT(read("a: {type:yes_no, b: 1}\n").findings, ElementsAre("E0145@1:5+11"));
  EXPECT_THAT(read("a: 1\nsum:[b, c]\n").findings, ElementsAre("E0145@2:1+10"));
  EXPECT_THAT(read("a: {b: 1, https://x.dk}\n").findings, ElementsAre("E0123@1:11+12"));
}

TEST(Faults, TellOfADecimalCommaInBracesAndReadTheNumber) {
  DiagnosticList findings;
  const auto document = read_document("x.yaml", "a: {points: 0,5, b: 1}\n", findings);
  EXPECT_THAT(test::places(findings), ElementsAre("E0155@1:13+3"));
  ASSERT_TRUE(document);
  const Node& map = *document->root.find("a");
  EXPECT_EQ(map.find("points")->text(), "0.5");
  EXPECT_EQ(map.entries().size(), 2U);
  EXPECT_THAT(read("a: {points: 0,5}\n").findings, ElementsAre("E0155@1:13+3"));
  EXPECT_THAT(read("a: {points: 0, 5}\n").findings, ElementsAre("E0123@1:16+1"));
  EXPECT_THAT(read("a: {b: x,5}\n").findings, ElementsAre("E0123@1:10+1"));
  EXPECT_THAT(read("a: [0,5]\n").findings, IsEmpty());
}

TEST(Faults, NameAFileThatIsNoTextOnce) {
  EXPECT_THAT(read(std::string("PK\x03\x04 and so on")).findings, ElementsAre("E0129@1:1+1"));
  EXPECT_THAT(read(std::string("\xFF\xFEv\0a\0", 6)).findings, ElementsAre("E0129@1:1+1"));
  EXPECT_THAT(read("a: 1\n" + std::string(9, '\0')).findings, ElementsAre("E0129@2:1+1"));
  EXPECT_THAT(read(std::string("a: x\0y\n", 7)).findings, ElementsAre("E0102@1:5+1"));
  EXPECT_THAT(read("a: 1\rb: 2\rc: 3\r").findings, ElementsAre("E0143@1:5+1"));
  EXPECT_THAT(read("a: 1\r\nb: 2\r\n").findings, IsEmpty());
}

TEST(Faults, NameWhatNobodySees) {
  EXPECT_THAT(read("a: x\u200by\nb: x\u2060y\n").findings,
              ElementsAre("E0102@1:5+1", "E0102@2:5+1"));
}

TEST(Faults, NameWhatIsNoJson) {
  const auto places_in = [](const std::string& text) {
    DiagnosticList findings;
    read_document("x.json", text, findings);
    return test::places(findings);
  };
  EXPECT_THAT(places_in("{\"a\": [1, 2,],\n\"b\": {\"c\": 1 , }}"),
              ElementsAre("E0144@1:12+1", "E0144@2:14+1"));
  EXPECT_THAT(places_in("{\"a\": 1 # x\n}"), ElementsAre("E0144@1:9+1"));
  EXPECT_THAT(places_in("{\"a\": 1 // x\n}"), ElementsAre("E0126@1:7+6"));
  EXPECT_THAT(places_in("{\"a\": [1, -2.5, true, null], \"b\": {}}"), IsEmpty());
  EXPECT_THAT(read("a: [1, 2,]\n").findings, IsEmpty());
}

TEST(Faults, StandInOrderOfPlaceAndAllAtOnce) {
  EXPECT_THAT(read("a: \"\\q\"\na: &x 1\nb:\t2\nc: x: y\nd: {e, f: @g}\n").findings,
              ElementsAre("E0117@1:5+2", "E0114@2:1+1", "E0110@2:4+2", "E0103@3:3+1", "E0121@4:5+1",
                          "E0123@5:5+1", "E0124@5:11+1"));
}

TEST(Faults, HaveMessagesInBothLanguagesWithoutOpenBraces) {
  DiagnosticList findings;
  read_document("x.yaml", "a: \"\\q\"\na: &x 1\nb:\t2\nc: x: y\nd: {e, f: @g}\n", findings);
  ASSERT_EQ(findings.size(), 7U);
  for (const Diagnostic& d : findings) {
    for (const Language language : {Language::en, Language::da}) {
      EXPECT_EQ(d.message(language).find('{'), std::string::npos) << d.message(language);
      EXPECT_FALSE(d.help_text(language).empty());
    }
  }
}

}  // namespace
}  // namespace vaern
