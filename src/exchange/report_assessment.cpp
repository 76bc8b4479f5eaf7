// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>

#include "exchange/report_page.hpp"
#include "reassessment/spoken.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

using instrument::detail::AskNext;
using instrument::detail::OutcomeWords;
using instrument::detail::ScoreWords;
using instrument::detail::words_of;

std::string title_of(const AssessedEntry& assessed, const CaseReport& report, Language language) {
  const AssessmentEntry& entry = *assessed.entry;
  std::string text = assessed.score ? assessed.score->instrument->head().title.best(language)
                                    : tell(language, "Judgement without instrument",
                                           "Faglig vurdering uden redskab");
  text += ", " + entry.id.text + ", " +
          moment_words(entry.assessed, report.programme->policy().zone(), language);
  if (entry.status == AssessmentStatus::draft) text += tell(language, ", draft", ", kladde");
  return text;
}

std::string no_level_words(NoLevel reason, Language language) {
  switch (reason) {
    case NoLevel::unmapped:
      return tell(language, "the programme has no levels for the instrument",
                  "indsatsen har ingen niveauer for redskabet");
    case NoLevel::outside_population:
      return tell(language, "the instrument is not validated for this person",
                  "redskabet er ikke valideret for denne person");
    case NoLevel::awaiting_judgement:
      return tell(language, "the professional's judgement is missing",
                  "den faglige vurdering mangler");
    case NoLevel::none:
    case NoLevel::unknown:
      break;
  }
  return tell(language, "there is no completed assessment", "der er ingen afsluttet vurdering");
}

/// A judgement without instrument, or an instrument that is not there.
void say_judgement(Part& section, const AssessedEntry& assessed, const CaseReport& report,
                   Language language) {
  const AssessmentEntry& entry = *assessed.entry;
  if (!entry.judgement || assessed.level.possible == 0) {
    section.paragraph(
        tell(language, "Nothing says which level it is.", "Intet siger, hvilket niveau det er."));
    return;
  }
  std::vector<std::string> by;
  for (const Placed& one : entry.judgement->by) by.push_back(one.text);
  Line line;
  line.strong(capitalised(programme_range(*report.programme, assessed.level.possible, language)) +
              tell(language, ", as a professional judged.", " efter faglig vurdering."));
  if (!by.empty()) line.add(tell(language, " By ", " Ved ") + join(by, ", ") + ".");
  line.add(tell(language, " Reason: ", " Begrundelse: ") + entry.judgement->reason.text);
  section.paragraph(std::move(line));
}

