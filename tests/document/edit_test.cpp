// SPDX-License-Identifier: Apache-2.0
#include "vaern/document/edit.hpp"

#include <gtest/gtest.h>

#include "vaern/document/document.hpp"

namespace vaern {
namespace {

Document read() {
  DiagnosticList findings;
  return *read_document("model.yaml",
                        "scales:\n  total:\n    sum: [a, b, c]\n    missing: forbid\n", findings);
}

TEST(Edit, ChangesACopyAndKeepsEveryPlace) {
  const Document document = read();
  const NodePath path{0, 0, 1};
  const Node& policy = node_at(document.root, path);
  ASSERT_EQ(policy.text(), "forbid");
  const Node changed = with_replaced(document.root, path, make_scalar(policy, "bounds_only"));
  const Node& other = node_at(changed, path);
  EXPECT_EQ(other.text(), "bounds_only");
  EXPECT_EQ(other.key(), "missing");
  EXPECT_EQ(other.span().line, policy.span().line);
  EXPECT_EQ(other.span().column, policy.span().column);
  EXPECT_EQ(node_at(document.root, path).text(), "forbid");
}

TEST(Edit, RemovesRenamesAndAdds) {
  const Document document = read();
  const Node shorter = with_removed(document.root, {0, 0, 0, 1});
  ASSERT_EQ(node_at(shorter, {0, 0, 0}).items().size(), 2U);
  EXPECT_EQ(node_at(shorter, {0, 0, 0, 1}).text(), "c");

  const Node renamed = with_renamed(document.root, {0, 0, 0}, "mean");
  EXPECT_EQ(renamed.find("scales")->find("total")->find("mean")->key(), "mean");
  EXPECT_EQ(renamed.find("scales")->find("total")->find("sum"), nullptr);

  const Node& total = node_at(document.root, {0, 0});
  const Node more = with_added(document.root, {0, 0}, "verified", make_scalar(total, "no"));
  EXPECT_EQ(more.find("scales")->find("total")->find("verified")->text(), "no");
  EXPECT_EQ(more.find("scales")->find("total")->entries().size(), 3U);
}

TEST(Edit, MakesMapsOutOfLists) {
  const Document document = read();
  const Node& list = node_at(document.root, {0, 0, 0});
  const Node map =
      make_map_of(list, {{"a", make_scalar(list, "2")}, {"b", make_scalar(list, "1")}});
  const Node changed = with_replaced(document.root, {0, 0, 0}, map);
  const Node& sum = node_at(changed, {0, 0, 0});
  ASSERT_TRUE(sum.is_mapping());
  EXPECT_EQ(sum.key(), "sum");
  EXPECT_EQ(sum.find("a")->text(), "2");
  EXPECT_EQ(sum.find("b")->key(), "b");
}

}  // namespace
}  // namespace vaern
