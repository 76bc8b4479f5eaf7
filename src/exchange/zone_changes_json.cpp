// SPDX-License-Identifier: Apache-2.0
// What is different between two plans of zones, as JSON.
#include "exchange/changes_words.hpp"
#include "vaern/exchange/zone_changes.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

void write_side_of_zones(CanonicalWriter& out, std::string_view key, const ZoneSide& side,
                         const ZoneWordsAge& age) {
  out.begin_map(key);
  write_side(out, side);
  out.text("catalogue", side.plan->catalogue->reference().to_string());
  out.text("age", to_string(age.fit));
  if (age.age) {
    out.begin_map("words_for").integer("from", age.age->from).integer("to", age.age->to).end_map();
  } else {
    out.null("words_for");
  }
  out.end_map();
}

void write_changes(CanonicalWriter& out, const std::string& id,
                   const std::vector<ZoneChange>& changes) {
  out.begin_map().text("id", id).begin_list("changes");
  for (const ZoneChange change : changes) out.text(to_string(change));
  out.end_list();
}

void write_texts(CanonicalWriter& out, const ZonePlan& plan, const ZoneText& text) {
  out.localized(plan.catalogue->is_for_child() ? "child" : "person", plan.own(text));
  out.localized("staff", text.staff);
}

void write_date(CanonicalWriter& out, std::string_view key, const std::optional<ZoneDate>& date) {
  if (!date) {
    out.null(key);
    return;
  }
  out.begin_map(key).yes_no("review", date->is_review);
  if (!date->event.empty()) out.text("event", date->event);
  out.text("due", date->due).yes_no("overdue", date->is_overdue);
  out.yes_no("proposed", date->proposed).end_map();
}

void write_question(CanonicalWriter& out, std::string_view key,
                    const std::optional<LocalizedText>& text) {
  if (!text) {
    out.null(key);
    return;
  }
  out.begin_map(key);
  if (!text->empty()) out.localized("text", *text);
  out.end_map();
}

void write_zone(CanonicalWriter& out, std::string_view key, const ZonePlan& plan,
                const PlanZone* zone) {
  if (zone == nullptr) {
    out.null(key);
    return;
  }
  out.begin_map(key).yes_no("danger", zone->is_danger);
  out.yes_no("afterwards", zone->is_afterwards);
  write_texts(out, plan, zone->text);
  out.end_map();
}

void write_trait(CanonicalWriter& out, std::string_view key, const ZonePlan& plan,
                 const std::string& id, const ZoneText* text, const StatedTrait* trait) {
  if (trait == nullptr) {
    out.null(key);
    return;
  }
  out.begin_map(key).text("has", to_string(trait->has));
  out.yes_no("own_words", !trait->own_words.empty());
  if (!trait->plan.empty()) out.text("plan", trait->plan);
  if (const ZoneSign* sign = plan.catalogue->find_sign(id);
      sign != nullptr && &sign->text == text) {
    out.text("zone", plan.catalogue->zones()[sign->zone].id).text("seen", to_string(sign->seen));
  } else if (const ZoneStrain* strain = plan.catalogue->find_strain(id)) {
    out.yes_no("health_first", strain->health_first);
  }
  write_texts(out, plan, *text);
  out.end_map();
}

void write_traits(CanonicalWriter& out, std::string_view key, const ZoneSide& before,
                  const ZoneSide& after, const std::vector<TraitDifference>& traits) {
  out.begin_list(key);
  for (const TraitDifference& one : traits) {
    write_changes(out, one.id, one.changes);
    write_trait(out, "before", *before.plan, one.id, one.text_before, one.before);
    write_trait(out, "after", *after.plan, one.id, one.text_after, one.after);
    out.end_map();
  }
  out.end_list();
}

void write_planned(CanonicalWriter& out, std::string_view key, const ZonePlan& plan,
                   const PlannedZoneMeasure* planned) {
  if (planned == nullptr) {
    out.null(key);
    return;
  }
  const ZoneMeasure& measure = *planned->measure;
  out.begin_map(key).text("state", to_string(planned->state));
  out.text("reason", to_string(planned->reason.kind));
  out.text("zone", plan.catalogue->zones()[measure.zone].id);
  out.text("part", to_string(measure.part));
  if (measure.action) out.text("action", to_string(*measure.action));
  if (measure.urgency) out.text("urgency", to_string(*measure.urgency));
  out.yes_no("health_first", measure.health_first);
  if (measure.part != ZonePart::staff_avoid) out.text("status", to_string(planned->status));
  if (planned->history) out.text("plan", planned->history->plan);
  out.yes_no("in_person_version", is_in_person_version(plan, *planned));
  write_texts(out, plan, measure.text);
  out.end_map();
}

}  // namespace
}  // namespace exchange::detail

std::string zone_changes_json(const ZonePlanDifference& difference, const ZoneSide& before,
                              const ZoneSide& after) {
  using namespace exchange::detail;
  CanonicalWriter out;
  out.begin_map().text("schema", zone_changes_schema);
  write_side_of_zones(out, "before", before, difference.age_before);
  write_side_of_zones(out, "after", after, difference.age_after);
  write_since(out, difference.since, difference.found);
  out.begin_list("dates");
  for (const ZoneDateDifference& one : difference.dates) {
    out.begin_map().text("obligation", one.obligation);
    write_date(out, "before", one.before);
    write_date(out, "after", one.after);
    out.end_map();
  }
  out.end_list().begin_list("asked");
  for (const ZoneQuestionDifference& one : difference.asked) {
    out.begin_map().text("name", one.name);
    write_question(out, "before", one.before);
    write_question(out, "after", one.after);
    out.end_map();
  }
  out.end_list().begin_list("zones");
  for (const ZoneHeadingDifference& one : difference.zones) {
    write_changes(out, one.id, one.changes);
    write_zone(out, "before", *before.plan, one.before);
    write_zone(out, "after", *after.plan, one.after);
    out.end_map();
  }
  out.end_list();
  write_traits(out, "strains", before, after, difference.strains);
  write_traits(out, "signs", before, after, difference.signs);
  out.begin_list("measures");
  for (const ZoneMeasureDifference& one : difference.measures) {
    write_changes(out, one.id, one.changes);
    write_planned(out, "before", *before.plan, one.before);
    write_planned(out, "after", *after.plan, one.after);
    out.begin_map("reasons");
    write_readings(out, "facts", one.readings);
    write_readings(out, "signs", one.signs);
    out.yes_no("agreement", one.by_agreement).yes_no("catalogue", one.by_catalogue);
    out.end_map().end_map();
  }
  return out.end_list().end_map().finish();
}

}  // namespace v1
}  // namespace vaern
