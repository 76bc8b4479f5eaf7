// SPDX-License-Identifier: Apache-2.0
#include "exchange/plan_lists.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "exchange/plan_words.hpp"
#include "exchange/report_page.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

void RowsByDeadline::add(std::string due, bool is_overdue, std::vector<Line> row) {
  const auto found = std::find_if(groups_.begin(), groups_.end(),
                                  [&](const Group& group) { return group.due == due; });
  if (found != groups_.end()) {
    found->rows.push_back(std::move(row));
    return;
  }
  groups_.push_back({std::move(due), is_overdue, {}});
  groups_.back().rows.push_back(std::move(row));
}

std::vector<std::vector<Line>> RowsByDeadline::rows(std::string_view implied) const {
  std::vector<std::vector<Line>> all;
  for (const bool is_overdue : {true, false}) {
    for (const Group& group : groups_) {
      if (group.is_overdue != is_overdue) continue;
      if (!all.empty() || group.due != implied) {
        all.push_back({Line().strong(capitalised(group.due))});
      }
      all.insert(all.end(), group.rows.begin(), group.rows.end());
    }
  }
  return all;
}

Line PlanLists::measure(const PlannedMeasure& planned) const {
  Line line;
  line.add(planned.measure->text, language);
  return line.add(instance_words(planned, language, names));
}

Line PlanLists::measure_with_care(const PlannedMeasure& planned) const {
  Line text = measure(planned);
  if (is_whole || (planned.list == PlanList::now && is_for_person(planned.measure->who))) {
    for (const Caution& caution : planned.measure->cautions) {
      text.add(tell(language, " Take care: ", " Pas på: "));
      text.add(caution.text, language);
    }
  }
  bool is_first = true;
  for (const std::size_t guard : planned.unguarded) {
    text.add(is_first
                 ? tell(language, " Not before this is in place: ", " Ikke før dette er på plads: ")
                 : tell(language, " And this: ", " Og dette: "));
    is_first = false;
    text.add(plan.measures[guard].measure->text, language);
  }
  return text;
}

std::string PlanLists::due(const PlannedMeasure& planned) const {
  return when == nullptr ? urgency_words(planned.urgency, language)
                         : deadline_words(planned, programme.policy().zone(), *when, language);
}

bool PlanLists::is_late(const PlannedMeasure& planned) const {
  return when != nullptr && is_overdue(planned, *when);
}

/// Who carries it out; in a short list also by when, which has no room above it there.
std::string PlanLists::task(const PlannedMeasure& planned) const {
  const std::string who = who_words(planned.measure->who, language);
  return is_whole ? who : who + ", " + due(planned);
}

Part PlanLists::list(std::string heading, const std::vector<std::size_t>& places) const {
  Part section;
  section.heading = std::move(heading);
  RowsByDeadline open;
  std::vector<std::string> settled;
  for (const std::size_t place : places) {
    const PlannedMeasure& planned = plan.measures[place];
    if (planned.is_settled()) {
      std::string text = planned.measure->text.best(language);
      if (!text.empty() && text.back() == '.') text.pop_back();
      settled.push_back(text + instance_words(planned, language, names) + " (" +
                        settled_words(planned, language) + ")");
      continue;
    }
    const std::string status =
        standing_words(planned, programme, language) +
        (planned.is_exposed() ? tell(language, "; known to the other party: agree on it anew",
                                     "; kendt af voldsudøveren: aftal det på ny")
                              : std::string());
    open.add(is_whole ? due(planned) : std::string(), is_late(planned),
             {measure_with_care(planned), task(planned), status});
  }
  section.table(
      {},
      {tell(language, "Measure", "Tiltag"),
       is_whole ? tell(language, "Who", "Hvem") : tell(language, "Who and when", "Hvem og hvornår"),
       tell(language, "Status", "Status")},
      open.rows(is_whole ? urgency_words(Urgency::now, language) : std::string()));
  if (!settled.empty()) {
    section.paragraph(tell(language, "Already settled: ", "Allerede på plads: ") +
                      join(settled, "; ") + ".");
  }
  if (places.empty()) section.paragraph(tell(language, "None.", "Ingen."));
  return section;
}

