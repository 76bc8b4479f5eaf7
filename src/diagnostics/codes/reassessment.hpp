// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "diagnostics/codes/define.hpp"
#include "diagnostics/codes/notes.hpp"

namespace vaern::codes {
inline namespace reassessment {
#include "diagnostics/codes/reassessment.inc"
}  // namespace reassessment
}  // namespace vaern::codes
