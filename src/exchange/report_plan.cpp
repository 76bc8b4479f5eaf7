// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "exchange/report_page.hpp"
#include "reassessment/spoken.hpp"
#include "vaern/exchange/report.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

std::string child_words(const std::string& child, Language language) {
  return child.empty() ? std::string() : tell(language, " (child ", " (barn ") + child + ")";
}

std::string urgency_words(Urgency urgency, Language language) {
  switch (urgency) {
    case Urgency::now:
      return tell(language, "now", "nu");
    case Urgency::within_24_hours:
      return tell(language, "within 24 hours", "inden 24 timer");
    case Urgency::within_7_days:
      return tell(language, "within 7 days", "inden 7 dage");
    case Urgency::within_30_days:
      return tell(language, "within 30 days", "inden 30 dage");
    case Urgency::ongoing:
      break;
  }
  return tell(language, "ongoing", "løbende");
}

/// A moment as written, by its day alone and without the day of the week.
std::string day_words(std::string_view written, Language language) {
  const std::string spoken = reassessment::detail::spoken_moment(written.substr(0, 10), language);
  const std::string_view before = language == Language::da ? " den " : " ";
  // Of a month or a year there is no day of the week.
  if (written.size() < 10 || spoken.find(before) == std::string::npos) return spoken;
  return spoken.substr(spoken.find(before) + before.size());
}

std::string status_words(MeasureStatus status, Language language) {
  switch (status) {
    case MeasureStatus::proposed:
      return tell(language, "proposed", "foreslået");
    case MeasureStatus::agreed:
      return tell(language, "agreed", "aftalt");
    case MeasureStatus::declined:
      return tell(language, "declined", "afslået af personen");
    case MeasureStatus::already_does:
      return tell(language, "already does it", "gør det allerede");
    case MeasureStatus::waived:
      return tell(language, "waived", "frafaldet");
    case MeasureStatus::done:
      break;
  }
  return tell(language, "done", "gjort");
}

/// Words for what every case has; facts have their own.
std::string name_words(const Programme& programme, std::string_view name, Language language) {
  if (const ProgrammeFact* fact = programme.find_fact(name)) return fact->text.best(language);
  if (name == builtin::sex) return tell(language, "The person's sex", "Personens køn");
  if (name == builtin::age) return tell(language, "The person's age", "Personens alder");
  if (name == builtin::relation) {
    return tell(language, "The relation to the other party", "Relationen til voldsudøveren");
  }
  if (name == builtin::living_together)
    return tell(language, "They live together", "De bor sammen");
  if (name == builtin::other_party_sex) {
    return tell(language, "The other party's sex", "Voldsudøverens køn");
  }
  if (name == builtin::other_party_age) {
    return tell(language, "The other party's age", "Voldsudøverens alder");
  }
  if (name == builtin::child_age) return tell(language, "The child's age", "Barnets alder");
  if (name == builtin::level) return tell(language, "The level", "Niveauet");
  return std::string(name);
}

