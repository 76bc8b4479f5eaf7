// SPDX-License-Identifier: Apache-2.0
#pragma once
// Findings as short text: "E0114@2:1+4" is code, line, column and length.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "vaern/document/document.hpp"

namespace vaern::test {

inline std::vector<std::string> places(const DiagnosticList& findings) {
  std::vector<std::string> result;
  for (const Diagnostic& d : findings) {
    result.push_back(std::string(d.code->id) + "@" + std::to_string(d.span.line) + ":" +
                     std::to_string(d.span.column) + "+" + std::to_string(d.span.length));
  }
  return result;
}

inline std::string place(const SourceSpan& span) {
  return std::to_string(span.line) + ":" + std::to_string(span.column) + "+" +
         std::to_string(span.length);
}

struct Read {
  std::optional<Document> document;
  std::vector<std::string> findings;
};

inline Read read(std::string text, std::string name = "test.yaml", ReadOptions options = {}) {
  DiagnosticList findings;
  Read result;
  result.document = read_document(std::move(name), std::move(text), findings, options);
  result.findings = places(findings);
  return result;
}

}  // namespace vaern::test
