// SPDX-License-Identifier: Apache-2.0
#include "exchange/zone_changes_words.hpp"

#include "exchange/changes_words.hpp"
#include "exchange/plan_words.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

std::string action_words(SafeAction action, Language language) {
  switch (action) {
    case SafeAction::distance:
      return tell(language, "distance", "afstand");
    case SafeAction::calm_place:
      return tell(language, "a calm place", "et roligt sted");
    case SafeAction::call_help:
      return tell(language, "call help", "tilkald hjælp");
    case SafeAction::medical:
      break;
  }
  return tell(language, "medical help", "lægehjælp");
}

std::string seen_words(SeenIn seen, Language language) {
  switch (seen) {
    case SeenIn::voice:
      return tell(language, "in the voice", "på stemmen");
    case SeenIn::body:
      return tell(language, "in the body", "på kroppen");
    case SeenIn::movement:
      return tell(language, "in how somebody moves", "på bevægelserne");
    case SeenIn::action:
      return tell(language, "in what somebody does", "på handlingerne");
    case SeenIn::contact:
      break;
  }
  return tell(language, "in the contact", "på kontakten");
}

}  // namespace

std::string ZoneWords::say(std::string_view en, std::string_view da) const {
  return tell(language, en, da);
}

std::string ZoneWords::sign(Truth has, const std::string& person) const {
  if (!is_known(has)) return value_words("unknown", language);
  return has == Truth::yes ? say("a sign of " + person, person + "s tegn")
                           : say("not a sign of " + person, "ikke " + person + "s tegn");
}

std::string ZoneWords::strain(Truth has) const {
  if (!is_known(has)) return value_words("unknown", language);
  return has == Truth::yes ? say("makes a day harder", "gør dagen sværere")
                           : say("does not make a day harder", "gør ikke dagen sværere");
}

std::string ZoneWords::date(const ZoneDate& date, const CaseFile& file) const {
  if (date.is_review) {
    return say("Look at the plan again. ", "Planen skal ses efter. ") +
           zone_event_words(file, programme, date.event, date.kind, language);
  }
  std::string text(date.text.best(language));
  if (!date.event.empty()) text += " (" + zone_event_day(file, date.event, language) + ")";
  return text;
}

std::string ZoneWords::due(const ZoneDate& date) const {
  const std::string text = zone_latest(date.due, date.proposed, language);
  return date.is_overdue ? text + say(", overdue", ", overskredet") : text;
}

std::string ZoneWords::state(const PlannedZoneMeasure& planned) const {
  switch (planned.state) {
    case MeasureState::held:
      return say("not before the answer is known", "ikke før svaret kendes");
    case MeasureState::blocked:
      return say("blocked", "spærret");
    case MeasureState::not_applicable:
      return say("does not apply", "ikke relevant");
    case MeasureState::included:
      break;
  }
  if (planned.status == MeasureStatus::declined || planned.status == MeasureStatus::waived) {
    return status_words(planned.status, language);
  }
  if (planned.reason.kind == ZoneReason::Kind::agreed) {
    return say("without a sign for it", "uden et tegn, der kalder på det");
  }
  if (planned.reason.kind == ZoneReason::Kind::sign_unknown && is_agreed(planned)) {
    return say("ask about the sign", "spørg om tegnet");
  }
  if (planned.reason.is_open()) return say("ask first", "spørg først");
  return say("in the plan", "i planen");
}

std::string ZoneWords::state_and_status(const PlannedZoneMeasure& planned) const {
  if (planned.measure->part == ZonePart::staff_avoid) return state(planned);
  return state(planned) + "; " + status_words(planned.status, language);
}

std::string ZoneWords::standing(const PlannedZoneMeasure& planned, const ZonePlan& plan) const {
  std::string text =
      zone_name(plan, planned.measure->zone) + "; " + part(planned.measure->part, plan);
  if (planned.measure->part != ZonePart::staff_avoid) {
    text += "; " + status_words(planned.status, language);
  }
  const ZoneReason& reason = planned.reason;
  const bool is_in_doubt = reason.is_open() || reason.kind == ZoneReason::Kind::agreed;
  return is_in_doubt ? text + "; " + state(planned) : text;
}

std::string ZoneWords::place(const ZoneMeasure& measure, const ZonePlan& plan) const {
  std::string text = zone_name(plan, measure.zone) + ", " + part(measure.part, plan);
  if (measure.action) text += ", " + action_words(*measure.action, language);
  if (measure.urgency) text += ", " + urgency_words(*measure.urgency, language);
  if (measure.health_first) text += say(", health first", ", helbred først");
  return text;
}

std::string ZoneWords::place(const ZoneSign& sign, const ZonePlan& plan) const {
  return zone_name(plan, sign.zone) + ", " + seen_words(sign.seen, language);
}

std::string ZoneWords::place(const ZoneStrain& strain) const {
  return strain.health_first ? say("health first", "helbred først")
                             : say("not health first", "ikke helbred først");
}

std::string ZoneWords::zone(const PlanZone* zone) const {
  if (zone == nullptr) return say("not in the catalogue", "ikke i kataloget");
  if (zone->is_danger) return say("the zone of danger", "zonen med fare");
  if (zone->is_afterwards) return say("the zone afterwards", "zonen bagefter");
  return say("a zone", "en zone");
}

std::string ZoneWords::age(const ZoneWordsAge& age) const {
  if (!age.age) return say("for every age", "til alle aldre");
  std::string text = say("for ", "til ") + std::to_string(age.age->from) + say(" to ", "-") +
                     std::to_string(age.age->to) + say(" years", " år");
  switch (age.fit) {
    case ZonePlan::AgeFit::younger_of_several:
      return text + say(" (the age is not exact)", " (alderen er ikke præcis)");
    case ZonePlan::AgeFit::outside:
      return text + say(" (there are none for the age)", " (der er ingen til alderen)");
    case ZonePlan::AgeFit::unknown:
      return text + say(" (the age is not known)", " (alderen er ukendt)");
    default:
      return text;
  }
}

std::string ZoneWords::before_now(const std::string& was, const std::string& now) const {
  return say(" Before: ", " Før: ") + was + say("; now: ", "; nu: ") + now + ".";
}

Line ZoneWords::staff(const ZoneText& text) const {
  Line line;
  line.add(text.staff, language);
  return line.add(stop_after(line));
}

Line ZoneWords::named(const ZoneMeasure& measure, const ZonePlan& plan) const {
  Line line = zone_measure_line(plan, measure, language);
  return line.add(stop_after(line));
}

std::string ZoneWords::zone_name(const ZonePlan& plan, std::size_t zone) const {
  return std::string(plan.catalogue->zones()[zone].text.staff.best(language));
}

std::string ZoneWords::part(ZonePart part, const ZonePlan& plan) const {
  const std::string person = person_words(plan, language);
  switch (part) {
    case ZonePart::i_can:
      return say("what " + person + " can do", "det kan " + person + " gøre");
    case ZonePart::staff_do:
      return say("what we do", "det gør vi");
    case ZonePart::staff_avoid:
      break;
  }
  return say("what we avoid", "det undgår vi");
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
