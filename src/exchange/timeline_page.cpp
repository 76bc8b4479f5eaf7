// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <map>

#include "exchange/due_words.hpp"
#include "exchange/timeline_axis.hpp"
#include "exchange/timeline_picture.hpp"
#include "vaern/exchange/case_timeline.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

/// The obligations that stand in place of one that was met, by its id.
using Followers = std::map<std::string, std::vector<const Obligation*>>;

Followers followers_of(const Timeline& timeline) {
  Followers followers;
  for (const Obligation& obligation : timeline.obligations) {
    for (const std::string& replaced : obligation.replaces) {
      followers[replaced].push_back(&obligation);
    }
  }
  return followers;
}

struct Maker {
  const CaseTimeline& made;
  Language language;
  const Programme& programme = *made.programme;
  const Timeline& timeline = made.timeline;
  const Zone& zone = programme.policy().zone();
  Followers followers = followers_of(timeline);
  bool names_policies = has_several_policies(timeline);

  std::string say(std::string_view en, std::string_view da) const { return tell(language, en, da); }

  /// "by a1, Thursday 5 November 2026 at 10:00"; what ended it and why.
  std::string closed_words(const Obligation& obligation) const {
    if (!obligation.closed) return {};
    const Closure& closed = *obligation.closed;
    const std::string at = moment_words(closed.at, zone, language);
    if (obligation.status == ObligationStatus::met) {
      return say("by ", "ved ") + closed.id + ", " + at;
    }
    return at + ", " + closing_words(closed.reason, language);
  }

  /// "New risk assessment about o1, by ... (risk_assessment:o1:a1)".
  std::string replaced_words(const Obligation& obligation) const {
    const auto place = followers.find(obligation.id);
    if (place == followers.end()) return {};
    std::vector<std::string> words;
    for (const Obligation* next : place->second) {
      words.push_back(what_words(*next, language) + ", " + when_words(*next, language));
    }
    return join(words, "; ");
  }

  std::string status_of(const Obligation& obligation) const {
    std::string text = status_words(obligation, language);
    if (obligation.is_open() && !obligation.holds) {
      text +=
          say(", an earlier date for the same holds", ", en tidligere frist for det samme gælder");
    }
    if (obligation.outside_policy)
      text += say(", later than the policy allows", ", senere end reglerne tillader");
    return text;
  }

  std::string told_words(const Obligation& obligation) const {
    if (obligation.tell.empty()) return {};
    return say("To be told: ", "Skal have besked: ") + told(obligation, language) + ".";
  }

  /// Who set or confirmed its date, and who wrote a pause: the reasons say what and why.
  std::string professional_words(const Obligation& obligation) const {
    std::vector<std::string> words;
    if (obligation.set) {
      const SetDate& set = *obligation.set;
      std::string text = set.confirmed ? say("Date confirmed", "Datoen er bekræftet")
                                       : say("Date set", "Datoen er fastsat");
      if (!set.by.empty()) text += say(" by ", " af ") + join(set.by, ", ");
      text += " " + moment_words(set.recorded, zone, language);
      words.push_back(text + ".");
    }
    for (const ShownSuspension& pause : obligation.suspensions) {
      std::string text = "Pause " + pause.id;
      if (!pause.by.empty()) text += say(" by ", " af ") + join(pause.by, ", ");
      words.push_back(text + ".");
    }
    return join(words, " ");
  }

  std::string reasons_of(const Obligation& obligation) const {
    std::vector<std::string> words;
    for (const Reason& reason : obligation.reasons) {
      words.push_back(reason_words(reason, programme, language));
    }
    return join(words, " ");
  }

  Line full_line(const Obligation& obligation) const {
    Line line;
    line.strong(what_words(obligation, language) + ", " + when_words(obligation, language) + ".");
    std::string text = " " + status_of(obligation);
    if (obligation.closed) text += " " + closed_words(obligation);
    text += ".";
    const std::string replaced = replaced_words(obligation);
    if (!replaced.empty()) text += say(" Replaced by: ", " Afløst af: ") + replaced + ".";
    if (!obligation.tell.empty()) text += " " + told_words(obligation);
    const std::string professional = professional_words(obligation);
    if (!professional.empty()) text += " " + professional;
    text += " " + reasons_of(obligation) + " (" + obligation.id;
    if (names_policies) text += "; " + rests_on(timeline, obligation.policy, language);
    text += ")";
    line.add(std::move(text));
    return line;
  }

