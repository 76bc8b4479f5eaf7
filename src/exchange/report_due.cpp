// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "exchange/due_words.hpp"
#include "exchange/report_page.hpp"
#include "vaern/exchange/report.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

/// What the page says once of all dates, or not at all.
bool is_said_once(const Reason& reason) { return reason.key == "proposed"; }

bool is_unanswered(const Reason& reason) {
  return reason.key == "unanswered" || reason.key == "unanswered_one";
}

Line full_line(const Obligation& obligation, const Programme& programme, Language language) {
  Line line;
  if (obligation.is_overdue()) line.strong(status_words(obligation, language) + ": ");
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
  std::vector<const Obligation*> overdue;
  for (const Obligation& obligation : timeline.obligations) {
    if (obligation.is_overdue() && obligation.holds) overdue.push_back(&obligation);
  }
  // A level that is too old comes before what else is late.
  std::stable_partition(overdue.begin(), overdue.end(), [](const Obligation* each) {
    return each->kind == Clock::Kind::after_level;
  });
  std::vector<Line> lines;
  for (const Obligation* each : overdue) {
    const Obligation& obligation = *each;
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
    text =
        tell(language, "Nothing is due. Check that this is right if the case is open. ",
             "Der er ingen åbne frister. Undersøg, om det er rigtigt, hvis sagen stadig er åben. ");
  } else if (open.empty()) {
    text = tell(language, "Nothing is due. ", "Der er ingen åbne frister. ");
  } else if (all_proposed) {
    text =
        tell(language,
             "No law sets these intervals: they are proposals for a professional to confirm or "
             "change. ",
             "Fristerne er ikke fastsat ved lov; de er forslag, som en fagperson bekræfter eller "
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
    section.paragraph(tell(language, "Entry ", "Registreringen ") + struck.id +
                      tell(language, " was struck and does not count",
                           " er markeret som en fejl og tæller ikke med") +
                      (struck.reason.empty() ? "." : ": " + struck.reason));
  }
  for (const EntryWithoutEffect& entry : timeline.without_effect) {
    const bool is_policy = entry.id.find('@') != std::string::npos;
    section.paragraph((is_policy ? tell(language, "Rules ", "Reglerne ")
                                 : tell(language, "Entry ", "Registreringen ")) +
                      entry.id + ": " + reason_words(entry.reason, programme, language));
  }
  return section;
}

}  // namespace exchange::detail

std::string timeline_text(const Timeline& timeline, const Programme& programme, Language language) {
  using namespace exchange::detail;
  std::string text;
  if (!timeline.as_of) {
    text = not_judged_words(language) + "\n\n";
  }
  text += sections_text({due_section(timeline, programme, language)});
  std::vector<std::string> ids;
  for (const Obligation& obligation : timeline.obligations) {
    if (obligation.is_open()) ids.push_back(obligation.id);
  }
  if (!ids.empty()) {
    text += "\n" +
            instrument::detail::wrap(tell(language, "Ids, for a date that is set or confirmed: ",
                                          "Id'er til at fastsætte eller bekræfte en dato med: ") +
                                         join(ids, ", ") + ".",
                                     100, 0) +
            "\n";
  }
  return text + "\n" + instrument::detail::wrap(counted_with(timeline, language), 100, 0) + "\n";
}

}  // namespace v1
}  // namespace vaern
