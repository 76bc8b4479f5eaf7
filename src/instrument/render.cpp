// SPDX-License-Identifier: Apache-2.0
#include "instrument/reasons.hpp"
#include "instrument/wording.hpp"
#include "vaern/instrument/explanation.hpp"

namespace vaern {
inline namespace v1 {
namespace {

using namespace instrument::detail;

/// Lines of a page of text.
struct Page {
  Language language;
  std::string text;

  std::string tell(std::string_view en, std::string_view da) const {
    return std::string(say(language, en, da));
  }

  void line(const std::string& content) {
    if (!content.empty()) text += wrap(content, page_width, 0) + "\n";
  }

  void list(std::string_view heading, const std::vector<std::string>& items) {
    if (items.empty()) return;
    text += "\n" + std::string(heading) + "\n";
    for (const std::string& item : items) text += wrap("- " + item, page_width, 2) + "\n";
  }

  /// Its first line is the heading; one line alone stands by itself.
  void said(const std::vector<std::string>& lines) {
    if (lines.size() == 1) {
      text += "\n";
      line(lines.front());
    } else if (!lines.empty()) {
      list(lines.front(), {lines.begin() + 1, lines.end()});
    }
  }

  /// What the result is: the range first, then further outcomes and classes in the same manner.
  void result(const ScoreWords& words) {
    for (const std::string& notice : words.notices) line(notice);
    line(words.headline);
    line(words.missing);
    for (const std::string& meaning : words.meaning) line(meaning);
    std::vector<std::string> outcomes;
    for (const OutcomeWords& outcome : words.outcomes) {
      std::string content = outcome.headline;
      for (const std::string& more : {outcome.meaning, outcome.depends_on}) {
        if (!more.empty()) content += " " + more;
      }
      outcomes.push_back(std::move(content));
    }
    list(tell("Further results", "Andre resultater"), outcomes);
    said(words.published);
    said(words.without_sensitive);
  }

  void fine_print(const ScoreWords& words) {
    text += "\n";
    for (const std::string& note : words.fine_print) line(note);
  }
};

}  // namespace

std::string render(const Score& score, Language language) {
  const ScoreWords words = words_of(score, language);
  Page page{language, {}};
  page.result(words);
  page.list(page.tell("ALARMS", "ALARMER"), words.alarms);
  page.list(page.tell("Judgement", "Faglig vurdering"), words.judgement);
  page.list(page.tell("Scores", "Scorer"), words.scales);
  page.list(page.tell("Earlier assessments", "Tidligere vurderinger"), words.earlier);
  page.list(page.tell("Answers that weigh", "Svar, der tæller"), words.answers);
  std::vector<std::string> ends;
  for (const std::string& end : {words.low_end, words.high_end}) {
    if (!end.empty()) ends.push_back(end);
  }
  page.list(page.tell("The ends of the range", "Yderpunkterne"), ends);
  std::vector<std::string> rules = words.rules;
  for (const OutcomeWords& outcome : words.outcomes) {
    rules.insert(rules.end(), outcome.rules.begin(), outcome.rules.end());
  }
  page.list(page.tell("Rules", "Regler"), rules);
  page.list(page.tell("Still open: holds only if the answers show it",
                      "Endnu uafklaret: gælder kun, hvis svarene viser det"),
            words.open_flags);
  std::vector<std::string> decisive;
  std::vector<std::string> when_safe;
  for (const AskNext& ask : words.decisive) {
    (ask.is_when_safe ? when_safe : decisive)
        .push_back(ask.label + (ask.note.empty() ? "" : " (" + ask.note + ")") +
                   (ask.effect.empty() ? "" : ". " + capitalised(ask.effect)) + ".");
  }
  page.list(page.tell("Ask next: these answers decide", "Spørg nu: disse svar afgør niveauet"),
            decisive);
  page.list(page.tell("Ask when it is safe", "Spørg, når det er sikkert"), when_safe);
  page.fine_print(words);
  return page.text;
}

std::string render_reasons(const Score& score, Language language) {
  const ScoreWords words = words_of(score, language);
  Page page{language, {}};
  page.result(words);
  page.list(page.tell("ALARMS", "ALARMER"), words.alarms);
  page.list(page.tell("Judgement", "Faglig vurdering"), words.judgement);
  page.list(page.tell("Earlier assessments", "Tidligere vurderinger"), words.earlier);
  page.text += reasons(score, language);
  page.fine_print(words);
  return page.text;
}

}  // namespace v1
}  // namespace vaern
