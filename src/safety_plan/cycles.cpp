// SPDX-License-Identifier: Apache-2.0
#include "safety_plan/cycles.hpp"

#include <algorithm>
#include <deque>
#include <optional>
#include <queue>
#include <stdexcept>
#include <utility>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>

namespace vaern::safety_plan::detail {
// Breadth first.
std::vector<Edge> find_way(std::size_t start, std::size_t goal, std::size_t nodes,
                           const std::vector<Edge>& edges) {
  std::vector<std::optional<Edge>> reached_by(nodes);
  std::deque<std::size_t> waiting{start};
  while (!waiting.empty()) {
    const std::size_t node = waiting.front();
    waiting.pop_front();
    for (const Edge& edge : edges) {
      if (edge.from != node) continue;
      if (edge.to == goal) {
        std::vector<Edge> way{edge};
        for (std::size_t at = node; at != start; at = reached_by[at]->from) {
          way.push_back(*reached_by[at]);
        }
        std::reverse(way.begin(), way.end());
        return way;
      }
      if (edge.to == start || reached_by[edge.to]) continue;
      reached_by[edge.to] = edge;
      waiting.push_back(edge.to);
    }
  }
  return {};
}

std::vector<std::vector<Edge>> find_rings(std::size_t nodes, const std::vector<Edge>& edges) {
  boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS> graph(nodes);
  for (const Edge& edge : edges) boost::add_edge(edge.from, edge.to, graph);
  std::vector<std::size_t> component(nodes);
  if (nodes > 0) boost::strong_components(graph, component.data());
  std::vector<bool> is_done(nodes, false);  // by component
  std::vector<std::vector<Edge>> rings;
  for (std::size_t node = 0; node < nodes; ++node) {
    if (is_done[component[node]]) continue;
    is_done[component[node]] = true;
    auto ring = find_way(node, node, nodes, edges);
    if (!ring.empty()) rings.push_back(std::move(ring));
  }
  return rings;
}

std::vector<std::size_t> order_by_dependency(std::size_t nodes, const std::vector<Edge>& edges,
                                             const std::vector<std::size_t>& rank) {
  std::vector<std::size_t> open(nodes, 0);
  std::vector<std::vector<std::size_t>> dependents(nodes);
  for (const Edge& edge : edges) {
    ++open[edge.from];
    dependents[edge.to].push_back(edge.from);
  }
  using Ranked = std::pair<std::size_t, std::size_t>;
  std::priority_queue<Ranked, std::vector<Ranked>, std::greater<>> next;
  for (std::size_t node = 0; node < nodes; ++node) {
    if (open[node] == 0) next.emplace(rank[node], node);
  }
  std::vector<std::size_t> order;
  order.reserve(nodes);
  while (!next.empty()) {
    const std::size_t node = next.top().second;
    next.pop();
    order.push_back(node);
    for (std::size_t dependent : dependents[node]) {
      if (--open[dependent] == 0) next.emplace(rank[dependent], dependent);
    }
  }
  if (order.size() != nodes) throw std::logic_error("measures wait for each other in a ring");
  return order;
}

}  // namespace vaern::safety_plan::detail
