// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "exchange/html_reader.hpp"
#include "exchange/plan_copies.hpp"

namespace vaern {
namespace {

using namespace exchange_tests;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr std::array<PlanCopy, 6> every_copy{PlanCopy::person,    PlanCopy::discreet,
                                             PlanCopy::agency,    PlanCopy::card,
                                             PlanCopy::recipient, PlanCopy::handover};

CopyOptions options_for(PlanCopy copy, Language language = Language::da) {
  CopyOptions options{.copy = copy, .language = language};
  if (copy == PlanCopy::recipient) {
    options.recipient = Who::police;
    options.sections = {"danger", "everyday"};
  }
  return options;
}

std::size_t count_of(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

TEST(PlanCopies, AreWellFormedAloneAndDark) {
  for (const std::string_view name : example_cases) {
    const auto made = make(text_of_case(name));
    for (const PlanCopy copy : every_copy) {
      for (const Language language : both_languages) {
        SCOPED_TRACE(std::string(name) + " " + std::string(to_string(copy)));
        const std::string html = copied(*made, options_for(copy, language), CopyFormat::html);
        EXPECT_THAT(check(html).faults, IsEmpty());
        EXPECT_EQ(count_of(html, "<h1"), 1U);
        EXPECT_THAT(html, HasSubstr("default-src 'none'; style-src 'unsafe-inline'\""));
        for (const char* outside : {"http:", "https:", "<script", "<link", "<img", "url(",
                                    "@import", " src=", " href="}) {
          EXPECT_THAT(html, Not(HasSubstr(outside)));
        }
      }
    }
  }
}

TEST(PlanCopies, ThePersonsHoldsAgreedUrgentMeasuresAndWhatSheDoesFirst) {
  const auto made = make(text_of_case("complete"));
  const std::string text = copied(*made, options_for(PlanCopy::person), CopyFormat::text);
  EXPECT_THAT(text, testing::StartsWith("Din plan\n"));
  const std::size_t does = text.find("Du kan holde telefonen opladet");
  const std::size_t agreed = text.find("Det har vi aftalt");
  ASSERT_NE(does, std::string::npos) << text;
  EXPECT_LT(does, agreed);
  const std::vector<std::size_t> places = agreed_for_person(made->report.plan);
  for (std::size_t i = 0; i < made->report.plan.measures.size(); ++i) {
    if (std::find(places.begin(), places.end(), i) != places.end()) continue;
    const PlannedMeasure& planned = made->report.plan.measures[i];
    EXPECT_THAT(flowing(text), Not(HasSubstr(planned.measure->text.best(Language::da))));
  }
  EXPECT_THAT(text, Not(HasSubstr("personen")));   // what professionals do
  EXPECT_THAT(text, Not(HasSubstr("Andre gør")));  // P3.2
  EXPECT_THAT(text, Not(HasSubstr("Pas på")));
  EXPECT_THAT(text, Not(HasSubstr("k-0412")));
}

TEST(PlanCopies, ThePersonsSaysThatMoreWasAgreedThanHasRoom) {
  const auto made = make(text_of_case("complete"));
  SafetyPlan plan = made->report.plan;
  for (PlannedMeasure& planned : plan.measures) planned.status = MeasureStatus::agreed;
  ASSERT_GT(agreed_for_person(plan).size(), 12U);
  const std::string html = copied(*made, options_for(PlanCopy::person), CopyFormat::html, &plan);
  EXPECT_LE(count_of(html, "<li>"), 12U);
  EXPECT_THAT(html, HasSubstr("Vi har aftalt mere."));
  EXPECT_THAT(flowing(copied(*made, options_for(PlanCopy::agency), CopyFormat::text, &plan)),
              HasSubstr("Aftalt, men uden plads på personens udgave:"));
  const auto json =
      nlohmann::json::parse(copied(*made, options_for(PlanCopy::person), CopyFormat::json, &plan));
  EXPECT_EQ(json["measures"].size(), 12U);
  EXPECT_EQ(json["beyond"], agreed_for_person(plan).size() - 12);
}

TEST(PlanCopies, TheAgencysAccountsForEveryMeasure) {
  for (const std::string_view name : example_cases) {
    const auto made = make(text_of_case(name));
    const std::string text =
        flowing(copied(*made, options_for(PlanCopy::agency), CopyFormat::markdown));
    std::size_t unseen = 0;
    for (const PlannedMeasure& planned : made->report.plan.measures) {
      // Markdown has signs of its own escaped; the first words are enough to find a line.
      const std::string words = planned.measure->text.best(Language::da).substr(0, 24);
      if (text.find(words) == std::string::npos) ++unseen;
    }
    EXPECT_EQ(unseen, 0U) << name;
  }
}

TEST(PlanCopies, TheCardHasThreeToFiveLines) {
  for (const std::string_view name : example_cases) {
    const auto made = make(text_of_case(name));
    for (const Language language : both_languages) {
      const auto json = nlohmann::json::parse(
          copied(*made, options_for(PlanCopy::card, language), CopyFormat::json));
      EXPECT_GE(json["lines"].size(), 3U) << name;
      EXPECT_LE(json["lines"].size(), 5U) << name;
      EXPECT_THAT(json["lines"][0].get<std::string>(), HasSubstr("112"));
    }
  }
}

TEST(PlanCopies, ARecipientGetsAgreedMeasuresOfTheSharedSectionsAlone) {
  const auto made = make(text_of_case("complete"));
  const std::string text =
      flowing(copied(*made, options_for(PlanCopy::recipient), CopyFormat::text));
  EXPECT_THAT(text, HasSubstr("Aftaler, til: politi"));
  EXPECT_THAT(text, HasSubstr("Det skrives i sagen, at dette er givet videre"));
  std::size_t shared = 0;
  for (const PlannedMeasure& planned : made->report.plan.measures) {
    const std::string words = planned.measure->text.best(Language::da);
    const std::string& section = planned.measure->section;
    const bool may =
        (section == "danger" || section == "everyday") &&
        (planned.status == MeasureStatus::agreed || planned.status == MeasureStatus::already_does);
    if (may) ++shared;
    if (!may) {
      EXPECT_THAT(text, Not(HasSubstr(words))) << planned.id();
    }
  }
  EXPECT_EQ(shared, 2U);
}

TEST(PlanCopies, ASectionThatIsNotThereIsRefusedWithTheNearest) {
  const auto made = make(text_of_case("complete"));
  CopyOptions options = options_for(PlanCopy::recipient);
  options.sections = {"everday"};
  const auto result = plan_copy(source_of(*made), options, CopyFormat::text);
  ASSERT_FALSE(result.has_value());
  EXPECT_THAT(render(result.error()), HasSubstr("E1091"));
  EXPECT_THAT(render(result.error()), HasSubstr("did you mean 'everyday'?"));
}

TEST(PlanCopies, NamesComeFromTheTableAndNeverIntoJson) {
  const auto made = make(text_of_case("complete"));
  NameTable names;
  for (const Party& party : made->file.parties) {
    names[party.id] = {"Navn-" + party.id, "tlf-" + party.id};
  }
  for (const PlanCopy copy : every_copy) {
    CopyOptions options = options_for(copy);
    options.names = &names;
    EXPECT_THAT(copied(*made, options, CopyFormat::json), Not(HasSubstr("Navn-")))
        << to_string(copy);
    // Neither the other party nor the child is somebody to call.
    const std::string html = copied(*made, options, CopyFormat::html);
    EXPECT_THAT(html, Not(HasSubstr("Navn-o1"))) << to_string(copy);
    EXPECT_THAT(html, Not(HasSubstr("tlf-c1"))) << to_string(copy);
  }
  CopyOptions options = options_for(PlanCopy::person);
  options.names = &names;
  EXPECT_THAT(copied(*made, options, CopyFormat::text), HasSubstr("- Navn-w1, tlf-w1"));
  for (const PlanCopy copy : {PlanCopy::agency, PlanCopy::handover}) {
    options = options_for(copy);
    options.names = &names;
    const std::string text = copied(*made, options, CopyFormat::text);
    EXPECT_THAT(text, HasSubstr("- w1: Navn-w1, tlf-w1\n"));
    EXPECT_THAT(text, HasSubstr("- c1: Navn-c1\n"));
  }
  EXPECT_THAT(flowing(copied(*made, options, CopyFormat::text)), HasSubstr("noteret af Navn-w1"));
}

TEST(PlanCopies, ATableOfNamesIsHeldToTheCase) {
  const auto made = make(text_of_case("complete"));
  DiagnosticList findings;
  const auto document = read_document(
      "names.yaml", "w1: {name: Navn, telephone: '12 34 56 78'}\nw9: {name: Navn}\nw2: {nam: N}\n",
      findings);
  ASSERT_TRUE(document);
  EXPECT_FALSE(load_names(*document, made->file, findings));
  const std::string said = render(findings);
  EXPECT_THAT(said, HasSubstr("'w9' is nobody in case k-0412"));
  EXPECT_THAT(said, HasSubstr("did you mean 'name'?"));
}

TEST(PlanCopies, TheHandoverSaysWhatIsInUseAskedSettledAndOpen) {
  const auto made = make(text_of_case("complete"));
  const std::string text =
      flowing(copied(*made, options_for(PlanCopy::handover), CopyFormat::text));
  std::size_t last = 0;
  for (const char* heading : {"Aftalt og i brug", "Spørg først", "Mangler at blive gjort",
                              "Gjort, frafaldet og afslået", "Næste gennemgang af planen"}) {
    const std::size_t at = text.find(heading);
    ASSERT_NE(at, std::string::npos) << heading;
    EXPECT_LT(last, at) << heading;
    last = at;
  }
  EXPECT_THAT(text.substr(last), HasSubstr("25. november 2026"));
}

TEST(PlanCopies, MarkdownIsTextAndNeverMarkup) {
  const auto made = make(text_of_case("complete"));
  NameTable names;
  names["w1"] = {"<b>*N*</b> [x](y)", "1"};
  CopyOptions options = options_for(PlanCopy::person);
  options.names = &names;
  EXPECT_THAT(copied(*made, options, CopyFormat::markdown),
              HasSubstr("\\<b\\>\\*N\\*\\</b\\> \\[x\\](y), 1"));
}

}  // namespace
}  // namespace vaern
