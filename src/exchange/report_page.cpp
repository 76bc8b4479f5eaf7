// SPDX-License-Identifier: Apache-2.0
#include "exchange/report_page.hpp"

#include <algorithm>
#include <set>

#include "exchange/due_words.hpp"
#include "exchange/zone_copy.hpp"
#include "reassessment/spoken.hpp"
#include "vaern/exchange/report.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

using reassessment::detail::spoken_moment;

std::string short_print(const Fingerprint& fingerprint) {
  return fingerprint.to_string().substr(0, 12);
}

std::string model_words(const std::string& reference, const Fingerprint& meaning) {
  return reference + " (" + short_print(meaning) + ")";
}

Part small_print(const CaseReport& report, Language language) {
  const Programme& programme = *report.programme;
  Part section;
  section.tone = Part::Tone::small;
  section.heading = tell(language, "About this page", "Om siden");
  section.paragraph(tell(
      language, "A level can open and speed up help; it never closes it. Low is not safe.",
      "Et niveau kan åbne for hjælp og fremskynde den, men aldrig lukke for den. Et lavt niveau "
      "er ikke det samme som sikkerhed."));
  std::set<std::string> seen;
  std::vector<std::string> models{programme.reference()};
  for (const Dyad& dyad : report.assessment.dyads) {
    for (const std::size_t i : dyad.assessments) {
      const AssessedEntry& assessed = report.assessment.assessments[i];
      if (!assessed.score) continue;
      const Instrument& instrument = *assessed.score->instrument;
      if (!seen.insert(instrument.reference()).second) continue;
      models.push_back(model_words(instrument.reference(), instrument.meaning()));
      for (const std::string& note :
           instrument::detail::words_of(*assessed.score, language).fine_print) {
        section.paragraph(note);
      }
      if (!instrument.head().not_for.empty()) {
        section.paragraph(Line().add(instrument.head().not_for, language));
      }
    }
  }
  models.push_back(model_words(report.timeline.policy, report.timeline.policy_meaning));
  models.push_back(model_words(report.timeline.calendar, report.timeline.calendar_meaning));
  for (const TimelineDuties& duties : report.timeline.duties) {
    models.push_back(model_words(duties.policy, duties.policy_meaning));
    if (duties.calendar == report.timeline.calendar) continue;
    models.push_back(model_words(duties.calendar, duties.calendar_meaning));
  }
  models.push_back(report.plan.catalogue.to_string());
  std::string text =
      tell(language,
           "Models (fingerprint of their meaning): ", "Modeller (fingeraftryk af betydningen): ") +
      join(models, "; ") + ". " + report.timeline.zone +
      tell(language, ", time zone data ", ", tidszonedata ") + report.timeline.tz + ".";
  section.paragraph(text);
  const bool has_unverified_map =
      std::any_of(programme.maps().begin(), programme.maps().end(),
                  [](const LevelMap& map) { return map.provenance.verified == false; });
  if (has_unverified_map) {
    section.paragraph(tell(language,
                           "How the instruments' levels stand on the programme's scale is the "
                           "agency's own decision and has not been checked.",
                           "Hvordan redskabernes niveauer placeres på indsatsens skala, er stedets "
                           "egen beslutning og ikke kontrolleret."));
  }
  return section;
}

ZoneSource zone_source(const CaseReport& report) {
  return {report.file, report.programme, &*report.zones, report.when};
}

/// "Sagen er lukket mandag den 2. november 2026: dødsfald. ..."
std::string closed_words(const CaseReport& report, const Episode& closed, bool over,
                         Language language) {
  const Zone& zone = report.programme->policy().zone();
  const std::string& reason = closed.reason.text;
  std::string text = tell(language, "The case was closed ", "Sagen er lukket ") +
                     moment_words(*closed.closed, zone, language);
  if (!reason.empty()) {
    const bool is_known = reason == "death" || reason == "transfer";
    text += ": " + (is_known ? closing_words(reason, language) : reason);
  }
  text += ".";
  if (!over) {
    text += tell(language, " Something has been opened since, or is still open.",
                 " Der er siden kommet noget til, eller noget er stadig åbent.");
  }
  return text;
}

}  // namespace

std::string programme_range(const Programme& programme, std::uint64_t possible, Language language) {
  std::vector<std::string> levels;
  for (std::uint32_t i = 0; i < programme.levels().size(); ++i) {
    levels.push_back(programme.level_text(i, language));
  }
  const std::uint64_t all = (std::uint64_t{1} << levels.size()) - 1;
  return instrument::detail::range_words(levels, possible == 0 ? all : possible, language);
}

std::string relation_text(Relation relation, Language language) {
  switch (relation) {
    case Relation::partner:
      return "partner";
    case Relation::former_partner:
      return tell(language, "former partner", "tidligere partner");
    case Relation::parent:
      return tell(language, "parent", "forælder");
    case Relation::child:
      return tell(language, "child", "barn");
    case Relation::sibling:
      return tell(language, "sibling", "bror eller søster");
    case Relation::other_family:
      return tell(language, "other family", "anden familie");
    case Relation::other:
      break;
  }
  return tell(language, "other relation", "anden relation");
}

