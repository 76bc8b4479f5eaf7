// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "exchange/plan_lists.hpp"
#include "exchange/plan_words.hpp"
#include "exchange/report_page.hpp"
#include "reassessment/spoken.hpp"
#include "vaern/exchange/report.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
Line question_words(const PlanQuestion& question, const Programme& programme, Language language,
                    const NameTable* names) {
  Line line;
  const ProgrammeFact* fact = programme.find_fact(question.name);
  if (!question.text.empty()) {
    line.add(question.text, language);
  } else if (question.name == builtin::level) {
    line.add(tell(language, "Finish the assessment: what is the level?",
                  "Gør vurderingen færdig: Hvad er niveauet?"));
  } else if (fact != nullptr && !fact->question.empty()) {
    line.add(fact->question, language);
  } else {
    line.add(name_words(programme, question.name, language) + "?");
  }
  return line.add(child_words(question.child, language, names));
}

Line question_line(const PlanQuestion& question, const Programme& programme, Language language,
                   const NameTable* names) {
  Line line = question_words(question, programme, language, names);
  const std::size_t n = question.measures.size();
  std::string text = " (" + std::to_string(n) +
                     tell(language, n == 1 ? " measure waits" : " measures wait", " tiltag venter");
  if (question.urgent > 0 && n == 1) {
    text += tell(language, ", and it is urgent", ", og det haster");
  } else if (question.urgent > 0) {
    text += ", " + std::to_string(question.urgent) +
            tell(language, " of them urgent", " af dem haster");
  }
  line.add(text + ")");
  return line;
}

namespace {

Line measure_line(const PlannedMeasure& planned, Language language,
                  const NameTable* names = nullptr) {
  Line line;
  line.add(planned.measure->text, language);
  line.add(instance_words(planned, language, names));
  return line;
}

/// It was agreed, or the person does it already, in a plan that nobody has found.
bool is_relied_on(const PlannedMeasure& planned) {
  return planned.history && !planned.is_exposed() &&
         (planned.history->status == MeasureStatus::agreed ||
          planned.history->status == MeasureStatus::already_does);
}

/// Why a guard is out of reach, before its text.
std::string guard_words(const PlannedMeasure& guard, Language language) {
  if (guard.status == MeasureStatus::declined) {
    return tell(language, " This must be in place first, and was declined: ",
                " Først skal dette være på plads, men personen har sagt nej: ");
  }
  if (guard.state == MeasureState::blocked) {
    return tell(language, " This must be in place first, and is blocked: ",
                " Først skal dette være på plads, men det er spærret: ");
  }
  return tell(language, " This must be in place first, and does not apply here: ",
              " Først skal dette være på plads, men det er ikke relevant her: ");
}

}  // namespace

Line found_line(const FoundPlan& found, Language language) {
  const std::size_t n = found.measures.size();
  const std::string plans = join(found.plans, ", ");
  Line line;
  line.strong(tell(language, "The plan has been found (", "Planen er fundet (") + found.event +
              "). ");
  return line.add(
      tell(language, "Treat every measure in ",
           "Regn med, at voldsudøveren kender alle tiltag i ") +
      plans + " (" + std::to_string(n) +
      tell(language,
           ") as known to the other party: none of them is safe. Review the plan the same day, ",
           "): Ingen af dem er sikre længere. Gennemgå planen samme dag, ") +
      reassessment::detail::spoken(found.review, language) +
      (found.is_overdue ? tell(language, ", which has passed. ", ", som er overskredet. ") : ". ") +
      tell(
          language,
          "Reach the person by a way that was not in the plan, and ask first: Are you safe right "
          "now? Assess the risk and ask about a shelter again today. Warn those whom the plan "
          "names, and find a new place for what is kept.",
          "Få fat i personen ad en vej, der ikke stod i planen, og spørg først: Er du i sikkerhed "
          "lige nu? Vurder risikoen, og spørg om krisecenter igen i dag. Advar dem, planen nævner, "
          "og find et nyt sted til det, der er gemt."));
}

