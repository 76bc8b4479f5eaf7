// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Columns as a caller holds them, and how their cells are read as answers. Nothing is copied and
/// nothing is guessed: a cell that is not an answer of its item is a fault with its row.

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vaern/diagnostics/diagnostic.hpp"
#include "vaern/instrument/instrument.hpp"
#include "vaern/model/missing_reason.hpp"
#include "vaern/program/block.hpp"

namespace vaern {
inline namespace v1 {

enum class ColumnType : std::uint8_t {
  nothing,  ///< Every cell is empty.
  bits,     ///< Truths, one bit each, least significant first (Arrow).
  truths,   ///< Truths, one byte each.
  int8,
  int16,
  int32,
  int64,
  uint8,
  uint16,
  uint32,
  uint64,
  float32,
  float64,     ///< NaN is empty.
  text,        ///< UTF-8; `offsets` of 32 bits, one more than cells.
  large_text,  ///< UTF-8; `offsets` of 64 bits.
  indices,     ///< Positions of 8, 16 or 32 bits in `dictionary`; a negative one is empty.
  codes,       ///< Codes of the input's answers as they are, bytes; from 250 up missing.
  days,        ///< Days since 1970-01-01, of 32 bits (a date column).
};

/// What a caller's column is made of. Values are read from `offset` on.
struct ColumnView {
  ColumnType type = ColumnType::nothing;
  std::size_t rows = 0;
  std::size_t offset = 0;
  const void* values = nullptr;
  std::ptrdiff_t stride = 0;            ///< Bytes from cell to cell; 0: next to each other.
  const std::uint8_t* valid = nullptr;  ///< One bit a cell (Arrow), read from `offset`; null: all.
  const std::uint8_t* is_empty = nullptr;     ///< One byte a cell from the first read; null: none.
  const void* offsets = nullptr;              ///< Of text.
  ColumnType index_type = ColumnType::int32;  ///< Of indices.
  std::shared_ptr<const ColumnView> dictionary;  ///< Of indices: text, numbers or truths.
};

/// A cell that means a missing reason: a number (also where it is written as text) or a word.
struct MissingCode {
  std::string written;
  MissingReason reason = MissingReason::not_asked;
};

/// What a caller's own cell means: "3" is the option `often`.
struct AnswerCode {
  std::string written;
  Code code = 0;
};

/// A cell that is no answer.
struct CellFault {
  std::uint64_t row = 0;
  InputId input = 0;
  std::string value;    ///< As written; never of a column that holds direct identifiers.
  std::string allowed;  ///< "no, yes", "0 to 3".
};

/// What the cells of one input mean, whatever type they come in.
///
/// A yes/no input takes 0 and 1, truths, yes/no, ja/nej, true/false (in any case of letters); a
/// number its values, also as text with a decimal point or comma; options their codes as text, or
/// their points where all have points and no two the same. Empty text is `not_asked`; the word of a
/// reason ("refused") is that reason where no answer is called so.
class AnswerMap {
 public:
  /// Findings: a missing code that is also an answer, a number or word with two meanings.
  AnswerMap(const Instrument& instrument, InputId input, const std::vector<MissingCode>& missing,
            const std::vector<AnswerCode>& answers, DiagnosticList& findings);

  InputId input() const { return input_; }
  const std::string& name() const { return name_; }
  std::uint32_t size() const { return size_; }  ///< Answers; codes are below it.
  /// Numbers have a meaning: not of options without points that nobody mapped.
  bool takes_numbers() const { return takes_numbers_; }
  bool takes_truths() const { return takes_truths_; }
  /// Every answer of a byte column is its own code, and so are 250 to 255.
  bool is_code(std::uint8_t number) const { return bytes_[number] == number; }

  // An answer's code, from `first_missing_code` up a missing reason, or nothing.
  std::optional<Code> of_integer(std::int64_t number) const;
  std::optional<Code> of_byte(std::uint8_t number) const;  ///< 250 to 255 may be codes.
  std::optional<Code> of_number(double number) const;      ///< Not of NaN.
  std::optional<Code> of_short_number(float number) const;
  std::optional<Code> of_text(std::string_view text) const;
  Code of_truth(bool truth) const { return truth ? 1 : 0; }

  /// Codes of whole numbers from `first` on; 0xFFFF where there is none.
  struct Window {
    std::int64_t first = 0;
    std::size_t size = 0;
    const std::uint16_t* codes = nullptr;
  };
  Window window() const { return {first_, window_.size(), window_.data()}; }

  /// "no, yes", "0, 1, ..., 14".
  const std::string& allowed() const { return allowed_; }

 private:
  void add(const std::string& written, Code code, bool is_missing, DiagnosticList& findings);
  void add_answers(const Instrument& instrument, DiagnosticList& findings);
  void make_tables();

  InputId input_ = 0;
  std::string name_;
  std::uint32_t size_ = 0;
  bool takes_numbers_ = true;
  bool takes_truths_ = false;
  std::string allowed_;
  std::map<Rational, Code> numbers_;
  std::map<std::string, Code, std::less<>> words_;
  std::int64_t first_ = 0;                          ///< Of `window_`.
  std::vector<std::uint16_t> window_;               ///< Code, or 0xFFFF.
  std::array<std::uint16_t, 256> bytes_{};          ///< Of a byte column.
  std::array<std::uint16_t, 256> letters_{};        ///< Of text of one byte.
  std::vector<std::pair<double, Code>> fractions_;  ///< Ascending.
};

/// Reads a column as codes. A byte column may hold the codes 250 to 255 where no answer is that
/// number; NaN is `not_asked`.
class CellReader {
 public:
  /// Findings: a column whose type cannot hold such answers at all.
  CellReader(AnswerMap map, ColumnView view, DiagnosticList& findings);

  /// The codes of some rows: the caller's own bytes where they are codes already, else `space`
  /// filled. A cell that is no answer reads as `not_asked` and sets its row in `faulty`.
  const Code* read(std::size_t from, std::size_t count, Code* space, Mask* faulty,
                   bool& has_faults) const;
  /// Where the cells of some rows lie, if they lie side by side; else nothing.
  std::span<const std::byte> memory(std::size_t from, std::size_t count) const;
  /// The cell is neither empty nor an answer.
  bool is_faulty(std::size_t row) const { return !code_at(row); }
  /// The fault of a cell that is at fault.
  CellFault fault_at(std::size_t row) const;
  const AnswerMap& map() const { return map_; }

 private:
  std::optional<Code> code_at(std::size_t row) const;
  bool read_window(std::size_t from, std::size_t count, Code* space) const;

  AnswerMap map_;
  ColumnView view_;
  bool holds_codes_ = false;             ///< Bytes that may be handed on as they are.
  Code first_missing_ = 0;               ///< In them; 0: none of them is missing.
  std::vector<std::uint16_t> by_index_;  ///< Of a dictionary: code, or 0xFFFF.
};

/// The day in a column of days, since 1970-01-01; nothing where it is empty.
std::optional<std::int64_t> day_at(const ColumnView& view, std::size_t row);

}  // namespace v1
}  // namespace vaern
