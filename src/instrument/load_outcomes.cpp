// SPDX-License-Identifier: Apache-2.0
// Further outcomes, classes, judgement and opinions.
#include <algorithm>
#include <utility>

#include "instrument/loader.hpp"

namespace vaern {
inline namespace v1 {

void InstrumentLoader::read_outcomes(Fields& fields) {
  rule_names = names;
  const Node* outcomes = fields.optional_map("outcomes");
  if (outcomes == nullptr) return;
  if (!fields.has("levels")) findings.add(codes::outcomes_without_levels, outcomes->key_span());
  std::set<std::string, std::less<>> declared;
  for (const Entry& entry : outcomes->entries()) declared.insert(entry.key);
  instrument::detail::Readings readings;
  for (const Entry& entry : outcomes->entries()) {
    const Node* rules = entry.value.find("rules");
    if (rules == nullptr) continue;
    for (const Entry& rule : rules->entries()) {
      const Node* when = rule.value.find("when");
      if (when == nullptr) continue;
      instrument::detail::find_mentions(*when, declared,
                                        [&](const std::string& read, const SourceSpan& where) {
                                          readings.add(entry.key, read, where);
                                        });
    }
  }
  const auto circular = report_circles(readings);
  std::set<std::string, std::less<>> seen;
  for (const Entry& entry : outcomes->entries()) {
    const bool is_circular = circular.count(entry.key) != 0;
    for (const instrument::detail::Edge& edge : readings.of(entry.key)) {
      if (is_circular || seen.count(edge.read) != 0) continue;
      findings.add(codes::outcome_read_early, edge.where,
                   {{"name", edge.read}, {"outcome", entry.key}});
      // It is there, and has its finding.
      Declaration later;
      later.is_refused = true;
      rule_names.add(edge.read, std::move(later));
    }
    read_outcome(entry, is_circular);
    seen.insert(entry.key);
  }
}

void InstrumentLoader::read_outcome(const Entry& entry, bool is_circular) {
  const std::size_t before = findings.error_count();
  check_id(entry, findings);
  take_name(entry.key, "outcome", entry.key_span);
  Fields f(entry.value, findings);
  if (!f.is_map() || is_circular) {
    for (const Entry& each : entry.value.entries()) f.allow(each.key);
    if (const Node* rules = entry.value.find("rules")) {
      for (const Entry& rule : rules->entries()) {
        take_name(rule.key, "rule", rule.key_span);
        refuse(rule.key);
      }
    }
    return refuse(entry.key);
  }
  FurtherOutcome outcome;
  outcome.id = entry.key;
  outcome.span = entry.key_span;
  outcome.text = f.required("text", read_text).value_or(LocalizedText());
  const LevelsRead read = read_levels_of(f);
  if (const Node* rules = f.optional_map("rules")) {
    for (const Entry& rule : rules->entries()) read_rule(rule, read, outcome.rules);
  } else if (f.has("order") && !f.has("rules") && !read.is_refused) {
    findings.add(codes::order_by_nothing, entry.key_span);
  }
  f.finish();
  if (read.is_faulty || findings.error_count() > before) {
    for (const Rule& rule : outcome.rules) refuse(rule.id);
    return refuse(entry.key);
  }
  outcome.levels = read.levels;
  bindings[outcome.id] = {Binding::Kind::outcome,
                          builder.add_outcome(outcome_of(outcome.levels, outcome.rules))};
  Declaration declaration;
  declaration.kind = NameKind::options;
  declaration.ordered = true;
  declaration.upward_only = true;
  for (const Level& level : outcome.levels.list) declaration.codes.push_back(level.id);
  declaration.declared_at = entry.key_span;
  rule_names.replace(outcome.id, std::move(declaration));
  made->outcomes_.push_back(std::move(outcome));
}

void InstrumentLoader::read_classes(Fields& fields) {
  const Node* classes = fields.optional_map("classes");
  if (classes == nullptr) return;
  for (const Entry& entry : classes->entries()) {
    const std::size_t before = findings.error_count();
    read_classes_of(entry);
    if (findings.error_count() > before || are_classes_refused) refuse(entry.key);
  }
}

void InstrumentLoader::read_classes_of(const Entry& entry) {
  const std::size_t before = findings.error_count();
  are_classes_refused = false;
  check_id(entry, findings);
  take_name(entry.key, "classes", entry.key_span);
  Fields f(entry.value, findings);
  if (!f.is_map()) return;
  InstrumentClasses classes;
  classes.id = entry.key;
  classes.span = entry.key_span;
  classes.text = f.required("text", read_text).value_or(LocalizedText());
  const Entry* list = f.exactly_one_of({"exactly_one", "first_match"});
  f.finish();
  if (list == nullptr || !expect_map(list->value, findings)) return;
  classes.is_exactly_one = list->key == "exactly_one";
  const auto entries = list->value.entries();
  ClassSet of_program;
  of_program.exactly_one = classes.is_exactly_one;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    check_id(entries[i], findings);
    Fields each(entries[i].value, findings);
    NominalClass made_class;
    made_class.id = entries[i].key;
    made_class.span = entries[i].key_span;
    const bool is_last = i + 1 == entries.size() && !classes.is_exactly_one;
    if (const Node* when = each.required("when")) {
      const bool is_otherwise = when->is_scalar() && when->text() == "otherwise";
      if (is_otherwise && !is_last) {
        findings.add(codes::otherwise_misplaced, when->span(), {{"class", made_class.id}});
      } else if (!is_otherwise && is_last) {
        findings.add(codes::otherwise_missing, when->span(), {{"class", made_class.id}});
      }
      if (!is_otherwise) {
        made_class.when = read_condition(*when, names, Profile::exact, findings);
        const auto node =
            made_class.when != nullptr ? compile(*made_class.when, made_class.id) : std::nullopt;
        are_classes_refused = are_classes_refused || !node;
        of_program.when.push_back(node.value_or(no_node));
      } else {
        of_program.when.push_back(builder.constant(true));
      }
    }
    made_class.label = each.required("label", read_text).value_or(LocalizedText());
    made_class.text = each.optional("text", read_text).value_or(LocalizedText());
    each.finish();
    classes.list.push_back(std::move(made_class));
  }
  if (entries.size() < 2 || entries.size() > max_classes) {
    findings.add(codes::wrong_number_of_classes, list->key_span,
                 {{"classes", classes.id},
                  {"count", std::to_string(entries.size())},
                  {"limit", std::to_string(max_classes)}});
  }
  if (are_classes_refused || findings.error_count() > before) return;
  builder.add_classes(std::move(of_program));
  made->classes_.push_back(std::move(classes));
}

void InstrumentLoader::read_judgement(Fields& fields) {
  const Node* node = fields.optional_map("judgement");
  if (node == nullptr) return;
  if (!fields.has("levels")) findings.add(codes::judgement_without_levels, node->key_span());
  Fields judgement(*node, findings);
  const std::optional<bool> decides = judgement.optional("decides", read_yes_no);
  const auto lower = judgement.optional("lower", [](const Node& n, DiagnosticList& f) {
    return read_choice<JudgementPolicy>(n, f,
                                        {{"never", JudgementPolicy::lower_never},
                                         {"with_reason", JudgementPolicy::lower_with_reason},
                                         {"second_person", JudgementPolicy::lower_second_person}});
  });
  if (decides.value_or(false) && lower) {
    findings.add(codes::judgement_two_ways, node->key_span());
  }
  if (decides.value_or(false)) {
    made->judgement_ = JudgementPolicy::decides;
    if (!made->levels_.from.empty()) {
      findings.add(codes::decides_beside_cut_offs, node->key_span());
    }
  } else {
    made->judgement_ = lower.value_or(JudgementPolicy::lower_never);
  }
}

void InstrumentLoader::read_opinions(Fields& fields) {
  const Node* opinions = fields.optional_map("opinions");
  if (opinions == nullptr) return;
  if (!fields.has("judgement")) {
    findings.add(codes::opinions_without_judgement, opinions->key_span());
  }
  for (const Entry& entry : opinions->entries()) {
    const std::size_t before = findings.error_count();
    check_id(entry, findings);
    take_name(entry.key, "opinion", entry.key_span);
    Fields f(entry.value, findings);
    Opinion opinion;
    opinion.id = entry.key;
    opinion.span = entry.key_span;
    bool is_good = f.is_map();
    if (const Node* levels = f.required("levels")) {
      const auto set = read_text_scalar(*levels, findings);
      opinion.set = set.value_or("");
      if (!set || refused_sets.count(*set) != 0) {
        is_good = false;
      } else if (made->find_set(*set) == nullptr) {
        std::vector<std::string> ids;
        for (const AnswerSet& s : made->answer_sets_) ids.push_back(s.id);
        suggest(findings.add(codes::factor_set_unknown, levels->span(), {{"set", *set}}), *set,
                ids);
      }
    }
    opinion.text = f.required("text", read_text).value_or(LocalizedText());
    opinion.is_required = f.optional("required", read_yes_no).value_or(false);
    f.finish();
    if (is_good && findings.error_count() == before) made->opinions_.push_back(std::move(opinion));
  }
}

}  // namespace v1
}  // namespace vaern
