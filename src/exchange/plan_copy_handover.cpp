// SPDX-License-Identifier: Apache-2.0
// The copies for professionals who get the plan: a recipient's, and the handover.
#include <algorithm>
#include <utility>

#include "exchange/plan_copy_pages.hpp"
#include "exchange/plan_words.hpp"
#include "exchange/report_page.hpp"
#include "vaern/safety_plan/revision.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

std::vector<std::size_t> shared_measures(const PlanSource& source, const CopyOptions& options) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < source.plan->measures.size(); ++i) {
    const PlannedMeasure& planned = source.plan->measures[i];
    const bool is_shared = std::find(options.sections.begin(), options.sections.end(),
                                     planned.measure->section) != options.sections.end();
    const bool is_in_plan = planned.list == PlanList::now || planned.list == PlanList::later;
    const bool may_leave = planned.unguarded.empty() && !planned.is_exposed();
    if (!is_shared || !is_in_plan || !is_agreed(planned) || !may_leave) continue;
    // Which professional is not theirs to know: what is for each of them stands there once.
    const bool is_there = std::any_of(places.begin(), places.end(), [&](std::size_t place) {
      const PlannedMeasure& other = source.plan->measures[place];
      return other.measure == planned.measure && other.child == planned.child;
    });
    if (!is_there) places.push_back(i);
  }
  return places;
}

namespace {

Line shared_line(const PlannedMeasure& planned, const CopyOptions& options) {
  Line line;
  line.add(planned.measure->text, options.language);
  line.add(child_words(planned.child, options.language, options.names));
  return line.add(" (" + who_words(planned.measure->who, options.language) + ", " +
                  urgency_words(planned.urgency, options.language) + ")");
}

/// "police"; of one party its name, else "police k1".
std::string recipient_words(const CopyOptions& options, Language language) {
  const NamedPerson* person = named(options, options.recipient_party);
  if (person != nullptr) return person->name;
  const std::string role = who_words(options.recipient, language);
  return options.recipient_party.empty() ? role : role + " " + options.recipient_party;
}

std::string shared_by_words(const PlanSource& source, const CopyOptions& options) {
  const DisclosureEntry* entry = disclosed_to(source, options);
  const bool has_agreed =
      entry == nullptr ||
      std::any_of(entry->agreed_by.begin(), entry->agreed_by.end(),
                  [&](const Placed& party) { return party.text == source.file->subject.text; });
  return has_agreed
             ? tell(options.language,
                    "Holds only the parts that the person has agreed to share. Do not pass it on.",
                    "Rummer kun de dele, som personen har sagt ja til at dele. Giv det ikke "
                    "videre.")
             : tell(options.language,
                    "Holds only the parts that the case records a ground for sharing. Do not pass "
                    "it on.",
                    "Rummer kun de dele, der er noteret et grundlag for at dele. Giv det ikke "
                    "videre.");
}

}  // namespace

CopyPage recipient_page(const PlanSource& source, const CopyOptions& options) {
  const Language language = options.language;
  CopyPage copy;
  copy.tag = language_tag(language);
  copy.page.language = language;
  copy.page.title = tell(language, "Agreements ", "Aftaler ") + source.file->id;
  copy.page.heading =
      tell(language, "Agreements, for: ", "Aftaler, til: ") + recipient_words(options, language);
  copy.page.under.push_back(when_known(*source.programme, source.when, language));
  copy.page.under.push_back(shared_by_words(source, options));
  copy.page.under.push_back(
      Line().strong(tell(language, "In danger: call 112.", "Ved fare: ring 112.")));
  const std::vector<std::size_t> places = shared_measures(source, options);
  for (const Section& section : source.programme->catalogue().sections()) {
    if (std::find(options.sections.begin(), options.sections.end(), section.id) ==
        options.sections.end()) {
      continue;
    }
    Part part;
    const LocalizedText::Choice heading = section.text.choose(language);
    part.heading = heading.text;
    if (heading.tag != language_tag(language)) part.heading_tag = heading.tag;
    std::vector<Line> lines;
    for (const std::size_t place : places) {
      const PlannedMeasure& planned = source.plan->measures[place];
      if (planned.measure->section == section.id) lines.push_back(shared_line(planned, options));
    }
    if (lines.empty()) {
      part.paragraph(tell(language, "Nothing is agreed.", "Der er ingen aftaler."));
    }
    part.bullets(std::move(lines));
    copy.page.sections.push_back(std::move(part));
  }
  copy.page.small_print.tone = Part::Tone::small;
  copy.page.small_print.paragraph(
      tell(language,
           "That this was handed over is recorded in the case: to whom, when, and which parts.",
           "Det skrives i sagen, at dette er givet videre: til hvem, hvornår og hvilke dele."));
  return copy;
}

CopyPage handover_page(const PlanSource& source, const CopyOptions& options) {
  const Language language = options.language;
  const SafetyPlan& plan = *source.plan;
  CopyPage copy =
      dense_page(source, options, tell(language, "Handover ", "Overlevering ") + source.file->id);
  std::vector<Line> going;
  std::vector<Line> open;
  std::vector<Line> settled;
  for (const PlannedMeasure& planned : plan.measures) {
    const bool is_in_plan = planned.list == PlanList::now || planned.list == PlanList::later;
    if (is_in_plan && is_agreed(planned)) {
      going.push_back(task_line(planned, source, options));
    } else if (is_in_plan && !planned.is_settled()) {
      open.push_back(task_line(planned, source, options));
      continue;
    } else if (planned.history && planned.is_settled() &&
               planned.status != MeasureStatus::already_does) {
      settled.push_back(measure_line(planned, options));
      settled.back().add(" (" + settled_words(planned, language) + ")");
    } else {
      continue;
    }
    if (!planned.history) continue;
    std::vector<std::string> by;
    for (const std::string& id : planned.history->by) by.push_back(person_words(options, id));
    if (!by.empty()) {
      (is_agreed(planned) ? going : settled)
          .back()
          .add(" " + tell(language, "By: ", "Ved: ") + join(by, "; ") + ".");
    }
  }
  std::vector<Line> questions;
  for (const PlanQuestion& question : plan.questions) {
    questions.push_back(question_line(question, *source.programme, language, options.names));
  }
  const auto add = [&](std::string_view en, std::string_view da, std::vector<Line> lines) {
    Part part;
    part.heading = tell(language, en, da);
    if (lines.empty()) part.paragraph(tell(language, "None.", "Ingen."));
    part.bullets(std::move(lines));
    copy.page.sections.push_back(std::move(part));
  };
  copy.page.sections.push_back(alarm_part(source, options));
  add("Agreed and in use", "Aftalt og i brug", std::move(going));
  add("Ask first", "Spørg først", std::move(questions));
  add("To do or to offer", "Mangler at blive gjort eller tilbudt", std::move(open));
  add("Done, waived and declined", "Gjort, frafaldet og afslået", std::move(settled));
  const Zone& zone = source.programme->policy().zone();
  const PlanEntry* last = latest_plan(*source.file, source.when.as_of, &zone, source.when.known_by);
  Part review;
  review.heading = tell(language, "Next review of the plan", "Næste gennemgang af planen");
  review.paragraph(last == nullptr || !last->review
                       ? tell(language,
                              "No day is set. What is due stands in the report of the case.",
                              "Der er ikke sat en dag. Fristerne står i rapporten om sagen.")
                       : moment_words(*last->review, zone, language) + ".");
  copy.page.sections.push_back(std::move(review));
  copy.page.sections.push_back(who_is_who(source, options));
  copy.page.small_print = small_print_of(source, language);
  return copy;
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
