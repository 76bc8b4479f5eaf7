// SPDX-License-Identifier: Apache-2.0
#include "safety_plan/again.hpp"

#include <algorithm>
#include <tuple>

namespace vaern::safety_plan::detail {

StepsAgain::StepsAgain(const Seen& seen, const Catalogue* catalogue) : catalogue_(catalogue) {
  if (catalogue == nullptr) return;
  for (const AssessmentEntry& entry : seen.file.assessments) {
    if (!seen.has_happened(entry.assessed) || !seen.is_known(entry.recorded)) continue;
    if (seen.is_struck(entry.id.text)) continue;
    causes_.push_back({std::string(again_after_assessment), entry.id.text, entry.assessed,
                       seen.first_instant(entry.assessed), true});
  }
  for (const EventEntry& event : seen.file.events) {
    if (!seen.has_happened(event.occurred) || !seen.is_known(event.recorded)) continue;
    if (seen.is_struck(event.id.text)) continue;
    causes_.push_back(
        {event.kind.text, event.id.text, event.known, seen.first_instant(event.known), false});
  }
  std::sort(causes_.begin(), causes_.end(), [](const Cause& a, const Cause& b) {
    return std::tie(a.from, a.kind, a.entry) < std::tie(b.from, b.kind, b.entry);
  });
}

std::optional<DoneAgain> StepsAgain::first_after(std::string_view measure, const Moment& done,
                                                 const Moment* until) const {
  const Measure* found = catalogue_ == nullptr ? nullptr : catalogue_->find(measure);
  if (found == nullptr || found->again_after.empty()) return std::nullopt;
  for (const Cause& cause : causes_) {
    const auto& after = found->again_after;
    const bool is_named = std::any_of(after.begin(), after.end(),
                                      [&](const Placed& each) { return each.text == cause.kind; });
    // What was done on the day of an assessment was done at it. Whether it was done before an event
    // or after it must be known: else it is done again.
    const bool is_later = cause.is_assessment ? Moment::surely_before(done, cause.when)
                                              : !Moment::surely_before(cause.when, done);
    const bool is_in_time = until == nullptr || !Moment::surely_before(*until, cause.when);
    if (!is_named || !is_later || !is_in_time) continue;
    DoneAgain again;
    again.after = cause.kind;
    again.entry = cause.entry;
    again.at = cause.when.text;
    again.from = cause.from;
    again.last = done.text;
    return again;
  }
  return std::nullopt;
}

}  // namespace vaern::safety_plan::detail
