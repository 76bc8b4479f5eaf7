// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// From text to tree: strict YAML and JSON, with every finding at once.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "vaern/diagnostics/diagnostic.hpp"
#include "vaern/document/node.hpp"

namespace vaern {
inline namespace v1 {

/// One authored file as it was read.
struct Document {
  std::shared_ptr<const SourceFile> file;
  Node root;
};

struct ReadOptions {
  std::size_t max_bytes = 1024 * 1024;  ///< Larger files are a finding and are not read.
  std::size_t max_depth = 64;           ///< Lists and maps inside each other.
};

/// Reads one document of YAML, or of JSON where the name ends in `.json` or the text is written
/// as JSON. Findings are appended in order of place. A document is returned wherever there is
/// a tree to check further, also when it has findings (a duplicate key, an anchor); nothing is
/// returned after a syntax error, for invalid UTF-8, over a limit, or for an empty file.
std::optional<Document> read_document(std::shared_ptr<const SourceFile> file,
                                      DiagnosticList& findings, const ReadOptions& options = {});

/// The same for text in memory under the name that messages show.
std::optional<Document> read_document(std::string name, std::string text, DiagnosticList& findings,
                                      const ReadOptions& options = {});

/// The same for a file on disk; one that cannot be opened or is too large is a finding.
/// Messages show `shown_name`, or the path where it is empty.
std::optional<Document> read_document_file(const std::string& path, DiagnosticList& findings,
                                           std::string shown_name = {},
                                           const ReadOptions& options = {});

}  // namespace v1
}  // namespace vaern
