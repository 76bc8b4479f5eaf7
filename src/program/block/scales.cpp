// SPDX-License-Identifier: Apache-2.0
// What a scale can be: its terms over a common denominator, every value it can have, and the
// narrowest integers that hold them.
#include "program/block/scales.hpp"

#include <algorithm>
#include <numeric>

#include "program/block/kernels.hpp"
#include "program/terms.hpp"

namespace vaern {
inline namespace v1 {
namespace block {
namespace {

constexpr std::int64_t largest = std::int64_t{1} << 60U;
constexpr std::int64_t largest_table = 1 << 18U;

std::int64_t over(const Rational& value, std::int64_t denominator) {
  const Rational numerator = value * Rational(denominator);
  if (!numerator.is_integer()) throw std::logic_error("not over the common denominator");
  if (numerator.numerator() > largest || numerator.numerator() < -largest) {
    throw NotInBlocks("numbers of a scale are too large");
  }
  return numerator.numerator();
}

/// What a lane has to hold.
struct Held {
  std::int64_t least = 0;
  std::int64_t most = 0;

  void add(std::int64_t number) {
    least = std::min(least, number);
    most = std::max(most, number);
  }
  template <class Subs>
  Lane lane(std::int64_t spread, const Subs& subs) {
    add(spread);
    for (const auto& sub : subs) add(sub.factor);
    return narrowest_lane(least, most);
  }
};

bool is_line(const std::vector<Step>& steps) {
  return std::all_of(steps.begin(), steps.end(), [](const Step& step) {
    return step.kind != Step::Kind::round && step.kind != Step::Kind::clamp;
  });
}

}  // namespace

std::int64_t common_multiple(std::int64_t a, std::int64_t b) {
  const Wide lcm = static_cast<Wide>(a / std::gcd(a, b)) * b;
  if (lcm > largest) throw NotInBlocks("numbers have no common denominator that fits");
  return static_cast<std::int64_t>(lcm);
}

Lane narrowest_lane(std::int64_t least, std::int64_t most) {
  const auto holds = [&](auto type) {
    using Limits = std::numeric_limits<decltype(type)>;
    return least >= Limits::min() && most <= Limits::max();
  };
  if (holds(std::int8_t{})) return Lane::int8;
  if (holds(std::int16_t{})) return Lane::int16;
  return holds(std::int32_t{}) ? Lane::int32 : Lane::int64;
}

ScaleBuilder::ScaleBuilder(Builder& builder, ScaleId id)
    : b_(builder),
      id_(id),
      scale_(builder.program_.scales[id]),
      regs_(builder.plan_.scales[id]),
      terms_(static_cast<std::int64_t>(scale_.terms.size())),
      is_greatest_(scale_.aggregate == Aggregate::max) {
  for (const Step& step : scale_.steps) {
    const bool divides_or_times = step.kind == Step::Kind::times || step.kind == Step::Kind::divide;
    if (divides_or_times && step.operand.sign() < 0) turns_ = !turns_;
  }
}

bool ScaleBuilder::imputes() const {
  return scale_.missing.kind != MissingPolicy::Kind::forbid &&
         scale_.missing.kind != MissingPolicy::Kind::bounds_only;
}

/// Terms, over one denominator.
void ScaleBuilder::collect() {
  if (terms_ > 255) throw NotInBlocks("a scale has more than 255 terms");
  const bool counts = scale_.missing.kind == MissingPolicy::Kind::count_as;
  std::vector<std::vector<Rational>> read(scale_.terms.size());  // by term and code
  for (std::size_t i = 0; i < scale_.terms.size(); ++i) {
    const Term& term = scale_.terms[i];
    if (!term.is_scale) {
      for (const Rational& value : detail::points_of(b_.program_, term)) {
        read[i].push_back(detail::contribution(scale_, term, value));
        sum_denominator_ = common_multiple(sum_denominator_, read[i].back().denominator());
      }
      continue;
    }
    const ScaleRegs& sub = b_.plan_.scales[term.id];
    const bool adds = scale_.aggregate == Aggregate::sum || scale_.aggregate == Aggregate::mean;
    if (!adds) throw NotInBlocks("a maximum or a count of scales");
    if (sub.format.lane == Lane::rational || sub.no_bounds || sub.may_be_none) {
      throw NotInBlocks("a scale is made of one that may have no value");
    }
    if (sub.format.values) throw NotInBlocks("a scale is made of one without a denominator");
    if (counts || is_by_range()) {
      throw NotInBlocks("a missing policy fills in a scale");
    }
    const Rational weight = scale_.aggregate == Aggregate::sum ? term.weight : Rational(1);
    sum_denominator_ = common_multiple(sum_denominator_,
                                       (weight / Rational(sub.format.denominator)).denominator());
  }
  for (std::size_t i = 0; i < scale_.terms.size(); ++i) {
    const Term& term = scale_.terms[i];
    if (term.is_scale) {
      const ScaleRegs& sub = b_.plan_.scales[term.id];
      const Rational weight = scale_.aggregate == Aggregate::sum ? term.weight : Rational(1);
      subs_.push_back({term.id, over(weight / Rational(sub.format.denominator), sum_denominator_)});
      continue;
    }
    Direct direct;
    direct.input = term.id;
    for (const Rational& value : read[i]) {
      direct.by_code.push_back(over(value, sum_denominator_));
    }
    const auto [low, high] = std::minmax_element(direct.by_code.begin(), direct.by_code.end());
    direct.low = *low;
    direct.high = *high;
    if (counts) direct.stand_in = direct.by_code[scale_.missing.counted[i]];
    auto& list = b_.is_conditional(term.id) ? conditional_ : free_;
    list.push_back(std::move(direct));
  }
}

/// Everything that sums, also of the answered terms alone, lies in.
void ScaleBuilder::collect_ranges() {
  if (is_greatest_) {
    bool first = true;
    for (const Direct& term : free_) {
      least_ = first ? term.low : std::min(least_, term.low);
      most_ = first ? term.high : std::max(most_, term.high);
      first = false;
    }
    least_ = std::min<std::int64_t>(least_, 0);  // nothing is answered
    most_ = std::max<std::int64_t>(most_, 0);
    return;
  }
  Wide least = 0;
  Wide most = 0;
  const auto widen = [&](Wide low, Wide high) {
    least += std::min<Wide>(low, 0);
    most += std::max<Wide>(high, 0);
  };
  for (const auto* list : {&free_, &conditional_}) {
    for (const Direct& term : *list) widen(term.low, term.high);
  }
  for (const Sub& sub : subs_) {
    const Interval& range = b_.program_.scales[sub.scale].range;
    const std::int64_t denominator = b_.plan_.scales[sub.scale].format.denominator;
    for (const Rational& end : {range.lowest, range.highest}) {
      const Wide part = static_cast<Wide>(over(end, denominator)) * sub.factor;
      widen(part, part);
    }
  }
  if (least < -largest || most > largest) throw NotInBlocks("sums of a scale are too large");
  least_ = static_cast<std::int64_t>(least);
  most_ = static_cast<std::int64_t>(most);
  for (const Direct& term : free_) {
    least_sum_ += term.low;
    spread_ += term.high - term.low;
  }
}

/// Every free term can add as much as every other.
bool ScaleBuilder::is_uniform() const {
  return std::all_of(free_.begin(), free_.end(), [&](const Direct& term) {
    return term.high - term.low == free_.front().high - free_.front().low;
  });
}

void ScaleBuilder::choose_key() {
  using Kind = MissingPolicy::Kind;
  const Kind kind = scale_.missing.kind;
  if (kind != Kind::prorate_by_count && kind != Kind::prorate_by_range && kind != Kind::table) {
    return;
  }
  if (!conditional_.empty()) {
    throw NotInBlocks("a scale is prorated over questions that may not be asked");
  }
  key_ = Key::missing;
  if (kind != Kind::prorate_by_range) return;
  if (is_greatest_) throw NotInBlocks("a maximum is prorated by range");
  if (is_uniform()) return;
  if (spread_ > 255) throw NotInBlocks("a scale is prorated by ranges that are too fine");
  key_ = Key::open;
}

/// A mean divides by how many terms apply: here by all.
Rational ScaleBuilder::aggregate_of(const Rational& sum) const {
  return scale_.aggregate == Aggregate::mean ? sum / Rational(terms_) : sum;
}

Rational ScaleBuilder::stepped(std::int64_t aggregate) const {
  return apply_steps(scale_.steps, aggregate_of(Rational(aggregate, sum_denominator_)));
}

/// As `RowRun` imputes. `index` is the sum of the answered, prorated by range each above its least.
std::optional<Rational> ScaleBuilder::imputed(std::int64_t index, std::int64_t key) const {
  using Kind = MissingPolicy::Kind;
  const Kind kind = scale_.missing.kind;
  const Rational answered_sum(index, sum_denominator_);
  Rational aggregate;
  if (kind == Kind::prorate_by_range) {
    const std::int64_t top = free_.empty() ? 0 : free_.front().high - free_.front().low;
    const std::int64_t open = key_ == Key::open ? key : key * top;
    if (key > 0 && open >= spread_) return std::nullopt;
    aggregate = Rational(least_sum_, sum_denominator_) + answered_sum;
    if (open > 0) {
      aggregate =
          Rational(least_sum_, sum_denominator_) + answered_sum * Rational(spread_, spread_ - open);
    }
  } else if (key == 0) {
    aggregate = answered_sum;
  } else if (key >= terms_) {
    return std::nullopt;
  } else if (kind == Kind::prorate_by_count) {
    aggregate = answered_sum * Rational(terms_, terms_ - key);
  } else {
    const auto& tables = scale_.missing.tables;
    const auto number = static_cast<std::size_t>(key);
    const TableRow* row =
        number <= tables.size() ? row_of(tables[number - 1], answered_sum) : nullptr;
    if (row == nullptr) return std::nullopt;
    aggregate = row->value;
  }
  return apply_steps(scale_.steps, aggregate_of(aggregate));
}

void ScaleBuilder::tabulate_plain() {
  if (most_ - least_ > largest_table) throw NotInBlocks("a scale has too many sums");
  plain_.first = least_;
  for (std::int64_t sum = least_; sum <= most_; ++sum) plain_.values.emplace_back(stepped(sum));
}

/// A table that is a line on all its sums (whole numbers rounded) needs no look-up.
void ScaleBuilder::take_line() {
  std::vector<std::optional<Rational>>& values = plain_.values;
  if (values.size() < 2) return;
  const Rational step = *values[1] - *values[0];
  for (std::size_t i = 2; i < values.size(); ++i) {
    if (*values[i] - *values[i - 1] != step) return;
  }
  line_.emplace(step, *values[0] - step * Rational(least_));
  values.clear();
}

void ScaleBuilder::tabulate() {
  if (is_line(scale_.steps)) {
    const Rational zero = stepped(0);
    line_.emplace(stepped(1) - zero, zero);
  } else {
    tabulate_plain();
    take_line();
  }
  if (key_ == Key::none) return;
  const bool by_range = is_by_range();
  imputed_.first = by_range ? 0 : least_;
  const std::int64_t last = by_range ? spread_ : most_;
  const std::int64_t most_key = key_ == Key::open ? spread_ : terms_;
  imputed_.width = static_cast<std::size_t>(most_key) + 1;
  if ((last - imputed_.first + 1) * (most_key + 1) > largest_table) {
    throw NotInBlocks("a scale is prorated over too many sums");
  }
  for (std::int64_t sum = imputed_.first; sum <= last; ++sum) {
    for (std::int64_t key = 0; key <= most_key; ++key) {
      const bool is_allowed = key_ == Key::open || !scale_.missing.at_most || key == 0 ||
                              key <= *scale_.missing.at_most;
      imputed_.values.push_back(is_allowed ? imputed(sum, key) : std::nullopt);
    }
  }
}

/// Whole numbers over one denominator, as narrow as all of them allow.
void ScaleBuilder::choose_numerators() {
  std::int64_t denominator = 1;
  const auto see = [&](const Rational& value) {
    denominator = common_multiple(denominator, value.denominator());
  };
  if (line_) {
    see(line_->first);
    see(line_->second);
  }
  for (const ValueTable* table : {&plain_, &imputed_}) {
    for (const auto& value : table->values) {
      if (value) see(*value);
    }
  }
  Held held{least_, most_};
  if (line_) {
    const Wide factor = over(line_->first, denominator);
    const Wide plus = over(line_->second, denominator);
    for (const Wide product : {factor * least_, factor * most_}) {
      if (product > largest || product < -largest) {
        throw NotInBlocks("values of a scale are too large");
      }
      held.add(static_cast<std::int64_t>(product));
      held.add(static_cast<std::int64_t>(product + plus));
    }
    held.add(static_cast<std::int64_t>(factor));
    held.add(static_cast<std::int64_t>(plus));
  }
  for (const ValueTable* table : {&plain_, &imputed_}) {
    for (const auto& value : table->values) {
      if (value) held.add(over(*value, denominator));
    }
  }
  regs_.format = {held.lane(spread_, subs_), denominator, nullptr};
}

/// Positions among all values: their order is all that bounds, bands and clamps need.
void ScaleBuilder::choose_positions() {
  if (line_) {
    line_.reset();
    tabulate_plain();
  }
  auto values = std::make_shared<std::vector<Rational>>();
  for (const ValueTable* table : {&plain_, &imputed_}) {
    for (const auto& value : table->values) {
      if (value) values->push_back(*value);
    }
  }
  std::sort(values->begin(), values->end());
  values->erase(std::unique(values->begin(), values->end()), values->end());
  Held held{least_, most_};
  held.add(static_cast<std::int64_t>(values->size()));
  regs_.format = {held.lane(spread_, subs_), 1, std::move(values)};
}

void ScaleBuilder::choose_format() {
  try {
    choose_numerators();
  } catch (const NotInBlocks&) {
    choose_positions();
  }
}

void ScaleBuilder::build() {
  collect();
  if (!conditional_.empty() && (is_greatest_ || scale_.aggregate == Aggregate::mean)) {
    throw NotInBlocks("a mean or a maximum of questions that may not be asked");
  }
  collect_ranges();
  choose_key();
  tabulate();
  choose_format();
  regs_.has_own_value = imputes() || !conditional_.empty();
  for (const Sub& sub : subs_) {
    const ScaleRegs& made = b_.plan_.scales[sub.scale];
    regs_.has_own_value = regs_.has_own_value || made.has_own_value;
  }
  in_integer_lane(regs_.format.lane, [&](auto lane) { emit_in<decltype(lane)>(); });
}

}  // namespace block
}  // namespace v1
}  // namespace vaern
