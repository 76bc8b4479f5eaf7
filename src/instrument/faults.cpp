// SPDX-License-Identifier: Apache-2.0
#include "instrument/faults.hpp"

#include <algorithm>
#include <utility>

#include "diagnostics/codes/instrument.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {
namespace {

/// The item of an input; of "choked.within" the item choked.
const Item& item_of(const Instrument& model, InputId input) {
  for (const Item& item : model.items()) {
    if (item.input == input || item.within == input) return item;
  }
  return model.items().front();
}

/// Its place among the items, of a path "/responses/ITEM" or "/responses/ITEM/missing".
std::size_t place_of(const Instrument& model, const std::string& path) {
  constexpr std::string_view before = "/responses/";
  if (!path.starts_with(before)) return model.items().size();
  const std::string id = path.substr(before.size(), path.find('/', before.size()) - before.size());
  const auto found = std::find_if(model.items().begin(), model.items().end(),
                                  [&](const Item& item) { return item.id == id; });
  return static_cast<std::size_t>(found - model.items().begin());
}

}  // namespace

void add_faults(const Instrument& model, const RowResult& row, DiagnosticList& findings) {
  std::vector<InputId> together;
  for (const RowFault& fault : row.faults) {
    if (fault.kind == RowFault::Kind::no_completion) {
      together.push_back(fault.input);
      continue;
    }
    const std::string& name = model.program().program().inputs[fault.input].name;
    const Item& item = item_of(model, fault.input);
    const std::string condition = item.within == fault.input   ? item.id
                                  : item.asked_when != nullptr ? to_text(*item.asked_when)
                                                               : std::string();
    findings.add_at_path(codes::response_not_applicable, "/responses/" + item.id,
                         {{"item", name}, {"condition", condition}});
  }
  if (together.empty()) return;
  std::sort(together.begin(), together.end());  // as declared
  std::string names;
  for (const InputId input : together) {
    names += (names.empty() ? "" : ", ") + model.program().program().inputs[input].name;
  }
  findings.add_at_path(codes::responses_exclude_each_other,
                       "/responses/" + item_of(model, together.front()).id, {{"items", names}});
}

void order_by_item(const Instrument& model, DiagnosticList& findings) {
  std::vector<Diagnostic> list(findings.begin(), findings.end());
  std::stable_sort(list.begin(), list.end(), [&](const Diagnostic& a, const Diagnostic& b) {
    return place_of(model, a.path) < place_of(model, b.path);
  });
  findings = DiagnosticList();
  for (Diagnostic& each : list) findings.add(*each.code, {}) = std::move(each);
}

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
