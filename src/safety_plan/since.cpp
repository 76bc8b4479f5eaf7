// SPDX-License-Identifier: Apache-2.0
#include "safety_plan/since.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>

#include "vaern/model/canonical.hpp"

namespace vaern::safety_plan::detail {
namespace {

std::set<std::string> assessments_of(const Seen& seen) {
  std::set<std::string> ids;
  for (const AssessmentEntry& entry : seen.file.assessments) {
    if (seen.has_happened(entry.assessed) && seen.is_known(entry.recorded)) {
      ids.insert(entry.id.text);
    }
  }
  return ids;
}

std::set<std::string> events_of(const Seen& seen) {
  std::set<std::string> ids;
  for (const EventEntry& entry : seen.file.events) {
    if (seen.has_happened(entry.occurred) && seen.is_known(entry.recorded)) {
      ids.insert(entry.id.text);
    }
  }
  return ids;
}

std::set<std::string> plans_of(const Seen& seen) {
  std::set<std::string> ids;
  for (const PlanEntry& entry : seen.file.plans) {
    if (seen.has_happened(entry.made) && seen.is_known(entry.made)) ids.insert(entry.id.text);
  }
  return ids;
}

std::set<std::string> struck_of(const Seen& seen) {
  std::set<std::string> ids;
  for (const Correction& entry : seen.file.corrections) {
    if (seen.is_known(entry.recorded)) ids.insert(entry.of.text);
  }
  return ids;
}

}  // namespace

std::vector<EntrySince> entries_since(const Seen& before, const Seen& after) {
  std::vector<EntrySince> since;
  const std::set<std::string> struck = struck_of(after);
  const auto add = [&](EntrySince::Kind kind, const std::set<std::string>& old,
                       const std::set<std::string>& now) {
    for (const std::string& id : now) {
      // What was written and struck since changed nothing.
      const bool is_noise = kind != EntrySince::Kind::struck && struck.count(id) > 0;
      if (old.count(id) == 0 && !is_noise) since.push_back({kind, id});
    }
  };
  add(EntrySince::Kind::assessment, assessments_of(before), assessments_of(after));
  add(EntrySince::Kind::event, events_of(before), events_of(after));
  add(EntrySince::Kind::plan, plans_of(before), plans_of(after));
  add(EntrySince::Kind::struck, struck_of(before), struck);
  return since;
}

std::vector<FoundPlan> found_since(const Seen& after, const std::vector<EntrySince>& since) {
  std::vector<FoundPlan> result;
  for (FoundPlan& found : found_plans(after.file, after.as_of, after.zone, after.known_by)) {
    const bool is_new = std::any_of(since.begin(), since.end(), [&](const EntrySince& entry) {
      return entry.kind == EntrySince::Kind::event && entry.id == found.event;
    });
    if (is_new) result.push_back(std::move(found));
  }
  return result;
}

bool is_same_text(const LocalizedText& a, const LocalizedText& b) {
  const auto written = [](const LocalizedText& text) {
    CanonicalWriter writer;
    writer.localized(text);
    return writer.finish();
  };
  return written(a) == written(b);
}

}  // namespace vaern::safety_plan::detail

namespace vaern {
inline namespace v1 {

std::string_view to_string(EntrySince::Kind kind) noexcept {
  constexpr std::array<std::string_view, 4> words{"assessment", "event", "plan", "struck"};
  return words[static_cast<std::size_t>(kind)];
}

}  // namespace v1
}  // namespace vaern
