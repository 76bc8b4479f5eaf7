// SPDX-License-Identifier: Apache-2.0
#pragma once
// Small helpers of findings about nodes.

#include <string>
#include <vector>

#include "vaern/diagnostics/diagnostic.hpp"
#include "vaern/document/node.hpp"

namespace vaern::document::detail {

/// "a, b, c"
std::string joined(const std::vector<std::string>& words);

/// At most 40 characters of the first line, so that a message stays one line.
std::string shortened(const std::string& text);

/// What is wrong with a text that stands where a key should, with no colon after it: in
/// "key:value" only the space behind the colon is missing.
struct WithoutColon {
  const CodeInfo* code;
  std::string key;
};
WithoutColon without_colon(const std::string& text);

/// A key without value, or a place in a list without one.
void report_empty(const Node& node, DiagnosticList& findings);

}  // namespace vaern::document::detail
