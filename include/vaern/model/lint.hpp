// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// What is worth a look in the words and sources of a document of any kind.

#include <span>

#include "vaern/diagnostics/diagnostic.hpp"
#include "vaern/document/document.hpp"

namespace vaern {
inline namespace v1 {

/// Appends findings about texts (one language copied into the other, ends that differ, labels too
/// long for a line, direct identifiers) and about sources that nothing cites. Works on the tree
/// alone, so the document should be one that loads.
void lint_document(const Document& document, DiagnosticList& findings);

/// Where no text of a document is there in Danish (or in English), one finding in place of one
/// for each text.
DiagnosticList gather_missing_languages(const DiagnosticList& findings,
                                        std::span<const Document> documents);

}  // namespace v1
}  // namespace vaern
