// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// The lasting form of a score: canonical JSON that anyone can replay, and its verification.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/instrument/score.hpp"

namespace vaern {
inline namespace v1 {

/// Revision of docs/semantics.md that this engine implements; stands in every record.
inline constexpr int semantics_revision = 1;
inline constexpr std::string_view record_schema = "vaern-score/1";

/// The canonical bytes: schema order, UTF-8, no spaces, one final line feed; the last key is
/// `digest`, the SHA-256 of the bytes of the record without it.
std::string record_of(const Score& score);

/// One difference between a record and what the engine makes of its responses.
struct Mismatch {
  std::string path;      ///< "/level/computed"
  std::string recorded;  ///< As JSON; empty: not there.
  std::string found;
};

struct Verification {
  enum class State : std::uint8_t {
    verified,
    differs,
    model_absent,  ///< No such model, or none with this version.
    unreadable,    ///< Not a record of this schema.
  } state = State::unreadable;
  std::string instrument;      ///< id@version, where it could be read.
  bool digest_holds = false;   ///< The bytes are those that were written.
  bool meaning_holds = false;  ///< The model's meaning is the one recorded.
  bool text_holds = false;
  std::vector<Mismatch> mismatches;
  std::string problem;  ///< Of an unreadable record, in English.
};

/// Finds a model by id and version; null where there is none.
using InstrumentFinder =
    std::function<InstrumentPtr(std::string_view id, std::string_view version)>;

/// Scores the record's responses again and compares everything it holds.
Verification verify(std::string_view record, const InstrumentFinder& find);

}  // namespace v1
}  // namespace vaern
