// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// What is worth a look in an instrument that has no errors: rules that never change a level,
/// levels that no form has, numbers without a source.
///
/// Scoring does not need it and never pays for it. What can be decided is decided over every
/// complete form, on decision diagrams; where one does not fit, that is said and nothing guessed.

#include "vaern/diagnostics/diagnostic.hpp"
#include "vaern/instrument/instrument.hpp"

namespace vaern {
inline namespace v1 {

/// Appends findings E1100-E1139. What a draft still lacks is a hint and no warning.
void lint(const Instrument& instrument, DiagnosticList& findings);

}  // namespace v1
}  // namespace vaern
