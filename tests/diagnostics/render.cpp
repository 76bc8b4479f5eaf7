// SPDX-License-Identifier: Apache-2.0
#include "vaern/diagnostics/render.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include <nlohmann/json.hpp>

namespace vaern {
namespace {

constexpr CodeInfo undefined_item{"E0203",
                                  Severity::error,
                                  "undefined_item",
                                  "item '{item}' is not defined",
                                  "spørgsmålet '{item}' findes ikke",
                                  "",
                                  ""};
constexpr CodeInfo no_danish{"E0210",
                             Severity::warning,
                             "no_danish",
                             "the text has no Danish",
                             "teksten mangler på dansk",
                             "Write it under 'da:'.",
                             "Skriv den under 'da:'."};
constexpr NoteInfo did_you_mean{"did you mean '{item}'? Declared at {place}.",
                                "mente du '{item}'? Erklæret i {place}."};
constexpr NoteInfo first_here{"first written here", "skrevet første gang her"};

std::shared_ptr<const SourceFile> file_of(std::string text) {
  return std::make_shared<const SourceFile>("a.yaml", std::move(text));
}

SourceSpan span(const std::shared_ptr<const SourceFile>& file, std::uint32_t line,
                std::uint32_t column, std::uint32_t length) {
  return {file, line, column, length};
}

TEST(Render, ShowsPlaceLineCaretsAndHelpAsInTheStyleGuide) {
  std::string text;
  for (int i = 1; i < 14; ++i) text += "#\n";
  text += "    - item: q9_slep\n";
  const auto file = std::make_shared<const SourceFile>("instruments/mood9.yaml", text);
  DiagnosticList list;
  Diagnostic& finding = list.add(undefined_item, span(file, 14, 13, 7), {{"item", "q9_slep"}});
  finding.help = &did_you_mean;
  finding.help_arguments = {{"item", "q9_sleep"}, {"place", "instruments/mood9.yaml:7:5"}};
  EXPECT_EQ(render(list),
            "instruments/mood9.yaml:14:13: error[E0203]: item 'q9_slep' is not defined\n"
            " 14 |     - item: q9_slep\n"
            "    |             ^~~~~~~\n"
            " help: did you mean 'q9_sleep'? Declared at instruments/mood9.yaml:7:5.\n");
}

TEST(Render, SpeaksDanish) {
  const auto file = file_of("text: {en: Gun}\n");
  DiagnosticList list;
  list.add(no_danish, span(file, 1, 7, 9)).notes.push_back({&first_here, span(file, 1, 1, 4), {}});
  EXPECT_EQ(render(list, {.language = Language::da}),
            "a.yaml:1:7: advarsel[E0210]: teksten mangler på dansk\n"
            " 1 | text: {en: Gun}\n"
            "   |       ^~~~~~~~~\n"
            "a.yaml:1:1: bemærk: skrevet første gang her\n"
            " 1 | text: {en: Gun}\n"
            "   | ^~~~\n"
            " hjælp: Skriv den under 'da:'.\n");
}

TEST(Render, CountsOneColumnForEachCodePoint) {
  const auto file = file_of("æøå: gun\n");
  DiagnosticList list;
  list.add(undefined_item, span_at(file, std::string("æøå: ").size(), 3), {{"item", "gun"}});
  EXPECT_EQ(render(list),
            "a.yaml:1:6: error[E0203]: item 'gun' is not defined\n"
            " 1 | æøå: gun\n"
            "   |      ^~~\n");
}

TEST(Render, KeepsTabsUnderTheLineSoThatCaretsStandRight) {
  const auto file = file_of("\ta:\tgun\n");
  DiagnosticList list;
  list.add(undefined_item, span(file, 1, 5, 3), {{"item", "gun"}});
  EXPECT_EQ(render(list),
            "a.yaml:1:5: error[E0203]: item 'gun' is not defined\n"
            " 1 | \ta:\tgun\n"
            "   | \t  \t^~~\n");
}

TEST(Render, AlignsLineNumbersOfNotes) {
  std::string text;
  for (int i = 1; i <= 10; ++i) text += "k" + std::to_string(i) + "\n";
  const auto file = file_of(text);
  DiagnosticList list;
  list.add(undefined_item, span(file, 9, 1, 2), {{"item", "k9"}})
      .notes.push_back({&first_here, span(file, 10, 1, 3), {}});
  EXPECT_EQ(render(list),
            "a.yaml:9:1: error[E0203]: item 'k9' is not defined\n"
            "  9 | k9\n"
            "    | ^~\n"
            "a.yaml:10:1: note: first written here\n"
            " 10 | k10\n"
            "    | ^~~\n");
}

TEST(Render, NeverShowsCaretsBeyondTheLine) {
  const auto file = file_of("ab\n");
  DiagnosticList list;
  list.add(undefined_item, span(file, 1, 2, 40), {{"item", "b"}});
  list.add(undefined_item, span(file, 1, 9, 40), {{"item", "b"}});
  EXPECT_EQ(render(list),
            "a.yaml:1:2: error[E0203]: item 'b' is not defined\n 1 | ab\n   |  ^\n"
            "\n"
            "a.yaml:1:9: error[E0203]: item 'b' is not defined\n 1 | ab\n   |   ^\n");
}

TEST(Render, TakesWhatWouldSteerATerminalOutOfTheLineAndTheMessage) {
  const auto file = file_of("a: \x1b[31m\xff\n");
  DiagnosticList list;
  list.add(undefined_item, span(file, 1, 4, 1), {{"item", "\x1b[2J"}});
  const std::string text = render(list);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find('\xff'), std::string::npos);
}

TEST(Render, ShowsAPartOfAVeryLongLine) {
  const auto file = file_of(std::string(5000, 'x') + "gun" + std::string(5000, 'y'));
  DiagnosticList list;
  list.add(undefined_item, span(file, 1, 5001, 3), {{"item", "gun"}});
  EXPECT_EQ(render(list), "a.yaml:1:5001: error[E0203]: item 'gun' is not defined\n 1 | …" +
                              std::string(60, 'x') + "gun" + std::string(97, 'y') + "…\n   | " +
                              std::string(61, ' ') + "^~~\n");
}

TEST(Render, NamesAFileAsAWholeOrAPathWhereThereIsNoLine) {
  DiagnosticList list;
  list.add(undefined_item, span(file_of("a\n"), 0, 0, 1), {{"item", "gun"}});
  list.add_at_path(undefined_item, "/responses/gun", {{"item", "gun"}});
  EXPECT_EQ(render(list),
            "a.yaml: error[E0203]: item 'gun' is not defined\n"
            "\n"
            "/responses/gun: error[E0203]: item 'gun' is not defined\n");
}

TEST(Render, ColoursOnlyWhenAsked) {
  const auto file = file_of("ab\n");
  DiagnosticList list;
  list.add(undefined_item, span(file, 1, 1, 2), {{"item", "ab"}});
  EXPECT_NE(render(list, {.colour = true}).find("\x1b[1;31merror[E0203]\x1b[0m"),
            std::string::npos);
  EXPECT_EQ(render(list).find('\x1b'), std::string::npos);
}

TEST(RenderJson, WritesKeysInTheirOrderAndLeavesAbsentOnesOut) {
  const auto file = file_of("text: {en: Gun}\n");
  DiagnosticList list;
  list.add(no_danish, span(file, 1, 7, 9)).notes.push_back({&first_here, span(file, 1, 1, 4), {}});
  list.add_at_path(undefined_item, "/responses/gun", {{"item", "gun"}});
  EXPECT_EQ(render_json(list),
            R"([{"code":"E0210","severity":"warning","file":"a.yaml","line":1,"column":7,)"
            R"("length":9,"message":"the text has no Danish","help":"Write it under 'da:'.",)"
            R"("notes":[{"file":"a.yaml","line":1,"column":1,"length":4,)"
            R"("message":"first written here"}]},)"
            R"({"code":"E0203","severity":"error","message":"item 'gun' is not defined",)"
            R"("path":"/responses/gun"}])");
  EXPECT_EQ(render_json(DiagnosticList()), "[]");
}

TEST(RenderJson, EscapesEveryByteThatJsonCannotHold) {
  std::string all;
  for (int c = 1; c < 256; ++c) all += static_cast<char>(c);
  DiagnosticList list;
  list.add_at_path(undefined_item, all, {{"item", "a\"b\\c\n\xff"}});
  const auto json = nlohmann::json::parse(render_json(list));
  EXPECT_EQ(json[0]["message"], "item 'a\"b\\c\n\uFFFD' is not defined");
}

constexpr CodeInfo sensitive{
    "E1131",   Severity::hint, "sensitive", "'{item}' is not marked", "'{item}' er ikke markeret",
    "mark it", "markér det"};

TEST(Render, NamesTheGradeOfAHint) {
  const auto file = file_of("gun: yes\n");
  DiagnosticList list;
  list.add(sensitive, span(file, 1, 1, 3), {{"item", "gun"}});
  EXPECT_EQ(render(list).substr(0, 27), "a.yaml:1:1: hint[E1131]: 'g");
  EXPECT_EQ(render(list, {.language = Language::da}).substr(0, 22), "a.yaml:1:1: tip[E1131]");
  EXPECT_NE(render_json(list).find("\"severity\":\"hint\""), std::string::npos);
}

TEST(Render, ShowsAWarningAsAHintWhereItIsOne) {
  const auto file = file_of("text: {en: Gun}\n");
  DiagnosticList list;
  list.add(no_danish, span(file, 1, 7, 9)).is_hint = true;
  EXPECT_EQ(list.count(Severity::hint), 1U);
  EXPECT_EQ(list.count(Severity::warning), 0U);
  EXPECT_EQ(render(list).substr(0, 24), "a.yaml:1:7: hint[E0210]:");
}

TEST(Render, GathersWarningsThatSayTheSame) {
  const auto file = file_of("a\nb\nc\nd\ne\n");
  DiagnosticList list;
  for (std::uint32_t line = 1; line <= 3; ++line) list.add(no_danish, span(file, line, 1, 1));
  EXPECT_EQ(render(list).find("more places"), std::string::npos) << "three are shown";
  for (std::uint32_t line = 4; line <= 5; ++line) list.add(no_danish, span(file, line, 1, 1));
  EXPECT_EQ(render(list),
            "a.yaml:1:1: warning[E0210]: the text has no Danish\n"
            " 1 | a\n"
            "   | ^\n"
            " help: Write it under 'da:'.\n"
            " the same in 4 more places: lines 2, 3, 4, 5\n");
  EXPECT_NE(render(list, {.language = Language::da}).find("det samme 4 steder mere: linje 2, 3"),
            std::string::npos);
}

TEST(Render, ShowsTheFourthOfAKindInOneLine) {
  const auto file = file_of("a\nb\nc\nd\ne\n");
  DiagnosticList list;
  for (std::uint32_t line = 1; line <= 5; ++line) {
    list.add(sensitive, span(file, line, 1, 1), {{"item", std::string(1, char('a' + line - 1))}});
  }
  const std::string text = render(list);
  EXPECT_TRUE(
      text.ends_with(" help: mark it\n\n"
                     "a.yaml:4:1: hint[E1131]: 'd' is not marked\n"
                     "a.yaml:5:1: hint[E1131]: 'e' is not marked\n"))
      << text;
}

TEST(Render, ShowsEveryErrorWithItsLine) {
  const auto file = file_of("a\nb\nc\nd\ne\n");
  DiagnosticList list;
  for (std::uint32_t line = 1; line <= 5; ++line) {
    list.add(undefined_item, span(file, line, 1, 1), {{"item", "x"}});
  }
  const std::string text = render(list);
  std::size_t carets = 0;
  for (const char c : text) carets += c == '^' ? 1 : 0;
  EXPECT_EQ(carets, 5U);
}

}  // namespace
}  // namespace vaern
