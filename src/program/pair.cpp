// SPDX-License-Identifier: Apache-2.0
#include "vaern/program/pair.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace vaern {
inline namespace v1 {
namespace {

using Pair = std::pair<std::uint32_t, std::uint32_t>;
constexpr std::uint32_t never = 0xFFFFFFFFU;

/// What can come of a pair of states: the fewest answers other than the first, and how many.
struct Reach {
  std::array<std::uint32_t, 3> cost{never, never, never};  // higher, lower, other
  std::array<std::optional<std::uint64_t>, 3> count{0, 0, 0};
  std::optional<std::uint64_t> all = 0;
};

std::optional<std::uint64_t> sum(std::optional<std::uint64_t> a, std::optional<std::uint64_t> b) {
  if (!a || !b || *a > UINT64_MAX - *b) return std::nullopt;
  return *a + *b;
}

std::optional<std::uint64_t> product(std::optional<std::uint64_t> a, std::uint64_t b) {
  if (!a || (b != 0 && *a > UINT64_MAX / b)) return std::nullopt;
  return *a * b;
}

/// One input of either program, or the same of both.
struct Layer {
  std::optional<std::size_t> in_a;
  std::optional<std::size_t> in_b;
  std::optional<InputId> first;
  std::optional<InputId> second;
};

struct Edge {
  Code first = not_applicable_code;
  Code second = not_applicable_code;
  Pair to;
};

class PairWalk {
 public:
  PairWalk(const Program& first, const Diagram& a, const Program& second, const Diagram& b,
           const InputMap& map, const ResultPlaces& places)
      : first_(first), second_(second), a_(a), b_(b), map_(map), places_(places) {
    first_of_.resize(second.inputs.size());
    for (InputId id = 0; id < map.second_of.size(); ++id) {
      if (map.second_of[id]) first_of_[*map.second_of[id]] = id;
    }
  }

  PairDifference run() {
    PairDifference result;
    if (!order_layers() || !spread()) return result;
    gather();
    const Reach& root = reach_.front().begin()->second;
    result.is_decided = true;
    result.higher = witness(0);
    result.lower = witness(1);
    result.other = witness(2);
    const std::uint64_t beside = free_answers();
    if (beside == 0) return result;
    result.pairs = product(root.all, beside);
    result.higher_pairs = product(root.count[0], beside);
    result.lower_pairs = product(root.count[1], beside);
    return result;
  }

 private:
  static bool has_layer(const Diagram& diagram, std::size_t from, InputId input) {
    for (std::size_t l = from; l < diagram.depth(); ++l) {
      if (diagram.input(l) == input) return true;
    }
    return false;
  }

  /// Both orders in one; false where they contradict each other.
  bool order_layers() {
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a_.depth() || j < b_.depth()) {
      const std::optional<InputId> x = i < a_.depth() ? std::optional(a_.input(i)) : std::nullopt;
      const std::optional<InputId> y = j < b_.depth() ? std::optional(b_.input(j)) : std::nullopt;
      const std::optional<InputId> x_in_b = x ? map_.second_of[*x] : std::nullopt;
      const std::optional<InputId> y_in_a = y ? first_of_[*y] : std::nullopt;
      Layer layer;
      if (x && y && x_in_b == y) {
        layer = {i++, j++, x, y};
      } else if (x && (!x_in_b || !has_layer(b_, j, *x_in_b))) {
        layer = {i++, std::nullopt, x, x_in_b};
      } else if (y && (!y_in_a || !has_layer(a_, i, *y_in_a))) {
        layer = {std::nullopt, j++, y_in_a, y};
      } else {
        return false;
      }
      layers_.push_back(layer);
    }
    return true;
  }

  /// Calls `visit` for every edge of a pair of states.
  template <class Visit>
  void edges(std::size_t l, const Pair& from, const Visit& visit) const {
    const Layer& layer = layers_[l];
    const bool skip_a = layer.in_a && a_.is_skipped(*layer.in_a, from.first);
    const bool skip_b = layer.in_b && b_.is_skipped(*layer.in_b, from.second);
    const auto to = [&](Code x, Code y) {
      const Code cx = skip_a ? Code{0} : x;
      const Code cy = skip_b ? Code{0} : y;
      return Pair(layer.in_a ? a_.child(*layer.in_a, from.first, cx) : from.first,
                  layer.in_b ? b_.child(*layer.in_b, from.second, cy) : from.second);
    };
    // What one does not ask at all, or not of this person, the other asks by itself.
    const bool asks_a = layer.first && !skip_a;
    const bool asks_b = layer.second && !skip_b;
    if (asks_a && asks_b) {
      for (std::uint32_t c = 0; c < first_.inputs[*layer.first].size; ++c) {
        const auto y = map_.code_of[*layer.first][c];
        if (y) visit(Edge{static_cast<Code>(c), *y, to(static_cast<Code>(c), *y)});
      }
    } else if (asks_a) {
      for (std::uint32_t c = 0; c < first_.inputs[*layer.first].size; ++c) {
        const auto code = static_cast<Code>(c);
        visit(Edge{code, not_applicable_code, to(code, 0)});
      }
    } else if (asks_b) {
      for (std::uint32_t c = 0; c < second_.inputs[*layer.second].size; ++c) {
        const auto code = static_cast<Code>(c);
        visit(Edge{not_applicable_code, code, to(0, code)});
      }
    } else {
      visit(Edge{not_applicable_code, not_applicable_code, to(0, 0)});
    }
  }

  bool spread() {
    reach_.assign(layers_.size() + 1, {});
    reach_[0][{0, 0}];
    std::size_t total = 1;
    for (std::size_t l = 0; l < layers_.size(); ++l) {
      for (const auto& [from, reach] : reach_[l]) {
        edges(l, from, [&](const Edge& edge) { reach_[l + 1][edge.to]; });
      }
      total += reach_[l + 1].size();
      if (total > 4 * max_diagram_states) return false;
    }
    return true;
  }

  Reach end(const Pair& pair) const {
    Reach reach;
    const std::uint32_t x = a_.result(pair.first);
    const std::uint32_t y = b_.result(pair.second);
    if (x == Diagram::excluded || y == Diagram::excluded) return reach;
    reach.all = 1;
    if (x == Diagram::no_result && y == Diagram::no_result) return reach;
    std::size_t kind = 2;
    if (x != Diagram::no_result && y != Diagram::no_result) {
      const std::int64_t p = places_.first[x];
      const std::int64_t q = places_.second[y];
      if (p == q) return reach;
      if (places_.is_ordered) kind = q > p ? 0 : 1;
    }
    reach.cost[kind] = 0;
    reach.count[kind] = 1;
    return reach;
  }

  static std::uint32_t price(const Edge& edge) {
    const auto is_other = [](Code code) { return code != 0 && code != not_applicable_code; };
    return is_other(edge.first) || is_other(edge.second) ? 1 : 0;
  }

  void gather() {
    for (auto& [pair, reach] : reach_.back()) reach = end(pair);
    for (std::size_t l = layers_.size(); l-- > 0;) {
      for (auto& [from, reach] : reach_[l]) {
        Reach made;
        edges(l, from, [&](const Edge& edge) {
          const Reach& next = reach_[l + 1].at(edge.to);
          for (std::size_t k = 0; k < 3; ++k) {
            if (next.cost[k] != never) {
              made.cost[k] = std::min(made.cost[k], next.cost[k] + price(edge));
            }
            made.count[k] = sum(made.count[k], next.count[k]);
          }
          made.all = sum(made.all, next.all);
        });
        reach = made;
      }
    }
  }

  std::optional<PairWitness> witness(std::size_t kind) const {
    Pair at{0, 0};
    if (reach_[0].at(at).cost[kind] == never) return std::nullopt;
    // What no layer asks may be anything: its first answer that both have.
    PairWitness made{Witness(first_.inputs.size(), 0), Witness(second_.inputs.size(), 0)};
    for (InputId id = 0; id < first_.inputs.size(); ++id) {
      for (std::uint32_t c = 0; map_.second_of[id] && c < first_.inputs[id].size; ++c) {
        if (!map_.code_of[id][c]) continue;
        made.first[id] = static_cast<Code>(c);
        made.second[*map_.second_of[id]] = *map_.code_of[id][c];
        break;
      }
    }
    for (std::size_t l = 0; l < layers_.size(); ++l) {
      std::optional<Edge> taken;
      std::uint32_t best = never;
      edges(l, at, [&](const Edge& edge) {
        const std::uint32_t cost = reach_[l + 1].at(edge.to).cost[kind];
        if (cost == never || cost + price(edge) >= best) return;
        best = cost + price(edge);
        taken = edge;
      });
      if (layers_[l].first) made.first[*layers_[l].first] = taken->first;
      if (layers_[l].second) made.second[*layers_[l].second] = taken->second;
      at = taken->to;
    }
    return made;
  }

  /// Answers to what neither diagram has a layer for, multiplied; 0 beyond 64 bits.
  std::uint64_t free_answers() const {
    std::uint64_t answers = 1;
    const auto times = [&](std::uint64_t n) {
      answers = n != 0 && answers > UINT64_MAX / n ? 0 : answers * n;
    };
    std::vector<bool> in_first(first_.inputs.size());
    std::vector<bool> in_second(second_.inputs.size());
    for (const Layer& layer : layers_) {
      if (layer.first) in_first[*layer.first] = true;
      if (layer.second) in_second[*layer.second] = true;
    }
    for (InputId id = 0; id < first_.inputs.size(); ++id) {
      if (in_first[id]) continue;
      if (!map_.second_of[id]) {
        times(first_.inputs[id].size);
        continue;
      }
      const auto& codes = map_.code_of[id];
      times(static_cast<std::uint64_t>(
          std::count_if(codes.begin(), codes.end(), [](const auto& c) { return c.has_value(); })));
    }
    for (InputId id = 0; id < second_.inputs.size(); ++id) {
      if (!in_second[id] && !first_of_[id]) times(second_.inputs[id].size);
    }
    return answers;
  }

  const Program& first_;
  const Program& second_;
  const Diagram& a_;
  const Diagram& b_;
  const InputMap& map_;
  const ResultPlaces& places_;
  std::vector<std::optional<InputId>> first_of_;
  std::vector<Layer> layers_;
  std::vector<std::map<Pair, Reach>> reach_;  ///< By layer.
};

}  // namespace

PairDifference compare_diagrams(const Program& first, const Diagram& a, const Program& second,
                                const Diagram& b, const InputMap& map, const ResultPlaces& places) {
  return PairWalk(first, a, second, b, map, places).run();
}

}  // namespace v1
}  // namespace vaern
