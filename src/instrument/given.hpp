// SPDX-License-Identifier: Apache-2.0
#pragma once
// Inputs that nobody is asked: values of earlier assessments, and the norm of the day.

#include <vector>

#include "vaern/instrument/score.hpp"

namespace vaern {
inline namespace v1 {
namespace instrument::detail {

/// Sets the codes of given inputs in `responses`, whatever they were before: earlier values by
/// S1.5 (and says what they rest on), norms by S21.3. What cannot be is a finding with its path.
std::vector<EarlierValue> set_given(const Instrument& model, const ScoreOptions& options,
                                    Responses& responses, DiagnosticList& findings);

/// The assessments, oldest first.
std::vector<EarlierAssessment> by_date(std::vector<EarlierAssessment> assessments);

}  // namespace instrument::detail
}  // namespace v1
}  // namespace vaern
