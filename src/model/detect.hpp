// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "vaern/diagnostics/diagnostic.hpp"
#include "vaern/document/node.hpp"
#include "vaern/model/kind.hpp"

namespace vaern::model::detail {

struct DetectedKind {
  std::optional<Kind> kind;         ///< The first of its keys that is a kind.
  bool is_clear = true;             ///< There is exactly one.
  std::vector<std::string> others;  ///< Keys of further kinds, which are findings.
  std::string misspelt;             ///< A key that was probably meant as the kind.
};

/// Findings about `vaern: 1` and the kind.
DetectedKind detect(const Node& root, DiagnosticList& findings);

}  // namespace vaern::model::detail
