// SPDX-License-Identifier: Apache-2.0
#pragma once
// `supersedes`, `superseded_by` and `valid` of a head: which model is to be used when.

#include <optional>

#include "vaern/model/head.hpp"

namespace vaern::model::detail {

/// A reference, or `{model: REFERENCE, from: DATE}`.
std::optional<Succession> read_succession(const Node& node, DiagnosticList& findings);

/// A model that takes over from itself, or dates that cannot follow each other so. `root` is the
/// document of the head.
void check_succession(const ModelHead& head, const Node& root, DiagnosticList& findings);

}  // namespace vaern::model::detail