namespace {

/// A plan was made since, and does not say what became of everything in the found one.
void say_left_exposed(std::vector<Line>& lines, const SafetyPlan& plan, Language language) {
  std::vector<std::string> left;
  for (const PlannedMeasure& planned : plan.measures) {
    if (!planned.is_exposed() || planned.state == MeasureState::not_applicable) continue;
    left.push_back(planned.measure->text.best(language) + instance_words(planned, language));
  }
  if (left.empty()) return;
  lines.push_back(Line().strong(tell(
      language, "Still as in the plan that was found: ", "Står stadig som i den fundne plan: ")));
  lines.back().add(
      tell(language,
           "the new plan does not say what became of these, so that nobody may rely on "
           "them: ",
           "Den nye plan siger ikke, hvad der er blevet af disse, så ingen må stole på "
           "dem: ") +
      join(left, " "));
}

}  // namespace

namespace {

/// What the person relies on and can rely on no more: what is dangerous now comes first.
void say_relied_on(std::vector<Line>& lines, const SafetyPlan& plan, const Programme& programme,
                   Language language, const NameTable* names) {
  for (const MeasureState state :
       {MeasureState::blocked, MeasureState::held, MeasureState::not_applicable}) {
    for (const PlannedMeasure& planned : plan.measures) {
      if (!is_relied_on(planned) || planned.state != state) continue;
      std::string lead = planned.history->status == MeasureStatus::agreed
                             ? tell(language, "Agreed before, but ", "Aftalt tidligere, men ")
                             : tell(language, "Already in use, but ", "Bruges allerede, men ");
      if (state == MeasureState::blocked) {
        lead += tell(language, "now blocked: ", "nu spærret: ");
      } else if (state == MeasureState::held) {
        lead += tell(language, "to be made clear again: ", "skal afklares igen: ");
      } else {
        lead += tell(language, "no longer relevant: ", "ikke længere relevant: ");
      }
      lines.push_back(Line().strong(std::move(lead)));
      lines.back().add(planned.measure->text, language);
      lines.back().add(instance_words(planned, language, names));
      const std::string because = because_words(planned, programme, language);
      if (!because.empty()) {
        lines.back().add(tell(language, " Because: ", " Årsag: ") + because + ".");
      }
      if (state == MeasureState::blocked) {
        lines.back().add(tell(language,
                              " It may stand on the person's paper: reach them, and agree on "
                              "something else.",
                              " Det kan stå på personens papir: Tag kontakt, og aftal noget "
                              "andet."));
      }
    }
  }
}

/// Agreed, and what must be in place first is not: it is on no paper, and is not to begin.
void say_unguarded(std::vector<Line>& lines, const SafetyPlan& plan, Language language,
                   const NameTable* names) {
  for (std::size_t i = 0; i < plan.measures.size(); ++i) {
    const PlannedMeasure& planned = plan.measures[i];
    if (!is_relied_on(planned) || planned.state != MeasureState::included) continue;
    Line line;
    for (const std::size_t guard : planned.unguarded) {
      // A guard that is out of reach has an alarm of its own.
      const bool is_told =
          std::any_of(plan.alarms.begin(), plan.alarms.end(), [&](const PlanAlarm& alarm) {
            return alarm.is_unguarded && alarm.measure == i && alarm.behind == guard;
          });
      if (is_told) continue;
      if (line.runs.empty()) {
        line.strong(tell(language,
                         "Agreed, but not to begin yet: ", "Aftalt, men må ikke begynde endnu: "));
        line.add(planned.measure->text, language);
        line.add(instance_words(planned, language, names));
        line.add(
            tell(language, " This must be in place first: ", " Først skal dette være på plads: "));
      } else {
        line.add(tell(language, " And this: ", " Og dette: "));
      }
      line.add(plan.measures[guard].measure->text, language);
    }
    if (!line.runs.empty()) lines.push_back(std::move(line));
  }
}

}  // namespace

