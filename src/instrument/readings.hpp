// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who reads whom among things that are declared side by side, and the circles in it.

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "vaern/document/node.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

/// Every name of `names` that stands in a node: as a key, a value, or a word of CEL text.
void find_mentions(const Node& node, const std::set<std::string, std::less<>>& names,
                   const std::function<void(const std::string&, const SourceSpan&)>& found);

/// One thing of a circle reads the next; the last reads the first.
struct Edge {
  std::string reader;
  std::string read;
  SourceSpan where;
};
using Circle = std::vector<Edge>;

/// "a -> b -> a"
std::string to_text(const Circle& circle);

class Readings {
 public:
  void add(const std::string& reader, const std::string& read, const SourceSpan& where);
  const std::vector<Edge>& of(const std::string& reader) const;

  /// Every circle that a walk in declared order runs into, once, from where it was entered.
  std::vector<Circle> circles() const;

  /// What is read stands before its readers. Only without circles.
  std::vector<std::string> read_first(const std::vector<std::string>& declared) const;

 private:
  std::vector<std::string> readers_;  // in declared order
  std::map<std::string, std::vector<Edge>> edges_;
};

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