  Part by_status(const std::string& heading, ObligationStatus status) const {
    std::vector<Line> lines;
    for (const Obligation& obligation : timeline.obligations) {
      if (obligation.status == status) lines.push_back(full_line(obligation));
    }
    Part section;
    section.heading = heading + " (" + std::to_string(lines.size()) + ")";
    if (lines.empty()) section.paragraph(say("None.", "Ingen."));
    section.bullets(std::move(lines));
    return section;
  }

  std::vector<Part> lists() const {
    std::vector<Part> parts;
    if (timeline.as_of) {
      parts.push_back(by_status(say("Overdue", "Overskredne frister"), ObligationStatus::overdue));
      parts.push_back(by_status(say("Due", "Åbne frister"), ObligationStatus::due));
    } else {
      parts.push_back(by_status(say("Open", "Åbne frister"), ObligationStatus::not_judged));
    }
    parts.push_back(by_status(say("Met", "Overholdte frister"), ObligationStatus::met));
    parts.push_back(by_status(say("Ended", "Bortfaldne frister"), ObligationStatus::ended));
    return parts;
  }

  /// " Rests on law@3, calendar courts@3.", where not all do.
  std::string rests_words(const Obligation& obligation) const {
    if (!names_policies) return {};
    return say(" Rests on ", " Bygger på ") + rests_on(timeline, obligation.policy, language) + ".";
  }

  /// In what order, and where one policy is behind all dates, which one.
  std::string by_due_words() const {
    std::string text = say("By when they are due", "Sorteret efter, hvornår de udløber");
    if (names_policies || timeline.obligations.empty()) return text;
    return text + say("; all rest on ", "; alle bygger på ") +
           rests_on(timeline, timeline.obligations.front().policy, language);
  }

  Part table() const {
    std::vector<std::vector<Line>> rows;
    for (const Obligation& obligation : timeline.obligations) {
      Line status;
      obligation.is_overdue() ? status.strong(status_of(obligation))
                              : status.add(status_of(obligation));
      if (obligation.closed) status.add(" " + closed_words(obligation));
      status.add(".");
      if (!obligation.tell.empty()) status.add(" " + told_words(obligation));
      const std::string professional = professional_words(obligation);
      if (!professional.empty()) status.add(" " + professional);
      const std::string replaced = replaced_words(obligation);
      if (!replaced.empty()) {
        status.add(say(" Replaced by: ", " Afløst af: ") + replaced + ".");
      }
      rows.push_back({Line(what_words(obligation, language)),
                      Line(capitalised(when_words(obligation, language))), std::move(status),
                      Line(reasons_of(obligation) + rests_words(obligation)), Line(obligation.id)});
    }
    Part section;
    section.heading = say("All dates", "Alle frister");
    if (rows.empty()) section.paragraph(say("None.", "Ingen."));
    section.table(by_due_words(),
                  {say("What", "Hvad"), say("When", "Hvornår"), say("Status", "Status"),
                   say("Why", "Hvorfor"), say("Id", "Id")},
                  std::move(rows));
    return section;
  }

  std::string entry_details(const TimelineEntry& entry) const {
    std::string text;
    if (entry.kind == TimelineEntry::Kind::event) {
      if (!entry.happened_words.empty()) {
        text = say("Happened ", "Skete: ") + entry.happened_words + ". ";
      }
      text += say("Known ", "Blev kendt: ") + entry.at_words + ".";
    } else if (entry.kind == TimelineEntry::Kind::pause) {
      text = say("From ", "Fra ") + entry.at_words + say(" until ", " til ") + entry.until_words +
             say(". It moves no date.", ". Den flytter ingen frister.");
    } else if (entry.at_words.empty()) {
      text = say("Confirmed as it is.", "Bekræftet uændret.");
    } else {
      text = capitalised(entry.at_words) + ".";
    }
    if (entry.kind == TimelineEntry::Kind::assessment || entry.kind == TimelineEntry::Kind::draft) {
      text += entry.possible == 0 ? say(" No level.", " Intet niveau.")
                                  : say(" Level: ", " Niveau: ") +
                                        programme_range(programme, entry.possible, language) + ".";
    }
    if (entry.struck != nullptr) {
      text += say(" Struck, does not count.", " Markeret som fejl, tæller ikke med.");
    }
    return text;
  }

