// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Two versions of an instrument: what changed in meaning, from harmless to decisive, each with
/// the proof of what it does (docs/versions.md).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/document/edit.hpp"
#include "vaern/instrument/mutation.hpp"
#include "vaern/instrument/results.hpp"
#include "vaern/program/pair.hpp"

namespace vaern {
inline namespace v1 {

/// What a change does, from harmless to decisive.
enum class ChangeGrade : std::uint8_t {
  nothing,      ///< Shown: the same result on every form.
  words,        ///< Titles, labels, notes, reasons.
  evidence,     ///< Sources, verified, status, population, licence, examples, validity.
  form,         ///< What is asked, in what order, and what may be answered.
  score,        ///< Some complete form has another number.
  missing,      ///< Some form with answers left out has other results.
  flags,        ///< Some form has another flag.
  not_decided,  ///< No form was found, and none was shown not to exist.
  level,        ///< Some complete form has another level or class, or another level counts.
};
inline constexpr std::size_t change_grades = 9;
std::string_view to_string(ChangeGrade grade) noexcept;

/// A form on which both differ, scored under both.
struct ChangeExample {
  Results before;
  Results after;
  ResultsChange change;
  std::string answers;  ///< As they stand in an example: "{gun: yes}"; all others the first.
};

/// What is proved of two versions, or of one change alone.
struct ChangeEffect {
  ChangeGrade grade = ChangeGrade::not_decided;
  std::optional<ChangeExample> raised;
  std::optional<ChangeExample> lowered;
  std::optional<ChangeExample> other;
  /// Complete forms of the first outcome that differs: forms and not people.
  std::optional<std::uint64_t> forms;
  std::optional<std::uint64_t> raised_forms;
  std::optional<std::uint64_t> lowered_forms;
};

/// One change of the document.
struct VersionChange {
  std::string path;    ///< "levels/cut_offs/severe"
  std::string before;  ///< As written, shortened; empty: was not there.
  std::string after;
  SourceSpan old_span;
  SourceSpan new_span;
  /// Of what cannot change a result its kind; of the rest what is proved of it alone.
  ChangeGrade grade = ChangeGrade::nothing;
  /// It cannot stand alone (the model does not load), so it is judged with the others.
  bool only_together = false;
  InstrumentPtr alone;  ///< The older version with this change and no other; null: see above.
  ChangeEffect effect;
};

struct VersionComparison {
  InstrumentPtr before;
  InstrumentPtr after;
  std::vector<VersionChange> changes;  ///< In the order of the documents.
  ChangeEffect effect;                 ///< Of all together.
  ChangeGrade grade = ChangeGrade::nothing;
  bool has_same_questions = true;
  /// The meaning changed and the version is the same.
  bool keeps_version = false;
};

/// Documents are those that the instruments were loaded from (of a local version joined with what
/// it extends). Work: one load and one proof a change.
VersionComparison compare_versions(const InstrumentPtr& before, const Document& old_document,
                                   const InstrumentPtr& after, const Document& new_document,
                                   const Reload& reload);

}  // namespace v1
}  // namespace vaern
