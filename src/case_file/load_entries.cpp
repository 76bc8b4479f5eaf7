// SPDX-License-Identifier: Apache-2.0
// Assessments, events, plans and corrections.
#include <utility>

#include "case_file/loader.hpp"

namespace vaern::case_file::detail {

void Loader::read_assessment(const Node& node) {
  Fields fields(node, findings_);
  AssessmentEntry entry;
  entry.span = node.span();
  entry.id = declare(fields, Entity::assessment);
  entry.instrument = fields.optional("instrument", read_reference);
  entry.about = fields.required("about", read_placed_id).value_or(Placed{});
  mention(entry.about, Needs::other_party);
  entry.status = fields
                     .required("status",
                               [](const Node& n, DiagnosticList& f) {
                                 return read_enum<AssessmentStatus>(n, f, assessment_status_words);
                               })
                     .value_or(AssessmentStatus::draft);
  const auto assessed = fields.required("assessed", read_moment);
  const auto recorded = fields.optional("recorded", read_moment);
  entry.by = read_by(fields);
  entry.informants = read_words(fields.optional("informants"), findings_);
  if (const Node* responses = fields.optional_map("responses")) {
    entry.responses_span = responses->key_span();
    for (const Entry& answer : responses->entries()) {
      if (auto read = read_answer(answer, findings_)) entry.responses.push_back(*std::move(read));
    }
    if (!fields.has("instrument")) {
      findings_.add(codes::responses_without_instrument, responses->key_span());
    }
  }
  if (const Node* judgement = fields.optional_map("judgement")) {
    entry.judgement = read_judgement(*judgement, assessed ? &*assessed : nullptr);
  }
  entry.replaces = read_ids(fields.optional("replaces"), findings_);
  mention(entry.replaces, Needs::assessment);
  entry.reason = fields.optional("reason", read_placed_text).value_or(Placed{});
  fields.finish();

  if (!fields.has("instrument") && !fields.has("judgement") && !entry.id.empty()) {
    findings_.add(codes::assessment_is_empty, entry.id.span, {{"id", entry.id.text}});
  }
  if (!entry.replaces.empty() && !fields.has("reason")) {
    findings_.add(codes::replaces_without_reason, entry.replaces.front().span,
                  {{"id", entry.id.text}});
  }
  if (!assessed) return;
  entry.assessed = *assessed;
  entry.recorded = recorded.value_or(*assessed);
  if (Moment::surely_before(entry.recorded, entry.assessed)) {
    findings_.add(codes::recorded_before_assessed, entry.recorded.span,
                  {{"recorded", entry.recorded.text}, {"assessed", entry.assessed.text}});
  }
  if (entry.id.empty()) return;
  declared_[entry.id.text].recorded = entry.recorded;
  file_.assessments.push_back(std::move(entry));
}

std::optional<JudgementEntry> Loader::read_judgement(const Node& node, const Moment* assessed) {
  Fields fields(node, findings_);
  JudgementEntry judgement;
  judgement.span = node.key_span();
  const auto level = fields.required("level", read_placed_word);
  judgement.by = read_by(fields);
  judgement.at = fields.optional("at", read_moment);
  const auto reason = fields.required("reason", read_placed_text);
  if (assessed != nullptr && judgement.at && Moment::surely_before(*judgement.at, *assessed)) {
    findings_.add(codes::judged_before_assessed, judgement.at->span,
                  {{"at", judgement.at->text}, {"assessed", assessed->text}});
  }
  if (!level || !reason) return std::nullopt;
  judgement.level = *level;
  judgement.reason = *reason;
  return judgement;
}

void Loader::read_event(const Node& node) {
  Fields fields(node, findings_);
  EventEntry event;
  event.span = node.span();
  event.id = declare(fields, Entity::event);
  const auto kind = fields.required("kind", read_placed_word);
  event.about = fields.optional("about", read_placed_id).value_or(Placed{});
  mention(event.about, Needs::party);
  const auto occurred = fields.required("occurred", read_partial_moment);
  const auto known = fields.optional("known", read_moment);
  const auto recorded = fields.required("recorded", read_moment);
  event.until = fields.optional("until", read_moment);
  event.meets = read_ids(fields.optional("meets"), findings_);
  mention(event.meets, Needs::event);
  event.by = read_by(fields);
  if (occurred && event.until && Moment::surely_before(*event.until, *occurred)) {
    findings_.add(codes::ends_before_it_begins, event.until->span,
                  {{"until", event.until->text}, {"from", occurred->text}});
  }
  if (occurred && recorded && Moment::surely_before(*recorded, *occurred)) {
    findings_.add(codes::recorded_before_it_happened, recorded->span,
                  {{"recorded", recorded->text}, {"occurred", occurred->text}});
  }
  if (occurred && known && Moment::surely_before(*known, *occurred)) {
    findings_.add(codes::known_before_it_happened, known->span,
                  {{"known", known->text}, {"occurred", occurred->text}});
  }
  if (known && recorded && Moment::surely_before(*recorded, *known)) {
    findings_.add(codes::known_after_recorded, known->span,
                  {{"known", known->text}, {"recorded", recorded->text}});
  }
  if (!event.id.empty()) declared_[event.id.text].recorded = recorded;
  if (event.id.empty() || !kind || !occurred || !recorded) return;
  event.kind = *kind;
  event.occurred = *occurred;
  event.recorded = *recorded;
  event.known = known.value_or(*recorded);
  file_.events.push_back(std::move(event));
}

void Loader::read_plan(const Node& node) {
  Fields fields(node, findings_);
  PlanEntry plan;
  plan.span = node.span();
  plan.id = declare(fields, Entity::plan);
  const auto made = fields.required("made", read_moment);
  plan.by = read_by(fields);
  plan.parent = fields.optional("parent", read_placed_id).value_or(Placed{});
  mention(plan.parent, Needs::plan);
  plan.assessment = fields.optional("assessment", read_placed_id).value_or(Placed{});
  mention(plan.assessment, Needs::assessment);
  plan.catalogue = fields.optional("catalogue", read_reference);
  if (const Node* priorities = fields.optional_map("priorities")) {
    plan.priorities = read_priorities(*priorities);
  }
  if (const Node* measures = fields.optional_map("measures")) read_measures(*measures, plan);
  plan.signs = read_traits(fields.optional_map("signs"));
  plan.strains = read_traits(fields.optional_map("strains"));
  plan.review = fields.optional("review", read_moment);
  plan.reason = fields.optional("reason", read_placed_text).value_or(Placed{});
  if (made && plan.review && Moment::surely_before(*plan.review, *made)) {
    findings_.add(codes::review_before_made, plan.review->span,
                  {{"review", plan.review->text}, {"made", made->text}});
  }
  for (const MeasureEntry& entry : plan.measures) {
    // What is done on the day of a plan is often written into it the same day.
    if (!made || !entry.at || entry.at->date.first <= made->date.last) continue;
    findings_
        .add(codes::status_after_plan, entry.at->span,
             {{"at", entry.at->text}, {"made", made->text}})
        .notes.push_back({&notes::said_here, made->span, {}});
  }
  if (!made || plan.id.empty()) return;
  plan.made = *made;
  declared_[plan.id.text].recorded = made;
  file_.plans.push_back(std::move(plan));
}

// `{own_device: {status: agreed}, school_agreement: {c1: {status: agreed}}}`: a map without
// `status` whose values are maps is one status for each child.
void Loader::read_measures(const Node& node, PlanEntry& plan) {
  const auto add = [&](const Entry& measure, const Entry* child, const Node& status) {
    auto entry = read_measure_status(status);
    if (!entry) return;
    entry->measure = {measure.key, measure.key_span};
    if (child != nullptr) {
      entry->child = {child->key, child->key_span};
      mention(entry->child, Needs::child);
    }
    plan.measures.push_back(*std::move(entry));
  };
  for (const Entry& measure : node.entries()) {
    if (!check_id(measure, findings_)) continue;
    const Node& value = measure.value;
    bool is_by_child = value.is_mapping() && !value.entries().empty();
    for (const Entry& entry : value.entries()) {
      is_by_child = is_by_child && entry.value.is_mapping();
    }
    if (!is_by_child) {
      add(measure, nullptr, value);
      continue;
    }
    for (const Entry& child : value.entries()) add(measure, &child, child.value);
  }
}

std::optional<MeasureEntry> Loader::read_measure_status(const Node& node) {
  Fields fields(node, findings_);
  MeasureEntry entry;
  entry.span = node.key_span();
  const auto status = fields.required("status", [](const Node& n, DiagnosticList& f) {
    return read_enum<MeasureStatus>(n, f, measure_status_words);
  });
  entry.by = read_ids(fields.optional("by"), findings_);
  mention(entry.by, Needs::party);
  entry.at = fields.optional("at", read_moment);
  entry.reason = fields.optional("reason", read_placed_text).value_or(Placed{});
  entry.words = fields.optional("words", read_placed_text).value_or(Placed{});
  if (!status) return std::nullopt;
  entry.status = *status;
  return entry;
}

void Loader::read_correction(const Node& node) {
  Fields fields(node, findings_);
  Correction correction;
  correction.span = node.span();
  declare(fields, Entity::correction, false);
  const auto of = fields.required("of", read_placed_id);
  fields.required("status", [](const Node& n, DiagnosticList& f) {
    return read_word(n, f, {"entered_in_error"});
  });
  const auto recorded = fields.required("recorded", read_moment);
  correction.by = read_by(fields);
  const auto reason = fields.required("reason", read_placed_text);
  if (!of || !recorded || !reason) return;
  correction.of = *of;
  correction.recorded = *recorded;
  correction.reason = *reason;
  file_.corrections.push_back(std::move(correction));
}

}  // namespace vaern::case_file::detail
