// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "diagnostics/codes/define.hpp"
#include "diagnostics/codes/notes.hpp"

namespace vaern::codes {
inline namespace calendar {
#include "diagnostics/codes/calendar.inc"
}  // namespace calendar
}  // namespace vaern::codes
