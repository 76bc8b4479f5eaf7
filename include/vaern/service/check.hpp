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

/// What a file turned out to be.
struct CheckedFile {
  std::string name;
  std::optional<Kind> kind;  ///< Absent: not known, or a response form.
  bool is_response_form = false;
  std::string reference;  ///< id@version; of a case its id, of a form its instrument's.
  std::size_t errors = 0;
  std::size_t warnings = 0;

  /// How many there are of what the file is made of: {"items", 21}, {"examples", 2}.
  std::vector<std::pair<std::string, std::size_t>> counts;
  /// Numbers and durations that stand under `verified: no`.
  std::size_t unverified = 0;

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
};

/// Checks documents of any kind. References are resolved among the documents themselves and then
/// among `models`; a document that is also in `models` replaces the one there. Catalogues are
/// bound to the programmes that use them, cases and response forms are held to their models.
/// `findings` are those of reading the documents; they become part of the result.
Checked check(const Models& models, const std::vector<Document>& documents,
              DiagnosticList findings = {}, const CheckOptions& options = {});

/// The same for files and folders. A file that cannot be read is a finding.
Checked check_files(const Models& models, const std::vector<std::string>& paths,
                    const CheckOptions& options = {});

/// {"files":[{"name","kind","reference","errors","warnings","counts","unverified","exactness",
/// "worst_cost"}],"findings":[...as render_json...]}; one line, no final line feed.
std::string check_json(const Checked& checked, Language language = Language::en);

/// A line for every file without errors, as `vaern check` prints it.
std::string check_text(const Checked& checked, Language language = Language::en);

}  // namespace v1
}  // namespace vaern
