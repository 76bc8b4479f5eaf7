// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>
#include <map>
#include <unordered_map>

#include "program/complete.hpp"
#include "program/formula.hpp"
#include "program/truth_diagram.hpp"
#include "vaern/program/diagram.hpp"

namespace vaern {
inline namespace v1 {

using detail::Evaluand;
using detail::FormulaId;
using detail::FormulaStore;

namespace {

using Key = std::vector<std::int64_t>;

struct KeyHash {
  std::size_t operator()(const Key& key) const noexcept {
    std::size_t h = key.size();
    for (const std::int64_t v : key) {
      h ^= static_cast<std::size_t>(v) + 0x9E3779B97F4A7C15U + (h << 6U) + (h >> 2U);
    }
    return h;
  }
};

}  // namespace

/// Builds layer by layer from tuples of residual formulas (and, for values, partial sums), then
/// merges states that have the same children, from the end.
struct DiagramBuilder {
  const Program& program;
  std::size_t cap;
  FormulaStore store;
  std::vector<InputId> inputs{};          // of the layers
  std::vector<std::size_t> positions{};   // of those inputs in the order
  std::vector<std::size_t> asked_slot{};  // input -> key slot of its asked_when, or npos
  std::size_t key_size = 0;
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

  DiagramBuilder(const Program& p, std::size_t c) : program(p), cap(c), store(p) {}

  /// `wanted`: inputs the result reads. Inputs whose answers can exclude completions always take
  /// part (S2.3, S1.4).
  void choose_inputs(std::vector<bool> wanted) {
    for (const auto& component : program.components) {
      for (const InputId id : component) wanted[id] = true;
    }
    for (std::size_t i = 0; i < program.order.size(); ++i) {
      if (!wanted[program.order[i]]) continue;
      inputs.push_back(program.order[i]);
      positions.push_back(i);
    }
  }

  /// The state of a layer that no complete form goes through: its key is longer than any other.
  bool is_dead(const Key& key) const { return key.size() > key_size; }

  /// The key: `formulas` first, then the conditions of the conditional inputs, the consistent
  /// conditions, then the evaluand's state.
  std::optional<Diagram> build(std::vector<FormulaId> formulas, const Evaluand* evaluand,
                               const std::function<std::uint32_t(const Key&)>& result_of) {
    asked_slot.assign(program.inputs.size(), npos);
    for (const InputId id : inputs) {
      if (!program.is_conditional(id)) continue;
      asked_slot[id] = formulas.size();
      formulas.push_back(store.of_node(program.inputs[id].asked_when));
    }
    const std::size_t consistent = formulas.size();
    for (const NodeId condition : program.consistent) formulas.push_back(store.of_node(condition));
    const std::size_t formula_count = formulas.size();
    Key root(formulas.begin(), formulas.end());
    if (evaluand != nullptr) {
      root.insert(root.end(), evaluand->initial().begin(), evaluand->initial().end());
    }

    const auto is_broken = [&](const Key& key) {
      return std::any_of(key.begin() + static_cast<std::ptrdiff_t>(consistent),
                         key.begin() + static_cast<std::ptrdiff_t>(formula_count),
                         [](std::int64_t f) { return f == FormulaStore::no; });
    };
    key_size = root.size();
    const Key dead(key_size + 1);
    if (is_broken(root)) root = dead;

    Diagram diagram;
    std::vector<Key> current{root};
    std::size_t total = 1;
    if (total > cap) return std::nullopt;
    for (std::size_t layer = 0; layer < inputs.size(); ++layer) {
      const InputId id = inputs[layer];
      const Input& input = program.inputs[id];
      Diagram::Layer built;
      built.input = id;
      std::vector<Key> next;
      std::unordered_map<Key, std::uint32_t, KeyHash> index;
      for (const Key& key : current) {
        const std::size_t slot = asked_slot[id];
        const bool skipped =
            !is_dead(key) && slot != npos && static_cast<FormulaId>(key[slot]) == FormulaStore::no;
        built.starts.push_back(static_cast<std::uint32_t>(built.children.size()));
        built.skipped.push_back(skipped ? 1 : 0);
        const std::uint32_t edges = skipped ? 1 : input.size;
        for (std::uint32_t e = 0; e < edges; ++e) {
          const Code code = skipped ? not_applicable_code : static_cast<Code>(e);
          Key child(key);
          if (!is_dead(key)) advance(child, layer, code, formula_count, evaluand);
          if (!is_dead(child) && is_broken(child)) child = dead;
          const auto [it, is_new] =
              index.try_emplace(std::move(child), static_cast<std::uint32_t>(next.size()));
          if (is_new) {
            next.push_back(it->first);
            if (++total > cap) return std::nullopt;
          }
          built.children.push_back(it->second);
        }
      }
      if (store.size() > 20 * cap) return std::nullopt;
      diagram.layers_.push_back(std::move(built));
      current = std::move(next);
    }
    for (const Key& key : current) {
      diagram.results_.push_back(is_dead(key) ? Diagram::excluded : result_of(key));
    }
    merge(diagram);
    return diagram;
  }

  /// The key after the layer's input has `code`.
  void advance(Key& key, std::size_t layer, Code code, std::size_t formula_count,
               const Evaluand* evaluand) {
    const InputId id = inputs[layer];
    if (asked_slot[id] != npos) key[asked_slot[id]] = FormulaStore::yes;  // read for the last time
    for (std::size_t f = 0; f < formula_count; ++f) {
      key[f] = store.assign(static_cast<FormulaId>(key[f]), positions[layer], code);
    }
    if (evaluand == nullptr) return;
    const auto begin = key.begin() + static_cast<std::ptrdiff_t>(formula_count);
    Evaluand::State state(begin, key.end());
    evaluand->advance(state, id, code);
    std::copy(state.begin(), state.end(), begin);
  }

  void merge(Diagram& diagram) const {
    // Results first, then each layer by its children, from the end.
    std::vector<std::uint32_t> renamed(diagram.results_.size());
    {
      std::vector<std::uint32_t> kept;
      std::unordered_map<std::uint32_t, std::uint32_t> index;
      for (std::size_t i = 0; i < diagram.results_.size(); ++i) {
        const auto [it, is_new] =
            index.try_emplace(diagram.results_[i], static_cast<std::uint32_t>(kept.size()));
        if (is_new) kept.push_back(diagram.results_[i]);
        renamed[i] = it->second;
      }
      diagram.results_ = std::move(kept);
    }
    // A state whose children are all dead is the dead one, which asks its input.
    std::uint32_t dead = Diagram::no_result;
    for (std::uint32_t i = 0; i < diagram.results_.size(); ++i) {
      if (diagram.results_[i] == Diagram::excluded) dead = i;
    }
    for (std::size_t l = diagram.layers_.size(); l-- > 0;) {
      Diagram::Layer& layer = diagram.layers_[l];
      Diagram::Layer merged;
      merged.input = layer.input;
      std::uint32_t next_dead = Diagram::no_result;
      std::vector<std::uint32_t> names(layer.starts.size());
      std::unordered_map<Key, std::uint32_t, KeyHash> index;
      for (std::size_t s = 0; s < layer.starts.size(); ++s) {
        const std::size_t begin = layer.starts[s];
        const std::size_t end =
            s + 1 < layer.starts.size() ? layer.starts[s + 1] : layer.children.size();
        Key key{layer.skipped[s]};
        for (std::size_t c = begin; c < end; ++c) key.push_back(renamed[layer.children[c]]);
        const bool is_dead = dead != Diagram::no_result &&
                             std::all_of(key.begin() + 1, key.end(),
                                         [&](std::int64_t child) { return child == dead; });
        if (is_dead) {
          key.assign(program.inputs[layer.input].size + 1, dead);
          key[0] = 0;
        }
        const auto [it, is_new] =
            index.try_emplace(key, static_cast<std::uint32_t>(merged.starts.size()));
        if (is_new) {
          merged.starts.push_back(static_cast<std::uint32_t>(merged.children.size()));
          merged.skipped.push_back(static_cast<std::uint8_t>(key[0]));
          for (std::size_t k = 1; k < key.size(); ++k) {
            merged.children.push_back(static_cast<std::uint32_t>(key[k]));
          }
        }
        names[s] = it->second;
        if (is_dead) next_dead = it->second;
      }
      dead = next_dead;
      layer = std::move(merged);
      renamed = std::move(names);
    }
  }

  static void set_values(Diagram& diagram, std::vector<Rational> values) {
    std::vector<std::uint32_t> by_size(values.size());
    for (std::uint32_t i = 0; i < by_size.size(); ++i) by_size[i] = i;
    std::sort(by_size.begin(), by_size.end(),
              [&](std::uint32_t a, std::uint32_t b) { return values[a] < values[b]; });
    std::vector<std::uint32_t> rank(values.size());
    for (std::uint32_t i = 0; i < by_size.size(); ++i) rank[by_size[i]] = i;
    for (std::uint32_t& r : diagram.results_) {
      if (r < rank.size()) r = rank[r];
    }
    std::sort(values.begin(), values.end());
    diagram.values_ = std::move(values);
  }
};

std::size_t Diagram::state_count() const {
  std::size_t n = results_.size();
  for (const Layer& layer : layers_) n += layer.starts.size();
  return n;
}

std::optional<Diagram> build_value_diagram(const Program& program, ScaleId scale,
                                           std::size_t cap) try {
  DiagramBuilder builder(program, cap);
  const Evaluand evaluand = Evaluand::of_scale(program, scale);
  std::vector<bool> wanted(program.inputs.size());
  for (InputId id = 0; id < wanted.size(); ++id) wanted[id] = evaluand.reads(id);
  builder.choose_inputs(std::move(wanted));
  std::vector<Rational> values;
  std::map<Rational, std::uint32_t> index;
  const std::size_t state_size = evaluand.initial().size();
  std::optional<Diagram> diagram = builder.build({}, &evaluand, [&](const Key& key) {
    const Evaluand::State state(key.end() - static_cast<std::ptrdiff_t>(state_size), key.end());
    const std::optional<Rational> value = evaluand.number(state);
    if (!value) return Diagram::no_result;
    const auto [known, is_new] =
        index.try_emplace(*value, static_cast<std::uint32_t>(values.size()));
    if (is_new) values.push_back(*value);
    return known->second;
  });
  if (diagram) DiagramBuilder::set_values(*diagram, std::move(values));
  return diagram;
} catch (const Overflow&) {
  return std::nullopt;
}

}  // namespace v1

std::optional<Diagram> detail::build_truth_diagram(
    const Program& program, std::size_t cap,
    const std::function<std::vector<FormulaId>(FormulaStore&)>& make,
    const std::function<std::uint32_t(const std::vector<bool>&)>& result_of) try {
  DiagramBuilder builder(program, cap);
  const std::vector<FormulaId> formulas = make(builder.store);
  std::vector<bool> wanted(program.inputs.size());
  for (const FormulaId f : formulas) builder.store.mark_support(f, wanted);
  builder.choose_inputs(std::move(wanted));
  std::vector<bool> truths(formulas.size());
  return builder.build(formulas, nullptr, [&](const Key& key) {
    for (std::size_t i = 0; i < truths.size(); ++i) truths[i] = key[i] == FormulaStore::yes;
    return result_of(truths);
  });
} catch (const Overflow&) {
  return std::nullopt;  // a limit over the terms' common denominator needs more than 63 bits
}

}  // namespace vaern
