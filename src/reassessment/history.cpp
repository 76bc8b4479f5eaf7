// SPDX-License-Identifier: Apache-2.0
#include "vaern/reassessment/history.hpp"

#include <bit>

namespace vaern {
inline namespace v1 {

std::string_view to_string(NoLevel reason) noexcept {
  switch (reason) {
    case NoLevel::none:
      return "none";
    case NoLevel::unmapped:
      return "unmapped";
    case NoLevel::outside_population:
      return "outside_population";
    case NoLevel::awaiting_judgement:
      return "awaiting_judgement";
    case NoLevel::unknown:
      return "unknown";
  }
  return "unknown";
}

std::uint64_t join_possible(std::uint64_t a, std::uint64_t b) noexcept {
  if (a == 0) return b;
  if (b == 0) return a;
  // The higher of x and y is never below the lowest of either set, and every element of one set
  // at or above the lowest of the other is attained.
  const int lowest_a = std::countr_zero(a);
  const int lowest_b = std::countr_zero(b);
  const int floor = lowest_a < lowest_b ? lowest_b : lowest_a;
  return (a | b) & (~std::uint64_t{0} << floor);
}

namespace {

std::vector<std::string> texts(const std::vector<Placed>& placed) {
  std::vector<std::string> list;
  for (const Placed& each : placed) list.push_back(each.text);
  return list;
}

}  // namespace

History history_of(const CaseFile& file, const std::map<std::string, AssessedLevel>& levels) {
  History history;
  for (const Party* party : file.with_role(Role::other_party)) {
    history.dyads.push_back({party->id, std::nullopt});
  }
  for (const Party& party : file.parties) {
    if (party.role != Role::other_party) history.others.push_back(party.id);
  }
  for (const AssessmentEntry& entry : file.assessments) {
    HistoryAssessment assessment;
    assessment.id = entry.id.text;
    assessment.about = entry.about.text;
    if (entry.instrument) assessment.instrument = entry.instrument->id;
    assessment.completed = entry.status == AssessmentStatus::completed;
    assessment.assessed = entry.assessed;
    assessment.recorded = entry.recorded;
    const auto level = levels.find(entry.id.text);
    if (level != levels.end()) {
      assessment.level = level->second;
    } else {
      assessment.level.no_level = NoLevel::unknown;
    }
    if (assessment.level.judged && !assessment.level.judged_at && entry.judgement) {
      assessment.level.judged_at = entry.judgement->at;
    }
    assessment.replaces = texts(entry.replaces);
    history.assessments.push_back(std::move(assessment));
  }
  for (const EventEntry& entry : file.events) {
    history.events.push_back({entry.id.text, entry.kind.text, entry.about.text, entry.occurred,
                              entry.known, entry.recorded, entry.until, texts(entry.meets)});
  }
  for (const PlanEntry& entry : file.plans) {
    history.plans.push_back({entry.id.text, entry.made, entry.review, entry.reason.text});
  }
  for (const Episode& entry : file.episodes) {
    history.episodes.push_back({entry.number, entry.opened, entry.closed, entry.reason.text});
  }
  for (const Correction& entry : file.corrections) {
    HistoryCorrection correction;
    correction.of = entry.of.text;
    correction.recorded = entry.recorded;
    correction.by = texts(entry.by);
    correction.reason = entry.reason.text;
    history.corrections.push_back(std::move(correction));
  }
  for (const DateEntry& entry : file.dates) {
    history.dates.push_back({entry.id.text, entry.of.text, entry.set, entry.recorded,
                             texts(entry.by), entry.reason.text});
  }
  for (const SuspensionEntry& entry : file.suspensions) {
    history.suspensions.push_back({entry.id.text, entry.of.text, entry.about.text, entry.from,
                                   entry.until, entry.recorded, texts(entry.by),
                                   entry.reason.text});
  }
  return history;
}

}  // namespace v1
}  // namespace vaern
