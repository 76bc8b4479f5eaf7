// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// A model was corrected: which of many records it touches, and how (docs/versions.md).

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "vaern/instrument/recall.hpp"
#include "vaern/service/models.hpp"

namespace vaern {
inline namespace v1 {

/// The bytes of a record with the name that it is told by.
struct RecordFile {
  std::string name;
  std::string bytes;
};

struct RecalledFile {
  std::string name;
  Recalled made;
};

struct Recall {
  InstrumentPtr corrected;
  /// The corrected model's own version, then those it supersedes, one after the other.
  std::vector<Reference> versions;
  std::vector<RecalledFile> files;  ///< By name as bytes.

  /// Positions of the files that are touched: raised, then moved, then lowered, then those whose
  /// judged level stands, then flags and scores alone; in each the most serious first, then by
  /// name.
  std::vector<std::size_t> touched() const;
  std::size_t count(Recalled::State state) const;
  std::size_t count(ResultsChange::Grade grade) const;  ///< Of those that are compared.
  std::size_t count(Shift shift) const;                 ///< Of the grade `level`.
  std::size_t by_answers_alone() const;                 ///< Among these: the judged level stands.
  /// What counts after the judgement, before and after, with how many: those that moved. Levels
  /// by their ids, or by their labels in a language.
  std::vector<std::pair<std::pair<std::string, std::string>, std::size_t>> moves(
      std::optional<Language> labels = std::nullopt) const;
  /// Records that it does not concern, by id@version.
  std::map<std::string, std::size_t> others() const;

  /// Nothing is touched, and nothing is in doubt.
  bool is_clear() const;
  /// Warnings: records of versions that the corrected model does not say it supersedes, of local
  /// versions that rest on it; records that can no longer be read as they were written.
  DiagnosticList findings;
};

/// Takes records that are `vaern score --json`'s. Those concerned are of the corrected model's id
/// and version, or of one that it says it supersedes, however far back `models` knows.
Recall recall_records(const Models& models, const InstrumentPtr& corrected,
                      std::vector<RecordFile> records);

/// The files `*.json` below a folder, sorted by path as bytes and named by their path in it; those
/// with other endings are counted. What cannot be read is a finding.
struct RecordFiles {
  std::vector<RecordFile> files;
  std::size_t passed_over = 0;
};
RecordFiles records_below(const std::string& folder, DiagnosticList& findings);

/// One line, no final line feed; the shape is in docs/versions.md.
std::string recall_json(const Recall& recall, Language language = Language::en);
std::string recall_text(const Recall& recall, Language language = Language::en);

}  // namespace v1
}  // namespace vaern
