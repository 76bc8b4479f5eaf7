// SPDX-License-Identifier: Apache-2.0
#pragma once
// The structure, from yaml-cpp's events, joined with the scalars of the lexical pass.

#include <memory>
#include <optional>

#include "document/lexer.hpp"
#include "vaern/document/node.hpp"

namespace vaern::document::detail {

/// Nothing after a syntax error (which is then a finding) and for an empty document (likewise).
std::optional<Node> build_tree(const std::shared_ptr<const SourceFile>& file, const Lexed& lexed,
                               DiagnosticList& findings);

}  // namespace vaern::document::detail
