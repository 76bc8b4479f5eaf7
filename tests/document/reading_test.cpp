// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "document/support.hpp"
#include "vaern/document/document.hpp"

namespace vaern {
namespace {

using test::place;
using test::read;
using testing::ElementsAre;
using testing::IsEmpty;

Node value_of(const std::string& text, const std::string& name = "test.yaml") {
  const auto result = read(text, name);
  EXPECT_THAT(result.findings, IsEmpty());
  EXPECT_TRUE(result.document.has_value());
  if (!result.document) return {};
  const Node* node = result.document->root.find("a");
  EXPECT_NE(node, nullptr);
  return node != nullptr ? *node : Node();
}

TEST(Document, KeepsTheOrderOfKeysAndItems) {
  const auto result = read("b: 1\na: [x, y]\n");
  ASSERT_TRUE(result.document);
  const Node& root = result.document->root;
  ASSERT_EQ(root.entries().size(), 2U);
  EXPECT_EQ(root.entries()[0].key, "b");
  EXPECT_EQ(root.entries()[1].key, "a");
  ASSERT_EQ(root.find("a")->items().size(), 2U);
  EXPECT_EQ(root.find("a")->items()[1].text(), "y");
  EXPECT_EQ(root.find("c"), nullptr);
}

TEST(Document, CountsColumnsInCodePoints) {
  const auto result = read("a: {æøå: Lærer, é: \"ø\"}\n");
  ASSERT_TRUE(result.document);
  const Node* map = result.document->root.find("a");
  EXPECT_EQ(place(map->entries()[0].key_span), "1:5+3");
  EXPECT_EQ(place(map->entries()[0].value.span()), "1:10+5");
  EXPECT_EQ(place(map->entries()[1].value.span()), "1:20+3");
  EXPECT_EQ(map->entries()[1].value.style(), ScalarStyle::double_quoted);
}

TEST(Document, GivesAnEmptyValueThePlaceOfItsKey) {
  const auto result = read("a:\nbcd:\n  - 1\n  -\ne: null\n");
  ASSERT_TRUE(result.document);
  const Node& root = result.document->root;
  EXPECT_TRUE(root.find("a")->is_empty());
  EXPECT_EQ(place(root.find("a")->span()), "1:1+1");
  EXPECT_TRUE(root.find("bcd")->items()[1].is_empty());
  EXPECT_EQ(place(root.find("bcd")->items()[1].span()), "4:3+1");
  EXPECT_TRUE(root.find("e")->is_empty());
  EXPECT_EQ(place(root.find("e")->span()), "5:4+4");
}

TEST(Document, AcceptsAByteOrderMarkCarriageReturnsAndOneMarker) {
  const auto result = read("\xEF\xBB\xBF---\r\na: 1\r\nb: \"x\"\r\n");
  EXPECT_THAT(result.findings, IsEmpty());
  ASSERT_TRUE(result.document);
  EXPECT_EQ(result.document->root.find("a")->text(), "1");
  EXPECT_EQ(place(result.document->root.find("b")->span()), "3:4+3");
  const auto marked = read("\xEF\xBB\xBF{a: x, b: y}");
  ASSERT_TRUE(marked.document);
  EXPECT_EQ(place(marked.document->root.span()), "1:1+1");
  EXPECT_EQ(place(marked.document->root.find("b")->span()), "1:11+1");
}

TEST(Document, ReadsQuestionMarksInTextsInsideBraces) {
  const auto result = read("a: {en: May it be watched?, da: Kan den? Ja}\n");
  EXPECT_THAT(result.findings, IsEmpty());
  ASSERT_TRUE(result.document);
  EXPECT_EQ(result.document->root.find("a")->find("en")->text(), "May it be watched?");
  EXPECT_EQ(result.document->root.find("a")->find("da")->text(), "Kan den? Ja");
}

TEST(ScalarText, KnowsItsStyle) {
  EXPECT_EQ(value_of("a: x\n").style(), ScalarStyle::plain);
  EXPECT_EQ(value_of("a: 'x'\n").style(), ScalarStyle::single_quoted);
  EXPECT_EQ(value_of("a: \"x\"\n").style(), ScalarStyle::double_quoted);
  EXPECT_EQ(value_of("a: |\n  x\n").style(), ScalarStyle::literal);
  EXPECT_EQ(value_of("a: >\n  x\n").style(), ScalarStyle::folded);
}

TEST(ScalarText, FoldsAndChompsAsYamlDoes) {
  EXPECT_EQ(value_of("a: one\n  two\n\n  three\n").text(), "one two\nthree");
  EXPECT_EQ(value_of("a: 'it''s\n   fine'\n").text(), "it's fine");
  EXPECT_EQ(value_of("a: \"x \\\n   y\\n\\tz\"\n").text(), "x y\n\tz");
  EXPECT_EQ(value_of("a: |\n  x\n   y\n\n  z\n\n").text(), "x\n y\n\nz\n");
  EXPECT_EQ(value_of("a: |-\n  x\n  y\n").text(), "x\ny");
  EXPECT_EQ(value_of("a: |+\n  x\n\n").text(), "x\n\n");
  EXPECT_EQ(value_of("a: >\n  x\n  y\n\n  z\n   w\n  v\n").text(), "x y\nz\n w\nv\n");
  EXPECT_EQ(value_of("a: >-\n  x\n  y").text(), "x y");
  EXPECT_EQ(value_of("a: |2\n    x\n").text(), "  x\n");
}

TEST(ScalarText, JoinsSurrogatePairsAndReadsEscapes) {
  EXPECT_EQ(value_of("{\"a\": \"\\uD83D\\uDE00 \\u00e6\\/\\\"\"}", "x.json").text(),
            "\xF0\x9F\x98\x80 æ/\"");
  EXPECT_EQ(value_of("a: \"\\x41\\U0001F600\"\n").text(), "A\xF0\x9F\x98\x80");
}

TEST(ScalarText, PointsBackThroughQuotesAndEscapes) {
  const Node node = value_of("a: \"æ\\u00e6x \\\"gun\\\" > 1\"\n");
  ASSERT_EQ(node.text(), "ææx \"gun\" > 1");
  EXPECT_EQ(place(node.span_of(0, 2)), "1:5+1");   // æ as it is
  EXPECT_EQ(place(node.span_of(2, 2)), "1:6+6");   // æ as an escape of six characters
  EXPECT_EQ(place(node.span_of(7, 3)), "1:16+3");  // gun
  EXPECT_EQ(place(node.span_of(node.text().find('>'), 1)), "1:22+1");
  EXPECT_EQ(place(node.span_of(99, 1)), "1:25+1");  // the end: the closing quote
}

TEST(ScalarText, PointsBackThroughSingleQuotesAndFoldedLines) {
  const Node node = value_of("a: 'it''s\n    total'\n");
  ASSERT_EQ(node.text(), "it's total");
  EXPECT_EQ(place(node.span_of(3, 1)), "1:9+1");
  EXPECT_EQ(place(node.span_of(5, 5)), "2:5+5");
}

TEST(ScalarText, PointsBackIntoBlockScalars) {
  const Node literal = value_of("a: |\n  gun &&\n    total > 8\n");
  EXPECT_EQ(place(literal.span()), "2:3+6");
  EXPECT_EQ(place(literal.span_of(literal.text().find("total"), 5)), "3:5+5");
  const Node folded = value_of("b: 1\na: >-\n   gun\n   && total\n");
  ASSERT_EQ(folded.text(), "gun && total");
  EXPECT_EQ(place(folded.span_of(7, 5)), "4:7+5");
}

TEST(Json, IsReadByTheSameRules) {
  const auto result = read("{\n\t\"a\": true,\n\t\"b\": [1, \"x\"]\n}\n", "form.json");
  EXPECT_THAT(result.findings, IsEmpty());
  ASSERT_TRUE(result.document);
  EXPECT_TRUE(result.document->root.find("a")->is_json());
  EXPECT_EQ(result.document->root.find("b")->items().size(), 2U);
}

TEST(Json, IsKnownByItsShapeWithoutTheName) {
  EXPECT_TRUE(value_of("{\"a\": true}").is_json());
  EXPECT_FALSE(value_of("{a: true}").is_json());
  EXPECT_FALSE(value_of("a: true").is_json());
}

TEST(Json, ReportsBareWordsAndLoneSurrogates) {
  EXPECT_THAT(read("{\"a\": yes, \"b\": 'x'}", "x.json").findings,
              ElementsAre("E0126@1:7+3", "E0126@1:17+3"));
  EXPECT_THAT(read("{\"a\": \"\\uD83D!\", \"b\": \"\\uDE00\\uD83D\"}", "x.json").findings,
              ElementsAre("E0118@1:8+6", "E0118@1:24+6", "E0118@1:30+6"));
}

}  // namespace
}  // namespace vaern
