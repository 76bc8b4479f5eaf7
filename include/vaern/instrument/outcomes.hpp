// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// What an instrument makes of answers: tables, scales, gates, rules, flags, levels, further
/// outcomes, classes, opinions.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vaern/core/date.hpp"
#include "vaern/core/localized_text.hpp"
#include "vaern/expression/condition.hpp"
#include "vaern/model/parts.hpp"
#include "vaern/program/program.hpp"

namespace vaern {
inline namespace v1 {

/// Rows of a table, or of one of its norms. Each row holds from its number up to the next (S21.2).
struct Norm {
  struct Row {
    Number from;
    Number value;
  };
  std::string id;  ///< Empty: the only one of a table without norms.
  std::vector<Row> rows;
  std::optional<Date> from;   ///< With `choose: date`: the first day it holds,
  std::optional<Date> until;  ///< and the last.
  LocalizedText text;
  Provenance provenance;
  SourceSpan span;
};

struct Table {
  enum class Choose : std::uint8_t {
    nothing,  ///< One set of rows.
    date,     ///< The day of the assessment (S21.3).
    item,     ///< The answer to an item: norm i is its code i.
  };
  std::string id;
  Choose choose = Choose::nothing;
  std::string item;  ///< Of `Choose::item`.
  std::vector<Norm> norms;
  LocalizedText text;
  Provenance provenance;
  SourceSpan span;
  /// The input that chooses: the item's, or "TABLE.norm", whose code is the norm's position.
  std::optional<InputId> chosen_by;

  /// The norm of that day; nothing before the first, after the last and in gaps.
  std::optional<Code> norm_of(const Date& day) const noexcept;
  /// The days of its norms: "2001-01-01/2010-12-31, 2011-01-01/…".
  std::string days() const;
};

struct InstrumentScale {
  std::string id;
  LocalizedText text;
  Provenance provenance;
  SourceSpan span;
  ScaleId scale = 0;
  bool is_mean_of_conditionals = false;  ///< Some completion has no value (S5.6).
  std::string lookup_of;                 ///< Of `lookup`: the scale, and
  std::string lookup_in;                 ///< the table. Else empty.
};

struct Gate {
  std::string id;
  ConditionPtr when;
  SourceSpan span;
  NodeId node = no_node;
};

/// What is true of every complete form (S1.4).
struct Consistent {
  std::string id;
  ConditionPtr must;
  LocalizedText because;
  SourceSpan span;
  NodeId node = no_node;
};

struct Rule {
  std::string id;
  ConditionPtr when;
  std::optional<std::uint32_t> raise_to;
  std::uint32_t raise_by = 0;
  std::optional<std::uint32_t> floor;
  LocalizedText because;
  Provenance provenance;
  SourceSpan span;
};

struct Flag {
  std::string id;
  ConditionPtr when;
  LocalizedText because;
  Provenance provenance;
  SourceSpan span;
};

struct Level {
  std::string id;
  LocalizedText label;            ///< May be empty: the id is shown.
  LocalizedText text;             ///< What to say with it; never empty for the lowest (E3).
  std::optional<Number> cut_off;  ///< Of levels above the lowest, where they are bands.
  std::string cut_off_parameter;  ///< Where the number is a parameter's.
  SourceSpan span;
};

struct Levels {
  std::vector<Level> list;  ///< Lowest concern first. Empty: no outcome (S7.5).
  std::string from;         ///< The scale, or empty: rules or judgement alone.
  bool is_falling = false;
  Provenance provenance;
  SourceSpan span;

  std::optional<std::uint32_t> find(std::string_view id) const noexcept;
  /// The label in that language, else the id.
  std::string label(std::uint32_t level, Language language) const;
};

/// An outcome beside `levels`, with rules of its own. Its position in `Instrument::outcomes()` is
/// its position among the program's further outcomes.
struct FurtherOutcome {
  std::string id;
  LocalizedText text;
  Levels levels;
  std::vector<Rule> rules;
  SourceSpan span;
};

/// One class of a nominal outcome.
struct NominalClass {
  std::string id;
  ConditionPtr when;  ///< Null: `otherwise`.
  LocalizedText label;
  LocalizedText text;  ///< May be empty.
  SourceSpan span;
};

/// Classes (S11): no order, no range, no raises. Its position in `Instrument::classes()` is its
/// position in the program.
struct InstrumentClasses {
  std::string id;
  LocalizedText text;
  bool is_exactly_one = false;  ///< Proved at load; else the first whose condition is true.
  std::vector<NominalClass> list;
  SourceSpan span;

  std::optional<std::uint32_t> find(std::string_view id) const noexcept;
};

/// A further judged scale (S12.4): given with the judgement, of no effect on any level.
struct Opinion {
  std::string id;
  std::string set;  ///< The answer set whose codes are its levels.
  LocalizedText text;
  bool is_required = false;
  SourceSpan span;
};

/// An opinion as it was given: its id and a code of its set.
using GivenOpinion = std::pair<std::string, std::string>;

/// What a professional's level may do (S12).
enum class JudgementPolicy : std::uint8_t {
  lower_never,
  lower_with_reason,
  lower_second_person,
  decides,  ///< Structured professional judgement: the judged level is the level.
};

}  // namespace v1
}  // namespace vaern
