// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <sstream>

#include "instrument/support.hpp"
#include "instrument/wording.hpp"
#include "vaern/diagnostics/utf8.hpp"
#include "vaern/instrument/explanation.hpp"

namespace vaern {
namespace {

using namespace testing_support;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string flowing(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if ((c == ' ' || c == '\n') && !result.empty() && result.back() == ' ') continue;
    result += c == '\n' ? ' ' : c;
  }
  return result;
}

std::string said(const std::string& file,
                 const std::vector<std::pair<std::string, std::string>>& given,
                 Language language = Language::en,
                 const std::optional<Judgement>& judgement = std::nullopt) {
  const InstrumentPtr model = load_shipped(file);
  const Result<Responses> form = make_responses(*model, answers(given));
  EXPECT_TRUE(form) << render(form.error());
  const Result<Score> made = score(model, *form, judgement);
  EXPECT_TRUE(made) << render(made.error());
  return flowing(render(*made, language));
}

TEST(Render, BeginsWithTheRangeWhileTheLevelIsNotCertain) {
  EXPECT_THAT(said("danger-assessment.yaml", {}),
              StartsWith("At least variable danger, may be extreme danger."));
  EXPECT_THAT(said("danger-assessment.yaml", {}, Language::da),
              StartsWith("Mindst variabel fare, kan være ekstrem fare."));
  EXPECT_THAT(said("lethality-screen.yaml", {{"weapon", "no"}}, Language::da),
              StartsWith("Mindst screening ikke positiv, kan være høj fare."));
}

TEST(Render, SaysWhichLevelsBetweenTheEndsAreNotPossible) {
  // 4 + 4 + 3 + 2 = 13; a gun adds five, everything else is no.
  std::vector<std::pair<std::string, std::string>> given{
      {"left", "yes"}, {"unemployed", "yes"}, {"weapon", "yes"}, {"child_not_his", "yes"}};
  const InstrumentPtr model = load_shipped("danger-assessment.yaml");
  for (const Item& item : model->items()) {
    const bool is_there = std::any_of(given.begin(), given.end(),
                                      [&](const auto& one) { return one.first == item.id; });
    if (!is_there && item.id != "gun" && item.id != "never_lived_together") {
      given.emplace_back(item.id, "no");
    }
  }
  const std::string text = said("danger-assessment.yaml", given);
  EXPECT_THAT(text, StartsWith("At least increased danger, may be extreme danger, but not severe "
                               "danger."));
  EXPECT_THAT(text,
              HasSubstr("He owns a gun (settles the level). No: increased danger; yes: extreme "
                        "danger."));
  EXPECT_THAT(text, HasSubstr("1 of 20 questions is unanswered (1 not asked)."));
}

TEST(Render, TellsAFallingScaleInTheDirectionOfTheConcern) {
  EXPECT_THAT(said("who-5.yaml", {}, Language::da),
              StartsWith("God trivsel eller værre, kan være meget lav trivsel, mulig depression."));
  const std::string whole = said("who-5.yaml",
                                 {{"good_mood", "less_than_half"},
                                  {"calm", "less_than_half"},
                                  {"energy", "some_of_the_time"},
                                  {"rested", "some_of_the_time"},
                                  {"interest", "some_of_the_time"}},
                                 Language::da);
  EXPECT_THAT(whole, StartsWith("Meget lav trivsel, mulig depression."));
  EXPECT_THAT(whole, HasSubstr("Trivsel, 0 til 100: 28."));
  EXPECT_THAT(whole, HasSubstr("Godt humør: under halvdelen af tiden (2)"));
  EXPECT_THAT(whole, HasSubstr("Et fingerpeg, ikke en diagnose."));
}

TEST(Render, LeavesTheLevelToTheProfessionalWhereTheJudgementDecides) {
  EXPECT_THAT(
      said("spj-partner-violence.yaml", {}, Language::da),
      StartsWith("Mindst lav, kan være høj. Niveauet er ikke fastsat: den faglige vurdering "
                 "mangler."));
  const Judgement judged{"low", "It was one event.", "w1", ""};
  const std::string text = said("spj-partner-violence.yaml",
                                {{"severe_violence_recent", "partial"},
                                 {"threats_recent", "absent"},
                                 {"escalation_recent", "absent"}},
                                Language::en, judged);
  EXPECT_THAT(text, HasSubstr("A professional judged: low."));
  EXPECT_THAT(text, StartsWith("Medium"));
  EXPECT_THAT(text, HasSubstr("Reason: It was one event."));
}

TEST(Render, SaysThatALowerJudgementDoesNotLowerTheLevel) {
  const std::string text = said("dash-marac.yaml", {{"events_12_months", "3"}}, Language::en,
                                Judgement{"below_criteria", "The events were minor", "w1", ""});
  EXPECT_THAT(
      text,
      StartsWith("Multi-agency conference level. A professional judged: below the criteria."));
  EXPECT_THAT(text, HasSubstr("A judgement below the answers does not lower the level here."));
  EXPECT_THAT(text,
              HasSubstr("Raises to multi-agency conference level (Known events of abuse in the "
                        "past twelve months: 3)."));
}

TEST(Render, PutsFlagsAboveEverythingElseThatIsExplained) {
  const std::string text =
      said("danger-assessment.yaml", {{"choked", "{value: yes, within: P14D}"}}, Language::da);
  const std::size_t flag = text.find("Kvælertag for nylig kan give skader");
  ASSERT_NE(flag, std::string::npos);
  EXPECT_LT(flag, text.find("Scorer"));
  EXPECT_THAT(
      said("danger-assessment.yaml", {{"choked", "yes"}}, Language::da),
      HasSubstr("Det afhænger af: Han har taget kvælertag på hende - inden for de seneste 14 "
                "dage."));
}

TEST(Render, SaysThatLowIsNotSafe) {
  EXPECT_THAT(said("lethality-screen.yaml", {}), HasSubstr("Low is not safe."));
  EXPECT_THAT(said("short-term-signs.yaml", {}, Language::da),
              HasSubstr("Et lavt niveau er ikke det samme som sikkerhed."));
}

TEST(Wrap, CountsCodePointsAndHangs) {
  using instrument::detail::wrap;
  EXPECT_EQ(wrap("- aaa bbb ccc", 9, 2), "- aaa bbb\n  ccc");
  EXPECT_EQ(wrap("ååå øøø", 7, 0), "ååå øøø");
  EXPECT_EQ(wrap("ååå øøøø", 7, 0), "ååå\nøøøø");
  EXPECT_EQ(wrap("a_word_that_is_too_long b", 5, 2), "a_word_that_is_too_long\n  b");
  EXPECT_EQ(wrap("", 5, 2), "");
}

TEST(Capitalised, KnowsDanishLetters) {
  using instrument::detail::capitalised;
  EXPECT_EQ(capitalised("øget fare"), "Øget fare");
  EXPECT_EQ(capitalised("ærlig"), "Ærlig");
  EXPECT_EQ(capitalised("åben"), "Åben");
  EXPECT_EQ(capitalised("mindst"), "Mindst");
  EXPECT_EQ(capitalised("9 svar"), "9 svar");
  EXPECT_EQ(capitalised("÷"), "÷");
  EXPECT_EQ(capitalised(""), "");
}

}  // namespace
}  // namespace vaern
