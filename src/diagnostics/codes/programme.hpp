// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "diagnostics/codes/define.hpp"
#include "diagnostics/codes/notes.hpp"

namespace vaern::codes {
inline namespace programme {
#include "diagnostics/codes/programme.inc"
#include "diagnostics/codes/programme_zones.inc"
}  // namespace programme
}  // namespace vaern::codes
