// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "exchange/support.hpp"

namespace vaern {
namespace {

using namespace exchange_tests;
using testing::HasSubstr;
using testing::Not;

struct Tag {
  std::string name;
  std::string attributes;
  bool is_end = false;
};

/// A strict reader of the little HTML that the page uses: every tag closed in order, no bare '<',
/// '>' or '&' in text, attributes in double quotes.
struct Checked {
  std::vector<Tag> tags;
  std::vector<std::string> faults;
};

Checked check(const std::string& html) {
  Checked result;
  std::vector<std::string> open;
  const std::set<std::string> empty{"meta", "!DOCTYPE"};
  for (std::size_t i = 0; i < html.size(); ++i) {
    if (html[i] == '>') result.faults.push_back("a bare >");
    if (html[i] == '&') {
      const std::string rest = html.substr(i, 6);
      const std::array<std::string_view, 5> known{"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
      if (std::none_of(known.begin(), known.end(),
                       [&](auto one) { return rest.starts_with(one); })) {
        result.faults.push_back("a bare &: " + rest);
      }
    }
    if (html[i] != '<') continue;
    const std::size_t end = html.find('>', i);
    if (end == std::string::npos) {
      result.faults.push_back("a tag without end");
      break;
    }
    Tag tag;
    std::string inside = html.substr(i + 1, end - i - 1);
    tag.is_end = inside.starts_with('/');
    if (tag.is_end) inside.erase(0, 1);
    tag.name = inside.substr(0, inside.find(' '));
    if (inside.size() > tag.name.size()) tag.attributes = inside.substr(tag.name.size() + 1);
    if (std::count(tag.attributes.begin(), tag.attributes.end(), '"') % 2 != 0) {
      result.faults.push_back("quotes in <" + inside);
    }
    i = end;
    if (tag.is_end) {
      if (open.empty() || open.back() != tag.name) {
        result.faults.push_back("</" + tag.name + "> where " + (open.empty() ? "-" : open.back()) +
                                " is open");
      } else {
        open.pop_back();
      }
    } else if (empty.count(tag.name) == 0) {
      open.push_back(tag.name);
    }
    result.tags.push_back(tag);
    // Style is not text.
    if (tag.name == "style" && !tag.is_end) i = html.find("</style>", i) - 1;
  }
  for (const std::string& name : open) result.faults.push_back("<" + name + "> is not closed");
  return result;
}

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

double luminance(const std::string& hex) {
  const std::string full =
      hex.size() == 3 ? std::string{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]} : hex;
  double sum = 0;
  const std::array<double, 3> weights{0.2126, 0.7152, 0.0722};
  for (std::size_t i = 0; i < 3; ++i) {
    const double c = std::stoi(full.substr(2 * i, 2), nullptr, 16) / 255.0;
    sum += weights[i] * (c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4));
  }
  return sum;
}

TEST(ReportHtml, IsDarkOnWhiteWithEnoughContrast) {
  const auto made = make(text_of_case("empty-form"));
  const std::string html = report_html(made->report, Language::da);
  EXPECT_THAT(html, HasSubstr("background:#fff"));
  std::size_t colours = 0;
  for (std::size_t at = html.find('#'); at < html.find("</style>"); at = html.find('#', at + 1)) {
    std::size_t end = at + 1;
    while (end < html.size() && std::isxdigit(static_cast<unsigned char>(html[end])) != 0) ++end;
    const std::string hex = html.substr(at + 1, end - at - 1);
    if (hex == "fff" || (hex.size() != 3 && hex.size() != 6)) continue;
    ++colours;
    EXPECT_GE(1.05 / (luminance(hex) + 0.05), 4.5) << hex;
  }
  EXPECT_GE(colours, 3U);
}

}  // namespace
}  // namespace vaern
