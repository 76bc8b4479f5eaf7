// SPDX-License-Identifier: Apache-2.0
// The copies for professionals who stay: the agency's and the card; and what all of them share.
#include <algorithm>
#include <iterator>
#include <utility>

#include "exchange/plan_copy_pages.hpp"
#include "exchange/plan_words.hpp"
#include "exchange/report_page.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

CopyPage dense_page(const PlanSource& source, const CopyOptions& options, const CaseReport& report,
                    std::string heading) {
  CopyPage copy;
  copy.tag = language_tag(options.language);
  copy.page.language = options.language;
  copy.page.title = heading;
  copy.page.heading = std::move(heading);
  copy.page.under.push_back(Line().strong(caseworker_line(options.language)));
  copy.page.under.push_back(when_known(*source.programme, source.when, options.language));
  copy.page.under.push_back(Line().strong(danger_line(options.language)));
  for (std::string& level : level_lines(report, options.language)) {
    copy.page.under.push_back(Line()
                                  .strong(tell(options.language, "Danger from ", "Fare fra "))
                                  .add(std::move(level) + "."));
  }
  return copy;
}

std::vector<Line> office_alarms(const PlanSource& source, const CopyOptions& options,
                                const CaseReport& report) {
  std::vector<Line> alarms =
      plan_alarms(*source.plan, *source.programme, options.language, options.names);
  std::vector<Line> overdue = overdue_alarms(report.timeline, *source.programme, options.language);
  const auto found = static_cast<std::ptrdiff_t>(source.plan->found.size());
  alarms.insert(alarms.begin() + found, std::make_move_iterator(overdue.begin()),
                std::make_move_iterator(overdue.end()));
  return alarms;
}

Part alarm_part(const PlanSource& source, const CopyOptions& options, const CaseReport& report) {
  Part alarms;
  alarms.tone = Part::Tone::alarm;
  alarms.heading = tell(options.language, "Alarms", "Alarmer");
  alarms.bullets(office_alarms(source, options, report));
  return alarms;
}

Line measure_line(const PlannedMeasure& planned, const CopyOptions& options) {
  Line line;
  line.add(planned.measure->text, options.language);
  line.add(instance_words(planned, options.language, options.names));
  return line;
}

bool is_agreed(const PlannedMeasure& planned) {
  if (planned.is_exposed()) return false;
  return planned.status == MeasureStatus::agreed || planned.status == MeasureStatus::already_does;
}

Part small_print_of(const PlanSource& source, Language language) {
  Part part;
  part.tone = Part::Tone::small;
  part.heading = tell(language, "About this page", "Om siden");
  part.paragraph(tell(language,
                      "A draft. The person decides what is agreed; to decline a measure closes "
                      "nothing else. Catalogue: ",
                      "Et udkast. Personen bestemmer, hvad der aftales; at sige nej til et tiltag "
                      "lukker ikke for andet. Katalog: ") +
                 source.plan->catalogue.to_string() + ".");
  return part;
}

Part who_is_who(const PlanSource& source, const CopyOptions& options) {
  Part part;
  part.heading = tell(options.language, "Who is who", "Hvem er hvem");
  std::vector<Line> lines;
  for (const Party& party : source.file->parties) {
    // Of the other party nothing is printed that could be called, or taken for somebody safe.
    const NamedPerson* person = named(options, party.id);
    if (person == nullptr || party.role == Role::other_party) continue;
    lines.emplace_back(
        party.id + ": " +
        (is_professional(party.role) ? person_words(options, party.id) : person->name));
  }
  part.bullets(std::move(lines));
  return part;
}

CopyPage agency_page(const PlanSource& source, const CopyOptions& options,
                     const CaseReport& report) {
  const Language language = options.language;
  const SafetyPlan& plan = *source.plan;
  CopyPage copy = dense_page(source, options, report,
                             tell(language, "Overview ", "Overblik ") + source.file->id);
  copy.page.sections.push_back(alarm_part(source, options, report));

  Part account;
  account.heading = tell(language, "What stands where", "Hvad der står hvor");
  const auto counts = plan.counts();
  const auto number = [&](MeasureState state) {
    return std::to_string(counts[static_cast<std::size_t>(state)]);
  };
  account.paragraph(std::to_string(plan.measures.size()) +
                    tell(language, " measures: ", " tiltag: ") + number(MeasureState::included) +
                    tell(language, " in the plan, ", " i planen, ") + number(MeasureState::held) +
                    tell(language, " not to be used before a question is answered, ",
                         " må ikke bruges, før der er svar, ") +
                    number(MeasureState::blocked) + tell(language, " blocked, ", " spærret, ") +
                    number(MeasureState::not_applicable) +
                    tell(language, " that do not apply.", " ikke relevante."));
  const std::vector<std::size_t> agreed = agreed_for_person(plan);
  const std::vector<std::size_t> shown = person_copy(plan);
  account.paragraph(tell(language, "On the person's copy: ", "På personens udgave: ") +
                    std::to_string(shown.size()) +
                    tell(language, ". On the discreet copy: ", ". På den diskrete udgave: ") +
                    std::to_string(discreet_copy(plan).size()) + ".");
  if (agreed.size() > shown.size()) {
    account.paragraph(tell(language, "Agreed, with no room on the person's copy:",
                           "Aftalt, men uden plads på personens udgave:"));
    std::vector<Line> lines;
    for (std::size_t i = shown.size(); i < agreed.size(); ++i) {
      lines.push_back(measure_line(plan.measures[agreed[i]], options));
    }
    account.bullets(std::move(lines));
  }
  // How much there is, before all of it: the page is several, and most of it is looked up.
  copy.page.sections.push_back(std::move(account));
  copy.page.sections.push_back(
      plan_section(plan, *source.programme, language, true, &source.when, options.names));
  copy.page.sections.push_back(who_is_who(source, options));
  copy.page.small_print = small_print_of(source, language);
  return copy;
}

