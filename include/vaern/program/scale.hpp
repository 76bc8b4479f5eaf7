// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Scales: what a number is made of, and what is reported of it while inputs are missing.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "vaern/core/interval.hpp"
#include "vaern/core/rational.hpp"
#include "vaern/program/ids.hpp"

namespace vaern {
inline namespace v1 {

/// An input of a scale.
struct Term {
  bool is_scale = false;
  std::uint32_t id = 0;  ///< Input or earlier scale.
  Rational weight = 1;   ///< Only sums weigh.
  /// What each code is worth in this scale (reversed items); empty: the input's own values.
  std::vector<Rational> points = {};
};

/// What a scale makes of its terms. A lookup is the row that its only term, a scale, is in.
enum class Aggregate : std::uint8_t { sum, mean, max, count, lookup };

/// A row of a table: holds from its number up to the next row's; the last has no end (S21.2).
struct TableRow {
  Rational from;
  Rational value;
  bool operator==(const TableRow&) const = default;
};
using TableRows = std::vector<TableRow>;  ///< At least one, `from` strictly rising.

/// The row that a number is in; null below the first.
const TableRow* row_of(const TableRows& rows, const Rational& number);

/// One step after the aggregate; every step is monotone, rising or (a negative factor) falling.
struct Step {
  enum class Kind : std::uint8_t { times, plus, divide, round, clamp } kind = Kind::times;
  Rational operand;  ///< times, plus, divide.
  Rounding rounding = Rounding::half_up;
  std::optional<Rational> from;  ///< clamp.
  std::optional<Rational> to;
};

/// What a scale reports while inputs are missing (S5).
struct MissingPolicy {
  enum class Kind : std::uint8_t {
    forbid,
    bounds_only,
    count_as,
    prorate_by_range,
    prorate_by_count,
    table
  };
  Kind kind = Kind::forbid;
  std::optional<std::uint32_t> at_most;  ///< Limit on missing inputs of the scale.
  struct AtLeast {
    std::uint32_t n = 0;
    std::vector<std::uint32_t> terms;  ///< Positions among the scale's terms.
  };
  std::vector<AtLeast> at_least;
  std::vector<Code> counted;  ///< count_as: the code that stands in, one a term.
  /// table: rows of the raw sum, by number of missing inputs (first: one is missing). Where there
  /// are none, or the sum lies below the first row, there is no value. Only of sum and count.
  std::vector<TableRows> tables;
};

struct Scale {
  std::string name;
  Aggregate aggregate = Aggregate::sum;
  std::vector<Term> terms;
  Rational at_or_above;  ///< count: the value from which a term counts.
  /// lookup, of exactly one scale term: one table, or one for each code of `selector`. Without a
  /// row, and where the selector is not applicable, the scale has no value (S5.10).
  std::vector<TableRows> rows;
  std::optional<InputId> selector;
  std::vector<Step> steps;
  MissingPolicy missing;
  Interval range;  ///< Proved at load over all complete forms (S19).
};

/// The value after a scale's steps, of an aggregate.
Rational apply_steps(const std::vector<Step>& steps, Rational value);
Interval apply_steps(const std::vector<Step>& steps, Interval value);

}  // namespace v1
}  // namespace vaern
