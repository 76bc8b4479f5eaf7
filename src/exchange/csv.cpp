// SPDX-License-Identifier: Apache-2.0
#include "vaern/exchange/csv.hpp"

#include <map>
#include <memory>
#include <utility>

#include "diagnostics/codes/exchange.hpp"
#include "exchange/csv_bytes.hpp"
#include "vaern/diagnostics/utf8.hpp"

namespace vaern {
inline namespace v1 {
namespace {

/// One pass over the bytes of a table. Quotes, separators and line ends are ASCII, so the bytes
/// of longer code points are never mistaken for them.
class CsvReader {
 public:
  CsvReader(std::shared_ptr<const SourceFile> file, std::size_t begin,
            std::optional<char> separator, DiagnosticList& findings)
      : file_(std::move(file)), text_(file_->text()), at_(begin), findings_(findings) {
    separator_ = separator.value_or(exchange::detail::separator_of(text_.substr(at_)).byte);
  }

  char separator() const { return separator_; }
  bool at_end() const { return at_ >= text_.size(); }

  /// The cells of the next line; an empty line has none.
  std::vector<CsvCell> line() {
    std::vector<CsvCell> cells;
    if (take_line_end()) return cells;
    for (;;) {
      cells.push_back(cell());
      if (at_end() || take_line_end()) return cells;
      ++at_;  // the separator
    }
  }

 private:
  bool at_line_end() const {
    return at_ < text_.size() &&
           (text_[at_] == '\n' ||
            (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n'));
  }

  bool take_line_end() {
    if (!at_line_end()) return false;
    at_ += text_[at_] == '\r' ? 2 : 1;
    return true;
  }

  bool at_cell_end() const { return at_end() || text_[at_] == separator_ || at_line_end(); }

  CsvCell cell() {
    CsvCell result;
    const std::size_t begin = at_;
    if (!at_end() && text_[at_] == '"') {
      quoted(result.text, begin);
    } else {
      while (!at_cell_end()) {
        if (text_[at_] == '"') misplaced_quote();
        result.text += text_[at_++];
      }
    }
    result.span = span_at(file_, begin, at_ - begin);
    return result;
  }

  void quoted(std::string& to, std::size_t begin) {
    ++at_;
    while (!at_end()) {
      if (text_[at_] != '"') {
        to += text_[at_++];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        to += '"';
        at_ += 2;
      } else {
        ++at_;
        if (!at_cell_end()) misplaced_quote();
        while (!at_cell_end()) to += text_[at_++];
        return;
      }
    }
    findings_.add(codes::csv_quote_open, span_at(file_, begin, 1));
  }

  void misplaced_quote() {
    if (line_of_quote_ == span_at(file_, at_, 1).line) return;  // once a line
    const SourceSpan span = span_at(file_, at_, 1);
    line_of_quote_ = span.line;
    findings_.add(codes::csv_quote_inside, span);
  }

  std::shared_ptr<const SourceFile> file_;
  std::string_view text_;
  std::size_t at_;
  DiagnosticList& findings_;
  char separator_;
  std::uint32_t line_of_quote_ = 0;
};

void check_header(const std::vector<CsvCell>& header, DiagnosticList& findings) {
  std::map<std::string_view, SourceSpan> known;
  for (const CsvCell& cell : header) {
    if (cell.text.empty()) {
      findings.add(codes::csv_column_unnamed, cell.span);
      continue;
    }
    const auto [first, is_new] = known.try_emplace(cell.text, cell.span);
    if (is_new) continue;
    findings.add(codes::csv_column_twice, cell.span, {{"column", cell.text}})
        .notes.push_back({&notes::first_here, first->second, {}});
  }
}

}  // namespace

std::optional<std::size_t> CsvTable::column(std::string_view name) const noexcept {
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (header[i].text == name) return i;
  }
  return std::nullopt;
}

std::optional<CsvTable> read_csv(std::string name, std::string text, DiagnosticList& findings,
                                 std::optional<char> separator) {
  const std::size_t begin = exchange::detail::mark_size(text);
  const auto file = std::make_shared<const SourceFile>(std::move(name), std::move(text));
  if (const auto bad = find_invalid_utf8(file->text())) {
    findings.add(codes::csv_not_utf8, span_at(file, *bad, 1));
    return std::nullopt;
  }
  const std::size_t before = findings.error_count();
  CsvReader reader(file, begin, separator, findings);
  CsvTable table;
  table.separator = reader.separator();
  while (!reader.at_end() && table.header.empty()) table.header = reader.line();
  if (table.header.empty()) {
    findings.add(codes::csv_empty, SourceSpan{file, 0, 0, 1});
    return std::nullopt;
  }
  check_header(table.header, findings);
  while (!reader.at_end()) {
    std::vector<CsvCell> cells = reader.line();
    if (cells.empty()) continue;
    if (cells.size() != table.header.size()) {
      findings.add(codes::csv_row_length, cells.front().span,
                   {{"found", std::to_string(cells.size())},
                    {"expected", std::to_string(table.header.size())}});
      continue;
    }
    table.rows.push_back(std::move(cells));
  }
  if (findings.error_count() > before) return std::nullopt;
  return table;
}

}  // namespace v1
}  // namespace vaern
