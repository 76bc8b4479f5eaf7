// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// From a document to a case file, with every structural fault at once.

#include <optional>

#include "vaern/case_file/case_file.hpp"
#include "vaern/diagnostics/diagnostic.hpp"
#include "vaern/document/document.hpp"

namespace vaern {
inline namespace v1 {

/// Reads a case: YAML and JSON alike. Finds what can be found without its programme: unknown
/// keys, ids that are written twice, parties and entries that do not exist, times in an
/// impossible order, corrections of nothing, direct identifiers. What the programme and the
/// instruments say of it (facts, events, levels, answers) is checked against them later.
/// Nothing is returned where any finding is an error.
///
/// A direct identifier is refused and never repeated: findings and the lines under them show
/// '*' in its place, whoever renders them.
std::optional<CaseFile> load_case(const Document& document, DiagnosticList& findings);

}  // namespace v1
}  // namespace vaern
