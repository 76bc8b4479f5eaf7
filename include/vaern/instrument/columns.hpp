// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// The columns of a data table of an instrument, one row a form: what goes in and what comes out,
/// with names that Stata, R, SPSS and SQL take.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "vaern/instrument/instrument.hpp"
#include "vaern/model/missing_reason.hpp"

namespace vaern {
inline namespace v1 {

/// A value.
struct TableColumn {
  enum class Kind : std::uint8_t {
    // In: answers and what is given.
    item,      ///< ITEM
    within,    ///< ITEM_within: "ITEM.within"
    habitual,  ///< ITEM_habitual: "ITEM.habitual"
    earlier,   ///< ID of an earlier value, as a number
    assessed,  ///< assessed: the day, where a norm is chosen by it
    // Out: each scale, then each outcome, classes, rules, flags, what is missing.
    scale,             ///< SCALE: its value
    scale_low,         ///< SCALE_low: the least value that is still possible
    scale_high,        ///< SCALE_high
    scale_missing,     ///< SCALE_missing: how many answers it lacks
    scale_imputed,     ///< SCALE_imputed: the value rests on the policy for missing answers
    level,             ///< level, or the id of a further outcome: where one alone is possible
    level_low,         ///< level_low: the lowest level that is still possible
    level_high,        ///< level_high
    level_certain,     ///< level_certain: only one is possible
    level_computed,    ///< level_computed: of the reported value and the rules, goes with a range
    classes,           ///< the id of the classes: where one alone is possible
    classes_possible,  ///< ID_possible: ids of those that are possible, a space between them
    rule,              ///< rule_ID, of a further outcome OUTCOME_rule_ID: yes, no or open
    flag,              ///< flag_ID
    gate,              ///< gate_ID
    asked,             ///< asked: questions that apply or may apply
    missing,           ///< missing: questions that apply or may apply and have no answer
    missing_reason,    ///< missing_REASON
    rejected,          ///< rejected: the row has faults and no result
  };
  std::string name;
  Kind kind = Kind::item;
  /// Of an item and its second questions, an earlier value, a scale, classes, a rule, a flag, a
  /// gate: its position in the instrument; of a reason its number.
  std::uint32_t index = 0;
  std::uint32_t outcome = 0;  ///< Of levels and rules: 0 the instrument's own, 1 the first further.

  bool is_input() const { return kind <= Kind::assessed; }
  /// What a table in a file has only where it is named.
  bool is_further() const {
    return kind == Kind::scale_imputed || kind == Kind::level_computed || kind == Kind::gate ||
           kind == Kind::asked || kind == Kind::rejected;
  }
  bool operator==(const TableColumn&) const = default;
};

/// Inputs in the order of the items, each with its second questions; then what comes out. No two
/// names are equal: one that is taken gets the first of _2, _3, ... that is free. Inputs choose
/// first, so an item's column always has the id of the item, and further columns last.
std::vector<TableColumn> table_columns(const Instrument& instrument);

/// An answer of any input as written: "no", "often", "3", the id of a norm. Not of missing or not
/// applicable codes.
std::string code_text(const Instrument& instrument, InputId input, Code code);

/// The number that stands for each answer in a table, in the order of the codes: 0 and 1 of no and
/// yes, a number item's values, the points of options where all have points and no two the same.
/// Nothing where a number would have to be guessed: there only the codes' own words are taken.
std::optional<std::vector<Rational>> table_numbers(const Instrument& instrument, const Item& item);

}  // namespace v1
}  // namespace vaern