namespace {

/// "and 3 more", where lines are left for another copy.
std::string more_words(std::size_t more, Language language) {
  if (more == 0) return {};
  return tell(language, " And ", " Og ") + std::to_string(more) +
         tell(language, " more.", " mere.");
}

constexpr std::size_t most_agreed_on_card = 2;

void add_runs(Line& line, Line more) {
  for (Run& run : more.runs) line.runs.push_back(std::move(run));
}

/// What professionals have urgent to do: first what is overdue, then what was agreed with the
/// person, then what something in the plan cannot begin without, then the rest, each in plan order.
std::vector<std::size_t> staff_tasks(const SafetyPlan& plan, const AsOf& when) {
  std::vector<bool> is_guard(plan.measures.size());
  for (const PlannedMeasure& planned : plan.measures) {
    if (planned.state != MeasureState::included) continue;
    for (const std::size_t guard : planned.unguarded) is_guard[guard] = true;
  }
  std::vector<std::size_t> tasks;
  for (const std::size_t place : plan.now) {
    const PlannedMeasure& planned = plan.measures[place];
    if (!is_for_person(planned.measure->who) && !planned.is_settled()) tasks.push_back(place);
  }
  const auto rank = [&](std::size_t place) {
    if (is_overdue(plan.measures[place], when)) return 0;
    return is_agreed(plan.measures[place]) ? 1 : is_guard[place] ? 2 : 3;
  };
  std::stable_sort(tasks.begin(), tasks.end(),
                   [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
  return tasks;
}

Line task_line(const PlannedMeasure& planned, const PlanSource& source,
               const CopyOptions& options) {
  const Zone& zone = source.programme->policy().zone();
  Line line = measure_line(planned, options);
  return line.add(" (" + who_words(planned.measure->who, options.language) + ", " +
                  deadline_words(planned, zone, source.when, options.language) + ")");
}

std::vector<Line> card_lines(const PlanSource& source, const CopyOptions& options,
                             const CaseReport& report) {
  const Language language = options.language;
  const SafetyPlan& plan = *source.plan;
  std::vector<Line> lines;
  lines.push_back(Line().strong(tell(language, "In danger: call 112.", "Ved fare: ring 112.")));
  const std::vector<std::string> levels = level_lines(report, language);
  if (!levels.empty()) {
    lines.back().add(tell(language, " Danger from ", " Fare fra ") + join(levels, "; ") + ".");
  }
  std::vector<Line> alarms = office_alarms(source, options, report);
  if (!alarms.empty()) {
    lines.push_back(Line().strong(tell(language, "Alarm. ", "Alarm. ")));
    add_runs(lines.back(), std::move(alarms.front()));
    lines.back().add(more_words(alarms.size() - 1, language));
  }
  // What the person relies on, then what the professional does next.
  const std::vector<std::size_t> agreed = agreed_for_person(plan);
  lines.push_back(
      Line().strong(tell(language, "Agreed with the person: ", "Aftalt med personen: ")));
  if (agreed.empty()) {
    lines.back().add(plan.found.empty()
                         ? tell(language, "nothing yet.", "endnu ikke noget.")
                         : tell(language, "nothing to rely on before the plan is made anew.",
                                "intet, der kan stoles på, før planen er lavet om."));
  }
  const std::size_t shown = std::min(agreed.size(), most_agreed_on_card);
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) lines.back().add(" ");
    add_runs(lines.back(), measure_line(plan.measures[agreed[i]], options));
  }
  lines.back().add(more_words(agreed.size() - shown, language));
  const std::vector<std::size_t> tasks = staff_tasks(plan, source.when);
  if (!tasks.empty()) {
    lines.push_back(Line().strong(tell(language, "Do first: ", "Gør først: ")));
    add_runs(lines.back(), task_line(plan.measures[tasks.front()], source, options));
    lines.back().add(more_words(tasks.size() - 1, language));
  }
  if (!plan.questions.empty()) {
    lines.push_back(Line().strong(tell(language, "Ask first: ", "Spørg først: ")));
    add_runs(lines.back(),
             question_words(plan.questions.front(), *source.programme, language, options.names));
    lines.back().add(more_words(plan.questions.size() - 1, language));
  }
  if (lines.size() < 3) {
    lines.emplace_back(tell(language, "Nothing urgent is left to do or to ask.",
                            "Der er intet, der haster, tilbage at gøre eller spørge om."));
  }
  return lines;
}

}  // namespace

CopyPage card_page(const PlanSource& source, const CopyOptions& options, const CaseReport& report) {
  CopyPage copy;
  copy.tag = language_tag(options.language);
  copy.is_sheet = true;
  copy.page.language = options.language;
  copy.page.title = copy.page.heading =
      tell(options.language, "One minute: ", "Et minut: ") + source.file->id;
  copy.page.sections.push_back(Part().bullets(card_lines(source, options, report)));
  copy.page.small_print.paragraph(caseworker_line(options.language));
  return copy;
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