std::vector<Line> lines_of(const std::vector<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

/// Further outcomes and classes, what the published version says, and the score without sensitive
/// items.
void say_beside(Part& section, const ScoreWords& words, Language language) {
  std::vector<Line> results;
  for (const OutcomeWords& outcome : words.outcomes) {
    std::string text = outcome.headline;
    for (const std::string& more : {outcome.meaning, outcome.depends_on}) {
      if (!more.empty()) text += " " + more;
    }
    results.push_back(std::move(text));
  }
  if (!results.empty()) {
    section.paragraph(tell(language, "Further results:", "Andre resultater:"));
    section.bullets(std::move(results));
  }
  for (const auto* said : {&words.published, &words.without_sensitive}) {
    if (said->empty()) continue;
    section.paragraph(said->front());
    if (said->size() > 1) section.bullets(lines_of({said->begin() + 1, said->end()}));
  }
}

/// `is_settled`: the range of the dyad is one level. `asks`: the case is open.
void say_score(Part& section, const Score& score, Language language, bool is_settled, bool asks) {
  const ScoreWords words = words_of(score, language, is_settled);
  if (!words.notices.empty()) section.paragraph(join(words.notices, " "));
  Line first;
  first.strong(words.headline);
  section.paragraph(std::move(first));
  std::vector<std::string> under = words.meaning;
  if (!words.missing.empty()) under.insert(under.begin(), words.missing);
  section.paragraph(join(under, " "));
  say_beside(section, words, language);

  Part why;
  why.heading = tell(language, "Why", "Hvorfor");
  std::vector<Line> lines = lines_of(words.judgement);
  for (const std::string& scale : words.scales) lines.push_back(scale);
  for (const std::string& earlier : words.earlier) lines.push_back(earlier);
  if (!words.answers.empty()) {
    lines.push_back(tell(language, "Answers that weigh: ", "Svar, der tæller: ") +
                    join(words.answers, "; ") + ".");
  }
  for (const std::string& end : {words.low_end, words.high_end}) {
    if (!end.empty()) lines.push_back(end);
  }
  for (const std::string& rule : words.rules) lines.push_back(rule);
  for (const OutcomeWords& outcome : words.outcomes) {
    for (const std::string& rule : outcome.rules) lines.push_back(rule);
  }
  why.bullets(std::move(lines));
  if (!why.is_empty()) section.sections.push_back(std::move(why));

  if (!asks || (words.decisive.empty() && words.open_flags.empty())) return;
  Part ask;
  ask.heading = tell(language, "Ask next", "Spørg nu");
  std::vector<Line> questions;
  std::vector<Line> when_safe;
  for (const AskNext& item : words.decisive) {
    Line line(item.label);
    if (!item.note.empty()) line.add(" (" + item.note + ")");
    if (!item.effect.empty()) line.add(". " + capitalised(item.effect));
    (item.is_when_safe ? when_safe : questions).push_back(std::move(line));
  }
  if (!questions.empty()) {
    ask.paragraph(
        tell(language, "These answers decide the level, in this order. Ask only when it is safe:",
             "Disse svar afgør niveauet, i denne rækkefølge. Spørg kun, når det er sikkert:"));
    ask.numbers(std::move(questions));
  }
  if (!when_safe.empty()) {
    ask.paragraph(tell(language, "These decide it too; ask when it is safe:",
                       "Disse svar afgør det også; spørg, når det er sikkert:"));
    ask.numbers(std::move(when_safe));
  }
  if (!words.open_flags.empty()) {
    ask.paragraph(tell(language, "Must also be clear:", "Skal også afklares:"));
    ask.bullets(lines_of(words.open_flags));
  }
  section.sections.push_back(std::move(ask));
}

/// The one line for an assessment that no longer counts, or that a later one of its kind follows.
Line short_line(const AssessedEntry& assessed, const CaseReport& report, Language language) {
  std::string text = title_of(assessed, report, language) + ": ";
  if (assessed.score && assessed.score->has_levels) {
    const std::string headline = words_of(*assessed.score, language).headline;
    text += headline.substr(0, headline.size() - 1);
  } else {
    text += programme_range(*report.programme, assessed.level.possible, language);
  }
  return text + (assessed.counts ? tell(language, " (still counts).", " (tæller stadig med).")
                                 : tell(language, " (does not count now).", " (tæller ikke nu)."));
}

/// Events that no assessment has met yet: the level is older than they are.
std::string news_words(const CaseReport& report, const Dyad& dyad, Language language) {
  std::vector<std::string> news;
  std::vector<std::string> seen;
  for (const Obligation& obligation : report.timeline.obligations) {
    const Clock* clock = report.programme->policy().find_clock(obligation.clock);
    const bool is_news = obligation.is_open() && obligation.kind == Clock::Kind::after_level &&
                         obligation.cause.kind == Cause::Kind::event && clock != nullptr &&
                         clock->met_by.empty();  // a contact is no assessment
    if (!is_news) continue;
    if (!obligation.about.empty() && obligation.about != dyad.about) continue;
    if (std::find(seen.begin(), seen.end(), obligation.cause.id) != seen.end()) continue;
    seen.push_back(obligation.cause.id);
    const ProgrammeEvent* event = report.programme->find_event(obligation.cause.word);
    const std::string kind = event != nullptr && !event->text.empty() ? event->text.best(language)
                                                                      : obligation.cause.word;
    news.push_back(kind + tell(language, ", known ", ", kendt ") +
                   moment_words(obligation.cause.at, report.programme->policy().zone(), language));
  }
  if (news.empty() || dyad.counting.empty()) return {};
  return tell(language, "Not in the assessment yet: ", "Endnu ikke med i vurderingen: ") +
         join(news, "; ") + ".";
}

/// The instruments that the programme would use and that nobody has used.
std::string use_words(const CaseReport& report, const Dyad& dyad, Language language) {
  std::vector<std::string> wanted;
  for (const UseFor* use : dyad.use) {
    if (!use->instrument) {
      wanted.push_back(
          tell(language, "a judgement without instrument", "en faglig vurdering uden redskab"));
      continue;
    }
    const bool is_used =
        std::any_of(dyad.assessments.begin(), dyad.assessments.end(), [&](std::size_t i) {
          const auto& instrument = report.assessment.assessments[i].entry->instrument;
          return instrument && *instrument == *use->instrument;
        });
    if (is_used) return {};
    const InstrumentPtr model =
        report.programme->find_instrument(use->instrument->id, use->instrument->version);
    wanted.push_back(model ? model->head().title.best(language) : use->instrument->to_string());
  }
  if (wanted.empty() || (!dyad.assessments.empty() && !dyad.use.front()->instrument)) return {};
  return tell(language, "To be used here: ", "Her bruges: ") +
         join(wanted, tell(language, " or ", " eller ")) + ".";
}

}  // namespace

std::vector<std::string> level_lines(const CaseReport& report, Language language) {
  std::vector<std::string> lines;
  for (const Dyad& dyad : report.assessment.dyads) {
    std::string text =
        party_words(*report.file, dyad.about, language) + ": " +
        (dyad.possible == 0 ? no_level_words(dyad.no_level, language)
                            : programme_range(*report.programme, dyad.possible, language));
    if (!dyad.counting.empty()) {
      const AssessedEntry& latest = report.assessment.assessments[dyad.counting.back()];
      text += tell(language, ", assessed ", ", vurderet ") +
              moment_words(latest.entry->assessed, report.programme->policy().zone(), language);
    }
    lines.push_back(std::move(text));
  }
  return lines;
}

