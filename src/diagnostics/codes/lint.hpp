// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "diagnostics/codes/define.hpp"
#include "diagnostics/codes/notes.hpp"

namespace vaern::codes {
inline namespace lint {
#include "diagnostics/codes/lint.inc"
}  // namespace lint
}  // namespace vaern::codes

namespace vaern::notes {

inline constexpr NoteInfo also_here{"also here", "også her"};

}  // namespace vaern::notes
