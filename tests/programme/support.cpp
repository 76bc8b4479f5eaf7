// SPDX-License-Identifier: Apache-2.0
#include "programme/support.hpp"

namespace vaern::testing_support {

Texts small_models() {
  Texts texts;
  const std::string head = "version: \"1\"\nstatus: draft\ntitle: {en: T, da: T}\n";
  texts["calendar.yaml"] = "vaern: 1\ncalendar: days\n" + head + R"(years: {from: 2000, to: 2100}
weekend: [saturday, sunday]
days: {new_year: {on: 01-01, text: {en: New Year's Day, da: Nytårsdag}}}
)";
  texts["policy.yaml"] = "vaern: 1\npolicy: review\n" + head + R"(levels: [low, medium, high]
time_zone: Europe/Copenhagen
calendar: days@1
clocks:
  first: {from: detected, within: P2D, proposed: yes}
  again:
    after_level: {high: P7D, medium: P30D, low: P60D}
    no_level: PT48H
    proposed: yes
overdue: {any: [{after: PT0H, tell: leader}]}
)";
  texts["catalogue.yaml"] =
      "vaern: 1\ncatalogue: measures\n" + head + R"(levels: [low, medium, high]
sections: {talks: {en: Talks, da: Samtaler}}
measures:
  always: {text: {en: Always, da: Altid}, section: talks, who: assessor, urgency: now, reveals: [leaving], source: local}
  for_high: {text: {en: High, da: Høj}, section: talks, who: assessor, urgency: now, reveals: [leaving], when: {level: high}, question: {en: High?, da: Høj?}, source: local}
  for_weapon: {text: {en: Weapon, da: Våben}, section: talks, who: assessor, urgency: now, reveals: [leaving], when: armed, question: {en: Armed?, da: Våben?}, source: local}
)";
  texts["scale.yaml"] = "vaern: 1\ninstrument: scale\n" + head + R"(population: {sex: woman}
assessor: {requires: [training]}
items:
  gun: {type: yes_no, text: {en: Gun, da: Våben}}
  threat: {type: yes_no, text: {en: Threat, da: Trussel}}
  left: {type: yes_no, text: {en: Left, da: Gået}}
scales: {total: {sum: [gun, threat, left], missing: bounds_only}}
levels:
  from: total
  cut_offs: {few: lowest, some: 1, many: 3}
  texts: {few: {en: Low is not safe., da: Lav er ikke sikker.}}
)";
  texts["other.yaml"] = "vaern: 1\ninstrument: other\n" + head + R"(items:
  knife: {type: yes_no, text: {en: Knife, da: Kniv}}
scales: {total: {sum: [knife], missing: bounds_only}}
levels:
  from: total
  cut_offs: {no_knife: lowest, knife_seen: 1}
  texts: {no_knife: {en: Low is not safe., da: Lav er ikke sikker.}}
)";
  texts["spj.yaml"] = "vaern: 1\ninstrument: spj\n" + head + R"(items:
  harm: {type: yes_no, scored: no, text: {en: Harm, da: Skade}}
levels:
  order: [small, large]
  texts: {small: {en: Low is not safe., da: Lav er ikke sikker.}}
judgement: {decides: yes}
)";
  texts["programme.yaml"] = "vaern: 1\nprogramme: help\n" + head + R"(levels: [low, medium, high]
policy: review@1
catalogue: measures@1
facts:
  armed: {type: yes_no, about: other_party, from: [scale.gun, other.knife], text: {en: Armed, da: Våben}}
  watched: {type: yes_no, about: subject, text: {en: Watched, da: Overvåget}}
events: [detected]
use_for:
  - {when: {sex: woman}, instrument: scale@1}
  - {when: {living_together: yes}, instrument: other@1}
  - {otherwise: judgement}
maps:
  scale: {few: low, some: medium, many: high, source: local, verified: no}
  other: {no_knife: low, knife_seen: high, source: local, verified: no}
  spj: {small: low, large: high, source: local, verified: no}
)";
  return texts;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

Library load_models(const Texts& texts, DiagnosticList& findings) {
  ModelStore store;
  for (const auto& [name, text] : texts) {
    if (auto document = read_document(name, text, findings)) store.add(*document, findings);
  }
  return Library::load(store, findings);
}

ProgrammePtr small_programme(const std::function<void(Texts&)>& change) {
  Texts texts = small_models();
  if (change) change(texts);
  DiagnosticList findings;
  const Library library = load_models(texts, findings);
  EXPECT_FALSE(findings.has_errors()) << render(findings);
  return library.find_programme("help");
}

std::vector<std::string> places(const DiagnosticList& findings) {
  std::vector<std::string> result;
  for (const Diagnostic& d : findings) {
    result.push_back(std::string(d.code->id) + " " + (d.span.file ? d.span.file->name() : "") +
                     ":" + std::to_string(d.span.line) + ":" + std::to_string(d.span.column));
  }
  return result;
}

CaseFile small_case(const std::string& rest, const std::string& subject) {
  const std::string text =
      "vaern: 1\ncase: k-1\nprogramme: help@1\nsubject: p1\nparties:\n"
      "  - {id: p1, role: subject, " +
      subject +
      "}\n"
      "  - {id: o1, role: other_party, sex: man, relation: partner, living_together: yes}\n"
      "  - {id: o2, role: other_party, sex: man, relation: sibling}\n"
      "  - {id: w1, role: assessor, competences: [training]}\n"
      "  - {id: w2, role: leader}\n"
      "episodes: [{no: 1, opened: 2026-01-02T09:00+01:00}]\n" +
      rest;
  DiagnosticList findings;
  const auto document = read_document("case.yaml", text, findings);
  const auto file = document ? load_case(*document, findings) : std::nullopt;
  EXPECT_TRUE(file && !findings.has_errors()) << render(findings);
  return file ? *file : CaseFile();
}

std::string assessment(const std::string& id, const std::string& instrument,
                       const std::string& about, const std::string& status, const std::string& day,
                       const std::string& rest) {
  return "  - {id: " + id + (instrument.empty() ? "" : ", instrument: " + instrument + "@1") +
         ", about: " + about + ", status: " + status + ", assessed: " + day +
         "T10:00+01:00, recorded: " + day + "T11:00+01:00, by: [w1], " + rest + "}\n";
}

CaseAssessment assessed(const CaseFile& file, const Programme& programme, const AsOf& when) {
  DiagnosticList findings;
  check_case(file, programme, findings);
  EXPECT_FALSE(findings.has_errors()) << render(findings);
  Result<CaseAssessment> made = assess(file, programme, when);
  EXPECT_TRUE(made) << render(made.error());
  return *std::move(made);
}

std::string levels(const Programme& programme, std::uint64_t possible) {
  std::string text;
  for (const std::uint32_t level : levels_of(possible)) {
    text += (text.empty() ? "" : " ") + programme.levels()[level];
  }
  return text;
}

}  // namespace vaern::testing_support
