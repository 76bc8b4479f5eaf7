// SPDX-License-Identifier: Apache-2.0
// Levels and classes of a block, and which rows the row run has to do.
#include <algorithm>
#include <cstring>

#include "program/block/kernels.hpp"
#include "program/block/scales.hpp"
#include "program/terms.hpp"

namespace vaern {
inline namespace v1 {
namespace block {

using Byte = std::uint8_t;

Builder::Builder(const CompiledProgram& compiled, Plan& plan)
    : compiled_(compiled),
      program_(compiled.program()),
      plan_(plan),
      operations_(&plan.operations),
      applicable_(program_.inputs.size()),
      hidden_(program_.inputs.size()),
      missing_(program_.inputs.size()),
      reads_reported_(program_.nodes.size()) {
  always_ = mask();
  never_ = mask();
  plan_.constants = {{always_, Mask{0xFF}}, {never_, Mask{0x00}}};
  faulty_ = constrained_ = never_;
  plan_.scales.resize(program_.scales.size());
  plan_.levels.resize(program_.further.size() + 1);
  plan_.classes.resize(program_.classes.size());
}

void Builder::build() {
  for (const InputId input : program_.order) applicability(input);
  for (const auto& asked : applicable_) plan_.applicable.push_back(*asked);
  find_faults();
  for (ScaleId id = 0; id < program_.scales.size(); ++id) scale(id);
  for (std::uint32_t i = 0; i < plan_.levels.size(); ++i) {
    if (program_.outcome_at(i).levels > 0) plain_range(i);
  }
  for (std::uint32_t i = 0; i < program_.classes.size(); ++i) classes(i);
  for (std::uint32_t i = 0; i < plan_.levels.size(); ++i) {
    if (program_.outcome_at(i).levels > 0) computed(i);
  }
  for (const NodeId node : plan_.wanted) plan_.truths.push_back(truth(node, Read::reported));
}

// --- Scales ----------------------------------------------------------------------------------

void Builder::scale(ScaleId id) {
  if (program_.scales[id].aggregate == Aggregate::lookup) {
    build_lookup(*this, id);
  } else {
    ScaleBuilder(*this, id).build();
  }
}

namespace {

/// Inputs that a scale is made of, each as often as it stands.
void inputs_of(const Program& program, ScaleId id, std::vector<InputId>& inputs) {
  const Scale& scale = program.scales[id];
  if (scale.selector) inputs.push_back(*scale.selector);
  for (const Term& term : scale.terms) {
    if (term.is_scale) {
      inputs_of(program, term.id, inputs);
    } else {
      inputs.push_back(term.id);
    }
  }
}

}  // namespace

std::optional<JoinedTerms>& Builder::joined_terms(ScaleId id) {
  const auto [at, is_new] = joined_.try_emplace(id);
  if (is_new) at->second = block::joined_terms(program_, id);
  return at->second;
}

std::optional<Rational> Builder::gap_of_joined_terms(ScaleId id) {
  const std::optional<JoinedTerms>& joined = joined_terms(id);
  return joined ? std::optional(joined->gap) : std::nullopt;
}

/// Exact bounds where the plain ones may be too wide: where it is open what is asked, and
/// everywhere where an input is counted twice. Before the value is put into them (S5.8).
void Builder::sharpen_bounds(ScaleId id) {
  if (compiled_.has_simple_bounds(id) || compiled_.values(id) == nullptr) return;
  ScaleRegs& regs = plan_.scales[id];
  std::vector<InputId> inputs;
  inputs_of(program_, id, inputs);
  std::vector<bool> seen(program_.inputs.size());
  bool is_twice = false;
  for (const InputId input : inputs) {
    is_twice = is_twice || seen[input];
    seen[input] = true;
  }
  const std::optional<JoinedTerms>& joined = joined_terms(id);
  const Reg is_undecided = is_twice                       ? always_
                           : !joined                      ? undecided(seen)
                           : joined->is_exact_constrained ? never_
                                                          : constrained_;
  if (is_undecided == never_) return;
  const Diagram& diagram = *compiled_.values(id);
  in_integer_lane(regs.format.lane, [&](auto lane) {
    using T = decltype(lane);
    // Of their own: what they came from may be read again.
    const Reg lowest = number(regs.format.lane);
    const Reg highest = number(regs.format.lane);
    const Reg is_open = mask();
    add([=, from = regs.lowest, to = regs.highest](const Space& s) {
      s.k->of<T>().copy(s.at<T>(lowest), s.at<T>(from), s.rows);
      s.k->of<T>().copy(s.at<T>(highest), s.at<T>(to), s.rows);
      s.k->of<T>().differ(s.mask(is_open), s.at<T>(lowest), s.at<T>(highest), s.rows);
    });
    regs.lowest = lowest;
    regs.highest = highest;
    std::vector<T> numbers;
    for (const Rational& value : diagram.values()) {
      numbers.push_back(static_cast<T>(number_for(regs.format, value)));
    }
    add_walk(diagram, both(is_open, is_undecided),
             [=](const Space& s, std::size_t r, const WalkEnd& end) {
               if (!end.has_value) return;
               s.at<T>(lowest)[r] = numbers[end.least];
               s.at<T>(highest)[r] = numbers[end.greatest];
             });
  });
}

// --- Levels ----------------------------------------------------------------------------------

/// The band of a scale's numbers, 0 where there is none.
Reg Builder::band(const Outcome& outcome, Reg numbers) {
  const ScaleRegs& from = plan_.scales[*outcome.from];
  const Reg out = reg(1);
  in_integer_lane(from.format.lane, [&](auto lane) {
    using T = decltype(lane);
    std::vector<T> cuts;
    std::uint8_t reached = 0;  // by every number of the lane
    for (const Rational& cut : outcome.cut_offs) {
      const std::int64_t at =
          outcome.falling ? first_above(from.format, cut) - 1 : first_at_least(from.format, cut);
      const bool is_above = at > std::numeric_limits<T>::max();
      const bool is_below = at < std::numeric_limits<T>::min();
      if (is_above || is_below) {
        if (is_above == outcome.falling) ++reached;
        continue;
      }
      cuts.push_back(static_cast<T>(at));
    }
    add([=, falling = outcome.falling](const Space& s) {
      s.k->of<T>().band(s.at<Byte>(out), s.at<T>(numbers), cuts.data(), cuts.size(), reached,
                        falling, s.rows);
    });
  });
  return out;
}

/// Bands of the bounds, raised by what may be or is true over completions.
void Builder::plain_range(std::uint32_t index) {
  const Outcome& outcome = program_.outcome_at(index);
  LevelRegs& regs = plan_.levels[index];
  Reg low_base = reg(1);
  Reg high_base = low_base;
  if (outcome.from) {
    const ScaleRegs& from = plan_.scales[*outcome.from];
    low_base = band(outcome, outcome.falling ? from.highest : from.lowest);
    high_base = band(outcome, outcome.falling ? from.lowest : from.highest);
  } else {
    add([=](const Space& s) { s.k->fill(s.mask(low_base), 0, s.rows); });
  }
  regs.low = reg(1);
  regs.high = reg(1);
  add([=, low = regs.low, high = regs.high](const Space& s) {
    std::memcpy(s.at<Byte>(low), s.at<Byte>(low_base), s.rows);
    std::memcpy(s.at<Byte>(high), s.at<Byte>(high_base), s.rows);
  });
  const auto raise = [&](const Raise& by, Reg level, Reg base, Reg where) {
    if (where == never_) return;
    const auto top = static_cast<Byte>(outcome.levels - 1);
    const auto floor = static_cast<Byte>(by.floor.value_or(0));
    if (by.to) {
      add([=, to = static_cast<Byte>(*by.to)](const Space& s) {
        s.k->raise_to(s.at<Byte>(level), s.mask(where), to, s.rows);
      });
    } else {
      add([=, steps = static_cast<Byte>(by.by)](const Space& s) {
        s.k->raise_by(s.at<Byte>(level), s.mask(where), s.at<Byte>(base), steps, top, floor,
                      s.rows);
      });
    }
  };
  for (const Raise& by : outcome.raises) {
    const TruthRegs when = truth(by.when, Read::bounds);
    raise(by, regs.low, low_base, when.yes);
    raise(by, regs.high, high_base, when.maybe);
  }
  if (plan_.possible_wanted) {
    regs.possible = set_of(outcome.levels);
    add([=, levels = outcome.levels, out = regs.possible, low = regs.low,
         high = regs.high](const Space& s) {
      in_set_bytes(out.bytes, [&](auto type) {
        using S = decltype(type);
        s.k->sets<S>().between(s.at<S>(out.reg), s.at<Byte>(low), s.at<Byte>(high), levels, s.rows);
      });
    });
  }
  sharpen_level(index);
}

/// Rows whose highest level is so much above the lowest.
Reg Builder::are_apart(const LevelRegs& level, std::uint8_t least) {
  const Reg out = mask();
  add([=, low = level.low, high = level.high](const Space& s) {
    s.k->are_apart(s.mask(out), s.at<Byte>(low), s.at<Byte>(high), least, s.rows);
  });
  return out;
}

/// Rows in which the plain run may give levels that no completion has.
Reg Builder::too_wide(std::uint32_t index, PlainRun plain, const std::vector<bool>& reads) {
  if (plain == PlainRun::exact) return never_;
  const Outcome& outcome = program_.outcome_at(index);
  const Reg is_open = are_apart(plan_.levels[index], 1);
  if (outcome.from && outcome.raises.empty()) {
    // Bands of exact bounds are exact ends.
    const std::optional<JoinedTerms>& joined = joined_terms(*outcome.from);
    if (joined) return joined->is_exact_constrained ? never_ : both(is_open, constrained_);
  }
  return too_wide(plain, is_open, reads);
}

/// Exactly the possible levels, where the plain run may say too much: ends that no completion has,
/// or, where sets are wanted, levels between the ends that none has.
void Builder::sharpen_level(std::uint32_t index) {
  const Target target = Target::outcome(index);
  const Diagram* diagram = compiled_.diagram(target);
  if (diagram == nullptr) return;
  const LevelRegs& regs = plan_.levels[index];
  const std::vector<bool> reads = support(program_, target);
  const PlainRun plain = compiled_.plain_run(target);
  Reg where = too_wide(index, plain, reads);
  if (plan_.possible_wanted && plain != PlainRun::sound && program_.outcome_at(index).levels > 2) {
    where = either(where, gaps_between(index, reads));
  }
  add_walk(*diagram, where,
           [=, low = regs.low, high = regs.high, possible = regs.possible](
               const Space& s, std::size_t r, const WalkEnd& end) {
             if (!end.has_value) return;
             s.at<Byte>(low)[r] = static_cast<Byte>(end.least);
             s.at<Byte>(high)[r] = static_cast<Byte>(end.greatest);
             if (possible) put(s, possible, r, end.set);
           });
}

/// Rows in which the plain run may say too much.
Reg Builder::too_wide(PlainRun plain, Reg is_open, const std::vector<bool>& reads) {
  if (plain == PlainRun::exact) return never_;
  return plain == PlainRun::sound ? is_open : both(is_open, undecided(reads));
}

/// What the form itself says, imputed values included (S4, S7.3).
void Builder::computed(std::uint32_t index) {
  const Outcome& outcome = program_.outcome_at(index);
  LevelRegs& regs = plan_.levels[index];
  regs.computed = reg(1);
  regs.cut_off = reg(1);
  for (const Raise& by : outcome.raises) regs.raises.push_back(truth(by.when, Read::reported));
  const Reg is_certain = mask();
  add([=, low = regs.low, high = regs.high](const Space& s) {
    s.k->are_equal(s.mask(is_certain), s.at<Byte>(low), s.at<Byte>(high), s.rows);
  });
  if (!outcome.from) {
    const Reg is_open = invert(is_certain);
    add([=, out = regs.computed, cut = regs.cut_off, low = regs.low](const Space& s) {
      s.k->mark(s.at<Byte>(out), s.at<Byte>(low), s.mask(is_open), s.rows);
      s.k->fill(s.mask(cut), LevelBlock::none, s.rows);
    });
    return;
  }
  const ScaleRegs& from = plan_.scales[*outcome.from];
  const Reg base = band(outcome, from.value);
  const Reg level = reg(1);
  add([=](const Space& s) { std::memcpy(s.at<Byte>(level), s.at<Byte>(base), s.rows); });
  const auto top = static_cast<Byte>(outcome.levels - 1);
  for (std::size_t i = 0; i < outcome.raises.size(); ++i) {
    const Raise& by = outcome.raises[i];
    const Reg where = regs.raises[i].yes;
    const auto floor = static_cast<Byte>(by.floor.value_or(0));
    add([=](const Space& s) {
      if (by.to) {
        s.k->raise_to(s.at<Byte>(level), s.mask(where), static_cast<Byte>(*by.to), s.rows);
      } else {
        s.k->raise_by(s.at<Byte>(level), s.mask(where), s.at<Byte>(base), static_cast<Byte>(by.by),
                      top, floor, s.rows);
      }
    });
  }
  const Reg no_value = invert(from.has_value);
  const Reg nothing = without(no_value, is_certain);
  add([=, out = regs.computed, cut = regs.cut_off, low = regs.low,
       high = regs.high](const Space& s) {
    // Without a value there is a level only where one is possible, and low is that one.
    s.k->clamp(s.at<Byte>(out), s.at<Byte>(level), s.at<Byte>(low), s.at<Byte>(high), s.rows);
    s.k->mark(s.at<Byte>(out), s.at<Byte>(out), s.mask(nothing), s.rows);
    s.k->mark(s.at<Byte>(cut), s.at<Byte>(base), s.mask(no_value), s.rows);
  });
}

/// The classes that strong Kleene leaves (S11.1).
void Builder::classes(std::uint32_t index) {
  const ClassSet& classes = program_.classes[index];
  const SetReg out = plan_.classes[index] = set_of(classes.when.size());
  add([=](const Space& s) { s.k->fill(s.at<Mask>(out.reg), 0, s.rows * out.bytes); });
  Reg is_left = always_;  // no class before is certain
  const Reg counter = reg(1);
  add([=](const Space& s) { s.k->fill(s.mask(counter), 0, s.rows); });
  for (std::size_t i = 0; i < classes.when.size(); ++i) {
    const TruthRegs when = truth(classes.when[i], Read::bounds);
    const Reg possible = both(when.maybe, is_left);
    add([=](const Space& s) {
      const Mask* where = s.mask(possible);
      in_set_bytes(out.bytes, [&](auto type) {
        using S = decltype(type);
        s.k->sets<S>().add_bit(s.at<S>(out.reg), where, static_cast<S>(S{1} << i), s.rows);
      });
      s.k->add_one(s.at<Byte>(counter), where, s.rows);
    });
    if (!classes.exactly_one) is_left = without(is_left, when.yes);
  }
  const Diagram* diagram = compiled_.diagram(Target::classes(index));
  if (diagram == nullptr) return;
  const Reg is_open = mask();
  add([=](const Space& s) { s.k->is_at_least(s.mask(is_open), s.at<Byte>(counter), 2, s.rows); });
  const Reg where = too_wide(compiled_.plain_run(Target::classes(index)), is_open,
                             support(program_, Target::classes(index)));
  const LevelSet all = (LevelSet{1} << classes.when.size()) - 1;
  add_walk(*diagram, where, [=](const Space& s, std::size_t r, const WalkEnd& end) {
    put(s, out, r, end.set & all);
  });
}

}  // namespace block
}  // namespace v1
}  // namespace vaern
