// SPDX-License-Identifier: Apache-2.0
#include "program/random_program.hpp"

#include <algorithm>
#include <utility>

namespace vaern::testing_support {

std::uint32_t Dice::below(std::uint32_t n) {
  state_ ^= state_ << 13U;
  state_ ^= state_ >> 7U;
  state_ ^= state_ << 17U;
  return static_cast<std::uint32_t>((state_ >> 16U) % n);
}

namespace {

class Maker {
 public:
  explicit Maker(Dice& dice) : dice_(dice) {}

  Program make() {
    inputs();
    const std::uint32_t scales = 1 + dice_.below(3);
    for (std::uint32_t i = 0; i < scales; ++i) scale();
    while (dice_.one_in(3)) further();
    while (dice_.one_in(4)) classes();
    builder_.set_outcome(outcome());
    return std::move(builder_).finish();
  }

 private:
  Rational point() {
    static const std::vector<Rational> points{0,
                                              0,
                                              1,
                                              1,
                                              2,
                                              3,
                                              4,
                                              -1,
                                              -3,
                                              Rational(1, 2),
                                              Rational(-3, 2),
                                              Rational(1, 3),
                                              Rational(5, 4)};
    return dice_.pick(points);
  }

  void inputs() {
    const std::uint32_t n = 2 + dice_.below(5);
    std::uint32_t completions = 1;
    std::vector<InputId> rank;
    for (std::uint32_t i = 0; i < n; ++i) {
      Input input;
      input.name = "i" + std::to_string(i);
      input.size = 2;
      if (dice_.one_in(3)) input.size += dice_.below(3);
      if (dice_.one_in(20)) input.size = 1;
      if (completions * input.size > 600) input.size = 2;
      completions *= input.size;
      const bool yes_no = input.size == 2 && dice_.below(2) == 0;
      if (yes_no) {
        input.values = {0, 1};
        input.neutral = Code{0};
      } else if (!dice_.one_in(6)) {
        for (std::uint32_t c = 0; c < input.size; ++c) input.values.push_back(point());
      }
      const bool numeric = !input.values.empty();
      const InputId id = builder_.add_input(std::move(input));
      all_.push_back(id);
      if (numeric) numeric_.push_back(id);
      rank.insert(rank.begin() + dice_.below(static_cast<std::uint32_t>(rank.size()) + 1), id);
    }
    if (numeric_.empty()) {
      Input input;
      input.name = "points";
      input.values = {0, 2};
      numeric_.push_back(builder_.add_input(std::move(input)));
      all_.push_back(numeric_.back());
    }
    // Parents are of lower rank, not always declared before; chains are common.
    const std::uint32_t conditional = dice_.below(4);
    for (const InputId id : rank) {
      if (!readable_.empty() && dice_.below(4) < conditional) {
        builder_.set_asked_when(id, condition(2, false));
      }
      readable_.push_back(id);
    }
    readable_ = all_;
    while (dice_.one_in(4)) {
      // One way out, so that few programs have no complete form at all.
      builder_.add_consistent(
          builder_.any_of({condition(dice_.one_in(2) ? 1 : 2, false), code_in()}));
    }
  }

  /// An input that chooses a norm: asked for nothing else, or given, or any other.
  InputId selector() {
    if (dice_.one_in(3)) return dice_.pick(all_);
    Input input;
    input.name = "norm";
    input.size = 2 + dice_.below(2);
    input.is_given = dice_.one_in(2);
    return builder_.add_input(std::move(input));
  }

  TableRows rows() {
    TableRows result;
    Rational from(dice_.one_in(5) ? static_cast<int>(dice_.below(3)) : -100);
    const std::uint32_t n = 1 + dice_.below(4);
    const bool rising = dice_.one_in(2);
    Rational value = point();
    for (std::uint32_t i = 0; i < n; ++i) {
      result.push_back({from, value});
      if (from < Rational(-1)) from = -1;
      from += Rational(static_cast<int>(1 + dice_.below(3)), 2);
      value = rising ? value + Rational(static_cast<int>(dice_.below(3))) : point();
    }
    return result;
  }

  void lookup() {
    Scale result;
    result.name = "s" + std::to_string(builder_.program().scales.size());
    result.aggregate = Aggregate::lookup;
    Term of;
    of.is_scale = true;
    of.id = dice_.below(static_cast<std::uint32_t>(builder_.program().scales.size()));
    result.terms.push_back(of);
    std::size_t norms = 1;
    if (dice_.one_in(2)) {
      result.selector = selector();
      norms = builder_.program().inputs[*result.selector].size;
    }
    for (std::size_t i = 0; i < norms; ++i) result.rows.push_back(rows());
    if (dice_.one_in(4)) result.steps.push_back(step());
    result.missing.kind = MissingPolicy::Kind::bounds_only;
    builder_.add_scale(std::move(result));
  }

