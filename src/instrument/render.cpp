// SPDX-License-Identifier: Apache-2.0
#include "instrument/wording.hpp"
#include "vaern/instrument/explanation.hpp"

namespace vaern {
inline namespace v1 {

std::string render(const Score& score, Language language) {
  using namespace instrument::detail;
  constexpr std::size_t width = 100;
  const ScoreWords words = words_of(score, language);
  std::string text;
  const auto line = [&](const std::string& content) {
    if (!content.empty()) text += wrap(content, width, 0) + "\n";
  };
  const auto list = [&](std::string_view heading, const std::vector<std::string>& items) {
    if (items.empty()) return;
    text += "\n" + std::string(heading) + "\n";
    for (const std::string& item : items) text += wrap("- " + item, width, 2) + "\n";
  };
  line(words.headline);
  line(words.missing);
  for (const std::string& meaning : words.meaning) line(meaning);
  list(say(language, "ALARMS", "ALARMER"), words.alarms);
  list(say(language, "Judgement", "Faglig vurdering"), words.judgement);
  list(say(language, "Scores", "Scorer"), words.scales);
  list(say(language, "Answers that weigh", "Svar, der tæller"), words.answers);
  std::vector<std::string> ends;
  for (const std::string& end : {words.low_end, words.high_end}) {
    if (!end.empty()) ends.push_back(end);
  }
  list(say(language, "The ends of the range", "Yderpunkterne"), ends);
  list(say(language, "Rules", "Regler"), words.rules);
  list(say(language, "Still open", "Endnu uafklaret"), words.open_flags);
  std::vector<std::string> decisive;
  std::vector<std::string> when_safe;
  for (const AskNext& ask : words.decisive) {
    (ask.is_when_safe ? when_safe : decisive)
        .push_back(ask.label + (ask.note.empty() ? "" : " (" + ask.note + ")") +
                   (ask.effect.empty() ? "" : ". " + capitalised(ask.effect)) + ".");
  }
  list(say(language, "Ask next: these answers decide", "Spørg nu: disse svar afgør niveauet"),
       decisive);
  list(say(language, "Ask when it is safe", "Spørg, når det er sikkert"), when_safe);
  text += "\n";
  for (const std::string& note : words.fine_print) line(note);
  return text;
}

}  // namespace v1
}  // namespace vaern
