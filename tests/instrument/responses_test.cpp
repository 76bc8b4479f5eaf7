// SPDX-License-Identifier: Apache-2.0
#include "vaern/instrument/responses.hpp"

#include <gmock/gmock.h>

#include "instrument/support.hpp"

namespace vaern {
namespace {

using namespace testing_support;
using ::testing::ElementsAre;

constexpr const char* model_text = R"(vaern: 1
instrument: test
version: "1"
status: draft
title: {en: T, da: T}
answers:
  often: {never: 0, often: 2}
items:
  sleep: {type: often, text: {en: S, da: S}}
  far: {type: number, from: 0, to: 2, step: 0.5, text: {en: F, da: F}}
  choked: {type: yes_no, ask_when_known: P14D, text: {en: C, da: C}}
  gun: {type: yes_no, text: {en: G, da: G}}
  near_gun: {type: yes_no, asked_when: gun, text: {en: Near, da: Nær}}
  away_gun: {type: yes_no, asked_when: {not: gun}, text: {en: Near, da: Nær}}
scales:
  total: {sum: [sleep, far, choked, gun, near_gun, away_gun], missing: bounds_only}
)";

std::vector<std::string> faults(const std::vector<std::pair<std::string, std::string>>& given) {
  const Result<Score> result = score(load_text(model_text), answers(given));
  std::vector<std::string> codes;
  if (result) return codes;
  for (const Diagnostic& d : result.error()) {
    codes.push_back(std::string(d.code->id) + " " + d.path);
    for (const Language language : {Language::en, Language::da}) {
      EXPECT_EQ(d.message(language).find('{'), std::string::npos) << d.message(language);
    }
  }
  return codes;
}

TEST(Responses, EveryFaultOfAFormComesAtOnce) {
  EXPECT_THAT(faults({{"gunn", "yes"},
                      {"sleep", "sometimes"},
                      {"far", "0.75"},
                      {"gun", "{value: yes, within: P14D}"},
                      {"choked", "{value: yes, within: P7D}"}}),
              ::testing::UnorderedElementsAre("E0501 /responses/gunn", "E0502 /responses/sleep",
                                              "E0502 /responses/far", "E0506 /responses/gun",
                                              "E0507 /responses/choked"));
}

TEST(Responses, OnlyDeclaredNumbersAreAnswers) {
  for (const char* number : {"0", "0.5", "2", "1.50"})
    EXPECT_THAT(faults({{"far", number}}), ElementsAre()) << number;
  for (const char* number :
       {"2.5", "-0.5", "0.25", "0.33333333333333333", "999999999999999999", "yes", "never"}) {
    EXPECT_THAT(faults({{"far", number}}), ElementsAre("E0502 /responses/far")) << number;
  }
}

TEST(Responses, ATypeTakesOnlyItsOwnAnswers) {
  EXPECT_THAT(faults({{"gun", "2"}}), ElementsAre("E0502 /responses/gun"));
  EXPECT_THAT(faults({{"gun", "never"}}), ElementsAre("E0502 /responses/gun"));
  EXPECT_THAT(faults({{"sleep", "yes"}}), ElementsAre("E0502 /responses/sleep"));
  EXPECT_THAT(faults({{"sleep", "1"}}), ElementsAre("E0502 /responses/sleep"));
}

TEST(Responses, OneItemIsAnsweredOnce) {
  std::vector<RawAnswer> twice = answers({{"gun", "yes"}});
  twice.push_back(twice.front());
  const Result<Responses> result = make_responses(*load_text(model_text), twice);
  ASSERT_FALSE(result);
  ASSERT_EQ(result.error().size(), 1U);
  EXPECT_EQ(result.error()[0].code->id, "E0503");
}

TEST(Responses, AnAnswerToWhatIsNotAskedIsAFaultUnlessItIsNo) {
  EXPECT_THAT(faults({{"gun", "no"}, {"near_gun", "yes"}}),
              ElementsAre("E0504 /responses/near_gun"));
  EXPECT_THAT(faults({{"gun", "no"}, {"near_gun", "no"}}), ElementsAre());
  EXPECT_THAT(faults({{"gun", "no"}, {"near_gun", "{missing: refused}"}}), ElementsAre());
}

TEST(Responses, AnswersThatNoCompleteFormHoldsTogetherAreNamed) {
  EXPECT_THAT(faults({{"near_gun", "yes"}, {"away_gun", "yes"}}),
              ElementsAre("E0505 /responses/near_gun"));
  EXPECT_THAT(faults({{"near_gun", "yes"}, {"away_gun", "no"}}), ElementsAre());
}

TEST(Responses, AnAnswerTellsThatItsQuestionWasAsked) {
  // S2.3: near_gun is answered yes, so only forms with a gun are left.
  const Score made =
      scored(load_text(model_text),
             {{"near_gun", "yes"}, {"sleep", "never"}, {"far", "0"}, {"choked", "no"}});
  EXPECT_EQ(made.scales[0].lowest, Rational(2));
  EXPECT_EQ(made.scales[0].highest, Rational(2));
}

TEST(Responses, AFormNamesItsInstrumentDateAndJudgement) {
  DiagnosticList findings;
  const auto document =
      read_document("form.yaml",
                    "responses: test@1\nvalues: {gun: yes}\nassessed: 2026-09-10\n"
                    "judgement: {level: high, reason: seen, by: w3, second: w4}\n",
                    findings);
  ASSERT_TRUE(document);
  EXPECT_TRUE(is_response_form(*document));
  const auto form = read_response_form(*document, findings);
  ASSERT_TRUE(form) << render(findings);
  EXPECT_EQ(form->instrument.to_string(), "test@1");
  EXPECT_EQ(form->assessed->to_string(), "2026-09-10");
  EXPECT_EQ(form->values.size(), 1U);
  EXPECT_EQ(form->judgement->second, "w4");
}

}  // namespace
}  // namespace vaern
