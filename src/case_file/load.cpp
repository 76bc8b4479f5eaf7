// SPDX-License-Identifier: Apache-2.0
#include "vaern/case_file/load.hpp"
#include "vaern/diagnostics/identifiers.hpp"

#include <algorithm>
#include <utility>

#include "case_file/loader.hpp"
#include "vaern/model/kind.hpp"

namespace vaern {
inline namespace v1 {

std::optional<CaseFile> load_case(const Document& document, DiagnosticList& findings) {
  DiagnosticList own;
  case_file::detail::guard_identifiers(document, own);
  const auto kind = detect_kind(document, own);
  if (kind && *kind != Kind::case_file) {
    own.add(codes::not_a_case, document.root.span(), {{"kind", std::string(to_string(*kind))}});
  }
  std::optional<CaseFile> file;
  if (kind == Kind::case_file) {
    case_file::detail::Loader loader(own);
    loader.read(document.root);
    if (!own.has_errors()) file = loader.take();
  }
  own.sort();
  findings.append(std::move(own));
  return file;
}

}  // namespace v1
}  // namespace vaern

namespace vaern::case_file::detail {

void Loader::read(const Node& root) {
  Fields fields(root, findings_);
  fields.allow("vaern");
  if (const Node* id = fields.required("case")) {
    file_.span = id->span();
    if (auto text = read_opaque_id(*id, findings_)) file_.id = *std::move(text);
  }
  if (auto programme = fields.required("programme", read_reference)) {
    file_.programme = *std::move(programme);
  }
  const Node* subject = fields.required("subject");
  read_parties(fields.required_list("parties"));
  if (subject != nullptr) {
    file_.subject = read_placed_id(*subject, findings_).value_or(Placed{});
  }
  each(fields.optional_list("episodes"), [this](const Node& node) { read_episode(node); });
  each(fields.optional_list("facts"), [this](const Node& node) { read_fact(node); });
  each(fields.optional_list("assessments"), [this](const Node& node) { read_assessment(node); });
  each(fields.optional_list("events"), [this](const Node& node) { read_event(node); });
  each(fields.optional_list("plans"), [this](const Node& node) { read_plan(node); });
  each(fields.optional_list("dates"), [this](const Node& node) { read_date(node); });
  each(fields.optional_list("suspensions"), [this](const Node& node) { read_suspension(node); });
  each(fields.optional_list("disclosures"), [this](const Node& node) { read_disclosure(node); });
  each(fields.optional_list("network"), [this](const Node& node) { read_network(node); });
  each(fields.optional_list("corrections"), [this](const Node& node) { read_correction(node); });
  check_subject();
  check_mentions();
  check_replaced();
  check_parents();
  check_network();
  check_facts();
  check_births();
  check_corrections();
}

Placed Loader::declare(Fields& fields, Entity entity, bool is_required) {
  const Node* node = is_required ? fields.required("id") : fields.optional("id");
  if (node == nullptr) return {};
  auto id = read_placed_id(*node, findings_);
  if (!id) return {};
  const auto [place, is_new] = declared_.try_emplace(id->text, Declared{entity, {}, id->span, {}});
  if (is_new) {
    order_.push_back(id->text);
  } else {
    auto& finding = findings_.add(codes::id_used_twice, id->span, {{"id", id->text}});
    finding.notes.push_back({&notes::first_here, place->second.span, {}});
  }
  return *std::move(id);
}

std::vector<Placed> Loader::read_by(Fields& fields, bool is_required) {
  auto by = read_ids(is_required ? fields.required("by") : fields.optional("by"), findings_);
  mention(by, Needs::writer);
  return by;
}

void Loader::mention(const Placed& name, Needs needs) {
  if (!name.empty()) mentions_.push_back({name, needs});
}

void Loader::mention(const std::vector<Placed>& names, Needs needs) {
  for (const Placed& name : names) mention(name, needs);
}

void Loader::read_parties(const Node* list) {
  each(list, [this](const Node& node) { read_party(node); });
}

void Loader::read_party(const Node& node) {
  Fields fields(node, findings_);
  Party party;
  const Placed id = declare(fields, Entity::party);
  party.id = id.text;
  if (id.empty() || !find_identifiers(id.text).empty()) party_without_id_ = true;
  party.span = id.span;
  const auto role = fields.required(
      "role", [](const Node& n, DiagnosticList& f) { return read_enum<Role>(n, f, role_words); });
  if (role) party.role = *role;
  const auto declared = declared_.find(id.text);
  if (role && declared != declared_.end() && declared->second.entity == Entity::party &&
      !declared->second.role) {
    declared->second.role = role;
  }

  party.sex = read_given<Sex>(
      fields.optional("sex"), findings_,
      [](const Node& n, DiagnosticList& f) { return read_enum<Sex>(n, f, sex_words); });
  party.born = read_given<PartialDate>(fields.optional("born"), findings_, read_partial_date);
  party.relation = read_given<Relation>(
      fields.optional("relation"), findings_,
      [](const Node& n, DiagnosticList& f) { return read_enum<Relation>(n, f, relation_words); });
  party.living_together =
      read_given<bool>(fields.optional("living_together"), findings_, read_yes_no);
  party.lives_with = read_ids(fields.optional("lives_with"), findings_);
  party.contact_with = read_ids(fields.optional("contact_with"), findings_);
  party.competences = read_words(fields.optional("competences"), findings_);
  mention(party.lives_with, Needs::party);
  mention(party.contact_with, Needs::party);

  if (role) {
    const bool is_person =
        role == Role::subject || role == Role::other_party || role == Role::child;
    struct Rule {
      const char* key;
      bool is_allowed;
      const char* roles;
    };
    const Rule rules[] = {
        {"sex", is_person, "subject, other_party, child"},
        {"born", is_person, "subject, other_party, child"},
        {"relation", role == Role::other_party, "other_party"},
        {"living_together", role == Role::other_party, "other_party"},
        {"lives_with", role == Role::child, "child"},
        {"contact_with", role == Role::child, "child"},
        {"competences", !is_person && role != Role::network, "assessor, coordinator, leader, ..."},
    };
    for (const Rule& rule : rules) {
      const Node* value = node.find(rule.key);
      if (rule.is_allowed || value == nullptr) continue;
      auto& finding = findings_.add(
          codes::key_of_another_role, value->key_span(),
          {{"key", rule.key}, {"role", std::string(to_string(*role))}, {"roles", rule.roles}});
      finding.help_arguments = finding.arguments;
    }
  }
  if (role && !party.id.empty()) file_.parties.push_back(std::move(party));
}

void Loader::read_episode(const Node& node) {
  Fields fields(node, findings_);
  Episode episode;
  episode.span = node.span();
  const Node* number = fields.required("no");
  if (number != nullptr) {
    if (const auto value = read_integer(*number, findings_, 1, 9999)) {
      episode.number = static_cast<int>(*value);
      episode.span = number->span();
      for (const Episode& other : file_.episodes) {
        if (other.number != episode.number) continue;
        auto& finding = findings_.add(codes::episode_twice, episode.span,
                                      {{"no", std::to_string(episode.number)}});
        finding.notes.push_back({&notes::first_here, other.span, {}});
        break;
      }
    }
  }
  const auto opened = fields.required("opened", read_moment);
  episode.closed = fields.optional("closed", read_moment);
  episode.route = fields.optional("route", read_placed_word).value_or(Placed{});
  episode.reason = fields.optional("reason", read_placed_text).value_or(Placed{});
  if (!opened) return;
  episode.opened = *opened;
  if (episode.closed && Moment::surely_before(*episode.closed, *opened)) {
    findings_.add(codes::closed_before_opened, episode.closed->span,
                  {{"closed", episode.closed->text}, {"opened", opened->text}});
  }
  file_.episodes.push_back(std::move(episode));
}

void Loader::read_fact(const Node& node) {
  Fields fields(node, findings_);
  FactEntry fact;
  fact.span = node.span();
  fact.id = declare(fields, Entity::fact, false);
  const auto name = fields.required("fact", read_placed_word);
  fact.about = fields.optional("about", read_placed_id).value_or(Placed{});
  mention(fact.about, Needs::party);
  const Node* value = fields.optional("value");
  const Node* missing = fields.optional("missing");
  if (value != nullptr && missing != nullptr) {
    findings_.add(codes::value_and_missing, missing->key_span());
  } else if (value != nullptr) {
    fact.value = read_given<bool>(value, findings_, read_yes_no);
  } else if (missing != nullptr) {
    fact.value.span = missing->span();
    fact.value.missing =
        read_missing_reason(*missing, findings_).value_or(MissingReason::not_asked);
  } else if (node.is_mapping() && !node.find("value") && !node.find("missing")) {
    findings_.add(codes::answer_to_nothing, name ? name->span : node.span());
  }
  fact.from = fields.optional("from", read_moment);
  fact.recorded = fields.optional("recorded", read_moment);
  fact.by = read_by(fields, false);
  if (fact.from && fact.recorded && Moment::surely_before(*fact.recorded, *fact.from)) {
    findings_.add(codes::recorded_before_it_happened, fact.recorded->span,
                  {{"recorded", fact.recorded->text}, {"occurred", fact.from->text}});
  }
  if (const auto place = declared_.find(fact.id.text); place != declared_.end()) {
    place->second.recorded = fact.recorded ? fact.recorded : fact.from;
  }
  if (!name) return;
  fact.fact = *name;
  file_.facts.push_back(std::move(fact));
}

}  // namespace vaern::case_file::detail
