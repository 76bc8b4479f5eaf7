// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

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
    text += tell(language, ", urgent: ", ", heraf haster ") + std::to_string(question.urgent);
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

struct PlanTeller {
  const SafetyPlan& plan;
  const Programme& programme;
  Language language;
  bool is_whole;
  const AsOf* when = nullptr;
  const NameTable* names = nullptr;

  /// Who carries it out, and by when.
  std::string task(const PlannedMeasure& planned) const {
    return who_words(planned.measure->who, language) + ", " +
           (when == nullptr ? urgency_words(planned.urgency, language)
                            : deadline_words(planned, programme.policy().zone(), *when, language));
  }

  /// The numbers of the questions on the page that a measure waits for; empty: none of them.
  std::string waits(std::size_t place) const {
    std::vector<std::string> numbers;
    for (std::size_t q = 0; q < shown_questions(); ++q) {
      const auto& measures = plan.questions[q].measures;
      if (std::find(measures.begin(), measures.end(), place) != measures.end()) {
        numbers.push_back(std::to_string(q + 1));
      }
    }
    if (numbers.empty()) return {};
    return tell(language, "question ", "spørgsmål ") + join(numbers, ", ");
  }

  /// What to do in its place; on the one page only where it does not stand there itself.
  void say_instead(Line& text, const PlannedMeasure& planned) const {
    if (planned.state == MeasureState::held) text.add("*");
    for (const std::size_t other : planned.instead) {
      const PlanList list = plan.measures[other].list;
      if (plan.measures[other].state != MeasureState::included) continue;
      const bool stands_here = list == PlanList::now || list == PlanList::later;
      if (!is_whole && planned.state == MeasureState::held && stands_here) continue;
      text.add(tell(language, " Instead: ", " I stedet: "));
      text.add(plan.measures[other].measure->text, language);
    }
  }

  std::size_t shown_questions() const {
    return is_whole ? plan.questions.size() : plan.questions.size() - plan.questions_beyond();
  }

  std::vector<Line> row(std::size_t place) const {
    const PlannedMeasure& planned = plan.measures[place];
    Line text = measure_line(planned, language, names);
    // Whoever carries it out must know what is dangerous in it.
    if (is_whole || (planned.list == PlanList::now && is_for_person(planned.measure->who))) {
      for (const Caution& caution : planned.measure->cautions) {
        text.add(tell(language, " Take care: ", " Pas på: "));
        text.add(caution.text, language);
      }
    }
    for (const std::size_t guard : planned.unguarded) {
      text.add(tell(language, " Not before this is in place: ", " Ikke før dette er på plads: "));
      text.add(plan.measures[guard].measure->text, language);
    }
    return {
        text, task(planned),
        status_words(planned.status, language) +
            (planned.is_exposed() ? tell(language, "; known to the other party: agree on it anew",
                                         "; kendt af voldsudøveren: aftal det på ny")
                                  : std::string())};
  }

  std::vector<std::string> columns() const {
    return {tell(language, "Measure", "Tiltag"), tell(language, "Who and when", "Hvem og hvornår"),
            tell(language, "Status", "Status")};
  }

  Part list(std::string heading, const std::vector<std::size_t>& places) const {
    Part section;
    section.heading = std::move(heading);
    std::vector<std::vector<Line>> open;
    std::vector<std::string> settled;
    for (const std::size_t place : places) {
      const PlannedMeasure& planned = plan.measures[place];
      if (planned.is_settled()) {
        std::string text = planned.measure->text.best(language);
        if (!text.empty() && text.back() == '.') text.pop_back();
        settled.push_back(text + instance_words(planned, language, names) + " (" +
                          settled_words(planned, language) + ")");
      } else {
        open.push_back(row(place));
      }
    }
    section.table({}, columns(), std::move(open));
    if (!settled.empty()) {
      section.paragraph(tell(language, "Already settled: ", "Allerede på plads: ") +
                        join(settled, "; ") + ".");
    }
    if (places.empty()) section.paragraph(tell(language, "None.", "Ingen."));
    return section;
  }

  Part later() const {
    Part section = list(tell(language, "Later", "Senere"), plan.later);
    std::vector<std::string> matters;
    for (const std::string& id : plan.priorities) matters.push_back(section_words(id));
    if (!matters.empty()) {
      section.paragraph(tell(language, "First what matters most to the person: ",
                             "Først det, der betyder mest for personen: ") +
                        join(matters, ", ") + ".");
    }
    return section;
  }

  std::string section_words(const std::string& id) const {
    for (const Section& each : programme.catalogue().sections()) {
      if (each.id == id) return each.text.best(language);
    }
    return id;
  }

