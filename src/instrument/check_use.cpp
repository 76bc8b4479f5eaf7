// SPDX-License-Identifier: Apache-2.0
// What is declared and changes nothing, because nothing reads it.
#include "instrument/loader.hpp"

namespace vaern {
inline namespace v1 {

/// A forgotten item: asked, and read by nothing. Factors of structured judgement are for people.
void InstrumentLoader::find_unused() {
  std::set<std::string, std::less<>> used;
  const auto read = [&](const ConditionPtr& condition) {
    if (condition == nullptr) return;
    for (const std::string& name : names_read(*condition)) {
      used.insert(name.substr(0, name.find('.')));
    }
  };
  for (const Item& item : made->items_) read(item.asked_when);
  for (const Gate& gate : made->gates_) read(gate.when);
  for (const Consistent& each : made->consistent_) read(each.must);
  for (const Rule& rule : made->rules_) read(rule.when);
  for (const FurtherOutcome& outcome : made->outcomes_) {
    for (const Rule& rule : outcome.rules) read(rule.when);
  }
  for (const InstrumentClasses& classes : made->classes_) {
    for (const NominalClass& each : classes.list) read(each.when);
  }
  for (const Flag& flag : made->flags_) read(flag.when);
  for (const Scale& scale : builder.program().scales) {
    for (const Term& term : scale.terms) {
      if (!term.is_scale) used.insert(builder.program().inputs[term.id].name);
    }
    if (scale.selector) used.insert(builder.program().inputs[*scale.selector].name);
  }
  for (const Item& item : made->items_) {
    if (!item.is_scored || !item.factor.empty() || used.count(item.id) != 0) continue;
    findings.add(codes::item_unused, item.span, {{"name", item.id}});
  }
  for (const EarlierInput& input : made->earlier_) {
    if (used.count(input.id) != 0) continue;
    findings.add(codes::declared_unused, input.span, {{"name", input.id}});
  }
  for (const Parameter& parameter : made->parameters_) {
    if (used_parameters.count(parameter.id) != 0) continue;
    if (names.constants_read().count(parameter.id) != 0) continue;
    Diagnostic& finding =
        findings.add(codes::declared_unused, parameter.span, {{"name", parameter.id}});
    const bool is_published = made->published_ != nullptr && parameter.span.file != document.file;
    if (!is_published) continue;
    // The local file has put a number where the published one names the parameter.
    finding.help = &notes::set_the_parameter;
    finding.help_arguments = {{"name", parameter.id}};
  }
  for (const Table& table : made->tables_) {
    if (used_tables.count(table.id) != 0) continue;
    findings.add(codes::declared_unused, table.span, {{"name", table.id}});
  }
}

}  // namespace v1
}  // namespace vaern
