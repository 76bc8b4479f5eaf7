// SPDX-License-Identifier: Apache-2.0
#include "vaern/document/document.hpp"

#include <fstream>

#include "diagnostics/codes/document.hpp"
#include "document/lexer.hpp"
#include "document/tree.hpp"

namespace vaern {
inline namespace v1 {
namespace {

std::optional<Document> read(std::shared_ptr<const SourceFile> file, DiagnosticList& findings,
                             const ReadOptions& options) {
  namespace detail = document::detail;
  if (file->text().size() > options.max_bytes) {
    findings.add(codes::file_too_large, SourceSpan{file, 0, 0, 1},
                 {{"limit", std::to_string(options.max_bytes)}});
    return std::nullopt;
  }
  if (!detail::check_characters(file, findings)) return std::nullopt;
  const detail::Lexed lexed = detail::lex(file, options, findings);
  if (!lexed.can_parse) return std::nullopt;
  std::optional<Node> root = detail::build_tree(file, lexed, findings);
  if (!root || !lexed.usable) return std::nullopt;
  return Document{std::move(file), *std::move(root)};
}

}  // namespace

std::optional<Document> read_document(std::shared_ptr<const SourceFile> file,
                                      DiagnosticList& findings, const ReadOptions& options) {
  DiagnosticList own;
  std::optional<Document> result = read(std::move(file), own, options);
  own.sort();
  findings.append(std::move(own));
  return result;
}

std::optional<Document> read_document(std::string name, std::string text, DiagnosticList& findings,
                                      const ReadOptions& options) {
  return read_document(std::make_shared<const SourceFile>(std::move(name), std::move(text)),
                       findings, options);
}

std::optional<Document> read_document_file(const std::string& path, DiagnosticList& findings,
                                           std::string shown_name, const ReadOptions& options) {
  if (shown_name.empty()) shown_name = path;
  std::string text;
  std::ifstream stream;
  stream.imbue(std::locale::classic());
  stream.open(path, std::ios::binary);
  bool readable = stream.is_open();
  char block[16384];
  // One byte more than the limit is enough to know that the file is too large.
  while (readable && text.size() <= options.max_bytes) {
    stream.read(block, sizeof block);
    text.append(block, static_cast<std::size_t>(stream.gcount()));
    if (stream.bad()) readable = false;
    if (!stream) break;
  }
  if (!readable || (text.empty() && stream.bad())) {
    auto file = std::make_shared<const SourceFile>(shown_name, std::string());
    findings.add(codes::cannot_read_file, SourceSpan{std::move(file), 0, 0, 1},
                 {{"path", shown_name}});
    return std::nullopt;
  }
  return read_document(std::move(shown_name), std::move(text), findings, options);
}

}  // namespace v1
}  // namespace vaern
