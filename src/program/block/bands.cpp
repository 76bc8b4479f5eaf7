// SPDX-License-Identifier: Apache-2.0
// How far one answer moves a scale, and whether that can pass over a band.
#include <algorithm>
#include <optional>
#include <set>

#include "program/block/builder.hpp"
#include "program/terms.hpp"

namespace vaern {
inline namespace v1 {
namespace block {
namespace {

Rational size_of(const Rational& number) {
  return number.sign() < 0 ? Rational(0) - number : number;
}

class Moves {
 public:
  explicit Moves(const Program& program) : program_(program), seen_(program.inputs.size()) {}

  /// The most that one answer moves the scale when it goes to the next one up or down; nothing
  /// where that is not known.
  std::optional<Rational> of(ScaleId id) {
    const Scale& scale = program_.scales[id];
    if (scale.aggregate == Aggregate::lookup || scale.aggregate == Aggregate::max) {
      return std::nullopt;
    }
    Rational most;
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
    for (const Rational& value : detail::points_of(program_, term)) {
      values.insert(detail::contribution(scale, term, value));
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

bool has_wide_bands(const Program& program, const Outcome& outcome) {
  if (!outcome.from) return false;
  const std::optional<Rational> move = Moves(program).of(*outcome.from);
  if (!move) return false;
  for (std::size_t i = 1; i < outcome.cut_offs.size(); ++i) {
    if (size_of(outcome.cut_offs[i] - outcome.cut_offs[i - 1]) < *move) return false;
  }
  return true;
}

}  // namespace block
}  // namespace v1
}  // namespace vaern
