// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// What an instrument says of one form, and everything that could still change it.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "vaern/instrument/responses.hpp"
#include "vaern/program/row.hpp"
#include "vaern/program/walk.hpp"

namespace vaern {
inline namespace v1 {

/// A missing item that could change the level (S13).
struct DecisiveItem {
  std::string item;            ///< An item's id, or "choked.within".
  bool settles_alone = false;  ///< Whatever the answer, the level is then certain.
  bool moves_an_end = false;
  std::uint32_t spanned = 0;
  std::vector<LevelSet> by_code;  ///< Possible levels with each answer, in declared order.
};

/// A flag or a condition on a form: `unknown` is shown as "open".
struct NamedTruth {
  std::string id;
  Truth truth = Truth::unknown;
  bool rests_on_imputed = false;  ///< It reads a scale whose value is imputed (S4).
};

/// A professional's level beside the answers (S12).
struct JudgedLevel {
  std::uint32_t level = 0;  ///< As judged.
  Judgement given;
  bool is_lowered = false;    ///< Judged below the answers, and the model lets it hold.
  bool is_overruled = false;  ///< Judged below the answers, and the answers hold.
};

/// The result of scoring one form. A value; holds its instrument.
struct Score {
  Score(InstrumentPtr model, Responses form, std::optional<Date> date)
      : instrument(std::move(model)), responses(std::move(form)), assessed(date) {}

  InstrumentPtr instrument;
  Responses responses;
  std::optional<Date> assessed;

  std::vector<Truth> applicable;  ///< By input of the program.
  std::vector<ScaleRow> scales;   ///< As `instrument->scales()`.
  std::vector<NamedTruth> gates;
  std::vector<NamedTruth> rules;  ///< Unknown: it widens the range and raises nothing yet.
  std::vector<NamedTruth> flags;
  std::uint32_t missing = 0;  ///< Questions that apply or may apply and have no answer.
  std::uint32_t asked = 0;    ///< Questions that apply or may apply.

  bool has_levels = false;
  std::optional<std::uint32_t> cut_off_level;
  std::optional<std::uint32_t> computed;  ///< Never shown alone while the level is not certain.
  LevelSet possible = 0;                  ///< Of the answers alone.
  bool is_exact = false;                  ///< Each possible level has a witness (S23).
  std::uint32_t low = 0;                  ///< Ends of the range of the answers alone.
  std::uint32_t high = 0;
  bool is_certain() const { return has_levels && low == high; }
  std::optional<Witness> lowest_witness;  ///< A completion at the low end.
  std::optional<Witness> highest_witness;
  std::vector<DecisiveItem> decisive;

  LevelSet possible_floors = 0;  ///< Where the judgement decides: levels of completions (S12.3).
  std::optional<JudgedLevel> judged;
  std::optional<std::uint32_t>
      in_force;                 ///< After judgement (S12.1); without one: `computed` where certain.
  LevelSet possible_after = 0;  ///< What counts downstream (S12.2, S12.3).
};

struct ScoreOptions {
  bool with_witnesses = true;  ///< Witnesses and decisive items: the walk's second half.
};

/// Scores a form. Faults of the form (answers that exclude each other, a judgement that is not
/// one) come all at once.
Result<Score> score(const InstrumentPtr& instrument, const Responses& responses,
                    const std::optional<Judgement>& judgement = std::nullopt,
                    std::optional<Date> assessed = std::nullopt, const ScoreOptions& options = {});

/// The same from answers as written.
Result<Score> score(const InstrumentPtr& instrument, const std::vector<RawAnswer>& answers,
                    const std::optional<Judgement>& judgement = std::nullopt,
                    std::optional<Date> assessed = std::nullopt);

/// The levels of a set, lowest first.
std::vector<std::uint32_t> levels_of(LevelSet set);

}  // namespace v1
}  // namespace vaern
