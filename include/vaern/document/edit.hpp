// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// The same tree with one thing changed. Nothing that is there is altered: only the nodes on the
/// way down are new, and everything keeps its place in the file.

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "vaern/document/node.hpp"

namespace vaern {
inline namespace v1 {

/// The way down from a node: positions among entries of maps and items of lists.
using NodePath = std::vector<std::size_t>;

/// The node at the end of a path. All of these need a path that is there.
const Node& node_at(const Node& root, const NodePath& path);

/// Another node in its place; it takes the key that it stands under.
Node with_replaced(const Node& root, const NodePath& path, const Node& node);
Node with_removed(const Node& root, const NodePath& path);
/// The entry of a map under another key.
Node with_renamed(const Node& root, const NodePath& path, const std::string& key);
/// One entry more, at the end of the map at `path`.
Node with_added(const Node& root, const NodePath& path, const std::string& key, const Node& node);

/// New nodes at the place of another: a plain scalar, a list, a map of keys and nodes.
Node make_scalar(const Node& like, std::string text);
Node make_list(const Node& like, std::vector<Node> items);
Node make_map_of(const Node& like, const std::vector<std::pair<std::string, Node>>& entries);

}  // namespace v1
}  // namespace vaern
