// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is known of a file of forms before its rows are read, and one thread's share of the work.

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "vaern/exchange/csv_writer.hpp"
#include "vaern/instrument/columns.hpp"
#include "vaern/service/table_file.hpp"
#include "vaern/table/score_table.hpp"

namespace vaern::service::detail {

// Texts of one byte and of none, looked up at once; others by `AnswerMap`.
struct FileInput {
  AnswerMap map;
  std::string name;        // As a column of a codebook.
  std::size_t column = 0;  // Among those that are parsed.
  std::array<std::uint16_t, 257> short_texts{};
};

// How a column of the result becomes text.
struct FileResult {
  OutputColumn column;
  std::vector<CsvCellText> texts;  // By byte; empty: numbers or sets.
  std::vector<std::string> names;  // Of sets, by bit.
};

inline constexpr std::uint16_t no_answer = 0xFFFF;
// The code of a text, or `no_answer`, which is wider than a code.
inline std::uint16_t code_or_none(const AnswerMap& map, std::string_view text) {
  const auto code = map.of_text(text);
  return code ? *code : no_answer;
}

// What is wrong with a row, before it is told.
struct RowFault {
  enum class Kind : std::uint8_t { layout, answer, day, form, identifier } kind = Kind::layout;
  std::uint64_t line = 0;
  std::uint64_t row = 0;   // In the chunk, from 1; 0: not in the result.
  std::size_t column = 0;  // Of an answer: the input. Of an identifier: of the file.
  std::string value;       // Masked and cut.
  CsvFault layout;         // Where that is at fault.
  std::unique_ptr<RowRejection> form;
};

}  // namespace vaern::service::detail

namespace vaern {
inline namespace v1 {

struct TableFile::Plan {
  InstrumentPtr instrument;
  std::string file_name;
  std::shared_ptr<const SourceFile> file;
  TableFileOptions options;
  CsvLayout layout;
  bool has_mark = false;
  std::vector<std::string> header;
  std::string header_text;
  std::vector<std::size_t> parsed;  // Columns of the file, each once.
  std::vector<service::detail::FileInput> inputs;
  std::optional<std::size_t> day;  // Among those that are parsed.
  std::vector<std::size_t> kept;   // The same; all of them where all are kept.
  std::vector<service::detail::FileResult> results;
  std::vector<CsvCellText> counts;                              // 0 to 255.
  std::vector<std::pair<std::string, std::string>> item_names;  // Of the program, of a codebook.
  std::vector<std::string> unknown;  // Items that the caller named and nobody asks.
  std::vector<std::string> absent;
  std::vector<std::string> left_over;

  std::size_t parse(std::size_t column);
  std::optional<std::size_t> position(std::string_view column) const;
  std::string item_name(const std::string& of_program) const;
  void add_no_column(const std::string& column, DiagnosticList& findings) const;
  AnswerMap answers(InputId input) const;
  void add_input(const TableColumn& of, std::size_t column);
  void find_columns(DiagnosticList& findings);
  void find_kept(DiagnosticList& findings);
  void find_results(DiagnosticList& findings);
  std::vector<std::string> wanted_results() const;
  std::vector<std::string> answer_names(InputId input) const;
  void make_texts(service::detail::FileResult& result) const;
  // Codes of each input, `stride` apart, and days.
  Result<TableScorer> scorer(const Code* codes, std::size_t stride, const std::int32_t* days,
                             const std::uint8_t* no_days) const;
  TableFileFault told(const service::detail::RowFault& fault, std::uint64_t rows_before) const;
  std::string first_line() const;
};

// One thread's work space: chunks in, bytes and faults out.
class TableFileWorker {
 public:
  TableFileWorker(const TableFile::Plan& plan, const CsvStream& stream);

  void work(const CsvChunk& chunk);

  // Of the last chunk.
  std::string_view bytes() const { return writer_.bytes(); }
  std::uint64_t rows() const { return rows_; }
  std::uint64_t rejected() const { return rejected_; }
  std::uint64_t left_out() const { return left_out_; }
  const std::vector<service::detail::RowFault>& faults() const { return faults_; }

 private:
  void read_cells();
  void read_days();
  void look_for_identifiers();
  void score();
  void write();
  void write_result(std::size_t result, std::size_t row);
  void fault(service::detail::RowFault::Kind kind, std::size_t row, std::size_t column,
             std::string_view value);
  Code code_of(std::size_t input, std::size_t row, std::string_view text);

  const TableFile::Plan& plan_;
  CsvParser parser_;
  CsvBatch batch_;
  std::vector<Code> codes_;
  std::vector<std::int32_t> days_;
  std::vector<std::uint8_t> no_days_;
  std::optional<TableScorer> scorer_;
  std::vector<std::vector<std::byte>> cells_;
  std::vector<std::vector<std::uint8_t>> absent_;
  std::vector<OutputBuffer> buffers_;
  // Short texts that were read before, by input.
  struct Known {
    std::uint64_t text = 0;
    std::uint16_t code = 0;
    std::uint8_t size = 0;
  };
  static constexpr std::size_t known_texts = 64;
  std::vector<Known> known_;
  std::vector<std::uint8_t> is_rejected_;
  bool has_rejected_ = false;
  CsvWriter writer_;
  std::uint64_t rows_ = 0;
  std::uint64_t rejected_ = 0;
  std::uint64_t left_out_ = 0;
  std::vector<service::detail::RowFault> faults_;
};

}  // namespace v1
}  // namespace vaern
