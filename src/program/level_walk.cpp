// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>
#include <unordered_set>

#include "program/choice.hpp"
#include "vaern/program/walk.hpp"

namespace vaern {
inline namespace v1 {

using detail::Choice;
using detail::choice_of;
using detail::start;

namespace {

std::uint32_t lowest_of(LevelSet set) { return static_cast<std::uint32_t>(std::countr_zero(set)); }
std::uint32_t highest_of(LevelSet set) {
  return static_cast<std::uint32_t>(63 - std::countl_zero(set));
}

}  // namespace

LevelWalk::LevelWalk(const CompiledProgram& compiled, std::span<const Code> codes, Target target)
    : compiled_(&compiled),
      target_(target),
      diagram_(compiled.diagram(target)),
      codes_(codes.begin(), codes.end()) {
  const Diagram& diagram = *diagram_;
  const Program& program = compiled.program();
  const std::size_t depth = diagram.depth();
  offsets_.resize(depth + 2);
  for (std::size_t l = 0; l <= depth; ++l) offsets_[l + 1] = offsets_[l] + diagram.states(l);
  sets_.assign(offsets_.back(), 0);
  reached_.assign(offsets_.back(), 0);
  layer_of_.assign(codes_.size(), depth);
  for (std::size_t l = 0; l < depth; ++l) layer_of_[diagram.input(l)] = l;

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
    const std::uint32_t result = diagram.result(s);
    if (reached(depth, s) && result != Diagram::excluded) set(depth, s) = LevelSet{1} << result;
    has_dead_ = has_dead_ || (reached(depth, s) && set(depth, s) == 0);
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
  std::vector<bool> free;     // by input
  bool must_differ = true;    // a single free input: applicable in both, other codes
  std::size_t last_free = 0;  // layer of the last free input
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

bool LevelWalk::decides(const std::vector<InputId>& inputs) const {
  PairSearch search{*this, compiled_->program(), std::vector<bool>(codes_.size()),
                    inputs.size() == 1};
  for (const InputId id : inputs) {
    search.free[id] = true;
    search.last_free = std::max(search.last_free, layer_of_[id]);
  }
  if (inputs.size() > 1) return search.search(0, 0, 0);
  // A single input: the completions part in its own layer, from any state that is reached.
  const std::size_t l = layer_of_[inputs[0]];
  for (std::uint32_t s = 0; s < diagram_->states(l); ++s) {
    if (reached(l, s) && search.search(l, s, s)) return true;
  }
  return false;
}

std::vector<std::vector<InputId>> LevelWalk::tied_groups(std::span<const Truth> truths) const {
  const Program& program = compiled_->program();
  const std::size_t n = program.inputs.size();
  std::vector<std::vector<InputId>> groups(n);
  if (!has_dead_) return groups;  // no answer drops a completion
  std::vector<InputId> leader(n);
  for (InputId id = 0; id < n; ++id) leader[id] = id;
  const auto find = [&](InputId id) {
    while (leader[id] != id) id = leader[id];
    return id;
  };
  for (const NodeId condition : program.consistent) {  // S13.5
    if (truths[condition] != Truth::unknown) continue;
    const std::vector<bool> reads = support(program, condition);
    std::optional<InputId> first;
    for (InputId p = 0; p < n; ++p) {
      if (!reads[p] || codes_[p] != missing_code) continue;
      if (first) leader[find(p)] = find(*first);
      first = p;
    }
  }
  for (InputId id = 0; id < n; ++id) {
    if (!program.is_conditional(id) || codes_[id] == missing_code) continue;
    // Only an answer under an unknown `asked_when` can drop completions.
    const NodeId asked_when = program.inputs[id].asked_when;
    if (truths[asked_when] != Truth::unknown || choice_of(program, id, codes_).may_skip) continue;
    const std::vector<bool> reads = support(program, asked_when);
    for (InputId p = 0; p < n; ++p) {
      if (reads[p] && codes_[p] == missing_code) leader[find(p)] = find(id);
    }
  }
  for (InputId id = 0; id < n; ++id) {
    if (is_open(id)) groups[find(id)].push_back(id);
  }
  return groups;
}

bool LevelWalk::is_open(InputId id) const {
  return codes_[id] == missing_code && layer_of_[id] < diagram_->depth() &&
         !compiled_->program().inputs[id].is_given;
}

DecisiveInput LevelWalk::effect_of(InputId id, bool is_applicable) const {
  const Input& input = compiled_->program().inputs[id];
  DecisiveInput result;
  result.input = id;
  result.by_code.assign(input.size, 0);
  const std::size_t l = layer_of_[id];
  LevelSet skipped = 0;
  for (std::uint32_t s = 0; s < diagram_->states(l); ++s) {
    if (!reached(l, s)) continue;
    if (diagram_->is_skipped(l, s)) {
      skipped |= set(l, s);
      continue;
    }
    for (std::uint32_t c = 0; c < input.size; ++c) {
      result.by_code[c] |= set(l + 1, diagram_->child(l, s, static_cast<Code>(c)));
    }
  }
  if (input.neutral) result.by_code[*input.neutral] |= skipped;
  if (target_.kind == Target::Kind::classes) {
    exclude_classes(result, is_applicable);
    return result;
  }
  std::uint32_t least_low = 63;
  std::uint32_t greatest_low = 0;
  std::uint32_t least_high = 63;
  std::uint32_t greatest_high = 0;
  result.settles_alone = is_applicable;
  for (const LevelSet levels : result.by_code) {
    if (levels == 0) continue;
    const std::uint32_t low = lowest_of(levels);
    const std::uint32_t high = highest_of(levels);
    result.settles_alone = result.settles_alone && low == high;
    result.moves_an_end =
        result.moves_an_end || low > lowest_of(possible_) || high < highest_of(possible_);
    least_low = std::min(least_low, low);
    greatest_low = std::max(greatest_low, low);
    least_high = std::min(least_high, high);
    greatest_high = std::max(greatest_high, high);
  }
  result.spanned = (greatest_low - least_low) + (greatest_high - least_high);
  return result;
}

/// S11.1 in place of S13.3.
void LevelWalk::exclude_classes(DecisiveInput& effect, bool is_applicable) const {
  effect.settles_alone = is_applicable;
  for (const LevelSet classes : effect.by_code) {
    if (classes == 0) continue;
    effect.settles_alone = effect.settles_alone && std::has_single_bit(classes);
    effect.spanned += static_cast<std::uint32_t>(std::popcount(possible_ & ~classes));
  }
  effect.moves_an_end = effect.spanned > 0;
}

std::vector<DecisiveInput> LevelWalk::decisive(std::span<const Truth> applicable,
                                               std::span<const Truth> truths) const {
  std::vector<DecisiveInput> result;
  if (std::has_single_bit(possible_) || possible_ == 0) return result;
  std::vector<bool> is_decisive(codes_.size());
  for (InputId id = 0; id < codes_.size(); ++id) {
    is_decisive[id] = is_open(id) && decides({id});
  }
  for (const std::vector<InputId>& group : tied_groups(truths)) {  // S13.2
    if (group.size() < 2) continue;
    const auto is_known = [&](InputId id) { return is_decisive[id]; };
    if (std::any_of(group.begin(), group.end(), is_known) || !decides(group)) continue;
    for (const InputId id : group) is_decisive[id] = true;
  }
  for (InputId id = 0; id < codes_.size(); ++id) {
    if (is_decisive[id]) result.push_back(effect_of(id, applicable[id] == Truth::yes));
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

}  // namespace v1
}  // namespace vaern
