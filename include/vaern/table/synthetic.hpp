// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Made-up forms of any instrument: for benchmarks, tests, teaching and trying out an analysis
/// before the real data may be seen. They say nothing about real people.
///
/// Every person has one latent trait. An answer follows it with a probability of the item's own,
/// else it is drawn by chance, so items correlate and each keeps its own distribution. Later waves
/// move the trait a little; further raters see the same answers and now and then another one.
///
/// Whole numbers only, and every cell is computed from (seed, row, name of the item): the same
/// bytes on every machine, for any number of threads and any split. An item of the same name and
/// answers has the same data in every version of an instrument, until answers are left open.

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "vaern/core/date.hpp"
#include "vaern/instrument/instrument.hpp"
#include "vaern/model/missing_reason.hpp"

namespace vaern {
inline namespace v1 {

/// How answers go missing, all three ways at once. Shares are per million. What is asked only
/// after an answer that is missing is missing too.
struct SyntheticMissing {
  std::uint32_t single = 0;      ///< Of every answer alone, whatever it is and whoever gives it.
  std::uint32_t block = 0;       ///< Of a whole block of a form: a page that was not reached.
  std::uint32_t block_size = 5;  ///< Questions in a block, in declared order.
  std::uint32_t dropout = 0;     ///< Of persons at each wave after the first; none comes back.
  /// Of single missing answers the reasons, in proportion, by `MissingReason`; none: `not_asked`.
  /// Blocks and later waves that were not reached are `not_asked`.
  std::array<std::uint32_t, missing_reason_words.size()> reasons{};
};

struct SyntheticOptions {
  /// Rows are ordered by person, wave, rater. The last person may have fewer.
  std::uint64_t rows = 0;
  std::uint64_t seed = 0;
  std::uint32_t waves = 1;
  std::uint32_t raters = 1;
  /// Of a further rater's answers those drawn anew, per million.
  std::uint32_t disagreement = 100'000;
  SyntheticMissing missing = {};
  Date first_assessed = Date(2023, 1, 1);  ///< First waves are spread over three years from here.
  std::uint32_t wave_days = 91;            ///< Between two waves, up to a fortnight more or less.
};

/// Where rows go. Null: not wanted.
struct SyntheticColumns {
  std::size_t rows = 0;
  /// As `SyntheticForms::inputs`: codes as `Responses` has them, and 255 - `MissingReason` where
  /// there is none. What does not apply is 255.
  std::vector<std::uint8_t*> codes;
  std::int32_t* person = nullptr;    ///< From 0.
  std::int32_t* wave = nullptr;      ///< From 0.
  std::int32_t* rater = nullptr;     ///< From 0.
  std::int32_t* assessed = nullptr;  ///< Days since 1970-01-01; rising from wave to wave.
};

/// Makes any stretch of rows of one table. Immutable, safe to share between threads.
class SyntheticForms {
 public:
  /// Throws `std::invalid_argument` for no waves, raters or days, an empty block, a share above a
  /// million, more than 2^31 - 1 rows, or days after the year 9999.
  SyntheticForms(InstrumentPtr instrument, const SyntheticOptions& options);
  ~SyntheticForms();
  SyntheticForms(SyntheticForms&&) noexcept;
  SyntheticForms& operator=(SyntheticForms&&) noexcept;

  std::uint64_t rows() const;
  /// What a form asks, in declared order; their names are the program's ("choked.within").
  /// Earlier values and norms are given and not asked: they are not here.
  const std::vector<InputId>& inputs() const;
  std::vector<std::string> names() const;

  /// Writes rows from `first` on. No row has a fault: nothing is answered that is not asked, and
  /// consistent conditions hold (where 64 draws of a form break one, what it reads is left open).
  /// Throws `std::out_of_range` past the last row.
  void write(std::uint64_t first, const SyntheticColumns& out, unsigned threads = 1) const;

 private:
  struct Plan;
  std::unique_ptr<const Plan> plan_;
};

/// A whole table in memory.
struct SyntheticTable {
  std::vector<std::string> names;  ///< Of `codes`.
  std::vector<std::vector<std::uint8_t>> codes;
  std::vector<std::int32_t> person;
  std::vector<std::int32_t> wave;
  std::vector<std::int32_t> rater;
  std::vector<std::int32_t> assessed;
};

SyntheticTable make_synthetic(const InstrumentPtr& instrument, const SyntheticOptions& options,
                              unsigned threads = 1);

}  // namespace v1
}  // namespace vaern
