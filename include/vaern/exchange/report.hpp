// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// The main job on one page: what a case needs now, for the person who works on it.
///
/// No form of it shows a computed level alone while answers could still change it: the first
/// words on a level are its range (S7). People are named by their opaque ids only.

#include <string>
#include <string_view>

#include "vaern/core/localized_text.hpp"
#include "vaern/programme/assess.hpp"

namespace vaern {
inline namespace v1 {

inline constexpr std::string_view report_schema = "vaern-report/1";

/// Plain UTF-8 in lines of at most 100 code points, with a final line feed. In order: what was not
/// judged, who the page is for, that the case is closed, alarms, the range and why for each other
/// party, what to ask, what is due, the plan's three lists (of a closed case what was agreed or
/// settled in the last one), small print.
std::string report_text(const CaseReport& report, Language language);

/// The same page as one HTML file without scripts, pictures or links to load: printable on A4,
/// readable on a telephone and by a screen reader. Every text is escaped.
std::string report_html(const CaseReport& report, Language language);

/// Canonical JSON, in no language: ids, and texts in every language they have. Keys, in this order:
/// schema, case, programme (id@version), subject, as_of, known_by (null where absent),
/// overdue_judged, possible (the programme's levels over all dyads, lowest first; empty: no level,
/// so any is possible), open_dyads (the other parties without a level: each may have any, so that
/// the top of `possible` says nothing of them), dyads [{about, possible, no_level, use,
/// assessments}], timeline (as `to_canonical_json`), plan (as `plan_json`, or
/// `zone_plan_json` where it is one of zones). Of an assessment, by
/// time and without those that were struck or are not yet known: id, status, assessed, counts,
/// in_population, outside_admitted, competences_missing, possible, no_level, judged, and `score`:
/// its `record_of`, or null for a judgement alone.
std::string report_json(const CaseReport& report);

/// What is due, as `vaern due` prints it: overdue first, then by moment, each with its reasons;
/// what is met or ended is counted. Lines of at most 100 code points.
std::string timeline_text(const Timeline& timeline, const Programme& programme, Language language);

/// The agency's copy of a plan, as `vaern plan` prints it: alarms, the three lists, what is blocked
/// and why. Lines of at most 100 code points.
std::string plan_text(const SafetyPlan& plan, const Programme& programme, Language language);

}  // namespace v1
}  // namespace vaern
