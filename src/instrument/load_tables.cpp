// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "instrument/loader.hpp"

namespace vaern {
inline namespace v1 {

void InstrumentLoader::read_tables(Fields& fields) {
  const Node* tables = fields.optional_map("tables");
  if (tables == nullptr) return;
  for (const Entry& entry : tables->entries()) {
    const std::size_t before = findings.error_count();
    read_table(entry);
    if (findings.error_count() > before) refused_tables.insert(entry.key);
  }
}

/// Rows in rising order. What begins where is checked against the scale when one looks it up.
std::vector<Norm::Row> InstrumentLoader::read_rows(const Node& rows, bool& is_good) {
  std::vector<Norm::Row> list;
  if (!expect_map(rows, findings) || rows.entries().empty()) {
    if (rows.is_mapping()) findings.add(codes::table_form, rows.key_span());
    is_good = false;
    return list;
  }
  const std::size_t before = findings.error_count();
  for (const Entry& entry : rows.entries()) {
    const auto from = read_decimal_key(entry, findings);
    auto value = read_number(entry.value, findings);
    if (!from || !value) continue;
    Norm::Row row;
    row.from.value = *from;
    row.from.span = entry.key_span;
    row.value = *std::move(value);
    if (!list.empty() && row.from.value <= list.back().from.value) {
      findings
          .add(codes::rows_not_rising, entry.key_span,
               {{"from", from->to_string()}, {"before", list.back().from.value.to_string()}})
          .notes.push_back({&notes::first_here, list.back().from.span, {}});
    }
    list.push_back(std::move(row));
  }
  if (findings.error_count() > before) is_good = false;
  return list;
}

std::optional<Norm> InstrumentLoader::read_norm(const Entry& entry, Table::Choose choose) {
  const std::size_t before = findings.error_count();
  // The norms of an item are its codes, and those may be called yes and no.
  if (entry.key != "yes" && entry.key != "no") check_id(entry, findings);
  Norm norm;
  norm.id = entry.key;
  norm.span = entry.key_span;
  Fields f(entry.value, findings);
  bool is_good = f.is_map();
  if (const Node* rows = f.required("rows")) norm.rows = read_rows(*rows, is_good);
  if (choose == Table::Choose::date) {
    norm.from = f.required("from", read_date);
    norm.until = f.optional("until", read_date);
  }
  norm.text = f.optional("text", read_text).value_or(LocalizedText());
  norm.provenance = read_provenance(f);
  f.finish();
  if (!is_good || findings.error_count() > before) return std::nullopt;
  return norm;
}

/// Norms by date do not overlap; a day without a norm is said.
void InstrumentLoader::check_dates(const Table& table, bool& is_good) {
  std::vector<const Norm*> by_day;
  for (const Norm& norm : table.norms) {
    if (norm.until && *norm.until < *norm.from) {
      findings.add(codes::norm_ends_early, norm.span,
                   {{"norm", norm.id},
                    {"from", norm.from->to_string()},
                    {"until", norm.until->to_string()}});
      is_good = false;
    }
    by_day.push_back(&norm);
  }
  if (!is_good) return;
  std::stable_sort(by_day.begin(), by_day.end(),
                   [](const Norm* a, const Norm* b) { return *a->from < *b->from; });
  for (std::size_t i = 1; i < by_day.size(); ++i) {
    const Norm& before = *by_day[i - 1];
    const Norm& norm = *by_day[i];
    // Without an end a norm holds for good, so a later one needs it.
    if (!before.until || *norm.from <= *before.until) {
      findings
          .add(codes::norms_overlap, norm.span,
               {{"first", before.id}, {"second", norm.id}, {"date", norm.from->to_string()}})
          .notes.push_back({&notes::declared_here, before.span, {}});
      is_good = false;
    } else if (days_between(*before.until, *norm.from) > 1) {
      findings
          .add(codes::norms_leave_gap, norm.span,
               {{"table", table.id},
                {"from", before.until->add_days(1).to_string()},
                {"until", norm.from->add_days(-1).to_string()}})
          .notes.push_back({&notes::declared_here, before.span, {}});
    }
  }
}

/// Norms by item are its codes, each once; put in the order of the codes.
void InstrumentLoader::check_codes(const Table& table, const Node& norms, bool& is_good) {
  const Item& item = *made->find_item(table.item);
  const std::uint32_t size = builder.program().inputs[item.input].size;
  std::vector<std::string> codes_of;
  for (std::uint32_t code = 0; code < size; ++code) {
    codes_of.push_back(made->code_text(item, static_cast<Code>(code)));
  }
  const auto has = [](const std::vector<std::string>& list, const std::string& id) {
    return std::find(list.begin(), list.end(), id) != list.end();
  };
  std::vector<std::string> written;
  for (const Entry& entry : norms.entries()) {
    written.push_back(entry.key);
    if (has(codes_of, entry.key)) continue;
    Diagnostic& finding = findings.add(codes::norm_not_a_code, entry.key_span,
                                       {{"norm", entry.key}, {"item", item.id}});
    suggest(finding, entry.key, codes_of);
    finding.notes.push_back({&notes::declared_here, item.span, {}});
    is_good = false;
  }
  if (!is_good) return;
  std::string lacking;
  for (const std::string& code : codes_of) {
    if (!has(written, code)) lacking += (lacking.empty() ? "" : ", ") + code;
  }
  if (lacking.empty()) return;
  findings
      .add(codes::norm_missing_for_code, norms.key_span(),
           {{"table", table.id}, {"item", item.id}, {"codes", lacking}})
      .notes.push_back({&notes::declared_here, item.span, {}});
  is_good = false;
}

void InstrumentLoader::read_table(const Entry& entry) {
  check_id(entry, findings);
  Fields f(entry.value, findings);
  if (!f.is_map()) return;
  Table table;
  table.id = entry.key;
  table.span = entry.key_span;
  bool is_good = true;
  const Node* choose = f.optional("choose");
  const bool has_norms = f.has("norms") || f.has("choose");
  if (has_norms && f.has("rows")) {
    findings.add(codes::table_form, f.node().find("rows")->key_span());
    f.allow("rows");
    is_good = false;
  }
  const Node* norms = nullptr;
  if (has_norms) {
    f.required("choose");
    norms = f.required_map("norms");
  } else if (const Node* rows = f.required("rows")) {
    Norm norm;
    norm.rows = read_rows(*rows, is_good);
    norm.span = entry.key_span;
    table.norms.push_back(std::move(norm));
  }
  if (const auto word = choose != nullptr ? read_text_scalar(*choose, findings) : std::nullopt) {
    const Item* item = made->find_item(*word);
    if (*word == "date") {
      table.choose = Table::Choose::date;
    } else if (item != nullptr && item->type != ItemType::number) {
      table.choose = Table::Choose::item;
      table.item = item->id;
    } else {
      is_good = false;
      if (item != nullptr || taken.count(*word) == 0) {
        std::vector<std::string> candidates{"date"};
        for (const Item& i : made->items_) {
          if (i.type != ItemType::number) candidates.push_back(i.id);
        }
        suggest(findings.add(codes::cannot_choose, choose->span(), {{"name", *word}}), *word,
                candidates);
      }
    }
  }
  if (norms != nullptr) {
    for (const Entry& each : norms->entries()) {
      auto norm = read_norm(each, table.choose);
      is_good = is_good && norm;
      if (norm) table.norms.push_back(*std::move(norm));
    }
    if (norms->entries().empty()) {
      findings.add(codes::table_form, norms->key_span());
      is_good = false;
    }
    if (table.norms.size() > max_codes) {
      findings.add(codes::set_too_large, table.span,
                   {{"name", table.id},
                    {"count", std::to_string(table.norms.size())},
                    {"limit", std::to_string(max_codes)}});
      is_good = false;
    }
  }
  table.text = f.optional("text", read_text).value_or(LocalizedText());
  table.provenance = read_provenance(f);
  f.finish();
  if (is_good && table.choose == Table::Choose::date) check_dates(table, is_good);
  if (is_good && table.choose == Table::Choose::item) {
    check_codes(table, *norms, is_good);
    const Item& item = *made->find_item(table.item);
    table.chosen_by = item.input;
    const auto code_of = [&](const Norm& norm) {
      Code code = 0;
      while (is_good && made->code_text(item, code) != norm.id) ++code;
      return code;
    };
    std::sort(table.norms.begin(), table.norms.end(),
              [&](const Norm& a, const Norm& b) { return code_of(a) < code_of(b); });
  }
  if (!is_good) return;
  if (table.choose == Table::Choose::date) {
    Input norm;
    norm.name = table.id + ".norm";
    norm.size = static_cast<std::uint32_t>(table.norms.size());
    norm.is_given = true;
    table.chosen_by = builder.add_input(std::move(norm));
    made->origins_.push_back(
        {InputOrigin::Kind::norm, static_cast<std::uint32_t>(made->tables_.size())});
  }
  made->tables_.push_back(std::move(table));
}

}  // namespace v1
}  // namespace vaern
