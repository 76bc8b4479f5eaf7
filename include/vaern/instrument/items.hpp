// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// What an instrument asks and is given: answer sets, items, factors, earlier values, parameters.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "vaern/core/date.hpp"
#include "vaern/core/duration.hpp"
#include "vaern/core/localized_text.hpp"
#include "vaern/core/rational.hpp"
#include "vaern/expression/condition.hpp"
#include "vaern/model/parts.hpp"
#include "vaern/program/program.hpp"

namespace vaern {
inline namespace v1 {

/// One answer of an option set.
struct Option {
  std::string code;
  std::optional<Rational> points;
  LocalizedText text;  ///< May be empty: the code is shown.
  SourceSpan span;
};

/// A shared set of answers (`answers:`).
struct AnswerSet {
  std::string id;
  bool is_ordered = false;      ///< Codes compare with `<`; the first is lowest (S18).
  std::vector<Option> options;  ///< In declared order; all have points, or none has.
  SourceSpan span;
};

enum class ItemType : std::uint8_t { yes_no, options, number };

struct Item {
  std::string id;
  ItemType type = ItemType::yes_no;
  std::string set;  ///< Of options: the answer set.
  Rational from;    ///< Of numbers: least, greatest and step.
  Rational to;
  Rational step = 1;
  LocalizedText text;       ///< Our short label.
  ConditionPtr asked_when;  ///< Null: always asked.
  bool is_scored = true;
  bool is_asked_of_assessor = false;
  bool is_sensitive = false;
  bool is_reversed = false;  ///< In scales its points are least + greatest - points.
  std::optional<Duration> ask_when_known;
  std::string factor;  ///< Of structured judgement: the factor and its dimension.
  std::string dimension;
  Provenance provenance;
  SourceSpan span;
  InputId input = 0;                ///< In the program.
  std::optional<InputId> within;    ///< The input "ITEM.within".
  std::optional<InputId> habitual;  ///< The input "ITEM.habitual" of `relative_to_habit` (S2.6).
};

struct Factor {
  std::string id;
  LocalizedText text;
  std::vector<std::string> items;  ///< One a dimension, in the order of `rate`.
};

/// How earlier assessments become one number (S1.5).
enum class EarlierTake : std::uint8_t { last, mean, max, count };

/// A number taken from earlier assessments of the same person by this instrument.
struct EarlierInput {
  std::string id;
  std::string of;  ///< The scale whose reported values are taken.
  EarlierTake take = EarlierTake::last;
  std::optional<std::uint32_t> last;  ///< The latest n alone.
  std::optional<Duration> within;     ///< Those assessed at most so long before.
  Rational from;
  Rational to;
  Rational step = 1;
  std::optional<Rounding> rounding;  ///< Of a mean: to the step.
  LocalizedText text;
  SourceSpan span;
  InputId input = 0;  ///< In the program: code i is from + i * step.
};

/// What an earlier assessment reported, as a response file or an example gives it.
struct EarlierAssessment {
  Date assessed;
  /// Scales with their value; nothing where the scale had none (`none`).
  std::vector<std::pair<std::string, std::optional<Rational>>> scales;
  SourceSpan span;  ///< Of the date.
};

/// A list of `{assessed: DATE, scales: {total: 4}}`, in the order written. Two of one date are a
/// finding; whether the scales exist is for the instrument to say.
std::vector<EarlierAssessment> read_earlier_assessments(const Node& list, DiagnosticList& findings);

/// A number that differs between places or groups; a constant once the model is loaded (S1.6).
struct Parameter {
  std::string id;
  Number value;
  std::vector<Number> allowed;  ///< Values that somebody has published; empty: any.
  LocalizedText text;
  Provenance provenance;
  SourceSpan span;
};

/// Where an input of the program comes from.
struct InputOrigin {
  enum class Kind : std::uint8_t {
    item,
    within,    ///< "ITEM.within"
    habitual,  ///< "ITEM.habitual"
    earlier,   ///< Given, never asked (S1.5).
    norm,      ///< "TABLE.norm": given by the day of the assessment, never asked (S21.3).
  } kind = Kind::item;
  std::uint32_t index = 0;  ///< Into items, earlier inputs or tables.

  /// A question of the form; else it is given.
  bool is_asked() const { return kind < Kind::earlier; }
};

}  // namespace v1
}  // namespace vaern
