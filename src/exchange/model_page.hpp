// SPDX-License-Identifier: Apache-2.0
#pragma once
// The parts of an instrument's page.

#include <string>
#include <vector>

#include "exchange/model_words.hpp"
#include "exchange/page.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

// What a complete form can give a scale.
struct Extent {
  Rational lowest;
  Rational highest;
  bool is_attained = false;  // Both ends are shown by a complete form.
  bool is_whole = false;     // Every value is a whole number.
};
Extent extent_of(const Instrument& model, ScaleId scale);

// By its id; null where there is none.
const InstrumentScale* find_scale(const Instrument& model, std::string_view id);

// One level of an outcome as a stretch of its scale.
struct Band {
  std::string label;
  std::string extent;  // "8 to 13", "above 12.5"
  Rational from;       // Ends of the bar; of whole numbers `to` is the number after the last.
  Rational to;
  std::optional<Rational> cut_off;
  bool is_unverified = false;
};
std::vector<Band> bands_of(const ModelWords& words, const Levels& levels, const Extent& extent);

// A number line with a bar for each level, and the same in words. `id` is unique in the page.
struct Picture {
  std::string svg;
  std::string in_words;
};
Picture cut_off_picture(const ModelWords& words, std::string_view scale,
                        const std::vector<Band>& bands, const Extent& extent, std::string_view id);

Part purpose_part(const ModelWords& words);
Part questions_part(const ModelWords& words);
// When it is asked, its second questions, that it is reversed or sensitive; may be empty.
std::string question_notes(const ModelWords& words, const Item& item);
Part scoring_part(const ModelWords& words);
Part levels_part(const ModelWords& words);
// How an outcome's level is found, its picture and what each level says. `id` as of a picture.
void add_levels(Part& part, const ModelWords& words, const Levels& levels, std::string_view id);
Part rules_part(const ModelWords& words);
// The rules of one outcome, a line each.
std::vector<Line> rule_lines(const ModelWords& words, const Levels& levels,
                             const std::vector<Rule>& rules);
Part gates_part(const ModelWords& words);
Part outcomes_part(const ModelWords& words);
Part classes_part(const ModelWords& words);
// The classes, a line each, as declared.
std::vector<Line> class_lines(const ModelWords& words, const InstrumentClasses& classes);
Part flags_part(const ModelWords& words);
Line flag_line(const ModelWords& words, const Flag& flag);
Part opinions_part(const ModelWords& words);
// Parameters, tables, earlier assessments.
Part numbers_part(const ModelWords& words);
Part sources_part(const ModelWords& words);
Part unverified_part(const ModelWords& words);

// "not for hand-out" and what else must be said of the wording; may be empty. The form says it too.
std::string wording_notice(const ModelWords& words);
// "Draft: not approved for use."; may be empty.
std::string status_notice(const ModelWords& words);
std::string status_word(ModelStatus status, Language language);
// "risk assessment": the words for a competence that a model asks for.
std::string competence_words(std::string_view id, Language language);

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
