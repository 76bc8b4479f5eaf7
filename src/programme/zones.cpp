// SPDX-License-Identifier: Apache-2.0
// Catalogues of zones in programmes and cases.
#include "programme/zones.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "diagnostics/codes/programme.hpp"
#include "programme/loader.hpp"

namespace vaern::programme::detail {
namespace {

/// The other catalogue that a plan was drafted with, which may have what this one has not.
std::optional<std::string> drafted_with(const PlanEntry& plan, const Reference& catalogue) {
  if (!plan.catalogue || *plan.catalogue == catalogue) return std::nullopt;
  return plan.catalogue->to_string();
}

template <class List>
void check_traits(const std::vector<TraitEntry>& traits, const List* known, const char* what,
                  const std::string& catalogue, const std::optional<std::string>& drafted,
                  DiagnosticList& findings) {
  std::vector<std::string> ids;
  if (known != nullptr) {
    for (const auto& each : *known) ids.push_back(each.id);
  }
  for (const TraitEntry& trait : traits) {
    if (std::find(ids.begin(), ids.end(), trait.id.text) != ids.end()) continue;
    if (drafted) {
      findings.add(codes::case_trait_gone, trait.id.span,
                   {{"trait", trait.id.text},
                    {"what", what},
                    {"catalogue", catalogue},
                    {"drafted", *drafted}});
      continue;
    }
    suggest(findings.add(codes::case_unknown_trait, trait.id.span,
                         {{"trait", trait.id.text}, {"what", what}, {"catalogue", catalogue}}),
            trait.id.text, ids);
  }
}

void check_measures(const PlanEntry& plan, const ZoneCatalogue& zones, DiagnosticList& findings) {
  std::vector<std::string> ids;
  for (const ZoneMeasure& measure : zones.measures()) ids.push_back(measure.id);
  const std::optional<std::string> drafted = drafted_with(plan, zones.reference());
  for (const MeasureEntry& entry : plan.measures) {
    const ZoneMeasure* measure = zones.find_measure(entry.measure.text);
    if (measure == nullptr && drafted) {
      findings.add(codes::case_measure_gone, entry.measure.span,
                   {{"measure", entry.measure.text},
                    {"drafted", *drafted},
                    {"catalogue", zones.reference().to_string()}});
      continue;
    }
    if (measure == nullptr) {
      suggest(findings.add(
                  codes::case_unknown_measure, entry.measure.span,
                  {{"measure", entry.measure.text}, {"catalogue", zones.reference().to_string()}}),
              entry.measure.text, ids);
      continue;
    }
    if (!entry.child.empty()) {
      findings.add(codes::case_measure_no_child, entry.child.span, {{"measure", measure->id}});
    }
    if (measure->part == ZonePart::staff_avoid) {
      findings.add(codes::case_avoid_status, entry.measure.span, {{"measure", measure->id}});
    }
  }
}

}  // namespace

void check_zone_case(const CaseFile& file, const Programme& programme, DiagnosticList& findings) {
  const ZoneCatalogue& zones = *programme.zones();
  const std::string catalogue = zones.reference().to_string();
  if (programme.levels().empty()) {
    for (const AssessmentEntry& entry : file.assessments) {
      findings.add(codes::case_without_levels, entry.id.span,
                   {{"programme", programme.reference()}});
    }
  }
  for (const PlanEntry& plan : file.plans) {
    const std::optional<std::string> drafted = drafted_with(plan, zones.reference());
    check_measures(plan, zones, findings);
    check_traits(plan.signs, &zones.signs(), "signs", catalogue, drafted, findings);
    check_traits(plan.strains, &zones.strains(), "strains", catalogue, drafted, findings);
  }
}

void check_no_traits(const CaseFile& file, const Programme& programme, DiagnosticList& findings) {
  const std::string catalogue = programme.catalogue().reference().to_string();
  const std::vector<ZoneSign>* const none = nullptr;
  for (const PlanEntry& plan : file.plans) {
    check_traits(plan.signs, none, "signs", catalogue, {}, findings);
    check_traits(plan.strains, none, "strains", catalogue, {}, findings);
  }
}

}  // namespace vaern::programme::detail

