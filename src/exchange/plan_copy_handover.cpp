// SPDX-License-Identifier: Apache-2.0
// The copies for professionals who get the plan: a recipient's, and the handover.
#include <algorithm>
#include <utility>

#include "exchange/plan_copy_pages.hpp"
#include "exchange/plan_words.hpp"
#include "exchange/report_page.hpp"

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
    // Without its guard it is on no paper that leaves the office.
    const bool is_guarded = planned.unguarded.empty();
    if (is_shared && is_in_plan && is_guarded && is_agreed(planned)) places.push_back(i);
  }
  return places;
}

CopyPage recipient_page(const PlanSource& source, const CopyOptions& options) {
  const Language language = options.language;
  CopyPage copy;
  copy.tag = language_tag(language);
  copy.page.language = language;
  copy.page.title = tell(language, "Agreements ", "Aftaler ") + source.file->id;
  copy.page.heading = tell(language, "Agreements, for: ", "Aftaler, til: ") +
                      who_words(options.recipient, language);
  copy.page.under.push_back(when_known(*source.programme, source.when, language));
  copy.page.under.push_back(
      tell(language, "Holds only the parts that the person has agreed to share. Do not pass it on.",
           "Rummer kun de dele, som personen har sagt ja til at dele. Giv det ikke videre."));
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
      if (planned.measure->section == section.id) lines.push_back(task_line(planned, options));
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
      going.push_back(task_line(planned, options));
    } else if (is_in_plan && !planned.is_settled()) {
      open.push_back(task_line(planned, options));
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
    questions.push_back(question_line(question, *source.programme, language));
  }
  const auto add = [&](std::string_view en, std::string_view da, std::vector<Line> lines) {
    Part part;
    part.heading = tell(language, en, da);
    if (lines.empty()) part.paragraph(tell(language, "None.", "Ingen."));
    part.bullets(std::move(lines));
    copy.page.sections.push_back(std::move(part));
  };
  copy.page.sections.push_back(alarm_part(source, language));
  add("Agreed and in use", "Aftalt og i brug", std::move(going));
  add("Ask first", "Spørg først", std::move(questions));
  add("To do or to offer", "Mangler at blive gjort eller tilbudt", std::move(open));
  add("Done, waived and declined", "Gjort, frafaldet og afslået", std::move(settled));
  const Zone& zone = source.programme->policy().zone();
  const PlanEntry* last = nullptr;
  for (const PlanEntry& entry : source.file->plans) {
    const Instant made = entry.made.earliest(zone);
    if (!entry.review || source.file->find_correction(entry.id.text) != nullptr) continue;
    if (source.when.as_of && made > *source.when.as_of) continue;
    if (last == nullptr || last->made.earliest(zone) < made) last = &entry;
  }
  Part review;
  review.heading = tell(language, "Next review of the plan", "Næste gennemgang af planen");
  review.paragraph(last == nullptr
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
