// SPDX-License-Identifier: Apache-2.0
// A codebook as one tidy table: a row for the instrument, for each missing reason, for each column
// and for each value of a column.
#include <array>

#include "exchange/codebook.hpp"
#include "vaern/exchange/csv_writer.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

constexpr std::array<std::string_view, 19> header{
    "column",     "entry",      "direction", "number",  "code",    "label_en",   "label_da",
    "type",       "minimum",    "maximum",   "step",    "missing", "asked_when", "formula",
    "formula_en", "formula_da", "note_en",   "note_da", "stata"};

/// A row by the names of its columns.
class Row {
 public:
  Row& set(std::string_view name, std::string_view text) {
    std::size_t at = 0;
    while (header.at(at) != name) ++at;
    cells_[at] = text;
    return *this;
  }
  Row& set(const std::string& name, const Both& text) {
    return set(name + "_en", text.en).set(name + "_da", text.da);
  }
  Row& set(std::string_view name, const std::optional<Rational>& number) {
    return number ? set(name, decimal_text(*number)) : *this;
  }
  void write(CsvWriter& out) const {
    for (const std::string& cell : cells_) out.text(cell);
    out.end_row();
  }

 private:
  std::array<std::string, header.size()> cells_;
};

std::string_view reasons_word(CodebookColumn::Reasons reasons) {
  switch (reasons) {
    case CodebookColumn::Reasons::none:
      return "";
    case CodebookColumn::Reasons::words:
      return "words";
    case CodebookColumn::Reasons::numbers:
      break;
  }
  return "words or numbers";
}

void write_column(CsvWriter& out, const CodebookColumn& column) {
  using Type = CodebookColumn::Type;
  const std::string_view direction = column.column.is_input() ? "in" : "out";
  Row row;
  row.set("column", column.column.name).set("entry", "column").set("direction", direction);
  row.set("label", column.label);
  row.set("type", column.type == Type::whole ? "whole number" : type_word(column.type));
  row.set("minimum", column.lowest).set("maximum", column.highest).set("step", column.step);
  row.set("missing", reasons_word(column.reasons));
  row.set("asked_when", column.asked_when).set("formula", column.formula);
  row.set("formula", column.formula_words).set("note", column.note);
  row.set("stata", column.short_name).write(out);
  for (const CodebookValue& value : column.values) {
    Row each;
    each.set("column", column.column.name).set("entry", "value").set("direction", direction);
    each.set("number", value.number).set("code", value.code).set("label", value.label);
    each.write(out);
  }
}

}  // namespace

std::string codebook_csv(const Codebook& book) {
  CsvWriter out({.has_crlf = true});
  for (const std::string_view name : header) out.text(name);
  out.end_row();
  Both notices;
  for (const Both& notice : book.head) {
    notices.en += (notices.en.empty() ? "" : " ") + notice.en;
    notices.da += (notices.da.empty() ? "" : " ") + notice.da;
  }
  Row head;
  head.set("entry", "instrument").set("code", book.model->reference()).set("label", book.title);
  head.set("note", notices).write(out);
  for (const ReasonEntry& reason : reason_entries()) {
    Row row;
    row.set("entry", "missing").set("direction", "in").set("number", reason.number);
    row.set("code", reason.word).set("label", reason.label);
    row.set("stata", reason.stata).write(out);
  }
  for (const CodebookColumn& column : book.columns) write_column(out, column);
  return std::string(out.bytes());
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
