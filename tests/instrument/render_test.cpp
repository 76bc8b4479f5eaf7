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

TEST(Render, SaysThatNumbersInATableAreNotChecked) {
  EXPECT_THAT(said("odara.yaml", {}),
              HasSubstr("Numbers in it have not been checked against the source."));
}

TEST(Render, SaysThatLowIsNotSafe) {
  EXPECT_THAT(said("lethality-screen.yaml", {}), HasSubstr("Low is not safe."));
  EXPECT_THAT(said("short-term-signs.yaml", {}, Language::da),
              HasSubstr("Et lavt niveau er ikke det samme som sikkerhed."));
}

/// A form of the model with every mechanism, told.
std::string told(std::string (*tell)(const Score&, Language), Language language) {
  const InstrumentPtr model = load_every_mechanism();
  ScoreOptions options;
  options.assessed = Date(2026, 9, 10);
  EarlierAssessment earlier;
  earlier.assessed = Date(2026, 9, 1);
  earlier.scales = {{"total", Rational(2)}};
  options.earlier = {{earlier}};
  options.judgement = Judgement{"high", "Seen.", "w1", "", {{"imminence", "clear"}}};
  const Result<Score> made = score(model,
                                   answers({{"sleep", "often"},
                                            {"threats", "yes"},
                                            {"days", "2"},
                                            {"origin", "yes"},
                                            {"shouts", "{value: yes, habitual: no}"}}),
                                   options);
  EXPECT_TRUE(made) << render(made.error());
  return flowing(tell(*made, language));
}

TEST(Render, TellsFurtherOutcomesAndClassesAsItTellsTheLevel) {
  const std::string text = told(&render, Language::da);
  EXPECT_THAT(text, HasSubstr("Andre resultater - Hvor hurtigt: now."));
  EXPECT_THAT(text, HasSubstr("- Dødelighed: grave."));
  EXPECT_THAT(text, HasSubstr("- Trivsel: well eller værre, kan være poor. Det afhænger af: Føler "
                              "ro."));
  EXPECT_THAT(text, HasSubstr("Hæver til høj (Dødelighed: grave)."));
  EXPECT_THAT(text,
              HasSubstr("- Mønster af trusler: kan være nylige eller tidligere. Det afhænger af: "
                        "Er blevet truet - inden for de seneste 14 dage."));
  EXPECT_THAT(text, HasSubstr("Summen sidste gang: 2 (1.9.2026: 2)."));
  EXPECT_THAT(text, HasSubstr("Alvorlig skade: ikke vurderet endnu; det skal vurderes."));
  EXPECT_THAT(text, HasSubstr("Nært forestående: clear."));
  EXPECT_THAT(text, HasSubstr("Uden de følsomme spørgsmål:"));
  EXPECT_THAT(text, HasSubstr("Grænse for høj: 6"));
  EXPECT_THAT(told(&render, Language::en), HasSubstr("Pattern of threats: may be recent or past."));
}

TEST(RenderReasons, ShowsTheTreeInWords) {
  const std::string text = told(&render_reasons, Language::da);
  EXPECT_NE(text, told(&render, Language::da));
  EXPECT_THAT(text, HasSubstr("2 Er blevet truet: ja 1 Råber: ja"));
  EXPECT_THAT(text, HasSubstr("0 Råber - sædvanligt for personen: nej"));
  EXPECT_THAT(text, HasSubstr("efter tabellen for 2 ubesvarede"));
  EXPECT_THAT(text, HasSubstr("gange 50"));
  EXPECT_THAT(text, HasSubstr("Grænser: middel fra 3; høj fra 6."));
  EXPECT_THAT(text, HasSubstr("mindst 2 af disse:"));
  EXPECT_THAT(text, HasSubstr("[åben] Alkohol: daily"));
  EXPECT_THAT(text, Not(HasSubstr("times 50")));
}

TEST(Render, BeginsWithANoticeWhereTheModelIsNotToBeUsedThatDay) {
  const InstrumentPtr model = load_text(R"(vaern: 1
instrument: old
version: "1"
status: in_force
title: {en: T, da: T}
superseded_by: {model: new@2, from: 2026-09-01}
valid: {until: 2026-08-31}
items:
  a: {type: yes_no, text: {en: A, da: A}}
scales:
  total: {sum: [a], missing: bounds_only}
)");
  ScoreOptions options;
  options.assessed = Date(2026, 9, 10);
  EXPECT_THAT(render(*score(model, answers({}), options), Language::da),
              StartsWith("Redskabet gjaldt til og med 31.8.2026, altså før vurderingens dato.\n"
                         "Redskabet er afløst fra 1.9.2026 af new@2.\n"));
  options.assessed = Date(2026, 8, 31);
  EXPECT_THAT(render(*score(model, answers({}), options), Language::en),
              StartsWith("The instrument gives no level."));
}

TEST(NumberWords, RoundWhatAPersonCannotRead) {
  using instrument::detail::number_words;
  EXPECT_EQ(number_words(Rational(5, 3), Language::da), "ca. 1,67");
  EXPECT_EQ(number_words(Rational(5, 3), Language::en), "about 1.67");
  EXPECT_EQ(number_words(Rational(-2, 3), Language::da), "ca. -0,67");
  EXPECT_EQ(number_words(Rational(1, 8), Language::da), "0,125");
  EXPECT_EQ(number_words(Rational(1, 16), Language::da), "ca. 0,06");
  EXPECT_EQ(number_words(Rational(2999, 1000), Language::en), "2.999");
  EXPECT_EQ(number_words(Rational(29999, 10000), Language::da), "ca. 3");
  EXPECT_EQ(number_words(Rational(7), Language::da), "7");
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
