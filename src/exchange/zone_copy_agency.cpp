// SPDX-License-Identifier: Apache-2.0
// The staff's version of a plan of zones: everything, with states and reasons.
#include <array>
#include <utility>

#include "exchange/due_words.hpp"
#include "exchange/plan_words.hpp"
#include "exchange/report_page.hpp"
#include "exchange/zone_copy.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

std::string sign_words(const ZonePlan& plan, const ZoneReason& reason, Language language) {
  std::vector<std::string> words;
  for (const std::size_t sign : reason.signs) {
    words.push_back(plan.catalogue->signs()[sign].text.staff.best(language));
  }
  return join(words, "; ");
}

struct AgencyTeller {
  const ZoneSource& source;
  Language language;
  const ZonePlan& plan = *source.plan;
  const ZoneCatalogue& catalogue = *plan.catalogue;
  const Programme& programme = *source.programme;

  std::string person() const { return person_words(plan, language); }

  Line trait(const ZoneText& text, const StatedTrait& said) const {
    Line line;
    line.add(text.staff, language);
    if (!said.own_words.empty()) line.add(": " + quoted(said.own_words, language));
    return line;
  }

  Line measure(const PlannedZoneMeasure& planned) const {
    const ZoneMeasure& what = *planned.measure;
    Line line = zone_measure_line(plan, what, language);
    std::vector<std::string> notes;
    if (what.health_first) notes.push_back(tell(language, "health first", "helbred først"));
    if (what.urgency) notes.push_back(urgency_words(*what.urgency, language));
    if (planned.history || planned.status != MeasureStatus::proposed) {
      std::string status = status_words(planned.status, language);
      if (planned.history && !planned.history->reason.empty()) {
        status += ": " + planned.history->reason;
      }
      notes.push_back(std::move(status));
    } else if (what.part == ZonePart::i_can) {
      notes.push_back(status_words(planned.status, language));
    }
    const bool is_off =
        planned.status == MeasureStatus::declined || planned.status == MeasureStatus::waived;
    if (planned.reason.is_open() && !is_off) {
      notes.push_back(planned.reason.kind == ZoneReason::Kind::sign_unknown && is_agreed(planned)
                          ? tell(language, "ask about the sign", "spørg om tegnet")
                          : tell(language, "ask first", "spørg først"));
    }
    if (planned.reason.kind == ZoneReason::Kind::agreed) {
      notes.push_back(tell(language, "without a sign for it", "uden et tegn, der kalder på det"));
    }
    if (!notes.empty()) line.add(" [" + join(notes, "; ") + "]");
    return line;
  }

  Part strains() const {
    Part part;
    part.heading = tell(language, "What makes a day harder", "Det gør dagen sværere");
    std::vector<Line> lines;
    for (const bool is_first : {true, false}) {
      for (std::size_t i = 0; i < plan.strains.size(); ++i) {
        const ZoneStrain& strain = catalogue.strains()[i];
        if (plan.strains[i].has == Truth::no || strain.health_first != is_first) continue;
        Line line = trait(strain.text, plan.strains[i]);
        if (is_first) line.add(tell(language, " (health first)", " (helbred først)"));
        if (!is_known(plan.strains[i].has)) line.add(tell(language, " (ask)", " (spørg)"));
        lines.push_back(std::move(line));
      }
    }
    part.bullets(std::move(lines));
    return part;
  }

  Part signs(std::size_t zone) const {
    Part part;
    part.heading = tell(language, "Signs", "Tegn");
    std::vector<Line> lines;
    for (const Truth has : {Truth::yes, Truth::unknown}) {
      for (std::size_t i = 0; i < plan.signs.size(); ++i) {
        const ZoneSign& sign = catalogue.signs()[i];
        if (sign.zone != zone || plan.signs[i].has != has) continue;
        Line line = trait(sign.text, plan.signs[i]);
        if (has == Truth::unknown) line.add(tell(language, " (ask)", " (spørg)"));
        lines.push_back(std::move(line));
      }
    }
    part.bullets(std::move(lines));
    return part;
  }

  Part measures(std::size_t zone, ZonePart which, std::string heading) const {
    Part part;
    part.heading = std::move(heading);
    std::vector<Line> lines;
    for (const PlannedZoneMeasure& planned : plan.measures) {
      if (planned.measure->zone == zone && planned.measure->part == which &&
          planned.state == MeasureState::included) {
        lines.push_back(measure(planned));
      }
    }
    part.bullets(std::move(lines));
    return part;
  }

