// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <utility>

#include "diagnostics/codes/programme.hpp"
#include "programme/loader.hpp"
#include "vaern/document/fields.hpp"
#include "vaern/document/scalars.hpp"
#include "vaern/expression/read.hpp"
#include "vaern/safety_plan/again.hpp"

namespace vaern {
inline namespace v1 {
void suggest(Diagnostic& finding, std::string_view word,
             const std::vector<std::string>& candidates) {
  const std::string near = did_you_mean(word, candidates);
  if (near.empty()) return;
  finding.help = &notes::did_you_mean;
  finding.help_arguments = {{"candidate", near}};
}

std::optional<std::uint32_t> ProgrammeLoader::level_of(const Node& node) {
  const auto word = read_text_scalar(node, findings);
  if (!word) return std::nullopt;
  const auto found = std::find(made->levels_.begin(), made->levels_.end(), *word);
  if (found != made->levels_.end()) {
    return static_cast<std::uint32_t>(found - made->levels_.begin());
  }
  suggest(findings.add(codes::programme_level_unknown, node.span(), {{"level", *word}}), *word,
          made->levels_);
  return std::nullopt;
}

std::vector<InstrumentPtr> ProgrammeLoader::versions_of(std::string_view id) const {
  std::vector<InstrumentPtr> versions;
  for (const InstrumentPtr& instrument : library.instruments()) {
    if (instrument->head().id == id) versions.push_back(instrument);
  }
  return versions;
}

std::vector<std::string> ProgrammeLoader::instrument_ids() const {
  std::vector<std::string> ids;
  for (const InstrumentPtr& instrument : library.instruments()) {
    ids.push_back(instrument->head().id);
  }
  return ids;
}

bool ProgrammeLoader::is_stored(std::string_view id) const {
  for (const StoredModel* model : store.all(Kind::instrument)) {
    if (model->id == id) return true;
  }
  return false;
}

void ProgrammeLoader::read_levels(Fields& fields) {
  has_levels = !assesses_nothing(fields);
  if (!has_levels) {
    for (const char* key : {"levels", "use_for"}) fields.allow(key);
    return;
  }
  if (const Node* levels = fields.required_list("levels")) {
    for (const Node& node : levels->items()) {
      const auto id = read_id(node, findings);
      if (!id) continue;
      if (std::find(made->levels_.begin(), made->levels_.end(), *id) != made->levels_.end()) {
        findings.add(codes::programme_level_twice, node.span(), {{"level", *id}});
        continue;
      }
      made->levels_.push_back(*id);
    }
    if (made->levels_.size() < 2) findings.add(codes::programme_levels_few, levels->key_span());
  }
  if (const Node* labels = fields.optional_map("labels")) {
    for (const Entry& entry : labels->entries()) {
      const auto text = read_text(entry.value, findings);
      const auto& ids = made->levels_;
      if (std::find(ids.begin(), ids.end(), entry.key) == ids.end()) {
        suggest(findings.add(codes::label_unknown_level, entry.key_span, {{"level", entry.key}}),
                entry.key, ids);
      } else if (text) {
        made->labels_[entry.key] = *text;
      }
    }
  }
}

void ProgrammeLoader::read_facts(Fields& fields) {
  const Node* facts = fields.optional_map("facts");
  if (facts == nullptr) return;
  const CaseNames built_in({}, {"low", "high"});
  for (const Entry& entry : facts->entries()) {
    if (!check_id(entry, findings)) continue;
    Fields f(entry.value, findings);
    if (!f.is_map()) continue;
    ProgrammeFact fact;
    fact.id = entry.key;
    fact.span = entry.key_span;
    if (built_in.find(fact.id) != nullptr) {
      findings.add(codes::fact_twice, entry.key_span, {{"fact", fact.id}});
    }
    if (const Node* type = f.required("type")) {
      if (type->text() != "yes_no") {
        findings.add(codes::fact_type, type->span(), {{"type", type->text()}});
      }
    }
    if (const Node* about = f.required("about")) {
      fact.about = read_choice<FactAbout>(*about, findings,
                                          {{"subject", FactAbout::subject},
                                           {"other_party", FactAbout::other_party},
                                           {"child", FactAbout::child},
                                           {"case", FactAbout::any_case}})
                       .value_or(FactAbout::any_case);
    }
    if (const Node* from = f.optional("from")) {
      if (fact.about == FactAbout::child) {
        findings.add(codes::fact_from_child, from->key_span());
      }
      const auto read_one = [&](const Node& node, DiagnosticList&) { return read_from(node); };
      fact.from = read_one_or_more(*from, findings, read_one);
    }
    if (const Node* from = f.optional("from_events")) {
      fact.from_events = read_one_or_more(
          *from, findings, [](const Node& node, DiagnosticList& own) -> std::optional<Placed> {
            auto id = read_id(node, own);
            if (!id) return std::nullopt;
            return Placed{*std::move(id), node.span()};
          });
    }
    fact.text = f.required("text", read_text).value_or(LocalizedText());
    fact.question = f.optional("question", read_text).value_or(LocalizedText());
    made->facts_.push_back(std::move(fact));
  }
}

std::optional<ProgrammeFact::From> ProgrammeLoader::read_from(const Node& node) {
  const auto text = read_text_scalar(node, findings);
  if (!text) return std::nullopt;
  const std::size_t dot = text->find('.');
  if (dot == std::string::npos || dot == 0 || dot + 1 == text->size()) {
    findings.add(codes::fact_from_form, node.span(), {{"text", *text}});
    return std::nullopt;
  }
  ProgrammeFact::From from{text->substr(0, dot), text->substr(dot + 1), node.span()};
  const std::vector<InstrumentPtr> versions = versions_of(from.instrument);
  if (versions.empty()) {
    if (is_stored(from.instrument)) return std::nullopt;  // it has findings of its own
    suggest(findings.add(codes::fact_from_unknown_instrument, node.span(),
                         {{"instrument", from.instrument}}),
            from.instrument, instrument_ids());
    return std::nullopt;
  }
  bool is_there = false;
  for (const InstrumentPtr& instrument : versions) {
    const Item* item = instrument->find_item(from.item);
    if (item == nullptr) continue;
    is_there = true;
    if (item->type != ItemType::yes_no) {
      findings.add(codes::fact_from_not_yes_no, node.span(),
                   {{"item", from.item}, {"instrument", instrument->reference()}});
      return std::nullopt;
    }
  }
  if (!is_there) {
    std::vector<std::string> ids;
    for (const Item& item : versions.back()->items()) ids.push_back(item.id);
    suggest(findings.add(codes::fact_from_unknown_item, node.span(),
                         {{"item", from.item}, {"instrument", versions.back()->reference()}}),
            from.item, ids);
    return std::nullopt;
  }
  return from;
}

void ProgrammeLoader::read_events(Fields& fields) {
  const Node* events = fields.optional("events");
  if (events == nullptr) return;
  if (events->is_sequence()) {
    for (const Node& node : events->items()) {
      if (const auto id = read_id(node, findings)) {
        made->events_.push_back({*id, LocalizedText(), node.span()});
      }
    }
  } else if (expect_map(*events, findings)) {
    for (const Entry& entry : events->entries()) {
      if (!check_id(entry, findings)) continue;
      made->events_.push_back(
          {entry.key, read_text(entry.value, findings).value_or(LocalizedText()), entry.key_span});
    }
  }
}

void ProgrammeLoader::check_fact_events() {
  std::vector<std::string> ids;
  for (const ProgrammeEvent& event : made->events_) ids.push_back(event.id);
  for (const ProgrammeFact& fact : made->facts_) {
    for (const Placed& event : fact.from_events) {
      if (made->find_event(event.text) != nullptr) continue;
      suggest(findings.add(codes::fact_event_unknown, event.span,
                           {{"fact", fact.id}, {"event", event.text}}),
              event.text, ids);
    }
  }
}

void ProgrammeLoader::refer(Fields& fields) {
  if (const auto reference = fields.required("policy", read_reference)) {
    const ProgrammeDuties found = policy_of(*reference);
    made->policy_ = found.policy;
    made->calendar_ = found.calendar;
    if (found.policy != nullptr && found.policy->levels() != made->levels_) {
      say_levels_disagree(*reference, *found.policy);
    }
    if (found.policy != nullptr) refer_superseded(*reference, *found.policy);
  }
  refer_duties(fields);
  std::vector<FactDeclaration> declarations;
  for (const ProgrammeFact& fact : made->facts_) {
    FactDeclaration declaration{fact.id, fact.about, fact.span};
    for (const Placed& event : fact.from_events) declaration.from_events.push_back(event.text);
    declarations.push_back(std::move(declaration));
  }
  made->names_ = std::make_shared<CaseNames>(std::move(declarations), made->levels_);

  if (const auto reference = fields.required("catalogue", read_reference)) {
    refer_catalogue(*reference);
  }
}

void ProgrammeLoader::refer_catalogue(const Reference& reference) {
  const StoredModel* model = store.resolve(Kind::catalogue, reference, findings);
  if (model == nullptr) return;
  check_superseded(Kind::catalogue, reference);
  catalogues_used.insert(reference.to_string());
  if (is_zone_catalogue(model->document)) return take_zones(model->document, reference);
  std::optional<Catalogue> catalogue = load_catalogue(model->document, findings);
  if (!catalogue || !bind_catalogue(*catalogue, *made->names_, findings)) {
    return say_broken(reference);
  }
  check_again_after(*catalogue);
  made->catalogue_ = std::make_shared<const Catalogue>(*std::move(catalogue));
}

// After what never happens nothing is done again.
void ProgrammeLoader::check_again_after(const Catalogue& catalogue) {
  std::vector<std::string> ids{std::string(again_after_assessment)};
  for (const ProgrammeEvent& event : made->events_) ids.push_back(event.id);
  for (const Measure& measure : catalogue.measures()) {
    for (const Placed& after : measure.again_after) {
      if (std::find(ids.begin(), ids.end(), after.text) != ids.end()) continue;
      suggest(findings.add(codes::again_after_unknown, after.span,
                           {{"measure", measure.id}, {"event", after.text}}),
              after.text, ids);
    }
  }
}

void ProgrammeLoader::check_superseded(Kind kind, const Reference& reference) {
  const StoredModel* model = store.find(kind, reference.id, reference.version);
  const auto successor = model != nullptr ? successor_of(store, *model) : std::nullopt;
  if (!successor) return;
  Diagnostic& finding = findings.add(
      codes::model_superseded, reference.span,
      {{"reference", reference.to_string()}, {"successor", successor->model->reference()}});
  finding.notes.push_back({&notes::said_here, successor->said, {}});
}

ProgrammePtr ProgrammeLoader::load(const Document& document) {
  const std::size_t before = findings.error_count();
  Fields fields(document.root, findings);
  const auto head = read_head(fields, findings);
  if (head) made->head_ = *head;
  read_levels(fields);
  read_facts(fields);
  read_events(fields);
  check_fact_events();
  refer(fields);
  if (made->policy_ != nullptr) check_events(*made->policy_);
  for (const ProgrammeDuties& duties : made->duties_) check_events(*duties.policy);
  if (made->superseded_.policy != nullptr) check_events(*made->superseded_.policy);
  if (has_levels) {
    read_use_for(fields);
    read_maps(fields);
  }
  if (const Node* combine = fields.optional("combine")) {
    read_word(*combine, findings, {"highest_per_dyad"});
  }
  fields.finish();
  for (const InstrumentPtr& instrument : library.instruments()) {
    made->instruments_[instrument->reference()] = instrument;
  }
  return findings.error_count() > before ? nullptr : made;
}

}  // namespace v1
}  // namespace vaern
