// SPDX-License-Identifier: Apache-2.0
#pragma once
// An instrument in words: what its page and its form say of questions, conditions and scales.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "instrument/wording.hpp"
#include "vaern/instrument/wording_file.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

using instrument::detail::capitalised;
using instrument::detail::join;
using instrument::detail::number_words;
using instrument::detail::say;

// Words with the language they are in. `is_ours` where an official wording lacks them.
struct Said {
  std::string text;
  std::string tag;  // Empty: the page's language.
  bool is_ours = false;
};

class ModelWords {
 public:
  // `wording` may be null; it and the model outlive this.
  ModelWords(const Instrument& model, Language language, const WordingFile* wording);

  const Instrument& model() const { return model_; }
  Language language() const { return language_; }
  const WordingFile* wording() const { return wording_; }

  // The official words where there are some, else ours, else the id.
  Said label(const Item& item) const;
  Said answer(const Item& item, const Option& option) const;
  Said level_label(const Levels& levels, const Level& level) const;

  std::string tell(std::string_view en, std::string_view da) const {
    return std::string(say(language_, en, da));
  }
  std::string number(const Rational& value) const { return number_words(value, language_); }
  // A text of the model, else the id.
  std::string text(const LocalizedText& text, std::string_view id) const;
  std::string quoted(std::string_view text) const;  // “…”, »…«

  Said said(const LocalizedText& text, std::string_view id) const;

  // "7"; of structured judgement "3b": the third factor's second dimension.
  const std::string& number_of(const Item& item) const;
  // "question 7", "questions 1-3 and 5".
  std::string questions(const std::vector<const Item*>& items) const;
  // "question 7 (“He owns a gun”)".
  std::string question(const Item& item) const;
  std::string scale(std::string_view id) const;  // Quoted.
  std::string input(InputId input) const;        // A question, or the second one of its yes.
  // ", within the last 14 days", ", whether that is usual"; empty of a first question.
  std::string second_question(const Item& item, InputId input) const;
  const Item* item_of(InputId input) const;
  const Item* find_item(std::string_view name) const { return model_.find_item(name); }

  // A sum of yes/no questions alone: its weights are the points of a yes.
  bool is_sum_of_yes(const Scale& scale) const;
  // "source: campbell2009, not checked against it"; may be empty.
  std::string provenance(const Provenance& provenance) const;

  // "yes to question 3 (“…”)": what a condition asks for.
  std::string condition(const Condition& condition) const;

  // What a scale is, sentence by sentence, as the engine computes it: formula, steps, missing
  // answers.
  std::vector<std::string> scale_sentences(const InstrumentScale& scale) const;

  std::string duration(const Duration& duration) const {
    return instrument::detail::short_duration(duration, language_);
  }
  /// `step`: to what, a whole number or a multiple of something else.
  std::string rounding(Rounding rounding, const Rational& step = 1) const;
  std::string day(Date date) const;
  // "the latest value of “Total”, at most 14 days before"
  std::string earlier(const EarlierInput& earlier) const;
  // "from 0: 5; from 2: 8"
  std::string rows(const TableRows& rows) const;

 private:
  std::string condition(const Condition& condition, bool is_inner) const;
  std::string group(const Condition& condition, bool is_inner) const;
  std::string membership(const Condition& condition, bool is_negated) const;
  std::string comparison(const Condition& condition) const;
  std::string quantity(const Condition& condition) const;
  std::string named(std::string_view name) const;
  std::vector<const Item*> same_of_all(const Condition& condition) const;
  std::vector<const Item*> plain_questions(const Condition& condition) const;
  std::string of_all(const Condition& condition, const std::vector<const Item*>& items) const;
  bool is_short(const Condition& condition) const;
  std::string list(const std::vector<std::string>& parts, std::string_view last) const;

  std::string terms(const std::vector<const Term*>& terms) const;
  std::string formula(const InstrumentScale& scale, const Scale& made) const;
  std::string sum(const Scale& scale) const;
  std::string steps(const Scale& scale) const;
  std::vector<std::string> missing(const Scale& scale) const;

  const Instrument& model_;
  Language language_;
  const WordingFile* wording_;
  std::vector<std::string> numbers_;  // By item.
};

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
