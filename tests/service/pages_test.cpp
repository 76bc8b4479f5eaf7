// SPDX-License-Identifier: Apache-2.0
#include "vaern/service/pages.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "support.hpp"
#include "vaern/exchange/model_page.hpp"
#include "vaern/service/answer.hpp"

namespace vaern::test {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view words = R"yaml(vaern: 1
wording: who-5@da
for: who-5@1998
version: "1"
status: draft
source: {cite: A translation made up for this test}
licence: {class: A, wording: licensed}
instructions: Tænk på de seneste to uger.
items: {good_mood: "Jeg har været glad & i godt humør"}
)yaml";

Json asked(const Json& request) { return Json::parse(answer(models(), request.dump()).text); }

TEST(Pages, AreWhatTheFunctionsGive) {
  const InstrumentPtr instrument = *models().find_instrument("dash-marac");
  const Json doc = asked({{"command", "doc"}, {"instrument", "dash-marac"}, {"language", "da"}});
  EXPECT_EQ(doc.at("result"), model_page_html(*instrument, Language::da));
  const Json text =
      asked({{"command", "doc"}, {"instrument", "dash-marac@2009"}, {"format", "text"}});
  EXPECT_EQ(text.at("result"), model_page_text(*instrument, Language::en));
  const Json form = asked({{"command", "form"}, {"instrument", "dash-marac"}});
  EXPECT_EQ(form.at("result"), form_html(*instrument, Language::en));
}

TEST(Pages, BeginAFormWithAnswers) {
  const Json form = asked({{"command", "form"},
                           {"instrument", "dash-marac"},
                           {"responses", {{"injury", true}, {"money", {{"missing", "refused"}}}}},
                           {"assessed", "2026-09-10"}});
  const std::string html = form.at("result");
  EXPECT_THAT(html, HasSubstr("checked"));
  EXPECT_THAT(html, HasSubstr("<option value=\"refused\" selected>"));
  EXPECT_THAT(html, HasSubstr("value=\"2026-09-10\""));
}

TEST(Pages, TellOfAnswersThatTheInstrumentDoesNotTake) {
  const Json form = asked({{"command", "form"},
                           {"instrument", "dash-marac"},
                           {"responses", {{"injury", "often"}, {"moneyy", true}}}});
  EXPECT_EQ(form.at("error").at("faults").size(), 2U);
}

TEST(Pages, TakeNoOtherFormat) {
  const Json form = asked({{"command", "form"}, {"instrument", "dash-marac"}, {"format", "text"}});
  EXPECT_TRUE(form.contains("error"));
  const Json doc = asked({{"command", "doc"}, {"instrument", "dash-marac"}, {"format", "json"}});
  EXPECT_TRUE(doc.contains("error"));
}

TEST(Pages, ShowOfficialWordsAndMarkWhatTheyLack) {
  const Json form = asked(
      {{"command", "form"}, {"instrument", "who-5"}, {"language", "da"}, {"wording_text", words}});
  ASSERT_TRUE(form.contains("result")) << form.dump();
  const std::string html = form.at("result");
  EXPECT_THAT(html, HasSubstr("Jeg har været glad &amp; i godt humør"));
  EXPECT_THAT(html, HasSubstr("Tænk på de seneste to uger."));
  EXPECT_THAT(html, HasSubstr("(vores betegnelse)"));
  EXPECT_THAT(html, HasSubstr("\"wording\":\"who-5@da\""));
  const Json doc = asked(
      {{"command", "doc"}, {"instrument", "who-5"}, {"language", "da"}, {"wording_text", words}});
  EXPECT_THAT(doc.at("result").get<std::string>(),
              HasSubstr("A translation made up for this test"));
}

TEST(Pages, RefuseWordsOfAnotherInstrument) {
  const Json form =
      asked({{"command", "form"}, {"instrument", "dash-marac"}, {"wording_text", words}});
  ASSERT_TRUE(form.contains("error"));
  EXPECT_EQ(form["error"]["faults"][0]["code"], "E1002");
}

}  // namespace
}  // namespace vaern::test
