// SPDX-License-Identifier: Apache-2.0
// The same instrument with another `missing:` of a scale, for vaern/scenarios.py: the tree of its
// document is changed, and the loader says whether that is a model.
#include <pybind11/stl.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "bind.hpp"
#include "convert.hpp"
#include "models.hpp"
#include "vaern/document/document.hpp"
#include "vaern/document/edit.hpp"
#include "vaern/model/extends.hpp"
#include "vaern/model/store.hpp"
#include "vaern/programme/library.hpp"

namespace py = pybind11;

namespace vaern::python {
namespace {

/// Keys and words of a policy; a single entry without key is the word alone (`forbid`).
using Policy = std::vector<std::pair<std::string, std::string>>;

Document document_of(const Instrument& model) {
  DiagnosticList findings;  // were said when it was loaded
  ModelStore store;
  for (const Instrument* each = &model; each != nullptr; each = each->extended().get()) {
    auto read = read_document(each->head().span.file, findings);
    if (read) store.add(*std::move(read), findings);
  }
  const StoredModel* own = store.find(Kind::instrument, model.head().id, model.head().version);
  if (own == nullptr) throw std::invalid_argument(model.reference() + " was not read from a file");
  const auto joined = join_all(store, *own, findings);
  return joined ? joined->document : own->document;
}

std::size_t position(const Node& map, std::string_view key) {
  const auto entries = map.entries();
  std::size_t at = 0;
  while (at < entries.size() && entries[at].key != key) ++at;
  if (at == entries.size())
    throw std::invalid_argument("no '" + std::string(key) + "' in the model");
  return at;
}

NodePath path_to_missing(const Node& root, const std::string& scale) {
  NodePath path{position(root, "scales")};
  const Node& scales = node_at(root, path);
  path.push_back(position(scales, scale));
  path.push_back(position(node_at(root, path), "missing"));
  return path;
}

/// With `keeps`, entries of the declared policy that are not named stay.
Node changed_policy(const Node& declared, const Policy& policy, bool keeps) {
  if (policy.size() == 1 && policy.front().first.empty()) {
    return make_scalar(declared, policy.front().second);
  }
  std::vector<std::pair<std::string, Node>> entries;
  for (const auto& [key, word] : policy) entries.emplace_back(key, make_scalar(declared, word));
  if (keeps && declared.is_mapping()) {
    for (const Entry& entry : declared.entries()) {
      const bool is_named =
          std::ranges::any_of(policy, [&](const auto& named) { return named.first == entry.key; });
      if (!is_named) entries.emplace_back(entry.key, entry.value);
    }
  }
  return make_map_of(declared, entries);
}

InstrumentHolder with_missing(const InstrumentHolder& model,
                              const std::vector<std::pair<std::string, Policy>>& policies,
                              bool keeps) {
  DiagnosticList findings;
  InstrumentPtr made;
  {
    py::gil_scoped_release release;
    Document document = document_of(*model);
    for (const auto& [scale, policy] : policies) {
      const NodePath path = path_to_missing(document.root, scale);
      const Node& declared = node_at(document.root, path);
      document.root = with_replaced(document.root, path, changed_policy(declared, policy, keeps));
    }
    made = load_instrument(document, population_names(), findings, model->extended());
    findings.sort();
  }
  if (made == nullptr || findings.has_errors()) raise_model_error(findings);
  return holder(made);
}

/// Of each scale with `missing:` the keys of its policy, or the word alone under no key, and how
/// many inputs it has.
std::vector<std::tuple<std::string, Policy, std::size_t>> missing_policies(
    const InstrumentHolder& model) {
  const Document document = document_of(*model);
  std::vector<std::tuple<std::string, Policy, std::size_t>> found;
  const Node* scales = document.root.find("scales");
  if (scales == nullptr) return found;
  for (const Entry& scale : scales->entries()) {
    const Node* missing = scale.value.find("missing");
    if (missing == nullptr) continue;
    Policy policy;
    if (missing->is_scalar()) policy.emplace_back("", missing->text());
    for (const Entry& entry : missing->entries()) {
      policy.emplace_back(entry.key, entry.value.is_scalar() ? entry.value.text() : "");
    }
    std::size_t inputs = 0;
    for (const Scale& compiled : model->program().program().scales) {
      if (compiled.name == scale.key) inputs = compiled.terms.size();
    }
    found.emplace_back(scale.key, std::move(policy), inputs);
  }
  return found;
}

}  // namespace

void bind_scenarios(py::module_& module) {
  module.def("_with_missing", &with_missing, py::arg("instrument"), py::arg("policies"),
             py::arg("keeps"), "For vaern.scenarios alone.");
  module.def("_missing_policies", &missing_policies, py::arg("instrument"),
             "For vaern.scenarios alone.");
}

}  // namespace vaern::python