Line question_line(const PlanQuestion& question, const Programme& programme, Language language) {
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
  line.add(child_words(question.child, language));
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

Line measure_line(const PlannedMeasure& planned, Language language) {
  Line line;
  line.add(planned.measure->text, language);
  line.add(child_words(planned.child, language));
  return line;
}

std::string reading_words(const Reading& reading, const Programme& programme, Language language) {
  std::string value = reading.value;
  if (value == "yes") value = tell(language, "yes", "ja");
  if (value == "no") value = tell(language, "no", "nej");
  if (value == "unknown") value = tell(language, "unknown", "uafklaret");
  return name_words(programme, reading.name, language) + ": " + value;
}

std::string because_words(const PlannedMeasure& planned, const Programme& programme,
                          Language language) {
  if (planned.reason.kind == StateReason::Kind::no_child) {
    return tell(language, "there is no child in the case", "der er ingen børn i sagen");
  }
  std::vector<std::string> parts;
  for (const Reading& reading : planned.reason.readings) {
    parts.push_back(reading_words(reading, programme, language));
  }
  return join(parts, "; ");
}

/// "gjort 3. november 2026"; with the reason where one was written.
std::string settled_words(const PlannedMeasure& planned, Language language) {
  std::string text = status_words(planned.status, language);
  if (!planned.history) return text;
  if (!planned.history->at.empty()) {
    text += planned.status == MeasureStatus::already_does ? tell(language, ", told ", ", oplyst ")
                                                          : std::string(" ");
    text += day_words(planned.history->at, language);
  }
  if (!planned.history->reason.empty()) text += ": " + planned.history->reason;
  return text;
}

/// The person, a child or the network carries it out: who does must know what is dangerous in it.
bool is_for_person(Who who) {
  return who == Who::person || who == Who::child || who == Who::network;
}

/// It was agreed, or the person does it already.
bool is_relied_on(const PlannedMeasure& planned) {
  return planned.history && (planned.history->status == MeasureStatus::agreed ||
                             planned.history->status == MeasureStatus::already_does);
}

struct PlanTeller {
  const SafetyPlan& plan;
  const Programme& programme;
  Language language;
  bool is_whole;

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
    Line text = measure_line(planned, language);
    if (is_whole || (planned.list == PlanList::now && is_for_person(planned.measure->who))) {
      for (const LocalizedText& caution : planned.measure->cautions) {
        text.add(tell(language, " Take care: ", " Pas på: "));
        text.add(caution, language);
      }
    }
    return {
        text,
        who_words(planned.measure->who, language) + ", " + urgency_words(planned.urgency, language),
        status_words(planned.status, language)};
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
        settled.push_back(text + child_words(planned.child, language) + " (" +
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

  Part ask_first() const {
    Part section;
    section.heading = tell(language, "Ask first", "Spørg først");
    std::vector<Line> questions;
    for (std::size_t i = 0; i < shown_questions(); ++i) {
      questions.push_back(question_line(plan.questions[i], programme, language));
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
      Line text = measure_line(planned, language);
      say_instead(text, planned);
      const std::string who = who_words(planned.measure->who, language) + ", " +
                              urgency_words(planned.urgency, language);
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
      Line line = measure_line(planned, language);
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

std::string who_words(Who who, Language language) {
  switch (who) {
    case Who::person:
      return tell(language, "person", "person");
    case Who::child:
      return tell(language, "child", "barn");
    case Who::network:
      return tell(language, "network", "netværk");
    case Who::assessor:
      return tell(language, "assessor", "fagperson");
    case Who::coordinator:
      return tell(language, "coordinator", "koordinator");
    case Who::leader:
      return tell(language, "leader", "leder");
    case Who::police:
      return tell(language, "police", "politi");
    case Who::health:
      return tell(language, "health service", "sundhedsvæsen");
    case Who::legal_adviser:
      return tell(language, "legal adviser", "juridisk rådgiver");
    case Who::group_leader:
      return tell(language, "group leader", "gruppeleder");
    case Who::authority:
      break;
  }
  return tell(language, "authority", "myndighed");
}

std::vector<Line> plan_alarms(const SafetyPlan& plan, Language language) {
  std::vector<Line> lines;
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
    lines.back().add(child_words(planned.child, language));
  }
  for (const PlanAlarm& alarm : plan.alarms) {
    const PlannedMeasure& behind = plan.measures[alarm.behind];
    Line line;
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
                  bool is_whole) {
  const PlanTeller teller{plan, programme, language, is_whole};
  Part section;
  section.heading = tell(language, "Safety plan (draft)", "Sikkerhedsplan (udkast)");
  section.sections.push_back(teller.list(tell(language, "Now", "Nu"), plan.now));
  section.sections.push_back(teller.ask_first());
  section.sections.push_back(teller.list(tell(language, "Later", "Senere"), plan.later));
  Part blocked =
      teller.out_of_the_plan(MeasureState::blocked, tell(language, "Blocked", "Spærret"));
  if (!blocked.is_empty()) section.sections.push_back(std::move(blocked));
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
