// SPDX-License-Identifier: Apache-2.0
// The file for a calendar program: RFC 5545 to the letter, and not a word that tells what it is of.
#include "vaern/exchange/calendar_file.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "exchange/calendar_lines.hpp"
#include "exchange/support.hpp"
#include "exchange/timeline_support.hpp"
#include "vaern/diagnostics/utf8.hpp"

namespace vaern {
namespace {

using namespace exchange_tests;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

using Properties = std::multimap<std::string, std::string>;  // by name with parameters

/// Lines as they are meant: a line feed and a space after it belong to the line before.
std::vector<std::string> unfolded(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find("\r\n", at);
    EXPECT_NE(end, std::string::npos) << "a line without its end";
    if (end == std::string::npos) break;
    const std::string line = text.substr(at, end - at);
    line.starts_with(' ') ? lines.back() += line.substr(1) : lines.emplace_back(line);
    at = end + 2;
  }
  return lines;
}

/// By UID the properties of each entry.
std::map<std::string, Properties> entries(const std::string& text) {
  std::map<std::string, Properties> found;
  Properties one;
  for (const std::string& line : unfolded(text)) {
    const std::size_t colon = line.find(':');
    if (line == "BEGIN:VEVENT") {
      one.clear();
    } else if (line == "END:VEVENT") {
      EXPECT_EQ(one.count("UID"), 1U);
      const std::string uid = one.find("UID")->second;
      EXPECT_TRUE(found.emplace(uid, one).second) << "twice: " << uid;
    } else {
      one.emplace(line.substr(0, colon), line.substr(colon + 1));
    }
  }
  return found;
}

std::string value(const Properties& of, const std::string& name) {
  EXPECT_EQ(of.count(name), 1U) << name;
  return of.count(name) == 1 ? of.find(name)->second : std::string();
}

std::set<std::string> uids(const std::string& text) {
  std::set<std::string> found;
  for (const auto& [uid, properties] : entries(text)) found.insert(uid);
  return found;
}

void expect_lines_as_required(const std::string& text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte == '\n') {
      EXPECT_TRUE(i > 0 && text[i - 1] == '\r') << i;
    }
    if (byte == '\r') {
      EXPECT_TRUE(i + 1 < text.size() && text[i + 1] == '\n') << i;
    }
    EXPECT_TRUE(byte >= 0x20 || byte == '\n' || byte == '\r') << i;
  }
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find("\r\n", at);
    ASSERT_NE(end, std::string::npos);
    EXPECT_LE(end - at, 75U);
    at = end + 2;
  }
}

const std::string two_dates =
    std::string(opened) + "events:\n" + event("e1", "concern", "2026-03-02T10:00+01:00");

// --- The parts of a line ----------------------------------------------------------------------

TEST(CalendarLines, AreCutAt75OctetsAndNeverInsideALetter) {
  using exchange::detail::add_line;
  // Letters of one to four octets, shifted so that each of their octets meets the limit.
  for (const std::string letter : {"a", "å", "€", "😀"}) {
    for (std::size_t shift = 0; shift < 5; ++shift) {
      std::string line(shift, 'x');
      for (int i = 0; i < 200; ++i) line += letter;
      std::string text;
      add_line(text, line);
      expect_lines_as_required(text);
      EXPECT_EQ(unfolded(text), std::vector<std::string>{line}) << letter << shift;
      for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find("\r\n", at);
        const std::string piece = text.substr(at, end - at);
        EXPECT_FALSE(find_invalid_utf8(piece)) << letter << shift;
        // No shorter than it must be.
        if (end + 2 < text.size()) {
          EXPECT_GT(piece.size() + letter.size(), 75U);
        }
        at = end + 2;
      }
    }
  }
}

TEST(CalendarLines, Of75OctetsAreNotCutAndOf76Are) {
  std::string text;
  exchange::detail::add_line(text, std::string(75, 'a'));
  EXPECT_EQ(text, std::string(75, 'a') + "\r\n");
  text.clear();
  exchange::detail::add_line(text, std::string(76, 'a'));
  EXPECT_EQ(text, std::string(75, 'a') + "\r\n a\r\n");
}

TEST(CalendarLines, EndAlsoWhereTheBytesAreNoLetters) {
  std::string text;
  exchange::detail::add_line(text, std::string(200, '\x80'));
  expect_lines_as_required(text);
  EXPECT_EQ(unfolded(text), std::vector<std::string>{std::string(200, '\x80')});
}

