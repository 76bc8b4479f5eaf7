// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// Plans that revise plans (P8), and what is different between two of them.
///
/// A revision names its parent, and its parent is the latest plan there was: where another plan
/// was made in between, the revision is refused with what that plan says otherwise.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vaern/case_file/case_file.hpp"
#include "vaern/safety_plan/found.hpp"
#include "vaern/safety_plan/plan.hpp"

namespace vaern {
inline namespace v1 {

/// The latest plan that is seen at `as_of` with what was known at `known_by`; null: there is none.
/// Of two with one moment the one that revises the other, else the one whose id is greater.
const PlanEntry* latest_plan(const CaseFile& file, std::optional<Instant> as_of = std::nullopt,
                             const Zone* zone = nullptr,
                             std::optional<Instant> known_by = std::nullopt);

/// The plans, oldest first, that make the parent of a revision stale: not struck, made after the
/// parent or revising it, and not surely after the revision. None: it may be revised so.
std::vector<const PlanEntry*> plans_in_between(const CaseFile& file, const PlanEntry& revision);

/// Refuses every revision whose parent is stale, with the difference.
void check_revisions(const CaseFile& file, DiagnosticList& findings);

/// One side of a difference: a plan as it was drafted at a moment, with a knowledge, of a case.
template <class Plan>
struct SideOf {
  const CaseFile* file = nullptr;  ///< These two must outlive the difference.
  const Plan* plan = nullptr;
  std::optional<Instant> as_of{};
  std::optional<Instant> known_by{};  ///< Absent: `as_of`.
  const Zone* zone = nullptr;
  std::string entry{};  ///< The plan of the case whose moment it is; empty: just a moment.
};
using PlanSide = SideOf<SafetyPlan>;

/// What is different about one measure.
enum class PlanChange : std::uint8_t {
  added,    ///< Of the catalogue, or for a child or professional who was not there.
  removed,  ///< The same, gone.
  text,     ///< The catalogue says it in other words.
  state,
  list,
  urgency,
  status,  ///< Agreed, done, waived, declined …
  words,   ///< The person's own; never what they are.
};
std::string_view to_string(PlanChange change) noexcept;

/// A name that decided, and what it was read as. Empty: it did not decide on that side.
struct ReadingChange {
  std::string name;
  std::string before;
  std::string after;
};

struct MeasureDifference {
  std::string id;                          ///< As `PlannedMeasure::id`.
  const PlannedMeasure* before = nullptr;  ///< Null: it was added.
  const PlannedMeasure* after = nullptr;   ///< Null: it was removed.
  std::vector<PlanChange> changes;         ///< At least one.
  std::vector<ReadingChange> readings;     ///< Where the state or list is another: why.

  bool has(PlanChange change) const noexcept;
};

/// An entry of the case that is seen on the later side alone, or struck there alone.
struct EntrySince {
  enum class Kind : std::uint8_t { assessment, event, plan, struck };
  Kind kind = Kind::assessment;
  std::string id;
};
std::string_view to_string(EntrySince::Kind kind) noexcept;

/// Somebody of the network whose standing is another. Empty: no part of it.
struct MemberDifference {
  std::string party;
  std::optional<NetworkStanding> before;
  std::optional<NetworkStanding> after;
};

struct PlanDifference {
  Reference catalogue_before, catalogue_after;
  std::vector<EntrySince> since;            ///< Assessments, events, plans, struck; by id.
  std::vector<FoundPlan> found;             ///< Of the events that are new.
  std::vector<MeasureDifference> measures;  ///< In the order of the later plan; then the removed.
  std::vector<std::string> priorities_before, priorities_after;
  std::vector<MemberDifference> network;  ///< By party.

  /// Nothing that a plan says is different; entries that changed nothing may be new.
  bool empty() const noexcept;
};

/// Nothing that is checked: the sides must be of one case, see `check_same_case`.
PlanDifference plan_difference(const PlanSide& before, const PlanSide& after);

/// Refuses two files that are not of the same case and the same person.
void check_same_case(const CaseFile& before, const CaseFile& after, DiagnosticList& findings);

}  // namespace v1
}  // namespace vaern
