// SPDX-License-Identifier: Apache-2.0
#include "instrument/faults.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "diagnostics/codes/instrument.hpp"
#include "instrument/inputs.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {
namespace {

/// Where the caller's data have what a list of inputs says.
std::string path_of(const Instrument& model, const std::vector<InputId>& inputs) {
  for (const InputId input : inputs) {
    if (const Item* item = item_of(model, input)) return "/responses/" + item->id;
  }
  return inputs.empty() ? std::string("/responses") : std::string("/earlier");
}

std::string names_of(const Instrument& model, const std::vector<InputId>& inputs) {
  std::string names;
  for (const InputId input : inputs) {
    names += (names.empty() ? "" : ", ") + model.program().program().inputs[input].name;
  }
  return names;
}

/// The answered inputs behind a condition; for one that is not applicable those that its
/// `asked_when` reads (S1.4).
struct Behind {
  const Instrument& model;
  const RowResult& row;
  const std::vector<Code>& codes;
  std::set<InputId> found;
  std::set<InputId> seen;

  void add(const Condition& condition) {
    for (const std::string& name : names_read(condition)) {
      const auto& inputs = model.program().program().inputs;
      for (InputId input = 0; input < inputs.size(); ++input) {
        if (inputs[input].name == name) add(input);
      }
    }
  }

  void add(InputId input) {
    if (!seen.insert(input).second) return;
    if (row.applicable[input] != Truth::no) {
      if (codes[input] != missing_code) found.insert(input);
      return;
    }
    const Item* item = item_of(model, input);
    if (item == nullptr) return;
    if (item->input != input) {
      add(item->input);  // a second question, asked after a yes
    } else if (item->asked_when != nullptr) {
      add(*item->asked_when);
    }
  }
};

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

void add_single_faults(const Instrument& model, const RowResult& row, DiagnosticList& findings) {
  for (const RowFault& fault : row.faults) {
    if (fault.kind != RowFault::Kind::not_applicable) continue;
    const std::string& name = model.program().program().inputs[fault.input].name;
    const Item& item = *item_of(model, fault.input);
    const std::string condition = item.input != fault.input    ? item.id
                                  : item.asked_when != nullptr ? to_text(*item.asked_when)
                                                               : std::string();
    findings.add_at_path(codes::response_not_applicable, "/responses/" + item.id,
                         {{"item", name}, {"condition", condition}});
  }
}

void add_faults(const Instrument& model, const RowResult& row, const std::vector<Code>& codes,
                DiagnosticList& findings) {
  add_single_faults(model, row, findings);
  std::vector<InputId> together;
  for (const RowFault& fault : row.faults) {
    if (fault.kind == RowFault::Kind::no_completion) together.push_back(fault.input);
    if (fault.kind != RowFault::Kind::inconsistent) continue;
    const Consistent& broken = model.consistent()[fault.condition];
    Behind behind{model, row, codes, {}, {}};
    behind.add(*broken.must);
    const std::vector<InputId> inputs(behind.found.begin(), behind.found.end());
    Diagnostic& finding =
        findings.add_at_path(codes::responses_inconsistent, path_of(model, inputs),
                             {{"condition", broken.id}, {"items", names_of(model, inputs)}});
    finding.help = &notes::one_is_wrong;
    finding.help_arguments = {{"because_en", broken.because.best(Language::en)},
                              {"because_da", broken.because.best(Language::da)}};
  }
  if (together.empty()) return;
  std::sort(together.begin(), together.end());  // as declared
  findings.add_at_path(codes::responses_exclude_each_other, path_of(model, together),
                       {{"items", names_of(model, together)}});
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