  Part zone(std::size_t place) const {
    Part part;
    part.heading = plain(Line().add(catalogue.zones()[place].text.staff, language));
    for (Part& each : std::array<Part, 4>{
             signs(place),
             measures(
                 place, ZonePart::i_can,
                 tell(language, "What " + person() + " can do", "Det kan " + person() + " gøre")),
             measures(place, ZonePart::staff_do, tell(language, "What we do", "Det gør vi")),
             measures(place, ZonePart::staff_avoid,
                      tell(language, "What we avoid", "Det undgår vi"))}) {
      if (!each.is_empty()) part.sections.push_back(std::move(each));
    }
    return part;
  }

  Part ask_first() const {
    Part part;
    part.heading = tell(language, "Ask first", "Spørg først");
    std::vector<Line> lines;
    std::size_t traits = 0;
    for (const ZoneQuestion& question : plan.questions) {
      if (question.kind != ZoneQuestion::Kind::fact) {
        ++traits;
        continue;
      }
      lines.push_back(zone_question_line(question.name, question.text, programme, language));
    }
    if (traits > 0) {
      lines.emplace_back(
          tell(language, "Which of the lines marked (ask) does " + person() + " know? There are ",
               "Hvilke af linjerne mærket (spørg) kan " + person() + " kende? Der er ") +
          std::to_string(traits) + ".");
    }
    part.bullets(std::move(lines));
    return part;
  }

  Part out(MeasureState state, std::string heading) const {
    Part part;
    part.heading = std::move(heading);
    std::vector<Line> lines;
    for (const PlannedZoneMeasure& planned : plan.measures) {
      if (planned.state != state) continue;
      Line line;
      line.add(planned.measure->text.staff, language);
      const std::string why = zone_because(source, planned, language);
      if (!why.empty()) line.add(tell(language, " Because: ", " Årsag: ") + sentence(why));
      lines.push_back(std::move(line));
    }
    part.bullets(std::move(lines));
    return part;
  }

  Part not_theirs() const {
    Part part;
    part.heading = tell(language, "Not " + person() + "'s", "Ikke " + person() + "s");
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < plan.signs.size(); ++i) {
      if (plan.signs[i].has == Truth::no) {
        texts.push_back(catalogue.signs()[i].text.staff.best(language));
      }
    }
    for (std::size_t i = 0; i < plan.strains.size(); ++i) {
      if (plan.strains[i].has == Truth::no) {
        texts.push_back(catalogue.strains()[i].text.staff.best(language));
      }
    }
    if (!texts.empty()) part.paragraph(sentence(join(texts, "; ")));
    return part;
  }

  std::string age_words() const {
    switch (plan.age_fit) {
      case ZonePlan::AgeFit::no_ages:
      case ZonePlan::AgeFit::fits:
        return {};
      case ZonePlan::AgeFit::younger_of_several:
        return tell(language, "The child's age is not exact: the words are for the younger age.",
                    "Barnets alder er ikke præcis: Ordene er til den yngste alder.");
      case ZonePlan::AgeFit::outside:
        return tell(language, "There are no words for the child's age: the nearest are used.",
                    "Der er ingen ord til barnets alder: De nærmeste er brugt.");
      case ZonePlan::AgeFit::unknown:
        break;
    }
    return tell(language, "The child's age is not known: the words are for the youngest.",
                "Barnets alder er ukendt: Ordene er til de yngste.");
  }
};

}  // namespace

std::string person_words(const ZonePlan& plan, Language language) {
  return plan.catalogue->is_for_child() ? tell(language, "the child", "barnet")
                                        : tell(language, "the person", "beboeren");
}

Line zone_measure_line(const ZonePlan& plan, const ZoneMeasure& measure, Language language) {
  Line line;
  if (measure.part == ZonePart::i_can) {
    line.add(plan.own(measure.text), language);
    line.add(" \u2013 ");
  }
  return line.add(measure.text.staff, language);
}

Line zone_question_line(const std::string& name, const LocalizedText& text,
                        const Programme& programme, Language language) {
  const ProgrammeFact* fact = programme.find_fact(name);
  if (!text.empty()) return Line().add(text, language);
  if (fact != nullptr && !fact->question.empty()) return Line().add(fact->question, language);
  return name_words(programme, name, language) + "?";
}

