// SPDX-License-Identifier: Apache-2.0
// A codebook as one tidy table: a row for the instrument, for each missing reason, for each column
// and for each value of a column.
#include <array>

#include "exchange/codebook.hpp"
#include "vaern/exchange/csv.hpp"

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
  Row& set(std::string_view name, std::string text) {
    std::size_t at = 0;
    while (header.at(at) != name) ++at;
    cells_[at] = std::move(text);
    return *this;
  }
  Row& set(const std::string& name, const Both& text) {
    return set(name + "_en", text.en).set(name + "_da", text.da);
  }
  Row& set(std::string_view name, const std::optional<Rational>& number) {
    return number ? set(name, decimal_text(*number)) : *this;
  }
  void write(std::string& out) const {
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      if (i > 0) out += ',';
      append_csv_cell(out, cells_[i], ',');
    }
    out += "\r\n";
  }

 private:
  std::array<std::string, header.size()> cells_;
};

std::string_view type_word(CodebookColumn::Type type) {
  switch (type) {
    case CodebookColumn::Type::category:
      return "category";
    case CodebookColumn::Type::number:
      return "number";
    case CodebookColumn::Type::whole:
      return "whole number";
    case CodebookColumn::Type::day:
      return "date";
    case CodebookColumn::Type::text:
      break;
  }
  return "text";
}

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

void write_column(std::string& out, const CodebookColumn& column) {
  const std::string direction = column.column.is_input() ? "in" : "out";
  Row row;
  row.set("column", column.column.name).set("entry", "column").set("direction", direction);
  row.set("label", column.label).set("type", std::string(type_word(column.type)));
  row.set("minimum", column.lowest).set("maximum", column.highest).set("step", column.step);
  row.set("missing", std::string(reasons_word(column.reasons)));
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
  std::string out;
  for (std::size_t i = 0; i < header.size(); ++i) {
    out += (i == 0 ? "" : ",") + std::string(header[i]);
  }
  out += "\r\n";
  Both notices;
  for (const Both& notice : book.head) {
    notices.en += (notices.en.empty() ? "" : " ") + notice.en;
    notices.da += (notices.da.empty() ? "" : " ") + notice.da;
  }
  Row head;
  head.set("entry", "instrument").set("code", book.model->reference()).set("label", book.title);
  head.set("note", notices).write(out);
  for (std::size_t i = 0; i < missing_reason_words.size(); ++i) {
    const auto reason = static_cast<MissingReason>(i);
    Row row;
    row.set("entry", "missing").set("direction", "in");
    row.set("number", std::to_string(missing_number(reason)));
    row.set("code", std::string(missing_reason_words[i])).set("label", missing_label(reason));
    row.set("stata", stata_missing(reason)).write(out);
  }
  for (const CodebookColumn& column : book.columns) write_column(out, column);
  return out;
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
