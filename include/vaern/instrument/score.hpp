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

/// A missing item that could change the level, or the class (S13, S11.1).
struct DecisiveItem {
  std::string item;            ///< An item's id, or "choked.within".
  bool settles_alone = false;  ///< Whatever the answer, the level is then certain.
  bool moves_an_end = false;   ///< Of classes: excludes one.
  std::uint32_t spanned = 0;
  std::vector<LevelSet> by_code;  ///< Possible levels with each answer, in declared order.
};

/// A flag or a condition on a form: `unknown` is shown as "open".
struct NamedTruth {
  std::string id;
  Truth truth = Truth::unknown;
  bool rests_on_imputed = false;  ///< It reads a scale whose value is imputed (S4).
};

/// The level of one outcome.
struct LevelScore {
  std::vector<NamedTruth> rules;  ///< Unknown: it widens the range and raises nothing yet.
  std::optional<std::uint32_t> cut_off_level;
  std::optional<std::uint32_t> computed;  ///< Never shown alone while the level is not certain.
  LevelSet possible = 0;                  ///< Of the answers alone.
  bool is_exact = false;                  ///< Each possible level has a witness (S23).
  std::uint32_t low = 0;                  ///< Ends of the range of the answers alone.
  std::uint32_t high = 0;
  std::optional<Witness> lowest_witness;  ///< A completion at the low end.
  std::optional<Witness> highest_witness;
  std::vector<DecisiveItem> decisive;
};

/// An outcome beside `levels` (S13.6).
struct FurtherScore : LevelScore {
  std::string id;
  bool is_certain() const { return low == high; }
};

/// A nominal outcome (S11). Bit i of a set is class i as declared.
struct ClassScore {
  std::string id;
  LevelSet possible = 0;
  bool is_exact = false;                          ///< Each possible class has a witness (S11.1).
  std::vector<std::optional<Witness>> witnesses;  ///< By class; of those that are possible.
  std::vector<DecisiveItem> decisive;
  bool is_certain() const { return possible != 0 && (possible & (possible - 1)) == 0; }
};

/// A professional's level beside the answers (S12).
struct JudgedLevel {
  std::uint32_t level = 0;  ///< As judged.
  Judgement given;
  bool is_lowered = false;    ///< Judged below the answers, and the model lets it hold.
  bool is_overruled = false;  ///< Judged below the answers, and the answers hold.
};

/// A further judged scale (S12.4): a code of its set, or open.
struct OpinionScore {
  std::string id;
  std::optional<Code> given;
  bool is_required = false;
};

/// What was taken from earlier assessments (S1.5).
struct EarlierValue {
  std::string id;
  std::optional<Rational> value;  ///< Nothing: missing.
  /// The reported values it rests on, oldest first.
  std::vector<std::pair<Date, Rational>> rests_on;
};

/// What a model beside this one says of the same answers: no more than values and levels.
struct SideScore {
  struct Levels {
    std::optional<std::uint32_t> computed;
    LevelSet possible = 0;
    std::uint32_t low = 0;
    std::uint32_t high = 0;
  };
  InstrumentPtr instrument;  ///< Whose scales, levels and classes these are.
  std::vector<std::optional<Rational>> scales;
  std::optional<Levels> level;
  std::vector<Levels> outcomes;
  std::vector<LevelSet> classes;
  /// Codes of the faults that it finds in the answers: then it says nothing else.
  std::vector<std::string> faults;
};

/// The words that were shown: a wording file's id and fingerprint. They change no result.
struct ShownWording {
  std::string reference;  ///< "phq-9@da"
  std::string fingerprint;
};

/// The result of scoring one form; its own level is that of `levels`. A value; holds its
/// instrument.
struct Score : LevelScore {
  Score(InstrumentPtr model, Responses form, std::optional<Date> date)
      : instrument(std::move(model)), responses(std::move(form)), assessed(date) {}

  InstrumentPtr instrument;
  Responses responses;
  std::optional<Date> assessed;
  std::optional<ShownWording> wording;
  bool with_witnesses = true;      ///< As they were asked for.
  bool with_sides = true;          ///< Likewise.
  std::vector<Standing> standing;  ///< Superseded, or outside the days of its validity.

  std::vector<Truth> applicable;  ///< By input of the program.
  std::vector<ScaleRow> scales;   ///< As `instrument->scales()`.
  std::vector<NamedTruth> gates;
  std::vector<NamedTruth> flags;
  std::vector<NamedTruth> consistent;  ///< Never `no`: then there is no score (S1.4).
  std::uint32_t missing = 0;           ///< Questions that (may) apply and have no answer.
  std::uint32_t asked = 0;             ///< Questions that apply or may apply.

  bool has_levels = false;
  bool is_certain() const { return has_levels && low == high; }
  std::vector<FurtherScore> outcomes;  ///< As `instrument->outcomes()`.
  std::vector<ClassScore> classes;     ///< As `instrument->classes()`.

  LevelSet possible_floors = 0;  ///< Where the judgement decides: levels of completions (S12.3).
  std::optional<JudgedLevel> judged;
  std::vector<OpinionScore> opinions;  ///< As `instrument->opinions()`.
  std::optional<std::uint32_t>
      in_force;                 ///< After judgement (S12.1); without one: `computed` where certain.
  LevelSet possible_after = 0;  ///< What counts downstream (S12.2, S12.3).

  /// The earlier assessments given, oldest first; nothing where the form said nothing of them, and
  /// where the model has no earlier values.
  std::optional<std::vector<EarlierAssessment>> earlier;
  std::vector<EarlierValue> earlier_values;  ///< As `instrument->earlier()`.

  std::optional<SideScore> without_sensitive;  ///< Where something reads a sensitive item (E5.1).
  std::optional<SideScore> published;          ///< Of a local version (E4.1).
};

/// What comes with the answers, and what is asked of scoring.
struct ScoreOptions {
  std::optional<Judgement> judgement = std::nullopt;
  std::optional<Date> assessed = std::nullopt;
  /// What earlier assessments reported (S1.5); an empty list says that there are none.
  std::optional<std::vector<EarlierAssessment>> earlier = std::nullopt;
  std::optional<ShownWording> wording = std::nullopt;
  bool with_witnesses = true;  ///< Witnesses and decisive items: the walk's second half.
  bool with_sides = true;      ///< The score without sensitive items, and the published one.
};

/// Scores a form. Faults of the form (answers that exclude each other, a judgement that is not
/// one, earlier assessments that cannot be read off) come all at once.
Result<Score> score(const InstrumentPtr& instrument, const Responses& responses,
                    const ScoreOptions& options = {});

/// The same from answers as written.
Result<Score> score(const InstrumentPtr& instrument, const std::vector<RawAnswer>& answers,
                    const ScoreOptions& options = {});

/// The same with a judgement and a date alone.
Result<Score> score(const InstrumentPtr& instrument, const Responses& responses,
                    const std::optional<Judgement>& judgement,
                    std::optional<Date> assessed = std::nullopt);
Result<Score> score(const InstrumentPtr& instrument, const std::vector<RawAnswer>& answers,
                    const std::optional<Judgement>& judgement,
                    std::optional<Date> assessed = std::nullopt);

/// What is wrong with a form of which the row run says that it has faults. Codes as in
/// `Responses`, one an input, given values too.
DiagnosticList faults_of(const Instrument& instrument, const std::vector<Code>& codes);

/// The levels of a set, lowest first.
std::vector<std::uint32_t> levels_of(LevelSet set);

}  // namespace v1
}  // namespace vaern
