// SPDX-License-Identifier: Apache-2.0
#include "vaern/safety_plan/plan.hpp"

namespace vaern {
inline namespace v1 {
namespace {

constexpr std::array<std::string_view, 4> state_words{"included", "held", "blocked",
                                                      "not_applicable"};
constexpr std::array<std::string_view, 4> list_words{"now", "ask_first", "later", "none"};
constexpr std::array<std::string_view, 4> since_words{"as_of", "plan", "found", "again"};
constexpr std::array<std::string_view, 9> reason_words{
    "always",        "when_true", "when_unknown", "when_false",   "block_true",
    "block_unknown", "no_child",  "phase_false",  "child_unknown"};

void write_ids(CanonicalWriter& writer, std::string_view key, const SafetyPlan& plan,
               const std::vector<std::size_t>& places) {
  writer.begin_list(key);
  for (const std::size_t place : places) writer.text(plan.measures[place].id());
  writer.end_list();
}

void write_reason(CanonicalWriter& writer, const StateReason& reason) {
  writer.begin_map("reason").text("kind", to_string(reason.kind));
  if (!reason.condition.empty()) writer.text("condition", reason.condition);
  if (reason.span.line != 0) writer.integer("line", reason.span.line);
  writer.begin_list("readings");
  for (const Reading& reading : reason.readings) {
    writer.begin_map().text("name", reading.name).text("value", reading.value);
    if (!reading.event.empty()) writer.text("event", reading.event);
    writer.end_map();
  }
  writer.end_list().begin_list("open");
  for (const std::string& name : reason.open) writer.text(name);
  writer.end_list().end_map();
}

void write_due(CanonicalWriter& writer, const PlanDeadline& due) {
  writer.begin_map("due").text("at", due.at.to_string());
  if (due.day) writer.text("day", due.day->to_string());
  if (due.rolled_from) writer.text("rolled_from", due.rolled_from->to_string());
  writer.text("from", due.from.to_string());
  writer.text("counted_from", to_string(due.since)).end_map();
}

void write_again(CanonicalWriter& writer, const DoneAgain& again) {
  writer.begin_map("again").text("after", again.after).text("entry", again.entry);
  writer.text("at", again.at).text("was", to_string(again.was)).text("last", again.last).end_map();
}

void write_cautions(CanonicalWriter& writer, const Measure& measure) {
  writer.begin_list("cautions");
  for (const Caution& caution : measure.cautions) writer.localized(caution.text);
  writer.end_list();
  // Beside the list and not in it: a plan that was saved earlier stays within this one.
  if (std::none_of(measure.cautions.begin(), measure.cautions.end(),
                   [](const Caution& caution) { return caution.is_for_person(); })) {
    return;
  }
  writer.begin_list("cautions_for_person");
  for (const Caution& caution : measure.cautions) {
    if (!caution.is_for_person()) continue;
    writer.begin_map().localized("text", caution.text).begin_list("reveals");
    for (const Reveal reveal : caution.reveals) writer.text(to_string(reveal));
    writer.end_list().end_map();
  }
  writer.end_list();
}

void write_guards(CanonicalWriter& writer, const SafetyPlan& plan, const PlannedMeasure& planned) {
  const Measure& measure = *planned.measure;
  if (measure.raises_danger.empty()) return;
  writer.begin_list("raises_danger");
  for (const Danger danger : measure.raises_danger) writer.text(to_string(danger));
  writer.end_list().begin_list("guarded_by");
  for (const std::string& guard : measure.guarded_by) writer.text(guard);
  writer.end_list();
  write_ids(writer, "unguarded", plan, planned.unguarded);
}

void write_phases(CanonicalWriter& writer, const SafetyPlan& plan) {
  writer.begin_list("phases");
  for (const PlanPhase& phase : plan.phases) {
    writer.begin_map().text("phase", phase.phase->id).text("truth", to_string(phase.truth));
    writer.localized("text", phase.phase->text).begin_list("open");
    for (const std::string& name : phase.open) writer.text(name);
    writer.end_list().end_map();
  }
  writer.end_list();
}

void write_measure(CanonicalWriter& writer, const SafetyPlan& plan, const PlannedMeasure& planned) {
  const Measure& measure = *planned.measure;
  writer.begin_map().text("id", planned.id()).text("measure", measure.id);
  if (!planned.child.empty()) writer.text("child", planned.child);
  if (!planned.professional.empty()) writer.text("professional", planned.professional);
  writer.text("state", to_string(planned.state)).text("list", to_string(planned.list));
  writer.text("status", to_string(planned.status));
  if (planned.history) {
    writer.begin_map("history").text("plan", planned.history->plan);
    if (!planned.history->at.empty()) writer.text("at", planned.history->at);
    writer.begin_list("by");
    for (const std::string& by : planned.history->by) writer.text(by);
    writer.end_list();
    if (!planned.history->reason.empty()) writer.text("reason", planned.history->reason);
    if (planned.is_exposed()) writer.text("exposed_by", planned.history->exposed_by);
    if (planned.is_to_do_again()) write_again(writer, *planned.history->again);
    writer.end_map();
  }
  writer.text("urgency", to_string(planned.urgency));
  if (!planned.urgent_for.empty()) writer.text("urgent_for", planned.urgent_for);
  if (planned.urgency_because != nullptr) {
    writer.text("urgency_because", to_text(*planned.urgency_because));
  }
  if (planned.due) write_due(writer, *planned.due);
  writer.localized("text", measure.text);
  writer.text("section", measure.section).text("who", to_string(measure.who));
  if (!measure.phases.empty()) {
    writer.begin_list("phases");
    for (const std::string& phase : measure.phases) writer.text(phase);
    writer.end_list();
  }
  write_reason(writer, planned.reason);
  if (!measure.question.empty()) writer.localized("question", measure.question);
  write_ids(writer, "waits_for", plan, planned.waits_for);
  write_guards(writer, plan, planned);
  write_ids(writer, "instead", plan, planned.instead);
  writer.begin_list("reveals");
  for (const Reveal reveal : measure.reveals) writer.text(to_string(reveal));
  writer.end_list();
  write_cautions(writer, measure);
  if (!measure.provenance.source.empty()) writer.text("source", measure.provenance.source);
  writer.text("clause", plan.catalogue.to_string() + "/" + measure.id);
  if (measure.span.line != 0) writer.integer("line", measure.span.line);
  writer.end_map();
}

// All of them, and how many of the last no page shows.
void write_questions(CanonicalWriter& writer, const SafetyPlan& plan) {
  writer.begin_list("questions");
  for (const PlanQuestion& question : plan.questions) {
    writer.begin_map().text("name", question.name);
    if (!question.child.empty()) writer.text("child", question.child);
    if (!question.text.empty()) writer.localized("text", question.text);
    write_ids(writer, "measures", plan, question.measures);
    writer.integer("urgent", static_cast<std::int64_t>(question.urgent)).end_map();
  }
  writer.end_list();
  writer.integer("questions_beyond", static_cast<std::int64_t>(plan.questions_beyond()));
}

// What was found, what matters most to the person, and who is around. A case without has no key.
void write_people(CanonicalWriter& writer, const SafetyPlan& plan) {
  if (!plan.found.empty()) {
    writer.begin_list("found");
    for (const FoundPlan& found : plan.found) write_found(found, writer);
    writer.end_list();
  }
  if (!plan.priorities.empty()) {
    writer.begin_list("priorities");
    for (const std::string& section : plan.priorities) writer.text(section);
    writer.end_list();
  }
  if (!plan.network.empty()) write_network(plan.network, writer);
}

}  // namespace

std::string_view to_string(MeasureState state) noexcept {
  return state_words[static_cast<std::size_t>(state)];
}
std::string_view to_string(PlanList list) noexcept {
  return list_words[static_cast<std::size_t>(list)];
}
std::string_view to_string(PlanDeadline::Since since) noexcept {
  return since_words[static_cast<std::size_t>(since)];
}
std::string_view to_string(StateReason::Kind kind) noexcept {
  return reason_words[static_cast<std::size_t>(kind)];
}

std::string PlannedMeasure::id() const {
  std::string id = measure->id;
  if (!child.empty()) id += "/" + child;
  if (!professional.empty()) id += "/" + professional;
  return id;
}

bool PlannedMeasure::is_in_place() const noexcept {
  if (is_exposed()) return false;
  if (status == MeasureStatus::waived) return history && !history->reason.empty();
  return status == MeasureStatus::done || status == MeasureStatus::already_does;
}

bool PlannedMeasure::is_settled() const noexcept {
  if (status == MeasureStatus::waived || status == MeasureStatus::declined) return true;
  return !is_exposed() && (status == MeasureStatus::done || status == MeasureStatus::already_does);
}

std::array<std::size_t, 4> SafetyPlan::counts() const noexcept {
  std::array<std::size_t, 4> counts{};
  for (const PlannedMeasure& planned : measures) ++counts[static_cast<std::size_t>(planned.state)];
  return counts;
}

const PlannedMeasure* SafetyPlan::find(std::string_view measure, std::string_view child,
                                       std::string_view professional) const noexcept {
  for (const PlannedMeasure& planned : measures) {
    if (planned.measure->id == measure && planned.child == child &&
        planned.professional == professional) {
      return &planned;
    }
  }
  return nullptr;
}

void write_plan(const SafetyPlan& plan, CanonicalWriter& writer) {
  writer.begin_map().text("catalogue", plan.catalogue.to_string());
  writer.begin_map("counts");
  const auto counts = plan.counts();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    writer.integer(state_words[i], static_cast<std::int64_t>(counts[i]));
  }
  writer.end_map().begin_list("alarms");
  for (const PlanAlarm& alarm : plan.alarms) {
    const PlannedMeasure& behind = plan.measures[alarm.behind];
    writer.begin_map()
        .text("measure", plan.measures[alarm.measure].id())
        .text("behind", behind.id())
        .text("state", to_string(behind.state))
        .text("status", to_string(behind.status))
        .text("because", alarm.is_unguarded ? "unguarded" : "waits")
        .end_map();
  }
  writer.end_list();
  if (!plan.phases.empty()) write_phases(writer, plan);
  write_ids(writer, "now", plan, plan.now);
  write_ids(writer, "ask_first", plan, plan.ask_first);
  write_questions(writer, plan);
  write_ids(writer, "later", plan, plan.later);
  writer.begin_list("measures");
  for (const PlannedMeasure& planned : plan.measures) write_measure(writer, plan, planned);
  writer.end_list();
  write_people(writer, plan);
  writer.end_map();
}

std::string plan_json(const SafetyPlan& plan) {
  CanonicalWriter writer;
  write_plan(plan, writer);
  return writer.finish();
}

}  // namespace v1
}  // namespace vaern
