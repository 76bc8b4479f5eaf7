// SPDX-License-Identifier: Apache-2.0
#include "program/moves.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "program/terms.hpp"

namespace vaern::detail {
namespace {

Rational size_of(const Rational& number) {
  return number.sign() < 0 ? Rational(0) - number : number;
}

class Finder {
 public:
  explicit Finder(const Program& program) : program_(program), seen_(program.inputs.size()) {}

  std::optional<Moves> of(ScaleId id, const Rational& joined = 0) {
    const Scale& scale = program_.scales[id];
    if (scale.aggregate == Aggregate::lookup || scale.aggregate == Aggregate::max) {
      return std::nullopt;
    }
    Moves moves{{}, joined, scale.aggregate != Aggregate::mean && scale.steps.empty()};
    for (const Term& term : scale.terms) {
      if (!(term.is_scale ? add_scale(scale, term, moves) : add_input(scale, term, moves))) {
        return std::nullopt;
      }
    }
    for (InputMove& move : moves.by_input) move.most = after(scale, move.most);
    moves.joined = after(scale, moves.joined);
    return moves;
  }

 private:
  bool add_scale(const Scale& scale, const Term& term, Moves& moves) {
    const std::optional<Moves> made = of(term.id);
    moves.is_sum = false;
    if (!made || scale.aggregate == Aggregate::count) return false;
    for (const InputMove& move : made->by_input) {
      const bool is_sum = scale.aggregate == Aggregate::sum;
      moves.by_input.push_back(
          {move.input, is_sum ? move.most * size_of(term.weight) : move.most, {}});
    }
    return true;
  }

  bool add_input(const Scale& scale, const Term& term, Moves& moves) {
    // A mean divides by how many are asked; an answer counted twice moves by more.
    const bool is_mean = scale.aggregate == Aggregate::mean;
    if (seen_[term.id] || (is_mean && program_.is_conditional(term.id))) return false;
    seen_[term.id] = true;
    std::set<Rational> values;
    for (const Rational& value : points_of(program_, term)) {
      values.insert(contribution(scale, term, value));
    }
    Rational most;
    for (auto at = values.begin(); std::next(at) != values.end(); ++at) {
      most = std::max(most, *std::next(at) - *at);
    }
    moves.by_input.push_back({term.id, most, *values.rbegin() - *values.begin()});
    return true;
  }

  static Rational after(const Scale& scale, Rational move) {
    if (scale.aggregate == Aggregate::mean) {
      move /= Rational(static_cast<std::int64_t>(scale.terms.size()));
    }
    return after_steps(scale, move);
  }

  /// Steps move no further than they multiply; rounding to whole numbers by less than one more.
  static Rational after_steps(const Scale& scale, Rational move) {
    for (const Step& step : scale.steps) {
      switch (step.kind) {
        case Step::Kind::times:
          move *= size_of(step.operand);
          break;
        case Step::Kind::divide:
          move /= size_of(step.operand);
          break;
        case Step::Kind::round:
          move = Rational(move.round(Rounding::ceiling));
          break;
        case Step::Kind::plus:
        case Step::Kind::clamp:
          break;
      }
    }
    return move;
  }

  const Program& program_;
  std::vector<bool> seen_;
};

}  // namespace

Rational Moves::largest() const {
  Rational most = joined;
  for (const InputMove& move : by_input) most = std::max(most, move.most);
  return most;
}

std::optional<Moves> moves_of(const Program& program, ScaleId scale, const Rational& joined) {
  return Finder(program).of(scale, joined);
}

}  // namespace vaern::detail