Part PlanLists::later() const {
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

std::string PlanLists::section_words(const std::string& id) const {
  for (const Section& each : programme.catalogue().sections()) {
    if (each.id == id) return each.text.best(language);
  }
  return id;
}

Part PlanLists::blocked() const {
  Part section;
  section.heading = tell(language, "Blocked", "Spærret");
  std::vector<Line> lines;
  for (const PlannedMeasure& planned : plan.measures) {
    if (planned.state != MeasureState::blocked) continue;
    Line line = measure(planned);
    const std::string because = because_words(planned, programme, language);
    if (!because.empty()) line.add(tell(language, " Because: ", " Årsag: ") + because + ".");
    say_instead(line, planned);
    lines.push_back(std::move(line));
  }
  return section.bullets(std::move(lines));
}

Part PlanLists::not_applicable() const {
  std::vector<std::pair<std::string, Line>> groups;
  for (const PlannedMeasure& planned : plan.measures) {
    if (planned.state != MeasureState::not_applicable) continue;
    std::string because = because_words(planned, programme, language);
    auto group = std::find_if(groups.begin(), groups.end(),
                              [&](const auto& each) { return each.first == because; });
    if (group == groups.end()) {
      groups.emplace_back(because, Line());
      group = std::prev(groups.end());
      if (!because.empty()) group->second.strong(capitalised(std::move(because)) + ". ");
    } else {
      group->second.add(" \u00b7 ");
    }
    Line line = measure(planned);
    for (Run& run : line.runs) group->second.runs.push_back(std::move(run));
  }
  Part section;
  section.heading = tell(language, "Does not apply", "Ikke relevant");
  std::vector<Line> lines;
  for (auto& group : groups) lines.push_back(std::move(group.second));
  return section.bullets(std::move(lines));
}

namespace {

/// Why the alternative cannot be used either.
std::string cannot_be_used(MeasureState state, Language language) {
  if (state == MeasureState::blocked) {
    return tell(language, " (blocked as well)", " (også udelukket)");
  }
  if (state == MeasureState::held) {
    return tell(language, " (only when a question is answered)",
                " (først når et spørgsmål er besvaret)");
  }
  return tell(language, " (does not apply here)", " (ikke relevant her)");
}

}  // namespace

/// What to do in its place; in a short list only where it does not stand there itself.
void PlanLists::say_instead(Line& text, const PlannedMeasure& planned) const {
  if (planned.state == MeasureState::held) text.add("*");
  for (const std::size_t other : planned.instead) {
    const PlanList list = plan.measures[other].list;
    const MeasureState state = plan.measures[other].state;
    const bool stands_here = list == PlanList::now || list == PlanList::later;
    if (!is_whole && planned.state == MeasureState::held && stands_here) continue;
    text.add(tell(language, " Instead: ", " I stedet: "));
    text.add(plan.measures[other].measure->text, language);
    if (state != MeasureState::included) text.add(cannot_be_used(state, language));
  }
}

std::size_t PlanLists::shown_questions() const {
  return is_whole ? plan.questions.size() : plan.questions.size() - plan.questions_beyond();
}

/// The numbers of the questions on the page that a measure waits for; empty: none of them.
std::string PlanLists::waits(std::size_t place) const {
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

Part PlanLists::questions() const {
  Part section;
  section.heading = tell(language, "Ask first", "Spørg først");
  std::vector<Line> lines;
  for (std::size_t i = 0; i < shown_questions(); ++i) {
    lines.push_back(question_line(plan.questions[i], programme, language, names));
  }
  section.numbers(std::move(lines));
  const std::size_t more = plan.questions.size() - shown_questions();
  if (more == 1) {
    section.paragraph(tell(language, "And 1 more question.", "Og 1 spørgsmål mere."));
  } else if (more > 1) {
    section.paragraph(tell(language, "And ", "Og ") + std::to_string(more) +
                      tell(language, " more questions.", " spørgsmål mere."));
  }
  return section;
}

Part PlanLists::ask_first() const {
  Part section = questions();
  RowsByDeadline waiting;
  Line beyond;
  bool is_any_held = false;
  for (const std::size_t place : plan.ask_first) {
    const PlannedMeasure& planned = plan.measures[place];
    is_any_held = is_any_held || planned.state == MeasureState::held;
    Line text = measure(planned);
    say_instead(text, planned);
    std::string numbers = waits(place);
    if (!numbers.empty()) {
      waiting.add(is_whole ? due(planned) : std::string(), is_late(planned),
                  {std::move(text), task(planned), std::move(numbers)});
      continue;
    }
    if (beyond.runs.empty()) {
      beyond.strong(
          tell(language, "Wait for a later question: ", "Venter på et senere spørgsmål: "));
    }
    if (beyond.runs.size() > 1) beyond.add(" ");
    for (Run& run : text.runs) beyond.runs.push_back(std::move(run));
    beyond.add(" (" + task(planned) + ")");
  }
  section.table(
      tell(language, "Wait for an answer", "Venter på svar"),
      {tell(language, "Measure", "Tiltag"),
       is_whole ? tell(language, "Who", "Hvem") : tell(language, "Who and when", "Hvem og hvornår"),
       tell(language, "Waits for", "Venter på")},
      waiting.rows());
  if (!beyond.runs.empty()) section.paragraph(std::move(beyond));
  if (is_any_held) {
    section.paragraph(tell(language,
                           "Measures marked * must not be used before the answer is known. Look "
                           "under Now and Later for an alternative.",
                           "Tiltag mærket * må ikke bruges, før svaret kendes. Se efter et "
                           "alternativ under Nu og Senere."));
  }
  if (section.is_empty()) section.paragraph(tell(language, "Nothing.", "Intet."));
  return section;
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