  Part known() const {
    std::vector<std::vector<Line>> rows;
    for (const TimelineEntry& entry : timeline_entries(made, language)) {
      rows.push_back({Line(capitalised(moment_words(entry.recorded, zone, language))),
                      Line(capitalised(entry_words(entry, programme, language))),
                      Line(entry_details(entry))});
    }
    Part section;
    section.heading = say("What was known when", "Hvad man vidste hvornår");
    section.table(
        say("By when it was written down", "Sorteret efter, hvornår det blev registreret"),
        {say("Written down", "Registreret"), say("Entry", "Registrering"), say("What", "Hvad")},
        std::move(rows));
    return section;
  }

  Part struck() const {
    std::vector<Line> lines;
    for (const StruckEntry& entry : timeline.struck) {
      lines.push_back(Line(struck_words(entry, zone, language)));
    }
    Part section;
    section.heading = say("Struck entries", "Registreringer, der er markeret som fejl");
    section.bullets(std::move(lines));
    return section;
  }

  Part without_effect() const {
    std::vector<Line> lines;
    for (const EntryWithoutEffect& entry : timeline.without_effect) {
      lines.push_back(Line(entry.id + ": " + reason_words(entry.reason, programme, language)));
    }
    Part section;
    section.heading = say("Entries that change nothing", "Registreringer, der ikke ændrer noget");
    section.bullets(std::move(lines));
    return section;
  }

  Page page(bool has_picture) const {
    Page page;
    page.look = Page::Look::wide;
    page.language = language;
    page.title = say("Timeline ", "Tidslinje ") + made.file->id;
    if (!timeline.as_of) page.before.push_back(Line().strong(not_judged_words(language)));
    page.heading = say("Timeline of case ", "Tidslinje for sag ") + made.file->id;
    page.under.push_back(caseworker_line(language));
    page.under.push_back(when_known(programme, made.when, language));
    page.under.push_back(Line().strong(danger_line(language)));
    if (has_picture) {
      TimelinePicture picture = timeline_picture(made, language);
      Part shown;
      shown.heading = say("The course of the case", "Sagens gang");
      std::string svg = "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"" +
                        say("Picture of the timeline", "Billede af tidslinjen") + "\">\n";
      for (const std::string& sheet : picture.sheets) svg += sheet;
      shown.picture(svg + "</div>\n", picture.in_words,
                    {Line(say("The tables below say the same in words.",
                              "Tabellerne nedenfor siger det samme i ord."))});
      page.top.push_back(std::move(shown));
      page.style = timeline_picture_style;
      page.sections.push_back(table());
    } else {
      page.sections = lists();
    }
    page.sections.push_back(known());
    page.sections.push_back(struck());
    page.sections.push_back(without_effect());
    page.small_print.tone = Part::Tone::small;
    page.small_print.heading = say("About this page", "Om siden");
    page.small_print.paragraph(counted_with(timeline, language));
    return page;
  }
};

}  // namespace
}  // namespace exchange::detail

Result<CaseTimeline> case_timeline(const CaseFile& file, const Programme& programme,
                                   const AsOf& when) {
  Result<CaseAssessment> assessed = assess(file, programme);
  if (!assessed) return tl::unexpected(std::move(assessed.error()));
  Result<Timeline> counted = timeline(file, programme, when);
  if (!counted) return tl::unexpected(std::move(counted.error()));
  std::map<std::string, AssessedLevel> levels;
  for (const AssessedEntry& entry : assessed->assessments) {
    levels[entry.entry->id.text] = entry.level;
  }
  return CaseTimeline{&file, &programme, when, history_of(file, levels), *std::move(counted)};
}

std::string case_timeline_text(const CaseTimeline& made, Language language) {
  using namespace exchange::detail;
  return page_text(Maker{made, language}.page(false));
}

std::string case_timeline_html(const CaseTimeline& made, Language language) {
  using namespace exchange::detail;
  return page_html(Maker{made, language}.page(true));
}

}  // namespace v1
}  // namespace vaern
