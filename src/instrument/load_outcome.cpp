// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "instrument/loader.hpp"

namespace vaern {
inline namespace v1 {

void InstrumentLoader::read_gates(Fields& fields) {
  const Node* gates = fields.optional_map("gates");
  if (gates == nullptr) return;
  for (const Entry& entry : gates->entries()) {
    bool is_good = check_id(entry, findings);
    is_good = take_name(entry.key, "gate", entry.key_span) && is_good;
    Gate gate;
    gate.id = entry.key;
    gate.span = entry.key_span;
    gate.when = read_condition(entry.value, names, Profile::exact, findings);
    if (!is_good || gate.when == nullptr) continue;
    const auto node = compile(*gate.when, entry.key);
    if (!node) continue;
    gate.node = *node;
    Declaration declaration;
    declaration.kind = NameKind::yes_no;
    declaration.declared_at = entry.key_span;
    names.add(entry.key, std::move(declaration));
    bindings[entry.key] = {Binding::Kind::node, gate.node};
    made->gates_.push_back(std::move(gate));
  }
}

std::optional<std::uint32_t> InstrumentLoader::read_level(const Node& node) {
  const auto word = read_text_scalar(node, findings);
  if (!word) return std::nullopt;
  const auto level = made->levels_.find(*word);
  if (!level && !made->levels_.list.empty()) {
    Diagnostic& finding = findings.add(codes::unknown_level, node.span(), {{"level", *word}});
    std::vector<std::string> ids;
    for (const Level& l : made->levels_.list) ids.push_back(l.id);
    if (const std::string near = did_you_mean(*word, ids); !near.empty()) {
      finding.help = &notes::did_you_mean;
      finding.help_arguments = {{"candidate", near}};
    } else {
      std::string allowed;
      for (const std::string& id : ids) allowed += (allowed.empty() ? "" : ", ") + id;
      finding.help = &notes::allowed_are;
      finding.help_arguments = {{"allowed", allowed}};
    }
  }
  return level;
}

void InstrumentLoader::read_levels(Fields& fields) {
  const Node* node = fields.optional_map("levels");
  if (node == nullptr) return;
  Levels& levels = made->levels_;
  levels.span = node->key_span();
  Fields f(*node, findings);
  const Node* from = f.optional("from");
  const Node* cut_offs = f.optional_map("cut_offs");
  const Node* order = f.optional_list("order");
  levels.is_falling = f.optional("falling", read_yes_no).value_or(false);

  if (order != nullptr ? (from != nullptr || cut_offs != nullptr)
                       : (from == nullptr || cut_offs == nullptr)) {
    findings.add(codes::levels_without_order, node->key_span());
  }
  std::optional<Interval> range;
  if (from != nullptr) {
    if (const auto name = read_text_scalar(*from, findings)) {
      const auto found = std::find_if(made->scales_.begin(), made->scales_.end(),
                                      [&](const InstrumentScale& s) { return s.id == *name; });
      levels.from = *name;
      if (found != made->scales_.end()) {
        range = builder.program().scales[found->scale].range;
      } else if (taken.count(*name) == 0 || taken[*name].first != "scale") {
        Diagnostic& finding =
            findings.add(codes::unknown_level_scale, from->span(), {{"name", *name}});
        std::vector<std::string> ids;
        for (const InstrumentScale& s : made->scales_) ids.push_back(s.id);
        if (const std::string near = did_you_mean(*name, ids); !near.empty()) {
          finding.help = &notes::did_you_mean;
          finding.help_arguments = {{"candidate", near}};
        }
      }
    }
  }
  if (cut_offs != nullptr) {
    std::optional<Rational> before;
    for (const Entry& entry : cut_offs->entries()) {
      if (!check_id(entry, findings)) continue;
      Level level;
      level.id = entry.key;
      level.span = entry.key_span;
      const bool is_lowest = entry.value.is_scalar() && entry.value.text() == "lowest";
      if (levels.list.empty() != is_lowest) {
        if (is_lowest) {
          findings.add(codes::lowest_not_first, entry.value.span(), {{"level", level.id}});
        } else {
          findings.add(codes::first_level_not_lowest, entry.value.span(), {{"level", level.id}});
        }
      }
      if (!is_lowest) {
        level.cut_off = read_number(entry.value, findings);
        if (level.cut_off) {
          const Rational value = level.cut_off->value;
          if (before && (levels.is_falling ? value >= *before : value <= *before)) {
            findings.add(
                levels.is_falling ? codes::cut_offs_not_falling : codes::cut_offs_not_rising,
                level.cut_off->span,
                {{"level", level.id},
                 {"value", value.to_string()},
                 {"before", before->to_string()}});
          } else if (range &&
                     (levels.is_falling ? value < range->lowest : value > range->highest)) {
            findings.add(codes::level_unreachable, level.cut_off->span,
                         {{"level", level.id},
                          {"value", value.to_string()},
                          {"lowest", range->lowest.to_string()},
                          {"highest", range->highest.to_string()}});
          }
          before = value;
        }
      }
      levels.list.push_back(std::move(level));
    }
  } else if (order != nullptr) {
    for (const Node& item : order->items()) {
      const auto id = read_id(item, findings);
      if (!id) continue;
      if (const auto first = levels.find(*id)) {
        findings.add(codes::level_named_twice, item.span(), {{"level", *id}})
            .notes.push_back({&notes::first_here, levels.list[*first].span, {}});
        continue;
      }
      Level level;
      level.id = *id;
      level.span = item.span();
      levels.list.push_back(std::move(level));
    }
  }
  const auto read_texts = [&](const char* key, LocalizedText Level::* text) {
    const Node* texts = f.optional_map(key);
    if (texts == nullptr) return;
    for (const Entry& entry : texts->entries()) {
      const auto level = levels.find(entry.key);
      if (!level) {
        Diagnostic& finding =
            findings.add(codes::unknown_level, entry.key_span, {{"level", entry.key}});
        std::vector<std::string> ids;
        for (const Level& l : levels.list) ids.push_back(l.id);
        if (const std::string near = did_you_mean(entry.key, ids); !near.empty()) {
          finding.help = &notes::did_you_mean;
          finding.help_arguments = {{"candidate", near}};
        }
        continue;
      }
      levels.list[*level].*text = read_text(entry.value, findings).value_or(LocalizedText());
    }
  };
  read_texts("labels", &Level::label);
  read_texts("texts", &Level::text);
  levels.provenance = read_provenance(f);
  f.finish();
  if (levels.list.empty()) return;
  if (levels.list.size() < 2) findings.add(codes::too_few_levels, node->key_span());
  if (levels.list.size() > max_levels) {
    findings.add(
        codes::too_many_levels, node->key_span(),
        {{"count", std::to_string(levels.list.size())}, {"limit", std::to_string(max_levels)}});
  }
  const Level& lowest = levels.list.front();
  if (lowest.text.empty()) {
    findings.add(codes::lowest_level_silent, lowest.span, {{"level", lowest.id}});
  }
}

void InstrumentLoader::read_rules(Fields& fields) {
  const Node* rules = fields.optional_map("rules");
  if (rules == nullptr) return;
  for (const Entry& entry : rules->entries()) {
    bool is_good = check_id(entry, findings);
    is_good = take_name(entry.key, "rule", entry.key_span) && is_good;
    Fields f(entry.value, findings);
    if (!f.is_map()) continue;
    Rule rule;
    rule.id = entry.key;
    rule.span = entry.key_span;
    if (made->levels_.list.empty() && !fields.has("levels")) {
      findings.add(codes::rule_without_levels, entry.key_span, {{"rule", rule.id}});
    }
    if (const Node* when = f.required("when")) {
      rule.when = read_condition(*when, names, Profile::exact, findings);
    }
    const Node* raise_to = f.optional("raise_to");
    const Node* raise_by = f.optional("raise_by");
    const Node* floor = f.optional("floor");
    if ((raise_to != nullptr) == (raise_by != nullptr)) {
      findings.add(codes::rule_raises_nothing, entry.key_span);
    }
    if (raise_to != nullptr) {
      rule.raise_to = read_level(*raise_to);
      if (rule.raise_to == 0U) {
        findings.add(codes::raise_to_lowest, raise_to->span(),
                     {{"level", made->levels_.list.front().id}});
      }
    }
    if (raise_by != nullptr) {
      if (const auto by = read_integer(*raise_by, findings)) {
        if (*by < 1) findings.add(codes::lowers_below_lowest, raise_by->span());
        rule.raise_by = static_cast<std::uint32_t>(std::clamp<std::int64_t>(*by, 0, max_levels));
      }
    }
    if (floor != nullptr) {
      if (raise_by == nullptr) findings.add(codes::floor_without_raise_by, floor->key_span());
      rule.floor = read_level(*floor);
    }
    rule.because = f.required("because", read_text).value_or(LocalizedText());
    rule.provenance = read_provenance(f);
    if (is_good && rule.when != nullptr) made->rules_.push_back(std::move(rule));
  }
}

void InstrumentLoader::read_flags(Fields& fields) {
  const Node* flags = fields.optional_map("flags");
  if (flags == nullptr) return;
  // Flags read everything (S10): also the level, rules, and flags before them.
  if (!made->levels_.list.empty()) {
    Declaration level;
    level.kind = NameKind::options;
    level.ordered = true;
    for (const Level& l : made->levels_.list) level.codes.push_back(l.id);
    level.declared_at = made->levels_.span;
    names.add("level", std::move(level));
  }
  const auto declare = [&](const std::string& id, const SourceSpan& span) {
    Declaration declaration;
    declaration.kind = NameKind::yes_no;
    declaration.declared_at = span;
    names.add(id, std::move(declaration));
  };
  for (const Rule& rule : made->rules_) declare(rule.id, rule.span);
  for (const Entry& entry : flags->entries()) {
    bool is_good = check_id(entry, findings);
    is_good = take_name(entry.key, "flag", entry.key_span) && is_good;
    Fields f(entry.value, findings);
    if (!f.is_map()) continue;
    Flag flag;
    flag.id = entry.key;
    flag.span = entry.key_span;
    if (const Node* when = f.required("when")) {
      flag.when = read_condition(*when, names, ConditionOptions::flag(), findings);
    }
    flag.because = f.required("because", read_text).value_or(LocalizedText());
    flag.provenance = read_provenance(f);
    if (!is_good || flag.when == nullptr) continue;
    declare(flag.id, flag.span);
    made->flags_.push_back(std::move(flag));
  }
}

void InstrumentLoader::add_outcome() {
  if (made->levels_.list.empty()) return;
  Outcome outcome;
  outcome.levels = static_cast<std::uint32_t>(made->levels_.list.size());
  outcome.falling = made->levels_.is_falling;
  if (!made->levels_.from.empty()) {
    outcome.from = bindings[made->levels_.from].id;
    for (std::size_t i = 1; i < made->levels_.list.size(); ++i) {
      outcome.cut_offs.push_back(made->levels_.list[i].cut_off->value);
    }
  }
  for (const Rule& rule : made->rules_) {
    Raise raise;
    const auto when = compile(*rule.when, rule.id);
    if (!when) continue;
    raise.when = *when;
    raise.to = rule.raise_to;
    raise.by = rule.raise_by;
    raise.floor = rule.floor;
    outcome.raises.push_back(raise);
  }
  builder.set_outcome(std::move(outcome));
}

}  // namespace v1
}  // namespace vaern