Part dyad_section(const CaseReport& report, const Dyad& dyad, Language language) {
  const auto& assessments = report.assessment.assessments;
  const bool asks = !is_over(report);
  Part section;
  section.tone = Part::Tone::lead;
  section.heading =
      tell(language, "Danger from ", "Fare fra ") + party_words(*report.file, dyad.about, language);
  // The latest first; of one instrument only the latest is told whole.
  std::vector<std::size_t> shown;
  for (auto i = dyad.counting.rbegin(); i != dyad.counting.rend(); ++i) {
    const auto& instrument = assessments[*i].entry->instrument;
    const bool is_followed =
        instrument && std::any_of(shown.begin(), shown.end(), [&](std::size_t later) {
          return assessments[later].entry->instrument == instrument;
        });
    if (!is_followed) shown.push_back(*i);
  }
  if (shown.empty() && !dyad.assessments.empty()) shown.push_back(dyad.assessments.back());
  Line range;
  range.strong(capitalised(programme_range(*report.programme, dyad.possible, language)));
  range.add(tell(language, " (the programme's scale)", " (indsatsens skala)"));
  if (dyad.possible == 0) range.add(": " + no_level_words(dyad.no_level, language));
  range.add(".");
  if (shown.size() != 1 || dyad.possible == 0) section.paragraph(range);
  for (const std::size_t i : shown) {
    const AssessedEntry& assessed = assessments[i];
    Part one;
    one.heading = title_of(assessed, report, language);
    if (assessed.score) {
      say_score(one, *assessed.score, language, asks && std::has_single_bit(dyad.possible), asks);
    } else {
      say_judgement(one, assessed, report, language);
    }
    if (shown.size() == 1) {
      // The range comes first, and which assessment it is from after it.
      section.blocks.insert(section.blocks.end(), one.blocks.begin(), one.blocks.end());
      Line from;
      if (dyad.possible != 0) from = range.add(" ");
      section.paragraph(from.add(one.heading + "."));
      section.sections.insert(section.sections.end(), one.sections.begin(), one.sections.end());
    } else {
      section.sections.push_back(std::move(one));
    }
  }
  for (const std::size_t i : dyad.assessments) {
    if (std::find(shown.begin(), shown.end(), i) == shown.end()) {
      section.paragraph(short_line(assessments[i], report, language));
    }
  }
  const std::string news = news_words(report, dyad, language);
  if (!news.empty()) section.paragraph(Line().strong(news));
  const std::string use = asks ? use_words(report, dyad, language) : std::string();
  if (!use.empty()) section.paragraph(use);
  return section;
}

std::vector<Line> assessment_alarms(const CaseReport& report, Language language) {
  std::vector<Line> lines;
  const auto alarm = [&](std::string lead, std::string rest) {
    Line line;
    line.strong(std::move(lead));
    line.add(" " + std::move(rest));
    lines.push_back(std::move(line));
  };
  for (const Dyad& dyad : report.assessment.dyads) {
    const std::string party = dyad.about + ": ";
    for (const std::size_t i : dyad.assessments) {
      const AssessedEntry& assessed = report.assessment.assessments[i];
      const bool is_current = assessed.counts || i == dyad.assessments.back();
      if (!is_current) continue;
      const std::string id = assessed.entry->id.text;
      if (assessed.in_population == Truth::no) {
        alarm(
            tell(language, "Outside the population.", "Uden for målgruppen."),
            tell(language, "The instrument of assessment ", "Redskabet i vurderingen ") + id +
                tell(language, " is not validated for this person",
                     " er ikke valideret for denne person") +
                (assessed.is_outside_admitted ? tell(language, "; its level counts all the same: ",
                                                     "; niveauet tæller alligevel med: ") +
                                                    report.programme->outside_population()
                                                        .at(assessed.score->instrument->head().id)
                                                        .best(language)
                                              : tell(language, ", and its level does not count.",
                                                     ", og niveauet tæller ikke med.")));
      }
      if (assessed.in_population == Truth::unknown) {
        alarm(tell(language, "Population unknown.", "Målgruppen er uafklaret."),
              tell(language, "It is not known whether the instrument of assessment ",
                   "Det vides ikke, om redskabet i vurderingen ") +
                  id +
                  tell(language, " is meant for this person.", " er beregnet til denne person."));
      }
      if (assessed.level.no_level == NoLevel::awaiting_judgement) {
        alarm(tell(language, "A professional's level is missing.", "Det faglige niveau mangler."),
              tell(language, "Assessment ", "Vurderingen ") + id +
                  tell(language, " has answers, but the level is the professional's to set.",
                       " har svar, men niveauet skal fastsættes af en fagperson."));
      }
      for (const std::string& competence : assessed.competences_missing) {
        alarm(
            tell(language, "Competence missing.", "Kompetence mangler."),
            tell(language, "Nobody behind assessment ", "Ingen af fagpersonerne bag vurderingen ") +
                id + tell(language, " has ", " har ") + competence + ".");
      }
      if (!assessed.score) continue;
      for (const std::string& text : words_of(*assessed.score, language).alarms) {
        Line line(party);
        line.strong(text);
        lines.push_back(std::move(line));
      }
    }
  }
  return lines;
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
