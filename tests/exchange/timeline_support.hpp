// SPDX-License-Identifier: Apache-2.0
#pragma once
// Timelines of cases made for these tests: two policies, whose clocks have the same words, with a
// calendar each.

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/case_file/load.hpp"
#include "vaern/diagnostics/render.hpp"
#include "vaern/exchange/case_timeline.hpp"
#include "vaern/programme/library.hpp"

namespace vaern::exchange_tests {

using ModelTexts = std::map<std::string, std::string>;

inline ModelTexts two_policies() {
  const std::string head = "version: \"3\"\nstatus: draft\ntitle: {en: T, da: T}\n";
  const std::string calendar = R"(years: {from: 2000, to: 2100}
weekend: [saturday, sunday]
days: {new_year: {on: 01-01, text: {en: New Year's Day, da: Nytårsdag}}}
)";
  ModelTexts texts;
  texts["offices.yaml"] = "vaern: 1\ncalendar: offices\n" + head + calendar;
  texts["courts.yaml"] = "vaern: 1\ncalendar: courts\n" + head + calendar;
  texts["review.yaml"] = "vaern: 1\npolicy: review\n" + head + R"(levels: [low, high]
time_zone: Europe/Copenhagen
calendar: offices@3
clocks:
  contact:
    text: {en: Contact, da: Kontakt}
    after_level: {high: P7D, low: P30D}
    no_level: PT48H
    proposed: yes
    on_event: {violence: PT24H}
  told:
    text: {en: Answer, da: Svar}
    from: child_told
    within: PT24H
    met_by: answered
    statutory: yes
overdue: {any: [{after: PT0H, tell: leader}]}
)";
  texts["law.yaml"] = "vaern: 1\npolicy: law\n" + head + R"(time_zone: Europe/Copenhagen
calendar: courts@3
clocks:
  contact_by_law:
    text: {en: Contact, da: Kontakt}
    from: concern
    within: P3D
    met_by: answered
    statutory: yes
overdue: {any: [{after: PT0H, tell: leader}]}
)";
  texts["measures.yaml"] = "vaern: 1\ncatalogue: measures\n" + head + R"(levels: [low, high]
sections: {talks: {en: Talks, da: Samtaler}}
measures:
  always: {text: {en: Always, da: Altid}, section: talks, who: assessor, urgency: now, reveals: [leaving]}
)";
  texts["help.yaml"] = "vaern: 1\nprogramme: help\n" + head + R"(levels: [low, high]
policy: review@3
duties: [law@3]
catalogue: measures@3
facts: {}
events:
  violence: {en: New violence, da: Ny vold}
  concern: {en: Concern, da: Bekymring}
  child_told: {en: A child has told, da: Et barn har fortalt}
  answered: {en: Answered, da: Besvaret}
use_for:
  - {otherwise: judgement}
maps: {}
)";
  return texts;
}

/// Replaces a text that must be there.
inline std::string with(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

inline ProgrammePtr help(const std::function<void(ModelTexts&)>& change = {}) {
  ModelTexts texts = two_policies();
  if (change) change(texts);
  DiagnosticList findings;
  ModelStore store;
  for (const auto& [name, text] : texts) {
    if (auto document = read_document(name, text, findings)) store.add(*document, findings);
  }
  const Library library = Library::load(store, findings);
  EXPECT_FALSE(findings.has_errors()) << render(findings);
  return library.find_programme("help");
}

inline std::string assessed_as(const std::string& id, const std::string& level,
                               const std::string& moment, const std::string& about = "o1") {
  return "  - {id: " + id + ", about: " + about + ", status: completed, assessed: " + moment +
         ", recorded: " + moment + ", by: [w1], judgement: {level: " + level +
         ", by: w1, at: " + moment + ", reason: Talked.}}\n";
}

inline std::string event(const std::string& id, const std::string& kind, const std::string& moment,
                         const std::string& about = "o1") {
  return "  - {id: " + id + ", kind: " + kind + (about.empty() ? "" : ", about: " + about) +
         ", occurred: " + moment + ", recorded: " + moment + ", by: w1}\n";
}

/// Holds what the timeline points into.
struct MadeTimeline {
  CaseFile file;
  ProgrammePtr programme;
  CaseTimeline timeline;

  std::string html(Language language = Language::en) const {
    return case_timeline_html(timeline, language);
  }
  std::string svg(Language language = Language::en) const {
    return case_timeline_svg(timeline, language);
  }
  std::string text(Language language = Language::en) const {
    return case_timeline_text(timeline, language);
  }
};

/// `rest`: what follows the parties.
inline std::unique_ptr<MadeTimeline> timeline_of(const std::string& rest,
                                                 std::string_view as_of = "",
                                                 ProgrammePtr programme = help(),
                                                 std::string_view known_by = "") {
  const std::string text =
      "vaern: 1\ncase: k-1\nprogramme: help@3\nsubject: p1\nparties:\n"
      "  - {id: p1, role: subject, sex: woman, born: 1990}\n"
      "  - {id: o1, role: other_party, sex: man, relation: partner}\n"
      "  - {id: c1, role: child}\n"
      "  - {id: w1, role: assessor}\n" +
      rest;
  DiagnosticList findings;
  const auto document = read_document("case.yaml", text, findings);
  auto file = document ? load_case(*document, findings) : std::nullopt;
  if (!file) throw std::runtime_error(render(findings));
  auto made = std::make_unique<MadeTimeline>();
  made->file = *std::move(file);
  made->programme = std::move(programme);
  check_case(made->file, *made->programme, findings);
  EXPECT_FALSE(findings.has_errors()) << render(findings);
  AsOf when;
  if (!as_of.empty()) when.as_of = Instant::parse(as_of);
  if (!known_by.empty()) when.known_by = Instant::parse(known_by);
  auto timeline = case_timeline(made->file, *made->programme, when);
  if (!timeline) throw std::runtime_error(render(timeline.error()));
  made->timeline = *std::move(timeline);
  return made;
}

inline std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos;
       at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

inline constexpr std::string_view opened = "episodes: [{no: 1, opened: 2026-03-02T09:00+01:00}]\n";

}  // namespace vaern::exchange_tests
