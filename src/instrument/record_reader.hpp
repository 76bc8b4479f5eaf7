// SPDX-License-Identifier: Apache-2.0
#pragma once
// A record as it was written, before any model sees it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/document/document.hpp"
#include "vaern/instrument/score.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

struct ReadRecord {
  std::optional<Document> document;  ///< Nothing: `problem` says why.
  std::string problem;               ///< In English.
  std::string id;
  std::string version;
  const Node* responses = nullptr;  ///< Into the document.
  bool digest_holds = false;        ///< Over the bytes.

  const Node& root() const { return document->root; }
  std::string reference() const { return id + "@" + version; }
};

ReadRecord read_record(std::string_view record);

/// What the record says came with the answers.
ScoreOptions options_in(const Node& record, DiagnosticList& findings);

/// The text under a key; empty where there is none.
std::string text_at(const Node* map, std::string_view key);

std::string json_text(const std::string& text);
/// The JSON of a node without spaces, numbers as they are written.
std::string json_of(const Node& node);
/// The bytes end in their own digest.
bool has_digest(std::string_view record);
std::optional<Document> read_record_document(std::string_view record, DiagnosticList& findings);

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
