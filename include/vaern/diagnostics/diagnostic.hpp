// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Findings about what a person wrote: what is wrong, where, and how to mend it.
///
/// Reading and checking never stop at the first fault: passes append to a
/// `DiagnosticList`, and only the caller decides whether errors are fatal.

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vaern/diagnostics/source.hpp"

namespace vaern {
inline namespace v1 {

enum class Severity : std::uint8_t {
  error,    ///< The model or data cannot be used.
  warning,  ///< It can be used, and someone should look.
  hint,     ///< Nothing is wrong; shown only where hints are asked for.
};

/// "error", "warning", "hint".
std::string_view to_string(Severity severity) noexcept;

/// The languages in which the engine itself speaks.
enum class Language : std::uint8_t { en, da };

/// One line of the catalogue of codes. Templates name their arguments in braces: "{name}".
/// The same entry serves every language; what an argument holds is never translated.
struct CodeInfo {
  std::string_view id;  ///< Stable, as printed: "E0203". Never given to another meaning.
  Severity severity;
  std::string_view name;  ///< snake_case, the name of the constant in `vaern::codes`.
  std::string_view en;
  std::string_view da;
  std::string_view help_en;  ///< Empty: no help beyond the message.
  std::string_view help_da;
};

/// Words for another place that belongs to a finding ("first declared here").
struct NoteInfo {
  std::string_view en;
  std::string_view da;
};

/// The value of a named argument of a template.
struct Argument {
  std::string name;
  std::string value;
};
using Arguments = std::vector<Argument>;

/// One finding. Everything it needs to be rendered later, in any language.
struct Diagnostic {
  const CodeInfo* code = nullptr;
  SourceSpan span;
  Arguments arguments;

  struct Note {
    const NoteInfo* text = nullptr;
    SourceSpan span;
    Arguments arguments;
  };
  std::vector<Note> notes;

  /// Replaces the code's own help; see `notes::did_you_mean`.
  const NoteInfo* help = nullptr;
  Arguments help_arguments;

  /// JSON path into the caller's data ("/responses/gun"), for faults of data without a file.
  std::string path;

  /// A hint here, whatever the code says: what a draft still lacks is no fault of it yet.
  bool is_hint = false;

  /// The code's, or milder. Without a code: an error.
  Severity severity() const noexcept;

  /// Direct identifiers are masked in both (see identifiers.hpp), whatever the arguments hold.
  std::string message(Language language = Language::en) const;
  std::string help_text(Language language = Language::en) const;
};

/// Findings in the order they were made; `sort()` puts them in order of place.
class DiagnosticList {
 public:
  /// Appends and returns the finding, so that notes and help can be added to it.
  Diagnostic& add(const CodeInfo& code, SourceSpan span, Arguments arguments = {});

  /// A fault of data that has no file: `path` is a JSON path.
  Diagnostic& add_at_path(const CodeInfo& code, std::string path, Arguments arguments = {});

  void append(DiagnosticList other);

  bool has_errors() const noexcept;
  bool empty() const noexcept { return list_.empty(); }
  std::size_t size() const noexcept { return list_.size(); }
  std::size_t error_count() const noexcept { return count(Severity::error); }
  std::size_t count(Severity severity) const noexcept;
  auto begin() const noexcept { return list_.begin(); }
  auto end() const noexcept { return list_.end(); }
  const Diagnostic& operator[](std::size_t i) const { return list_[i]; }

  /// By file name, line, column, code; findings alike in all four keep their order.
  void sort();

 private:
  std::vector<Diagnostic> list_;
};

/// Fills "{name}" from the arguments. An argument that is absent stays visible as "{name}".
std::string fill(std::string_view text, const Arguments& arguments);

/// The candidate nearest to `word` by edit distance (at most a third of its length, at least
/// one edit, adjacent swaps counting once), or empty. Ties go to the earlier candidate.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace v1
}  // namespace vaern
