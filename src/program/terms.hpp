// SPDX-License-Identifier: Apache-2.0
#pragma once
// What one input of a scale adds to it, and what a table makes of an interval.

#include <optional>

#include "vaern/program/program.hpp"

namespace vaern::detail {

/// What each code of an input is worth as a term.
inline const std::vector<Rational>& points_of(const Program& program, const Term& term) {
  return term.points.empty() ? program.inputs[term.id].values : term.points;
}

inline Interval span_of(const std::vector<Rational>& values) {
  Interval span(values.front());
  for (const Rational& value : values) span = hull(span, Interval(value));
  return span;
}

/// Weighted in a sum, 0 or 1 in a count, else the value itself.
Rational contribution(const Scale& scale, const Term& term, const Rational& value);
/// Contributions are monotone in the value, rising or falling.
Interval contribution(const Scale& scale, const Term& term, const Interval& values);

/// The rows that an interval meets.
struct Image {
  std::optional<Interval> hull;  ///< Nothing where it lies below the first row.
  bool may_miss = false;         ///< Some of it lies below the first row.
};
Image image_of(const TableRows& rows, const Interval& values);

/// Which way a table's values go; nothing where they go both ways.
enum class Trend : std::uint8_t { rising, falling, mixed };
Trend trend_of(const TableRows& rows);

/// The table of a code of the selector (any code where there is no selector).
inline const TableRows& rows_of(const Scale& scale, Code code) {
  return scale.rows[scale.selector ? code : 0];
}

/// What a scale's value can be, from its terms' (S19).
Interval range_of(const Program& program, const Scale& scale);

/// Orders the inputs parents first and finds those whose answers can exclude each other. Throws
/// `std::logic_error` on a cycle of `asked_when`.
void arrange(Program& program);

}  // namespace vaern::detail
