// SPDX-License-Identifier: Apache-2.0
// The easy-read copies: the same measures in the same order, in easy words, one sentence a line.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "exchange/lix.hpp"
#include "exchange/plan_copies.hpp"

namespace vaern {
namespace {

using namespace exchange_tests;
using exchange::detail::is_easy_to_read;
using exchange::detail::sentences_of;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(Lix, CountsAsItWasDefined) {
  // 24 and 25 words in one sentence, none longer than six letters; 26 are too many.
  const auto words = [](int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += "ord ";
    return text;
  };
  EXPECT_TRUE(is_easy_to_read(words(25)));
  EXPECT_FALSE(is_easy_to_read(words(26)));
  EXPECT_TRUE(is_easy_to_read(words(20) + ": " + words(20) + "."));
  // 4 words and one of them long: 4 + 25. With one word more it is 5 + 20.
  EXPECT_FALSE(is_easy_to_read("Du har ikke ansvaret."));
  EXPECT_TRUE(is_easy_to_read("Du har jo ikke ansvaret."));
  // Letters are counted and not bytes; a number and joined words are one word each.
  EXPECT_TRUE(is_easy_to_read("Åååååå æææææ øøøøøø."));
  EXPECT_FALSE(is_easy_to_read("Ååååååå."));
  EXPECT_FALSE(is_easy_to_read("Post-og tele"));  // a long word of two
  EXPECT_TRUE(is_easy_to_read("»Ring 112!« Nu."));
  EXPECT_TRUE(is_easy_to_read(""));
}

TEST(Sentences, AreCutWhereANewOneBegins) {
  EXPECT_THAT(sentences_of("Gå ud. Ring 112!  Er du bange? Ja"),
              ElementsAre("Gå ud.", "Ring 112!", "Er du bange?", "Ja"));
  EXPECT_THAT(sentences_of("Tag f.eks. pas med. Åbn døren."),
              ElementsAre("Tag f.eks. pas med.", "Åbn døren."));
  EXPECT_THAT(sentences_of("Husk tre ting: gå, ring."), ElementsAre("Husk tre ting: gå, ring."));
  EXPECT_THAT(sentences_of("هل أنت خائف؟ اتصل."), ElementsAre("هل أنت خائف؟", "اتصل."));
  EXPECT_THAT(sentences_of("Gå ud. Ring. [da]"), ElementsAre("Gå ud.", "Ring. [da]"));
  EXPECT_THAT(sentences_of(""), IsEmpty());
}

std::vector<std::string> measures_of(const std::string& json) {
  std::vector<std::string> ids;
  const nlohmann::json document = nlohmann::json::parse(json);
  for (const auto& measure : document["measures"]) ids.push_back(measure["measure"]);
  return ids;
}

TEST(EasyCopy, HoldsTheMeasuresOfTheOrdinaryOneInItsOrder) {
  for (const std::string_view name : example_cases) {
    SCOPED_TRACE(name);
    const auto made = make(text_of_case(name));
    SafetyPlan everything = made->report.plan;
    for (PlannedMeasure& planned : everything.measures) planned.status = MeasureStatus::agreed;
    const std::array<const SafetyPlan*, 2> plans{&made->report.plan, &everything};
    for (const SafetyPlan* plan : plans) {
      CopyOptions options{.copy = PlanCopy::person, .language = Language::da};
      const std::string ordinary = copied(*made, options, CopyFormat::json, plan);
      options.is_easy = true;
      const std::string easy = copied(*made, options, CopyFormat::json, plan);
      EXPECT_EQ(measures_of(easy), measures_of(ordinary));
      EXPECT_THAT(ordinary, Not(HasSubstr("is_easy")));
      EXPECT_THAT(measures_not_easy(source_of(*made, plan), options), IsEmpty());
      const nlohmann::json document = nlohmann::json::parse(easy);
      for (const auto& measure : document["measures"]) {
        EXPECT_EQ(measure["is_easy"], true) << measure["measure"];
      }
    }
  }
}

TEST(EasyCopy, StandsOneSentenceALineWithNothingAtTheFoot) {
  const auto made = make(text_of_case("complete"));
  CopyOptions options{.copy = PlanCopy::discreet, .language = Language::da, .is_easy = true};
  // A line of a list is short as it is.
  EXPECT_EQ(copied(*made, options, CopyFormat::text),
            "Husk\n- Ved fare: ring 112.\n- Lad telefonen op, og tag den med.\n");
  options.copy = PlanCopy::person;
  EXPECT_THAT(copied(*made, options, CopyFormat::markdown),
              HasSubstr("- Du kan lade din mobil op.\\\n  Du kan have den på dig.\\\n"));
  EXPECT_THAT(copied(*made, options, CopyFormat::json),
              HasSubstr("\"Du kan lade din mobil op. Du kan have den på dig.\""));
  const std::string html = copied(*made, options, CopyFormat::html);
  EXPECT_THAT(html, HasSubstr("<li>Du kan lade din mobil op.<br>\nDu kan have den på dig.<br>"));
  EXPECT_THAT(html, HasSubstr("<p>Aftalt 18. november 2026.</p>"));
  EXPECT_THAT(html, Not(HasSubstr("<footer>")));
  EXPECT_THAT(html, HasSubstr("Vi kan opbevare den for dig."));
  EXPECT_THAT(html, HasSubstr("Planen er din.<br>\nDu kan altid ændre den"));
}

TEST(EasyCopy, NamesWhoseOrdinaryTextStandsAndIsNotEasy) {
  // The easy text taken out of one measure, and out of another whose own text is easy.
  auto made = make(text_of_case("complete"));
  const CopyOptions options{.copy = PlanCopy::person, .language = Language::da, .is_easy = true};
  SafetyPlan plan = made->report.plan;
  const Measure* const heavy = made->programme->catalogue().find("charged_phone");
  ASSERT_NE(heavy, nullptr);
  Measure without = *heavy;
  without.easy = {};
  for (PlannedMeasure& planned : plan.measures) {
    if (planned.measure == heavy) planned.measure = &without;
  }
  EXPECT_THAT(measures_not_easy(source_of(*made, &plan), options), ElementsAre("charged_phone"));
  const std::string json = copied(*made, options, CopyFormat::json, &plan);
  EXPECT_THAT(json, HasSubstr("\"text\":\"Du kan holde telefonen opladet og have den på dig.\","
                              "\"is_easy\":false"));
  EXPECT_THAT(
      measures_not_easy(source_of(*made, &plan), {.copy = PlanCopy::agency, .is_easy = true}),
      IsEmpty());
  without.text = {{"da", "Du kan have din mobil på dig."}, {"en", "Keep it."}};
  EXPECT_THAT(measures_not_easy(source_of(*made, &plan), options), IsEmpty());
  // A caution stands beside the line in the person's copy, and in no discreet one.
  ASSERT_FALSE(without.cautions.empty());
  without.cautions.front().text = {{"da", "Telefonen overvåges muligvis konstant."}, {"en", "So."}};
  without.cautions.front().easy = {};
  EXPECT_THAT(measures_not_easy(source_of(*made, &plan), options), ElementsAre("charged_phone"));
  CopyOptions discreet = options;
  discreet.copy = PlanCopy::discreet;
  EXPECT_THAT(measures_not_easy(source_of(*made, &plan), discreet), IsEmpty());
  // There the note stands, and is measured in place of the text.
  without.note = {{"da", "Telefonopladning kontinuerligt."}, {"en", "So."}};
  EXPECT_THAT(measures_not_easy(source_of(*made, &plan), discreet), ElementsAre("charged_phone"));
}

TEST(EasyCopy, OfOthersChangesNothing) {
  const auto made = make(text_of_case("complete"));
  for (const PlanCopy copy : {PlanCopy::agency, PlanCopy::card, PlanCopy::handover}) {
    for (const CopyFormat format : copy_formats) {
      EXPECT_EQ(copied(*made, {.copy = copy, .is_easy = true}, format),
                copied(*made, {.copy = copy}, format));
    }
  }
}

TEST(EasyCopy, TakesTheEasyTextOfATranslationAndElseTheOrdinaryOne) {
  const auto made = make(text_of_case("complete"));
  const Measure& measure = *made->programme->catalogue().find("charged_phone");
  Measure without_note = measure;
  without_note.note = {};
  SafetyPlan plan = made->report.plan;
  for (PlannedMeasure& planned : plan.measures) {
    if (planned.measure == &measure) planned.measure = &without_note;
  }
  const auto translation = [&](bool has_easy) {
    std::string po = "msgid \"\"\nmsgstr \"Language: pl\\n\"\n";
    const auto add = [&](const std::string& context, const std::string& english,
                         const std::string& text) {
      po += "msgctxt \"" + context + "\"\nmsgid \"" + english + "\"\nmsgstr \"" + text + "\"\n";
    };
    add("document", "To remember", "Pamiętaj");
    add("document", "In danger: call 112.", "Zadzwoń pod 112.");
    add("measure charged_phone", *measure.text.get("en"), "Zwykłe.");
    if (has_easy) add("easy charged_phone", *measure.easy.get("en"), "Łatwe.");
    DiagnosticList findings;
    auto read = load_translation("words.po", po, findings);
    EXPECT_TRUE(read) << render(findings);
    return *read;
  };
  for (const bool has_easy : {false, true}) {
    const Translation polish = translation(has_easy);
    CopyOptions options{.copy = PlanCopy::discreet, .is_easy = true, .translation = &polish};
    EXPECT_EQ(
        copied(*made, options, CopyFormat::text, &plan),
        std::string("Pamiętaj\n- Zadzwoń pod 112.\n- ") + (has_easy ? "Łatwe.\n" : "Zwykłe.\n"));
    const auto not_easy = measures_not_easy(source_of(*made, &plan), options);
    EXPECT_EQ(not_easy.empty(), has_easy);
    options.is_easy = false;
    EXPECT_THAT(copied(*made, options, CopyFormat::text, &plan), HasSubstr("Zwykłe."));
    // Where there is a note, no other text stands in for it.
    const auto refused = plan_copy(source_of(*made), options, CopyFormat::text);
    ASSERT_FALSE(refused.has_value());
    EXPECT_THAT(render(refused.error()), HasSubstr("charged_phone"));
  }
  EXPECT_THAT(translation_template(made->programme->catalogue()),
              HasSubstr("#. da: Du kan lade din mobil op. Du kan have den på dig.\n"
                        "msgctxt \"easy charged_phone\"\n"));
}

}  // namespace
}  // namespace vaern
