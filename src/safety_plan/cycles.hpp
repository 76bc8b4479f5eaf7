// SPDX-License-Identifier: Apache-2.0
#pragma once
// Rings in a graph of dependencies, named edge by edge.

#include <cstddef>
#include <vector>

namespace vaern::safety_plan::detail {

struct Edge {
  std::size_t from = 0;
  std::size_t to = 0;
  std::size_t label = 0;  // the caller's own
};

/// One shortest ring of every set of nodes that all reach each other, in order of its lowest
/// node, beginning there. No ring: empty.
std::vector<std::vector<Edge>> find_rings(std::size_t nodes, const std::vector<Edge>& edges);

/// The edges of a shortest way, at least one; empty: there is none. From a node to itself: a ring.
std::vector<Edge> find_way(std::size_t start, std::size_t goal, std::size_t nodes,
                           const std::vector<Edge>& edges);

/// The nodes so that every edge's `to` comes before its `from`; of the nodes that may come next
/// the one with the lowest rank. Misuse (`std::logic_error`) where there is a ring.
std::vector<std::size_t> order_by_dependency(std::size_t nodes, const std::vector<Edge>& edges,
                                             const std::vector<std::size_t>& rank);

}  // namespace vaern::safety_plan::detail
