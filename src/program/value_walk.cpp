// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "program/choice.hpp"
#include "program/complete.hpp"
#include "program/terms.hpp"
#include "vaern/program/walk.hpp"

namespace vaern {
inline namespace v1 {

using detail::Choice;
using detail::choice_of;
using detail::start;

namespace {

struct ValueWalk {
  const Program& program;
  const Diagram& diagram;
  std::span<const Code> codes;
  // By layer and state: least and greatest result index, and whether one has none.
  struct Ends {
    std::uint32_t least = Diagram::no_result;
    std::uint32_t greatest = 0;
    bool has_value = false;
    bool may_be_none = false;
    bool is_alive = false;
    void join(const Ends& other) {
      if (!other.is_alive) return;
      is_alive = true;
      may_be_none = may_be_none || other.may_be_none;
      if (!other.has_value) return;
      least = has_value ? std::min(least, other.least) : other.least;
      greatest = has_value ? std::max(greatest, other.greatest) : other.greatest;
      has_value = true;
    }
  };
  std::vector<std::vector<Ends>> ends{};

  void run() {
    const std::size_t depth = diagram.depth();
    ends.resize(depth + 1);
    ends[depth].resize(diagram.states(depth));
    for (std::uint32_t s = 0; s < diagram.states(depth); ++s) {
      Ends& e = ends[depth][s];
      if (diagram.result(s) == Diagram::excluded) continue;
      e.is_alive = true;
      e.has_value = diagram.result(s) != Diagram::no_result;
      e.may_be_none = !e.has_value;
      if (e.has_value) e.least = e.greatest = diagram.result(s);
    }
    for (std::size_t l = depth; l-- > 0;) {
      ends[l].resize(diagram.states(l));
      const Choice choice = choice_of(program, diagram.input(l), codes);
      for (std::uint32_t s = 0; s < diagram.states(l); ++s) {
        if (diagram.is_skipped(l, s)) {
          if (choice.may_skip) ends[l][s].join(ends[l + 1][diagram.child(l, s, 0)]);
          continue;
        }
        for (std::uint32_t c = choice.first; c <= choice.last; ++c) {
          ends[l][s].join(ends[l + 1][diagram.child(l, s, static_cast<Code>(c))]);
        }
      }
    }
  }

  /// A completion whose result satisfies `wanted`.
  template <class Wanted>
  Witness witness(Wanted wanted) const {
    Witness result = start(codes);
    std::uint32_t state = 0;
    for (std::size_t l = 0; l < diagram.depth(); ++l) {
      const InputId id = diagram.input(l);
      if (diagram.is_skipped(l, state)) {
        result[id] = not_applicable_code;
        state = diagram.child(l, state, 0);
        continue;
      }
      const Choice choice = choice_of(program, id, codes);
      for (std::uint32_t c = choice.first; c <= choice.last; ++c) {
        const std::uint32_t next = diagram.child(l, state, static_cast<Code>(c));
        if (!wanted(ends[l + 1][next])) continue;
        result[id] = static_cast<Code>(c);
        state = next;
        break;
      }
    }
    return result;
  }
};

/// Every input stands alone: each missing one takes the end that moves the value its way.
struct EndChoice {
  const Program& program;
  std::span<const Code> codes;
  Witness& witness;

  void choose(ScaleId id, bool up) {
    const Scale& scale = program.scales[id];
    for (const Step& step : scale.steps) {
      const bool turns = (step.kind == Step::Kind::times || step.kind == Step::Kind::divide) &&
                         step.operand.sign() < 0;
      up = up != turns;
    }
    if (scale.aggregate == Aggregate::lookup) return choose_row(id, up);
    for (const Term& term : scale.terms) {
      const bool turns = scale.aggregate == Aggregate::sum && term.weight.sign() < 0;
      if (term.is_scale) {
        choose(term.id, up != turns);
        continue;
      }
      if (codes[term.id] != missing_code) continue;
      const std::vector<Rational>& values = detail::points_of(program, term);
      const auto end = up != turns ? std::max_element(values.begin(), values.end())
                                   : std::min_element(values.begin(), values.end());
      witness[term.id] = static_cast<Code>(end - values.begin());
    }
  }

  /// The norm, and the end of the scale looked up, whose row is the greatest (or least).
  void choose_row(ScaleId id, bool up) {
    const Scale& scale = program.scales[id];
    const bool is_free = scale.selector && codes[*scale.selector] == missing_code;
    const std::size_t norms = is_free ? scale.rows.size() : 1;
    std::optional<Rational> best;
    Witness chosen;
    for (std::size_t c = 0; c < norms; ++c) {
      if (is_free) witness[*scale.selector] = static_cast<Code>(c);
      for (const bool end : {false, true}) {
        choose(scale.terms.front().id, end);
        const Code code = scale.selector ? witness[*scale.selector] : Code{0};
        const auto value = detail::complete_value(program, scale.terms.front().id, witness);
        const TableRow* row = value ? row_of(detail::rows_of(scale, code), *value) : nullptr;
        if (row == nullptr) continue;
        if (best && (up ? row->value <= *best : row->value >= *best)) continue;
        best = row->value;
        chosen = witness;
      }
    }
    if (best) witness = std::move(chosen);
  }
};

}  // namespace

ValueBounds walk_values(const Program& program, const Diagram& diagram,
                        std::span<const Code> codes) {
  ValueWalk walk{program, diagram, codes};
  walk.run();
  const ValueWalk::Ends& root = walk.ends[0][0];
  ValueBounds bounds;
  bounds.has_completion = root.is_alive;
  bounds.has_value = root.has_value;
  bounds.may_be_none = root.may_be_none;
  if (root.has_value && !diagram.values().empty()) {
    bounds.lowest = diagram.values()[root.least];
    bounds.highest = diagram.values()[root.greatest];
  }
  return bounds;
}

std::optional<Witness> any_completion(const CompiledProgram& compiled,
                                      std::span<const Code> codes) {
  const Program& program = compiled.program();
  if (compiled.applicability() == nullptr) {
    if (!program.components.empty()) return std::nullopt;
    return start(codes);
  }
  ValueWalk walk{program, *compiled.applicability(), codes};
  walk.run();
  if (!walk.ends[0][0].is_alive) return std::nullopt;
  return walk.witness([](const ValueWalk::Ends& ends) { return ends.is_alive; });
}

std::optional<Witness> bound_witness(const CompiledProgram& compiled, ScaleId scale,
                                     std::span<const Code> codes, bool highest) {
  const Program& program = compiled.program();
  if (const Diagram* diagram = compiled.values(scale)) {
    ValueWalk walk{program, *diagram, codes};
    walk.run();
    const ValueWalk::Ends& root = walk.ends[0][0];
    if (!root.has_value) return std::nullopt;
    const std::uint32_t wanted = highest ? root.greatest : root.least;
    return walk.witness([&](const ValueWalk::Ends& ends) {
      return ends.has_value && (highest ? ends.greatest : ends.least) == wanted;
    });
  }
  if (!compiled.has_simple_bounds(scale)) return std::nullopt;
  std::optional<Witness> witness = any_completion(compiled, codes);
  if (witness) EndChoice{program, codes, *witness}.choose(scale, highest);
  return witness;
}

}  // namespace v1
}  // namespace vaern
