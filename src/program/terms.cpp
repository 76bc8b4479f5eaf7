// SPDX-License-Identifier: Apache-2.0
#include "program/terms.hpp"

#include <algorithm>

namespace vaern {
inline namespace v1 {

const TableRow* row_of(const TableRows& rows, const Rational& number) {
  const auto above =
      std::upper_bound(rows.begin(), rows.end(), number,
                       [](const Rational& value, const TableRow& row) { return value < row.from; });
  return above == rows.begin() ? nullptr : &*(above - 1);
}

Rational apply_steps(const std::vector<Step>& steps, Rational value) {
  for (const Step& step : steps) {
    switch (step.kind) {
      case Step::Kind::times:
        value *= step.operand;
        break;
      case Step::Kind::plus:
        value += step.operand;
        break;
      case Step::Kind::divide:
        value /= step.operand;
        break;
      case Step::Kind::round:
        value = Rational(value.round(step.rounding));
        break;
      case Step::Kind::clamp:
        if (step.from && value < *step.from) value = *step.from;
        if (step.to && value > *step.to) value = *step.to;
        break;
    }
  }
  return value;
}

Interval apply_steps(const std::vector<Step>& steps, Interval value) {
  const Rational a = apply_steps(steps, value.lowest);
  const Rational b = apply_steps(steps, value.highest);
  return a <= b ? Interval(a, b) : Interval(b, a);  // a chain of monotone steps is monotone
}

}  // namespace v1

namespace detail {

Rational contribution(const Scale& scale, const Term& term, const Rational& value) {
  switch (scale.aggregate) {
    case Aggregate::sum:
      return value * term.weight;
    case Aggregate::count:
      return Rational(value >= scale.at_or_above ? 1 : 0);
    case Aggregate::mean:
    case Aggregate::max:
    case Aggregate::lookup:
      break;
  }
  return value;
}

Interval contribution(const Scale& scale, const Term& term, const Interval& values) {
  const Rational a = contribution(scale, term, values.lowest);
  const Rational b = contribution(scale, term, values.highest);
  return a <= b ? Interval(a, b) : Interval(b, a);
}

Image image_of(const TableRows& rows, const Interval& values) {
  Image image;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const bool is_before = i + 1 < rows.size() && rows[i + 1].from <= values.lowest;
    if (is_before || rows[i].from > values.highest) continue;
    const Interval value(rows[i].value);
    image.hull = image.hull ? hull(*image.hull, value) : value;
  }
  image.may_miss = values.lowest < rows.front().from;
  return image;
}

Trend trend_of(const TableRows& rows) {
  const auto by_value = [](const TableRow& a, const TableRow& b) { return a.value < b.value; };
  if (std::is_sorted(rows.begin(), rows.end(), by_value)) return Trend::rising;
  return std::is_sorted(rows.rbegin(), rows.rend(), by_value) ? Trend::falling : Trend::mixed;
}

namespace {

Interval term_range(const Program& program, const Scale& scale, const Term& term) {
  if (scale.aggregate == Aggregate::count) return {Rational(0), Rational(1)};
  Interval range =
      term.is_scale ? program.scales[term.id].range : span_of(points_of(program, term));
  if (scale.aggregate == Aggregate::sum) {
    range = range * Interval(term.weight);
    const bool conditional = !term.is_scale && program.is_conditional(term.id);
    if (conditional) range = hull(range, Interval(Rational(0)));
  }
  return range;
}

Interval aggregate_range(const Program& program, const Scale& scale) {
  if (scale.aggregate == Aggregate::lookup) {
    std::optional<Interval> range;
    for (const TableRows& rows : scale.rows) {
      const Image image = image_of(rows, program.scales[scale.terms.front().id].range);
      if (image.hull) range = range ? hull(*range, *image.hull) : image.hull;
    }
    return range.value_or(Interval(scale.rows.front().front().value));
  }
  Interval range;
  bool first = true;
  for (const Term& term : scale.terms) {
    const Interval part = term_range(program, scale, term);
    if (scale.aggregate == Aggregate::sum || scale.aggregate == Aggregate::count) {
      range = range + part;
    } else {
      range = first ? part : hull(range, part);
    }
    first = false;
  }
  return range;
}

}  // namespace

Interval range_of(const Program& program, const Scale& scale) {
  return apply_steps(scale.steps, aggregate_range(program, scale));
}

}  // namespace detail
}  // namespace vaern
