// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "document/lexer.hpp"
#include "vaern/document/node.hpp"

namespace vaern::document::detail {

struct NodeData {
  NodeKind kind = NodeKind::empty;
  ScalarStyle style = ScalarStyle::plain;
  bool is_json = false;
  bool has_key = false;
  SourceSpan span;
  SourceSpan key_span;
  std::string key;
  std::string text;
  std::vector<Segment> segments;
  std::size_t text_end = 0;  ///< Offset in the file at which the text ends.
  std::vector<Node> items;
  std::vector<Entry> entries;
};

/// Makes nodes; the only friend of `Node`.
struct TreeBuilder {
  static Node make(NodeData data) {
    return Node(std::make_shared<const NodeData>(std::move(data)));
  }
  static const NodeData& data(const Node& node) { return *node.data_; }
};

}  // namespace vaern::document::detail
