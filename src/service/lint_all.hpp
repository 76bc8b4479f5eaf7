// SPDX-License-Identifier: Apache-2.0
#pragma once
// The linter over documents that have been checked.

#include <optional>
#include <vector>

#include "vaern/document/document.hpp"
#include "vaern/model/kind.hpp"
#include "vaern/programme/library.hpp"

namespace vaern::service::detail {

/// Appends to `findings` what is worth a look in the documents that have no errors, neither among
/// `of_reading` nor among `findings`. `kinds`: one a document.
void lint_all(const std::vector<Document>& documents, const std::vector<std::optional<Kind>>& kinds,
              const Library& library, const DiagnosticList& of_reading, DiagnosticList& findings);

}  // namespace vaern::service::detail
