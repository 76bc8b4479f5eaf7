// SPDX-License-Identifier: Apache-2.0
// The copies for professionals who get the plan: a recipient's, and the handover.
#include <algorithm>
#include <utility>

#include "exchange/plan_copy_pages.hpp"
#include "exchange/plan_lists.hpp"
#include "exchange/plan_words.hpp"
#include "exchange/report_page.hpp"
#include "vaern/safety_plan/revision.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

namespace {

/// A child, or somebody near the person: their copy is a paper in a home.
bool is_at_home(const CopyOptions& options) {
  return options.recipient == Who::child || options.recipient == Who::network;
}

/// A child and the network get what they do themselves: what the person does for a child is often
/// what the child must not know.
bool is_theirs(const PlannedMeasure& planned, const CopyOptions& options) {
  if (!is_at_home(options)) return true;
  return planned.measure->who == options.recipient &&
         (options.recipient != Who::child || planned.child == options.recipient_party);
}

/// It was agreed by the plan that the disclosure is about: what was agreed later was never shared.
bool was_agreed_by(const PlanSource& source, const PlannedMeasure& planned,
                   const DisclosureEntry& entry) {
  const Zone& zone = source.programme->policy().zone();
  const auto& plans = source.file->plans;
  const auto shared = std::find_if(plans.begin(), plans.end(), [&](const PlanEntry& plan) {
    return plan.id.text == entry.plan.text;
  });
  if (shared == plans.end()) return false;
  return std::any_of(plans.begin(), plans.end(), [&](const PlanEntry& plan) {
    if (plan.made.earliest(zone) > shared->made.earliest(zone)) return false;
    return std::any_of(plan.measures.begin(), plan.measures.end(),
                       [&](const MeasureEntry& measure) {
                         return measure.measure.text == planned.measure->id &&
                                measure.child.text == planned.child &&
                                (measure.status == MeasureStatus::agreed ||
                                 measure.status == MeasureStatus::already_does);
                       });
  });
}

}  // namespace

