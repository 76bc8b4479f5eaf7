// SPDX-License-Identifier: Apache-2.0
#include "vaern/exchange/form.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "exchange/form_script.hpp"
#include "exchange/html_reader.hpp"
#include "exchange/models.hpp"

namespace vaern {
namespace {

using namespace exchange_tests;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string between(const std::string& text, std::string_view from, std::string_view to) {
  const std::size_t start = text.find(from);
  if (start == std::string::npos) return {};
  const std::size_t end = text.find(to, start + from.size());
  return text.substr(start + from.size(), end - start - from.size());
}

std::string data_in(const std::string& html) {
  return between(html, "<script type=\"application/json\" id=\"data\">", "</script>");
}

TEST(Form, OfEveryShippedInstrumentIsWellFormedAndAlone) {
  ASSERT_FALSE(shipped().instruments().empty());
  for (const InstrumentPtr& instrument : shipped().instruments()) {
    for (const Language language : {Language::da, Language::en}) {
      SCOPED_TRACE(instrument->reference());
      const std::string html = form_html(*instrument, language);
      const Checked page = check(html);
      EXPECT_THAT(page.faults, IsEmpty());
      for (const std::string_view name : {"on", "src", "href", "action", "srcset"}) {
        EXPECT_FALSE(has_attribute(page, name)) << name;
      }
      for (const std::string_view outside :
           {"http:", "https:", "<link", "<img", "<iframe", "url(", "@import",
            "javascript:", "fetch(", "XMLHttpRequest", "eval(", "Function(", "innerHTML"}) {
        EXPECT_THAT(html, Not(HasSubstr(outside)));
      }
      for (const std::string_view storage :
           {"localStorage", "sessionStorage", "indexedDB", "cookie", "caches"}) {
        EXPECT_THAT(html, Not(HasSubstr(storage)));
      }
      for (const double contrast : text_contrasts(html)) EXPECT_GE(contrast, 4.5);
      const auto data = nlohmann::json::parse(data_in(html));
      EXPECT_EQ(data["instrument"], instrument->reference());
      EXPECT_EQ(data["questions"].size(), instrument->items().size());
    }
  }
}

TEST(Form, LetsNoScriptRunButItsOwn) {
  const InstrumentPtr instrument = shipped().find_instrument("dash-marac");
  ASSERT_NE(instrument, nullptr);
  const std::string html = form_html(*instrument, Language::en);
  const std::string script = between(html, "<script>", "</script>");
  EXPECT_EQ(script, exchange::detail::form_script());
  EXPECT_THAT(html, HasSubstr("script-src 'sha256-" + exchange::detail::policy_hash(script) + "'"));
}

TEST(Form, NamesTheHashAsBrowsersDo) {
  // echo -n "alert('Hello, world.');" | openssl dgst -sha256 -binary | openssl base64
  EXPECT_EQ(exchange::detail::policy_hash("alert('Hello, world.');"),
            "qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=");
}

TEST(Form, EscapesHostileText) {
  const InstrumentPtr instrument = load(hostile);
  ASSERT_NE(instrument, nullptr);
  Responses responses(*instrument);
  Judgement judgement;
  judgement.level = "high";
  judgement.reason = "</textarea><script>alert(1)</script>";
  judgement.by = "\"><script>";
  const FormContent content{responses, std::nullopt, judgement, std::nullopt};
  for (const Language language : {Language::da, Language::en}) {
    const std::string html = form_html(*instrument, language, &content);
    const Checked page = check(html);
    EXPECT_THAT(page.faults, IsEmpty());
    EXPECT_THAT(html, Not(HasSubstr("<img")));
    EXPECT_FALSE(has_attribute(page, "on"));
    EXPECT_FALSE(has_attribute(page, "autofocus"));
    std::size_t scripts = 0;
    for (const Tag& tag : page.tags) scripts += tag.name == "script" && !tag.is_end ? 1 : 0;
    EXPECT_EQ(scripts, 2U);
    const std::string data = data_in(html);
    EXPECT_EQ(data.find('<'), std::string::npos);
    EXPECT_EQ(nlohmann::json::parse(data)["instrument"], "hostile@1");
  }
}

TEST(Form, SaysThatLabelsAreNotForHandOut) {
  const InstrumentPtr labels = shipped().find_instrument("dash-marac");
  ASSERT_NE(labels, nullptr);
  EXPECT_THAT(form_html(*labels, Language::da), HasSubstr("Ikke til udlevering"));
  EXPECT_THAT(form_html(*labels, Language::en), HasSubstr("Not for hand-out"));
  const InstrumentPtr own = shipped().find_instrument("spj-partner-violence");
  ASSERT_NE(own, nullptr);
  EXPECT_THAT(form_html(*own, Language::da), Not(HasSubstr("udlevering")));
}

TEST(Form, SaysThatItComputesNoLevel) {
  const InstrumentPtr instrument = shipped().find_instrument("dash-marac");
  ASSERT_NE(instrument, nullptr);
  EXPECT_THAT(form_html(*instrument, Language::en), HasSubstr("This page computes no level."));
  EXPECT_THAT(form_html(*instrument, Language::da), HasSubstr("Siden beregner intet niveau."));
  const std::string data = form_data(*instrument, Language::en);
  EXPECT_THAT(data, Not(HasSubstr("cut_off")));
  EXPECT_THAT(data, Not(HasSubstr("weight")));
}

TEST(Form, BeginsWithTheAnswersThatAreThere) {
  const InstrumentPtr instrument = load(every_mechanism);
  ASSERT_NE(instrument, nullptr);
  Responses responses(*instrument);
  const auto input = [&](std::string_view id) { return instrument->find_item(id)->input; };
  responses.answer(input("gun"), 0);
  responses.answer(input("left"), 1);
  responses.answer(*instrument->find_item("left")->within, 1);
  responses.leave_out(input("sleep"), MissingReason::refused);
  responses.answer(input("events"), 3);
  Judgement judgement;
  judgement.level = "high";
  judgement.reason = "Because.";
  const FormContent content{responses, Date::parse("2026-09-10"), judgement, std::nullopt};
  const std::string html = form_html(*instrument, Language::da, &content);
  const auto name = [&](std::string_view id) { return std::to_string(input(id)); };
  EXPECT_THAT(html, HasSubstr("name=\"a" + name("gun") + "\" value=\"0\" checked"));
  EXPECT_THAT(html, HasSubstr("name=\"a" + name("left") + "\" value=\"1\" checked"));
  EXPECT_THAT(html, HasSubstr("<option value=\"refused\" selected>"));
  EXPECT_THAT(html, HasSubstr("value=\"0,5\""));
  EXPECT_THAT(html, HasSubstr("value=\"2026-09-10\""));
  EXPECT_THAT(html, HasSubstr("<option value=\"high\" selected>"));
  EXPECT_THAT(html, HasSubstr(">Because.</textarea>"));
  EXPECT_THAT(html, HasSubstr("Filen rummer svar om en person"));
  EXPECT_THAT(form_html(*instrument, Language::da), Not(HasSubstr("Filen rummer svar")));
}

TEST(Form, AsksForTheWholeLanguage) {
  const InstrumentPtr instrument = load(whole_language);
  ASSERT_NE(instrument, nullptr);
  Judgement judgement;
  judgement.level = "high";
  judgement.reason = "Because.";
  judgement.opinions = {{"harm", "high"}};
  const std::vector<EarlierAssessment> earlier{{*Date::parse("2026-08-01"), {{"total", 3}}, {}}};
  const FormContent content{Responses(*instrument), Date::parse("2026-09-10"), judgement, earlier};
  const std::string html = form_html(*instrument, Language::en, &content);
  EXPECT_THAT(check(html).faults, IsEmpty());
  EXPECT_THAT(html, HasSubstr("Is that usual for the person?"));
  EXPECT_THAT(html, HasSubstr("Within the last 14 days?"));
  EXPECT_THAT(html, HasSubstr("value=\"2026-08-01\""));
  EXPECT_THAT(html, HasSubstr("data-scale=\"total\" value=\"3\""));
  EXPECT_THAT(html, HasSubstr("There are no earlier assessments"));
  EXPECT_THAT(html, HasSubstr("Serious harm (required)"));
  EXPECT_THAT(html, HasSubstr("<option value=\"high\" selected>high</option>"));
  const auto data = nlohmann::json::parse(data_in(html));
  EXPECT_EQ(data["consistent"].size(), 2U);
  EXPECT_EQ(data["opinions"][0], "harm");
  const FormContent none{Responses(*instrument), std::nullopt, std::nullopt,
                         std::vector<EarlierAssessment>()};
  EXPECT_THAT(form_html(*instrument, Language::en, &none),
              HasSubstr("id=\"no-earlier\" autocomplete=\"off\" checked"));
}

TEST(Form, GivesTheSameBytesTwice) {
  const InstrumentPtr instrument = load(every_mechanism);
  ASSERT_NE(instrument, nullptr);
  EXPECT_EQ(form_html(*instrument, Language::da), form_html(*instrument, Language::da));
}

}  // namespace
}  // namespace vaern
