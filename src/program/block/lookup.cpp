// SPDX-License-Identifier: Apache-2.0
// Scales that are a row of a table: every row that the scale looked up can be in, for each code of
// the selector and for none (S5.10).
#include <algorithm>
#include <memory>

#include "program/block/kernels.hpp"
#include "program/block/scales.hpp"
#include "program/terms.hpp"

namespace vaern {
inline namespace v1 {
namespace block {
namespace {

/// Values of one selector code over the numerators of the scale looked up.
struct Rows {
  std::vector<Rational> low;
  std::vector<Rational> high;
};

bool is_sorted(const std::vector<Rational>& values, bool rising) {
  return rising ? std::is_sorted(values.begin(), values.end())
                : std::is_sorted(values.rbegin(), values.rend());
}

std::vector<Rows> values_of(const Scale& scale, std::int64_t first, std::int64_t last,
                            std::int64_t denominator) {
  std::vector<Rows> all;
  for (const TableRows& rows : scale.rows) {
    Rows values;
    for (std::int64_t x = first; x <= last; ++x) {
      const TableRow* row = row_of(rows, Rational(x, denominator));
      if (row == nullptr) throw NotInBlocks("a table does not cover the scale looked up");
      values.low.push_back(apply_steps(scale.steps, row->value));
    }
    values.high = values.low;
    all.push_back(std::move(values));
  }
  if (!scale.selector) return all;
  Rows hull = all.front();  // nobody knows which table holds
  for (const Rows& values : all) {
    for (std::size_t i = 0; i < hull.low.size(); ++i) {
      hull.low[i] = std::min(hull.low[i], values.low[i]);
      hull.high[i] = std::max(hull.high[i], values.high[i]);
    }
  }
  all.push_back(std::move(hull));
  return all;
}

}  // namespace

void build_lookup(Builder& b, ScaleId id) {
  const Scale& scale = b.program_.scales[id];
  ScaleRegs& regs = b.plan_.scales[id];
  const ScaleRegs& of = b.plan_.scales[scale.terms.front().id];
  const auto kind = scale.missing.kind;
  if (kind != MissingPolicy::Kind::forbid && kind != MissingPolicy::Kind::bounds_only) {
    throw NotInBlocks("a table's value is imputed");
  }
  if (of.format.lane == Lane::rational || of.format.values || of.no_bounds || of.may_be_none) {
    throw NotInBlocks("a table is read with a scale that may have no value");
  }
  if (scale.selector && b.is_conditional(*scale.selector)) {
    throw NotInBlocks("a table is chosen by a question that may not be asked");
  }
  const Interval& range = b.program_.scales[scale.terms.front().id].range;
  const std::int64_t denominator = of.format.denominator;
  const std::int64_t first = (range.lowest * Rational(denominator)).floor();
  const std::int64_t last = (range.highest * Rational(denominator)).round(Rounding::ceiling);
  if (last - first > 1 << 16U) throw NotInBlocks("a table is read with too fine a scale");
  const std::vector<Rows> all = values_of(scale, first, last, denominator);
  const auto goes = [&](bool rising) {
    return std::all_of(all.begin(), all.end(), [&](const Rows& values) {
      return is_sorted(values.low, rising) && is_sorted(values.high, rising);
    });
  };
  const bool rises = goes(true);
  if (!rises && !goes(false)) throw NotInBlocks("a table goes both ways");

  std::int64_t common = 1;
  for (const Rows& values : all) {
    for (const Rational& value : values.low) {
      common = common_multiple(common, value.denominator());
    }
  }
  const auto numerator = [&](const Rational& value) {
    return (value * Rational(common)).numerator();
  };
  std::int64_t least = first;
  std::int64_t most = last;
  for (const Rows& values : all) {
    for (const auto* list : {&values.low, &values.high}) {
      for (const Rational& value : *list) {
        least = std::min(least, numerator(value));
        most = std::max(most, numerator(value));
      }
    }
  }
  // Not narrower than what it is read with: one lane for both is looked up many rows at a time.
  const Lane narrowest = narrowest_lane(least, most);
  const bool is_narrower = narrowest == Lane::int8 && of.format.lane != Lane::int8;
  regs.format = {is_narrower ? Lane::int16 : narrowest, common, nullptr};
  regs.has_own_value = of.has_own_value;

  const std::size_t width = all.size();
  in_integer_lane(of.format.lane, [&](auto from_lane) {
    in_integer_lane(regs.format.lane, [&](auto lane) {
      using From = decltype(from_lane);
      using T = decltype(lane);
      const auto look_up = [&](Reg x, bool high) {
        const auto table = std::make_shared<std::vector<T>>();
        for (std::size_t i = 0; i < all.front().low.size(); ++i) {
          for (const Rows& values : all) {
            table->push_back(static_cast<T>(numerator(high ? values.high[i] : values.low[i])));
          }
        }
        const Reg out = b.number(regs.format.lane);
        b.add([=, selector = scale.selector](const Space& s) {
          // Which table: the selector's code, and the last of all where it is missing.
          const Code* keys = selector ? s.inputs[*selector] : nullptr;
          const From* a = s.at<From>(x);
          T* to = s.at<T>(out);
          if constexpr (std::is_same_v<From, std::int8_t> && !std::is_same_v<T, From>) {
            // The places are in the lane of what is found; they are written over one by one.
            s.k->of<T>().widen(to, a, s.rows);
            const TablePlace<T> place{to, static_cast<T>(first), keys, width, table->size()};
            s.k->of<T>().look_up(to, place, table->data(), s.rows);
          } else if constexpr (std::is_same_v<T, From>) {
            const TablePlace<T> place{a, static_cast<T>(first), keys, width, table->size()};
            s.k->of<T>().look_up(to, place, table->data(), s.rows);
          } else {
            for (std::size_t r = 0; r < s.rows; ++r) {
              const std::size_t key =
                  keys != nullptr ? std::min<std::size_t>(keys[r], width - 1) : 0;
              to[r] = (*table)[static_cast<std::size_t>(a[r] - first) * width + key];
            }
          }
        });
        return out;
      };
      regs.lowest = look_up(rises ? of.lowest : of.highest, false);
      regs.highest = look_up(rises ? of.highest : of.lowest, true);
      b.sharpen_bounds(id);
      regs.value = regs.lowest;
      if (regs.has_own_value) {
        // Without a value of its own the lowest stands in, so that every row is in the table.
        const Reg x = b.number(of.format.lane);
        b.add([=, has = of.has_value, value = of.value, low = of.lowest](const Space& s) {
          s.k->of<From>().choose(s.at<From>(x), s.mask(has), s.at<From>(value), s.at<From>(low),
                                 s.rows);
        });
        const Reg found = look_up(x, false);
        regs.value = b.number(regs.format.lane);
        b.add([=, out = regs.value, low = regs.lowest, high = regs.highest](const Space& s) {
          s.k->of<T>().clamp(s.at<T>(out), s.at<T>(found), s.at<T>(low), s.at<T>(high), s.rows);
        });
      }
    });
  });

  regs.missing = b.reg(1);
  regs.has_value = of.has_value;
  b.add([=, missing = regs.missing, has = of.has_value](const Space& s) {
    s.k->is_zero(s.at<std::uint8_t>(missing), s.mask(has), s.rows);
  });
  if (scale.selector) {
    const Reg gone = b.missing(*scale.selector);
    b.add([=, missing = regs.missing](const Space& s) {
      s.k->add_one(s.at<std::uint8_t>(missing), s.mask(gone), s.rows);
    });
    regs.has_value = b.without(of.has_value, gone);
  }
  // A register of its own: a single run sets it, and not that of the scale looked up.
  if (of.is_imputed) regs.is_imputed = b.both(of.is_imputed, regs.has_value);
}

}  // namespace block
}  // namespace v1
}  // namespace vaern
