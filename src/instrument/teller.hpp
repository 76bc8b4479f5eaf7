// SPDX-License-Identifier: Apache-2.0
#pragma once
// Tells one score in one language. Every topic has a file of its own: wording_level,
// wording_answers, wording_ask, wording_beside.

#include <string>
#include <string_view>
#include <vector>

#include "instrument/wording.hpp"
#include "vaern/expression/condition.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

struct Teller {
  const Score& score;
  Language language;
  const Instrument& model = *score.instrument;
  const Program& program = model.program().program();

  std::string tell(std::string_view en, std::string_view da) const {
    return std::string(say(language, en, da));
  }
  /// The words that an author wrote, else the id.
  std::string text(const LocalizedText& words, const std::string& id) const {
    return words.empty() ? id : words.best(language);
  }

  /// The label of an input; of "choked.within" with the time it asks for.
  std::string label(InputId input) const;
  std::string answer(InputId input, Code code) const;
  bool is_yes_no(InputId input) const;
  bool is_missing(InputId input) const {
    return !score.responses.is_answered(input) && score.applicable[input] != Truth::no;
  }
  std::string level(std::uint32_t index) const { return model.level_text(index, language); }
  InputId input_of(std::string_view name) const;

  // wording_level.cpp
  std::string headline() const;
  std::string missing() const;
  std::vector<std::string> meaning(bool is_settled) const;
  std::vector<OutcomeWords> outcomes() const;
  /// "Increased danger, if every unanswered question is a no (total score 8)."
  std::string end(std::uint32_t at, const std::optional<Witness>& witness) const;

  // wording_answers.cpp
  std::vector<std::string> scales() const;
  std::vector<std::string> answers() const;
  std::vector<std::string> rules(const std::vector<Rule>& of, const std::vector<NamedTruth>& truths,
                                 const Levels& levels) const;
  std::vector<std::string> earlier() const;

  // wording_ask.cpp
  /// The inputs behind a condition, also through gates.
  std::vector<InputId> inputs_of(const Condition& condition, int depth = 0) const;
  /// Those that are missing, or that are answered with something that holds.
  std::string named(const std::vector<InputId>& inputs, bool missing_ones) const;
  /// The same, and what outcomes and classes that a condition reads are, or what decides them.
  std::string behind(const Condition& condition, bool missing_ones) const;
  void flags(ScoreWords& words) const;
  std::vector<AskNext> decisive() const;
  /// The labels of items that decide an outcome or a class.
  std::string deciding(const std::vector<DecisiveItem>& items) const;

  // wording_beside.cpp
  std::vector<std::string> notices() const;
  std::vector<std::string> judgement() const;
  std::vector<std::string> published() const;
  std::vector<std::string> without_sensitive() const;
  std::vector<std::string> fine_print() const;
  bool has_unverified() const;

 private:
  std::string total_with(const Witness& witness) const;
  std::string policy_words(const Scale& scale) const;
  std::vector<std::string> side(const SideScore& side) const;
};

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
