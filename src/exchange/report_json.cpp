// SPDX-License-Identifier: Apache-2.0
#include "vaern/exchange/report.hpp"
#include "vaern/instrument/record.hpp"
#include "vaern/model/canonical.hpp"

namespace vaern {
inline namespace v1 {
namespace {

void write_levels(CanonicalWriter& json, std::string_view key, const Programme& programme,
                  std::uint64_t possible) {
  json.begin_list(key);
  for (std::size_t i = 0; i < programme.levels().size(); ++i) {
    if ((possible >> i & 1U) != 0) json.text(programme.levels()[i]);
  }
  json.end_list();
}

void write_instant(CanonicalWriter& json, std::string_view key,
                   const std::optional<Instant>& instant) {
  if (instant) {
    json.text(key, instant->to_string());
  } else {
    json.null(key);
  }
}

void write_assessment(CanonicalWriter& json, const CaseReport& report,
                      const AssessedEntry& assessed) {
  const AssessmentEntry& entry = *assessed.entry;
  json.begin_map().text("id", entry.id.text).text("status", to_string(entry.status));
  json.text("assessed", entry.assessed.text);
  json.boolean("counts", assessed.counts);
  json.text("in_population", to_string(assessed.in_population));
  json.boolean("outside_admitted", assessed.is_outside_admitted);
  json.begin_list("competences_missing");
  for (const std::string& competence : assessed.competences_missing) json.text(competence);
  json.end_list();
  write_levels(json, "possible", *report.programme, assessed.level.possible);
  json.text("no_level", to_string(assessed.level.no_level));
  json.boolean("judged", assessed.level.judged);
  json.key("score");
  if (assessed.score) {
    json.finished(record_of(*assessed.score));
  } else {
    json.null();
  }
  json.end_map();
}

}  // namespace

std::string report_json(const CaseReport& report) {
  const Programme& programme = *report.programme;
  CanonicalWriter json;
  json.begin_map().text("schema", report_schema).text("case", report.file->id);
  json.text("programme", programme.reference()).text("subject", report.file->subject.text);
  write_instant(json, "as_of", report.when.as_of);
  write_instant(json, "known_by", report.when.known_by);
  json.boolean("overdue_judged", report.when.as_of.has_value());
  write_levels(json, "possible", programme, report.assessment.possible);
  json.begin_list("open_dyads");
  for (const Dyad& dyad : report.assessment.dyads) {
    if (dyad.possible == 0) json.text(dyad.about);
  }
  json.end_list().begin_list("dyads");
  for (const Dyad& dyad : report.assessment.dyads) {
    json.begin_map().text("about", dyad.about);
    write_levels(json, "possible", programme, dyad.possible);
    json.text("no_level", to_string(dyad.no_level));
    json.begin_list("use");
    for (const UseFor* use : dyad.use) {
      json.text(use->instrument ? use->instrument->to_string() : "judgement");
    }
    json.end_list().begin_list("assessments");
    for (const std::size_t i : dyad.assessments) {
      write_assessment(json, report, report.assessment.assessments[i]);
    }
    json.end_list().end_map();
  }
  json.end_list();
  json.key("timeline").finished(to_canonical_json(report.timeline));
  json.key("plan");
  if (report.zones) {
    write_zone_plan(*report.zones, json);
  } else {
    write_plan(report.plan, json);
  }
  return json.end_map().finish();
}

}  // namespace v1
}  // namespace vaern
