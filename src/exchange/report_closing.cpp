// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "exchange/report_page.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {
namespace {

/// It had happened by `as_of`, and by `known_by` where that is earlier (T1).
bool is_seen(const Moment& moment, const CaseReport& report) {
  const Instant at = moment.earliest(report.programme->policy().zone());
  if (report.when.as_of && at > *report.when.as_of) return false;
  return !report.when.known_by || at <= *report.when.known_by;
}

}  // namespace

const Episode* closing(const CaseReport& report) {
  const Zone& zone = report.programme->policy().zone();
  const Episode* last = nullptr;
  for (const Episode& episode : report.file->episodes) {
    if (!is_seen(episode.opened, report)) continue;
    if (!episode.closed || !is_seen(*episode.closed, report)) return nullptr;
    if (last == nullptr || episode.closed->earliest(zone) > last->closed->earliest(zone)) {
      last = &episode;
    }
  }
  return last;
}

bool is_over(const CaseReport& report) {
  const auto& obligations = report.timeline.obligations;
  return closing(report) != nullptr &&
         std::none_of(obligations.begin(), obligations.end(),
                      [](const Obligation& one) { return one.is_open(); });
}

std::string closing_words(std::string_view reason, Language language) {
  if (reason == "death") return tell(language, "death", "dødsfald");
  if (reason == "transfer") return tell(language, "transfer", "overflytning");
  const std::string closed = tell(language, "the case was closed", "sagen blev lukket");
  return reason.empty() ? closed : closed + ": " + std::string(reason);
}

bool has_no_plan(const CaseReport& report) {
  if (report.file->assessments.empty()) return false;
  const auto& struck = report.timeline.struck;
  return std::none_of(
      report.file->plans.begin(), report.file->plans.end(), [&](const PlanEntry& plan) {
        return is_seen(plan.made, report) &&
               std::none_of(struck.begin(), struck.end(),
                            [&](const auto& one) { return one.id == plan.id.text; });
      });
}

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
