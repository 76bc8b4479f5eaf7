// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>

#include "diagnostics/codes/model.hpp"
#include "instrument/loader.hpp"
#include "vaern/model/extends.hpp"

namespace vaern {
inline namespace v1 {

const Declaration* InstrumentNames::find(std::string_view name) const {
  const auto found = names_.find(name);
  if (found == names_.end()) {
    const bool is_silent = refuses_unknown_ || silent_.count(name) != 0;
    return is_silent ? &refused_ : nullptr;
  }
  if (found->second.constant) constants_read_->emplace(name);
  return &found->second;
}

void InstrumentNames::add(const std::string& name, Declaration declaration) {
  if (names_.emplace(name, std::move(declaration)).second) order_.push_back(name);
}

void InstrumentNames::replace(const std::string& name, Declaration declaration) {
  const auto [place, is_new] = names_.insert_or_assign(name, std::move(declaration));
  if (is_new) order_.push_back(place->first);
}

namespace {

/// Every key at the top of an instrument.
std::vector<std::string> sections() {
  return {"vaern",        "instrument", "version",    "status",   "title",      "description",
          "intended_use", "not_for",    "licence",    "sources",  "supersedes", "superseded_by",
          "valid",        "extends",    "population", "assessor", "evidence",   "outcome_note",
          "parameters",   "answers",    "items",      "factors",  "earlier",    "tables",
          "consistent",   "scales",     "gates",      "levels",   "classes",    "outcomes",
          "rules",        "judgement",  "opinions",   "flags",    "examples"};
}

}  // namespace

void InstrumentLoader::are_items_unread() {
  has_refused_item = true;
  names.refuse_what_is_unknown();
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

void InstrumentLoader::refuse(const std::string& id) {
  Declaration declaration;
  declaration.is_refused = true;
  if (const auto known = taken.find(id); known != taken.end()) {
    declaration.declared_at = known->second.second;
  }
  names.add(id, declaration);
  rule_names.add(id, std::move(declaration));
}

void InstrumentLoader::suggest(Diagnostic& finding, std::string_view name,
                               const std::vector<std::string>& candidates) {
  constexpr std::size_t most_told = 12;  // more are no help
  if (const std::string near = did_you_mean(name, candidates); !near.empty()) {
    finding.help = &notes::did_you_mean;
    finding.help_arguments = {{"candidate", near}};
  } else if (!candidates.empty() && candidates.size() <= most_told) {
    std::string allowed;
    for (const std::string& id : candidates) allowed += (allowed.empty() ? "" : ", ") + id;
    finding.help = &notes::allowed_are;
    finding.help_arguments = {{"allowed", allowed}};
  }
}

std::set<std::string, std::less<>> InstrumentLoader::report_circles(
    const instrument::detail::Readings& readings) {
  std::set<std::string, std::less<>> names_in_circles;
  for (const instrument::detail::Circle& circle : readings.circles()) {
    Diagnostic& finding =
        findings.add(codes::reads_itself, circle.back().where,
                     {{"name", circle.front().reader}, {"circle", to_text(circle)}});
    for (const instrument::detail::Edge& edge : circle) {
      names_in_circles.insert(edge.reader);
      if (circle.size() == 1) continue;
      finding.notes.push_back(
          {&notes::reads_there, edge.where, {{"reader", edge.reader}, {"read", edge.read}}});
    }
  }
  return names_in_circles;
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

InstrumentPtr InstrumentLoader::load(const InstrumentPtr& extended) {
  made->extended_ = extended;
  made->published_ =
      extended == nullptr || extended->published() == nullptr ? extended : extended->published();
  const std::size_t before = findings.error_count();
  Fields fields(document.root, findings);
  fields.mend(sections());
  const std::optional<ModelHead> head = read_head(fields, findings);
  if (head) made->head_ = *head;

  read_population(fields);
  read_evidence(fields);
  read_parameters(fields);
  read_answer_sets(fields);
  read_items(fields);
  read_factors(fields);
  if (made->items_.empty() && !fields.has("items") && !fields.has("factors")) {
    findings.add(codes::no_items, made->head_.span);
  }
  const Node* items = fields.optional("items");
  if (made->items_.empty() && (items == nullptr || !items->is_mapping())) are_items_unread();
  find_classes_read(fields);
  add_inputs();
  read_asked_when();
  read_earlier(fields);
  read_tables(fields);
  read_consistent(fields);
  read_scales(fields);
  check_earlier();
  read_gates(fields);
  read_levels(fields);
  read_classes(fields);
  read_outcomes(fields);
  read_rules(fields);
  read_judgement(fields);
  read_opinions(fields);
  read_flags(fields);
  if (made->scales_.empty() && made->levels_.list.empty() && !fields.has("scales") &&
      !fields.has("levels")) {
    findings.add(codes::no_outcome, made->head_.span);
  }
  if (made->levels_.from.empty() && !made->levels_.list.empty() && made->rules_.empty() &&
      !are_levels_refused && made->judgement_ != JudgementPolicy::decides && !fields.has("rules")) {
    findings.add(codes::order_by_nothing, made->levels_.span);
  }
  read_examples(fields);
  fields.finish();
  if (!head || findings.error_count() > before) return nullptr;

  add_outcome();
  if (findings.error_count() > before) return nullptr;
  find_unused();
  made->program_ = std::make_unique<const CompiledProgram>(std::move(builder).finish());
  check_program();
  check_example_answers();
  if (findings.error_count() > before) return nullptr;
  fingerprint();
  return made;
}

InstrumentPtr load_instrument(const Document& document, const Names& population_names,
                              DiagnosticList& findings, const InstrumentPtr& extended) {
  if (extended == nullptr && say_extends_unresolved(document, findings)) return nullptr;
  return InstrumentLoader(document, population_names, findings).load(extended);
}

}  // namespace v1
}  // namespace vaern
