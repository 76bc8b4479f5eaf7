// SPDX-License-Identifier: Apache-2.0
// Numbers in conditions: intervals over a common denominator where they fit in 64 bits, else
// rationals. Sums of scales and cut-offs do not come here.
#include <algorithm>
#include <numeric>

#include "program/block/builder.hpp"
#include "program/block/kernels.hpp"
#include "program/terms.hpp"

namespace vaern {
inline namespace v1 {
namespace block {

namespace {

constexpr std::int64_t most = std::int64_t{1} << 60U;

/// Numerators over that denominator stay small enough to be added and compared.
bool fits(const Interval& range, Wide denominator) {
  if (denominator > most) return false;
  const auto fits_one = [&](const Rational& end) {
    const Wide numerator = static_cast<Wide>(end.numerator()) * denominator;
    return numerator <= static_cast<Wide>(most) * end.denominator() &&
           -numerator <= static_cast<Wide>(most) * end.denominator();
  };
  return fits_one(range.lowest) && fits_one(range.highest);
}

template <class T>
T numerator_of(const Rational& value, std::int64_t denominator) {
  if constexpr (std::is_same_v<T, Rational>) {
    return value;
  } else {
    const Rational numerator = value * Rational(denominator);
    if (!numerator.is_integer()) throw std::logic_error("not over the common denominator");
    return static_cast<T>(numerator.numerator());
  }
}

/// The same numbers in a wider format.
template <class T, class From>
void widen(const Space& s, Reg out, Reg from, const ScaleFormat& own, std::int64_t factor) {
  T* to = s.at<T>(out);
  const From* a = s.at<From>(from);
  for (std::size_t r = 0; r < s.rows; ++r) {
    if constexpr (std::is_same_v<From, Rational>) {
      if constexpr (std::is_same_v<T, Rational>) to[r] = a[r];
    } else if constexpr (std::is_same_v<T, Rational>) {
      to[r] = own.at(a[r]);
    } else {
      to[r] = static_cast<T>(a[r] * factor);
    }
  }
}

}  // namespace

Reg Builder::number(Lane lane) {
  Reg made;
  in_lane(lane, [&](auto type) { made = reg(sizeof(type)); });
  return made;
}

NumberRegs Builder::constant(const Rational& value) {
  if (!fits(Interval(value), value.denominator())) throw NotInBlocks("a number is too large");
  NumberRegs made;
  made.format = {Lane::int64, value.denominator(), nullptr};
  made.range = Interval(value);
  made.lowest = made.highest = number(Lane::int64);
  add([=, reg = made.lowest](const Space& s) {
    s.k->of<std::int64_t>().fill(s.at<std::int64_t>(reg), value.numerator(), s.rows);
  });
  return made;
}

NumberRegs Builder::input_value(InputId input) {
  const std::vector<Rational>& values = program_.inputs[input].values;
  const Interval span = detail::span_of(values);
  std::int64_t denominator = 1;
  for (const Rational& value : values) {
    denominator = common_multiple(denominator, value.denominator());
  }
  if (!fits(span, denominator)) throw NotInBlocks("values of an item are too large");
  NumberRegs made;
  made.format = {Lane::int64, denominator, nullptr};
  made.range = span;
  made.lowest = number(Lane::int64);
  made.highest = number(Lane::int64);
  std::vector<std::int64_t> low(256, numerator_of<std::int64_t>(span.lowest, denominator));
  std::vector<std::int64_t> high(256, numerator_of<std::int64_t>(span.highest, denominator));
  for (std::size_t c = 0; c < values.size(); ++c) {
    low[c] = high[c] = numerator_of<std::int64_t>(values[c], denominator);
  }
  add_on_codes(input, [=](const Space& s, const Code* codes) {
    for (std::size_t r = 0; r < s.rows; ++r) {
      s.at<std::int64_t>(made.lowest)[r] = low[codes[r]];
      s.at<std::int64_t>(made.highest)[r] = high[codes[r]];
    }
  });
  if (is_conditional(input)) {
    made.may_be_none = invert(applicable_[input]->yes);
    made.is_none = invert(applicable_[input]->maybe);
  }
  return made;
}

/// What a condition sees of a scale: its reported value where it reads that and there is one.
NumberRegs Builder::scale_value(ScaleId id, Read read) {
  const ScaleRegs& regs = plan_.scales[id];
  NumberRegs made{regs.format,  program_.scales[id].range, regs.lowest,
                  regs.highest, regs.may_be_none,          regs.no_bounds};
  if (read == Read::bounds || !regs.has_own_value) return made;
  made.lowest = number(regs.format.lane);
  made.highest = number(regs.format.lane);
  in_lane(regs.format.lane, [&](auto lane) {
    using T = decltype(lane);
    for (const auto& [out, end] :
         {std::pair(made.lowest, regs.lowest), std::pair(made.highest, regs.highest)}) {
      add([=, value = regs.value, has = regs.has_value, out = out, end = end](const Space& s) {
        const T* a = s.at<T>(end);
        const T* b = s.at<T>(value);
        const Mask* where = s.mask(has);
        T* to = s.at<T>(out);
        for (std::size_t r = 0; r < s.rows; ++r) to[r] = where[r] != 0 ? b[r] : a[r];
      });
    }
  });
  if (regs.may_be_none) made.may_be_none = without(regs.may_be_none, regs.has_value);
  return made;
}

NumberRegs Builder::count(const std::vector<TruthRegs>& truths) {
  NumberRegs made;
  made.format = {Lane::int64, 1, nullptr};
  made.range = Interval(Rational(0), Rational(static_cast<std::int64_t>(truths.size())));
  made.lowest = number(Lane::int64);
  made.highest = number(Lane::int64);
  add([=](const Space& s) {
    std::fill_n(s.at<std::int64_t>(made.lowest), s.rows, 0);
    std::fill_n(s.at<std::int64_t>(made.highest), s.rows, 0);
    for (const TruthRegs& truth : truths) {
      for (std::size_t r = 0; r < s.rows; ++r) {
        s.at<std::int64_t>(made.lowest)[r] += s.mask(truth.yes)[r] & 1;
        s.at<std::int64_t>(made.highest)[r] += s.mask(truth.maybe)[r] & 1;
      }
    }
  });
  return made;
}

// --- Two numbers -----------------------------------------------------------------------------

/// In 64 bits over that denominator, which is a multiple of its own, or as rationals.
NumberRegs Builder::as(const NumberRegs& numbers, const ScaleFormat& format) {
  if (numbers.format == format) return numbers;
  NumberRegs made = numbers;
  made.format = format;
  const ScaleFormat own = numbers.format;
  in_lane(numbers.format.lane, [&](auto from) {
    in_lane(format.lane, [&](auto to) {
      using From = decltype(from);
      using To = decltype(to);
      const auto widen_one = [&](Reg reg) {
        const Reg out = number(format.lane);
        const std::int64_t factor = format.denominator / own.denominator;
        add([=](const Space& s) { widen<To, From>(s, out, reg, own, factor); });
        return out;
      };
      made.lowest = widen_one(numbers.lowest);
      made.highest = numbers.highest == numbers.lowest ? made.lowest : widen_one(numbers.highest);
    });
  });
  return made;
}

/// One format for both, and for what an operation makes of them.
ScaleFormat Builder::common_format(const NumberRegs& a, const NumberRegs& b, const Interval& made,
                                   bool multiplies) {
  const ScaleFormat rational{Lane::rational, 1, nullptr};
  const auto has_denominator = [](const ScaleFormat& format) {
    return format.lane != Lane::rational && !format.values;
  };
  if (!has_denominator(a.format) || !has_denominator(b.format)) return rational;
  const std::int64_t da = a.format.denominator;
  const std::int64_t db = b.format.denominator;
  const Wide product = static_cast<Wide>(da) * db;
  const Wide common = multiplies ? product : product / std::gcd(da, db);
  if (!fits(a.range, common) || !fits(b.range, common) || !fits(made, common)) return rational;
  return {Lane::int64, static_cast<std::int64_t>(common), nullptr};
}

namespace {

template <class T>
struct Ends {
  T low;
  T high;
};

template <class T>
Ends<T> apply(NodeOp op, const Ends<T>& a, const Ends<T>& b) {
  switch (op) {
    case NodeOp::add:
      return {T(a.low + b.low), T(a.high + b.high)};
    case NodeOp::subtract:
      return {T(a.low - b.high), T(a.high - b.low)};
    case NodeOp::minimum:
      return {std::min(a.low, b.low), std::min(a.high, b.high)};
    case NodeOp::maximum:
      return {std::max(a.low, b.low), std::max(a.high, b.high)};
    default: {
      const std::initializer_list<T> corners{T(a.low * b.low), T(a.low * b.high), T(a.high * b.low),
                                             T(a.high * b.high)};
      return {std::min(corners), std::max(corners)};
    }
  }
}

}  // namespace

NumberRegs Builder::combine(NodeOp op, const NumberRegs& a, const NumberRegs& b,
                            const Interval& range) {
  const bool multiplies = op == NodeOp::multiply;
  const ScaleFormat format = common_format(a, b, range, multiplies);
  const bool keeps_own = multiplies && format.lane == Lane::int64;
  const NumberRegs x =
      as(a, keeps_own ? ScaleFormat{Lane::int64, a.format.denominator, nullptr} : format);
  const NumberRegs y =
      as(b, keeps_own ? ScaleFormat{Lane::int64, b.format.denominator, nullptr} : format);
  NumberRegs made;
  made.format = format;
  made.range = range;
  made.lowest = number(format.lane);
  made.highest = number(format.lane);
  made.may_be_none = none_of(a.may_be_none, b.may_be_none);
  made.is_none = none_of(a.is_none, b.is_none);
  in_lane(format.lane, [&](auto lane) {
    using T = decltype(lane);
    add([=, low = made.lowest, high = made.highest](const Space& s) {
      for (std::size_t r = 0; r < s.rows; ++r) {
        // Where one has no value the other is taken: what comes of it is read nowhere.
        const bool gone = made.is_none && s.mask(made.is_none)[r] != 0;
        const Ends<T> ends = gone ? Ends<T>{T(0), T(0)}
                                  : apply<T>(op, {s.at<T>(x.lowest)[r], s.at<T>(x.highest)[r]},
                                             {s.at<T>(y.lowest)[r], s.at<T>(y.highest)[r]});
        s.at<T>(low)[r] = ends.low;
        s.at<T>(high)[r] = ends.high;
      }
    });
  });
  return made;
}

NumberRegs Builder::choose(const TruthRegs& condition, const NumberRegs& a, const NumberRegs& b,
                           const Interval& range) {
  const ScaleFormat format = common_format(a, b, range, false);
  const NumberRegs x = as(a, format);
  const NumberRegs y = as(b, format);
  NumberRegs made;
  made.format = format;
  made.range = range;
  made.lowest = number(format.lane);
  made.highest = number(format.lane);
  const bool can_be_none = a.may_be_none || b.may_be_none || a.is_none || b.is_none;
  if (can_be_none) {
    made.may_be_none = mask();
    made.is_none = mask();
  }
  in_lane(format.lane, [&](auto lane) {
    using T = decltype(lane);
    add([=](const Space& s) {
      const auto holds = [&](Reg reg, std::size_t r) { return reg && s.mask(reg)[r] != 0; };
      for (std::size_t r = 0; r < s.rows; ++r) {
        const bool may_be_first = s.mask(condition.maybe)[r] != 0;
        const bool may_be_second = s.mask(condition.yes)[r] == 0;
        const bool first = may_be_first && !holds(x.is_none, r);
        const bool second = may_be_second && !holds(y.is_none, r);
        T low = second ? s.at<T>(y.lowest)[r] : T(0);
        T high = second ? s.at<T>(y.highest)[r] : T(0);
        if (first) {
          low = second ? std::min(low, s.at<T>(x.lowest)[r]) : s.at<T>(x.lowest)[r];
          high = second ? std::max(high, s.at<T>(x.highest)[r]) : s.at<T>(x.highest)[r];
        }
        s.at<T>(made.lowest)[r] = low;
        s.at<T>(made.highest)[r] = high;
        if (!can_be_none) continue;
        const bool may_miss = (may_be_first && (holds(x.may_be_none, r) || holds(x.is_none, r))) ||
                              (may_be_second && (holds(y.may_be_none, r) || holds(y.is_none, r)));
        s.mask(made.may_be_none)[r] = may_miss ? 0xFF : 0x00;
        s.mask(made.is_none)[r] = first || second ? 0x00 : 0xFF;
      }
    });
  });
  return made;
}

TruthRegs Builder::compare_numbers(NodeOp op, const NumberRegs& a, const NumberRegs& b) {
  const ScaleFormat format = common_format(a, b, a.range, false);
  const NumberRegs x = as(a, format);
  const NumberRegs y = as(b, format);
  const TruthRegs made{mask(), mask()};
  in_lane(format.lane, [&](auto lane) {
    using T = decltype(lane);
    add([=](const Space& s) {
      for (std::size_t r = 0; r < s.rows; ++r) {
        const T& xl = s.at<T>(x.lowest)[r];
        const T& xh = s.at<T>(x.highest)[r];
        const T& yl = s.at<T>(y.lowest)[r];
        const T& yh = s.at<T>(y.highest)[r];
        bool yes = false;
        bool maybe = false;
        if (op == NodeOp::equal) {
          yes = xl == xh && yl == yh && xl == yl;
          maybe = xl <= yh && yl <= xh;
        } else if (op == NodeOp::less) {
          yes = xh < yl;
          maybe = xl < yh;
        } else {
          yes = xh <= yl;
          maybe = xl <= yh;
        }
        s.mask(made.yes)[r] = yes ? 0xFF : 0x00;
        s.mask(made.maybe)[r] = maybe ? 0xFF : 0x00;
      }
    });
  });
  return where_there(where_there(made, a.may_be_none, a.is_none), b.may_be_none, b.is_none);
}

NumberRegs Builder::number_of(NodeId id, Read read) {
  const ProgramNode& node = program_.nodes[id];
  const auto argument = [&](std::size_t i) { return number_of(node.arguments[i], read); };
  switch (node.op) {
    case NodeOp::number:
      return constant(node.value);
    case NodeOp::input_value:
      return input_value(node.subject);
    case NodeOp::scale_value:
      return scale_value(node.subject, read);
    case NodeOp::count:
      return count(truths_of(id, read));
    case NodeOp::choose:
      return choose(truth(node.arguments[0], read), argument(1), argument(2), node.range);
    case NodeOp::add:
    case NodeOp::subtract:
    case NodeOp::multiply:
      return combine(node.op, argument(0), argument(1), node.range);
    case NodeOp::minimum:
    case NodeOp::maximum: {
      NumberRegs result = argument(0);
      for (std::size_t i = 1; i < node.arguments.size(); ++i) {
        const NumberRegs next = argument(i);
        result = combine(node.op, result, next, hull(result.range, next.range));
      }
      return result;
    }
    default:
      throw std::logic_error("a truth is no number");
  }
}

std::int64_t first_at_least(const ScaleFormat& format, const Rational& number) {
  if (!format.values) return (number * Rational(format.denominator)).round(Rounding::ceiling);
  const std::vector<Rational>& values = *format.values;
  return std::lower_bound(values.begin(), values.end(), number) - values.begin();
}

std::int64_t first_above(const ScaleFormat& format, const Rational& number) {
  if (!format.values) return (number * Rational(format.denominator)).floor() + 1;
  const std::vector<Rational>& values = *format.values;
  return std::upper_bound(values.begin(), values.end(), number) - values.begin();
}

std::int64_t number_for(const ScaleFormat& format, const Rational& value) {
  const std::int64_t number = first_at_least(format, value);
  if (number == first_above(format, value)) {
    throw std::logic_error("a value that the block does not have");
  }
  return number;
}

}  // namespace block
}  // namespace v1
}  // namespace vaern
