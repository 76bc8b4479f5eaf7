// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Small things that stand in every kind of model: numbers with their source, texts in both
/// languages, references to other models.

#include <optional>
#include <string>

#include "vaern/core/localized_text.hpp"
#include "vaern/core/rational.hpp"
#include "vaern/diagnostics/diagnostic.hpp"
#include "vaern/document/fields.hpp"
#include "vaern/document/node.hpp"

namespace vaern {
inline namespace v1 {

/// Where a fact comes from. That `source` is declared is checked by `read_head` for the whole
/// document; `local` (the agency's own decision) needs no declaration.
struct Provenance {
  std::string source;            ///< An id of `sources`, or "local"; empty: none is given.
  std::optional<bool> verified;  ///< Somebody has checked the fact against the source.
  SourceSpan source_span;
};

/// Asks a map for `source` and `verified`.
Provenance read_provenance(Fields& fields);

/// A number that decides something.
struct Number {
  Rational value;
  std::string source;
  std::optional<bool> verified;
  SourceSpan span;  ///< Of the digits.
};

/// `8`, or `{value: 8, source: campbell2009, verified: no}`.
std::optional<Number> read_number(const Node& node, DiagnosticList& findings);

/// A text in Danish and English. One language missing is a warning; no language is an error.
std::optional<LocalizedText> read_text(const Node& node, DiagnosticList& findings);

/// An exact reference to a model: `danger-assessment@2009`.
struct Reference {
  std::string id;
  std::string version;
  SourceSpan span;

  std::string to_string() const { return id + "@" + version; }

  /// Same id and version, wherever written.
  friend bool operator==(const Reference& a, const Reference& b) noexcept {
    return a.id == b.id && a.version == b.version;
  }
};

std::optional<Reference> read_reference(const Node& node, DiagnosticList& findings);

/// The id of a wording, INSTRUMENT-ID@LANGUAGE; the language stands in place of the version.
std::optional<Reference> read_wording_id(const Node& node, DiagnosticList& findings);

/// Reads `id@version` from a command line or a request; nothing where it has another form.
std::optional<Reference> parse_reference(std::string_view text);

/// Letters, digits, '.', '-' and '_', at most 64, beginning with a letter or digit.
bool has_version_form(std::string_view text) noexcept;

}  // namespace v1
}  // namespace vaern
