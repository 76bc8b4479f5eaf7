// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Trees made of parts of other trees, in which everything keeps its place.

#include <vector>

#include "vaern/document/node.hpp"

namespace vaern {
inline namespace v1 {

/// A map with these entries, which stands where `like` stands and under its key. The entries may
/// be of other files.
Node make_map(const Node& like, std::vector<Entry> entries);

/// Both say the same, whatever their place: scalars by their text, and numbers by their value;
/// lists and maps in their order. A number in quotes is not a number.
bool say_the_same(const Node& a, const Node& b);

}  // namespace v1
}  // namespace vaern