TEST(CalendarLines, TextIsEscaped) {
  using exchange::detail::escaped_text;
  EXPECT_EQ(escaped_text("a,b;c\\d\ne"), "a\\,b\\;c\\\\d\\ne");
  EXPECT_EQ(escaped_text("\\n"), "\\\\n");
  EXPECT_EQ(escaped_text("a\r\nb"), "a\\nb");
  EXPECT_EQ(escaped_text("a:\"b\" <&>"), "a:\"b\" <&>");
  EXPECT_EQ(escaped_text(std::string("a\x01\x7F\tb", 5)), "a\tb");
}

// --- The file ---------------------------------------------------------------------------------

TEST(CalendarFile, HasTheLinesThatTheStandardAsksFor) {
  const auto made = timeline_of(two_dates, "2026-03-03T09:00+01:00");
  for (const Language language : {Language::da, Language::en}) {
    const std::string text = calendar_file(made->timeline, language);
    expect_lines_as_required(text);
    EXPECT_THAT(text, testing::StartsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"));
    EXPECT_THAT(text, testing::EndsWith("END:VEVENT\r\nEND:VCALENDAR\r\n"));
    ASSERT_EQ(entries(text).size(), 2U);
    for (const auto& [uid, of] : entries(text)) {
      for (const char* once : {"DTSTAMP", "SEQUENCE", "STATUS", "CLASS"}) value(of, once);
      EXPECT_EQ(of.count("DTSTART") + of.count("DTSTART;VALUE=DATE"), 1U);
    }
  }
}

TEST(CalendarFile, GivesADayAsADayAndAMomentInUtc) {
  const auto made = timeline_of(two_dates, "2026-03-03T09:00+01:00");
  const std::string text = calendar_file(made->timeline, Language::en);
  // The episode of 2 March 09:00 and PT48H; the concern of that day and P3D, to its end.
  EXPECT_THAT(text, HasSubstr("DTSTART:20260304T080000Z\r\n"));
  EXPECT_THAT(text, HasSubstr("DTSTART;VALUE=DATE:20260305\r\nDTEND;VALUE=DATE:20260306\r\n"));
}

TEST(CalendarFile, StampsWithTheMomentThatIsAskedAndNotWithAClock) {
  const auto stamp = [](std::string_view as_of, std::string_view known_by = "") {
    const auto made = timeline_of(two_dates, as_of, help(), known_by);
    return value(entries(calendar_file(made->timeline, Language::en)).begin()->second, "DTSTAMP");
  };
  EXPECT_EQ(stamp("2026-03-03T09:00+01:00"), "20260303T080000Z");
  EXPECT_EQ(stamp("2031-03-03T09:00+01:00"), "20310303T080000Z");
  EXPECT_EQ(stamp("2026-03-03T09:00+01:00", "2026-03-02T12:00+01:00"), "20260302T110000Z");
  EXPECT_EQ(stamp(""), "20260302T090000Z") << "when the last entry was written down";
}

TEST(CalendarFile, KeepsTheNameOfAnEntryWhateverIsAddedOrAsked) {
  const auto first = timeline_of(two_dates, "2026-03-02T11:00+01:00");
  const std::string text = calendar_file(first->timeline, Language::en);
  EXPECT_EQ(text, calendar_file(first->timeline, Language::en));
  EXPECT_EQ(uids(text), uids(calendar_file(first->timeline, Language::da)));
  const auto more = timeline_of(two_dates + event("e2", "violence", "2026-03-02T12:00+01:00") +
                                    event("e0", "concern", "2026-03-02T12:30+01:00"),
                                "2026-03-02T13:00+01:00");
  const std::string later = calendar_file(more->timeline, Language::en);
  EXPECT_EQ(uids(later).size(), 4U);
  for (const std::string& uid : uids(text)) {
    ASSERT_EQ(uids(later).count(uid), 1U);
    EXPECT_EQ(value(entries(text)[uid], "STATUS"), "CONFIRMED");
    EXPECT_LT(std::stoll(value(entries(text)[uid], "SEQUENCE")),
              std::stoll(value(entries(later)[uid], "SEQUENCE")));
  }
}

TEST(CalendarFile, KeepsTheNameOfAnEntryWhoseDateMoves) {
  const std::string set =
      "dates:\n  - {id: d1, of: \"contact:o1:episode.1\", set: 2026-03-03, recorded: "
      "2026-03-02T15:00+01:00, by: w1, reason: She asked.}\n";
  const auto before = timeline_of(std::string(opened), "2026-03-02T14:00+01:00");
  const auto after = timeline_of(std::string(opened) + set, "2026-03-02T16:00+01:00");
  const auto old = entries(calendar_file(before->timeline, Language::en));
  const auto now = entries(calendar_file(after->timeline, Language::en));
  ASSERT_EQ(old.size(), 1U);
  ASSERT_EQ(now.size(), 1U);
  EXPECT_EQ(old.begin()->first, now.begin()->first);
  EXPECT_EQ(old.begin()->second.count("DTSTART"), 1U);
  EXPECT_EQ(now.begin()->second.count("DTSTART;VALUE=DATE"), 1U);
}

TEST(CalendarFile, CancelsWhatAnEarlierFileHeldAndIsMetOrEnded) {
  const auto before = timeline_of(two_dates, "2026-03-02T11:00+01:00");
  const std::string old = calendar_file(before->timeline, Language::en);
  const auto state = [&](const std::string& rest, const char* as_of) {
    const auto after = timeline_of(rest, as_of);
    const std::string text = calendar_file(before->timeline, after->timeline, Language::en);
    expect_lines_as_required(text);
    std::multiset<std::string> states;
    for (const auto& [uid, of] : entries(text)) {
      states.insert(value(of, "STATUS"));
      if (uids(old).count(uid) != 0) {
        EXPECT_LT(std::stoll(value(entries(old)[uid], "SEQUENCE")),
                  std::stoll(value(of, "SEQUENCE")));
      }
    }
    // All that a calendar may hold is told of.
    for (const std::string& uid : uids(old)) EXPECT_EQ(uids(text).count(uid), 1U);
    return states;
  };
  using States = std::multiset<std::string>;
  // The episode's contact is met, and the assessment asks for the next; the duty is open.
  EXPECT_EQ(state(two_dates + "assessments:\n" + assessed_as("a1", "low", "2026-03-03T10:00+01:00"),
                  "2026-03-03T12:00+01:00"),
            (States{"CANCELLED", "CONFIRMED", "CONFIRMED"}));
  // The closing ends the contact; the duty of the law stays with whoever owed it (T5.2).
  EXPECT_EQ(state(with(two_dates, "}]", ", closed: 2026-03-03T10:00+01:00, reason: death}]"),
                  "2026-03-03T12:00+01:00"),
            (States{"CANCELLED", "CONFIRMED"}));
  // The concern was entered in error.
  EXPECT_EQ(
      state(two_dates + "corrections:\n  - {of: e1, recorded: 2026-03-03T10:00+01:00, by: w1, "
                        "status: entered_in_error, reason: Wrong case.}\n",
            "2026-03-03T12:00+01:00"),
      (States{"CANCELLED", "CONFIRMED"}));
}

TEST(CalendarFile, HoldsNothingThatIsMetOrEnded) {
  const std::string struck =
      "corrections:\n  - {of: e1, recorded: 2026-03-03T10:00+01:00, by: w1, "
      "status: entered_in_error, reason: Wrong case.}\n";
  const auto made = timeline_of(
      with(two_dates + struck, "}]", ", closed: 2026-03-03T10:00+01:00, reason: death}]"),
      "2026-03-03T12:00+01:00");
  EXPECT_THAT(entries(calendar_file(made->timeline, Language::en)), IsEmpty());
}

TEST(CalendarFile, OfNothingIsACalendarWithoutEntries) {
  const auto made = timeline_of(std::string(opened), "2026-03-01T09:00+01:00");
  const std::string text = calendar_file(made->timeline, Language::da);
  expect_lines_as_required(text);
  EXPECT_EQ(text,
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Follow-up//Calendar 1//EN\r\n"
            "CALSCALE:GREGORIAN\r\nEND:VCALENDAR\r\n");
}

TEST(CalendarFile, OfTwoHundredDatesNamesEachOnce) {
  std::string rest = std::string(opened) + "events:\n";
  for (int i = 0; i < 200; ++i) {
    rest += event("e" + std::to_string(i), "concern", "2026-03-02T10:00+01:00");
  }
  const auto made = timeline_of(rest, "2026-03-02T11:00+01:00");
  EXPECT_EQ(entries(calendar_file(made->timeline, Language::en)).size(), 201U);
}

// --- What it does not say ---------------------------------------------------------------------

/// Words of at least three letters, in lower case.
std::set<std::string> words_in(std::string_view text) {
  std::set<std::string> words;
  std::string word;
  const auto finish = [&] {
    if (count_code_points(word) >= 3) words.insert(word);
    word.clear();
  };
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || std::isalpha(byte) != 0) {
      word += byte < 0x80 ? static_cast<char>(std::tolower(byte)) : c;
    } else {
      finish();
    }
  }
  finish();
  return words;
}

