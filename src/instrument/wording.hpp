// SPDX-License-Identifier: Apache-2.0
#pragma once
// A score in words, piece by piece: `render` prints the pieces, and a page arranges them.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/instrument/score.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

constexpr std::string_view say(Language language, std::string_view en, std::string_view da) {
  return language == Language::da ? da : en;
}

// A missing item that decides, as it is asked for.
struct AskNext {
  std::string label;
  std::string note;  // Why it is missing, who answers it, that it settles the level; may be empty.
  std::string effect;         // What each answer would make of the level; may be empty.
  bool is_when_safe = false;  // Not safe to ask before, or refused: to be asked last.
};

// A further outcome, or classes.
struct OutcomeWords {
  std::string headline;            // "Lethality: at least moderate, may be high."
  std::string meaning;             // Of the level or class; only where it is certain. May be empty.
  std::string depends_on;          // The answers that decide; empty where it is certain.
  std::vector<std::string> rules;  // Those that hold, then those that are open.
};

struct ScoreWords {
  std::vector<std::string> notices;    // The model is superseded, or outside its dates.
  std::string headline;                // The range first; never the computed level alone (S7).
  std::string missing;                 // How many questions are unanswered, and why; may be empty.
  std::vector<std::string> meaning;    // Texts of the level, what the result is not.
  std::vector<OutcomeWords> outcomes;  // Further outcomes, then classes.
  std::vector<std::string> published;  // What the published version says; its name first.
  std::vector<std::string> without_sensitive;  // What is other without them.
  std::vector<std::string> scales;             // One a scale.
  std::vector<std::string> earlier;            // One an earlier value, with dates.
  std::vector<std::string> answers;            // Those that weigh, the heaviest first.
  std::string low_end;  // The answers behind both ends; empty where it is certain.
  std::string high_end;
  std::vector<std::string> rules;      // Those that hold, then those that are open.
  std::vector<std::string> judgement;  // A professional's level and reason; may be empty.
  std::vector<std::string> alarms;     // Flags that are yes.
  std::vector<std::string> open_flags;
  std::vector<AskNext> decisive;  // Those that are `is_when_safe` last.
  std::vector<std::string> fine_print;
};
// `is_settled`: nothing beside the score leaves the level open; only then its text may reassure.
ScoreWords words_of(const Score& score, Language language, bool is_settled = true);

// "increased danger"; "at least increased danger, may be extreme danger".
std::string range_words(const Levels& levels, LevelSet possible, Language language);
// The same over any scale of levels, lowest first.
std::string range_words(const std::vector<std::string>& levels, LevelSet possible,
                        Language language);

std::string capitalised(std::string text);  // Also of æ, ø and å.
std::string join(const std::vector<std::string>& parts, std::string_view separator);
// At most three decimals; what has more is rounded to two: "about 1.67", "ca. 1,67".
std::string number_words(const Rational& number, Language language);
std::string date_words(const Date& date, Language language);  // "2026-09-01", "1.9.2026"
std::string missing_words(MissingReason reason, Language language);
std::string short_duration(const Duration& duration, Language language);

inline constexpr std::size_t page_width = 100;

// Breaks at spaces into lines of at most `width` code points, where no word is longer; every line
// after the first begins with `hang` spaces. No final line feed.
std::string wrap(std::string_view text, std::size_t width, std::size_t hang);

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
