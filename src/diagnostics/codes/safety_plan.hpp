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

}  // namespace vaern::notes
