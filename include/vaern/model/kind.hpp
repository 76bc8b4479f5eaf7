// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// The seven kinds of document, and which one a document is.

#include <optional>
#include <string>
#include <string_view>

#include "vaern/diagnostics/diagnostic.hpp"
#include "vaern/document/document.hpp"

namespace vaern {
inline namespace v1 {

enum class Kind : std::uint8_t {
  instrument,
  policy,
  catalogue,
  programme,
  calendar,
  wording,  ///< The official words of one instrument in one language.
  case_file,
};

/// The key that names it: "instrument", ..., "case".
std::string_view to_string(Kind kind) noexcept;
std::optional<Kind> parse_kind(std::string_view key) noexcept;

/// The kind a document says it is. Findings: `vaern: 1` is absent or another number; no kind
/// (with the nearest key, where one is misspelt) or more than one.
std::optional<Kind> detect_kind(const Document& document, DiagnosticList& findings);

/// The same without findings: the first kind among its keys, whatever else is wrong.
std::optional<Kind> peek_kind(const Document& document) noexcept;

}  // namespace v1
}  // namespace vaern
