// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "diagnostics/codes/define.hpp"
#include "diagnostics/codes/notes.hpp"

namespace vaern::codes {
inline namespace program {
#include "diagnostics/codes/program.inc"
}  // namespace program
}  // namespace vaern::codes
