// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// The lasting form of a score: canonical JSON that anyone can replay, and its verification.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/instrument/score.hpp"
#include "vaern/instrument/wording_file.hpp"

namespace vaern {
inline namespace v1 {

/// Revision of docs/semantics.md that this engine implements; stands in every record.
inline constexpr int semantics_revision = 1;
inline constexpr std::string_view record_schema = "vaern-score/1";

/// The canonical bytes: schema order (docs/rooms/instrument.md), UTF-8, no spaces, one final line
/// feed; the last key is `digest`, the SHA-256 of the bytes of the record without it.
std::string record_of(const Score& score);

/// Scores again what a record holds, with everything that came with the answers: the same score,
/// where the model is the same. Nothing where it is no record, or the model refuses its answers.
std::optional<Score> score_again(std::string_view record, const InstrumentPtr& instrument,
                                 bool with_witnesses = true, bool with_sides = true);

/// One difference between a record and what the engine makes of its responses.
struct Mismatch {
  std::string path;      ///< "/level/computed"
  std::string recorded;  ///< As JSON; empty: not there.
  std::string found;
};

struct Verification {
  enum class State : std::uint8_t {
    verified,
    /// Every value holds, the digest among them; the bytes are not those that were written: other
    /// spaces, another order of keys, another form of a number.
    reformatted,
    differs,
    model_absent,  ///< No such model, or none with this version.
    unreadable,    ///< Not a record of this schema.
  } state = State::unreadable;
  std::string instrument;  ///< id@version, where it could be read.
  /// All values are those recorded, whatever their form.
  bool holds() const { return state == State::verified || state == State::reformatted; }
  bool digest_holds = false;   ///< The bytes are those that were written.
  bool meaning_holds = false;  ///< The model's meaning is the one recorded.
  bool text_holds = false;
  std::vector<Mismatch> mismatches;
  std::string problem;  ///< Of an unreadable record, in English.
};

/// Finds a model by id and version; null where there is none.
using InstrumentFinder =
    std::function<InstrumentPtr(std::string_view id, std::string_view version)>;

/// Finds the words of an instrument in a language; null where there are none.
using WordingFinder =
    std::function<WordingPtr(const Instrument& instrument, std::string_view language)>;

/// Scores the record's responses again and compares everything it holds. The wording that was
/// shown is compared where `find_wording` finds one of that name, else it is taken as it stands.
Verification verify(std::string_view record, const InstrumentFinder& find,
                    const WordingFinder& find_wording = {});

}  // namespace v1
}  // namespace vaern
