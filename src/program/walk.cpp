// SPDX-License-Identifier: Apache-2.0
#include "vaern/program/walk.hpp"

#include <algorithm>
#include <bit>
#include <unordered_set>

namespace vaern {
inline namespace v1 {
namespace {

std::uint32_t lowest_of(LevelSet set) { return static_cast<std::uint32_t>(std::countr_zero(set)); }
std::uint32_t highest_of(LevelSet set) {
  return static_cast<std::uint32_t>(63 - std::countl_zero(set));
}

/// What an answer allows in one layer: the input may be skipped, and which codes it may have.
struct Choice {
  bool may_skip = true;
  Code first = 0;
  Code last = 0;  // inclusive
};

Choice choice_of(const Program& program, InputId id, std::span<const Code> codes) {
  const Input& input = program.inputs[id];
  const Code code = codes[id];
  if (code == missing_code) return {true, 0, static_cast<Code>(input.size - 1)};
  return {input.neutral && code == *input.neutral, code, code};
}

/// A witness with every answer in place; missing inputs outside the diagram get their first code.
Witness start(std::span<const Code> codes) {
  Witness witness(codes.begin(), codes.end());
  for (InputId id = 0; id < witness.size(); ++id) {
    if (witness[id] == missing_code) witness[id] = 0;
  }
  return witness;
}

}  // namespace

LevelWalk::LevelWalk(const CompiledProgram& compiled, std::span<const Code> codes)
    : compiled_(&compiled), diagram_(compiled.levels()), codes_(codes.begin(), codes.end()) {
  const Diagram& diagram = *diagram_;
  const Program& program = compiled.program();
  const std::size_t depth = diagram.depth();
  offsets_.resize(depth + 2);
  for (std::size_t l = 0; l <= depth; ++l) offsets_[l + 1] = offsets_[l] + diagram.states(l);
  sets_.assign(offsets_.back(), 0);
  reached_.assign(offsets_.back(), 0);

  // Forward: the states that the answers reach.
  reached_[0] = 1;
  for (std::size_t l = 0; l < depth; ++l) {
    const Choice choice = choice_of(program, diagram.input(l), codes_);
    for (std::uint32_t s = 0; s < diagram.states(l); ++s) {
      if (!reached(l, s)) continue;
      if (diagram.is_skipped(l, s)) {
        if (choice.may_skip) reached_[offsets_[l + 1] + diagram.child(l, s, 0)] = 1;
        continue;
      }
      for (std::uint32_t c = choice.first; c <= choice.last; ++c) {
        reached_[offsets_[l + 1] + diagram.child(l, s, static_cast<Code>(c))] = 1;
      }
    }
  }
  // Backward: the levels each of them can still have. No level: the answers exclude each other.
  for (std::uint32_t s = 0; s < diagram.states(depth); ++s) {
    if (reached(depth, s)) set(depth, s) = LevelSet{1} << diagram.result(s);
  }
  for (std::size_t l = depth; l-- > 0;) {
    const Choice choice = choice_of(program, diagram.input(l), codes_);
    for (std::uint32_t s = 0; s < diagram.states(l); ++s) {
      if (!reached(l, s)) continue;
      LevelSet levels = 0;
      if (diagram.is_skipped(l, s)) {
        if (choice.may_skip) levels = set(l + 1, diagram.child(l, s, 0));
      } else {
        for (std::uint32_t c = choice.first; c <= choice.last; ++c) {
          levels |= set(l + 1, diagram.child(l, s, static_cast<Code>(c)));
        }
      }
      set(l, s) = levels;
      has_dead_ = has_dead_ || levels == 0;
    }
  }
  possible_ = set(0, 0);
}

Witness LevelWalk::witness(std::uint32_t level) const {
  const Program& program = compiled_->program();
  Witness witness = start(codes_);
  std::uint32_t state = 0;
  for (std::size_t l = 0; l < diagram_->depth(); ++l) {
    const InputId id = diagram_->input(l);
    if (diagram_->is_skipped(l, state)) {
      witness[id] = not_applicable_code;
      state = diagram_->child(l, state, 0);
      continue;
    }
    const Choice choice = choice_of(program, id, codes_);
    for (std::uint32_t c = choice.first; c <= choice.last; ++c) {
      const std::uint32_t next = diagram_->child(l, state, static_cast<Code>(c));
      if ((set(l + 1, next) >> level & 1U) == 0) continue;
      witness[id] = static_cast<Code>(c);
      state = next;
      break;
    }
  }
  return witness;
}

/// Are there two completions of different levels that differ in the free inputs (and in what these
/// make applicable) and agree in every other input that both ask? Pairs of states, layer by layer.
struct PairSearch {
  const LevelWalk& walk;
  const Program& program;
  std::vector<bool> free;          // by input
  bool must_differ = true;         // a single free input: applicable in both, other codes
  std::size_t last_free = 0;       // layer of the last free input
  std::unordered_set<std::uint64_t> failed{};

  bool search(std::size_t l, std::uint32_t a, std::uint32_t b) {
    const LevelSet x = walk.set(l, a);
    const LevelSet y = walk.set(l, b);
    if (x == 0 || y == 0) return false;
    if (l > last_free && a == b) return false;
    if ((x | y) == (x & y) && std::has_single_bit(x)) return false;  // one level in both
    const Diagram& diagram = *walk.diagram_;
    if (l == diagram.depth()) return a != b;
    if (l > last_free && !walk.has_dead_ && (x & y) == 0) return true;
    const std::uint64_t key =
        (static_cast<std::uint64_t>(l) << 48U) | (static_cast<std::uint64_t>(a) << 24U) | b;
    if (failed.count(key) != 0) return false;

    const InputId id = diagram.input(l);
    const Choice choice = choice_of(program, id, walk.codes_);
    const bool skip_a = diagram.is_skipped(l, a);
    const bool skip_b = diagram.is_skipped(l, b);
    const auto child = [&](std::uint32_t s, std::uint32_t c) {
      return diagram.child(l, s, static_cast<Code>(c));
    };
    if ((skip_a || skip_b) && !choice.may_skip) {
      failed.insert(key);
      return false;
    }
    bool found = false;
    if (skip_a && skip_b) {
      found = !(free[id] && must_differ) && search(l + 1, child(a, 0), child(b, 0));
    } else if (skip_a || skip_b) {
      if (!(free[id] && must_differ)) {
        for (std::uint32_t c = choice.first; c <= choice.last && !found; ++c) {
          found = skip_a ? search(l + 1, child(a, 0), child(b, c))
                         : search(l + 1, child(a, c), child(b, 0));
        }
      }
    } else if (free[id]) {
      for (std::uint32_t c = choice.first; c <= choice.last && !found; ++c) {
        for (std::uint32_t d = choice.first; d <= choice.last && !found; ++d) {
          // Before the two part they are one state, so the order of the pair does not matter.
          if (must_differ && (a == b ? d <= c : d == c)) continue;
          found = search(l + 1, child(a, c), child(b, d));
        }
      }
    } else {
      for (std::uint32_t c = choice.first; c <= choice.last && !found; ++c) {
        found = search(l + 1, child(a, c), child(b, c));
      }
    }
    if (!found) failed.insert(key);
    return found;
  }
};

std::vector<DecisiveInput> LevelWalk::decisive(std::span<const Truth> applicable) const {
  std::vector<DecisiveInput> result;
  if (std::has_single_bit(possible_) || possible_ == 0) return result;
  const Program& program = compiled_->program();
  const Diagram& diagram = *diagram_;
  const std::size_t depth = diagram.depth();

  std::vector<std::size_t> layer_of(program.inputs.size(), depth);
  for (std::size_t l = 0; l < depth; ++l) layer_of[diagram.input(l)] = l;
  const auto decides = [&](const std::vector<InputId>& inputs) {
    PairSearch search{*this, program, std::vector<bool>(program.inputs.size()), inputs.size() == 1};
    for (const InputId id : inputs) {
      search.free[id] = true;
      search.last_free = std::max(search.last_free, layer_of[id]);
    }
    if (inputs.size() > 1) return search.search(0, 0, 0);
    // A single input: the completions part in its own layer, from any state that is reached.
    const std::size_t l = layer_of[inputs[0]];
    for (std::uint32_t s = 0; s < diagram.states(l); ++s) {
      if (reached(l, s) && search.search(l, s, s)) return true;
    }
    return false;
  };
  std::vector<bool> is_decisive(program.inputs.size());
  for (std::size_t l = 0; l < depth; ++l) {
    const InputId id = diagram.input(l);
    if (codes_[id] == missing_code) is_decisive[id] = decides({id});
  }

  // Groups tied by an answer whose asked_when is open (S13.2).
  if (has_dead_) {
    std::vector<InputId> leader(program.inputs.size());
    for (InputId id = 0; id < leader.size(); ++id) leader[id] = id;
    const auto find = [&](InputId id) {
      while (leader[id] != id) id = leader[id];
      return id;
    };
    for (InputId id = 0; id < program.inputs.size(); ++id) {
      if (!program.is_conditional(id) || codes_[id] == missing_code) continue;
      if (choice_of(program, id, codes_).may_skip) continue;
      const std::vector<bool> reads = support(program, program.inputs[id].asked_when);
      for (InputId p = 0; p < reads.size(); ++p) {
        if (reads[p] && codes_[p] == missing_code) leader[find(p)] = find(id);
      }
    }
    std::vector<std::vector<InputId>> groups(program.inputs.size());
    for (InputId id = 0; id < leader.size(); ++id) {
      if (codes_[id] == missing_code && layer_of[id] < depth) groups[find(id)].push_back(id);
    }
    for (const std::vector<InputId>& group : groups) {
      if (group.size() < 2) continue;
      const auto has = [&](InputId id) { return is_decisive[id]; };
      if (std::any_of(group.begin(), group.end(), has) || !decides(group)) continue;
      for (const InputId id : group) is_decisive[id] = true;
    }
  }

  for (InputId id = 0; id < program.inputs.size(); ++id) {
    if (!is_decisive[id]) continue;
    DecisiveInput input;
    input.input = id;
    input.by_code.assign(program.inputs[id].size, 0);
    const std::size_t l = layer_of[id];
    LevelSet skipped = 0;
    for (std::uint32_t s = 0; s < diagram.states(l); ++s) {
      if (!reached(l, s) || set(l, s) == 0) continue;
      if (diagram.is_skipped(l, s)) {
        skipped |= set(l, s);
        continue;
      }
      for (std::uint32_t c = 0; c < program.inputs[id].size; ++c) {
        input.by_code[c] |= set(l + 1, diagram.child(l, s, static_cast<Code>(c)));
      }
    }
    if (program.inputs[id].neutral) input.by_code[*program.inputs[id].neutral] |= skipped;
    std::uint32_t least_low = 63;
    std::uint32_t greatest_low = 0;
    std::uint32_t least_high = 63;
    std::uint32_t greatest_high = 0;
    input.settles_alone = applicable[id] == Truth::yes;
    for (const LevelSet levels : input.by_code) {
      if (levels == 0) continue;
      const std::uint32_t low = lowest_of(levels);
      const std::uint32_t high = highest_of(levels);
      input.settles_alone = input.settles_alone && low == high;
      input.moves_an_end = input.moves_an_end || low > lowest_of(possible_) ||
                           high < highest_of(possible_);
      least_low = std::min(least_low, low);
      greatest_low = std::max(greatest_low, low);
      least_high = std::min(least_high, high);
      greatest_high = std::max(greatest_high, high);
    }
    input.spanned = (greatest_low - least_low) + (greatest_high - least_high);
    result.push_back(std::move(input));
  }
  std::stable_sort(result.begin(), result.end(), [](const auto& a, const auto& b) {
    if (a.settles_alone != b.settles_alone) return a.settles_alone;
    if (a.moves_an_end != b.moves_an_end) return a.moves_an_end;
    return a.spanned > b.spanned;
  });
  // A question cannot be asked before it is known to arise.
  std::stable_partition(result.begin(), result.end(), [&](const DecisiveInput& input) {
    return applicable[input.input] == Truth::yes;
  });
  return result;
}

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
  // Every input stands alone: each missing one takes the end that moves the value its way.
  std::optional<Witness> witness = any_completion(compiled, codes);
  if (!witness) return std::nullopt;
  const auto choose = [&](const auto& self, ScaleId id, bool up) -> void {
    const Scale& s = program.scales[id];
    for (const Step& step : s.steps) {
      if ((step.kind == Step::Kind::times || step.kind == Step::Kind::divide) &&
          step.operand.sign() < 0) {
        up = !up;
      }
    }
    for (const Term& term : s.terms) {
      const bool rising =
          s.aggregate == Aggregate::sum && term.weight.sign() < 0 ? !up : up;
      if (term.is_scale) {
        self(self, term.id, rising);
        continue;
      }
      if (codes[term.id] != missing_code) continue;
      const std::vector<Rational>& values = program.inputs[term.id].values;
      const auto end = rising ? std::max_element(values.begin(), values.end())
                              : std::min_element(values.begin(), values.end());
      (*witness)[term.id] = static_cast<Code>(end - values.begin());
    }
  };
  choose(choose, scale, highest);
  return witness;
}

}  // namespace v1
}  // namespace vaern
