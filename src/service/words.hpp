// SPDX-License-Identifier: Apache-2.0
#pragma once
// Small text work of the room service.

#include <string>
#include <string_view>
#include <vector>

#include "vaern/diagnostics/diagnostic.hpp"
#include "vaern/document/node.hpp"

namespace vaern::service::detail {

/// "a, b, c".
std::string join(const std::vector<std::string>& words);

/// A name from outside as valid UTF-8: every byte that is none is U+FFFD.
std::string shown(std::string_view name);

/// The JSON path of the deepest node that begins at or before a place: "/values/gun". Empty where
/// the place is in another file.
std::string path_at(const Node& root, const SourceSpan& span);

/// Gives findings that have only a JSON path the place of that path in a document, as near as it
/// is written; `answers` is where the document has what data calls "/responses".
DiagnosticList placed(const DiagnosticList& findings, const Node& root, const Node* answers);

/// Without its final line feed: canonical JSON that becomes part of other JSON.
std::string_view without_line_feed(std::string_view text);

/// A text as JSON, escaped as canonical JSON is.
std::string json_text(std::string_view text);

}  // namespace vaern::service::detail
