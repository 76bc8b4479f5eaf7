// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "diagnostics/codes/define.hpp"
#include "diagnostics/codes/notes.hpp"

namespace vaern::codes {
inline namespace instrument {
#include "diagnostics/codes/instrument.inc"
}  // namespace instrument
}  // namespace vaern::codes

namespace vaern::notes {

/// Help at a cut-off that a parameter sets.
inline constexpr NoteInfo set_the_parameter{
    "change the parameter itself: write parameters: {{name}: {value: YOUR NUMBER, source: …, "
    "verified: no}} in the local file, and leave its place under cut_offs as it is published",
    "ret selve parameteren: skriv parameters: {{name}: {value: JERES TAL, source: …, verified: "
    "no}} i den lokale fil, og lad dens plads under cut_offs stå som udgivet"};

}  // namespace vaern::notes
