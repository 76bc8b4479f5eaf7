// SPDX-License-Identifier: Apache-2.0
// A scale on a form: what its inputs are, its bounds over completions (S6), and the value that
// its missing policy reports (S5).
#include <algorithm>

#include "program/terms.hpp"
#include "vaern/program/row.hpp"
#include "vaern/program/walk.hpp"

namespace vaern {
inline namespace v1 {

using detail::contribution;
using detail::points_of;
using detail::span_of;

namespace {

/// The aggregate over terms that each lie in an interval and may or must be there.
class AggregateBounds {
 public:
  explicit AggregateBounds(Aggregate aggregate) : aggregate_(aggregate) {}

  void add(const Interval& part, bool is_certain) {
    hull_ = possible_ == 0 ? part : hull(hull_, part);
    ++possible_;
    if (aggregate_ == Aggregate::max) {
      if (is_certain) greatest_ = certain_ == 0 ? part : max(greatest_, part);
    } else {
      sum_ = sum_ + (is_certain ? part : hull(part, Interval(Rational(0))));
    }
    if (is_certain) ++certain_;
  }

  bool has_value() const { return !needs_one() || possible_ > 0; }
  bool may_be_none() const { return needs_one() && certain_ == 0; }

  Interval interval() const {
    switch (aggregate_) {
      case Aggregate::sum:
      case Aggregate::count:
      case Aggregate::lookup:
        break;
      case Aggregate::mean:
        if (certain_ != possible_) return hull_;
        return {sum_.lowest / Rational(certain_), sum_.highest / Rational(certain_)};
      case Aggregate::max:
        return {certain_ == 0 ? hull_.lowest : greatest_.lowest, hull_.highest};
    }
    return sum_;
  }

 private:
  bool needs_one() const { return aggregate_ == Aggregate::mean || aggregate_ == Aggregate::max; }
  Aggregate aggregate_;
  Interval sum_;
  Interval hull_;      ///< Of single terms.
  Interval greatest_;  ///< Of the terms that are certainly there.
  std::int64_t certain_ = 0;
  std::int64_t possible_ = 0;
};

}  // namespace

void RowRun::bounds(ScaleId id) {
  const Scale& scale = program_->scales[id];
  ScaleRow& row = result_.scales[id];
  row.answered = row.missing = 0;
  row.raw = Rational();
  if (scale.aggregate == Aggregate::lookup) return lookup(id);
  AggregateBounds aggregate(scale.aggregate);
  for (std::size_t i = 0; i < scale.terms.size(); ++i) {
    const Term& term = scale.terms[i];
    TermRow& part = row.terms[i];
    const TermState state = state_of(term);
    part.contribution = Rational();
    if (state.applicable == Truth::no) {
      part.state = TermRow::State::not_applicable;
      continue;
    }
    if (!state.is_never) {
      aggregate.add(contribution(scale, term, state.range), state.applicable == Truth::yes);
    }
    if (!state.is_answered) {
      part.state = TermRow::State::missing;
      ++row.missing;
      continue;
    }
    part.state = TermRow::State::answered;
    part.contribution = contribution(scale, term, state.answer);
    ++row.answered;
    if (scale.aggregate == Aggregate::max && row.answered > 1) {
      row.raw = std::max(row.raw, part.contribution);
    } else {
      row.raw += part.contribution;
    }
  }

  std::optional<Interval> range;
  if (aggregate.has_value()) range = aggregate.interval();
  close_bounds(id, range, aggregate.may_be_none());
}

void RowRun::lookup(ScaleId id) {
  const Scale& scale = program_->scales[id];
  ScaleRow& row = result_.scales[id];
  TermState of = state_of(scale.terms.front());
  Truth has_norm = Truth::yes;
  Code first = 0;
  Code last = 0;
  if (scale.selector) {
    has_norm = result_.applicable[*scale.selector];
    first = last = codes_[*scale.selector];
    if (first == missing_code) {
      first = 0;
      last = static_cast<Code>(scale.rows.size() - 1);
    }
  }
  const auto count = [&](TermRow& part, Truth applicable, bool is_answered) {
    part.contribution = Rational();
    part.state = applicable == Truth::no ? TermRow::State::not_applicable
                 : is_answered           ? TermRow::State::answered
                                         : TermRow::State::missing;
    row.answered += part.state == TermRow::State::answered ? 1U : 0U;
    row.missing += part.state == TermRow::State::missing ? 1U : 0U;
  };
  count(row.terms[0], of.applicable, of.is_answered);
  if (of.is_answered) row.terms[0].contribution = of.answer;
  if (scale.selector) count(row.terms[1], has_norm, codes_[*scale.selector] != missing_code);

  std::optional<Interval> range;
  bool may_be_none = of.applicable != Truth::yes || has_norm != Truth::yes;
  if (of.applicable != Truth::no && has_norm != Truth::no && !of.is_never) {
    for (std::uint32_t c = first; c <= last; ++c) {
      const detail::Image image = detail::image_of(scale.rows[c], of.range);
      if (image.hull) range = range ? hull(*range, *image.hull) : image.hull;
      may_be_none = may_be_none || image.may_miss;
    }
  }
  close_bounds(id, range, may_be_none);
}

/// The bounds from what the plain run knows of the aggregate, exact where a diagram knows better.
void RowRun::close_bounds(ScaleId id, const std::optional<Interval>& aggregate, bool may_be_none) {
  ScaleRow& row = result_.scales[id];
  row.has_bounds = aggregate.has_value();
  row.may_be_none = may_be_none;
  if (aggregate) {
    const Interval stepped = apply_steps(program_->scales[id].steps, *aggregate);
    row.lowest = stepped.lowest;
    row.highest = stepped.highest;
  }
  const bool is_open = row.has_bounds && (row.may_be_none || row.lowest != row.highest);
  row.lowest_attained = row.highest_attained =
      row.has_bounds && (!is_open || compiled_->has_simple_bounds(id));

  const Diagram* diagram = compiled_->values(id);
  if (!is_open || diagram == nullptr) return;
  const ValueBounds exact = walk_values(*program_, *diagram, codes_);
  row.has_bounds = exact.has_value;
  row.may_be_none = exact.may_be_none;
  row.lowest = exact.lowest;
  row.highest = exact.highest;
  row.lowest_attained = row.highest_attained = exact.has_value;
}

RowRun::TermState RowRun::state_of(const Term& term) const {
  TermState state;
  if (term.is_scale) {
    const ScaleRow& sub = result_.scales[term.id];
    if (!sub.has_bounds) {
      // Not applicable where none of its inputs is (of a lookup: one is not, or the table has no
      // such row); else one missing input (S5.1, S5.6).
      const bool is_lookup = program_->scales[term.id].aggregate == Aggregate::lookup;
      const bool is_closed = std::any_of(
          sub.terms.begin(), sub.terms.end(),
          [](const TermRow& part) { return part.state == TermRow::State::not_applicable; });
      state.is_never = is_lookup ? sub.missing > 0 && !is_closed : sub.missing + sub.answered > 0;
      state.applicable = state.is_never ? Truth::unknown : Truth::no;
      return state;
    }
    state.applicable = sub.may_be_none ? Truth::unknown : Truth::yes;
    state.range = Interval(sub.lowest, sub.highest);
    state.is_answered = sub.has_value;
    state.answer = sub.value;
    return state;
  }
  const std::vector<Rational>& values = points_of(*program_, term);
  const Code code = codes_[term.id];
  state.applicable = result_.applicable[term.id];
  if (state.applicable == Truth::no) return state;
  state.is_answered = code != missing_code;
  if (state.is_answered) state.answer = values[code];
  state.range = state.is_answered ? Interval(state.answer) : span_of(values);
  return state;
}

void RowRun::report(ScaleId id) {
  const Scale& scale = program_->scales[id];
  ScaleRow& row = result_.scales[id];
  row.has_value = row.is_imputed = false;
  if (!row.has_bounds) return;  // S5.6
  if (row.missing == 0) {
    if (scale.aggregate == Aggregate::lookup) {
      const Code code = scale.selector ? codes_[*scale.selector] : Code{0};
      const TableRow* found = row_of(detail::rows_of(scale, code), row.terms[0].contribution);
      if (found == nullptr) return;
      row.raw = found->value;
    }
    row.aggregate = row.raw;
    for (const Term& term : scale.terms) {  // a sub-scale's reported value may be imputed (S15)
      row.is_imputed = row.is_imputed || (term.is_scale && result_.scales[term.id].is_imputed);
    }
  } else {
    if (!may_impute(scale, row) || !impute(scale, row)) return;
    row.is_imputed = true;
  }
  if (scale.aggregate == Aggregate::mean) {
    row.aggregate /= Rational(static_cast<std::int64_t>(row.answered) + row.missing);
  }
  row.stepped = apply_steps(scale.steps, row.aggregate);
  row.value = std::max(row.lowest, std::min(row.highest, row.stepped));  // S5.8
  row.has_value = true;
}

bool RowRun::may_impute(const Scale& scale, const ScaleRow& row) const {
  const MissingPolicy& policy = scale.missing;
  if (row.answered == 0) return false;  // S5.3
  if (policy.kind == MissingPolicy::Kind::forbid ||
      policy.kind == MissingPolicy::Kind::bounds_only) {
    return false;
  }
  if (policy.at_most && row.missing > *policy.at_most) return false;  // S5.4
  for (const MissingPolicy::AtLeast& limit : policy.at_least) {
    std::uint32_t answered = 0;
    for (const std::uint32_t term : limit.terms) {
      answered += row.terms[term].state == TermRow::State::answered ? 1U : 0U;
    }
    if (answered < limit.n) return false;
  }
  return true;
}

bool RowRun::impute(const Scale& scale, ScaleRow& row) const {
  const MissingPolicy& policy = scale.missing;
  row.aggregate = row.raw;
  if (policy.kind == MissingPolicy::Kind::prorate_by_count) {
    row.aggregate *= Rational(static_cast<std::int64_t>(row.answered) + row.missing, row.answered);
    return true;
  }
  if (policy.kind == MissingPolicy::Kind::table) {
    const TableRow* found = row.missing <= policy.tables.size()
                                ? row_of(policy.tables[row.missing - 1], row.raw)
                                : nullptr;
    if (found != nullptr) row.aggregate = found->value;
    return found != nullptr;
  }
  Interval all;
  Interval answered;
  for (std::size_t i = 0; i < scale.terms.size(); ++i) {
    const Term& term = scale.terms[i];
    TermRow& part = row.terms[i];
    if (part.state == TermRow::State::not_applicable) continue;
    const std::vector<Rational>& values = points_of(*program_, term);
    if (policy.kind == MissingPolicy::Kind::prorate_by_range) {
      const Interval range = contribution(scale, term, span_of(values));
      all = all + range;
      if (part.state == TermRow::State::answered) answered = answered + range;
    } else if (part.state == TermRow::State::missing) {
      part.contribution = contribution(scale, term, values[policy.counted[i]]);
      if (scale.aggregate == Aggregate::max) {
        row.aggregate = std::max(row.aggregate, part.contribution);
      } else {
        row.aggregate += part.contribution;
      }
    }
  }
  if (policy.kind == MissingPolicy::Kind::count_as) return true;
  if (answered.is_point()) return false;
  row.aggregate = all.lowest + (row.raw - answered.lowest) * (all.highest - all.lowest) /
                                   (answered.highest - answered.lowest);
  return true;
}

}  // namespace v1
}  // namespace vaern
