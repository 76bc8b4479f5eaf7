// SPDX-License-Identifier: Apache-2.0
// The items of a new instrument from a table.
#include <algorithm>
#include <map>
#include <utility>

#include "diagnostics/codes/exchange.hpp"
#include "vaern/core/decimal.hpp"
#include "vaern/document/scalars.hpp"
#include "vaern/exchange/starting_file.hpp"

namespace vaern {
inline namespace v1 {
namespace {

const std::vector<std::string> columns{"id", "en", "da", "answers", "scored", "reversed"};

class ItemReader {
 public:
  ItemReader(const CsvTable& table, DiagnosticList& findings)
      : table_(table), findings_(findings) {}

  std::optional<std::vector<StartingItem>> read() {
    const std::size_t before = findings_.error_count();
    for (const CsvCell& cell : table_.header) {
      bool is_known = false;
      for (const std::string& column : columns) is_known = is_known || column == cell.text;
      if (!is_known) unknown_column(cell);
    }
    if (!table_.column("id")) missing_column("id");
    if (!table_.column("en") && !table_.column("da")) missing_column("en");
    if (findings_.error_count() > before) return std::nullopt;
    std::vector<StartingItem> items;
    for (const std::vector<CsvCell>& row : table_.rows) items.push_back(read_item(row));
    if (items.empty()) findings_.add(codes::items_absent, table_.header.front().span);
    if (findings_.error_count() > before) return std::nullopt;
    return items;
  }

 private:
  void unknown_column(const CsvCell& cell) {
    Diagnostic& finding =
        findings_.add(codes::items_column_unknown, cell.span, {{"column", cell.text}});
    const std::string near = did_you_mean(cell.text, columns);
    if (near.empty()) return;
    finding.help = &notes::did_you_mean;
    finding.help_arguments = {{"candidate", near}};
  }

  void missing_column(const std::string& column) {
    findings_.add(codes::items_column_missing, table_.header.front().span, {{"column", column}});
  }

  const CsvCell* cell(const std::vector<CsvCell>& row, std::string_view column) const {
    const auto position = table_.column(column);
    return position ? &row[*position] : nullptr;
  }

  StartingItem read_item(const std::vector<CsvCell>& row) {
    StartingItem item;
    const CsvCell& id = *cell(row, "id");
    item.id = id.text;
    check_id(item.id, id.span, findings_);
    const auto [first, is_new] = seen_.try_emplace(item.id, id.span);
    if (!is_new) {
      findings_.add(codes::items_id_twice, id.span, {{"id", item.id}})
          .notes.push_back({&notes::first_here, first->second, {}});
    }
    if (const CsvCell* en = cell(row, "en")) item.en = en->text;
    if (const CsvCell* da = cell(row, "da")) item.da = da->text;
    if (item.en.empty() && item.da.empty()) {
      findings_.add(codes::items_label_missing, id.span, {{"id", item.id}});
    }
    if (const CsvCell* answers = cell(row, "answers")) read_answers(*answers, item);
    item.is_scored = yes_or_no(cell(row, "scored"), true);
    item.is_reversed = yes_or_no(cell(row, "reversed"), false);
    if (item.is_reversed && item.answers.empty()) {
      findings_.add(codes::items_reversed_yes_no, cell(row, "reversed")->span, {{"id", item.id}});
    }
    return item;
  }

  bool yes_or_no(const CsvCell* given, bool otherwise) {
    if (given == nullptr || given->text.empty()) return otherwise;
    if (given->text == "yes") return true;
    if (given->text != "no")
      findings_.add(codes::items_yes_no, given->span, {{"text", given->text}});
    return false;
  }

  /// "never=0|rarely=1": codes and points, in order.
  void read_answers(const CsvCell& given, StartingItem& item) {
    if (given.text.empty() || given.text == "yes_no") return;
    std::string_view rest = given.text;
    while (!rest.empty()) {
      const std::size_t bar = std::min(rest.find('|'), rest.size());
      const std::string_view one = rest.substr(0, bar);
      rest.remove_prefix(std::min(bar + 1, rest.size()));
      const std::size_t equals = one.find('=');
      StartingAnswer answer{std::string(one.substr(0, std::min(equals, one.size()))), 0};
      const auto points =
          equals == std::string_view::npos ? std::nullopt : parse_decimal(one.substr(equals + 1));
      if (!has_id_form(answer.code) || !points) {
        findings_.add(codes::items_answers, given.span, {{"answer", std::string(one)}});
        return;
      }
      answer.points = *points;
      item.answers.push_back(std::move(answer));
    }
    if (item.answers.size() < 2) {
      findings_.add(codes::items_answers, given.span, {{"answer", given.text}});
    }
  }

  const CsvTable& table_;
  DiagnosticList& findings_;
  std::map<std::string, SourceSpan, std::less<>> seen_;
};

}  // namespace

std::optional<std::vector<StartingItem>> read_items(const CsvTable& table,
                                                    DiagnosticList& findings) {
  return ItemReader(table, findings).read();
}

}  // namespace v1
}  // namespace vaern
