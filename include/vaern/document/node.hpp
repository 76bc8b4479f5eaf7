// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// An authored file as an immutable tree in which everything knows its place.
///
/// The tree knows nothing of risk and decides no types: a scalar is the text that was written,
/// and `scalars.hpp` says what text is a number, a date or a yes.

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "vaern/diagnostics/source.hpp"

namespace vaern {

namespace document::detail {
struct NodeData;
struct TreeBuilder;
}  // namespace document::detail

inline namespace v1 {

enum class NodeKind : std::uint8_t {
  empty,  ///< A key or a dash with nothing after it, or `null`.
  scalar,
  sequence,
  mapping,
};

/// How a scalar is written. `plain` alone may be a number, a yes or a date.
enum class ScalarStyle : std::uint8_t { plain, single_quoted, double_quoted, literal, folded };

struct Entry;

/// A handle to one node; cheap to copy, keeps its tree alive, safe to share between threads.
class Node {
 public:
  /// An empty node without a place.
  Node();

  NodeKind kind() const noexcept;
  bool is_empty() const noexcept { return kind() == NodeKind::empty; }
  bool is_scalar() const noexcept { return kind() == NodeKind::scalar; }
  bool is_sequence() const noexcept { return kind() == NodeKind::sequence; }
  bool is_mapping() const noexcept { return kind() == NodeKind::mapping; }

  /// A scalar: all that was written, quotes included, cut at the end of its first line (a block
  /// scalar: its first line of text). A map or list: its first character. An empty node: its key.
  const SourceSpan& span() const noexcept;

  /// The place that names this node: its key, else (in a list, at the top) its own span.
  const SourceSpan& key_span() const noexcept;

  /// The key it stands under, or empty in a list and at the top.
  const std::string& key() const noexcept;

  /// A scalar's text without quotes, escapes resolved and lines folded. Else empty.
  const std::string& text() const noexcept;
  ScalarStyle style() const noexcept;
  bool is_plain() const noexcept { return is_scalar() && style() == ScalarStyle::plain; }

  /// The place in the file of the bytes [offset, offset + length) of `text()`, cut at the end of
  /// the line; right through escapes, folding and block scalars. Outside the text: its end.
  SourceSpan span_of(std::size_t offset, std::size_t length) const;

  /// The file is JSON, where yes and no are written `true` and `false`.
  bool is_json() const noexcept;

  /// The nodes of a list, in order; empty for anything else.
  std::span<const Node> items() const noexcept;

  /// The entries of a map, in order. Of a duplicate key only the first is here.
  std::span<const Entry> entries() const noexcept;

  /// The value under a key, or null. Lives as long as the tree.
  const Node* find(std::string_view key) const noexcept;

 private:
  friend struct document::detail::TreeBuilder;
  explicit Node(std::shared_ptr<const document::detail::NodeData> data) noexcept;
  std::shared_ptr<const document::detail::NodeData> data_;
};

/// A key of a map with its value. Keys are always scalars.
struct Entry {
  std::string key;
  SourceSpan key_span;
  Node value;
};

}  // namespace v1
}  // namespace vaern