std::vector<Line> plan_alarms(const SafetyPlan& plan, const Programme& programme, Language language,
                              const NameTable* names) {
  std::vector<Line> lines;
  for (const FoundPlan& found : plan.found) lines.push_back(found_line(found, language));
  if (plan.found.empty()) say_left_exposed(lines, plan, language);
  say_relied_on(lines, plan, programme, language, names);
  say_unguarded(lines, plan, language, names);
  for (const PlanAlarm& alarm : plan.alarms) {
    const PlannedMeasure& behind = plan.measures[alarm.behind];
    Line line;
    if (alarm.is_unguarded) {
      line.strong(tell(language, "Can raise the danger, and must not begin: ",
                       "Kan øge faren og må ikke begynde: "));
      line.add(plan.measures[alarm.measure].measure->text, language);
      line.add(instance_words(plan.measures[alarm.measure], language, names));
      line.add(guard_words(behind, language));
      line.add(behind.measure->text, language);
      lines.push_back(std::move(line));
      continue;
    }
    line.strong(tell(language, "Urgent, and cannot begin: ", "Haster, men kan ikke begynde: "));
    line.add(plan.measures[alarm.measure].measure->text, language);
    line.add(behind.state == MeasureState::held
                 ? tell(language, " First this must be clear: ", " Først skal dette afklares: ")
                 : tell(language, " This comes first and is blocked: ",
                        " Dette kommer først og er spærret: "));
    line.add(behind.measure->text, language);
    lines.push_back(std::move(line));
  }
  return lines;
}

Part last_plan_section(const SafetyPlan& plan, const Programme& programme, Language language) {
  Part section;
  section.heading = tell(language, "The last safety plan (not in force)",
                         "Den seneste sikkerhedsplan (ikke i kraft)");
  std::vector<Line> lines;
  for (const PlannedMeasure& planned : plan.measures) {
    const bool is_again = planned.is_to_do_again();
    if (!planned.history || (planned.status == MeasureStatus::proposed && !is_again)) continue;
    lines.push_back(measure_line(planned, language));
    lines.back().add(" (" +
                     (is_again ? standing_words(planned, programme, language)
                               : settled_words(planned, language)) +
                     ")");
  }
  const bool is_empty = lines.empty();
  section.bullets(std::move(lines));
  if (is_empty) {
    section.paragraph(tell(language, "No measure was agreed or settled.",
                           "Ingen tiltag var aftalt eller gjort."));
  }
  return section;
}

Part plan_section(const SafetyPlan& plan, const Programme& programme, Language language,
                  bool is_whole, const AsOf* when, const NameTable* names) {
  const PlanLists lists{plan, programme, language, is_whole, when, names};
  Part section;
  section.heading = tell(language, "Safety plan (draft)", "Sikkerhedsplan (udkast)");
  section.sections.push_back(lists.list(tell(language, "Now", "Nu"), plan.now));
  section.sections.push_back(lists.ask_first());
  section.sections.push_back(lists.later());
  Part blocked = lists.blocked();
  if (!blocked.is_empty()) section.sections.push_back(std::move(blocked));
  if (!plan.network.empty()) section.sections.push_back(network_section(plan, language));
  const std::size_t others = plan.counts()[static_cast<std::size_t>(MeasureState::not_applicable)];
  if (is_whole && others > 0) {
    section.sections.push_back(lists.not_applicable());
  } else if (others > 0) {
    Part rest;
    rest.paragraph(std::to_string(others) +
                   tell(language,
                        others == 1 ? " measure does not apply." : " measures do not apply.",
                        others == 1 ? " tiltag er ikke relevant." : " tiltag er ikke relevante."));
    section.sections.push_back(std::move(rest));
  }
  return section;
}

}  // namespace exchange::detail

std::string plan_text(const SafetyPlan& plan, const Programme& programme, Language language) {
  using namespace exchange::detail;
  std::vector<Part> sections;
  Part alarms;
  alarms.heading = tell(language, "ALARMS", "ALARMER");
  alarms.bullets(plan_alarms(plan, programme, language));
  sections.push_back(std::move(alarms));
  sections.push_back(plan_section(plan, programme, language, true));
  return sections_text(sections) + "\n" +
         instrument::detail::wrap(
             tell(language,
                  "The agency's copy. It must not be kept where the other party can find it. "
                  "Catalogue ",
                  "Kommunens eksemplar. Det må ikke ligge, hvor voldsudøveren kan finde det. "
                  "Katalog: ") +
                 plan.catalogue.to_string() + ".",
             100, 0) +
         "\n";
}

}  // namespace v1
}  // namespace vaern
