// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// An instrument over columns: values, bounds, levels, rules and flags of every row, on all cores.
/// The number of threads, the size of blocks and the types of the columns never change a result.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/core/result.hpp"
#include "vaern/instrument/instrument.hpp"
#include "vaern/table/columns.hpp"

namespace vaern {
inline namespace v1 {

/// A caller's column and what it holds: an item ("choked"), its second question ("choked.within"),
/// an earlier value's id, or "assessed" (the day, which chooses norms).
struct InputColumn {
  std::string name;
  ColumnView view;
  std::vector<AnswerCode> answers = {};  ///< The caller's own codes; empty: the instrument's.
};

/// What one column of a result is.
struct OutputColumn {
  enum class Kind : std::uint8_t {
    value,   ///< Of a scale: reported; absent where its policy gives none.
    lowest,  ///< Of a scale, over completions (S6).
    highest,
    missing,  ///< Of a scale: terms without an answer.
    imputed,  ///< Of a scale: the value rests on its missing policy.
    level,    ///< Of an outcome where it is certain; absent elsewhere (S7).
    low,      ///< End of the range of levels.
    high,
    certain,
    computed,   ///< S7.3: also where it is not certain. Read it with the range.
    possible,   ///< The set of possible levels: bit i is level i.
    one_class,  ///< Of classes where it is certain; absent elsewhere.
    classes,    ///< The set of possible classes: bit i is class i.
    gate,       ///< Truths: yes, no, or absent while it is open.
    rule,
    flag,
    asked,         ///< Questions that apply or may apply.
    open,          ///< Those of them without an answer, for any reason.
    reason,        ///< Those without an answer for the reason `index`.
    contribution,  ///< Of a term of a scale: weighted points; absent where it adds none.
    low_form,   ///< Of an input: its code in a complete form with the lowest possible level, which
    high_form,  ///< (or the highest) it shows; absent where it is not asked in that form.
    rejected,   ///< The row has faults and no result.
  } kind = Kind::value;
  /// Of levels, classes and truths int8, where -1 is absent or open; of numbers the narrowest of
  /// int8, int16, int32 and int64 that holds every one (but see `least_number_bytes`), or float64,
  /// where NaN is absent; of sets as `bytes_of_set` has them: uint8, uint16, uint32; of counts
  /// uint8 or int16.
  ColumnType type = ColumnType::float64;
  std::string name;  ///< "total_low"
  /// Scale, outcome (0 is `levels`), classes, gate, rule, flag, reason, term, input.
  std::uint32_t index = 0;
  std::uint32_t outcome = 0;   ///< Of rules and forms: whose. Of contributions: the scale.
  bool can_be_absent = false;  ///< In rows that are not rejected.

  /// Of a scale: no cell of its type says by itself that it is absent, if that is not NaN.
  bool is_number() const {
    return kind == Kind::value || kind == Kind::lowest || kind == Kind::highest;
  }
};

/// Bytes of one cell.
std::size_t width_of(ColumnType type) noexcept;

struct TableOptions {
  std::vector<MissingCode> missing = {};
  /// Names; empty: all but those that cost a run of every row, or of every row that is not
  /// certain. All of such a kind are asked for by one word: "possible", "contributions",
  /// "witnesses".
  std::vector<std::string> outputs = {};
  /// Of a cell of a whole number of a scale: 1 or 2. 2 is for callers whose arithmetic stays in the
  /// type of a column, where a sum of two int8 is wrong without a word.
  std::size_t least_number_bytes = 1;
  std::vector<std::string> narrowest = {};  ///< Names of outputs for which that does not hold.
  unsigned threads = 0;                     ///< 0: one a core.
  /// Rows with faults become rows without a result; else the first faults end the work.
  bool collect_faults = false;
  std::size_t most_faults = 100;  ///< Kept of the faults that end the work.
};

/// Why a row has no result. One row may have several.
struct RowRejection {
  std::uint64_t row = 0;
  std::string item;   ///< Empty where several stand against each other.
  std::string value;  ///< As written, direct identifiers masked; empty where the form is at fault.
  Diagnostic finding;
};

/// Where one output goes: `rows` cells of its type.
struct OutputBuffer {
  void* cells = nullptr;
  std::uint8_t* absent = nullptr;  ///< One byte a cell, 1 where absent; null: not wanted.
};

/// A table of one instrument, checked and ready. Immutable, safe to share between threads.
class TableScorer {
 public:
  /// Faults: columns of no item, items twice, columns whose cells cannot be answers, an unknown
  /// output. Nothing else is read yet.
  static Result<TableScorer> make(InstrumentPtr instrument, std::vector<InputColumn> columns,
                                  TableOptions options = {});
  ~TableScorer();
  TableScorer(TableScorer&&) noexcept;
  TableScorer& operator=(TableScorer&&) noexcept;

  const std::vector<OutputColumn>& outputs() const;
  /// Inputs of the instrument that no column answers: they are `not_asked` in every row.
  const std::vector<std::string>& absent_inputs() const;
  std::size_t rows() const;
  /// Why every row takes the slow way; empty where blocks do the work.
  std::string_view why_row_by_row() const;

  /// Called from the calling thread now and then; false ends the work.
  using Progress = std::function<bool(std::uint64_t rows_done)>;

  struct Done {
    std::vector<RowRejection> rejected;  ///< In order of rows.
    std::uint64_t rejected_rows = 0;
    bool is_cancelled = false;
    std::uint64_t rows_run_singly = 0;
  };
  /// One buffer an output, in their order. Where faults end the work nothing of them may be used.
  Done run(const std::vector<OutputBuffer>& outputs, const Progress& progress = nullptr) const;

 private:
  struct Table;
  explicit TableScorer(std::unique_ptr<const Table> table);
  std::unique_ptr<const Table> table_;
};

}  // namespace v1
}  // namespace vaern
