// SPDX-License-Identifier: Apache-2.0
#include "program/block/walk.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace vaern {
inline namespace v1 {
namespace block {
namespace {

/// Keys stay bytes.
constexpr std::uint32_t widest_key = 256;
/// Where one row in so many walks, keys are made of all of them at once.
constexpr std::size_t dense = 48;
/// Bytes that a kernel may read after the last key.
constexpr std::size_t read_beyond = 3;

const Code* codes_of(const Space& s, const WalkGroup::Layer& layer) {
  return layer.hidden ? s.at<Code>(layer.hidden) : s.inputs[layer.input];
}

/// The states after one layer. `digit` is a code, or the layer's size where there is none.
std::vector<std::uint32_t> after(const WalkShape& shape, std::size_t layer, Code size,
                                 std::uint32_t digit, const std::vector<std::uint32_t>& states) {
  const Diagram& diagram = *shape.diagram;
  const std::optional<Code>& neutral = shape.program->inputs[diagram.input(layer)].neutral;
  const bool is_missing = digit == size;
  const bool may_skip = is_missing || (neutral && digit == *neutral);
  const std::uint32_t first = is_missing ? 0 : digit;
  const std::uint32_t last = is_missing ? size - 1U : digit;
  std::vector<std::uint32_t> next;
  for (const std::uint32_t state : states) {
    if (diagram.is_skipped(layer, state)) {
      if (may_skip) next.push_back(diagram.child(layer, state, 0));
      continue;
    }
    for (std::uint32_t c = first; c <= last; ++c) {
      next.push_back(diagram.child(layer, state, static_cast<Code>(c)));
    }
  }
  std::sort(next.begin(), next.end());
  next.erase(std::unique(next.begin(), next.end()), next.end());
  return next;
}

}  // namespace

WalkShape shape_of(const Program& program, const Diagram& diagram, const std::vector<Reg>& hidden) {
  WalkShape shape{&program, &diagram, {}};
  for (std::size_t l = 0; l < diagram.depth(); ++l) {
    const InputId input = diagram.input(l);
    const std::uint32_t size = program.inputs[input].size;
    if (shape.groups.empty() || shape.groups.back().width * (size + 1) > widest_key) {
      shape.groups.emplace_back();
      shape.groups.back().first = l;
    }
    WalkGroup& group = shape.groups.back();
    group.layers.push_back(
        {input, hidden[input], static_cast<Code>(size), static_cast<Mask>(group.width)});
    group.width *= size + 1;
  }
  return shape;
}

std::size_t BlockWalk::Hash::operator()(const Set& set) const {
  std::size_t hash = set.size();
  for (const std::uint32_t state : set) hash = (hash ^ state) * 0x9E3779B97F4A7C15U;
  return hash ^ (hash >> 32U);
}

BlockWalk::BlockWalk(const WalkShape& shape, std::size_t most_bytes)
    : shape_(&shape),
      most_bytes_(most_bytes),
      rows_(block_rows),
      states_(block_rows),
      next_states_(block_rows),
      keys_(block_rows + read_beyond) {
  forget();
}

void BlockWalk::forget() {
  stages_.clear();
  stages_.resize(shape_->diagram->depth() + 1);
  for (const WalkGroup& group : shape_->groups) {
    stages_[group.first].keys = group.width;
    for (std::size_t i = 0; i < group.layers.size(); ++i) {
      stages_[group.first + i].digits = group.layers[i].size + 1U;
    }
  }
  ends_.clear();
  bytes_ = 0;
  number_of(0, {0});
}

void BlockWalk::collect(const Space& s, const Mask* where) {
  count_ = s.k->rows_where(rows_.data(), where, s.rows);
  std::fill_n(states_.begin(), count_, 0U);
  is_dense_ = count_ * dense > s.rows;
}

void BlockWalk::make_keys(const Space& s, const WalkGroup& group) {
  if (is_dense_) {
    s.k->fill(keys_.data(), 0, s.rows);
    for (const WalkGroup::Layer& layer : group.layers) {
      s.k->add_digit(keys_.data(), codes_of(s, layer), layer.size, layer.weight, s.rows);
    }
    return;
  }
  for (std::size_t i = 0; i < count_; ++i) keys_[rows_[i]] = 0;
  for (const WalkGroup::Layer& layer : group.layers) {
    const Code* codes = codes_of(s, layer);
    for (std::size_t i = 0; i < count_; ++i) {
      const std::uint16_t row = rows_[i];
      const Code digit = std::min(codes[row], layer.size);
      keys_[row] = static_cast<Mask>(keys_[row] + digit * layer.weight);
    }
  }
}

void BlockWalk::run(const Space& s) {
  for (std::size_t g = 0; g < shape_->groups.size(); ++g) {
    const WalkGroup& group = shape_->groups[g];
    make_keys(s, group);
    const StateTable table{stages_[group.first].by_key.data(), group.width};
    if (s.k->follow(next_states_.data(), states_.data(), table, keys_.data(), rows_.data(),
                    count_)) {
      for (std::size_t i = 0; i < count_; ++i) {
        if (next_states_[i] == unknown_state) {
          next_states_[i] = follow(g, states_[i], keys_[rows_[i]]);
        }
      }
    }
    states_.swap(next_states_);
  }
}

std::uint32_t BlockWalk::follow(std::size_t g, std::uint32_t state, std::uint32_t key) {
  const WalkGroup& group = shape_->groups[g];
  const std::size_t at = std::size_t{state} * group.width + key;
  // Another row may have gone the same way before.
  const std::uint32_t known = stages_[group.first].by_key[at];
  if (known != unknown_state) return known;
  for (std::size_t i = 0; i < group.layers.size(); ++i) {
    const std::uint32_t digit = key / group.layers[i].weight % (group.layers[i].size + 1U);
    state = follow_layer(group.first + i, state, digit);
  }
  stages_[group.first].by_key[at] = state;
  return state;
}

std::uint32_t BlockWalk::follow_layer(std::size_t layer, std::uint32_t state, std::uint32_t digit) {
  Stage& stage = stages_[layer];
  std::uint32_t& to = stage.by_digit[std::size_t{state} * stage.digits + digit];
  if (to == unknown_state) {
    const auto size = static_cast<Code>(stage.digits - 1);
    to = number_of(layer + 1, after(*shape_, layer, size, digit, *stage.sets[state]));
  }
  return to;
}

std::uint32_t BlockWalk::number_of(std::size_t layer, Set set) {
  Stage& stage = stages_[layer];
  const auto [found, is_new] =
      stage.numbers.try_emplace(std::move(set), static_cast<std::uint32_t>(stage.sets.size()));
  if (!is_new) return found->second;
  stage.sets.push_back(&found->first);
  stage.by_digit.resize(stage.by_digit.size() + stage.digits, unknown_state);
  stage.by_key.resize(stage.by_key.size() + stage.keys, unknown_state);
  bytes_ += (found->first.size() + stage.digits + stage.keys) * sizeof(std::uint32_t) + sizeof(Set);
  if (layer == shape_->diagram->depth()) {
    ends_.push_back(end_of(found->first));
    bytes_ += sizeof(WalkEnd);
  }
  return found->second;
}

WalkEnd BlockWalk::end_of(const Set& set) const {
  WalkEnd end;
  for (const std::uint32_t state : set) {
    const std::uint32_t result = shape_->diagram->result(state);
    if (result == Diagram::excluded) continue;
    end.has_completion = true;
    if (result == Diagram::no_result) continue;
    if (result < 64) end.set |= LevelSet{1} << result;
    end.least = end.has_value ? std::min(end.least, result) : result;
    end.greatest = end.has_value ? std::max(end.greatest, result) : result;
    end.has_value = true;
  }
  return end;
}

}  // namespace block
}  // namespace v1
}  // namespace vaern
