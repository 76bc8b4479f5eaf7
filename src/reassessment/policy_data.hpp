// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a loaded policy holds.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "vaern/expression/names.hpp"
#include "vaern/reassessment/policy.hpp"

namespace vaern {
inline namespace v1 {

struct Policy::Data {
  ModelHead head;
  std::vector<std::string> levels;
  bool has_levels = false;
  SourceSpan levels_span;  // without levels: of the id
  bool has_shifts = false;
  std::vector<WorkShift> shifts;
  std::shared_ptr<const Zone> zone;
  Reference calendar;
  std::vector<Clock> clocks;
  std::vector<std::vector<OverdueRung>> overdue;  // one per level
  std::vector<OverdueRung> overdue_any;
  std::vector<Clock::OnEvent> events;
  std::optional<OfficeHours> hours;
  std::vector<std::string> on_duty;
  std::optional<InForce> in_force;
  Migrate migrate = Migrate::at_once;
  Fingerprint meaning;
  Fingerprint text;
};

namespace reassessment::detail {

// The three names that `satisfied_by` may read.
class SatisfiedNames final : public Names {
 public:
  const Declaration* find(std::string_view name) const override;
  std::vector<std::string> all() const override;

 private:
  Declaration yes_no_;
};

// A duty: each cause is met by a deed of its own, and belongs to whom the cause is about.
bool is_by_deed(const Clock& clock);
// One that asks of every other party, from the opening of an episode on.
bool counts_from_openings(const Clock& clock);
// The kind of event meets it.
bool meets(const Clock& clock, const std::string& kind);

// The condition in one of its eight situations.
bool holds(const Condition& condition, bool completed, bool judged, bool range_is_one_level);

// Intervals of higher levels are never longer; no level does not wait longer than the highest; an
// event can speed something up. After all of a clock is read.
void check_order(const Clock& clock, const std::vector<std::string>& levels,
                 DiagnosticList& findings);

// What starts a clock does not meet it. After all of a clock is read.
void check_met_by(const Clock& clock, const Node& node, DiagnosticList& findings);

// What asks for an assessment or speeds something up meets no check that comes again and again: it
// would put the next one off. `clocks` is their map.
void check_urgent(const std::vector<Clock>& all, const Node& clocks, DiagnosticList& findings);

// A completed assessment can satisfy, and never less by being judged or more certain.
void check_satisfied_by(const Node& node, const Condition& condition, DiagnosticList& findings);

// What a policy says beyond clocks and ladders. Nothing where it says nothing, so that the
// fingerprints of policies without it stay as they were.
void add_limits(FingerprintBuilder& meaning, const Policy::Data& data);

void set_fingerprints(Policy::Data& data);

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