std::string zone_because(const ZoneSource& source, const PlannedZoneMeasure& planned,
                         Language language) {
  const ZoneReason& reason = planned.reason;
  if (!reason.signs.empty()) {
    const std::string person = person_words(*source.plan, language);
    const std::string lead =
        reason.kind == ZoneReason::Kind::sign_unknown
            ? tell(language, "not known whether it is a sign of " + person + ": ",
                   "uafklaret, om det er " + person + "s tegn: ")
            : tell(language, "not a sign of " + person + ": ", "ikke " + person + "s tegn: ");
    return lead + sign_words(*source.plan, reason, language);
  }
  std::vector<std::string> parts;
  for (const Reading& reading : reason.readings) {
    std::string value = reading.value;
    if (value == "yes") value = tell(language, "yes", "ja");
    if (value == "no") value = tell(language, "no", "nej");
    if (value == "unknown") value = tell(language, "unknown", "uafklaret");
    parts.push_back(name_words(*source.programme, reading.name, language) + ": " + value);
  }
  return join(parts, "; ");
}

std::vector<Part> zone_sections(const ZoneSource& source, Language language) {
  const AgencyTeller teller{source, language};
  std::vector<Part> sections;
  const auto add = [&](Part part) {
    if (!part.is_empty()) sections.push_back(std::move(part));
  };
  add(teller.strains());
  for (std::size_t i = 0; i < source.plan->catalogue->zones().size(); ++i) add(teller.zone(i));
  add(teller.ask_first());
  add(teller.out(MeasureState::held,
                 tell(language, "Not before the answer is known", "Ikke før svaret kendes")));
  add(teller.out(MeasureState::blocked, tell(language, "Blocked", "Spærret")));
  add(teller.out(MeasureState::not_applicable, tell(language, "Does not apply", "Ikke relevant")));
  add(teller.not_theirs());
  return sections;
}

Page zone_agency_page(const ZoneSource& source, Language language) {
  const AgencyTeller teller{source, language};
  Page page;
  page.look = Page::Look::reading;
  page.style =
      "@page{margin:11mm 15mm}"
      "@media print{html{font:9pt/1.3 Arial,\"Liberation Sans\",\"Helvetica Neue\",sans-serif}"
      "h2{margin-top:3.5mm}h3{margin-top:1.6mm}header p,li{margin:.3mm 0}"
      ".alarm{border-color:#000}.alarm h2{color:#000}}";
  page.language = language;
  page.title = tell(language, "Plan ", "Plan ") + source.file->id;
  if (!source.when.as_of) page.before.push_back(Line().strong(not_judged_words(language)));
  page.heading = tell(language, "Plan of zones, case ", "Plan med zoner, sag ") + source.file->id;
  page.under.push_back(staff_line(language));
  page.under.push_back(when_known(*source.programme, source.when, language));
  if (const std::string age = teller.age_words(); !age.empty()) page.under.emplace_back(age);
  page.under.push_back(Line().strong(zone_danger_line(language)));
  Part alarms;
  alarms.tone = Part::Tone::alarm;
  alarms.heading = tell(language, "First", "Først");
  alarms.bullets(zone_first(source, language));
  if (!alarms.is_empty()) page.top.push_back(std::move(alarms));
  page.sections = zone_sections(source, language);
  Part& small = page.small_print;
  small.tone = Part::Tone::small;
  small.heading = tell(language, "About this page", "Om siden");
  const ModelHead& head = source.plan->catalogue->head();
  if (!head.not_for.empty()) small.paragraph(Line().add(head.not_for, language));
  if (head.licence && !head.licence->note.empty()) {
    small.paragraph(Line().add(head.licence->note, language));
  }
  const auto counts = source.plan->counts();
  small.paragraph(tell(language, "Catalogue: ", "Katalog: ") + head.reference().to_string() + ". " +
                  std::to_string(source.plan->measures.size()) +
                  tell(language, " lines: ", " linjer: ") + std::to_string(counts[0]) +
                  tell(language, " in the plan, ", " i planen, ") + std::to_string(counts[1]) +
                  tell(language, " held, ", " afventer svar, ") + std::to_string(counts[2]) +
                  tell(language, " blocked, ", " spærret, ") + std::to_string(counts[3]) +
                  tell(language, " do not apply.", " ikke relevante."));
  return page;
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
