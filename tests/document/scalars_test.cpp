// SPDX-License-Identifier: Apache-2.0
#include "vaern/document/scalars.hpp"

#include <gmock/gmock.h>

#include "document/support.hpp"
#include "vaern/document/fields.hpp"

namespace vaern {
namespace {

using test::places;
using testing::ElementsAre;
using testing::IsEmpty;

/// The value of `a` in "a: TEXT", with whatever the reader found.
template <class Reader>
struct Reading {
  std::invoke_result_t<Reader, const Node&, DiagnosticList&> value;
  DiagnosticList findings;

  std::string code() const { return findings.empty() ? "" : std::string(findings[0].code->id); }
};

template <class Reader>
Reading<Reader> read_as(const std::string& text, Reader reader,
                        const std::string& name = "t.yaml") {
  DiagnosticList syntax;
  const std::string whole = name == "t.yaml" ? "a: " + text + "\n" : "{\"a\": " + text + "}";
  const auto document = read_document(name, whole, syntax);
  EXPECT_TRUE(document.has_value()) << text;
  EXPECT_TRUE(syntax.empty()) << text;
  Reading<Reader> result;
  if (document) result.value = reader(*document->root.find("a"), result.findings);
  return result;
}

const auto whole = [](const Node& node, DiagnosticList& findings) {
  return read_integer(node, findings, 0, 10);
};

TEST(ReadDecimal, TakesDecimalsExactly) {
  EXPECT_EQ(read_as("0.25", read_decimal).value, Rational(1, 4));
  EXPECT_EQ(read_as("-3", read_decimal).value, Rational(-3));
  EXPECT_EQ(read_as("8", read_decimal, "t.json").value, Rational(8));
}

TEST(ReadDecimal, HasAFindingForEachWrongForm) {
  const std::vector<std::pair<std::string, std::string>> forms{{"high", "E0150"},
                                                               {"010", "E0151"},
                                                               {"+1", "E0152"},
                                                               {".5", "E0153"},
                                                               {"5.", "E0154"},
                                                               {"\"0,5\"", "E0155"},
                                                               {"1e3", "E0156"},
                                                               {"1_000", "E0157"},
                                                               {"0x10", "E0158"},
                                                               {".inf", "E0159"},
                                                               {"1234567890123456789", "E0160"},
                                                               {"\"8\"", "E0161"},
                                                               {"yes", "E0150"},
                                                               {"[8]", "E0135"},
                                                               {"{a: 8}", "E0134"}};
  for (const auto& [text, code] : forms) {
    const auto reading = read_as(text, read_decimal);
    EXPECT_FALSE(reading.value) << text;
    EXPECT_EQ(reading.code(), code) << text;
    EXPECT_EQ(reading.findings.size(), 1U) << text;
    EXPECT_EQ(reading.findings[0].span.column, 4U) << text;
  }
}

TEST(ReadInteger, WantsWholeNumbersWithinItsEnds) {
  EXPECT_EQ(read_as("10", whole).value, 10);
  EXPECT_EQ(read_as("3.0", whole).value, 3);
  EXPECT_EQ(read_as("3.5", whole).code(), "E0162");
  EXPECT_EQ(read_as("11", whole).code(), "E0163");
  EXPECT_EQ(read_as("-1", whole).findings[0].message(), "-1 is outside 0 to 10");
}

TEST(ReadYesNo, TakesTwoWordsInYamlAndTheirFellowsInJson) {
  EXPECT_EQ(read_as("yes", read_yes_no).value, true);
  EXPECT_EQ(read_as("no", read_yes_no).value, false);
  EXPECT_EQ(read_as("true", read_yes_no, "t.json").value, true);
  EXPECT_EQ(read_as("\"no\"", read_yes_no, "t.json").value, false);
  for (const char* word : {"true", "True", "on", "y", "Yes", "YES", "ja", "Ja"}) {
    const auto reading = read_as(word, read_yes_no);
    EXPECT_EQ(reading.code(), "E0165") << word;
    EXPECT_EQ(reading.findings[0].help_text(), "write yes") << word;
  }
  EXPECT_EQ(read_as("nej", read_yes_no).findings[0].help_text(), "write no");
  EXPECT_EQ(read_as("\"yes\"", read_yes_no).code(), "E0166");
  EXPECT_EQ(read_as("maybe", read_yes_no).code(), "E0164");
}

TEST(ReadId, WantsSnakeCaseOfSixtyFourCharactersAtMost) {
  EXPECT_EQ(read_as("forced_sex2", read_id).value, "forced_sex2");
  EXPECT_EQ(read_as(std::string(64, 'a'), read_id).value, std::string(64, 'a'));
  EXPECT_EQ(read_as(std::string(65, 'a'), read_id).code(), "E0172");
  for (const char* word : {"Forced", "forced-sex", "2nd", "_x", "skydevåben", "a.b"}) {
    EXPECT_EQ(read_as(word, read_id).code(), "E0170") << word;
  }
  for (const char* word : {"not_asked", "omitted", "note", "otherwise", "any", "lowest"}) {
    EXPECT_EQ(read_as(word, read_id).code(), "E0171") << word;
  }
}

TEST(ReadDocumentId, WantsKebabCase) {
  EXPECT_EQ(read_as("danger-assessment", read_document_id).value, "danger-assessment");
  EXPECT_EQ(read_as("danger_assessment", read_document_id).code(), "E0173");
  EXPECT_EQ(read_as(std::string(65, 'a'), read_document_id).code(), "E0172");
}

TEST(ReadOpaqueId, NeverRepeatsWhatWasWritten) {
  EXPECT_EQ(read_as("k-0417", read_opaque_id).value, "k-0417");
  const auto reading = read_as("Anne Hansen", read_opaque_id);
  EXPECT_EQ(reading.code(), "E0174");
  EXPECT_EQ(reading.findings[0].message().find("Anne"), std::string::npos);
}

TEST(ReadDuration, HasAFindingForEachWrongForm) {
  EXPECT_EQ(read_as("PT24H", read_duration).value, Duration::of_seconds(86400));
  EXPECT_EQ(read_as("P2W", read_duration).value, Duration::of_civil(0, 14));
  const std::vector<std::pair<std::string, std::string>> forms{
      {"24h", "E0175"},  {"P", "E0176"},     {"P1DT2H", "E0177"}, {"P1.5D", "E0178"},
      {"-P1D", "E0179"}, {"P1D2M", "E0180"}, {"P99999Y", "E0181"}};
  for (const auto& [text, code] : forms)
    EXPECT_EQ(read_as(text, read_duration).code(), code) << text;
}

TEST(ReadDate, TellsAWrongDayFromAWrongForm) {
  EXPECT_EQ(read_as("2024-02-29", read_date).value, Date(2024, 2, 29));
  EXPECT_EQ(read_as("2023-02-29", read_date).code(), "E0186");
  EXPECT_EQ(read_as("2026-09", read_date).code(), "E0187");
  EXPECT_EQ(read_as("10/9/2026", read_date).code(), "E0185");
  EXPECT_EQ(read_as("2026-09", read_partial_date).value->precision, DatePrecision::month);
  EXPECT_EQ(read_as("2026-13", read_partial_date).code(), "E0186");
  EXPECT_EQ(read_as("september", read_partial_date).code(), "E0188");
}

TEST(ReadInstant, WantsAnOffset) {
  EXPECT_EQ(read_as("2026-09-10T10:20+02:00", read_instant).value,
            Instant::parse("2026-09-10T08:20:00Z"));
  EXPECT_EQ(read_as("2026-09-10T10:20", read_instant).code(), "E0190");
  EXPECT_EQ(read_as("2026-09-10", read_instant).code(), "E0189");
  EXPECT_EQ(read_as("2026-02-30T10:20Z", read_instant).code(), "E0186");
}

TEST(ReadTextScalar, WantsQuotesAroundWhatIsNoText) {
  EXPECT_EQ(read_as("Har han våben?", read_text_scalar).value, "Har han våben?");
  EXPECT_EQ(read_as("\"010\"", read_text_scalar).value, "010");
  EXPECT_EQ(read_as("3 events", read_text_scalar).value, "3 events");
  for (const char* word : {"yes", "No", "true", "off", "y"}) {
    EXPECT_EQ(read_as(word, read_text_scalar).code(), "E0191") << word;
  }
  for (const char* word : {"010", "2009", "1.0", "1e3", "1_000", ".5"}) {
    EXPECT_EQ(read_as(word, read_text_scalar).code(), "E0192") << word;
  }
  EXPECT_EQ(read_as("2026-09-10", read_text_scalar).code(), "E0193");
  EXPECT_EQ(read_as("''", read_text_scalar).code(), "E0194");
}

TEST(ReadLocalizedText, WantsLanguages) {
  const auto reading = read_as("{en: Gun, da: Skydevåben}", read_localized_text);
  ASSERT_TRUE(reading.value);
  EXPECT_EQ(*reading.value->get("da"), "Skydevåben");
  EXPECT_EQ(read_as("Gun", read_localized_text).code(), "E0195");
  EXPECT_EQ(read_as("{english: Gun}", read_localized_text).code(), "E0196");
  EXPECT_EQ(read_as("{}", read_localized_text).code(), "E0197");
  EXPECT_THAT(places(read_as("{en: no, da: }", read_localized_text).findings),
              ElementsAre("E0191@1:9+2", "E0136@1:13+2"));
}

TEST(ReadChoice, ListsTheWordsOrTheNearest) {
  const auto reader = [](const Node& node, DiagnosticList& findings) {
    return read_choice<int>(node, findings, {{"draft", 1}, {"approved", 2}});
  };
  EXPECT_EQ(read_as("approved", reader).value, 2);
  EXPECT_EQ(read_as("aproved", reader).findings[0].help_text(), "did you mean 'approved'?");
  EXPECT_EQ(read_as("finished", reader).findings[0].help_text(), "allowed: draft, approved");
}

struct Map {
  DiagnosticList findings;  // before the document, whose reading fills it
  std::optional<Document> document;
  explicit Map(const std::string& text) : document(read_document("t.yaml", text, findings)) {}
};

TEST(Fields, ReportsUnknownAndMissingKeysAtTheirPlaces) {
  Map map("item:\n  typ: yes_no\n  colour: red\n");
  {
    Fields top(map.document->root, map.findings);
    Fields fields(*top.required("item"), map.findings);
    EXPECT_EQ(fields.required("type"), nullptr);
    EXPECT_EQ(fields.required("text"), nullptr);
    EXPECT_EQ(fields.optional("scored"), nullptr);
  }
  map.findings.sort();
  EXPECT_THAT(places(map.findings), ElementsAre("E0139@1:1+4", "E0138@2:3+3", "E0138@3:3+6"));
  EXPECT_EQ(map.findings[0].message(), "'item' has no 'text'");
  EXPECT_EQ(map.findings[1].help_text(), "did you mean 'type'?");
  EXPECT_EQ(map.findings[2].help_text(), "allowed: type, text, scored");
}

TEST(Fields, ReadsWithReadersAndSaysWhatIsEmptyOnce) {
  Map map("a: 3\nb:\nc: {d: 1}\n");
  {
    Fields fields(map.document->root, map.findings);
    EXPECT_EQ(fields.required("a", read_decimal), Rational(3));
    EXPECT_EQ(fields.required("b", read_decimal), std::nullopt);
    EXPECT_EQ(fields.optional("b"), nullptr);
    EXPECT_EQ(fields.optional_list("c"), nullptr);
    EXPECT_NE(fields.optional_map("c"), nullptr);
    EXPECT_TRUE(fields.has("b"));
  }
  EXPECT_THAT(places(map.findings), ElementsAre("E0136@2:1+1", "E0132@3:4+1"));
}

TEST(Fields, WantsExactlyOneOfSeveralKeys) {
  Map both("sum: [a]\nmean: [b]\n");
  {
    Fields fields(both.document->root, both.findings);
    const Entry* entry = fields.exactly_one_of({"sum", "mean", "max"});
    ASSERT_NE(entry, nullptr);
    EXPECT_EQ(entry->key, "sum");
  }
  EXPECT_THAT(places(both.findings), ElementsAre("E0142@2:1+4"));
  Map none("x: 1\n");
  {
    Fields fields(none.document->root, none.findings);
    fields.allow("x");
    EXPECT_EQ(fields.exactly_one_of({"sum", "mean"}), nullptr);
  }
  EXPECT_THAT(places(none.findings), ElementsAre("E0141@1:1+1"));
  Map unknown("multiply: 4\n");
  {
    Fields fields(unknown.document->root, unknown.findings);
    EXPECT_EQ(fields.exactly_one_of({"times", "plus"}), nullptr);
  }
  EXPECT_THAT(places(unknown.findings), ElementsAre("E0138@1:1+8"));  // one fault, told once
}

TEST(Fields, SaysNothingMoreOfANodeThatIsNoMap) {
  Map map("a: [1]\nb: text\n");
  for (const char* key : {"a", "b"}) {
    Fields fields(*map.document->root.find(key), map.findings);
    fields.required("x");
    fields.exactly_one_of({"y", "z"});
  }
  EXPECT_THAT(places(map.findings), ElementsAre("E0130@1:4+1", "E0131@2:4+4"));
}

TEST(ReadList, KeepsWhatCanBeRead) {
  Map map("a: [one, Two, three,]\nb: one\nc: {x: 1}\n");
  const Node& root = map.document->root;
  EXPECT_THAT(read_list(*root.find("a"), map.findings, read_id), ElementsAre("one", "three"));
  EXPECT_THAT(read_one_or_more(*root.find("b"), map.findings, read_id), ElementsAre("one"));
  EXPECT_THAT(read_list(*root.find("b"), map.findings, read_id), IsEmpty());
  EXPECT_THAT(read_list(*root.find("c"), map.findings, read_id), IsEmpty());
  EXPECT_THAT(places(map.findings), ElementsAre("E0170@1:10+3", "E0133@2:4+3", "E0132@3:4+1"));
}

}  // namespace
}  // namespace vaern
