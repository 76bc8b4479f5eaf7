// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "exchange/html_reader.hpp"
#include "exchange/support.hpp"

namespace vaern {
namespace {

using namespace exchange_tests;
using testing::HasSubstr;
using testing::Not;

TEST(ReportHtml, IsWellFormedAccessibleAndAlone) {
  for (const std::string_view name : example_cases) {
    SCOPED_TRACE(name);
    const auto made = make(text_of_case(name));
    for (const Language language : {Language::da, Language::en}) {
      const std::string html = report_html(made->report, language);
      const Checked checked = check(html);
      EXPECT_THAT(checked.faults, testing::IsEmpty());
      EXPECT_THAT(
          html, HasSubstr(language == Language::da ? "<html lang=\"da\">" : "<html lang=\"en\">"));
      EXPECT_THAT(html, HasSubstr("<meta charset=\"utf-8\">"));
      EXPECT_THAT(html, HasSubstr("name=\"viewport\""));
      for (const char* outside : {"http:", "https:", "<script", "<link", "<img", "<iframe", "url(",
                                  "@import", " src=", " href=", "javascript", " on"}) {
        const std::size_t at = html.find(outside);
        const bool is_text = at != std::string::npos && std::string_view(outside) == " on";
        EXPECT_TRUE(at == std::string::npos || is_text) << outside;
      }
      int last = 0;
      std::size_t ones = 0;
      for (const Tag& tag : checked.tags) {
        if (tag.is_end) continue;
        EXPECT_EQ(tag.attributes.find(" on"), std::string::npos) << tag.attributes;
        if (tag.name == "th") {
          EXPECT_THAT(tag.attributes, HasSubstr("scope=\""));
        }
        if (tag.name.size() != 2 || tag.name[0] != 'h' || tag.name == "hr") continue;
        const int level = tag.name[1] - '0';
        if (level == 1) ++ones;
        EXPECT_LE(level, last + 1) << "a heading level is left out";
        last = level;
      }
      EXPECT_EQ(ones, 1U);
    }
  }
}

TEST(ReportHtml, HasANeutralTitle) {
  const auto made = make(text_of_case("half-answered"));
  EXPECT_THAT(report_html(made->report, Language::da), HasSubstr("<title>Overblik k-0417</title>"));
  EXPECT_THAT(report_html(made->report, Language::en), HasSubstr("<title>Overview k-0417</title>"));
}

TEST(ReportHtml, EscapesEveryTextOfTheCase) {
  const auto made =
      make(changed(text_of_case("judged-against-low-score"), "reason: The person is watched",
                   "reason: '<script>alert(\"1\")</script> & <b' # is"));
  const std::string html = report_html(made->report, Language::da);
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, HasSubstr("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &lt;b"));
  EXPECT_THAT(check(html).faults, testing::IsEmpty());
  EXPECT_THAT(report_text(made->report, Language::da), HasSubstr("<script>alert(\"1\")</script>"));
  EXPECT_THAT(report_json(made->report), HasSubstr("<script>alert(\\\"1\\\")</script>"));
}

TEST(ReportHtml, KeepsLineFeedsOfAReasonFromBreakingThePage) {
  const auto made =
      make(changed(text_of_case("judged-against-low-score"), "reason: The person is watched",
                   "reason: \"One.\\n\\nOverdue: two\\u0007.\" # is"));
  const std::string text = report_text(made->report, Language::da);
  EXPECT_THAT(text, Not(HasSubstr("\nOverdue: two")));
  EXPECT_EQ(text.find('\a'), std::string::npos);
  EXPECT_EQ(report_html(made->report, Language::da).find('\a'), std::string::npos);
}

TEST(ReportHtml, IsDarkOnWhiteWithEnoughContrast) {
  const auto made = make(text_of_case("empty-form"));
  const std::string html = report_html(made->report, Language::da);
  EXPECT_THAT(html, HasSubstr("background:#fff"));
  const std::vector<double> contrasts = text_contrasts(html);
  EXPECT_GE(contrasts.size(), 3U);
  for (const double contrast : contrasts) EXPECT_GE(contrast, 4.5);
}

}  // namespace
}  // namespace vaern
