// SPDX-License-Identifier: Apache-2.0
// Gates, rules and flags.
#include <algorithm>
#include <utility>

#include "instrument/loader.hpp"

namespace vaern {
inline namespace v1 {

void InstrumentLoader::read_gates(Fields& fields) {
  const Node* gates = fields.optional_map("gates");
  if (gates == nullptr) return;
  std::set<std::string, std::less<>> declared;
  for (const Entry& entry : gates->entries()) declared.insert(entry.key);
  instrument::detail::Readings readings;
  for (const Entry& entry : gates->entries()) {
    instrument::detail::find_mentions(entry.value, declared,
                                      [&](const std::string& read, const SourceSpan& where) {
                                        readings.add(entry.key, read, where);
                                      });
  }
  const auto circular = report_circles(readings);
  for (const Entry& entry : gates->entries()) {
    bool is_good = check_id(entry, findings);
    is_good = take_name(entry.key, "gate", entry.key_span) && is_good;
    Gate gate;
    gate.id = entry.key;
    gate.span = entry.key_span;
    if (circular.count(entry.key) == 0) {
      gate.when = read_condition(entry.value, names, Profile::exact, findings);
    }
    const auto node = gate.when != nullptr ? compile(*gate.when, entry.key) : std::nullopt;
    if (!is_good || !node) {
      refuse(entry.key);
      continue;
    }
    gate.node = *node;
    Declaration declaration;
    declaration.kind = NameKind::yes_no;
    declaration.declared_at = entry.key_span;
    names.add(entry.key, std::move(declaration));
    bindings[entry.key] = {Binding::Kind::node, gate.node};
    made->gates_.push_back(std::move(gate));
  }
}

void InstrumentLoader::read_rule(const Entry& entry, const LevelsRead& of,
                                 std::vector<Rule>& rules) {
  const Levels& levels = of.levels;
  const std::size_t before = findings.error_count();
  check_id(entry, findings);
  take_name(entry.key, "rule", entry.key_span);
  Fields f(entry.value, findings);
  if (!f.is_map()) return refuse(entry.key);
  f.mend({"when", "raise_to", "raise_by", "floor", "because", "source", "verified"});
  Rule rule;
  rule.id = entry.key;
  rule.span = entry.key_span;
  if (const Node* when = f.required("when")) {
    rule.when = read_condition(*when, rule_names, Profile::exact, findings);
  }
  const bool raises_to = f.has("raise_to");
  const bool raises_by = f.has("raise_by");
  const Node* raise_to = f.optional("raise_to");
  const Node* raise_by = f.optional("raise_by");
  const Node* floor = f.optional("floor");
  if (raises_to == raises_by) findings.add(codes::rule_raises_nothing, entry.key_span);
  if (raise_to != nullptr) {
    rule.raise_to = read_level(*raise_to, levels, of.is_refused);
    if (rule.raise_to == 0U && !of.is_refused) {
      findings.add(codes::raise_to_lowest, raise_to->span(), {{"level", levels.list.front().id}});
    }
  }
  if (raise_by != nullptr) {
    if (const auto by = read_integer(*raise_by, findings)) {
      const auto count = static_cast<std::int64_t>(levels.list.size());
      if (*by < 1) {
        findings.add(codes::lowers_below_lowest, raise_by->span());
      } else if (*by >= count && !of.is_refused && count > 1) {
        findings.add(codes::raise_by_too_high, raise_by->span(),
                     {{"by", std::to_string(*by)},
                      {"count", std::to_string(count)},
                      {"highest", levels.list.back().id}});
      }
      rule.raise_by = static_cast<std::uint32_t>(std::clamp<std::int64_t>(*by, 0, max_levels));
    }
  }
  if (floor != nullptr) {
    if (raises_to && !raises_by) findings.add(codes::floor_without_raise_by, floor->key_span());
    rule.floor = read_level(*floor, levels, of.is_refused);
  }
  rule.because = f.required("because", read_text).value_or(LocalizedText());
  rule.provenance = read_provenance(f);
  f.finish();
  if (rule.when == nullptr || findings.error_count() > before) return refuse(entry.key);
  rules.push_back(std::move(rule));
}

void InstrumentLoader::read_rules(Fields& fields) {
  const Node* rules = fields.optional_map("rules");
  if (rules == nullptr) return;
  const LevelsRead of{made->levels_, are_levels_refused};
  for (const Entry& entry : rules->entries()) {
    if (!fields.has("levels")) {
      findings.add(codes::rule_without_levels, entry.key_span, {{"rule", entry.key}});
    }
    read_rule(entry, of, made->rules_);
  }
}

void InstrumentLoader::read_flags(Fields& fields) {
  const Node* flags = fields.optional_map("flags");
  if (flags == nullptr) return;
  // Flags read everything (S10): also the level, outcomes, classes, rules, and flags before them.
  const auto declare_levels = [&](const std::string& id, const Levels& levels) {
    Declaration declaration;
    declaration.kind = NameKind::options;
    declaration.ordered = true;
    for (const Level& level : levels.list) declaration.codes.push_back(level.id);
    declaration.declared_at = levels.span;
    names.add(id, std::move(declaration));
  };
  if (are_levels_refused) {
    refuse("level");
  } else if (!made->levels_.list.empty()) {
    declare_levels("level", made->levels_);
  }
  for (const FurtherOutcome& outcome : made->outcomes_) declare_levels(outcome.id, outcome.levels);
  for (const InstrumentClasses& classes : made->classes_) {
    Declaration declaration;
    declaration.kind = NameKind::options;
    for (const NominalClass& each : classes.list) declaration.codes.push_back(each.id);
    declaration.declared_at = classes.span;
    names.add(classes.id, std::move(declaration));
  }
  const auto declare = [&](const std::string& id, const SourceSpan& span) {
    Declaration declaration;
    declaration.kind = NameKind::yes_no;
    declaration.declared_at = span;
    names.add(id, std::move(declaration));
  };
  for (const Rule& rule : made->rules_) declare(rule.id, rule.span);
  for (const FurtherOutcome& outcome : made->outcomes_) {
    for (const Rule& rule : outcome.rules) declare(rule.id, rule.span);
  }
  for (const Entry& entry : flags->entries()) {
    bool is_good = check_id(entry, findings);
    is_good = take_name(entry.key, "flag", entry.key_span) && is_good;
    Fields f(entry.value, findings);
    Flag flag;
    flag.id = entry.key;
    flag.span = entry.key_span;
    if (const Node* when = f.required("when")) {
      flag.when = read_condition(*when, names, ConditionOptions::flag(), findings);
    }
    flag.because = f.required("because", read_text).value_or(LocalizedText());
    flag.provenance = read_provenance(f);
    f.finish();
    if (!is_good || flag.when == nullptr) {
      refuse(entry.key);
      continue;
    }
    declare(flag.id, flag.span);
    made->flags_.push_back(std::move(flag));
  }
}

void InstrumentLoader::add_outcome() {
  if (!made->levels_.list.empty()) builder.set_outcome(outcome_of(made->levels_, made->rules_));
}

}  // namespace v1
}  // namespace vaern