  void further() {
    Outcome made = outcome();
    for (std::uint32_t level = 1; level < made.levels; ++level) {
      escalations_.push_back(builder_.reaches(made, level));
    }
    builder_.add_outcome(std::move(made));
  }

  void classes() {
    ClassSet result;
    result.exactly_one = dice_.one_in(2);
    if (result.exactly_one) {  // a split, of which one side may be split again
      const NodeId a = condition(2, true);
      const NodeId not_a = builder_.negation(a);
      result.when = {a, not_a};
      if (dice_.one_in(2)) {
        const NodeId b = condition(2, true);
        result.when = {builder_.all_of({a, b}), builder_.all_of({a, builder_.negation(b)}), not_a};
      }
    } else {
      const std::uint32_t n = 1 + dice_.below(3);
      for (std::uint32_t i = 0; i < n; ++i) result.when.push_back(condition(2, true));
      result.when.push_back(builder_.constant(true));
    }
    builder_.add_classes(std::move(result));
  }

  NodeId code_in() {
    const InputId id = dice_.pick(readable_);
    const std::uint32_t size = builder_.program().inputs[id].size;
    CodeSet codes;
    if (size == 2 || dice_.one_in(2)) {
      codes[size - 1] = true;
    } else {
      for (std::uint32_t c = 0; c < size; ++c) codes[c] = dice_.one_in(2);
    }
    return builder_.code_in(id, codes);
  }

  std::vector<NodeId> conditions(int depth, bool scales) {
    std::vector<NodeId> result;
    const std::uint32_t n = 1 + dice_.below(3);
    for (std::uint32_t i = 0; i < n; ++i) result.push_back(condition(depth - 1, scales));
    return result;
  }

  NodeId condition(int depth, bool scales) {
    if (depth == 0) return code_in();
    if (scales && !escalations_.empty() && dice_.one_in(6)) return dice_.pick(escalations_);
    switch (dice_.below(9)) {
      case 0:
        return builder_.all_of(conditions(depth, scales));
      case 1:
        return builder_.any_of(conditions(depth, scales));
      case 2:
        return builder_.negation(condition(depth - 1, scales));
      case 3: {
        std::vector<NodeId> of = conditions(depth, scales);
        const auto n = 1 + dice_.below(static_cast<std::uint32_t>(of.size()));
        return builder_.at_least(n, std::move(of));
      }
      case 4:
        return builder_.applicable(dice_.pick(readable_));
      case 5:
        if (dice_.one_in(12)) return builder_.constant(dice_.one_in(2));
        return code_in();
      case 6:
      case 7: {
        const NodeId a = number(depth - 1, scales);
        const NodeId b = number(depth - 1, scales);
        switch (dice_.below(5)) {
          case 0:
            return builder_.equal(a, b);
          case 1:
          case 2:
            return builder_.less(a, b);
          default:
            return builder_.less_equal(a, b);
        }
      }
      default:
        return code_in();
    }
  }

  NodeId number(int depth, bool scales) {
    const std::uint32_t kinds = depth > 0 ? 10 : 4;
    switch (dice_.below(kinds)) {
      case 0:
        return builder_.number(point() * Rational(2));
      case 1:
        for (int tries = 0; tries < 6; ++tries) {
          const InputId id = dice_.pick(readable_);
          if (!builder_.program().inputs[id].values.empty()) return builder_.input_value(id);
        }
        return builder_.number(1);
      case 2:
      case 3:
        if (scales && !builder_.program().scales.empty()) {
          return builder_.scale_value(
              dice_.below(static_cast<std::uint32_t>(builder_.program().scales.size())));
        }
        return builder_.number(point());
      case 4:
        return builder_.add(number(depth - 1, scales), number(depth - 1, scales));
      case 5:
        return builder_.subtract(number(depth - 1, scales), number(depth - 1, scales));
      case 6:
        return builder_.multiply(builder_.number(point()), number(depth - 1, scales));
      case 7:
        return builder_.choose(condition(depth - 1, scales), number(depth - 1, scales),
                               number(depth - 1, scales));
      case 8:
        return builder_.count(conditions(depth, scales));
      default: {
        std::vector<NodeId> of{number(depth - 1, scales), number(depth - 1, scales)};
        return dice_.one_in(2) ? builder_.minimum(std::move(of)) : builder_.maximum(std::move(of));
      }
    }
  }

