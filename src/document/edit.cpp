// SPDX-License-Identifier: Apache-2.0
#include "vaern/document/edit.hpp"

#include <utility>

#include "document/node_data.hpp"

namespace vaern {
inline namespace v1 {

using document::detail::NodeData;
using document::detail::TreeBuilder;

namespace {

std::ptrdiff_t at(std::size_t index) { return static_cast<std::ptrdiff_t>(index); }

/// As `like`, under a key of a map or under none.
Node under(const Node& node, const std::string& key, const SourceSpan& key_span, bool has_key) {
  NodeData data = TreeBuilder::data(node);
  data.key = key;
  data.key_span = key_span;
  data.has_key = has_key;
  return TreeBuilder::make(std::move(data));
}

/// Rebuilds the way down to `path`; `change` works on the map or list that holds its last step.
template <class Change>
Node rebuilt(const Node& node, const NodePath& path, std::size_t depth, const Change& change) {
  NodeData data = TreeBuilder::data(node);
  const std::size_t index = path[depth];
  if (depth + 1 == path.size()) {
    change(data, index);
  } else if (data.kind == NodeKind::mapping) {
    data.entries[index].value = rebuilt(data.entries[index].value, path, depth + 1, change);
  } else {
    data.items[index] = rebuilt(data.items[index], path, depth + 1, change);
  }
  return TreeBuilder::make(std::move(data));
}

Node made(const Node& like, NodeKind kind) {
  NodeData data;
  data.kind = kind;
  data.is_json = like.is_json();
  data.span = like.span();
  data.key = like.key();
  data.has_key = !like.key().empty();
  data.key_span = like.key_span();
  return TreeBuilder::make(std::move(data));
}

}  // namespace

const Node& node_at(const Node& root, const NodePath& path) {
  const Node* node = &root;
  for (const std::size_t step : path) {
    node = node->is_mapping() ? &node->entries()[step].value : &node->items()[step];
  }
  return *node;
}

Node with_replaced(const Node& root, const NodePath& path, const Node& node) {
  if (path.empty()) return node;
  return rebuilt(root, path, 0, [&](NodeData& data, std::size_t index) {
    if (data.kind == NodeKind::mapping) {
      Entry& entry = data.entries[index];
      entry.value = under(node, entry.key, entry.key_span, true);
    } else {
      data.items[index] = under(node, {}, node.span(), false);
    }
  });
}

Node with_removed(const Node& root, const NodePath& path) {
  return rebuilt(root, path, 0, [&](NodeData& data, std::size_t index) {
    if (data.kind == NodeKind::mapping) {
      data.entries.erase(data.entries.begin() + at(index));
    } else {
      data.items.erase(data.items.begin() + at(index));
    }
  });
}

Node with_renamed(const Node& root, const NodePath& path, const std::string& key) {
  return rebuilt(root, path, 0, [&](NodeData& data, std::size_t index) {
    Entry& entry = data.entries[index];
    entry.key = key;
    entry.value = under(entry.value, key, entry.key_span, true);
  });
}

Node with_added(const Node& root, const NodePath& path, const std::string& key, const Node& node) {
  const Node& map = node_at(root, path);
  NodeData data = TreeBuilder::data(map);
  data.entries.push_back({key, map.key_span(), under(node, key, map.key_span(), true)});
  return with_replaced(root, path, TreeBuilder::make(std::move(data)));
}

Node make_scalar(const Node& like, std::string text) {
  NodeData data = TreeBuilder::data(made(like, NodeKind::scalar));
  data.text = std::move(text);
  return TreeBuilder::make(std::move(data));
}

Node make_list(const Node& like, std::vector<Node> items) {
  NodeData data = TreeBuilder::data(made(like, NodeKind::sequence));
  data.items = std::move(items);
  return TreeBuilder::make(std::move(data));
}

Node make_map_of(const Node& like, const std::vector<std::pair<std::string, Node>>& entries) {
  NodeData data = TreeBuilder::data(made(like, NodeKind::mapping));
  for (const auto& [key, node] : entries) {
    data.entries.push_back({key, node.span(), under(node, key, node.span(), true)});
  }
  return TreeBuilder::make(std::move(data));
}

}  // namespace v1
}  // namespace vaern
