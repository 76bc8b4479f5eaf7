// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "exchange/report_page.hpp"
#include "reassessment/spoken.hpp"
#include "vaern/exchange/report.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

using reassessment::detail::spoken_moment;
using reassessment::detail::spoken_role;

std::string level_words(const Programme& programme, const std::string& id, Language language) {
  const auto& levels = programme.levels();
  const auto found = std::find(levels.begin(), levels.end(), id);
  if (found == levels.end()) return id;
  return programme.level_text(static_cast<std::uint32_t>(found - levels.begin()), language);
}

/// A reason with the programme's words in place of ids.
std::string reason_words(Reason reason, const Programme& programme, Language language) {
  for (Argument& argument : reason.arguments) {
    if (argument.name == "level") {
      argument.value = level_words(programme, argument.value, language);
    } else if (argument.name == "levels") {
      std::vector<std::string> words;
      std::string_view rest = argument.value;
      while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(", "), rest.size());
        words.push_back(level_words(programme, std::string(rest.substr(0, end)), language));
        rest.remove_prefix(std::min(end + 2, rest.size()));
      }
      const std::string last = words.empty() ? std::string() : words.back();
      if (words.size() > 1) words.pop_back();
      argument.value = words.empty() || words.back() == last
                           ? last
                           : join(words, ", ") + tell(language, " and ", " og ") + last;
    } else if (argument.name == "kind") {
      const ProgrammeEvent* event = programme.find_event(argument.value);
      if (event != nullptr && !event->text.empty()) argument.value = event->text.best(language);
    }
  }
  return explain(reason, language);
}

std::string what_words(const Obligation& obligation, Language language) {
  std::string text = obligation.what.best(language);
  if (!obligation.about.empty())
    text += tell(language, " about ", " vedrørende ") + obligation.about;
  return text;
}

std::string when_words(const Obligation& obligation, Language language) {
  const std::string moment = spoken_moment(obligation.due.local, language);
  if (!obligation.due.civil) return tell(language, "by ", "senest ") + moment;
  return language == Language::da ? "senest " + moment + " ved døgnets udgang"
                                  : "by the end of " + moment;
}

std::string told(const Obligation& obligation, Language language) {
  std::vector<std::string> roles;
  for (const std::string& role : obligation.tell) roles.push_back(spoken_role(role, language));
  return join(roles, ", ");
}

std::string_view status_words(ObligationStatus status, Language language) {
  if (status == ObligationStatus::overdue) return say(language, "Overdue", "Overskredet");
  if (status == ObligationStatus::not_judged) {
    return say(language, "Not judged whether overdue", "Ikke vurderet, om den er overskredet");
  }
  return {};
}

/// What the page says once of all dates, or not at all.
bool is_said_once(const Reason& reason) { return reason.key == "proposed"; }

bool is_unanswered(const Reason& reason) {
  return reason.key == "unanswered" || reason.key == "unanswered_one";
}

Line full_line(const Obligation& obligation, const Programme& programme, Language language) {
  Line line;
  const std::string_view status = status_words(obligation.status, language);
  if (obligation.is_overdue()) line.strong(std::string(status) + ": ");
  line.strong(what_words(obligation, language) + ", " + when_words(obligation, language) + ".");
  std::string text;
  if (obligation.is_overdue() && !obligation.tell.empty()) {
    text +=
        tell(language, " To be told: ", " Skal have besked: ") + told(obligation, language) + ".";
  }
  // The step that says how many levels are possible is what a reader asks for first.
  std::vector<const Reason*> reasons;
  for (const Reason& reason : obligation.reasons) {
    if (!is_said_once(reason)) reasons.push_back(&reason);
  }
  std::stable_partition(reasons.begin(), reasons.end(),
                        [](const Reason* reason) { return is_unanswered(*reason); });
  for (const Reason* reason : reasons) text += " " + reason_words(*reason, programme, language);
  if (obligation.policy != programme.policy().head().reference().to_string()) {
    text += tell(language, " By the rules of ", " Efter reglerne i ") + obligation.policy + ".";
  }
  line.add(std::move(text));
  return line;
}

}  // namespace

