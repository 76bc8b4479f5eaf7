// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// What a programme makes of a case: the levels of each dyad, the obligations, the plan.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "vaern/case_file/case_file.hpp"
#include "vaern/instrument/score.hpp"
#include "vaern/programme/programme.hpp"
#include "vaern/reassessment/timeline.hpp"
#include "vaern/safety_plan/plan.hpp"
#include "vaern/safety_plan/zone_plan.hpp"

namespace vaern {
inline namespace v1 {

/// When and with what knowledge (T1). Without `as_of` everything written counts, and nothing is
/// judged overdue. `known_by` absent: `as_of`.
struct AsOf {
  std::optional<Instant> as_of;
  std::optional<Instant> known_by;
};

/// One assessment of the case, scored and placed on the programme's scale.
struct AssessedEntry {
  const AssessmentEntry* entry = nullptr;  ///< Of the case, which must live as long.
  std::optional<Score> score;              ///< Absent: a judgement alone.
  AssessedLevel level;                     ///< On the programme's scale.
  Truth in_population = Truth::yes;        ///< Of the instrument's population.
  bool is_outside_admitted = false;        ///< Outside, and the programme lets its level enter.
  bool is_struck = false;
  bool counts = false;                           ///< Its level is part of the dyad's.
  std::vector<std::string> competences_missing;  ///< Required, and none of `by` has them.
};

/// The person and one other party.
struct Dyad {
  std::string about;                     ///< The other party.
  std::vector<std::size_t> assessments;  ///< Of `CaseAssessment::assessments`, by time.
  std::vector<std::size_t> counting;     ///< Those whose levels are joined.
  std::uint64_t possible = 0;            ///< Programme levels; 0: no level.
  NoLevel no_level = NoLevel::none;
  /// The instruments that `use_for` gives: one, or several where it rests on what is unknown.
  std::vector<const UseFor*> use;
};

struct CaseAssessment {
  std::vector<AssessedEntry> assessments;  ///< In the order of the case.
  std::vector<Dyad> dyads;                 ///< One an other party, in the order of the case.
  /// Highest of the dyads, element-wise; a dyad without a level may have any. 0: none has one.
  std::uint64_t possible = 0;
  std::vector<DerivedFact> derived;  ///< Facts that answers say.
};

/// Checks a case against its programme: facts, events, instruments, answers, judgements, measures,
/// competences. All findings at once, at their places. A case with errors is not assessed.
void check_case(const CaseFile& file, const Programme& programme, DiagnosticList& findings);

/// The case must have passed `check_case`; answers that exclude each other are a failure.
Result<CaseAssessment> assess(const CaseFile& file, const Programme& programme,
                              const AsOf& when = {});

Result<Timeline> timeline(const CaseFile& file, const Programme& programme, const AsOf& when = {});

/// The draft of the safety plan for the case; the programme must outlive it. A failure where the
/// programme's catalogue is one of zones.
Result<SafetyPlan> plan(const CaseFile& file, const Programme& programme, const AsOf& when = {});

/// The same with another catalogue than the programme's: the version that a plan was drafted with.
/// It must be bound with the programme's names, and outlive the plan.
Result<SafetyPlan> plan(const CaseFile& file, const Programme& programme,
                        const Catalogue& catalogue, const AsOf& when);

/// The draft of a plan of zones, with the reviews of it that are open; the programme must outlive
/// it. Misuse (`std::invalid_argument`) where the programme's catalogue is not one of zones.
Result<ZonePlan> zone_plan(const CaseFile& file, const Programme& programme, const AsOf& when = {});

/// The same with another catalogue of zones: see `plan`.
Result<ZonePlan> zone_plan(const CaseFile& file, const Programme& programme,
                           const ZoneCatalogue& catalogue, const AsOf& when);

/// All of it, for the main job.
struct CaseReport {
  const CaseFile* file = nullptr;  ///< These two must outlive the report.
  const Programme* programme = nullptr;
  AsOf when;
  CaseAssessment assessment;
  Timeline timeline;
  SafetyPlan plan;                ///< Without measures where there is a plan of zones.
  std::optional<ZonePlan> zones;  ///< Of a programme whose catalogue is one of zones.
};
Result<CaseReport> report(const CaseFile& file, const Programme& programme, const AsOf& when = {});

}  // namespace v1
}  // namespace vaern
