// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "diagnostics/codes/define.hpp"
#include "diagnostics/codes/notes.hpp"

namespace vaern::codes {
inline namespace document {
#include "diagnostics/codes/document.inc"
}  // namespace document
}  // namespace vaern::codes

namespace vaern::notes {

inline constexpr NoteInfo value_begins_here{"the value begins here", "værdien begynder her"};

}  // namespace vaern::notes
