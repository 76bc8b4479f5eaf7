// SPDX-License-Identifier: Apache-2.0
// Languages beyond Danish and English: the template, what is read of a translation, and copies in
// it.
#include <gmock/gmock.h>

#include "exchange/html_reader.hpp"
#include "exchange/plan_copies.hpp"

namespace vaern {
namespace {

using namespace exchange_tests;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// The template with every entry translated: the English in brackets.
std::string translated(const Catalogue& catalogue, std::string_view language) {
  std::string po =
      changed(translation_template(catalogue), "Language: ", "Language: " + std::string(language));
  std::string out;
  std::string id;
  std::istringstream lines(po);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("msgid \"")) id = line.substr(7, line.size() - 8);
    if (line == "msgstr \"\"" && !id.empty()) line = "msgstr \"<" + id + ">\"";
    out += line + "\n";
  }
  return out;
}

Translation load_good_translation(const std::string& text) {
  DiagnosticList findings;
  auto translation = load_translation("words.po", text, findings);
  EXPECT_TRUE(translation && findings.empty()) << render(findings);
  return translation.value_or(Translation());
}

std::string fault(const std::string& text) {
  DiagnosticList findings;
  EXPECT_FALSE(load_translation("words.po", text, findings));
  return render(findings);
}

const std::string head = "msgid \"\"\nmsgstr \"\"\n\"Language: ar\\n\"\n";

TEST(Translation, OfEveryWordIsACopyWithoutAWordOfDanishOrEnglishLeft) {
  const auto made = make(text_of_case("complete"));
  const Translation arabic = load_good_translation(translated(made->programme->catalogue(), "ar"));
  for (const PlanCopy copy : {PlanCopy::person, PlanCopy::discreet}) {
    const CopyOptions options{.copy = copy, .translation = &arabic};
    const std::string html = copied(*made, options, CopyFormat::html);
    EXPECT_THAT(html, HasSubstr("<html lang=\"ar\" dir=\"rtl\">"));
    EXPECT_THAT(html, Not(HasSubstr("<span")));
    EXPECT_THAT(check(html).faults, IsEmpty());
    for (const CopyFormat format : {CopyFormat::text, CopyFormat::markdown}) {
      std::istringstream lines(copied(*made, options, format));
      for (std::string line; std::getline(lines, line);) {
        const bool is_rule = line.find_first_not_of("=-") == std::string::npos;
        const bool continues = line.starts_with("  ");
        EXPECT_TRUE(is_rule || continues || line.find('<') != std::string::npos) << line;
      }
    }
  }
}

TEST(Translation, WhatMattersForSafetyIsNeverLeftInAnotherLanguage) {
  const auto made = make(text_of_case("complete"));
  const std::string whole = translated(made->programme->catalogue(), "pl");
  struct Lacking {
    const char* context;
    std::vector<PlanCopy> refused;
    const char* named;
  };
  for (const auto& [context, refused, named] :
       {Lacking{"msgctxt \"measure charged_phone\"", {PlanCopy::person}, "charged_phone"},
        Lacking{"msgctxt \"note charged_phone\"", {PlanCopy::discreet}, "charged_phone"},
        Lacking{"msgid \"In danger: call 112.\"",
                {PlanCopy::person, PlanCopy::discreet},
                "In danger: call 112."}}) {
    SCOPED_TRACE(context);
    std::string text = whole;
    const std::size_t at = text.find("msgstr", text.find(context));
    text.replace(at, text.find('\n', at) - at, "msgstr \"\"");
    const Translation polish = load_good_translation(text);
    SafetyPlan plan = made->report.plan;
    for (PlannedMeasure& planned : plan.measures) {
      if (planned.measure->id == "call_112") planned.status = MeasureStatus::proposed;
    }
    for (const PlanCopy copy : {PlanCopy::person, PlanCopy::discreet}) {
      for (const CopyFormat format : copy_formats) {
        const auto result =
            plan_copy(source_of(*made, &plan), {.copy = copy, .translation = &polish}, format);
        const bool is_refused = std::find(refused.begin(), refused.end(), copy) != refused.end();
        ASSERT_EQ(result.has_value(), !is_refused) << to_string(copy);
        if (!is_refused) continue;
        EXPECT_THAT(render(result.error()), testing::AllOf(HasSubstr("E1090"), HasSubstr(named)));
      }
    }
  }
}

