// SPDX-License-Identifier: Apache-2.0
#include "program/room.hpp"

#include <algorithm>
#include <numeric>

#include "core/wide.hpp"
#include "program/terms.hpp"

namespace vaern::detail {
namespace {

/// The digits of S19.
constexpr Wide limit = 999'999'999'999'999'999;

[[noreturn]] void too_large() { throw Overflow("a number may have more than 18 digits"); }

std::int64_t product(std::int64_t a, std::int64_t b) {
  const Wide result = static_cast<Wide>(a) * b;
  if (result > limit) too_large();
  return static_cast<std::int64_t>(result);
}

/// Numerators of every value have to fit over its denominator.
NumberRoom checked(NumberRoom room) {
  const std::int64_t denominator = product(room.common, room.varying);
  const Wide needed = static_cast<Wide>(room.largest.numerator()) * denominator;
  if (needed > limit * room.largest.denominator()) too_large();
  return room;
}

/// Divided by a whole number of at most `n`, not the same for every form.
NumberRoom divided_by_up_to(NumberRoom room, std::int64_t n) {
  room.varying = product(room.varying, n);
  return checked(room);
}

NumberRoom after(const Step& step, NumberRoom room) {
  switch (step.kind) {
    case Step::Kind::times:
      return multiplied(room, room_of(step.operand));
    case Step::Kind::plus:
      return added(room, room_of(step.operand));
    case Step::Kind::divide:
      return multiplied(room, room_of(Rational(1) / step.operand));
    case Step::Kind::round:
      return {abs(room.largest) + Rational(1), 1, 1};
    case Step::Kind::clamp:
      if (step.from) room = either(room, room_of(*step.from));
      if (step.to) room = either(room, room_of(*step.to));
      return room;
  }
  return room;
}

NumberRoom after(const std::vector<Step>& steps, NumberRoom room) {
  for (const Step& step : steps) room = checked(after(step, room));
  return room;
}

/// What a term contributes at most, weighted.
NumberRoom contribution(const Program& program, const Scale& scale, const Term& term,
                        const std::vector<NumberRoom>& scales) {
  if (scale.aggregate == Aggregate::count) return room_of(Rational(1));
  NumberRoom room = term.is_scale ? scales[term.id] : room_of(points_of(program, term));
  return scale.aggregate == Aggregate::sum ? multiplied(room, room_of(term.weight)) : room;
}

}  // namespace

std::int64_t checked_lcm(std::int64_t a, std::int64_t b) { return product(a / std::gcd(a, b), b); }

std::int64_t checked_add(std::int64_t a, std::int64_t b) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) too_large();
  return sum;
}

NumberRoom room_of(const Rational& value) { return checked({abs(value), value.denominator(), 1}); }

NumberRoom room_of(const std::vector<Rational>& values) {
  NumberRoom room;
  for (const Rational& value : values) room = either(room, room_of(value));
  return room;
}

NumberRoom room_of(const std::vector<TableRows>& tables) {
  NumberRoom room;
  for (const TableRows& rows : tables) {
    for (const TableRow& row : rows) room = either(room, room_of(row.value));
  }
  return room;
}

NumberRoom added(const NumberRoom& a, const NumberRoom& b) {
  return checked(
      {a.largest + b.largest, checked_lcm(a.common, b.common), product(a.varying, b.varying)});
}

NumberRoom multiplied(const NumberRoom& a, const NumberRoom& b) {
  return checked(
      {a.largest * b.largest, product(a.common, b.common), product(a.varying, b.varying)});
}

NumberRoom either(const NumberRoom& a, const NumberRoom& b) {
  return checked({std::max(a.largest, b.largest), checked_lcm(a.common, b.common),
                  std::max(a.varying, b.varying)});
}

NumberRoom room_of(const Program& program, const Scale& scale,
                   const std::vector<NumberRoom>& scales) {
  const auto n = static_cast<std::int64_t>(scale.terms.size());
  if (scale.aggregate == Aggregate::lookup) return after(scale.steps, room_of(scale.rows));
  NumberRoom total;
  for (const Term& term : scale.terms) {
    const NumberRoom part = contribution(program, scale, term, scales);
    total = scale.aggregate == Aggregate::max ? either(total, part) : added(total, part);
  }
  const bool is_mean = scale.aggregate == Aggregate::mean;
  NumberRoom result = after(scale.steps, is_mean ? divided_by_up_to(total, n) : total);

  NumberRoom prorated = total;
  if (scale.missing.kind == MissingPolicy::Kind::prorate_by_count) {
    prorated = divided_by_up_to(multiplied(total, room_of(Rational(n))), n);
  } else if (scale.missing.kind == MissingPolicy::Kind::prorate_by_range) {
    // (raw - least)(greatest - least) over a width that is a whole number of 1/common.
    const NumberRoom width = added(total, total);
    const Rational steps = width.largest * Rational(total.common);
    prorated = multiplied(width, width);
    prorated = divided_by_up_to(added(prorated, total), std::max<std::int64_t>(1, steps.floor()));
  } else if (scale.missing.kind == MissingPolicy::Kind::table) {
    prorated = room_of(scale.missing.tables);
  } else {
    return result;  // counting as a code stays within what the inputs can add
  }
  if (is_mean) prorated = divided_by_up_to(prorated, n);
  return either(result, after(scale.steps, prorated));
}

}  // namespace vaern::detail
