// SPDX-License-Identifier: Apache-2.0
#include "vaern/model/head.hpp"

#include <gmock/gmock.h>

#include "document/support.hpp"
#include "vaern/document/scalars.hpp"

namespace vaern {
namespace {

using test::places;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* good = R"YAML(vaern: 1
policy: example-review
version: "2009.1"
status: in_force
title: {en: Review, da: Opfølgning}
description: {en: What it is, da: Hvad det er}
licence: {class: C, wording: own, note: {en: Free, da: Fri}}
sources:
  campbell2009: {cite: "Campbell (2009)", doi: 10.1177/0886260508317180, url: "https://example.org"}
  law: {cite: Lov om social service, authority: Folketinget}
supersedes: example-review@2008
value: {value: 0.5, source: law, verified: yes}
other: {deep: [{source: local}, {source: campbell2009}]}
)YAML";

struct Loaded {
  DiagnosticList findings;
  std::optional<Document> document;
  std::optional<ModelHead> head;

  explicit Loaded(const std::string& text, std::vector<std::string> body = {"value", "other"})
      : document(read_document("m.yaml", text, findings)) {
    Fields fields(document->root, findings);
    for (const std::string& key : body) fields.allow(key);
    head = read_head(fields, findings);
    fields.finish();
    findings.sort();
  }
};

std::string with(const std::string& old, const std::string& replacement) {
  std::string text = good;
  const std::size_t at = text.find(old);
  EXPECT_NE(at, std::string::npos) << old;
  return text.replace(at, old.size(), replacement);
}

TEST(Head, HoldsWhatEveryModelBeginsWith) {
  const Loaded loaded(good);
  EXPECT_THAT(places(loaded.findings), IsEmpty());
  ASSERT_TRUE(loaded.head);
  const ModelHead& head = *loaded.head;
  EXPECT_EQ(head.kind, Kind::policy);
  EXPECT_EQ(head.reference().to_string(), "example-review@2009.1");
  EXPECT_EQ(head.status, ModelStatus::in_force);
  EXPECT_EQ(*head.title.get("da"), "Opfølgning");
  ASSERT_TRUE(head.licence);
  EXPECT_EQ(head.licence->class_, Licence::Class::c);
  EXPECT_EQ(head.licence->wording, Licence::Wording::own);
  ASSERT_EQ(head.sources.size(), 2U);
  EXPECT_EQ(head.find_source("campbell2009")->doi, "10.1177/0886260508317180");
  EXPECT_EQ(head.find_source("law")->authority, "Folketinget");
  EXPECT_EQ(head.find_source("nobody"), nullptr);
  EXPECT_EQ(head.supersedes->model.version, "2008");
  EXPECT_FALSE(head.superseded_by);
  EXPECT_EQ(test::place(head.span), "2:9+14");
}

TEST(Head, ReportsEverythingAtOnce) {
  const Loaded loaded(
      "vaern: 2\npolicy: Example\nversion: 2009\nstatus: drat\ntitel: {en: x}\n"
      "sources: {a: {doi: x}}\nsupersedes: x\nbody: 1\n",
      {"body"});
  EXPECT_THAT(places(loaded.findings),
              ElementsAre("E0202@1:8+1", "E0173@2:9+7", "E0192@3:10+4", "E0198@4:9+4",
                          "E0138@5:1+5", "E0139@6:11+1", "E0213@7:13+1"));
  EXPECT_FALSE(loaded.head);
}

TEST(Head, IsThereDespiteFaultsThatLeaveIdAndVersion) {
  const Loaded loaded(with("status: in_force\n", ""));
  EXPECT_THAT(places(loaded.findings), ElementsAre("E0140@1:1+1"));
  ASSERT_TRUE(loaded.head);
  EXPECT_EQ(loaded.head->id, "example-review");
}

TEST(Head, ChecksEverySourceOfTheDocument) {
  const Loaded loaded(with("source: local", "source: campbell209"));
  EXPECT_THAT(places(loaded.findings), ElementsAre("E0212@13:25+11"));
  EXPECT_EQ(loaded.findings[0].help_text(), "did you mean 'campbell2009'?");
  EXPECT_TRUE(loaded.head);
}

TEST(Head, WarnsWhenALanguageIsMissing) {
  const Loaded loaded(with("{en: Review, da: Opfølgning}", "{en: Review}"));
  EXPECT_THAT(places(loaded.findings), ElementsAre("E0210@5:1+5"));
  EXPECT_FALSE(loaded.findings.has_errors());
  EXPECT_THAT(places(Loaded(with("{en: Review, da: Opfølgning}", "{da: Opfølgning}")).findings),
              ElementsAre("E0211@5:1+5"));
  EXPECT_THAT(places(Loaded(with("{en: Review, da: Opfølgning}", "{en: Review, da: no}")).findings),
              ElementsAre("E0191@5:25+2"));
}

TEST(Head, KnowsTheCountryCodeThatIsTakenForDanish) {
  const Loaded loaded(with("{en: Review, da: Opfølgning}", "{en: Review, dk: Opfølgning}"));
  EXPECT_THAT(places(loaded.findings), ElementsAre("E0210@5:1+5"));
  EXPECT_EQ(loaded.findings[0].help_text(), "did you mean 'da'?");
}

TEST(Kinds, AreNamedByTheirKey) {
  const auto detect = [](const std::string& text) {
    DiagnosticList findings;
    const auto document = read_document("m.yaml", text, findings);
    const auto kind = detect_kind(*document, findings);
    return std::pair(kind, places(findings));
  };
  EXPECT_EQ(detect("vaern: 1\ncase: k-1\n").first, Kind::case_file);
  EXPECT_EQ(detect("vaern: 1\ncalendar: x\n").first, Kind::calendar);
  EXPECT_THAT(detect("policy: x\n").second, ElementsAre("E0201@1:1+1"));
  EXPECT_THAT(detect("vaern: \"1\"\npolicy: x\n").second, ElementsAre("E0202@1:8+3"));
  EXPECT_THAT(detect("vaern:\npolicy: x\n").second, ElementsAre("E0202@1:1+5"));
  EXPECT_THAT(detect("vaern: 1\nitems: x\n").second, ElementsAre("E0203@1:1+1"));
  const auto misspelt = detect("vaern: 1\ncatalouge: x\n");
  EXPECT_EQ(misspelt.first, std::nullopt);
  EXPECT_THAT(misspelt.second, ElementsAre("E0203@2:1+9"));
  EXPECT_THAT(detect("vaern: 1\npolicy: x\ncase: y\n").second, ElementsAre("E0204@3:1+4"));
  EXPECT_EQ(detect("vaern: 1\ncalendar: x@1\npolicy: y\n").first, Kind::policy);
  EXPECT_EQ(detect("vaern: 1\npolicy: x@1\ncatalogue: y\nprogramme: z\n").first, Kind::programme);
  EXPECT_EQ(detect("vaern: 1\ncase: k\nprogramme: z@1\n").first, Kind::case_file);
  EXPECT_THAT(detect("[vaern, 1]\n").second, ElementsAre("E0130@1:1+1"));
}

TEST(Parts, ReadNumbersWithAndWithoutTheirSource) {
  DiagnosticList findings;
  const auto document = read_document(
      "m.yaml",
      "a: 8\nb: {value: 0.25, source: law, verified: no}\nc: {source: law}\nd: {value: 010}\n",
      findings);
  const Node& root = document->root;
  EXPECT_EQ(read_number(*root.find("a"), findings)->value, Rational(8));
  const auto number = read_number(*root.find("b"), findings);
  ASSERT_TRUE(number);
  EXPECT_EQ(number->value, Rational(1, 4));
  EXPECT_EQ(number->source, "law");
  EXPECT_EQ(number->verified, false);
  EXPECT_EQ(test::place(number->span), "2:12+4");
  EXPECT_THAT(places(findings), IsEmpty());
  EXPECT_FALSE(read_number(*root.find("c"), findings));
  EXPECT_FALSE(read_number(*root.find("d"), findings));
  EXPECT_THAT(places(findings), ElementsAre("E0139@3:1+1", "E0151@4:12+3"));
}

TEST(Parts, ReadExactReferences) {
  EXPECT_EQ(parse_reference("danger-assessment@2009")->to_string(), "danger-assessment@2009");
  for (const char* text : {"danger-assessment", "@1", "a@", "a@b@c", "A@1", "a@1 ", "a@é"}) {
    EXPECT_FALSE(parse_reference(text)) << text;
  }
  DiagnosticList findings;
  const auto document = read_document("m.yaml", "[a@1, a, 'a@', a b@1, a@b@c]\n", findings);
  for (const Node& item : document->root.items()) read_reference(item, findings);
  EXPECT_THAT(places(findings),
              ElementsAre("E0213@1:7+1", "E0213@1:10+4", "E0214@1:16+5", "E0214@1:23+5"));
}

}  // namespace
}  // namespace vaern
