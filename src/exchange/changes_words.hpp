// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the differences of both kinds of plans say in the same words.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/page.hpp"
#include "exchange/report_page.hpp"
#include "vaern/model/canonical.hpp"
#include "vaern/safety_plan/revision.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

/// A full stop, where a line does not end in one: what follows is a sentence of its own.
std::string stop_after(const Line& line);

/// The plan, the moment and the knowledge of one side.
std::string moment_of_side(const std::string& entry, const std::optional<Instant>& as_of,
                           const std::optional<Instant>& known_by, const Zone& zone,
                           Language language);

template <class Plan>
Line sides_line(const SideOf<Plan>& before, const SideOf<Plan>& after, const Zone& zone,
                Language language) {
  const auto words = [&](const SideOf<Plan>& of) {
    return moment_of_side(of.entry, of.as_of, of.known_by, zone, language);
  };
  return tell(language, "Before: ", "Før: ") + words(before) + tell(language, ". Now: ", ". Nu: ") +
         words(after) + ".";
}

Line nothing_changed(Language language);
Part found_part(const std::vector<FoundPlan>& found, Language language);
Part since_part(const std::vector<EntrySince>& since, const CaseFile& file,
                const Programme& programme, Language language);

/// "The level: low before, now high (assessment a2)", for each, with the assessments of `file` in
/// `since` that say it. What a side did not read has no words there.
std::vector<std::string> reading_changes(const std::vector<ReadingChange>& readings,
                                         const std::vector<EntrySince>& since, const CaseFile& file,
                                         const Programme& programme, Language language);

/// "low before, now high"; a side that did not decide is left out.
std::string change_words(const std::string& before, const std::string& after, Language language);

/// " Because: …", after a sentence; empty where there is no reason.
std::string changed_because(const std::vector<std::string>& reasons, Language language);

/// " Before: proposed; now: agreed 2 October 2026 (s2, w3).", after a sentence.
std::string status_change_words(MeasureStatus before, MeasureStatus after,
                                const std::optional<PlanHistory::Entry>& history,
                                Language language);

/// "Catalogue: steps@1, now steps@2."
std::string catalogue_change_words(const Reference& before, const Reference& after,
                                   Language language);

// plan, as_of, known_by; into a map that is open.
void write_side(CanonicalWriter& out, const std::string& entry, const std::optional<Instant>& as_of,
                const std::optional<Instant>& known_by);
template <class Plan>
void write_side(CanonicalWriter& out, const SideOf<Plan>& side) {
  write_side(out, side.entry, side.as_of, side.known_by);
}
// since, found
void write_since(CanonicalWriter& out, const std::vector<EntrySince>& since,
                 const std::vector<FoundPlan>& found);
void write_readings(CanonicalWriter& out, std::string_view key,
                    const std::vector<ReadingChange>& readings);

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