  Part ask_first() const {
    Part section;
    section.heading = tell(language, "Ask first", "Spørg først");
    std::vector<Line> questions;
    for (std::size_t i = 0; i < shown_questions(); ++i) {
      questions.push_back(question_line(plan.questions[i], programme, language, names));
    }
    section.numbers(std::move(questions));
    if (plan.questions.size() > shown_questions()) {
      const std::size_t more = plan.questions.size() - shown_questions();
      section.paragraph(tell(language, more == 1 ? "And 1 more question." : "And ",
                             more == 1 ? "Og 1 spørgsmål mere." : "Og ") +
                        (more == 1 ? std::string()
                                   : std::to_string(more) +
                                         tell(language, " more questions.", " spørgsmål mere.")));
    }
    std::vector<std::vector<Line>> rows;
    Line beyond;
    for (const std::size_t place : plan.ask_first) {
      const PlannedMeasure& planned = plan.measures[place];
      Line text = measure_line(planned, language, names);
      say_instead(text, planned);
      const std::string who = task(planned);
      const std::string waiting = waits(place);
      if (waiting.empty()) {
        if (beyond.runs.empty()) {
          beyond.strong(
              tell(language, "Wait for a later question: ", "Venter på et senere spørgsmål: "));
        }
        if (beyond.runs.size() > 1) beyond.add(" ");
        for (Run& run : text.runs) beyond.runs.push_back(std::move(run));
        beyond.add(" (" + who + ")");
      } else {
        rows.push_back({std::move(text), who, waiting});
      }
    }
    section.table(
        tell(language, "Wait for an answer", "Venter på svar"),
        {tell(language, "Measure", "Tiltag"), tell(language, "Who and when", "Hvem og hvornår"),
         tell(language, "Waits for", "Venter på")},
        std::move(rows));
    if (!beyond.runs.empty()) section.paragraph(std::move(beyond));
    if (std::any_of(plan.ask_first.begin(), plan.ask_first.end(), [&](std::size_t place) {
          return plan.measures[place].state == MeasureState::held;
        })) {
      section.paragraph(
          tell(language,
               "Measures marked * must not be used before the answer is known. Look under "
               "Now and Later for an alternative.",
               "Tiltag mærket * må ikke bruges, før svaret kendes. Se efter et "
               "alternativ under Nu og Senere."));
    }
    if (section.is_empty()) section.paragraph(tell(language, "Nothing.", "Intet."));
    return section;
  }

  Part out_of_the_plan(MeasureState state, std::string heading) const {
    Part section;
    section.heading = std::move(heading);
    std::vector<Line> lines;
    for (const PlannedMeasure& planned : plan.measures) {
      if (planned.state != state) continue;
      Line line = measure_line(planned, language, names);
      const std::string because = because_words(planned, programme, language);
      if (!because.empty()) line.add(tell(language, " Because: ", " Årsag: ") + because + ".");
      say_instead(line, planned);
      lines.push_back(std::move(line));
    }
    section.bullets(std::move(lines));
    return section;
  }
};

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

std::vector<Line> plan_alarms(const SafetyPlan& plan, Language language, const NameTable* names) {
  std::vector<Line> lines;
  for (const FoundPlan& found : plan.found) lines.push_back(found_line(found, language));
  if (plan.found.empty()) say_left_exposed(lines, plan, language);
  for (const PlannedMeasure& planned : plan.measures) {
    if (!is_relied_on(planned) || planned.state == MeasureState::included) continue;
    std::string lead = planned.history->status == MeasureStatus::agreed
                           ? tell(language, "Agreed before, but ", "Aftalt tidligere, men ")
                           : tell(language, "Already in use, but ", "Bruges allerede, men ");
    if (planned.state == MeasureState::blocked) {
      lead += tell(language, "now blocked: ", "nu spærret: ");
    } else if (planned.state == MeasureState::held) {
      lead += tell(language, "to be made clear again: ", "skal afklares igen: ");
    } else {
      lead += tell(language, "no longer relevant: ", "ikke længere relevant: ");
    }
    lines.push_back(Line().strong(std::move(lead)));
    lines.back().add(planned.measure->text, language);
    lines.back().add(instance_words(planned, language, names));
  }
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

Part last_plan_section(const SafetyPlan& plan, Language language) {
  Part section;
  section.heading = tell(language, "The last safety plan (not in force)",
                         "Den seneste sikkerhedsplan (ikke i kraft)");
  std::vector<Line> lines;
  for (const PlannedMeasure& planned : plan.measures) {
    if (!planned.history || planned.status == MeasureStatus::proposed) continue;
    lines.push_back(measure_line(planned, language));
    lines.back().add(" (" + settled_words(planned, language) + ")");
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
  const PlanTeller teller{plan, programme, language, is_whole, when, names};
  Part section;
  section.heading = tell(language, "Safety plan (draft)", "Sikkerhedsplan (udkast)");
  section.sections.push_back(teller.list(tell(language, "Now", "Nu"), plan.now));
  section.sections.push_back(teller.ask_first());
  section.sections.push_back(teller.later());
  Part blocked =
      teller.out_of_the_plan(MeasureState::blocked, tell(language, "Blocked", "Spærret"));
  if (!blocked.is_empty()) section.sections.push_back(std::move(blocked));
  if (!plan.network.empty()) section.sections.push_back(network_section(plan, language));
  const std::size_t others = plan.counts()[static_cast<std::size_t>(MeasureState::not_applicable)];
  if (is_whole && others > 0) {
    section.sections.push_back(teller.out_of_the_plan(
        MeasureState::not_applicable, tell(language, "Does not apply", "Ikke relevant")));
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
  alarms.bullets(plan_alarms(plan, language));
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
