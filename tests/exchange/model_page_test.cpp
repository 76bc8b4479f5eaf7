// SPDX-License-Identifier: Apache-2.0
#include "vaern/exchange/model_page.hpp"

#include <gmock/gmock.h>

#include "exchange/html_reader.hpp"
#include "exchange/models.hpp"

namespace vaern {
namespace {

using namespace exchange_tests;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(ModelPage, OfEveryShippedInstrumentIsWellFormedAndAlone) {
  ASSERT_FALSE(shipped().instruments().empty());
  for (const InstrumentPtr& instrument : shipped().instruments()) {
    for (const Language language : {Language::da, Language::en}) {
      SCOPED_TRACE(instrument->reference());
      const std::string html = model_page_html(*instrument, language);
      const Checked page = check(html);
      EXPECT_THAT(page.faults, IsEmpty());
      for (const std::string_view name : {"on", "src", "href", "action", "srcset"}) {
        EXPECT_FALSE(has_attribute(page, name)) << name;
      }
      for (const std::string_view outside :
           {"<script", "<link", "<img", "<iframe", "url(", "@import", "javascript:"}) {
        EXPECT_THAT(html, Not(HasSubstr(outside)));
      }
      EXPECT_THAT(html, HasSubstr("default-src 'none'"));
      EXPECT_THAT(html, HasSubstr(instrument->meaning().to_string()));
      int last = 0;
      for (const Tag& tag : page.tags) {
        if (tag.is_end || tag.name.size() != 2 || tag.name[0] != 'h') continue;
        const int level = tag.name[1] - '0';
        EXPECT_LE(level, last + 1) << "a heading level is left out";
        last = level;
      }
      for (const double contrast : text_contrasts(html)) EXPECT_GE(contrast, 4.5);
    }
  }
}

TEST(ModelPage, SaysOfACutOffThatIsAParameterWhatTheParameterSays) {
  const InstrumentPtr instrument = shipped().find_instrument("hits");
  ASSERT_NE(instrument, nullptr);
  ASSERT_FALSE(instrument->levels().list[1].cut_off_parameter.empty());
  EXPECT_EQ(instrument->levels().list[1].cut_off->verified, true);
  EXPECT_EQ(instrument->levels().list[1].cut_off->source, "rabin2009");
  EXPECT_THAT(flowing(model_page_text(*instrument, Language::en)),
              HasSubstr("Every number is marked as checked against its source."));
}

TEST(ModelPage, SaysOfAModelWithoutNumbersThatThereAreNone) {
  const InstrumentPtr instrument = shipped().find_instrument("b-safer");
  ASSERT_NE(instrument, nullptr);
  EXPECT_THAT(flowing(model_page_text(*instrument, Language::en)),
              HasSubstr("There are no numbers to check."));
}

TEST(ModelPage, NamesEveryQuestionLevelRuleAndSource) {
  const InstrumentPtr instrument = shipped().find_instrument("dash-marac");
  ASSERT_NE(instrument, nullptr);
  const std::string text = flowing(model_page_text(*instrument, Language::en));
  for (const Item& item : instrument->items()) {
    EXPECT_THAT(text, HasSubstr(item.text.best(Language::en)));
  }
  for (const Rule& rule : instrument->rules()) {
    EXPECT_THAT(text, HasSubstr(rule.because.best(Language::en)));
  }
  for (const Source& source : instrument->head().sources) {
    EXPECT_THAT(text, HasSubstr(flowing(source.cite)));
  }
  EXPECT_THAT(text, HasSubstr(instrument->head().not_for.best(Language::en)));
  EXPECT_THAT(text, HasSubstr("Not for hand-out"));
  EXPECT_THAT(text, HasSubstr("below the criteria: 0 to 13"));
  EXPECT_THAT(text, HasSubstr("multi-agency conference level: 14 to 24"));
}

TEST(ModelPage, SaysTheScoringAsTheEngineDoesIt) {
  const InstrumentPtr instrument = load(every_mechanism);
  ASSERT_NE(instrument, nullptr);
  const std::string text = flowing(model_page_text(*instrument, Language::en));
  EXPECT_THAT(text, HasSubstr("Each yes adds: 2 for question 1; -1 for question 2."));
  EXPECT_THAT(text, HasSubstr("Otherwise every missing answer counts as “no”."));
  EXPECT_THAT(text, HasSubstr("when more than 1 answer is missing"));
  EXPECT_THAT(text, HasSubstr("The mean of the points of questions 3 and 4"));
  EXPECT_THAT(text, HasSubstr("times 4; plus 1; rounded down to a whole number; at least 0; "
                              "at most 12"));
  EXPECT_THAT(text, HasSubstr("points given × (answered + missing) / answered"));
  EXPECT_THAT(text, HasSubstr("only the lowest and the highest that it can still become"));
  EXPECT_THAT(text, HasSubstr("asked when: no to question 1"));
  EXPECT_THAT(text, HasSubstr("Raises by 1 level, at least to middle."));
  EXPECT_THAT(text, HasSubstr("yes to at least 2 of questions 1, 2 and 6"));
  EXPECT_THAT(text, HasSubstr("any of questions 1 and 2 is unanswered (did not want to answer)"));
  EXPECT_THAT(text, HasSubstr("When: the condition “mixture” is not met and not yes to at least 2 "
                              "of questions 1, 2 and 6."));
  EXPECT_THAT(text, HasSubstr("mixture: yes to question 1 (“Gun”) or the answer to question 3 "
                              "(“Sleep”) is “never”."));
}

TEST(ModelPage, SaysTheWholeLanguage) {
  const InstrumentPtr instrument = load(whole_language);
  ASSERT_NE(instrument, nullptr);
  const std::string text = flowing(model_page_text(*instrument, Language::en));
  EXPECT_THAT(text, HasSubstr("Supersedes whole-language@1 from Thursday 1 January 2026."));
  EXPECT_THAT(text, HasSubstr("after yes: is that usual for the person?"));
  EXPECT_THAT(text, HasSubstr("3. Calm [never 3, sometimes 2, always 0; reversed]"));
  EXPECT_THAT(text,
              HasSubstr("Only where it is more than usual for the person: questions 1 and 2"));
  EXPECT_THAT(text, HasSubstr("No more children are hurt than there are."));
  EXPECT_THAT(text, HasSubstr("High from: 4; published: 4, 5 (source: paper, not checked"));
  EXPECT_THAT(text, HasSubstr("from 0: 5; from 3: 20"));
  EXPECT_THAT(text, HasSubstr("The day of the assessment chooses the rows."));
  EXPECT_THAT(text, HasSubstr("until Tuesday 31 December 2024: from 0: 1."));
  EXPECT_THAT(text, HasSubstr("Before: the mean of “total”, of the latest 3, assessed at most 90 "
                              "days before (from 0 to 9, rounded to the nearest"));
  EXPECT_THAT(text, HasSubstr("With 1 missing the sum of the answered is looked up: from -2: 0; "
                              "from 2: 3."));
  EXPECT_THAT(text, HasSubstr("Looked up in the table “Rates”: the row that “total” is in."));
  EXPECT_THAT(text, HasSubstr("1 × “total”; -1 × “Before”"));
  EXPECT_THAT(text, HasSubstr("When: “Lethality” is raised."));
  EXPECT_THAT(text, HasSubstr("both: yes to all of questions 1 and 2."));
  EXPECT_THAT(text, HasSubstr("other: otherwise."));
  EXPECT_THAT(text, HasSubstr("When: “Pattern” is “worse”."));
  EXPECT_THAT(text, HasSubstr("Serious harm: low, high. Required with a judgement."));
  EXPECT_THAT(text, HasSubstr("every score is given with and without them"));
  for (const Language language : {Language::da, Language::en}) {
    EXPECT_THAT(check(model_page_html(*instrument, language)).faults, IsEmpty());
  }
}

TEST(ModelPage, DrawsCutOffsAndSaysThemInWords) {
  const InstrumentPtr instrument = shipped().find_instrument("danger-assessment");
  ASSERT_NE(instrument, nullptr);
  const std::string html = model_page_html(*instrument, Language::da);
  EXPECT_THAT(html, HasSubstr("<svg role=\"img\" aria-labelledby=\"levels-t levels-d\""));
  EXPECT_THAT(html, HasSubstr("Samlet score går fra -3 til 37. variabel fare: -3 til 7; øget fare: "
                              "8 til 13, ikke kontrolleret"));
  EXPECT_THAT(html, HasSubstr("stroke-dasharray"));
  std::size_t bars = 0;
  for (std::size_t at = html.find("<rect"); at != std::string::npos;
       at = html.find("<rect", at + 1)) {
    ++bars;
  }
  EXPECT_EQ(bars, 4U);
}

TEST(ModelPage, ListsWhatNobodyHasChecked) {
  const InstrumentPtr instrument = load(every_mechanism);
  ASSERT_NE(instrument, nullptr);
  const std::string text = flowing(model_page_text(*instrument, Language::en));
  EXPECT_THAT(text, HasSubstr("Not yet checked against the source: - How “Weighted” is computed."));
  EXPECT_THAT(text, HasSubstr("The model does not say whether these were checked: - How “mean” is "
                              "computed."));
}

TEST(ModelPage, EscapesHostileText) {
  const InstrumentPtr instrument = load(hostile);
  ASSERT_NE(instrument, nullptr);
  for (const Language language : {Language::da, Language::en}) {
    const std::string html = model_page_html(*instrument, language);
    EXPECT_THAT(html, Not(HasSubstr("<script")));
    EXPECT_THAT(html, Not(HasSubstr("<img")));
    EXPECT_THAT(html, HasSubstr("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;"));
    EXPECT_THAT(check(html).faults, IsEmpty());
  }
}

TEST(ModelPage, MarksWordsOfAnotherLanguage) {
  const InstrumentPtr instrument =
      load(changed(std::string(hostile), "description: {en: An instrument, da: Et redskab}",
                   "description: {en: An instrument only in English}"));
  ASSERT_NE(instrument, nullptr);
  EXPECT_THAT(model_page_html(*instrument, Language::da),
              HasSubstr("<span lang=\"en\" dir=\"auto\">An instrument only in English</span>"));
}

}  // namespace
}  // namespace vaern