namespace vaern {
inline namespace v1 {

bool ProgrammeLoader::assesses_nothing(const Fields& fields) const {
  if (fields.has("levels") || fields.has("use_for")) return false;
  const Node* node = fields.node().find("catalogue");
  DiagnosticList told_elsewhere;
  const auto reference = node != nullptr ? read_reference(*node, told_elsewhere) : std::nullopt;
  if (!reference) return false;
  const StoredModel* model = store.find(Kind::catalogue, reference->id, reference->version);
  return model != nullptr && is_zone_catalogue(model->document);
}

void ProgrammeLoader::take_zones(const Document& document, const Reference& reference) {
  std::optional<ZoneCatalogue> zones = load_zone_catalogue(document, findings);
  if (!zones || !bind_zone_catalogue(*zones, *made->names_, findings)) {
    return say_broken(reference);
  }
  check_reviews(*zones);
  made->catalogue_ = std::make_shared<const Catalogue>(Catalogue::of_zones(zones->head()));
  made->zones_ = std::make_shared<const ZoneCatalogue>(*std::move(zones));
}

// A review that no policy puts a date on would never be asked for.
void ProgrammeLoader::check_reviews(const ZoneCatalogue& zones) {
  if (made->policy_ == nullptr) return;
  const std::string catalogue = zones.reference().to_string();
  std::vector<std::string> ids;
  for (const ProgrammeEvent& event : made->events_) ids.push_back(event.id);
  const std::string& met_by = zones.review_met_by().text;
  for (const Placed& event : zones.review_after()) {
    if (made->find_event(event.text) == nullptr) {
      auto& unknown = findings.add(codes::review_event_unknown, made->head_.span,
                                   {{"catalogue", catalogue}, {"event", event.text}});
      suggest(unknown, event.text, ids);
      unknown.notes.push_back({&notes::first_here, event.span, {}});
      continue;
    }
    const auto& clocks = made->policy_->clocks();
    const bool is_counted = std::any_of(clocks.begin(), clocks.end(), [&](const Clock& clock) {
      return clock.kind == Clock::Kind::from_event && clock.from == event.text &&
             std::find(clock.met_by.begin(), clock.met_by.end(), met_by) != clock.met_by.end();
    });
    if (is_counted) continue;
    const std::string form = "{from: " + event.text + ", within: P7D, met_by: " + met_by + "}";
    auto& finding = findings.add(
        codes::review_without_clock, made->head_.span,
        {{"catalogue", catalogue}, {"event", event.text}, {"met_by", met_by}, {"form", form}});
    finding.notes.push_back({&notes::first_here, event.span, {}});
  }
}

namespace {

/// A review that the catalogue asks for.
bool is_review(const ZoneCatalogue& zones, const Obligation& obligation, const Policy& policy) {
  if (obligation.cause.kind != Cause::Kind::event) return false;
  const Clock* clock = policy.find_clock(obligation.clock);
  const auto& after = zones.review_after();
  const bool is_asked_for = std::any_of(after.begin(), after.end(), [&](const Placed& event) {
    return event.text == obligation.cause.word;
  });
  if (clock == nullptr || !is_asked_for) return false;
  const auto& met_by = clock->met_by;
  return std::find(met_by.begin(), met_by.end(), zones.review_met_by().text) != met_by.end();
}

/// What is open, the earliest first: the reviews that the catalogue asks for, and of the rest what
/// is overdue or counts from an event.
void take_dates(ZonePlan& plan, const Timeline& timeline, const Policy& policy) {
  for (const Obligation& obligation : timeline.obligations) {
    if (!obligation.is_open()) continue;
    const Cause& cause = obligation.cause;
    const bool is_of_event = cause.kind == Cause::Kind::event;
    if (is_review(*plan.catalogue, obligation, policy)) {
      plan.reviews.push_back({cause.id, cause.word, obligation.id, obligation.due.local,
                              obligation.is_overdue(), obligation.proposed});
    } else if (obligation.is_overdue() || is_of_event) {
      plan.duties.push_back({obligation.id, obligation.what, is_of_event ? cause.id : "",
                             obligation.due.local, obligation.is_overdue(), obligation.proposed});
    }
  }
}

}  // namespace

Result<ZonePlan> zone_plan(const CaseFile& file, const Programme& programme, const AsOf& when) {
  if (programme.zones() == nullptr) {
    throw std::invalid_argument("the catalogue is not one of zones");
  }
  return zone_plan(file, programme, *programme.zones(), when);
}

Result<ZonePlan> zone_plan(const CaseFile& file, const Programme& programme,
                           const ZoneCatalogue& catalogue, const AsOf& when) {
  const Result<CaseAssessment> made = assess(file, programme, when);
  if (!made) return tl::unexpected(made.error());
  const Result<Timeline> due = timeline(file, programme, when);
  if (!due) return tl::unexpected(due.error());
  SituationOptions options;
  options.as_of = when.as_of;
  options.known_by = when.known_by;
  options.zone = &programme.policy().zone();
  options.derived = made->derived;
  options.possible_levels = made->possible;
  const CaseSituation situation(file, programme.names(), options);
  ZonePlanInput input;
  input.situation = &situation;
  input.history = PlanHistory::of(file, when.as_of, options.zone, when.known_by);
  input.traits = TraitHistory::of(file, when.as_of, options.zone, when.known_by);
  ZonePlan plan = draft_zone_plan(catalogue, input);
  take_dates(plan, *due, programme.policy());
  return plan;
}

}  // namespace v1
}  // namespace vaern
