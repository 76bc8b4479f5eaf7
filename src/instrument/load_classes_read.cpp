// SPDX-License-Identifier: Apache-2.0
// Conditions that read a class: only flags and examples can.
#include "instrument/loader.hpp"

namespace vaern {
inline namespace v1 {
namespace {

using Found = std::function<void(const std::string&, const SourceSpan&)>;

/// In every condition under `when:`, `must:` or `asked_when:`.
void find_in_conditions(const Node& node, const std::set<std::string, std::less<>>& ids,
                        const Found& found) {
  for (const Entry& entry : node.entries()) {
    const bool is_condition =
        entry.key == "when" || entry.key == "must" || entry.key == "asked_when";
    if (is_condition) {
      instrument::detail::find_mentions(entry.value, ids, found);
    } else {
      find_in_conditions(entry.value, ids, found);
    }
  }
}

}  // namespace

/// Before any condition is read. What is an item or the like too has another finding.
void InstrumentLoader::find_classes_read(const Fields& fields) {
  const Node* classes = fields.node().find("classes");
  if (classes == nullptr) return;
  std::set<std::string, std::less<>> ids;
  for (const Entry& entry : classes->entries()) {
    if (taken.count(entry.key) == 0) ids.insert(entry.key);
  }
  const Found found = [&](const std::string& id, const SourceSpan& where) {
    findings.add(codes::class_read_by_condition, where, {{"name", id}})
        .notes.push_back({&notes::declared_here, classes->find(id)->key_span(), {}});
    names.silence(id);
  };
  for (const char* section : {"items", "consistent", "classes", "outcomes", "rules"}) {
    if (const Node* node = fields.node().find(section)) find_in_conditions(*node, ids, found);
  }
  if (const Node* gates = fields.node().find("gates")) {
    for (const Entry& gate : gates->entries()) {
      instrument::detail::find_mentions(gate.value, ids, found);
    }
  }
}

}  // namespace v1
}  // namespace vaern
