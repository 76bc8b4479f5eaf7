// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// What is worth a look in programmes, their catalogues, and policies that have no errors.

#include "vaern/diagnostics/diagnostic.hpp"
#include "vaern/programme/programme.hpp"

namespace vaern {
inline namespace v1 {

/// Appends findings about the programme and the catalogue it uses: facts and sections that nothing
/// uses, measures that nobody can have, instruments that are never chosen. Conditions are tried
/// out over every value, and "unknown", of what they read; where that is too many, nothing is said.
void lint(const Programme& programme, DiagnosticList& findings);

/// Where the intervals of a policy come from.
void lint(const Policy& policy, DiagnosticList& findings);

}  // namespace v1
}  // namespace vaern