TEST(Translation, AFallbackElsewhereIsVisibleAndMarked) {
  const auto made = make(text_of_case("complete"));
  std::string text = translated(made->programme->catalogue(), "ar");
  const std::size_t at = text.find("msgstr", text.find("msgid \"We have agreed on this\""));
  text.replace(at, text.find('\n', at) - at, "msgstr \"\"");
  const Translation arabic = load_good_translation(text);
  const CopyOptions options{
      .copy = PlanCopy::person, .language = Language::da, .translation = &arabic};
  EXPECT_THAT(copied(*made, options, CopyFormat::html),
              HasSubstr("<h2 lang=\"da\" dir=\"auto\">Det har vi aftalt [da]</h2>"));
  EXPECT_THAT(copied(*made, options, CopyFormat::text), HasSubstr("Det har vi aftalt [da]\n"));
}

TEST(Translation, ATextThatWasChangedSinceIsNotTranslated) {
  const auto made = make(text_of_case("complete"));
  const Translation words = load_good_translation(
      head + "msgctxt \"measure charged_phone\"\nmsgid \"Another text\"\nmsgstr \"x\"\n");
  EXPECT_EQ(words.find("measure charged_phone",
                       *made->programme->catalogue().find("charged_phone")->text.get("en")),
            nullptr);
  EXPECT_NE(words.find("measure charged_phone", "Another text"), nullptr);
}

TEST(Translation, WhatIsEmptyOrFuzzyIsNone) {
  const Translation words = load_good_translation(
      head +
      "\n#, fuzzy\nmsgid \"a\"\nmsgstr \"x\"\n\nmsgid \"b\"\nmsgstr \"\"\n\nmsgid \"c\"\n"
      "msgstr \"\"\n\"one \"\n\"\\\"two\\\"\\n\"\n");
  EXPECT_EQ(words.size(), 1U);
  ASSERT_NE(words.find("", "c"), nullptr);
  EXPECT_EQ(*words.find("", "c"), "one \"two\"\n");
}

TEST(Translation, KnowsScriptsThatRunFromRightToLeft) {
  for (const auto& [tag, is_right_to_left] :
       std::vector<std::pair<std::string, bool>>{{"ar", true},
                                                 {"fa", true},
                                                 {"ur", true},
                                                 {"ps", true},
                                                 {"ckb", true},
                                                 {"he", true},
                                                 {"pl", false},
                                                 {"so", false},
                                                 {"uk", false},
                                                 {"ku-Arab", true},
                                                 {"ku", false},
                                                 {"az-Latn", false},
                                                 {"ar-SY", true},
                                                 {"pa-Arab", true}}) {
    EXPECT_EQ(load_good_translation("msgid \"\"\nmsgstr \"Language: " + tag + "\\n\"\n")
                  .is_right_to_left(),
              is_right_to_left)
        << tag;
  }
}

TEST(Translation, ANumberIsReadFromLeftToRightInAnyScript) {
  const auto made = make(text_of_case("complete"));
  const Translation arabic = load_good_translation(translated(made->programme->catalogue(), "ar"));
  const NameTable names{{"w1", {"N", "12 34 56 78"}}};
  EXPECT_THAT(copied(*made, {.copy = PlanCopy::person, .translation = &arabic, .names = &names},
                     CopyFormat::html),
              HasSubstr("\u206612 34 56 78\u2069"));
}

TEST(Translation, SaysWhereAFileIsNone) {
  EXPECT_THAT(fault("msgid \"\"\nmsgstr \"\"\n"), HasSubstr("E1097"));
  EXPECT_THAT(fault("msgid \"\"\nmsgstr \"Language: ../x\\n\"\n"), HasSubstr("E1097"));
  EXPECT_THAT(fault(head + "msgid \"a\"\nmsgid_plural \"b\"\n"),
              HasSubstr("words.po:5:1: error[E1094]"));
  EXPECT_THAT(fault(head + "msgid \"a\nmsgstr \"b\"\n"), HasSubstr("words.po:4:7: error[E1094]"));
  EXPECT_THAT(fault(head + "msgid \"a\nmsgstr \"b\"\n"), Not(HasSubstr("E1097")));
  EXPECT_THAT(fault(head + "msgid \"a\\q\"\nmsgstr \"b\"\n"), HasSubstr("E1094"));
  EXPECT_THAT(fault(head + "msgid \"a\"\n"), HasSubstr("words.po:4:1: error[E1095]"));
  EXPECT_THAT(fault(head + "msgid \"a\"\nmsgstr \"b\"\nmsgid \"a\"\nmsgstr \"c\"\n"),
              HasSubstr("words.po:6:1: error[E1096]"));
  EXPECT_THAT(fault("\xFF"), HasSubstr("E0101"));
}

