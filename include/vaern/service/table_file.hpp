// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// A file of forms, one row a form, scored into another file in one pass: constant memory, on as
/// many threads as wanted (docs/table-files.md).

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/exchange/csv_stream.hpp"
#include "vaern/instrument/instrument.hpp"
#include "vaern/table/columns.hpp"

namespace vaern {
inline namespace v1 {

/// Columns that are kept where nobody says which.
inline constexpr std::string_view table_keys[] = {"person",   "dyad",  "episode", "wave",
                                                  "assessed", "rater", "site"};

struct TableFileOptions {
  std::vector<MissingCode> missing = {};
  /// An item ("choked", "choked_within") and the column of the file that answers it.
  struct Column {
    std::string item;
    std::string name;
  };
  std::vector<Column> columns = {};
  std::vector<std::string> keys = {};  ///< Columns that are kept; none: `table_keys`.
  bool keeps_all = false;              ///< Every column is kept, as it was written.
  /// Names of results; none: those that a codebook describes, and `rejected` where faults are
  /// collected.
  std::vector<std::string> results = {};
  /// Rows with faults become rows without a result; else nothing of the result may be used.
  bool collects_faults = false;
  std::size_t most_faults = 20;  ///< Told of, where faults are not collected.
  unsigned threads = 0;          ///< 0: as many as the machine has. They change no byte.
};

/// Why a row has no result. One row may have several.
struct TableFileFault {
  std::uint64_t line = 0;  ///< Where the row begins.
  std::uint64_t row = 0;   ///< Its number in the result, from 1; 0: it is not in it.
  std::string item;        ///< As a column of a codebook; empty where several are at fault.
  std::string value;       ///< As written, at most 80 characters; direct identifiers are masked.
  Diagnostic finding;      ///< With the line.
};

struct TableFileDone {
  std::uint64_t rows = 0;      ///< In the result.
  std::uint64_t rejected = 0;  ///< Of them: those without a result.
  std::uint64_t left_out = 0;  ///< Not in it, because their cells could not be told apart.
  std::uint64_t bytes = 0;     ///< Read, without the first line.
  bool is_refused = false;     ///< What was written must not be used.
  bool is_cancelled = false;   ///< `goes_on` said so.
};

/// Where results and faults go, in the order of the file and one at a time.
struct TableFileSinks {
  /// Whole rows; first the line of names. False: they cannot be written, and all ends.
  std::function<bool(std::string_view bytes)> write;
  std::function<void(const TableFileFault& fault)> fault;
  /// Now and then; false ends all. May be empty.
  std::function<bool(const TableFileDone& so_far)> goes_on;
};

/// A file whose columns have been found, before its rows are read.
class TableFile {
 public:
  /// Nothing after findings: of columns and options, as `TableScorer` has them, and of a file that
  /// answers nothing.
  static std::optional<TableFile> open(InstrumentPtr instrument, const std::string& name,
                                       CsvStream stream, TableFileOptions options,
                                       DiagnosticList& findings);
  ~TableFile();
  TableFile(TableFile&&) noexcept;
  TableFile& operator=(TableFile&&) noexcept;

  /// What the instrument asks and the file has no column for: not asked in any row.
  const std::vector<std::string>& absent() const;
  /// Columns that are neither read nor kept.
  const std::vector<std::string>& left_over() const;

  /// Once. Throws what reading throws.
  TableFileDone run(const TableFileSinks& sinks);

  /// What the columns of the result are and where it comes from, by the W3C's "Metadata Vocabulary
  /// for Tabular Data"; beside "scored.csv" it is "scored.csv-metadata.json". `result` is the name
  /// of the result as seen from there, `engine` what scored it.
  std::string metadata(const TableFileDone& done, std::string_view result,
                       std::string_view engine) const;

 private:
  struct Plan;
  friend class TableFileWorker;
  TableFile(std::unique_ptr<const Plan> plan, CsvStream stream);
  std::unique_ptr<const Plan> plan_;
  CsvStream stream_;
};

}  // namespace v1
}  // namespace vaern
