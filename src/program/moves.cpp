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

class Moves {
 public:
  explicit Moves(const Program& program) : program_(program), seen_(program.inputs.size()) {}

  std::optional<Rational> of(ScaleId id, Rational most = 0) {
    const Scale& scale = program_.scales[id];
    if (scale.aggregate == Aggregate::lookup || scale.aggregate == Aggregate::max) {
      return std::nullopt;
    }
    for (const Term& term : scale.terms) {
      const std::optional<Rational> move =
          term.is_scale ? of_scale(scale, term) : of_input(scale, term);
      if (!move) return std::nullopt;
      most = std::max(most, *move);
    }
    if (scale.aggregate == Aggregate::mean) {
      most /= Rational(static_cast<std::int64_t>(scale.terms.size()));
    }
    return after_steps(scale, most);
  }

 private:
  std::optional<Rational> of_scale(const Scale& scale, const Term& term) {
    const std::optional<Rational> move = of(term.id);
    if (!move || scale.aggregate == Aggregate::count) return std::nullopt;
    return scale.aggregate == Aggregate::sum ? *move * size_of(term.weight) : *move;
  }

  std::optional<Rational> of_input(const Scale& scale, const Term& term) {
    // A mean divides by how many are asked; an answer counted twice moves by more.
    const bool is_mean = scale.aggregate == Aggregate::mean;
    if (seen_[term.id] || (is_mean && program_.is_conditional(term.id))) return std::nullopt;
    seen_[term.id] = true;
    std::set<Rational> values;
    for (const Rational& value : points_of(program_, term)) {
      values.insert(contribution(scale, term, value));
    }
    Rational most;
    for (auto at = values.begin(); std::next(at) != values.end(); ++at) {
      most = std::max(most, *std::next(at) - *at);
    }
    return most;
  }

  /// Steps move no further than they multiply; rounding to whole numbers by less than one more.
  static std::optional<Rational> after_steps(const Scale& scale, Rational move) {
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

std::optional<Rational> largest_move(const Program& program, ScaleId scale,
                                     const Rational& joined) {
  return Moves(program).of(scale, joined);
}

}  // namespace vaern::detail