TEST(Translation, TheTemplateHasEveryMeasureOnceWithTheDanishBesideIt) {
  const auto made = make(text_of_case("complete"));
  const std::string text = translation_template(made->programme->catalogue());
  for (const Measure& measure : made->programme->catalogue().measures()) {
    const std::string entry =
        "#. da: " + *measure.text.get("da") + "\nmsgctxt \"measure " + measure.id + "\"\n";
    EXPECT_THAT(text, HasSubstr(entry));
  }
  EXPECT_THAT(text, HasSubstr("#. da: Lad telefonen op, og tag den med.\n"
                              "msgctxt \"note charged_phone\"\n"));
  // The danger line is there once, with what the documents say themselves.
  EXPECT_THAT(text, Not(HasSubstr("msgctxt \"note call_112\"")));
  EXPECT_EQ(text.find("msgid \"In danger: call 112.\""),
            text.rfind("msgid \"In danger: call 112.\""));
}

/// A small catalogue of which one measure is only in Danish.
Catalogue with_danish_alone() {
  DiagnosticList findings;
  const auto document = read_document("measures.yaml", R"(vaern: 1
catalogue: example-measures
version: "1"
status: draft
title: {en: Example measures, da: Eksempler}
levels: [low, high]
sections: {home: {en: Home, da: Hjem}}
measures:
  both: {text: {en: Lock the door, da: Lås døren}, section: home, who: person, urgency: now, reveals: [leaving]}
  danish: {text: {da: Hold nøglen hos dig}, section: home, who: person, urgency: now, reveals: [leaving]}
)",
                                      findings);
  auto catalogue = document ? load_catalogue(*document, findings) : std::nullopt;
  EXPECT_TRUE(catalogue) << render(findings);
  return catalogue.value();
}

TEST(Translation, OfAMeasureThatIsOnlyInDanishIsOfTheDanish) {
  const Catalogue catalogue = with_danish_alone();
  const std::string text = translation_template(catalogue);
  EXPECT_THAT(text,
              HasSubstr("#. There is no English; this text is in: da\nmsgctxt \"measure danish\"\n"
                        "msgid \"Hold nøglen hos dig\"\nmsgstr \"\"\n"));
  EXPECT_THAT(text, HasSubstr("#. da: Lås døren\nmsgctxt \"measure both\"\n"
                              "msgid \"Lock the door\"\n"));
  const Translation arabic = load_good_translation(translated(catalogue, "ar"));
  const Measure& measure = *catalogue.find("danish");
  const std::string* found =
      arabic.find(measure_context("danish"), text_to_translate(measure.text));
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(*found, "<Hold nøglen hos dig>");
  EXPECT_THAT(translation_template(catalogue, &arabic), Not(HasSubstr("msgctxt")));
  DiagnosticList findings;
  check_translation(arabic, catalogue, findings);
  EXPECT_EQ(render(findings), "");
}

TEST(Translation, OfEveryWordOfTheShippedCatalogueIsUsed) {
  const auto made = make(text_of_case("complete"));
  const Catalogue& catalogue = made->programme->catalogue();
  DiagnosticList findings;
  check_translation(load_good_translation(translated(catalogue, "ar")), catalogue, findings);
  EXPECT_EQ(render(findings), "");
}

TEST(Translation, WarnsOfAnotherCatalogueAndOfWhatIsUsedNowhere) {
  const Catalogue catalogue = with_danish_alone();
  std::string text = translated(catalogue, "ar");
  text = changed(text, "X-Catalogue: example-measures@1", "X-Catalogue: example-measures@0");
  text = changed(text, "msgid \"Lock the door\"", "msgid \"Lock every door\"");
  text = changed(text, "measure danish", "measure swedish");
  const Translation words = load_good_translation(text);
  EXPECT_EQ(words.catalogue(), "example-measures@0");
  DiagnosticList findings;
  check_translation(words, catalogue, findings);
  const std::string said = render(findings);
  EXPECT_EQ(findings.size(), 3U);
  EXPECT_FALSE(findings.has_errors());
  EXPECT_THAT(said, HasSubstr("words.po:3:1: warning[E1088]"));
  EXPECT_THAT(said, HasSubstr("'measure both' with the text 'Lock every door'"));
  EXPECT_THAT(said, HasSubstr("'measure swedish' with the text 'Hold nøglen hos dig'"));
}

}  // namespace
}  // namespace vaern
