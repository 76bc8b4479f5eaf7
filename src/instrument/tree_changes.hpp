// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where two documents differ, key by key, and each difference put into the older one alone.

#include <functional>
#include <string>
#include <vector>

#include "vaern/instrument/comparison.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

struct TreeChange {
  VersionChange change;
  bool may_score = false;  ///< It can change a result; else `change.grade` is final.
  Node alone;              ///< The older document with this change and no other.
};

std::vector<TreeChange> tree_changes(const Node& before, const Node& after);

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
