// SPDX-License-Identifier: Apache-2.0
#include "reassessment/support.hpp"

#include <stdexcept>

#include "vaern/document/document.hpp"

namespace vaern::testing {
namespace {

constexpr const char* offices_text = R"(vaern: 1
calendar: denmark-offices
version: "2024"
status: draft
title: {en: Danish offices, da: Danske kontorer}
years: {from: 1900, to: 2199}
weekend: [saturday, sunday]
days:
  new_year:       {on: 01-01, text: {en: New Year's Day, da: Nytårsdag}}
  maundy:         {easter: -3, text: {en: Maundy Thursday, da: Skærtorsdag}}
  good_friday:    {easter: -2, text: {en: Good Friday, da: Langfredag}}
  easter_sunday:  {easter: 0, text: {en: Easter Sunday, da: Påskedag}}
  easter_monday:  {easter: 1, text: {en: Easter Monday, da: 2. påskedag}}
  store_bededag:  {easter: 26, until: 2023, text: {en: Great Prayer Day, da: Store bededag}}
  ascension:      {easter: 39, text: {en: Ascension Day, da: Kristi himmelfartsdag}}
  whit_sunday:    {easter: 49, text: {en: Whit Sunday, da: Pinsedag}}
  whit_monday:    {easter: 50, text: {en: Whit Monday, da: 2. pinsedag}}
  grundlovsdag:   {on: 06-05, kind: office, text: {en: Constitution Day, da: Grundlovsdag}}
  christmas_eve:  {on: 12-24, kind: office, text: {en: Christmas Eve, da: Juleaftensdag}}
  christmas:      {on: 12-25, text: {en: Christmas Day, da: Juledag}}
  second_day:     {on: 12-26, text: {en: Second Day of Christmas, da: 2. juledag}}
  new_years_eve:  {on: 12-31, kind: office, text: {en: New Year's Eve, da: Nytårsaftensdag}}
)";

std::string rendered(const DiagnosticList& findings) {
  std::string text;
  for (const Diagnostic& finding : findings) {
    text += std::string(finding.code->id) + " line " + std::to_string(finding.span.line) + " " +
            finding.path + " " + finding.message() + "\n";
  }
  return text;
}

}  // namespace

Instant at(const std::string& text) {
  const auto instant = Instant::parse(text);
  if (!instant) throw std::invalid_argument("no instant: " + text);
  return *instant;
}

Moment moment(const std::string& text) {
  Moment result;
  result.text = text;
  if (const auto instant = Instant::parse(text)) {
    result.instant = instant;
    result.date = PartialDate::of(*Date::parse(text.substr(0, 10)));
    return result;
  }
  const auto date = PartialDate::parse(text);
  if (!date) throw std::invalid_argument("no moment: " + text);
  result.date = *date;
  return result;
}

const Calendar& offices() {
  static const std::shared_ptr<const Calendar> calendar = [] {
    DiagnosticList findings;
    const auto document = read_document("offices.yaml", offices_text, findings);
    auto loaded = document ? load_calendar(*document, findings) : nullptr;
    if (loaded == nullptr) throw std::runtime_error(rendered(findings));
    return loaded;
  }();
  return *calendar;
}

const Policy& shipped_policy() {
  static const Policy policy = [] {
    DiagnosticList findings;
    const auto document = read_document_file(
        std::string(VAERN_SOURCE_DIR) + "/instruments/partner-violence/policy.yaml", findings,
        "policy.yaml");
    auto loaded = document ? load_policy(*document, findings) : std::nullopt;
    if (!loaded || !findings.empty()) throw std::runtime_error(rendered(findings));
    return *loaded;
  }();
  return policy;
}

Policy policy_from(const std::string& yaml) {
  DiagnosticList findings;
  const auto document = read_document("policy.yaml", yaml, findings);
  auto loaded = document ? load_policy(*document, findings) : std::nullopt;
  if (!loaded) throw std::runtime_error(rendered(findings));
  return *loaded;
}

std::string policy_text(const std::string& levels, const std::string& clocks) {
  return "vaern: 1\n"
         "policy: example-review\n"
         "version: \"1\"\n"
         "status: draft\n"
         "title: {en: Example, da: Eksempel}\n"
         "levels: " +
         levels +
         "\n"
         "time_zone: Europe/Copenhagen\n"
         "calendar: denmark-offices@2024\n"
         "overdue: {any: [{after: PT0H, tell: leader}]}\n" +
         clocks;
}

std::string findings_of(const std::string& yaml) {
  DiagnosticList findings;
  const auto document = read_document("policy.yaml", yaml, findings);
  if (document) load_policy(*document, findings);
  findings.sort();
  std::string text;
  for (const Diagnostic& finding : findings) {
    text += (text.empty() ? "" : " ") + std::string(finding.code->id) + "@" +
            std::to_string(finding.span.line);
  }
  return text;
}

HistoryAssessment assessment(const std::string& id, const std::string& assessed, Level level,
                             const std::string& about) {
  HistoryAssessment entry;
  entry.id = id;
  entry.about = about;
  entry.instrument = "danger-assessment";
  entry.completed = true;
  entry.assessed = moment(assessed);
  entry.recorded = entry.assessed;
  entry.level.possible = level.possible;
  entry.level.no_level = level.no_level;
  entry.level.judged = level.judged;
  entry.level.missing = level.missing;
  return entry;
}

HistoryAssessment draft(const std::string& id, const std::string& assessed, Level level,
                        const std::string& about) {
  HistoryAssessment entry = assessment(id, assessed, level, about);
  entry.completed = false;
  return entry;
}

HistoryEvent event(const std::string& id, const std::string& kind, const std::string& known,
                   const std::string& about) {
  return {id, kind, about, moment(known), moment(known), moment(known)};
}

HistoryEpisode episode(int number, const std::string& opened) {
  return {number, moment(opened), std::nullopt, {}};
}

HistoryEpisode episode(int number, const std::string& opened, const std::string& closed,
                       const std::string& reason) {
  return {number, moment(opened), moment(closed), reason};
}

HistoryCorrection correction(const std::string& of, const std::string& recorded) {
  return {of, moment(recorded), {"w3"}, "belongs to another case"};
}

History quiet_history() {
  History history;
  history.dyads.push_back({"o1", std::nullopt});
  history.episodes.push_back(episode(1, "2020-01-01"));
  history.assessments.push_back(
      assessment("a0", "2020-01-02T09:00+01:00", {low, true, 0, NoLevel::none}));
  return history;
}

Timeline timeline_of(const History& history, std::optional<std::string> as_of,
                     std::optional<std::string> known_by) {
  const auto instant = [](const std::optional<std::string>& text) {
    return text ? std::optional<Instant>(at(*text)) : std::nullopt;
  };
  auto result = timeline(shipped_policy(), offices(), history, instant(as_of), instant(known_by));
  if (!result) throw std::runtime_error(rendered(result.error()));
  return *std::move(result);
}

std::string due(const Timeline& timeline, const std::string& id) {
  const Obligation* obligation = timeline.find(id);
  return obligation != nullptr ? obligation->due.local : "none";
}

std::string status(const Timeline& timeline, const std::string& id) {
  const Obligation* obligation = timeline.find(id);
  return obligation != nullptr ? std::string(to_string(obligation->status)) : "none";
}

std::vector<std::string> keys(const Obligation& obligation) {
  std::vector<std::string> list;
  for (const Reason& reason : obligation.reasons) list.push_back(reason.key);
  return list;
}

}  // namespace vaern::testing