std::vector<std::size_t> shared_measures(const PlanSource& source, const CopyOptions& options) {
  const DisclosureEntry* entry = disclosed_to(source, options);
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < source.plan->measures.size(); ++i) {
    const PlannedMeasure& planned = source.plan->measures[i];
    const bool is_shared = std::find(options.sections.begin(), options.sections.end(),
                                     planned.measure->section) != options.sections.end();
    const bool is_in_plan = planned.list == PlanList::now || planned.list == PlanList::later;
    const bool may_leave = planned.unguarded.empty() && !planned.is_exposed();
    if (!is_shared || !is_in_plan || !is_agreed(planned) || !may_leave) continue;
    if (!is_theirs(planned, options)) continue;
    if (entry != nullptr && !was_agreed_by(source, planned, *entry)) continue;
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
  if (is_at_home(options)) return line;
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
  // Where the case has no disclosure, nothing says who agreed.
  if (entry == nullptr) {
    return tell(options.language,
                "Holds only the parts that were chosen for you. Do not pass it on.",
                "Rummer kun de dele, der er valgt til dig. Giv det ikke videre.");
  }
  const bool has_agreed =
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

namespace {

/// For one child: what it does, and nothing that says where the paper comes from.
CopyPage child_page(const PlanSource& source, const CopyOptions& options) {
  const Language language = options.language;
  CopyPage copy;
  copy.tag = language_tag(language);
  copy.is_sheet = true;
  copy.page.language = language;
  copy.page.title = copy.page.heading =
      tell(language, "We have agreed on this", "Det har vi aftalt");
  copy.page.under.push_back(
      Line().strong(tell(language, "In danger: call 112.", "Ved fare: ring 112.")));
  std::vector<Line> lines;
  for (const std::size_t place : shared_measures(source, options)) {
    lines.push_back(shared_line(source.plan->measures[place], options));
  }
  Part part;
  if (lines.empty()) {
    part.paragraph(
        tell(language, "Nothing has been agreed yet.", "Der er ikke aftalt noget endnu."));
  }
  copy.page.sections.push_back(std::move(part.bullets(std::move(lines))));
  return copy;
}

}  // namespace

CopyPage recipient_page(const PlanSource& source, const CopyOptions& options) {
  if (options.recipient == Who::child) return child_page(source, options);
  const Language language = options.language;
  CopyPage copy;
  copy.tag = language_tag(language);
  copy.page.language = language;
  copy.page.title = tell(language, "Agreements", "Aftaler") +
                    (is_at_home(options) ? std::string() : " " + source.file->id);
  copy.page.heading =
      tell(language, "Agreements, for: ", "Aftaler, til: ") + recipient_words(options, language);
  copy.is_sheet = is_at_home(options);
  if (!is_at_home(options)) {
    copy.page.under.push_back(when_known(*source.programme, source.when, language));
  }
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

namespace {

/// ", noted by w1": who wrote what became of it.
std::string by_words(const PlannedMeasure& planned, const CopyOptions& options) {
  if (!planned.history || planned.history->by.empty()) return {};
  std::vector<std::string> by;
  for (const std::string& id : planned.history->by) {
    const NamedPerson* person = named(options, id);
    by.push_back(person == nullptr ? id : person->name);
  }
  return tell(options.language, ", noted by ", ", noteret af ") + join(by, "; ");
}

/// What the next one keeps to or has to do: with cautions, what must come first, and by when.
class Tasks {
 public:
  Tasks(const PlanSource& source, const CopyOptions& options)
      : options_(options), lists_{*source.plan, *source.programme, options.language,
                                  true,         &source.when,      options.names} {}

  void add(const PlannedMeasure& planned) {
    rows_.add(
        lists_.due(planned), lists_.is_late(planned),
        {lists_.measure_with_care(planned), who_words(planned.measure->who, language()),
         standing_words(planned, lists_.programme, language()) + by_words(planned, options_)});
  }

  Part part(std::string heading) const {
    Part part;
    part.heading = std::move(heading);
    part.table({},
               {tell(language(), "Measure", "Tiltag"), tell(language(), "Who", "Hvem"),
                tell(language(), "Status", "Status")},
               rows_.rows());
    return part;
  }

 private:
  Language language() const { return options_.language; }

  const CopyOptions& options_;
  PlanLists lists_;
  RowsByDeadline rows_;
};

Part review_part(const PlanSource& source, Language language) {
  const Zone& zone = source.programme->policy().zone();
  const PlanEntry* last = latest_plan(*source.file, source.when.as_of, &zone, source.when.known_by);
  Part part;
  part.heading = tell(language, "Next review of the plan", "Næste gennemgang af planen");
  if (last == nullptr || !last->review) {
    return part.paragraph(tell(language,
                               "No day is set. What is due stands in the report of the case.",
                               "Der er ikke sat en dag. Fristerne står i rapporten om sagen."));
  }
  return part.paragraph(capitalised(moment_words(*last->review, zone, language)) + ".");
}

}  // namespace

CopyPage handover_page(const PlanSource& source, const CopyOptions& options,
                       const CaseReport& report) {
  const Language language = options.language;
  CopyPage copy = dense_page(source, options, report,
                             tell(language, "Handover ", "Overlevering ") + source.file->id);
  Tasks going(source, options);
  Tasks open(source, options);
  std::vector<Line> settled;
  for (const PlannedMeasure& planned : source.plan->measures) {
    const bool is_in_plan = planned.list == PlanList::now || planned.list == PlanList::later;
    if (is_in_plan && is_agreed(planned)) {
      going.add(planned);
    } else if (is_in_plan && !planned.is_settled()) {
      open.add(planned);
    } else if (planned.history && planned.is_settled() &&
               planned.status != MeasureStatus::already_does) {
      settled.push_back(measure_line(planned, options));
      settled.back().add(" (" + settled_words(planned, language) + by_words(planned, options) +
                         ")");
    }
  }
  std::vector<Line> questions;
  for (const PlanQuestion& question : source.plan->questions) {
    questions.push_back(question_line(question, *source.programme, language, options.names));
  }
  const auto add = [&](Part part) {
    if (part.is_empty()) part.paragraph(tell(language, "None.", "Ingen."));
    copy.page.sections.push_back(std::move(part));
  };
  copy.page.sections.push_back(alarm_part(source, options, report));
  add(going.part(tell(language, "Agreed and in use", "Aftalt og i brug")));
  Part ask;
  ask.heading = tell(language, "Ask first", "Spørg først");
  add(std::move(ask.bullets(std::move(questions))));
  add(open.part(tell(language, "To do or to offer", "Mangler at blive gjort eller tilbudt")));
  Part done;
  done.heading = tell(language, "Done, waived and declined", "Gjort, frafaldet og afslået");
  add(std::move(done.bullets(std::move(settled))));
  add(review_part(source, language));
  copy.page.sections.push_back(who_is_who(source, options));
  copy.page.small_print = small_print_of(source, language);
  return copy;
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
