// SPDX-License-Identifier: Apache-2.0
#include "vaern/document/node.hpp"

#include <algorithm>

#include "document/node_data.hpp"

namespace vaern {
inline namespace v1 {
namespace {

const std::shared_ptr<const document::detail::NodeData>& nothing() {
  static const auto data = std::make_shared<const document::detail::NodeData>();
  return data;
}

}  // namespace

Node::Node() : data_(nothing()) {}
Node::Node(std::shared_ptr<const document::detail::NodeData> data) noexcept
    : data_(std::move(data)) {}

NodeKind Node::kind() const noexcept { return data_->kind; }
const SourceSpan& Node::span() const noexcept { return data_->span; }
const SourceSpan& Node::key_span() const noexcept {
  return data_->has_key ? data_->key_span : data_->span;
}
const std::string& Node::key() const noexcept { return data_->key; }
const std::string& Node::text() const noexcept { return data_->text; }
ScalarStyle Node::style() const noexcept { return data_->style; }
bool Node::is_json() const noexcept { return data_->is_json; }
std::span<const Node> Node::items() const noexcept { return data_->items; }
std::span<const Entry> Node::entries() const noexcept { return data_->entries; }

SourceSpan Node::span_of(std::size_t offset, std::size_t length) const {
  const auto& segments = data_->segments;
  const std::size_t size = data_->text.size();
  if (!is_scalar() || segments.empty()) return data_->span;
  const auto place = [&](std::size_t at) {
    if (at >= size) return data_->text_end;
    const auto after = std::upper_bound(
        segments.begin(), segments.end(), at,
        [](std::size_t value, const document::detail::Segment& s) { return value < s.text; });
    const auto& segment = *(after - 1);
    return segment.raw + (at - segment.text);
  };
  offset = std::min(offset, size);
  length = std::min(length, size - offset);
  const std::size_t begin = place(offset);
  const std::size_t end = place(offset + length);
  return span_at(data_->span.file, begin, end > begin ? end - begin : 1);
}

const Node* Node::find(std::string_view key) const noexcept {
  for (const Entry& entry : data_->entries) {
    if (entry.key == key) return &entry.value;
  }
  return nullptr;
}

}  // namespace v1
}  // namespace vaern
