// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Checking authored files: every finding of them at once, and what the clean ones are.

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "vaern/service/models.hpp"

namespace vaern {
inline namespace v1 {

/// A number or duration that stands under `verified: no`.
struct UnverifiedNumber {
  std::string key;    ///< Where it is in its document: "levels/cut_offs/high".
  std::string value;  ///< As written.
  SourceSpan span;    ///< Of a local version perhaps in the published file.
};

/// What a file turned out to be.
struct CheckedFile {
  std::string name;
  std::optional<Kind> kind;  ///< Absent: not known, or a response form.
  bool is_response_form = false;
  std::string reference;  ///< id@version; of a case its id, of a form its instrument's.
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t hints = 0;  ///< Also where they are not shown.

  /// How many there are of what the file is made of: {"items", 21}, {"examples", 2}.
  std::vector<std::pair<std::string, std::size_t>> counts;
  /// Of a wording those of its items that have words, {"items", 7}; and how many there are in all.
  std::size_t items_in_all = 0;
  /// Of a local version with those that it has from the published file.
  std::vector<UnverifiedNumber> unverified;

  /// Of a file without errors of its own: a model among the checked ones whose errors keep this
  /// one from being checked to the end. Such a file gets no finding for it.
  std::string waits_for;

  /// Of a catalogue: no programme that was read uses it, so nothing is known of its conditions.
  bool conditions_unread = false;

  /// Of an instrument without errors (S23): "E0", "E1" or "E2", and the states of its decision
  /// diagram that one form may visit at most.
  std::string exactness;
  std::size_t worst_cost = 0;
};

struct Checked {
  std::vector<CheckedFile> files;  ///< Of files: by name.
  DiagnosticList findings;         ///< Of these files only, sorted by place.
};

struct CheckOptions {
  /// The kind that is expected; a document of another kind is then a finding.
  std::optional<Kind> kind;
  /// Hints stand among the findings; else they are only counted.
  bool hints = false;
};

/// Checks documents of any kind. References are resolved among the documents themselves and then
/// among `models`; a document that is also in `models` replaces the one there. Catalogues are
/// bound to the programmes that use them, cases and response forms are held to their models, local
/// versions are joined with what they extend. Models that nothing here refers to are not loaded.
/// `findings` are those of reading the documents; they become part of the result.
Checked check(const ModelStore& models, const std::vector<Document>& documents,
              DiagnosticList findings = {}, const CheckOptions& options = {});
Checked check(const Models& models, const std::vector<Document>& documents,
              DiagnosticList findings = {}, const CheckOptions& options = {});

/// The same for files and folders. A file that cannot be read is a finding. What a local version
/// extends, and the instrument of a wording, are also looked for in the folder of the file.
Checked check_files(const Models& models, const std::vector<std::string>& paths,
                    const CheckOptions& options = {});

/// The same beside the models of some folders, of which no file is read twice.
Checked check_files(const std::vector<std::string>& folders, const std::vector<std::string>& paths,
                    const CheckOptions& options = {});

/// {"files":[{"name","kind","reference","errors","warnings","hints","counts","unverified",
/// "unverified_at","exactness","worst_cost"}],"findings":[...as render_json...]}; one line, no
/// final line feed.
std::string check_json(const Checked& checked, Language language = Language::en);

/// A line for every file without errors, as `vaern check` prints it; where asked with a line for
/// every number in it that is not verified.
std::string check_text(const Checked& checked, Language language = Language::en,
                       bool lists_unverified = false);

}  // namespace v1
}  // namespace vaern
