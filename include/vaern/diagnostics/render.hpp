// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Findings as text for a person and as JSON for an editor.

#include <string>

#include "vaern/diagnostics/diagnostic.hpp"

namespace vaern {
inline namespace v1 {

struct RenderOptions {
  Language language = Language::en;
  bool colour = false;  ///< ANSI escapes; only for a terminal.
};

/// file:line:col: error[E0203]: message, then the line, carets under the span, each note with
/// its own place and line, and one line of help. Ends with a line feed. Wide and combining
/// characters count as an editor counts them: one column a code point. Direct identifiers, also
/// in the lines of the file, are shown as '*' (identifiers.hpp).
std::string render(const Diagnostic& diagnostic, const RenderOptions& options = {});

/// All findings in order, a blank line between two. Of warnings and hints of one code in one file
/// the fourth and later are one line each; more than three that say the same are one finding with
/// a list of lines.
std::string render(const DiagnosticList& list, const RenderOptions& options = {});

/// An array of {"code","severity","file","line","column","length","message","help","path",
/// "notes":[{"file","line","column","length","message"}]}; keys in this order, absent ones left
/// out.
std::string render_json(const DiagnosticList& list, Language language = Language::en);

}  // namespace v1
}  // namespace vaern
