// SPDX-License-Identifier: Apache-2.0
#pragma once
// One measure of a catalogue as it is written, and the checks that need all of them.

#include <optional>
#include <string>
#include <vector>

#include "safety_plan/words.hpp"
#include "vaern/case_file/case_file.hpp"
#include "vaern/document/fields.hpp"
#include "vaern/safety_plan/catalogue.hpp"

namespace vaern::safety_plan::detail {

/// A measure as it is read, with the places of what it names.
struct MeasureDraft {
  Measure measure;
  Placed section;
  std::vector<Placed> after, guarded_by, instead, phases;
  std::optional<Node> when, blocked_when;
  std::vector<Node> urgency;  ///< The conditions of `Measure::urgency_cases`.
};

MeasureDraft read_measure(const Entry& entry, DiagnosticList& findings);

/// The catalogue's `words`: of those that judge alone, as it has no signs and no zones.
Words read_words(Fields& fields, DiagnosticList& findings);

/// Words that judge, in any text of a measure.
void check_words(const Node& measure, const Words& words, DiagnosticList& findings);

/// Names of measures, sections and phases that are not there.
void check_names(const std::vector<MeasureDraft>& drafts, const std::vector<Section>& sections,
                 const std::vector<Phase>& phases, DiagnosticList& findings);

/// Every ring of dependencies once, with the place of each of its steps.
void check_cycles(const std::vector<MeasureDraft>& drafts, DiagnosticList& findings);

/// Alternatives that wait for the very measure that is blocked.
void check_alternatives(const std::vector<MeasureDraft>& drafts, DiagnosticList& findings);

}  // namespace vaern::safety_plan::detail
