// SPDX-License-Identifier: Apache-2.0
// What entries name, once everything has been read.
#include <algorithm>
#include <utility>

#include "case_file/loader.hpp"
#include "vaern/diagnostics/identifiers.hpp"

namespace vaern::case_file::detail {

void Loader::unknown_name(const CodeInfo& code, const Placed& name,
                          const std::vector<Entity>& entities) {
  if (&code == &codes::unknown_party && party_without_id_) return;  // perhaps this one
  auto& finding = findings_.add(code, name.span, {{"id", name.text}});
  std::vector<std::string> candidates;
  for (const std::string& id : order_) {
    const Entity entity = declared_.at(id).entity;
    if (std::find(entities.begin(), entities.end(), entity) != entities.end()) {
      candidates.push_back(id);
    }
  }
  const std::string candidate = did_you_mean(name.text, candidates);
  if (candidate.empty()) return;
  finding.help = &notes::did_you_mean;
  finding.help_arguments = {{"candidate", candidate}};
  finding.notes.push_back({&notes::declared_here, declared_.at(candidate).span, {}});
}

void Loader::check_subject() {
  const Party* first = nullptr;
  for (const Party& party : file_.parties) {
    if (party.role != Role::subject) continue;
    if (first == nullptr) {
      first = &party;
      continue;
    }
    auto& finding = findings_.add(codes::second_subject, party.span, {{"id", party.id}});
    finding.notes.push_back({&notes::first_here, first->span, {}});
  }
  if (file_.subject.empty()) return;
  const auto found = declared_.find(file_.subject.text);
  if (found == declared_.end() || found->second.entity != Entity::party) {
    unknown_name(codes::unknown_party, file_.subject, {Entity::party});
  } else if (found->second.role && found->second.role != Role::subject) {
    auto& finding = findings_.add(
        codes::subject_has_other_role, file_.subject.span,
        {{"id", file_.subject.text}, {"role", std::string(to_string(*found->second.role))}});
    finding.notes.push_back({&notes::declared_here, found->second.span, {}});
  }
}

void Loader::check_mentions() {
  for (const Mention& mention : mentions_) check_mention(mention);
}

void Loader::check_mention(const Mention& mention) {
  const Placed& name = mention.name;
  const auto found = declared_.find(name.text);
  if (mention.needs == Needs::assessment) {
    if (found == declared_.end() || found->second.entity != Entity::assessment) {
      unknown_name(codes::unknown_assessment, name, {Entity::assessment});
    }
    return;
  }
  if (mention.needs == Needs::event) {
    if (found == declared_.end() || found->second.entity != Entity::event) {
      unknown_name(codes::unknown_event, name, {Entity::event});
    }
    return;
  }
  if (mention.needs == Needs::plan) {
    if (found == declared_.end() || found->second.entity != Entity::plan) {
      unknown_name(codes::unknown_plan, name, {Entity::plan});
    }
    return;
  }
  if (found == declared_.end() || found->second.entity != Entity::party) {
    unknown_name(codes::unknown_party, name, {Entity::party});
    return;
  }
  if (!found->second.role) return;
  const Role role = *found->second.role;
  const CodeInfo* code = nullptr;
  if (mention.needs == Needs::other_party && role != Role::other_party) {
    code = &codes::not_an_other_party;
  } else if (mention.needs == Needs::child && role != Role::child) {
    code = &codes::not_a_child;
  } else if (mention.needs == Needs::writer && (role == Role::other_party || role == Role::child)) {
    code = &codes::role_cannot_write;
  } else if (mention.needs == Needs::around &&
             (role == Role::subject || role == Role::other_party || role == Role::child)) {
    code = &codes::not_around_the_person;
  } else if (mention.needs == Needs::recipient && role == Role::other_party) {
    code = &codes::disclosed_to_other_party;
  }
  if (code == nullptr) return;
  auto& finding =
      findings_.add(*code, name.span, {{"id", name.text}, {"role", std::string(to_string(role))}});
  finding.notes.push_back({&notes::declared_here, found->second.span, {}});
}

// An assessment replaces earlier ones only, so that nothing replaces itself or in a ring.
void Loader::check_replaced() {
  for (const AssessmentEntry& entry : file_.assessments) {
    for (const Placed& name : entry.replaces) {
      const AssessmentEntry* other = file_.find_assessment(name.text);
      if (other == nullptr || Moment::surely_before(other->assessed, entry.assessed)) continue;
      auto& finding = findings_.add(codes::replaces_later, name.span,
                                    {{"id", entry.id.text}, {"other", name.text}});
      finding.notes.push_back({&notes::declared_here, other->id.span, {}});
    }
  }
}

// A plan revises one that was made before it, so that no plan revises itself or in a ring.
void Loader::check_parents() {
  for (const PlanEntry& plan : file_.plans) {
    const PlanEntry* parent = file_.find_plan(plan.parent.text);
    if (plan.parent.empty() || parent == nullptr) continue;
    if (Moment::surely_before(parent->made, plan.made)) continue;
    auto& finding = findings_.add(codes::parent_not_before, plan.parent.span,
                                  {{"id", plan.id.text}, {"parent", plan.parent.text}});
    finding.notes.push_back({&notes::declared_here, parent->id.span, {}});
  }
}

void Loader::check_corrections() {
  std::map<std::string, const Correction*> corrected;
  for (const Correction& correction : file_.corrections) {
    const Placed& of = correction.of;
    const auto found = declared_.find(of.text);
    if (found == declared_.end() || found->second.entity == Entity::party) {
      unknown_name(codes::correction_of_nothing, of,
                   {Entity::fact, Entity::assessment, Entity::event, Entity::plan, Entity::date,
                    Entity::suspension, Entity::disclosure, Entity::network});
      continue;
    }
    if (found->second.entity == Entity::correction) {
      auto& finding = findings_.add(codes::correction_of_correction, of.span, {{"id", of.text}});
      finding.notes.push_back({&notes::declared_here, found->second.span, {}});
      continue;
    }
    const auto [first, is_new] = corrected.try_emplace(of.text, &correction);
    if (!is_new) {
      auto& finding = findings_.add(codes::corrected_twice, of.span, {{"id", of.text}});
      finding.notes.push_back({&notes::first_here, first->second->of.span, {}});
    }
    const auto& recorded = found->second.recorded;
    if (recorded && Moment::surely_before(correction.recorded, *recorded)) {
      auto& finding =
          findings_.add(codes::corrected_before_recorded, correction.recorded.span,
                        {{"corrected", correction.recorded.text}, {"recorded", recorded->text}});
      finding.notes.push_back({&notes::declared_here, recorded->span, {}});
    }
  }
}

namespace {

const CodeInfo& code_of(IdentifierKind kind) {
  switch (kind) {
    case IdentifierKind::cpr_number:
      return codes::identifier_cpr;
    case IdentifierKind::email:
      return codes::identifier_email;
    case IdentifierKind::telephone:
      break;
  }
  return codes::identifier_telephone;
}

// Texts whose identifier the file does not show as such: written over two lines, or with escapes.
void guard_texts(const Node& node, std::size_t known, DiagnosticList& findings) {
  if (node.is_scalar()) {
    for (const IdentifierMatch& match : find_identifiers(node.text())) {
      const SourceSpan place = node.span_of(match.offset, match.bytes);
      bool is_known = false;
      for (std::size_t i = 0; i < known && !is_known; ++i) {
        is_known = findings[i].span.line == place.line;
      }
      if (is_known) continue;
      SourceSpan whole;
      whole.file = place.file;
      findings.add(codes::hidden_identifier, whole, {{"line", std::to_string(node.span().line)}});
    }
  }
  for (const Node& item : node.items()) guard_texts(item, known, findings);
  for (const Entry& entry : node.entries()) guard_texts(entry.value, known, findings);
}

}  // namespace

void guard_identifiers(const Document& document, DiagnosticList& findings) {
  if (document.file != nullptr) {
    // Line by line: a break between two numbers in a list is no group of digits.
    for (std::uint32_t line = 1; line <= document.file->line_count(); ++line) {
      const std::size_t start = document.file->line_offset(line);
      for (const IdentifierMatch& match : find_identifiers(document.file->line(line))) {
        findings.add(code_of(match.kind),
                     span_at(document.file, start + match.offset, match.bytes));
      }
    }
  }
  guard_texts(document.root, findings.size(), findings);
}

}  // namespace vaern::case_file::detail