TEST(CalendarFile, HasNoWordOfTheModelsOrTheCase) {
  // Every word of policies, programmes, instruments' titles, levels, items and events.
  std::set<std::string> told;
  const auto add = [&told](const LocalizedText& text) {
    for (const Language language : {Language::da, Language::en}) {
      told.merge(words_in(text.best(language)));
    }
  };
  const auto add_policy = [&](const Policy& policy) {
    add(policy.head().title);
    told.merge(words_in(policy.head().id));
    for (const Clock& clock : policy.clocks()) {
      told.merge(words_in(clock.id));
      add(clock.text);
    }
    for (const std::string& level : policy.levels()) told.insert(level);
  };
  for (const auto& policy : shipped().policies()) add_policy(*policy);
  for (const std::string_view name : example_cases) told.merge(words_in(text_of_case(name)));
  const auto programme = shipped().find_programme("partner-violence");
  ASSERT_NE(programme, nullptr);
  add(programme->head().title);
  for (const ProgrammeEvent& event : programme->events()) add(event.text);
  for (std::uint32_t level = 0; level < programme->levels().size(); ++level) {
    for (const Language language : {Language::da, Language::en}) {
      told.merge(words_in(programme->level_text(level, language)));
    }
  }
  for (const auto& [reference, instrument] : programme->instruments()) {
    add(instrument->head().title);
    told.merge(words_in(reference));
    for (const Item& item : instrument->items()) add(item.text);
  }
  for (const char* more : {"vaern", "violence", "vold", "risk", "risiko", "overdue", "overskredet",
                           "safety", "sikkerhed", "plan", "case", "sag"}) {
    told.insert(more);
  }
  ASSERT_GT(told.size(), 400U);
  // What a calendar must or may say, and nothing of it tells what it is about.
  const std::set<std::string> allowed{
      "begin",    "end",       "vcalendar",   "vevent",   "version",    "prodid",    "calendar",
      "calscale", "gregorian", "uid",         "dtstamp",  "sequence",   "dtstart",   "dtend",
      "value",    "date",      "summary",     "language", "status",     "confirmed", "class",
      "private",  "transp",    "transparent", "follow",   "opfølgning", "cancelled"};
  std::size_t seen = 0;
  for (const std::string_view name : example_cases) {
    const auto made = make(text_of_case(name));
    const auto timeline =
        case_timeline(made->file, *made->programme, {Instant::parse(a_saturday), std::nullopt});
    ASSERT_TRUE(timeline);
    for (const Language language : {Language::da, Language::en}) {
      for (const std::string& line : unfolded(calendar_file(*timeline, language))) {
        if (line.starts_with("UID:")) continue;  // a hash
        for (const std::string& word : words_in(line)) {
          ++seen;
          EXPECT_EQ(allowed.count(word), 1U) << name << ": " << word;
          const bool is_of_every_calendar = word != "follow" && word != "opfølgning";
          if (!is_of_every_calendar) continue;
          // Names of the standard in capitals are no words of a case.
          std::string upper = word;
          for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
          if (line.find(upper) != std::string::npos) continue;
          if (word == "calendar" || word == "tzid") continue;
          EXPECT_EQ(told.count(word), 0U) << name << ": " << word << " in " << line;
        }
      }
    }
  }
  EXPECT_GT(seen, 100U);
}

TEST(CalendarFile, SaysTheSameOfEveryLevelKindAndStatus) {
  // Two cases that differ in all but their dates give the same lines but for the UID.
  const auto lines = [](const MadeTimeline& made) {
    std::vector<std::string> kept;
    for (const std::string& line : unfolded(calendar_file(made.timeline, Language::da))) {
      if (!line.starts_with("UID:")) kept.push_back(line);
    }
    return kept;
  };
  const auto low =
      timeline_of("assessments:\n" + assessed_as("a1", "low", "2026-03-03T10:00+01:00"),
                  "2026-03-03T12:00+01:00");
  const auto wide = help([](ModelTexts& texts) {
    texts["review.yaml"] =
        with(texts["review.yaml"], "high: P7D, low: P30D", "high: P30D, low: P30D");
  });
  const auto high =
      timeline_of("assessments:\n" + assessed_as("a9", "high", "2026-03-03T10:00+01:00"),
                  "2026-03-03T12:00+01:00", wide);
  EXPECT_EQ(lines(*low), lines(*high));
}

}  // namespace
}  // namespace vaern
