// SPDX-License-Identifier: Apache-2.0
#include "vaern/document/build.hpp"

#include <algorithm>
#include <utility>

#include "document/node_data.hpp"
#include "vaern/document/scalars.hpp"

namespace vaern {
inline namespace v1 {
namespace {

bool scalars_say_the_same(const Node& a, const Node& b) {
  if (const auto number = as_decimal(a)) return number == as_decimal(b);
  if (as_decimal(b)) return false;
  const auto yes = as_yes_no(a);
  return yes == as_yes_no(b) && (yes || a.text() == b.text());
}

}  // namespace

Node make_map(const Node& like, std::vector<Entry> entries) {
  document::detail::NodeData data;
  data.kind = NodeKind::mapping;
  data.is_json = like.is_json();
  data.span = like.span();
  data.key = like.key();
  data.has_key = !like.key().empty();
  data.key_span = like.key_span();
  data.entries = std::move(entries);
  return document::detail::TreeBuilder::make(std::move(data));
}

bool say_the_same(const Node& a, const Node& b) {
  if (a.kind() != b.kind()) return false;
  if (a.is_scalar()) return scalars_say_the_same(a, b);
  return std::equal(a.items().begin(), a.items().end(), b.items().begin(), b.items().end(),
                    [](const Node& x, const Node& y) { return say_the_same(x, y); }) &&
         std::equal(a.entries().begin(), a.entries().end(), b.entries().begin(), b.entries().end(),
                    [](const Entry& x, const Entry& y) {
                      return x.key == y.key && say_the_same(x.value, y.value);
                    });
}

}  // namespace v1
}  // namespace vaern
