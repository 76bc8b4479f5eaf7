// SPDX-License-Identifier: Apache-2.0
#include "vaern/model/lint.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "diagnostics/codes/lint.hpp"
#include "diagnostics/codes/model.hpp"
#include "vaern/diagnostics/identifiers.hpp"
#include "vaern/diagnostics/utf8.hpp"

namespace vaern {
inline namespace v1 {
namespace {

constexpr std::size_t longest_label = 120;

/// A map from language to text.
bool is_text(const Node& node) {
  const auto is_language = [](const Entry& entry) {
    return (entry.key == "en" || entry.key == "da") && entry.value.is_scalar();
  };
  return node.is_mapping() && !node.entries().empty() &&
         std::any_of(node.entries().begin(), node.entries().end(), is_language) &&
         std::all_of(node.entries().begin(), node.entries().end(), [](const Entry& entry) {
           return (entry.key.size() == 2 || entry.key.size() == 3) && entry.value.is_scalar();
         });
}

std::size_t word_count(std::string_view text) {
  std::size_t words = 0;
  bool inside = false;
  for (const char c : text) {
    const bool is_space = c == ' ' || c == '\n' || c == '-';
    if (!is_space && !inside) ++words;
    inside = !is_space;
  }
  return words;
}

/// The mark a text ends with, or nothing: of '.', '?', '!' and ':'.
std::string_view end_mark(std::string_view text) {
  const bool has =
      !text.empty() && std::string_view(".?!:").find(text.back()) != std::string_view::npos;
  return has ? text.substr(text.size() - 1) : std::string_view();
}

bool has_language(const Node& node, std::string_view language) {
  if (is_text(node)) return node.find(language) != nullptr;
  const auto in_node = [&](const Node& item) { return has_language(item, language); };
  return std::any_of(node.items().begin(), node.items().end(), in_node) ||
         std::any_of(node.entries().begin(), node.entries().end(),
                     [&](const Entry& entry) { return in_node(entry.value); });
}

/// Some text of that file is in that language; also where the file is not among the documents.
bool speaks(std::span<const Document> documents, const SourceFile* file,
            std::string_view language) {
  for (const Document& document : documents) {
    if (document.file.get() == file) return has_language(document.root, language);
  }
  return true;
}

struct TextLint {
  DiagnosticList& findings;
  std::set<std::string, std::less<>> cited{};

  void identifiers(const Node& scalar) {
    for (const IdentifierMatch& match : find_identifiers(scalar.text())) {
      if (match.kind == IdentifierKind::telephone) continue;  // a helpline, perhaps
      findings.add(match.kind == IdentifierKind::cpr_number ? codes::cpr_number_in_model
                                                            : codes::email_in_model,
                   scalar.span_of(match.offset, match.bytes));
    }
  }

  void text(const Node& node, bool is_label, bool is_title) {
    for (const Entry& entry : node.entries()) {
      identifiers(entry.value);
      const std::size_t length = count_code_points(entry.value.text());
      if (is_label && length > longest_label) {
        findings.add(codes::label_too_long, entry.value.span(),
                     {{"length", std::to_string(length)},
                      {"language", entry.key},
                      {"limit", std::to_string(longest_label)}});
      }
    }
    const Entry& first = node.entries().front();
    for (const Entry& other : node.entries().subspan(1)) {
      const std::string& a = first.value.text();
      const std::string& b = other.value.text();
      if (a == b) {
        // A name or a loan word may well be the same; names of instruments are not translated.
        if (is_title || word_count(a) < 4) continue;
        findings.add(codes::text_not_translated, other.value.span(),
                     {{"first", first.key}, {"second", other.key}});
        continue;
      }
      const std::string_view mark_a = end_mark(a);
      const std::string_view mark_b = end_mark(b);
      if (mark_a == mark_b) continue;
      const bool has_first = !mark_a.empty();
      findings.add(codes::texts_end_differently, other.value.span(),
                   {{"mark", std::string(has_first ? mark_a : mark_b)},
                    {"first", has_first ? first.key : other.key},
                    {"second", has_first ? other.key : first.key}});
    }
  }

  /// `is_label`: what stands below is shown in one line of a form.
  void walk(const Node& node, bool is_label, bool is_title = false) {
    if (is_text(node)) {
      text(node, is_label, is_title);
      return;
    }
    for (const Node& item : node.items()) walk(item, is_label);
    for (const Entry& entry : node.entries()) {
      if (entry.key == "source" && entry.value.is_scalar()) cited.insert(entry.value.text());
      walk(entry.value, is_label);
    }
  }
};

}  // namespace

void lint_document(const Document& document, DiagnosticList& findings) {
  static const std::set<std::string, std::less<>> labels{"answers", "items", "factors"};
  TextLint lint{findings};
  for (const Entry& entry : document.root.entries()) {
    if (entry.key == "sources") continue;
    lint.walk(entry.value, labels.count(entry.key) != 0, entry.key == "title");
  }
  const Node* sources = document.root.find("sources");
  if (sources == nullptr) return;
  for (const Entry& source : sources->entries()) {
    if (lint.cited.count(source.key) != 0) continue;
    findings.add(codes::source_uncited, source.key_span, {{"source", source.key}});
  }
}

DiagnosticList gather_missing_languages(const DiagnosticList& findings,
                                        std::span<const Document> documents) {
  // A text that lacks one language has the other, or a third; what counts is whether any text of
  // the file has it. Two texts are few enough to be named one by one.
  constexpr std::size_t few = 3;
  using Key = std::pair<const SourceFile*, const CodeInfo*>;
  std::map<Key, std::vector<const Diagnostic*>> lacking;
  for (const Diagnostic& finding : findings) {
    if (finding.code == &codes::text_without_danish ||
        finding.code == &codes::text_without_english) {
      lacking[{finding.span.file.get(), finding.code}].push_back(&finding);
    }
  }
  DiagnosticList result;
  for (const Diagnostic& finding : findings) {
    const auto known = lacking.find({finding.span.file.get(), finding.code});
    const bool is_danish = finding.code == &codes::text_without_danish;
    if (known == lacking.end() || finding.span.file == nullptr || known->second.size() <= few ||
        speaks(documents, finding.span.file.get(), is_danish ? "da" : "en")) {
      result.add(*finding.code, finding.span) = finding;
      continue;
    }
    if (known->second.front() != &finding) continue;
    Diagnostic& all = result.add(is_danish ? codes::no_danish_at_all : codes::no_english_at_all,
                                 finding.span, {{"count", std::to_string(known->second.size())}});
    for (std::size_t i = 1; i < few; ++i) {
      all.notes.push_back({&notes::also_here, known->second[i]->span, {}});
    }
  }
  return result;
}

}  // namespace v1
}  // namespace vaern
