// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "safety_plan/support.hpp"
#include "vaern/case_file/load.hpp"
#include "vaern/diagnostics/catalogue.hpp"
#include "vaern/safety_plan/priorities.hpp"
#include "vaern/safety_plan/revision.hpp"
#include "vaern/safety_plan/zone_catalogue.hpp"

namespace vaern::tests {
namespace {

using ::testing::HasSubstr;

TEST(Catalogue, HoldsItsMeasuresInDeclaredOrder) {
  const Catalogue catalogue = load_good(R"(  device_check:
    text: {en: Ask, da: Spørg}
    section: digital
    who: assessor
    urgency: now
    reveals: none
    reveals_because: {en: No trace., da: Intet spor.}
  own_device:
    text: {en: Use a clean device, da: Brug en ren enhed}
    section: digital
    who: person
    when: {any: [device_monitored, {unknown: device_monitored}]}
    blocked_when: a
    question: {en: May it be watched?, da: Er den overvåget?}
    instead: device_check
    after: [device_check]
    urgency: PT24H
    reveals: [monitoring_known, help_seeking]
    cautions: [{en: Keep it apart., da: Hold den for sig selv.}]
)");
  ASSERT_EQ(catalogue.measures().size(), 2U);
  EXPECT_EQ(catalogue.reference().to_string(), "example-measures@1");
  EXPECT_TRUE(catalogue.measures()[0].reveals_nothing());
  const Measure& own = *catalogue.find("own_device");
  EXPECT_EQ(own.who, Who::person);
  EXPECT_EQ(own.urgency, Urgency::within_24_hours);
  EXPECT_EQ(own.after, std::vector<std::string>{"device_check"});
  EXPECT_EQ(own.instead, std::vector<std::string>{"device_check"});
  EXPECT_EQ(own.reveals, (std::vector{Reveal::help_seeking, Reveal::monitoring_known}));
  EXPECT_EQ(own.cautions.size(), 1U);
  EXPECT_EQ(to_text(*own.blocked_when), "a");
  EXPECT_EQ(own.span.line, 16U);
}

TEST(Catalogue, AMeasureWithoutReviewRevealsEverything) {
  DiagnosticList findings;
  const auto catalogue =
      load_text(std::string(catalogue_head) +
                    "  m: {text: {en: T, da: T}, section: home, who: person, urgency: now}\n",
                findings);
  ASSERT_TRUE(catalogue.has_value()) << render(findings);
  EXPECT_EQ(catalogue->measures()[0].reveals.size(), 6U);
  EXPECT_FALSE(catalogue->measures()[0].reveals_nothing());
}

TEST(Catalogue, NamesEveryEdgeOfARing) {
  DiagnosticList findings;
  load_text(std::string(catalogue_head) + measure("a1", "now", "after: [a3]") +
                measure("a2", "now", "after: [a1, a4]") + measure("a3", "now", "after: [a2]") +
                measure("a4", "now", "after: [a4]"),
            findings);
  ASSERT_EQ(findings.size(), 2U) << render(findings);
  EXPECT_THAT(findings[0].message(), HasSubstr("a1 -> a3 -> a2 -> a1"));
  ASSERT_EQ(findings[0].notes.size(), 3U);
  EXPECT_EQ(findings[0].notes[1].span.line, 11U);
  EXPECT_THAT(findings[1].message(), HasSubstr("a4 -> a4"));
}

TEST(Catalogue, NoLevelBlocks) {
  EXPECT_EQ(codes_for(measure("m", "now", "blocked_when: {level: low}")), "E0810");
  EXPECT_EQ(codes_for(measure("m", "now", "blocked_when: {all: [a, {level: {from: high}}]}")),
            "E0810");
  EXPECT_EQ(codes_for(measure("m", "now", "blocked_when: {unknown: level}")), "E0810");
  EXPECT_EQ(codes_for(measure("m", "now", "blocked_when: a")), "");
}

TEST(Catalogue, ALevelOpensAndNeverCloses) {
  const auto when = [](const std::string& condition) {
    return codes_for(measure("m", "now", "when: " + condition));
  };
  EXPECT_EQ(when("{level: {from: high}}"), "");
  EXPECT_EQ(when("{level: high}"), "");
  EXPECT_EQ(when("{any: [a, {level: high}]}"), "");
  EXPECT_EQ(when("{level: low}"), "E0811");
  EXPECT_EQ(when("{level: {to: low}}"), "E0811");
  EXPECT_EQ(when("{not: {level: high}}"), "E0811");
  EXPECT_EQ(when("{not: {level: low}}"), "");
  EXPECT_EQ(when("{not: {not: {level: low}}}"), "E0811");
  EXPECT_EQ(when("{all: [a, {level: low}]}"), "E0811");
  EXPECT_EQ(when("{at_least: {2: [a, b, {level: low}]}}"), "E0811");
  EXPECT_EQ(when("\"level == 'low' ? a : b\""), "E0811");
  EXPECT_EQ(when("{unknown: level}"), "E0811");
}

TEST(Catalogue, PointsAtThePartThatClosesHelp) {
  DiagnosticList findings;
  auto catalogue = load_text(
      std::string(catalogue_head) + measure("m", "now", "when: {any: [a, {not: {level: high}}]}"),
      findings);
  ASSERT_TRUE(catalogue.has_value()) << render(findings);
  EXPECT_FALSE(bind_catalogue(*catalogue, example_names(), findings));
  EXPECT_FALSE(catalogue->is_bound());
  EXPECT_THAT(render(findings), HasSubstr("{level: {from: high}}, under no negation"));
}

TEST(Catalogue, RefusesWhatNoPlanMayAskFor) {
  EXPECT_EQ(codes_for(measure("m", "now", "involves: [weapon, force]")), "E0804 E0804");
  EXPECT_EQ(codes_for(measure("m", "now", "involves: contact_other_party")), "E0804");
}

TEST(Catalogue, WhatRaisesTheDangerNamesItsGuard) {
  const Catalogue catalogue =
      load_good(measure("advice", "now") +
                measure("order", "P7D", "raises_danger: [served, seen], guarded_by: advice"));
  const Measure& order = *catalogue.find("order");
  EXPECT_EQ(order.raises_danger, (std::vector{Danger::served, Danger::seen}));
  EXPECT_EQ(order.guarded_by, std::vector<std::string>{"advice"});
  EXPECT_EQ(catalogue.links()[1].guarded_by, std::vector<std::size_t>{0});
  EXPECT_EQ(codes_for(measure("m", "now", "raises_danger: moved")), "E0818");
  EXPECT_EQ(codes_for(measure("m", "now", "raises_danger: moved, guarded_by: []")), "E0818");
  EXPECT_EQ(codes_for(measure("m", "now") + measure("n", "now", "guarded_by: m")), "E0819");
  EXPECT_EQ(codes_for(measure("m", "now", "raises_danger: moved, guarded_by: n")), "E0801");
}

TEST(Catalogue, AGuardIsAStepOfARing) {
  DiagnosticList findings;
  load_text(std::string(catalogue_head) + measure("a1", "now", "after: [a2]") +
                measure("a2", "now", "raises_danger: seen, guarded_by: a1"),
            findings);
  ASSERT_EQ(findings.size(), 1U) << render(findings);
  EXPECT_THAT(findings[0].message(), HasSubstr("a1 -> a2 -> a1"));
  EXPECT_EQ(findings[0].notes.size(), 2U);
}

TEST(Catalogue, ACautionIsForStaffUnlessItIsReviewedForThePerson) {
  const Catalogue catalogue = load_good(measure(
      "m", "now",
      "cautions: [{en: A, da: A}, {text: {en: B, da: B}}, {text: {en: C, da: C}, for: staff}, "
      "{text: {en: D, da: D}, for: person, reveals: [helpers]}, "
      "{text: {en: E, da: E}, for: person, reveals: none}]"));
  const std::vector<Caution>& cautions = catalogue.measures()[0].cautions;
  ASSERT_EQ(cautions.size(), 5U);
  std::string person;
  std::string discreet;
  for (const Caution& caution : cautions) {
    if (caution.is_for_person()) person += caution.text.best(Language::en);
    if (caution.reveals_nothing()) discreet += caution.text.best(Language::en);
  }
  EXPECT_EQ(person, "DE");
  EXPECT_EQ(discreet, "E");
  EXPECT_EQ(cautions[0].reveals.size(), 6U);
  const auto one = [](const std::string& caution) {
    return codes_for(measure("m", "now", "cautions: [" + caution + "]"));
  };
  EXPECT_EQ(one("{text: {en: A, da: A}, for: person}"), "E0140");
  EXPECT_EQ(one("{text: {en: A, da: A}, reveals: none}"), "E0138");
  EXPECT_EQ(one("{for: person, reveals: none}"), "E0140");
  EXPECT_EQ(one("{text: {en: A, da: A}, for: person, reveals: []}"), "E0807");
}

TEST(Catalogue, UrgenciesStandFromTheMostUrgentToTheRest) {
  const auto urgency = [](const std::string& written) { return codes_for(measure("m", written)); };
  EXPECT_EQ(urgency("{now: a, PT24H: b, P7D: otherwise}"), "");
  EXPECT_EQ(urgency("{P7D: otherwise}"), "");
  EXPECT_EQ(urgency("{PT24H: a, now: b, P7D: otherwise}"), "E0821");
  EXPECT_EQ(urgency("{now: otherwise, P7D: a}"), "E0821");
  EXPECT_EQ(urgency("{now: a, P7D: b}"), "E0822");
  EXPECT_EQ(urgency("{nwo: a, P7D: otherwise}"), "E0138");
  EXPECT_EQ(urgency("{now: {level: {from: high}}, P7D: otherwise}"), "");
  EXPECT_EQ(urgency("{now: {level: low}, P7D: otherwise}"), "E0811");
  EXPECT_EQ(urgency("{now: {child.age: {to: 3}}, P7D: otherwise}"), "E0816");
}

TEST(Catalogue, SuggestsTheNearestName) {
  DiagnosticList findings;
  load_text(std::string(catalogue_head) + measure("device_check", "now") +
                measure("m", "now", "after: [device_chek], cautons: []"),
            findings);
  EXPECT_THAT(render(findings), HasSubstr("did you mean 'device_check'?"));
  EXPECT_THAT(render(findings), HasSubstr("did you mean 'cautions'?"));
}

TEST(Catalogue, CannotBeDraftedFromBeforeItIsBound) {
  DiagnosticList findings;
  const auto catalogue = load_text(catalogue_head + measure("m", "now"), findings);
  ASSERT_TRUE(catalogue.has_value());
  const FixedSituation situation(example_names());
  EXPECT_THROW(draft_plan(*catalogue, {.situation = &situation}), std::invalid_argument);
  EXPECT_THROW(draft_plan(load_good(measure("m", "now")), {}), std::invalid_argument);
}

TEST(CatalogueCodes, EachHasAFileThatShowsItAndNothingElse) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(VAERN_TEST_DATA "/golden/bad")) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() != ".yaml") continue;  // beside it: what the command says
    if (name.substr(0, 3) == "E08") files[name.substr(0, 5)] = entry.path().string();
  }
  for (const CodeInfo* code : all_codes()) {
    if (code->id.substr(0, 3) != "E08") continue;
    // Said where programmes, or two files, are read: tests/golden shows it.
    if (code->id == "E0829" || code->id == "E0833" || code->id == "E0872") continue;
    const auto file = files.find(std::string(code->id));
    ASSERT_NE(file, files.end()) << code->id << " has no file under tests/golden/bad";
    DiagnosticList findings;
    const auto document = read_document_file(file->second, findings, "measures.yaml");
    ASSERT_TRUE(document.has_value()) << file->second;
    if (document->root.find("case") != nullptr) {  // what is said of the plans of a case
      const auto of_case = load_case(*document, findings);
      ASSERT_TRUE(of_case.has_value()) << render(findings);
      check_revisions(*of_case, findings);
      check_priorities(*of_case, findings);
    } else if (document->root.find("zones") != nullptr) {
      auto catalogue = load_zone_catalogue(*document, findings);
      if (catalogue) bind_zone_catalogue(*catalogue, example_names(), findings);
    } else {
      auto catalogue = load_catalogue(*document, findings);
      if (catalogue) bind_catalogue(*catalogue, example_names(), findings);
    }
    ASSERT_FALSE(findings.empty()) << file->second;
    for (const Diagnostic& finding : findings) EXPECT_EQ(finding.code, code) << render(findings);
    for (const Language language : {Language::en, Language::da}) {
      EXPECT_THAT(findings[0].message(language), ::testing::Not(HasSubstr("{")));
    }
  }
}

}  // namespace
}  // namespace vaern::tests