std::vector<Line> overdue_alarms(const Timeline& timeline, const Programme&, Language language) {
  std::vector<Line> lines;
  for (const Obligation& obligation : timeline.obligations) {
    if (!obligation.is_overdue() || !obligation.holds) continue;
    Line line;
    line.strong(tell(language, "Overdue: ", "Overskredet: "));
    line.add(what_words(obligation, language) + ", " + when_words(obligation, language) + ".");
    if (!obligation.tell.empty()) {
      line.add(tell(language, " To be told: ", " Skal have besked: ") + told(obligation, language) +
               ".");
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

Part due_section(const Timeline& timeline, const Programme& programme, Language language) {
  Part section;
  section.heading = tell(language, "Due dates", "Frister");
  std::vector<const Obligation*> open;
  std::size_t met = 0;
  std::size_t late = 0;
  std::size_t ended = 0;
  std::vector<std::string> endings;
  bool all_proposed = true;
  for (const Obligation& obligation : timeline.obligations) {
    if (obligation.is_open()) {
      open.push_back(&obligation);
      all_proposed = all_proposed && obligation.proposed;
    }
    if (obligation.status == ObligationStatus::ended) {
      ++ended;
      const std::string why =
          closing_words(obligation.closed ? obligation.closed->reason : std::string(), language);
      if (std::find(endings.begin(), endings.end(), why) == endings.end()) endings.push_back(why);
    }
    if (obligation.status != ObligationStatus::met) continue;
    ++met;
    if (obligation.closed && obligation.closed->late) ++late;
  }
  std::stable_sort(open.begin(), open.end(), [](const Obligation* a, const Obligation* b) {
    return a->is_overdue() && !b->is_overdue();
  });
  std::vector<Line> lines;
  for (const Obligation* obligation : open) {
    if (obligation->holds) lines.push_back(full_line(*obligation, programme, language));
  }
  section.bullets(std::move(lines));
  std::vector<std::string> behind;
  for (const Obligation* obligation : open) {
    if (obligation->holds) continue;
    std::string text = what_words(*obligation, language) + ", " + when_words(*obligation, language);
    if (obligation->is_overdue()) text += tell(language, " (overdue)", " (overskredet)");
    text += ".";
    // Why it would be due: never left out where it rests on what is unanswered.
    for (const Reason& reason : obligation->reasons) {
      if (is_unanswered(reason)) text += " " + reason_words(reason, programme, language);
    }
    behind.push_back(std::move(text));
  }
  if (!behind.empty()) {
    section.paragraph(tell(language, "Other dates for the same, not before these: ",
                           "Andre frister for det samme, ikke før disse: ") +
                      join(behind, " "));
  }
  std::string text;
  if (open.empty() && ended == 0) {
    text = tell(language, "Nothing is due. Check that this is right if the case is open. ",
                "Der er ingen åbne frister. Undersøg, om det er rigtigt, hvis sagen er åben. ");
  } else if (open.empty()) {
    text = tell(language, "Nothing is due. ", "Der er ingen åbne frister. ");
  } else if (all_proposed) {
    text =
        tell(language,
             "No law sets these intervals: they are proposals for a professional to confirm or "
             "change. ",
             "Fristerne er ikke fastsat ved lov: de er forslag, som en fagperson bekræfter eller "
             "ændrer. ");
  }
  if (met > 0) {
    text += tell(language, "Met earlier: ", "Overholdt tidligere: ") + std::to_string(met - late);
    if (late > 0) {
      text += tell(language, "; met late: ", "; overholdt for sent: ") + std::to_string(late);
    }
    text += ". ";
  }
  if (ended > 0) {
    text += tell(language, "Ended: ", "Bortfaldet: ") + std::to_string(ended);
    if (!endings.empty()) text += " (" + join(endings, "; ") + ")";
    text += ". ";
  }
  if (!text.empty()) {
    text.pop_back();
    section.paragraph(text);
  }
  for (const StruckEntry& struck : timeline.struck) {
    section.paragraph(
        tell(language, "Entry ", "Registreringen ") + struck.id +
        tell(language, " was struck and does not count", " er rettet som en fejl og tæller ikke") +
        (struck.reason.empty() ? "." : ": " + struck.reason));
  }
  for (const EntryWithoutEffect& entry : timeline.without_effect) {
    section.paragraph(tell(language, "Entry ", "Indførslen ") + entry.id + ": " +
                      reason_words(entry.reason, programme, language));
  }
  return section;
}

}  // namespace exchange::detail

std::string timeline_text(const Timeline& timeline, const Programme& programme, Language language) {
  using namespace exchange::detail;
  std::string text;
  if (!timeline.as_of) {
    text = tell(language, "Overdue was not judged: no moment was given.\n\n",
                "Det er ikke vurderet, om frister er overskredet: der er ikke angivet noget "
                "tidspunkt.\n\n");
  }
  text += sections_text({due_section(timeline, programme, language)});
  std::vector<std::string> ids;
  for (const Obligation& obligation : timeline.obligations) {
    if (obligation.is_open()) ids.push_back(obligation.id);
  }
  if (!ids.empty()) {
    text += "\n" +
            instrument::detail::wrap(tell(language, "Ids, for a date that is set or confirmed: ",
                                          "Id'er, til en dato, der fastsættes eller bekræftes: ") +
                                         join(ids, ", ") + ".",
                                     100, 0) +
            "\n";
  }
  std::string policies = timeline.policy;
  for (const TimelineDuties& duties : timeline.duties) policies += ", " + duties.policy;
  return text + "\n" +
         instrument::detail::wrap(tell(language, "Policy ", "Regler: ") + policies +
                                      tell(language, "; calendar ", "; kalender: ") +
                                      timeline.calendar + "; " + timeline.zone +
                                      tell(language, ", time zone data ", ", tidszonedata ") +
                                      timeline.tz + ".",
                                  100, 0) +
         "\n";
}

}  // namespace v1
}  // namespace vaern