  Step step() {
    Step result;
    static const std::vector<Rational> factors{2, 4, -1, -2, Rational(1, 2), Rational(-2, 3), 3};
    switch (dice_.below(6)) {
      case 0:
        result.kind = Step::Kind::times;
        result.operand = dice_.one_in(12) ? Rational(0) : dice_.pick(factors);
        break;
      case 1:
        result.kind = Step::Kind::plus;
        result.operand = point();
        break;
      case 2:
        result.kind = Step::Kind::divide;
        result.operand = dice_.pick(factors);
        break;
      case 3:
        result.kind = Step::Kind::clamp;
        if (!dice_.one_in(3)) result.from = Rational(static_cast<int>(dice_.below(3)) - 1);
        if (!dice_.one_in(3)) result.to = Rational(static_cast<int>(dice_.below(4)) + 1);
        break;
      default:
        result.kind = Step::Kind::round;
        result.rounding = static_cast<Rounding>(dice_.below(6));
        break;
    }
    return result;
  }

  void scale() {
    Scale result;
    const auto earlier = static_cast<std::uint32_t>(builder_.program().scales.size());
    if (earlier > 0 && dice_.one_in(3)) return lookup();
    result.name = "s" + std::to_string(earlier);
    result.aggregate = static_cast<Aggregate>(dice_.below(4));
    if (dice_.one_in(2)) result.aggregate = Aggregate::sum;
    for (const InputId id : numeric_) {
      if (dice_.one_in(4)) continue;
      Term term;
      term.id = id;
      if (dice_.one_in(3)) term.weight = point();
      if (dice_.one_in(8)) {
        term.points = builder_.program().inputs[id].values;
        std::reverse(term.points.begin(), term.points.end());
      }
      result.terms.push_back(term);
    }
    for (ScaleId id = 0; id < earlier; ++id) {
      if (!dice_.one_in(3)) continue;
      Term term;
      term.is_scale = true;
      term.id = id;
      if (dice_.one_in(3)) term.weight = Rational(-2);
      result.terms.push_back(term);
    }
    if (result.terms.empty()) {
      Term term;
      term.id = numeric_.front();
      result.terms.push_back(term);
    }
    result.at_or_above = dice_.one_in(2) ? Rational(1) : point();
    const std::uint32_t steps = dice_.one_in(2) ? dice_.below(4) : 0;
    for (std::uint32_t i = 0; i < steps; ++i) result.steps.push_back(step());
    result.missing.kind = MissingPolicy::Kind::bounds_only;
    const bool is_additive =
        result.aggregate == Aggregate::sum || result.aggregate == Aggregate::count;
    if (is_additive && dice_.one_in(5)) {
      result.missing.kind = MissingPolicy::Kind::table;
      const std::uint32_t tables = 1 + dice_.below(3);
      for (std::uint32_t i = 0; i < tables; ++i) result.missing.tables.push_back(rows());
      if (dice_.one_in(2)) result.missing.at_most = tables;
    }
    builder_.add_scale(std::move(result));
  }

  Outcome outcome() {
    Outcome result;
    result.levels = 2 + dice_.below(4);
    if (!dice_.one_in(5)) {
      result.from = dice_.below(static_cast<std::uint32_t>(builder_.program().scales.size()));
      result.falling = dice_.one_in(3);
      Rational cut(static_cast<int>(dice_.below(5)) - 1);
      if (dice_.one_in(3)) cut += Rational(1, 2);
      for (std::uint32_t i = 1; i < result.levels; ++i) {
        result.cut_offs.push_back(cut);
        const Rational up = Rational(static_cast<int>(1 + dice_.below(3))) / Rational(2);
        cut += result.falling ? -up : up;
      }
    }
    const std::uint32_t raises = result.from ? dice_.below(4) : 1 + dice_.below(3);
    for (std::uint32_t i = 0; i < raises; ++i) {
      Raise raise;
      raise.when = condition(2, true);
      if (!result.from || dice_.one_in(2)) {
        raise.to = dice_.below(result.levels);
      } else {
        raise.by = 1 + dice_.below(2);
        if (dice_.one_in(2)) raise.floor = dice_.below(result.levels);
      }
      result.raises.push_back(raise);
    }
    return result;
  }

  Dice& dice_;
  ProgramBuilder builder_;
  std::vector<InputId> all_;
  std::vector<InputId> numeric_;
  std::vector<InputId> readable_;
  std::vector<NodeId> escalations_;  ///< That a further outcome reaches a level.
};

}  // namespace

Program random_program(Dice& dice) { return Maker(dice).make(); }

std::vector<Code> random_form(Dice& dice, const Program& program, std::uint32_t missing) {
  std::vector<Code> form;
  for (const Input& input : program.inputs) {
    form.push_back(dice.below(4) < missing ? missing_code
                                           : static_cast<Code>(dice.below(input.size)));
  }
  return form;
}

}  // namespace vaern::testing_support
