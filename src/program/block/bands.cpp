// SPDX-License-Identifier: Apache-2.0
// Which answers can pass over a band, and the rows in which they may have.
#include <algorithm>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "program/block/builder.hpp"
#include "program/block/kernels.hpp"
#include "program/moves.hpp"

namespace vaern {
inline namespace v1 {
namespace block {

std::optional<std::vector<BandGap>> gaps_of_bands(const Program& program, const Outcome& outcome,
                                                  const Rational& joined) {
  if (!outcome.from) return std::nullopt;
  const std::optional<detail::Moves> moves = detail::moves_of(program, *outcome.from, joined);
  if (!moves) return std::nullopt;
  std::vector<BandGap> gaps;
  for (std::size_t i = 1; i < outcome.cut_offs.size(); ++i) {
    const Rational width = outcome.cut_offs[i] - outcome.cut_offs[i - 1];
    const Rational size = width.sign() < 0 ? Rational(0) - width : width;
    if (moves->joined > size) return std::nullopt;
    BandGap gap{static_cast<std::uint8_t>(i), {}, std::nullopt};
    if (moves->is_sum) gap.span = Rational(0);
    for (const detail::InputMove& move : moves->by_input) {
      if (move.most <= size) continue;
      gap.inputs.push_back(move.input);
      if (gap.span) gap.span = *gap.span + move.span;
    }
    if (!gap.inputs.empty()) gaps.push_back(std::move(gap));
  }
  return gaps;
}

/// What it may be depends on what others are.
bool Builder::is_joined(InputId input) const {
  return std::any_of(program_.components.begin(), program_.components.end(),
                     [&](const std::vector<InputId>& component) {
                       return std::find(component.begin(), component.end(), input) !=
                              component.end();
                     });
}

Reg Builder::is_number_at_least(const ScaleFormat& format, Reg numbers, const Rational& least) {
  const std::int64_t at = first_at_least(format, least);
  Reg out = never_;
  in_integer_lane(format.lane, [&](auto lane) {
    using T = decltype(lane);
    if (at > std::numeric_limits<T>::max()) return;
    if (at <= std::numeric_limits<T>::min()) {
      out = always_;
      return;
    }
    out = mask();
    add([=](const Space& s) {
      s.k->of<T>().at_least(s.mask(out), s.at<T>(numbers), static_cast<T>(at), s.rows);
    });
  });
  return out;
}

/// Rows whose range has the band inside it, and in which its inputs may pass over it: what else is
/// open meets it on the way up both where they stay at their least and where they are at their
/// greatest, unless all of that stays below the band, or above it.
Reg Builder::can_pass_over(const Outcome& outcome, const LevelRegs& level, const BandGap& gap) {
  const Reg from = mask();
  const Reg below = mask();
  add([=, low = level.low, high = level.high, band = gap.band](const Space& s) {
    s.k->is_at_least(s.mask(from), s.at<std::uint8_t>(low), band, s.rows);
    s.k->is_at_least(s.mask(below), s.at<std::uint8_t>(high), static_cast<std::uint8_t>(band + 1),
                     s.rows);
  });
  const Reg is_inside = without(below, from);
  const bool has_joined = std::any_of(gap.inputs.begin(), gap.inputs.end(),
                                      [&](InputId input) { return is_joined(input); });
  if (outcome.falling || !gap.span || has_joined) return is_inside;
  const ScaleRegs& scale = plan_.scales[*outcome.from];
  const Rational first = outcome.cut_offs[gap.band - 1U] + *gap.span;
  const Rational beyond = outcome.cut_offs[gap.band] - *gap.span;
  const Reg meets_from_below = is_number_at_least(scale.format, scale.highest, first);
  const Reg starts_beyond = is_number_at_least(scale.format, scale.lowest, beyond);
  return both(both(is_inside, starts_beyond), invert(meets_from_below));
}

/// Rows in which a rule that is open may raise over a level. Where what the rules read stays as it
/// is in a form with the lowest level, the other answers can be moved up to all at their greatest
/// and meet every level on the way: up to the one of the highest number less what the rules'
/// answers can add. If that is at most one below the highest level, nothing is left out.
Reg Builder::can_leave_a_gap(const Outcome& outcome, const LevelRegs& level) {
  if (outcome.falling) return always_;
  const auto moves = detail::moves_of(program_, *outcome.from);
  if (!moves || !moves->is_sum) return always_;
  std::vector<bool> fixed(program_.inputs.size());
  for (const Raise& by : outcome.raises) {
    if (!by.to) return always_;
    const std::vector<bool> reads = support(program_, by.when);
    for (InputId input = 0; input < reads.size(); ++input) {
      if (reads[input] && is_joined(input)) return always_;
      fixed[input] = fixed[input] || reads[input];
    }
  }
  Rational span;
  for (const detail::InputMove& move : moves->by_input) {
    if (fixed[move.input]) span = span + move.span;
  }
  const ScaleRegs& scale = plan_.scales[*outcome.from];
  Reg where = never_;
  for (std::size_t below = 1; below + 1 < outcome.levels; ++below) {
    const Reg is_above = mask();
    add([=, high = level.high](const Space& s) {
      s.k->is_at_least(s.mask(is_above), s.at<std::uint8_t>(high),
                       static_cast<std::uint8_t>(below + 1), s.rows);
    });
    const Rational first = outcome.cut_offs[below - 1] + span;
    const Reg meets = is_number_at_least(scale.format, scale.highest, first);
    where = either(where, without(is_above, meets));
  }
  return where;
}

/// Rows in which a level between the ends may be one that no completion has.
Reg Builder::gaps_between(std::uint32_t index, const std::vector<bool>& reads) {
  const Outcome& outcome = program_.outcome_at(index);
  const LevelRegs& regs = plan_.levels[index];
  const Reg is_wide = are_apart(regs, 2);
  const std::optional<Rational> joined =
      outcome.from ? gap_of_joined_terms(*outcome.from) : std::nullopt;
  const auto gaps = gaps_of_bands(program_, outcome, joined.value_or(0));
  if (!gaps) return is_wide;
  Reg where = never_;
  for (const Raise& by : outcome.raises) {
    const TruthRegs when = truth(by.when, Read::bounds);
    where = either(where, without(when.maybe, when.yes));
  }
  if (where != never_) where = both(where, can_leave_a_gap(outcome, regs));
  where = either(where, joined ? constrained_ : undecided(reads));
  for (const BandGap& gap : *gaps) {
    Reg is_open = never_;
    for (const InputId input : gap.inputs) is_open = either(is_open, missing(input));
    if (outcome.raises.empty()) is_open = both(is_open, can_pass_over(outcome, regs, gap));
    where = either(where, is_open);
  }
  return both(where, is_wide);
}

}  // namespace block
}  // namespace v1
}  // namespace vaern