std::string party_words(const CaseFile& file, std::string_view id, Language language) {
  const Party* party = file.find_party(id);
  std::vector<std::string> parts;
  if (party != nullptr && party->relation.value) {
    parts.push_back(relation_text(*party->relation.value, language));
  }
  if (party != nullptr && party->living_together.value.value_or(false)) {
    parts.push_back(tell(language, "lives with the person", "bor sammen med personen"));
  }
  return std::string(id) + (parts.empty() ? "" : " (" + join(parts, ", ") + ")");
}

std::string moment_words(const Instant& instant, const Zone& zone, Language language) {
  return spoken_moment(zone.local(instant).to_string(), language);
}

std::string moment_words(const Moment& moment, const Zone& zone, Language language) {
  return moment.instant ? moment_words(*moment.instant, zone, language)
                        : spoken_moment(moment.date.to_string(), language);
}

std::string caseworker_line(Language language) {
  return tell(
      language,
      "For the caseworker only; not for hand-out and not to be kept where the other party can "
      "find it.",
      "Kun til sagsbehandleren; må ikke udleveres eller ligge, hvor voldsudøveren kan finde det.");
}

std::string danger_line(Language language) {
  return tell(language, "In danger: call 112. National hotline on violence, at any hour: 1888.",
              "Ved fare: ring 112. Den nationale hotline om vold, hele døgnet: 1888.");
}

std::string when_known(const Programme& programme, const AsOf& when, Language language) {
  const Zone& zone = programme.policy().zone();
  std::string what = programme.head().title.best(language) + ".";
  if (when.as_of) {
    what += tell(language, " As of ", " Status ") + moment_words(*when.as_of, zone, language) + ".";
  }
  if (when.known_by) {
    what += tell(language, " With what was written down by ", " Med det, der var registreret ") +
            moment_words(*when.known_by, zone, language) + ".";
  }
  return what;
}

Page report_page(const CaseReport& report, Language language) {
  const Programme& programme = *report.programme;
  Page page;
  page.language = language;
  page.title = tell(language, "Overview ", "Overblik ") + report.file->id;
  if (!report.when.as_of) {
    page.before.push_back(Line().strong(not_judged_words(language)));
  }
  page.heading = tell(language, "Case ", "Sag ") + report.file->id;
  page.under.push_back(report.zones ? staff_line(language) : caseworker_line(language));
  page.under.push_back(when_known(programme, report.when, language));
  const bool over = is_over(report);
  if (const Episode* closed = closing(report)) {
    page.under.push_back(Line().strong(closed_words(report, *closed, over, language)));
  }
  page.under.push_back(
      Line().strong(report.zones ? zone_danger_line(language) : danger_line(language)));

  Part alarms;
  alarms.tone = Part::Tone::alarm;
  alarms.heading = tell(language, "Alarms", "Alarmer");
  std::vector<Line> lines = overdue_alarms(report.timeline, programme, language);
  for (Line& line : assessment_alarms(report, language)) lines.push_back(std::move(line));
  if (!over) {
    std::vector<Line> of_plan = report.zones ? zone_alarms(zone_source(report), language)
                                             : plan_alarms(report.plan, programme, language);
    for (Line& line : of_plan) lines.push_back(std::move(line));
  }
  alarms.bullets(std::move(lines));
  if (!alarms.is_empty()) page.top.push_back(std::move(alarms));
  for (const Dyad& dyad : report.assessment.dyads) {
    Part section = dyad_section(report, dyad, language);
    page.top.push_back(std::move(section));
  }
  if (report.assessment.dyads.empty() && !report.zones) {
    Part none;
    none.heading = tell(language, "Danger", "Fare");
    none.paragraph(
        tell(language, "No other party is known: nothing says which level it is.",
             "Der er ingen kendt voldsudøver i sagen: intet siger, hvilket niveau det er."));
    page.top.push_back(std::move(none));
  }
  Part due = due_section(report.timeline, programme, language);
  if (closing(report) == nullptr && has_no_plan(report)) {
    due.paragraph(Line().strong(
        tell(language, "There is no safety plan yet.", "Der er endnu ingen sikkerhedsplan.")));
  }
  page.sections.push_back(std::move(due));
  if (!report.zones) {
    page.sections.push_back(over ? last_plan_section(report.plan, programme, language)
                                 : plan_section(report.plan, programme, language, false));
  } else if (!over) {
    for (Part& zone : zone_sections(zone_source(report), language)) {
      page.sections.push_back(std::move(zone));
    }
  }
  page.small_print = small_print(report, language);
  return page;
}

}  // namespace exchange::detail

std::string report_text(const CaseReport& report, Language language) {
  using namespace exchange::detail;
  return page_text(report_page(report, language));
}

std::string report_html(const CaseReport& report, Language language) {
  using namespace exchange::detail;
  return page_html(report_page(report, language));
}

}  // namespace v1
}  // namespace vaern
