// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// A model was corrected: what a record that was made before it would say now.

#include <string>
#include <string_view>
#include <vector>

#include "vaern/instrument/record.hpp"
#include "vaern/instrument/results.hpp"

namespace vaern {
inline namespace v1 {

/// One record held against the corrected model.
struct Recalled {
  enum class State : std::uint8_t {
    compared,
    cannot_be_scored,  ///< Its answers do not fit the corrected model: `faults`.
    other_version,     ///< Of the same id, and none of the versions concerned.
    other_instrument,
    altered,     ///< Its bytes are not those that were written (its digest does not hold).
    unreadable,  ///< Not a record of this schema: `problem`.
  } state = State::unreadable;
  std::string instrument;  ///< id@version, where it could be read.
  std::string problem;     ///< In English.

  Results before;        ///< As recorded.
  Results after;         ///< Of `compared`.
  ResultsChange change;  ///< Of `compared`; direction in the order of the corrected model.
  DiagnosticList faults;

  /// Of another instrument: a local version whose record also holds what the corrected model's
  /// id gave on these answers.
  bool rests_on_corrected = false;
  /// Its meaning was the corrected model's already.
  bool was_made_by_corrected = false;
  /// Earlier results went into it; they are taken as recorded.
  bool rests_on_earlier = false;
};

/// What is to be recalled.
struct RecallOf {
  InstrumentPtr corrected;
  /// Versions whose records it concerns, the corrected one's own among them.
  std::vector<Reference> versions;
};

/// Scores the record's answers under the corrected model. An item that this one no longer has is
/// left out where the record has no answer to it. Where the bytes of a record were laid out anew,
/// its digest is looked for over the same JSON without spaces, and then, with the model that
/// `find` has of its version, over the score made again.
Recalled recall(std::string_view record, const RecallOf& of, const InstrumentFinder& find = {});

}  // namespace v1
}  // namespace vaern
