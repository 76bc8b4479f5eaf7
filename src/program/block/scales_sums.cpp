// SPDX-License-Identifier: Apache-2.0
// What the terms of a scale add up to: bytes as long as these hold it, then the scale's own
// numbers.
#include <algorithm>
#include <array>
#include <memory>

#include "program/block/kernels.hpp"
#include "program/block/scales.hpp"
#include "program/terms.hpp"

namespace vaern {
inline namespace v1 {
namespace block {
namespace {

using Byte = std::uint8_t;

/// Columns whose places are gathered for one call.
constexpr std::size_t at_once = 32;

BytePoints points_of(const std::vector<std::int64_t>& by_code, std::int64_t low,
                     std::int64_t high) {
  BytePoints points;
  points.top = static_cast<Byte>(high - low);
  points.codes = static_cast<std::uint16_t>(by_code.size());
  bool is_rising = true;
  bool is_falling = true;
  bool is_between = true;  // all or nothing, and all of them in one stretch of codes
  bool is_any = false;
  for (std::size_t c = 0; c < by_code.size(); ++c) {
    const std::int64_t above = by_code[c] - low;
    points.by_code[c] = static_cast<Byte>(above);
    is_rising = is_rising && above == static_cast<std::int64_t>(c);
    is_falling = is_falling && above == high - low - static_cast<std::int64_t>(c);
    if (above == 0) continue;
    const bool is_next = !is_any || c == points.last + std::size_t{1};
    is_between = is_between && above == high - low && is_next;
    if (!is_any) points.first = static_cast<Code>(c);
    points.last = static_cast<Code>(c);
    is_any = true;
  }
  if (is_rising) {
    points.kind = BytePoints::Kind::rising;
  } else if (is_falling) {
    points.kind = BytePoints::Kind::falling;
  } else {
    points.kind = is_between ? BytePoints::Kind::between : BytePoints::Kind::table;
  }
  return points;
}

/// Columns that are added in one operation: of one kind, no more than a byte holds.
struct Group {
  std::vector<InputId> inputs;
  std::vector<BytePoints> points;
};

}  // namespace

/// Answered free terms, each above its least; counts the missing ones.
template <class T>
Reg ScaleBuilder::sum_of_bytes() {
  std::vector<const Direct*> wide;
  std::int64_t bytes = 0;  // of the groups of one flush
  std::vector<std::vector<Group>> flushes(1);
  for (const BytePoints::Kind kind : {BytePoints::Kind::rising, BytePoints::Kind::falling,
                                      BytePoints::Kind::between, BytePoints::Kind::table}) {
    for (const Direct& term : free_) {
      if (term.high - term.low > 255) {
        if (kind == BytePoints::Kind::rising) wide.push_back(&term);
        continue;
      }
      const BytePoints points = points_of(term.by_code, term.low, term.high);
      if (points.kind != kind) continue;
      if (bytes + points.top > 255) {
        flushes.emplace_back();
        bytes = 0;
      }
      bytes += points.top;
      std::vector<Group>& flush = flushes.back();
      if (flush.empty() || flush.back().points.front().kind != kind) flush.emplace_back();
      flush.back().inputs.push_back(term.input);
      flush.back().points.push_back(points);
    }
  }
  const Reg missing = regs_.missing;
  const Reg open = open_;
  const Reg sum = b_.reg(1);
  // Where the lane is of bytes its range has shown that one stretch of them holds every sum.
  constexpr bool are_bytes = sizeof(T) == sizeof(Byte);
  const Reg out = are_bytes ? sum : b_.number(regs_.format.lane);
  if (open) b_.add([=](const Space& s) { s.k->fill(s.mask(open), 0, s.rows); });
  bool is_first = true;
  for (const std::vector<Group>& flush : flushes) {
    b_.add([=](const Space& s) { s.k->fill(s.mask(sum), 0, s.rows); });
    for (const Group& group : flush) {
      b_.add([=](const Space& s) {
        const ByteSums sums{s.at<Byte>(sum), s.at<Byte>(missing),
                            open ? s.at<Byte>(open) : nullptr};
        std::array<const Code*, at_once> columns{};
        std::array<const BytePoints*, at_once> points{};
        for (std::size_t from = 0; from < group.inputs.size(); from += at_once) {
          const std::size_t count = std::min(at_once, group.inputs.size() - from);
          for (std::size_t i = 0; i < count; ++i) {
            columns[i] = s.inputs[group.inputs[from + i]];
            points[i] = &group.points[from + i];
          }
          s.k->add_columns(sums, columns.data(), points.data(), count, s.rows);
        }
      });
    }
    if constexpr (are_bytes) continue;
    b_.add([=](const Space& s) {
      if (is_first) {
        s.k->of<T>().from_bytes(s.at<T>(out), s.at<Byte>(sum), T{0}, s.rows);
      } else {
        s.k->of<T>().add_bytes(s.at<T>(out), s.at<Byte>(sum), s.rows);
      }
    });
    is_first = false;
  }
  for (const Direct* term : wide) {
    if (open) throw NotInBlocks("a scale is prorated by ranges that are too fine");
    const auto table = std::make_shared<std::vector<T>>(256, T{0});
    for (std::size_t c = 0; c < term->by_code.size(); ++c) {
      (*table)[c] = static_cast<T>(term->by_code[c] - term->low);
    }
    b_.add([=, input = term->input](const Space& s) {
      s.k->of<T>().add_by_code(s.at<T>(out), s.inputs[input], table->data(), s.rows);
    });
    const Reg gone = b_.missing(term->input);
    b_.add([=](const Space& s) { s.k->add_one(s.at<Byte>(missing), s.mask(gone), s.rows); });
  }
  return out;
}

void Builder::add_missing(Reg out, const WeightsOfMissing& weights) {
  std::vector<std::uint8_t> values;
  for (const auto& each : weights) values.push_back(each.second);
  add([=, hidden = hidden_](const Space& s) {
    s.k->fill(s.mask(out), 0, s.rows);
    std::array<const Code*, at_once> columns{};
    for (std::size_t from = 0; from < weights.size(); from += at_once) {
      const std::size_t count = std::min(at_once, weights.size() - from);
      for (std::size_t i = 0; i < count; ++i) {
        const InputId input = weights[from + i].first;
        columns[i] = hidden[input] ? s.at<Code>(hidden[input]) : s.inputs[input];
      }
      s.k->add_missing(s.mask(out), columns.data(), values.data() + from, count, s.rows);
    }
  });
}

/// Adds a weight for each free term that is missing.
template <class T>
Reg ScaleBuilder::plus_missing(Reg from, const std::vector<std::int64_t>& weights) {
  const auto [least, most] = std::minmax_element(weights.begin(), weights.end());
  if (weights.empty() || (*least == 0 && *most == 0)) return from;
  const Reg out = b_.number(regs_.format.lane);
  const Reg missing = regs_.missing;
  if (*least == *most) {
    b_.add([=, factor = static_cast<T>(*least)](const Space& s) {
      s.k->of<T>().add_product(s.at<T>(out), s.at<T>(from), s.at<Byte>(missing), factor, s.rows);
    });
    return out;
  }
  // Of one sign they are added up in bytes as long as these hold them.
  const bool is_negative = *least < 0;
  const std::int64_t sign = is_negative ? -1 : 1;
  const Reg sum = b_.reg(1);
  Reg at = from;
  std::int64_t bytes = 0;
  WeightsOfMissing columns;
  const auto flush = [&] {
    if (columns.empty()) return;
    b_.add_missing(sum, columns);
    b_.add([=](const Space& s) {
      s.k->of<T>().add_product(s.at<T>(out), s.at<T>(at), s.at<Byte>(sum), static_cast<T>(sign),
                               s.rows);
    });
    at = out;
    columns.clear();
    bytes = 0;
  };
  const auto add_wide = [&](InputId input, std::int64_t weight) {
    const Reg gone = b_.missing(input);
    b_.add([=](const Space& s) {
      for (std::size_t r = 0; r < s.rows; ++r) {
        const std::int64_t part = s.mask(gone)[r] != 0 ? weight : 0;
        s.at<T>(out)[r] = static_cast<T>(s.at<T>(at)[r] + part);
      }
    });
    at = out;
  };
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const std::int64_t weight = weights[i] * sign;
    if (weight == 0) continue;
    if (weight < 0 || weight > 255) {
      flush();
      add_wide(free_[i].input, weights[i]);
      continue;
    }
    if (bytes + weight > 255) flush();
    bytes += weight;
    columns.emplace_back(free_[i].input, static_cast<Byte>(weight));
  }
  flush();
  return out;
}

/// What a term adds that may not be asked: nothing where it is not, perhaps nothing where that is
/// not yet known (S2.2).
template <class T>
void ScaleBuilder::emit_conditional(const Direct& term) {
  const auto points = std::make_shared<ConditionalPoints<T>>();
  points->codes = term.by_code.size();
  for (std::size_t c = 0; c < 256; ++c) {
    const bool is_known = c < term.by_code.size();
    points->low[c] = static_cast<T>(is_known ? term.by_code[c] : term.low);
    points->high[c] = static_cast<T>(is_known ? term.by_code[c] : term.high);
    points->raw[c] = static_cast<T>(is_known ? term.by_code[c] : 0);
    points->filled[c] = static_cast<T>(is_known ? term.by_code[c] : term.stand_in);
  }
  const TruthRegs asked = *b_.applicable_[term.input];
  b_.add_on_codes(term.input, [=, low = low_, high = high_, raw = raw_, filled = filled_,
                               missing = regs_.missing](const Space& s, const Code* codes) {
    const ConditionalSums<T> sums{s.at<T>(low), s.at<T>(high), s.at<T>(raw),
                                  filled ? s.at<T>(filled) : nullptr, s.at<Byte>(missing)};
    s.k->of<T>().add_conditional(sums, codes, s.mask(asked.yes), s.mask(asked.maybe), *points,
                                 s.rows);
  });
}

template <class T>
void ScaleBuilder::emit_sub(const Sub& sub) {
  const ScaleRegs& of = b_.plan_.scales[sub.scale];
  const bool turns = sub.factor < 0;
  const Reg missing = regs_.missing;
  const Reg has = of.has_value;
  in_integer_lane(of.format.lane, [&](auto lane) {
    using From = decltype(lane);
    const bool widens = std::is_same_v<From, std::int8_t> && !std::is_same_v<T, From>;
    const Reg wide = widens ? b_.number(regs_.format.lane) : Reg();
    const auto add_part = [&](Reg to, Reg from, Reg where) {
      b_.add([=, factor = sub.factor](const Space& s) {
        const From* a = s.at<From>(from);
        const Mask* counts = s.mask(where);
        T* out = s.at<T>(to);
        if constexpr (std::is_same_v<T, From>) {
          s.k->of<T>().add_scaled(out, a, static_cast<T>(factor), counts, s.rows);
        } else if constexpr (std::is_same_v<From, std::int8_t>) {
          s.k->of<T>().widen(s.at<T>(wide), a, s.rows);
          s.k->of<T>().add_scaled(out, s.at<T>(wide), static_cast<T>(factor), counts, s.rows);
        } else {
          for (std::size_t r = 0; r < s.rows; ++r) {
            out[r] = static_cast<T>(out[r] + (counts[r] != 0 ? factor * std::int64_t{a[r]} : 0));
          }
        }
      });
    };
    add_part(low_, turns ? of.highest : of.lowest, b_.always_);
    add_part(high_, turns ? of.lowest : of.highest, b_.always_);
    if (raw_) add_part(raw_, of.value, has);
  });
  const Reg gone = b_.invert(has);
  b_.add([=](const Space& s) { s.k->add_one(s.at<Byte>(missing), s.mask(gone), s.rows); });
}

template <class T>
void ScaleBuilder::emit_sums() {
  const auto weights = [&](auto weight) {
    std::vector<std::int64_t> list;
    for (const Direct& term : free_) list.push_back(weight(term));
    return list;
  };
  const auto copy = [&](Reg from) {
    const Reg out = b_.number(regs_.format.lane);
    b_.add([=](const Space& s) { s.k->of<T>().copy(s.at<T>(out), s.at<T>(from), s.rows); });
    return out;
  };
  if (key_ == Key::open || (!is_uniform() && spread_ <= 255)) open_ = b_.reg(1);
  shifted_ = sum_of_bytes<T>();
  low_ = shifted_;
  if (least_sum_ != 0) {
    low_ = b_.number(regs_.format.lane);
    b_.add([=, from = shifted_, out = low_, plus = static_cast<T>(least_sum_)](const Space& s) {
      s.k->of<T>().affine(s.at<T>(out), s.at<T>(from), T{1}, plus, s.rows);
    });
  }
  if (open_) {
    high_ = b_.number(regs_.format.lane);
    b_.add([=, out = high_, low = low_, open = open_](const Space& s) {
      s.k->of<T>().add_product(s.at<T>(out), s.at<T>(low), s.at<Byte>(open), T{1}, s.rows);
    });
  } else {
    high_ = plus_missing<T>(low_, weights([](const Direct& t) { return t.high - t.low; }));
  }
  raw_ = Reg();
  if (regs_.has_own_value)
    raw_ = plus_missing<T>(low_, weights([](const Direct& t) { return -t.low; }));
  if (scale_.missing.kind == MissingPolicy::Kind::count_as) {
    filled_ = plus_missing<T>(low_, weights([](const Direct& t) { return t.stand_in - t.low; }));
  }
  if (conditional_.empty() && subs_.empty()) return;
  // Each of its own, for what follows adds to them.
  low_ = copy(low_);
  high_ = copy(high_);
  if (raw_) raw_ = copy(raw_);
  if (filled_) filled_ = copy(filled_);
  for (const Direct& term : conditional_) emit_conditional<T>(term);
  for (const Sub& sub : subs_) emit_sub<T>(sub);
}

template <class T>
void ScaleBuilder::emit_greatest() {
  low_ = b_.number(regs_.format.lane);
  high_ = b_.number(regs_.format.lane);
  raw_ = b_.number(regs_.format.lane);
  const bool counts = scale_.missing.kind == MissingPolicy::Kind::count_as;
  if (counts) filled_ = b_.number(regs_.format.lane);
  const auto take = [&](Reg out, const std::vector<T>& by_code, bool is_first) {
    const auto table = std::make_shared<std::vector<T>>(by_code);
    return [=](const Space& s, const Code* codes) {
      T* to = s.at<T>(out);
      for (std::size_t r = 0; r < s.rows; ++r) {
        const T value = (*table)[codes[r]];
        to[r] = is_first ? value : std::max(to[r], value);
      }
    };
  };
  // Where nobody answered the greatest of the answered is the least number there is: read nowhere.
  const auto table_of = [&](const Direct& term, std::int64_t when_missing) {
    std::vector<T> table(256, static_cast<T>(when_missing));
    for (std::size_t c = 0; c < term.by_code.size(); ++c) {
      table[c] = static_cast<T>(term.by_code[c]);
    }
    return table;
  };
  bool is_first = true;
  for (const Direct& term : free_) {
    b_.add_on_codes(term.input, take(low_, table_of(term, term.low), is_first));
    b_.add_on_codes(term.input, take(high_, table_of(term, term.high), is_first));
    b_.add_on_codes(term.input, take(raw_, table_of(term, least_), is_first));
    if (counts) b_.add_on_codes(term.input, take(filled_, table_of(term, term.stand_in), is_first));
    is_first = false;
    const Reg gone = b_.missing(term.input);
    b_.add([=, missing = regs_.missing](const Space& s) {
      s.k->add_one(s.at<Byte>(missing), s.mask(gone), s.rows);
    });
  }
}

template void ScaleBuilder::emit_sums<std::int8_t>();
template void ScaleBuilder::emit_sums<std::int16_t>();
template void ScaleBuilder::emit_sums<std::int32_t>();
template void ScaleBuilder::emit_sums<std::int64_t>();
template void ScaleBuilder::emit_greatest<std::int8_t>();
template void ScaleBuilder::emit_greatest<std::int16_t>();
template void ScaleBuilder::emit_greatest<std::int32_t>();
template void ScaleBuilder::emit_greatest<std::int64_t>();

}  // namespace block
}  // namespace v1
}  // namespace vaern
