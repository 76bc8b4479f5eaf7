// SPDX-License-Identifier: Apache-2.0
// The person's copy in one voice: what children hear, which child is meant, and the day.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "exchange/html_reader.hpp"
#include "exchange/plan_copies.hpp"

namespace vaern {
namespace {

using namespace exchange_tests;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view one_child =
    "  - {id: c1, role: child, born: 2017-03, lives_with: [p1], contact_with: [o1]}\n";

/// The complete case with these children in place of its own, and more agreed.
std::string with_children(std::string_view children, std::string_view agreed) {
  const std::string text =
      changed(text_of_case("complete"), std::string(one_child), std::string(children));
  return changed(text, "      call_112: {status: agreed, by: w1}\n",
                 "      call_112: {status: agreed, by: w1}\n" + std::string(agreed));
}

constexpr std::string_view of_two =
    "  - {id: c1, role: child, born: 2016-03-01, lives_with: [p1], contact_with: [o1]}\n"
    "  - {id: c2, role: child, born: 2012-05, lives_with: [p1]}\n";

constexpr std::string_view plan_of_both =
    "      child_adult_plan: {c1: {status: agreed, by: w1}, c2: {status: agreed, by: w1}}\n";

CopyOptions person(Language language = Language::da) {
  return {.copy = PlanCopy::person, .language = language};
}

std::string text_of(const Made& made, const CopyOptions& options = person(),
                    const SafetyPlan* other = nullptr) {
  return flowing(copied(made, options, CopyFormat::text, other));
}

// ---- one voice ----

TEST(PersonCopy, SpeaksToThePersonThroughout) {
  const auto made = make(text_of_case("complete"));
  SafetyPlan everything = made->report.plan;
  for (PlannedMeasure& planned : everything.measures) planned.status = MeasureStatus::agreed;
  const std::array<const SafetyPlan*, 2> plans{&made->report.plan, &everything};
  for (const SafetyPlan* plan : plans) {
    const std::string danish = " " + lower_case(text_of(*made, person(), plan));
    for (const char* word : {" jeg ", " min ", " mit ", " mine ", " mig "}) {
      EXPECT_THAT(danish, Not(HasSubstr(word)));
    }
    const std::string english = " " + lower_case(text_of(*made, person(Language::en), plan));
    for (const char* word : {" i ", " my ", " me ", " mine "}) {
      EXPECT_THAT(english, Not(HasSubstr(word)));
    }
  }
  EXPECT_THAT(text_of(*made), HasSubstr("Det gør du allerede"));
  EXPECT_THAT(text_of(*made, person(Language::en)), HasSubstr("You already do this"));
}

// ---- what others hear ----

TEST(PersonCopy, WhatAChildHearsStandsUnderAHeadingOfItsOwn) {
  const auto made =
      make(with_children(one_child, "      child_words_school: {c1: {status: agreed, by: w1}}\n"));
  const std::string text = text_of(*made);
  const std::size_t heading = text.find("Det kan du sige til dit barn");
  ASSERT_NE(heading, std::string::npos) << text;
  EXPECT_LT(text.find("Det har vi aftalt"), heading);
  EXPECT_LT(heading, text.find("- Du kan gå et trygt sted hen."));
  // One child: nobody needs to be told which.
  for (const char* token : {"c1", "(barn", "9 år"}) EXPECT_THAT(text, Not(HasSubstr(token)));
  EXPECT_THAT(text_of(*made, person(Language::en)),
              HasSubstr("What you can tell your child ============================ - You can go"));
}

TEST(PersonCopy, WhatHelpersHearIsNotSaidToThePerson) {
  const auto made = make(with_children(one_child,
                                       "      code_word: {status: agreed, by: w1}\n"
                                       "      for_helpers: {status: agreed, by: w1}\n"));
  const std::string text = text_of(*made);
  const std::size_t heading = text.find("Det kan du sige til folk omkring dig");
  ASSERT_NE(heading, std::string::npos) << text;
  EXPECT_LT(heading, text.find("Du kan ringe 112, hvis du er bange for, at der sker noget."));
}

// ---- which child ----

TEST(PersonCopy, TellsSeveralChildrenApartByAge) {
  const std::string agreed = "      child_adult_plan: {c1: {status: agreed, by: w1}}\n";
  const auto line_of = [&](const std::string& children) {
    const std::string text = text_of(*make(with_children(children, agreed)));
    const std::string_view words = "uden at barnet kender den.";
    const std::size_t at = text.find(words);
    EXPECT_NE(at, std::string::npos) << text;
    return text.substr(at + words.size(), 32);
  };
  const auto born = [](std::string_view first, std::string_view second) {
    return "  - {id: c1, role: child" + std::string(first) + "}\n  - {id: c2, role: child" +
           std::string(second) + "}\n";
  };
  using testing::StartsWith;
  // The day before and the day of the birthday; a month that leaves it open; nobody under one.
  EXPECT_THAT(line_of(born(", born: 2016-11-22", ", born: 2020")), StartsWith(" (barnet på 9 år)"));
  EXPECT_THAT(line_of(born(", born: 2016-11-21", ", born: 2020")),
              StartsWith(" (barnet på 10 år)"));
  EXPECT_THAT(line_of(born(", born: 2016-11", ", born: 2020")), StartsWith(" (barnet på 9-10 år)"));
  EXPECT_THAT(line_of(born(", born: 2026-03", ", born: 2020")), StartsWith(" (barnet under 1 år)"));
  // No day of birth, and two of one age: the id.
  EXPECT_THAT(line_of(born("", ", born: 2020")), StartsWith(" (barn c1)"));
  EXPECT_THAT(line_of(born(", born: 2016-01-01", ", born: 2016-02-01")), StartsWith(" (barn c1)"));
}

TEST(PersonCopy, ANameOfTheTableComesBeforeTheAge) {
  const auto made = make(with_children(of_two, plan_of_both));
  const NameTable names{{"c1", {"den yngste", ""}}};
  CopyOptions options = person();
  options.names = &names;
  EXPECT_THAT(text_of(*made, options), HasSubstr("(den yngste og barnet på 14 år)"));
}

TEST(PersonCopy, WithoutAMomentNobodyHasAnAge) {
  const auto made = make(with_children(of_two, plan_of_both), "");
  EXPECT_THAT(text_of(*made), HasSubstr("(barn c1 og barn c2)"));
}

// ---- one line for several ----

TEST(PersonCopy, TheSameForSeveralChildrenIsOneLine) {
  const auto made = make(with_children(of_two, plan_of_both));
  const std::string text = text_of(*made);
  EXPECT_THAT(text, HasSubstr("kender den. (barnet på 10 år og barnet på 14 år)"));
  EXPECT_EQ(text.find("uden at barnet kender"), text.rfind("uden at barnet kender"));
  EXPECT_THAT(text_of(*made, person(Language::en)),
              HasSubstr("knowing the plan. (the child aged 10 and the child aged 14)"));
  const auto json = nlohmann::json::parse(copied(*made, person(), CopyFormat::json));
  std::vector<std::string> children;
  for (const auto& measure : json["measures"]) {
    if (measure["measure"] == "child_adult_plan") children.push_back(measure["child"]);
  }
  EXPECT_THAT(children, testing::ElementsAre("c1", "c2"));
}

TEST(PersonCopy, OwnWordsThatDifferEachStand) {
  const auto with = [](std::string_view first, std::string_view second) {
    return text_of(*make(with_children(
        of_two, "      child_adult_plan: {c1: {status: agreed, by: w1" + std::string(first) +
                    "}, c2: {status: agreed, by: w1" + std::string(second) + "}}\n")));
  };
  EXPECT_THAT(with(", words: Bamsen.", ", words: Brillerne."),
              HasSubstr("(barnet på 10 år og barnet på 14 år) Med dine egne ord: »Bamsen.« (barnet "
                        "på 10 år), »Brillerne.« (barnet på 14 år)"));
  EXPECT_THAT(with(", words: Bamsen.", ", words: Bamsen."),
              HasSubstr("på 14 år) Med dine egne ord: »Bamsen.« "));
  EXPECT_THAT(with("", ", words: Brillerne."),
              HasSubstr("på 14 år) Med dine egne ord: »Brillerne.« (barnet på 14 år)"));
}

TEST(PersonCopy, ALineForSeveralTakesOnePlaceOfTwelve) {
  std::string children;
  std::string agreed = "      child_adult_plan: {";
  for (int i = 1; i <= 15; ++i) {
    const std::string id = "c" + std::to_string(i);
    children += "  - {id: " + id + ", role: child, born: " + std::to_string(2008 + i) + "-01-01}\n";
    agreed += (i == 1 ? "" : ", ") + id + ": {status: agreed, by: w1}";
  }
  const auto made = make(with_children(children, agreed + "}\n"));
  const SafetyPlan& plan = made->report.plan;
  ASSERT_LE(person_lines(plan).size(), 12U);
  EXPECT_EQ(person_copy(plan).size(), person_lines(plan).size() + 14);
  EXPECT_THAT(text_of(*made), Not(HasSubstr("Vi har aftalt mere.")));
  const auto json = nlohmann::json::parse(copied(*made, person(), CopyFormat::json));
  EXPECT_EQ(json["beyond"], 0);
  EXPECT_EQ(json["measures"].size(), person_copy(plan).size());
  EXPECT_THAT(text_of(*made), HasSubstr("(barnet på 17 år, barnet på 8 år, "));
}

// ---- the day ----

TEST(PersonCopy, SaysWhenItWasAgreedAndNoOtherCopyDoes) {
  const std::string text = text_of_case("complete");
  const auto made = make(text);
  EXPECT_THAT(text_of(*made), HasSubstr(" Aftalt 18. november 2026."));
  EXPECT_THAT(text_of(*made, person(Language::en)), HasSubstr(" Agreed 18 November 2026."));
  for (const CopyFormat format : copy_formats) {
    const std::string discreet =
        copied(*made, {.copy = PlanCopy::discreet, .language = Language::da}, format);
    EXPECT_THAT(discreet, Not(HasSubstr("2026")));
  }
  // The latest that counts: a plan that was struck does not, nor one that is not made yet.
  const std::string revised = text +
                              "  - id: s2\n    parent: s1\n    made: 2026-11-20\n    by: w1\n"
                              "    measures:\n      no_reply: {status: agreed}\n";
  EXPECT_THAT(text_of(*make(revised)), HasSubstr("Aftalt 20. november 2026."));
  EXPECT_THAT(text_of(*make(revised, "2026-11-19T09:00+01:00")),
              HasSubstr("Aftalt 18. november 2026."));
  EXPECT_THAT(
      text_of(*make(revised + "corrections:\n  - {of: s2, status: entered_in_error, recorded: "
                              "2026-11-20T09:00+01:00, by: w1, reason: Another case.}\n")),
      HasSubstr("Aftalt 18. november 2026."));
}

TEST(PersonCopy, WhereNothingIsAgreedThereIsNoDay) {
  const auto made = make(text_of_case("complete"));
  SafetyPlan plan = made->report.plan;
  for (PlannedMeasure& planned : plan.measures) planned.status = MeasureStatus::proposed;
  const std::string text = text_of(*made, person(), &plan);
  EXPECT_THAT(text, HasSubstr("Der er ikke aftalt noget endnu."));
  EXPECT_THAT(text, Not(HasSubstr("2026")));
}

TEST(PersonCopy, InAnotherLanguageTheDayAndTheAgeAreFilledIn) {
  const auto made = make(with_children(of_two, plan_of_both));
  std::string po =
      changed(translation_template(made->programme->catalogue()), "Language: ", "Language: pl");
  std::string filled;
  std::string id;
  std::istringstream lines(po);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("msgid \"")) id = line.substr(7, line.size() - 8);
    if (line == "msgstr \"\"" && !id.empty()) line = "msgstr \"<" + id + ">\"";
    filled += line + "\n";
  }
  const auto text_with = [&](const std::string& words) {
    DiagnosticList findings;
    const auto translation = load_translation("words.po", words, findings);
    EXPECT_TRUE(translation) << render(findings);
    CopyOptions options = person();
    options.translation = &*translation;
    return text_of(*made, options);
  };
  const std::string text = text_with(filled);
  EXPECT_THAT(text, HasSubstr("(<the child aged 10>, <the child aged 14>)"));
  EXPECT_THAT(text, HasSubstr("<Agreed 2026-11-18.>"));
  // A translation that lost the place of the age says nothing of it.
  const std::string lost = text_with(changed(filled, "<the child aged {age}>", "<dziecko>"));
  EXPECT_THAT(lost, HasSubstr("(<child> c1, <child> c2)"));
}

}  // namespace
}  // namespace vaern
