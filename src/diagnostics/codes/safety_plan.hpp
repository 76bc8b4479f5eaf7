// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "diagnostics/codes/define.hpp"
#include "diagnostics/codes/notes.hpp"

namespace vaern::codes {
inline namespace safety_plan {
#include "diagnostics/codes/safety_plan.inc"
#include "diagnostics/codes/zones.inc"
}  // namespace safety_plan
}  // namespace vaern::codes

namespace vaern::notes {

/// One edge of a circle of measures.
inline constexpr NoteInfo waits_for_there{"'{measure}' waits for '{before}' here",
                                          "'{measure}' venter på '{before}' her"};
/// At a sign without a step: perhaps the zones stand in another order than the author thinks.
inline constexpr NoteInfo calm_zone_here{
    "the first zone is the calm one, and its signs ask for no step",
    "den første zone er den rolige, og dens tegn kræver intet skridt"};

}  // namespace vaern::notes
