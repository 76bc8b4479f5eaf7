// SPDX-License-Identifier: Apache-2.0
#include <functional>
#include <set>
#include <string>
#include <utility>

#include "diagnostics/codes/model.hpp"
#include "instrument/loader.hpp"

namespace vaern {
inline namespace v1 {

const Declaration* InstrumentNames::find(std::string_view name) const {
  const auto found = names_.find(name);
  return found == names_.end() ? nullptr : &found->second;
}

void InstrumentNames::add(const std::string& name, Declaration declaration) {
  if (names_.emplace(name, std::move(declaration)).second) order_.push_back(name);
}

bool InstrumentLoader::take_name(const std::string& id, const char* kind, const SourceSpan& span) {
  const auto [known, is_new] = taken.try_emplace(id, kind, span);
  if (is_new) return true;
  findings
      .add(codes::name_used_twice, span,
           {{"name", id}, {"first", known->second.first}, {"second", kind}})
      .notes.push_back({&notes::first_here, known->second.second, {}});
  return false;
}

std::optional<NodeId> InstrumentLoader::compile(const Condition& condition,
                                                const std::string& name) {
  try {
    return compile_condition(condition, builder,
                             [this](std::string_view n) { return bindings.find(n)->second; });
  } catch (const Overflow&) {
    findings.add(codes::number_too_large, condition.span, {{"name", name}});
    return std::nullopt;
  }
}

void InstrumentLoader::read_population(Fields& fields) {
  if (const Node* node = fields.optional("population")) {
    made->population_ = read_condition(*node, population_names, Profile::situation, findings);
  }
  if (const Node* node = fields.optional_map("assessor")) {
    Fields assessor(*node, findings);
    if (const Node* requires_ = assessor.optional("requires")) {
      made->competences_ = read_one_or_more(*requires_, findings, read_id);
    }
  }
}

void InstrumentLoader::read_evidence(Fields& fields) {
  made->outcome_note_ = fields.optional("outcome_note", read_text).value_or(LocalizedText());
  const Node* node = fields.optional_map("evidence");
  if (node == nullptr) return;
  Fields evidence(*node, findings);
  if (const Node* outcome = evidence.optional("outcome")) {
    if (outcome->is_scalar()) {
      if (auto words = read_text_scalar(*outcome, findings)) {
        made->evidence_.outcome.set("en", *std::move(words));
      }
    } else {
      made->evidence_.outcome = read_text(*outcome, findings).value_or(LocalizedText());
    }
  }
  made->evidence_.auc = evidence.optional("auc", read_number);
  made->evidence_.note = evidence.optional("note", read_text).value_or(LocalizedText());
  if (const Node* denmark = evidence.optional("denmark")) {
    static const std::vector<std::string> words{"not_validated", "validated"};
    if (const auto word = read_word(*denmark, findings, words)) {
      made->evidence_.denmark = words[*word];
    }
  }
}

void InstrumentLoader::read_judgement(Fields& fields) {
  const Node* node = fields.optional_map("judgement");
  if (node == nullptr) return;
  if (made->levels_.list.empty()) findings.add(codes::judgement_without_levels, node->key_span());
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

/// A forgotten item: asked, and read by nothing. Factors of structured judgement are for people.
void InstrumentLoader::find_unused_items() {
  std::set<std::string, std::less<>> used;
  const auto read = [&](const ConditionPtr& condition) {
    if (condition == nullptr) return;
    for (std::string name : names_read(*condition)) {
      if (name.ends_with(".within")) name.resize(name.size() - 7);
      used.insert(std::move(name));
    }
  };
  for (const Item& item : made->items_) read(item.asked_when);
  for (const Gate& gate : made->gates_) read(gate.when);
  for (const Rule& rule : made->rules_) read(rule.when);
  for (const Flag& flag : made->flags_) read(flag.when);
  for (const Scale& scale : builder.program().scales) {
    for (const Term& term : scale.terms) {
      if (!term.is_scale) used.insert(builder.program().inputs[term.id].name);
    }
  }
  for (const Item& item : made->items_) {
    if (!item.is_scored || !item.factor.empty() || used.count(item.id) != 0) continue;
    findings.add(codes::item_unused, item.span, {{"name", item.id}});
  }
}

InstrumentPtr InstrumentLoader::load(const InstrumentPtr& published) {
  made->published_ = published;
  const std::size_t before = findings.error_count();
  Fields fields(document.root, findings);
  const std::optional<ModelHead> head = read_head(fields, findings);
  if (head) made->head_ = *head;

  read_population(fields);
  read_evidence(fields);
  read_answers_sets(fields);
  read_items(fields);
  read_factors(fields);
  if (made->items_.empty() && !fields.has("items") && !fields.has("factors")) {
    findings.add(codes::no_items, made->head_.span);
  }
  add_inputs();
  read_asked_when();
  read_scales(fields);
  read_gates(fields);
  read_levels(fields);
  read_rules(fields);
  read_judgement(fields);
  read_flags(fields);
  if (made->scales_.empty() && made->levels_.list.empty() && !fields.has("scales") &&
      !fields.has("levels")) {
    findings.add(codes::no_outcome, made->head_.span);
  }
  if (made->levels_.from.empty() && !made->levels_.list.empty() && made->rules_.empty() &&
      made->judgement_ != JudgementPolicy::decides && !fields.has("rules")) {
    findings.add(codes::order_by_nothing, made->levels_.span);
  }
  read_examples(fields);
  fields.finish();
  if (!head || findings.error_count() > before) return nullptr;

  add_outcome();
  if (findings.error_count() > before) return nullptr;
  find_unused_items();
  made->program_ = std::make_unique<const CompiledProgram>(std::move(builder).finish());
  fingerprint();
  return made;
}

InstrumentPtr load_instrument(const Document& document, const Names& population_names,
                              DiagnosticList& findings, const InstrumentPtr& published) {
  if (const Node* extends = document.root.find("extends"); extends && published == nullptr) {
    if (const auto reference = read_reference(*extends, findings)) {
      findings.add(codes::extends_unresolved, reference->span,
                   {{"reference", reference->to_string()}});
    }
    return nullptr;
  }
  return InstrumentLoader(document, population_names, findings).load(published);
}

}  // namespace v1
}  // namespace vaern
