// SPDX-License-Identifier: Apache-2.0
// A plan of zones as canonical JSON.
#include "vaern/safety_plan/zone_plan.hpp"

namespace vaern {
inline namespace v1 {
namespace {

constexpr std::array<std::string_view, 10> reason_words{
    "always",     "has_sign", "when_true",  "sign_unknown",  "when_unknown",
    "when_false", "no_sign",  "block_true", "block_unknown", "agreed"};
constexpr std::array<std::string_view, 5> fit_words{"no_ages", "fits", "younger_of_several",
                                                    "outside", "unknown"};
constexpr std::array<std::string_view, 3> question_words{"sign", "strain", "fact"};

void write_text(CanonicalWriter& json, const ZonePlan& plan, const ZoneText& text) {
  json.localized(plan.catalogue->is_for_child() ? "child" : "person", plan.own(text));
  json.localized("staff", text.staff);
}

void write_trait(CanonicalWriter& json, const StatedTrait& trait) {
  json.text("has", to_string(trait.has));
  json.yes_no("own_words", !trait.own_words.empty());
  if (!trait.plan.empty()) json.text("plan", trait.plan);
}

void write_texts(CanonicalWriter& json, std::string_view key,
                 const std::vector<std::string>& texts) {
  json.begin_list(key);
  for (const std::string& text : texts) json.text(text);
  json.end_list();
}

void write_reason(CanonicalWriter& json, const ZonePlan& plan, const ZoneReason& reason) {
  json.begin_map("reason").text("kind", to_string(reason.kind));
  if (!reason.condition.empty()) json.text("condition", reason.condition);
  if (reason.span.line != 0) json.integer("line", reason.span.line);
  json.begin_list("signs");
  for (const std::size_t sign : reason.signs) json.text(plan.catalogue->signs()[sign].id);
  json.end_list().begin_list("readings");
  for (const Reading& reading : reason.readings) {
    json.begin_map().text("name", reading.name).text("value", reading.value).end_map();
  }
  json.end_list();
  write_texts(json, "open", reason.open);
  json.end_map();
}

void write_measure(CanonicalWriter& json, const ZonePlan& plan, const PlannedZoneMeasure& planned) {
  const ZoneMeasure& measure = *planned.measure;
  json.begin_map().text("measure", measure.id).text("state", to_string(planned.state));
  json.text("zone", plan.catalogue->zones()[measure.zone].id);
  json.text("part", to_string(measure.part));
  if (measure.action) json.text("action", to_string(*measure.action));
  json.yes_no("health_first", measure.health_first);
  if (measure.part != ZonePart::staff_avoid) json.text("status", to_string(planned.status));
  if (planned.history) {
    json.begin_map("history").text("plan", planned.history->plan);
    if (!planned.history->at.empty()) json.text("at", planned.history->at);
    write_texts(json, "by", planned.history->by);
    if (!planned.history->reason.empty()) json.text("reason", planned.history->reason);
    json.end_map();
  }
  if (measure.urgency) json.text("urgency", to_string(*measure.urgency));
  write_text(json, plan, measure.text);
  json.begin_list("answers");
  for (const std::size_t sign : measure.answers) json.text(plan.catalogue->signs()[sign].id);
  json.end_list();
  write_reason(json, plan, planned.reason);
  json.yes_no("in_person_version", is_in_person_version(plan, planned));
  if (!measure.provenance.source.empty()) json.text("source", measure.provenance.source);
  if (measure.provenance.verified) json.yes_no("verified", *measure.provenance.verified);
  json.text("clause", plan.catalogue->reference().to_string() + "/" + measure.id);
  json.end_map();
}

}  // namespace

std::string_view to_string(ZoneReason::Kind kind) noexcept {
  return reason_words[static_cast<std::size_t>(kind)];
}
std::string_view to_string(ZonePlan::AgeFit fit) noexcept {
  return fit_words[static_cast<std::size_t>(fit)];
}

void write_zone_plan(const ZonePlan& plan, CanonicalWriter& json) {
  const ZoneCatalogue& catalogue = *plan.catalogue;
  json.begin_map().text("catalogue", catalogue.reference().to_string());
  json.begin_map("counts");
  const auto counts = plan.counts();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    json.integer(to_string(static_cast<MeasureState>(i)), static_cast<std::int64_t>(counts[i]));
  }
  json.end_map().text("age", to_string(plan.age_fit));
  json.begin_list("reviews");
  for (const ZoneReview& review : plan.reviews) {
    json.begin_map().text("event", review.event).text("kind", review.kind);
    json.text("obligation", review.obligation).text("due", review.due);
    json.yes_no("overdue", review.is_overdue).yes_no("proposed", review.proposed).end_map();
  }
  json.end_list().begin_list("duties");
  for (const ZoneDuty& duty : plan.duties) {
    json.begin_map().text("obligation", duty.obligation).localized("text", duty.text);
    if (!duty.event.empty()) json.text("event", duty.event);
    json.text("due", duty.due).yes_no("overdue", duty.is_overdue);
    json.yes_no("proposed", duty.proposed).end_map();
  }
  json.end_list().begin_list("zones");
  for (const PlanZone& zone : catalogue.zones()) {
    json.begin_map().text("id", zone.id).yes_no("danger", zone.is_danger);
    json.yes_no("afterwards", zone.is_afterwards);
    write_text(json, plan, zone.text);
    json.end_map();
  }
  json.end_list().begin_list("strains");
  for (std::size_t i = 0; i < catalogue.strains().size(); ++i) {
    const ZoneStrain& strain = catalogue.strains()[i];
    json.begin_map().text("id", strain.id).yes_no("health_first", strain.health_first);
    write_trait(json, plan.strains[i]);
    write_text(json, plan, strain.text);
    json.end_map();
  }
  json.end_list().begin_list("signs");
  for (std::size_t i = 0; i < catalogue.signs().size(); ++i) {
    const ZoneSign& sign = catalogue.signs()[i];
    json.begin_map().text("id", sign.id).text("zone", catalogue.zones()[sign.zone].id);
    json.text("seen", to_string(sign.seen));
    write_trait(json, plan.signs[i]);
    write_text(json, plan, sign.text);
    json.end_map();
  }
  json.end_list().begin_list("questions");
  for (const ZoneQuestion& question : plan.questions) {
    json.begin_map().text("kind", question_words[static_cast<std::size_t>(question.kind)]);
    json.text("name", question.name);
    if (!question.text.empty()) json.localized("text", question.text);
    json.begin_list("measures");
    for (const std::size_t place : question.measures) {
      json.text(plan.measures[place].measure->id);
    }
    json.end_list().end_map();
  }
  json.end_list().begin_list("measures");
  for (const PlannedZoneMeasure& planned : plan.measures) write_measure(json, plan, planned);
  json.end_list().end_map();
}

std::string zone_plan_json(const ZonePlan& plan) {
  CanonicalWriter writer;
  write_zone_plan(plan, writer);
  return writer.finish();
}

}  // namespace v1
}  // namespace vaern
