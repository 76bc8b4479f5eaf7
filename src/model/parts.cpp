// SPDX-License-Identifier: Apache-2.0
#include "vaern/model/parts.hpp"

#include <algorithm>

#include "diagnostics/codes/model.hpp"
#include "vaern/document/scalars.hpp"

namespace vaern {
inline namespace v1 {

Provenance read_provenance(Fields& fields) {
  Provenance result;
  if (const Node* node = fields.optional("source")) {
    if (auto source = read_id(*node, fields.findings())) {
      result.source = *std::move(source);
      result.source_span = node->span();
    }
  }
  result.verified = fields.optional("verified", read_yes_no);
  return result;
}

std::optional<Number> read_number(const Node& node, DiagnosticList& findings) {
  if (!node.is_mapping()) {
    const auto value = read_decimal(node, findings);
    if (!value) return std::nullopt;
    return Number{*value, {}, std::nullopt, node.span()};
  }
  Fields fields(node, findings);
  const Node* digits = fields.required("value");
  const auto value = digits != nullptr ? read_decimal(*digits, findings) : std::nullopt;
  Provenance provenance = read_provenance(fields);
  fields.finish();
  if (!value) return std::nullopt;
  return Number{*value, std::move(provenance.source), provenance.verified, digits->span()};
}

std::optional<LocalizedText> read_text(const Node& node, DiagnosticList& findings) {
  auto text = read_localized_text(node, findings);
  if (!text) return text;
  // A language that is written but cannot be read is an error already, not a missing one.
  if (node.find("da") == nullptr) {
    Diagnostic& finding = findings.add(codes::text_without_danish, node.key_span());
    if (node.find("dk") != nullptr) {  // the country, not the language
      finding.help = &notes::did_you_mean;
      finding.help_arguments = {{"candidate", "da"}};
    }
  }
  if (node.find("en") == nullptr) findings.add(codes::text_without_english, node.key_span());
  return text;
}

bool has_version_form(std::string_view text) noexcept {
  const auto is_letter_or_digit = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  return !text.empty() && text.size() <= 64 && is_letter_or_digit(text.front()) &&
         std::all_of(text.begin(), text.end(), [&](char c) {
           return is_letter_or_digit(c) || c == '.' || c == '-' || c == '_';
         });
}

std::optional<Reference> parse_reference(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view id = text.substr(0, at);
  const std::string_view version = text.substr(at + 1);
  if (!has_document_id_form(id) || !has_version_form(version)) return std::nullopt;
  return Reference{std::string(id), std::string(version), {}};
}

std::optional<Reference> read_reference(const Node& node, DiagnosticList& findings) {
  if (!expect_scalar(node, findings)) return std::nullopt;
  auto reference = parse_reference(node.text());
  if (reference) {
    reference->span = node.span();
    return reference;
  }
  const std::string_view text = node.text();
  const bool only_id = has_document_id_form(text.substr(0, text.find('@'))) &&
                       (text.find('@') == std::string_view::npos || text.ends_with('@'));
  findings.add(only_id ? codes::reference_without_version : codes::bad_reference, node.span(),
               {{"text", node.text()}});
  return std::nullopt;
}

std::optional<Reference> read_wording_id(const Node& node, DiagnosticList& findings) {
  if (!expect_scalar(node, findings)) return std::nullopt;
  auto id = parse_reference(node.text());
  const bool is_language = id && (id->version.size() == 2 || id->version.size() == 3) &&
                           std::all_of(id->version.begin(), id->version.end(),
                                       [](char c) { return c >= 'a' && c <= 'z'; });
  if (is_language) {
    id->span = node.span();
    return id;
  }
  findings.add(codes::bad_wording_id, node.span(), {{"text", node.text()}});
  return std::nullopt;
}

}  // namespace v1
}  // namespace vaern
