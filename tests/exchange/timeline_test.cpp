// SPDX-License-Identifier: Apache-2.0
// The page and the picture of a timeline: what they say of policies, whatever names and numbers
// they get.
#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "exchange/html_reader.hpp"
#include "exchange/svg_words.hpp"
#include "exchange/timeline_support.hpp"
#include "vaern/diagnostics/utf8.hpp"

namespace vaern {
namespace {

using namespace exchange_tests;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::string both_policies =
    std::string(opened) + "events:\n" + event("e1", "concern", "2026-03-02T10:00+01:00");

/// The words of a drawing with the place of each, the groups they stand in added up.
struct Word {
  double left = 0;
  double top = 0;
  double wide = 0;
  std::string words;
};

std::string attribute(const std::string& tag, const std::string& name) {
  const std::size_t at = tag.find(" " + name + "=\"");
  if (at == std::string::npos) return {};
  const std::size_t from = at + name.size() + 3;
  return tag.substr(from, tag.find('"', from) - from);
}

std::vector<Word> words_of(const std::string& svg) {
  std::vector<Word> found;
  std::vector<std::pair<double, double>> groups{{0, 0}};
  for (std::size_t at = svg.find('<'); at != std::string::npos; at = svg.find('<', at + 1)) {
    const std::string tag = svg.substr(at, svg.find('>', at) - at);
    if (tag.starts_with("<g ")) {
      const std::string move = attribute(tag, "transform");
      auto [x, y] = groups.back();
      x += std::stod(move.substr(10));
      y += std::stod(move.substr(move.find(',') + 1));
      groups.emplace_back(x, y);
    } else if (tag == "</g") {
      groups.pop_back();
    } else if (tag.starts_with("<text")) {
      const std::size_t from = svg.find('>', at) + 1;
      std::string words = svg.substr(from, svg.find('<', from) - from);
      for (const auto& [entity, letter] : {std::pair{"&lt;", "<"},
                                           {"&gt;", ">"},
                                           {"&quot;", "\""},
                                           {"&#39;", "'"},
                                           {"&amp;", "&"}}) {
        for (std::size_t place = words.find(entity); place != std::string::npos;
             place = words.find(entity, place + 1)) {
          words.replace(place, std::string_view(entity).size(), letter);
        }
      }
      const bool is_heading = attribute(tag, "class") == "h";
      const double wide = exchange::detail::words_width(words, is_heading ? 13 : 12);
      double left = groups.back().first + std::stod(attribute(tag, "x"));
      if (attribute(tag, "class").find('q') != std::string::npos) left -= wide;
      found.push_back({left, groups.back().second + std::stod(attribute(tag, "y")), wide, words});
    }
  }
  return found;
}

/// Words that stand outside of the picture or on others.
std::vector<std::string> in_the_way(const std::string& svg) {
  std::vector<std::string> faults;
  const std::vector<Word> words = words_of(svg);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Word& a = words[i];
    if (a.words == "!") continue;  // the sign of what is overdue
    if (a.left < 0 || a.left + a.wide > 1000.5) faults.push_back("outside: " + a.words);
    for (std::size_t k = i + 1; k < words.size(); ++k) {
      const Word& b = words[k];
      const bool is_beside = a.left + a.wide <= b.left || b.left + b.wide <= a.left;
      if (b.words != "!" && !is_beside && std::abs(a.top - b.top) < 11) {
        faults.push_back(a.words + " | " + b.words);
      }
    }
  }
  return faults;
}

void expect_well_made(const MadeTimeline& made) {
  for (const Language language : {Language::da, Language::en}) {
    EXPECT_THAT(check(made.html(language)).faults, IsEmpty());
    const std::string svg = made.svg(language);
    EXPECT_THAT(check(svg).faults, IsEmpty());
    EXPECT_THAT(in_the_way(svg), IsEmpty());
    std::set<std::string> ids;
    for (const Tag& tag : check(made.html(language)).tags) {
      const std::string id = attribute(" " + tag.attributes, "id");
      EXPECT_TRUE(id.empty() || ids.insert(id).second) << id;
    }
  }
}

TEST(Timeline, TellsLanesWithTheSameNameApartByTheirPolicy) {
  const auto made = timeline_of(both_policies, "2026-03-04T09:00+01:00");
  const std::string svg = made->svg();
  EXPECT_EQ(count_of(svg, ">Contact about o1 (partner)</text>"), 2U);
  EXPECT_THAT(svg, HasSubstr(">review@3, calendar offices@3</text>"));
  EXPECT_THAT(svg, HasSubstr(">law@3, calendar courts@3</text>"));
  EXPECT_THAT(made->svg(Language::da), HasSubstr(">law@3, kalender courts@3</text>"));
  // In the order of the programme: its own policy first.
  EXPECT_LT(svg.find(">review@3, calendar"), svg.find(">law@3, calendar"));
  expect_well_made(*made);
}

TEST(Timeline, SaysOfEveryDateWhichPolicyAndCalendarItRestsOn) {
  const auto made = timeline_of(both_policies, "2026-03-04T09:00+01:00");
  const auto& obligations = made->timeline.timeline.obligations;
  ASSERT_GE(obligations.size(), 2U);
  const std::string html = made->html();
  const std::string svg = made->svg();
  const std::string description = svg.substr(svg.find("<desc"), svg.find("</desc>"));
  std::string text;
  for (const char c : made->text()) {
    if (c != '\n' && !(c == ' ' && text.ends_with(' '))) text += c;
    if (c == '\n' && !text.ends_with(' ')) text += ' ';
  }
  for (const Obligation& obligation : obligations) {
    const std::string rests = obligation.policy + ", calendar " +
                              (obligation.policy == "law@3" ? "courts@3" : "offices@3");
    EXPECT_THAT(html, HasSubstr(" Rests on " + rests + ".</td><td>" + obligation.id + "</td>"));
    EXPECT_THAT(text, HasSubstr("(" + obligation.id + "; " + rests + ")"));
    EXPECT_THAT(description, HasSubstr("(" + rests + ")."));
  }
  EXPECT_THAT(text, HasSubstr("Policy review@3, calendar offices@3; law@3, calendar courts@3;"));
}

TEST(Timeline, SaysOnceWhatAllDatesRestOn) {
  const auto made = timeline_of(std::string(opened), "2026-03-03T09:00+01:00");
  ASSERT_EQ(made->timeline.timeline.obligations.size(), 1U);
  EXPECT_THAT(made->html(),
              HasSubstr("By when they are due; all rest on review@3, calendar offices@3"));
  EXPECT_THAT(made->html(), Not(HasSubstr("Rests on")));
  EXPECT_THAT(made->svg(), Not(HasSubstr(">review@3, calendar offices@3</text>")));
  EXPECT_THAT(made->text(), HasSubstr("(contact:o1:episode.1)"));
}

TEST(Timeline, ShowsEntriesThatOnlyADutyIsAbout) {
  // Of the programme's own policy and of the other one, about a child and about nobody: no child
  // is an other party, and all of them are known.
  const std::string rest = std::string(opened) + "events:\n" +
                           event("e1", "child_told", "2026-03-02T10:00+01:00", "c1") +
                           event("e2", "concern", "2026-03-02T11:00+01:00", "c1") +
                           event("e3", "concern", "2026-03-02T12:00+01:00", "") +
                           event("e4", "answered", "2026-03-02T13:00+01:00", "c1");
  const auto made = timeline_of(rest, "2026-03-04T09:00+01:00");
  const std::string html = made->html();
  EXPECT_EQ(count_of(html, "<td>Event e1 (A child has told) about c1</td>"), 1U);
  EXPECT_EQ(count_of(html, "<td>Event e2 (Concern) about c1</td>"), 1U);
  EXPECT_EQ(count_of(html, "<td>Event e3 (Concern)</td>"), 1U);
  EXPECT_EQ(count_of(html, "<td>Event e4 (Answered) about c1</td>"), 1U);
  for (const char* mark : {">e1 A", ">e2 C", ">e3 C", ">e4 A"}) {
    EXPECT_EQ(count_of(made->svg(), mark), 1U) << mark;
  }
}

TEST(Timeline, EscapesWhatModelsAndCasesSay) {
  const std::string wild = "<b>&amp; \\\"Ræd\\\" '>\\n]]>";
  const auto programme = help([&](ModelTexts& texts) {
    texts["help.yaml"] = with(texts["help.yaml"], "{en: New violence, da: Ny vold}",
                              "{en: \"" + wild + "\", da: \"" + wild + "\"}");
    texts["review.yaml"] = with(texts["review.yaml"], "{en: Contact, da: Kontakt}",
                                "{en: \"" + wild + "\", da: \"" + wild + "\"}");
    texts["help.yaml"] =
        with(texts["help.yaml"], "levels: [low, high]\n",
             "levels: [low, high]\nlabels: {low: {en: \"" + wild + "\", da: \"" + wild + "\"}}\n");
  });
  const std::string rest = with(std::string(opened), "}]",
                                ", reason: \"" + wild + "\", closed: 2026-03-20T09:00+01:00}]") +
                           "assessments:\n" + assessed_as("a1", "low", "2026-03-03T10:00+01:00") +
                           "events:\n" + event("e1", "violence", "2026-03-04T10:00+01:00") +
                           event("e2", "concern", "2026-03-05T10:00+01:00") +
                           "corrections:\n  - {of: e2, recorded: 2026-03-06T10:00+01:00, by: w1, "
                           "status: entered_in_error, reason: \"" +
                           wild + "\"}\n";
  const auto made = timeline_of(rest, "2026-03-21T09:00+01:00", programme);
  expect_well_made(*made);
  for (const std::string& shown : {made->html(), made->svg()}) {
    EXPECT_THAT(shown, Not(HasSubstr("<b>")));
    EXPECT_THAT(shown, HasSubstr("&lt;b&gt;&amp;amp; &quot;Ræd&quot;"));
  }
}

TEST(Timeline, OfACaseWithoutEntriesIsWholeAndSaysSo) {
  const auto before = timeline_of(std::string(opened), "2026-03-01T09:00+01:00");
  ASSERT_TRUE(before->timeline.timeline.obligations.empty());
  expect_well_made(*before);
  EXPECT_THAT(before->svg(), HasSubstr("No dates."));
  EXPECT_THAT(before->html(), HasSubstr("<p>None.</p>"));
  EXPECT_THAT(before->html(Language::da), HasSubstr("<p>Ingen.</p>"));
}

TEST(Timeline, OfOneDateIsWhole) {
  const auto made = timeline_of(std::string(opened), "2026-03-03T09:00+01:00");
  expect_well_made(*made);
  EXPECT_EQ(count_of(made->html(), "<td>contact:o1:episode.1</td>"), 1U);
}

TEST(Timeline, OfEntriesAtOneInstantKeepsTheirWordsApart) {
  const std::string at = "2026-03-02T09:00+01:00";
  std::string rest = std::string(opened) + "assessments:\n" + assessed_as("a1", "low", at) +
                     assessed_as("a2", "high", at) + "events:\n";
  for (int i = 1; i <= 12; ++i) {
    rest += event("e" + std::to_string(i), i % 2 == 0 ? "concern" : "violence", at);
  }
  const auto made = timeline_of(rest, at);
  expect_well_made(*made);
  EXPECT_EQ(count_of(made->svg(), ">a1: low</text>"), 1U);
  EXPECT_EQ(count_of(made->svg(), ">a2: high</text>"), 1U);
}

TEST(Timeline, OfTwoHundredDatesShowsEveryOne) {
  std::string rest = std::string(opened) + "events:\n";
  for (int i = 0; i < 200; ++i) {
    const std::string day = std::to_string(1 + i % 28);
    const std::string month = std::to_string(1 + i / 28);
    rest += event("e" + std::to_string(i), "concern",
                  "2027-0" + month + "-" + (day.size() < 2 ? "0" : "") + day + "T10:00+01:00");
  }
  const auto made = timeline_of(rest, "2027-12-31T09:00+01:00");
  ASSERT_GE(made->timeline.timeline.obligations.size(), 200U);
  expect_well_made(*made);
  const std::string html = made->html();
  const std::string svg = made->svg();
  for (int i = 0; i < 200; ++i) {
    const std::string id = "e" + std::to_string(i);
    EXPECT_EQ(count_of(html, "<td>contact_by_law:o1:" + id + "</td>"), 1U);
    EXPECT_EQ(count_of(svg, "because of " + id + " Concern"), 1U);
  }
  // A sheet fits on a page.
  for (std::size_t at = html.find("viewBox=\"0 0 1000 "); at != std::string::npos;
       at = html.find("viewBox=\"0 0 1000 ", at + 1)) {
    EXPECT_LE(std::stod(html.substr(at + 18)), 606);
  }
}

TEST(Timeline, KeepsLongWordsInsideThePicture) {
  const std::string word =
      "Opfølgningssamtaleforberedelsesskema om voldsudøverens kontaktforsøg og samværsordninger, "
      "herunder overvågning af telefoner og konti, aftalt med den kommunale koordinator og "
      "krisecentrets socialrådgiver";
  const auto programme = help([&](ModelTexts& texts) {
    for (const auto& [file, from] : {std::pair{"help.yaml", "{en: New violence, da: Ny vold}"},
                                     {"review.yaml", "{en: Contact, da: Kontakt}"}}) {
      texts[file] = with(texts[file], from, "{en: \"" + word + "\", da: \"" + word + "\"}");
    }
    texts["help.yaml"] =
        with(texts["help.yaml"], "levels: [low, high]\n",
             "levels: [low, high]\nlabels: {high: {en: Considerably raised concern, "
             "da: Betydeligt forhøjet bekymringsniveau}}\n");
  });
  const std::string rest = std::string(opened) + "assessments:\n" +
                           assessed_as("a1", "high", "2026-03-03T10:00+01:00") + "events:\n" +
                           event("e1", "violence", "2026-03-02T10:00+01:00") +
                           event("e2", "violence", "2026-03-20T10:00+01:00") +
                           event("e3", "concern", "2026-03-20T11:00+01:00");
  const auto made = timeline_of(rest, "2026-03-21T09:00+01:00", programme);
  expect_well_made(*made);
  // Wrapped, never cut: a date's words are all there.
  EXPECT_THAT(made->svg(Language::da), HasSubstr("krisecentrets socialrådgiver"));
  EXPECT_THAT(made->svg(Language::da), HasSubstr(">Betydeligt forhøjet bekymringsniveau</text>"));
}

TEST(SvgWords, AreShortenedAndWrappedBetweenLetters) {
  using exchange::detail::shortened;
  using exchange::detail::words_width;
  using exchange::detail::wrapped;
  EXPECT_EQ(shortened("æøå", 1000, 12), "æøå");
  EXPECT_EQ(shortened("øåøåøå", words_width("øåø…", 12) + 0.1, 12), "øåø…");
  EXPECT_EQ(shortened("ab cdef", words_width("ab …", 12) + 0.1, 12), "ab…");
  const double five = words_width("12345", 12) + 0.1;
  EXPECT_EQ(wrapped("", five, 12), std::vector<std::string>{""});
  EXPECT_EQ(wrapped("12 34 567", five, 12), (std::vector<std::string>{"12 34", "567"}));
  EXPECT_EQ(wrapped("12345 67", five, 12), (std::vector<std::string>{"12345", "67"}));
  EXPECT_EQ(wrapped("øåøåøåø ab", five, 12), (std::vector<std::string>{"øåøåø", "åø ab"}));
  EXPECT_EQ(wrapped("abcde", five, 12), std::vector<std::string>{"abcde"});
  EXPECT_EQ(wrapped("øå", 1, 12), (std::vector<std::string>{"ø", "å"}));
}

}  // namespace
}  // namespace vaern
