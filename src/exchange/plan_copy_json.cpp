// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "exchange/plan_copy_words.hpp"
#include "vaern/model/canonical.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

// Own words are in no JSON (P6).
void write_cautions(CanonicalWriter& json, CopyWords& words, const Measure& measure) {
  const auto is_theirs = [](const Caution& caution) { return caution.is_for_person(); };
  if (std::none_of(measure.cautions.begin(), measure.cautions.end(), is_theirs)) return;
  json.begin_list("cautions");
  for (const Caution& caution : measure.cautions) {
    if (is_theirs(caution)) json.text(words.caution(measure, caution).text);
  }
  json.end_list();
}

void write_lines(CanonicalWriter& json, const PlanSource& source, const CopyOptions& options,
                 const std::vector<std::size_t>& places) {
  CopyWords words(options);
  json.begin_list("measures");
  for (const std::size_t place : places) {
    const PlannedMeasure& planned = source.plan->measures[place];
    json.begin_map().text("measure", planned.measure->id);
    if (!planned.child.empty()) json.text("child", planned.child);
    json.text("status", to_string(planned.status)).text("who", to_string(planned.measure->who));
    json.text("urgency", to_string(planned.urgency));
    json.text("text", words.measure(*planned.measure).text);
    if (options.is_easy) json.boolean("is_easy", words.is_easy(*planned.measure));
    if (options.copy == PlanCopy::person) write_cautions(json, words, *planned.measure);
    json.end_map();
  }
  json.end_list();
}

void write_page_lines(CanonicalWriter& json, const std::vector<Line>& lines) {
  json.begin_list("lines");
  for (const Line& line : lines) json.text(plain(line));
  json.end_list();
}

void write_overdue(CanonicalWriter& json, const Timeline& due) {
  json.begin_list("overdue");
  for (const Obligation& obligation : due.obligations) {
    if (!obligation.is_overdue() || !obligation.holds) continue;
    json.begin_map().text("obligation", obligation.id);
    json.text("due", obligation.due.local).end_map();
  }
  json.end_list();
}

/// Without schema, ids, states and days: a list that could be anybody's.
std::string discreet_json(const CopyPage& copy) {
  CanonicalWriter json;
  json.begin_map().text("language", copy.tag).text("title", copy.page.title);
  write_page_lines(json, copy.page.sections.front().blocks.front().lines);
  return json.end_map().finish();
}

}  // namespace

std::string copy_json(const PlanSource& source, const CopyOptions& options, const CopyPage& copy,
                      const CaseReport& report) {
  if (options.copy == PlanCopy::discreet) return discreet_json(copy);
  CanonicalWriter json;
  json.begin_map().text("schema", plan_copy_schema).text("copy", to_string(options.copy));
  json.text("language", copy.tag);
  switch (options.copy) {
    case PlanCopy::person: {
      const std::vector<std::size_t> places = person_copy(*source.plan);
      json.text("danger", "112");
      write_lines(json, source, options, places);
      const std::size_t lines = person_lines(*source.plan).size();
      json.integer("beyond", static_cast<std::int64_t>(lines - std::min(lines, most_person_lines)));
      break;
    }
    case PlanCopy::card:
      json.text("case", source.file->id);
      write_page_lines(json, copy.page.sections.front().blocks.front().lines);
      break;
    case PlanCopy::recipient:
      json.text("case", source.file->id).text("recipient", to_string(options.recipient));
      if (!options.recipient_party.empty()) json.text("party", options.recipient_party);
      if (const DisclosureEntry* entry = disclosed_to(source, options)) {
        json.text("disclosure", entry->id.text);
      }
      json.begin_list("sections");
      for (const std::string& section : options.sections) json.text(section);
      json.end_list();
      write_lines(json, source, options, shared_measures(source, options));
      json.boolean("is_disclosure", true);
      break;
    case PlanCopy::agency:
    case PlanCopy::handover:
    case PlanCopy::discreet:
      json.text("case", source.file->id);
      write_overdue(json, report.timeline);
      json.key("plan");
      write_plan(*source.plan, json);
      break;
  }
  return json.end_map().finish();
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
